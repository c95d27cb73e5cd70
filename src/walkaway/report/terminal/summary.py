"""The summary for a terminal: the same bottom line and the likeliest deals, each whole, in under 40 lines.

Where that is too much, what each side gains goes first, then the last deals, then what was read, then the
bar; the first deal always stands there with every term, even where long titles on a narrow terminal need
more lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...case.accounts import applied_words
from ...case.titles import deal_words
from ...language import clean, counted, fold, listed
from ..language.phrases import count, one_line, sentence
from ..screens.deals import Card

if TYPE_CHECKING:
    from ..brief import Brief

__all__ = ["summary"]

_LINES = 38


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
        Fewer than 40, unless bottom line and first deal alone are longer; nothing of them is left out.
    """
    width = max(40, width)
    case = brief.case
    body = [*_wrap(case.title, width), *(_wrap(case.question, width) if case.question else []), ""]
    for words in applied_words(case):
        body += _wrap(f"Account taken as true: {words}", width)
    for line in brief.bottom_line.sentences:
        body += _wrap(line, width)
    bar = ["", *_bar(brief, width)] if brief.bottom_line.counted else []
    unanswered = _unanswered(brief, width)
    lines: list[str] = []
    for more in ([*bar, *_read_line(brief, width)], bar, []):
        top = [*body, *more, *unanswered]
        lines = [*top, *_deals(brief, width, _LINES - len(top))]
        if len(lines) <= _LINES + 1:
            break
    return lines


def _wrap(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    return fold(clean(one_line(text)), width, first, then)


def _unanswered(brief: Brief, width: int) -> list[str]:
    """Questions whose answer is out of reach, with the reason, in one line."""
    limit = brief.answers.frontier.limit
    names = [name for name, reason in brief.answers.refusals.items() if reason == limit]
    return [*_wrap(f"Out of reach: {listed(names)} ({limit}).", width), ""] if limit else []


def _deals(brief: Brief, width: int, room: int) -> list[str]:
    """As many of the likeliest deals as there is room for; the first in any case."""
    for shown in range(len(brief.cards), 0, -1):
        for gains in (True, False):
            lines = [line for card in brief.cards[:shown] for line in _card(brief, card, width, gains=gains)]
            if shown < len(brief.cards):
                left = len(brief.cards) - shown
                are = "is" if left == 1 else "are"
                lines.append(f"{count(left, 'further deal').capitalize()} {are} on the page.")
            if len(lines) < room or (shown == 1 and not gains):
                return ["", *lines]
    return []


def _read_line(brief: Brief, width: int) -> list[str]:
    """What was read, where there is anything to read."""
    found = brief.evidence
    if not found.reads:
        return []
    read = count(len(found.reads), "document")
    said = count(len(found.statements), "statement")
    against = count(len(brief.conflicts), "conflict")
    return ["", *_wrap(f"{sentence(read)[:-1]} read: {said} found, {against} of accounts proposed.", width)]


def _bar(brief: Brief, width: int) -> list[str]:
    """Shares of deals as one bar with its labels."""
    line = brief.bottom_line
    counts = (line.certain or 0, line.possible or 0, line.impossible or 0)
    total = line.total or 1
    cells = [min(width, max(1, round(width * amount / total))) if amount else 0 for amount in counts]
    cells[cells.index(max(cells))] += width - sum(cells)
    bar = "".join(sign * amount for sign, amount in zip("█▒░", cells, strict=True))
    exact = brief.answers.exact
    passing, failing = "passes" if counts[0] == 1 else "pass", "does" if counts[2] == 1 else "do"
    names = (passing, "", f"{failing} not pass") if exact else ("certain", "possible", "impossible")
    parts = [
        f"{sign} {amount:,} {name}" for sign, amount, name in zip("█▒░", counts, names, strict=True) if name
    ]
    return [bar, *fold(f"{'   '.join(parts)}   of {counted(total, 'deal')}", width)]


def _card(brief: Brief, card: Card, width: int, *, gains: bool) -> list[str]:
    head = f"{'ABCDEFGHIJ'[card.place - 1]}  {card.acceptance}  "
    lines = _wrap(_phrase(brief, card), width, head, "   ")
    if gains:
        sides = " · ".join(f"{gain.person.label} {gain.margin_words}" for gain in card.gains)
        lines += _wrap(f"over walking away: {sides}", width, "   ", "     ")
    return lines


def _phrase(brief: Brief, card: Card) -> str:
    """The first deal whole, the others by how they differ from it."""
    fresh = [chip for chip in card.chips if chip.fresh]
    if not fresh:
        return deal_words(brief.case, card.likely.deal)
    return "as A, but " + "; ".join(f"{chip.issue}: {chip.option}" for chip in fresh)
