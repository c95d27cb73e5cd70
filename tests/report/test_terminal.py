"""The summary for a terminal: short, narrow enough, the same words as the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analysis.helpers import listed_case
from tests.report.helpers import Page, brief_of, large, two
from tests.strategies import build
from typer.testing import CliRunner

from walkaway import catalogue, improve, load
from walkaway.analysis.answers import analyse
from walkaway.analysis.frontier import merging
from walkaway.case import Case
from walkaway.case.write import to_yaml
from walkaway.cli.app import app
from walkaway.language import fold
from walkaway.printing import print_lines, reading_width, show
from walkaway.report.terminal.deals_view import deals_tables
from walkaway.report.terminal.improve_view import improve_tables


@pytest.mark.parametrize("name", list(catalogue.catalogue()))
def test_under_forty_lines_and_within_the_width(name: str) -> None:
    brief = brief_of(load(name).case, draws=100)
    for width in (60, 80, 100):
        lines = brief.text(width).split("\n")
        assert len(lines) < 40
        assert max(map(len, lines)) <= width
        assert " ".join(lines).count("walk-away is stated for") <= 1


def test_the_bottom_line_is_there_word_for_word() -> None:
    for case in (two(), load("hanoi-2019").case):
        brief = brief_of(case)
        text = " ".join(brief.text(100).split())
        assert all(sentence in text for sentence in brief.bottom_line.sentences)


@pytest.mark.parametrize("case", [two(), load("panama-1977").case], ids=["small", "panama"])
def test_it_is_laid_out_once(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Law: at any width no line is over it, and none ends where the next word of its sentence had room."""
    brief = brief_of(case, draws=50)
    for width in range(60, 201, 7):
        monkeypatch.setenv("COLUMNS", str(width))
        room = reading_width()
        print_lines(brief.text(room))
        printed = capsys.readouterr().out
        lines = printed.removesuffix("\n").split("\n")
        assert max(map(len, lines)) <= room <= width
        assert [len(line) for line in lines if set(line) <= set("█▒░") and line] == [room]
        assert lines == brief.text(room).split("\n")
        for said in brief.bottom_line.sentences:
            assert "\n".join(fold(said, room)) in printed


@pytest.mark.parametrize("width", ["60", "100", "101", "120", "160", "200"])
def test_the_command_prints_what_the_brief_says_at_that_width(
    width: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(to_yaml(two()), encoding="utf-8")
    monkeypatch.setenv("COLUMNS", width)
    told = CliRunner().invoke(app, ["brief", str(path), "--draws", "50"])
    room = min(int(width), 100)
    assert told.output == brief_of(load(path).case, draws=50).text(room) + "\n"


def test_transcript() -> None:
    assert brief_of(two()).text(72).split("\n") == TRANSCRIPT


def test_a_space_that_cannot_be_listed_has_no_bar() -> None:
    text = brief_of(large(1500), draws=20).text(80)
    assert "█" not in text
    assert "about 10^30 combinations" in text


TRANSCRIPT = [
    "A small case",
    "",
    "There is room for a deal that both parties would sign: 2 of 6 deals",
    "pass.",
    "Both parties must accept; the hardest to please is Ann, for whom 4 of 6",
    "deals are as good as walking away or better.",
    "Of the deals that pass, “Price: Middle; Date: Soon” and one other do",
    "most for the party that gains least; over walking away the one named",
    "here gains Ann 3 and Bob 0.",
    "None of the 12 judgements is tied to words in a document.",
    "",
    "████████████████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░",
    "█ 2 pass   ░ 4 do not pass   of 6 deals",
    "",
    "A  passes  Price: Middle; Date: Soon",
    "   over walking away: Ann +3 · Bob 0",
    "B  passes  as A, but Date: Late",
    "   better for Bob (+3), worse for Ann (−3) than A",
]


def test_what_is_out_of_reach_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """One question beyond its budget does not block the summary."""
    monkeypatch.setattr(merging, "FRONT_BUDGET", 3)
    preferences = two().to_dict()["preferences"]
    for who in "ab":
        preferences[who]["walk_away"] = 6
    brief = brief_of(two(preferences=preferences))
    assert "Out of reach: frontier, lotteries and variants (the frontier has more than 3 values" in " ".join(
        brief.text(100).split()
    )
    assert brief.answers.zone.verdict == "impossible"
    assert "not answered" in brief.html()


def test_a_frontier_of_which_nothing_is_known_is_no_empty_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(merging, "FRONT_BUDGET", 0)
    case = two()
    answers = analyse(case)
    assert answers.frontier.limit
    assert not len(answers.frontier)
    show(deals_tables(case, answers))
    assert "Frontier\nout of reach: the frontier has more than 0 values" in capsys.readouterr().out


def _deals(case: Case) -> str:
    parts = deals_tables(case, analyse(case))
    return "\n".join(str(part) for part in parts)


def test_a_lottery_is_shown_where_no_deal_satisfies_everybody() -> None:
    """(9, 0) and (0, 9) leave somebody below 4, their even chance nobody; a ratifier may still refuse it."""
    data = listed_case([(9, 0), (0, 9)], away=[4, 4]).to_dict()
    shown = _deals(build(data))
    assert "P0 4.5, P1 4.5 on average" in shown
    assert shown.count("50 %: i0: o") == 2
    data["ratifiers"] = {"r": {"title": "Council", "for": "p0"}}
    data["preferences"]["r"] = {"walk_away": 3, "scores": {"i0": {"o0": 4, "o1": 0}}}
    assert "refused by Council" in _deals(build(data))
    assert "on average" not in _deals(listed_case([(9, 0), (4, 4)], away=[4, 4]))


@pytest.mark.parametrize("senate", [False, True])
def test_who_refuses_what_every_rule_picks_is_named_once(senate: bool) -> None:
    """By hand: the council wants 3 and gets 2 at most; the senate takes (6, 6) alone."""
    data = listed_case([(1, 1), (3, 5), (6, 6), (10, 3)], away=[2, 2]).to_dict()
    data["ratifiers"] = {"r": {"title": "Council", "for": "p0"}}
    gains = {"r": (0, 1, 1, 2)} | ({"s": (0, 0, 9, 0)} if senate else {})
    data["ratifiers"] |= {"s": {"title": "Senate", "for": "p1"}} if senate else {}
    for who, scores in gains.items():
        options = [f"o{place}" for place in range(4)]
        data["preferences"][who] = {"walk_away": 3, "scores": {"i0": dict(zip(options, scores, strict=True))}}
    case = build(data)
    for text in (_deals(case), Page(brief_of(case).html()).text):
        assert text.count("refused by Council") == 1
        assert ("also refused by Senate" in text) is senate


def test_who_refuses_all_that_is_proposed_is_named_once() -> None:
    """By hand: P0 wants 9 and gets 7 at most; P1 wants 4 and has it in three of the better deals."""
    case = listed_case([(1, 1), (3, 5), (6, 6), (7, 3)], away=[9, 4])
    better = [str(part) for part in improve_tables(case, improve(case, {"i0": "o0"}))]
    text = "\n".join(better)
    assert text.count("P0 +") > 1
    assert text.count("refused by P0") == 1
    assert "also refused by P1" in text


def test_the_rules_of_other_programs_are_shown_where_the_case_is_theirs() -> None:
    data = listed_case([(1, 0), (0.9, 0.5), (0.45, 0.6), (0, 1)]).to_dict()
    assert "other programs" not in _deals(build(data))
    for own in data["preferences"].values():
        own["scale"] = "utility"
    shown = _deals(build(data))
    assert "ks_negmas" in shown
    assert "P0 0.45, P1 0.6" in shown
