"""What an act is worth to its maker, against going through all deals."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis import twins
from tests.analysis.helpers import Room, points_case
from tests.strategies import build, cases, law

from walkaway.analysis.why import acts
from walkaway.analysis.why.acts import Act, contradicted, fits, worth
from walkaway.case import Case
from walkaway.errors import BudgetError
from walkaway.space import build_space
from walkaway.space.draws import draw

RICH: dict[str, Any] = {"issues": (1, 3), "options": (1, 3), "parties": (2, 3), "rich": True}


@law
@given(cases(**RICH), st.data())
def test_the_best_the_mean_and_the_worst_of_some_terms(case: Case, data: st.DataObject) -> None:
    """Law: that of all deals with the terms, caps and functions included; red lines count or not."""
    here = Room(case)
    draws, issue = here.draws(4), data.draw(st.sampled_from(sorted(case.issues)))
    terms = {issue: data.draw(st.sampled_from(sorted(case.issues[issue].options)))}
    terms = terms if data.draw(st.booleans()) else {}
    for index, who in enumerate(here.space.who):
        for lines in (True, False):
            kept = [
                deal
                for deal in twins.all_deals(case, terms)
                if not lines or not any(twins.holds(line, deal) for line in case.preferences[who].red_lines)
            ]
            table = np.array(
                [
                    [twins.value(case, here.space, draws, who, deal, d) for deal in kept]
                    for d in range(draws.count)
                ]
            )
            for how, taken in (("best", np.max), ("mean", np.mean), ("worst", np.min)):
                found = worth(here.space, draws, index, terms, how=how, red_lines=lines)  # type: ignore[arg-type]
                if kept:
                    assert found == pytest.approx(taken(table, axis=1), abs=1e-9)
                else:
                    assert (found == -np.inf).all()


@law
@given(cases(**RICH), st.data())
def test_what_fits(case: Case, data: st.DataObject) -> None:
    """Law: offers and refusals fit the draws that the definition says."""
    here = Room(case)
    draws, by = here.draws(5), data.draw(st.sampled_from(here.space.who))
    issue = data.draw(st.sampled_from(sorted(case.issues)))
    deal = {issue: data.draw(st.sampled_from(sorted(case.issues[issue].options)))}
    for kind in ("offers", "refuses"):
        found = fits(here.space, draws, Act(0, by, kind, deal))
        assert found.tolist() == twins.fits(case, here.space, draws, by, deal, refuses=kind == "refuses")


@law
@given(cases(**RICH), st.data())
def test_a_judgement_that_is_named_puts_the_act_right(case: Case, data: st.DataObject) -> None:
    """Law: whoever is suspected has a place in the case, and what is needed is a number."""
    here = Room(case)
    draws, by = here.draws(5), data.draw(st.sampled_from(here.space.who))
    terms = {
        issue: data.draw(st.sampled_from(sorted(record.options))) for issue, record in case.issues.items()
    }
    known = dict(case.judgements())
    for kind in ("offers", "refuses"):
        act = Act(0, by, kind, terms)
        for item in contradicted(case, here.space, draws, act):
            if item.needed is None:
                assert item.path.startswith(("impossible[", f"preferences.{by}.red_lines["))
            else:
                assert item.path in known or item.path == f"preferences.{by}.walk_away"
                assert np.isfinite(item.needed)
                assert item.move >= 0


def capped(cap: float) -> Room:
    plain = points_case([[0, 10], [0, 6]], [[1, 0], [1, 0]], away=[5, 0]).to_dict()
    plain["preferences"]["p0"]["cap"] = cap
    return Room(build(plain))


def test_the_mean_under_a_cap_is_of_what_is_left() -> None:
    assert worth(capped(8).space, capped(8).draws(1), 0, {}, how="mean").tolist() == [(0 + 6 + 8 + 8) / 4]
    assert worth(capped(16).space, capped(16).draws(1), 0, {}, how="mean").tolist() == [8]


def test_too_many_deals_for_a_mean_under_a_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "DEAL_BUDGET", 3)
    assert worth(capped(8).space, capped(8).draws(1), 0, {}, how="best").tolist() == [8]
    with pytest.raises(BudgetError):
        worth(capped(8).space, capped(8).draws(1), 0, {}, how="mean")


def away_as_deal(**more: Any) -> Room:
    data = points_case([[0, 10], [0, 6]], [[1, 0], [1, 0]]).to_dict()
    data["preferences"]["p0"] |= {"walk_away": {"deal": {"i0": "o1", "i1": "o0"}}} | more
    return Room(build(data))


def named(here: Room, deal: dict[str, str]) -> dict[str, float | None]:
    act = Act(0, "p0", "offers", deal)
    return {item.path: item.needed for item in contradicted(here.case, here.space, here.draws(2), act)}


def test_a_walk_away_that_is_worth_a_deal_moves_with_its_scores() -> None:
    found = named(away_as_deal(), {"i0": "o0", "i1": "o1"})
    assert found == {
        "preferences.p0.walk_away": 6,
        "preferences.p0.scores.i0.o0": 4,
        "preferences.p0.scores.i1.o1": 10,
    }
    assert "preferences.p0.scores.i1.o0" not in named(away_as_deal(), {"i0": "o0", "i1": "o0"})


def test_points_that_both_deals_have_are_not_named() -> None:
    both = away_as_deal(
        interactions=[
            {"unless": {"i0": "o0", "i1": "o1"}, "add": 1},
            {"when": {"i0": "o0"}, "unless": {"i1": "o1"}, "add": -1},
        ]
    )
    assert [path for path in named(both, {"i0": "o0", "i1": "o0"}) if "interactions" in path] == [
        "preferences.p0.interactions[1].add"
    ]


def test_under_a_cap_in_reach_only_the_walk_away_is_named() -> None:
    plain = capped(8).case.to_dict()
    plain["preferences"]["p0"]["walk_away"] = 9
    assert named(Room(build(plain)), {"i0": "o1", "i1": "o1"}) == {"preferences.p0.walk_away": 8}


def test_red_lines_in_words() -> None:
    plain = points_case([[0, 10], [0, 6]], [[1, 0], [1, 0]]).to_dict()
    plain["issues"]["i1"] = {"title": "i1", "range": [0, 1], "step": 1, "unit": "things"}
    for who in ("p0", "p1"):
        plain["preferences"][who]["scores"]["i1"] = {"linear": [0, 1]}
    plain["preferences"]["p0"]["red_lines"] = [
        {"when": {"i0": ["o0", "o1"]}, "unless": {"i1": {"to": 0}}},
        {"unless": {"i0": "o0"}},
    ]
    here = Room(build(plain))
    act = Act(0, "p0", "offers", {"i0": "o1", "i1": "1"})
    found = [
        (item.path.removeprefix("preferences.p0."), item.stated)
        for item in contradicted(here.case, here.space, here.draws(1), act)
    ]
    assert found == [
        ("red_lines[0]", "i0: o0 or o1, unless i1: up to 0 things"),
        ("red_lines[1]", "unless i0: o0"),
    ]


def test_memory_does_not_grow_with_the_draws_times_the_combinations() -> None:
    """1,600 linked combinations in 50,000 draws are 640 MB of values; they are never held together."""
    names = [f"o{n}" for n in range(40)]
    case = build({
        "case": 1, "title": "Linked", "parties": {"a": "A", "b": "B"},
        "issues": {i: {"title": i, "options": {o: o for o in names}} for i in ("x", "y")},
        "preferences": {who: {"walk_away": [0, 5], "scores": {"x": {o: n for n, o in enumerate(names)}},
                              "interactions": [{"when": {"x": "o1", "y": "o1"}, "add": 3}]} for who in "ab"},
    })  # fmt: skip
    space = build_space(case)
    drawn = draw(case, space, draws=50_000, seed=1)
    tracemalloc.start()
    values = worth(space, drawn, 0, {}, how="best")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 400e6
    assert (values == 39).all()
