"""NegMAS folders: data only, every known function exact, everything else refused."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.interop.helpers import f, faults, files, parts, read, worth

DOMAIN = {
    "type": "DiscreteCartesianOutcomeSpace",
    "name": "small",
    "path": None,
    "issues": [
        {"name": "c", "type": "CategoricalIssue", "values": ["red", "blue"]},
        {"name": "n", "type": "ContiguousIssue", "values": [1, 5]},
        {"name": "p", "type": "DiscreteCardinalIssue", "values": [10, 20.5, 40]},
    ],
}
TABLE = {"type": "TableFun", "mapping": {"red": 0.5, "blue": 1}}
IDENTITY = {"type": "IdentityFun"}


def additive(*values: Any, **more: Any) -> dict[str, Any]:
    weights = more.pop("weights", [1] * len(values))
    return {"type": "LinearAdditiveUtilityFunction", "weights": weights, "values": list(values), **more}


def written(folder: Path, *profiles: Any, domain: Any = DOMAIN) -> Path:
    files(folder, domain__json=json.dumps(domain))
    for place, profile in enumerate(profiles if len(profiles) > 1 else profiles * 2):
        files(folder, **{f"p{place + 1}__json": json.dumps(profile)})
    return folder


def space(kind: str, values: Any, home: str = "DiscreteCartesianOutcomeSpace") -> dict[str, Any]:
    return {"type": home, "issues": [{"name": "x", "type": kind, "values": values}]}


def shaped(folder: Path, issue: dict[str, Any], function: Any, *numbers: str) -> list[Fraction]:
    case = read(written(folder, additive(function), domain=issue)).case
    return [worth(case, 0, (number,)) for number in numbers]


def test_sums(tmp_path: Path) -> None:
    whole = additive(
        TABLE, {"type": "AffineFun", "slope": 0.1, "bias": 0.2}, IDENTITY, weights=[0.5, 0.3, 0.01]
    )
    whole["reserved_value"] = 0.25
    found = read(written(tmp_path, whole))
    assert worth(found.case, 0, ("red", "3", "20.5")) == f("0.25") + f("0.3") * f("0.5") + f("0.205")
    assert parts(found.case, 0)[1].away == f("0.25")
    assert found.case.title == "small"
    assert found.lost == ()


def test_a_path_is_text_and_listed(tmp_path: Path) -> None:
    moved = {**DOMAIN, "path": "__PATH__:/home/someone/small.yml"}
    same = {**CONSTANT, "name": "p1", "outcome_space": {"type": DOMAIN["type"], "issues": DOMAIN["issues"]}}
    found = read(written(tmp_path, same, domain=moved))
    assert "path is left out: domain.json:1" in found.lost
    assert not any("outcome_space" in sentence for sentence in found.lost)


def test_values_by_name_and_no_weights(tmp_path: Path) -> None:
    named = {"type": "LinearUtilityAggregationFunction", "values": {"c": TABLE, "n": IDENTITY, "p": IDENTITY}}
    assert worth(read(written(tmp_path, named)).case, 0, ("red", "1", "10")) == f("11.5")
    weighed = {**named, "weights": {"c": 1, "n": 0, "p": 0}, "bias": 2}
    assert worth(read(written(tmp_path, weighed)).case, 0, ("red", "1", "10")) == f("2.5")


def test_linear_functions(tmp_path: Path) -> None:
    affine = {"type": "AffineUtilityFunction", "weights": [0, 0.1, 0.01], "bias": 0.5}
    assert worth(read(written(tmp_path, affine)).case, 0, ("red", "5", "40")) == f("1.4")
    constant = {"type": "ConstUtilityFunction", "value": 0.5}
    assert worth(read(written(tmp_path, constant)).case, 0, ("red", "5", "40")) == f("0.5")


def test_weighted_sums_of_functions(tmp_path: Path) -> None:
    one = {"type": "LinearUtilityFunction", "weights": [0, 1, 1]}
    other = additive(
        TABLE, {"type": "ConstFun", "bias": 1}, {"type": "TableFun", "mapping": {"10": 1, "20.5": 2, "40": 3}}
    )
    both = {"type": "WeightedUtilityFunction", "ufuns": [one, other], "weights": [0.5, 2]}
    case = read(written(tmp_path, both)).case
    assert worth(case, 0, ("red", "3", "20.5")) == f("0.5") * f("23.5") + 2 * f("3.5")
    crooked = additive(TABLE, {"type": "TableFun", "mapping": {str(n): n * n for n in range(1, 6)}}, IDENTITY)
    mixed = {"type": "WeightedUtilityFunction", "ufuns": [one, crooked], "weights": [1, 1]}
    assert worth(read(written(tmp_path, mixed)).case, 0, ("blue", "3", "10")) == 3 + 10 + 1 + 9 + 10


def test_whole_outcomes(tmp_path: Path) -> None:
    files(
        tmp_path,
        domain__yml=json.dumps(DOMAIN),
        a__yml="type: MappingUtilityFunction\ndefault: 0.1\nreserved_value: -.inf\n"
        "mapping:\n  ? [red, 1, 10]\n  : 0.5\n  ? [blue, 5, 20.5]\n  : 1\n  ? [blue, 1, 40.0]\n  : 0.1\n",
        b__yml=json.dumps({"type": "ConstUtilityFunction", "value": -1}),
    )
    found = read(tmp_path)
    deals = (("red", "1", "10"), ("blue", "5", "20.5"), ("blue", "1", "40"))
    assert [worth(found.case, 0, deal) for deal in deals] == [f("0.5"), 1, f("0.1")]
    assert [parts(found.case, who)[1].away for who in (0, 1)] == [0, -1]
    assert "no deal is taken to be worth -1" in " ".join(found.lost)
    single = space("CategoricalIssue", ["a", "b"])
    mapping = {"type": "MappingUtilityFunction", "mapping": {"a": 1}}
    other = tmp_path / "single"
    assert worth(read(written(other, mapping, domain=single)).case, 0, ("a",)) == 1


def test_discounts(tmp_path: Path) -> None:
    base = additive(TABLE, IDENTITY, IDENTITY, reserved_value=0.1)
    relative = {"type": "ExpDiscountedUFun", "ufun": base, "discount": 0.9, "factor": "relative_time"}
    found = read(written(tmp_path, {**relative, "reserved_value": 0.3}, relative))
    assert [parts(found.case, who)[1].discount for who in (0, 1)] == [f("0.9"), f("0.9")]
    assert [parts(found.case, who)[1].away for who in (0, 1)] == [f("0.3"), f("0.1")]
    still = read(written(tmp_path, {**relative, "dynamic_reservation": False}))
    assert "the reservation is discounted too" in " ".join(still.lost)
    steps = read(written(tmp_path, {**relative, "factor": "step"}))
    assert parts(steps.case, 0)[1].discount is None
    assert "0.9 for each step" in " ".join(steps.lost)
    none = read(written(tmp_path, {"type": "ExpDiscountedUFun", "ufun": base, "factor": "relative_time"}))
    assert parts(none.case, 0)[1].discount is None
    cost = read(written(tmp_path, {"type": "LinDiscountedUFun", "ufun": base, "cost": 0.1}))
    assert "a cost that grows with time" in " ".join(cost.lost)


def test_a_reservation_that_is_an_outcome(tmp_path: Path) -> None:
    base = additive(TABLE, IDENTITY, IDENTITY, reserved_outcome=["red", 2, 20.5])
    assert parts(read(written(tmp_path, base)).case, 0)[1].away == {"c": "red", "n": "2", "p": "20.5"}
    real = space("ContinuousIssue", [0, 1], "CartesianOutcomeSpace")
    open_end = additive(IDENTITY, reserved_outcome=[0.5])
    assert parts(read(written(tmp_path, open_end, domain=real)).case, 0)[1].away == {"x": "0.5"}


@pytest.mark.parametrize(
    ("kind", "values", "options"),
    [
        ("CategoricalIssue", ["a", True, 1.5, False], ["a", "true", "1.5", "false"]),
        ("OrdinalIssue", 3, ["0", "1", "2"]),
        ("ContiguousIssue", 3, ["0", "1", "2"]),
        ("ContiguousIssue", [2, 2], ["2"]),
        ("SingletonIssue", ["only"], ["only"]),
    ],
)
def test_issues(tmp_path: Path, kind: str, values: Any, options: list[str]) -> None:
    constant = {"type": "ConstUtilityFunction", "value": 1}
    assert (
        list(read(written(tmp_path, constant, domain=space(kind, values))).case.issues["x"].options)
        == options
    )


RANGE = space("ContiguousIssue", [0, 4])
REAL = space("ContinuousIssue", [0, 4], "CartesianOutcomeSpace")
LIST = space("CardinalIssue", [0, 1, 2, 4])


@pytest.mark.parametrize("issue", [RANGE, REAL, LIST])
def test_straight_functions_over_numbers(tmp_path: Path, issue: dict[str, Any]) -> None:
    assert shaped(tmp_path, issue, {"type": "LinearFun", "slope": 2, "bias": 1}, "0", "1", "4") == [1, 3, 9]
    assert shaped(tmp_path, issue, {"type": "ConstFun", "bias": 0.5}, "0", "4") == [f("1/2"), f("1/2")]
    assert shaped(tmp_path, issue, {"type": "ConstFun"}, "0", "4") == [0, 0]
    tent = {"type": "TriangularFun", "start": 0, "middle": 2, "end": 8, "bias": 1, "scale": 2}
    assert shaped(tmp_path, issue, tent, "0", "1", "2", "4") == [1, 2, 3, 1 + f("4/3")]
    flat = {"type": "TrapezoidalFun", "start": 0, "rise_end": 1, "fall_start": 2, "end": 6}
    assert shaped(tmp_path, issue, flat, "0", "1", "2", "4") == [0, 1, 1, f("1/2")]
    line = {"type": "PolynomialFun", "coefficients": [2], "bias": 1}
    assert shaped(tmp_path, issue, line, "0", "4") == [1, 9]
    assert shaped(tmp_path, issue, {"type": "QuadraticFun", "a2": 0, "a1": 0, "bias": 3}, "4") == [3]


@pytest.mark.parametrize("issue", [RANGE, LIST])
def test_functions_over_options(tmp_path: Path, issue: dict[str, Any]) -> None:
    assert shaped(tmp_path, issue, {"type": "QuadraticFun", "a2": 1, "a1": 2, "bias": 3}, "0", "2") == [3, 11]
    curve = {"type": "PolynomialFun", "coefficients": [1, 0, 2]}
    assert shaped(tmp_path, issue, curve, "1", "2") == [3, 18]  # x + 2·x³
    upright = {"type": "TrapezoidalFun", "start": 1, "rise_end": 1, "fall_start": 2, "end": 2}
    assert shaped(tmp_path, issue, upright, "0", "1", "2", "4") == [0, 1, 1, 0]
    edge = {"type": "TriangularFun", "start": 1, "middle": 1, "end": 4}
    assert shaped(tmp_path, issue, edge, "0", "1", "2") == [
        0,
        0,
        f("2/3"),
    ]  # NegMAS gives the bias at both ends
    table = {
        "type": "TableFun",
        "mapping": {"0": 1, "1": 2, "2": 3, "4.0": 4, **({"3": 9} if issue is RANGE else {})},
    }
    assert shaped(tmp_path, issue, table, "0", "4") == [1, 4]


def test_continuous_ranges(tmp_path: Path) -> None:
    found = read(written(tmp_path, additive(IDENTITY), domain=REAL))
    assert found.case.issues["x"].real
    assert "has no grid" in " ".join(found.lost)


def test_types_with_their_home(tmp_path: Path) -> None:
    home = json.loads(json.dumps(DOMAIN).replace('"type": "', '"__python_class__": "negmas.outcomes.'))
    whole = {"__python_class__": "negmas.preferences.ConstUtilityFunction", "value": 1, "type": None}
    files(
        tmp_path,
        domain__json=json.dumps(home).replace('"__python_class__": "negmas.outcomes.Disc', '"type": "Disc'),
    )
    files(tmp_path, p1__json=json.dumps({**whole, "type": "negmas.preferences.ConstUtilityFunction"}))
    files(tmp_path, p2__json=json.dumps({"type": "ConstUtilityFunction", "value": 1}))
    assert worth(read(tmp_path).case, 0, ("red", "1", "10")) == 1


CONSTANT = {"type": "ConstUtilityFunction", "value": 1}


@pytest.mark.parametrize(
    ("domain", "profile", "found"),
    [
        ({**DOMAIN, "constraints": ["f"]}, CONSTANT, "Python functions"),
        ({**DOMAIN, "issues": []}, CONSTANT, "at least one issue"),
        ({**DOMAIN, "type": "EnumeratingOutcomeSpace"}, CONSTANT, 'the type "EnumeratingOutcomeSpace"'),
        (space("CallableIssue", []), CONSTANT, 'the type "CallableIssue"'),
        (space("CategoricalIssue", []), CONSTANT, "0 values"),
        (space("CategoricalIssue", 0), CONSTANT, "0 values"),
        (space("CategoricalIssue", ["a", "a"]), CONSTANT, "2 values"),
        (space("CategoricalIssue", [None]), CONSTANT, "text or a number"),
        (space("ContiguousIssue", [3, 1]), CONSTANT, "[lowest, highest]"),
        (space("ContiguousIssue", [1]), CONSTANT, "[lowest, highest]"),
        (space("ContiguousIssue", [0.5, 2]), CONSTANT, "whole numbers"),
        (space("ContiguousIssue", 100_000), CONSTANT, "at most 10,000"),
        (DOMAIN, {"type": "anl2025.ufun.MaxCenterUFun"}, "several deals at once"),
        (DOMAIN, {"type": "os.systemFun"}, "nothing that a file names"),
        (DOMAIN, {"type": "negmas.preferences.LambdaUtilityFunction"}, "nothing that a file names"),
        (DOMAIN, {"type": "evil.ConstUtilityFunction", "value": 1}, 'the type "evil.ConstUtilityFunction"'),
        (DOMAIN, {**CONSTANT, "name": "__CLOUDPICKLE_START__:gASV"}, "the payload"),
        (DOMAIN, {**CONSTANT, "name": ["__LAMBDAOBJ__:x"]}, "the payload"),
        (DOMAIN, additive(TABLE, IDENTITY), "3 of them"),
        (DOMAIN, additive(TABLE, IDENTITY, {"type": "LambdaFun", "f": "__import__('os')"}), 'the type "LambdaFun"'),  # noqa: E501
        (DOMAIN, additive(TABLE, IDENTITY, {"type": 3}), "no type"),
        (DOMAIN, additive(IDENTITY, IDENTITY, IDENTITY), "options that are numbers"),
        (DOMAIN, additive({"type": "QuadraticFun", "a2": 1}, IDENTITY, IDENTITY), "options that are numbers"),
        (DOMAIN, additive({"type": "TriangularFun", "start": 0, "middle": 1, "end": 2}, IDENTITY, IDENTITY), "numbers"),  # noqa: E501
        (DOMAIN, additive({"type": "TriangularFun", "start": 3, "middle": 1, "end": 2}, IDENTITY, IDENTITY), "out of order"),  # noqa: E501
        (DOMAIN, additive({"type": "TableFun", "mapping": {"rad": 1}}, IDENTITY, IDENTITY), 'the value "rad"'),  # noqa: E501
        (DOMAIN, additive({"type": "TableFun", "mapping": {"red": 1}}, IDENTITY, IDENTITY), 'no number for "blue"'),  # noqa: E501
        (DOMAIN, additive({"type": "PolynomialFun", "coefficients": [1] * 30}, IDENTITY, IDENTITY), "at most 20"),  # noqa: E501
        (DOMAIN, {"type": "WeightedUtilityFunction", "ufuns": [CONSTANT], "weights": []}, "1 functions, 0 weights"),  # noqa: E501
        (DOMAIN, {"type": "WeightedUtilityFunction", "ufuns": [{"type": "ExpDiscountedUFun"}], "weights": [1]}, "the type"),  # noqa: E501
        (DOMAIN, {"type": "MappingUtilityFunction", "mapping": []}, "outcomes with their utility"),
        (DOMAIN, {"type": "MappingUtilityFunction", "mapping": {"red": 1}}, 'the outcome "red"'),
        (DOMAIN, {**CONSTANT, "reserved_value": "x"}, "a finite number"),
        (DOMAIN, {**CONSTANT, "reserved_value": float("inf")}, "an infinite value"),
        (DOMAIN, {**CONSTANT, "reserved_outcome": ["red"]}, "1 values"),
        (DOMAIN, {**CONSTANT, "reserved_outcome": ["red", 9, 10]}, "a value of n"),
        (
            DOMAIN, {"type": "ExpDiscountedUFun", "ufun": CONSTANT, "discount": 2, "factor": "relative_time"},
            "a discount above 0",
        ),
        (REAL, additive({"type": "TableFun", "mapping": {}}), "a table over real numbers"),
        (REAL, additive({"type": "QuadraticFun", "a2": 1, "a1": 0, "bias": 0}), "a curve over real numbers"),
        (REAL, additive({"type": "TrapezoidalFun", "start": 1, "rise_end": 1, "fall_start": 2, "end": 3}), "upright"),  # noqa: E501
        (REAL, additive({"type": "TrapezoidalFun", "start": 0, "rise_end": 1, "fall_start": 2, "end": 2}), "upright"),  # noqa: E501
    ],
)  # fmt: skip
def test_faults(tmp_path: Path, domain: Any, profile: Any, found: str) -> None:
    assert found in faults(written(tmp_path, profile, domain=domain))


def test_nothing_is_executed(tmp_path: Path) -> None:
    """A tag that would run a command is refused before anything is built."""
    made = tmp_path / "made"
    files(
        tmp_path,
        domain__yml=json.dumps(DOMAIN),
        p1__yml=f"type: !!python/object/apply:os.system ['touch {made}']\nx: ConstUtilityFunction\n",
        p2__yml=f"type: ConstUtilityFunction\nvalue: !!python/object/apply:os.system ['touch {made}']\n",
    )
    from walkaway.interop import Chosen, read_chosen

    chosen = Chosen("negmas", tmp_path / "domain.yml", (tmp_path / "p1.yml", tmp_path / "p2.yml"), ("a", "b"))
    with pytest.raises(Exception, match="nothing from a file is executed"):
        read_chosen(chosen)
    assert not made.exists()


def test_numbers_of_more_than_60_digits_are_rounded(tmp_path: Path) -> None:
    long = "0." + "3" * 40
    whole = json.dumps(additive(TABLE, IDENTITY, IDENTITY, weights=[0, 0.25, 0])).replace("0.25", long)
    function = json.dumps({"type": "AffineFun", "slope": 0.5, "bias": 0}).replace("0.5", long)
    text = whole.replace('{"type": "IdentityFun"}', function)
    files(written(tmp_path, additive(TABLE, IDENTITY, IDENTITY)), p1__json=text)
    found = read(tmp_path)
    assert "more than 60 digits" in " ".join(found.lost)
    assert abs(worth(found.case, 0, ("red", "1", "10")) - Fraction(1, 9)) < Fraction(1, 10**29)


def test_a_constant_alone(tmp_path: Path) -> None:
    constant = {"type": "ConstUtilityFunction", "value": 0.5}
    ranged = space("ContiguousIssue", [0, 4])
    assert worth(read(written(tmp_path, constant, domain=ranged)).case, 0, ("3",)) == f("0.5")


def test_a_constant_beside_a_range(tmp_path: Path) -> None:
    affine = {"type": "AffineUtilityFunction", "weights": [0.1], "bias": 0.5}
    ranged = space("ContiguousIssue", [0, 4])
    assert worth(read(written(tmp_path, affine, domain=ranged)).case, 0, ("3",)) == f("0.8")
