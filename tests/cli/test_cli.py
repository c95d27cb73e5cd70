"""The command line: 0 fine, 1 our error, 2 faults in the input, 130 interrupted; never a traceback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from rich.cells import cell_len
from tests.evidence.helpers import HEAD, PREFERENCES, SMALL, write_case
from typer.testing import CliRunner, Result

import walkaway
from walkaway import __version__, catalogue
from walkaway.analysis import answers
from walkaway.analysis.frontier import frontier as frontiers
from walkaway.cli import app as cli
from walkaway.cli import shared as console
from walkaway.errors import BudgetError
from walkaway.question import Question

COMMANDS = (
    "new", "check", "deals", "brief", "improve", "why", "bridge", "path", "sensitivity", "aftermath",
    "play", "debrief", "compare", "convert", "sheet", "read", "draft", "cite", "schema", "cases", "open",
    "mcp", "tournament",
)  # fmt: skip


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(arg) for arg in args])


def shell(*args: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    path = str(Path(walkaway.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-m", "walkaway", *map(str, args)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONPATH": path} | environment,
    )  # fmt: skip


def no_traceback(result: Result) -> None:
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def in_sixty_columns(*args: str | Path) -> str:
    """What a command says in a narrow terminal, where no line is longer; without its line ends."""
    done = CliRunner(env={"COLUMNS": "60"}).invoke(cli.app, [str(arg) for arg in args])
    no_traceback(done)
    assert done.exit_code == 0, done.output
    assert max(map(cell_len, done.stdout.splitlines())) <= 60
    return " ".join(done.stdout.split())


# -------------------------------------------------------------------------------------------------- help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example: walkaway {command}" in " ".join(result.output.split())


def test_every_command_is_tested() -> None:
    click = typer.main.get_command(cli.app)
    assert set(click.commands) == set(COMMANDS)  # type: ignore[attr-defined]


def test_help_and_version_as_a_process() -> None:
    done = shell("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(command in done.stdout for command in COMMANDS)
    assert shell("--version").stdout == f"walkaway {__version__}\n"
    assert shell().returncode in (0, 2)
    assert "Usage" in shell().stdout + shell().stderr


def test_unknown_commands_and_options_are_faults() -> None:
    for line in ("chekc", "deals", "deals harbour --draws 0", "deals harbour --seed -1",
                 "deals harbour --draws many", "check harbour --nothing"):  # fmt: skip
        args = line.split()
        result = run(*args)
        assert result.exit_code == 2, args
        no_traceback(result)


# ------------------------------------------------------------------------------------------------- check


@pytest.mark.parametrize("name", list(catalogue.catalogue()))
def test_the_catalogue_is_checked_clean(name: str) -> None:
    result = run("check", name)
    assert (result.exit_code, result.stdout) == (0, f"{name}: no faults\n")


def test_faults_and_doubts_are_counted(tmp_path: Path) -> None:
    write_case(tmp_path, SMALL.replace("walk_away: 5", "walk_away: {value: 50, cite: 'paper: no'}"))
    result = run("check", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == "1 fault and 1 doubt\n"
    assert result.stdout.count("; expected ") == 2
    write_case(tmp_path, SMALL.replace("walk_away: 5", "walk_away: 50").replace("[1, 4]", "[40, 50]"))
    assert run("check", tmp_path).stderr == "2 doubts\n"
    write_case(tmp_path, HEAD)
    assert run("check", tmp_path).stderr == "1 fault\n"


def test_faults_as_json(tmp_path: Path) -> None:
    path = write_case(tmp_path, SMALL.replace("walk_away: 5", "walk_awya: 5"))
    result = run("check", tmp_path, "--json")
    assert result.exit_code == 2
    data = json.loads(result.stdout)
    assert set(data) == {"faults", "version"}
    (fault,) = data["faults"]
    assert fault == {
        "file": str(path), "line": 13, "path": "preferences.a.walk_awya",
        "found": 'the unknown key "walk_awya"',
        "expected": fault["expected"], "hint": 'did you mean "walk_away"?', "level": "fault",
    }  # fmt: skip
    clean = run("check", "harbour", "--json")
    assert (clean.exit_code, json.loads(clean.stdout)["faults"]) == (0, [])


BAD: list[Any] = [
    b"", b"\xff\xfe", b"{", b"case: 1", b"- a", b"case: 2\ntitle: x", b"&a [*a]",
    b"!!python/object:os.system x",
    b"case: [" * 50, b"a: 1\na: 2", b"\x00", b"case: .nan", b"%", b"? {a: b}", b"---\n---\n",
    "case: ∞".encode(),
    SMALL.replace("scores:", "scorse:").encode(), SMALL.replace("10", "1e400").encode(),
    SMALL.replace("walk_away: 5", "walk_away: [5, 1]").encode(),
    SMALL.replace("parties: {", "parties: [").encode(),
]  # fmt: skip


@pytest.mark.parametrize("raw", BAD, ids=lambda raw: raw[:12].decode("latin-1"))
@pytest.mark.parametrize("command", ["check", "deals", "brief"])
def test_no_bad_file_gives_a_traceback(tmp_path: Path, raw: bytes, command: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(raw)
    result = run(command, path)
    assert result.exit_code == 2
    assert "expected" in result.output
    no_traceback(result)


@pytest.mark.parametrize(
    "name", ["", ".", "/", "no-such-case", "\x00", "x" * 5000, "~", "/dev/null", "harbour/known"]
)
def test_no_bad_path_gives_a_traceback(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("check", "deals"):
        result = run(command, name)
        assert result.exit_code == 2
        no_traceback(result)


def test_paths_with_spaces_and_other_scripts(tmp_path: Path) -> None:
    for folder in ("a folder with spaces", "Ханой — 하노이"):
        write_case(tmp_path / folder, documents={"source.md": "words"})
        assert run("check", tmp_path / folder).exit_code == 0
        assert run("deals", tmp_path / folder, "--json").exit_code == 0
    done = shell("check", tmp_path / "Ханой — 하노이", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ханой — 하노이: no faults" in done.stdout
    done = shell("check", os.fsdecode(b"/tmp/\xff\xfe.yaml"))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


# ------------------------------------------------------------------------------------------------- deals


def deals(*args: str | Path) -> Any:
    result = run("deals", *args, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_rule_may_be_changed() -> None:
    assert deals("harbour")["zone"]["size"] == 55
    assert deals("harbour", "--rule", "all")["zone"]["size"] == 12
    assert deals("harbour", "--rule", "5")["zone"]["size"] == 55
    assert deals("harbour", "--rule", "6")["zone"]["size"] == 12
    assert deals("harbour", "--rule", "4")["zone"]["size"] >= 55
    result = run("deals", "harbour", "--rule", "most")
    assert result.exit_code == 2
    right = "case, all, a share such as 55 %, or a number of acceptances from 2 to 6"
    assert result.stderr == f'--rule: found "most"; expected {right}\n'


def test_an_account_may_be_chosen(tmp_path: Path) -> None:
    told = "{x: {title: X, set: {preferences.a.walk_away: 9}}, y: {title: Y}}"
    path = write_case(tmp_path, SMALL + f"accounts: {{q: {{question: Q, told: {told}}}}}\n")
    written, under_x = deals(path), deals(path, "--account", "q=x")
    assert (written["walk_away"][0], under_x["walk_away"][0]) == (5, 9)
    assert written["case"]["digest"] != under_x["case"]["digest"]
    page = tmp_path / "page.html"
    assert run("brief", path, "--account", "q=y", "--draws", "20", "-o", page).exit_code == 0
    for command in ("deals", "brief"):
        result = run(command, path, "--account", "p=x")
        assert result.exit_code == 2
        assert result.stderr == 'found the account "p"; expected an account of the case (q)\n'


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    write_case(tmp_path, SMALL.replace("walk_away: 5", "walk_away: [5, 20]"))
    text = [
        run("deals", tmp_path, "--json", "--draws", "300", "--seed", seed).stdout for seed in ("1", "1", "2")
    ]
    assert text[0] == text[1] != text[2]
    assert json.loads(text[0])["method"]["seed"] == 1


def test_faults_of_deals_as_json(tmp_path: Path) -> None:
    write_case(tmp_path, HEAD)
    result = run("deals", tmp_path, "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["faults"][0]["expected"] == "the key preferences"


# ------------------------------------------------------------------------------------- errors and signals


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(Question, "__call__", fail)


def test_an_interrupt_gives_130(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, KeyboardInterrupt())
    result = run("deals", "harbour")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "interrupted; nothing was written\n")


def test_an_interrupted_search_shows_what_it_found_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """By programs, as for a large cluster; the interrupt comes with the second value."""

    def interrupted(space: Any, values: Any, **_: Any) -> Any:
        def progress(found: int) -> None:
            if found > 1:
                raise KeyboardInterrupt

        return frontiers.frontier(space, values, progress=progress)

    monkeypatch.setattr(frontiers, "LOOKS", 0)
    monkeypatch.setattr(frontiers, "CLUSTER_BUDGET", 0)
    monkeypatch.setattr(answers, "frontier_within", interrupted)
    result = run("deals", "itex-cypress", "--json")
    method = json.loads(result.stdout)["method"]
    assert (result.exit_code, method["complete"], method["exact"]) == (130, False, False)
    assert result.stderr.startswith("interrupted: the frontier is partial")
    assert "Part of the frontier" in run("deals", "itex-cypress").stdout


def test_our_own_error_gives_1_and_says_how_to_see_more(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, ZeroDivisionError("by zero"))
    monkeypatch.delenv("WALKAWAY_DEBUG", raising=False)
    result = run("deals", "harbour")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "this is our error, not yours: ZeroDivisionError: by zero\nset WALKAWAY_DEBUG=1"
    )
    no_traceback(result)


def test_debugging_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, ZeroDivisionError("by zero"))
    monkeypatch.setenv("WALKAWAY_DEBUG", "1")
    result = run("deals", "harbour")
    assert isinstance(result.exception, ZeroDivisionError)


def test_a_case_beyond_the_budget_gives_2(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, BudgetError("too many"))
    result = run("deals", "harbour")
    assert (result.exit_code, result.stderr) == (2, "too many\n")
    result = run("deals", "harbour", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["faults"][0]["found"] == "too many"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    path = str(Path(walkaway.__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-m", "walkaway", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 128 + signal.SIGPIPE)


def test_a_connection_that_breaks_does_not_end_the_program() -> None:
    """Law: only a reader of the output ends it by leaving; a browser or a server that goes does not."""
    code = """
import os, sys
from walkaway.cli import app
sys.argv = ["walkaway", "--version"]
try:
    app.main()
except SystemExit:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        os.write(writing, b"x")
    except BrokenPipeError:
        print("still here")
"""
    path = str(Path(walkaway.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": path},
    )  # fmt: skip
    assert done.stdout.endswith("still here\n"), done.stderr


# --------------------------------------------------------------------------------------- schema and cases


def test_the_schema_is_json() -> None:
    result = run("schema")
    assert result.exit_code == 0
    assert "$defs" in json.loads(result.stdout)


def test_the_catalogue_is_listed() -> None:
    result = run("cases")
    assert result.exit_code == 0
    assert ["harbour/game1", "Island", "Airport", "6", "parties", "5", "issues"] in [
        line.split() for line in result.stdout.splitlines()
    ]
    listed = json.loads(run("cases", "--json").stdout)
    assert [case["name"] for case in listed["cases"]] == list(catalogue.catalogue())
    island = next(case for case in listed["cases"] if case["name"] == "harbour/game1")
    assert {"name": "harbour/game1", "title": "Island Airport", "parties": 6, "issues": 5}.items() >= {
        key: len(value) if key == "parties" else value for key, value in island.items()
    }.items()


# ------------------------------------------------------------------------------------------------- brief


class Made:
    """What the brief's room would make, for tests that need only the writing of it."""

    evidence = SimpleNamespace(lost="")

    def html(self, without: frozenset[str] = frozenset()) -> str:
        return "<html>page</html>" if not without else f"<html>without {sorted(without)}</html>"

    def to_dict(self) -> dict[str, int]:
        return {"numbers": 1}

    def text(self, width: int) -> str:
        assert width > 20
        return "the bottom line"

    def begin_beside(self, second: object) -> None:
        """Nothing is left to another process."""

    read_beside = read_by = drawn_by = begin_beside


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Question, "__call__", lambda *_, **__: Made())


@pytest.mark.usefixtures("made")
def test_a_page_and_its_numbers_are_written(tmp_path: Path) -> None:
    page, numbers = tmp_path / "new" / "page.html", tmp_path / "new" / "page.json"
    result = run("brief", "harbour", "-o", page, "--json", numbers)
    assert (result.exit_code, result.stdout) == (0, f"the bottom line\n\nThe brief: {page}\n")
    assert page.read_text().startswith("<html>page</html><!-- Walkaway brief ")
    assert json.loads(numbers.read_text()).items() >= {"numbers": 1}.items()
    assert sorted(path.name for path in page.parent.iterdir()) == ["page.html", "page.json"]


@pytest.mark.usefixtures("made")
def test_without_an_output_only_the_terminal_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("brief", "harbour").stdout == "the bottom line\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("made")
def test_the_page_is_opened_if_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(typer, "launch", opened.append)
    page = tmp_path / "a page.html"
    assert run("brief", "harbour", "--open").exit_code == 0
    assert run("brief", "harbour", "-o", page, "--open").exit_code == 0
    assert opened == [page.resolve().as_uri()]


@pytest.mark.usefixtures("made")
def test_a_folder_that_cannot_be_written_gives_2_and_leaves_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file, not a folder")
    folder = tmp_path / "folder"
    folder.mkdir()
    for output, said in (
        (blocked / "page.html", "a file that can be written"),
        (folder, "the name of a file"),
    ):
        result = run("brief", "harbour", "-o", output)
        assert result.exit_code == 2
        assert said in result.stderr
        no_traceback(result)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]
    assert blocked.read_text() == "a file, not a folder"


@pytest.mark.usefixtures("made")
def test_neither_the_case_nor_an_output_is_written_over(tmp_path: Path) -> None:
    path = write_case(tmp_path)
    page = tmp_path / "page.html"
    read, twice = "which was read; expected an output of its own", "twice; expected a file of its own"
    for args, said in ((("-o", path), read), (("--json", path), read), (("-o", page, "--json", page), twice)):
        result = run("brief", path, *args)
        assert result.exit_code == 2
        assert said in result.stderr
    assert path.read_text(encoding="utf-8") == SMALL
    assert not page.exists()


def test_an_old_page_is_kept_when_the_case_has_faults(tmp_path: Path) -> None:
    write_case(tmp_path, HEAD + "impossible: [{speed: never}]\n" + PREFERENCES)
    page = tmp_path / "page.html"
    page.write_text("the old page")
    assert run("brief", tmp_path, "-o", page).exit_code == 2
    assert page.read_text() == "the old page"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.yaml", "page.html"]


# ------------------------------------------------------------------------------------------- the whole way


def test_deals_and_brief_as_a_person_sees_them(tmp_path: Path) -> None:
    result = run("deals", "thompson-employment")
    assert result.exit_code == 0, result.output
    assert "77" in result.stdout
    page = tmp_path / "page.html"
    result = run("brief", write_case(tmp_path), "-o", page, "--draws", "100")
    assert result.exit_code == 0, result.output
    assert "</html>" in page.read_text(encoding="utf-8")


def test_progress_is_a_line_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

        def write(self, _: str) -> int:
            return 0

        def flush(self) -> None:
            return None

    monkeypatch.setattr(sys, "stderr", Terminal())
    with console.progress_line() as progress:
        progress("zone", 0.5)


def test_progress_is_told_from_time_to_time_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Law: what takes long says so in a log, too; what is quick says nothing."""
    with console.progress_line() as progress:
        progress("zone", 0.5)
    assert capsys.readouterr().err == ""
    said = ""

    def until(words: str) -> None:
        nonlocal said
        for _ in range(6000):
            said += capsys.readouterr().err
            if words in said:
                return
            sleep(0.01)

    with console.progress_line(every=0.01) as progress:
        until("reading")
        progress("zone", 0.25)
        until("zone")
    lines = said.splitlines()
    assert re.fullmatch(r"still working: reading, after \d+ s", lines[0])
    assert re.fullmatch(r"still working: zone, 25 %, after \d+ s", lines[-1])


def test_main_runs_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["walkaway", "--version"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"walkaway {__version__}\n"
