r"""NegMAS's time-dependent negotiators: the aspiration is :math:`1 - t^e` of what is at stake.

At stake is what lies between the larger of walk-away and worst deal and the best deal. They offer the worst
deal that is not below the aspiration, less a tolerance, and accept what reaches it; *e* is 4, 1 and ¼:
Genius's with :math:`1/e`, but always at or above the target. The tolerance is 0.0001 as in
``BoulwareTBNegotiator`` and its kin; it is 0.001 in ``AspirationNegotiator`` and 0.00001 in
``TimeBasedOfferingPolicy``. There it is a number of utility, here a share of the way from the worst deal to
the best, which is the same where utilities run from 0 to 1. Of deals that are level NegMAS offers one after
the other; here it is the first of the list. What NegMAS calls exponential is not Faratin's.

Mohammad, Nakadai and Greenwald 2021, NegMAS: a platform for situated negotiations, in *Recent Advances in
Agent-based Negotiation*, 57–75; NegMAS 0.16.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from ..parameter import Parameter
from ..strategy import Contract, Strategy
from ..valuation import Numbers
from ..view import View


class NegmasAspiration(Strategy):
    """Polynomial aspiration of NegMAS."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "negmas-boulware": {"e": 4.0},
        "negmas-linear": {"e": 1.0},
        "negmas-conceder": {"e": 0.25},
    }
    parameters: ClassVar[Mapping[str, Parameter]] = {
        "e": Parameter(1.0, 0.001, 1000.0, "Above 1 gives in late, below 1 early."),
        "tolerance": Parameter(0.0001, 0.0, 1.0, "How far it may fall short, as a share from worst to best."),
    }
    citation: ClassVar[str] = "Mohammad, Nakadai and Greenwald 2021, NegMAS, 57–75; NegMAS 0.16"
    contract: ClassVar[Contract] = Contract(concedes=True)
    e: float
    tolerance: float

    def offer(self, view: View) -> Numbers:
        """The worst deal at or above the aspiration; an offer that reaches it is not worse than this one."""
        low, high = (view.each(numbers) for numbers in view.own.bounds)
        least = np.maximum(view.walk_away, low)
        aspiration = least + (1 - math.pow(view.time, self.e)) * (view.best - least)
        return view.at_least(aspiration - self.tolerance * (high - low))
