"""Words that were broken at the end of a line are read as whole ones, each at its place in the text."""

from __future__ import annotations

import pytest
from tests.evidence.transcripts import needs_parser

from walkaway.errors import Faults
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.speech.parsing import paragraphs_of, parse

WHOLE = (
    "The yard would accept half of the northern quay, said Nora Vik, its manager, on Monday.  The council "
    "refused to consider the offer and demanded forty million for the eastern harbour by September."
)


def broken(text: str, width: int) -> str:
    """The text in lines of a width, each filled with the head of the next word where that has six letters."""
    lines = [""]
    for word in text.split():
        room = width - len(lines[-1]) - 2
        if len(word) <= room + 1:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif word.isalpha() and len(word) >= 6 and room >= 2:
            cut = min(room, len(word) - 2)
            lines[-1] = f"{lines[-1]} {word[:cut]}-"
            lines.append(word[cut:])
        else:
            lines.append(word)
    return "\n".join(lines)


def parsed(text: str) -> list[tuple[str, str, str, int]]:
    """Each word in small letters, with its tag, its part and its head; every token stands in its place."""
    read = read_bytes(text.encode(), "news.txt", Faults())
    assert read is not None
    paragraphs = paragraphs_of(read)
    docs = list(parse(paragraphs))
    assert [doc.text for doc in docs] == [paragraph.plain for paragraph in paragraphs]
    words = [[token for token in doc if not token.is_space] for doc in docs]
    place = [{token.i: k for k, token in enumerate(some)} for some in words]
    return [
        (token.lower_, token.tag_, token.dep_, at[token.head.i])
        for some, at in zip(words, place, strict=True)
        for token in some
    ]


@needs_parser
@pytest.mark.parametrize("width", [36, 45, 58, 72])
def test_a_broken_word_is_parsed_as_the_whole_one(width: int) -> None:
    assert "-\n" in broken(WHOLE, width)
    assert parsed(broken(WHOLE, width)) == parsed(WHOLE)
    assert parsed(broken(WHOLE, width).replace("\n", "\r\n")) == parsed(WHOLE)
