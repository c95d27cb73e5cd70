r"""Hybrid: by the clock and by what the other does, the clock weighing more towards the end.

With shares between its worst and its best deal, the clock asks for a Bézier curve :math:`u_t = (1-t)^2 +
2 (1-t) t P_1 + t^2 P_2`, :math:`P_1 = 0.75`, and :math:`P_2` from 0.8 for fewer than 450 deals to 0.675
for 33,000 and more. Behaviour asks for its own last share less :math:`(0.5 + 0.5 t) \sum_i w_i \Delta_i`
of the last up to four changes in what the other offered; the last one weighs most. The target is
:math:`(1 - t^2) u_b + t^2 u_t`, not below the walk-away; offered is the nearest deal.

Keskin, Çakan and Aydoğan 2021, Solver agent: towards emotional and opponent-aware agent for human–robot
negotiation, *AAMAS*, 1557–1559.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import ClassVar

import numpy as np

from ...space.weights import Floats
from ..strategy import Contract, Strategy
from ..valuation import Numbers
from ..view import View

_WEIGHTS = {1: (1.0,), 2: (0.25, 0.75), 3: (0.11, 0.22, 0.66), 4: (0.05, 0.15, 0.3, 0.5)}
_SIZES = ((450, 0.8), (1500, 0.775), (4500, 0.75), (18_000, 0.725), (33_000, 0.7))


def last_share(deals: int) -> float:
    """P₂ for so many deals."""
    return next((share for limit, share in _SIZES if deals < limit), 0.675)


class Hybrid(Strategy):
    """Time and behaviour together."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"hybrid": {}}
    citation: ClassVar[str] = "Keskin, Çakan and Aydoğan 2021, AAMAS, 1557–1559"
    contract: ClassVar[Contract] = Contract(two_parties=True)

    def offer(self, view: View) -> Numbers:
        """The deal nearest to the target."""
        time, last = view.time, last_share(len(view.own.picks))
        clock = (1 - time) ** 2 + 2 * (1 - time) * time * 0.75 + time**2 * last
        low, high = (view.each(numbers) for numbers in view.own.bounds)
        width = np.where(high > low, high - low, 1.0)

        def share(deals: Numbers) -> Floats:
            return np.asarray(np.maximum(view.worth(deals) - low, 0.0) / width)

        theirs = [share(said.deals) for said in reversed(view.latest(5))]
        target: Floats = np.full(1, clock)
        if len(theirs) > 2:
            changes = [new - old for old, new in pairwise(theirs)]
            moved = sum(w * change for w, change in zip(_WEIGHTS[len(changes)], changes, strict=True))
            behaviour = share(view.last(own=True)) - 0.5 * (1 + time) * moved
            target = (1 - time**2) * behaviour + time**2 * clock
        return view.nearest(np.maximum(low + width * target, view.walk_away))
