"""The Python API: load, check, and one function for each question; every result speaks JSON and HTML."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
from tests.evidence.helpers import HEAD, PREFERENCES, SMALL, write_case
from typer.testing import CliRunner

import walkaway
from walkaway.case import Agreement, Case, CaseFile
from walkaway.cli.app import app
from walkaway.errors import CaseError
from walkaway.questions import TABLE

# -------------------------------------------------------------------------------------------------- load


def test_a_case_is_loaded_by_file_by_folder_and_by_name(tmp_path: Path) -> None:
    path = write_case(tmp_path)
    for given in (path, str(path), tmp_path, str(tmp_path)):
        file = walkaway.load(given)
        assert isinstance(file, CaseFile)
        assert file.case.title == "A small case"
        assert file.path == path
    assert walkaway.load("harbour").case.title == "Harbour Sport Park"
    assert walkaway.load("harbour/game1").case.title == "Island Airport"
    assert walkaway.load(Path("harbour") / "game1").case.title == "Island Airport"


def test_a_file_comes_before_a_name_of_the_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_case(tmp_path / "harbour")
    monkeypatch.chdir(tmp_path)
    assert walkaway.load("harbour").case.title == "A small case"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("harbor", 'did you mean "harbour"?'), ("hanoi", "walkaway cases lists the catalogue"),
     ("harbour/game9", 'did you mean "harbour/game'), ("zzzz", "walkaway cases lists the catalogue")],
)  # fmt: skip
def test_a_wrong_name_comes_with_a_suggestion(name: str, hint: str) -> None:
    with pytest.raises(walkaway.CaseError) as caught:
        walkaway.load(name)
    expected = "a YAML file, a folder with case.yaml, or a case of the catalogue"
    text = str(caught.value)
    assert text.startswith(f"{name}: found no such file; expected {expected} (")
    assert hint in text or name == "hanoi"


def test_a_folder_without_a_case_and_a_name_too_long(tmp_path: Path) -> None:
    with pytest.raises(walkaway.CaseError, match=r"found an empty folder; expected a folder with case\.yaml"):
        walkaway.load(tmp_path)
    with pytest.raises(walkaway.CaseError, match="expected a"):
        walkaway.load("x" * 5000)


def test_loading_refuses_cites_that_do_not_hold(tmp_path: Path) -> None:
    record = "record: [{by: a, act: leaves, cite: 'paper: other words'}]\n"
    write_case(tmp_path, HEAD + record + PREFERENCES, {"paper.md": "the words"})
    with pytest.raises(walkaway.CiteError, match="words that do not stand there"):
        walkaway.load(tmp_path)


def test_a_doubt_does_not_stop_loading(tmp_path: Path) -> None:
    write_case(tmp_path, SMALL.replace("walk_away: 5", "walk_away: 50"))
    assert walkaway.load(tmp_path).case.title == "A small case"
    assert [fault.level for fault in walkaway.check(tmp_path)] == ["doubt"]


# ---------------------------------------------------------------------------------------------- accounts

ACCOUNTS = """\
accounts:
  asked:
    question: Was there another way out?
    told:
      mine: {title: Yes, set: {preferences.a.walk_away: {value: 9, cite: "paper: another offer"}}}
      theirs: {title: No, set: {preferences.a.walk_away: 1}}
"""


def test_a_case_is_loaded_under_the_account_that_is_chosen_or_settled(tmp_path: Path) -> None:
    paper: dict[str, str | bytes] = {"paper.md": "She had another offer."}
    path = write_case(tmp_path, SMALL + ACCOUNTS, paper)

    def walk_away(**accounts: str) -> str:
        return str(walkaway.load(path, accounts).case.preferences["a"].walk_away)

    assert [walk_away(), walk_away(asked="mine"), walk_away(asked="theirs")] == ["5", "9", "1"]
    assert len({walkaway.load(path, accounts).case.digest for accounts in ({}, {"asked": "mine"})}) == 2
    with pytest.raises(walkaway.UsageError, match='did you mean "theirs"'):
        walk_away(asked="their")
    write_case(tmp_path, SMALL + ACCOUNTS + "    settled: theirs\n", paper)
    assert [walk_away(), walk_away(asked="mine")] == ["1", "9"]


def test_accounts_are_checked_with_their_cites_and_what_is_settled_for_its_sense(tmp_path: Path) -> None:
    path = write_case(tmp_path, SMALL + ACCOUNTS, {"paper.md": "words"})
    (fault,) = walkaway.check(path)
    assert fault.path == "accounts.asked.told.mine.set.preferences.a.walk_away.cite"
    with pytest.raises(walkaway.CiteError):
        walkaway.load(path, {"asked": "mine"})
    for settled in ("", "    settled: theirs\n"):
        text = SMALL + ACCOUNTS.replace("walk_away: 1}", "walk_away: 50}") + settled
        write_case(tmp_path, text, {"paper.md": "another offer"})
        assert [fault.level for fault in walkaway.check(path)] == ["doubt"] * bool(settled)


@pytest.mark.parametrize("texts", [["asked"], ["=x"], ["asked="], [""], ["a=b", "a=c"], 5, [3], b"a=b"])
def test_other_choices_are_refused(texts: Any) -> None:
    with pytest.raises(walkaway.UsageError, match=r"expected (account=name|one choice)"):
        walkaway.load("harbour", texts)


def test_an_account_is_text_several_texts_or_a_mapping_wherever_a_case_is_asked_about(tmp_path: Path) -> None:
    """Law: a choice means the same on load and on a question, also after another one was settled."""
    path = write_case(tmp_path, SMALL + ACCOUNTS + "    settled: theirs\n", {"paper.md": "another offer"})
    want = walkaway.zone(walkaway.load(path, {"asked": "mine"})).to_dict()
    for account in ("asked=mine", ["asked=mine"], ("asked=mine",), {"asked": "mine"}):
        for case in (path, walkaway.load(path), walkaway.load(path, "asked=mine")):
            assert walkaway.zone(case, account=account).to_dict() == want
    with pytest.raises(walkaway.UsageError, match="already under"):
        walkaway.zone(walkaway.load(path).case, account="asked=mine")


# ------------------------------------------------------------------------------------------------- check


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        (changed("{low: 0, mid", "{low: 0, mid: 1, mid"), "preferences.a.scores.price.mid", "again"),
        (changed("title: A small case", "titel: A small case"), "titel", "unknown key"),
        (changed("walk_away: 5", "walk_away: five"), "preferences.a.walk_away", '"five"'),
        (changed("high: 10}", "hihg: 10}"), "preferences.a.scores.price.hihg", '"hihg"'),
        (HEAD + "impossible: [{speed: slow}, {speed: fast}]\n" + PREFERENCES, "impossible", "no deal"),
        (changed("walk_away: 5", "walk_away: 50"), "preferences.a.walk_away", "above every deal"),
        (changed("away: 5", "away: {value: 5, cite: 'paper: no'}"), "preferences.a.walk_away.cite", "no"),
        ("[not, a, case]", "", "a list"),
        ("{", "", ""),
    ],
    ids=["yaml", "unknown-key", "record", "name", "meaning", "doubt", "cite", "no-mapping", "no-yaml"],
)  # fmt: skip
def test_every_kind_of_fault_is_checked(tmp_path: Path, text: str, path: str, found: str) -> None:
    faults = walkaway.check(write_case(tmp_path, text, {"paper.md": "words"}))
    assert faults
    assert any(fault.path == path and found in fault.found for fault in faults), [str(f) for f in faults]
    assert all(fault.file.endswith("case.yaml") for fault in faults)
    assert all(fault.line >= 1 for fault in faults)


def test_faults_of_documents_cites_and_meaning_come_together(tmp_path: Path) -> None:
    text = SMALL.replace("walk_away: 5", "walk_away: {value: 50, cite: 'paper: no'}")
    write_case(tmp_path, text, {"paper.md": "words", "paper.txt": "words"})
    assert [fault.level for fault in walkaway.check(tmp_path)] == ["fault", "doubt", "fault"]


FAULTY = """\
case: 1
title: Many faults
parties: {ann: Ann, ben: Ben}
issues:
  price: {title: Price, options: {low: Low, high: High}}
  day: {title: Day, options: {soon: Soon, late: Late}}
preferences:
  ann:
    weights: {price: [1, 20], day: 30}
    scores: {price: {low: 0, high: 100}, day: {soon: 0, late: 100}}
    walk_away: {value: 20, cite: "paper: These words are nowhere"}
  ben:
    scores: {price: {low: 5, high: 0}, day: {soon: 0, late: 4}}
    walk_away: two
record:
  - {by: cal, act: offer, when: May, offer: {price: low}}
"""


@pytest.mark.parametrize("slip", ["", '"'])
def test_cites_are_checked_while_other_faults_stand(slip: str, tmp_path: Path) -> None:
    """Weights, names, numbers and cites at once, also where the text has to be mended to be read."""
    text = FAULTY.replace("Many", f"{slip}Many")
    where = write_case(tmp_path, text, {"paper.md": "Other words."})
    paths = ["title"] * bool(slip) + [
        "preferences.ann.weights",
        "preferences.ann.walk_away.cite",
        "preferences.ben.walk_away",
        "record[0].by",
    ]
    faults = walkaway.check(where)
    assert [fault.path or "title" for fault in faults] == paths
    with pytest.raises(CaseError) as refused:
        walkaway.load(where)
    assert list(refused.value.faults) == faults


def test_what_does_not_exist_is_one_fault() -> None:
    (fault,) = walkaway.check("no-such-case")
    assert fault.found == "no such file"


# ------------------------------------------------------------------------------------------------- rules


def test_rules_as_the_command_line_takes_them() -> None:
    case = walkaway.load("harbour")
    of = {rule: walkaway.zone(case, rule=rule).size for rule in ("case", "all", "4", 4)}
    assert of["case"] == walkaway.zone(case).size == walkaway.zone("harbour", rule=None).size
    assert of["4"] == of[4] == walkaway.zone(case, rule=Agreement.model_validate(
        {"quota": 4, "vetoes": ["sportco", "tourism"]})).size  # fmt: skip
    assert (of["all"], of["case"], of[4]) == (12, 55, 83)


@pytest.mark.parametrize(
    "rule", ["0", "1", "7", "-1", "5.0", "most", "", "²", "٣", " 5", "9" * 5000, 0, 99, True, 4.0, b"4"]
)
def test_other_rules_are_refused(rule: Any) -> None:
    with pytest.raises(walkaway.UsageError) as caught:
        walkaway.zone("harbour", rule=rule)
    assert "expected case, all, a share such as 55 %, or a number of acceptances from 2 to 6" in str(
        caught.value
    )


def test_a_rule_that_names_nobody_of_the_case_is_refused() -> None:
    with pytest.raises(walkaway.UsageError, match='did you mean "sportco"'):
        walkaway.zone("harbour", rule=Agreement.model_validate({"quota": 2, "vetoes": ["sportc"]}))


# ------------------------------------------------------------------------------------- as people type it

WRONG: list[dict[str, Any]] = [
    *({"draws": value} for value in ("x", -1, 0, 1.5, True, 10**9, [5])),
    *({"seed": value} for value in ("a", -1, 2.5, False)),
    *({"account": value} for value in ("nope", "a=b", 5, [3])),
]


@pytest.mark.parametrize("options", WRONG, ids=str)
@pytest.mark.parametrize("name", ["analyse", "deals", "zone", "likely", "conditions", "why", "bridge",
                                  "sensitivity", "brief"])  # fmt: skip
def test_wrong_options_are_one_clear_error_on_every_question(name: str, options: dict[str, Any]) -> None:
    with pytest.raises(walkaway.UsageError, match=next(iter(options))):
        getattr(walkaway, name)("harbour", **options)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(walkaway.UsageError) as caught:
        walkaway.bridge(walkaway.load("harbour"), target=2, draws="x", seed=-1, rule=99)  # type: ignore[arg-type]
    assert {fault.path for fault in caught.value.faults} == {"target", "draws", "seed", "rule"}


@pytest.mark.parametrize("case", [None, b"harbour", 5, {}, [], "", "a\0b", object], ids=repr)
def test_what_is_no_case_is_said_to_be_none(case: Any) -> None:
    with pytest.raises(walkaway.UsageError, match="case: found"):
        walkaway.zone(case)


def test_a_keyword_that_no_function_takes_names_the_nearest() -> None:
    answers = walkaway.analyse("harbour", draws=10)
    for error in (TypeError, walkaway.UsageError):
        with pytest.raises(error, match='did you mean "draws"'):
            walkaway.bridge(answers, drawz=10)
    with pytest.raises(walkaway.UsageError, match='did you mean "account"'):
        walkaway.load("harbour", accounts={})  # type: ignore[call-arg]


def test_answers_are_used_again_and_never_under_other_options() -> None:
    answers = walkaway.analyse("harbour", draws=50, seed=3, rule="all")
    assert walkaway.zone(answers, draws=50, seed=3, rule="all") is answers.zone
    assert walkaway.frontier(answers) is answers.frontier
    for options in ({"draws": 10}, {"seed": 1}, {"rule": 4}, {"account": "a=b"}):
        with pytest.raises(walkaway.UsageError, match="for answers computed"):
            walkaway.zone(answers, **options)


def test_a_deal_is_read_by_id_by_title_and_as_text() -> None:
    case = walkaway.load("thompson-employment")
    ids = {issue: list(one.options)[2] for issue, one in case.case.issues.items()}
    titles = {one.title.upper(): one.options[ids[issue]].title for issue, one in case.case.issues.items()}
    want = walkaway.improve(case, ids).to_dict()
    assert walkaway.improve(case, titles).to_dict() == want
    text = ",".join(f"{issue}={option}" for issue, option in ids.items())
    assert walkaway.improve("thompson-employment", text).to_dict() == want


def test_everything_wrong_about_a_deal_is_said_at_once() -> None:
    with pytest.raises(walkaway.UsageError) as caught:
        walkaway.improve("harbour", {"land": 91, "jobs": "9to9", "lone": "2bn"})
    text = str(caught.value)
    assert 'found "land"; expected an issue' in text
    assert 'did you mean "loan"' in text
    assert 'found "9to9"; expected an option of jobs' in text
    deals: list[Any] = [None, True, 1.5, b"x", [], 99, "", "loan"]
    for deal in deals:
        with pytest.raises(walkaway.UsageError):
            walkaway.improve("harbour", deal)


def test_the_brief_is_a_question_whatever_was_imported() -> None:
    code = "import walkaway, walkaway.report.page; walkaway.brief('thompson-employment'); "
    assert run(code + "print(type(walkaway.brief('thompson-employment')).__name__)") == "Brief"


WITHOUT_FUNCTION = {
    "convert": "load reads, walkaway.interop.write_foreign and walkaway.case.to_yaml write",
    "mcp": "it offers the functions to an assistant",
    "new": "it copies a file to start from",
    "open": "it serves a page for a person",
    "sheet": "it writes and reads a file that people fill in",
}


def test_every_command_has_its_function_and_every_function_its_command() -> None:
    """Law: one question has one name; what stands alone has a reason."""
    from typer.main import get_command

    from walkaway.cli.app import app

    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    functions = {name for name in walkaway.__all__ if name[0].islower()}
    assert commands - functions == set(WITHOUT_FUNCTION)
    alone = {name for name, line in TABLE.items() if line.alone and not line.command and not line.help}
    assert functions - commands == {*alone, "load"}  # every command loads its case
    assert set(TABLE) <= functions


# ----------------------------------------------------------------------------------------------- results


def test_each_question_has_its_function() -> None:
    file = walkaway.load("thompson-employment")
    answers = walkaway.analyse(file, draws=10)
    assert walkaway.zone(file) == answers.zone or walkaway.zone(file).to_dict() == answers.zone.to_dict()
    assert walkaway.likely(file).to_dict() == answers.likely.to_dict()
    assert [item.to_dict() for item in walkaway.conditions(file)] == [
        item.to_dict() for item in answers.conditions
    ]
    assert walkaway.frontier(file).to_dict() == answers.frontier.to_dict()
    assert walkaway.solutions(file).to_dict() == answers.solutions.to_dict()
    assert walkaway.divide(walkaway.load("panama-1977")).total == (66, 66)
    assert "harbour" in walkaway.cases()
    assert walkaway.schema()["type"] == "object" or "$ref" in walkaway.schema()


def test_a_bare_case_will_do(tmp_path: Path) -> None:
    case = walkaway.load(write_case(tmp_path)).case
    assert isinstance(case, Case)
    assert (
        walkaway.zone(case, draws=50).to_dict() == walkaway.zone(walkaway.load(tmp_path), draws=50).to_dict()
    )


def results(tmp_path: Path) -> list[Any]:
    text = SMALL.replace("high", "'<i>&'").replace("speed", "'<script>'")
    file = walkaway.load(write_case(tmp_path, text))
    answers = walkaway.analyse(file, draws=50)
    assert answers.likely.deals
    likely = answers.likely
    front = answers.frontier
    return [
        answers,
        answers.zone,
        likely,
        likely.deals[0],
        answers.conditions[0],
        front,
        answers.solutions,
        file.case,
    ]


def test_every_result_is_plain_data(tmp_path: Path) -> None:
    for result in results(tmp_path):
        data = result.to_dict()
        if not isinstance(result, Case):
            assert json.loads(json.dumps(data)) == data, type(result)


def test_every_result_shows_itself_with_text_escaped(tmp_path: Path) -> None:
    for result in results(tmp_path):
        page = result._repr_html_()
        assert "<table" in page or "none: " in page
        assert "<script>" not in page
        assert "<i>" not in page


def test_results_cannot_be_changed(tmp_path: Path) -> None:
    for result in results(tmp_path)[:-1]:
        with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
            result.deal = None


# ---------------------------------------------------------------------------------------------- the package


def run(code: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(Path(walkaway.__file__).parents[1])}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.strip()


def test_importing_the_package_loads_nothing_heavy() -> None:
    arrays = ["numpy", "scipy", "highspy", "moocore"]
    heavy = [*arrays, "altair", "pydantic", "ruamel", "jinja2", "typer", "rich"]
    assert run(f"import sys, walkaway; print([name for name in {heavy} if name in sys.modules])") == "[]"
    needless = [*arrays, "altair", "pydantic", "ruamel", "ruamel.yaml", "jinja2"]
    assert (
        run(f"import sys, walkaway.cli.app; print([name for name in {needless} if name in sys.modules])")
        == "[]"
    )


def test_every_public_name_is_there_when_asked_for() -> None:
    assert dir(walkaway) == sorted(walkaway.__all__)
    for name in walkaway.__all__:
        assert getattr(walkaway, name) is not None
    with pytest.raises(AttributeError, match="module 'walkaway' has no attribute 'nothing'"):
        walkaway.nothing  # noqa: B018
    assert run(
        "import walkaway; print(walkaway.CaseError.__name__, walkaway.load('harbour').case.title)"
    ) == ("CaseError Harbour Sport Park")


def test_every_choice_that_is_unknown_is_told_at_once(tmp_path: Path) -> None:
    path = write_case(tmp_path)
    with pytest.raises(walkaway.UsageError) as caught:
        walkaway.load(path, {"askd": "mine", "other": "theirs"})
    assert [fault.found for fault in caught.value.faults] == ['the account "askd"', 'the account "other"']


@pytest.mark.parametrize("rule", ["case", "all"])
def test_deals_is_what_the_command_prints(rule: str) -> None:
    """Law: the same object in Python and at the command line, under the same options."""
    words = ["deals", "harbour", "--json", "--rule", rule, "--draws", "300", "--seed", "4"]
    printed = CliRunner().invoke(app, words)
    assert printed.exit_code == 0
    found = walkaway.deals("harbour", rule=rule, draws=300, seed=4)
    told = TABLE["deals"].to_dict(found, found.case)
    assert told.items() >= found.to_dict().items()
    assert json.loads(printed.stdout) == json.loads(json.dumps(told))


def test_a_rule_may_be_written_as_in_a_case_file() -> None:
    """Law: a share, a mapping and a list mean what the same text means under ``agreement:``."""
    size = {rule: walkaway.zone("harbour", rule=rule).size for rule in ("case", "all", "84 %", "83 %")}
    assert size["84 %"] == size["all"] == 12  # six of six
    assert size["83 %"] == size["case"] == 55  # five of six, as the case has it
    parties = list(walkaway.load("harbour").case.parties)
    votes = {"votes": dict.fromkeys(parties, 1), "at_least": 6}
    assert walkaway.zone("harbour", rule=votes).size == walkaway.zone("harbour", rule=[votes]).size == 12


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("155 %", 'rule: found "155 %"; expected a share above 0 % and up to 100 %'),
        ([], "rule: found an empty list"),
        ({"quot": 3}, 'did you mean "quota"?'),
        ({"votes": {"mayr": 1}, "at_least": 1}, 'did you mean "mayor"?'),
    ],
)
def test_a_rule_that_no_case_could_have_is_told_as_in_a_case(rule: Any, words: str) -> None:
    with pytest.raises(walkaway.UsageError) as caught:
        walkaway.zone("harbour", rule=rule)
    assert words in str(caught.value)


@pytest.mark.parametrize("command", ["deals", "why", "bridge", "sensitivity"])
def test_tables_need_no_charts_and_no_language_model(command: str) -> None:
    """What prints a table loads no library for pages, pictures or text."""
    heavy = [
        "altair",
        "jinja2",
        "spacy",
        "vl_convert",
        "trafilatura",
        "walkaway.case.mending",
        "walkaway.interop",
    ]
    if command == "deals":
        heavy += ["walkaway.evidence", "walkaway.report.sheets.deals_sheets"]
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom walkaway.cli.app import app\n"
        f"assert CliRunner().invoke(app, ['{command}', 'thompson-employment']).exit_code == 0\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    assert run(code) == "[]"


@pytest.mark.parametrize(
    ("name", "args", "found"),
    [
        ("deals", (), 'deals(): missing a required argument: "case"'),
        ("improve", ("harbour",), 'improve(): missing a required argument: "deal"'),
        ("zone", ("harbour", 3), "zone(): too many positional arguments"),
    ],
)
def test_a_missing_argument_is_told_like_any_other_slip(name: str, args: Any, found: str) -> None:
    """And is a TypeError too, as Python has it."""
    with pytest.raises(walkaway.UsageError) as caught:
        getattr(walkaway, name)(*args)
    assert isinstance(caught.value, TypeError)
    assert caught.value.faults[0].found == found


def test_weights_are_doubted_while_another_fault_stands(tmp_path: Path) -> None:
    text = FAULTY.replace("{price: [1, 20], day: 30}", "{price: 60, day: 50}")
    faults = walkaway.check(write_case(tmp_path, text, {"paper.md": "Words."}))
    found = {fault.path: fault for fault in faults}
    assert found["preferences.ann.weights"].level == "doubt"
    assert "sum to 110" in found["preferences.ann.weights"].found
    assert found["record[0].by"].level == "fault"
