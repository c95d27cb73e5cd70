"""The page of a tournament: ranks, the heat map, conduct at the table, and how good the deals were."""

from __future__ import annotations

from typing import Any

from .._version import __version__
from ..playing.step_classes import STEPS
from ..playing.tournament.standings import Standings
from .charts.heat_map import heat_charts
from .language.explained import explained
from .language.solution_names import SOLUTIONS
from .language.tournament_words import (
    deals_reached,
    first_words,
    refused_words,
    reply_lines,
    settled_words,
)
from .self_contained import as_data, drawn, environment, shell


def _parts(found: Standings) -> dict[str, Any]:
    return {
        "found": found,
        "first": first_words(found),
        "reached": deals_reached(found),
        "refused": refused_words,
        "replies": reply_lines(found),
        "settled": settled_words(found),
        "steps": STEPS,
        "models": list(found.places[0].conduct.known),
        "solutions": {name: SOLUTIONS[name].name for name in found.places[0].solutions},
    }


def tournament_page(found: Standings) -> str:
    """Render the page of a tournament: one file that needs no network and runs no script."""
    charts = [drawn(chart) for chart in heat_charts(found)]
    return shell("tournament.html.j2", None, {}, charts=charts, version=__version__, **_parts(found))


def tournament_section(found: Standings) -> str:
    """What stands on that page between its head and its method, its chart as data for a page that draws."""
    charts = [as_data(one) for one in heat_charts(found)]
    text = environment().get_template("tournament_body.html.j2").render(charts=charts, **_parts(found))
    return explained(f"<main>{text}</main>").removeprefix("<main>").removesuffix("</main>")
