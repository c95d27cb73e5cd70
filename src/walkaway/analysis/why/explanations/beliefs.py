"""The case as one party sees it: what it believes of the others in the place of what they are.

A believed judgement is drawn at the same quantile as the true one it stands for (both have the same stream),
so that a belief which is right gives the very same numbers, and whatever differs is the belief and not the
luck of the draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ....case import Case
from ....space import Bools, Space, build_space
from ....space.draws import Draws, draw
from ....space.existence import deal_exists, terms_of
from .setting import TestSetting

__all__ = ["View", "view_of"]


@dataclass(frozen=True, eq=False)
class View:
    """A case with one party's beliefs in it, and its draws."""

    who: str
    case: Case
    space: Space
    draws: Draws

    def sees(self, where: Bools, deal: Mapping[str, str] | None = None) -> Bools:
        """In which of some draws this party sees a deal (with these terms) that everyone would sign."""
        return deal_exists(self.space, self.draws, terms=terms_of(self.space, deal or {}), where=where)


def view_of(setting: TestSetting, who: str) -> View:
    """The case as one party sees it."""
    case = setting.case
    seen = {
        other: case.preferences[other].seen_as(belief)
        for other, belief in case.preferences[who].believes.items()
        if other in case.everyone
    }
    believed = case.with_parts(preferences={**case.preferences, **seen})
    space = build_space(believed, rule=setting.space.rule)
    draws = draw(believed, space, draws=setting.draws.count, seed=setting.draws.seed)
    return View(who, believed, space, draws)
