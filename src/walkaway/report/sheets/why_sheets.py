"""A diagnosis as sheets: the explanations, the evidence against each of them, and the talks as played."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.why.diagnosis import Diagnosis
from ...analysis.why.played_ways import PlayedTalks
from ...case import Case
from ...spreadsheet import Table, sheets_named
from .cells import numbers_of


@sheets_named("Explanations", "Evidence", "Played")
def why_sheets(_: Case, found: Diagnosis) -> Iterator[Table | None]:
    """Explanations in their order, items of evidence with how each bears on each, and what was played."""
    order = (*found.order, *(name for name in found.explanations if name not in found.order))
    explanations = []
    for item in (found.explanations[name] for name in order):
        share = (None, None) if item.share is None else (item.share.probability, item.share.error)
        explanations.append(
            [item.title, item.claim, *numbers_of([*share, item.inconsistency]), item.untestable]
        )
    yield (
        ["explanation", "claim", "probability", "error", "evidence against", "not testable for"],
        explanations,
    )
    names = found.matrix.explanations
    evidence = (
        [item.says, *numbers_of([item.weight, item.diagnosticity]), *map(item.ratings.get, names)]
        for item in found.matrix.items
    )
    yield ["evidence", "weight", "tells apart", *(found.explanations[name].title for name in names)], evidence
    yield None if found.played is None else _played(found.played)


def _played(found: PlayedTalks) -> Table:
    rows = [
        [one.words, *numbers_of([one.signed, one.error, one.difference, one.difference_error])]
        for one in found.ways
    ]
    return ["talks held with", "they sign", "error", "more than in the first", "error of that"], rows
