"""Interviews without labels in which the questions call nobody by name."""

from __future__ import annotations

import pytest
from tests.evidence.transcripts import line, needs_parser

from walkaway.errors import Faults
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.speech.statements import statements_of

pytestmark = needs_parser

TALK = """Nora Vik on ships, quays and growing old

Nora Vik has run the yard for thirty years. We met her in Merrow.

Did you plan to stay so long?

No. I wanted to leave after a year. My father said the yard would close.

And then?

Then the strike came. Nobody could leave, and I did not want to.

Would you do it again?

I think so. The yard has been good to me.

Vik laughs, and says she has never counted the ships."""


def _told(text: str) -> list[str]:
    read = read_bytes(text.encode(), "talk.txt", Faults())
    assert read is not None
    found = statements_of(read)
    return [line(each) for each in found if not each.embedded]


def test_no_answer_is_put_down_to_whoever_is_named_before_the_questions() -> None:
    """Of ten interviews that were looked at, four name somebody else most often before the first question."""
    assert _told(TALK) == ["My father: the yard would close", "Nora Vik: she has never counted the ships"]


@pytest.mark.parametrize(
    "text",
    [TALK.replace("Nora Vik", "She").replace("Vik", "She"),
     "The plan\n\nWho pays?\n\nThe town does.\n\nWho gains?\n\nThe yard does.\n\nWho cares?\n\nNobody does."],
)  # fmt: skip
def test_no_answer_of_nobody(text: str) -> None:
    assert not [told for told in _told(text) if told.startswith(("No", "Nora", "The"))]
