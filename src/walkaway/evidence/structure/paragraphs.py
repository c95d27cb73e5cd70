"""Lines to paragraphs: a text that was wrapped at some width, any width, is read as its writer meant it.

A line was wrapped where the first word of the next one had no room on it; that tells paragraphs apart even
where no blank line stands between them. Nothing is changed: a paragraph is a span of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ..wordlist import NO_END, word_set
from .form_words import DATELINE, FIELDS, MONTH_FORM, POSITION, PRESENT
from .labels import opened_turn, stands_alone

_LINE: Final = re.compile(r"[^\n\f\v\x85\u2028\u2029]+")
_ITEM: Final = re.compile(
    r"(?:[•●▪◦‣·*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s|\[[A-Z]|#{1,6} "
    r"|(?:Article|Section|Clause|§)\s\d{1,3}\b"
)
_FIELD: Final = re.compile(rf"{FIELDS}\s?:\s", re.IGNORECASE)
_LISTED: Final = re.compile(
    rf"(?=[A-ZÀ-ÞĀ-Ž])(?:(?i:{PRESENT})|[A-Z][\w .'’/&-]{{1,40}}?\s{POSITION}s?)\s?:\s"
)
_SENT_FROM: Final = re.compile(DATELINE)
_HEADER: Final = "field"
_NUMBER: Final = re.compile(r"\d+")
_LETTER: Final = re.compile(r"\b(?:[a-zA-Z]|[ivxIVX]{2,5})\b")
_ENDS: Final = ".!?:;…”\"'’)"
_BEFORE_NUMBERS: Final = word_set(
    "least most before above below past last next first only nearly EUR USD GBP"
)
_SIGN: Final = re.compile(r"[^\W_]")
_LABEL: Final = 60
_CLOCKED: Final = re.compile(  # a name and a time are a label
    rf"\d:\d\d(?:\s?[AaPp]\.?[Mm]\.?)?[\])]?$|\s[·•]\s(?:\d{{1,3}}\s?[a-z]{{1,7}}"
    rf"|{MONTH_FORM}\s\d{{1,2}}|\d{{1,2}}\.?\s{MONTH_FORM})$"
)
_WIDEST: Final = 130
_BEYOND: Final = 0.15  # share of lines that may be longer than the width, if a text was wrapped at it
_LONG: Final = 45  # a line without an end that is so long was wrapped, even if it is the only one
_QUOTED: Final = re.compile(r"(?:[ \t]{0,3}>)+[ \t]?")
_INNER: Final = re.compile(r"(?<=[^\W\d_])-[ \t]?\n[ \t]*(?=[^\W\d_])|\n[ \t]*(?:>[ \t]?)+")
_PLAIN: Final = str.maketrans({
    "\n": " ", "\t": " ", "\u00a0": " ", "\u2028": " ", "\u2009": " ", "\u202f": " ", "\x0b": " ",
    "\x0c": " ", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‛": "'", "`": "'",
})  # fmt: skip

Span = tuple[int, int]


@lru_cache(maxsize=4)  # the steps of reading ask for the same text one after the other
def lines_of(text: str) -> tuple[Span, ...]:
    """Lines with text on them, without white space at their ends."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        if bare := line.strip():
            start = match.start() + line.index(bare[0])
            found.append((start, start + len(bare)))
    return tuple(found)


@lru_cache(maxsize=4)
def paragraph_spans(text: str) -> tuple[Span, ...]:
    r"""Paragraphs of a text: its lines, those joined that were wrapped.

    Examples
    --------
    >>> text = "The yard wants\nhalf of the quay\nand the council\nsays no.\nIt will not\nbe sold."
    >>> [text[a:b].replace("\n", " ") for a, b in paragraph_spans(text)]
    ['The yard wants half of the quay and the council says no.', 'It will not be sold.']
    """
    lines = lines_of(text)
    pairs = list(pairwise(lines))
    beside = _near(text)
    near = [said and a == b for said, (a, b) in zip(beside, pairwise(depths_of(text)), strict=True)]
    opened = [opening(*pair) for pair in pairwise(["", *(_unmarked(text, line) for line in lines)])]
    goes_on = [
        same and not way and on for same, way, on in zip(near, opened[1:], _on(text, beside), strict=True)
    ]
    width, full = _wrapped(text, near, goes_on)
    known = known_openings(opened, full)
    joined = list(lines[:1])
    for number, (last, line) in enumerate(pairs):
        first, second = text[slice(*last)], text[slice(*line)]
        on = full[number] or (goes_on[number] and (width > 0 or len(first) >= _LONG or first[-1] == "-"))
        label = alone(first, full=full[number]) or (first[-1] in _ENDS and alone(second, full=True))
        if on and opened[number + 1] not in known and not label:
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return tuple(joined)


@lru_cache(maxsize=4)
def depths_of(text: str) -> tuple[int | None, ...]:
    r"""How deep each line is quoted: by its marks, or by those of the quoted line from which it goes on.

    A program that wraps quoted lines anew leaves the rest of each without a mark. That a text was wrapped so
    is shown by lines which surely go on in the middle of a sentence. There, what follows a full line is its
    rest; behind the end of a sentence it may as well be an answer, and the depth is None unless the sentence
    that begins there goes on in a quoted line.

    Examples
    --------
    >>> text = "> The yard wants half of\nthe quay.\nNo.\n> The council would like\nto keep all of it."
    >>> depths_of(text)
    (1, 1, 0, 1, 1)
    """
    lines = lines_of(text)
    depths: list[int | None] = [marked(text, *line)[0] for line in lines]
    if not any(depths):
        return tuple(depths)
    beside = _near(text)
    near = [said and (a == b or b == 0) for said, (a, b) in zip(beside, pairwise(depths), strict=True)]
    on = _on(text, beside)
    _, full = _wrapped(text, near, [a and b for a, b in zip(near, on, strict=True)])
    quoted = [(number, depths[number + 1]) for number in range(len(near)) if full[number] and depths[number]]
    shown = sum(on[number] and after == 0 for number, after in quoted)
    against = sum(on[number] and after != 0 for number, after in quoted)
    if shown < 2 and (shown < 1 or against > 1):
        return tuple(depths)
    for number, after in quoted:
        if after == 0:
            _lend(text, depths, number, full, on)
    return tuple(depths)


def _lend(text: str, depths: list[int | None], quoted: int, full: list[bool], on: list[bool]) -> None:
    """Give the lines behind a quoted one its depth, as long as each had no room on the one before."""
    lines, depth = lines_of(text), depths[quoted]
    stop = quoted + 1
    while stop < len(lines) and depths[stop] == 0 and full[stop - 1]:
        stop += 1
    back = stop < len(lines) and depths[stop] == depth and on[stop - 1]
    lent = depth
    for number in range(quoted + 1, stop):
        if text[lines[number - 1][1] - 1] in _ENDS and not back:
            lent = None
        depths[number] = lent


@lru_cache(maxsize=4)
def unwrapped(text: str) -> str:
    r"""The same text, as long as it was, with each paragraph on one line.

    Examples
    --------
    >>> unwrapped("The yard wants\nhalf of the quay\nand the council\nsays no.\n\nIt will not be sold.")
    'The yard wants half of the quay and the council says no.\n\nIt will not be sold.'
    """
    parts, at = [], 0
    for start, end in paragraph_spans(text):
        parts += [text[at:start], text[start:end].replace("\n", " ")]
        at = end
    return "".join((*parts, text[at:]))


def opening(first: str, second: str) -> str:
    """What the second of two lines opens: an item or heading by its sign, a turn by who speaks, a field.

    Examples
    --------
    >>> opening("He was asked.", "MR. HALE: No."), opening("She paid", "12. May"), opening("He", "said no.")
    ('hale', '1.', '')
    """
    if len(second) == 1 and not second.isalpha():
        return ""
    if (item := _ITEM.match(second)) is not None:
        return _LETTER.sub("a", _NUMBER.sub("1", item.group().strip()))
    field = _FIELD.match(second) is not None and (first.endswith(">") or _FIELD.match(first) is not None)
    if field or _LISTED.match(second) or _SENT_FROM.match(second):
        return _HEADER
    return opened_turn(second[:120], goes_on=first[-1:].isalnum() or first[-1:] == ",")


def known_openings(opened: Sequence[str], full: Sequence[bool]) -> set[str]:
    """What opens a line where the one before it had room: there alone it is no word that was wrapped."""
    return {_HEADER} | {
        way for way, wrapped in zip(opened, (False, *full), strict=False) if way and not wrapped
    }


def continues(first: str, second: str) -> bool:
    """Whether a sentence surely goes on: a small letter follows what ends none, or a word that ends none."""
    if second[0].islower() and first[-1] not in _ENDS:
        return True
    word = first[first.rfind(" ") + 1 :].strip("“\"‘'(")
    counts = second[0].isdigit() and word in _BEFORE_NUMBERS
    return counts or word in NO_END or first.rfind("[") > first.rfind("]")


def alone(line: str, *, full: bool = False) -> bool:
    """Whether a line is a label and nothing else; one that is ``full`` tells a time, or it was wrapped."""
    return 2 < len(line) <= _LABEL and (not full or bool(_CLOCKED.search(line))) and stands_alone(line)


def plain_of(text: str) -> str:
    """A paragraph for the parser, as long as it was: line breaks, marks of quoted mail, curly quotes.

    A word that was broken at the end of a line is one word again: soft hyphens stand for the break.
    """
    return _INNER.sub(_bridged, text).translate(_PLAIN)


def _bridged(match: re.Match[str]) -> str:
    return ("\u00ad" if match.group().startswith("-") else " ") * len(match.group())


def _near(text: str) -> list[bool]:
    """Whether each two lines may belong to one paragraph: nothing stands between them, both say something."""
    lines = lines_of(text)
    says = [_SIGN.search(text, *line) is not None for line in lines]  # no rule, nor marks alone
    return [
        before and after and _one_break(text[first[1] : second[0]])
        for (first, second), (before, after) in zip(pairwise(lines), pairwise(says), strict=True)
    ]


def _one_break(between: str) -> bool:
    return between.count("\n") == 1 and "\f" not in between


def _on(text: str, near: Sequence[bool]) -> list[bool]:
    """Whether each two lines are surely one sentence."""
    pairs = zip(near, pairwise(lines_of(text)), strict=True)
    return [beside and continues(text[slice(*last)], _unmarked(text, line)) for beside, (last, line) in pairs]


def marked(text: str, start: int, end: int) -> tuple[int, int]:
    """How many marks of quoted mail stand before a line, and where its words begin."""
    mark = _QUOTED.match(text, start, end) if text[start : start + 1] in " \t>" else None
    return (mark.group().count(">"), mark.end()) if mark is not None else (0, start)


def quote_marks(text: str) -> list[Span]:
    """Where the marks of quoted mail stand before the words of lines."""
    found = ((start, marked(text, start, end)[1]) for start, end in lines_of(text))
    return [(start, words) for start, words in found if start < words]


def _unmarked(text: str, line: Span) -> str:
    """A line without the marks of quoted mail before it."""
    return text[marked(text, *line)[1] : line[1]]


def _wrapped(text: str, near: list[bool], goes_on: list[bool]) -> tuple[int, list[bool]]:
    """The width at which a text was wrapped, 0 where it was not; and which lines had no room at it."""
    lines = lines_of(text)
    sizes = [end - start for start, end in lines]
    sure = sorted(size for size, on in zip(sizes, goes_on, strict=False) if on)
    most = sure[int(0.95 * (len(sure) - 1))] if sure else 0
    width = max((size for size in sizes if size <= 1.12 * most), default=0)
    beyond = sum(width < size <= _WIDEST for size in sizes)
    full = [beside and _full(text, *pair, width) for beside, pair in zip(near, pairwise(lines), strict=True)]
    told = len(sure) >= 2 and len(sure) >= 0.12 * max(1, sum(near)) and 15 <= width <= _WIDEST
    shown = sum(a and b for a, b in zip(goes_on, full, strict=True)) >= 0.7 * len(sure)
    if told and shown and beyond <= max(1, _BEYOND * len(sizes)):
        return width, full
    return 0, [False] * len(full)


def _full(text: str, first: Span, second: Span, width: int) -> bool:
    """Whether the next line's first word had no room; letters differ in width, so some slack is left."""
    space = text.find(" ", second[0], second[1])
    word = (space if space >= 0 else second[1]) - second[0]
    slack = 1.0 if text[first[1] - 1] in '.!?:;…”"' else 0.9
    return first[1] - first[0] + 1 + word > slack * width
