"""On whose behalf somebody speaks: what stands beside a name, in a list of those present, in a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..findings import Read
from ..structure.clauses import sides_of
from ..wordlist import DATES, MONTH, TITLES, word_set
from .draft_words import FUNCTION, OBSERVERS, OFFICES

_BEHALF: Final = re.compile(
    r"\b(?:who (?:leads|heads|commands|represents|speaks for|runs)|(?:spokes(?:man|woman|person)|negotiator"
    r"|head|owner|chief executive|leader|president|secretary|chair(?:man|woman)?|lawyer|director"
    r"|(?<!the )(?<!deputy )(?<=\w )minister(?= of)"
    r"|mayor|governor|premier|ambassador) (?:of|for|at))\s+(?:the )?([^,.;“”\"]{3,40})",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(
    r"(?:\bthe )?([^\W\d_][^,.;“”\"]{1,30}?)(?:['’]s|(?<=s)['’])\s+(?:[^\W_]+\s){0,2}?([^\W_]+)"
    r"(?:\s(?:of|for|to|at)\s[^,;]+)?\Z"
)
_WRITTEN_FOR: Final = re.compile(
    r"\b(?:I|We) (?:(?:write|(?:am|are) writing|act)(?: to you)? (?:on behalf of|for)"
    r"|(?:am|are) instructed by) (?:the )?"
    r"(?P<body>[A-Z][\w’'-]*(?: (?:of |the |and )?[A-Z][\w’'-]*)*)"
)
_APPOSED: Final = re.compile(
    r"(?:,\s|(?: \([A-Z]{2,4}\))?[ \t]{2,})"
    r"(who [^,.;“”]{5,60}|(?:the |a |an )?[^,.;“”\s][^,.;“”\n]{2,60})[,.;\n]"
)
_DATED: Final = re.compile(rf",? (?:\d{{1,2}} {MONTH}|{MONTH} \d)", re.IGNORECASE)
_INSIDE: Final = re.compile(r"\s\((?:[A-Z]{1,4}\)?,\s)?(?P<body>[^()\n;]{3,50}?)(?:\)|[;\n])")
_BEHIND: Final = re.compile(r"(?:\s\([A-Z]{1,4}\))?(?P<rest>,\s[^\n;]{3,80})")
_SIGNED: Final = re.compile(r"[ \t]*\n+(?P<first>[^\n]{3,80})(?:\n(?P<second>[^\n]{3,80}))?")
_FOR: Final = re.compile(
    r"\b[Ff]or (?:the )?(?P<body>[A-Z][\w’' -]{2,40}?)[,:]? (?P<people>(?:(?:Mr|Ms|Mrs"
    r"|Dr)\.? [A-Z][\w’'-]+(?:, | and )?)+)"
)
_GROUP: Final = re.compile(  # "Ann Roy (AR) and Bo Lind (BL) for the Quay Trust"
    r"(?:\s?\([^()]{1,40}\)|[\s,]|\band\b|\b[A-Z][\w’'.-]*+){0,60}?\bfor\s(?:the\s)?"
    r"(?P<body>[A-Z][\w’'-]*(?:\s(?:of\s(?:the\s)?|and\s)?[A-Z][\w’'-]*){0,4})"
)
_SUFFIX: Final = re.compile(r",? (?:Inc|Ltd|LLC|PLC|plc|Corp|GmbH|AS|AG|SA|Co)\.?\s*\Z")
_OF: Final = re.compile(r" (?:of|from|at) (?:the )?(?P<body>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})")
_MEMBER: Final = re.compile(r"(?:of|for|with) (?:the )?(?P<body>[^,.;“”\"]{3,40})")  # "Ann Bell of the union"
_BEFORE: Final = re.compile(  # "a Belcor spokeswoman"
    r"(?:[Aa]n? |[Tt]he )?(?P<body>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}) (?:chief |lead |senior )?"
    r"(?:spokes(?:man|woman|person)|negotiators?|lawyer|boss|representative|delegate)"
)
_AGENTS: Final = word_set("law legal lawyers solicitors attorneys advocates chambers llp")  # of some client
_ADDRESS: Final = re.compile(
    r"(?P<name>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}) <[^@\s<>]{1,64}@(?P<domain>[\w-]{4,40})\."
)
_ITS: Final = re.compile(
    r"\b[Ii]ts\s(?:[\w-]+\s){0,3}?(?:" + "|".join(sorted(OFFICES)) + r"),?\s(?:[A-Z][a-z]+\.?\s)?\Z"
)
_BARE: Final = re.compile(
    r"(?:said|says|added|told|[,“”\"]) (?:chief )?(?:spokes(?:man|woman|person)|negotiator) \Z"
)
_SENTENCE: Final = re.compile(r"[.!?][”\"]?\s+(?=[“\"]?[A-Z])|\n\s*\n")
_LEADING: Final = re.compile(
    r"(?:The )?(?P<body>(?!The\b)[A-Z][\w’'-]*(?: (?:of (?:the )?)?[A-Z][\w’'-]*){0,4})(?=,| [a-z])"
)
_FAR: Final = 600
_PERSON: Final = re.compile(r"(?:Mr|Ms|Mrs|Dr)\.? [A-Z][\w’'-]+")
_CLAUSE: Final = re.compile(r"(?<!\b[A-Z])[,.;:“”\"]\s|\n\s*\n")
_CHARS_BEFORE: Final = 60
_GREETED: Final = re.compile(
    r"^Dear (?P<name>(?:(?:Mr|Ms|Mrs|Dr|Minister|President|Professor|Sir)\.? )?[A-Z][\w’'-]+)[,:]?\s*$", re.M
)
_DEFINED: Final = re.compile(
    r"(?P<name>[A-Z][\w’'&-]*(?: (?:of |the "
    r"|and )?[A-Z&][\w’'&-]*){0,6}(?: plc)?),? \((?:the )?[“\"](?:the )?(?P<term>[A-Z][\w /-]{1,30})[”\"]\)"
)
_HEAD: Final = 3_000


def listed_for(read: Read) -> Iterator[tuple[str, str]]:
    """People and the side for which a text lists them: *for the Clinic, Ms Adler and Mr Quist*."""
    for match in _FOR.finditer(read.document.flow[:_HEAD]):
        for person in _PERSON.finditer(match["people"]):
            yield person.group(), match["body"]
    behalf = _WRITTEN_FOR.search(read.document.flow) if read.document.kind == "letter" else None
    if behalf is not None:
        yield from ((turn.name, behalf["body"]) for turn in read.turns)
    for present in read.people:
        inside = _INSIDE.match(read.document.flow, present.start + len(present.name))
        group = _GROUP.match(read.document.flow, present.start + len(present.name))
        if group is not None and OBSERVERS.isdisjoint(re.findall(r"\w+", present.role.lower())):
            yield present.name, " ".join(group["body"].split())
            continue
        line = _BEHIND.match(read.document.flow, present.start + len(present.name))
        body = spoken_for(inside["body"] if inside is not None else "") or _signed(
            line["rest"] if line else ""
        )
        if body and body not in present.short:
            yield present.name, body


def written_from(read: Read, reads: Sequence[Read]) -> Iterator[tuple[str, str]]:
    """Who writes from the address of a body that some text names: *Ann Loy <ann@wharfestates.example>*."""
    for match in _ADDRESS.finditer(read.document.flow[:20_000]) if read.document.kind == "email" else ():
        letters = r"[ &’'-]{0,3}".join(map(re.escape, match["domain"].replace("-", "")))
        body = re.compile(
            rf"(?<![@.<\w])(?P<before>[A-Z][\w’'-]*\s)?"
            rf"(?P<body>(?=[A-Z])(?i:{letters})\b(?: (?:& )?[A-Z][\w’'-]*){{0,3}})"
        )
        named = (each for other in reads for each in body.finditer(other.document.flow))
        found = next((each["body"] for each in named if not each["before"]), "")  # no person's surname
        if found and not _AGENTS & set(found.casefold().split()):
            yield match["name"], found


def greeted(read: Read) -> Iterator[tuple[str, int]]:
    """Whom a letter greets by name, and where."""
    if read.document.kind in ("letter", "email"):
        for match in _GREETED.finditer(read.document.flow):
            name = match["name"].rpartition(" ")[2]
            if name not in (
                "Sir",
                "Madam",
                "Sirs",
                "All",
                "Colleague",
                "Minister",
                "President",
                "Colleagues",
            ):
                yield name, match.start("name")


def defined(read: Read) -> Iterator[tuple[str, str, int]]:
    """Names and the terms that a contract uses for them: *Kestrel Capital (the “Investor”)*."""
    if read.document.kind in ("terms", "treaty"):
        for match in _DEFINED.finditer(read.document.flow[:20_000]):
            if match["term"].lower() in sides_of(read.document.flow):
                yield match["name"], match["term"], match.start("name")


def affiliation(read: Read, name: str, role: str, start: int, end: int) -> str:
    """What stands beside the first full mention of a name: an office, a body in brackets, a signature."""
    text = read.document.flow
    told = {word.casefold().strip(".") for word in role.split()}
    if not role.islower() and not told <= OFFICES | TITLES | {"its", "their", "his", "her", "chief"}:
        return role
    at = text.find(name)
    if at >= 0:
        start, end = at, at + len(name)
    inside = _INSIDE.match(text, end)
    if inside is not None and _INSIDE.match(text, inside.end()) is None:  # a constituency and a party
        return inside["body"]
    sent = _OF.match(text, end)  # "Odile Farr of Arlonia said"
    if sent is not None and " " in name:
        return sent["body"]
    if read.document.kind in ("letter", "email"):
        last = text.rfind(name)
        signed = _SIGNED.match(text, last + len(name)) if last >= 0 else None
        bodies = [part for part in (signed["second"], signed["first"]) if part] if signed else []
        found = next((body for body in map(_signed, bodies) if body), "")
        if found:
            return found
    own = _ITS.search(text, max(0, start - _CHARS_BEFORE), start)
    bare = _BARE.search(text, max(0, start - _CHARS_BEFORE), start)  # "said spokesman Idris Omar"
    body = _subject_before(text, own.start()) if own is not None else ""
    body = body or (_body_above(text, bare.start()) if bare is not None else "")
    if body:
        return body
    after = _APPOSED.match(text, end)
    dated = after is not None and _DATED.match(text, after.end(1))  # the paper of an interview
    if after is not None and not dated and (not role or spoken_for(after.group(1).strip())):
        return " ".join(after.group(1).split())
    if role:
        return role
    words = _CLAUSE.split(text[max(0, start - _CHARS_BEFORE) : start])[-1].split()[-6:]
    return " ".join(words) if any(word.casefold() in OFFICES for word in words[-2:]) else ""


def _subject_before(text: str, at: int) -> str:
    """The body that the sentence before a place, or around it, begins with."""
    named = _LEADING.match(text, _begun(text, at)[-1])
    return named["body"] if named is not None else ""


def _body_above(text: str, at: int) -> str:
    """The body that one of the last three sentences begins with; *Ann Roy* without an article is a person."""
    found = (_LEADING.match(text, start) for start in reversed(_begun(text, at)[-3:]))
    words = next(filter(None, found), None)
    if words is None or words["body"].casefold().split()[0] in FUNCTION | DATES:
        return ""
    return words["body"] if words.group().startswith("The ") or " " not in words["body"] else ""


def _begun(text: str, at: int) -> list[int]:
    """Where the sentences before a place, and around it, begin."""
    low = max(0, at - _FAR)
    return [low, *(match.end() for match in _SENTENCE.finditer(text, low, at))]


def _signed(line: str) -> str:
    """The body that a line below a signature names, behind an office or alone."""
    if (
        line.startswith((">", "-"))
        or ":" in line
        or line[:4] in ("On ", "From")
        or any(c.isdigit() for c in line)
    ):
        return ""
    part = _SUFFIX.sub("", line).rpartition(", ")[2].strip(" *_")
    return part if _is_body(part) else ""


def spoken_for(role: str) -> str:
    """The body in what is said beside a name; empty if it names none.

    Examples
    --------
    >>> spoken_for("the union's chief negotiator"), spoken_for("a spokesman for the port")
    ('union', 'port')
    >>> spoken_for("head of personnel, Metroline"), spoken_for("Metroline's head of personnel")
    ('Metroline', 'Metroline')
    >>> spoken_for("of the hospitals"), spoken_for("a Metroline spokeswoman")
    ('hospitals', 'Metroline')
    """
    member, before = _MEMBER.fullmatch(role), _BEFORE.fullmatch(role)
    if member is not None:
        return member["body"]
    if before is not None and _is_body(before["body"]):
        return before["body"]
    leads, owned = _BEHALF.search(role), _OWNED.search(role)
    if owned is not None and owned.group(2).casefold() in OFFICES:  # Norvik's minister of fisheries
        return owned.group(1)
    last = role.rpartition(", ")[2]
    if leads is not None and not (leads.group(1).islower() and _is_body(last)):
        return leads.group(1)
    return last if leads is not None else role if _is_body(role) else ""


def _is_body(words: str) -> bool:
    """Whether words name a body: capitals, and no office or onlooker among them."""
    parts = re.findall(r"[^\W_]+", words)
    offices = {part.casefold() for part in parts} & (OFFICES | OBSERVERS | TITLES)
    return (
        bool(parts) and not offices and parts[0][0].isupper() and parts[-1][0].isupper() and len(parts) <= 7
    )
