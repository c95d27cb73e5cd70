"""Outside data with known results, where they are at hand.

The folder is not part of the project. ``WALKAWAY_ORACLES`` says where it is; without it ``../shared/oracles``
beside the repository is tried.
"""

from __future__ import annotations

import csv
import json
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.analysis.helpers import Room, points_case

from walkaway.analysis.solutions.adjusted_winner import adjusted_winner, divide
from walkaway.analysis.zone.zone import find_zone
from walkaway.case import Agreement, Case
from walkaway.certify.checks import check_solution

ROOT = Path(os.environ.get("WALKAWAY_ORACLES") or Path(__file__).parents[2].parent / "shared" / "oracles")
pytestmark = pytest.mark.skipif(
    not (ROOT / "reference_solutions.json").is_file(),
    reason="no outside data here; set WALKAWAY_ORACLES to the folder that holds reference_solutions.json",
)
RULES = {
    "nash": "nash",
    "kalai_smorodinsky_discrete_maxmin_ratio": "kalai_smorodinsky",
    "egalitarian_maxmin": "egalitarian",
    "max_sum": "utilitarian",
}


def load(name: str) -> Any:
    return json.loads((ROOT / name).read_text("utf-8"))


def weighted(table: dict[str, Any], *, largest: bool) -> Case:
    """Points weight × score; where ``largest``, scores are divided by the largest of the issue."""

    def points(issue: dict[str, Any]) -> list[float]:
        scores = [option["score"] for option in issue["options"]]
        return [issue["weight"] * score / (max(scores) if largest else 1) for score in scores]

    return points_case(*([points(issue) for issue in party["issues"]] for party in table["parties"].values()))


def recruit(table: dict[str, Any]) -> Case:
    return points_case(
        *([[pair[p] for pair in options.values()] for options in table["issues"].values()] for p in range(2))
    )


@pytest.mark.parametrize("name", ["itex_vs_cypress.json", "thompson_employment.json", "new_recruit.json"])
def test_reference_solutions(name: str) -> None:
    reference, table = load("reference_solutions.json")[name], load(f"tables/{name}")
    case = recruit(table) if name.startswith("new") else weighted(table, largest=name.startswith("itex"))
    room = Room(case)
    assert room.space.size == reference["n_packages"]
    assert len(room.front) == reference["n_frontier"]
    for peer, rule in RULES.items():
        solution = room.solution(rule)
        expected = reference[peer]["u"] if isinstance(reference[peer], dict) else reference[peer]
        assert np.abs(np.array(solution.ties) - np.array(expected)).max(axis=1).min() < 1e-5
        assert check_solution(case, room.front, solution) == []
    listed = np.array([row[:2] for row in reference.get("frontier", [])])
    if len(listed):
        values = np.array([point.value for point in room.front])
        assert values[np.argsort(values[:, 0])] == pytest.approx(listed[np.argsort(listed[:, 0])], abs=1e-5)


def test_harbour_like_games() -> None:
    table = load("tables/harborco_like_games.json")
    for name, game in table["games"].items():
        parties = list(game["parties"].values())
        vetoes = [f"p{p}" for p, party in enumerate(parties) if party["role"] in ("p1", "p2")]
        case = points_case(
            *(party["scores"] for party in parties), away=[party["threshold"] for party in parties]
        )
        rule = Agreement.model_validate({"quota": len(parties) - 1, "vetoes": vetoes})
        counts = []
        for agreement in (rule, Agreement.model_validate("all")):
            room = Room(case, agreement)
            counts.append(find_zone(room.bounds, room.draws(1)).size)
        if name == "base":
            computed = table["computed"]
            assert counts == [computed["five_of_six_incl_vetoes"], computed["unanimous"]]
        assert counts == [_passing(parties, all_but=1), _passing(parties, all_but=0)]


def _passing(parties: list[dict[str, Any]], *, all_but: int) -> int:
    grids = [np.zeros(1) for _ in parties]
    for p, party in enumerate(parties):
        for row in party["scores"]:
            grids[p] = (grids[p][:, None] + np.array(row)[None, :]).ravel()
    says = np.array([grid >= party["threshold"] for grid, party in zip(grids, parties, strict=True)])
    vetoes = [p for p, party in enumerate(parties) if party["role"] in ("p1", "p2")]
    return int(((says.sum(axis=0) >= len(parties) - all_but) & says[vetoes].all(axis=0)).sum())


def test_adjusted_winner_tables() -> None:
    reference = load("reference_solutions.json")
    with (ROOT / "tables" / "panama_canal_raiffa_points.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    points = {row[0]: (int(row[1]), int(row[2])) for row in rows if row[1].isdigit()}
    case = points_case([[a, 0] for a, _ in points.values()], [[0, b] for _, b in points.values()])
    room = Room(case)
    assert adjusted_winner(case, room.space, room.values).total == (66, 66)
    divorce = reference["adjusted_winner_divorce_carol_bob"]["points"]
    pairs = divorce.values() if isinstance(divorce, dict) else divorce
    numbers = {str(n): tuple(x for x in pair if not isinstance(x, str)) for n, pair in enumerate(pairs)}
    exact = {name: (Fraction(a), Fraction(b)) for name, (a, b) in numbers.items()}
    shares = divide(exact)
    assert float(sum(exact[name][0] * share for name, share in shares.items())) == pytest.approx(
        56.6667, abs=1e-3
    )
