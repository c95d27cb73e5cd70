"""What is typed at the command line: every option of every command is refused in the words of the house."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.helpers import SMALL, write_case
from typer.testing import CliRunner, Result

from walkaway.cli import app as cli
from walkaway.cli.typed import Command, Commands, number
from walkaway.errors import Fault
from walkaway.options import PartOfOne, Whole

APP: Any = typer.main.get_command(cli.app)
GIVEN = {
    "check": ["small"], "deals": ["small"], "brief": ["small"], "why": ["small"], "bridge": ["small"],
    "path": ["small"], "play": ["small"],
    "improve": ["small", "--deal", "price=low,speed=fast"], "sensitivity": ["small"],
    "aftermath": ["conflict.gmcr"],
    "convert": ["small", "made.yaml"], "debrief": ["small", "results.csv"], "compare": ["small", "small"],
    "read": ["small/case.yaml"], "draft": ["small/case.yaml", "-o", "made"], "cite": ["small"],
    "schema": [], "cases": [], "new": ["mine"], "sheet": ["small", "-o", "made.xlsx"],
    "open": ["small", "--no-browser"], "mcp": ["."], "tournament": ["small", "-o", "made"],
}  # fmt: skip
"""A command line that is right, so that what is added to it is what is wrong."""
FORM = re.compile(r"^(.+: )?found .+; expected .+( \(.+\))?$")
OPTIONS = [
    (name, param)
    for name, command in APP.commands.items()
    for param in command.params
    if param.param_type_name == "option"
]
NAMES = [f"{name} {param.opts[-1]}" for name, param in OPTIONS]
FLAGS = [index for index, (_, param) in enumerate(OPTIONS) if param.is_flag]
VALUES = [index for index in range(len(OPTIONS)) if index not in FLAGS]
NUMBERS = [index for index in VALUES if OPTIONS[index][1].metavar == "NUMBER"]


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_case(tmp_path / "small", SMALL)
    options = [{"name": "Arm"}, {"name": "Strike"}]
    movers = [{"name": "Row", "options": [0]}, {"name": "Column", "options": [1]}]
    conflict = json.dumps({"options": options, "decisionMakers": movers})
    (tmp_path / "conflict.gmcr").write_text(conflict, encoding="utf-8")
    (tmp_path / "results.csv").write_text("group;price;speed\nReds;low;fast\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.app, list(args))


def told(name: str, *more: str, base: bool = True) -> str:
    """What a command says of a line that is wrong: the form, the exit code; nothing printed or written."""
    before = sorted(str(path) for path in Path.cwd().rglob("*"))
    args = [name, *(GIVEN[name] if base else ()), *more]
    result = run(*args)
    assert result.exit_code == 2, (args, result.output)
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == "", args
    for line in result.stderr.splitlines():
        assert FORM.match(line), (args, line)
    if any(param.name == "as_json" for param in APP.commands[name].params):
        as_data = run(name, "--json", *args[1:])
        assert (as_data.exit_code, as_data.stderr) == (2, ""), args
        faults = json.loads(as_data.stdout)["faults"]
        said = [str(Fault(**fault)) for fault in faults]
        assert said == result.stderr.splitlines() or more == ("--json",)
    assert sorted(str(path) for path in Path.cwd().rglob("*")) == before
    return result.stderr


def typed(param: Any) -> str:
    return str(max(param.opts, key=len))


def test_every_command_speaks_so() -> None:
    assert isinstance(APP, Commands)
    assert set(GIVEN) == set(APP.commands)
    assert all(isinstance(command, Command) for command in APP.commands.values())
    assert len(NUMBERS) >= 18
    assert len(FLAGS) >= 10


@pytest.mark.parametrize("index", VALUES, ids=[NAMES[index] for index in VALUES])
def test_nonsense_is_refused_by_every_option(index: int) -> None:
    """Law: the message names the option, or the file as it was typed."""
    name, param = OPTIONS[index]
    nonsense = "small/case.yaml/no such" if "file" in str(param.metavar).lower() else "no such thing"
    if param.metavar == "FOLDER":
        nonsense = "small/case.yaml"
    text = told(name, typed(param), *[nonsense] * param.nargs)
    assert text.startswith(f"{typed(param)}: found ") or nonsense in text.splitlines()[0]


@pytest.mark.parametrize("index", NUMBERS, ids=[NAMES[index] for index in NUMBERS])
@pytest.mark.parametrize("text", ["abc", "", "-1", "10,000,000"])
def test_numbers_are_refused_by_every_option(index: int, text: str) -> None:
    name, param = OPTIONS[index]
    said = told(name, f"{typed(param)}={text}")
    assert said.startswith(f'{typed(param)}: found "{text}"; expected a ')
    assert ", such as " in said


@pytest.mark.parametrize("index", VALUES, ids=[NAMES[index] for index in VALUES])
def test_an_option_without_its_value(index: int) -> None:
    name, param = OPTIONS[index]
    result = run(name, *GIVEN[name], typed(param))
    assert (result.exit_code, result.stdout) == (2, "")
    found = "nothing" if param.nargs == 1 else f"fewer than {param.nargs} values"
    assert result.stderr.startswith(
        f"{typed(param)}: found {found}; expected {typed(param)} {param.metavar} ("
    )


@pytest.mark.parametrize("index", FLAGS, ids=[NAMES[index] for index in FLAGS])
def test_a_flag_with_a_value(index: int) -> None:
    name, param = OPTIONS[index]
    flag = typed(param)
    if flag == "--json":
        assert run(name, *GIVEN[name], "--json=yes").stderr.startswith(
            '--json: found "yes"; expected --json alone'
        )
    else:
        assert told(name, f"{flag}=yes").startswith(f'{flag}: found "yes"; expected {flag} alone')


@pytest.mark.parametrize("index", range(len(OPTIONS)), ids=NAMES)
def test_a_slip_in_an_option_gets_the_nearest(index: int) -> None:
    name, param = OPTIONS[index]
    wrong = f"{typed(param)[:-1]}{'' if len(typed(param)) > 6 else typed(param)[-1] * 2}"
    said = told(name, wrong)
    assert said.startswith(f'found the unknown option "{wrong}"; expected one of ')
    assert f'(did you mean "{typed(param)}"?)' in said


@pytest.mark.parametrize("name", GIVEN)
def test_a_slip_in_a_command_gets_the_nearest(name: str) -> None:
    for wrong in (f"{name}{name[-1]}", name[1:] if len(name) > 4 else name.upper()):
        result = run(wrong, "small")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(
            f'found the unknown command "{wrong}"; expected one of new, check, deals, '
        )
        assert f'(did you mean "{name}"?)' in result.stderr
        data = json.loads(run(wrong, "small", "--json").stdout)
        assert data["faults"][0]["hint"] == f'did you mean "{name}"?'


NEEDING = [name for name, command in APP.commands.items()
           if any(one.required for one in command.params if one.param_type_name == "argument")]  # fmt: skip


@pytest.mark.parametrize("name", NEEDING)
def test_a_missing_argument_is_named(name: str) -> None:
    first = next(param for param in APP.commands[name].params if param.param_type_name == "argument")
    said = told(name, base=False)
    assert re.match(rf"{re.sub('[^A-Z]', '', first.metavar)}: found nothing; expected (a|texts)", said, re.I)


@pytest.mark.parametrize(
    "name", [name for name in GIVEN if name not in ("read", "draft", "cite", "tournament")]
)
def test_what_is_left_over_is_named(name: str) -> None:
    said = told(name, "—seed", "more")
    assert said.splitlines()[0].startswith(f'found "—seed" left over; expected no more than walkaway {name}')
    assert ('(did you mean "--seed"?)' in said) == (
        name in {one for one, param in OPTIONS if "--seed" in param.opts}
    )
    assert said.splitlines()[1].startswith('found "more" left over')


def test_all_that_is_wrong_is_said_at_once() -> None:
    said = told("improve", "--draws", "10,000", "--seed", "x", "--offer", "last", "--tolerance", "5 %")
    assert [line.partition(":")[0] for line in said.splitlines()] == [
        "--draws",
        "--seed",
        "--offer",
        "--tolerance",
    ]
    assert "(write 0.05)" in said
    assert "(write 10000, or 10 if the comma marks decimals)" in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("improve small --offer 99", "--offer: found 99; expected "),
        ("improve small --deal prce=low,date=soon", 'did you mean "price"?'),
        ("improve small --deal", "--deal: found nothing; expected --deal DEAL"),
        ("improve small", "found neither --deal nor --offer; expected either --deal"),
        ("deals small --rule al", 'did you mean "all"?'),
        ("deals smal", "smal: found no such file; expected "),
        ("deals thompson", 'did you mean "thompson-employment"?'),
        ("deals hanoi-2091", 'did you mean "hanoi-2019"?'),
        ("deals -draws 5 small", 'found the unknown option "-draws"; expected one of '),
        ("--draws 5 deals small", "(options of a command stand behind its name)"),
        ("-x", 'found the unknown option "-x"; expected one of --version'),
        ("small", 'found the unknown command "small"; expected one of new, check, '),
        ("convert small out --to genuis", '--to: found "genuis"; expected one of case, genius'),
        ("read small/case.yaml --format cvs", '--format: found "cvs"; expected one of text, csv'),
    ],
)
def test_slips_people_make(line: str, words: str) -> None:
    result = run(*line.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert all(FORM.match(one) for one in result.stderr.splitlines())


def test_an_option_of_a_deal_gets_the_nearest() -> None:
    case = SMALL
    issue, option = next(_options(case))
    said = run("improve", "small", "--deal", f"{issue}={option}x").stderr
    assert f'--deal: found "{option}x"; expected an option of {issue}' in said
    assert f'did you mean "{option}"?' in said


def _options(text: str) -> Iterator[tuple[str, str]]:
    from walkaway.case import read_case_text

    for issue, record in read_case_text(text).issues.items():
        yield from ((issue, option) for option in record.options)


def test_forms_that_are_plainly_meant_are_read() -> None:
    read = number("--draws", Whole(1, 10**6), like=2000)
    assert [read(text) for text in ("1e4", "10000", "1E+4", "1.5e3", "007", 12, None)] == [
        10_000, 10_000, 10_000, 1500, 7, 12, None,
    ]  # fmt: skip
    part = number("--target", PartOfOne(), like=0.5)
    assert [part(text) for text in ("1", ".5", "5e-1", "0.25", 0.1)] == [1, 0.5, 0.5, 0.25, 0.1]
    assert run("deals", "small", "--draws", "1e2", "--json").stdout == run(
        "deals", "small", "--draws", "100", "--json"
    ).stdout  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hint"),
    [("10,000", "write 10000, or 10 if"), ("1.000", "write 1000, or 1 if"), ("10 000", "write 10000"),
     ("10'000", "write 10000"), ("10_000", "write 10000"), ("10k", "write 10000"), ("5,000,000", ""),
     ("ten thousand", "write 10000"), ("1.5", ""), ("50 %", ""), ("", ""), ("-3", "")],
)  # fmt: skip
def test_other_forms_come_with_the_right_one(text: str, hint: str) -> None:
    fault = number("--draws", Whole(1, 10**6), like=2000)(text)
    assert isinstance(fault, Fault)
    assert fault.hint.startswith(hint)
    assert bool(fault.hint) == bool(hint)


@given(st.text(max_size=12) | st.from_regex(r"[-+]?[0-9.,eE' %k_]{1,9}", fullmatch=True))
def test_a_number_or_a_fault(text: str) -> None:
    """Law: a reader gives a number within its limits, or a fault that shows what was typed."""
    for read, least, most in (
        (number("--a", Whole(1, 50), like=3), 1, 50),
        (number("--a", PartOfOne(), like=0.5), 0, 1),
    ):
        found = read(text)
        if isinstance(found, Fault):
            assert found.path == "--a"
            assert found.found.startswith('"')
            assert ", such as " in found.expected
        else:
            assert least <= found <= most
