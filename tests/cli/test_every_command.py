"""Every command, as people see it: within the width, clean, whole, in titles, with the right noun for one."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.hard import ID, write_hard
from typer.testing import CliRunner

import walkaway
from walkaway.analysis.answers import Answers
from walkaway.case.titles import deal_words
from walkaway.cli import app as cli
from walkaway.language import clean

WIDTHS = ("60", "80", "120", "200", "")
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200b]")
FEW = ("--draws", "60")
COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check", "hard"),
    "deals": ("deals", "hard", *FEW),
    "brief": ("brief", "hard", *FEW),
    "improve": ("improve", "hard", "--offer", "2", *FEW),
    "why": ("why", "hard", "--without", "preferences.zq17_a.believes.zq17_b.walk_away", *FEW),
    "bridge": ("bridge", "hard", "--target", "1", *FEW),
    "path": ("path", "hard", *FEW),
    "play": ("play", "hard", *FEW),
    "sensitivity": (
        "sensitivity", "hard", "--map", "preferences.zq17_a.walk_away", "preferences.zq17_b.walk_away", *FEW,
    ),
    "debrief": ("debrief", "hard", "results.csv"),
    "compare": (
        "compare", "hard", "--set", "preferences.zq17_a.walk_away=[20, 50]",
        "--set", "preferences.zq17_a.scores.zq17_cash=zq17_top > zq17_mid > zq17_low",
        "--set", "preferences.zq17_a.red_lines[0].zq17_cash=zq17_mid", *FEW,
    ),
    "convert": ("convert", "hard", "out", "--to", "genius"),
    "sheet": ("sheet", "hard", "-o", "hard.xlsx"),
    "new": ("new", "mine", "--template", "labour"),
    "cases": ("cases",),
    "read": ("read", "hard/documents/memo.txt", "--case", "hard"),
    "cite": ("cite", "hard", "--add"),
    "no case": ("deals", "hard\x1b[31m/\u202enothing"),
    "no option": ("deals", "hard", "--\x1b[31mnothing"),
    "no command": ("\x9b31m",),
}  # fmt: skip
HEAD = f"group,{ID}_port,{ID}_cash,{ID}_day\n"
ANSWERS = ("deals", "brief", "improve", "why", "bridge", "path", "play", "sensitivity")
NAMES_PATHS = {"cite", "convert", "sheet", "new", "no case", "no option", "no command"}
"""What people type or files: a path or a foreign name there is what the line is about."""


@pytest.fixture
def hard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("results.csv").write_text(
        f"{HEAD}Reds\u202e,{ID}_no,{ID}_mid,{ID}_late\nBlues,,,\n", encoding="utf-8"
    )
    return write_hard(tmp_path / "hard")


def said(*args: str) -> tuple[str, str]:
    """What a command prints and says: it ends well or with a fault, never with our error."""
    result = CliRunner().invoke(cli.app, list(args))
    assert result.exit_code in (0, 2), result.output
    return result.stdout, result.stderr


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_is_wider_than_asked_nor_obeyed(
    name: str, width: str, hard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law: whatever the titles, each line fits and holds no sign that a terminal obeys; no path, no id."""
    monkeypatch.setenv("COLUMNS", width) if width else monkeypatch.delenv("COLUMNS", raising=False)
    out, err = said(*COMMANDS[name])
    text = f"{out}\n{err}"
    assert not OBEYED.search(text)
    measured = text if width else "" if name == "check" else out  # a message in a pipe stays one line
    assert max(map(cell_len, measured.split("\n"))) <= int(width or 100)
    assert name in NAMES_PATHS or not re.search(rf"{ID}|preferences\.|impossible\[|red_lines", text)


def test_the_page_names_titles(hard: Path) -> None:
    """Law: the words of the page hold no id and no path."""
    said("brief", "hard", "-o", "page.html", *FEW)
    page = Path("page.html").read_text(encoding="utf-8")
    words = re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]*>", " ", page)
    pattern = rf".{{60}}(?:{ID}|preferences\.|impossible\[|red_lines).{{60}}"
    assert re.findall(pattern, html.unescape(words), re.DOTALL) == []


ONE = """
case: 1
title: One of each
parties: {a: Ann, b: Ben}
issues: {x: {title: Price, options: {low: Low}}}
preferences:
  a: {walk_away: [1, 2], scores: {x: {low: 3}}}
  b: {walk_away: 1, scores: {x: {low: 2}}}
record: [{by: a, offer: {x: low}}]
"""
TWO = ONE.replace("{low: Low}", "{low: Low, high: High}").replace("{low: 3}", "{low: 3, high: 0}").replace(
    "{low: 2}", "{low: 0, high: 2}"
)  # fmt: skip
_VERBS = "as|is|passes|rests|less|moves|does"
WRONG = re.compile(rf"\b(1|one) (?!({_VERBS})\b)[a-z]+s\b|\b(1|one) efficient values")


@pytest.mark.parametrize("text", [ONE, TWO], ids=["one deal", "no zone"])
def test_nouns_are_right_for_one(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: a count of one has its noun in the singular, in every command and on the page."""
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(text, encoding="utf-8")
    told = [
        said(*args)
        for args in (
            ("check", "one.yaml"), ("deals", "one.yaml", *FEW), ("why", "one.yaml", *FEW),
            ("improve", "one.yaml", "--offer", "1", *FEW), ("bridge", "one.yaml", "--target", "1", *FEW),
            ("sensitivity", "one.yaml", *FEW), ("brief", "one.yaml", "-o", "one.html", *FEW),
            ("convert", "one.yaml", "out", "--to", "genius"),
        )
    ]  # fmt: skip
    page = re.sub(
        r"(?s)<(script|style|svg)\b.*?</\1>|<[^>]*>", " ", Path("one.html").read_text(encoding="utf-8")
    )
    for words in (*(f"{out}\n{err}" for out, err in told), html.unescape(page)):
        found = WRONG.search(" ".join(words.split()))
        assert found is None, words[max(0, words.find(found[0]) - 80) :][:200]


@pytest.mark.parametrize("case", ["hanoi-2019", "harbour"])
@pytest.mark.parametrize(
    "command", ["deals", "brief", "improve", "why", "bridge", "sensitivity", "check", "cite"]
)
def test_cases_of_the_catalogue_fit_the_narrowest_terminal(
    command: str, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    more = {"improve": ("--offer", "1", *FEW), "check": (), "cite": ("--add",)}.get(command, FEW)
    text = "\n".join(said(command, case, *more))
    assert max(map(cell_len, text.split("\n"))) <= 60


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_is_cut_off_at_sixty_columns(name: str, hard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: the narrowest terminal shows all words that the widest shows; no ellipsis stands for a term.

    One by itself stands for moves that are left out, and is counted in words below.
    """
    told = []
    for width in ("60", "200"):
        monkeypatch.setenv("COLUMNS", width)
        told.append(said(*COMMANDS[name])[0])
    lines = told[0].splitlines()
    alone = [line for line in lines if line.strip() == "…"]
    assert not alone or (name == "play" and "left out" in told[0])
    assert not any("…" in line for line in lines if line not in alone)
    if name in ("improve", "why", "bridge"):  # text alone; tables and the bar are laid out anew
        assert "".join(told[0].split()) == "".join(told[1].split())


def test_the_likeliest_deal_is_read_whole(hard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: each term of the likeliest deal stands in the summary, however narrow the terminal."""
    answers = walkaway.deals(walkaway.load("hard"), draws=60)
    assert isinstance(answers, Answers)
    deal = answers.likely.deals[0].deal
    words = deal_words(walkaway.load("hard").case, deal)
    monkeypatch.setenv("COLUMNS", "60")
    summary = "".join(said("brief", "hard", *FEW)[0].split())
    assert summary.count("".join(clean(words).split())) == 2  # in the bottom line, and as deal A


@pytest.mark.parametrize(
    "name", ["check", "debrief", "read", "cite", *(name for name in ANSWERS if name != "brief")]
)
def test_json_keeps_the_data_and_escapes_what_a_terminal_obeys(name: str, hard: Path) -> None:
    out, _ = said(*COMMANDS[name], "--json")
    assert not OBEYED.search(out)
    assert name == "check" or json.loads(out)
