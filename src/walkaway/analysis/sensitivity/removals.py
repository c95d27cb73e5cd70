"""What a red line or an impossible pattern costs: the answer without it, everything else as it is.

Only deals that lie in the pattern are new, so only they are looked at; the verdict can only rise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ...case import Case, Pattern
from ...case.patterns import Choice
from ...space import Bools, Picks, Space, build_space
from ..result import Result
from ..zone.bounds import Bounds
from ..zone.zone import Verdict

__all__ = ["Removal", "find_removals"]

_RISING: tuple[Verdict, ...] = ("impossible", "possible", "certain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal(Result):
    """The case without one red line or impossible pattern."""

    path: str  # its place in the case
    who: str | None  # whose red line
    opens: bool  # whether it alone keeps the zone of the central realisation empty
    verdict: Verdict  # of the case without it
    deals: int  # deals that pass in the central realisation only without it
    deal: dict[str, str] | None  # one of them


def _lie(case: Case, space: Space, picks: Picks, when: Mapping[str, Choice]) -> Bools:
    """Which deals have the options of a pattern's head; without one all."""
    inside = np.ones(len(picks), bool)
    for issue, choice in when.items():
        number = space.issues.index(issue)
        named = [space.options[number].index(option) for option in case.chosen(issue, choice)]
        inside &= np.isin(picks[:, number], named)
    return inside


def _holds(case: Case, space: Space, picks: Picks, pattern: Pattern) -> Bools:
    """Which deals lie in a pattern."""
    inside = _lie(case, space, picks, pattern.when)
    return inside & ~_lie(case, space, picks, pattern.unless) if pattern.unless else inside


def _without(case: Case) -> Iterator[tuple[str, str | None, Pattern, Case]]:
    """Every red line and impossible pattern: place, owner, pattern, the case without it."""
    for number, pattern in enumerate(case.impossible):
        rest = case.impossible[:number] + case.impossible[number + 1 :]
        yield f"impossible[{number}]", None, pattern, case.with_parts(impossible=rest)
    for who in case.everyone:
        own = case.preferences[who]
        for number, pattern in enumerate(own.red_lines):
            rest = own.red_lines[:number] + own.red_lines[number + 1 :]
            preferences = {**case.preferences, who: own.model_copy(update={"red_lines": rest})}
            path = f"preferences.{who}.red_lines[{number}]"
            yield path, who, pattern, case.with_parts(preferences=preferences)


def find_removals(case: Case, bounds: Bounds, verdict: Verdict, *, central: bool) -> tuple[Removal, ...]:
    """Take away each red line and impossible pattern in turn; ``central``: if a deal passes centrally."""
    found = []
    for path, who, pattern, changed in _without(case):
        space = build_space(changed, rule=bounds.space.rule)
        best, deals, witness = _RISING.index(verdict), 0, None
        for _, picks in space.joint.chunks():
            some = picks[_holds(case, space, picks, pattern)]
            new = space.passes(space.accepts(bounds.values, some))
            able = some[new] if best else some  # what is certain passes in the central realisation too
            if best < 2 and len(able):
                surely, possibly = replace(bounds, space=space).accepts(able)
                best = max(best, 2 * bool(space.passes(surely).any()), int(space.passes(possibly).any()))
            if who is not None:
                new &= ~space.passes(bounds.space.accepts(bounds.values, some))
            deals += int(new.sum())
            if witness is None and new.any():
                witness = space.deal(some[int(new.argmax())])
        found.append(
            Removal(path=path, who=who, opens=not central and deals > 0, verdict=_RISING[best], deals=deals,
                    deal=witness)
        )  # fmt: skip
    return tuple(found)
