"""Every example of the documentation runs and prints what the page says."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.pages import PAGES, ROOT, Block, blocks_of, name_of, write_files

from walkaway.case import read_case_text

FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
CONSOLE = [block for page in PAGES for block in blocks_of(page, "console")]
YAML = [block for page in PAGES for block in blocks_of(page, "yaml") if block.text.startswith("case:")]
PYTHON = [page for page in PAGES if blocks_of(page, "python")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PYTHON, ids=name_of)
def test_python(page: Path, folder: Path) -> None:
    """The Python of a page runs from top to bottom; lines with >>> print what stands below."""
    write_files(page, folder)
    names: dict[str, object] = {}
    for block in blocks_of(page, "python"):
        if ">>>" not in block.text:
            exec(compile(block.text, block.where, "exec"), names)
            continue
        test = doctest.DocTestParser().get_doctest(block.text, {}, block.where, name_of(page), block.line - 1)
        test.globs = names
        said: list[str] = []
        doctest.DocTestRunner(optionflags=FLAGS).run(test, out=said.append, clear_globs=False)
        assert not said, "".join(said)


@pytest.mark.parametrize("block", YAML, ids=lambda block: block.where)
def test_whole_cases_read(block: Block) -> None:
    assert read_case_text(block.text).title


@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: block.where)
def test_console(block: Block, folder: Path) -> None:
    """Commands print what the page shows; … stands for anything."""
    write_files(block.page, folder)
    for command, shown in _commands(block.text):
        words = shlex.split(command, comments=True)
        if words[0] == "make":
            assert f"\n{words[1]}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
            continue
        assert words[0] == "walkaway", f"{block.where}: only walkaway and make can be shown: {command}"
        said, code = _run(words[1:])
        assert code == (2 if " fault" in shown and "no faults" not in shown else 0), said
        if shown:
            pattern = ".*".join(map(re.escape, shown.split("…")))
            assert re.fullmatch(pattern, said, re.DOTALL), f"{command}\nprints\n{said}\nnot\n{shown}"


def _commands(text: str) -> list[tuple[str, str]]:
    """Each command of a block with what the page shows below it."""
    parts = re.split(r"^\$ (.+)\n", text, flags=re.MULTILINE)
    assert not parts[0].strip()
    return [(command, _tidy(shown)) for command, shown in zip(parts[1::2], parts[2::2], strict=True)]


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def _run(words: list[str]) -> tuple[str, int]:
    plain = {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    ran = subprocess.run(
        [sys.executable, "-m", "walkaway", *words], env={**os.environ, **plain},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    return _tidy(ran.stdout), ran.returncode
