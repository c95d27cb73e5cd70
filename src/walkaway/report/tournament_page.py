"""The page of a tournament: ranks, the heat map, conduct at the table, and how good the deals were."""

from __future__ import annotations

from .._version import __version__
from ..playing.steps import STEPS
from ..playing.tournament.standings import Standings
from .charts.heat_map import heat_charts
from .language.solution_names import SOLUTIONS
from .self_contained import drawn, shell

__all__ = ["tournament_page"]


def tournament_page(found: Standings) -> str:
    """Render the page of a tournament: one file that needs no network and runs no script."""
    return shell(
        "tournament.html.j2",
        None,
        {},
        found=found,
        charts=[drawn(chart) for chart in heat_charts(found)],
        steps=STEPS,
        models=list(found.places[0].conduct.known),
        solutions={name: SOLUTIONS[name].name for name in found.places[0].solutions},
        version=__version__,
    )
