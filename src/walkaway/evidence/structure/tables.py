"""Tables of positions: rows of cells under heads that name the sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..findings import Turn
from ..wordlist import one_of, word_set
from .form_words import POSITION

_MARKS: Final = (r"\t", r"\|", r"\s{3,}", ";", ",")
_TOPIC: Final = re.compile(
    one_of("issues?  topics?  items?  clauses?  points?  subjects?  matters?  terms?  questions?  articles?")
    + r"\b.*|",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    rf"(?P<who>[^\W\d_][^()]{{0,40}}?)(?:['’]s?)?(?P<held>\s{POSITION}s?)?(?:\s\((?P<role>[^()]{{2,40}})\))?",
    re.IGNORECASE,
)
_NO_SIDE: Final = word_set("""
    status note notes comment comments agreed date deadline gap remarks priority unit source result outcome
    difference compromise mediator
""")
_NOTHING: Final = re.compile(one_of(r"open  tbc  tbd  n/?a  none  silent  no position  \W*"), re.IGNORECASE)
_ACT: Final = re.compile(
    r"(?:refused|rejected|not (?:accepted|agreed)|no)\W*$"
    r"|(?:(?:demand|want|request|offer|reject)(?:s|ed)?|(?:propose|refuse)[sd]?)\b\s*",
    re.IGNORECASE,
)
_FEWEST: Final = 3

Span = tuple[int, int]


def cells_of(text: str, line: Span) -> list[Span]:
    """The cells of a row, without the quotation marks and blanks around them; one if nothing parts it.

    Examples
    --------
    >>> [("Pay; 4 %;9 %"[a:b]) for a, b in cells_of("Pay; 4 %;9 %", (0, 12))]
    ['Pay', '4 %', '9 %']
    """
    found: list[Span] = []
    for mark in _MARKS:
        cell = re.compile(rf"[ ]*(?:\"(?P<a>[^\"]*)\"|(?P<b>(?:(?!{mark}).)*?))[ ]*(?:{mark}|$)")
        start, end = line
        start -= text[start - 1 : start] == "\t"  # the corner of a table is empty
        start += text[start:end].startswith("|")
        end -= text[start:end].endswith("|")
        found = []
        while start < end and (match := cell.match(text, start, end)) is not None:
            found.append(match.span("b" if match["a"] is None else "a"))
            start = match.end()
        if len(found) >= _FEWEST:
            return found
    return found


def table_turns(text: str, lines: Sequence[Span]) -> Iterator[Turn]:
    r"""What each side holds on each issue, by the head of its column; nothing in tables of anything else.

    Examples
    --------
    >>> text = "Issue;Union;Firm\nPay;9 %;4 %\nShifts;refused;two"
    >>> from walkaway.evidence.structure.paragraphs import lines_of
    >>> [(turn.name, text[slice(*turn.content[0])]) for turn in table_turns(text, lines_of(text))]
    [('Union', '9 %'), ('Firm', '4 %'), ('Union', 'Shifts'), ('Firm', 'two')]
    """
    rows = [cells for line in lines if len(cells := cells_of(text, line)) >= _FEWEST]
    heads = [_HEAD.fullmatch(text, *cell) for cell in rows[0]] if rows else []
    sides = {
        k: head
        for k, head in enumerate(heads)
        if k and head is not None and _NO_SIDE.isdisjoint(head["who"].lower().split())
    }
    topic = bool(rows) and _TOPIC.fullmatch(text, *rows[0][0]) is not None
    if len(sides) < 2 or not (topic or sum(head["held"] is not None for head in sides.values()) > 1):
        return
    for row in rows[1:]:
        for k, head in sides.items():
            if k >= len(row) or _NOTHING.fullmatch(text, *row[k]):
                continue
            who, act = head.span("who"), _ACT.match(text, *row[k])
            cue = act.span() if act is not None else who
            left = (act.end() if act is not None else row[k][0], row[k][1])
            yield Turn(
                name=head["who"], role=head["role"] or "", who=who, cue=cue, kind="position", inner=False,
                content=(left if left[0] < left[1] else row[0],),
            )  # fmt: skip
