r"""MiCRO: one more deal for one more deal, the better ones first.

Deals are sorted by falling own worth. Let *m* be how many different deals it has proposed, *n* how many
different ones it has received. While :math:`m \le n` and the next deal is worth at least the walk-away it
proposes that one; otherwise it repeats one of its earlier ones at random. It accepts what is worth at least
what it is ready to propose: the next deal while :math:`m \le n`, else the last new one. Equal deals come in
the order of the list.

De Jonge 2022, An analysis of the linear bilateral ANAC domains using the MiCRO benchmark strategy, *IJCAI*,
223–229.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from ...space import Bools
from ..strategy import Contract, Strategy
from ..valuation import Numbers
from ..view import View


class Micro(Strategy):
    """The minimal concession strategy."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"micro": {}}
    citation: ClassVar[str] = "De Jonge 2022, IJCAI, 223–229"
    contract: ClassVar[Contract] = Contract(deterministic=False, two_parties=True)

    def __init__(self, **given: float) -> None:
        super().__init__(**given)
        self.known = 0  # how much of what was said has been counted

    def _count(self, view: View) -> tuple[Numbers, Numbers]:
        """How many different deals it has proposed and received, shape (sessions,)."""
        if not self.state:
            self.state = {name: np.zeros(len(view), np.intp) for name in ("mine", "theirs")}
        mine, theirs = self.state["mine"], self.state["theirs"]
        for place in range(self.known, len(view.heard)):
            said = view.heard[place]
            if said.seat == view.seat:
                mine = mine + ((said.deals >= 0) & (said.deals == self._deal(view, mine)))
            else:
                new = np.asarray(said.deals >= 0)
                for before in view.heard[:place]:
                    if before.seat != view.seat:
                        new = new & (before.deals != said.deals)
                theirs = theirs + new
        self.known, self.state = len(view.heard), {"mine": mine, "theirs": theirs}
        return mine, theirs

    @staticmethod
    def _deal(view: View, number: Numbers) -> Numbers:
        """Its deals by falling worth, counted from 0; the worst that it would sign beyond the last."""
        ranking = view.own.ranking
        return ranking.at(ranking.order.shape[1] - 1 - number, view.rows)

    def _ready(self, view: View) -> tuple[Bools, Numbers]:
        """Where it proposes a new deal, and which."""
        mine, theirs = self._count(view)
        left = mine < view.own.ranking.order.shape[1] - view.own.ranking.first[view.rows]
        return (mine <= theirs) & left, self._deal(view, mine)

    def offer(self, view: View) -> Numbers:
        """The next deal, or one of the earlier ones."""
        ready, new = self._ready(view)
        earlier = (view.random() * self.state["mine"]).astype(np.intp)
        return np.where(ready, new, self._deal(view, earlier))

    def accepts(self, view: View, planned: Numbers) -> Bools:
        """Whether the offer is worth what it is ready to propose."""
        ready, new = self._ready(view)
        last = self._deal(view, np.maximum(self.state["mine"] - 1, 0))
        least = view.worth(np.where(ready, new, last))
        return np.asarray((view.offered >= least) & (planned >= 0))
