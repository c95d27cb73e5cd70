r"""Conditions of acceptance, which can be combined: when a seat says yes to what is on the table.

Let :math:`u(o)` be the worth of the offer, :math:`u(n)` of what the seat would offer now, :math:`u(p)` of
what it offered last. Baarslag, Hindriks and Jonker 2013, Acceptance conditions in automated negotiation, in
*Complex Automated Negotiations*, 95–111; numbers on the scale of the party, as shares of what is at stake
(from the walk-away to the best deal) where a constant is meant.

=========================  ===========================================================================
``Next(a, b)``             :math:`a\,u(o) + b \ge u(n)`
``Previous(a, b)``         :math:`a\,u(o) + b \ge u(p)`
``Gap(c)``                 :math:`u(o) + c \ge u(p)`
``Least(c)``               :math:`u(o) > c`
``After(T)``               :math:`t > T`
``x | y``, ``x & y``       either; both
``Best()``                 at least as good as every offer so far
``Window()``               at least as good as every offer since :math:`2t - 1`, as long as time is left
``Mean()``                 at least the mean of those
``Combined(T, how)``       ``Next() | (After(T) & how)``, AC_combi
=========================  ===========================================================================
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ..space import Bools
from ..space.weights import Floats
from .clock import time_of
from .valuation import Numbers
from .view import View

__all__ = ["Acceptance", "After", "Best", "Combined", "Gap", "Least", "Mean", "Next", "Previous", "Window"]


class Acceptance(ABC):
    """Whether a seat says yes, in many sessions at once."""

    @abstractmethod
    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Whether it accepts what is on the table; ``planned`` is what it would offer otherwise."""

    def __and__(self, other: Acceptance) -> Acceptance:
        return _Joined(np.logical_and, self, other)

    def __or__(self, other: Acceptance) -> Acceptance:
        return _Joined(np.logical_or, self, other)


@dataclass(frozen=True)
class _Joined(Acceptance):
    how: Callable[..., Bools]
    first: Acceptance
    second: Acceptance

    def __call__(self, view: View, planned: Numbers) -> Bools:
        return self.how(self.first(view, planned), self.second(view, planned))


def _stake(view: View) -> Floats:
    return view.best - view.walk_away


@dataclass(frozen=True)
class Next(Acceptance):
    """AC_next: not worse than what it would offer now."""

    a: float = 1.0
    b: float = 0.0
    strict: bool = False

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the planned offer; without one nothing is accepted on this ground."""
        offer, mine = view.offered, view.worth(planned)
        if (self.a, self.b) != (1.0, 0.0):
            offer = self.a * offer + self.b * _stake(view)
        found: Bools = offer > mine if self.strict else offer >= mine
        return found & (planned >= 0)


@dataclass(frozen=True)
class Previous(Acceptance):
    """AC_prev: not worse than what it offered last."""

    a: float = 1.0
    b: float = 0.0

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the last offer of its own."""
        last = view.last(own=True)
        offer = self.a * view.offered + self.b * _stake(view)
        return np.asarray((last >= 0) & (offer >= view.worth(last)))


@dataclass(frozen=True)
class Gap(Acceptance):
    """AC_gap: less than a constant below what it offered last."""

    c: float = 0.01

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the last offer of its own."""
        return Previous(1.0, self.c)(view, planned)


@dataclass(frozen=True)
class Least(Acceptance):
    """AC_const: more than a share of what is at stake."""

    c: float = 0.9

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the constant."""
        return np.asarray(view.offered > view.walk_away + self.c * _stake(view))


@dataclass(frozen=True)
class After(Acceptance):
    """AC_time: anything once so much time is over."""

    time: float = 0.99

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Look at the clock."""
        return np.full(len(view), view.time > self.time)


def _past(view: View, since: float) -> Floats:
    """What the others offered before now, since a time, shape (offers, sessions); minus infinity for none."""
    before = [said for said in view.heard if said.seat != view.seat][:-1]
    kept = [
        view.worth(said.deals) for said in before if time_of(view.clock, said.number, view.rounds) >= since
    ]
    return np.array(kept).reshape(len(kept), len(view))


@dataclass(frozen=True)
class Best(Acceptance):
    """At least as good as everything offered before."""

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the best offer so far."""
        return np.asarray(view.offered >= _past(view, -np.inf).max(axis=0, initial=-np.inf))


@dataclass(frozen=True)
class Window(Acceptance):
    """At least as good as everything offered in a window before now as long as the time that is left."""

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the best offer in the window; 0 above the walk-away where it is empty."""
        past = _past(view, 2 * view.time - 1)
        return np.asarray(view.offered >= past.max(axis=0, initial=-np.inf))


@dataclass(frozen=True)
class Mean(Acceptance):
    """At least the mean of what was offered in a window before now as long as the time that is left."""

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the mean; offers that it would never accept count as walking away."""
        past = np.maximum(_past(view, 2 * view.time - 1), view.walk_away)
        mean = past.mean(axis=0) if len(past) else view.walk_away
        return np.asarray(view.offered >= mean)


@dataclass(frozen=True)
class Combined(Acceptance):
    """AC_combi: not worse than its next offer, or, once time is short, good enough."""

    time: float = 0.99
    how: Acceptance = field(default_factory=Window)

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Either of the two."""
        return (Next() | (After(self.time) & self.how))(view, planned)
