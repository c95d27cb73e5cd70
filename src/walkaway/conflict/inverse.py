"""Which rankings of a party make a state stable for it, and the least that would have to change.

Whether a state s is stable for a party rests on the party's own ranking only through the set of states that
are better than s: one in it may be left for, one outside deters. So sets are gone through, not rankings; a
set of b of the r states that matter stands for b! (r − b)! orders of these and s. What others answer is as it
is now.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial

import numpy as np

from ..errors import BudgetError, UsageError
from .arcs import Truth
from .evolution import reached
from .graph import GraphModel
from .stability import answers

INVERSE_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
_MOST = 20
"""Most states that may matter: a million sets."""


@dataclass(frozen=True, slots=True)
class Rankings:
    """Rankings of a party under which a state is stable for it.

    Attributes
    ----------
    share : Fraction
        Of all strict rankings of all states.
    number : int
        How many rankings that are.
    worse, better : tuple of int
        The least change: states that would have to be no better than the state, and states that would have
        to be better. Both empty if it is stable already.
    """

    share: Fraction
    number: int
    worse: tuple[int, ...]
    better: tuple[int, ...]


def rankings_for(model: GraphModel, concept: str, party: int, state: int) -> Rankings:
    """Count the strict rankings of a party under which a state is stable for it, the others' as they are.

    Parameters
    ----------
    model : GraphModel
    concept : str
        Of ``INVERSE_CONCEPTS``.
    party, state : int

    Returns
    -------
    Rankings

    Raises
    ------
    BudgetError
        If more than 20 states matter.
    UsageError
        For another concept.

    References
    ----------
    The question is that of Kinsara, Petersons, Hipel and Kilgour, Journal of Decision Systems 24 (2015), who
    go through all rankings.
    """
    if concept not in INVERSE_CONCEPTS:
        raise UsageError.of(concept, f"one of {', '.join(INVERSE_CONCEPTS)}", path="concept")
    lasts = concept in ("smr", "sseq")
    own, leads = model.moves[party], model.moves[party].of(state).tolist()
    ends: dict[int, list[int]] = {lead: [] for lead in leads}
    if concept != "nash":
        answering = answers(model, concept, "")
        movers = [((other,), answering[other]) for other in model.others(party)]
        ends = {lead: reached(movers, lead, model.states).states for lead in leads}
    stays = {q: [q, *(own.of(q).tolist() if lasts else [])] for many in ends.values() for q in many}
    matter = sorted({*leads, *(r for many in stays.values() for r in many)} - {state})
    if len(matter) > _MOST:
        sets = f"2^{len(matter)} sets of states that may be better"
        raise BudgetError(f"{sets} than the state; at most 2^{_MOST} are gone through")
    place = {one: at for at, one in enumerate(matter)}
    better = (np.arange(1 << len(matter))[:, None] >> np.arange(len(matter)) & 1).astype(np.bool_)
    never = np.zeros(len(better), dtype=np.bool_)  # the state is not better than itself

    def is_better(one: int) -> Truth:
        return better[:, place[one]] if one in place else never

    holds = ~never
    for lead, many in ends.items():
        deterred = ~is_better(lead)
        for q in many:
            kept = ~never
            for r in stays[q]:
                kept = kept & ~is_better(r)
            deterred = deterred | kept
        holds &= deterred
    return _counted(model, party, state, matter, (better, holds))


def _counted(
    model: GraphModel, party: int, state: int, matter: list[int], sets: tuple[Truth, Truth]
) -> Rankings:
    """The rankings that the sets stand for, and the set that is nearest to the ranking of now."""
    (better, holds), many = sets, len(matter)
    sizes = np.bincount(better[holds].sum(axis=1), minlength=many + 1).tolist()
    orders = sum(count * factorial(b) * factorial(many - b) for b, count in enumerate(sizes))
    share = Fraction(orders, factorial(many + 1))
    now = np.array([bool(model.wants[party].better(one, state)) for one in matter], dtype=np.bool_)
    good = better[holds]
    nearest = good[int(np.argmin((good != now).sum(axis=1)))] if len(good) else now
    worse = tuple(one for one, a, b in zip(matter, now, nearest, strict=True) if a and not b)
    more = tuple(one for one, a, b in zip(matter, now, nearest, strict=True) if b and not a)
    return Rankings(share, int(share * factorial(model.states)), worse, more)
