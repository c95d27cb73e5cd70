"""The heading under which words stand in minutes, contracts and term sheets: it names the issue."""

from __future__ import annotations

import re
from typing import Final

from ..findings import Read
from ..structure.tables import cells_of

_HEADED: Final = frozenset(("terms", "treaty", "minutes"))
_NUMBERED: Final = re.compile(
    r"(?m)^[ \t]*(?:(?:Article|Clause|Section|(?:Agenda )?[Ii]tem|Point|§)\s?)?"
    r"(?:\d{1,3}|[IVX]{1,5})(?:\.\d{1,3})*[.):]?\s+"
    r"(?P<head>[A-Z](?:(?!\b(?:shall|will|may|must)\b)[^.\[\]\n:]){2,40}?)\s*(?=[.:\n\[]|\Z)"
)
_RUN_IN: Final = re.compile(
    r"(?m)^(?P<head>[A-Z][\w’'-]+(?:\s[a-z][\w’'-]+){0,2})(?:\.\s+|(?P<colon>:\s+|[ ]?\t\s*))(?=[A-Z\[])"
)


def heading_at(read: Read, at: int) -> str:
    """The last heading before a place; empty in kinds of documents without.

    A heading is numbered (*3. Rent. …*, *Article 2. Working time*, *Item 1: Dredging*) or runs into its
    paragraph (*Night allowance. The Guild …*; in term sheets also *Amount: The Investor will …*, or the
    first cell of a row).
    """
    if read.document.kind == "table":
        text = read.document.flow
        row = (text.rfind("\n", 0, at) + 1, (text + "\n").index("\n", at))
        return text[slice(*cells_of(text, row)[0])]
    if read.document.kind not in _HEADED:
        return ""
    text = read.document.flow
    begin = max(0, at - 4_000)
    found = list(_NUMBERED.finditer(text, begin, at)) or [
        match
        for match in _RUN_IN.finditer(text, begin, at)
        if read.document.kind != "minutes" or not match["colon"]
    ]
    return " ".join(found[-1]["head"].split()) if found else ""
