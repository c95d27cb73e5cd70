"""Labels that say who speaks next: ``MR. SMITH (Party):``, ``Q:``, ``[10:02] Ann Roy:``, a name alone.

A label counts by its form and by the company it keeps: names that come again, or turns that make up a text.
``Photo:`` and ``The big picture:`` have the first but never the second.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..wordlist import DATES, ROLE_NOUNS, TITLES, word_set
from .form_words import MONTH_FORM

_CLOCK: Final = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[.,]\d{1,3})?\s?(?:[AaPp]\.?[Mm]\.?)?"
_STAMP: Final = (
    rf"(?:[\[(<]?(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?\s)?{_CLOCK}(?:\s?(?:-->|–|—|-)\s?{_CLOCK})?[\])>]?"
    r"[\s\-–—|:]{1,4})"
)
_WORD: Final = r"[^\W_](?:[\w.'’&/-]|(?<=\w)’)*"
_NAME: Final = rf"{_WORD}(?:[ \u00a0]{_WORD}){{0,7}}"
_OFFICE: Final = r"(?:\s?[(\[](?P<office>[^()\[\]\n:]{1,70})[)\]](?:\s?\([^()\n:]{1,40}\))?)"
_LABEL: Final = re.compile(
    rf"[*_#>\s]{{0,4}}(?P<asked>Q\d{{1,4}}\s{{1,8}})?(?P<time>{_STAMP})?[*_]{{0,2}}(?P<who>@?{_NAME}){_OFFICE}?"
    rf"(?P<tail>,\s?[^:：\n]{{2,90}}?)?"
    rf"(?P<after>\s?[\[(]?{_CLOCK}[\])]?)?[*_]{{0,2}}\s?(?P<mark>[:：][—–-]?|[.]\s?[—–-]|\s[—–-](?=\s))"
    rf"[*_]{{0,2}}(?P<late>\s?[\[(]{_CLOCK}[\])]\s*$)?(?=\s|$|[\"“«„'‘]|(?<=[—–-])\S)"
)
_RECORD: Final = re.compile(  # Congressional Record: "Mr. SMITH of Ohio. Madam Speaker, …"
    r"\s{0,4}(?P<who>(?:(?i:The|Mr|Mrs|Ms|Miss|Dr|Sir|Senator|Chairman|Chairwoman)\.?|(?:General|Admiral"
    r"|Secretary|Ambassador|Director|Governor|Colonel|Captain|Commissioner|Judge)(?=\s[A-Z]{2}))\s"
    r"(?:[A-Z][A-Z'’.-]+(?:\s[A-Z][A-Z'’-]+){0,3}|[A-Z][a-z'’-]+)"
    r"(?:\sof\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?|\spro\stempore)?)"
    + _OFFICE + r"?(?P<mark>[.:])(?P<time>)(?P<after>)(?=\s)"
)  # fmt: skip
_ASKED: Final = re.compile(
    r"[*_\s]{0,4}(?:\d{1,4}[.)]?\s{1,4})?(?P<who>Q|A)(?P<mark>[.:)]|(?<=Q) (?=[A-Z])|[ \t]{2,8}|\t)"
    r"(?P<time>)(?P<office>)(?P<after>)[*_]{0,2}(?=\s|(?<=\s)\S)"
)
_VOICE: Final = re.compile(  # subtitles: "<v Ann Roy>No."; chats: "[10:02] <ann> No."
    rf"(?:<v(?:\.\w+)*\s|(?P<time>{_STAMP})<)(?P<who>{_NAME})(?P<mark>>)(?P<office>)(?P<after>)"
)
_CALLER: Final = re.compile(rf"{_STAMP}(?P<who>\+\d[\d ()\u00a0-]{{5,20}}\d):(?=\s)")  # no name in the phone
_AGO: Final = r"\s[·•]\s\d{1,3}\s?(?:h|hrs?|m|min|d|hours?|minutes?|days?|w|mo)\b\.?(?:\sago)?"
_DATED: Final = (
    rf"\s[·•|]\s(?:\d{{1,2}}\.?\s)?{MONTH_FORM}"
    r"(?:\s\d{1,2})?(?:,?\s\d{4})?(?:,?\s[·•|]?\s?\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?)?"
)
_ALONE: Final = re.compile(
    rf"[*_#\s]{{0,4}}(?P<time>{_STAMP})?(?P<who>@?{_NAME}){_OFFICE}?"
    r"(?P<tail>(?:,|\s--)\s[^:;.!?,@·•\n–—]{3,60}(?<! ))?"
    rf"(?P<after>,?\s{{1,6}}(?:\S{{0,3}}\s)?[\[(]?{_CLOCK}[\])]?|\s@\w{{2,30}}\b(?!:)[^\n]{{0,40}}|{_AGO}|{_DATED})?"
    r"[*_]{0,2}(?P<mark>)$"
)
_SMALL: Final = word_set(
    "of the for and de van von der den al el bin la le du da di y e & to on in und des à pro tempore"
)
_NO_LABEL: Final = DATES | word_set("""
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
    attachments attachment enclosure importance priority ps p.s nb fyi media contacts by with and or for
    appearances exhibits index
    but the a an this that these those here there it he she they we you i if when why what how who where
    article section chapter annex appendix table figure
    paragraph part schedule clause whereas preamble details overview bottom line position positions proposal
    proposals offer demand demands language status deadline term terms
""")  # fmt: skip
_NAMES: Final = word_set("april may june august")  # Theresa May, June Vik
_WHEN: Final = word_set("""
    early late mid since until till before after last next every each through during in on by of from to
    and this
""")
_SHORT: Final = re.compile(r"(?:^|\s)(?:[A-Z]|[JS]r|Esq)\.$")
_PERSON: Final = re.compile(
    rf"(?P<title>(?i:mrs?|ms|miss|dr|sir|lord|lady|dame|prof|hon|deputy)\.?\s)?[A-ZÀ-ÞĀ-Ž]\S*(?:\s{_WORD}){{0,3}}$"
)
_HEARD: Final = word_set("operator moderator interviewer interviewee")  # whose names nobody tells
_FIRM: Final = 3
_ENDS: Final = '.?!…"”’)'
_LETTER: Final = re.compile(r"[^\W\d_]")
_QUOTE: Final = re.compile(r"\s*[\"“«„]")
SPOKEN: Final = re.compile(r"\s*[\"“«„]|\b(?:I|[Ww]e|[Yy]ou|[Oo]ur|[Mm]y|us|[Ll]et's)\b|\?")
_PEOPLE: Final = (
    TITLES
    | ROLE_NOUNS
    | word_set("""
    moderator interviewer interviewee host caller reporter speaker mediator arbitrator
    counsel witness clerk delegate participant operator translator interpreter voice audience member
    members senators voices deputies resident audience facilitator presenter anchor narrator announcer
""")
)
_OFFICER: Final = re.compile(
    rf"(?:the\s)?(?:\w+\.?\s){{0,2}}(?:(?:\w+-)?(?:{'|'.join(sorted(_PEOPLE))})\b\.?[ -]?)+"
    r"(?:pro tempore|(?:of|for|to)\s.+)?",
    re.IGNORECASE,
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
    stopped: bool = False  # by a full stop

    @property
    def person(self) -> str:
        """The last word of the name, which stays when the name is told again in short."""
        return self.name.split()[-1].lower()


def is_office(name: str) -> bool:
    """Whether a label names an office and nobody in it.

    Examples
    --------
    >>> is_office("The Minister for Ports"), is_office("Minister Okoro")
    (True, False)
    """
    return _OFFICER.fullmatch(name) is not None


def is_no_label(name: str) -> bool:
    """Whether a name is a word that heads all kinds of lines: *Update*, *Photo*, *Agenda*."""
    return name.rsplit(None, 1)[-1].lower() in _NO_LABEL - _NAMES


def opened_turn(line: str, *, goes_on: bool = False) -> str:
    """The kind of label that a line begins with, so that it belongs to no paragraph before it, or nothing.

    It is who speaks, or that a time is told. Where the sentence before it ``goes_on``, a name and a full
    stop are its end.
    """
    label = label_at(line, 0, len(line))
    if label is None or (label.alone and not label.strong) or (goes_on and label.stopped):
        return ""
    return "time" if any(map(str.isdigit, line[: label.start])) else label.person


def stands_alone(line: str) -> bool:
    """Whether a line is a label with a time or an office, so that no paragraph begins with it."""
    label = label_at(line, 0, len(line))
    return label is not None and label.alone and (label.strong or label.name.islower())


def label_at(text: str, start: int, end: int) -> Label | None:
    """The label that a line begins with, if it has the form of one."""
    if _LETTER.search(text, start, min(end, start + 160)) is None:
        return None  # marks or numbers alone
    if (caller := _CALLER.match(text, start, min(end, start + 160))) is not None:
        place, stop = caller.span("who")
        return Label(start=place, end=stop, name=caller["who"], office="", words=caller.end(), strong=True)
    for form in (_ASKED, _RECORD, _LABEL, _VOICE):
        match = form.match(text, start, min(end, start + 160))
        if match is not None and (label := _label(match)) is not None:
            return label
    match = _ALONE.match(text, start, end) if end - start <= 90 else None
    if match is None or (match["who"].endswith(".") and not _SHORT.search(match["who"])):
        return None
    return _label(match, alone=True)


def _label(match: re.Match[str], *, alone: bool = False) -> Label | None:
    told = match.groupdict(default="")
    dashed = told["mark"].strip() in ("-", "–", "—")
    who = told["who"].rstrip(".") if dashed or told["mark"].startswith(".") else told["who"]
    who = who.removesuffix(" OP")  # who began a thread
    tail, office = told.get("tail", "").strip(", -"), told["office"]
    if tail and not (alone or told["mark"].startswith(".") or _loud(f"{who} {tail}")):
        return None
    if told["mark"] == "." and who.istitle() and who.startswith("The ") and not is_office(who):
        return None
    words = [word.strip(",.") for word in who.split()]
    known = [word.lower() for word in words]
    timed = any(told.get(part, "").strip() for part in ("asked", "time", "after", "late"))
    letters = "".join(words)
    asked = who in ("Q", "A") or known[0] == "question" or (known == ["answer"] and who.isupper())
    numbered = (
        any(c.isdigit() for c in letters) and known[0] not in _PEOPLE and "@" not in told.get("after", "")
    )
    # "Wild 4, Sabres 1:" is a score
    if not any(c.isalpha() for c in letters) or numbered or letters in ("AM", "PM"):
        return None
    proper = [w for w in words if w and (w[0].isupper() or w.lower() not in _SMALL)]
    role = any(part in _PEOPLE for word in known for part in word.split("-"))
    named = not any(w[0].islower() for w in proper)  # some scripts have no capitals
    handle = timed and len(words) == 1 and not named
    if not (named or handle or (role and len(words) <= 3)):
        return None
    if dashed and not role:
        return None  # "NORVIK — The talks"
    last = known[-1] in _NO_LABEL and not (len(known) > 1 and known[-1] in _NAMES and _WHEN.isdisjoint(known))
    first = (known[0] in _NO_LABEL and known[0] not in _NAMES | {"the", "an", "some"}) or "by" in known
    if not asked and told["mark"] != ">" and (last or first or (len(known) == 1 and known[0] in _NAMES)):
        return None
    if len(words) > 6 and not role:
        return None
    capitals = letters.upper() == letters and len(letters) >= 2
    titled = known[0] in TITLES and len(known) > 1
    formal = asked or told["mark"] == ">" or capitals or titled or bool(office) or (role and len(words) <= 4)
    if alone:
        formal = bool(office) or not TITLES.isdisjoint(known) or known[0] in _HEARD
        if not (timed or formal or 2 <= len(words) <= 4 or (capitals and len(words) == 1)):
            return None
    start = match.start("who")
    if office and is_office(who) and _PERSON.match(office) and not is_office(office):
        start, who, office = match.start("office"), office, who
    return Label(
        start=start, end=start + len(who), name=who, office=office or tail, words=match.end(),
        strong=(timed or formal) and (not handle or who.startswith("u/")), alone=alone,
        stopped=told["mark"] == ".",
    )  # fmt: skip


def _loud(label: str) -> bool:
    """Whether a label is all in capitals, but for what stands in brackets."""
    bare = re.sub(r"\([^()]*\)", "", label)
    return bare == bare.upper()


def turn_labels(
    text: str, spans: Sequence[tuple[int, int]], *, sure: bool = False
) -> list[tuple[int, Label]]:
    """The labels of a text that is made of turns, each with the number of its paragraph; none elsewhere.

    ``sure`` says that a person, or the kind of document, has told that there are turns.
    """
    found = [(n, label) for n, span in enumerate(spans) if (label := label_at(text, *span)) is not None]
    times = Counter(label.person for _, label in found)
    if sure:
        return [
            (n, label) for n, label in found if label.strong or not label.alone or times[label.person] > 1
        ]
    kept = [(n, label) for n, label in found if label.strong or times[label.person] > 1 or _full(label)]
    kept = _below_heads(kept)
    firm_labels = [label for _, label in kept if label.strong and not label.alone]
    if len(firm_labels) >= _FIRM:
        begin = firm_labels[0].start  # a heading is a name alone, or stands above and ends no sentence
        kept = [
            (n, label) for n, label in kept
            if label.strong
            or not (label.alone or (label.start < begin and text[spans[n][1] - 1] not in _ENDS))
        ]  # fmt: skip
    backed = {label.person for _, label in kept if label.strong}
    firm = [(n, label) for n, label in kept if label.strong or not label.alone or label.person in backed]
    return next((some for some in (firm, kept) if _are_turns(text, spans, some, len(firm))), [])


def _below_heads(labels: Sequence[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """Labels without the names alone above them, where all others stand before words: those are a title."""
    first = next((k for k, (_, label) in enumerate(labels) if not label.alone or is_office(label.name)), 0)
    own = [label.alone for _, label in labels[first:] if label.strong]
    return list(labels[first:] if len(own) >= _FIRM and not any(own) else labels)


def _are_turns(
    text: str, spans: Sequence[tuple[int, int]], kept: Sequence[tuple[int, Label]], firm: int
) -> bool:
    """Whether labels make up a text; ``firm`` are more than names alone on their lines."""
    people = Counter(label.person for _, label in kept)
    if len(people) < 2:
        return False
    strong = sum(label.strong or _QUOTE.match(text, label.words) is not None for _, label in kept)
    own = sum(label.alone for _, label in kept)  # paragraphs of their own
    share = len(kept) / max(1, len(spans) - kept[0][0] - own)
    returning = sum(count for count in people.values() if count > 1)
    spoken = sum(_is_spoken(text, spans, n, label) for n, label in kept)
    if firm == len(kept):
        if strong >= 2 and share >= 0.5 and 2 * spoken >= len(kept):  # a list of names has the same labels
            return True
        if len(kept) >= 3 and returning >= 2 and share >= 0.08 and 2 * strong >= len(kept):
            return True
        if len(kept) == 3 and returning >= 2 and share >= 0.7 and spoken >= 2:
            return True
    named = len(kept) >= 4 and returning >= 0.6 * len(kept) and share >= 0.25
    return named and (not own or (share >= 0.5 and 2 * spoken >= len(kept)))  # menus repeat names


def _is_spoken(text: str, spans: Sequence[tuple[int, int]], number: int, label: Label) -> bool:
    """Whether the words behind a label sound like speech."""
    if label.alone:
        return label.strong or (
            number + 1 < len(spans) and SPOKEN.search(text, *spans[number + 1]) is not None
        )
    return SPOKEN.search(text, label.words, spans[number][1]) is not None


def _full(label: Label) -> bool:
    return 2 <= len(label.name.split()) <= 4 and (not label.alone or bool(label.office))
