"""The one way to print: its width, folding, grids that fold or become blocks, styles, two streams."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from walkaway import printing
from walkaway.language import clean
from walkaway.printing import Grid, Line, columns, heading, laid_out, show

WORDS = st.text(st.sampled_from("abc 合意\x1b\u202e-"), max_size=90)


def printed(*parts: printing.Part, width: int) -> str:
    return "\n".join(line for line, _ in laid_out(parts, width))


@pytest.mark.parametrize(
    ("asked", "told"), [("20", 60), ("60", 60), ("133", 133), ("9000", 200), ("x", 100), ("", 100)]
)
def test_the_width_asked_for(monkeypatch: pytest.MonkeyPatch, asked: str, told: int) -> None:
    monkeypatch.setenv("COLUMNS", asked)
    assert columns(StringIO()) == told


def test_the_width_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without COLUMNS the terminal says; bounds hold there too."""
    monkeypatch.delenv("COLUMNS", raising=False)
    main, other = pty.openpty()
    with os.fdopen(other, "w") as stream:
        for wide, got in ((72, 72), (20, 60), (500, 200)):
            subprocess.run(["stty", "cols", str(wide)], stdin=stream, check=True)
            assert columns(stream) == got
    os.close(main)


ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), max_size=4)


@given(ROWS, st.integers(60, 200), st.integers(0, 4))
def test_a_grid_fits_and_keeps_all(rows: list[tuple[str, ...]], width: int, left: int) -> None:
    """Law: no line is wider than the width, and every cell is there whole, blanks aside."""
    text = printed(Grid(("a", "b", "c", "d"), tuple(rows), title="t", left=left), width=width)
    assert max(map(cell_len, text.split("\n"))) <= width
    assert "\x1b" not in text
    signs = [sign for row in rows for cell in row for sign in clean(cell) if sign != " "]
    for sign in set(signs):
        assert text.count(sign) >= signs.count(sign)


def test_a_grid_folds_its_words_and_then_becomes_blocks() -> None:
    grid = Grid(("judgement", "from", "to"), (("the weight of every issue", "1", "22"),))
    assert printed(grid, width=60).split("\n") == [
        "judgement                  from  to",
        "the weight of every issue     1  22",
    ]
    head = f"number of draws {'x' * 9}"
    rows = (("the weight of every issue", *"12345"),)
    assert printed(Grid(("judgement", *[head] * 5), rows), width=60).split("\n") == [
        "the weight of every issue", *(f"  {head}: {number}" for number in "12345"),
    ]  # fmt: skip
    folded = Grid(("", "number of draws", "deals"), (("word " * 9, "1", "2"),))
    assert printed(folded, width=60).split("\n")[0].split() == ["number", "of", "draws", "deals"]
    long = Grid(("case", "deals"), (("word " * 15, "1"),))
    assert printed(long, width=60).split("\n")[1:] == [
        "word word word word word word word word word word          1", "  word word word word word",
    ]  # fmt: skip


def test_running_text_stops_where_it_is_readable() -> None:
    text = "word " * 60
    assert max(map(len, printed(text, width=200).split("\n"))) <= 100
    assert max(map(len, printed(text, width=70).split("\n"))) <= 70
    assert printed("  - " + text, width=60).split("\n")[1].startswith("    word")


def test_styles_are_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    parts = [*heading("A title \x1b[2J"), Line("small", "dim"), "text"]
    plain, styled = StringIO(), Terminal()
    show(parts, plain)
    show(parts, styled)
    assert plain.getvalue() == "\nA title \ufffd[2J\nsmall\ntext\n"
    assert styled.getvalue() == "\n\x1b[1mA title \ufffd[2J\x1b[0m\n\x1b[2msmall\x1b[0m\ntext\n"
    monkeypatch.setenv("NO_COLOR", "1")
    bare = Terminal()
    show(parts, bare)
    assert bare.getvalue() == plain.getvalue()


def test_both_streams_are_clean(capsys: pytest.CaptureFixture[str]) -> None:
    printing.print_text("a\x1b[31m\nb")
    printing.say("no such case \x9b2J")
    printing.print_json({"title": "x\x9b\u202e"})
    told = capsys.readouterr()
    assert told.out == 'a\ufffd[31m\nb\n{\n  "title": "x\\u009b\\u202e"\n}\n'
    assert told.err == "no such case \ufffd2J\n"


def test_a_message_is_one_line_unless_a_width_is_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Editors and logs read ``file:line: …``; a terminal folds."""
    monkeypatch.delenv("COLUMNS", raising=False)
    printing.say(f"case.yaml:3: {'word ' * 40}end")
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("COLUMNS", "80")
    printing.say(f"case.yaml:3: {'word ' * 40}end")
    assert max(map(len, capsys.readouterr().err.splitlines())) <= 80
    printing.print_messages(f"/{'very/long/way/to/a/' * 5}case.yaml:3: found nothing")
    assert "case.yaml:3: found nothing\n" in capsys.readouterr().out  # what names the place stays whole


def test_nothing_else_prints() -> None:
    """Law: no other file writes to a stream, but the start, where nothing is loaded yet."""
    root = Path(printing.__file__).parent
    writes = re.compile(r"(std)?(out|err)\.write\(|\bprint\(|console\.print|\becho\(")
    lines = [
        (file.name, line.strip())
        for file in sorted(root.rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if writes.search(line) and not line.lstrip().startswith((">>>", "..."))
    ]
    assert {name for name, _ in lines} == {"__main__.py", "printing.py"}
