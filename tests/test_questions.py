"""What every line of the table of questions inherits, and a toy line that is found everywhere."""

from __future__ import annotations

import doctest
import html
import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from rich.cells import cell_len
from tests.docs.pages import DOCS
from tests.toy import SIGNATURES
from typer.testing import CliRunner

import walkaway
from walkaway.cli.app import make_app
from walkaway.printing import laid_out
from walkaway.question import Question, named
from walkaway.questions import TABLE

CASE = """\
case: 1
title: A yard
parties: {ann: Ann, ben: Ben, eve: Eve}
agreement: {quota: 2}
issues:
  price: {title: Price, options: {low: Low, mid: Middle, high: High}}
  date: {title: Date, options: {soon: Soon, late: Late}}
preferences:
  ann:
    walk_away: [2, 4]
    scores: {price: {low: 0, mid: 2, high: 5}, date: {soon: [0, 1], late: 2}}
  ben:
    walk_away: [3, 5]
    scores: {price: {low: 5, mid: 3, high: 0}, date: {soon: 2, late: 0}}
  eve:
    walk_away: 5
    scores: {price: {low: [3, 4], mid: 3, high: 1}, date: {soon: 0, late: 1}}
record:
  - {by: ann, offer: {price: high, date: soon}}
aftermath:
  options:
    sue: {title: Sue, by: ann}
    leave: {title: Leave, by: [ben, eve], only: take}
  wants: {ann: [not leave, not sue], ben: [not sue, leave if sue], eve: [leave]}
accounts:
  asked:
    question: What was it worth?
    told:
      much: {title: Much, set: {preferences.ben.scores.price.mid: 4}}
      little: {title: Little, set: {preferences.ben.scores.price.mid: 1}}
"""
TWO = """\
case: 1
title: Two at a yard
parties: {ann: Ann, ben: Ben}
issues: {price: {title: Price, options: {low: Low, high: High}}, date: {title: Date, options: {a: A, b: B}}}
preferences:
  ann: {walk_away: 1, scores: {price: {low: 0, high: 5}, date: {a: 0, b: 2}}}
  ben: {walk_away: 1, scores: {price: {low: 5, high: 0}, date: {a: 2, b: 0}}}
"""
NEEDED: dict[str, dict[str, Any]] = {
    "improve": {"deal": {"price": "mid", "date": "late"}},
    "debrief": {"results": {"A": {"price": "mid", "date": "late"}, "B": None}},
    "compare": {"new": {"preferences.ann.walk_away": 3, "preferences.ben.scores.date.soon": 1}},
}
TYPED = {"improve": ("--deal", "price=mid,date=late")}
NAMES = [*TABLE, SIGNATURES.name]
COMMANDS = [name for name in NAMES if name == SIGNATURES.name or TABLE[name].help]


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line more in the table, and nothing else."""
    monkeypatch.setitem(TABLE, SIGNATURES.name, SIGNATURES)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return saved(tmp_path / "yard.yaml", CASE)


def saved(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def run(*words: object) -> str:
    done = CliRunner().invoke(make_app(), [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.stdout


def asked(name: str, case: Any, **options: Any) -> Any:
    """The answer of a question to a case; what is for two is asked of two."""
    if name == "divide":
        case = saved(Path("two.yaml"), TWO)
        options.pop("account", None)
        options.pop("rule", None)
    return getattr(walkaway, name)(case, **{"draws": 40, **NEEDED.get(name, {}), **options})


def data(found: Any) -> Any:
    """A result as machines read it, without what names the case."""
    if isinstance(found, tuple):
        return [data(one) for one in found]
    told = json.loads(json.dumps(found.to_dict()))
    return {key: part for key, part in told.items() if key not in ("case", "accounts", "new_case")}


def values_of(told: Any, key: str) -> Iterator[Any]:
    """Every value that stands under a key, at any depth."""
    if isinstance(told, dict):
        yield from [told[key]] if key in told else []
        told = list(told.values())
    for part in told if isinstance(told, list) else ():
        yield from values_of(part, key)


# --------------------------------------------------------------------------------------- the contract


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_bytes(name: str, file: Path) -> None:
    """And every part of an answer that was drawn says the seed and the draws that were asked for."""
    first, again = (asked(name, file, seed=5) for _ in range(2))
    told = data(first)
    assert json.dumps(told) == json.dumps(data(again))
    assert set(values_of(told, "seed")) <= {5, None}
    assert {many for many in values_of(told, "draws") if isinstance(many, int)} <= {40}
    other = data(asked(name, file, seed=6, draws=50))
    assert set(values_of(other, "seed")) <= {6, None}
    assert {many for many in values_of(other, "draws") if isinstance(many, int)} <= {50}


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_and_an_account_mean_what_they_mean_in_the_case(name: str, file: Path) -> None:
    """Law: an option answers as the case does in which it is written."""
    strict = saved(Path("strict.yaml"), CASE.replace("agreement: {quota: 2}", "agreement: all"))
    assert data(asked(name, file, rule="all")) == data(asked(name, strict))
    settled = saved(Path("settled.yaml"), f"{CASE}    settled: little\n")
    assert data(asked(name, file, account="asked=little")) == data(asked(name, settled))
    if name in ("zone", "deals", "bridge", "why", "sensitivity", "improve", "brief"):
        if name != "improve":  # whether these deals are better is the same under either rule
            assert data(asked(name, file, rule="all")) != data(asked(name, file))
        assert data(asked(name, file, account="asked=much")) != data(
            asked(name, file, account="asked=little")
        )


@pytest.mark.parametrize("name", [name for name in NAMES if name != "steps"])
def test_it_says_whether_it_is_exact(name: str, file: Path) -> None:
    told = data(asked(name, file))
    methods = list(values_of(told, "method"))
    assert methods
    assert all(isinstance(method["exact"], bool) for method in methods)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_documented_with_an_example_that_runs(name: str) -> None:
    line = TABLE[name]
    assert name == SIGNATURES.name or name in (DOCS / line.page).read_text(encoding="utf-8")
    shown = str(inspect.signature(line))
    assert shown.startswith("(case: ")
    doc = inspect.getdoc(line)
    assert doc is not None
    for option in inspect.signature(line).parameters:
        assert f"\n{option} : " in doc, option
    test = doctest.DocTestParser().get_doctest(doc, {}, name, None, None)
    assert test.examples
    said: list[str] = []
    doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert said == []
    assert list(inspect.signature(named(line.ask)).parameters)[1:] == [option.name for option in line.options]


@pytest.mark.parametrize("name", NAMES)
def test_it_has_a_command_and_a_screen_or_a_reason_for_none(name: str) -> None:
    line = TABLE[name]
    assert (bool(line.help and line.screens and line.view and line.title)) != bool(line.alone)
    templates = Path(walkaway.__file__).parent / "report" / "templates"
    assert all((templates / f"{screen}.html.j2").is_file() for screen in line.screens)


@pytest.mark.parametrize("name", COMMANDS)
def test_its_lines_fit_sixty_columns(name: str, file: Path) -> None:
    case = walkaway.load(file).case
    lines = [text for text, _ in laid_out(named(TABLE[name].view)(case, asked(name, file)), 60)]
    assert lines
    assert max(map(cell_len, lines)) <= 60


class HeadOfCase(BaseModel, extra="forbid"):
    title: str
    digest: str
    accounts: list[dict[str, str]]


class Head(BaseModel, extra="allow"):
    """The schema of what ``--json`` of every question begins with."""

    question: str
    case: HeadOfCase
    version: str
    method: dict[str, str | bool | int | None]
    accounts: list[dict[str, str]]
    warnings: list[str]


@pytest.mark.parametrize("name", [*COMMANDS, "brief"])
def test_json_has_one_head_and_comes_back_as_it_went(name: str, file: Path) -> None:
    words = (name, file, *TYPED.get(name, ()), "--draws", 40, "--account", "asked=much", "--json")
    text = run(*words, *(["out.json"] if name == "brief" else []))
    told = json.loads(Path("out.json").read_text(encoding="utf-8") if name == "brief" else text)
    assert told.pop("written_by", "").startswith("Walkaway") == (name == "brief")
    assert list(told)[: len(Head.model_fields)] == list(Head.model_fields)
    Head.model_validate(told, strict=True)
    assert (told["question"], told["version"]) == (name, walkaway.__version__)
    assert [account["applied"] for account in told["accounts"]] == ["much"]
    under = walkaway.load(file, "asked=much")
    found = asked(name, under)
    assert told == json.loads(json.dumps(TABLE[name].to_dict(found, under.case, under)))
    assert found.to_dict().keys() <= told.keys()


@pytest.mark.parametrize("name", NAMES)
def test_slips_are_told_in_one_error(name: str, file: Path) -> None:
    """Law: every keyword has its own words, and an unknown one the nearest."""
    with pytest.raises(walkaway.UsageError) as caught:
        asked(name, file, draws=0, seed="x", progress=5)
    assert [fault.path for fault in caught.value.faults] == ["draws", "seed", "progress"]
    with pytest.raises(TypeError, match='did you mean "draws"'):
        asked(name, file, drawz=5)
    with pytest.raises(walkaway.UsageError, match=r"missing a required argument"):
        getattr(walkaway, name)()


def test_the_table_loads_neither_numbers_nor_charts() -> None:
    heavy = ["numpy", "pydantic", "ruamel.yaml", "altair", "jinja2", "typer", "rich"]
    code = f"import sys, walkaway; walkaway.why; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=Path(walkaway.__file__).parents[1])  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_all_that_lines_name_is_there() -> None:
    for line in TABLE.values():
        assert callable(named(line.ask))
        for path in (
            line.view,
            line.command,
            line.sheets,
            line.paper,
            line.adds,
            *(option.joined for option in line.options),
        ):
            assert not path or callable(named(path))
        for option in line.options:
            assert callable(named(option.read))


def test_a_function_shows_how_it_is_called() -> None:
    assert repr(walkaway.bridge).startswith("walkaway.bridge(case: ")
    assert isinstance(walkaway.bridge, Question)
    assert walkaway.bridge.__name__ == "bridge"
    assert inspect.isroutine(walkaway.bridge)


# ---------------------------------------------------------------------------------------------- the toy


def test_a_toy_is_one_line_and_found_everywhere(file: Path) -> None:
    """Law: a question that one package answers and one line tells of stands in the API, the command line, the
    JSON and the page, with its method note, and in help and messages."""
    assert walkaway.signatures(file).signatures == 36
    assert walkaway.signatures(file, copies=1).deals == 6
    assert "signatures   Count the signatures that all deals take." in run("--help")
    assert "--copies NUMBER" in run("signatures", "--help")
    text = run("signatures", file, "--copies", 3)
    assert "A yard: 6 deals to sign & seal" in text
    assert "signatures        54" in text
    told = json.loads(run("signatures", file, "--copies", 3, "--json"))
    assert (told["question"], told["signatures"], told["case"]["title"]) == ("signatures", 54, "A yard")
    wrong = CliRunner().invoke(make_app(), ["signatures", str(file), "--copies", "ten"])
    assert (wrong.exit_code, wrong.stderr.partition(" ")[0]) == (2, "--copies:")
    assert 'did you mean "signatures"' in CliRunner().invoke(make_app(), ["signature"]).stderr
    page = walkaway.brief(file, draws=40).html()
    shown = html.unescape(page)
    assert '<h2 id="the-signatures">How many signatures</h2>' in page
    assert "A yard: 6 deals to sign &amp; seal" in page
    assert '<td data-label="how many" class="figure">36</td>' in page
    assert page.index('id="the-signatures"') > page.index("What to find out first")
    assert "How many signatures" in shown[shown.index("counting") - 200 : shown.index("counting")]
