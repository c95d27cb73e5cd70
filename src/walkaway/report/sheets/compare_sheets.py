"""A comparison as sheets: what each change did, every place that changed, and where the best deals differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...analysis.compare.comparison import ChangedPlace, Comparison, Effect, Standing
from ...case import Case
from ...spreadsheet import Cell, Table, sheets_named
from ..screens.what_changed import place_words
from .cells import numbers_of


@sheets_named("Versions", "Effects", "Places", "Best deals")
def compare_sheets(_: Case, found: Comparison) -> Iterator[Table]:
    """Both versions, each change alone, their interplay and the whole, with the numbers of ``--json``."""
    answer = ["verdict", "probability", "error", "best deal accepted", "error of that"]
    yield (
        ["version", *answer],
        [[name, *_standing(one)] for name, one in (("old", found.old), ("new", found.new))],
    )
    alone = [
        [number, "\n".join(map(place_words, one.places)), *_effect(one.effect), *_standing(one.standing)]
        for number, one in enumerate(found.contributions, 1)
    ]
    rows = [
        *alone,
        [None, "together, beyond the sum", *_effect(found.interplay), *[None] * len(answer)],
        [None, "all together", *_effect(found.whole), *_standing(found.new)],
    ]
    yield (
        [
            "change", "places", "a deal: by", "error of by", "best deal: by", "error of best by",
            *(f"{head} then" for head in answer),
        ],
        rows,
    )  # fmt: skip
    changed = [(number, one.places) for number, one in enumerate(found.contributions, 1)]
    yield (
        ["change", "place", "path", "before", "after"],
        [_place(number, one) for number, some in [*changed, (None, found.other)] for one in some],
    )
    yield ["issue", "old version", "new version"], ([one.label, one.before, one.after] for one in found.best)


def _standing(one: Standing) -> Sequence[Cell]:
    return [
        one.verdict,
        *numbers_of([one.probability, one.error, one.acceptability, one.acceptability_error]),
    ]


def _effect(one: Effect) -> Sequence[Cell]:
    return numbers_of([one.probability, one.error, one.acceptability, one.acceptability_error])


def _place(number: int | None, one: ChangedPlace) -> Sequence[Cell]:
    return [number, one.label, one.path, one.before, one.after]
