"""What nobody has settled: questions with conflicting accounts, and whether the answer hangs on one."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.answers import Answers, Footing, stand
from ...case.accounts import under
from ...case.history import Telling
from ...errors import BudgetError, CaseError
from ..language.likelihood import as_judged, likely_words
from ..language.phrases import are, count, one_line
from ..language.tense import tense

__all__ = ["open_words", "what_accounts_change"]

_TRIED = 8
"""Most tellings under which the zone is asked for again."""


def open_words(answers: Answers) -> Iterator[str]:
    """The questions that no account settles, one sentence each."""
    for account in answers.case.accounts.values():
        if not account.settled:
            question = one_line(account.question)
            yield f"Not settled: “{question}” Accounts of it conflict; the case counts as it is written."


def what_accounts_change(answers: Answers) -> Iterator[str]:
    """For each telling under which the answer is another one, what it would be."""
    now, tried = _answer(answers), 0
    for key, account in answers.case.accounts.items():
        for name, told in account.told.items():
            if account.settled or not told.set or tried == _TRIED:
                continue
            tried += 1
            if (then := _told(answers, key, name)) not in ("", now):
                asks, if_true = one_line(account.question), _if_true(answers, told)
                yield f"{asks} As the case is written {now}; {if_true} {then}."


def _told(answers: Answers, account: str, name: str) -> str:
    """The answer under one telling; empty where it cannot be had."""
    rule = answers.space.rule
    try:
        case = under(answers.case, {account: name})
        return _answer(stand(case, draws=answers.draws, seed=answers.seed, rule=rule))
    except (BudgetError, CaseError):
        return ""


def _if_true(answers: Answers, told: Telling) -> str:
    case = answers.case
    by = case.label(told.by) if told.by in {*case.everyone, *case.third_parties} else told.by
    return one_line(f"if “{told.title}”{f', told by {by},' if by else ''} is true,")


def _answer(found: Answers | Footing) -> str:
    """The verdict of a zone in a clause: ``one deal is certain``, ``a deal is likely (about six in ten)``."""
    zone, told = found.zone, tense(found.case)
    if zone.verdict == "impossible":
        return f"there {told('is', 'was')} no deal"
    certain = zone.everyone.certain
    if found.exact or certain:
        sure = "passes" if certain == 1 else "pass"
        if certain is None:
            return "a deal passes"
        return f"{count(certain, 'deal')} {sure if found.exact else f'{are(certain)} certain'}"
    share = zone.everyone.probability
    return f"a deal {told('is', 'was')} {likely_words(share)} ({as_judged(share)})"
