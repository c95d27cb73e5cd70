"""Which of its own moves a party would do well to give up: the analysis is made again without them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .arcs import Truth
from .evolution import reached
from .graph import GraphModel
from .stability import equilibria


@dataclass(frozen=True, slots=True)
class Commitment:
    """What changes if a party can no longer take, or no longer drop, one of its options.

    Attributes
    ----------
    who : int
    option : str
    way : {"take", "drop"}
        What is given up.
    before, after : tuple of int
        The equilibria that moves reach from the start, without and with the commitment.
    gains : bool
        Whether the worst of them is better for the party than the worst before.
    """

    who: int
    option: str
    way: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    gains: bool


def commitments(model: GraphModel, start: int, concept: str = "seq") -> tuple[Commitment, ...]:
    """Every commitment to leave one option as it is that changes the equilibria ahead, gains first.

    Parameters
    ----------
    model : GraphModel
        Made of options; preferences are rankings.
    start : int
        Where things stand.
    concept : str

    Returns
    -------
    tuple of Commitment
    """
    before = _ahead(model, start, concept)
    found = []
    for who, option, way, kept in _bonds(model):
        bound = model.moving({who: model.moves[who].kept(kept)})
        after = _ahead(bound, start, concept)
        if after != before:
            gains = _worst(model, who, after) > _worst(model, who, before)
            found.append(Commitment(who, option, way, before, after, gains))
    return tuple(sorted(found, key=lambda one: not one.gains))


def _bonds(model: GraphModel) -> Iterator[tuple[int, str, str, Truth]]:
    """Who could give up what, and which of its moves would be left; what it never does is no commitment."""
    if model.taken is None:
        return
    for who, arcs in enumerate(model.moves):
        before, after = model.taken[arcs.origins], model.taken[arcs.to]
        for place, option in enumerate(model.options):
            change = after[:, place] - before[:, place]
            for way, gone in (("take", change > 0), ("drop", change < 0)):
                if gone.any():
                    yield who, option, way, ~gone


def _ahead(model: GraphModel, start: int, concept: str) -> tuple[int, ...]:
    """The equilibria that any moves reach from a state, itself included."""
    movers = [((who,), arcs) for who, arcs in enumerate(model.moves)]
    ahead = {start, *reached(movers, start, model.states).states}
    return tuple(state for state in np.flatnonzero(equilibria(model, concept)).tolist() if state in ahead)


def _worst(model: GraphModel, who: int, states: tuple[int, ...]) -> int:
    """The level of the worst of some states; below all if there is none, as nothing then holds."""
    ranks = model.wants[who].ranks
    assert ranks is not None
    return min((int(ranks[state]) for state in states), default=-1)
