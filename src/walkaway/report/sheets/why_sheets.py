"""A diagnosis as sheets: the explanations, and the evidence against each of them."""

from __future__ import annotations

from ...analysis.result import plain
from ...analysis.why.diagnosis import Diagnosis
from ...case import Case
from ...spreadsheet import Sheet, sheet_of

__all__ = ["why_sheets"]


def why_sheets(_: Case, found: Diagnosis) -> list[Sheet]:
    """Explanations in their order, and items of evidence with how each bears on each explanation."""
    order = (*found.order, *(name for name in found.explanations if name not in found.order))
    explanations = []
    for item in (found.explanations[name] for name in order):
        share = (
            [None, None] if item.share is None else [plain(item.share.probability), plain(item.share.error)]
        )
        explanations.append([item.title, item.claim, *share, plain(item.inconsistency), item.untestable])
    matrix, names = found.matrix, found.matrix.explanations
    titles = [found.explanations[name].title for name in names]
    evidence = [
        [
            item.says,
            plain(item.weight),
            plain(item.diagnosticity),
            *map(item.ratings.get, matrix.explanations),
        ]
        for item in matrix.items
    ]
    heads = ["explanation", "claim", "probability", "error", "evidence against", "not testable for"]
    return [
        sheet_of("Explanations", heads, explanations),
        sheet_of("Evidence", ["evidence", "weight", "tells apart", *titles], evidence),
    ]
