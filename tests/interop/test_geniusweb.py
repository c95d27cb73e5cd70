"""GeniusWeb JSON: old and new keys, ranges, groups, and the value of no deal as a bid."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.interop.helpers import f, faults, files, parts, read, worth

from walkaway.case import Case
from walkaway.interop import Chosen, read_chosen

VALUES = {"values": ["red", "blue"]}
NEW = {"DiscreteValueSetUtilities": {"valueUtilities": {"red": 0.25, "blue": 1}}}
OLD = {"discreteutils": {"valueUtilities": {"red": 0.25, "blue": 1}}}


def domain(**issues: Any) -> dict[str, Any]:
    return {"name": "small", "issuesValues": issues}


def additive(utilities: dict[str, Any], weights: dict[str, float], **more: Any) -> dict[str, Any]:
    return {
        "LinearAdditiveUtilitySpace": {
            "issueUtilities": utilities,
            "issueWeights": weights,
            "name": "x",
            **more,
        }
    }


def grouped(**parts: Any) -> dict[str, Any]:
    return {
        "SumOfGroupsUtilitySpace": {
            "partUtilities": {k: {"partsutils": p} for k, p in parts.items()},
            "name": "x",
        }
    }


def part(issues: list[str], *rows: tuple[list[Any], float]) -> dict[str, Any]:
    return {"issues": issues, "utilslist": [{"values": values, "util": util} for values, util in rows]}


def written(folder: Path, space: dict[str, Any], *profiles: dict[str, Any]) -> Path:
    files(folder, domain__json=json.dumps(space))
    for place, profile in enumerate(profiles if len(profiles) > 1 else profiles * 2):
        files(folder, **{f"p{place + 1}__json": json.dumps(profile)})
    return folder


def line(low: float, below: float, high: float, above: float) -> dict[str, Any]:
    return {
        "NumberValueSetUtilities": {
            "lowValue": low,
            "lowUtility": below,
            "highValue": high,
            "highUtility": above,
        }
    }


def stepped(folder: Path, utilities: dict[str, Any], low: float, high: float, step: float) -> Case:
    space = domain(n={"range": {"low": low, "high": high, "step": step}})
    return read(written(folder, space, additive({"n": utilities}, {"n": 1}))).case


@pytest.mark.parametrize("table", [NEW, OLD])
def test_old_and_new_keys(tmp_path: Path, table: dict[str, Any]) -> None:
    found = read(written(tmp_path, domain(colour=VALUES), additive({"colour": table}, {"colour": 1})))
    assert [worth(found.case, 0, (colour,)) for colour in ("red", "blue")] == [f("1/4"), 1]
    assert found.case.title == "small"


def test_sums(tmp_path: Path) -> None:
    space = domain(a=VALUES, b=VALUES)
    case = read(written(tmp_path, space, additive({"a": NEW, "b": OLD}, {"a": 0.1, "b": 0.9}))).case
    assert worth(case, 0, ("blue", "red")) == f("0.1") + f("0.9") / 4


def test_values_without_a_utility_are_worth_nothing(tmp_path: Path) -> None:
    table = {"discreteutils": {"valueUtilities": {"blue": 0.5}}}
    found = read(written(tmp_path, domain(colour=VALUES), additive({"colour": table}, {"colour": 1})))
    assert worth(found.case, 0, ("red",)) == 0
    assert 'values without a utility ("red")' in " ".join(found.lost)


def test_weights_that_do_not_sum_to_1(tmp_path: Path) -> None:
    found = read(written(tmp_path, domain(colour=VALUES), additive({"colour": NEW}, {"colour": 0.5})))
    assert worth(found.case, 0, ("blue",)) == f("1/2")
    assert "weights sum to 0.5" in " ".join(found.lost)


@pytest.mark.parametrize("key", ["NumberValueSetUtilities", "numberutils"])
def test_numbers_on_a_line(tmp_path: Path, key: str) -> None:
    rising = {key: line(0, 0.2, 2, 1)["NumberValueSetUtilities"]}
    case = stepped(tmp_path, rising, 0, 2, 0.5)
    assert list(case.issues["n"].options) == ["0", "0.5", "1", "1.5", "2"]
    assert [worth(case, 0, (n,)) for n in ("0", "0.5", "2")] == [f("0.2"), f("0.4"), 1]


def test_a_range_that_its_step_does_not_reach(tmp_path: Path) -> None:
    case = stepped(tmp_path, line(0, 0, 1, 1), 0, 1, 0.4)
    assert list(case.issues["n"].options) == ["0", "0.4", "0.8"]
    assert worth(case, 0, ("0.8",)) == f("0.8")


def test_numbers_are_rounded_to_8_decimals_half_up(tmp_path: Path) -> None:
    case = stepped(tmp_path, line(0, 0, 3, 1), 0, 3, 1)
    assert [worth(case, 0, (n,)) for n in "0123"] == [0, f("0.33333333"), f("0.66666667"), 1]
    down = stepped(tmp_path, line(0, 0.000000005, 2, 0), 0, 2, 1)
    assert [worth(down, 0, (n,)) for n in "012"] == [f("0.00000001"), 0, 0]


def test_numbers_outside_of_the_line_are_worth_nothing(tmp_path: Path) -> None:
    case = stepped(tmp_path, line(1, 0.5, 2, 1), 0, 3, 1)
    assert [worth(case, 0, (n,)) for n in "0123"] == [0, f("1/2"), 1, 0]


def test_a_table_over_a_range(tmp_path: Path) -> None:
    case = stepped(tmp_path, {"discreteutils": {"valueUtilities": {"1.50": 1, "1": 0.5}}}, 1, 2, 0.5)
    assert [worth(case, 0, (n,)) for n in ("1", "1.5", "2")] == [f("1/2"), 1, 0]


def test_a_range_of_one_number(tmp_path: Path) -> None:
    case = stepped(tmp_path, line(0, 0, 3, 1), 1, 1, 1)
    assert worth(case, 0, ("1",)) == f("0.33333333")


def test_groups(tmp_path: Path) -> None:
    space = domain(a=VALUES, b=VALUES, n={"range": {"low": 0, "high": 1, "step": 0.5}})
    both = part(["a", "n"], (["red", 0.5], 0.5), (["blue", 1], 0.2), (["blue", 0], 0))
    profile = grouped(both=both, b=part(["b"], (["red"], 0.5)))
    case = read(written(tmp_path, space, profile)).case
    deals = (("red", "red", "0.5"), ("red", "blue", "0.5"), ("blue", "red", "1"), ("red", "blue", "0"))
    assert [worth(case, 0, deal) for deal in deals] == [1, f("0.5"), f("0.7"), 0]
    other = {"SumOfGroupsUtilitySpace": {"partUtilities": {"x": part(["a"], (["red"], 1)), "y": part(["b"]),
                                                           "z": {"PartsUtilities": part(["n"])}}, "name": "x"}}  # fmt: skip  # noqa: E501
    assert worth(read(written(tmp_path, space, other)).case, 0, ("red", "red", "0")) == 1


def test_the_value_of_no_deal_is_a_bid(tmp_path: Path) -> None:
    space = domain(a=VALUES, n={"range": {"low": 0, "high": 1, "step": 0.5}})
    utilities, weights = {"a": NEW, "n": line(0, 0, 1, 1)}, {"a": 0.5, "n": 0.5}
    for bid in ({"issuevalues": {"a": "red", "n": 0.5}}, {"issueValues": {"a": "red", "n": 0.5}}):
        case = read(written(tmp_path, space, additive(utilities, weights, reservationBid=bid))).case
        assert parts(case, 0)[1].away == {"a": "red", "n": "0.5"}
    nothing: tuple[Any, ...] = ({"issuevalues": {}}, None)
    for none in nothing:
        found = read(written(tmp_path, space, additive(utilities, weights, reservationBid=none)))
        assert parts(found.case, 0)[1].away == 0
        assert "no reservation bid" in " ".join(found.lost)


def test_a_bid_that_leaves_issues_open(tmp_path: Path) -> None:
    space = domain(a=VALUES, n={"range": {"low": 0, "high": 1, "step": 0.5}})
    utilities, weights = {"a": NEW, "n": line(0, 0, 1, 1)}, {"a": 0.5, "n": 0.5}
    for values, expected in (({"a": "red"}, f("1/8")), ({"n": 0.5}, f("1/4"))):
        bid = {"issuevalues": values}
        found = read(written(tmp_path, space, additive(utilities, weights, reservationBid=bid)))
        assert parts(found.case, 0)[1].away == expected
        assert "leaves issues open" in " ".join(found.lost)
    both = grouped(a=part(["a", "n"], (["red", 0], 0.5)))
    both["SumOfGroupsUtilitySpace"]["reservationBid"] = {"issuevalues": {"a": "red"}}
    assert parts(read(written(tmp_path, space, both)).case, 0)[1].away == 0


def test_the_domain_inside_a_profile(tmp_path: Path) -> None:
    space = domain(colour=VALUES)
    profile = additive({"colour": NEW}, {"colour": 1}, domain=space)
    files(tmp_path, p1__json=json.dumps(profile), p2__json=json.dumps(profile))
    assert read(tmp_path).case.title == "small"
    del space["name"]
    files(tmp_path, p1__json=json.dumps(profile), p2__json=json.dumps(profile))
    assert read(tmp_path).case.title == tmp_path.name


def test_utilities_below_0(tmp_path: Path) -> None:
    table = {"discreteutils": {"valueUtilities": {"red": -0.5, "blue": 1}}}
    found = read(written(tmp_path, domain(colour=VALUES), additive({"colour": table}, {"colour": 1})))
    assert "utilities below 0" in " ".join(found.lost)
    assert worth(found.case, 0, ("red",)) == Fraction(-1, 2)


GOOD = additive({"colour": NEW}, {"colour": 1})
COLOUR = domain(colour=VALUES)


@pytest.mark.parametrize(
    ("space", "profile", "found"),
    [
        ({"issuesValues": {}}, GOOD, "no issue"),
        ({"issuesValues": []}, GOOD, "issues by name"),
        ({"issuesValues": {"a": VALUES}, "colour": 1}, GOOD, 'the key "colour"'),
        (domain(a={}), GOOD, "values, or a range"),
        (domain(a={"values": []}), GOOD, "0 values"),
        (domain(a={"values": ["x", "x"]}), GOOD, "2 values"),
        (domain(a={"values": [1]}), GOOD, "the name of a value"),
        (domain(a={"range": {"low": 1, "high": 0, "step": 1}}), GOOD, "low ≤ high"),
        (domain(a={"range": {"low": 0, "high": 1, "step": 0}}), GOOD, "a step above 0"),
        (domain(a={"range": {"low": 0, "high": 1, "step": 0.00001}}), GOOD, "100,000 steps"),
        (domain(a={"range": {"low": 0, "high": 1}}), GOOD, "a number"),
        (COLOUR, {"DefaultPartialOrdering": {}}, "orders of bids"),
        (COLOUR, {"OtherUtilitySpace": {}}, 'found "OtherUtilitySpace"'),
        (COLOUR, additive({"colour": NEW}, {"colour": 1}, domain=domain(a=VALUES)), "another domain"),
        (COLOUR, additive({"colr": NEW}, {"colour": 1}), 'did you mean "colour"'),
        (COLOUR, additive({}, {"colour": 1}), "no utilities of"),
        (COLOUR, additive({"colour": NEW}, {}), "a weight for each issue"),
        (COLOUR, {"LinearAdditiveUtilitySpace": {"issueUtilities": {"colour": NEW}}}, "weights by issue"),
        (COLOUR, additive({"colour": {}}, {"colour": 1}), "one of DiscreteValueSetUtilities"),
        (COLOUR, additive({"colour": line(0, 0, 1, 1)}, {"colour": 1}), "for an issue with a range"),
        (
            COLOUR,
            additive({"colour": {"discreteutils": {"valueUtilities": {"rad": 1}}}}, {"colour": 1}),
            '"red"',
        ),
        (
            COLOUR,
            additive({"colour": NEW}, {"colour": 1}, reservationBid={"issuevalues": {"colour": "x"}}),
            "one of its",
        ),
        (COLOUR, additive({"colour": NEW}, {"colour": 1}, other=1), 'the key "other"'),
        (COLOUR, grouped(a=part(["x"])), "issues of the domain"),
        (COLOUR, grouped(a=part(["colour"]), b=part(["colour"])), "each in one group"),
        (COLOUR, grouped(), "no group with"),
        (COLOUR, grouped(a=part(["colour"], (["green"], 1))), "the values green"),
        (COLOUR, grouped(a=part(["colour"], (["red"], 1), (["red"], 1))), "each combination once"),
        (COLOUR, grouped(a=part(["colour"], ([True], 1))), "the name of a value, or a number"),
    ],
)
def test_faults(tmp_path: Path, space: dict[str, Any], profile: dict[str, Any], found: str) -> None:
    assert found in faults(written(tmp_path, space, profile))


def test_a_line_that_ends_where_it_starts(tmp_path: Path) -> None:
    space = domain(n={"range": {"low": 0, "high": 1, "step": 1}})
    assert "lowValue < highValue" in faults(
        written(tmp_path, space, additive({"n": line(1, 0, 1, 1)}, {"n": 1}))
    )


def test_what_is_no_profile(tmp_path: Path) -> None:
    folder = files(tmp_path, domain__json=json.dumps(COLOUR), a__json="[]", b__json="{}")
    chosen = Chosen("geniusweb", folder / "domain.json", (folder / "a.json", folder / "b.json"), ("a", "b"))
    with pytest.raises(Exception, match="a list of 0"):
        read_chosen(chosen)


def test_a_bid_that_settles_a_group_and_leaves_others_open(tmp_path: Path) -> None:
    space = domain(a=VALUES, b=VALUES, c=VALUES)
    profile = grouped(ab=part(["a", "b"], (["red", "red"], 0.5)), c=part(["c"], (["red"], 0.25)))
    profile["SumOfGroupsUtilitySpace"]["reservationBid"] = {"issuevalues": {"a": "red", "b": "red"}}
    assert parts(read(written(tmp_path, space, profile)).case, 0)[1].away == f("1/2")
