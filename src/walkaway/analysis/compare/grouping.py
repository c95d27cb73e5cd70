"""Which changes are made together: those that do not hold alone, and, where they are many, neighbours.

A change that leaves a case with faults (an option without a score, say) is made with the fewest others that
mend it: from all changes, in halves and ever smaller parts, whatever is not needed is taken out again.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...case import Case
from ...case.versions import Versions

MOST = 40
"""Most changes that are made one by one."""


class Mixtures:
    """The old version with some changes made, each put together once."""

    def __init__(self, versions: Versions) -> None:
        self.versions = versions
        self.known: dict[frozenset[int], Case | None] = {}

    def __call__(self, chosen: Iterable[int]) -> Case | None:
        """The case with these changes; None if it does not hold together."""
        key = frozenset(chosen)
        if key not in self.known:
            self.known[key] = self.versions.mixed(key)
        return self.known[key]


def neighbours(versions: Versions, most: int = MOST) -> list[frozenset[int]]:
    """The changes that count, one by one; if they are more than ``most``, those below one place together."""
    counting = [number for number, one in enumerate(versions.differences) if one.counts]
    deepest = max((len(versions.differences[number].place) for number in counting), default=0)
    for depth in range(deepest, 0, -1):
        units: dict[object, set[int]] = {}
        for number in counting:
            key = number if depth == deepest else versions.differences[number].place[:depth]
            units.setdefault(key, set()).add(number)
        if len(units) <= most or depth == 1:
            return list(map(frozenset, units.values()))
    return []


def groups_of(mixtures: Mixtures, units: list[frozenset[int]]) -> list[frozenset[int]]:
    """The same units, joined so that each makes a case that holds together."""
    differences = mixtures.versions.differences
    rest = [frozenset([number]) for number, one in enumerate(differences) if not one.counts]
    groups: list[frozenset[int]] = []
    for unit in units:
        if any(unit <= group for group in groups):
            continue
        needed = unit if mixtures(unit) is not None else _needed(mixtures, unit, units + rest)
        joined = needed.union(*(group for group in groups if group & needed))
        groups = [group for group in groups if not group & needed]
        groups.append(joined)
    if all(mixtures(group) is not None for group in groups):
        return groups
    return [frozenset().union(*groups)]


def _needed(mixtures: Mixtures, unit: frozenset[int], units: list[frozenset[int]]) -> frozenset[int]:
    """The unit with the fewest others that make it hold together; none of them can be left out."""
    others = [other for other in units if not other <= unit]
    size = len(others)
    while size:
        kept = list(others)
        for start in range(0, len(others), size):
            part = others[start : start + size]
            trial = [other for other in kept if other not in part]
            if mixtures(unit.union(*trial)) is not None:
                kept = trial
        others = kept
        size = min(size, len(others)) // 2 if size > 1 else 0
    return unit.union(*others)
