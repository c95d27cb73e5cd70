"""What the case says of the sites of a step, in the central realisation: how likely a breach is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...case import Sites
from .constraints import Array
from .inspection import EXAMPLE, Inspection, ListedSites, Looking, looks_needed, sites_needed
from .path_numbers import PathCase, PathStep
from .safeguards import Safeguard


def _finds(sites: Sites) -> float:
    return 1.0 if sites.finds is None else float(sites.finds.central)


def _left(path: PathCase, sites: Sites) -> float:
    """Sites that are left to look at in the deal."""
    lists = (left[path.deal[issue]] for issue, left in sites.left.items() if path.deal[issue] in left)
    return min((float(item.central) for item in lists), default=float(sites.all_.central))


def _chance(sites: Sites, there: float) -> float:
    once = min(float(sites.inspected.central) / there, 1.0) * _finds(sites)
    return 1.0 - float((1.0 - once) ** sites.looks)


def lookings(path: PathCase) -> Iterator[Looking]:
    """For each step with sites: how likely a breach is seen, without a list and with each that could be."""
    for step in path.steps:
        sites = step.how.sites
        if sites is None:
            continue
        lists = tuple(
            ListedSites(
                issue=issue, option=option, sites=float(item.central),
                seen=_chance(sites, min(float(item.central), float(sites.all_.central))),
            )
            for issue, left in sites.left.items()
            for option, item in left.items()
        )  # fmt: skip
        there = float(sites.all_.central)
        yield Looking(
            issue=step.issue, party=step.by, sites=there, inspected=float(sites.inspected.central),
            seen=_chance(sites, there), lists=lists,
        )  # fmt: skip


def withheld(path: PathCase, item: Safeguard, moved: Array) -> list[tuple[PathStep, float]]:
    """The steps that a party would hold back in a phase, with how likely it is seen now if it does."""
    return [
        (step, float(path.rough.detection[place]))
        for place, step in enumerate(path.steps)
        if step.by == item.party and moved[item.phase - 1, place] * path.rough.costs[place] > 0
    ]


def inspections(path: PathCase, needs: Sequence[Safeguard], moved: Array) -> Iterator[Inspection]:
    """For each step that more detection would make hold: how often to look."""
    for item in needs:
        needed = item.needs.get("detection")
        if needed is None:
            continue
        step, now = min(withheld(path, item, moved), key=lambda pair: pair[1])
        sites = step.how.sites
        there = EXAMPLE if sites is None else _left(path, sites)
        looks, finds = (1, 1.0) if sites is None else (sites.looks, _finds(sites))
        yield Inspection(
            phase=item.phase, party=item.party, needed=needed, now=now, sites=there,
            inspect=sites_needed(there, needed, looks=looks, finds=finds), looks=looks_needed(now, needed),
        )  # fmt: skip


def more_inspections(path: PathCase, step: PathStep, now: float, needed: float) -> float | None:
    """How many inspections more make a breach so likely to be seen; None if none are enough.

    An inspection looks at one site; where the case has no sites it is one more look like the one that it has.
    """
    if now >= needed:
        return 0.0
    sites = step.how.sites
    if sites is None:
        looks = looks_needed(now, needed)
        return None if looks is None else looks - 1.0
    inspect = sites_needed(_left(path, sites), needed, looks=sites.looks, finds=_finds(sites))
    return None if inspect is None else sites.looks * (inspect - float(sites.inspected.central))
