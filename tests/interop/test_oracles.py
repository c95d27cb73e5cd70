"""Domains of the ANL competition and of NegoLog with what their authors computed, reproduced completely."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.interop.helpers import HERE, ROOT, WHY, read, worth

from walkaway.analysis.frontier.frontier import Frontier, frontier
from walkaway.analysis.solutions.variants import Variants, variants
from walkaway.space import Space, build_space, central_values

pytestmark = pytest.mark.skipif(not HERE, reason=WHY)

ANL = sorted((ROOT / "geniusweb-anl").glob("*")) if HERE else []
NEGOLOG = sorted((ROOT / "negolog").glob("*")) if HERE else []


def front_of(folder: Path) -> tuple[Space, Frontier, Variants]:
    case = read(folder).case
    space = build_space(case)
    front = frontier(space, central_values(case, space))
    return space, front, variants(front, top=(1, 1))


def near(value: Any) -> Any:
    return pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("folder", ANL, ids=lambda folder: folder.name)
def test_anl(folder: Path) -> None:
    """Front with its deals, Nash, "Kalai" (least difference of values on the front), and opposition."""
    stored = json.loads((folder / "specials.json").read_text("utf-8"))
    space, front, peers = front_of(folder)
    assert space.size == stored["size"]
    listed = {tuple(sorted(point["bid"].items())): point["utility"] for point in stored["pareto_front"]}
    mine = {tuple(sorted(point.deal.items())): point.value for point in front}
    assert len(front) == len(listed)
    assert set(mine) == set(listed)
    case = read(folder).case
    for bid, utility in listed.items():
        deal = dict(bid)
        assert [float(worth(case, who, [deal[i] for i in case.issues])) for who in (0, 1)] == near(utility)
        assert list(mine[bid]) == near(utility)
    for rule, name in (("nash_negolog", "nash"), ("kalai_anl", "kalai"), ("kalai_negolog", "social_welfare")):
        chosen = peers[rule]
        assert chosen is not None
        assert any(list(tie) == near(stored[name]["utility"]) for tie in chosen.ties), rule
    opposition = peers.opposition["opposition_anl"]
    assert opposition is not None
    assert opposition.value == near(stored["opposition"])


@pytest.mark.parametrize("folder", NEGOLOG, ids=lambda folder: folder.name)
def test_negolog(folder: Path) -> None:
    """Nash (walk-aways ignored), "Kalai" (largest sum), and opposition (its distance from the best for both)."""  # noqa: E501
    stored = json.loads((folder / "specs.json").read_text("utf-8"))
    space, _, peers = front_of(folder)
    assert space.size == stored["NumberOfBids"]
    assert [len(options) for options in space.options] == stored["IssueValues"]
    nash, kalai = peers["nash_negolog"], peers["kalai_negolog"]
    assert nash is not None
    assert kalai is not None
    assert any(list(tie) == near([stored["Nash_A"], stored["Nash_B"]]) for tie in nash.ties)
    assert any(sum(tie) == near(stored["Social Welfare"]) for tie in kalai.ties)
    assert any(list(tie) == near([stored["Kalai_A"], stored["Kalai_B"]]) for tie in kalai.ties)
    case = read(folder).case
    for bid, utility in (("NashBid", ("Nash_A", "Nash_B")), ("KalaiBid", ("Kalai_A", "Kalai_B"))):
        deal = [stored[bid][issue] for issue in case.issues]
        assert [float(worth(case, who, deal)) for who in (0, 1)] == near([stored[key] for key in utility])
    opposition = peers.opposition["opposition_negolog"]
    assert opposition is not None
    assert any(tie == near(stored["Opposition"]) for tie in opposition.ties)  # of one of the deals that tie
