"""Every example of the documentation runs, in the order of its page, and prints what the page says."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, PAGES, ROOT, Block, blocks_of, commands_of, follow, name_of, steps_of, tidy

from walkaway.case import read_case_text

FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
YAML = [block for page in PAGES for block in blocks_of(page, "yaml") if block.text.startswith("case:")]
RUN = [page for page in PAGES if any(block.language in ("console", "python") for block in blocks_of(page))]
INSTALLERS = {"pip", "pipx", "uv"}


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_a_page_as_a_reader_goes_through_it(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the page says to save is saved, what it shows is run, in order, in one folder.

    Commands print what stands below them, and so do lines with >>>; … stands for anything, and where a long
    line is folded does not matter.
    """
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for step in steps_of(page):
        follow(step, tmp_path)
        if isinstance(step, Block) and step.language == "python":
            _run_python(step, names)
        if isinstance(step, Block) and step.language == "console":
            for command, shown in commands_of(step.text):
                _run_command(step, command, shown)


@pytest.mark.parametrize("block", YAML, ids=lambda block: block.where)
def test_whole_cases_read(block: Block) -> None:
    assert read_case_text(block.text).title


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_nothing_is_hidden_from_the_reader(page: Path) -> None:
    """A file that a command needs is named where it can be read."""
    hidden = re.findall(r"<!--.*?-->", page.read_text(encoding="utf-8"), re.DOTALL)
    assert all("written by scripts/reference" in comment for comment in hidden)


def test_the_first_pages_say_what_to_save() -> None:
    """README and tutorial stand on their own: they take no files from elsewhere."""
    for page in (ROOT / "README.md", DOCS / "tutorial" / "first-case.md"):
        steps = list(steps_of(page))
        assert any(isinstance(step, Block) and step.file for step in steps)
        assert not any(isinstance(step, Path) for step in steps)


def _run_python(block: Block, names: dict[str, object]) -> None:
    if ">>>" not in block.text:
        exec(compile(block.text, block.where, "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(block.text, {}, block.where, block.where, block.line - 1)
    test.globs = names
    said: list[str] = []
    doctest.DocTestRunner(verbose=False, optionflags=FLAGS).run(test, out=said.append, clear_globs=False)
    assert not said, "".join(said)


def _run_command(block: Block, command: str, shown: str) -> None:
    """Run a command of Walkaway; those that install run in .ci/run, in a fresh clone."""
    words = shlex.split(command, comments=True)
    if words[0] == "make":
        assert f"\n{words[1]}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
        return
    if words[0] in INSTALLERS:
        assert name_of(block.page) in ("README.md", "docs/how-to/install.md"), block.where
        return
    if words[0] == ".venv/bin/walkaway":
        words[0] = "walkaway"
    assert words[0] == "walkaway", (
        f"{block.where}: only walkaway, make and installers can be shown: {command}"
    )
    said, code = _run(words[1:])
    assert code == (2 if " fault" in shown and "no faults" not in shown else 0), f"{command}\nprints\n{said}"
    if shown:
        pattern = r" ?.* ?".join(re.escape(" ".join(part.split())) for part in shown.split("…"))
        assert re.fullmatch(pattern, " ".join(said.split())), f"{command}\nprints\n{said}\nnot\n{shown}"


def _run(words: list[str]) -> tuple[str, int]:
    plain = {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    ran = subprocess.run(
        [sys.executable, "-m", "walkaway", *words], env={**os.environ, **plain},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    waited = re.compile(r"^still working: .*\n", re.MULTILINE)  # said of half minutes, on a busy machine
    return tidy(waited.sub("", ran.stdout)), ran.returncode
