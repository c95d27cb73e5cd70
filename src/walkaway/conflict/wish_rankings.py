"""From wishes and weights to a ranking of states, and what of it says nothing.

Of two states that one is better in which the first wish that tells them apart holds: option prioritising
(Fang, Hipel, Kilgour and Peng, IEEE Transactions on Systems, Man, and Cybernetics C 33 (2003)).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from ..case.wishes import Wish
from ..errors import Fault, Faults, UsageError, nearest, quoted
from .arcs import Truth
from .relation import Relation


def holds(wish: Wish, taken: Mapping[str, Truth]) -> Truth:
    """Whether a wish holds in each state; ``taken`` says of each option in which states it is taken."""
    if wish.kind == "option":
        return taken[wish.option]
    found = [holds(part, taken) for part in wish.parts]
    match wish.kind:
        case "not":
            return ~found[0]
        case "and":
            return reduce(np.logical_and, found)
        case "or":
            return reduce(np.logical_or, found)
        case "if":
            return found[0] | ~found[1]
    return np.asarray(found[0] == found[1])


def by_priority(wishes: Sequence[Wish], taken: Mapping[str, Truth]) -> Relation:
    """The ranking that wishes make, the most important first; states that all agree on are ties."""
    rows = np.array([holds(one, taken) for one in wishes])
    if not len(rows):
        return Relation(ranks=np.zeros(len(next(iter(taken.values()))), dtype=np.int32))
    order = np.lexsort(rows[::-1])
    ordered = rows[:, order]
    rises = np.concatenate(([False], (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)))
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.cumsum(rises)
    return Relation(ranks=ranks)


def by_weights(weights: Mapping[str, float], taken: Mapping[str, Truth]) -> Relation:
    """The ranking by option weights: what is taken in a state adds its weight, below zero if unwanted.

    Raises
    ------
    UsageError
        With every name that is no option.
    """
    faults = Faults()
    for name in weights:
        if name not in taken:
            hint = nearest(name, tuple(taken))
            faults.add(Fault(path="weights", found=quoted(name), expected="an option", hint=hint))
    faults.raise_if_any(UsageError)
    total: NDArray[np.float64] = np.zeros(len(next(iter(taken.values()))))
    for name, weight in weights.items():
        total = total + weight * taken[name]
    return Relation.scored(np.round(total, 9))


def odd_wishes(wishes: Sequence[Wish], taken: Mapping[str, Truth]) -> list[str]:
    """Wishes that say nothing: always or never true, or settled by those before, in sentences."""
    found = []
    groups = np.zeros(len(next(iter(taken.values()))), dtype=np.int64)  # states that nothing told apart yet
    for one in wishes:
        true = holds(one, taken)
        finer = np.unique(2 * groups + true, return_inverse=True)[1]
        if true.all() or not true.any():
            found.append(f"“{one}” is {'always' if true.all() else 'never'} true")
        elif finer.max() == groups.max():
            found.append(f"“{one}” tells no states apart that those before it do not")
        groups = finer
    return found
