"""A session over a mediator's single text, round by round: what moved in it, who agreed, how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from ...case import Case
from ...case.titles import deal_words
from ...language import listed
from ...numbers import estimate
from ...playing.talks import TranscriptLine

_WAYS = {"accepts": "accept", "refuses": "refuse", "walks out": "walk out"}


def text_rows(case: Case, told: tuple[TranscriptLine, ...]) -> Iterator[tuple[str, ...]]:
    """Two rows a round: the version with what was moved in it, then the answers and the text that stands."""
    before: Mapping[str, str] | None = None  # the version of the round before
    text: dict[str, str] | None = None
    worth: Mapping[str, float] | None = None  # of the text
    since = 0
    for number, some in groupby(told, key=lambda one: one.round):
        first, *answers = some
        if first.deal is not None:
            words = _version(case, first.deal, text, before)
            yield str(number), "Mediator", words, *worth_of(case, first.value)
        now = answers[-1].text if answers else text
        if now != text:
            text, worth, since = now, first.value, number
            stands = f"the text is now {deal_words(case, text or {})}"
        else:
            stands = f"the text stays as of round {since}" if text else "there is no text yet"
        yield str(number), "", f"{_answers(case, answers)}: {stands}", *worth_of(case, worth)
        before = first.deal


def _version(
    case: Case, deal: Mapping[str, str], text: Mapping[str, str] | None, before: Mapping[str, str] | None
) -> str:
    """A version, by what it moves in the text, or in the version before where there is no text yet."""
    base, place = text or before, "the text" if text else "the version before"
    if base is None:
        return f"proposes {deal_words(case, deal)}"
    moved = [issue for issue, option in deal.items() if base.get(issue) != option]
    if 2 * len(moved) > len(deal):
        return f"proposes anew {deal_words(case, deal)}"
    steps = (
        f"{case.issue_label(issue)}: {case.option_label(issue, base[issue])} → "
        f"{case.option_label(issue, deal[issue])}"
        for issue in moved
    )
    return f"moves in {place} {'; '.join(steps)}" if moved else f"proposes {place} again"


def _answers(case: Case, answers: list[TranscriptLine]) -> str:
    """Who did what: ``all accept``, ``Ann accepts, Ben refuses``."""
    by: dict[str, list[str]] = {}
    for one in answers:
        by.setdefault(one.what, []).append(case.label(one.by))
    if len(by) == 1 and len(answers) > 1:
        (what,) = by
        return f"all {_WAYS[what]}"
    return ", ".join(
        f"{listed(names)} {what if len(names) == 1 else _WAYS[what]}" for what, names in by.items()
    )


def worth_of(case: Case, value: Mapping[str, float] | None) -> tuple[str, ...]:
    """What a deal is worth to each party; nothing where there is none."""
    return tuple("" if value is None else estimate(value[who]) for who in case.parties)
