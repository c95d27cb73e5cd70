"""Who said what, written as a transcript: one line for each statement."""

from __future__ import annotations

import pytest
from tests.evidence.planted import read

from walkaway.evidence.findings import Read, Statement
from walkaway.evidence.speech.model import load_parser
from walkaway.evidence.speech.name_table import NameTable
from walkaway.evidence.speech.statements import statements_of

needs_parser = pytest.mark.skipif(load_parser() is None, reason="spaCy or its English model is not installed")


def statements(
    text: str, profile: str = "normal", names: NameTable | None = None, name: str = "report"
) -> tuple[Statement, ...]:
    return statements_of(read(text, name, profile), names=names)


def transcript(text: str, profile: str = "normal", names: NameTable | None = None) -> list[str]:
    """'NAME: content … content' for every statement; nobody is a dash."""
    return [line(statement) for statement in statements(text, profile, names)]


def line(statement: Statement) -> str:
    name = statement.speaker.name if statement.speaker else "-"
    return f"{name}: {' … '.join(quote.text for quote in statement.content)}"


def sound(read: Read, found: tuple[Statement, ...]) -> None:
    """Every span stands in the document, exactly, outside what was set aside, and in order."""
    text = read.document.text
    ids = {statement.id for statement in found}
    assert len(ids) == len(found)
    for statement in found:
        assert statement.content
        assert statement.embedded in ids | {""}
        end = 0
        for quote in statement.content:
            assert end <= quote.start < quote.end <= len(text)
            assert text[quote.start : quote.end] == quote.text
            end = quote.end
            for aside in read.set_aside:
                assert quote.end <= aside.start or aside.end <= quote.start
        if statement.cue is not None:
            assert text[statement.cue.start : statement.cue.end] == statement.cue.text
        if statement.speaker is not None:
            assert 0 <= statement.speaker.start < statement.speaker.end <= len(text)
