"""Published results, filed by citation: ``cases/*/known.yaml`` against what Walkaway computes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML
from tests.analysis.helpers import Room

from walkaway.analysis.solutions.adjusted_winner import adjusted_winner
from walkaway.analysis.zone.zone import find_zone
from walkaway.case import Agreement, read_case
from walkaway.certify.checks import check_adjusted_winner, check_frontier, check_solution

CASES = Path(__file__).parents[2] / "cases"
RULES = {
    "nash": "nash",
    "kalai_smorodinsky_discrete": "kalai_smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
}


def known(folder: str) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load((CASES / folder / "known.yaml").read_text("utf-8"))
    return found


def room_of(folder: str, file: str = "case.yaml", rule: Agreement | None = None) -> Room:
    return Room(read_case(CASES / folder / file).case, rule)


FIGURES = sorted(known("harbour")["figures"])


@pytest.mark.parametrize("file", FIGURES)
def test_harbour(file: str) -> None:
    """Abdelnabi et al. (2023), arXiv 2309.17234: deals that pass, with five of six votes and with all."""
    figures = known("harbour")["figures"][file]
    everyone = Agreement.model_validate("all")
    for rule, count in ((None, figures["passing"]), (everyone, figures["unanimous"])):
        room = room_of("harbour", file, rule)
        assert room.space.size == figures["deals"]
        zone = find_zone(room.bounds, room.draws(1))
        assert zone.size == zone.everyone.certain == zone.everyone.possible == count
        assert find_zone(room.bounds, room.draws(1), budget=0).verdict == "certain"


@pytest.mark.parametrize("folder", ["itex-cypress", "new-recruit", "thompson-employment"])
def test_two_party_classics(folder: str) -> None:
    """Kersten's Itex and Cypress, Neale's New Recruit, Thompson's employment contract: front, solutions."""
    figures, room = known(folder)["figures"], room_of(folder)
    parties = room.front.parties
    assert room.space.size == figures["deals"]["value"]
    assert len(room.front) == figures["frontier_size"]["value"]
    if "deals" in figures["frontier_size"]:
        assert sum(point.count or 0 for point in room.front) == figures["frontier_size"]["deals"]
    assert check_frontier(room.case, room.front, complete=room.space.size < 10_000) == []
    for name, rule in RULES.items():
        solution, expected = room.solution(rule), figures[name]
        assert check_solution(room.case, room.front, solution) == []
        value = [expected["values"][who] for who in parties]
        ties = np.array(solution.ties)
        assert np.abs(ties - value).max(axis=1).min() < 1e-6
        if "deals" in expected:
            assert solution.count == expected["deals"]
            assert solution.certificate["sum"] == expected["sum"]
        else:
            assert solution.value == pytest.approx(value, abs=1e-6)
            assert solution.deal == expected["deal"]


@pytest.mark.parametrize("folder", ["itex-cypress", "thompson-employment"])
def test_whole_frontiers(folder: str) -> None:
    room = room_of(folder)
    listed = {tuple(row["deal"].items()): row["values"] for row in known(folder)["frontier"]}
    assert len(listed) == len(room.front)
    for point in room.front:
        expected = next(values for deal, values in listed.items() if dict(deal) == point.deal)
        assert point.value == pytest.approx([expected[who] for who in room.front.parties], abs=1e-6)


def test_panama() -> None:
    """Brams and Taylor (1996) on Raiffa's points (1982): 66 each, land and water split 2/15 to 13/15."""
    figures, room = known("panama-1977")["figures"], room_of("panama-1977")
    result = adjusted_winner(room.case, room.space, room.values)
    assert check_adjusted_winner(room.case, result) == []
    expected = figures["adjusted_winner"]
    assert room.space.size == figures["deals"]["value"]
    assert result.certificate["shares"] == {
        issue: str(share) for issue, share in expected["us_share"].items()
    }
    assert dict(zip(result.parties, result.total, strict=True)) == expected["values"]
    assert result.divided == "land-water"
    wins = [
        sum(points[p] for issue, points in result.points.items() if result.shares[issue] == 1 - p)
        for p in range(2)
    ]
    assert dict(zip(result.parties, wins, strict=True)) == expected["before_the_split"]
