"""The summary for a terminal: the same bottom line and the likeliest deals, each whole, in under 40 lines.

Where that is too much, what each side gains goes first, then the last deals, then what was read, then the
bar; the first deal always stands there with every term, even where long titles on a narrow terminal need
more lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...case.accounts import applied_words
from ...case.titles import deal_words
from ...language import clean, fold, listed
from ..charts.sample import LETTERS
from ..language.people import introductions
from ..language.phrases import are, capital, count, figures, one_line, sentence
from ..screens.deals import Card
from ..screens.least_willing import unstated_words
from ..screens.tell_apart import otherwise_words, sides_words, without_words

if TYPE_CHECKING:
    from ..brief import Brief, DraftBrief

_LINES = 38
_NARROWEST = 40


def summary(brief: Brief, width: int = 100) -> list[str]:
    """Lines of the summary, none longer than the width.

    Fewer than 40, unless bottom line and first deal alone are longer; nothing of them is left out.
    """
    width, case = max(_NARROWEST, width), brief.case
    body = _wrap(case.title, width)
    for words in filter(None, (case.question, *introductions(case))):
        body += _wrap(words, width)
    body.append("")
    for words in applied_words(case):
        body += _wrap(f"Account taken as true: {words}", width)
    for line in _lead(brief):
        body += _wrap(line, width)
    bar = ["", *_bar(brief, width)] if brief.bottom_line.counted else []
    limit = brief.answers.frontier.limit
    names = listed(name for name, reason in brief.answers.refusals.items() if reason == limit)
    unanswered = [*_wrap(f"Out of reach: {names} ({limit}).", width), ""] if limit else []
    lines: list[str] = []
    for more in ([*bar, *_read_line(brief, width)], bar, []):
        top = [*body, *more, *unanswered]
        lines = [*top, *_deals(brief, width, _LINES - len(top))]
        if len(lines) <= _LINES + 1:
            break
    return lines


def draft_summary(brief: DraftBrief, width: int = 100) -> list[str]:
    """What is still to be judged in a draft, in fewer than 40 lines."""
    width = max(_NARROWEST, width)
    head = [*fold(one_line(brief.case.title), width)[:2], "", *fold(brief.state, width), ""]
    lines = [line for item in brief.missing for line in fold(item, width, "  - ", "    ")]
    room = _LINES - len(head) - 2
    more = len(lines) - room
    lines = lines if more <= 0 else [*lines[: room - 1], f"  and {more + 1} more lines"]
    return [*head, *lines, *_read_line(brief, width)]


def _wrap(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    return fold(clean(one_line(text)), width, first, then)


def _lead(brief: Brief) -> tuple[str, ...]:
    """The bottom line; of what was signed, right behind who signed it, the terms and what they were worth."""
    told, one = brief.bottom_line.sentences, brief.signed
    if one is None:
        return told
    terms = f"{deal_words(brief.case, one.found.deal)}{one.open and f'; {one.open}'}"
    deal = (f"The deal: {terms}.",) if one.terms else ()
    rests = unstated_words(brief.answers) if one.found.deal else ""  # which what was signed tells already
    rest = [text.replace(rests, "").strip() for text in told[1:]] if rests else told[1:]
    return (*told[:1], *deal, *one.sentences, *filter(None, rest))


def _read_line(brief: Brief | DraftBrief, width: int) -> list[str]:
    """What was read, where there is anything to read."""
    found = brief.evidence
    if not found.reads:
        return []
    read, said = count(len(found.reads), "document"), count(len(found.statements), "statement")
    against = count(len(brief.conflicts), "conflict")
    return ["", *_wrap(sentence(f"{read} read: {said} found, {against} of accounts proposed"), width)]


def _bar(brief: Brief, width: int) -> list[str]:
    """Shares of deals as one bar with its labels."""
    line = brief.bottom_line
    counts = (line.certain or 0, line.possible or 0, line.impossible or 0)
    total = line.total
    cells = [min(width, max(1, round(width * amount / total))) if amount else 0 for amount in counts]
    cells[cells.index(max(cells))] += width - sum(cells)
    bar = "".join(sign * amount for sign, amount in zip("█▒░", cells, strict=True))
    passing, failing = "passes" if counts[0] == 1 else "pass", "does" if counts[2] == 1 else "do"
    names = (
        (passing, "", f"{failing} not pass") if brief.answers.exact else ("certain", "possible", "impossible")
    )
    parts = [
        f"{sign} {figures(amount)} {name}"
        for sign, amount, name in zip("█▒░", counts, names, strict=True)
        if name
    ]
    return [bar, *fold(f"{'   '.join(parts)}   of {figures(total, 'deal')}", width)]


def _deals(brief: Brief, width: int, room: int) -> list[str]:
    """As many of the likeliest deals as there is room for; the first in any case."""
    for shown in range(len(brief.cards), 0, -1):
        for gains in (True, False):
            lines = [line for card in brief.cards[:shown] for line in _card(brief, card, width, gains=gains)]
            if left := len(brief.cards) - shown:
                lines.append(f"{capital(count(left, 'further deal'))} {are(left)} on the page.")
            if len(lines) < room or (shown == 1 and not gains):
                return ["", *lines]
    return []


def _card(brief: Brief, card: Card, width: int, *, gains: bool) -> list[str]:
    """The first deal whole, the others by how they differ from it and for whom they are better or worse."""
    answers, likely = brief.answers, card.likely
    first = likely.contrast is None
    phrase = deal_words(brief.case, likely.deal) if first else otherwise_words(answers, likely)
    lines = _wrap(phrase, width, f"{LETTERS[card.place - 1]}  {card.acceptance}  ", "   ")
    if gains and not first:
        lines += _wrap(sides_words(answers, likely), width, "   ", "     ")
    elif gains:
        sides = " · ".join(f"{gain.person.label} {gain.margin_words}" for gain in card.gains)
        overruled = without_words(answers, likely)
        lines += _wrap(f"{overruled and f'{overruled}; '}over walking away: {sides}", width, "   ", "     ")
    return lines
