"""Nothing judged, nothing claimed: what may be said while judgements are still to be made."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import walkaway
from walkaway.case import Case, read_case_text
from walkaway.case.write import to_yaml
from walkaway.cli.app import app
from walkaway.errors import NotJudgedError

FULL = """\
case: 1
title: Half
parties: {a: Anna, b: Ben}
issues: {x: {title: Price, options: {p: Low, q: High}}, y: {title: Speed, options: {p: Slow, q: Fast}}}
preferences:
  a: {walk_away: 1, scores: {x: {p: 4, q: 2}, y: {p: 3, q: 1}}}
  b: {walk_away: 1, scores: {x: {p: 0, q: 5}}}
record:
  - {by: a, offer: {x: p, y: p}}
  - {by: b, act: refuses, refuses: {x: p, y: p}}
"""
QUESTIONS: list[Callable[[Case], object]] = [
    walkaway.zone, walkaway.frontier, walkaway.solutions, walkaway.why, walkaway.bridge,
    walkaway.sensitivity, walkaway.likely,
]  # fmt: skip
HALVES = [
    ("walk_away: 1, scores: {x: {p: 4", "walk_away: to be judged, scores: {x: {p: 4", "Anna: the walk-away"),
    ("x: {p: 4, q: 2}", "x: {p: to be judged, q: To Be  judged}", "Anna: the scores of Price (2)"),
    ("x: {p: 4, q: 2}", "x: {p: 4, q: {value: to be judged, note: ask}}", "Anna: the scores of Price"),
    ("y: {p: 3, q: 1}", "y: {points: {p: [0, 100], q: [0, 100]}, note: to be judged}",
     "Anna: the scores of Speed (2)"),
    ("b: {walk_away: 1", "b: {walk_away: {range: [0, 100], note: to be judged by Kim}", "Ben: the walk-away"),
    ("title: Speed", "title: 'Issue, to be named'", "Issue, to be named"),
]  # fmt: skip


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


@pytest.mark.parametrize(("full", "half", "missing"), HALVES)
def test_no_question_is_answered_that_rests_on_what_nobody_has_judged(
    full: str, half: str, missing: str
) -> None:
    assert full in FULL
    case = read_case_text(FULL.replace(full, half, 1))
    for question in QUESTIONS:
        with pytest.raises(NotJudgedError, match="a draft: not all is judged yet") as told:
            question(case)
        assert told.value.missing == [missing]
    for question in QUESTIONS:
        question(read_case_text(FULL))


@pytest.mark.parametrize(("full", "half", "missing"), HALVES)
def test_the_mark_is_kept_when_the_case_is_written(full: str, half: str, missing: str) -> None:
    case = read_case_text(FULL.replace(full, half, 1))
    assert read_case_text(to_yaml(case)).digest == case.digest
    with pytest.raises(NotJudgedError):
        walkaway.zone(read_case_text(to_yaml(case)))


def test_a_draft_claims_nothing_in_any_command(tmp_path: Path) -> None:
    path = tmp_path / "half.yaml"
    path.write_text(FULL.replace("walk_away: 1", "walk_away: to be judged", 2), encoding="utf-8")
    for command in ("deals", "why", "bridge", "sensitivity"):
        code, output = run(command, path)
        assert code == 2
        assert output.startswith("a draft: not all is judged yet; still missing: 2 judgements of 8")
        assert "Anna: the walk-away" in output
        assert "%" not in output
        code, output = run(command, path, "--json")
        assert json.loads(output)["draft"]["missing"] == ["Anna: the walk-away", "Ben: the walk-away"]
    code, output = run("improve", path, "--offer", 1)
    assert code == 2
    assert output.startswith("a draft:")
    page, data = tmp_path / "brief.html", tmp_path / "brief.json"
    code, output = run("brief", path, "-o", page, "--json", data)
    assert code == 0
    assert "A draft: not all is judged yet" in output
    html = page.read_text(encoding="utf-8")
    assert "A draft: not all is judged yet" in html
    assert "Anna: the walk-away" in html
    assert "of 100 draws" not in html
    assert "<script" not in html
    assert json.loads(data.read_text(encoding="utf-8"))["draft"]["missing"][0] == "Anna: the walk-away"


def test_check_lists_what_is_still_to_be_judged(tmp_path: Path) -> None:
    path = tmp_path / "half.yaml"
    path.write_text(
        FULL.replace("x: {p: 4, q: 2}", "x: {p: to be judged, q: to be judged}"), encoding="utf-8"
    )
    (doubt,) = walkaway.check(path)
    assert (doubt.level, doubt.line, doubt.path) == ("doubt", 6, "preferences.a.scores.x.p")
    assert doubt.found == "Anna: the scores of Price (2), still to be judged"


def test_filling_in_step_by_step_shows_progress() -> None:
    text, left = FULL, []
    for part in ("walk_away: 1", "p: 4", "q: 2", "p: 3"):
        text = text.replace(part, f"{part.split(':')[0]}: to be judged", 1)
    for part in ("walk_away: 7", "p: 4", "q: 2", "p: 3"):
        with pytest.raises(NotJudgedError) as told:
            walkaway.zone(read_case_text(text))
        left.append(told.value.state.partition("missing: ")[2])
        text = text.replace(f"{part.split(':')[0]}: to be judged", part, 1)
    assert left == [
        f"{many} of 8" for many in ("4 judgements", "3 judgements", "2 judgements", "1 judgement")
    ]
    assert walkaway.zone(read_case_text(text)).verdict == "impossible"


def test_a_belief_still_to_be_judged_stops_only_what_rests_on_it() -> None:
    believes = "b: {walk_away: 1, believes: {a: {walk_away: to be judged}}"
    case = read_case_text(FULL.replace("b: {walk_away: 1", believes))
    assert walkaway.zone(case).verdict == "certain"
    found = walkaway.why(case)
    assert found.explanations["misperception"].untestable == "what is believed is still to be judged"
    assert "What Ben believes of Anna is still to be judged." in found.says
    assert walkaway.bridge(case).beliefs == ()


def test_a_third_party_still_to_be_judged_is_left_out() -> None:
    text = FULL.replace("issues:", "third_parties: {t: {title: Town}}\nissues:", 1).replace(
        "record:", "  t: {scores: {x: {p: to be judged, q: 1}}}\nrecord:"
    )
    assert walkaway.why(read_case_text(text)).bystanders == ()
    judged = walkaway.why(read_case_text(text.replace("to be judged", "2")))
    assert [item.who for item in judged.bystanders] == ["t"]


def test_a_case_that_is_not_judged_is_not_written_for_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "half.yaml"
    path.write_text(FULL.replace("walk_away: 1", "walk_away: to be judged", 1), encoding="utf-8")
    code, output = run("convert", path, tmp_path / "out", "--to", "genius")
    assert code == 2
    assert "a draft: not all is judged yet" in output
    assert not (tmp_path / "out").exists()
