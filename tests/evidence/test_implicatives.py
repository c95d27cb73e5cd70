"""Words that deny or open what hangs on them: one table, read in a parse and in bare words alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.transcripts import needs_parser, statements

from walkaway.evidence.speech.implicatives import (
    OPERATORS,
    Sign,
    is_conditional,
    marked_words,
    signature_at,
    signs_of,
    through,
)

# affirmed | denied | what becomes of signing in each
VERBS = """
failed to|did not fail to|-+
neglected to|did not neglect to|-+
refused to|did not refuse to|-o
declined to|did not decline to|-o
was unwilling to|was not unwilling to|-o
hesitated to|did not hesitate to|o+
refrained from|did not refrain from|-+
stopped short of|did not stop short of|-o
ruled out|did not rule out|-o
rejected|did not reject|-o
avoided|did not avoid|-+
"""
SIGNED = [line.split("|") for line in VERBS.strip().splitlines()]
SIGNS = st.sampled_from(["+", "-", "o"])


def act(phrase: str) -> str:
    return "signing the lease" if not phrase.endswith("to") else "sign the lease"


def told(text: str) -> Sign:
    found = statements(text)[0]
    return "-" if found.polarity == "negative" else "o" if found.modality == "possible" else "+"


@pytest.mark.parametrize(("affirmed", "denied", "signature"), SIGNED)
def test_bare_words_follow_the_signature(affirmed: str, denied: str, signature: str) -> None:
    for phrase, expected in zip((affirmed, denied), signature, strict=True):
        words = marked_words(f"the yard {phrase} {act(phrase)}.")
        signs = dict(zip(words, signs_of(words), strict=True))
        assert signs["sign" if "sign" in signs else "signing"] == signs["lease"] == expected


@needs_parser
@pytest.mark.parametrize(("affirmed", "denied", "signature"), SIGNED)
def test_a_parse_follows_the_signature(affirmed: str, denied: str, signature: str) -> None:
    for phrase, expected in zip((affirmed, denied), signature, strict=True):
        assert told(f"Karl Aas said the union {phrase} {act(phrase)}.") == expected


@given(SIGNS, st.lists(st.sampled_from(sorted({rule.signature for rule in OPERATORS.values()}))))
def test_what_is_open_stays_open_and_two_denials_cancel(start: Sign, signatures: list[str]) -> None:
    sign = start
    for signature in signatures:
        sign = through(sign, signature)
        assert through(through(sign, "-+"), "-+") == sign
    assert start != "o" or sign == "o"


@given(st.lists(st.sampled_from(sorted(set(OPERATORS) - {"nor"})), max_size=5), SIGNS)
def test_signs_are_composed_from_the_outermost_word_inwards(words: list[str], start: Sign) -> None:
    """Law: a word stands as the one before it, under the signature of that one."""
    words = [word for word in words if word not in ("no", "nobody", "none", "nothing", "nowhere", "neither")]
    signs = signs_of([*words, "sign"], start)
    assert signs[0] == start
    for k in range(len(words)):
        signature = signature_at([*words, "sign"], k)
        assert signs[k + 1] == (through(signs[k], signature) if signature else signs[k])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the yard reached no accord", "-"),
        ("neither side reached an accord", "-"),
        ("the yard reached anything but an accord", "-"),
        ("the yard no longer wants an accord", "-"),
        ("there is no doubt about an accord", "+"),
        ("no more than half of the accord", "+"),
        ("the yard not only wants an accord", "+"),
        ("the yard would not act without an accord", "+"),
        ("the yard has yet to sign an accord", "-"),
        ("the yard cannot but sign an accord", "+"),
        ("the yard had no option but to sign an accord", "+"),
        ("the yard said no but wants an accord", "+"),
        ("the yard has hardly reached an accord", "-"),
        ("does the yard want an accord?", "o"),
        ("if the yard wants an accord", "o"),
        ("it was not ready, but the yard wants an accord", "+"),
        ("it did not rain and the yard wants an accord", "-"),  # what *and* joins is not told without a parse
        ("it did not rain and it wants an accord", "+"),
        ("the talks failed, and so did the accord", "+"),
    ],
)
def test_how_far_a_denial_goes(text: str, expected: Sign) -> None:
    words = marked_words(text)
    assert signs_of(words)[words.index("accord")] == expected


def test_what_holds_on_a_condition() -> None:
    assert is_conditional(marked_words("the yard would sign unless it rained"))
    assert not is_conditional(marked_words("the yard would sign even if it rained"))


@needs_parser
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union refused to extend the lease.", "-"),
        ("The union did not refuse to extend the lease.", "o"),
        ("Halvorsen did not decline to pay the fee.", "o"),
        ("The yard has not failed to deliver the steel.", "+"),
        ("The yard never hesitated to accept the offer.", "+"),
        ("The union did not rule out a longer lease.", "o"),
        ("Karl Aas said the union did not refuse to extend the lease.", "o"),
        ("The union was unwilling to extend the lease.", "-"),
        ("The union rejected the offer of the council.", "-"),
        ("The union demanded an extension of the lease.", "+"),
        ("Karl Aas did not rule out that the yard would pay more.", "o"),
        ("Karl Aas ruled out that the yard would pay more.", "-"),
        ("Karl Aas declined to say whether the yard would sign.", "-"),
        ("Karl Aas did not deny that the yard had signed.", "o"),
        ("Karl Aas denied that the yard had failed to pay.", "+"),
        ("Karl Aas said the yard no longer wanted the quay.", "-"),
        ("Karl Aas said the yard withdrew its offer.", "-"),
        ("Karl Aas said the yard has yet to sign the lease.", "-"),
        ("Karl Aas said the yard has yet to fail to pay.", "+"),
        ("Karl Aas said the yard cannot but sign the lease.", "+"),
        ("Karl Aas said the yard could not help but sign the lease.", "+"),
        ("Karl Aas said the yard had no choice but to sign the lease.", "+"),
        ("Karl Aas said the yard would by no means sign the lease.", "-"),
        ("Karl Aas said that under no circumstances would the yard sign the lease.", "-"),
        ("Karl Aas said the yard is too weak to sign the lease.", "-"),
        ("Karl Aas said the yard dropped its objection to the lease.", "o"),
        ("Karl Aas said the yard was anything but ready to sign.", "-"),
        ("Karl Aas said the council was far from ready to sign.", "-"),
        ("Karl Aas said the yard had no intention of selling the quay.", "-"),
        ("Karl Aas said the yard would not only sign but pay.", "+"),
        ("Karl Aas said there was no doubt that the yard would sign.", "+"),
        ("Karl Aas said that the talks had failed.", "+"),
        ("“We refuse to sign the lease,” said Karl Aas.", "-"),
        ("Aas rejected Nora Vik's claim that the union had refused to meet.", "-"),
    ],
)
def test_the_polarity_of_a_statement(text: str, expected: Sign) -> None:
    assert told(text) == expected
