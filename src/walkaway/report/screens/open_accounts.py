"""What nobody has settled: questions with conflicting accounts, and whether the answer hangs on one."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.sensitivity.other_accounts import UnderAccount
from ...analysis.sensitivity.sensitivity import Sensitivity
from ...case import Case
from ...case.history import Telling
from ...language import in_quotes
from ..language.likelihood import as_judged, likely_words
from ..language.phrases import are, count, one_line
from ..language.tense import tense


def open_words(case: Case) -> Iterator[str]:
    """The questions that no account settles, one sentence each."""
    for account in case.accounts.values():
        if not account.settled:
            asks = in_quotes(one_line(account.question))
            yield f"Not settled: {asks} Accounts of it conflict; the case counts as it is written."


def what_accounts_change(case: Case, found: Sensitivity) -> Iterator[str]:
    """For each telling under which the answer is another one, what it would be."""
    written = [_answer(case, one) for one in found.under_accounts[:1]]
    for one in found.under_accounts[1:]:
        if (then := _answer(case, one)) not in written:
            account = case.accounts[one.account]
            asks, if_true = one_line(account.question), _if_true(case, account.told[one.told])
            yield f"{asks} As the case is written {written[0]}; {if_true} {then}."


def _if_true(case: Case, told: Telling) -> str:
    by = case.label(told.by) if told.by in {*case.everyone, *case.third_parties} else told.by
    return one_line(f"if {in_quotes(told.title)}{f', told by {by},' if by else ''} is true,")


def _answer(case: Case, one: UnderAccount) -> str:
    """The verdict of a zone in a clause: ``one deal is certain``, ``a deal is likely (about six in ten)``."""
    told = tense(case)
    if one.verdict == "impossible":
        return f"there {told('is', 'was')} no deal"
    if one.exact or one.certain:
        sure = "passes" if one.certain == 1 else "pass"
        if one.certain is None:
            return "a deal passes"
        return f"{count(one.certain, 'deal')} {sure if one.exact else f'{are(one.certain)} certain'}"
    return f"a deal {told('is', 'was')} {likely_words(one.probability)} ({as_judged(one.probability)})"
