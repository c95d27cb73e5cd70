"""A tournament that is kept nowhere: played and ranked in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from .plan import TournamentPlan, Unit
from .standings import Standings, standings_of
from .unit import play_unit


def play_plan(plan: TournamentPlan, *, progress: Callable[[str, float], None]) -> Standings:
    """Play every unit of a plan and rank its strategies.

    Parameters
    ----------
    progress : callable
        Told the step and the share of it done, at every turn of the talks; what it raises ends them.
    """

    def played() -> Iterator[tuple[Unit, bytes]]:
        for number, unit in enumerate(plan.units):
            told = partial(progress, "line-ups", number / len(plan.units))
            yield unit, play_unit(plan, unit, watch=told)

    return standings_of(plan, played())
