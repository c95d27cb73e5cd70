"""``walkaway play --against`` in the terminal: each way to hold the talks, its deals, and what moves them."""

from __future__ import annotations

from collections.abc import Iterator

from ...case import Case
from ...case.titles import deal_words
from ...numbers import estimate, measured
from ...playing.compared import HeldSo
from ...playing.played import Played
from ...printing import Grid, Line, Part
from ..language.people import introductions
from ..language.phrases import capital, count
from ..language.talks_words import refused_words, rounds_words, share_words, way_words
from ..screens.talks_otherwise import moved_tables, way_rows

_DEALS = 2


def compared_tables(case: Case, found: Played) -> Iterator[Part]:
    """What became of the talks, held in several ways."""
    ways, note = found.against or (), found.method.note
    first = ways[0]
    yield f"{case.title}: the talks held in {count(len(ways), 'way')}, {first.sessions:,} times each"
    yield from introductions(case)
    yield f"{'; '.join(f'{case.label(who)} plays {name}' for who, name in first.strategies.items())}."
    yield ""
    yield Grid(
        (
            "of 100 sessions",
            "both sign" if len(case.parties) == 2 else "they sign",
            "a deal",
            "more",
            "rounds",
        ),
        tuple(way_rows(ways, none="")),
        left=1,
    )
    yield "± is one standard error over the draws; more is the difference in deals to the first."
    if told := list(rounds_words(found)):
        yield Line(" ".join(f"{text}." for text in told))
    if case.ratifiers:
        yield "A deal has been ratified as well; strategies ask no ratifier."
    yield ""
    yield from _worth(case, ways)
    yield ""
    yield from _deals(case, ways)
    for table in moved_tables(found.moved or ()):
        yield ""
        rows = tuple((f"{what}, of 100", *shares) for what, *shares in table.rows)
        yield Grid((table.title, *table.heads), rows, left=1)
    yield ""
    yield Line(f"{capital(note)}.", "dim")


def _worth(case: Case, ways: tuple[HeldSo, ...]) -> Iterator[Part]:
    """What it is worth to each party on average, no deal counted as its walk-away."""
    yield Grid(
        ("worth on average", *map(case.label, case.parties)),
        (
            *((way_words(one, ways),
               *(measured(one.value[who], one.value_error[who]) for who in case.parties)) for one in ways),
            ("No deal", *(estimate(ways[0].walk_away[who]) for who in case.parties)),
        ),
        left=1,
    )  # fmt: skip


def _deals(case: Case, ways: tuple[HeldSo, ...]) -> Iterator[Part]:
    for one in ways:
        if not one.deals:
            yield f"{way_words(one, ways)}: no deal in any session."
        else:
            often = ", most often" if len(one.deals) > _DEALS else ""
            yield f"{way_words(one, ways)}: {count(len(one.deals), 'deal')}{often}"
        for deal in one.deals[:_DEALS]:
            share = share_words(deal.share, deal.error, one.interval)
            yield f"  {share} of 100: {deal_words(case, deal.deal)}"
        if one.not_ratified:
            often = ", most often" if len(one.not_ratified) > _DEALS else ""
            yield f"  Signed and not ratified{often}"
        for refused in one.not_ratified[:_DEALS]:
            share = share_words(refused.share, refused.error, one.signed_interval)
            yield f"    {share} of 100: {refused_words(case, refused)}"
