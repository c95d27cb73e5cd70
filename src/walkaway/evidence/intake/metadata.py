"""Title, byline, date and outlet of a plain text: only what its first lines say, as they say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..findings import Profile
from .blocks import BYLINED, Block, blocks_of
from .markers import BYLINE, DATE, WHEN

__all__ = ["metadata_of"]

_HEAD_CHARS: Final = 20_000
_HEAD_BLOCKS: Final = 12
_TITLE_WORDS: Final = 30
_WIRE: Final = re.compile(
    r"^.{0,60}?\((?P<outlet>AP|Associated Press|Reuters|REUTERS|AFP|CNN|UPI|Xinhua|TASS|Yonhap|Kyodo|DPA|dpa|"
    r"PTI|ANSA|EFE|Bloomberg|CBS News|NBC News|Fox News)\)\s{0,2}[-–—]"
)
_ENDS_WITH_DATE: Final = re.compile(rf"[\s|·•–—-]{{1,4}}(?P<date>{WHEN})$", re.IGNORECASE)
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
    title = _title(blocks[:first])
    dated = _ENDS_WITH_DATE.search(title)
    if dated is not None:
        title = title[: dated.start()]
        if "date" not in found:
            found |= {"date": dated["date"], "date_how": "end of the title"}
    if title:
        found["title"] = title
    wire = _WIRE.match(blocks[first].text) if first < len(blocks) else None
    return found | ({"outlet": wire["outlet"]} if wire is not None else {})


def _title(before: Sequence[Block]) -> str:
    """The headline: the first heading of a text, the longest of the last ones where a page comes before."""
    headings = [
        block
        for block in before
        if not block.why and 3 <= block.words <= _TITLE_WORDS and block.text[-1:] not in ".,;"
    ]
    if not headings:
        return ""
    page = len(before) > _HEAD_BLOCKS
    chosen = max(headings[-3:], key=lambda block: block.words) if page else headings[0]
    title = " ".join(chosen.text.split())
    site = _SITE.search(title)
    return title[: site.start()] if site is not None and len(title[: site.start()].split()) >= 5 else title
