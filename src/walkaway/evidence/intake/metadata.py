"""Title, byline, date and outlet of a plain text: only what its first lines say, as they say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Final

from ..findings import YEARLESS, Profile
from ..structure.dates import SOME_DAY, WHEN, dated_line, day_of
from ..structure.form_words import FIELDS, MINUTES, SENT, SUBJECTS
from ..structure.labels import label_at
from .blocks import BYLINED, CLOSES, Block, blocks_of
from .markers import BYLINE, DATE

_HEAD_CHARS: Final = 20_000
_HEAD_BLOCKS: Final = 12
_TITLE_WORDS: Final = 30
_WIRE: Final = re.compile(
    r"^.{0,60}?\((?P<outlet>AP|Associated Press|Reuters|REUTERS|AFP|CNN|UPI|Xinhua|TASS|Yonhap|Kyodo|DPA|dpa|"
    r"PTI|ANSA|EFE|Bloomberg|CBS News|NBC News|Fox News)\)\s{0,2}[-–—]"
)
_ENDS_WITH_DATE: Final = re.compile(rf"[\s|·•–—-]{{1,4}}(?P<date>{WHEN})$", re.IGNORECASE)
_FIELD: Final = re.compile(rf"\s*{FIELDS}\s?:", re.IGNORECASE)
_SUBJECT: Final = re.compile(rf"^\s*{SUBJECTS}\s?:\s*(?P<title>\S.*)$", re.IGNORECASE | re.MULTILINE)
_SENT: Final = re.compile(rf"^\s*{SENT}\s?:\s*(?P<date>{SOME_DAY})", re.IGNORECASE | re.MULTILINE)
_MET: Final = re.compile(rf"\b{MINUTES}\b[^.]{{0,80}}?(?P<date>{SOME_DAY})", re.IGNORECASE)
_STATED: Final = re.compile(  # "Text of 1 March. Words in brackets are open"; "Done at Kastrow on 3 May"
    r"(?:^\W{0,3}|[(\[])"
    r"(?:(?:\w+ ){0,2}(?:text|draft|version|status|state)s? (?:of|on|as of|as at|dated)"
    rf"|(?:done|signed|dated)\b[^.\n]{{0,60}}?) (?P<date>{SOME_DAY})",
    re.IGNORECASE | re.MULTILINE,
)
_SENT_FROM: Final = re.compile(r"(?P<from>[^—–]{3,80}?)\s?(?:[—–]|\s--?)\s")
_WHEN: Final = re.compile(rf"(?<!\w){WHEN}", re.IGNORECASE)
_MET_CHARS: Final = 600
_SITE: Final = re.compile(r"\s[|–—-]\s(?P<site>[^|–—]{2,40})$")


def metadata_of(text: str, profile: Profile) -> dict[str, str]:
    """Find title, byline, date (with how it was found) and outlet in the first lines."""
    if profile == "unpunctuated":
        return {}
    head = text[:_HEAD_CHARS]
    blocks = blocks_of(head)
    first = next((k for k, block in enumerate(blocks) if block.prose and block.words >= 20), len(blocks))
    found: dict[str, str] = {}
    opening = blocks[max(0, first - _HEAD_BLOCKS) : first + 1]
    who = next(filter(None, (BYLINE.match(_line(block)) for block in opening if block.why == BYLINED)), None)
    if who is not None:
        found["byline"] = who["who"].strip()
    title, dated = _title(blocks[:first], page=_HEAD_BLOCKS < first < len(blocks)), None
    if title and (dated := _ENDS_WITH_DATE.search(title)) is not None:
        bare = title[: dated.start()]
        title = title if bare.split()[-1:] and bare.split()[-1].islower() else bare  # "held on 3 May 2026"
    told = list(_dates(head, opening, title))
    told += [(dated["date"], None)] if dated is not None else []
    if told:
        found |= _dated(told, head, blocks)
    written = _SUBJECT.search(head) if _FIELD.match(head) else None
    title = written["title"].strip() if written is not None else title
    if title:
        found["title"] = title
    wire = _WIRE.match(blocks[first].text) if first < len(blocks) else None
    return found | ({"outlet": wire["outlet"]} if wire is not None else {})


def _line(block: Block) -> str:
    return " ".join(block.text.split())


def _dates(head: str, opening: Sequence[Block], title: str) -> Iterator[tuple[str, int | None]]:
    """Dates by which a text tells when it was made, the plainest first, and where they stand."""
    for block in opening:
        if block.why == BYLINED and (line := DATE.match(_line(block))) is not None:
            yield line["date"], block.start
    told = _SENT.search(head) if _FIELD.match(head) else _MET.search(head[:_MET_CHARS])
    for stated in filter(None, (told, _STATED.search(head))):
        yield " ".join(stated["date"].split()), stated.start("date")
    for block in opening:
        words = _line(block)
        sent = _SENT_FROM.match(words)  # "KASTROW, 3 March — Negotiations broke up"
        made = dated_line(str(sent["from"]) if sent is not None else words) if words != title else None
        label = label_at(words, 0, len(words))
        answer = label is not None and not label.alone and (label.strong or " " in label.name)
        if made is not None and not answer:
            yield str(made.group()), block.start


def _dated(told: Sequence[tuple[str, int | None]], head: str, blocks: Sequence[Block]) -> dict[str, str]:
    """The first date that has its year; else the first, with the year of another one where that gives it."""
    words, place = next((each for each in told if day_of(each[0]) is not None), told[0])
    how = f"line {_line_of(head, place)}" if place is not None else "end of the title"
    if day_of(words) is not None or not re.search(r"[^\W\d_]{3}", words):
        return {"date": words, "date_how": how}
    for day, at in _days(head, blocks, words):
        years = (day_of(words, day.year + k) for k in (-1, 0, 1))
        near = min(filter(None, years), key=lambda other: abs(other - day), default=None)
        if near is not None:
            joined = f"{words}{', ' if words[-1].isdigit() else ' '}{near.year}"
            return {"date": joined, "date_how": f"{how}; its year from line {_line_of(head, at)}"}
    return {"date": words, "date_how": f"{how}, {YEARLESS}"}


def _days(head: str, blocks: Sequence[Block], words: str) -> Iterator[tuple[date, int]]:
    """Whole dates that give the year of one without: of the same day, or of a line that says when."""
    for match in _WHEN.finditer(head):
        day = day_of(match.group())
        if day is not None and day == day_of(words, day.year):
            yield day, match.start()
    for block in takewhile(lambda block: block.why != CLOSES, blocks):
        line = DATE.match(_line(block)) if block.why == BYLINED else None
        if line is not None and (day := day_of(line["date"])) is not None:
            yield day, block.start


def _line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _placed(words: str) -> bool:
    """Whether a line is a place or an outlet, and a date: "Radio Kastrow, 5 March"."""
    made = dated_line(words)
    return made is not None and words[: made.start()].rstrip()[-1:] in ",|·•–—:-"


def _title(before: Sequence[Block], *, page: bool) -> str:
    """The headline: the first heading of a text, the longest of the last ones where a page comes before."""
    headings = [
        block
        for block in before
        if not block.why
        and 3 <= block.words <= _TITLE_WORDS
        and block.text.rstrip('”"’»')[-1:] not in ".,;"
        and block.text[0] not in "—–"
        and not _placed(_line(block))
    ]
    if not headings:
        return ""
    chosen = max(headings[-3:], key=lambda block: block.words) if page else headings[0]
    title = " ".join(chosen.text.split())
    site = _SITE.search(title)
    return title[: site.start()] if site is not None and len(title[: site.start()].split()) >= 5 else title
