"""What somebody offers, demands, refuses or undertakes in a document: who, what, how much, in which words.

A drafter takes a document as read with its statements and gives positions; the one of this room goes by
rules. What stands in the words of an onlooker, in a doubt or in a question is nobody's position.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from ..amounts import Measure, amounts_in, time_behind
from ..findings import Read, Speaker, Statement
from ..span_index import SpanIndex
from ..structure.kinds import BY_RULES
from .around_brackets import counted_behind, lead_of
from .clause_forms import formed_positions
from .cues import BARE, CUES, OBLIGED, Act, Cue
from .objects import Flat, objects_of
from .subjects import Subject, subject_of
from .suppositions import condition_of, is_supposed

_EMPTY_BEFORE: Final = re.compile(
    r"(?:\bnot|n['’]t|n t|\bnever|\bno longer|\bwithout)\s(?:yet\s|even\s)?\Z", re.IGNORECASE
)
_NOT: Final = re.compile(r"\bnot\b|\A(?:Neither|No)\b")
_EXCHANGE: Final = re.compile(r"\bin (?:exchange|return)\b", re.IGNORECASE)
_JOINS: Final = re.compile(r"(?:\b(?:and|or|but|then|nor)|,)\s+(?:also\s|now\s|only\s)?\Z")
_BEING: Final = re.compile(r"\b(?:am|is|are|was|were|be|been|being|got)\s(?:not\s|also\s|now\s|\w+ly\s)?\Z")
_NO: Final = re.compile(
    r"(?:\w+\s){1,2}no\s(?!more|less|later)"
    r"|(?:\w+\s){0,2}nothing\s(?:under|below|above|over|beyond|(?:less|more)\sthan)\s"
)
_OF_THE_SPEAKER: Final = ("please", "kindly", "what if", "how about", "nor ", "only if")
_LONGEST: Final = 2_000
_QUESTION: Final = re.compile(r"[^.!?;]{0,400}\?")
_NOTHING: Final = re.compile(
    r"(?:(?:this|that|it|them|these|those|so|us|you|me|him|her|everything|anything|more|less|to|the|a|an"
    r"|any|all|of|make|following|proposal|talks"
    r"|such|way|same|do|go|deal|agreement|offer|one|on|going)\W*)+|be (?:named|identified|quoted)\b.*"
    r"|(?:remain )?anonym(?:ous|ity)\b.*|the (?:rest|others?|same|latter"
    r"|former)\b.*|more for\b.*"
    r"|(?:(?:that|the|this|any|such|his|her|its|their)\s)?"
    r"(?:comment|account|version|allegations?|accusations?|criticism)(?:\s(?:on|of|by|from|about|that)\b.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Words of a document by which somebody offers, demands, refuses or undertakes something.

    ``start`` and ``end`` are the words that say what, ``cue`` those that make it an offer or a demand.
    ``named`` is whom the words before the cue name; without, it is ``speaker``: whoever speaks there;
    ``other`` says that it is the other side. ``told`` is who tells it, where somebody does.
    """

    document: str
    act: Act
    start: int
    end: int
    cue: tuple[int, int]
    amounts: tuple[Measure, ...] = ()
    named: str = ""
    place: int = 0
    speaker: str = ""
    told: str = ""
    turn: bool = False  # told in a turn, mail or letter of its own
    other: bool = False
    strong: bool = True
    negative: bool = False  # what is undertaken is not to do it
    whole: str = ""  # what it says with words from elsewhere: "six months" of "[L: six] [T: two] months"


Drafter: TypeAlias = Callable[[Read, Sequence[Statement]], Iterable[Position]]


def by_rules(read: Read, statements: Sequence[Statement]) -> list[Position]:
    """Positions of a document, in the order of its text.

    Parameters
    ----------
    read : Read
    statements : sequence of Statement
        Those of this document.
    """
    own = [item for item in statements if item.document == read.document.name]
    if read.document.kind in BY_RULES or not own:
        found = [*_Reader(read, own).positions()]
    else:
        found = [
            position_at(read, act, start, end, cue, named=who, place=place,
                  negative=act == "undertakes" and bool(_NOT.search(read.document.flow[place : cue[1]])))
            for act, start, end, cue, who, place in formed_positions(read, own)
        ]  # fmt: skip
    return sorted(found, key=lambda each: (each.start, each.end))


def position_at(read: Read, act: Act, start: int, end: int, cue: tuple[int, int], **more: object) -> Position:
    """A position at these places, with the amounts that its words name."""
    text = read.document.flow
    words = f"{text[start:end]} {counted_behind(text, end)}".rstrip()
    lead = text[slice(*lead_of(text, start, end))]
    found = [each for each in amounts_in(words, lead) if each.start < end - start]
    amounts = tuple(
        Measure(unit=each.unit, low=each.low, high=each.high, start=start + each.start,
                end=min(end, start + each.end))
        for each in found
    )  # fmt: skip
    whole = words[: max([end - start, *(time_behind(words, each) for each in found)])]
    told = next((each.unit for each in amounts_in(whole)), "")
    if found and lead and found[0].unit != told:  # "an annual fee of [L: GBP 5] [T: GBP 4]"
        whole += f" per {found[0].unit.partition('_per_')[2]}"
    return Position(
        document=read.document.name, act=act, start=start, end=end, cue=cue, amounts=amounts,
        whole=whole if len(whole) > end - start else "", **more,  # type: ignore[arg-type]
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Hit:
    cue: Cue
    start: int
    end: int


def _supposed(text: str, hit: _Hit, *, own: bool) -> bool:
    """Whether words stand under an *if*, or tell what somebody else would do then."""
    weak = not hit.cue.strong and not hit.cue.alone and not own
    return is_supposed(text, hit.start) or (weak and condition_of(text, hit.start) is not None)


class _Reader:
    """Reads the passages of one document for cues."""

    def __init__(self, read: Read, statements: Sequence[Statement]) -> None:
        self.read = read
        self.text = read.document.flow
        self.voices = [item for item in statements if item.kind in ("direct", "paraphrase") and item.speaker]
        self.said = _by_words(self.voices)
        self.doubted = _by_words(_doubted(statements))
        self.cued = SpanIndex(
            (item.cue.start, item.cue.end, item.speaker)
            for item in statements if item.cue and item.speaker and item.kind != "direct"
        )  # fmt: skip
        self.speakers = sorted((item.speaker for item in self.voices if item.speaker), key=_end_of)
        self.last = Subject()
        self.third: tuple[str, Subject] = ("", Subject())
        self.listed = {
            short: person.name for person in read.people for short in person.short if short.isupper()
        }

    def positions(self) -> Iterator[Position]:
        last = 0
        for start, end in self.parts():
            if "\n\n" in self.text[last:start]:
                self.last = Subject(named=self.last.named)
            last = start
            if not _LETTER.search(self.text, start, end):
                continue
            flat = Flat.of(self.text, start, end)
            hits = _hits(flat.text)
            done = 0
            for number, hit in enumerate(hits):
                if hit.start < done:  # it stands in what is offered or demanded already
                    continue
                following = hits[number + 1].start if number + 1 < len(hits) else len(flat.text)
                for position, stop in self.hit(flat, hit, following, hits[number - 1] if number else None):
                    done = max(done, stop)
                    yield position

    def parts(self) -> list[tuple[int, int]]:
        """Passages; in a text without punctuation what statements hold, and what they leave."""
        parts = [piece for part in self.read.article for piece in _pieces(self.text, *part)]
        if self.read.document.profile != "unpunctuated":
            return parts
        edges = {edge for item in self.voices if not item.embedded for span in item.content
                 for edge in (span.start, span.end)}  # fmt: skip
        inside = SpanIndex(
            (span.start + 1, span.end, span)
            for item in self.voices for span in item.content
            if not item.embedded and span.end > span.start + 1
        )  # fmt: skip
        cuts = edges | {edge for part in parts for edge in part if not inside.at(edge)}
        return [(a, b) for a, b in pairwise(sorted(cuts)) if self.text[a:b].strip()]

    def hit(
        self, flat: Flat, hit: _Hit, following: int, before: _Hit | None
    ) -> Iterator[tuple[Position, int]]:
        """Positions that one cue makes, each with where it ends in the passage."""
        text, place = flat.text, flat.places[hit.start]
        voice = self.voice(place)
        subject = self.subject(flat, hit, voice, before)
        negated = _EMPTY_BEFORE.search(text, 0, hit.start) is not None
        asked = _QUESTION.match(text, hit.end) is not None and not text[hit.start :].lower().startswith(
            ("what", "how")
        )
        denied = (
            voice is not None and voice.cue is not None and voice.cue.text.startswith(("denied", "denies"))
        )
        if subject is None or negated or asked or denied or _passive(text, hit.start, hit.end):
            return
        direct = voice is not None and voice.kind == "direct"
        exchange = _EXCHANGE.search(text) is not None
        told = self.teller(voice.speaker) if voice is not None and voice.speaker else ""
        if not subject.other:
            self.last = Subject(named=subject.named or subject.speaker, place=max(subject.place, place))
        for act, a, b in objects_of(text, hit.cue, hit.start, hit.end, following):
            if self.in_doubt(flat.places[a], flat.places[b - 1] + 1):
                continue
            said = text[a:b]
            unsaid = act == "offers" and BARE.fullmatch(said)
            guessed = act == "would walk away" and subject.other  # what they would do, the other side tells
            if unsaid or guessed or _NOTHING.fullmatch(said) or not any(c.isalnum() for c in said):
                continue
            made = position_at(
                self.read, "refuses" if act == "offers" and _NO.match(said) else act,
                flat.places[a], flat.places[b - 1] + 1,
                (flat.places[hit.start], flat.places[hit.end - 1] + 1),
                named=subject.named, place=subject.place, speaker=subject.speaker, told=told,
                turn=voice is not None and voice.extractor.startswith("form"),
                other=subject.other,
                strong=(hit.cue.strong or exchange) and subject.sure and not (direct and subject.named),
            )  # fmt: skip
            yield made, b

    def subject(self, flat: Flat, hit: _Hit, voice: Statement | None, before: _Hit | None) -> Subject | None:
        """Who offers or demands; None where nobody can be told."""
        speaker = voice.speaker.name if voice is not None and voice.speaker is not None else ""
        if hit.cue.before:
            return Subject(speaker=speaker) if speaker else None
        if hit.cue.pattern is OBLIGED:
            found = subject_of(flat.text, hit.start, since=before.end if before else 0)
            duty = found.kind == "you" or (found.kind == "named" and found.words[0].isupper())
            direct = voice is not None and voice.kind == "direct"
            return Subject(speaker=speaker) if speaker and duty and direct else None
        if flat.text[hit.start :].lower().startswith(_OF_THE_SPEAKER):
            return Subject(speaker=speaker) if speaker else None
        found = subject_of(flat.text, hit.start, since=before.end if before else 0)
        place = flat.places[hit.start]
        if found.kind == "nobody" or found.words.startswith(("If ", "Unless ")):
            return None
        if _supposed(flat.text, hit, own=found.kind == "first"):
            return None
        if found.kind == "first":
            if (
                found.words.split(" ")[0].casefold() in ("my", "our") and voice is not None
            ):  # "my client … she"
                self.third = (voice.id, Subject(speaker=speaker))
            return Subject(speaker=speaker) if speaker else None
        if found.kind == "you":
            return Subject(other=True, speaker=speaker) if speaker else None
        if found.kind == "named" or (found.kind == "generic" and voice is None):
            owner = _OWNER.match(found.words) if hit.cue.owned else None
            words = owner["who"] if owner is not None else found.words
            named = self.listed.get(words, words)
            subject = Subject(named=named, place=flat.places[found.start], sure=found.sure)
            self.third = (voice.id if voice is not None else "", subject)
            return subject
        one = found.words.split(" ")[-1].casefold() in ("he", "she", "it", "they")
        if one and voice is not None and voice.kind == "direct" and self.third[0] == voice.id:
            return self.third[1]
        if found.words.casefold().startswith(("his ", "her ")) and voice is None:
            latest = self.latest(place)
            if latest is not None:
                return Subject(named=latest.name, place=latest.start)
        referred = self.referred(flat, hit, voice, found.kind)
        if (
            found.kind == "generic" and voice is not None and referred is not None
        ):  # "The owner is willing … He"
            self.third = (voice.id, referred)
        return referred

    def referred(self, flat: Flat, hit: _Hit, voice: Statement | None, kind: str) -> Subject | None:
        """Whom a pronoun, *the company* or nothing at all refers to."""
        place = flat.places[hit.start]
        speaker = voice.speaker.name if voice is not None and voice.speaker is not None else ""
        if kind == "missing" and not hit.cue.strong and not _JOINS.search(flat.text, 0, hit.start):
            return None
        if voice is not None and voice.kind == "paraphrase":
            begin = voice.content[0].start
            name = _NAME.match(self.text, begin, place) if kind == "missing" else None
            return Subject(named=name.group(), place=begin) if name is not None else Subject(speaker=speaker)
        if voice is not None and kind == "pronoun":
            inner = next(
                (each.speaker for each in self.said.at(place) if each.embedded and each.speaker), None
            )
            if inner is None or not inner.name[:1].isupper():  # "the board has asked me to say that it …"
                return Subject(speaker=speaker, other=inner is None)
            return Subject(named=inner.name, place=inner.start)
        if voice is not None and kind == "missing" and self.last.place < 0:
            return Subject(speaker=speaker)
        if self.last.place >= 0 and kind != "generic":
            return self.last
        for who in self.cued.at(place) if kind != "generic" else ():
            return Subject(named=who.name, place=who.start)
        named = self.last if self.last.named else Subject()
        latest = self.latest(place)
        if latest is not None and latest.end > named.place and voice is None:
            return Subject(named=latest.name, place=latest.start)
        if named.named and not (
            kind == "generic" and voice is not None and named.place < voice.content[0].start
        ):
            return named
        return Subject(speaker=speaker) if speaker else None

    def latest(self, place: int) -> Speaker | None:
        """Whoever was named last as a speaker before a place."""
        spoken = bisect_right(self.speakers, place, key=_end_of)
        return self.speakers[spoken - 1] if spoken else None

    def voice(self, place: int) -> Statement | None:
        """The statement whose words stand at a place: the outermost one."""
        return min(
            self.said.at(place), key=lambda item: (bool(item.embedded), item.content[0].start), default=None
        )

    def teller(self, speaker: Speaker) -> str:
        """Who tells what somebody else does: *two people*, who watch, or *two people close to the talks*."""
        inside = _INSIDE.match(self.text, speaker.end) if UNNAMED.search(speaker.name) else None
        return " ".join((speaker.name + inside.group()).split()) if inside is not None else speaker.name

    def in_doubt(self, start: int, end: int) -> bool:
        """Whether words stand in a doubt or a supposition."""
        return bool(self.doubted.over(start, end))


def _by_words(statements: Iterable[Statement]) -> SpanIndex[Statement]:
    return SpanIndex((span.start, span.end, item) for item in statements for span in item.content)


def _end_of(speaker: Speaker) -> int:
    return speaker.end


def _passive(text: str, start: int, end: int) -> bool:
    """Whether a cue is a participle of a passive: *was expected to*, *rejected by*."""
    if not text[start:end].split(" ")[0].endswith("ed"):
        return False
    return _BEING.search(text, 0, start) is not None or text.startswith(" by ", end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A passage, in pieces where it is longer than any sentence: what is looked for twice stays quick."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _doubted(statements: Sequence[Statement]) -> list[Statement]:
    """Statements that nobody makes: doubts and suppositions with what is inside."""
    unreal = {item.id for item in statements if item.modality in ("doubted", "hypothetical")}
    return [item for item in statements if item.id in unreal or item.embedded in unreal]


def _hits(text: str) -> list[_Hit]:
    """Cues of a passage, none within another."""
    found = [
        _Hit(cue, *match.span()) for cue in (*CUES, _DUTY) for match in cue.pattern.finditer(text)
        if not cue.verb or not _A_NOUN.search(text[max(0, match.start() - 16) : match.start()])
    ]  # fmt: skip
    kept: list[_Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


_A_NOUN: Final = re.compile(
    r"(?:\b(?:an?|the|its|his|her|their|our|my|your|that|this|any|no|first|last|binding|unacceptable|new|written"
    r"|of)|['’]s|s['’])\s\Z",
    re.IGNORECASE,
)
_DUTY: Final = Cue("demands", OBLIGED)
_NAME: Final = re.compile(
    r"(?:[Tt]he )?(?!In |On |At |As |If |But |And |Its? |H?is |Her |Th(?:is|at|eir|ey) |H?e |She |We |I )"
    r"[A-Z][\w’'-]*(?: (?:of |and )?(?:the )?[A-Z][\w’'-]*){0,5}(?= [a-z])"
)
_OWNER: Final = re.compile(r"(?P<who>.+)(?:['’]s|(?<=s)['’])(?:\s[\w’'-]+){0,3}\Z")
UNNAMED: Final = re.compile(r"\b(?:people|persons?|sources?|officials?|diplomats?)\b", re.IGNORECASE)
"""Who tells something and is not named."""
_INSIDE: Final = re.compile(
    r"\s(?:who\s(?:are|were|is|was)\s)?(?:(?:familiar|acquainted)\swith|close\sto|(?:briefed|informed)\son"
    r"|involved\sin|with\s(?:direct\s)?knowledge\sof)\s(?:[\w’'-]+\s){0,3}?[\w’'-]+"
    r"(?=\s(?:sa(?:id|ys?)|told)\b|[,.;])"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
