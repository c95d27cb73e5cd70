"""Anchors: passages found again, and drift that is said, never mended in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.evidence.planted import TEXTS, document
from tests.strategies import law

from walkaway.evidence.quoting.anchors import CONTEXT, anchor, resolve, to_w3c

HARBOUR = document(TEXTS["harbour"], "harbour")
START = TEXTS["harbour"].index("We will not sign")
HELD = anchor(HARBOUR, START, START + 16)


def test_an_anchor_is_a_w3c_position_and_quote_with_the_digest() -> None:
    data = to_w3c(HELD)
    position, quote = data["selector"]
    assert position == {"type": "TextPositionSelector", "start": START, "end": START + 16}
    assert quote["exact"] == "We will not sign"
    assert quote["prefix"] == TEXTS["harbour"][START - CONTEXT : START]
    assert len(quote["suffix"]) == CONTEXT == 32
    assert HARBOUR.sha256 in data["source"]


def test_an_unchanged_document_is_the_same() -> None:
    found = resolve(HELD, HARBOUR)
    assert found.status == "same"
    assert found.place is not None
    assert found.place.text == "We will not sign"


def test_text_before_it_moves_the_passage_and_says_so() -> None:
    found = resolve(HELD, document("CORRECTED. " + TEXTS["harbour"], "harbour"))
    assert found.status == "moved"
    assert found.place is not None
    assert found.place.start == START + 11
    assert "11 characters later" in found.why


@pytest.mark.parametrize(
    "changed",
    [
        TEXTS["harbour"].replace("We will not sign", "We will sign"),
        TEXTS["harbour"].replace("not sign a", "not sign any"),  # around the words
        TEXTS["harbour"] + TEXTS["harbour"],  # twice
        "We will not sign",
        "",
    ],
)
def test_any_other_change_is_drift(changed: str) -> None:
    found = resolve(HELD, document(changed, "harbour"))
    assert found.status == "drift"
    assert found.place is None
    assert found.why
    for place in found.candidates:
        assert changed[place.start : place.end] == place.text == "We will not sign"


def test_a_tampered_anchor_is_drift_although_the_digest_agrees() -> None:
    assert resolve(replace(HELD, exact="We will now sign"), HARBOUR).status == "drift"
    assert resolve(replace(HELD, start=-3), HARBOUR).status == "drift"


@pytest.mark.parametrize("span", [(-1, 4), (4, 4), (0, 10**6), (9, 3)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="span inside"):
        anchor(HARBOUR, *span)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(st.text(st.sampled_from("ab \n“é🕊"), min_size=1, max_size=200))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@law
@given(spans())
def test_an_anchor_is_found_again(given_span: tuple[str, int, int]) -> None:
    text, start, end = given_span
    held = anchor(document(text, "d"), start, end)
    found = resolve(held, document(text, "d"))
    assert found.status == "same"
    assert found.place is not None
    assert (found.place.start, found.place.end, found.place.text) == (start, end, text[start:end])


@law
@given(spans(), st.text(st.sampled_from("ab \n“é🕊"), max_size=200))
def test_a_changed_document_is_never_the_same(given_span: tuple[str, int, int], changed: str) -> None:
    text, start, end = given_span
    assume(text != changed)
    held = anchor(document(text, "d"), start, end)
    found = resolve(held, document(changed, "d"))
    assert found.status in ("moved", "drift")
    if found.status == "drift":
        assert found.place is None
    else:
        assert found.place is not None
        context = held.prefix + held.exact + held.suffix
        assert changed[found.place.start : found.place.end] == text[start:end]
        assert changed.find(context) == changed.rfind(context) >= 0
