"""What the answer hangs on, as sheets: swings, what would turn the answer, what to find out, the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...analysis.sensitivity.movable import OfJudgement
from ...analysis.sensitivity.other_accounts import UnderAccount
from ...analysis.sensitivity.sensitivity import Sensitivity
from ...analysis.sensitivity.tornado import Ends, Swing
from ...analysis.sensitivity.twoway import Map
from ...case import Case
from ...case.titles import label_of
from ...spreadsheet import Cell, Table, sheets_named
from .cells import issue_heads, labels, numbers_of, terms_of

_ENDS = ("low", "high", "error_low", "error_high", "swing", "swing_error")
_END_HEADS = ("at low", "at high", "error at low", "error at high", "swing", "error of swing")


@sheets_named(
    "Swings",
    "Answers that turn",
    "Verdicts that turn",
    "To find out",
    "Removals",
    "Map",
    "Not moved",
    "Other accounts",
)
def sensitivity_sheets(case: Case, found: Sensitivity) -> Iterator[Table]:
    """Every judgement that was looked at, with the numbers of ``--json``."""
    issues, own = issue_heads(case), ("judgement", "path", "low", "high")
    swings = [f"{what} {head}" for what in ("a deal", "best deal") for head in _END_HEADS]
    yield [*own, *swings, "share", "error of share"], (_swing(case, one) for one in found.swings)
    yield (
        [*own, "now", "turns at", "by", "in its range", "effort", *issues],
        (
            [
                *_judgement(case, one), *numbers_of([one.central, one.at, one.move]), _said(one.within),
                *numbers_of([one.effort]), *terms_of(case, one.deal),
            ]
            for one in found.flips
        ),
    )  # fmt: skip
    yield (
        [*own, "now", "turns at", "verdict then", "in its range"],
        (
            [*_judgement(case, one), *numbers_of([one.central, one.at]), one.to, _said(one.within)]
            for one in found.verdict_flips
        ),
    )
    who = list(dict.fromkeys(name for one in found.information for name in one.parties))
    worths = [
        head for name in who for head in labels(case, [name], ": worth") + labels(case, [name], ": error")
    ]
    yield ["judgement", "path", "worth to a mediator", "error", "changes the proposal", *worths], (
        [
            label_of(case, one.path, one.tied), one.path,
            *numbers_of([one.signature.value, one.signature.error, one.signature.changes]),
            *numbers_of(part for name in who for part in (one.parties[name].value, one.parties[name].error)),
        ]
        for one in found.information
    )  # fmt: skip
    yield ["place", "path", "opens", "verdict then", "deals then", *issues], (
        [
            label_of(case, one.path), one.path, _said(one.opens), one.verdict, one.deals,
            *terms_of(case, one.deal),
        ]
        for one in found.removals
    )  # fmt: skip
    yield _map(case, found.map)
    yield from _beside(case, found)


def _beside(case: Case, found: Sensitivity) -> Iterator[Table]:
    """What was not moved, and what other accounts would change."""
    reasons = (found.unmoved, found.unproven, found.unsettled)
    yield (
        ["judgement", "path", "why"],
        ([label_of(case, path), path, why] for some in reasons for path, why in some.items()),
    )
    yield (
        ["question", "account", "verdict", "deals certain", "a deal"],
        (
            [*_telling(case, one), one.verdict, *numbers_of([one.certain, one.probability])]
            for one in found.under_accounts
        ),
    )


def _telling(case: Case, one: UnderAccount) -> list[Cell]:
    if not one.account:
        return ["", "as the case is written"]
    account = case.accounts[one.account]
    return [account.question, account.told[one.told].title]


def _judgement(case: Case, one: OfJudgement) -> list[Cell]:
    return [label_of(case, one.path, one.tied), one.path, *numbers_of([one.low, one.high])]


def _swing(case: Case, one: Swing) -> list[Cell]:
    def of_ends(ends: Ends | None) -> Iterable[Cell]:
        return numbers_of(None if ends is None else getattr(ends, name) for name in _ENDS)

    shares = numbers_of([one.share, one.share_error])
    return [*_judgement(case, one), *of_ends(one.zone), *of_ends(one.deal), *shares]


def _said(value: bool) -> str:
    return "yes" if value else "no"


def _map(case: Case, found: Map | None) -> Table:
    """The map in a long form: a row for each point."""
    if found is None:
        return ["first", "second", "a deal", "error"], ()
    first, second = found.first, found.second
    rows = (
        numbers_of([down, across, found.probability[row][column], found.error[row][column]])
        for row, down in enumerate(first.values)
        for column, across in enumerate(second.values)
    )
    return [label_of(case, first.path), label_of(case, second.path), "a deal", "error"], rows
