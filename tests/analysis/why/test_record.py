"""What the record teaches: importance weights against throwing draws away, one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis import twins
from tests.analysis.helpers import Room
from tests.strategies import build, case_data, law

from walkaway.analysis.why.acts import acts_of, contradicted, fits, margin
from walkaway.analysis.why.record import Learned, Tolerance, learn
from walkaway.case import Case
from walkaway.errors import UsageError
from walkaway.space.existence import deal_exists


@st.composite
def recorded(draw: st.DrawFn) -> Case:
    """Random cases with acts on record, some of which leave issues open."""
    data = draw(case_data(issues=(1, 3), options=(1, 3), parties=(2, 3)))
    who = [*data["parties"], *data.get("ratifiers", {})]
    events = []
    for _ in range(draw(st.integers(1, 3))):
        named = draw(st.lists(st.sampled_from(list(data["issues"])), min_size=1, unique=True))
        deal = {issue: draw(st.sampled_from(list(data["issues"][issue]["options"]))) for issue in named}
        kind = draw(st.sampled_from(["offer", "refuses"]))
        events.append({"by": draw(st.sampled_from(who)), kind: deal, "act": "speaks"})
    return build(data | {"record": [*events, {"by": who[0], "act": "leaves"}]})


def learned(
    case: Case, count: int = 60, seed: int = 7, tolerance: Tolerance | None = None
) -> tuple[Room, Learned]:
    here = Room(case)
    draws = here.draws(count, seed)
    zone = deal_exists(here.space, draws)
    alone = deal_exists(here.space, draws, ratified=False)
    return here, learn(case, here.space, draws, zone, alone, tolerance=tolerance)


@law
@given(recorded())
def test_an_act_fits_where_its_definition_says(case: Case) -> None:
    """Law: an offer suits its maker in some completion; refused terms are on average worse than leaving."""
    here = Room(case)
    draws = here.draws(5)
    for act in acts_of(case):
        twin = twins.fits(case, here.space, draws, act.by, act.deal, refuses=act.kind == "refuses")
        assert fits(here.space, draws, act).tolist() == twin


@law
@given(recorded(), st.sampled_from([0.0, 0.1, 0.5]), st.sampled_from([0.0, 0.25, 1.0]))
def test_weights_are_the_chances_of_keeping_a_draw(case: Case, offer: float, refusal: float) -> None:
    """Law: each draw weighs as rejection sampling would keep it, by the product over the acts."""
    here, found = learned(case, 8, tolerance=Tolerance(offer=offer, refusal=refusal))
    draws = here.draws(8, 7)
    keep = np.ones(8)
    for event in case.record:
        for kind, deal, error in (("offer", event.offer, offer), ("refuses", event.refuses, refusal)):
            if deal is not None:
                suits = twins.fits(case, here.space, draws, event.by, deal, refuses=kind == "refuses")
                keep *= np.where(suits, 1.0, error)
    assert found.contradicted == (not keep.any())
    expected = keep / keep.sum() if keep.any() else np.full(8, 1 / 8)
    assert np.allclose(found.weights, expected)
    assert found.effective == pytest.approx(1 / np.square(expected).sum())
    zone = np.array(twins.exists(case, here.space, draws))
    assert found.before.probability == pytest.approx(zone.mean())
    assert found.after.probability == pytest.approx(expected[zone].sum())


def split(**more: Any) -> Case:
    """Two parties, one issue to share and one that only the buyer cares for; wide walk-aways."""
    data: dict[str, Any] = {
        "case": 1, "title": "Split",
        "parties": {"buyer": "Buyer", "seller": "Seller"},
        "issues": {
            "price": {"title": "Price", "options": {"low": "L", "mid": "M", "high": "H"}},
            "extra": {"title": "Extra", "options": {"no": "N", "yes": "Y"}},
        },
        "preferences": {
            "buyer": {"walk_away": [0, 60], "scores": {
                "price": {"low": 60, "mid": [25, 35], "high": 0}, "extra": {"no": 0, "yes": [0, 20]}}},
            "seller": {"walk_away": [0, 60], "scores": {
                "price": {"low": 0, "mid": [25, 35], "high": 60}, "extra": {"no": 0, "yes": 0}}},
        },
    }  # fmt: skip
    return build(data | more)


def test_it_is_rejection_sampling_up_to_the_sampling_error() -> None:
    """The weighted share agrees with that of the draws that are kept by the toss of a coin."""
    record = [
        {"by": "buyer", "offer": {"price": "mid", "extra": "yes"}},
        {"by": "seller", "offer": {"price": "mid"}, "refuses": {"price": "low"}},
    ]
    case = split(record=record)
    tolerance = Tolerance(offer=0.2, refusal=0.3)
    here, found = learned(case, 4000, 3, tolerance)
    draws = here.draws(4000, 4)  # others
    zone = deal_exists(here.space, draws)
    coin = np.random.Generator(np.random.PCG64(5))
    kept = np.ones(4000, bool)
    for act in acts_of(case):
        kept &= fits(here.space, draws, act) | (coin.random(4000) < tolerance.of(act.kind))
    share = zone[kept].mean()
    spread = np.sqrt(share * (1 - share) / kept.sum()) + found.after.error
    assert abs(found.after.probability - share) < 4 * spread
    assert abs(found.before.probability - share) > 4 * spread  # the record did teach something
    assert found.effective < 4000


def test_lessons_go_on_from_each_other_and_name_what_moved() -> None:
    record: list[dict[str, Any]] = [
        {"by": "buyer", "offer": {"price": "mid", "extra": "no"}},
        {"by": "seller", "act": "thinks about it"},
        {"by": "seller", "act": "says no", "refuses": {"price": "mid"}},
    ]
    _, found = learned(split(record=record), 2000)
    assert [(item.event, item.kind) for item in found.lessons] == [(0, "offers"), (2, "refuses")]
    assert found.silent == (1,)
    assert found.lessons[-1].zone == found.after
    assert found.lessons[0].effective > found.lessons[1].effective == found.effective
    moved = {shift.path: shift for shift in found.shifts}
    buyer, seller = moved["preferences.buyer.walk_away"], moved["preferences.seller.walk_away"]
    assert buyer.after < buyer.before
    assert seller.after > seller.before
    assert seller.low < seller.after < seller.high


def test_without_acts_nothing_is_learned() -> None:
    _, found = learned(split(), 50)
    assert found.before == found.after
    assert (found.effective, found.lessons, found.shifts, found.contradictions) == (50, (), (), ())


def test_no_tolerance_and_no_fitting_draw() -> None:
    """Nothing can be learned; the judgements are named."""
    record: list[dict[str, Any]] = [
        {"by": "buyer", "offer": {"price": "high", "extra": "no"}},
        {"by": "buyer", "act": "no", "refuses": {"price": "low", "extra": "yes"}},
    ]
    case = split(record=record)
    _, found = learned(case, 80, tolerance=Tolerance(offer=0.0, refusal=0.0))
    assert found.contradicted
    assert found.before == found.after


@pytest.mark.parametrize("wrong", [-0.1, 1.1])
def test_a_tolerance_is_a_share(wrong: float) -> None:
    with pytest.raises(UsageError, match="from 0 to 1"):
        Tolerance(refusal=wrong)


# -------------------------------------------------------------------- contradictions name the judgement


def sure(away: float, mid: float) -> Case:
    case = split(record=[{"by": "buyer", "offer": {"price": "mid", "extra": "no"}}])
    data = case.to_dict()
    data["preferences"]["buyer"]["walk_away"] = [away, away + 2]
    data["preferences"]["buyer"]["scores"]["price"]["mid"] = [mid, mid + 1]
    return build(data)


def test_a_contradiction_names_each_judgement_that_could_be_wrong() -> None:
    """And where it would have to be: put there, the act fits."""
    _, found = learned(sure(50, 30))
    (item,) = found.contradictions
    assert (item.never, item.by, item.kind) == (True, "buyer", "offers")
    named = {one.path: one for one in item.judgements}
    assert set(named) == {
        "preferences.buyer.walk_away",
        "preferences.buyer.scores.price.mid",
        "preferences.buyer.scores.extra.no",
    }
    away, score = named["preferences.buyer.walk_away"], named["preferences.buyer.scores.price.mid"]
    assert away.needed == pytest.approx(30.5, abs=0.5)
    assert score.needed == pytest.approx(51, abs=1)
    assert away.needed is not None
    assert score.needed is not None
    for repaired in (sure(away.needed - 2, 30), sure(50, score.needed + 1)):
        assert learned(repaired)[1].contradictions == ()


def test_weights_make_room_only_between_0_and_100() -> None:
    """A score that would have to be 180 is not named; one that can help is; weights never are."""
    preferences = {
        "a": {"walk_away": [88, 92], "weights": {"i": 50, "j": [5, 10], "k": [40, 45]},
              "scores": {"i": {"o": 60, "p": 0}, "j": {"o": 0, "p": 1}, "k": {"o": 100, "p": 0}},
              "interactions": [{"when": {"i": "o"}, "add": [-1, 1]}, {"when": {"i": "p"}, "add": 3}]},
        "b": {"scores": {"i": {"o": 1, "p": 0}}},
    }  # fmt: skip
    case = build({
        "case": 1, "title": "W", "parties": {"a": "A", "b": "B"},
        "issues": {i: {"title": i, "options": {"o": "O", "p": "P"}} for i in "ijk"},
        "preferences": preferences, "record": [{"by": "a", "offer": {"i": "o", "j": "o", "k": "o"}}],
    })  # fmt: skip
    _, found = learned(case)
    named = [one.path.removeprefix("preferences.a.") for one in found.contradictions[0].judgements]
    assert set(named) == {"walk_away", "scores.i.o", "interactions[0].add"}
    zero = case.to_dict()
    zero["preferences"]["a"]["weights"] = {"i": 100, "j": 0, "k": 0}
    _, found = learned(build(zero))
    named = [one.path.removeprefix("preferences.a.") for one in found.contradictions[0].judgements]
    assert set(named) == {"walk_away", "scores.i.o", "interactions[0].add"}


def test_what_is_barred_has_one_suspect() -> None:
    """An offer across one's own red line, or of what cannot be: no number could help."""
    data = split(record=[{"by": "buyer", "offer": {"price": "mid", "extra": "no"}}]).to_dict()
    data["preferences"]["buyer"]["red_lines"] = [{"price": "high"}, {"price": ["mid", "high"], "extra": "no"}]
    (item,) = learned(build(data))[1].contradictions
    assert [(one.path, one.needed) for one in item.judgements] == [("preferences.buyer.red_lines[1]", None)]
    data["preferences"]["buyer"]["red_lines"] = []
    data["impossible"] = [{"price": "mid", "extra": "no"}]
    (item,) = learned(build(data))[1].contradictions
    assert [(one.path, one.stated) for one in item.judgements] == [("impossible[0]", "Price: M; Extra: N")]


def test_refusals_can_contradict_too() -> None:
    """Terms refused though they were worth more than walking away; a walk-away that is not stated."""
    data = split(record=[{"by": "buyer", "act": "no", "refuses": {"price": "low"}}]).to_dict()
    data["preferences"]["buyer"]["walk_away"] = 5
    (item,) = learned(build(data))[1].contradictions
    assert item.judgements[0].path.startswith("preferences.buyer.")
    del data["preferences"]["buyer"]["walk_away"]
    (item,) = learned(build(data))[1].contradictions
    assert "not stated; 0 assumed" in {one.stated for one in item.judgements}


def test_an_order_of_options_has_no_score_to_name() -> None:
    case = build({
        "case": 1, "title": "O", "parties": {"a": "A", "b": "B"},
        "issues": {"i": {"title": "I", "options": {"o": "O", "p": "P"}}},
        "preferences": {"a": {"walk_away": 50, "weights": {"i": 1}, "scores": {"i": "o > p"}},
                        "b": {"scores": {"i": {"o": 1, "p": 0}}}},
        "record": [{"by": "a", "offer": {"i": "p"}}],
    })  # fmt: skip
    here = Room(case)
    (act,) = acts_of(case)
    draws = here.draws(5)
    assert margin(here.space, draws, act).tolist() == [-50] * 5
    assert [one.path for one in contradicted(case, here.space, draws, act)] == ["preferences.a.walk_away"]
