"""Who must also accept a deal, as documents tell it: *Veldra's parliament would have to ratify any treaty*.

That a body ratified once, or may do so, makes it no ratifier; nor is a party its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..findings import Read, Statement
from ..positions.objects import Flat
from ..positions.subjects import subject_of
from ..positions.suppositions import is_supposed
from ..span_index import SpanIndex
from ..wordlist import one_of
from .side_names import bare_name, titled
from .sides import Sides

_DEAL: Final = one_of(
    "deal  treaty  agreement  accord  contract  settlement  pact  lease  compromise  it  text  sale  transfer"
)
_ACT: Final = (
    r"(?:ratif(?:y|ied)|approved?|endorsed?|confirm(?:ed)?|vote on|sign off on|consent to|adopt(?:ed)?)"
)
_YES: Final = r"(?:the\s)?(?:ratification|approval|consent|yes)"
_MUST: Final = (
    r"(?:\b(?:ha(?:ve|s|d)|need(?:s|ed)?|required)\sto\s|\b(?:must|shall)\s)(?:still\s|also\s|first\s)?"
)
_ACTIVE: Final = re.compile(
    rf"(?:\b(?:would|will|may|is|are)\s(?:still\s|also\s|first\s)?)?{_MUST}{_ACT}\s(?:[\w’'-]+\s){{0,3}}?{_DEAL}\b"
    r"[^,.;:!?“”\"]*",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    rf"\b{_DEAL}\s(?:[\w’'-]+\s){{0,3}}?(?:{_MUST}be\s{_ACT}|(?:needs?|requires?|need|require|subject\sto)\s{_YES})"
    r"\s(?:by|of|from|in)\s(?P<who>[^.;:!?“”\",]+)[^,.;:!?“”\"]*",
    re.IGNORECASE,
)
_FORCE: Final = re.compile(r"\b(?:into|in)\sforce\b|\b(?:effect|effective|binding|valid)\b", re.IGNORECASE)
_ONCE: Final = re.compile(
    rf"\b(?:once|when|after|until|unless|and|both)\s(?P<who>(?:[\w’'-]+\s){{1,6}}?)ha(?:s|ve)\s"
    rf"(?:{_ACT}\s(?:[\w’'-]+\s){{0,2}}?{_DEAL}\b|given\s(?:its|their)\s(?:consent|approval)(?:\sto\s{_DEAL})?)"
    r"[^,.;:!?“”\"]*?(?=\sand\s|[,.;:!?“”\"]|\Z)",
    re.IGNORECASE,
)
_BODY: Final = one_of("""
    parliament  congress  senate  assembly  legislature  members  membership  shareholders  stockholders
    voters  electorate  lawmakers  deputies  cabinet  board  council  chamber  bundestag  knesset
    owners  trustees  synod  commission  regulators?
""")
_WHO: Final = re.compile(
    rf"(?:the\s)?(?:(?P<our>our|my|its|their|his|her)\s|(?P<owner>.+?)(?:['’]s|(?<=s)['’])\s)?"
    rf"(?P<body>(?:[\w-]+\s){{0,2}}?{_BODY})\b(?:\s(?:of|in)\s(?P<of>(?:the\s)?[\w’'-]+(?:\s(?-i:[A-Z])[\w-]*)*))?",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(r"(?:\bnot|n['’]t|\bnever|\bno longer)\s\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRatifier:
    """Who is told to have to accept as well: ``side`` is the key of whom it ratifies for, empty if untold."""

    title: str
    side: str
    document: str
    start: int
    end: int


def ratifiers_in(
    reads: Sequence[Read], statements: Sequence[Statement], sides: Sides
) -> Iterator[DraftRatifier]:
    """Bodies that must accept, each of a side once, in the order of the documents."""
    known = set()
    for read in reads:
        voices = SpanIndex(
            (span.start, span.end, item) for item in statements
            if item.document == read.document.name and item.speaker and item.kind in ("direct", "paraphrase")
            for span in item.content
        )  # fmt: skip
        for start, end in read.article:
            flat = Flat.of(read.document.flow, start, end)
            for who, first, last in _told(flat.text):
                place = flat.places[first]
                speaker = next((item.speaker.name for item in voices.at(place) if item.speaker), "")
                side = _side_of(who, sides, speaker)
                title = titled(who["body"] if who["our"] else who.group())
                if bare_name(who.group()) in sides.by_name or (side, title) in known:
                    continue
                known.add((side, title))
                yield DraftRatifier(title=title, side=side, document=read.document.name, start=place,
                                    end=flat.places[last - 1] + 1)  # fmt: skip


def _told(text: str) -> Iterator[tuple[re.Match[str], int, int]]:
    """Bodies that must accept, each with where the words that say so begin and end."""
    for pattern in (_ACTIVE, _PASSIVE, *([_ONCE] if _FORCE.search(text) else [])):
        for match in pattern.finditer(text):
            start, words = match.start(), match.groupdict().get("who")
            if words is None:
                subject = subject_of(text, start)
                start, words = subject.start, subject.words
            who = _WHO.match(words) if pattern is _PASSIVE else _WHO.fullmatch(words.strip())
            denied = _DENIED.search(text, 0, match.start()) or is_supposed(text, match.start())
            if who is not None and not denied and not text.startswith("?", match.end()):
                yield who, start, match.start() + len(match.group().rstrip(" ,"))


def _side_of(who: re.Match[str], sides: Sides, speaker: str) -> str:
    """Key of the side that a body belongs to: of whoever is named with it, or of whoever speaks of it."""
    owner = who["owner"] or who["of"] or who["body"].rpartition(" ")[0]  # "the Torvik assembly"
    return sides.of(owner) if owner else sides.of(speaker)
