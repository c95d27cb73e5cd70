"""The two ends: one that never gives in, and one that takes no thought.

Tough asks for its best deal to the end and accepts nothing less (Genius's hardliner, NegMAS's tough
negotiator). Random offers any deal that it would sign, each as likely as the other, and accepts what is not
worse than that (the zero-intelligence trader of Gode and Sunder 1993, *Journal of Political Economy* 101,
119–137, who trades at random but never at a loss).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from ..strategy import Contract, Strategy
from ..valuation import Numbers
from ..view import View


class Tough(Strategy):
    """Always the best deal."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"tough": {}}
    citation: ClassVar[str] = "Mohammad, Nakadai and Greenwald 2021, NegMAS; Genius 10.4"
    contract: ClassVar[Contract] = Contract(concedes=True)

    def offer(self, view: View) -> Numbers:
        """The best deal."""
        return view.at_least(view.best)


class Random(Strategy):
    """Any deal that it would sign."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"random": {}}
    citation: ClassVar[str] = "Gode and Sunder 1993, Journal of Political Economy 101, 119–137"
    contract: ClassVar[Contract] = Contract(deterministic=False)

    def offer(self, view: View) -> Numbers:
        """One of its deals, all of them equally likely."""
        ranking = view.own.ranking
        first = ranking.first[view.rows]
        many = ranking.order.shape[1] - first
        return ranking.at(first + (view.random() * many).astype(np.intp), view.rows)
