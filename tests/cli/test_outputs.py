"""No file is changed that was not written here, whatever the command and whatever the name."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from walkaway.cli.app import app
from walkaway.errors import UsageError
from walkaway.outputs import JSON, KINDS, OTHER, PAGE, Kind, Targets, inputs_of

CASE = """\
case: 1
title: A car
parties: {seller: Seller, buyer: Buyer}
issues: {price: {title: Price, options: {low: "4,000", high: "5,000"}}}
preferences:
  seller: {walk_away: 1, scores: {price: {low: 1, high: 2}}}
  buyer: {walk_away: 1, scores: {price: {low: 2, high: 1}}}
"""
TEXT = "“We will not sign,” said Ann Bell. The port said that talks would go on.\n"
LAW_RUNS = int(os.environ.get("WALKAWAY_RUNS", "25"))


def content(folder: Path) -> dict[str, str]:
    """Every file below a folder that is no link, with the digest of its bytes."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def world(folder: Path) -> None:
    """A case with documents, another case, papers, a brief that was edited, and other people's files."""
    (folder / "own" / "documents").mkdir(parents=True)
    (folder / "papers").mkdir()
    (folder / "own" / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "own" / "documents" / "memo.md").write_text(TEXT, encoding="utf-8")
    (folder / "other.yml").write_text("# a head\n---\n" + CASE, encoding="utf-8")
    (folder / "broken.txt").write_text("case: 1\nparties: [", encoding="utf-8")
    (folder / "papers" / "news.txt").write_text(TEXT, encoding="utf-8")
    (folder / "notes.html").write_text("<p>My own notes</p>", encoding="utf-8")
    (folder / "data.json").write_text('{"version": 1}', encoding="utf-8")
    (folder / "empty.html").touch()
    (folder / "binary.html").write_bytes(bytes(range(256)))
    edited = PAGE.marked("<!doctype html>\n<p>A brief</p>\n").replace("A brief", "A brief, edited")
    (folder / "edited.html").write_text(edited, encoding="utf-8")
    for name, target in LINKS.items():
        (folder / name).symlink_to(target)
    os.link(folder / "own" / "documents" / "memo.md", folder / "hard.html")
    os.link(folder / "papers" / "news.txt", folder / "hard.json")


LINKS = {"link": "own/case.yaml", "deep": "link", "papers-too": "papers", "lost": "gone"}
OURS = ("ours.html", "ours.json")


def spellings(folder: Path, pick: random.Random) -> str:
    """The name of some file or place in the world, spelled one way or another."""
    places = [path for path in folder.rglob("*") if not path.is_dir()]
    new = [
        folder / name for name in (*OURS, "own/documents/new.md", "papers-too/news.txt", "papers-too/new.txt")
    ]
    names = [*map(str, places), *map(str, new)]
    name = pick.choice(names)
    away = Path(name)
    return pick.choice([
        name, os.path.relpath(name), str(away.parent / "." / away.name),
        str(away.parent / ".." / away.parent.name / away.name), str(away.parent / away.name.upper()),
    ])  # fmt: skip


def command(folder: Path, target: str, pick: random.Random) -> list[str]:
    case = str(folder / pick.choice(["own", "own/case.yaml", "other.yml"]))
    papers = str(folder / pick.choice(["papers", "papers/news.txt", "hard.json"]))
    above = str(Path(target).parent)
    return pick.choice([
        ["brief", case, "--draws", "20", "-o", target], ["brief", case, "--draws", "20", "--json", target],
        ["read", papers, "-o", target], ["read", papers, "--json", "-o", target],
        ["read", papers, "--format", "csv", "-o", target], ["draft", papers, "-o", target],
        ["convert", case, target, "--to", "case"], ["convert", case, target],
        ["convert", case, target, "--to", "negmas"], ["convert", case, above, "--to", "negolog"],
    ])  # fmt: skip


@pytest.mark.parametrize("seed", range(LAW_RUNS))
def test_law_no_file_is_changed_that_was_not_written_here(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain_page: None
) -> None:
    """Whatever is there, under whatever name, keeps every byte; new files may come."""
    pick = random.Random(seed)
    world(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = content(tmp_path)
    for _ in range(3):
        arguments = command(tmp_path, spellings(tmp_path, pick), pick)
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code in (0, 2), (arguments, result.output)
        after = content(tmp_path)
        changed = [name for name, digest in before.items() if after.get(name) != digest]
        assert changed == [], (arguments, result.output)
        assert not [name for name in after if ".walkaway" in name], "litter"
    assert all((tmp_path / name).is_symlink() for name in LINKS)


@pytest.fixture
def plain_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page without its charts, which have tests of their own and take most of the time."""
    room = import_module("walkaway.report.brief")
    monkeypatch.setattr(room.Brief, "html", lambda self, without=(): f"<!doctype html>{self.case.title}\n")


@pytest.mark.parametrize("kind", [PAGE, JSON])
def test_what_was_written_here_is_known_until_somebody_changes_it(kind: Kind) -> None:
    assert kind in KINDS
    text = '{\n  "a": [1, 2.5, "ä"]\n}\n' if kind is JSON else "<!doctype html>\n<p>ä</p>\n"
    marked = kind.marked(text)
    assert kind.ours(marked)
    assert not kind.ours(text)
    assert not kind.ours(marked.replace("ä", "ö"))
    if kind is JSON:
        assert json.loads(marked) == {"written_by": json.loads(marked)["written_by"], "a": [1, 2.5, "ä"]}
        for other in ("", "[]", "[" * 100_000, "1", '{"written_by": 3}', "null"):
            assert not JSON.ours(other)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("own/case.yaml", "which was read"), ("link", "which was read"), ("deep", "which was read"),
        ("own/documents/memo.md", "in a folder that is read"),
        ("own/documents/new.md", "in a folder that is read"),
        ("hard.html", "which was read"), ("other.yml", "which is a case"), ("broken.txt", "which is a case"),
        ("papers", "which is a folder"),
    ],
)  # fmt: skip
def test_what_is_never_written_over_even_if_forced(name: str, found: str, tmp_path: Path) -> None:
    world(tmp_path)
    own = tmp_path / "own"
    for spelled in (tmp_path / name, tmp_path / "papers" / ".." / name):
        targets = Targets(inputs_of(own / "case.yaml", own / "documents"), force=True)
        with pytest.raises(UsageError, match=found):
            targets.write([(spelled, PAGE, "x")])


FOREIGN = {
    "space.xml": '<?xml version="1.0"?><!-- ours --><utility_space><objective/></utility_space>',
    "domain.xml": "<negotiation_template><utility_space/></negotiation_template>",
    "profile.json": '{"LinearAdditiveUtilitySpace": {"name": "a"}}',
    "issues.json": '{"name": "d", "issuesValues": {"price": {}}}',
    "weights.json": '{"issueWeights": {"price": 1}, "issues": {"price": {"low": 1}}}',
    "space.yml": "name: d\ntype: CartesianOutcomeSpace\nissues: []\n",
    "ufun.yaml": "# ours\ntype: LinearAdditiveUtilityFunction\nweights: [1]\n",
    "page.html": "<utility_space/>",
    "no-suffix": "type: negmas.preferences.LinearUtilityFunction\n",
}


@pytest.mark.parametrize("name", list(FOREIGN))
def test_files_of_other_programs_are_never_written_over_even_if_forced(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    target.write_text(FOREIGN[name], encoding="utf-8")
    for kind in KINDS:
        with pytest.raises(UsageError, match=r"what can be read as a case is never written over"):
            Targets(force=True).write([(target, kind, "{}")])
    assert target.read_text(encoding="utf-8") == FOREIGN[name]


def test_words_about_other_programs_are_no_files_of_theirs(tmp_path: Path) -> None:
    target = tmp_path / "notes.html"
    for text in ("<p>type: LinearUtilityFunction</p>", "We read utility_space files.\ntype: x\n", ""):
        target.write_text(text, encoding="utf-8")
        Targets(force=True).write([(target, OTHER, "new")])
        assert target.read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("force", [False, True])
def test_a_pipe_with_a_name_is_refused_and_open_streams_are_not(tmp_path: Path, force: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="no file but a pipe; expected the name of a file, /dev/null"):
        Targets(force=force).check([(tmp_path / "pipe", OTHER)])
    with pytest.raises(UsageError, match="which is no file but a device"):
        Targets(force=force).check([(Path("/dev/zero"), OTHER)])
    Targets(force=force).check([(Path(os.devnull), OTHER)])
    code = "import sys; from pathlib import Path; from walkaway.outputs import OTHER, Targets\n"
    for name in ("/dev/stdout", "/dev/stderr", "/dev/fd/1"):
        run = f"{code}Targets().write([(Path('{name}'), OTHER, 'said')])"
        made = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
        assert made.stdout + made.stderr == "said"


def test_where_nothing_could_be_read_nothing_is_written(tmp_path: Path) -> None:
    for options in ([], ["--json"], ["--format", "csv"]):
        target = tmp_path / "new" / "x"
        result = CliRunner().invoke(app, ["read", str(tmp_path / "gone.txt"), "-o", str(target), *options])
        assert result.exit_code == 2
        assert "gone.txt" in result.stderr
        assert not target.parent.exists()


def test_an_interrupt_while_modules_are_loaded_is_one_line(tmp_path: Path) -> None:
    """It comes as the command line is loaded, or as a command loads its modules: 130, no traceback."""
    for module in ("walkaway.cli.app", "walkaway.from_documents"):
        hook = (
            "import sys, importlib.abc\n"
            "class Stop(importlib.abc.MetaPathFinder):\n"
            "    def find_spec(self, name, *rest):\n"
            f"        if name == {module!r}:\n"
            "            raise KeyboardInterrupt\n"
            "sys.meta_path.insert(0, Stop())\n"
            "from walkaway.__main__ import main\n"
            "sys.argv = ['walkaway', 'read', 'x.txt']\n"
            "main()\n"
        )
        made = subprocess.run([sys.executable, "-c", hook], capture_output=True, text=True, cwd=tmp_path)
        assert (made.returncode, made.stdout, made.stderr) == (130, "", "interrupted; nothing was written\n")


def test_a_dash_is_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match='"-", which is no name'):
        Targets(force=True).check([(Path("-"), PAGE)])
    with pytest.raises(UsageError, match='"-", which is no name'):
        Targets().check_folder(Path("-"))


def test_documents_of_any_case_are_left_alone(tmp_path: Path) -> None:
    world(tmp_path)
    with pytest.raises(UsageError, match="among the documents of a case"):
        Targets().check([(tmp_path / "own" / "documents" / "later" / "x.md", OTHER)])
    (tmp_path / "own" / "case.yaml").rename(tmp_path / "own" / "wage.yml")
    with pytest.raises(UsageError, match="among the documents of a case"):
        Targets().check([(tmp_path / "own" / "documents" / "y.html", PAGE)])
    (tmp_path / "own" / "wage.yml").write_text("list: [1]\n", encoding="utf-8")
    Targets().check([(tmp_path / "own" / "documents" / "y.html", PAGE)])
    with pytest.raises(UsageError, match="twice"):
        Targets().check([(tmp_path / "a", OTHER), (tmp_path / "papers" / ".." / "a", OTHER)])


def test_force_replaces_what_people_made_and_follows_links(tmp_path: Path) -> None:
    world(tmp_path)
    (tmp_path / "to-notes").symlink_to("notes.html")
    with pytest.raises(UsageError, match=r"which exists; expected a new name .*--force replaces it"):
        Targets().write([(tmp_path / "to-notes", OTHER, "new")])
    Targets(force=True).write([(tmp_path / "to-notes", OTHER, "new")])
    assert (tmp_path / "to-notes").is_symlink()
    assert (tmp_path / "notes.html").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("steps", [0, 1])
def test_all_of_some_files_or_none(steps: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of three files cannot be moved into its place, or there is no room for it."""
    one, two, three = tmp_path / "one", tmp_path / "new" / "two", tmp_path / "three"
    one.write_text("old", encoding="utf-8")
    before = content(tmp_path)
    failing: Callable[..., object]
    if steps:
        whole = Path.replace

        def failing(self: Path, target: Path) -> Path:
            if target == two:
                raise OSError(28, "No space left on device")
            return whole(self, target)

        monkeypatch.setattr(Path, "replace", failing)
    else:
        write = Path.write_bytes
        count = iter(range(9))

        def failing(self: Path, raw: bytes) -> int:
            if next(count) == 1:
                raise OSError(28, "No space left on device")
            return write(self, raw)

        monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(UsageError, match="No space left on device"):
        Targets(force=True).write([(path, OTHER, "new") for path in (one, two, three)])
    assert content(tmp_path) == before
    assert not two.parent.exists()


# ------------------------------------------------------------------------------------ streams, for real


def run(shell: str, folder: Path) -> subprocess.CompletedProcess[str]:
    own = f'"{sys.executable}" -m walkaway'
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", shell.replace("walkaway", own)], cwd=folder, text=True,
        capture_output=True, timeout=600, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    return tmp_path_factory.mktemp("streams")


@pytest.mark.parametrize("shell", ["walkaway schema >/dev/full", "walkaway --help >/dev/full",
                                   "walkaway deals harbour --draws 20 >/dev/full"])  # fmt: skip
def test_no_room_for_the_output_is_one_line(shell: str, folder: Path) -> None:
    done = run(shell, folder)
    assert (done.returncode, done.stderr) == (74, "the output cannot be written: No space left on device\n")


def test_a_closed_output_is_one_line(folder: Path) -> None:
    done = run("walkaway schema >&-", folder)
    assert (done.returncode, done.stderr) == (74, "the output is closed: nothing can be printed\n")
    assert run("walkaway check harbour 2>&-", folder).returncode in (0, 2)
    assert run("walkaway deals nowhere 2>/dev/full", folder).returncode == 2


@pytest.mark.parametrize("shell", ["walkaway schema | head -1", "walkaway --help | head -1"])
def test_a_reader_who_leaves_is_no_error(shell: str, folder: Path) -> None:
    done = run(shell, folder)
    assert done.returncode in (0, 141)
    assert done.stderr == ""


def test_a_full_disk_leaves_the_old_file(folder: Path) -> None:
    done = run("walkaway brief harbour --draws 20 -o /dev/stdout >/dev/full", folder)
    assert done.returncode == 2
    told = " ".join(done.stderr.split())
    assert told == 'found "/dev/stdout": No space left on device; expected a file that can be written'
    assert run("walkaway read - -o /dev/stdout <<< 'Nobody spoke.'", folder).returncode == 0
