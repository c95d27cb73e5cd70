"""Statements that the form of a document tells: turns, mails, clauses, and the names it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..findings import Read, Speaker, Turn
from ..structure.labels import is_office
from ..wordlist import MISTER, ROLE_NOUNS, TITLES, word_set
from .candidates import Candidate
from .name_table import Known, NameTable, name_words

EXTRACTOR: Final = "form/1"
_ARTICLE: Final = re.compile(r"^the\s+", re.IGNORECASE)
_OFFICES: Final = TITLES | ROLE_NOUNS
_NOT: Final = re.compile(r"\bnot\b(?! (?:less|more|fewer|later|earlier|only|exceed))", re.IGNORECASE)
_NONE: Final = word_set("no neither")
_ASKED: Final = ("Q", "A")


def candidates_of(read: Read, names: NameTable) -> list[Candidate]:
    """The turns of a document as statements; who speaks is looked up among the names of document and case.

    A person has one name in all of them: an office whose holder one label names is that person in the next,
    and a name in capitals is written as the text writes it elsewhere.
    """
    text, holders, written = read.document.flow, dict[str, str](), dict[str, str]()
    found = []
    for turn in read.turns:
        called = _ARTICLE.sub("", turn.name)
        name, party, role = _who(called, turn, names)
        name = holders.get(name.lower(), name)
        if name.isupper() and turn.kind == "direct":
            if name not in written:  # once a name: the whole text is looked through
                written[name] = as_written(name, text)
            name = written[name]
        if is_office(turn.role):
            holders[_ARTICLE.sub("", turn.role).lower()] = name
        who = Speaker(name=name, role=role, party=party, start=turn.who[0], end=turn.who[1])
        begin = turn.content[0][0]
        words = f"{text[slice(*turn.cue)]} {text[begin : begin + 24]}"
        denied = _NOT.search(words) is not None or turn.name.split()[0].lower() in _NONE
        found.append(Candidate(
            content=list(turn.content), kind=turn.kind, extractor=EXTRACTOR, cue=turn.cue, speaker=who,
            strict=turn.kind == "direct", negative=turn.kind == "position" and denied,
        ))  # fmt: skip
    return found


def _who(called: str, turn: Turn, names: NameTable) -> tuple[str, str, str]:
    """Name, party and role of whom a label calls so."""
    name, party = names.resolve(called, turn.who[0])
    left = [word for word in called.split() if word.lower() not in name.lower().split()]
    lower, short = called.casefold(), name.casefold()
    of = lower.removesuffix(short).endswith((" of ", " of the ")) or lower.startswith(f"{short} of ")
    if called in _ASKED or is_office(called) or of or not any(c.isalpha() for c in name):
        name, left = called, []  # "The Prime Minister" is no Mr Minister, "The Minister for Ports" no Ports
    role = turn.role or " ".join(word for word in left if word.lower().strip(".") in _OFFICES - MISTER)
    return name, party or names.party_in(f"{turn.name} {turn.role}"), role


def as_written(name: str, text: str) -> str:
    """A name in capitals as a text writes it elsewhere, if it does.

    Examples
    --------
    >>> as_written("ADA FENN", "ADA FENN: No. Later Ada Fenn left."), as_written("JO AU", "JO AU: Yes.")
    ('Ada Fenn', 'JO AU')
    """
    for match in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
        if all(word[0].isupper() and not word.isupper() for word in match.group().split()):
            return match.group()
    return name


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
