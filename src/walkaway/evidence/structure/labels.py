"""Labels that say who speaks next: ``MR. SMITH (Party):``, ``Q:``, ``[10:02] Ann Roy:``, a name alone.

A label counts by its form and by the company it keeps: names that come again, or turns that make up a text.
``Photo:`` and ``The big picture:`` have the first but never the second.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..wordlist import ROLE_NOUNS, TITLES, word_set

__all__ = ["Label", "label_at", "opens_turn", "turn_labels"]

_CLOCK: Final = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[.,]\d{1,3})?\s?(?:[AaPp]\.?[Mm]\.?)?"
_STAMP: Final = (
    rf"(?:[\[(<]?(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?\s)?{_CLOCK}(?:\s?(?:-->|–|—|-)\s?{_CLOCK})?[\])>]?"
    r"[\s\-–—|:]{1,4})"
)
_WORD: Final = r"[^\W_](?:[\w.'’&/-]|(?<=\w)’)*"
_NAME: Final = rf"{_WORD}(?:,?[ \u00a0]{_WORD}){{0,7}}"
_OFFICE: Final = r"(?:\s?[(\[](?P<office>[^()\[\]\n:]{1,70})[)\]](?:\s?\([^()\n:]{1,40}\))?)"
_LABEL: Final = re.compile(
    rf"[*_#>\s]{{0,4}}(?P<time>{_STAMP})?[*_]{{0,2}}(?P<who>{_NAME}){_OFFICE}?"
    rf"(?P<after>\s?[\[(]?{_CLOCK}[\])]?)?[*_]{{0,2}}\s?(?P<mark>[:：][—–-]?|[.]\s?[—–-])"
    r"[*_]{0,2}(?=\s|$|[\"“«„'‘]|(?<=[—–-])\S)"
)
_RECORD: Final = re.compile(  # Congressional Record: "Mr. SMITH of Ohio. Madam Speaker, …"
    r"\s{0,4}(?P<who>(?i:The|Mr|Mrs|Ms|Miss|Dr|Sir|Senator|Chairman|Chairwoman)\.?\s"
    r"[A-Z][A-Z'’.-]+(?:\s[A-Z][A-Z'’-]+){0,3}(?:\sof\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)?)"
    + _OFFICE + r"?(?P<mark>[.:])(?P<time>)(?P<after>)(?=\s|$)"
)  # fmt: skip
_ASKED: Final = re.compile(
    r"[*_\s]{0,4}(?P<who>Q|A)(?P<mark>[.:)]|(?<=Q) (?=[A-Z])|[ \t]{2,8}|\t)"
    r"(?P<time>)(?P<office>)(?P<after>)[*_]{0,2}(?=\s|(?<=\s)\S)"
)
_VOICE: Final = re.compile(  # subtitles: "<v Ann Roy>No."
    rf"<v(?:\.\w+)*\s(?P<who>{_NAME})(?P<mark>>)(?P<time>)(?P<office>)(?P<after>)"
)
_ALONE: Final = re.compile(
    rf"[*_#\s]{{0,4}}(?P<time>{_STAMP})?(?P<who>{_NAME}){_OFFICE}?"
    rf"(?P<after>,?\s{{1,6}}(?:\S{{0,3}}\s)?[\[(]?{_CLOCK}[\])]?|\s@\w{{2,30}}[^\n]{{0,40}})?[*_]{{0,2}}(?P<mark>)$"
)
_SMALL: Final = word_set(
    "of the for and de van von der den al el bin la le du da di y e & to on in und des à"
)
_NO_LABEL: Final = word_set("""
    note notes update updated correction photo photos image picture video source sources warning summary
    topic topics
    example examples question answer answers conclusion background abstract introduction references contact
    subject re cc bcc to from date sent time times place venue present absent apologies attendees
    attendance excused regrets agenda item items action actions decision decisions resolved next meeting
    meetings
    location title author editor editors byline published read more also see related tags tag category
    website web email e-mail mail phone tel telephone fax address copyright credit credits caption
    result results score scores price prices cost costs total step steps option options issue issues
    pros cons tip tips fact facts key points point highlights breaking live watch listen review rating
    attachments attachment enclosure importance priority ps p.s nb fyi media contacts by with and or
    but the a an this that these those here there it he she they we you i if when why what how who where
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december article section chapter annex appendix table figure
    paragraph part schedule clause whereas preamble details overview bottom line position positions proposal
    proposals offer demand demands language status deadline term terms
""")  # fmt: skip
_LETTER: Final = re.compile(r"[^\W\d_]")
_QUOTE: Final = re.compile(r"\s*[\"“«„]")
_SPOKEN: Final = re.compile(r"\s*[\"“«„]|\b(?:I|[Ww]e|[Yy]ou|[Oo]ur|my|us|[Ll]et's)\b|\?")
_PEOPLE: Final = (
    TITLES
    | ROLE_NOUNS
    | word_set("""
    moderator interviewer interviewee host caller reporter speaker mediator arbitrator
    counsel witness clerk delegate participant operator translator interpreter voice audience member
""")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label at the start of a line: where the name stands, what office it names, where the words begin.

    ``strong`` labels look like one by themselves (capitals, a title, a time, an office).
    """

    start: int
    end: int
    name: str
    office: str
    words: int
    strong: bool
    alone: bool = False


def opens_turn(line: str) -> bool:
    """Whether a line begins with a label, so that it belongs to no paragraph before it."""
    return label_at(line, 0, len(line)) is not None


def label_at(text: str, start: int, end: int) -> Label | None:
    """The label that a line begins with, if it has the form of one."""
    if _LETTER.search(text, start, min(end, start + 160)) is None:
        return None  # marks or numbers alone
    for form in (_ASKED, _RECORD, _LABEL, _VOICE):
        match = form.match(text, start, min(end, start + 160))
        if match is not None and (label := _label(match)) is not None:
            return label
    if end - start <= 80 and (match := _ALONE.match(text, start, end)) is not None:
        capitals = match["who"].upper() == match["who"] and len(match["who"]) > 3
        known = {word.lower().strip(".,") for word in match["who"].split()}
        if match["time"] or match["after"] or match["office"] or capitals or known & TITLES:
            return _label(match, alone=True)
    return None


def _label(match: re.Match[str], *, alone: bool = False) -> Label | None:
    who = match["who"].rstrip(".") if match["mark"].startswith(".") else match["who"]
    words = [word.strip(",.") for word in who.split()]
    known = [word.lower() for word in words]
    timed = bool((match["time"] or "").strip() or (match["after"] or "").strip())
    letters = "".join(words)
    asked = who in ("Q", "A") or known[0] == "question" or (known == ["answer"] and who.isupper())
    numbered = any(c.isdigit() for c in letters) and known[0] not in _PEOPLE  # "Wild 4, Sabres 1:" is a score
    if not any(c.isalpha() for c in letters) or numbered:
        return None
    proper = [w for w in words if w and (w[0].isupper() or w.lower() not in _SMALL)]
    role = any(word in _PEOPLE for word in known)
    if not all(w[0].isupper() or w[0].isdigit() for w in proper) and not (role and len(words) <= 3):
        return None
    if not asked and (known[-1] in _NO_LABEL or (known[0] in _NO_LABEL and known[0] not in ("the", "may"))):
        return None
    if len(words) > 6 and not role:
        return None
    capitals = letters.upper() == letters and len(letters) >= 2
    titled = known[0] in TITLES and len(known) > 1
    formal = (
        asked
        or match["mark"] == ">"
        or capitals
        or titled
        or bool(match["office"])
        or (role and len(words) <= 4)
    )
    return Label(
        start=match.start("who"), end=match.start("who") + len(who), name=who, office=match["office"] or "",
        words=match.end(), strong=timed or (formal and not (alone and capitals)), alone=alone,
    )  # fmt: skip


def turn_labels(
    text: str, spans: Sequence[tuple[int, int]], *, sure: bool = False
) -> list[tuple[int, Label]]:
    """The labels of a text that is made of turns, each with the number of its paragraph; none elsewhere.

    ``sure`` says that a person, or the kind of document, has told that there are turns.
    """
    found = list(_labels(text, spans))
    times = Counter(label.name.lower() for _, label in found)
    again = {name for name, count in times.items() if count > 1}
    if sure:
        return found
    kept = [(n, label) for n, label in found if label.strong or label.name.lower() in again or _full(label)]
    if not kept:
        return []
    strong = sum(label.strong or _QUOTE.match(text, label.words) is not None for _, label in kept)
    distinct = len({label.name.lower() for _, label in kept})
    share = len(kept) / max(1, len(spans) - kept[0][0])
    returning = sum(times[label.name.lower()] > 1 for _, label in kept)
    spoken = sum(
        label.alone or _SPOKEN.search(text, label.words, spans[n][1]) is not None for n, label in kept
    )
    dialogue = strong >= 2 and share >= 0.5 and 2 * spoken >= len(kept)  # a list of names has the same labels
    transcript = len(kept) >= 3 and returning >= 2 and share >= 0.08 and 2 * strong >= len(kept)
    named = len(kept) >= 4 and returning >= 0.6 * len(kept) and share >= 0.25
    named |= len(kept) == 3 and returning >= 2 and share >= 0.7 and spoken >= 2
    return kept if distinct >= 2 and (dialogue or transcript or named) else []


def _labels(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, Label]]:
    for number, (start, end) in enumerate(spans):
        label = label_at(text, start, end)
        if label is not None:
            yield number, label


def _full(label: Label) -> bool:
    return 2 <= len(label.name.split()) <= 4 and not label.alone
