"""``walkaway bridge``: table, JSON, faults."""

from __future__ import annotations

import json
from pathlib import Path

from tests.analysis.bridges.planted import apart, search
from tests.analysis.bridges.test_beliefs import mistaken
from tests.analysis.bridges.test_bridges import ranged
from tests.analysis.bridges.test_proposals import offering
from tests.analysis.helpers import points_case
from tests.strategies import build
from typer.testing import CliRunner, Result

from walkaway.case import Case, to_yaml
from walkaway.cli import app as cli
from walkaway.report.screens.what_would_open_it import open_up


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["bridge", *map(str, args)])


def saved(case: Case, folder: Path) -> Path:
    path = folder / "case.yaml"
    path.write_text(to_yaml(case), encoding="utf-8")
    return path


def test_the_cheapest_stands_first(tmp_path: Path) -> None:
    said = run(saved(apart(away=(6, 5)), tmp_path))
    assert said.exit_code == 0, said.output
    assert "A small case: no deal passes." in said.output
    assert "Smallest changes that let a deal pass, cheapest first:" in said.output
    assert "  10 % of reach  cost to P0: 1\n" in said.output
    assert "The walk-away of P0 falls by 1" in said.output
    assert "Not enough by itself:" in said.output


def test_where_every_kind_does(tmp_path: Path) -> None:
    """Nobody need be told what is not enough."""
    case = points_case([[20, 12, 8, 0]], [[0, 8, 12, 20]], away=[9, 9])
    said = run(saved(case, tmp_path))
    assert said.exit_code == 0, said.output
    assert "Payment by P1 to P0" in said.output
    assert "Not enough" not in said.output
    assert not any("not enough" in text for text in open_up(case, search(case)).sentences)


def test_ranges_have_chances() -> None:
    said = run("hanoi-2019", "--draws", "60", "--target", "0.6")
    assert said.exit_code == 0, said.output
    assert "Smallest changes that bring this to 60 of 100, cheapest first:" in said.output
    assert "; then 6" in said.output
    assert ": at most 4" in said.output


def test_where_nothing_helps(tmp_path: Path) -> None:
    impossible = [{"i0": ["o0", "o1"]}]
    case = points_case([[9, 0]], [[0, 9]], away=[40, 40], impossible=impossible)
    said = run(saved(case, tmp_path))
    assert said.exit_code == 0, said.output
    assert "cheapest first: none was found." in said.output


def test_where_nothing_is_needed(tmp_path: Path) -> None:
    said = run("harbour")
    assert "There is a deal as things are; no bridge is needed." in said.output
    assert "A mediator could propose:" in said.output
    assert said.exit_code == 0


def test_beliefs_and_the_single_text(tmp_path: Path) -> None:
    said = run(saved(mistaken(1), tmp_path)).output
    assert "P0 would have to believe that P1 walks away below 3, not 1." in said
    said = run(saved(offering(), tmp_path)).output
    assert (
        "Next step of a single text, one departure from the last offers, signed by all who must accept"
        in said
    )
    data = apart(away=(5, 5)).to_dict()
    data["record"] = [{"by": "p0", "offer": {"i0": "o1"}}]
    assert "no text within a few departures" in run(saved(build(data), tmp_path)).output


def test_json_carries_proofs(tmp_path: Path) -> None:
    said = run(saved(apart(), tmp_path), "--json", "--target", "0.9", "--draws", "10", "--seed", "3")
    data = json.loads(said.output)
    assert data["case"]["title"] == "A small case"
    assert data["target"] == 0.9
    assert all(item["proof"]["holds"] for item in data["found"])
    assert {"kind", "payer", "cost", "share", "terms", "deal"} <= set(data["found"][0])


def test_targets_are_probabilities(tmp_path: Path) -> None:
    said = run("harbour", "--target", "1.5")
    assert said.exit_code == 2
    assert '--target: found "1.5"; expected a number above 0 and at most 1' in said.output


def test_what_was_not_tried_is_said(tmp_path: Path) -> None:
    said = run(saved(ranged(), tmp_path))
    assert said.exit_code == 0, said.output
    assert "Not tried:\n  Price: an option between two others: it is a range of numbers" in said.output


def test_a_real_range_is_looked_at_in_steps(tmp_path: Path) -> None:
    said = run(saved(ranged(step=0), tmp_path))
    assert said.exit_code == 0, said.output
    assert "may be any number from" in said.output
