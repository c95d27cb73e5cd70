"""Which single safeguard would make a whole schedule hold, and which of them is cheapest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...errors import BudgetError
from ...options import Progress
from .constraints import Array, slacks
from .looking import more_inspections, withheld
from .path_numbers import PathCase
from .safeguards import Safeguard, WayToHold
from .searching import find_schedule


def ways_to_hold(
    path: PathCase,
    moved: Array,
    needs: Sequence[Safeguard],
    *,
    whole: bool,
    sequential: bool,
    progress: Progress | None = None,
) -> tuple[WayToHold, ...]:
    """Every safeguard for a schedule that breaks, cheapest first, then those without a price, then the rest.

    Parameters
    ----------
    path : PathCase
    moved : array (phases, steps)
        The schedule.
    needs : sequence of Safeguard
        What each step that would not be taken needs.
    whole : bool
        Whether the schedule is the best that a search without a limit of phases found.
    sequential : bool
        Whether only one party acts in each phase.

    Returns
    -------
    tuple of WayToHold
        None of the constraints of one party depends on the bond, or on what is seen, of another; nor does
        what going on is worth. So the largest level that a party needs at any step is enough for all of them.
    """
    bonds = _bonds(path, needs)
    amounts: dict[str, tuple[float | None, dict[str, float]]] = {
        "inspection": _inspected(path, moved, needs),
        "phase": (None if whole else _phases(path, moved, sequential=sequential, progress=progress), {}),
        "bond": bonds,
        "guarantor": bonds,
    }
    found = [
        WayToHold(kind=kind, amount=amount, by=by, price=_price(path, kind, amount))
        for kind, (amount, by) in amounts.items()
    ]
    return tuple(sorted(found, key=_order))


def _order(way: WayToHold) -> tuple[bool, bool, float]:
    price = way.price
    middle = sum(price) / 2 if isinstance(price, tuple) else price or 0.0
    return way.amount is None, price is None, middle


def _price(path: PathCase, kind: str, amount: float | None) -> float | tuple[float, float] | None:
    price = getattr(path.phasing.prices, kind)
    if price is None or amount is None:
        return None
    low, high = (amount * float(end) for end in (price.low, price.high))
    return low if price.exact else (low, high)


def _bonds(path: PathCase, needs: Sequence[Safeguard]) -> tuple[float | None, dict[str, float]]:
    """Units of a bond that each party would have to post beside what it has."""
    more: dict[str, float] = {}
    for item in needs:
        if "bond" not in item.needs:
            return None, {}
        now = float(path.rough.backing[path.parties.index(item.party)])
        more[item.party] = max(more.get(item.party, 0.0), item.needs["bond"] - now)
    return sum(more.values()), more


def _inspected(
    path: PathCase, moved: Array, needs: Sequence[Safeguard]
) -> tuple[float | None, dict[str, float]]:
    """Inspections more over all phases, by whose steps they look at."""
    more: dict[str, float] = {}
    for item in needs:
        needed = item.needs.get("detection")
        counts = [
            None if needed is None else more_inspections(path, step, now, needed)
            for step, now in withheld(path, item, moved)
        ]
        if not counts or None in counts:
            return None, {}
        more[item.party] = more.get(item.party, 0.0) + sum(count or 0.0 for count in counts)
    return sum(more.values()), more


def _phases(path: PathCase, moved: Array, *, sequential: bool, progress: Progress | None) -> float | None:
    """Phases more of the best schedule of all, if that holds; fewer is another order."""
    try:
        best = find_schedule(path, None, sequential=sequential, progress=progress)
    except BudgetError:
        return None
    if best.moved is None or not bool((np.asarray(slacks(path.central, best.moved).least) >= 0).all()):
        return None
    return float(max(len(best.moved) - len(moved), 0))
