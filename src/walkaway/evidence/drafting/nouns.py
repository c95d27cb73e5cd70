"""Which words of a text are nouns and adjectives."""

from __future__ import annotations

from collections.abc import Sequence

from ..findings import Read
from ..speech.model import load_parser

__all__ = ["nouns_of"]

_TELLING = ("NN", "NNS", "NNP", "NNPS", "JJ")
_BEFORE, _LONGEST = 60, 600


def nouns_of(read: Read, spans: Sequence[tuple[int, int]]) -> dict[int, bool]:
    """Where nouns (True) and adjectives (False) begin near some spans."""
    text = read.document.flow
    around = []
    for start, end in spans:
        begin = text.rfind(" ", 0, max(0, start - _BEFORE)) + 1
        around.append((text[begin : min(end + 1, begin + _LONGEST)], begin))
    docs = load_parser().pipe((some for some, _ in around), disable=["parser", "attribute_ruler"])
    return {
        begin + token.idx: token.tag_ != "JJ"
        for doc, (_, begin) in zip(docs, around, strict=True) for token in doc if token.tag_ in _TELLING
    }  # fmt: skip
