"""Turns of transcripts, minutes and posts: from one label to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..findings import Attendee, Turn
from ..wordlist import PLACES, ROLE_NOUNS, word_set
from .called import EXAMINES, spelled_out
from .dates import dated_line
from .form_words import MONTH_FORM, PRESENT
from .labels import Label, turn_labels
from .stretches import behind

_STAGE: Final = re.compile(  # heckling too: "(Applause from the SPD – Ann Roy [FDP]: Hear!)"
    r"(?:[\[(*][^\[\]()*]{1,120}[\])*]|\((?:[^()\[\]]|[(\[][^()\[\]]{1,40}[)\]]){1,300}\))[.]?$"
)
_HOW: Final = re.compile(r"\s*[\[(][^\[\]()]{1,60}[\])](?=\s+\S)")  # "(As interpreted.)" before the words
_CLERK: Final = re.compile(  # what the clerk notes between turns and after the last
    r"[A-Z][\w.,’' ]{2,60}\b(?:rose|rising|interjecting|interrupting|withdrew|dissenting)[—–-]+$"
    r"|[A-Z][\w.,’' ]{2,60} (?:started|stopped) transcription$"
    r"|(?:Presentation|Prepared Remarks|Questions? (?:and|&) Answers?(?: Session)?):?$"
    rf"|END\b.{{0,60}}$|{EXAMINES}|(?:[A-Z-]+ ){{0,3}}EXAMINATION$"
    r"|(?:Main )?(?:Question|Amendment|Motion|Bill|Clause \d+) (?:again |accordingly )?(?:proposed|put|agreed"
    r"|read|ordered)\b.{0,60}$"
    r"|The (?:meeting|sitting|session|hearing|House|committee|court|talks) (?:rose|adjourned|ended|closed"
    r"|was (?:called to order|adjourned|suspended|closed|resumed))\b.{0,60}$"
)
_BULLET: Final = re.compile(r"[-–•·]\s+")
_SEATED: Final = re.compile(
    r"(?:Mrs?|Ms|Miss|Dr|Sir|Dame)\.? [A-ZÀ-ÞĀ-Ž]\S+(?: [A-ZÀ-ÞĀ-Ž]\S+)?\s+\([A-ZÀ-ÞĀ-Ž][^()]*\)$"
)
_ASIDE: Final = re.compile(
    r"[-–—=_*#~\s]+$|\{\w+\}\s+\d+$|(?:[^\w\s.,$€£]+\s?\d[\d.,]*[KkMm]?\s*){2,}$|"
    r"(?:[\d.,]+[KkMm]? (?:repl(?:y|ies)|reposts?|retweets?|likes?|quotes?|views?|shares?|comments?)\W*)+$"
    r"|(?:Replying to|In reply to|Quoting) @\w.*$|(?:\d{1,4}\s+)?[\d:.,]{5,12}\s-->\s[\d:.,]{5,12}"
)
_STAMP: Final = re.compile(  # below a name: when it was posted; numbers of pages, of subtitles
    r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?\s?[·•,–-]\s?)?"
    rf"(?:{MONTH_FORM} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}}\.? {MONTH_FORM}(?: \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|\d{1,2}[.:]\d{2}\s?[AaPp]\.?[Mm]\.?|\d+)"
    r"(?:[·•,\s]{1,3}\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?)?$"
)
_QUOTED: Final = re.compile(r"\s*[\"“«„](?P<words>[^\"“”«»„]+)[\"”»“]\s*")
_PRESENT: Final = re.compile(
    rf"[*_#\s]{{0,4}}{PRESENT}(?:\sfor\s[^:\n]{{2,40}}(?=:))?"
    r"[*_]{0,2}\s?(?:[:：][*_]{0,2}|$)\s*",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(r"^\W{0,4}[A-Za-z][A-Za-z ]{2,30}:")
_ONE: Final = re.compile(
    r"(?P<name>(?:[A-ZÀ-ÞĀ-Ž][\w'’.-]*[ \u00a0]){0,4}[A-ZÀ-ÞĀ-Ž][\w'’-]+)"
    r"(?:\s?[(\[](?P<role>[^()\[\]\n]{1,60})[)\]]"
    r"|,\s(?P<office>[a-z][^,;()\n]{2,40}))?"
)
_SIGNED: Final = re.compile(  # below or behind a quotation: "— Nora Vik, mayor"
    r"\s*(?P<dash>[—–-]{1,2})\s?(?P<name>"
    r"(?:[A-ZÀ-ÞĀ-Ž][\w'’.-]*[ \u00a0](?:(?:de|der|van|von|al|bin)[ ])?){0,4}"
    r"[A-ZÀ-ÞĀ-Ž][\w'’-]+)(?:\s\(@\w+\))?(?:,\s(?P<role>[^\s\d][^\n\d]{1,80}(?<![a-z]{4}[.!?])))?"
    rf"(?:\s{MONTH_FORM} \d{{1,2}}, \d{{4}})?$"
)
_DASH: Final = re.compile("[—–-]")
_LEFT_OPEN: Final = re.compile(r"[“\"„«][^”\"»]*")
_OPENS, _CLOSES = '“"„«', '”"“»'
_CLOSED: Final = {"“": "”", '"': '"', "„": "“", "«": "»"}
_SOURCES: Final = re.compile(r"(?:Reuters|AP|AFP|Associated Press|Updated?|Editor.s [Nn]ote|Source)\b")
_AGAIN: Final = re.compile(r"RT\s(?P<who>@\w{2,30}):\s(?=\S)")
_MOST_PARAGRAPHS: Final = 6
_OFFICES: Final = word_set("chair chairman chairwoman chairperson secretary clerk")
_LEAD: Final = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Lord|Lady|Cllr|Councillor|Rev|Capt)\.?\s")

Span = tuple[int, int]


def turns_of(text: str, spans: Sequence[Span], *, sure: bool = False) -> tuple[Turn, ...]:
    r"""Labelled turns; none where the text is not made of them.

    Examples
    --------
    >>> text = "Q: Is it sold?\nMS. VIK: No.\nIt will not be.\nQ: Thanks.\nMS. VIK: Thank you."
    >>> from walkaway.evidence.structure.paragraphs import lines_of
    >>> [(turn.name, [text[a:b] for a, b in turn.content]) for turn in turns_of(text, lines_of(text))][1]
    ('MS. VIK', ['No.', 'It will not be.'])
    """
    labels = turn_labels(text, spans, sure=sure)
    apart = _apart(text, spans, {label.name for _, label in labels if label.strong and not label.alone})
    if len(apart) > len(spans):
        spans, labels = apart, turn_labels(text, apart, sure=sure)
    return spelled_out(text, tuple(_turns(text, spans, labels, goes_on=True)))


def _apart(text: str, spans: Sequence[Span], names: Iterable[str], behind_it: str = r":\s") -> list[Span]:
    """Paragraphs cut where a label that begins others stands inside one, behind the end of a sentence."""
    called = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    inside = re.compile(rf"(?<=[.?!…\"”’])\s+(?=(?:{called}){behind_it})") if called else None
    found = []
    for start, end in spans:
        for match in inside.finditer(text, start, end) if inside is not None else ():
            found.append((start, match.start()))
            start = match.end()
        found.append((start, end))
    return found


def single_turns(text: str, spans: Sequence[Span], people: Sequence[Attendee]) -> tuple[Turn, ...]:
    """In minutes: paragraphs that a label of somebody present opens; what follows is the clerk's again."""
    known = {word.lower() for person in people for word in (*person.short, person.name.split()[-1])}
    initials = {short for person in people for short in person.short if short.isupper()}
    spans = [(behind(text, a, b, _BULLET), b) for a, b in _apart(text, spans, initials, r"(?::\s|\s[a-z])")]
    labels = [
        (number, label)
        for number, label in turn_labels(text, spans, sure=True)
        if not label.alone and (label.name.lower() in known or label.name.lower().split()[-1] in known)
    ]
    return tuple(_turns(text, spans, labels, goes_on=False))


def _turns(
    text: str, spans: Sequence[Span], labels: Sequence[tuple[int, Label]], *, goes_on: bool
) -> Iterator[Turn]:
    stops = [*(number for number, _ in labels), len(spans)][1:]
    for (number, label), stop in zip(labels, stops, strict=True):
        quoted = _QUOTED.fullmatch(text, label.words, spans[number][1])
        first = quoted.span("words") if quoted is not None else (label.words, spans[number][1])
        # what stands in quotes is all that is theirs
        more = spans[number + 1 : stop] if goes_on and quoted is None else ()
        more = [span for span in more if not _STAMP.match(text, *span)]
        if number == labels[0][0]:  # "Radio Kastrow, 5 March", above the first words
            more = [span for span in more if dated_line(text[slice(*span)]) is None]
        content = tuple(filter(None, (_words(text, *span) for span in (first, *more))))
        again = _AGAIN.match(text, *content[0]) if content else None  # a post told again is its writer's
        if again is not None:
            who, content = again.span("who"), ((again.end(), content[0][1]), *content[1:])
            yield Turn(name=again["who"], role="", who=who, cue=who, content=content)
        elif content:
            who = (label.start, label.end)
            yield Turn(name=label.name, role=label.office, who=who, cue=who, content=content)


def signed_quotes(text: str, spans: Sequence[Span]) -> Iterator[Turn]:
    r"""Quotations with whoever said them below or behind, after a dash.

    Examples
    --------
    >>> text = "“We will not sign.”\n— Nora Vik, mayor"
    >>> from walkaway.evidence.structure.paragraphs import lines_of
    >>> [(turn.name, turn.role) for turn in signed_quotes(text, lines_of(text))]
    [('Nora Vik', 'mayor')]
    """
    for number, (start, end) in enumerate(spans):
        if _DASH.search(text, start, end) is None:
            continue
        begin = start if text[start] in "—–-" else max(text.rfind(mark, start, end) for mark in _CLOSES) + 1
        signed = _SIGNED.match(text, begin, end) if begin else None
        if signed is None:
            continue
        quote = (
            [(start, begin)]
            if begin > start
            else _quoted(text, spans[max(0, number - _MOST_PARAGRAPHS - 1) : number])
        )
        if quote and _is_one(text, quote) and _can_sign(signed, text[quote[-1][1] - 2]):
            quote[0] = (quote[0][0] + 1, quote[0][1])
            quote[-1] = (quote[-1][0], quote[-1][1] - 1)
            yield Turn(
                name=signed["name"], role=signed["role"] or "", who=signed.span("name"),
                cue=signed.span("dash"), content=tuple(quote),
            )  # fmt: skip


def _is_one(text: str, quote: Sequence[Span]) -> bool:
    """Whether paragraphs are one quotation, which is closed at its end and nowhere before."""
    mark = _CLOSED.get(text[quote[0][0]], "")
    inside = (text[a + 1 : b - 1] if b == quote[-1][1] else text[a + 1 : b] for a, b in quote)
    return bool(mark) and text[quote[-1][1] - 1] in _CLOSES and not any(mark in words for words in inside)


def _can_sign(signed: re.Match[str], last: str) -> bool:
    """Whether a name is no place or source; one word alone or with a list signs what is a sentence."""
    name, role = signed["name"], signed["role"] or ""
    if {name.lower(), role.lower()} & PLACES or _SOURCES.match(name):
        return False
    office = not ROLE_NOUNS.isdisjoint(role.lower().split())
    return " " in name or office or last in ".!?…,"


def _quoted(text: str, before: Sequence[Span]) -> list[Span]:
    """The last paragraphs from the mark that opens a quotation on; a mark at each goes on with it."""
    first = len(before) - 1
    least = max(0, first - _MOST_PARAGRAPHS)
    while first > least and (
        text[before[first][0]] not in _OPENS or _LEFT_OPEN.fullmatch(text, *before[first - 1])
    ):
        first -= 1
    return list(before[first:])


def _words(text: str, start: int, end: int) -> Span | None:
    """Words of a turn, without stage directions before them or on a line of their own."""
    start = behind(text, start, end, _HOW)
    while start < end and text[start].isspace():
        start += 1
    some = text[start:end]
    marks = (_STAGE, _CLERK, _ASIDE, _SEATED)
    return None if not some.strip() or any(mark.match(some) for mark in marks) else (start, end)


def people_present(text: str, spans: Sequence[Span]) -> tuple[Attendee, ...]:
    """Those whom minutes list as present, with their initials.

    Examples
    --------
    >>> text = "Present: Nora Vik (chair), K. Aas"
    >>> [(person.name, person.role, person.short) for person in people_present(text, [(0, len(text))])]
    [('Nora Vik', 'chair', ('NV', 'chair')), ('K. Aas', '', ('KA',))]
    """
    found: list[Attendee] = []
    for number, (start, end) in enumerate(spans[:60]):
        head = _PRESENT.match(text, start, end)
        if head is None:  # "Employer side: Helen Marsh (HM), Dilip Rao (DR)"
            found += (each for each in _persons(text, start, end) if each.short[:2] == (each.role,) * 2)
            continue
        pieces = [(head.end(), end)]
        for a, b in spans[number + 1 : number + 40]:
            if b - a > 90 or _HEAD.match(text[a:b]) or (head.end() < end and len(pieces) > 1):
                break
            if head.end() < end or not _ONE.search(text, a, b) or text[b - 1] in ".!?":
                break
            pieces.append((a, b))
        for a, b in pieces:
            found += _persons(text, a, b)
    return tuple(found)


def _persons(text: str, start: int, end: int) -> Iterator[Attendee]:
    before: tuple[str, ...] = ()
    for match in _ONE.finditer(text, start, end):
        lead = _LEAD.match(match["name"])
        name = match["name"][lead.end() :] if lead else match["name"]
        role = match["role"] or match["office"] or ""
        initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name))
        if (len(initials) < 2 and not lead) or (role in before and role != initials):
            continue  # "Ann Roy, Quay Trust (AR)"
        before = short = tuple(filter(None, (initials if len(initials) > 1 else "", *_called(role))))
        yield Attendee(name=name, role=role, short=short, start=match.start())


def _called(role: str) -> Iterator[str]:
    """Initials or an office that minutes use in place of the name: *(NV)*, *(chair)*."""
    for part in re.split(r"[,;/]\s*", role):
        if 2 <= len(part) <= 5 and part.isupper():
            yield part
        elif (office := part.lower().removeprefix("the ")) in _OFFICES:
            yield office
