r"""Resource-dependent tactics: concede as what there is runs out, be it others to talk to or time.

.. math:: \alpha(t) = \kappa + (1 - \kappa)\, e^{-{\rm resource}(t)}

=========================  ===============================================================================
name                       resource
=========================  ===============================================================================
resource-agents            :math:`|N|`, how many others sit at the table
resource-agents-time       :math:`\mu |N|^2 / \sum_i |X_i|`, with the offers exchanged with each of them
resource-time              the rounds that are left
dynamic-deadline           none; polynomial in time, with :math:`\mu |N|^2 / \sum_i |X_i|` rounds as deadline
=========================  ===============================================================================

At one table every offer goes to everybody, so :math:`|X_i|` counts one's own offers and those of *i*. As in
:mod:`.faratin` α is applied to the worth of a deal.

Faratin, Sierra and Jennings 1998, *Robotics and Autonomous Systems* 24, 159–182, resource-dependent tactics;
as recalled, not read again in the paper, where the third is, as recalled, :math:`\min(0, t - t_{\max})`: what
the text says of it, a quantity that falls in step with time, is what is computed here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar

from ..parameter import Parameter
from ..strategy import Contract, Strategy
from ..valuation import Numbers
from ..view import View

_KAPPA = Parameter(0.0, 0.0, 1.0, "Share of what is at stake that it gives at once.")


class ResourceAgents(Strategy):
    """The others are the resource: the more, the less it gives."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"resource-agents": {}}
    parameters: ClassVar[Mapping[str, Parameter]] = {"kappa": _KAPPA}
    citation: ClassVar[str] = "Faratin, Sierra and Jennings 1998, Robotics and Autonomous Systems 24, 159–182"
    contract: ClassVar[Contract] = Contract(concedes=True)
    kappa: float

    def resource(self, view: View) -> float:
        """How much there is."""
        return view.seats - 1.0

    def given(self, view: View) -> float:
        """Share of what is at stake that it gives, α."""
        return self.kappa + (1 - self.kappa) * math.exp(-self.resource(view))

    def offer(self, view: View) -> Numbers:
        """The deal of least worth at or above the target."""
        return view.at_least(view.best - self.given(view) * (view.best - view.walk_away))


class ResourceAgentsTime(ResourceAgents):
    """The others are the resource, and every offer exchanged uses some of it."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"resource-agents-time": {}}
    parameters: ClassVar[Mapping[str, Parameter]] = {
        "kappa": _KAPPA,
        "mu": Parameter(20.0, 0.001, 1e6, "Offers that it finds reasonable to exchange with one other."),
    }
    mu: float

    def __init__(self, **given: float) -> None:
        super().__init__(**given)
        self.known = self.mine = 0  # what was said so far, and what of it is its own

    def resource(self, view: View) -> float:
        """μ |N|² / Σ |X|; infinite before anything was said."""
        others = view.seats - 1
        self.mine += sum(said.seat == view.seat for said in view.heard[self.known :])
        self.known = len(view.heard)
        exchanged = others * self.mine + self.known - self.mine
        return self.mu * others**2 / exchanged if exchanged else math.inf


class ResourceTime(ResourceAgents):
    """Time is the resource."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"resource-time": {}}

    def resource(self, view: View) -> float:
        """How much there is."""
        return float(view.rounds - view.number)


class DynamicDeadline(ResourceAgentsTime):
    """Polynomial in time up to a deadline that comes nearer with every offer exchanged."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"dynamic-deadline": {}}
    parameters: ClassVar[Mapping[str, Parameter]] = {
        "kappa": _KAPPA,
        "mu": Parameter(200.0, 0.001, 1e6, "Rounds that it finds reasonable, times offers exchanged."),
        "beta": Parameter(1.0, 0.001, 1000.0, "Below 1 gives in late (Boulware), above 1 early (Conceder)."),
    }
    beta: float

    def given(self, view: View) -> float:
        """Share of what is at stake that it gives, α."""
        share = min(1.0, (view.number - 1) / self.resource(view))
        return self.kappa + (1 - self.kappa) * math.pow(share, 1 / self.beta)
