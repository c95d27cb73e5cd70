r"""What a party would have to believe to ask for a deal that passes.

A party :math:`p` that believes :math:`q` to walk away below :math:`w` asks for the deal it likes best among
those that both would sign as it sees them, of equal ones for the best for :math:`q`:
:math:`D(w) = \arg\max \{v_p(x) : v_p(x) \ge R_p, \hat v_q(x) \ge w\}`. If that does not pass in truth, the
belief stands in the way. :math:`D` changes at finitely many :math:`w`, all looked at: exact, centrally.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...numbers import numbers
from ...space import Bools, build_space, central_values
from ..misplaced_beliefs import without_misplaced
from .bridge import BeliefNeeded
from .setting import BridgeSetting


@dataclass(frozen=True, eq=False)
class _Asks:
    """What a party asks for: ``deals[k]`` while it believes the other walks away at most at ``worth[k]``."""

    deals: NDArray[np.intp]
    worth: NDArray[np.int64]

    def at(self, belief: Fraction) -> int | None:
        """The place of the deal asked for with a belief; None where it thinks there is none."""
        able = [k for k, worth in enumerate(self.worth) if worth >= belief]
        return able[-1] if able else None


def _asks(own: NDArray[np.int64], seen: NDArray[np.int64], fine: Bools) -> _Asks:
    """Deals that are best for the one among all that are at least so good for the other."""
    rows = np.flatnonzero(fine)
    order = rows[np.lexsort((rows, -own[rows], -seen[rows]))]
    best = np.maximum.accumulate(own[order]) if len(order) else own[order]
    first = np.append(True, best[1:] > best[:-1]) if len(order) else np.zeros(0, bool)
    return _Asks(order[first], seen[order[first]])


def beliefs(setting: BridgeSetting) -> Iterator[BeliefNeeded]:
    """For each belief about another's judgements that stands in the way: the nearest that would not."""
    astray = {(item.who, item.about) for item in without_misplaced(setting.case)[1]}
    for who in setting.case.parties:
        for about in setting.case.preferences[who].believes:
            if (who, about) in astray:  # on another scale: it says nothing
                continue
            found = _belief(setting, who, about)
            if found is not None:
                yield found


def _belief(setting: BridgeSetting, who: str, about: str) -> BeliefNeeded | None:
    case, space = setting.case, setting.space
    p, q = space.who.index(who), space.who.index(about)
    seen = case.preferences[about].seen_as(case.preferences[who].believes[about])
    eyes = case.with_parts(preferences={**case.preferences, about: seen})
    other = build_space(eyes)
    values = central_values(eyes, other)
    picks, joint = setting.all_picks, other.joint
    worth = other.worth(values, picks)[:, q]
    own = setting.margins[:, p]
    fine = (own >= 0) & ~setting.refused[:, p] & ~joint.refused(picks, q)
    asks = _asks(own, worth, fine)
    passes = space.passes((setting.margins >= 0) & ~setting.refused)[asks.deals]
    away = Fraction(int(values.walk_away[q]))
    now = asks.at(away)
    if not passes.any() or (now is not None and passes[now]):
        return None
    needed, place = _nearest(asks, passes, away)
    unit = values.units[q]
    given = 0 if now is None else int(own[asks.deals[now]] - own[asks.deals[place]])
    cost = max(0.0, float(given * setting.values.units[p]))
    number = float(needed * unit)
    before, after = numbers([number, float(away * unit)])
    return BeliefNeeded(
        who=who, about=about, believed=float(away * unit), needed=number,
        title=f"{setting.label(who)} would have to believe that {setting.label(about)} walks away below "
        f"{before}, not {after}",
        own=float(int(setting.values.walk_away[q]) * setting.values.units[q]),
        asks={} if now is None else space.deal(picks[asks.deals[now]]),
        would_ask=space.deal(picks[asks.deals[place]]),
        cost=cost, share=cost / float(setting.reach[p]),
    )  # fmt: skip


def _nearest(asks: _Asks, passes: Bools, away: Fraction) -> tuple[Fraction, int]:
    """The belief nearest to the one held with which a deal is asked for that passes, in units."""
    choices = []
    for place in np.flatnonzero(passes):
        top = Fraction(int(asks.worth[place]))
        last = place + 1 == len(asks.worth)
        bottom = None if last else Fraction(int(asks.worth[place + 1]) + 1)
        needed = top if away > top or bottom is None else bottom
        choices.append((abs(needed - away), needed, int(place)))
    _, needed, best = min(choices)
    return needed, best
