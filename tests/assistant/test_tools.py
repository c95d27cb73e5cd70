"""The table of questions as tools: complete, typed, confined to a folder, the numbers of the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import walkaway
from walkaway.assistant.allowed_files import Folder
from walkaway.assistant.short import shortened
from walkaway.assistant.tool_server import offered_tools
from walkaway.errors import CaseError, UsageError
from walkaway.questions import TABLE

CASE = """\
case: 1
title: A sale  # between two
parties: {seller: Seller, buyer: Buyer}
issues:
  price: {title: Price, options: {low: Low, high: High}}
  date: {title: Date, options: {soon: Soon, late: Late}}
preferences:
  seller: {walk_away: [3, 5], scores: {price: {low: 2, high: 6}, date: {soon: 2, late: 0}}}  # as told
  buyer: {walk_away: 4, scores: {price: {low: 6, high: 2}, date: {soon: 0, late: 3}}}
record:
  - {by: seller, offer: {price: high, date: soon}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "sale").mkdir(parents=True)
    (tmp_path / "in" / "sale" / "case.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "out.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "in" / "link.yaml").symlink_to(tmp_path / "out.yaml")
    return tmp_path / "in"


def call(folder: Path, name: str, write: bool = False, **arguments: Any) -> Any:
    return offered_tools(folder, write=write)[name](arguments, lambda *_: None)


def test_every_question_that_people_ask_is_a_tool() -> None:
    tools = offered_tools(Path())
    assert {name for name, line in TABLE.items() if line.view} <= set(tools)
    for tool in tools.values():
        Draft202012Validator.check_schema(tool.schema)
        assert tool.about.endswith("."), tool.about
        assert not tool.changes
        for name, taken in tool.schema["properties"].items():
            assert {"type", "anyOf"} & set(taken), (tool.name, name)
            assert taken.get("description"), (tool.name, name)


GIVEN: dict[str, dict[str, Any]] = {
    "improve": {"deal": {"price": "high", "date": "soon"}},
    "compare": {"new": {"preferences.buyer.walk_away": 1}},
    "debrief": {"results": {"one": {"price": "low", "date": "late"}, "two": None}},
    "path": {"deal": "price=high, date=late", "schedule": [{"price": "1/2", "date": 1}, {"price": 0.5}]},
    "sensitivity": {"judgements": ["preferences.seller"]},
    "why": {"tolerance": {"offer": 0.2}},
    "aftermath": {"case": "hanoi-2019"},
}


@pytest.mark.parametrize("name", sorted(name for name, line in TABLE.items() if line.view))
def test_what_a_tool_gives_is_what_the_function_gives(folder: Path, name: str) -> None:
    """Law: with nothing left out, the data are those of ``--json`` for the same case, draws and seed."""
    asked: dict[str, Any] = {"case": "sale", "draws": 200, "seed": 7, "most": 10_000} | GIVEN.get(name, {})
    own = {key: value for key, value in GIVEN.get(name, {}).items() if key != "case"}
    found = call(folder, name, **asked)
    case = asked["case"] if asked["case"] != "sale" else folder / "sale"
    question: Any = TABLE[name]
    file = walkaway.load(case)
    direct = question.to_dict(question(file, draws=200, seed=7, **own), file.case, file)
    assert found.data == json.loads(json.dumps(direct, default=str))
    assert found.text
    given = offered_tools(folder)[name].given
    Draft202012Validator(given).validate(found.data)
    Draft202012Validator(given).validate(call(folder, name, **asked | {"most": 1}).data)
    assert name == "deals" or set(found.data) <= set(given["properties"])  # deals are of several
    assert max(map(len, found.text.splitlines())) <= 200


def test_as_if_a_judgement_were_another_leaves_the_file_as_it_is(folder: Path) -> None:
    before = call(folder, "deals", case="sale", draws=50).data["zone"]
    asked = {"preferences.buyer.walk_away": 100}
    assert call(folder, "deals", case="sale", draws=50, set=asked).data["zone"] != before
    assert (folder / "sale" / "case.yaml").read_text(encoding="utf-8") == CASE


@pytest.mark.parametrize(
    "name", ["../out.yaml", "/etc/passwd", "link.yaml", "sale/../../out.yaml", "no\0", "x" * 5000, "none"]
)
def test_what_lies_outside_the_folder_is_not_read(folder: Path, name: str) -> None:
    """A link that leads out is outside; the catalogue may be named from anywhere."""
    asked: list[tuple[str, dict[str, Any]]] = [
        ("deals", {"case": name}), ("check", {"case": name}), ("compare", {"case": "sale", "new": name})
    ]  # fmt: skip
    for tool, arguments in asked:
        with pytest.raises(UsageError, match="a case of the catalogue, or a path in the folder"):
            call(folder, tool, **arguments)
    assert "link.yaml" not in Folder(folder).cases()
    assert Folder(folder).cases()["sale"] == "folder"
    assert call(folder, "cases").data["cases"][-1] == {"case": "sale", "from": "folder"}


def test_files_that_other_arguments_could_name_are_not_read(folder: Path) -> None:
    asked: dict[str, dict[str, Any]] = {
        "debrief": {"results": "/etc/passwd"}, "path": {"schedule": "/etc/passwd"}
    }  # fmt: skip
    for name, arguments in asked.items():
        with pytest.raises(UsageError, match=next(iter(arguments))):
            call(folder, name, case="sale", **arguments)
    with pytest.raises(UsageError):
        call(folder, "improve", case="sale", deal="/etc/passwd")


def test_all_that_is_wrong_with_the_arguments_is_said_at_once(folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        call(folder, "deals", drws=3, draws=0, rule=[])
    told = "\n".join(map(str, caught.value.faults))
    for words in (
        'no argument "case"',
        'the argument "drws"',
        '"draws"?',
        "draws: found 0",
        "rule: found list",
    ):
        assert words in told


def test_writing_is_offered_where_it_was_asked_for_and_keeps_comments(folder: Path) -> None:
    assert "write" not in offered_tools(folder)
    found = call(folder, "write", write=True, case="sale", set={"preferences.buyer.walk_away": [1, 2]})
    text = (folder / "sale" / "case.yaml").read_text(encoding="utf-8")
    assert text == CASE.replace("buyer: {walk_away: 4", "buyer: {walk_away: [1, 2]")
    assert [line[0] for line in found.data["changed"]] == ["-", "+", "@", "-", "+"]
    for values, words in (({"preferences.byer.walk_away": 1}, "byer"), ({"parties": 3}, "parties")):
        with pytest.raises((UsageError, CaseError), match=words):
            call(folder, "write", write=True, case="sale", set=values)
    with pytest.raises(UsageError, match="of the catalogue"):
        call(folder, "write", write=True, case="harbour", set={"title": "Mine"})
    assert (folder / "sale" / "case.yaml").read_text(encoding="utf-8") == text


def test_judgements_have_their_places_and_words() -> None:
    found = call(Path(), "judgements", case="hanoi-2019")
    entry = next(one for one in found.data["judgements"] if one["path"] == "preferences.us.walk_away")
    assert entry["words"]
    assert entry["value"] in found.text
    assert call(Path(), "check", case="harbour").text == "nothing is wrong or doubtful"


def test_long_lists_say_what_was_left_out() -> None:
    assert shortened([[1, 2, 3], {"a": (1, 2, 3)}], 2) == [
        [1, 2, {"left_out": 1}], {"a": [1, 2, {"left_out": 1}]}
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", "\0", "yard\0", "\0.."])
def test_a_name_with_nothing_or_a_nul_is_none(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law: also where the folder that is offered is the one the server runs in."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="a path in the folder"):
        Folder(Path()).path(name)
