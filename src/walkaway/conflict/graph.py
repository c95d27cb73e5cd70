"""The graph model of a conflict: states, moves of each party, preferences; however it was made.

Fang, Hipel and Kilgour, *Interactive Decision Making* (1993); Kilgour, Hipel and Fang, Automatica 23 (1987).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import Fault, Faults, UsageError, nearest, quoted
from .arcs import Arcs
from .relation import Relation

EITHER = -1
"""Of an option in a state that stands for several: taken in some of them."""


@dataclass(frozen=True, eq=False)
class GraphModel:
    """States, numbered from 0 here and from 1 for people, and what each party can and wants to do.

    Attributes
    ----------
    who : tuple of str
        The parties that decide.
    moves : tuple of Arcs
        Of each party, to where it can move by itself in one step.
    wants : tuple of Relation
        The preference of each party.
    options : tuple of str
        Names of options, where states are made of options.
    taken : int8 array (states, options)
        Whether an option is taken in a state: 1, 0, or EITHER.
    """

    who: tuple[str, ...]
    moves: tuple[Arcs, ...]
    wants: tuple[Relation, ...]
    options: tuple[str, ...] = ()
    taken: NDArray[np.int8] | None = None

    @property
    def states(self) -> int:
        """How many states there are."""
        return self.moves[0].states

    @property
    def ranked(self) -> bool:
        """Whether every preference is a ranking."""
        return all(want.ranks is not None for want in self.wants)

    def state(self, number: int) -> dict[str, str]:
        """What is taken in a state: option → "Y", "N", or "-" for either."""
        if self.taken is None:
            return {}
        words = {1: "Y", 0: "N", EITHER: "-"}
        return {name: words[int(took)] for name, took in zip(self.options, self.taken[number], strict=True)}

    @cached_property
    def improvements(self) -> tuple[Arcs, ...]:
        """Of each party, the moves to a state that is better for it."""
        return self.improving()

    def improving(self, *, unknown: bool = False) -> tuple[Arcs, ...]:
        """Of each party, the moves to a better state, or with ``unknown`` to one that may be better."""
        return tuple(
            arcs.kept(want.improves(arcs.origins, arcs.to, unknown=unknown))
            for arcs, want in zip(self.moves, self.wants, strict=True)
        )

    def others(self, *members: int) -> tuple[int, ...]:
        """All parties but these."""
        return tuple(one for one in range(len(self.who)) if one not in members)

    def wanting(self, wants: Mapping[int, Relation]) -> GraphModel:
        """The same states and moves under other preferences of some parties."""
        new = tuple(wants.get(place, want) for place, want in enumerate(self.wants))
        return GraphModel(self.who, self.moves, new, self.options, self.taken)

    def moving(self, moves: Mapping[int, Arcs]) -> GraphModel:
        """The same states and preferences with other moves of some parties."""
        new = tuple(moves.get(place, arcs) for place, arcs in enumerate(self.moves))
        return GraphModel(self.who, new, self.wants, self.options, self.taken)


def graph_of_edges(
    states: int,
    edges: Mapping[str, Sequence[tuple[int, int]]],
    wants: Mapping[str, Relation | Sequence[int | Sequence[int]]],
) -> GraphModel:
    """A model from lists of moves: party → (from, to), states numbered from 1.

    Parameters
    ----------
    states : int
    edges : mapping of str to pairs
    wants : mapping of str to Relation or ranking
        A ranking names states from 1, best first; a list inside it is a tie.

    Returns
    -------
    GraphModel

    Raises
    ------
    UsageError
        With every state that does not exist and every party without a preference.

    Examples
    --------
    A game of chicken: both swerve (1), one of them stays (2, 3), both stay (4).

    >>> chicken = graph_of_edges(
    ...     4,
    ...     {"row": [(1, 2), (2, 1), (3, 4), (4, 3)], "column": [(1, 3), (3, 1), (2, 4), (4, 2)]},
    ...     {"row": [2, 1, 3, 4], "column": [3, 1, 2, 4]},
    ... )
    >>> chicken.improvements[0].of(0).tolist()
    [1]
    """
    faults = Faults()
    for who, pairs in edges.items():
        for pair in pairs:
            odd = [state for state in pair if not 1 <= state <= states]
            if odd:
                faults.add(Fault(path=f"edges.{who}", found=f"state {odd[0]}", expected=f"1 to {states}"))
        if who not in wants:
            hint = nearest(who, tuple(wants))
            faults.add(
                Fault(path="wants", found=f"nothing of {quoted(who)}", expected="a preference", hint=hint)
            )
    for who in wants:
        if who not in edges:
            found, hint = f"{quoted(who)}, who has no list of moves", nearest(who, tuple(edges))
            faults.add(Fault(path="wants", found=found, expected="a party of edges", hint=hint))
    faults.raise_if_any(UsageError)
    moves = tuple(Arcs.of_pairs(states, [(a - 1, b - 1) for a, b in pairs]) for pairs in edges.values())
    return GraphModel(tuple(edges), moves, tuple(_relation(wants[who], states) for who in edges))


def _relation(given: Relation | Sequence[int | Sequence[int]], states: int) -> Relation:
    if isinstance(given, Relation):
        return given
    order = [one - 1 if isinstance(one, int) else [state - 1 for state in one] for one in given]
    return Relation.ranked(order, states)
