r"""Nice tit-for-tat: as far towards the Nash point as the other has come, and no further; nice at the end.

With shares between its worst and its best deal, let *m* be the most that the other offered, *f* the least of
its first offers (up to :math:`t = 0.01`, or the first), and *N* its own share at the deal that maximises the
product of its share and what the model of the other guesses, times :math:`1.4 - 0.6 (1 - f)`, kept between
0.5 and 1. It asks for

.. math:: u = 1 - \min\Big(1, \frac{m - f}{N - f}\Big) (1 - N), \qquad u' = u - b \max(0, u - N)

with the bonus :math:`b = \max(0.1, \min(1, 20 (t - 0.91)))` that grows towards the end; 0.85 in place of 0.91
with more than 3,000 deals. Of the deals worth :math:`0.98 u'` to :math:`u' + 0.05`, more where that is less
than two, it offers the one that the model thinks best for the other; or the best that the other offered, if
that is worth as much. It accepts what is worth its next offer, and from :math:`t = 0.98` also what is better
than the better ones of the window, unless more than 10 (40) offers are to come; but never where the other
offered more before, and more than one offer is to come.

The model is the Bayesian one; of more than 200,000 deals none is made, and *N* is 0.7 times that factor.
Where the other began beyond *N* it has come all the way. Genius takes the walk-away for 0 here; this library
asks for no less.

Baarslag, Hindriks and Jonker 2013, A tit for tat negotiation strategy for real-time bilateral negotiations,
in *Complex Automated Negotiations*, 229–233; the numbers are those of Genius 10.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from ...space import Bools
from ...space.weights import Floats
from ..acceptance import CombinedChance
from ..clock import time_of
from ..opponent import models
from ..strategy import Contract, Strategy
from ..valuation import Numbers, Ranking
from ..view import View

_CELLS, _MODELLED, _BIG = 1 << 22, 200_000, 3_000
_AT_ONCE = 0.01
_WAITS = {False: CombinedChance(many=10), True: CombinedChance(many=40)}


class NiceTitForTat(Strategy):
    """As far as the other has come towards the Nash point."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {"nice-tit-for-tat": {}}
    citation: ClassVar[str] = "Baarslag, Hindriks and Jonker 2013, Complex Automated Negotiations, 229–233"
    contract: ClassVar[Contract] = Contract(two_parties=True)

    def __init__(self, **given: float) -> None:
        super().__init__(**given)
        self.known = 0  # how much of what was said has been heard
        self.model = models()["bayesian"](np.zeros((1, 1), np.int16), (1,), 0)

    def keep(self, some: Numbers) -> None:
        """Go on with some of the sessions, the model too."""
        super().keep(some)
        self.model.keep(some)

    def _hear(self, view: View) -> None:
        """Remember what the other offered since the last turn."""
        own = view.own
        if not self.state:
            many = len(view)
            self.state = {"most": np.full(many, -np.inf), "first": np.full(many, np.inf),
                          "best": np.full(many, -1, np.intp)}  # fmt: skip
            if len(own.picks) <= _MODELLED:
                counts = tuple(map(len, own.options))
                self.model = models()["bayesian"](own.picks, counts, many)
        for said in view.heard[self.known :]:
            if said.seat == view.seat:
                continue
            deals = np.broadcast_to(said.deals, len(view))
            share, most, first = self._share(view, deals), self.state["most"], self.state["first"]
            early = np.isinf(first) | (_time(view, said.number) <= _AT_ONCE)
            self.state = {
                # how far the other has come is counted from the first offer that it could sign at all
                "first": np.where(np.isfinite(share) & early, np.minimum(first, share), first),
                "best": np.where(share > most, deals, self.state["best"]),
                "most": np.maximum(most, share),
            }
            if len(own.picks) <= _MODELLED:
                self.model.hear(deals)
        self.known = len(view.heard)

    @staticmethod
    def _share(view: View, deals: Numbers) -> Floats:
        """Shares between its worst and its best deal; minus infinity for none and for what it never signs."""
        low, high = (view.each(numbers) for numbers in view.own.bounds)
        return np.asarray((view.worth(deals) - low) / np.where(high > low, high - low, 1.0))

    def offer(self, view: View) -> Numbers:
        """The deal that it thinks best for the other, of those that give it what it asks for."""
        self._hear(view)
        offers, again = np.broadcast_to(view.at_least(view.best), len(view)).copy(), self.state["best"]
        heard = np.flatnonzero((again >= 0) & (offers >= 0))
        size = max(1, _CELLS // len(view.own.picks))
        for start in range(0, len(heard), size):
            some = heard[start : start + size]
            offers[some] = self._answer(view, some)
        good = (again >= 0) & (offers >= 0) & (view.worth(again) >= view.worth(offers))
        return np.where(good, again, offers)

    def _answer(self, view: View, some: Numbers) -> Numbers:
        """What it would offer in sessions in which it has heard something."""
        own, rows = view.own, view.rows[some]
        low, high = (numbers[rows] for numbers in own.bounds)
        width, away = np.where(high > low, high - low, 1.0), own.walk_away[rows]
        known, nash = len(own.picks) <= _MODELLED, np.full(len(some), 0.7)
        if known:  # deals along the first axis, sessions along the second, where they differ
            apart = rows if len(own.values) > 1 else rows[:1]
            worth, guess = own.values[apart].T, self.model.worth(some)
            good = (worth >= own.walk_away[apart]) & own.open[:, None]
            share = (worth - low[: len(apart)]) / width[: len(apart)]
            best = np.where(good, share * guess, -1.0).argmax(axis=0)
            nash = share[best, np.arange(len(some)) % len(apart)]
        target = self._target(view, nash, self.state["first"][some], self.state["most"][some])
        target = np.maximum(target, (away - low) / width)
        least, top, end = _stretch(own.ranking, target, low, width, rows)
        if not known:
            return own.ranking.at(end - 1, rows)
        among = good & (worth >= least) & (worth <= top)
        chosen = np.where(among, guess, -1.0).argmax(axis=0)
        return np.where(among.any(axis=0), chosen, own.at_least(own.best[rows], rows))

    @staticmethod
    def _target(view: View, nash: Floats, first: Floats, most: Floats) -> Floats:
        """The share that it asks for."""
        aim = np.clip(nash * np.maximum(1.4 - 0.6 * (1 - first), 0.0), 0.5, 1.0)
        ahead = aim - first > 0
        come = np.where(ahead, np.minimum(1.0, (most - first) / np.where(ahead, aim - first, 1.0)), 1.0)
        target = 1 - come * (1 - aim)
        begin = 0.85 if len(view.own.picks) > _BIG else 0.91
        bonus = max(0.1, min(1.0, 20 * (view.time - begin)))
        return np.asarray(target - bonus * np.maximum(0.0, target - aim))

    def accepts(self, view: View, planned: Numbers) -> Bools:
        """What reaches its next offer, or, late, is better than waiting; not after a better offer."""
        yes = _WAITS[len(view.own.picks) > _BIG](view, planned)
        since = 2 * view.time - 1
        window = [said for said in view.latest(2) if _time(view, said.number) >= since]
        return yes & ~((len(window) > 1) & (self.state["most"] > self._share(view, view.standing)))


def _time(view: View, number: int) -> float:
    return time_of(view.clock, number, view.rounds)


def _stretch(
    ranking: Ranking, target: Floats, low: Floats, width: Floats, rows: Numbers
) -> tuple[Floats, Floats, Numbers]:
    """Worth between which it chooses, and the place after the last such deal; two deals, if it can be."""
    least, share = low + width * 0.98 * target, target + 0.05
    first = ranking.places(least, rows)
    while True:
        top = low + width * share
        end = ranking.places(np.nextafter(top, np.inf), rows)
        few = (end - first < np.where(share >= 1, 1, 2)) & (share <= 1)
        if not few.any():
            return least, top, end
        share = np.where(few, share + 0.01, share)
