"""Editing: one value changes, every other line and every comment stays; on a fault nothing changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case.helpers import CASE, SMALL, messages, read, swapped
from tests.case.strategies import case_data, law
from tests.case.test_read import CATALOGUE
from tests.case.test_write import built

from walkaway.case import Judgement, edit_case, edit_text, read_case, to_plain, to_yaml
from walkaway.errors import CaseError

LAID_OUT = """\
# A case as people write it
case: 1            # the version
title:   'Small'   # in quotes

parties: {a: A,    # the first
          b: B}
issues:
  i:               # only one
    title: I
    options:
      # worst first
      o: O         # one
      p: P
preferences:
  a:
    walk_away: 1   # to be settled
    scores:
      i: {o: 1,   p:   2}    # aligned
    # more to come
  b:
    note me: no
    scores:
      # how b sees it
      i:           # points
        o: 2       # low
        p: 1
record:
- by: a            # compact
  act: >  # folded
    walks
    away

- {by: b, act: stays}   # flow
notes:   # two
- one    # 1
# between
- two
""".replace("    note me: no\n", "")


def refusal(text: str, path: tuple[str | int, ...], value: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        edit_text(text, path, value, "c.yaml")
    return [str(fault) for fault in caught.value.faults]


def changes(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    before, after = old.splitlines(), new.splitlines()
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return before, after


@pytest.mark.parametrize(
    ("path", "value", "gone", "come"),
    [
        (("title",), "Large", ["title:   'Small'   # in quotes"], ["title:   Large   # in quotes"]),
        (("title",), "a: b # c\n", ["title:   'Small'   # in quotes"],
         ['title:   "a: b # c\\n"   # in quotes']),
        (("preferences", "a", "walk_away"), [1, 2.5], ["    walk_away: 1   # to be settled"],
         ["    walk_away: [1, 2.5]   # to be settled"]),
        (("preferences", "b", "walk_away"), 3, [], ["    walk_away: 3"]),
        (("preferences", "a", "scores", "i", "p"), 7, ["      i: {o: 1,   p:   2}    # aligned"],
         ["      i: {o: 1,   p:   7}    # aligned"]),
        (("preferences", "b", "scores", "i", "o"), {"low": 1, "high": 2}, ["        o: 2       # low"],
         ["        o: {low: 1, high: 2}       # low"]),
        (("preferences", "b", "scores", "i"), {"o": 1, "p": 2},
         ["      i:           # points", "        o: 2       # low", "        p: 1"],
         ["      i: {o: 1, p: 2}           # points", "        # low"]),
        (("parties", "b"), {"title": "B", "short": "b"}, ["          b: B}"],
         ["          b: {title: B, short: b}}"]),
        (("parties",), {"a": "1", "b": "2"}, ["parties: {a: A,    # the first", "          b: B}"],
         ['parties: {a: "1", b: "2"}', "         # the first"]),
        (("issues", "i", "note"), "new", [], ["    note: new"]),
        (("record", 0, "act"), "stays", ["  act: >  # folded", "    walks", "    away"],
         ["  act: stays", "       # folded"]),
        (("record", 1), {"by": "a", "act": "x"}, ["- {by: b, act: stays}   # flow"],
         ["- {by: a, act: x}   # flow"]),
        (("record", 1, "when"), "2019", ["- {by: b, act: stays}   # flow"],
         ['- {by: b, act: stays, when: "2019"}   # flow']),
        (("record", 0, "when"), "now", [], ["  when: now"]),
        (("notes", 1), "2", ["- two"], ['- "2"']),
        (("notes",), ["x"], ["notes:   # two", "- one    # 1", "# between", "- two"],
         ["notes: [x]   # two", "  # 1", "  # between"]),
        (("question",), "Why?", [], ["question: Why?"]),
        (("ratifiers",), {}, [], ["ratifiers: {}"]),
    ],
)  # fmt: skip
def test_only_the_place_changes(
    path: tuple[str | int, ...], value: Any, gone: list[str], come: list[str]
) -> None:
    """Line by line: what went, and what came in its place."""
    assert changes(LAID_OUT, edit_text(LAID_OUT, path, value)) == (gone, come)


def test_an_empty_flow_mapping_takes_its_first_entry() -> None:
    """Without a comma."""
    empty = SMALL.replace("{a: {scores", "{a: {believes: {}, scores")
    edited = edit_text(empty, ("preferences", "a", "believes", "b"), {"walk_away": 1})
    assert "believes: {b: {walk_away: 1}}" in edited


def test_a_record_can_be_put_in_place() -> None:
    """It is written in the form of the file."""
    judgement = Judgement.model_validate({"range": [1, 2], "cite": "doc: words"})
    edited = edit_text(CASE, ("preferences", "them", "walk_away"), judgement)
    assert '    walk_away: {range: [1, 2], cite: "doc: words"}\n' in edited


def test_windows_line_ends_stay() -> None:
    """Also in a line that is added."""
    edited = edit_text(SMALL.replace("\n", "\r\n"), ("question",), "Why?")
    assert edited == (SMALL + "question: Why?\n").replace("\n", "\r\n")


def test_a_file_without_a_last_line_end_is_edited() -> None:
    """A new entry begins on a line of its own."""
    assert edit_text(SMALL.strip(), ("question",), "Why?") == SMALL + "question: Why?"


@pytest.mark.parametrize(
    "path",
    [(), ("no", "such"), ("title", "x"), ("record", 9), ("record", -1), ("record", "x"), (0,),
     ("preferences", 1),
     ("parties", "us", "title")],
)  # fmt: skip
def test_a_place_that_is_not_there_is_a_fault(path: tuple[str | int, ...]) -> None:
    """The parent must exist, and only a mapping takes a new entry."""
    with pytest.raises(CaseError, match="found no such place; expected a path inside the case"):
        edit_text(CASE, path, "x")


def test_an_edit_that_makes_a_fault_is_refused() -> None:
    """With the fault of the text as it would be."""
    assert refusal(CASE, ("preferences", "us", "weights"), "price > dat") == [
        'c.yaml:23: preferences.us.weights: found "dat"; expected a scored issue (price, date)'
        ' (did you mean "date"?)'
    ]
    assert refusal(CASE, ("issues", "price", "options", "free"), "Free")[0].startswith("c.yaml:25: ")
    assert refusal(CASE, ("walkaway",), 3)[0].startswith(
        'c.yaml:44: walkaway: found the unknown key "walkaway"'
    )
    expected = 'expected text (null means nothing; as text it stands in quotation marks, "null")'
    assert refusal(CASE, ("title",), None) == [f"c.yaml:2: title: found nothing; {expected}"]


def test_a_faulty_text_is_not_edited() -> None:
    """First its own faults."""
    broken = swapped("title: Test", "titel: Test")
    assert refusal(broken, ("notes",), []) == messages(broken)


def test_a_layout_that_would_change_elsewhere_is_refused() -> None:
    """Never a change in silence: where a comment would end up inside other text, nothing is done."""
    text = SMALL.replace("title: Small", 'x: {y: {z: 1 # c\n  }, w: "two\n  lines"}\ntitle: Small').replace(
        "x: {y: {z: 1", "parties: {a: {title: A"
    )
    text = text.replace('}, w: "two\n  lines"}', '}, b: "two\n  lines"}').replace(
        "parties: {a: A, b: B}\n", ""
    )
    assert messages(text) == []
    assert refusal(text, ("parties", "a"), "A") == [
        "c.yaml: parties.a: found a layout that cannot be changed in one place;"
        " expected each entry on its own line"
    ]


@pytest.mark.parametrize("key", ["? title\n: Small", "?   title\n# c\n:   Small"])
def test_a_key_with_a_question_mark_keeps_it(key: str) -> None:
    """The long form of YAML keys is left as it is."""
    text = SMALL.replace("title: Small", key)
    assert edit_text(text, ("title",), "Large") == text.replace("Small", "Large")


# -------------------------------------------------------------------------------------------------- laws


def places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """All paths of plain data, but the root."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for key, item in items for place in ((*path, key), *places(item, (*path, key)))]


def at(data: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        data = data[part]
    return data


def commented(text: str) -> str:
    """A comment after each line that is not inside quotes, and one before each line at the margin."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        if re.match(r"[a-z_]+:", line):
            lines.append(f"# before {number}")
        lines.append(f"{line}  # after {number}" if line.endswith(":") else line)
    return "\n".join(lines) + "\n"


@law
@given(case_data(), st.data())
def test_writing_a_value_that_is_there_changes_nothing_else(
    data: dict[str, Any], draw: st.DataObject
) -> None:
    """Law: for any place, setting its own value gives the same case and keeps every comment."""
    case = built(data)
    text = commented(to_yaml(case))
    path = draw.draw(st.sampled_from(places(to_plain(case))))
    value = at(to_plain(case), path)
    edited = edit_text(text, path, value)
    assert read(edited) == case
    assert re.findall("# (?:before|after) [0-9]+", edited) == re.findall("# (?:before|after) [0-9]+", text)


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_walk_away_of_the_catalogue_is_edited_in_its_own_lines(file: Path) -> None:
    """Law: the case with the other walk-away, every comment, and no other line changed."""
    text = file.read_text(encoding="utf-8")
    who = next(iter(read_case(file).case.preferences))
    edited = edit_text(text, ("preferences", who, "walk_away"), [1, 2])
    gone, come = changes(text, edited)
    assert len(come) <= 1
    assert not any("#" in line for line in gone) or text.count("#") == edited.count("#")
    assert str(read(edited).preferences[who].walk_away) == "1–2"


# ------------------------------------------------------------------------------------------------- files


def test_a_file_or_folder_is_edited_in_place(tmp_path: Path) -> None:
    """A byte order mark stays as well."""
    file = tmp_path / "case.yaml"
    file.write_bytes(SMALL.encode("utf-8-sig"))
    edit_case(tmp_path, ("title",), "Large")
    assert file.read_bytes() == SMALL.replace("Small", "Large").encode("utf-8-sig")
    edit_case(str(file), ("title",), "Small")
    assert read_case(file).case.title == "Small"


def test_a_file_stays_as_it_was_if_the_edit_is_refused(tmp_path: Path) -> None:
    """Whole or not at all; and nothing is left beside it."""
    file = tmp_path / "case.yaml"
    file.write_text(SMALL, encoding="utf-8")
    with pytest.raises(CaseError, match="titel"):
        edit_case(file, ("titel",), "x")
    assert file.read_text(encoding="utf-8") == SMALL
    assert [path.name for path in tmp_path.iterdir()] == ["case.yaml"]


def test_a_link_stays_a_link_and_a_change_meanwhile_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real.yaml").write_text(SMALL, encoding="utf-8")
    link = tmp_path / "link.yaml"
    link.symlink_to("real.yaml")
    edit_case(link, ("title",), "Large")
    assert link.is_symlink()
    assert read_case(tmp_path / "real.yaml").case.title == "Large"

    def slowly(*given: object) -> str:
        link.write_text(SMALL, encoding="utf-8")
        return "never written"

    monkeypatch.setattr("walkaway.case.edit.edit_text", slowly)
    with pytest.raises(CaseError, match="changed meanwhile"):
        edit_case(link, ("title",), "Huge")
    assert link.read_text(encoding="utf-8") == SMALL


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Editing needs a case."""
    with pytest.raises(CaseError, match="no such file"):
        edit_case(tmp_path / "no.yaml", ("title",), "x")
    assert list(tmp_path.iterdir()) == []
