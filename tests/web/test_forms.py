"""The case in forms: steps that are written, refused at their field, undone; every field of every case."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.helpers import MOVE, TEXT, client, laid
from tests.web.test_variants import events

import walkaway
from walkaway.case.expected import Expected
from walkaway.case.read import read_case_text
from walkaway.case.yamltext import read_yaml
from walkaway.errors import Faults
from walkaway.web.desk import Desk, open_desk
from walkaway.web.field import FieldOf
from walkaway.web.fields import parts_of
from walkaway.web.steps import placed
from walkaway.web.typing_in import typed

CASES = Path(walkaway.__file__).parents[2] / "cases"
HOSTILE = "</script><script>alert('x')</script> & \"q\": # * - {y}"


def step(browser: TestClient, desk: Desk, do: str, path: list[Any], **more: Any) -> Any:
    return browser.post("step", json={"of": desk.now.case.digest, "do": do, "path": path, **more})


def test_a_case_grows_without_yaml(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    steps: list[tuple[str, list[Any], dict[str, Any]]] = [
        ("add", ["parties"], {"given": {"title": HOSTILE}}),
        ("add", ["ratifiers"], {"given": {"title": "The kin", "for": "ann"}}),
        ("add", ["issues"], {"given": {"title": "Who pays", "options": "Ann\nBen\n"}}),
        ("add", ["issues"], {"given": {"title": "Share", "range": "0 10"}}),
        ("add", ["issues", "price", "options"], {"given": {"title": "None"}}),
        ("add", ["preferences", "ann", "red_lines"], {"given": {"for": "price\nhigh"}}),
        ("add", ["preferences", "ann", "interactions"], {"given": {"for": "price\nmid"}}),
        ("add", ["preferences", "ann", "believes"], {"given": {"for": "ben"}}),
        ("add", ["impossible"], {"given": {"for": "price\nlow", "and": "date\nlate"}}),
        ("add", ["record"], {"given": {"title": "walks away", "for": "ben"}}),
        ("set", ["record", 0, "offer", "date"], {"kind": "term", "typed": "soon"}),
        ("add", ["evidence"], {"given": {"title": "She said so"}}),
        ("add", ["agreement"], {"given": {"for": "votes"}}),
        ("add", ["agreement"], {"given": {"for": "quota"}}),
        (
            "set",
            ["preferences", "ann", "scores", "share", "linear", 0],
            {"kind": "judgement", "typed": "3–5"},
        ),
        ("set", ["parties", "ann", "short"], {"kind": "text", "typed": "A: #1"}),
        ("up", ["parties", "ben"], {}),
    ]
    for do, path, more in steps:
        answer = step(browser, desk, do, path, **more)
        assert answer.status_code == 200, (do, path, answer.text)
        assert answer.json()["written"]
    text = desk.edited()
    case = read_case_text(text)
    assert case.parties["script-script-alert-x-script-q-y"].title == HOSTILE
    assert list(case.parties)[:2] == ["ben", "ann"]
    assert case.label("ann") == "A: #1"
    assert case.record[0].offer == {"date": "soon"}
    assert len(case.agreement.conditions) == 2
    assert all(words in text for words in ("  # what they quarrel about\n", "\n    # she said so twice\n"))
    assert "<script>alert" not in browser.get("forms?opened=parties&opened=record").text
    assert desk.file.path.read_text(encoding="utf-8") == TEXT
    assert open_desk(str(desk.file.path)).edited() == text  # a program that was killed
    assert browser.post("save", json={"difference": desk.difference()}).status_code == 200
    assert desk.file.path.read_text(encoding="utf-8") == text


def test_the_deeper_parts_of_a_case_grow_without_yaml(tmp_path: Path) -> None:
    """A path, what follows no deal and a walk-away on it, a function, an account: added, set, gone."""
    desk = laid(tmp_path)
    browser = client(desk)
    ann: list[Any] = ["preferences", "ann"]
    steps: list[tuple[str, list[Any], dict[str, Any]]] = [
        ("add", ["path", "steps"], {"given": {"for": "price\nhigh", "by": "ben"}}),
        ("set", ["path", "steps", "price", "high", "sites", "all"], {"kind": "judgement", "typed": "9"}),
        ("set", ["path", "steps", "price", "high", "worth", "ann"], {"kind": "judgement", "typed": "2 3"}),
        ("set", ["path", "steps", "price", "high", "after"], {"kind": "several", "typed": ["date"]}),
        ("set", ["path", "discount", "ann"], {"kind": "judgement", "typed": "0.9"}),
        ("set", ["path", "deal"], {"kind": "other", "typed": "{price: high, date: late}"}),
        ("set", ["path", "schedule"], {"kind": "shares", "typed": "date 1\nprice 1/2\nprice: 0.5"}),
        ("add", ["path", "guarantors"], {"given": {"for": "ben", "by": "ann", "value": "2–3"}}),
        ("add", ["path", "steps", "price", "high", "sites", "left"],
         {"given": {"for": "date\nlate", "value": "4"}}),
        ("set", ["path", "prices", "phase"], {"kind": "judgement", "typed": "1"}),
        ("set", ["process", "protocol"], {"kind": "choice", "typed": "summit"}),
        ("add", ["process", "mandates"], {"given": {"for": "ben"}}),
        ("add", ["process", "mandates", "ben", "beyond"], {"given": {"for": "price\nlow"}}),
        ("add", ["aftermath", "options"], {"given": {"title": "Sue", "by": "ann", "wants": "yes"}}),
        ("add", ["aftermath", "options"], {"given": {"title": "Leave: now", "by": "ben"}}),
        ("add", ["aftermath", "impossible"], {"given": {"for": "sue", "and": "leave-now"}}),
        ("add", ["aftermath", "no_move"], {"given": {"for": "sue"}}),
        ("add", ["aftermath", "wants", "ann"], {"given": {"title": "not leave-now"}}),
        ("set", ["aftermath", "wants", "ann", 1, "note"], {"kind": "long", "typed": "as told"}),
        ("set", ["aftermath", "same"], {"kind": "other", "typed": "[{sue: yes}]"}),
        ("how", [*ann, "walk_away"], {"typed": "follows"}),
        ("set", [*ann, "walk_away", "aftermath", 0, "chance"], {"kind": "judgement", "typed": "3"}),
        ("add", [*ann, "walk_away", "aftermath"], {"given": {"for": "leave-now"}}),
        ("set", [*ann, "walk_away", "aftermath", 2, "when"],
         {"kind": "taken", "typed": {"sue": ["no"], "leave-now": ["yes"]}}),
        ("how", ["preferences", "ben", "walk_away"], {"typed": "deal"}),
        ("add", [*ann, "functions"], {"given": {"for": "price\nhigh"}}),
        ("add", [*ann, "functions", 0, "of"], {"given": {"for": "date\nlate", "and": "price\nmid"}}),
        ("set", [*ann, "functions", 0, "combine"], {"kind": "choice", "typed": "max"}),
        ("add", ["accounts"], {"given": {"title": "Who came?", "options": "Both\nAnn alone"}}),
        ("add", ["accounts", "who-came", "told"], {"given": {"title": "Nobody"}}),
        ("set", ["accounts", "who-came", "settled"], {"kind": "choice", "typed": "nobody"}),
        ("add", ["accounts", "who-came", "told", "both", "set"],
         {"given": {"title": "preferences.ben.scores.price.mid", "value": "70"}}),
        ("rename", ["accounts", "who-came", "told", "nobody"], {"typed": "none of them"}),
        ("rename", ["accounts", "who-came"], {"typed": "guests"}),
        ("rename", ["aftermath", "options", "sue"], {"typed": "to sue"}),
        ("add", ["documents", "reject"], {"given": {"by": "talk", "title": "she says"}}),
    ]  # fmt: skip
    for do, path, more in steps:
        answer = step(browser, desk, do, path, **more)
        assert answer.status_code == 200, (do, path, answer.text)
    case = desk.now.case
    assert case.path is not None
    assert [dict(one) for one in case.path.schedule][1:] == [{"price": Decimal("0.5")}] * 2
    assert case.path.steps["price"]["high"].sites is not None
    assert case.aftermath is not None
    assert [one.wish for one in case.aftermath.wants["ann"].wishes] == ['"to sue"', "not leave-now"]
    assert case.accounts["guests"].settled == "none of them"
    away = case.preferences["ann"].walk_away
    assert isinstance(away, Expected)
    assert dict(away.aftermath[2].when) == {"to sue": False, "leave-now": True}
    everything = [
        "path",
        "process",
        "aftermath",
        "accounts",
        "documents",
        *(f"preferences.{who}" for who in case.parties),
    ]
    shown = browser.get("forms", params={"opened": everything}).text
    assert 'data-kind="other"' not in shown
    for path in (
        ["accounts", "guests"],
        [*ann, "functions", 0],
        ["path", "guarantors", "ben"],
        ["aftermath", "options", "leave-now"],
    ):
        answer = step(browser, desk, "remove", path, sure=True)
        assert answer.status_code == 200, (path, answer.text)
    after = desk.now.case.aftermath
    assert after is not None
    assert after.impossible == ()
    assert [one.wish for one in after.wants["ann"].wishes] == ['"to sue"']


def test_steps_are_taken_back(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    browser.post("move", json=MOVE)
    moved = desk.edited()
    told = step(browser, desk, "rename", ["parties", "ben"], typed="bert").json()
    assert [line.split(":")[0] for line in told["written"]] == ["Ben, Walk-away", "Parties, Ben"]
    assert "walk_away: 4\n" in desk.edited()  # what was moved is in it
    assert "bert" in desk.now.case.preferences
    browser.post("turn", json={"way": "back"})
    assert desk.edited() == moved
    browser.post("turn", json={"way": "back"})
    assert desk.edited() == TEXT
    browser.post("turn", json={"way": "again"})
    browser.post("turn", json={"way": "again"})
    assert "bert" in desk.now.case.preferences


@pytest.mark.parametrize(
    ("do", "path", "more", "place", "words"),
    [
        ("set", ["preferences", "ann", "walk_away"], {"kind": "judgement", "typed": "9 2"},
         "preferences.ann.walk_away", "low before high"),
        ("set", ["preferences", "ben", "scores", "price", "mid"], {"kind": "judgement", "typed": "much"},
         "preferences.ben.scores.price.mid", "a number"),
        ("set", ["preferences", "ben", "weights"], {"kind": "order", "typed": "price > data"},
         "preferences.ben.weights", "date"),
        ("set", ["title"], {"kind": "text", "typed": " "}, "title", "the key title"),
        ("add", ["issues"], {"given": {"title": "Empty"}}, "issues.empty.options", "at least 1 entry"),
        ("rename", ["parties", "ann"], {"typed": "ben"}, "parties.ben", "each key once"),
        ("set", ["about"], {"kind": "other", "typed": "a: [b"}, "about", "]"),
        ("set", ["impossible"], {"kind": "other", "typed": "[{prise: low}]"}, "impossible[0].prise", "price"),
        ("remove", ["parties", "ann"], {"sure": True}, "parties", "at least 2 entries"),
        ("up", ["nothing", "here"], {}, "nothing.here", "one of those of the forms"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place_and_nothing_changes(
    tmp_path: Path, do: str, path: list[Any], more: dict[str, Any], place: str, words: str
) -> None:
    desk = laid(tmp_path)
    answer = step(client(desk), desk, do, path, **more)
    assert answer.status_code == 422, answer.text
    told = answer.json()["faults"]
    assert [one["place"] for one in told if words in one["text"]][:1] == [place], told
    assert desk.steps == (0, 0)
    assert desk.edited() == TEXT


def test_a_doubt_is_told_and_stops_nothing(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    step(browser, desk, "set", ["preferences", "ann", "walk_away"], kind="judgement", typed="900")
    assert desk.now.case.preferences["ann"].walk_away.high == 900  # type: ignore[union-attr]
    kind, told = events(browser.get(f"slow/doubts?of={desk.now.case.digest}").text)[-1]
    assert kind == "done"
    doubts = [one["text"] for one in told if one["place"] == "preferences.ann.walk_away"]
    assert len(doubts) == 1
    assert doubts[0].startswith("found 900")
    assert events(browser.get("slow/doubts?of=0").text) == [("overtaken", "")]  # of a case that has moved on


def test_what_goes_along_is_said_first(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    asked = step(browser, desk, "remove", ["issues", "price", "options", "low"])
    goes = asked.json()["goes"]
    assert [line.split(":")[0] for line in goes] == [
        "preferences.ann.red_lines", "preferences.ann.scores.price.low", "preferences.ben.scores.price.low",
    ]  # fmt: skip
    assert desk.steps == (0, 0)
    step(browser, desk, "remove", ["issues", "price", "options", "low"], sure=True)
    assert list(desk.now.case.issues["price"].options) == ["mid", "high"]
    assert desk.now.case.preferences["ann"].red_lines == ()


def test_another_tab_is_not_written_over(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    before = desk.now.case.digest
    step(browser, desk, "set", ["title"], kind="text", typed="Ours")
    late = browser.post(
        "step", json={"of": before, "do": "set", "path": ["title"], "kind": "text", "typed": "Mine"}
    )
    assert late.status_code == 409
    assert desk.now.case.title == "Ours"
    assert browser.get("state").json()["digest"] == desk.now.case.digest


def test_judgements_change_their_form(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    place, names = ["preferences", "ben", "scores", "price"], {"low": "", "mid": "", "high": ""}
    step(browser, desk, "how", place, typed="order", given=names)
    assert "price: low > mid > high" in desk.edited()  # by the numbers that were there
    step(browser, desk, "how", place, typed="each", given=names)
    assert desk.now.case.preferences["ben"].scores["price"].points["low"].unjudged
    step(browser, desk, "how", place, typed="order", given=names)
    assert desk.now.case.preferences["ben"].scores["price"].unjudged  # nobody has made it
    step(browser, desk, "set", place, kind="order", typed="high > mid = low")
    scores = desk.now.case.preferences["ben"].scores["price"]
    assert (str(scores.order), scores.unjudged) == ("high > mid = low", False)


def leaves(field: FieldOf) -> Iterator[FieldOf]:
    yield from (leaf for part in field.parts for leaf in leaves(part)) if field.parts else [field]


@pytest.mark.parametrize(
    "name", sorted(path.name for path in CASES.iterdir() if (path / "case.yaml").exists())
)
def test_what_is_shown_is_what_stands_there(name: str) -> None:
    """Law: to send any field as it is shown changes nothing in the case."""
    text = (CASES / name / "case.yaml").read_text(encoding="utf-8")
    data: Any = read_yaml(text, "", Faults())[0]
    case = read_case_text(text)
    everything = frozenset({*data, *(f"preferences.{who}" for who in data["preferences"])})
    seen = set()
    for field in (leaf for part in parts_of(data, case, everything) for leaf in leaves(part)):
        if field.kind in ("part", "group", "judged", "some", "record", "terms", "pattern", "taken"):
            continue
        if field.kind == "judgement" and not field.many:
            continue  # left out; to be judged would be more
        seen.add(field.kind)
        value = typed(field.kind, field.value, note=field.note, cites="\n".join(field.cites))
        put = placed(data, field.path, value)
        for path, new in put.set.items():
            assert plain(new) == plain(at(data, path)), field
        assert not put.added, field
        assert not put.gone, field
    assert {"text", "judgement", "choice"} <= seen | {"choice"}
    assert "other" not in seen  # nothing is a field of raw YAML


def at(data: Any, path: Any) -> Any:
    for part in path:
        data = data[part]
    return data


def plain(value: Any) -> Any:
    """A value without its layout; one text alone and in a list are the same."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value] if len(value) != 1 else plain(value[0])
    return " ".join(value.split()) if isinstance(value, str) else value


def test_a_case_of_the_catalogue_is_built_on_but_not_saved() -> None:
    desk = open_desk("panama-1977")
    browser = client(desk)
    assert step(browser, desk, "set", ["title"], kind="text", typed="Ours").status_code == 200
    assert desk.now.case.title == "Ours"
    assert browser.post("save", json={"difference": desk.difference()}).status_code == 422
    assert not desk.journal.exists()


def test_a_file_of_another_program_says_what_to_do(tmp_path: Path) -> None:
    for file in (Path(__file__).parents[1] / "interop" / "corpus" / "good").glob("genius-*.xml"):
        shutil.copy(file, tmp_path)
    desk = open_desk(str(tmp_path / "genius-domain.xml"))
    browser = client(desk)
    assert "walkaway convert" in browser.get("forms").text
    assert step(browser, desk, "set", ["title"], kind="text", typed="Ours").status_code == 422


@pytest.mark.parametrize("wrong", ["a lot", "[]", "{low: 1}"])
def test_a_judgement_that_is_none_is_told_in_words(tmp_path: Path, wrong: str) -> None:
    desk = laid(tmp_path)
    asked = {"kind": "judgement", "typed": wrong}
    answer = step(client(desk), desk, "set", ["preferences", "ann", "walk_away"], **asked)
    assert answer.status_code == 422
    (fault,) = answer.json()["faults"]
    assert "a number" in fault["text"]
    assert "{low" not in fault["text"].partition("expected")[2]
