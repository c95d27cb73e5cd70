"""What many groups signed: by hand, against brute force, and as ``improve`` says of each deal alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given as on
from hypothesis import strategies as st
from tests.analysis.helpers import points_case
from tests.certify.test_nothing_refused import signed as would_be_signed
from tests.strategies import brief_law, build, case_data

import walkaway
from walkaway.analysis.debrief.group_results import Debrief, GroupResult
from walkaway.analysis.frontier import merging
from walkaway.case import Case
from walkaway.certify.plainly import deals, value_of, walk_away_of
from walkaway.errors import UsageError

FREE = st.randoms(use_true_random=False)

# Points by hand, from the table of the case, as recruiter + candidate for each issue.
#             salary        bonus        job        car          start      days       moving     insurance
# Best        -3000 -3000   2000 2000    0 0        1200 1200    0 4000     4000 0     0 3200     3200 0
#             = 7,400 and 7,400
# Give        as Best but salary 60k, -6000 0:      4,400 and 10,400
# Middle      -3000 -3000   2000 2000    -1200 twice  600 600    800 2000   2000 800   400 1600   1600 400
#             = 3,200 and 3,200
BEST = "salary=56k, bonus=6pc, division=a, car=lux, start=aug-1, vacation=10d, moving=100pc, insurance=alba"
MIDDLE = (
    "salary=56k, bonus=6pc, division=c, car=rand, start=jul-1, vacation=20d, moving=80pc, "
    "insurance=good-health"
)
RECRUIT = {"None": None, "Middle": MIDDLE, "Best": BEST, "Give": BEST.replace("56k", "60k")}


def by_group(found: Debrief) -> dict[str, GroupResult]:
    return {one.group: one for one in found.groups}


def test_new_recruit_by_hand() -> None:
    found = walkaway.debrief("new-recruit", RECRUIT)
    one = by_group(found)
    assert {group: tuple(each.value.values()) for group, each in one.items()} == {
        "Best": (7400, 7400), "Give": (4400, 10400), "Middle": (3200, 3200), "None": (0, 0),
    }  # fmt: skip
    assert [(each.group, each.rank) for each in found.groups] == [
        ("Best", 1), ("Give", 1), ("Middle", 3), ("None", 4),
    ]  # fmt: skip
    # the best of every issue for both: -6,000 + 4,000 + 0 + 2,400 + 4,000 + 4,000 + 3,200 + 3,200
    assert (found.unit, found.possible) == ("points", 14_800)
    assert {group: each.joint for group, each in one.items()} == {
        "Best": 14_800, "Give": 14_800, "Middle": 6_400, "None": 0,
    }  # fmt: skip
    assert {group: each.left for group, each in one.items()} == {
        "Best": 0, "Give": 0, "Middle": 8_400, "None": 14_800,  # Best is better for both than Middle
    }  # fmt: skip
    assert [one[group].efficient for group in RECRUIT] == [None, False, True, True]
    assert [one[group].passes for group in RECRUIT] == [None, True, True, True]
    assert one["Best"].claimed == {"recruiter": 0.5, "candidate": 0.5}
    assert one["Give"].claimed == {"recruiter": 4400 / 14800, "candidate": 10400 / 14800}
    assert one["None"].claimed is None
    assert {group: tuple(each.places.values()) for group, each in one.items()} == {
        "Best": (1, 2), "Give": (2, 1), "Middle": (3, 3), "None": (4, 4),
    }  # fmt: skip
    assert (found.signed, found.no_deals, found.on_frontier) == (3, 1, 2)
    assert one["Best"].distance == 0
    assert (found.method.exact, found.method.realisation) == (True, "exact")


# Points by hand: mayor, cities, union, SportCo, tourism, league
# Town: water 14 0 15 14 0 0 · damage 12 0 0 11 0 0 · union 24 12 42 0 0 0 · 3bn 40 0 30 35 10 0 ·
#       600m 0 60 2 0 4 0                     = 90 72 89 60 14 0
# Park: mixed 8 4 20 8 11 22 · balance 8 0 0 7 20 25 · 1to1 12 6 25 10 4 0 · 2bn 30 8 20 29 26 0 ·
#       300m 4 30 6 10 15 0                   = 62 48 71 64 76 47
# walking away 30 31 50 55 65 55
HARBOUR = {
    "Town": "infrastructure=water, ecology=damage, jobs=union, loan=3bn, compensation=600m",
    "Park": "infrastructure=mixed, ecology=balance, jobs=1to1, loan=2bn, compensation=300m",
    "Gone": None,
}


def test_harbour_by_hand() -> None:
    found = walkaway.debrief("harbour", HARBOUR)
    one = by_group(found)
    assert list(one["Town"].value.values()) == [90, 72, 89, 60, 14, 0]
    assert list(one["Park"].value.values()) == [62, 48, 71, 64, 76, 47]
    assert list(one["Town"].gains.values()) == [60, 41, 39, 5, -51, -55]
    assert list(one["Park"].gains.values()) == [32, 17, 21, 9, 11, -8]
    assert (one["Town"].joint, one["Park"].joint) == (39, 82)
    assert [each.group for each in found.groups] == ["Park", "Town", "Gone"]
    assert one["Park"].claimed is not None
    assert list(one["Park"].claimed.values()) == pytest.approx([x / 82 for x in (32, 17, 21, 9, 11, -8)])
    assert found.agreement == "5, with vetoes for sportco, tourism"
    assert (one["Park"].passes, one["Park"].unwilling) == (True, ("league",))  # five are enough
    assert (one["Town"].passes, one["Town"].unwilling) == (False, ("tourism", "league"))
    assert one["Gone"].places["league"] == 1  # the others have less than its walk-away


def test_harbour_against_all_its_deals() -> None:
    """Brute force: 720 deals, values from the definition."""
    case = walkaway.load("harbour").case
    values = [[value_of(case, who, deal) for who in case.parties] for deal in deals(case)]
    for one in walkaway.debrief(case, HARBOUR).groups:
        if one.deal is not None:
            own = [value_of(case, who, one.deal) for who in case.parties]
            better = [
                value for value in values
                if value != own and all(a >= b for a, b in zip(value, own, strict=True))
            ]  # fmt: skip
            assert one.efficient == (False if better else True if one.passes else None)


@brief_law
@on(case_data(uncertain=False, issues=(2, 3), ratifiers=False), FREE)
def test_values_and_ranks_are_those_of_the_definition(data: dict[str, Any], random: Any) -> None:
    """Law: value, gain and sum from the definition; a rank is one plus the number of larger gains."""
    case = build({**data, "impossible": []})
    every = list(deals(case))
    found = walkaway.debrief(case, {f"g{at}": random.choice([None, *every]) for at in range(5)})
    away = [walk_away_of(case, who) for who in case.parties]
    for one in found.groups:
        plain = away if one.deal is None else [value_of(case, who, one.deal) for who in case.parties]
        assert list(one.value.values()) == pytest.approx(list(map(float, plain)))
        assert one.joint == pytest.approx(float(sum(plain) - sum(away)))
        assert sum(one.weighed.values()) == pytest.approx(one.joint)
        assert one.rank == 1 + sum(other.joint > one.joint + 1e-9 for other in found.groups)
        if one.claimed is not None:
            assert sum(one.claimed.values()) == pytest.approx(1)
    assert [one.rank for one in found.groups] == sorted(one.rank for one in found.groups)


def worths(case: Case, deal: Mapping[str, str]) -> list[Any]:
    """Central values of a deal to the parties, from the definition."""
    return [value_of(case, who, deal) for who in case.parties]


def less(row: list[Any], own: list[Any]) -> list[Any]:
    """What each party gains by one value over another."""
    return [a - b for a, b in zip(row, own, strict=True)]


def efficient_of(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows that no other betters for one party without loss to another."""
    return [row for row in rows if not any(min(less(x, row)) >= 0 < max(less(x, row)) for x in rows)]


def norm(numbers: list[float]) -> float:
    """Euclidean length."""
    return float(sum(x * x for x in numbers) ** 0.5)


def outdoes(other: GroupResult, one: GroupResult) -> bool:
    """Whether a deal is worth no less than another to any party and more to one."""
    gains = [other.value[who] - have for who, have in one.value.items()]
    return min(gains) >= -1e-9 and max(gains) > 1e-9


def test_no_deal_is_on_the_frontier_that_another_group_outdid() -> None:
    """Central values of o: 3 and 0; of t: 4 and 5. Anna has 10 without either: t is on no frontier."""
    case = build({
        "case": 1, "title": "One", "parties": {"a": "Anna", "b": "Bert"},
        "issues": {"i": {"title": "I", "options": {"o": "O", "t": "T"}}},
        "preferences": {
            "a": {"walk_away": 10, "scores": {"i": {"o": [-5, 11], "t": 4}}},
            "b": {"walk_away": 0, "scores": {"i": {"o": 0, "t": 5}}},
        },
    })  # fmt: skip
    one = by_group(walkaway.debrief(case, {"O": {"i": "o"}, "T": {"i": "t"}}))
    assert (one["O"].efficient, one["T"].efficient, one["O"].left, one["T"].left) == (False, None, 6, None)
    assert walkaway.improve(case, "i=o").efficient is False


@brief_law
@on(case_data(uncertain=True, issues=(2, 3), ratifiers=True), FREE)
def test_left_and_off_are_measured_to_one_set(data: dict[str, Any], random: Any) -> None:
    """Law, from the definition: the efficient ones among the deals that would be signed and those that were.

    Whatever the rule of agreement, ratifiers, red lines and ranges: nothing left, off 0 and on the frontier
    go together, but for a deal that would not be signed.
    """
    case = build({**data, "impossible": []})
    every = list(deals(case))
    signed = [random.choice(every) for _ in range(3)]
    found = walkaway.debrief(case, {f"g{at}": deal for at, deal in enumerate(signed)})
    would = [worths(case, deal) for deal in every if would_be_signed(case, deal)]
    best = efficient_of([*would, *(worths(case, deal) for deal in signed)])
    stakes = efficient_of(would) or best
    for one in found.groups:
        assert one.deal is not None
        own = worths(case, one.deal)
        outdone = any(min(gain) >= 0 and max(gain) > 0 for gain in (less(row, own) for row in best))
        passes = would_be_signed(case, one.deal)
        assert one.efficient is (False if outdone else True if passes else None)
        assert bool(one.left) == outdone
        assert (one.left is None) == (one.efficient is None)
        if one.efficient is None:
            assert one.distance is None
            continue
        ends = [(max(side), min(side)) for side in zip(*stakes, strict=True)]
        tops = map(max, zip(*best, strict=True))
        spans = [high - low or abs(top - x) for (high, low), top, x in zip(ends, tops, own, strict=True)]
        apart = [
            [float(x / span) if span else 0.0 for x, span in zip(less(row, own), spans, strict=True)]
            for row in best
        ]
        assert one.distance == pytest.approx(min(map(norm, apart)), abs=1e-9)
        assert (one.distance == 0) == one.efficient or not any(spans)


@brief_law
@on(case_data(uncertain=False, issues=(2, 3), ratifiers=True), FREE)
def test_it_says_of_each_deal_what_improve_says_of_it_alone(data: dict[str, Any], random: Any) -> None:
    """Law, where all must accept, and judgements are numbers: of deals that would be signed."""
    case = build({**data, "impossible": [], "agreement": "all"})
    every = list(deals(case))
    found = walkaway.debrief(case, {f"g{at}": random.choice(every) for at in range(3)})
    for one in found.groups:
        assert one.deal is not None
        alone = walkaway.improve(case, one.deal, draws=1)
        assert tuple(one.value.values()) == alone.value
        assert (one.refused_by, one.unwilling, one.passes) == (
            alone.refused_by, alone.unwilling, alone.passes,
        )  # fmt: skip
        if one.passes and not any(outdoes(other, one) for other in found.groups):
            assert (one.efficient, one.left) == (alone.efficient, alone.measures.sum_left)


@brief_law
@on(case_data(uncertain=False, issues=(2, 3), ratifiers=False), FREE)
def test_what_is_left_is_the_best_that_harms_nobody(data: dict[str, Any], random: Any) -> None:
    """Law, by brute force, where all must accept."""
    case = build({**data, "impossible": [], "agreement": "all"})
    every = [deal for deal in deals(case) if would_be_signed(case, deal)]
    if not every:
        return
    one = walkaway.debrief(case, {"g": random.choice(every)}).groups[0]
    assert one.deal is not None
    own = [value_of(case, who, one.deal) for who in case.parties]
    gains = [
        [value_of(case, who, deal) - have for who, have in zip(case.parties, own, strict=True)]
        for deal in every
    ]
    harmless = [sum(gain) for gain in gains if min(gain) >= 0]
    assert one.left == pytest.approx(float(max(harmless)))
    assert one.efficient == (max(harmless) == 0)
    assert (one.distance == 0) == one.efficient


@brief_law
@on(case_data(uncertain=True, issues=(1, 2), ratifiers=True), FREE)
def test_what_could_be_had_is_had_in_a_deal_that_would_be_signed(data: dict[str, Any], random: Any) -> None:
    """Law, by brute force over central values, whatever the rule of agreement, ratifiers and red lines."""
    case = build({**data, "impossible": []})
    every = list(deals(case))
    signed = [deal for deal in every if would_be_signed(case, deal)]
    found = walkaway.debrief(case, {"g": random.choice(every), "h": None})
    if not found.unit:
        return
    away = [walk_away_of(case, who) for who in case.parties]

    def gains(start: list[Any]) -> list[list[Any]]:
        values = ([value_of(case, who, deal) for who in case.parties] for deal in signed)
        return [[one - have for one, have in zip(value, start, strict=True)] for value in values]

    own = by_group(found)["g"]
    assert own.deal is not None
    harmless = [sum(one) for one in gains([value_of(case, who, own.deal) for who in case.parties])
                if min(one) >= 0]  # fmt: skip
    if own.efficient is not None:
        assert own.left == pytest.approx(float(max(harmless, default=0)))
    most = [float(sum(one)) for one in gains(away)]
    assert found.possible == (pytest.approx(max(most)) if most else None)


def priced(**more: Any) -> Case:
    """A price that any number will do for, and a date; the seller counts in euros, the buyer in points."""
    return build(
        {
            "case": 1,
            "title": "A car",
            "parties": {"seller": "Seller", "buyer": "Buyer"},
            "issues": {
                "price": {"title": "Price", "range": [0, 2000], "unit": "EUR"},
                "date": {"title": "Date", "options": {"soon": "Soon", "late": "Late"}},
            },
            "preferences": {
                "seller": {
                    "scale": "euros", "walk_away": 1000,
                    "scores": {"price": {"linear": [0, 2000]}, "date": {"soon": 0, "late": -100}},
                },
                "buyer": {
                    "scale": "points", "walk_away": 10,
                    "scores": {"price": {"linear": [100, 0]}, "date": {"soon": 0, "late": 20}},
                },
                **more,
            },
        }
    )  # fmt: skip


def test_different_scales_are_counted_in_what_each_could_gain() -> None:
    """By hand: seller price − 1,000 (late −100), buyer 100 − price/20 (late +20) less 10.

    Late is worth 20 points, a price of 400, to the buyer and costs 100: efficient deals are late. The seller
    gains at most where the buyer has 10: late, 2,000 less 0: price 2,000 gives it 1,900 − 1,000 = 900 and the
    buyer 20 ≥ 10. The buyer gains at most where the seller has 1,000: price 1,100, late, 45 + 20 − 10 = 55.
    """
    found = walkaway.debrief(
        priced(), {"A": {"price": 1500, "date": "late"}, "B": {"price": 1234.5, "date": "soon"}}
    )
    assert found.unit == ""
    one = by_group(found)
    assert tuple(one["A"].gains.values()) == (400, 35)
    assert tuple(one["B"].value.values()) == (1234.5, 38.275)  # a number that no list held before
    assert one["A"].weighed == pytest.approx({"seller": 400 / 900, "buyer": 35 / 55})
    assert one["A"].joint == pytest.approx(400 / 900 + 35 / 55)
    assert one["A"].efficient is True
    assert one["B"].efficient is False
    assert "scales differ" in found.method.note


def test_ranges_are_central_and_said_to_be() -> None:
    found = walkaway.debrief(
        priced(seller={"walk_away": [900, 1100], "scores": {"price": {"linear": [0, 2000]}}}),
        {"A": {"price": 1500, "date": "soon"}},
    )
    assert found.method.realisation == "central"
    assert found.walk_away["seller"] == 1000
    assert found.groups[0].gains["seller"] == 500


def test_nobody_can_gain() -> None:
    """No zone: nothing is possible, and a deal that was signed anyhow lost."""
    case = points_case([[0, 1]], [[1, 0]], away=[5, 5])
    found = walkaway.debrief(case, {"A": {"i0": "o0"}, "B": None})
    assert found.possible is None
    one = by_group(found)
    assert (one["B"].rank, one["A"].rank, one["B"].left) == (1, 2, None)
    assert (one["A"].joint, one["A"].claimed, one["A"].passes) == (-9, None, False)


@pytest.mark.parametrize("results", [None, 5, ["a"]])
def test_results_are_a_table_or_a_mapping(results: Any) -> None:
    with pytest.raises(UsageError, match=r"results: found .*; expected a table as a file"):
        walkaway.debrief("harbour", results)


def test_a_mapping_names_the_group_of_a_fault() -> None:
    wrong = {"Red": {"price": 3000, "date": "sooon"}, "Blue": {"price": 3}, "": None}
    with pytest.raises(walkaway.ResultsError) as caught:
        walkaway.debrief(priced(), wrong)
    assert [(fault.path, fault.found) for fault in caught.value.faults] == [
        ("results: Red", '"3000" for price'),
        ("results: Red", '"sooon"'),
        ("results: Blue", 'a deal without "date"'),
        ("results", '""'),
    ]


def one_issue(walk_away: int, ann: list[Any], ben: list[Any], **ratifier: list[Any]) -> Case:
    """Two parties, one issue of three options, and perhaps somebody who ratifies."""
    names = ("m", "n", "l")
    told = {"a": (walk_away, ann), "b": (walk_away, ben)} | {who: (0, row) for who, row in ratifier.items()}
    return build({
        "case": 1, "title": "One issue", "parties": {"a": "Anna", "b": "Bert"},
        "ratifiers": {who: {"title": "Senate", "for": "a"} for who in ratifier},
        "issues": {"x": {"title": "X", "options": {name: name.upper() for name in names}}},
        "preferences": {
            who: {"scale": "points", "walk_away": away, "scores": {"x": dict(zip(names, row, strict=True))}}
            for who, (away, row) in told.items()
        },
    })  # fmt: skip


EACH = {"M": {"x": "m"}, "N": {"x": "n"}, "L": {"x": "l"}, "None": None}


@pytest.mark.parametrize("consent", [[-1, 1, 1], [[-3, 1], 1, 1]])
def test_the_most_that_could_be_gained_is_that_of_a_deal_that_is_ratified(consent: list[Any]) -> None:
    """The best deal is refused by the ratifier; it outdoes the one that would be signed, 8 + 9, by 2 + 1."""
    found = walkaway.debrief(one_issue(0, [10, 8, 1], [10, 9, 11], s=consent), EACH)
    assert found.possible == 17
    assert {group: one.left for group, one in by_group(found).items()} == {
        "M": None, "N": 3, "L": 0, "None": 17,
    }  # fmt: skip


def test_what_nobody_would_sign_is_left_on_the_table_only_where_somebody_signed_it() -> None:
    """N betters M for both, by 2 + 1, and Anna would rather walk away from either."""
    case = one_issue(5, [1, 3, 6], [8, 9, 6])
    without = {group: deal for group, deal in EACH.items() if group != "N"}
    left = {group: one.left for group, one in by_group(walkaway.debrief(case, without)).items()}
    assert left == {"M": None, "L": 0, "None": 2}
    left = {group: one.left for group, one in by_group(walkaway.debrief(case, EACH)).items()}
    assert left == {"M": 3, "N": None, "L": 0, "None": 2}


@pytest.mark.parametrize("line", [{}, {"red_lines": [{"x": "n"}]}])
def test_what_a_ratifier_refuses_or_a_red_line_shuts_is_had_where_a_group_signed_it(line: Any) -> None:
    """N is worth 3 + 1 more than M; nobody else could have it, for the Senate or Anna forbids it."""
    case = one_issue(0, [5, 8, 1], [8, 9, 1], **({} if line else {"s": [1, -1, 1]}))
    if line:
        data = case.to_dict()
        data["preferences"]["a"] |= line
        case = build(data)
    alone = by_group(walkaway.debrief(case, {"M": EACH["M"]}))["M"]
    assert (alone.efficient, alone.left, alone.distance) == (True, 0, 0)
    beside = by_group(walkaway.debrief(case, {"M": EACH["M"], "N": EACH["N"]}))
    assert (beside["M"].efficient, beside["M"].left) == (False, 4)
    assert beside["M"].distance


def test_where_the_frontier_is_out_of_reach_what_betters_a_deal_is_still_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only the part above each deal is merged then: the same is left, and no distance is told."""
    whole = by_group(walkaway.debrief("new-recruit", RECRUIT))
    monkeypatch.setattr(merging, "FRONT_BUDGET", 20)
    part = walkaway.debrief("new-recruit", RECRUIT)
    assert part.front.limit
    for group, one in by_group(part).items():
        assert one.efficient in (whole[group].efficient, None)
        assert one.left in (whole[group].left, None)
        assert one.distance is None
    assert by_group(part)["Best"].efficient is True
    assert by_group(part)["Middle"].left == 8_400
