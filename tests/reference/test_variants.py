"""Variants against the results that ANL and NegoLog store with their domains, where these are at hand.

Same folder and variable as in ``test_oracles``.
"""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.helpers import Room, points_case

from walkaway.analysis.solutions.variants import Variants, variants

ROOT = Path(os.environ.get("WALKAWAY_ORACLES") or Path(__file__).parents[2].parent / "shared" / "oracles")
ANL = sorted(ROOT.glob("geniusweb-anl/*/specials.json"))
NEGOLOG = sorted(ROOT.glob("negolog/*/specs.json"))
pytestmark = pytest.mark.skipif(
    not ANL or not NEGOLOG,
    reason="no outside data here; set WALKAWAY_ORACLES to the folder that holds geniusweb-anl and negolog",
)


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"), parse_float=Decimal)


def _variants(profiles: list[list[list[Decimal]]], away: list[float]) -> Variants:
    """Of two tables of weight × utility, on the peers' scale, on which 1 is the most."""
    tables = [[[float(x) for x in row] for row in table] for table in profiles]
    return variants(Room(points_case(*tables, away=away)).front, top=[1, 1])


def _anl(folder: Path, profile: str) -> list[list[Decimal]]:
    space = _read(folder / f"profile{profile}.json")["LinearAdditiveUtilitySpace"]
    return [
        [
            Decimal(space["issueWeights"][issue]) * Decimal(x)
            for x in one["DiscreteValueSetUtilities"]["valueUtilities"].values()
        ]
        for issue, one in space["issueUtilities"].items()
    ]


def _negolog(folder: Path, profile: str) -> tuple[list[list[Decimal]], float]:
    data = _read(folder / f"profile{profile}.json")
    table = [
        [Decimal(data["issueWeights"][issue]) * Decimal(x) for x in values.values()]
        for issue, values in data["issues"].items()
    ]
    return table, float(data["reservationValue"])


@pytest.mark.parametrize("path", ANL, ids=lambda path: path.parent.name)
def test_anl(path: Path) -> None:
    """Nash without reservations, "Kalai" as the smallest difference, opposition as its distance."""
    stored = _read(path)
    found = _variants([_anl(path.parent, profile) for profile in "AB"], [0, 0])
    for name, key in (("nash_negolog", "nash"), ("kalai_anl", "kalai")):
        item = found[name]
        assert item is not None
        assert item.value == pytest.approx(tuple(map(float, stored[key]["utility"])), abs=1e-9)
    opposition = found.opposition["opposition_anl"]
    assert opposition is not None
    assert opposition.value == pytest.approx(float(stored["opposition"]), abs=1e-9)


@pytest.mark.parametrize("path", NEGOLOG, ids=lambda path: path.parent.name)
def test_negolog(path: Path) -> None:
    """Nash without reservations, "Kalai" as the largest sum, opposition as its distance."""
    stored = {key: value for key, value in _read(path).items() if isinstance(value, Decimal | int)}
    (one, r), (other, s) = (_negolog(path.parent, profile) for profile in "AB")
    found = _variants([one, other], [r, s])
    nash, kalai = found["nash_negolog"], found["kalai_negolog"]
    opposition = found.opposition["opposition_negolog"]
    assert nash is not None
    assert kalai is not None
    assert opposition is not None
    assert nash.number == pytest.approx(float(stored["Nash Product"]), abs=1e-9)
    assert kalai.number == pytest.approx(float(stored["Social Welfare"]), abs=1e-9)
    ties = [(float(stored["Kalai_A"]), float(stored["Kalai_B"]))]
    assert any(tie == pytest.approx(ties[0], abs=1e-9) for tie in kalai.ties)
    assert any(x == pytest.approx(float(stored["Opposition"]), abs=1e-9) for x in opposition.ties)
