"""What would have to be true: means given acceptance, and ranges outside which nobody can accept."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.analysis.helpers import Room, points_case
from tests.strategies import brief_law, build, cases

from walkaway.analysis.zone.conditions import Conditions, _Needs, _stated, conditions
from walkaway.case import Case, Judgement
from walkaway.certify.plainly import suffices
from walkaway.errors import UsageError
from walkaway.space.draws import Draws
from walkaway.space.sweep import accepted

Deal = dict[str, str]
Row = NDArray[np.float64]
CLOSE = 1e-4


def asked(case: Case, deal: Deal, draws: int = 400) -> tuple[Room, Draws, Conditions]:
    room = Room(case)
    drawn = room.draws(draws)
    return room, drawn, conditions(room.bounds, drawn, deal)


def any_deal(data: st.DataObject, case: Case) -> Deal:
    return {issue: data.draw(st.sampled_from(list(record.options))) for issue, record in case.issues.items()}


# ----------------------------------------------------------------------------------------- typical: means


@brief_law
@given(case=cases(parties=(2, 3), issues=(1, 3), options=(1, 3)), data=st.data())
def test_law_means_are_those_over_the_draws_that_accept(case: Case, data: st.DataObject) -> None:
    room, drawn, answer = asked(case, any_deal(data, case))
    picks = room.space.picks_of(answer.deal)
    said = accepted(room.space, drawn, picks)[0]
    assert answer.accepts == {name: said[who].mean() for who, name in enumerate(room.space.who)}
    for item in answer.conditions:
        who = room.space.who.index(item.who)
        assert item.path.startswith(f"preferences.{item.who}.")
        sample = drawn.sampled[item.path].tolist()
        kept = [value for value, yes in zip(sample, said[who], strict=True) if yes]
        assert 0 < len(kept) < len(sample)
        assert item.mean == pytest.approx(sum(sample) / len(sample))
        assert item.mean_if == pytest.approx(sum(kept) / len(kept))
        assert item.shift == pytest.approx((item.mean_if - item.mean) / np.std(sample))
        assert abs(item.shift) >= max(0.25, 3 / len(kept) ** 0.5) - 1e-9
        assert item.stated[0] - 1e-9 <= min(sample)
        assert max(sample) <= item.stated[1] + 1e-9


@brief_law
@given(case=cases(issues=(1, 3), options=(1, 3)), data=st.data())
def test_law_at_most_three_for_each_largest_shift_first_none_for_the_certain(
    case: Case, data: st.DataObject
) -> None:
    _, _, answer = asked(case, any_deal(data, case), draws=100)
    for name, share in answer.accepts.items():
        shifts = [abs(item.shift) for item in answer.conditions if item.who == name]
        assert len(shifts) <= 3
        assert shifts == sorted(shifts, reverse=True)
        assert share not in (0, 1) or not shifts


@brief_law
@given(case=cases(issues=(1, 3), options=(1, 3)), data=st.data())
def test_law_no_draw_that_accepts_lies_outside_the_necessary_range(case: Case, data: st.DataObject) -> None:
    room, drawn, answer = asked(case, any_deal(data, case))
    picks = room.space.picks_of(answer.deal)
    said = accepted(room.space, drawn, picks)[0]
    for who, name in enumerate(room.space.who):
        if not 0 < said[who].mean() < 1:
            continue
        needs = _Needs(room.bounds, who, picks)
        prefix = f"preferences.{name}."
        for path, sample in drawn.sampled.items():
            if path.startswith(prefix):
                place = path.removeprefix(prefix)
                low, high = needs.range(place, _stated(place, room.bounds, who))
                slack = CLOSE * max(1.0, abs(low), abs(high))
                assert (sample[said[who]] >= low - slack).all(), path
                assert (sample[said[who]] <= high + slack).all(), path


# --------------------------------------------------------------------------- necessary: against a slow twin


def corners(room: Room, who: int) -> list[Row]:
    """Corners of the polytope of weights; of ranges the points with all but one weight at a bound."""
    weights = room.bounds.parties[who].weights
    assert weights is not None
    if weights.order is not None or weights.exact:
        return list(weights.vertices)
    low, high = [float(x) for x in weights.low], [float(x) for x in weights.high]
    found = []
    for free in range(len(low)):
        ends = [(a, b) if j != free else (0.0,) for j, (a, b) in enumerate(zip(low, high, strict=True))]
        for row in product(*ends):
            rest = 1 - sum(row)
            if low[free] - 1e-12 <= rest <= high[free] + 1e-12:
                found.append(np.array([x if j != free else rest for j, x in enumerate(row)]))
    return found


class Twin:
    """The most a party can get out of a deal, by going through the corners of everything."""

    def __init__(self, room: Room, who: int, deal: Deal) -> None:
        self.room, self.who, self.deal = room, who, deal
        self.preference = room.case.preferences[room.space.who[who]]
        away = self.preference.walk_away
        assert away is None or isinstance(away, Judgement)
        self.away = float(away.low) if away is not None else 0.0

    def scores(self, **fixed: float) -> Row:
        row = []
        for issue, scores in self.preference.scores.items():
            option = self.deal[issue]
            if scores.order is not None:
                chain = scores.order.chains[0]
                rank = next(place for place, group in enumerate(chain) if option in group)
                high = 0.0 if rank == len(chain) - 1 and rank else 100.0
            else:
                high = float(scores.points[option].high)
            row.append(fixed.get(f"scores.{issue}.{option}", high))
        return np.array(row)

    def added(self, **fixed: float) -> float:
        total = 0.0
        for index, item in enumerate(self.preference.interactions):
            if all(self.deal[issue] in options for issue, options in item.when.items()):
                total += fixed.get(f"interactions[{index}].add", float(item.add.high))
        return total

    def best(self, **fixed: float) -> float:
        scores = self.scores(**fixed)
        if self.preference.weights is None:
            return float(scores.sum()) + self.added(**fixed)
        return max(float(row @ scores) for row in corners(self.room, self.who)) + self.added(**fixed)

    def weight(self, name: str) -> tuple[float, float]:
        """Extremes of one weight where the party accepts: at a corner or between two of them."""
        column = list(self.preference.scores).index(name)
        scores, least = self.scores(), self.away - self.added()
        found = []
        for one, other in product(corners(self.room, self.who), repeat=2):
            a, b = float(one @ scores), float(other @ scores)
            if a >= least - 1e-9:
                found.append(one[column])
                if b < least:
                    found.append(one[column] + (a - least) / (a - b) * (other[column] - one[column]))
        return 100 * min(found), 100 * max(found)


@brief_law
@given(case=cases(parties=(2, 2), issues=(1, 3), options=(1, 3)), data=st.data())
def test_law_necessary_ranges_are_exact(case: Case, data: st.DataObject) -> None:
    """Inside the range somebody can accept, outside nobody: compared with the corners of all judgements."""
    room, drawn, _ = asked(case, any_deal(data, case), draws=20)
    deal = any_deal(data, case)
    picks = room.space.picks_of(deal)
    for who, name in enumerate(room.space.who):
        twin, needs = Twin(room, who, deal), _Needs(room.bounds, who, picks)
        if twin.best() < twin.away:
            continue  # the party cannot accept at all
        prefix = f"preferences.{name}."
        for path in drawn.sampled:
            if not path.startswith(prefix):
                continue
            place = path.removeprefix(prefix)
            stated = _stated(place, room.bounds, who)
            low, high = needs.range(place, stated)
            if place == "walk_away":
                assert (low, high) == pytest.approx((stated[0], min(stated[1], twin.best())), abs=CLOSE)
            elif place.startswith("weights."):
                assert (low, high) == pytest.approx(twin.weight(place.removeprefix("weights.")), abs=CLOSE)
            else:
                assert high == stated[1]
                assert twin.best(**{place: low}) >= twin.away - CLOSE
                if low > stated[0] + CLOSE:
                    assert twin.best(**{place: low - CLOSE}) < twin.away + CLOSE / 100


# ---------------------------------------------------------------------------------------- tables by hand


def weighted(weights: Any, away: Any, *, score: Any = 0, **more: Any) -> Case:
    issues = {j: {"title": j, "options": {"x": "X", "y": "Y"}} for j in ("i", "j", "k")}
    scores = {"i": {"x": 100, "y": 0}, "j": {"x": score, "y": 100}, "k": {"x": 0, "y": 0}}
    return build(
        {
            "case": 1, "title": "t", "parties": {"a": "A", "b": "B"}, "issues": issues,
            "preferences": {"a": {"walk_away": away, "weights": weights, "scores": scores, **more},
                            "b": {"scores": {"i": {"x": 1, "y": 1}}}},
        }
    )  # fmt: skip


ALL_X = {"i": "x", "j": "x", "k": "x"}


def needed(case: Case, place: str, deal: Deal = ALL_X) -> tuple[float, float]:
    room = Room(case)
    needs = _Needs(room.bounds, 0, room.space.picks_of(deal))
    return needs.range(place, _stated(place, room.bounds, 0))


def test_a_weight_in_an_order_must_be_large_enough() -> None:
    """i > j > k, only i counts: its share runs from a third to all; to reach 60 it must be 60 at least."""
    case = weighted("i > j > k", 60)
    assert needed(case, "weights.i") == pytest.approx((60, 100))
    assert needed(case, "weights.j") == pytest.approx((0, 40))
    assert needed(case, "weights.k") == pytest.approx((0, 20))


def test_a_weight_in_a_partial_order() -> None:
    assert needed(weighted(["i > j", "k"], 60), "weights.k") == pytest.approx((0, 40))
    assert needed(weighted(["i > j", "k"], 60), "weights.j") == pytest.approx((0, 40))


def test_a_weight_in_a_range() -> None:
    case = weighted({"i": [20, 70], "j": [10, 60], "k": [5, 60]}, [50, 90])
    assert needed(case, "weights.i") == pytest.approx((50, 70))
    assert needed(case, "weights.j") == pytest.approx((10, 45))
    assert needed(case, "walk_away") == pytest.approx((50, 70))


def test_a_score_and_a_walk_away() -> None:
    case = weighted({"i": 1, "j": 1, "k": 2}, [40, 90], score=[0, 80])
    assert needed(case, "scores.j.x") == pytest.approx((60, 80))
    assert needed(case, "walk_away") == pytest.approx((40, 45))
    case = weighted({"i": 1, "j": 1, "k": 2}, [10, 90], score=[0, 80])
    assert needed(case, "scores.j.x") == (0, 80)


def test_what_the_deal_does_not_contain_may_be_anything() -> None:
    case = weighted({"i": 1, "j": 1, "k": 2}, [20, 90], score=[0, 80])
    assert needed(case, "scores.j.x", {"i": "x", "j": "y", "k": "x"}) == (0, 80)


def test_the_points_of_an_interaction() -> None:
    plus = [{"when": {"i": "x"}, "add": [0, 9]}, {"when": {"i": "y"}, "add": [0, 9]}]
    case = weighted({"i": 1, "j": 1, "k": 2}, [30, 90], interactions=plus)
    room = Room(case)
    needs = _Needs(room.bounds, 0, room.space.picks_of(ALL_X))
    assert needs.range("interactions[0].add", (0, 9)) == (5, 9)
    assert needs.range("interactions[1].add", (0, 9)) == (0, 9)
    assert _stated("interactions[0].add", room.bounds, 0) == (0, 9)


def test_functions_and_forms_of_a_range() -> None:
    """Their judgements have the range that is stated; a score at a number that was agreed is decided."""
    data = points_case([[0, 0]], [[0, 0]], away=[0, 0]).to_dict()
    data["issues"] = {
        "i0": {"title": "I", "range": [0, 10], "step": 5},
        "i1": {"title": "J", "range": [0, 2], "step": 1},
    }
    data["preferences"] = {
        "p0": {
            "walk_away": [4, 9],
            "scores": {"i0": {"points": {0: 0, 10: [2, 8]}}, "i1": {"linear": [0, [1, 3]]}},
            "functions": [{"combine": "max", "of": [{"when": {"i0": 10}, "add": [0, 2]}, {"add": 1}]}],
            "interactions": [{"when": {"i0": 10}, "add": [0, 1]}],
            "cap": 11,
        },
        "p1": {"scores": {"i1": {"triangular": [0, 1, 2], "peak": [1, 2]}}},
    }
    room = Room(build(data))
    needs = _Needs(room.bounds, 0, room.space.picks_of({"i0": "10", "i1": "1"}))
    assert needs.range("scores.i0.10", (2, 8)) == (2, 8)
    assert needs.range("walk_away", (4, 9)) == (4, 9)
    assert needs.range("scores.i1.linear[1]", (1, 3)) == (1, 3)
    assert needs.range("functions[0].of[0].add", (0, 2)) == (0, 2)
    assert needs.range("interactions[0].add", (0, 1)) == (0, 1)
    assert _stated("scores.i1.linear[1]", room.bounds, 0) == (1, 3)
    assert _stated("functions[0].of[0].add", room.bounds, 0) == (0, 2)
    assert _stated("scores.i1.peak", room.bounds, 1) == (1, 2)
    middle = _Needs(room.bounds, 0, room.space.picks_of({"i0": "0", "i1": "2"}))
    assert middle.high == 4
    assert middle.range("walk_away", (4, 9)) == (4, 4)


def test_where_a_party_can_never_accept_the_whole_range_is_given() -> None:
    assert needed(weighted("i > j > k", [101, 110]), "walk_away") == (101, 110)


def test_binding_conditions_are_told_from_the_rest() -> None:
    case = weighted("i > j > k", [50, 90])
    _, _, answer = asked(case, ALL_X, draws=2000)
    by_path = {item.path.removeprefix("preferences.a."): item for item in answer.conditions}
    assert len(answer.conditions) == 3
    assert by_path["weights.i"].binds
    assert by_path["weights.i"].needed == pytest.approx((50, 100))
    assert by_path["weights.i"].stated == pytest.approx((100 / 3, 100))
    assert by_path["weights.i"].shift > 0
    assert by_path["weights.j"].shift < 0
    assert not by_path["walk_away"].binds if "walk_away" in by_path else True
    wide = points_case([[5]], [[1]], away=[0, 0]).to_dict()
    wide["preferences"]["p0"]["walk_away"] = [0, 10]
    (item,) = asked(build(wide), {"i0": "o0"}, draws=2000)[2].conditions
    assert (item.path, item.needed, item.binds) == ("preferences.p0.walk_away", (0, 5), True)
    assert item.mean == pytest.approx(5, abs=0.3)
    assert item.mean_if == pytest.approx(2.5, abs=0.3)


def test_deals_always_or_never_accepted_have_no_conditions() -> None:
    case = weighted("i > j > k", [20, 30])
    assert asked(case, ALL_X)[2].conditions == ()
    assert asked(case, {"i": "y", "j": "x", "k": "x"})[2].conditions == ()
    assert asked(points_case([[1, 0]], [[0, 1]], away=[1, 1]), {"i0": "o0"})[2].accepts == {"p0": 1, "p1": 0}


def test_a_judgement_that_cannot_matter_is_not_a_condition() -> None:
    """A red line of one party; the draws of the other stay as they were."""
    case = weighted("i > j > k", [40, 60], red_lines=[{"i": "x"}])
    answer = asked(case, ALL_X)[2]
    assert answer.accepts == {"a": 0, "b": 1}
    assert answer.conditions == ()


@brief_law
@given(case=cases(parties=(2, 4), issues=(1, 2), options=(1, 2), rules=True), data=st.data())
def test_law_only_who_can_decide_has_conditions(case: Case, data: st.DataObject) -> None:
    """In some draw the deal passes if he accepts and fails if he does not, the others doing what they do."""
    room, drawn, answer = asked(case, any_deal(data, case), draws=100)
    picks = room.space.picks_of(answer.deal)
    said = accepted(room.space, drawn, picks)[0]
    for name in {item.who for item in answer.conditions}:
        swings = []
        for yes in said.T:
            others = {who for who, there in zip(room.space.who, yes, strict=True) if there} - {name}
            swings.append(
                suffices(case, others | {name}, ratified=True) and not suffices(case, others, ratified=True)
            )
        assert any(swings)


def test_nothing_is_said_of_a_party_nobody_waits_for() -> None:
    """Two of three are enough, and two are sure: what the third may think decides nothing."""
    sure, unsure = {"scores": {"x": {"p": 10, "q": 0}}, "walk_away": 5}, {"scores": {"x": {"p": 4, "q": 0}}}
    data: dict[str, Any] = {
        "case": 1, "title": "Quota", "parties": {"a": "Ann", "b": "Bob", "c": "Cem"},
        "agreement": {"quota": 2},
        "issues": {"x": {"title": "X", "options": {"p": "P", "q": "Q"}}},
        "preferences": {"a": sure, "b": sure, "c": unsure | {"walk_away": [0, 20]}},
    }  # fmt: skip
    assert asked(build(data), {"x": "p"})[2].conditions == ()
    held = {"votes": {"a": 2, "b": 2, "c": 3}, "at_least": 4}
    assert asked(build(data | {"agreement": held}), {"x": "p"})[2].conditions == ()
    needed = asked(build(data | {"agreement": held | {"at_least": 5}}), {"x": "p"})[2]
    assert [item.path for item in needed.conditions] == ["preferences.c.walk_away"]


def test_the_method_is_stated() -> None:
    method = asked(weighted("i > j > k", [40, 60]), ALL_X, draws=50)[2].method
    assert (method.exact, method.realisation, method.seed, method.draws) == (False, "draws", 7, 50)


def test_a_deal_that_does_not_exist_is_refused() -> None:
    case = weighted("i > j > k", 40)
    with pytest.raises(UsageError, match='found "z"; expected an option of k'):
        asked(case, ALL_X | {"k": "z"})
    with pytest.raises(UsageError, match='found "l"; expected an issue'):
        asked(case, ALL_X | {"l": "x"})
