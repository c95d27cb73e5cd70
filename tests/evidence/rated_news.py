"""Invented news with who says what marked in the text: content ``[1 …]1`` and its speaker ``<1 …>1``.

What is denied is marked ``[1- …]1``. Words of one statement may stand apart under one number. A statement
and a marked one match as in the scorer of GUM: the Jaccard likeness of their characters is at least .5; with
the speaker, where the words that name the speaker touch the marked ones too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

from tests.evidence.transcripts import statements

from walkaway.evidence.findings import Statement

HOME = Path(__file__).with_name("said")
_TAG = re.compile(r"([\[<])(\d+)(-?) |([\]>])(\d+)(?!\d)")

Chars: TypeAlias = "set[int]"
Gold: TypeAlias = "tuple[Chars, Chars, bool]"


def marked(text: str) -> tuple[str, list[Gold]]:
    """A text without its marks; characters of content and speaker of what nothing else holds; if denied."""
    plain, at, begun, denied = "", 0, dict[str, int](), set[str]()
    found: dict[str, tuple[Chars, Chars]] = {}
    for tag in _TAG.finditer(text):
        plain += text[at : tag.start()]
        at = tag.end()
        if tag[1]:
            begun[tag[1] + tag[2]] = len(plain)
            denied |= {tag[2]} if tag[3] else set()
            continue
        kind = "[" if tag[4] == "]" else "<"
        span = range(begun.pop(kind + tag[5]), len(plain))
        found.setdefault(tag[5], (set(), set()))[kind == "<"].update(span)
    assert not begun, begun
    gold = [(*spans, number in denied) for number, spans in found.items()]
    assert all(content for content, _, _ in gold)
    return plain + text[at:], [g for g in gold if not any(g[0] < other[0] for other in gold)]


def scored(texts: Iterable[str]) -> tuple[float, float, float]:
    """F of content, of content with speaker and of content with polarity, on the top level of some texts."""
    rows = []
    for text, gold in map(marked, texts):
        rows.append(([_chars(found) for found in statements(text) if not found.embedded], gold))
    return (
        _f(rows, _alike),
        _f(rows, lambda a, b: _alike(a, b) and (not b[1] or bool(a[1] & b[1]))),
        _f(rows, lambda a, b: _alike(a, b) and a[2] == b[2]),
    )


def _chars(statement: Statement) -> Gold:
    who = statement.speaker
    content = {k for quote in statement.content for k in range(quote.start, quote.end)}
    called = set(range(who.start, who.end)) if who is not None else set()
    return content, called, statement.polarity == "negative"


def _alike(mine: Gold, gold: Gold) -> bool:
    return 2 * len(mine[0] & gold[0]) >= len(mine[0] | gold[0])


def _f(rows: Iterable[tuple[list[Gold], list[Gold]]], match: Callable[[Gold, Gold], bool]) -> float:
    said = known = right = found = 0
    for mine, gold in rows:
        said, known = said + len(mine), known + len(gold)
        right += sum(any(match(m, g) for g in gold) for m in mine)
        found += sum(any(match(m, g) for m in mine) for g in gold)
    return 2 * right * found / (right * known + found * said)
