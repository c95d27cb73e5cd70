"""How a deal is kept, as sheets: moves, slacks and exposures, and what would make the steps hold."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.path import CarriedOut, OtherDeal
from ...case import Case
from ...spreadsheet import Cell, Table, sheets_named
from ..screens.how_to_keep_it import REMEDIES, WAYS
from .cells import issue_heads, labels, numbers_of, terms_of


@sheets_named("Phases", "Slack", "Safeguards", "For all of it", "Deals")
def path_sheets(case: Case, found: CarriedOut) -> Iterator[Table]:
    """Who does what in each phase; how far each side would rather keep; the least that would be enough."""
    yield (
        ["phase", "by", "issue", "from", "to", "share"],
        (
            [
                phase.phase, case.label(move.by), case.issue_label(move.issue),
                case.option_label(move.issue, move.now), case.option_label(move.issue, move.to),
                *numbers_of([move.share]),
            ]
            for phase in found.schedule
            for move in phase.moves
        ),
    )  # fmt: skip
    who = tuple(case.parties)
    heads = [f"{label}: {what}" for label in labels(case, who) for what in ("least slack", "largest slack")]
    yield (
        ["phase", *heads, *labels(case, who, ": at risk")],
        (
            [
                phase.phase, *numbers_of(end for name in who for end in _ends(phase.slack[name])),
                *numbers_of(phase.exposure[name] for name in who),
            ]
            for phase in found.schedule
        ),
    )  # fmt: skip
    yield (
        ["phase", "party", *REMEDIES.values()],
        (
            [one.phase, case.label(one.party), *numbers_of(map(one.needs.get, REMEDIES))]
            for one in found.safeguards
        ),
    )
    yield (
        ["with", "how much", "least price", "largest price", *labels(case, who, ": part")],
        (
            [
                WAYS[way.kind], *numbers_of([way.amount, *(_ends(way.price))]),
                *numbers_of(map(way.by.get, who)),
            ]
            for way in found.ways
        ),
    )  # fmt: skip
    yield (
        ["verdict", "probability", "error", "phases", "least slack", *issue_heads(case)],
        [_deal(case, found, len(found.schedule)), *(_deal(case, one, one.phases) for one in found.others)],
    )


def _deal(case: Case, one: CarriedOut | OtherDeal, phases: int) -> list[Cell]:
    numbers = numbers_of([one.probability, one.error, phases, one.least])
    return [one.verdict, *numbers, *terms_of(case, one.deal)]


def _ends(number: float | tuple[float, float] | None) -> tuple[float | None, float | None]:
    return number if isinstance(number, tuple) else (number, number)
