r"""Time-dependent tactics: concede by the clock alone.

.. math:: \alpha_{\rm poly}(t) = \kappa + (1 - \kappa) \Big(\frac{\min(t, T)}{T}\Big)^{1/\beta} \qquad
          \alpha_{\rm exp}(t) = e^{(1 - \min(t, T)/T)^{\beta} \ln \kappa}

The target falls from the best deal to the walk-away: :math:`u(t) = u_{\max} - \alpha(t)\,(u_{\max} - r)`. The
paper applies α to each issue; here it is applied to the value of a deal, as Genius and NegMAS do. What is
offered is the deal of least worth at or above the target.

Faratin, Sierra and Jennings 1998, Negotiation decision functions for autonomous agents, *Robotics and
Autonomous Systems* 24, 159–182, equations for polynomial and exponential tactics.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar

from ..parameter import Parameter
from ..strategy import Contract, Strategy
from ..valuation import Numbers
from ..view import View

_CITATION = "Faratin, Sierra and Jennings 1998, Robotics and Autonomous Systems 24, 159–182"
_BETA = "Below 1 gives in late (Boulware), above 1 early (Conceder)."


class Faratin(Strategy):
    """Polynomial concession."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "boulware": {"beta": 0.2},
        "linear": {"beta": 1.0},
        "conceder": {"beta": 5.0},
    }
    parameters: ClassVar[Mapping[str, Parameter]] = {
        "beta": Parameter(1.0, 0.001, 1000.0, _BETA),
        "kappa": Parameter(0.0, 0.0, 1.0, "Share of what is at stake that it gives at once."),
        "limit": Parameter(1.0, 0.001, 1.0, "Time at which it has given everything."),
    }
    citation: ClassVar[str] = _CITATION
    contract: ClassVar[Contract] = Contract(concedes=True)
    beta: float
    kappa: float
    limit: float

    def given(self, time: float) -> float:
        """Share of what is at stake that it has given at a time, α."""
        return self.kappa + (1 - self.kappa) * math.pow(min(time, self.limit) / self.limit, 1 / self.beta)

    def offer(self, view: View) -> Numbers:
        """The deal of least worth at or above the target."""
        return view.at_least(view.best - self.given(view.time) * (view.best - view.walk_away))


class Exponential(Faratin):
    """Exponential concession."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "boulware-exponential": {"beta": 0.2},
        "conceder-exponential": {"beta": 5.0},
    }
    parameters: ClassVar[Mapping[str, Parameter]] = {
        **Faratin.parameters,
        "kappa": Parameter(0.01, 1e-9, 1.0, "Share of what is at stake that it gives at once; not 0."),
    }

    def given(self, time: float) -> float:
        """Share of what is at stake that it has given at a time, α."""
        left = 1 - min(time, self.limit) / self.limit
        return math.exp(math.pow(left, self.beta) * math.log(self.kappa))
