"""Values of deals as they are shown: each party's with as many places as tell different ones apart."""

from __future__ import annotations

from collections.abc import Sequence

from ...analysis.answers import Answers
from ...numbers import number, places_of

__all__ = ["shown_places", "written"]

_TIES = 100


def shown_places(answers: Answers, more: Sequence[Sequence[float]] = ()) -> tuple[int, ...]:
    """Decimal places for the values of each party; central values of uncertain judgements have three digits.

    Parameters
    ----------
    answers : Answers
        Whose solutions, and walk-aways, the values stand beside.
    more : sequence of values
        Rows that are shown too, each with one value a party.

    Returns
    -------
    tuple of int
        One for each party, in order.
    """
    front, told = answers.frontier, answers.solutions.distinct.values()
    rows = [*(tie for found in told for tie in found.ties[:_TIES]), *more]
    away = zip(front.values.walk_away.tolist(), front.values.units, strict=True)
    stands = [int(steps) * unit for steps, unit in away]
    return tuple(
        places_of([stands[column], *(row[column] for row in rows)], rough=not answers.exact)
        for column in range(len(front.parties))
    )


def written(value: Sequence[float], places: Sequence[int]) -> list[str]:
    """The values of one deal, with the places of their parties."""
    return [number(one, places=few) for one, few in zip(value, places, strict=True)]
