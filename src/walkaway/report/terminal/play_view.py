"""``walkaway play`` in the terminal: how often there was a deal, which one, its worth; one session told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...case import Case
from ...case.titles import deal_words
from ...numbers import estimate, measured, percent
from ...playing.manner import MANNERS
from ...playing.played import Played
from ...playing.talks import TranscriptLine
from ...printing import Grid, Line, Part
from ..language.people import introductions
from ..language.phrases import capital, count
from ..language.talks_words import refused_words
from .text_view import text_rows, worth_of
from .what_if_view import compared_tables

_FIRST, _LAST = 9, 11
"""Lines of a transcript that are shown from its beginning and its end."""
_SAME, _NOW = "offers the same", "now "
_FIVE = 5


def play_tables(case: Case, found: Played) -> Iterator[Part]:
    """What was played, for people."""
    if found.against is not None:
        yield from compared_tables(case, found)
        return
    who = "; ".join(f"{case.label(party)} plays {name}" for party, name in found.strategies.items())
    yield f"{case.title}: {MANNERS[found.protocol].words}, {count(found.rounds.limit, 'round')} at most"
    yield from introductions(case)
    yield f"{who}."
    yield ""
    if found.transcript is not None:
        yield from _told(case, found, found.transcript)
        yield ""
        yield _end(case, found)
    else:
        error = f" ± {percent(found.error)}" if found.error else ""
        yield (
            f"{count(found.sessions, 'session')}, {percent(found.rate)}{error} with a deal, after "
            f"{estimate(found.rounds.mean)} rounds on average."
        )
        yield ""
        yield from _deals(case, found)
        for one in found.not_ratified[:_FIVE]:
            yield f"signed and not ratified in {percent(one.share)}: {refused_words(case, one)}"
    yield ""
    yield Grid(
        ("party", "worth" if found.sessions == 1 else "worth on average", "no deal"),
        tuple((case.label(party), measured(worth, found.value_error[party]), estimate(found.walk_away[party]))
              for party, worth in found.value.items()),
        left=1,
    )  # fmt: skip
    yield ""
    yield Line(f"{found.method.note[:1].upper()}{found.method.note[1:]}.", "dim")


def _told(case: Case, found: Played, told: tuple[TranscriptLine, ...]) -> Iterator[Part]:
    revised = MANNERS[found.protocol].revises
    rows = list(text_rows(case, told) if revised else _moves(case, told))
    every = len(rows) if revised else len(told)
    first, last = _fitting(rows, _FIRST), _fitting(rows[::-1], _LAST)
    left = every - min(first + last, len(rows))
    if first + last < len(rows):
        rows = [*rows[:first], ("…", *("" for _ in rows[0][1:])), *rows[len(rows) - last :]]
    yield Grid(("round", "who", "says", *map(case.label, case.parties)), tuple(rows), left=3)
    if any(row[2].startswith(_NOW) for row in rows):
        yield "Now: what is new since the last offer of the same side; all else is as it was in that."
    if left > 0:
        most = ", most of them the same offer again" if found.protocol == "alternating" else ""
        yield f"{capital(count(left, 'line' if revised else 'move'))} left out{most}."


def _moves(case: Case, told: tuple[TranscriptLine, ...]) -> Iterator[tuple[str, ...]]:
    for one, words in zip(told, _said(case, told), strict=True):
        if words != _SAME:
            yield str(one.round), _speaker(case, one), words, *worth_of(case, one.value)


def _speaker(case: Case, told: TranscriptLine) -> str:
    who = case.label(told.by) if told.by in case.parties else "Mediator"
    return f"{who} ({told.level})" if told.level else who


def _fitting(rows: Sequence[tuple[str, ...]], lines: int) -> int:
    """How many of the first rows fit into so many lines of about 60 characters; at least one."""
    taken = 0
    for number, row in enumerate(rows):
        taken += 1 + len(row[2]) // 60
        if taken > lines:
            return max(1, number)
    return len(rows)


def _said(case: Case, told: tuple[TranscriptLine, ...]) -> Iterator[str]:
    """Each move in words; of an offer what is new since the one before of the same party."""
    last: dict[str, dict[str, str]] = {}
    for one in told:
        if one.what not in ("offers", "proposes") or one.deal is None:
            yield f"{one.what} that of {case.label(one.of)}" if one.of else one.what
            continue
        key = one.by + one.level
        before = last.get(key, {})
        new = {issue: option for issue, option in one.deal.items() if before.get(issue) != option}
        yield f"{_NOW if before else f'{one.what} '}{deal_words(case, new)}" if new else _SAME
        last[key] = one.deal


def _end(case: Case, found: Played) -> str:
    if found.deals:
        return f"Agreed in round {estimate(found.rounds.mean)}: {deal_words(case, found.deals[0].deal)}."
    if found.not_ratified:
        return f"No deal; signed and not ratified: {refused_words(case, found.not_ratified[0])}."
    (how,) = found.ended
    return f"No deal: {how}."


def _deals(case: Case, found: Played) -> Iterator[Part]:
    if not found.deals:
        yield "No session agreed."
        return
    parties = tuple(case.parties)
    yield Grid(
        ("share", "deal", *map(case.label, parties)),
        tuple((percent(one.share), deal_words(case, one.deal), *(estimate(one.value[who]) for who in parties))
              for one in found.deals[:_FIVE]),
        left=2,
    )  # fmt: skip
    if len(found.deals) > _FIVE:
        yield f"and {count(len(found.deals) - _FIVE, 'other deal')}"
