"""The ledger: every judgement once, in words, with its passages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.report.helpers import preference, two

from walkaway import catalogue, load
from walkaway.case.write import to_yaml
from walkaway.errors import Faults
from walkaway.evidence import Documents, read_documents
from walkaway.report.brief import make_brief
from walkaway.report.screens.ledger import build_ledger


@pytest.mark.parametrize("name", list(catalogue.catalogue()))
def test_every_judgement_of_every_case_is_entered_once(name: str) -> None:
    file = load(name)
    ledger = build_ledger(file.case, read_documents(file.folder, Faults()))
    paths = [entry.path for entry in ledger.entries]
    assert sorted(paths) == sorted(path for path, _ in file.case.judgements())
    assert len(set(paths)) == len(paths)
    bare = {entry.path for entry in ledger.entries if not entry.passages}
    assert bare == {path for path, item in file.case.judgements() if not item.cites}
    assert ledger.ungrounded == len(bare)


def test_passages_stand_in_their_context() -> None:
    file = load("hanoi-2019")
    documents = read_documents(file.folder, Faults())
    for entry in build_ledger(file.case, documents).entries:
        for passage in entry.passages:
            text = documents[passage.document].text
            assert passage.words in text
            inside = passage.before.lstrip("…") + passage.words + passage.after.rstrip("…")
            assert inside in text


@pytest.mark.parametrize(("cited", "said"), [
    (0, "None of the 12 judgements is tied to words in a document."),
    (1, "Of 12 judgements, 1 rests on exact words in one document;"),
    (2, "Of 12 judgements, 2 rest on exact words in two documents"),
])  # fmt: skip
def test_only_documents_that_a_judgement_rests_on_are_counted(cited: int, said: str, tmp_path: Path) -> None:
    """Three documents lie beside the case, whether or not anything rests on them."""
    (tmp_path / "documents").mkdir()
    for name in ("one", "two", "three"):
        (tmp_path / "documents" / f"{name}.md").write_text(f"# {name}\n\nFive, says {name}.\n")
    prefs = {who: preference(5, price=(9, 5, 0), date=(3, 0)) for who in "ab"}
    for who, name in list(zip("ab", ("one", "two"), strict=True))[:cited]:
        prefs[who]["walk_away"] = {"value": 5, "cite": f"{name}: Five, says {name}."}
    (tmp_path / "case.yaml").write_text(to_yaml(two(preferences=prefs)), encoding="utf-8")
    brief = make_brief(load(tmp_path / "case.yaml"), draws=50)
    assert said in brief.bottom_line.sentences[-1]
    assert said in brief.first_side.rests_on[-1]


def test_a_missing_walk_away_is_entered_as_assumed_and_not_counted() -> None:
    own = preference(5, price=(9, 5, 0), date=(3, 0))
    bare = {key: item for key, item in own.items() if key != "walk_away"}
    ledger = build_ledger(two(preferences={"a": bare, "b": own}), Documents({}))
    first = ledger.groups[0].entries[0]
    assert (first.value, first.assumed) == ("not stated; 0 assumed", True)
    assert ledger.total == 11
    assert ledger.ungrounded == 11


def test_words_instead_of_paths() -> None:
    own = preference(5, price=(9, [-5, 5], 0), date=(3, 0)) | {
        "interactions": [{"when": {"price": "low", "date": ["soon", "late"]}, "add": [1, 2], "note": "why"}],
        "believes": {"b": {"walk_away": 3}},
    }
    order = {
        "walk_away": 5,
        "weights": "price > date",
        "scores": {"price": "high > mid > low", "date": "late > soon"},
    }
    case = two(
        preferences={"a": own, "b": order},
        ratifiers={},
    )
    groups = {group.title: group.entries for group in build_ledger(case, Documents({})).groups}
    assert [(entry.kind, entry.what, entry.value) for entry in groups["Ann"]] == [
        ("Walk-away", "", "5"),
        ("Score", "Price → Low", "9"),
        ("Score", "Price → Middle", "−5 to 5"),
        ("Score", "Price → High", "0"),
        ("Score", "Date → Soon", "3"),
        ("Score", "Date → Late", "0"),
        ("Added points", "Price: Low; Date: Soon or Late", "+1–2"),
    ]
    assert [(entry.kind, entry.what, entry.value) for entry in groups["Bob"]] == [
        ("Walk-away", "", "5"),
        ("Weights, as an order", "", "Price > Date"),
        ("Scores, as an order", "Price", "High > Middle > Low"),
        ("Scores, as an order", "Date", "Late > Soon"),
    ]
    assert [entry.value for entry in groups["What Ann thought of Bob"]] == ["3"]
