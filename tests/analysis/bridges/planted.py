"""Small cases without a zone, whose smallest bridges are known or can be found by trying everything."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tests.analysis.helpers import points_case
from tests.strategies import build, case_data

from walkaway.analysis.answers import Answers, analyse
from walkaway.analysis.bridges import Bridges, find_bridges
from walkaway.analysis.bridges.setting import BridgeSetting
from walkaway.case import Case
from walkaway.certify.plainly import deals, suffices, value_of, walk_away_of
from walkaway.space import DEAL_BUDGET

DRAWS = 48
SEED = 5


def setting_of(case: Case, *, target: float = 0.9, draws: int = DRAWS) -> BridgeSetting:
    """The setting of a search."""
    exact = all(case.preferences[who].exact for who in case.everyone)
    return BridgeSetting(case=case, target=target, count=draws, seed=SEED, exact=exact, listed=None)


def answers_of(case: Case, *, draws: int = DRAWS) -> Answers:
    """The public analysis."""
    return analyse(case, draws=draws, seed=SEED)


def search(case: Case, *, target: float = 0.9, draws: int = DRAWS, most_deals: int = DEAL_BUDGET) -> Bridges:
    """The public search."""
    return find_bridges(answers_of(case, draws=draws), target=target, most_deals=most_deals)


def passes(case: Case, deal: dict[str, str], *, lower: dict[str, Fraction] | None = None) -> bool:
    """Whether a deal passes in the central realisation, from the definition and in fractions."""
    if any(pattern.holds(deal) for pattern in case.impossible):
        return False
    yes = [who for who in case.everyone if accepts(case, who, deal, (lower or {}).get(who, Fraction(0)))]
    return suffices(case, yes, ratified=True)


def accepts(case: Case, who: str, deal: dict[str, str], lower: Fraction = Fraction(0)) -> bool:
    """Whether one accepts a deal in the central realisation, with its walk-away so much lower."""
    crossed = any(line.holds(deal) for line in case.preferences[who].red_lines)
    return value_of(case, who, deal) >= walk_away_of(case, who) - lower and not crossed


def has_zone(case: Case, *, lower: dict[str, Fraction] | None = None) -> bool:
    """Whether some deal passes in the central realisation, by going through all."""
    return any(passes(case, deal, lower=lower) for deal in deals(case))


@st.composite
def poor_cases(draw: st.DrawFn, /, *, uncertain: bool, **options: Any) -> Case:
    """Random cases whose walk-aways are high, so that a zone is seldom there; deals stay walk-aways."""
    sizes: dict[str, Any] = {"parties": (2, 3), "issues": (1, 3), "options": (1, 3)}
    data = draw(case_data(uncertain=uncertain, **(sizes | options)))
    for preference in data["preferences"].values():
        if isinstance(preference.get("walk_away"), dict) and "deal" in preference["walk_away"]:
            continue
        low = draw(st.integers(50, 80)) if "weights" in preference else draw(st.integers(5, 20))
        preference["walk_away"] = [low, low + draw(st.integers(1, 12))] if uncertain else low
    return build(data)


def apart(*, away: tuple[float, float] = (6, 6), **more: Any) -> Case:
    """Two parties who share ten points in steps of five; each walks away below six."""
    return points_case([[10, 5, 0]], [[0, 5, 10]], away=away, **more)
