"""Without the extra "documents": what works, what says that it needs it, and how it is told."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.evidence.transcripts import needs_parser

from walkaway.errors import ExtraError
from walkaway.evidence.extra import EXTRA, INSTALL, LIBRARIES, MODEL, missing, need_documents
from walkaway.evidence.speech import model
from walkaway.evidence.speech.model import LOST

ROOT = Path(__file__).parents[2]
BARE = f"""
import sys
from importlib.machinery import PathFinder
found = PathFinder.find_spec.__func__
hidden = {{*{LIBRARIES!r}, "lxml"}}
PathFinder.find_spec = classmethod(
    lambda cls, name, *more: None if name.split(".")[0] in hidden else found(cls, name, *more)
)
"""
FOUND = f'the extra "{EXTRA}" not installed (no {", ".join(LIBRARIES)})'
HOW = f"{INSTALL}, or '.[{EXTRA}]' in a clone"
LINE = f"found {FOUND}; expected the extra, which reading documents needs ({HOW})"


def bare(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command that finds none of the libraries of the extra, in no process that it starts."""
    script = f"from walkaway.cli.app import main\nimport sys\nsys.argv = ['walkaway', *{words!r}]\nmain()"
    plain = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    with tempfile.TemporaryDirectory() as first:
        (Path(first) / "sitecustomize.py").write_text(BARE, encoding="utf-8")
        plain["PYTHONPATH"] = os.pathsep.join(filter(None, [first, plain.get("PYTHONPATH")]))
        return subprocess.run(
            [sys.executable, "-c", script],
            cwd=cwd,
            env=plain,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def text(tmp_path: Path) -> Path:
    (tmp_path / "note.txt").write_text("“We will not sign,” said Ann Bell.", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("words", [("read", "note.txt"), ("draft", "note.txt", "-o", "new")])
def test_a_command_that_needs_it_says_so_in_one_line(text: Path, words: tuple[str, ...]) -> None:
    """Law: exit code 2, one line that says what and how, nothing written; and the same for machines."""
    ran = bare(*words, cwd=text)
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", LINE + "\n")
    assert [path.name for path in text.iterdir()] == ["note.txt"]
    fault = json.loads(bare(*words, "--json", cwd=text).stdout)["faults"][0]
    assert (fault["found"], fault["hint"]) == (FOUND, HOW)


def test_cites_in_plain_documents_hold_without_it(tmp_path: Path) -> None:
    ran = bare("check", "hanoi-2019", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "hanoi-2019: no faults\n")


def test_a_brief_without_documents_needs_nothing_of_it(tmp_path: Path) -> None:
    ran = bare("brief", "harbour", "-o", "harbour.html", "--draws", "50", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "harbour.html").is_file()


def test_a_brief_of_documents_says_what_it_loses(text: Path) -> None:
    (text / "documents").mkdir()
    (text / "note.txt").rename(text / "documents" / "note.txt")
    (text / "case.yaml").write_text(
        "case: 1\ntitle: A\nparties: {a: A, b: B}\nissues: {x: {title: X, options: {y: Y, n: N}}}\n"
        "preferences: {a: {scores: {x: {y: 1, n: 0}}}, b: {scores: {x: {y: 1, n: 0}}}}\n",
        encoding="utf-8",
    )
    ran = bare("brief", ".", "-o", "a.html", cwd=text)
    assert (ran.returncode, ran.stderr) == (0, f"note: {LOST}\n")
    assert "without the extra “documents”" in (text / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("media", "raw"), [("html", "b'<html><p>A</p></html>'"), ("pdf", "b'%PDF-1.4'")])
def test_a_kind_of_document_that_needs_it_says_so(tmp_path: Path, media: str, raw: str) -> None:
    script = f"""{BARE}
from walkaway.evidence.intake.formats import extract
from walkaway.evidence.intake.unreadable import Unreadable
try:
    extract({media!r}, {raw})
except Unreadable as refusal:
    print(refusal.expected, "|", refusal.hint)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.stdout == f'the extra "{EXTRA}" to read it with | {INSTALL}\n', ran.stderr


def test_only_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "walkaway.evidence.extra.find_spec", lambda name: None if name == "pypdfium2" else name
    )
    assert missing() == ("pypdfium2",)
    with pytest.raises(ExtraError, match=r"not installed \(no pypdfium2\); expected the extra"):
        need_documents("reading documents")


def test_the_modules_are_those_of_the_extra() -> None:
    """Law: what the program looks for is what the package asks for, and ``all`` is everything."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    names = {re.split("[^a-z0-9-]", line)[0].replace("-", "_") for line in extras[EXTRA]}
    assert names == {{"pycrfsuite": "python_crfsuite"}.get(name, name) for name in LIBRARIES}
    assert set(re.findall(r"\[(.+?)\]", extras["all"][0])[0].split(",")) == set(extras) - {"all"}


@needs_parser
def test_another_model_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: one changed byte, or one file more, and nothing of the model is run."""
    place = find_spec(MODEL)
    assert place is not None
    assert place.origin is not None
    copy = tmp_path / MODEL
    shutil.copytree(Path(place.origin).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert model.digest_of(copy) == model.DIGEST
    monkeypatch.setattr(
        model, "find_spec", lambda name: ModuleSpec(name, None, origin=str(copy / "__init__.py"))
    )
    (copy / "more.py").write_text("raise SystemExit", encoding="utf-8")
    with pytest.raises(ExtraError, match="was changed or is another one"):
        model.load_parser.__wrapped__()
    (copy / "more.py").unlink()
    weights = next(copy.glob("*/parser/model"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"!")
    with pytest.raises(ExtraError, match="--force-reinstall"):
        model.load_parser.__wrapped__()
