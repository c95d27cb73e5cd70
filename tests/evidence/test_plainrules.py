"""Without spaCy: fewer statements, and a word on what is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.planted import TEXTS, read
from tests.evidence.transcripts import line, sound
from tests.strategies import examples

from walkaway.evidence.speech import statements as module
from walkaway.evidence.speech.plainrules import EXTRACTOR, LOST
from walkaway.evidence.speech.statements import statements_of


@pytest.fixture(autouse=True)
def without_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "load_parser", lambda: None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will not sign it,” said Maria Lopez.", "Maria Lopez: We will not sign it"),
        ("“We will not sign it,” Maria Lopez said. “Never in my life.”",
         "Maria Lopez: We will not sign it … Never in my life."),
        ("Maria Lopez said that the port would close.", "Maria Lopez: the port would close."),
        ("According to Maria Lopez, the port would close.", "Maria Lopez: the port would close."),
    ],
)  # fmt: skip
def test_one_statement(text: str, expected: str) -> None:
    found = statements_of(read(text))
    assert [line(s).replace(",", "") for s in found] == [expected]
    assert {s.extractor for s in found} == {EXTRACTOR}


def test_what_is_lost_is_said() -> None:
    assert "spaCy" in LOST
    assert "positions" in LOST


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_articles(name: str) -> None:
    here = read(TEXTS[name], name)
    found = statements_of(here)
    sound(here, found)
    assert len(found) >= 3


@settings(max_examples=examples(50), deadline=None)
@given(st.text(max_size=200) | st.text(alphabet='Aa ",.said“”’he\n', max_size=400))
def test_any_text(text: str) -> None:
    here = read(text)
    sound(here, statements_of(here))
