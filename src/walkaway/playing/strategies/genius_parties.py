r"""Genius's time-dependent parties, as Genius 10.4 computes them.

Between two parties (``agents.TimeDependentAgent…``) the target is
:math:`p(t) = P_{\min} + (P_{\max} - P_{\min})(1 - t^{1/e})`, with the best deal and the larger of worst deal
and walk-away as its ends, and an offer not worse than its own next one is accepted. Among several
(``negotiator.parties.…NegotiationParty``) it is :math:`1 - (t - 1/(n + 1))^{1/e}`, whatever the party can
get, and only an offer *better* than its own next one is accepted. :math:`e` is 0.2, 1, 2 and 0 (never gives
in).

The offer is the deal nearest to the target, found as Genius finds it: deals are sorted by falling value,
equal ones by the hash code of their options' names; a binary search ends at a deal, and the next one is taken
where it is strictly nearer. Values are added up in floating point in the order of the issues, as there: deals
that are level on paper may differ in the sixteenth digit, and that decides which of them is offered.

Under Genius's clock these parties heed no reservation, as in Genius. Under any other clock they offer and
accept nothing below the walk-away.

Lin, Kraus, Baarslag, Tykhonov, Hindriks and Jonker 2014, *Computational Intelligence* 30, 48–70; after
Fatima, Wooldridge and Jennings 2001, *Intelligent Agents VIII*, 377–392.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, cast

import numpy as np
from numpy.typing import NDArray

from ...space import Bools
from ...space.weights import Floats
from ..parameter import Parameter
from ..strategy import Contract, Strategy
from ..valuation import NONE, Numbers, Valuation
from ..view import View

Codes = NDArray[np.uint64]
_WORD = np.uint64(0xFFFFFFFF)
_NOISE = 1e-9


def _java_hash(text: str) -> int:
    """``String.hashCode`` of Java: a polynomial in 31 over UTF-16 units, modulo 2^32."""
    code = 0
    for unit in np.frombuffer(text.encode("utf-16-le"), "<u2").tolist():
        code = (31 * code + unit) % 2**32
    return code


def _codes(own: Valuation, deals: Numbers) -> Codes:
    """Hash codes of deals: the sum of those of their values; that of a whole number is the number itself."""
    codes = np.zeros(len(deals), np.uint64)
    for column, (titles, ranged) in enumerate(zip(own.titles, own.ranged, strict=True)):
        whole = ranged and all(title.lstrip("-").isdecimal() for title in titles)
        each = [int(title) % 2**32 if whole else _java_hash(title) for title in titles]
        codes += np.array(each, np.uint64)[own.picks[deals, column]]
    return codes


def _of_details(codes: Codes, worth: Floats) -> Numbers:
    """Hash codes of deals with their value and the time −1, as signed 32-bit numbers."""

    def folded(numbers: Floats) -> Codes:
        bits: Codes = np.ascontiguousarray(numbers).view(np.uint64)
        return (bits ^ (bits >> np.uint64(32))) & _WORD

    code = np.uint64(31) + codes
    for part in (folded(worth), folded(np.array([-1.0]))):
        code = (np.uint64(31) * (code & _WORD) + part) & _WORD
    return code.astype(np.uint32).view(np.int32).astype(np.intp)


class SortedDeals:
    """Deals as Genius sorts them, and the nearest to a value as Genius finds it."""

    def __init__(self, own: Valuation, row: int, *, heeding: bool) -> None:
        drawn = own.summed is None or len(own.values) > 1
        self.worth: Floats = own.values[row] if drawn else own.summed.of(own.picks)  # type: ignore[union-attr]
        good = own.open & ~(heeding & (own.values[row] < own.walk_away[row]))
        deals = np.flatnonzero(good)
        codes = _of_details(_codes(own, deals), self.worth[deals])
        # Genius lists deals with the first issue running fastest
        order = np.lexsort((*own.picks[deals].T, codes, -self.worth[deals]))
        self.deals: Numbers = deals[order]
        self.values: list[float] = self.worth[self.deals].tolist()
        self.away = float(own.walk_away[row])
        self.known: dict[float, int] = {}

    @property
    def ends(self) -> tuple[float, float]:
        """Of the values between which a party of two concedes."""
        return self.values[0], max(self.values[-1], self.away)

    @property
    def of_genius(self) -> bool:
        """Whether values lie on Genius's scale, from 0 to 1."""
        return self.values[-1] >= 0 and self.values[0] <= 1 + _NOISE

    def nearest(self, target: float) -> int:
        """The deal that Genius offers for a target."""
        if target not in self.known:
            self.known[target] = int(self.deals[self._place(target)])
        return self.known[target]

    def _place(self, target: float) -> int:
        """Where Genius's binary search ends, or just below, where that is strictly nearer than both others.

        ``getIndexOfBidNearUtility`` measures the deal above as well, but never takes it.
        """
        values, low, high, middle, before = self.values, 0, len(self.values) - 1, -1, 0
        while before != middle:
            before, middle = middle, (low + high) // 2
            if values[middle] == target:
                break
            if values[middle] < target:
                high = middle
            else:
                low = middle
        near = [abs(value - target) for value in values[max(0, middle - 1) : middle + 1]]
        below = middle + 1 < len(values) and abs(values[middle + 1] - target) < min(near)
        return middle + 1 if below else middle


class Genius(Strategy):
    """Boulware, linear, Conceder and hardliner of Genius."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "genius-boulware": {"e": 0.2},
        "genius-linear": {"e": 1.0},
        "genius-conceder": {"e": 2.0},
        "genius-hardliner": {"e": 0.0},
    }
    parameters: ClassVar[Mapping[str, Parameter]] = {
        "e": Parameter(1.0, 0.0, 1000.0, "Below 1 gives in late, above 1 early, 0 never."),
        "several": Parameter(0.0, 0.0, 1.0, "1: as among several parties, also between two."),
    }
    citation: ClassVar[str] = "Lin et al. 2014, Computational Intelligence 30, 48–70; Genius 10.4"
    contract: ClassVar[Contract] = Contract(unheeding=("genius",))
    e: float
    several: float

    def target(self, view: View, found: SortedDeals) -> float:
        """The value that it aims at."""
        first, last = found.ends
        if view.clock == "genius" and self.among_several(view) and found.of_genius:
            time = view.time - 1 / (view.rounds + 1)
            return 1.0 - (0.0 if self.e == 0 else math.pow(time, 1 / self.e))
        return last + (first - last) * (1 - (0.0 if self.e == 0 else math.pow(view.time, 1 / self.e)))

    def among_several(self, view: View) -> bool:
        """Whether it plays as a party among several."""
        return view.seats > 2 or self.several == 1

    def found(self, view: View, row: int) -> SortedDeals:
        """Its deals, sorted once."""
        heeding = view.clock not in self.contract.unheeding
        key = ("genius", row, heeding)
        if key not in view.own.memory:
            view.own.memory[key] = SortedDeals(view.own, row, heeding=heeding)
        return cast(SortedDeals, view.own.memory[key])

    def offer(self, view: View) -> Numbers:
        """The deal nearest to the target."""

        def of(row: int) -> int:
            found = self.found(view, row)
            return found.nearest(self.target(view, found)) if found.values else NONE

        if len(view.own.values) == 1:
            return np.array([of(0)], np.intp)
        rows, place = np.unique(view.rows, return_inverse=True)
        return np.array([of(row) for row in rows.tolist()], np.intp)[place]

    def accepts(self, view: View, planned: Numbers) -> Bools:
        """Not worse than its next offer between two, better among several; in Genius's own sums."""
        if len(view.own.values) == 1:
            worth = self.found(view, 0).worth
            offer, mine = worth.take(view.standing, mode="wrap"), worth.take(planned, mode="wrap")
        else:
            offer, mine = view.worth(view.standing), view.worth(planned)
        better: Bools = offer > mine if self.among_several(view) else offer >= mine
        return better & (planned >= 0)
