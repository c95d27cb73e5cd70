"""Statements that the form of a document tells: turns, mails, clauses, and the names it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..findings import Read, Speaker, Turn
from ..wordlist import ROLE_NOUNS, TITLES, word_set
from .candidates import Candidate
from .name_table import Known, NameTable, name_words

__all__ = ["EXTRACTOR", "candidate_of", "names_of_people", "people_by_office"]

EXTRACTOR: Final = "form/1"
_ARTICLE: Final = re.compile(r"^the\s+", re.IGNORECASE)
_OFFICES: Final = TITLES | ROLE_NOUNS
_ASKED: Final = ("Q", "A")
_OFFICE: Final = re.compile(
    rf"(?:(?:{'|'.join(sorted(_OFFICES))})\b\.?[ -]?)+(?:(?:of|for|to)\s.+)?", re.IGNORECASE
)
_MISTER: Final = word_set("mr mrs ms miss sir lord lady dame")


def candidate_of(turn: Turn, names: NameTable, text: str) -> Candidate:
    """A turn as a statement; who speaks is looked up among the names of document and case."""
    called = _ARTICLE.sub("", turn.name)
    name, party = names.resolve(called, turn.who[0])
    left = [word for word in called.split() if word.lower() not in name.lower().split()]
    if called in _ASKED or _OFFICE.fullmatch(called):
        name, left = called, []  # "The Prime Minister" is no Mr Minister, "The Minister for Ports" no Ports
    role = turn.role or " ".join(word for word in left if word.lower().strip(".") in _OFFICES - _MISTER)
    words = name_words(f"{text[slice(*turn.cue)]} {text[turn.content[0][0] :][:12]}")
    party = party or names.party_in(f"{turn.name} {turn.role}")
    who = Speaker(name=name, role=role, party=party, start=turn.who[0], end=turn.who[1])
    return Candidate(
        content=list(turn.content), kind=turn.kind, extractor=EXTRACTOR, cue=turn.cue, speaker=who,
        strict=turn.kind == "direct", negative=turn.kind == "position" and "not" in words,
    )  # fmt: skip


def names_of_people(read: Read) -> Iterator[Known]:
    """Those whom a document lists: by name, by surname where one has it, by initials."""
    for person in read.people:
        words = name_words(person.name)
        yield Known(name=person.name, words=words, first=person.start)
        for short in person.short:
            if short.isupper():
                yield Known(name=person.name, words=(short.lower(),), first=person.start)


def people_by_office(read: Read) -> dict[str, Speaker]:
    """Whom *the chair* is, where a document lists one."""
    found: dict[str, Speaker] = {}
    for person in read.people:
        who = Speaker(name=person.name, role=person.role, party="", start=person.start, end=person.start)
        for short in person.short:
            if not short.isupper():
                found.setdefault(short, who)
    return found
