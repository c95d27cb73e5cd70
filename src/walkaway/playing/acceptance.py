r"""Conditions of acceptance, which can be combined: when a seat says yes to what is on the table.

Let :math:`u(o)` be the worth of the offer, :math:`u(n)` of what the seat would offer now, :math:`u(p)` of
what it offered last, each as a share of what is at stake for it, from its walk-away (0) to its best deal (1).
The window before now is as long as the time that is left, from :math:`2t - 1`.

Any strategy can be given one: ``boulware@combi-window:time=0.95``. ``|`` between two is either, ``&`` both,
and ``&`` binds closer. Whatever a condition says, nothing worth less than the walk-away is accepted.

Baarslag, Hindriks and Jonker 2013, Acceptance conditions in automated negotiation, in *Complex Automated
Negotiations*, 95–111, and Genius 10.4, whose constants are the defaults; names there are AC_next, AC_const …
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar

import numpy as np

from ..errors import Faults, quoted, unknown
from ..space import Bools
from ..space.weights import Floats
from .clock import time_of
from .parameter import Parameter, read_parameters
from .valuation import Numbers
from .view import View

_A = Parameter(1.0, 0.0, 100.0, "The offer counts so many times.")
_B = Parameter(0.0, -1.0, 1.0, "The offer counts so much more.")


def _late(time: float) -> Parameter:
    return Parameter(time, 0.0, 1.0, "From when on.")


class Acceptance(ABC):
    """Whether a seat says yes, in many sessions at once."""

    name: ClassVar[str]
    rule: ClassVar[str]
    parameters: ClassVar[Mapping[str, Parameter]] = {}

    def __init__(self, **given: float) -> None:
        """Take parameters; the rest have their defaults."""
        for name, parameter in self.parameters.items():
            setattr(self, name, float(given.get(name, parameter.default)))

    @abstractmethod
    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Whether it accepts what is on the table; ``planned`` is what it would offer otherwise."""


class _Joined(Acceptance):
    """Two conditions as one."""

    def __init__(self, how: Callable[..., Bools], first: Acceptance, second: Acceptance) -> None:
        self.how, self.first, self.second = how, first, second

    def __call__(self, view: View, planned: Numbers) -> Bools:
        return self.how(self.first(view, planned), self.second(view, planned))


def _stake(view: View) -> Floats:
    return view.best - view.walk_away


class Next(Acceptance):
    """AC_next: not worse than what it would offer now; without such an offer nothing is accepted."""

    name: ClassVar[str] = "next"
    rule: ClassVar[str] = "*a u(o) + b ≥ u(n)*"
    parameters: ClassVar[Mapping[str, Parameter]] = {"a": _A, "b": _B}
    a: float
    b: float

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the planned offer."""
        return _reaches(view, planned, self.a, self.b)


def _reaches(view: View, deals: Numbers, a: float, b: float) -> Bools:
    """Whether a u(o) + b reaches the worth of these deals."""
    offer, mine = view.offered, view.worth(deals)
    if (a, b) != (1.0, 0.0):
        offer = view.walk_away + a * (offer - view.walk_away) + b * _stake(view)
    return np.asarray((deals >= 0) & (offer >= mine))


class Previous(Acceptance):
    """AC_prev: not worse than what it offered last."""

    name: ClassVar[str] = "previous"
    rule: ClassVar[str] = "*a u(o) + b ≥ u(p)*"
    parameters: ClassVar[Mapping[str, Parameter]] = {"a": _A, "b": _B}
    a: float
    b: float

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the last offer of its own."""
        return _reaches(view, view.last(own=True), self.a, self.b)


class Gap(Acceptance):
    """AC_gap: no more than a constant below what it offered last."""

    name: ClassVar[str] = "gap"
    rule: ClassVar[str] = "*u(o) + c ≥ u(p)*"
    parameters: ClassVar[Mapping[str, Parameter]] = {"c": Parameter(0.01, 0.0, 1.0, "How far below.")}
    c: float

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the last offer of its own."""
        return _reaches(view, view.last(own=True), 1.0, self.c)


class Least(Acceptance):
    """AC_const: more than a share of what is at stake."""

    name: ClassVar[str] = "const"
    rule: ClassVar[str] = "*u(o) > c*"
    parameters: ClassVar[Mapping[str, Parameter]] = {"c": Parameter(0.9, 0.0, 1.0, "More than this.")}
    c: float

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Compare with the constant."""
        return np.asarray(view.offered > view.walk_away + self.c * _stake(view))


class After(Acceptance):
    """AC_time: anything once so much time is over."""

    name: ClassVar[str] = "time"
    rule: ClassVar[str] = "*t > T*"
    parameters: ClassVar[Mapping[str, Parameter]] = {"time": _late(0.99)}
    time: float

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Look at the clock."""
        return np.full(len(view), view.time > self.time)


def _past(view: View, since: float) -> Floats:
    """What the others offered before now, since a time, shape (offers, sessions); minus infinity for none."""
    before = [said for said in view.heard if said.seat != view.seat][:-1]
    kept = [
        np.broadcast_to(view.worth(said.deals), len(view))
        for said in before
        if time_of(view.clock, said.number, view.rounds) >= since
    ]
    return np.array(kept).reshape(len(kept), len(view))


class Combined(Acceptance):
    """AC_combi: not worse than its next offer, or, once time is short, anything."""

    name: ClassVar[str] = "combi"
    rule: ClassVar[str] = "*u(o) ≥ u(n)*, or *t ≥ T*"
    parameters: ClassVar[Mapping[str, Parameter]] = {"time": _late(0.99)}
    time: float

    def __call__(self, view: View, planned: Numbers) -> Bools:
        """Either of the two."""
        yes = _reaches(view, planned, 1.0, 0.0)
        return yes if view.time < self.time else np.asarray(yes | self.enough(view))

    def enough(self, view: View) -> Bools:
        """Whether the offer is good enough once time is short."""
        return np.ones(len(view), bool)


class CombinedBest(Combined):
    """AC_combi(MAX): once time is short, the best offer so far."""

    name: ClassVar[str] = "combi-best"
    rule: ClassVar[str] = "*u(o) ≥ u(n)*, or *t ≥ T* and *u(o)* ≥ the best offer so far"

    def enough(self, view: View) -> Bools:
        """Compare with the best offer so far."""
        return np.asarray(view.offered >= _past(view, -np.inf).max(axis=0, initial=-np.inf))


class CombinedWindow(Combined):
    """AC_combi(MAX_W): once time is short, the best offer of the window."""

    name: ClassVar[str] = "combi-window"
    rule: ClassVar[str] = "*u(o) ≥ u(n)*, or *t ≥ T* and *u(o)* ≥ the best offer of the window"
    parameters: ClassVar[Mapping[str, Parameter]] = {"time": _late(0.98)}

    def enough(self, view: View) -> Bools:
        """Compare with the best offer of the window; where that is empty anything will do."""
        return np.asarray(view.offered >= _past(view, 2 * view.time - 1).max(axis=0, initial=-np.inf))


class CombinedMean(Combined):
    """AC_combi(AVG_W): once time is short, the mean offer of the window; one below the walk-away counts 0."""

    name: ClassVar[str] = "combi-mean"
    rule: ClassVar[str] = "*u(o) ≥ u(n)*, or *t ≥ T* and *u(o)* ≥ the mean of the window"
    parameters: ClassVar[Mapping[str, Parameter]] = {"time": _late(0.98)}

    def enough(self, view: View) -> Bools:
        """Compare with the mean."""
        past = np.maximum(_past(view, 2 * view.time - 1), view.walk_away)
        return np.asarray(view.offered >= (past.mean(axis=0) if len(past) else view.walk_away))


def _better(view: View) -> tuple[Floats, Numbers]:
    """Mean gain over walking away of the better offers of the window, 0 for none; and how many there are."""
    past = _past(view, 2 * view.time - 1)
    good = (past > view.offered) & (past >= view.walk_away)
    many = np.count_nonzero(good, axis=0)
    gains = np.where(good, past - view.walk_away, 0.0).sum(axis=0, initial=0.0)
    return gains / np.maximum(many, 1), many


class CombinedBetter(Combined):
    """AC_combi(BestAvg): once time is short, more than the mean of what was better in the window."""

    name: ClassVar[str] = "combi-better"
    rule: ClassVar[str] = "*u(o) ≥ u(n)*, or *t ≥ T* and nothing in the window was better"
    parameters: ClassVar[Mapping[str, Parameter]] = {"time": _late(0.98)}

    def enough(self, view: View) -> Bools:
        """The mean of better ones is reached where there is none."""
        return np.asarray(_better(view)[1] == 0)


class CombinedChance(Combined):
    """AC_combi(Prob): more than the chance of a better offer times what those were worth.

    Genius takes that chance to be 1 where the window had a better one, and waits where many are to come.
    """

    name: ClassVar[str] = "combi-chance"
    rule: ClassVar[str] = (
        "*u(o) ≥ u(n)*, or *t ≥ T*, no more than *many* offers in the window, and *u(o)* > the mean of the "
        "better ones in it, 0 for none"
    )
    parameters: ClassVar[Mapping[str, Parameter]] = {
        "time": _late(0.98),
        "many": Parameter(10.0, 0.0, 1e6, "With more offers in the window it waits."),
    }
    many: float

    def enough(self, view: View) -> Bools:
        """Compare with what waiting may bring."""
        if len(_past(view, 2 * view.time - 1)) + 1 > self.many:
            return np.zeros(len(view), bool)
        return np.asarray(view.offered - view.walk_away > _better(view)[0])


CONDITIONS: dict[str, type[Acceptance]] = {
    kind.name: kind
    for kind in (
        Next, Previous, Gap, Least, After,
        Combined, CombinedBest, CombinedWindow, CombinedMean, CombinedBetter, CombinedChance,
    )
}  # fmt: skip
"""Name → condition."""


def read_acceptance(faults: Faults, text: str, path: str) -> Acceptance:
    """A condition as it is typed, ``next:b=0.05|time&gap``; what is wrong is noted.

    >>> faults = Faults()
    >>> type(read_acceptance(faults, "combi-window:time=0.9", "strategies")).__name__, len(faults)
    ('CombinedWindow', 0)
    """
    for sign, how in (("|", np.logical_or), ("&", np.logical_and)):
        first, found, rest = text.partition(sign)
        if found:
            return _Joined(how, read_acceptance(faults, first, path), read_acceptance(faults, rest, path))
    name, *given = (part.strip() for part in text.split(":"))
    kind = CONDITIONS.get(name)
    if kind is None:
        faults.add(unknown(name, CONDITIONS, path=path, found=f"{quoted(name)} as acceptance"))
        return Next()
    return kind(**read_parameters(faults, kind.parameters, name, given, path))
