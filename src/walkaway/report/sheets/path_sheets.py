"""How a deal is kept, as sheets: moves, slacks and exposures, and what would make the steps hold."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.path import CarriedOut
from ...case import Case
from ...spreadsheet import Table, sheets_named
from ..screens.how_to_keep_it import REMEDIES
from .cells import labels, numbers_of

__all__ = ["path_sheets"]


@sheets_named("Phases", "Slack", "Safeguards")
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


def _ends(slack: float | tuple[float, float]) -> tuple[float, float]:
    return slack if isinstance(slack, tuple) else (slack, slack)
