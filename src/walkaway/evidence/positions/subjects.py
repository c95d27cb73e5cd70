"""Who stands before a cue: a name, the speaker (*we*), the hearer (*you*), or a word for somebody else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from ..wordlist import COUNTRY_FORMS, FULL_STOP, WEEKDAYS, word_set

_START: Final = re.compile(
    rf"{FULL_STOP}['”\")]?\s"
    r"|[;:“”\"‘]\s?|\((?![^()]*\))\s?|\s[–—-]{1,2}\s|—|•\s|\d[.)]\s(?=[A-Z])"
    r"|,\s|\b(?:and|but|or|that|said|says|added|replied|answered|remarked|told\s\w+|because|if|when|while|after"
    r"|though"
    r"|although|since|whether|(?<=,\s)(?:so|then)|(?:so|then)(?!(?:\s\w+)?\s\Z)|as(?=\s[A-ZÀ-Þ]))\s"
)
_HARD_STOP: Final = re.compile(rf"{FULL_STOP}\s|[;:“”\"()]|\s[–—-]{{1,2}}\s|—")
_LEADING: Final = word_set("""
    in return exchange for at present last first otherwise then but and yet still now today yesterday also
    however instead later earlier nor by on as after before monday tuesday wednesday thursday friday saturday
    sunday fine with from under yes no well so here there once item
""")
_ADVERBS: Final = WEEKDAYS | word_set("""
    on yesterday then
    had has have having would will also now then not never was were is are been be only again still could can
    may might must should do does did so far already later first reportedly both have 've 'd has been
    currently therefore repeatedly clearly publicly again today instead firmly flatly formally always once
    been
""")
_IN_RETURN: Final = re.compile(r"\b(?:in (?:return|exchange|turn)|for (?:its|his|her|their) part)\Z")
_FIRST: Final = word_set("i we my our us me ourselves i'd we'd i'll we'll i'm we're i've we've")
_PRONOUNS: Final = word_set("he she it they its his her their")
_YOU: Final = word_set("you your")
_NOBODY: Final = word_set("""
    nobody nothing neither none who which whom what there some many several few people analysts experts
    this these those how why everyone no any most diplomats critics investors observers one such
""")
_GENERIC: Final = word_set("""
    company side government board country client management team firm delegation ministry administration group
    members party state members owner owners leadership clients
""")
_DETERMINERS: Final = word_set("the a an each every both all")
_ASIDE: Final = re.compile(r"(?:which|who|whose)\b|(?:\S+\s){1,3}(?:said|says|told|added)\Z", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"(?<=\w)\s?\([^()]{1,60}\)\s?\Z")  # "LB (for Veldra) offered"
_PROPER: Final = re.compile(
    r"(?:[Tt]he\s)?[A-ZÀ-Þ][\w.&’'-]*(?:\s(?:(?:of|de|van|von|for|and|&)\s(?:the\s)?)?[A-ZÀ-Þ0-9][\w.&’'-]*)*"
)
_PLAIN: Final = re.compile(
    r"(?:[Tt]he|An?|(?:[A-ZÀ-Þ][\w-]*\s)+)(?:\s?(?!(?:in|on|at|by|to|with|from|after|under|\w+ed)\b)[\w’'-]+){1,4}"
)
_PLACED: Final = word_set("in on at by with from under for after")
_MOST_WORDS: Final = 8
_WITHIN: Final = 500
_LONGEST_COUNTRY: Final = 3

Kind = Literal["named", "first", "you", "pronoun", "generic", "missing", "nobody"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whoever offers or demands: named at a place of the text, or the speaker, or the side that is spoken to.

    Not ``sure`` is a name without a capital or an article.
    """

    named: str = ""
    place: int = -1
    speaker: str = ""
    other: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """The words before a cue that say who, of what kind they are, and whether they are surely a name."""

    kind: Kind
    words: str = ""
    start: int = 0
    sure: bool = True


def subject_of(text: str, at: int, since: int = 0) -> SubjectWords:
    """Who does what is said at a place of a passage.

    Parameters
    ----------
    text : str
        A passage on one line.
    at : int
        Where the cue begins.
    since : int
        Where the cue before it ends.

    Examples
    --------
    >>> subject_of("Its premier, Oda Renn, insisted on more", 23).words
    'Oda Renn'
    >>> subject_of("Talvia, an island of two million people, insisted on more", 41).words
    'Talvia'
    >>> subject_of("In return Talvia expects pay", 17).words, subject_of("said his side could", 13).kind
    ('Talvia', 'pronoun')
    """
    at += text[at : at + 1] == " "  # a cue may begin with the blank before its verb
    low = max(0, at - _WITHIN)
    cuts = [match.end() for match in _START.finditer(text, low, at)]
    while True:
        begin = cuts[-1] if cuts else low
        found = _read(text, begin, at)
        comma = begin >= 2 and text[begin - 2] == ","
        relative = _ASIDE.match(found.words) is not None
        if (found.kind == "missing" or relative) and comma and cuts:
            at = begin - 2
            cuts.pop()
            host = _apposed_to(text, low, at) if not relative else None
            if host is not None and since <= host.start:
                return host
            if not relative and cuts and text[at - 1 : at] and since < at:
                continue
            if cuts or relative:
                continue
            return _read(text, low, at)
        break
    return (
        SubjectWords("missing")
        if found.kind == "nobody" and begin < since <= at and not found.words
        else found
    )


def _apposed_to(text: str, low: int, at: int) -> SubjectWords | None:
    """Who stands before what a comma at ``at`` closes: *Talvia, an island state, …*; not of a name by itself.

    *Its premier, Oda Renn, …* and *a union, Dockers United, …* are named by the words between the commas.
    """
    end = text.rfind(", ", low, at)
    if end < 0 or _HARD_STOP.search(text, end, at):
        return None
    aside, near = text[end + 2 : at], True
    while end >= low:
        begin = max((match.end() for match in _START.finditer(text, low, end)), default=low)
        host = _read(text, begin, end)
        lead = text[begin : host.start].split()
        whole = all(_bare(word) in _LEADING for word in lead) and not (lead and _bare(lead[-1]) in _PLACED)
        first = text[begin - 2 : begin] != ", "
        if host.kind in ("named", "generic") and whole and _PROPER.fullmatch(host.words):
            return host
        if host.kind in ("named", "generic") and whole and _PLAIN.fullmatch(host.words):
            if near and _PROPER.fullmatch(aside):
                return None
            if first or not host.words.startswith("A"):
                return host
        if first:
            return None
        near, end = False, begin - 2
    return None


def _read(text: str, begin: int, at: int) -> SubjectWords:
    """What the words between two places say."""
    inside = _BRACKETED.search(text, begin, at)
    at = inside.start() if inside is not None else at
    words = [match.span() for match in re.finditer(r"[^\s,]+", text[begin:at])]
    spans = [(begin + a, begin + b) for a, b in words]
    while spans:
        tail = _IN_RETURN.search(text, begin, spans[-1][1])
        last = text[slice(*spans[-1])]
        named = last in ("May", "Will") and len(spans) > 1  # Theresa May
        if tail is None and (named or _bare(last) not in _ADVERBS):
            break
        spans = [span for span in spans[:-1] if tail is None or span[0] < tail.start()]
    while spans and _bare(text[slice(*spans[0])]) in _LEADING:
        spans.pop(0)
    if not spans:
        return SubjectWords("missing")
    head = _bare(text[slice(*spans[0])])
    whole = text[spans[0][0] : spans[-1][1]]
    last = _bare(text[slice(*spans[-1])])
    if head in _FIRST or last in _FIRST:
        return SubjectWords("first", whole, spans[0][0])
    if whole.casefold() in ("the other side", "the other party"):
        return SubjectWords("you", whole, spans[0][0])
    if head in _NOBODY or last in _NOBODY:
        return SubjectWords("nobody", whole, spans[0][0])
    if head in _YOU or last in _YOU:
        return SubjectWords("you", whole, spans[0][0])
    if head in _PRONOUNS or last in _PRONOUNS:
        return SubjectWords("pronoun", whole, spans[0][0])
    if head == "the" and last in _GENERIC and len(spans) <= 3:
        return SubjectWords("generic", whole, spans[0][0])
    for number, (a, b) in enumerate(spans[-_MOST_WORDS:]):
        word = text[a:b]
        if word[0].isupper() or _bare(word) in _DETERMINERS:
            rest = spans[-_MOST_WORDS:][number:]
            if _bare(word) in _DETERMINERS and len(rest) == 1:
                break
            return SubjectWords("named", text[a : rest[-1][1]], a)
    for size in range(min(_LONGEST_COUNTRY, len(spans)), 0, -1):
        if " ".join(_bare(text[a:b]) for a, b in spans[-size:]) in COUNTRY_FORMS:
            return SubjectWords("named", text[spans[-size][0] : spans[-1][1]], spans[-size][0])
    return SubjectWords("named", text[slice(*spans[-1])], spans[-1][0], sure=False)


def _bare(word: str) -> str:
    plain = word.replace("’", "'").strip(".,'\"")
    return plain if plain.isupper() and len(plain) > 1 else plain.casefold()  # SO is a person, so is not
