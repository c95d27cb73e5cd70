"""Title, byline, date and outlet of a plain text: only what its first lines say, as they say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..findings import Profile
from ..structure.form_words import FIELDS, MINUTES, SENT, SUBJECTS
from .blocks import BYLINED, Block, blocks_of
from .markers import BYLINE, DATE, WHEN

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
_SENT: Final = re.compile(rf"^\s*{SENT}\s?:\s*(?P<date>{WHEN})", re.IGNORECASE | re.MULTILINE)
_MET: Final = re.compile(rf"\b{MINUTES}\b[^.]{{0,80}}?(?P<date>{WHEN})", re.IGNORECASE)
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
    for block in (block for block in opening if block.why == BYLINED):
        line = " ".join(block.text.split())
        who, date = BYLINE.match(line), DATE.match(line)
        if who is not None and "byline" not in found:
            found["byline"] = who["who"].strip()
        if date is not None and "date" not in found:
            found |= {"date": date["date"], "date_how": f"line {head.count(chr(10), 0, block.start) + 1}"}
    title = _title(blocks[:first], page=_HEAD_BLOCKS < first < len(blocks))
    dated = _ENDS_WITH_DATE.search(title)
    if dated is not None:
        bare = title[: dated.start()]
        title = title if bare.split()[-1:] and bare.split()[-1].islower() else bare  # "held on 3 May 2026"
        if "date" not in found:
            found |= {"date": dated["date"], "date_how": "end of the title"}
    written = _SUBJECT.search(head) if _FIELD.match(head) else None
    told = _SENT.search(head) if _FIELD.match(head) else _MET.search(head[:_MET_CHARS])
    title = written["title"].strip() if written is not None else title
    if told is not None and "date" not in found:
        place = f"line {head.count(chr(10), 0, told.start('date')) + 1}"
        found |= {"date": " ".join(told["date"].split()), "date_how": place}
    if title:
        found["title"] = title
    wire = _WIRE.match(blocks[first].text) if first < len(blocks) else None
    return found | ({"outlet": wire["outlet"]} if wire is not None else {})


def _title(before: Sequence[Block], *, page: bool) -> str:
    """The headline: the first heading of a text, the longest of the last ones where a page comes before."""
    headings = [
        block
        for block in before
        if not block.why
        and 3 <= block.words <= _TITLE_WORDS
        and block.text.rstrip('”"’»')[-1:] not in ".,;"
        and block.text[0] not in "—–"
    ]
    if not headings:
        return ""
    chosen = max(headings[-3:], key=lambda block: block.words) if page else headings[0]
    title = " ".join(chosen.text.split())
    site = _SITE.search(title)
    return title[: site.start()] if site is not None and len(title[: site.start()].split()) >= 5 else title
