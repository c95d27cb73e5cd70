"""The diagnosis as a whole: laws of its probabilities, calibration, silence where a case is too vague."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis import twins
from tests.analysis.helpers import points_case
from tests.analysis.planted import CAUSES, DEALS, World, named, planted
from tests.strategies import brief_law, build, cases, law

import walkaway
from walkaway.analysis.why.acts import acts_of, fits
from walkaway.analysis.why.diagnosis import ASSERT, Diagnosis, diagnose, require_time
from walkaway.analysis.why.record import Tolerance
from walkaway.case import EXPLANATIONS, Case
from walkaway.errors import UsageError
from walkaway.space import build_space
from walkaway.space.draws import draw


@law
@given(cases(issues=(1, 3), options=(1, 3)), st.integers(0, 3))
def test_the_first_two_signatures_follow_from_the_zone(case: Case, seed: int) -> None:
    """Law: no zone is the lack of a deal among the parties, ratification what ratifiers take away."""
    found = diagnose(case, draws=6, seed=seed)
    space = build_space(case)
    count = len(found.holds["no-zone"])
    draws = draw(case, space, draws=count, seed=seed)
    zone, alone = (
        np.array(twins.exists(case, space, draws, ratified=ratified)) for ratified in (True, False)
    )
    assert found.holds["no-zone"].tolist() == (~alone).tolist()
    assert found.holds["ratification"].tolist() == (alone & ~zone).tolist()
    assert found.explanations["ratification"].untestable == (
        "" if case.ratifiers else "the case names nobody who must also accept"
    )


@law
@given(cases(issues=(1, 3), options=(1, 3)), st.data())
def test_signatures_need_a_deal_and_probabilities_are_shares(case: Case, data: st.DataObject) -> None:
    """Law: whatever blames the talks needs a deal that was missed; nothing is forced to sum to one."""
    deal = {i: data.draw(st.sampled_from(sorted(record.options))) for i, record in case.issues.items()}
    by = data.draw(st.sampled_from(sorted(case.parties)))
    other = next(who for who in case.parties if who != by)
    belief = {"believes": {other: {"walk_away": data.draw(st.integers(-5, 80))}}}
    plain = case.to_dict() | {"record": [{"by": by, "offer": deal}]}
    plain["preferences"][by] |= belief
    case = build(plain)
    found = diagnose(case, draws=6, seed=1)
    space = build_space(case)
    draws = draw(case, space, draws=len(found.holds["bluff"]), seed=1)
    zone = np.array(twins.exists(case, space, draws))
    inside = np.array(twins.exists(case, space, draws, deal))
    assert found.holds["wrong-package"].tolist() == (zone & ~inside).tolist()
    for name in ("misperception", "bluff", "process"):
        assert not (found.holds[name] & ~zone).any()
    for one in found.explanations.values():
        if one.untestable:  # nothing tested, nothing claimed
            assert (one.share, one.before, one.support, one.together) == (None, None, None, {})
            continue
        assert 0 <= one.tested.interval[0] <= one.tested.probability <= one.tested.interval[1] <= 1 + 1e-12
        assert all(shared <= one.tested.probability + 1e-9 for shared in one.together.values())
    assert set(found.order) == {name for name, one in found.explanations.items() if not one.untestable}
    assert tuple(found.explanations) == EXPLANATIONS


def test_a_right_belief_is_no_misperception() -> None:
    """Law: whoever believes exactly what is so misperceives nothing, however wide the judgements."""
    case = planted(CAUSES["misperception that overplays"][1], 1)[0]
    plain = case.to_dict()
    plain["preferences"]["a"]["believes"] = {"b": plain["preferences"]["b"]}
    assert not diagnose(build(plain), draws=200).holds["misperception"].any()


# ------------------------------------------------------------------------------------------- calibration


def vague(seed: int) -> tuple[Case, list[dict[str, Any]]]:
    """A case with wide judgements, a belief and a parliament, and acts that still have to be weighed."""
    world = World(seed)
    world.half = float(world.random.uniform(8, 25))
    away = world.away(float(world.random.uniform(-12, 15)))
    senate = world.preference("a", away["a"] + float(world.random.uniform(-20, 8)))
    deals = [named(DEALS[int(world.random.integers(len(DEALS)))]) for _ in range(3)]
    record: list[dict[str, Any]] = [
        {"by": "a", "offer": deals[0]},
        {"by": "b", "act": "refuses", "refuses": deals[1]},
        {"by": "b", "offer": deals[2], "read_as": {"a": {"land": "x"}}},
    ]
    believes = {"b": {"walk_away": world.around(away["b"] + float(world.random.uniform(-30, 30)))}}
    case = world.case(
        away, record, ratifiers={"senate": {"title": "Senate", "for": "a"}},
        parts={"senate": senate, "a": {"believes": believes}},
    )  # fmt: skip
    return case, record


@lru_cache
def forecasts() -> list[tuple[str, Diagnosis, bool]]:
    """What the diagnosis of a vague case says, and what is so in a truth that fits the case and its record.

    Truths are drawn from the judgements and kept as the record would have it: always where an act fits, else
    with the tolerance.
    """
    told = []
    tolerance = Tolerance()
    for seed in range(100):
        case, _ = vague(seed)
        space = build_space(case)
        coin = np.random.Generator(np.random.PCG64(seed))
        truths = draw(case, space, draws=200, seed=10_000 + seed)
        kept = np.ones(truths.count, dtype=bool)
        for act in acts_of(case):
            kept &= fits(space, truths, act) | (coin.random(truths.count) < tolerance.of(act.kind))
        if not kept.any():
            continue
        truth = truths.some(np.flatnonzero(kept)[:1])
        found = diagnose(case, draws=300, seed=77, tolerance=tolerance)
        real = diagnose(case, drawn=truth, tolerance=tolerance)
        told += [(name, found, bool(real.holds[name][0])) for name in found.order if name != "process"]
    return told


def test_probabilities_are_calibrated() -> None:
    """Of what is said with some probability about that share holds, in every band; 80 % among them."""
    said = np.array([found.explanations[name].tested.probability for name, found, _ in forecasts()])
    so = np.array([truth for *_, truth in forecasts()])
    assert len(said) > 450
    for low, high in ((0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        band = (said >= low) & (said < high)
        assert band.sum() > 8
        spread = np.sqrt(max(said[band].mean() * (1 - said[band].mean()), 0.01) / band.sum())
        assert abs(so[band].mean() - said[band].mean()) < 3.5 * spread + 0.02


def test_what_is_asserted_mostly_holds() -> None:
    asserted = [truth for name, found, truth in forecasts() if found.explanations[name].claim == "asserted"]
    assert len(asserted) > 12
    assert np.mean(asserted) >= ASSERT


@pytest.mark.parametrize("seed", range(25))
def test_nothing_is_asserted_where_the_case_is_too_vague(seed: int) -> None:
    """With every score and walk-away anywhere on its scale, no explanation may lead, and the page says so."""
    case, _ = vague(seed)
    plain = case.to_dict()
    for preference in plain["preferences"].values():
        preference["walk_away"] = [20, 90]
        for scores in preference["scores"].values():
            scores |= {"x": [0, 100], "y": [0, 100], "z": [0, 100]}
    found = diagnose(build(plain), draws=400, seed=seed)
    assert found.leading is None
    assert "too vague" in found.says[0] or "does not tell" in found.says[0]


# -------------------------------------------------------------------------------------- claims and words


def test_few_effective_draws_assert_nothing() -> None:
    """A probability of one means little where fifty draws are left."""
    case = planted(CAUSES["no zone by walk-aways"][1], 1)[0]
    few, many = (diagnose(case, draws=count) for count in (50, 400))
    assert few.explanations["no-zone"].claim == "open"
    assert many.leading == "no-zone"


def test_exact_cases_need_one_draw() -> None:
    found = walkaway.why(walkaway.load("harbour"))
    assert found.method.exact
    assert found.learned.effective == 1
    assert found.explanations["wrong-package"].tested.error == 0
    assert found.explanations["no-zone"].claim == "unlikely"


def test_the_same_seed_gives_the_same_and_progress_is_told() -> None:
    told: list[tuple[str, float]] = []
    case = planted(CAUSES["ratification"][1], 1)[0]
    one = diagnose(case, draws=100, seed=3, progress=lambda step, share: told.append((step, share)))
    assert one.to_dict() == diagnose(case, draws=100, seed=3).to_dict()
    assert {step for step, _ in told} == {"zone", "why"}
    assert all(0 <= share <= 1 for _, share in told)


def test_evidence_halves_the_support_and_single_items_are_named() -> None:
    """And an item that decides the first place is named."""
    case = planted(CAUSES["stalling"][1], 1)[0]
    bare = diagnose(case, draws=200)
    assert bare.order[:2] == ("bluff", "wrong-package")
    item = {"says": "It took less a week later.", "against": "bluff", "for": "no-zone", "weight": 1}
    weighed = diagnose(build(case.to_dict() | {"evidence": [item]}), draws=200)
    assert weighed.explanations["bluff"].support == pytest.approx(
        (bare.explanations["bluff"].support or 0) / 2
    )
    assert weighed.order[0] == "wrong-package"
    assert weighed.explanations["bluff"].opposes == (0,)
    assert weighed.explanations["no-zone"].supports == (0,)
    assert weighed.matrix.removals[0].order == bare.order
    assert any("hangs on single items: without “It took less a week later”" in line for line in weighed.says)
    less = diagnose(build(case.to_dict() | {"evidence": [item | {"weight": 0.01}]}), draws=200)
    assert any("No single item" in line for line in less.says)
    assert any(line == "Against bluff or stalling: “It took less a week later”." for line in less.says)
    other = diagnose(build(case.to_dict() | {"evidence": [item | {"against": "process"}]}), draws=200)
    assert any("No item of evidence speaks against" in line for line in other.says)


def test_process_rests_on_evidence_and_keeps_its_place_without_it() -> None:
    case = planted(CAUSES["process"][1], 1)[0]
    plain = case.to_dict()
    del plain["evidence"]
    plain["record"] = plain["record"][:2]  # nothing is left without an answer
    one = {"says": "No mandate.", "for": "process"}
    found = diagnose(
        build(plain | {"evidence": [one, {"says": "Sixteen experts came.", "against": "process"}]})
    )
    assert found.explanations["process"].certainty == pytest.approx(1 / 3)
    assert found.matrix.removals[0].order[-1] in ("process", "no-zone")
    assert "process" in found.matrix.removals[0].order
    bare = diagnose(build(plain))
    assert bare.explanations["process"].untestable
    other = diagnose(build(plain | {"evidence": [{"says": "x", "for": "bluff"}]}))
    assert other.explanations["process"].claim == "not testable"


def test_an_answered_offer_is_no_fault_of_process() -> None:
    """Without evidence, only an offer in the zone that stands last."""
    case = planted(CAUSES["process"][1], 1)[0]
    plain = case.to_dict()
    del plain["evidence"]
    assert diagnose(build(plain)).explanations["process"].tested.probability > 0.5
    plain["record"] = []
    bare = diagnose(build(plain)).explanations
    for name in ("process", "bluff", "wrong-package", "illusory", "misperception", "commitment"):
        assert bare[name].claim == "not testable"


def test_two_readings_that_nobody_shares() -> None:
    """Each would sign what it took the words to mean, and no reading is signed by both."""
    case = build({
        "case": 1, "title": "R", "parties": {"a": "A", "b": "B"},
        "issues": {"i": {"title": "I", "options": {"o": "Zone", "p": "Area"}}},
        "preferences": {"a": {"walk_away": 5, "scores": {"i": {"o": 9, "p": 0}}},
                        "b": {"walk_away": 5, "scores": {"i": {"o": 0, "p": 9}}}},
        "record": [{"by": "a", "offer": {"i": "o"}, "read_as": {"b": {"i": "p"}}},
                   {"by": "b", "offer": {"i": "p"}, "read_as": {"a": {"i": "p"}}}],
    })  # fmt: skip
    found = diagnose(case)
    assert found.explanations["illusory"].tested.probability == 1
    assert found.explanations["illusory"].parts[0].says == "the verdict turns on “Zone” read as “Area” by B"
    assert len(found.explanations["illusory"].parts) == 1
    assert found.explanations["no-zone"].tested.probability == 1
    assert found.leading == "illusory"


def test_contradictions_are_said() -> None:
    case = planted(CAUSES["no zone by walk-aways"][1], 1)[0]
    plain = case.to_dict()
    plain["record"] = [{"by": "a", "offer": named((0, 0, 0)), "title": "All for B"}]
    found = diagnose(build(plain), draws=150)
    assert found.learned.contradictions[0].never
    assert any("A offers “All for B” contradicts the " in line for line in found.says)
    empty = diagnose(build(plain), draws=150, tolerance=Tolerance(offer=0))
    assert "No draw fits the record, so nothing could be learned from it." in empty.says


def test_nothing_to_blame() -> None:
    """A deal on the table that everybody likes: no explanation holds, and that is said."""
    case = build({
        "case": 1, "title": "F", "parties": {"a": "A", "b": "B"},
        "issues": {"i": {"title": "I", "options": {"o": "O"}}},
        "preferences": {"a": {"scores": {"i": {"o": 1}}}, "b": {"scores": {"i": {"o": 1}}}},
        "record": [{"by": "a", "offer": {"i": "o"}}, {"by": "b", "act": "nods"}],
    })  # fmt: skip
    found = diagnose(case)
    assert found.leading is None
    assert found.says[0].startswith("The case does not tell")


@brief_law
@given(cases(issues=(1, 2), options=(1, 3), parties=(2, 2), rich=True), st.data())
def test_with_functions_caps_and_deals_as_walk_aways(case: Case, data: st.DataObject) -> None:
    """Law: no zone, wrong package and ratification are what going through all deals finds."""
    terms = {
        issue: data.draw(st.sampled_from(sorted(record.options))) for issue, record in case.issues.items()
    }
    case = build(case.to_dict() | {"record": [{"by": "p0", "offer": terms}]})
    space = build_space(case)
    exact = all(case.preferences[who].exact for who in case.everyone)
    draws = draw(case, space, draws=1 if exact else 12, seed=3)
    found = diagnose(case, draws=12, seed=3)
    zone, alone = (
        np.array(twins.exists(case, space, draws, ratified=ratified)) for ratified in (True, False)
    )
    inside = np.array(twins.exists(case, space, draws, terms))
    assert found.holds["no-zone"].tolist() == (~alone).tolist()
    assert found.holds["wrong-package"].tolist() == (zone & ~inside).tolist()
    assert found.holds["ratification"].tolist() == (alone & ~zone).tolist()


def test_a_real_range_is_diagnosed_in_steps() -> None:
    plain = points_case([[1, 2]], [[2, 1]], away=[0, 0]).to_dict()
    plain["issues"]["i0"] = {"title": "Price", "range": [0, 10], "unit": "things"}
    for preference in plain["preferences"].values():
        preference["scores"]["i0"] = {"linear": [0, 5]}
    assert diagnose(build(plain), draws=10).explanations["no-zone"].tested.probability == 0


def test_plain_numbers_beside_a_belief_that_is_a_range() -> None:
    """What is believed is drawn, whoever else is certain: half of what A believes hides the one deal."""
    data = points_case([[5, 11]], [[5, 1]], away=[4, 0]).to_dict()
    first, second = data["parties"]
    data["preferences"][first]["believes"] = {second: {"walk_away": [0, 10]}}
    data["third_parties"] = {"t": "T"}
    data["preferences"]["t"] = {"walk_away": [0, 10], "scores": {"i0": {"o0": 5, "o1": 1}}}
    case = build(data | {"record": [{"by": first, "offer": {"i0": "o0"}}]})
    for seed in (1, 3):
        found = diagnose(case, seed=seed)
        hidden = found.explanations["misperception"]
        assert hidden.tested.probability == pytest.approx(0.5, abs=0.05)
        assert (hidden.claim, found.method.exact, found.method.draws) == ("open", False, 2000)
        assert found.bystanders[0].no_deal == pytest.approx(5, abs=0.3)
        assert (found.learned.before.probability, found.learned.before.error) == (1, 0)
        assert found.explanations["no-zone"].tested.error == 0


def test_draws_that_would_take_too_long_are_refused() -> None:
    case = points_case([[0, 9]], [[2, 1]]).to_dict()
    case["preferences"]["p0"]["walk_away"] = [1, 5]
    told: list[str] = []
    assert diagnose(build(case), draws=200_010, progress=lambda step, _: told.append(step)).order
    assert told.count("zone") == 2  # a tenth of them first, which took no time
    drawn = draw(build(case), build_space(build(case)), draws=200_010, seed=1)
    with pytest.raises(UsageError, match="200,010 draws, which would take about"):
        require_time(drawn, partial(diagnose, build(case)), seconds=0.001)
