"""The summary for a terminal: the same bottom line and the five deals in under 40 lines."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from .deals import Card
from .phrases import count, one_line, sentence
from .words import short_deal

if TYPE_CHECKING:
    from .make import Brief

__all__ = ["summary"]

_LINES = 38
_LABEL = 24


def summary(brief: Brief, width: int = 100) -> list[str]:
    """Lines of the summary, none longer than the width.

    Parameters
    ----------
    brief : Brief
    width : int
        Columns, at least 40.

    Returns
    -------
    list of str
        Fewer than 40.
    """
    width = max(40, width)
    case = brief.case
    head = wrap(one_line(case.title), width)[:2]
    head += wrap(one_line(case.question), width)[:2] if case.question else []
    body = [""]
    for line in brief.bottom_line.sentences:
        body += wrap(one_line(line), width)
    body += ["", *_bar(brief, width)] if brief.bottom_line.counted else []
    body += _read_line(brief, width)
    room = _LINES - len(head) - len(body)
    for gains in (True, False):
        deals = [line for card in brief.cards for line in _card(brief, card, width, gains=gains)]
        if len(deals) + 2 <= room:
            break
    lines = [*head, *body, *(["", *deals] if deals else [])]
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], "…"]


def _read_line(brief: Brief, width: int) -> list[str]:
    """What was read, where there is anything to read."""
    found = brief.evidence
    if not found.reads:
        return []
    read = count(len(found.reads), "document")
    said = count(len(found.statements), "statement")
    against = count(len(brief.conflicts), "conflict")
    return ["", *wrap(f"{sentence(read)[:-1]} read: {said} found, {against} of accounts proposed.", width)]


def _bar(brief: Brief, width: int) -> list[str]:
    """Shares of deals as one bar with its labels."""
    line = brief.bottom_line
    counts = (line.certain or 0, line.possible or 0, line.impossible or 0)
    total = line.total or 1
    cells = [min(width, max(1, round(width * amount / total))) if amount else 0 for amount in counts]
    cells[cells.index(max(cells))] += width - sum(cells)
    bar = "".join(sign * amount for sign, amount in zip("█▒░", cells, strict=True))
    exact = brief.answers.exact
    names = ("pass", "", "do not pass") if exact else ("certain", "possible", "impossible")
    parts = [
        f"{sign} {amount:,} {name}" for sign, amount, name in zip("█▒░", counts, names, strict=True) if name
    ]
    return [bar, *wrap(f"{'   '.join(parts)}   of {total:,} deals", width)]


def _card(brief: Brief, card: Card, width: int, *, gains: bool) -> list[str]:
    phrase = one_line(_phrase(brief, card))
    head = f"{'ABCDEFGHIJ'[card.place - 1]}  {card.acceptance}  "
    room = max(20, width - len(head))
    lines = [head + (phrase if len(phrase) <= room else phrase[: room - 1].rstrip() + "…")]
    if gains:
        sides = [f"{_cut(gain.person.label)} {gain.margin_words}" for gain in card.gains]
        text = f"over walking away: {' · '.join(sides)}"
        found = wrap(text, width, initial_indent="   ", subsequent_indent="   ")
        lines += found[:2] if len(found) <= 2 else [found[0], found[1][: width - 2] + " …"]
    return lines


def _phrase(brief: Brief, card: Card) -> str:
    """The first deal by its weightiest issues, the others by how they differ from it."""
    fresh = [chip for chip in card.chips if chip.fresh]
    if not fresh:
        return short_deal(brief.answers, card.likely.deal, most=2)
    return "as A, but " + "; ".join(f"{chip.issue}: {chip.option}" for chip in fresh)


def _cut(label: str) -> str:
    label = one_line(label)
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
