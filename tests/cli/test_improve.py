"""``walkaway improve``: which deal is meant, what is shown, what is refused."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.helpers import points_case
from tests.cli.test_cli import no_traceback, run

import walkaway
from walkaway.analysis.improve.given_deal import Reaches, given_deal
from walkaway.case import Case
from walkaway.cli.deal_option import asked_deal
from walkaway.errors import UsageError


def case_of(**more: Any) -> Case:
    """Two issues that should be traded, one on which both agree, and two offers."""
    record = [
        {"by": "p0", "offer": {"i0": "o0", "i1": "o0", "i2": "o0"}},
        {"by": "p1", "offer": {"i0": "o0"}},
        {"by": "p0", "act": "waits"},
    ]
    tables = [[[0, 5], [0, -2], [0, 1]], [[0, -2], [0, 5], [0, 1]]]
    return points_case(*tables, away=[2, 2], **{"record": record, **more})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(json.dumps(case_of().to_dict()), encoding="utf-8")
    return path


def test_a_deal_in_words(file: Path) -> None:
    done = run("improve", file, "--deal", "i0=o0, i1=o0, i2=o0")
    no_traceback(done)
    assert done.exit_code == 0
    text = " ".join(done.output.split())
    assert "7 deals" not in text
    assert "better for somebody and worse for nobody: 3 deals, 1 efficient value among them" in text
    assert "of these 2 deals would be signed; the cheapest improvements are told of such alone" in text
    assert "refused by" not in text  # one change is enough for none of them to sign; two are
    assert "P0 +3, P1 +3 i0: o0 → o1 (P0 +5, P1 −2) i1: o0 → o1 (P0 −2, P1 +5)" in text
    assert "Nash, Kalai–Smorodinsky, egalitarian, utilitarian, Raiffa" in text


def test_an_offer_on_record_and_its_json(file: Path) -> None:
    done = run("improve", file, "--offer", "1", "--json")
    data = json.loads(done.output)
    assert data["deal"] == {"i0": "o0", "i1": "o0", "i2": "o0"}
    assert data["deal_note"] == "offer 1 on record, by P0"
    assert (data["dominated_by"], data["would_pass"]) == (3, 2)
    assert data["cheapest"][0]["gains"] == {"p0": 3, "p1": 3}
    assert data["trades"][0]["gains"] == {"p0": 3, "p1": 3}
    assert data["version"] == walkaway.__version__


def test_an_open_offer_is_completed(file: Path) -> None:
    done = run("improve", file, "--offer", "2")
    text = " ".join(done.output.split())
    assert "; open: i1 and i2 (shown as P" in text
    found = walkaway.improve(walkaway.load(file), 2)
    assert found.deal == {"i0": "o0", "i1": "o1", "i2": "o1"}
    assert found.open == ("i1", "i2")


def test_a_file(file: Path, tmp_path: Path) -> None:
    deal = tmp_path / "deal.json"
    for content in ({"i0": "o0", "i1": "o0", "i2": "o0"}, {"deal": {"i0": "o0", "i1": "o0", "i2": "o0"}}):
        deal.write_text(json.dumps(content), encoding="utf-8")
        assert json.loads(run("improve", file, "--deal", deal, "--json").output)["trades_found"] == 1
    assert asked_deal(str(deal), None) == {"i0": "o0", "i1": "o0", "i2": "o0"}


@pytest.mark.parametrize("content", ["", "[", "[]", "{}", '{"i0": true}', '{"i0": ["o0"]}', "[" * 100_000])
def test_files_without_a_deal(file: Path, tmp_path: Path, content: str) -> None:
    deal = tmp_path / "deal.json"
    deal.write_text(content, encoding="utf-8")
    done = run("improve", file, "--deal", deal)
    no_traceback(done)
    assert done.exit_code == 2
    assert "deal.json" in done.output


def test_numbers_in_a_file_are_options(tmp_path: Path) -> None:
    deal = tmp_path / "deal.json"
    deal.write_text('{"price": 40}', encoding="utf-8")
    assert asked_deal(str(deal), None) == {"price": "40"}


def test_files_that_cannot_be_read(file: Path, tmp_path: Path) -> None:
    assert run("improve", file, "--deal", tmp_path / "no.json").exit_code == 2
    large = tmp_path / "large.json"
    large.write_text(" " * 5_000_001, encoding="utf-8")
    with pytest.raises(UsageError, match="more than 5 MB"):
        asked_deal(str(large), None)


@pytest.mark.parametrize("line", [
    "", "--deal i0=o0 --offer 1", "--deal i0", "--deal =o0", "--deal i0=o0,i0=o1", "--deal ,", "--deal i0=o0",
    "--deal i0=o9,i1=o0,i2=o0", "--deal x=o0", "--offer 3", "--offer 0", "--tolerance 2", "--changes 0",
])  # fmt: skip
def test_what_is_refused(file: Path, line: str) -> None:
    done = run("improve", file, *line.split())
    no_traceback(done)
    assert done.exit_code == 2


def test_a_case_without_offers(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a case with offers on record"):
        walkaway.improve(case_of(record=[]), 1)


def shown(case: Case, tmp_path: Path, *options: str) -> str:
    path = tmp_path / "some.yaml"
    path.write_text(json.dumps(case.to_dict()), encoding="utf-8")
    done = run("improve", path, *options)
    no_traceback(done)
    assert done.exit_code == 0
    return " ".join(done.output.split())


def test_an_efficient_deal(tmp_path: Path) -> None:
    text = shown(case_of(), tmp_path, "--deal", "i0=o1,i1=o1,i2=o1")
    assert "efficient: no deal is better for one party without being worse for another" in text
    assert "Cheapest" not in text
    assert "Solutions" not in text
    assert "distance" not in text


def test_red_lines_interplay_alternatives_and_shares(tmp_path: Path) -> None:
    data = case_of().to_dict()
    data["preferences"]["p0"]["red_lines"] = [{"i2": "o0"}]
    data["preferences"]["p0"]["interactions"] = [{"when": {"i0": "o1", "i1": "o1"}, "add": 1}]
    data["preferences"]["p1"]["scores"]["i2"]["o1"] = [-1, 3]
    case = type(case_of()).model_validate(data)
    text = shown(case, tmp_path, "--offer", "1", "--draws", "200", "--tolerance", "0.5")
    assert "crosses a red line of P0" in text
    assert "central realisation" in text
    assert "better in every draw" in text
    assert "level for P0 (within" in text
    whole = shown(case, tmp_path, "--deal", "i0=o0,i1=o0,i2=o1", "--draws", "200", "--tolerance", "0")
    assert "together worth more or less than both alone: P0 +1, P1 0" in whole


def test_a_red_line_that_nothing_mends(tmp_path: Path) -> None:
    data = points_case([[5, 1]], [[5, 1]]).to_dict()
    data["preferences"]["p0"]["red_lines"] = [{"i0": "o0"}]
    text = shown(type(case_of()).model_validate(data), tmp_path, "--deal", "i0=o0")
    assert "no deal within the red lines is better for one party without being worse for another" in text
    assert "Solutions" not in text


def test_none_reaches_the_walk_aways(tmp_path: Path) -> None:
    data = case_of().to_dict()
    data["preferences"]["p0"]["walk_away"] = 90
    text = shown(type(case_of()).model_validate(data), tmp_path, "--offer", "1")
    assert "none of them is worth as much as walking away to every party" in text


def test_who_would_rather_walk_away_is_said(tmp_path: Path) -> None:
    """Of ratifiers too; a deal worth exactly as much as walking away is not refused."""
    data = case_of().to_dict()
    data["ratifiers"] = {"board": {"title": "Board", "for": "p0"}}
    data["preferences"]["board"] = data["preferences"]["p0"] | {"walk_away": 1}
    data["preferences"]["p0"]["walk_away"] = 0
    data["preferences"]["p1"]["walk_away"] = 90
    deal = ",".join(f"{issue}={next(iter(data['issues'][issue]['options']))}" for issue in data["issues"])
    case = type(case_of()).model_validate(data)
    found = walkaway.improve(case, deal)
    assert found.unwilling == ("p1", "board")
    assert "P1 and Board would rather walk away" in shown(case, tmp_path, "--deal", deal)


def test_what_was_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    near = partial(given_deal, reaches=Reaches(counted=1, block=0))
    monkeypatch.setattr("walkaway.analysis.improve.improve.given_deal", near)
    text = shown(case_of(), tmp_path, "--offer", "1")
    assert "better for somebody and worse for nobody: 1 efficient value" in text
    assert "not looked at: deals that dominate it" in text


def test_what_other_offers_asked_for(tmp_path: Path) -> None:
    record = [{"by": "p1", "offer": {"i0": "o0", "i1": "o1", "i2": "o0"}}]
    case = case_of(record=record)
    text = shown(case, tmp_path, "--deal", "i0=o0,i1=o0,i2=o0", "--tolerance", "1")
    assert "issues from its offer 1" in text


def test_steps_and_variants_of_a_case(tmp_path: Path) -> None:
    record = [{"by": "p0", "offer": {"i0": o, "i1": "o0", "i2": "o0"}} for o in ("o1", "o0")]
    steps = walkaway.steps(case_of(record=record))
    assert [step.classes for step in steps] == [{"p1": "concession"}]
    ruled_out = case_of(record=record, impossible=[record[0]["offer"]])
    assert walkaway.steps(ruled_out)[0].classes == steps[0].classes
    told = "a step from its offer 1: concession for P1"
    assert told in " ".join(shown(case_of(record=record), tmp_path, "--offer", "2").split())
    assert "a step from" not in shown(case_of(record=record), tmp_path, "--offer", "1")
    data = case_of(record=record).to_dict()
    data["preferences"]["p1"]["scores"]["i0"]["o1"] = [-4, 0]
    drawn = walkaway.steps(type(case_of()).model_validate(data), draws=50, seed=3)[0]
    assert drawn.share == {"p1": 1.0}
    found = walkaway.variants(points_case([[0, 5, 3]], [[4, 0, 3]]))["kalai_negolog"]
    assert found is not None
    assert found.value == (3, 3)
