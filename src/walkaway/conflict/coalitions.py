"""Which states a coalition would leave: moves of its members one after another by which all of them gain.

A coalition moves by legal sequences of its members, who stay who they are: nobody's own improvements vanish
because a partner objects. It *improves* if every member finds the end better. It is deterred by an answer
after which some member is not better off. A state is stable for a coalition under

* **nash** if it has no improvement;
* **gmr** if the others can answer each by a legal sequence that deters;
* **smr** if moreover the coalition cannot then move on to where all its members are better off;
* **seq**, **sseq** as gmr and smr, where the others answer by improvements, of one of them or of several
  together.

Kilgour, Hipel, Fang and Peng, Group Decision and Negotiation 10 (2001); Inohara and Hipel, Systems
Engineering 11 (2008).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from ..errors import BudgetError
from .arcs import Arcs, Truth, Values, over_sequences, packed, unpacked
from .graph import GraphModel
from .stability import MOST_BY_BITS

COALITION_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
_MOST_PARTIES = 8


def coalitions(members: Sequence[int], least: int = 2) -> Iterator[tuple[int, ...]]:
    """All coalitions of some parties with so many members or more, small ones first.

    Raises
    ------
    BudgetError
        Beyond 8 parties.
    """
    if len(members) > _MOST_PARTIES:
        raise BudgetError(
            f"2^{len(members)} coalitions; at most those of {_MOST_PARTIES} parties are handled"
        )
    for size in range(least, len(members) + 1):
        yield from combinations(members, size)


def coalition_stable(model: GraphModel, concept: str, members: Sequence[int]) -> Truth:
    """Whether each state is stable for a coalition.

    Parameters
    ----------
    model : GraphModel
    concept : str
        Of ``COALITION_CONCEPTS``.
    members : sequence of int
        Two or more parties.

    Returns
    -------
    bool array (states,)

    Raises
    ------
    BudgetError
        Beyond ``MOST_BY_BITS`` states: sets of states are held as bits.
    """
    if model.states > MOST_BY_BITS:
        size = f"{model.states:,} states would take {model.states**2 / 8e6:,.0f} MB a set"
        raise BudgetError(f"{size}; coalitions are looked at in at most {MOST_BY_BITS:,} states")
    own = [model.moves[member] for member in members]
    gains = all_better(model, members)
    if concept != "nash" and model.others(*members):
        gains = gains & ~_answered(model, concept, members)
    left = unpacked(over_sequences(own, gains), model.states)
    return np.asarray(~np.diagonal(left))


def all_better(model: GraphModel, members: Sequence[int]) -> Values:
    """Bits (states, words): whether state t, the row, is better than state s for all members."""
    every = np.arange(model.states)
    rows = [
        packed(np.logical_and.reduce([model.wants[one].better(row, every[None, :]) for one in members]))
        for row in np.array_split(every[:, None], -(-model.states // 512))
    ]
    return np.concatenate(rows)


def _deterring(model: GraphModel, members: Sequence[int]) -> Values:
    """Bits (states, words): whether some member is known to be no better off at q, the row, than at s."""
    if model.ranked:
        return ~all_better(model, members)
    every = np.arange(model.states)
    row, column = every[:, None], every[None, :]
    no_better = [~model.wants[one].improves(column, row, unknown=True) for one in members]
    return packed(np.logical_or.reduce(no_better))


def _answered(model: GraphModel, concept: str, members: Sequence[int]) -> Values:
    """Bits: from state t, the row, the others can answer in a way that deters the coalition at s."""
    deters = _deterring(model, members)
    if concept in ("smr", "sseq"):
        deters = deters & ~over_sequences([model.moves[one] for one in members], ~deters)
    return over_sequences(coalition_moves(model, concept, model.others(*members)), deters)


def coalition_moves(model: GraphModel, concept: str, others: Sequence[int]) -> list[Arcs]:
    """By what others may answer: any moves, or improvements of one of them or of several together."""
    if concept in ("gmr", "smr"):
        return [model.moves[one] for one in others]
    return [improving_together(model, group) for group in coalitions(others, 1)]


def improving_together(model: GraphModel, members: Sequence[int]) -> Arcs:
    """The improvements of a coalition as moves: wherever legal sequences of its members lead all to gain."""
    if len(members) == 1:
        return model.improvements[members[0]]
    same = packed(np.eye(model.states, dtype=np.bool_))
    reach = unpacked(over_sequences([model.moves[one] for one in members], same), model.states)
    better = unpacked(all_better(model, members), model.states).T
    return Arcs.of_matrix(reach & better)
