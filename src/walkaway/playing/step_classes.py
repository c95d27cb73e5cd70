"""What each seat gave and took from one of its offers to the next: step classes, and a ledger of concessions.

A step is the change from a seat's offer to its next one, in its own worth and in that of the others (their
mean), each from 0, the walk-away, to 1, the best that could be had.

=============  ==================  =============
step           own worth           the others'
=============  ==================  =============
fortunate      rises               rises
selfish        rises               does not rise
concession     falls               does not fall
unfortunate    does not rise       falls
nice           stays               rises
silent         stays               stays
=============  ==================  =============

Hindriks, Jonker and Tykhonov 2011, Let's DANS! An analytic framework of negotiation dynamics and strategies,
*Web Intelligence and Agent Systems* 9, 319–335; as recalled. Changes of less than one part in 10⁹ are none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..space.weights import Floats
from .batch import Outcomes
from .valuation import NONE, Numbers

STEPS = ("fortunate", "selfish", "concession", "unfortunate", "nice", "silent")
_LEAST = 1e-9
Worth = Callable[[int, Numbers], Floats]
"""Seat and a deal in each session → worth in each, 0 for walking away and 1 for the best."""


@dataclass(frozen=True, eq=False)
class Concessions:
    """What one seat did in each session, shape (sessions,) unless said otherwise."""

    steps: NDArray[np.int64]  # (classes, sessions); how many of each
    conceded: Floats  # all that it gave up from offer to offer
    regained: Floats  # all that it took back
    given: Floats  # what the others gained from its first offer to its last one


def step_classes(own: Floats, others: Floats) -> NDArray[np.int64]:
    """The number of the class of each step in :data:`STEPS`.

    >>> [STEPS[number] for number in step_classes(np.array([-0.2, 0.0]), np.array([0.1, 0.3]))]
    ['concession', 'nice']
    """
    mine, theirs = (np.sign(np.where(np.abs(change) < _LEAST, 0, change)) for change in (own, others))
    rising = np.where(theirs > 0, 0, 1)
    falling = np.where(theirs < 0, 3, 2)
    staying = np.select([theirs > 0, theirs < 0], [4, 3], 5)
    return np.asarray(np.select([mine > 0, mine < 0], [rising, falling], staying), np.int64)


def concessions_of(found: Outcomes, seat: int, seats: int, worth: Worth) -> Concessions:
    """Go through what a seat offered in sessions that were recorded, up to the end of each.

    Parameters
    ----------
    found : Outcomes
        With what was said.
    seat, seats : int
    worth : callable
        What deals are worth to a seat, session by session.
    """
    many = len(found.deals)
    steps = np.zeros((len(STEPS), many), np.int64)
    last, (mine, others) = np.full(many, NONE, np.intp), np.zeros((2, many))
    sums: dict[str, Any] = {name: np.zeros(many) for name in ("conceded", "regained", "given")}
    for turn in found.said:
        if turn.seat != seat:
            continue
        over = (turn.number > found.numbers) | ((turn.number == found.numbers) & (seat > found.by))
        offered = np.where(over, NONE, np.broadcast_to(turn.offered, many))
        there = offered >= 0
        own = worth(seat, offered)
        theirs = np.mean([worth(other, offered) for other in range(seats) if other != seat], axis=0)
        stepped = there & (last >= 0)
        change, gain = np.where(stepped, own - mine, 0.0), np.where(stepped, theirs - others, 0.0)
        np.add.at(steps, (step_classes(change, gain)[stepped], np.flatnonzero(stepped)), 1)
        sums["conceded"] += np.maximum(-change, 0.0)
        sums["regained"] += np.maximum(change, 0.0)
        sums["given"] += gain
        last, mine, others = (
            np.where(there, new, old) for new, old in ((offered, last), (own, mine), (theirs, others))
        )
    return Concessions(steps, **sums)
