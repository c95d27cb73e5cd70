r"""Clocks: what part of the time is over when a seat moves in a round, from 0 to 1.

=======  ====================  ==============================================================================
clock    round r = 1 … n       after
=======  ====================  ==============================================================================
rounds   :math:`(r-1)/(n-1)`   this library: the first round is at 0, the last one at 1
genius   :math:`r/(n+1)`       Genius 10.4, a deadline in rounds (Lin et al. 2014, *Computational
                               Intelligence* 30, 48–70); 1 is never reached
negmas   :math:`r/(n+1)`       NegMAS 0.16, ``n_steps`` (Mohammad, Nakadai and Greenwald 2021)
=======  ====================  ==============================================================================

All seats that move in one round have the same time. Genius's parties for several parties subtract
:math:`1/(n+1)` again (:mod:`.strategies.genius_parties`).
"""

from __future__ import annotations

from collections.abc import Callable


def _rounds(number: int, rounds: int) -> float:
    return (number - 1) / max(1, rounds - 1)


def _of_all(number: int, rounds: int) -> float:
    return number / (rounds + 1)


CLOCKS: dict[str, Callable[[int, int], float]] = {"rounds": _rounds, "genius": _of_all, "negmas": _of_all}
"""Name → time of a round, counted from 1, of so many rounds."""


def time_of(clock: str, number: int, rounds: int) -> float:
    """The time of a round, counted from 1.

    >>> [round(time_of(clock, 3, 5), 3) for clock in CLOCKS]
    [0.5, 0.5, 0.5]
    >>> [round(time_of(clock, 1, 4), 3) for clock in CLOCKS]
    [0.0, 0.2, 0.2]
    """
    return CLOCKS[clock](number, rounds)
