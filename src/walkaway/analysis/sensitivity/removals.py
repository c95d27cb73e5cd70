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


def _inside(case: Case, space: Space, pattern: Pattern) -> Picks:
    """The deals that lie in a pattern."""

    def chosen(when: Mapping[str, Choice]) -> dict[int, Bools]:
        numbers = {space.issues.index(issue): case.chosen(issue, choice) for issue, choice in when.items()}
        return {at: np.isin(space.options[at], named) for at, named in numbers.items()}

    picks = space.joint.keeping(chosen(pattern.when))
    spared = [good.take(picks[:, issue]) for issue, good in chosen(pattern.unless).items()]
    return picks[~np.logical_and.reduce(spared)] if spared else picks


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
        best, some = _RISING.index(verdict), _inside(case, space, pattern)
        new = space.passes(space.accepts(bounds.values, some))
        able = some[new] if best else some  # what is certain passes in the central realisation too
        if best < 2 and len(able):
            surely, possibly = replace(bounds, space=space).accepts(able)
            best = max(best, 2 * bool(space.passes(surely).any()), int(space.passes(possibly).any()))
        if who is not None:
            new &= ~space.passes(bounds.space.accepts(bounds.values, some))
        deals = int(new.sum())
        witness = space.deal(some[int(new.argmax())]) if deals else None
        found.append(
            Removal(path=path, who=who, opens=not central and deals > 0, verdict=_RISING[best], deals=deals,
                    deal=witness)
        )  # fmt: skip
    return tuple(found)
