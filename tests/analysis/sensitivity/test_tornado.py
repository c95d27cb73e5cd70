"""The tornado equals a rerun of the case with the judgement replaced; indices against known ones."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.changed import replaced
from tests.analysis.helpers import every_deal, points_case
from tests.strategies import PLAIN, RICH, build, cases, law, law_of

from walkaway.analysis.answers import Answers, analyse
from walkaway.analysis.sensitivity.movable import Movable, build_movables
from walkaway.analysis.sensitivity.sensitivity import sensitivity
from walkaway.analysis.sensitivity.tornado import Swing, _index, first_order
from walkaway.case import Case, Fallback
from walkaway.space import Space, build_space
from walkaway.space.draws import Draws, draw
from walkaway.space.sweep import accepted, values_of

DRAWS = 60


def shares(
    case: Case, space: Space, draws: Draws, deal: dict[str, str] | None, pool: np.ndarray
) -> tuple[float, float]:
    """Share of draws with a deal among some, and in which one deal passes: one deal after the other."""
    zone = np.zeros(draws.count, bool)
    for picks in pool[:, None, :]:
        zone |= space.passes(accepted(space, draws, picks).transpose(0, 2, 1))[0]
    one = np.zeros(draws.count, bool)
    if deal is not None:
        picks = space.picks_of(deal)
        one = space.passes(accepted(space, draws, picks).transpose(0, 2, 1))[0]
    return float(zone.mean()), float(one.mean())


def plain_number(path: str, case: Case) -> bool:
    """Whether a judgement can be replaced in the file: a walk-away, points, or a score outside an order."""
    parts = path.split(".")
    if parts[2] == "weights":
        return False
    return parts[2] != "scores" or case.preferences[parts[1]].scores[parts[3]].order is None


def check(answers: Answers, swing: Swing, pool: np.ndarray, best: dict[str, str] | None) -> None:
    case = answers.case
    for end, value in (("low", swing.low), ("high", swing.high)):
        changed = replaced(case, swing.path, value)
        space = build_space(changed)
        again = draw(changed, space, draws=DRAWS, seed=answers.seed)
        zone, deal = shares(changed, space, again, best, pool)
        assert getattr(swing.zone, end) == pytest.approx(zone, abs=1e-12), (swing.path, end)
        if swing.deal is not None:
            assert getattr(swing.deal, end) == pytest.approx(deal, abs=1e-12), (swing.path, end)


@law_of(PLAIN, RICH)
def test_ends_equal_a_rerun_with_the_judgement_replaced(case: Case) -> None:
    """Setting a judgement in the draws is the same as writing its end into the case, draw by draw."""
    answers = analyse(case, draws=DRAWS, seed=3)
    found, picks = sensitivity(answers), every_deal(answers.space)
    for swing in found.swings:
        if plain_number(swing.path, case):
            check(answers, swing, picks, found.best)


@law_of(
    cases(parties=(2, 2), issues=(1, 3), options=(1, 3), weighted=True),
    cases(parties=(2, 2), issues=(1, 2), options=(1, 3), weighted=True, rich=True),
)
def test_weights_make_room_in_proportion(case: Case) -> None:
    """With weights set by hand, draw by draw, the same deals pass; impossible deals stay out.

    A walk-away that is worth a deal moves with the weights.
    """
    answers = analyse(case, draws=DRAWS, seed=5)
    found, space = sensitivity(answers), answers.space
    draws = draw(case, space, draws=DRAWS, seed=5)
    movables = {movable.path: movable for movable in build_movables(case, space, draws).items}
    assert answers.zone.listed is not None
    pool = space.joint.picks(answers.zone.listed.flat)
    for swing in found.swings:
        if swing.kind == "weight":
            for end, to in ((swing.zone.low, swing.low), (swing.zone.high, swing.high)):
                moved = reweighted(case, space, draws, movables[swing.path], to)
                assert end == pytest.approx(shares(case, space, moved, None, pool)[0], abs=1e-12)


def reweighted(case: Case, space: Space, draws: Draws, movable: Movable, to: float) -> Draws:
    """Draws in which the weights of a movable are set and the party's other weights scaled alike."""
    coefficients = draws.coefficients.copy()
    own = coefficients[movable.who]
    names = list(case.preferences[space.who[movable.who]].scores)
    share = movable.drawn(draws) / 100
    left = 1 - len(movable.issues) * share
    for name in names:
        issue = space.issues.index(name)
        part = slice(space.first[issue], space.first[issue] + len(space.options[issue]))
        if issue in movable.issues:
            own[part] *= np.where(share > 0, to / 100 / np.where(share > 0, share, 1), 0)
        else:
            own[part] *= np.where(
                left > 0, (1 - len(movable.issues) * to / 100) / np.where(left > 0, left, 1), 0
            )
    away, walk_away = case.preferences[space.who[movable.who]].walk_away, draws.walk_away.copy()
    if isinstance(away, Fallback):
        worth = values_of(space, replace(draws, coefficients=coefficients), space.picks_of(away.deal))
        walk_away[movable.who] = worth[0, movable.who]
    return replace(draws, coefficients=coefficients, walk_away=walk_away)


def test_first_order_index_of_a_threshold_is_known() -> None:
    """Z = [x + y > 1] with uniform x, y: Var E[Z | x] / Var Z = (1/12) / (1/4) = 1/3; nothing of a third."""
    numbers = np.random.Generator(np.random.PCG64(4)).random((3, 20_000))
    zone = numbers[0] + numbers[1] > 1
    for row, expected in ((0, 1 / 3), (1, 1 / 3), (2, 0.0)):
        share, error = first_order(numbers[row], zone)
        assert share == pytest.approx(expected, abs=4 * error + 0.005)
        assert 0 < error < 0.02


@pytest.mark.parametrize("draws", [500, 2000, 20_000])
@pytest.mark.parametrize("cut", [0.01, 0.03, 0.5, 0.97])
def test_the_error_of_an_index_covers_its_bias(draws: int, cut: float) -> None:
    """A threshold in one judgement explains everything, however few draws lie beyond it."""
    values = np.random.Generator(np.random.PCG64(8)).random(draws)
    share, error = first_order(values, values < cut)
    assert share <= 1 <= share + error + 1e-12
    assert error < 600 / draws


@law
@given(zone=st.lists(st.booleans(), min_size=3, max_size=7))
def test_law_an_index_of_no_influence_is_nothing(zone: list[bool]) -> None:
    """Over all orders of the draws, each as likely as any other, its mean before cutting at 0 is 0."""
    if len(set(zone)) > 1:
        orders = [np.array(order) for order in set(permutations(zone))]
        found = [_index(order) for order in orders]
        assert np.mean(found) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("zone", [np.zeros(50, bool), np.ones(50, bool)])
def test_what_never_varies_has_no_index(zone: np.ndarray) -> None:
    assert first_order(np.arange(50.0), zone) == (0.0, 0.0)


def test_few_draws_give_an_index_without_an_error() -> None:
    share, error = first_order(np.arange(8.0), np.arange(8) > 3)
    assert share == pytest.approx(1 - (1 / 14) / (2 / 7))  # one change among seven neighbours
    assert abs(1 - share) <= error


def test_errors_of_the_ends_and_of_the_swing() -> None:
    """Binomial at the ends; the swing is paired, so it is surer than two separate samples."""
    data = points_case([[0, 4]], [[5, 2]], away=(0, 0)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [0, 8]
    data["preferences"]["p0"]["scores"]["i0"]["o1"] = [1, 6]
    found = sensitivity(analyse(build(data), draws=400, seed=1))
    swing = next(swing for swing in found.swings if swing.kind == "walk_away")
    ends = swing.zone
    assert (ends.low, ends.high) == (1.0, 0.0)
    assert (ends.error_low, ends.error_high, ends.swing, ends.swing_error) == (0.0, 0.0, -1.0, 0.0)
    other = next(swing for swing in found.swings if swing.kind == "score").zone
    apart = np.hypot(other.error_low, other.error_high)
    assert 0 < other.swing_error <= apart + 1e-12
