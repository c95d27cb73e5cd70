"""The page of simulated talks: what became of them, the dance of offers, and the rates of a what-if."""

from __future__ import annotations

from .._version import __version__
from ..case import Case
from ..case.accounts import applied_words
from ..playing.compared import HeldSo
from ..playing.manner import MANNERS
from ..playing.played import Played
from .charts.talks_charts import dance
from .language.people import people
from .language.phrases import count
from .language.talks_words import dance_words, refused_words, share_words
from .screens.talks_otherwise import talks_otherwise
from .self_contained import by_name, drawn, shell


def play_page(case: Case, found: Played) -> str:
    """Render the page of talks: one file that needs no network and runs no script."""
    other = None if found.against is None else talks_otherwise(case, found)
    charts = by_name(dance(case, found.dance) if other is None else other.charts, drawn)
    return shell(
        "play.html.j2",
        case,
        {},
        found=found,
        refused_words=refused_words,
        brief={"otherwise": other},
        charts=charts,
        verdict="" if found.against is None else _verdict(found.against),
        people=[person for person in people(case).values() if not person.ratifier],
        held=f"{MANNERS[found.protocol].words}, {count(found.rounds.limit, 'round')} at most",
        caption=dance_words(found.dance),
        applied=applied_words(case),
        version=__version__,
    )


def _verdict(ways: tuple[HeldSo, ...]) -> str:
    """How often they sign at least and at most, among ways to hold the talks."""
    order = sorted(ways, key=lambda one: one.signed)
    told = [share_words(one.signed, one.signed_error, one.signed_interval) for one in order]
    if told[0] == told[-1]:
        return f"They sign in {told[0]} of 100 sessions, however the talks are held"
    return f"They sign in {told[0]} to {told[-1]} of 100 sessions, by how the talks are held"
