"""What would be better than a deal, as sheets: better deals, trades, and deals level for one party."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...analysis.improve.improvements import Alternative, Improvement, Improvements
from ...analysis.result import plain
from ...case import Case
from ...spreadsheet import Cell, Table, sheets_named
from ..language.solution_names import SOLUTIONS
from .cells import issue_heads, labels, listed_titles, numbers_of, of_each, terms_of


@sheets_named("The deal", "Better deals", "Trades", "Level for one")
def improve_sheets(case: Case, found: Improvements) -> Iterator[Table]:
    """The deal it starts from, everything that is better for somebody, and the other deals of ``--json``."""
    parties, issues = found.parties, issue_heads(case)
    values, gains = labels(case, parties), labels(case, parties, ": gain")
    yield (
        ["what", *values, *issues],
        [
            ["value", *numbers_of(found.value), *terms_of(case, found.deal)],
            ["walking away", *numbers_of(found.walk_away), *[None] * len(issues)],
            ["could gain alone", *of_each(parties, found.measures.most_left), *[None] * len(issues)],
        ],
    )
    heads = ["changes", "better in draws", "error", "refused by", *values, *gains]
    yield (
        ["kind", *heads, *issues],
        ([kind, *_better(case, one, parties), *terms_of(case, one.deal)] for kind, one in _deals(found)),
    )
    yield (
        [*heads, *labels(case, parties, ": beyond both alone"), *issues],
        (
            [*_better(case, one, parties), *of_each(parties, one.interplay), *terms_of(case, one.deal)]
            for one in found.trades
        ),
    )
    yield (
        [
            "level for", "better for", "change for the first", "gain of the other", "within", "issues away",
            "of its offer", "refused by", *values, *issues,
        ],
        (_level(case, one) for one in found.alternatives),
    )  # fmt: skip


def _deals(found: Improvements) -> Iterator[tuple[str, Improvement]]:
    """Each better deal with what it is."""
    yield from (("few changes", one) for one in found.cheapest)
    yield from (("efficient", one) for one in found.settlement.points)
    for name, one in found.settlement.solutions.items():
        if one is not None:
            yield SOLUTIONS[name].name, one


def _better(case: Case, one: Improvement, parties: Sequence[str]) -> list[Cell]:
    return [
        len(one.changes), *numbers_of([one.share, one.error]), listed_titles(case, one.refused_by),
        *numbers_of(one.value), *of_each(parties, one.gains),
    ]  # fmt: skip


def _level(case: Case, one: Alternative) -> list[Cell]:
    return [
        case.label(one.who), case.label(one.other), *numbers_of([one.own, one.gain, one.tolerance]),
        one.away, plain(one.offer), listed_titles(case, one.refused_by), *numbers_of(one.value),
        *terms_of(case, one.deal),
    ]  # fmt: skip
