"""All answers in one pass: the object that machines read, seeds, and what is exact."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.analysis.helpers import points_case
from tests.strategies import build

from walkaway import __version__, catalogue
from walkaway.analysis.answers import analyse
from walkaway.case import Agreement, Case, read_case

SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "raiffa", "raiffa_continuous")


def named(name: str) -> Case:
    return read_case(catalogue.catalogue()[name]).case


def uncertain() -> Case:
    data = points_case([[0, 4], [3, 0]], [[5, 0], [0, 6]], away=[1, 1]).to_dict()
    data["preferences"]["p0"]["walk_away"] = [1, 6]
    data["ratifiers"] = {"r": {"title": "R", "for": "p0"}}
    data["preferences"]["r"] = {"walk_away": [0, 2], "scores": {"i0": {"o0": 0, "o1": 3}}}
    return build(data)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def check_deal(deal: Any, issues: dict[str, list[str]]) -> None:
    assert list(deal) == list(issues)
    assert all(option in issues[issue] for issue, option in deal.items())


@pytest.mark.parametrize(
    "case", [uncertain(), named("harbour"), named("thompson-employment")], ids=lambda c: c.title
)
def test_the_object_of_deals_has_all_keys_and_types(case: Case) -> None:
    data = json.loads(json.dumps(analyse(case, draws=50, seed=5).to_dict()))
    assert data["case"] == {"title": case.title, "digest": case.digest, "accounts": []}
    assert len(data["case"]["digest"]) == 64
    assert data["parties"] == list(case.parties)
    assert data["ratifiers"] == list(case.ratifiers)
    issues = data["space"]["issues"]
    assert issues == {issue: list(record.options) for issue, record in case.issues.items()}
    assert isinstance(data["space"]["size"], int)
    assert len(data["walk_away"]) == len(case.parties)
    for away in data["walk_away"]:
        assert is_number(away) or (len(away) == 2 and all(map(is_number, away)) and away[0] < away[1])
    assert data["frontier"]
    assert list(data["solutions"]) == list(SOLUTIONS)
    for point in data["frontier"]:
        assert set(point) == {"deal", "value", "count"}
    for point in [*data["frontier"], *filter(None, data["solutions"].values())]:
        check_deal(point["deal"], issues)
        assert len(point["value"]) == len(case.parties)
        assert all(map(is_number, point["value"]))
        assert isinstance(point["count"], int)
        assert point["count"] >= 1
    zone = data["zone"]
    assert zone["verdict"] in ("certain", "possible", "impossible")
    assert 0 <= zone["probability"] <= 1
    assert is_number(zone["error"])
    assert isinstance(zone["size"], int)
    method = data["method"]
    assert isinstance(method["frontier"], str)
    assert isinstance(method["exact"], bool)
    assert (method["seed"], method["draws"]) == (5, 50)
    assert data["version"] == __version__


def test_walk_aways_are_numbers_or_ranges() -> None:
    assert analyse(uncertain(), draws=10).to_dict()["walk_away"] == [[1, 6], 1]


def test_the_known_numbers_of_the_harbour() -> None:
    answers = analyse(named("harbour"))
    assert answers.exact
    assert answers.to_dict()["space"]["size"] == 720
    assert (answers.zone.size, answers.zone.verdict) == (55, "certain")
    assert answers.to_dict()["agreement"] == "5, with vetoes for sportco, tourism"
    everyone = analyse(named("harbour"), rule=Agreement.model_validate("all"))
    assert everyone.zone.size == 12
    assert everyone.to_dict()["agreement"] == "all"


def test_the_same_seed_gives_the_same_bytes_and_another_other_numbers() -> None:
    def text(seed: int, draws: int = 300) -> str:
        return json.dumps(analyse(uncertain(), draws=draws, seed=seed).to_dict())

    assert text(1) == text(1)
    assert text(1) != text(2)
    assert json.loads(text(1))["zone"]["probability"] != json.loads(text(3))["zone"]["probability"]
    assert text(1) != text(1, 400)


def test_an_exact_case_does_not_depend_on_the_draws() -> None:
    case = points_case([[1, 2], [0, 3]], [[2, 0], [3, 0]], away=[1, 1])
    few, many = analyse(case, draws=1, seed=1), analyse(case, draws=5000, seed=2)
    assert few.likely == many.likely
    assert few.zone.everyone == many.zone.everyone
    assert few.conditions[0].accepts == many.conditions[0].accepts
    assert all(not item.conditions for item in few.conditions)


def test_there_is_one_set_of_conditions_for_each_likely_deal() -> None:
    answers = analyse(uncertain(), draws=200)
    assert len(answers.likely.deals) > 0
    assert [item.deal for item in answers.conditions] == [item.deal for item in answers.likely.deals]
    data = answers.to_dict()
    assert [item["deal"] for item in data["conditions"]] == [item["deal"] for item in data["likely"]["deals"]]


def test_progress_is_told_and_rises() -> None:
    told: list[tuple[str, float]] = []
    analyse(uncertain(), draws=2000, progress=lambda step, share: told.append((step, share)))
    steps = list(dict.fromkeys(step for step, _ in told))
    assert steps == ["frontier", "draws", "zone", "deals"]
    shares = [share for step, share in told if step == "zone"]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_adjusted_winner_only_for_two_parties_whose_exact_values_add_up() -> None:
    def divided(**changes: Any) -> bool:
        data = points_case([[0, 60], [0, 40]], [[30, 0], [70, 0]]).to_dict()
        preference = changes.pop("preference", {})
        data["preferences"]["p0"].update(preference)
        return analyse(build(data | changes), draws=10).adjusted_winner is not None

    assert divided()
    assert not divided(preference={"interactions": [{"when": {"i0": "o0"}, "add": 1}]})
    assert not divided(preference={"red_lines": [{"i0": "o0"}]})
    assert not divided(preference={"walk_away": [0, 1]})
    assert not divided(impossible=[{"i0": "o0", "i1": "o1"}])
    three = points_case([[0, 1]], [[1, 0]], [[1, 1]])
    assert analyse(three).adjusted_winner is None


def test_a_case_without_a_zone_is_answered() -> None:
    answers = analyse(points_case([[0, 1]], [[1, 0]], away=[1, 1]))
    data = answers.to_dict()
    assert data["zone"]["verdict"] == "impossible"
    assert (data["zone"]["probability"], data["zone"]["size"]) == (0, 0)
    assert (data["likely"]["deals"], data["conditions"]) == ([], [])
    assert data["solutions"]["nash"] is None or data["solutions"]["nash"]["count"] >= 1
    json.dumps(data)


def test_a_party_to_whom_no_issue_matters_has_nothing_to_divide() -> None:
    answers = analyse(points_case([[1, 1]], [[0, 1]]))
    assert answers.exact
    assert answers.adjusted_winner is None
