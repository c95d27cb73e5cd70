r"""NegMAS's time-dependent negotiators: the aspiration is :math:`1 - t^e` of what is at stake.

They offer the worst deal that is not below the aspiration, less 0.00001 of the stake, and accept what is not
worse than their next offer; *e* is 4, 1 and ¼: Genius's with :math:`1/e`, but always at or above the target.
What NegMAS calls exponential is not Faratin's.

Mohammad, Nakadai and Greenwald 2021, NegMAS: a platform for situated negotiations, in *Recent Advances in
Agent-based Negotiation*, 57–75; NegMAS 0.16.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar

from ..strategy import Contract, Parameter, Strategy
from ..valuation import Numbers
from ..view import View

__all__ = ["NegmasAspiration"]

_BELOW = 1e-5


class NegmasAspiration(Strategy):
    """Polynomial aspiration of NegMAS."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "negmas-boulware": {"e": 4.0},
        "negmas-linear": {"e": 1.0},
        "negmas-conceder": {"e": 0.25},
    }
    parameters: ClassVar[Mapping[str, Parameter]] = {
        "e": Parameter(1.0, 0.001, 1000.0, "Above 1 gives in late, below 1 early."),
    }
    citation: ClassVar[str] = "Mohammad, Nakadai and Greenwald 2021, NegMAS, 57–75; NegMAS 0.16"
    contract: ClassVar[Contract] = Contract(concedes=True)
    e: float

    def offer(self, view: View) -> Numbers:
        """The worst deal at or above the aspiration, between the worst and the best that it would sign."""
        worst = view.worst
        aspiration = 1 - math.pow(view.time, self.e) - _BELOW
        return view.at_least(worst + aspiration * (view.best - worst))
