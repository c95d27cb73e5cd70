"""Conflicts are proposed by structure and typed; agreement is not a conflict."""

from __future__ import annotations

import pytest
from tests.evidence.planted import read
from tests.evidence.transcripts import needs_parser

from walkaway.evidence.speech.conflicts import conflicts_of
from walkaway.evidence.speech.likeness import same_answer
from walkaway.evidence.speech.statements import statements_of


def types(*texts: str) -> list[str]:
    reads = [read(text, f"d{number}") for number, text in enumerate(texts)]
    found = [s for r in reads for s in statements_of(r)]
    return [c.type for c in conflicts_of(found, reads)]


@needs_parser
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Paul Reed said the owners offered a blanket ban on night shifts.",
         "Carla Mora said the owners offered a partial ban on night shifts.", "differs in degree"),
        ("Paul Reed said the owners offered a rise of 4 percent in wages.",
         "Carla Mora said the owners offered a rise of 2 percent in wages.", "differs in number"),
        ("Paul Reed said the owners closed the northern quay.",
         "Carla Mora said the owners never closed the northern quay.", "contradicts"),
        ("Paul Reed said the owners closed the northern quay.",
         "Carla Mora denied that the owners closed the northern quay.", "contradicts"),
        ("Paul Reed said the owners closed the quay.",
         "Paul Reed said the owners never closed the quay.", "contradicts"),
        ("Paul Reed said the union demanded an end to night shifts.",
         "Carla Mora said that Reed misrepresented the demand on night shifts.", "disputes"),
    ],
)  # fmt: skip
def test_a_conflict(one: str, other: str, expected: str) -> None:
    assert expected in types(one, other)


@needs_parser
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Paul Reed said no agreement was reached.", "“We had to walk away from that,” said Carla Mora."),
        ("Paul Reed said this is the start of a long process.", "Carla Mora said talks would take years."),
        ("Paul Reed said the owners closed the quay.",
         "Carla Mora said the owners closed the northern quay."),
        ("Paul Reed said wages would rise by 4 percent.", "Carla Mora said 12 ships wait outside."),
    ],
)  # fmt: skip
def test_no_conflict(one: str, other: str) -> None:
    assert types(one, other) == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("three years", "at least 3 more years", True),
        ("reducing tariffs across the board", "cutting tariffs", True),
        ("Moscow", "Russia", True),
        ("three years", "until next spring", False),
        ("to stop smuggling", "pressure from voters", False),
    ],
)
def test_same_answers(a: str, b: str, same: bool) -> None:
    assert same_answer("What will happen?", a, b) is same
