"""Who said what: the statements of the documents by side and speaker, each thing once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ...case import Case, Cite
from ...case.write import cites_of
from ...evidence.findings import Statement
from ...evidence.speech.likeness import terms
from ..language.people import Person, people
from ..language.phrases import capital, one_line
from .case_documents import Sources, passage_at, rests_on
from .ledger import ShownPassage

MOST_SAYINGS: Final = 12
MOST_WIDE: Final = 8
MOST_OTHERS: Final = 6
MOST_IN_ALL: Final = 220
_MOST_ISSUES: Final = 2
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
    """One statement as it is shown: its words, pieces joined by an ellipsis, and how it is told.

    It is told ``via`` another speaker in whose statement it stands. The first passage is its own, the others
    say the same, and so do ``more`` places.
    """

    text: str
    kind: str
    cue: str
    mode: str
    via: str
    passages: tuple[ShownPassage, ...]
    more: int
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker (nameless: the side as a whole) with what was said, likely right and less certain."""

    name: str
    role: str
    sayings: tuple[Saying, ...]
    wide: tuple[Saying, ...]
    left_out: int

    @property
    def heard(self) -> bool:
        """Whether anything is shown."""
        return bool(self.sayings or self.wide)


class SpeakingSide(NamedTuple):
    """A party or ratifier and those who speak for it."""

    person: Person
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Everything that is said.

    ``sides`` are those of the case who are heard, ``others`` and ``rest`` speakers without a side: those who
    matter, and the rest; ``nameless`` has no named speaker; ``left_out`` counts what is not on the page.
    """

    sides: tuple[SpeakingSide, ...]
    others: tuple[Voice, ...]
    rest: tuple[Voice, ...]
    nameless: tuple[Saying, ...]
    left_out: int


class Topics:
    """Which issues a statement is about: those that cite its words, else those whose own words it uses.

    A word counts for an issue only if no other issue uses it in its title or its options; one word is enough
    if it stands in the title.
    """

    def __init__(self, case: Case) -> None:
        self.titles: Mapping[str, str] = {issue: case.issue_label(issue) for issue in case.issues}
        self.cites: dict[str, list[tuple[str, Cite]]] = defaultdict(list)
        for path, cite in cites_of(case):
            issue = next((str(part) for part in path[1:] if part in case.issues), "")
            if issue and path[0] in ("issues", "preferences"):
                self.cites[cite.document].append((issue, cite))
        words = {}
        for issue, record in case.issues.items():
            titles = (record.title, *(option.title for option in record.options.values()))
            words[issue] = {term for title in titles for term in terms(title)}
        used = Counter(term for some in words.values() for term in some)
        self.heads = {issue: frozenset(terms(title)) for issue, title in self.titles.items()}
        self.words = {issue: {term for term in some if used[term] == 1} for issue, some in words.items()}

    def of(self, statement: Statement) -> tuple[str, ...]:
        """Ids of the issues that a statement is about, in the order of the case; at most two."""
        cited = {issue for issue, cite in self.cites[statement.document] if rests_on(statement, cite)}
        said = {term for quote in statement.content for term in terms(quote.text)}
        shared = {issue: self._shared(issue, said) for issue in self.titles}
        found = [issue for issue in self.titles if issue in cited or shared[issue]]
        ranked = sorted(found, key=lambda issue: (issue not in cited, -shared[issue]))[:_MOST_ISSUES]
        return tuple(issue for issue in self.titles if issue in ranked)

    def _shared(self, issue: str, said: set[str]) -> int:
        common = self.words[issue] & said
        return len(common) if len(common) > 1 or common & self.heads[issue] else 0


# --------------------------------------------------------------------------------- one statement


def _shown(statement: Statement) -> str:
    """The characters of the source, without reference marks at the edges."""
    pieces = (_TAIL.sub("", _HEAD.sub("", one_line(quote.text))) for quote in statement.content)
    joined = " … ".join(pieces)
    if len(joined) > _MOST_CHARS:
        joined = joined[:_MOST_CHARS].rsplit(" ", 1)[0] + " …"
    if statement.kind == "direct" and joined.count("“") == joined.count("”") <= 1:
        joined = joined.strip('“”"„«» ')
    return joined


def saying_of(statement: Statement, evidence: Sources, topics: Topics) -> Saying:
    """A statement as it is shown, with the places that say the same."""
    documents = {statement.document: statement}
    for name in evidence.twins.get(statement.id, ()):
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
    return name[:1].isupper()


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
        if s.speaker is not None:
            name, fits = s.speaker.name, fuller.get(s.speaker.name, set())
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


def _voice(name: str, some: Sequence[Statement], evidence: Sources, topics: Topics, room: int) -> Voice:
    """A speaker with as many sayings as there is room for, sorted by what they are about."""
    role = next((one_line(s.speaker.role) for s in some if s.speaker is not None and s.speaker.role), "")
    order = list(topics.titles)
    some = sorted(some, key=lambda s: [order.index(issue) for issue in topics.of(s)[:1]] or [len(order)])
    shown = [s for s in some if s.band == "strict"][: min(MOST_SAYINGS, room)]
    folded = [s for s in some if s.band == "wide"][: max(0, min(MOST_WIDE, room - len(shown)))]
    return Voice(
        name=name,
        role=role,
        sayings=tuple(saying_of(s, evidence, topics) for s in shown),
        wide=tuple(saying_of(s, evidence, topics) for s in folded),
        left_out=len(some) - len(shown) - len(folded),
    )


def _important(case: Case, evidence: Sources) -> set[str]:
    """Statements that a proposed conflict or a cite of the case is about."""
    found = {name for conflict in evidence.conflicts for name in conflict.statements}
    cites = defaultdict(set)
    for _, cite in cites_of(case):
        cites[cite.document].add(cite)
    found |= {s.id for s in evidence.statements if any(rests_on(s, cite) for cite in cites[s.document])}
    return found


def build_said(case: Case, evidence: Sources) -> Said:
    """Sort statements by side and speaker: parties as in the case, then others; at most 220 in all."""
    keys = _voices_of(evidence.statements)
    sides, weighty = _sides_of(case, evidence, keys), _important(case, evidence)
    repeated = _repeated(evidence)
    heard: dict[str, list[Statement]] = defaultdict(list)
    for s in evidence.statements:
        if s.id not in repeated:
            heard[keys.get(s.id, "")].append(s)
    unnamed = [s for s in heard.pop("", []) if s.band == "strict"]

    def rank(key: str) -> tuple[int, int, str]:
        strict = sum(s.band == "strict" for s in heard[key])
        return (-any(s.id in weighty for s in heard[key]), -strict, key)

    room, made, topics, asked = MOST_IN_ALL, {}, Topics(case), people(case)
    titles = {name.casefold() for person in asked.values() for name in (person.title, person.label)}
    for key in sorted(heard, key=lambda key: (key not in sides, *rank(key))):
        whole = key in sides and key.casefold() in titles
        name = "" if whole else capital(one_line(key.partition("\0")[0]))
        voice = made[key] = _voice(name, heard[key], evidence, topics, room)
        room -= len(voice.sayings) + len(voice.wide)
    loose = [key for key in made if key not in sides]
    matter = [
        key for key in loose if made[key].sayings and (rank(key)[0] or len(made[key].sayings) >= _OFTEN)
    ][:MOST_OTHERS]
    last = tuple(saying_of(s, evidence, topics) for s in unnamed[: max(0, min(room, MOST_SAYINGS))])
    voices = {
        who: tuple(voice for key, voice in made.items() if sides.get(key) == who and voice.heard)
        for who in asked
    }
    return Said(
        sides=tuple(SpeakingSide(asked[who], some) for who, some in voices.items() if some),
        others=tuple(made[key] for key in matter),
        rest=tuple(made[key] for key in loose if key not in matter and made[key].heard),
        nameless=last,
        left_out=sum(voice.left_out for voice in made.values()) + len(unnamed) - len(last),
    )
