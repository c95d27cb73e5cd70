"""Who said what: the statements of the documents by side and speaker, each thing once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ...case import Case
from ...case.walk import cites_of
from ...evidence.records import Speaker, Statement
from ..language.people import Person, people
from ..language.phrases import one_line
from .case_documents import Sources, passage_at, rests_on
from .ledger import ShownPassage
from .topics import Topics

__all__ = ["Said", "Saying", "SpeakingSide", "Voice", "build_said", "party_of", "saying_of", "within"]

MOST_SAYINGS: Final = 12
MOST_WIDE: Final = 8
MOST_OTHERS: Final = 6
MOST_IN_ALL: Final = 220
_MOST_CHARS: Final = 480
_MOST_COPIES: Final = 3
_OFTEN: Final = 3
_MARK: Final = r"\[[A-Za-z]{0,3}\d{1,4}\]"
_HEAD: Final = re.compile(rf"\A(?:{_MARK}\s*)+")
_TAIL: Final = re.compile(rf"\s*{_MARK}\Z")
_MODES: Final = {
    "hypothetical": "a supposition",
    "doubted": "told with doubt",
    "possible": "told as possible",
    "asserted": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement as it is shown.

    Attributes
    ----------
    text : str
        The words of the source, pieces joined by an ellipsis.
    kind : {"direct", "paraphrase", "position", "author"}
    cue : str
        The words that attribute.
    mode : str
        Supposed, doubted or possible; empty if plainly told.
    via : str
        Who tells it, where it stands in another's statement.
    passages : tuple of Passage
        Where it stands; the first is its own, the others say the same.
    more : int
        Further places that say the same.
    issues : tuple of str
        Titles of the issues that it is about.
    """

    text: str
    kind: str
    cue: str
    mode: str
    via: str
    passages: tuple[ShownPassage, ...]
    more: int = 0
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker with what was said.

    Attributes
    ----------
    name, role : str
        No name for the side as a whole.
    sayings, wide : tuple of Saying
        Likely right, and less certain.
    left_out : int
        How many are not on the page.
    """

    name: str
    role: str
    sayings: tuple[Saying, ...]
    wide: tuple[Saying, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingSide:
    """A party or ratifier and those who speak for it."""

    person: Person
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Everything that is said.

    Attributes
    ----------
    sides : tuple of Side
        Of the case; those who are heard.
    others, rest : tuple of Voice
        Speakers without a side: those who matter, and the rest.
    nameless : tuple of Saying
        Without a named speaker.
    left_out : int
        Statements that are not on the page.
    """

    sides: tuple[SpeakingSide, ...]
    others: tuple[Voice, ...]
    rest: tuple[Voice, ...]
    nameless: tuple[Saying, ...]
    left_out: int


# --------------------------------------------------------------------------------- one statement


def _shown(statement: Statement) -> str:
    """The characters of the source, without reference marks at the edges."""
    pieces = (_TAIL.sub("", _HEAD.sub("", one_line(quote.text))) for quote in statement.content)
    joined = " … ".join(pieces)
    if len(joined) > _MOST_CHARS:
        joined = joined[:_MOST_CHARS].rsplit(" ", 1)[0] + " …"
    if statement.kind == "direct":
        joined = joined.strip('“”"„«» ') if joined.count("“") == joined.count("”") <= 1 else joined
    return joined


def saying_of(statement: Statement, evidence: Sources, topics: Topics) -> Saying:
    """A statement as it is shown, with the places that say the same."""
    twins = evidence.twins.get(statement.id, ())
    documents = {statement.document: statement}
    for name in twins:
        documents.setdefault(evidence.by_id[name].document, evidence.by_id[name])
    same = list(documents.values())
    outer = evidence.by_id.get(statement.embedded)
    return Saying(
        text=_shown(statement),
        kind=statement.kind,
        cue=one_line(statement.cue.text) if statement.cue is not None else "",
        mode=_MODES[statement.modality],
        via=outer.speaker.name if outer is not None and outer.speaker is not None else "",
        passages=tuple(passage_at(item, evidence) for item in same[: _MOST_COPIES + 1]),
        more=max(0, len(same) - _MOST_COPIES - 1),
        issues=tuple(topics.titles[issue] for issue in topics.of(statement)),
    )


# ------------------------------------------------------------------------------ who, and which side


def _proper(name: str) -> bool:
    return bool(name) and name[0].isupper()


def _voices_of(statements: Iterable[Statement]) -> dict[str, str]:
    """Statement → key of its speaker: the full name, a short one joined to the only full one it fits.

    What is no name (*the official*) is somebody else in every document.
    """
    names = {s.speaker.name for s in statements if s.speaker is not None and _proper(s.speaker.name)}
    fuller: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for part in {name.split()[0], name.split()[-1]} - {name}:
            fuller[part].add(name)
    keys = {}
    for s in statements:
        if s.speaker is None:
            continue
        name = s.speaker.name
        fits = fuller.get(name, set())
        keys[s.id] = min(fits) if len(fits) == 1 else name if _proper(name) else f"{name}\0{s.document}"
    return keys


def _sides_of(case: Case, evidence: Sources, keys: Mapping[str, str]) -> dict[str, str]:
    """Speaker → party: as the documents name it, else as the record of the case has it.

    The record counts where every direct quotation of a speaker that it cites stands under one party.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    recorded: dict[str, set[str]] = defaultdict(set)
    for s in evidence.statements:
        if s.speaker is None:
            continue
        if s.speaker.party in case.everyone:
            votes[keys[s.id]][s.speaker.party] += 1
        elif s.kind == "direct" and _proper(s.speaker.name):
            recorded[keys[s.id]] |= {
                event.by for event in case.record for cite in event.cites[:1] if rests_on(s, cite)
            }
    found = {key: next(iter(by)) for key, by in recorded.items() if len(by) == 1}
    return found | {key: some.most_common(1)[0][0] for key, some in votes.items()}


def party_of(case: Case, evidence: Sources) -> dict[str, str]:
    """Statement → party or ratifier of its speaker, where there is one."""
    keys = _voices_of(evidence.statements)
    sides = _sides_of(case, evidence, keys)
    return {name: sides[key] for name, key in keys.items() if key in sides}


# ------------------------------------------------------------------------------------- everything


def _repeated(evidence: Sources) -> set[str]:
    """Statements that another one already shows: later twins, and less certain ones inside others."""
    order = {s.id: place for place, s in enumerate(evidence.statements)}

    def rank(name: str) -> tuple[bool, bool, int]:
        s = evidence.by_id[name]
        return (s.band != "strict", s.kind != "direct", order[name])

    found = {name for group in evidence.duplicates for name in sorted(group.statements, key=rank)[1:]}
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for s in evidence.statements:
        by_document[s.document].append(s)
    for some in by_document.values():
        found |= {a.id for a in some if a.band == "wide" and any(_inside(a, b) for b in some)}
    return found


def _inside(a: Statement, b: Statement) -> bool:
    """Whether all of one stands in another; of two that are the same span the stricter counts."""
    if a.id == b.id or (b.band == "wide" and (a.content == b.content or a.embedded != b.id)):
        return False
    return within(a, b)


def within(a: Statement, b: Statement) -> bool:
    """Whether all words of one statement stand in another's."""
    return all(any(x.start <= y.start and y.end <= x.end for x in b.content) for y in a.content)


def _voice(
    key: str, some: Sequence[Statement], evidence: Sources, topics: Topics, *, whole: bool, room: int
) -> Voice:
    speakers: list[Speaker] = [s.speaker for s in some if s.speaker is not None]
    role = next((one_line(speaker.role) for speaker in speakers if speaker.role), "")
    order = list(topics.titles)
    some = sorted(some, key=lambda s: [order.index(issue) for issue in topics.of(s)[:1]] or [len(order)])
    strict = [s for s in some if s.band == "strict"]
    wide = [s for s in some if s.band == "wide"]
    shown = strict[: min(MOST_SAYINGS, room)]
    folded = wide[: max(0, min(MOST_WIDE, room - len(shown)))]
    return Voice(
        name="" if whole else _capital(one_line(key.partition("\0")[0])),
        role=role,
        sayings=tuple(saying_of(s, evidence, topics) for s in shown),
        wide=tuple(saying_of(s, evidence, topics) for s in folded),
        left_out=len(some) - len(shown) - len(folded),
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _important(case: Case, evidence: Sources) -> set[str]:
    """Statements that a proposed conflict or a cite of the case is about."""
    found = {name for conflict in evidence.conflicts for name in conflict.statements}
    cites = defaultdict(set)
    for _, cite in cites_of(case):
        cites[cite.document].add(cite)
    found |= {s.id for s in evidence.statements if any(rests_on(s, cite) for cite in cites[s.document])}
    return found


def build_said(case: Case, evidence: Sources) -> Said:
    """Sort the statements of a case by side and speaker.

    Parameters
    ----------
    case : Case
    evidence : Evidence

    Returns
    -------
    Said
        Parties in the order of the case, then others; at most 220 statements on the page.
    """
    keys = _voices_of(evidence.statements)
    sides, weighty, repeated = (
        _sides_of(case, evidence, keys),
        _important(case, evidence),
        _repeated(evidence),
    )
    heard: dict[str, list[Statement]] = defaultdict(list)
    for s in evidence.statements:
        if s.id not in repeated:
            heard[keys.get(s.id, "")].append(s)
    nameless = [s for s in heard.pop("", []) if s.band == "strict"]

    def rank(key: str) -> tuple[int, int, str]:
        strict = sum(s.band == "strict" for s in heard[key])
        return (-any(s.id in weighty for s in heard[key]), -strict, key)

    room, made, topics = MOST_IN_ALL, {}, Topics(case)
    asked = people(case)
    titles = {name.casefold() for person in asked.values() for name in (person.title, person.label)}
    for key in sorted(heard, key=lambda key: (key not in sides, *rank(key))):
        voice = _voice(
            key, heard[key], evidence, topics, whole=key in sides and key.casefold() in titles, room=room
        )
        room -= len(voice.sayings) + len(voice.wide)
        made[key] = voice
    loose = [key for key in made if key not in sides]
    matter = [
        key for key in loose if made[key].sayings and (rank(key)[0] or len(made[key].sayings) >= _OFTEN)
    ][:MOST_OTHERS]
    last = tuple(saying_of(s, evidence, topics) for s in nameless[: max(0, min(room, MOST_SAYINGS))])
    return Said(
        sides=tuple(
            SpeakingSide(person=person, voices=voices)
            for who, person in asked.items()
            if (
                voices := tuple(
                    voice for key, voice in made.items() if sides.get(key) == who and _heard(voice)
                )
            )
        ),
        others=tuple(made[key] for key in matter),
        rest=tuple(made[key] for key in loose if key not in matter and _heard(made[key])),
        nameless=last,
        left_out=sum(voice.left_out for voice in made.values()) + len(nameless) - len(last),
    )


def _heard(voice: Voice) -> bool:
    return bool(voice.sayings or voice.wide)
