"""What the answer would be if another account of a question that nobody has settled were true."""

from __future__ import annotations

from dataclasses import dataclass

from ...case.accounts import under
from ...errors import BudgetError, CaseError
from ..answers import Answers, Footing, stand
from ..result import Result
from ..zone.zone import Verdict

_TRIED = 8
"""Most tellings under which the zone is asked for again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderAccount(Result):
    """Whether there is a deal under one telling of an account; with no names, as the case is written."""

    account: str
    told: str
    verdict: Verdict
    certain: int | None  # how many deals surely pass, where they were counted
    probability: float  # that some deal passes
    exact: bool  # whether nothing had to be sampled


def _found(one: Answers | Footing, account: str = "", told: str = "") -> UnderAccount:
    everyone = one.zone.everyone
    return UnderAccount(
        account=account, told=told, verdict=one.zone.verdict, certain=everyone.certain,
        probability=everyone.probability, exact=one.exact,
    )  # fmt: skip


def under_accounts(answers: Answers) -> tuple[UnderAccount, ...]:
    """The case as it is written, then under each telling that no account settles and that changes it.

    At most eight tellings; those under which nothing can be computed are left out. Empty where there is none.
    """
    open_ones = [
        (key, name)
        for key, account in answers.case.accounts.items()
        if not account.settled
        for name, told in account.told.items()
        if told.set
    ]
    found = []
    for key, name in open_ones[:_TRIED]:
        try:
            case = under(answers.case, {key: name})
            then = stand(case, draws=answers.draws, seed=answers.seed, rule=answers.space.rule)
        except (BudgetError, CaseError):
            continue
        found.append(_found(then, key, name))
    return (_found(answers), *found) if found else ()
