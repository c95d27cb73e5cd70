r"""Behaviour-dependent tactics: do as the other has done.

Let :math:`a_k` and :math:`b_k` be the last offers but *k* of its own and of the other, as shares between its
worst and its best deal. What it asks for next, kept between its walk-away and its best deal, is

* relative: :math:`\frac{b_{\delta}}{b_{\delta - 1}}\, a_0`
* random absolute: :math:`a_0 + (b_{\delta} - b_{\delta - 1}) - U M`, with *U* uniform on [0, 1)
* averaged: :math:`\frac{b_{\gamma}}{b_0}\, a_0`

Until enough has been offered it asks for its best deal. The paper imitates issue by issue, in numbers; here
the worth of whole deals to the party itself is imitated, as Genius does. Offered is the deal of least worth
at or above.

Faratin, Sierra and Jennings 1998, *Robotics and Autonomous Systems* 24, 159–182, behaviour-dependent tactics;
the first two as recalled, not read again in the paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from ...space.weights import Floats
from ..parameter import Parameter
from ..strategy import Contract, Strategy
from ..valuation import Numbers
from ..view import View

_CITATION = "Faratin, Sierra and Jennings 1998, Robotics and Autonomous Systems 24, 159–182"
_DELAY = Parameter(1.0, 1.0, 100.0, "How many offers of the other it looks back.")


class RelativeTitForTat(Strategy):
    """Concede in proportion to what the other conceded."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"relative-tit-for-tat": {}}
    parameters: ClassVar[Mapping[str, Parameter]] = {"delta": _DELAY}
    citation: ClassVar[str] = _CITATION
    contract: ClassVar[Contract] = Contract(two_parties=True)
    delta: float

    def next_share(self, view: View, mine: Floats, theirs: list[Floats]) -> Floats:
        """What it asks for, as a share; ``theirs`` begins with the latest offer."""
        back = int(self.delta)
        return _ratio(theirs[back], theirs[back - 1]) * mine

    def back(self) -> int:
        """How many offers of the other it needs, less one."""
        return int(self.delta)

    def offer(self, view: View) -> Numbers:
        """The deal of least worth at or above what it asks for."""
        theirs = [said.deals for said in view.latest(self.back() + 1)]
        low, high = (view.each(numbers) for numbers in view.own.bounds)
        if len(theirs) <= self.back():
            return view.at_least(view.best)
        width = np.where(high > low, high - low, 1.0)

        def share(deals: Numbers) -> Floats:
            return np.asarray(np.maximum(view.worth(deals) - low, 0.0) / width)

        mine = view.last(own=True)
        before = np.where(mine < 0, 1.0, share(mine))
        asked = low + width * self.next_share(view, before, [share(deals) for deals in theirs])
        return view.at_least(np.clip(asked, view.walk_away, view.best))


class RandomAbsoluteTitForTat(RelativeTitForTat):
    """Concede by as much as the other conceded, and a little more by chance."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"random-absolute-tit-for-tat": {}}
    parameters: ClassVar[Mapping[str, Parameter]] = {
        "delta": _DELAY,
        "most": Parameter(0.05, 0.0, 1.0, "Most that it gives by chance, as a share."),
    }
    contract: ClassVar[Contract] = Contract(deterministic=False, two_parties=True)
    most: float

    def next_share(self, view: View, mine: Floats, theirs: list[Floats]) -> Floats:
        """What it asks for, as a share."""
        back = int(self.delta)
        return mine + (theirs[back] - theirs[back - 1]) - self.most * view.random()


class AveragedTitForTat(RelativeTitForTat):
    """Concede in proportion to what the other conceded over a window."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"averaged-tit-for-tat": {}}
    parameters: ClassVar[Mapping[str, Parameter]] = {
        "gamma": Parameter(2.0, 1.0, 100.0, "Offers of the other in the window, less one."),
    }
    gamma: float

    def back(self) -> int:
        """How many offers of the other it needs, less one."""
        return int(self.gamma)

    def next_share(self, view: View, mine: Floats, theirs: list[Floats]) -> Floats:
        """What it asks for, as a share."""
        return _ratio(theirs[int(self.gamma)], theirs[0]) * mine


def _ratio(earlier: Floats, later: Floats) -> Floats:
    """One share by the other; 1 where that is not defined."""
    defined = later > 0
    return np.where(defined, earlier / np.where(defined, later, 1.0), 1.0)
