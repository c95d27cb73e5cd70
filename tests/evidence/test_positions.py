"""Narrated positions: what a party wants, offers or refuses without a word of speech."""

from __future__ import annotations

import pytest
from tests.evidence.transcripts import line, needs_parser, statements

pytestmark = needs_parser


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Lopez was willing to open the north quay in May.", "was willing to",
         "Lopez: open the north quay in May."),
        ("In return, Lopez expected full pay for every shift.", "expected",
         "Lopez: full pay for every shift"),
        ("Lopez tabled a plan that Reed could not accept.", "could not accept",
         "Reed: a plan that Reed could not accept"),
        ("The union demands a rise of 8 percent.", "demands", "union: a rise of 8 percent"),
        ("Talks cannot shake Lopez's conviction that the port must stay open.", "conviction",
         "Lopez: the port must stay open"),
        ("Reed refused to reopen the contract.", "refused to", "Reed: reopen the contract"),
        ("The yard did not accept a rise of 8 percent.", "did not accept", "yard: a rise of 8 percent"),
        ("Reed offered a freeze in exchange for peace.", "offered", "Reed: a freeze in exchange for peace"),
    ],
)  # fmt: skip
def test_a_position(text: str, cue: str, expected: str) -> None:
    found = [
        s
        for s in statements(text)
        if s.kind == "position" and s.cue is not None and s.cue.text.strip() == cue
    ]
    assert [line(s).rstrip(".") for s in found] == [expected.rstrip(".")]
    assert all(s.band == "wide" for s in found)


def test_a_refusal_to_accept_is_negative() -> None:
    assert [s.polarity for s in statements("Lopez tabled a plan that Reed could not accept.")] == ["negative"]


def test_only_parties_hold_positions() -> None:
    assert statements("The weather is expected to improve. A shopper wanted a red umbrella.") == ()
