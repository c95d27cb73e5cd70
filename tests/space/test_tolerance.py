"""The tolerance of comparisons comes from what is summed in a deal: no floor, no score of another deal."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.strategies import brief_law, build, case_data

import walkaway
from walkaway.analysis.frontier.frontier import frontier
from walkaway.certify.checks import check_frontier
from walkaway.certify.plainly import deals as certify_deals
from walkaway.certify.plainly import value_of, walk_away_of
from walkaway.space import build_space, central_values
from walkaway.space.draws import draw
from walkaway.space.sweep import accepted
from walkaway.space.values import EASE, lowered, raised


def case(a: dict[str, Any], b: dict[str, Any] | None = None) -> Any:
    """Two parties, one issue with the options p and q."""
    return build(
        {
            "case": 1,
            "title": "Scales",
            "parties": {"a": "A", "b": "B"},
            "issues": {"x": {"title": "X", "options": {"p": "P", "q": "Q"}}},
            "preferences": {"a": a, "b": b or {"walk_away": 0, "scores": {"x": {"p": 1, "q": 1}}}},
        }
    )


@pytest.mark.parametrize("far", [-1e10, -1e9, -1e12, 0])
def test_a_score_of_another_deal_has_no_part_in_it(far: float) -> None:
    zone = walkaway.zone(case({"walk_away": [5, 6], "scores": {"x": {"p": far, "q": 4}}}), draws=200)
    assert (zone.verdict, zone.everyone.probability, zone.size) == ("impossible", 0, 0)


@pytest.mark.parametrize("unit", [1e-10, 1e-6, 1, 1e6])
def test_there_is_no_floor(unit: float) -> None:
    a = {"walk_away": [2 * unit, 3 * unit], "scores": {"x": {"p": unit, "q": 0}}}
    assert walkaway.zone(case(a), draws=200).verdict == "impossible"
    a = {"walk_away": [unit / 2, 3 * unit], "scores": {"x": {"p": unit, "q": 0}}}
    found = walkaway.zone(case(a), draws=2000)
    assert found.verdict == "possible"
    assert found.everyone.probability == pytest.approx(0.2, abs=0.04)


def test_numbers_too_far_apart_for_whole_units() -> None:
    """A trillion and a billionth: what a rounded frontier cannot tell apart, the zone does."""
    found = walkaway.zone(case({"walk_away": 2e-9, "scores": {"x": {"p": 1e12, "q": 1e-9}}}))
    assert (found.verdict, found.size) == ("certain", 1)


def test_who_is_refused_beneath_the_grid_is_refused_in_every_answer() -> None:
    """A billionth is not two billionths, though beside a trillion both are 0 in units of 64 bits.

    So no deal suits both, and no solution has anything to choose from.
    """
    found = case(
        {"walk_away": 2e-9, "scores": {"x": {"p": 1e12, "q": 1e-9}}},
        {"walk_away": 0, "scores": {"x": {"p": -1, "q": 1}}},
    )
    answer = walkaway.deals(found)
    assert (answer.zone.verdict, answer.zone.size) == ("impossible", 0)
    assert {*answer.to_dict()["solutions"].values()} == {None}
    needed = {flip.path: (flip.open.above, flip.open.below) for flip in walkaway.sensitivity(found).flips}
    assert needed["preferences.a.scores.x.q"] == (Fraction(2, 10**9), None)
    assert needed["preferences.a.walk_away"] == (None, Fraction(1, 10**9))
    assert not walkaway.improve(found, {"x": "q"}).passes


_FAR_APART = st.builds(lambda number, power: number * 10.0**power, st.integers(-4, 9), st.integers(-9, 12))


@given(st.lists(_FAR_APART, min_size=9, max_size=9), st.lists(_FAR_APART, min_size=4, max_size=4))
def test_acceptance_and_frontier_are_what_fractions_say(scores: list[float], more: list[float]) -> None:
    """Law: however far apart numbers are, they themselves say who accepts and what is efficient."""
    data = case({"scores": {"x": {"p": 0, "q": 1}}}).to_dict()
    data["issues"] = {f"i{n}": {"title": "I", "options": {"p": "P", "q": "Q", "r": "R"}} for n in range(3)}
    given = [_decimal(Fraction(str(one))) for one in (*scores, *more)]
    own = {f"i{n}": dict(zip("pqr", given[3 * n : 3 * n + 3], strict=True)) for n in range(3)}
    parts = {"combine": "max", "of": [{"when": {"i0": "p"}, "add": given[9]}, {"add": given[10]}]}
    data["preferences"]["a"] = {"walk_away": given[11], "scores": own, "functions": [parts], "cap": given[12]}
    data["preferences"]["b"] = {"scores": {"i0": {"p": 1, "q": 1, "r": 1}}}
    found = build(data)
    space = build_space(found)
    values = central_values(found, space)
    for deal in certify_deals(found):
        says = space.accepts(values, space.picks_of(deal))[0, 0]
        assert says == (value_of(found, "a", deal) >= walk_away_of(found, "a"))
    front = frontier(space, values)
    assert front.method.exact
    assert check_frontier(found, front, complete=True) == []


def hair(**a: Any) -> dict[str, Any]:
    """A ratifier who misses its walk-away by a tenth in 10^12: less than drawn numbers could tell."""
    return {
        "case": 1, "title": "A hair", "parties": {"a": "A", "b": "B"},
        "ratifiers": {"c": {"title": "C", "for": "a"}},
        "issues": {"x": {"title": "X", "options": {"p": "P", "q": "Q"}}},
        "preferences": {
            "a": {"walk_away": 0, "scores": {"x": {"p": 0, "q": 5}}} | a,
            "b": {"scores": {"x": {"p": 1, "q": 1}}},
            "c": {"walk_away": 1e12, "scores": {"x": {"p": 1, "q": 999999999999.9}}},
        },
    }  # fmt: skip


# nothing fits into whole numbers of one unit but what the others have to say is certain all the same
_FINE = {"walk_away": 0, "scores": {"x": {"p": -1e10, "q": 4.9999999999}}}


@pytest.mark.parametrize("a", [{}, _FINE, {"walk_away": [0, 1]}], ids=["exact", "fine", "range"])
def test_a_hair_short_is_short_in_every_answer(a: dict[str, Any]) -> None:
    case = build(hair(**a) | {"record": [{"by": "a", "offer": {"x": "q"}}, {"by": "c", "offer": {"x": "q"}}]})
    assert walkaway.zone(case, draws=100).everyone.probability == 0
    found = walkaway.why(case, draws=100)
    assert (found.learned.before.probability, found.learned.parties_before.probability) == (0, 1)
    assert found.explanations["ratification"].tested.probability == 1
    assert [lesson.fits.probability for lesson in found.learned.lessons] == [1, 0]
    assert walkaway.sensitivity(case, draws=100).probability == 0
    bridges = walkaway.bridge(case, draws=100)
    assert (bridges.probability, bridges.needed, bridges.proposals) == (0, True, ())
    assert bridges.found
    assert all(bridge.proof.holds for bridge in bridges.found)
    (first, *_) = walkaway.likely(case, draws=100).deals
    assert (first.accepts["c"], first.margins["c"].high < 0) == (0, True)


# thirty digits: what no sum of drawn numbers can tell, nor one of 64 bits
_BENEATH = {
    "walk_away": "1000000000000000000001/1000000000",
    "scores": {"x": {"p": "1000000000000000000001/1000000000", "q": 1e12}},
}


@pytest.mark.parametrize("a", [{}, {"walk_away": [0, 1]}], ids=["exact", "range"])
@pytest.mark.parametrize(
    "short", [_BENEATH, _BENEATH | {"cap": 1e12, "scores": {"x": {"p": 2e12, "q": 3e12}}}], ids=["sum", "cap"]
)
def test_what_only_the_numbers_themselves_tell_is_told_in_every_answer(
    a: dict[str, Any], short: dict[str, Any]
) -> None:
    """A billionth of a trillion short, by the sum or by the cap, beside one whose walk-away is a range."""
    data = hair(scores={"x": {"p": -1, "q": 5}}, **a)
    data["record"] = [{"by": "a", "offer": {"x": "q"}}, {"by": "c", "offer": {"x": "q"}}]
    data["preferences"]["c"] = short
    case = build(data)
    zone = walkaway.zone(case, draws=100)
    assert (zone.verdict, zone.everyone.probability, zone.parties_alone.verdict) == (
        "impossible",
        0,
        "certain",
    )
    (best, *_) = walkaway.likely(case, draws=100).deals
    assert (best.accepts["c"], best.accepts["a"]) == (0, 1)
    why = walkaway.why(case, draws=100)
    assert [lesson.fits.probability for lesson in why.learned.lessons] == [1, 0]
    assert (why.learned.before.probability, why.learned.parties_before.probability) == (0, 1)
    assert walkaway.sensitivity(case, draws=100).probability == 0
    assert walkaway.compare(case, case, draws=100).new.probability == 0


def test_who_is_certain_is_not_drawn_with_a_tolerance_beside_one_who_is_not() -> None:
    """In three of ten draws A takes p, which C takes; q, which A takes in nine, C never does."""
    data = hair(walk_away=[2, 12], scores={"x": {"p": 5, "q": 11}})
    data["preferences"]["c"]["scores"] = {"x": {"p": 1e12, "q": 999999999999.9}}
    found = walkaway.zone(build(data), draws=2000)
    assert found.everyone.probability == pytest.approx(0.3, abs=0.04)
    assert found.parties_alone.probability == pytest.approx(0.9, abs=0.03)


@given(case_data(uncertain=False, ratifiers=True), st.sampled_from([0, 10**6, 10**12, 10**15]))
def test_draws_of_plain_numbers_are_what_fractions_say(data: dict[str, Any], far: int) -> None:
    """Law: who accepts what in a draw of plain numbers is who accepts it, wherever their scale begins."""
    for own in data["preferences"].values():
        own.pop("red_lines", None)
        if far and "weights" not in own and isinstance(own.get("walk_away"), int | float):
            issue = next(iter(own["scores"]))
            if isinstance(own["scores"][issue], dict):
                own["walk_away"] = _decimal(Fraction(str(own["walk_away"])) + far)
                own["scores"][issue] = {
                    option: _decimal(Fraction(str(score)) + far)
                    for option, score in own["scores"][issue].items()
                }
    case = build(data)
    space = build_space(case)
    drawn = draw(case, space, draws=2, seed=1)
    assume(drawn.whole is not None)
    for deal in certify_deals(case):
        says = accepted(space, drawn, space.picks_of(deal))[0]
        for who, name in enumerate(space.who):
            right = value_of(case, name, deal) >= walk_away_of(case, name)
            assert says[who].tolist() == [right, right]


@brief_law
@given(case_data(ratifiers=True), st.integers(-9, 9))
def test_the_unit_of_a_scale_changes_nothing(data: dict[str, Any], power: int) -> None:
    """Law: multiply all numbers of all parties by a power of ten, and the same deals pass as often."""
    before = walkaway.zone(build(data), draws=100)
    after = walkaway.zone(build(_times(data, Fraction(10) ** power)), draws=100)
    assert (after.verdict, after.size) == (before.verdict, before.size)
    assert (after.everyone, after.parties_alone) == (before.everyone, before.parties_alone)


def _times(data: dict[str, Any], factor: Fraction) -> dict[str, Any]:
    """Points and walk-aways multiplied; weights, shares and orders stay."""

    def scaled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: scaled(one) for key, one in value.items()}
        if isinstance(value, list):
            return [scaled(one) for one in value]
        return _decimal(Fraction(str(value)) * factor) if isinstance(value, int | float | str) else value

    def party(preference: dict[str, Any]) -> dict[str, Any]:
        if "weights" in preference:  # scores from 0 to 100 have no unit
            return preference
        changed = dict(preference)
        for key in ("walk_away", "scores", "cap"):
            if key in changed and not (key == "walk_away" and "deal" in str(changed[key])):
                changed[key] = scaled(changed[key])
        changed["interactions"] = [
            {**one, "add": scaled(one["add"])} for one in changed.get("interactions", [])
        ]
        return changed

    return {**data, "preferences": {who: party(one) for who, one in data["preferences"].items()}}


def _decimal(number: Fraction) -> str:
    """A number as a case file may hold it, without an exponent's rounding."""
    return f"{number.numerator}/{number.denominator}"


@given(
    st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), min_size=1, max_size=60),
    st.randoms(use_true_random=False),
)
def test_rounding_never_refuses_and_a_real_gap_is_never_bridged(terms: list[float], random: Any) -> None:
    """Law: what equals the walk-away exactly is enough in any order of summing; what lies a millionth of the
    sum of sizes below is not.
    """
    exact = sum(map(Fraction, terms), Fraction(0))
    size = sum(abs(Fraction(term)) for term in terms)
    shuffled = random.sample(terms, len(terms))
    assert np.sum(raised(np.array(shuffled))) >= lowered(np.array(float(exact)))
    if size:
        beyond = float(exact + size / 10**6)
        assert not np.sum(raised(np.array(shuffled))) >= lowered(np.array(beyond))
    assert EASE < 1e-12
