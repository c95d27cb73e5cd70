"""If the talks had gone otherwise: strategies play them as they were held, and in other ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...analysis.why.played_ways import PlayedTalks
from ...case import Case
from ...numbers import estimate, plus_minus, points
from ...playing.compared import HeldSo, MovedTo
from ...playing.played import Played
from ..charts.chart import Chart
from ..charts.talks_charts import dance, rates
from ..language.phrases import capital, count, of_hundred
from ..language.talks_words import (
    MOVED,
    dance_words,
    moved_at,
    refused_words,
    rounds_words,
    share_words,
    way_words,
)

_REFUSED = 2
"""Deals signed in vain that are named for each way."""


@dataclass(frozen=True, slots=True)
class OtherwiseTable:
    """One thing that is moved, and the shares at each place."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The whole screen."""

    found: Played
    sentences: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # way, they sign, a deal, more deals, rounds
    refused: tuple[tuple[str, str, str], ...]  # way, share, deal that was signed in vain and who refuses it
    moved: tuple[OtherwiseTable, ...]
    charts: tuple[Chart, ...]
    caption: str
    note: str
    played: PlayedTalks | None  # what of it bears on process as an explanation


def talks_otherwise(case: Case, found: Played, beside: PlayedTalks | None = None) -> Otherwise:
    """Put a what-if into words, rows and pictures."""
    ways, moved = found.against or (), found.moved or ()
    return Otherwise(
        found=found,
        sentences=tuple(_sentences(case, found)),
        rows=tuple(way_rows(ways)),
        refused=tuple(
            (
                way_words(way, ways),
                share_words(one.share, one.error, way.signed_interval),
                refused_words(case, one),
            )
            for way in ways
            for one in way.not_ratified[:_REFUSED]
        ),
        moved=tuple(replace(one, title=capital(one.title)) for one in moved_tables(moved)),
        charts=(*dance(case, found.dance), *rates(moved)),
        caption=dance_words(found.dance),
        note=capital(found.method.note),
        played=beside,
    )


def _sentences(case: Case, found: Played) -> Iterator[str]:
    ways = found.against or ()
    names = " and ".join(dict.fromkeys(found.strategies.values()))
    yield (
        f"Strategies ({names}) played the talks {found.sessions:,} times in each of "
        f"{count(len(ways), 'way')}, over draws of all judgements. This is a simulation of strategies, not a "
        "forecast of people"
    )
    sign = "both sides sign" if len(case.parties) == 2 else "all sides sign"
    for one in ways:
        yield f"{way_words(one, ways)}: {sign} in {_share(one.signed, one.signed_error)}"
    yield from rounds_words(found)
    if case.ratifiers:
        best = max(ways, key=lambda one: one.rate)
        yield (
            f"It is ratified as well in {of_hundred(best.rate)} at most: strategies ask nobody who "
            "must ratify"
        )


def _share(share: float, error: float) -> str:
    return of_hundred(share) + (f" ({plus_minus(error)})" if error else "")


def way_rows(ways: tuple[HeldSo, ...], none: str = "–") -> Iterator[tuple[str, ...]]:
    """A row for each way to hold the talks; ``none`` where the first would be compared with itself."""
    for one in ways:
        more = none if one is ways[0] else points(one.difference, one.difference_error)
        yield (
            way_words(one, ways), share_words(one.signed, one.signed_error, one.signed_interval),
            share_words(one.rate, one.error, one.interval), more, estimate(one.mean_rounds),
        )  # fmt: skip


def moved_tables(moved: Sequence[MovedTo]) -> Iterator[OtherwiseTable]:
    """The rates where one thing is otherwise, a table for each protocol and thing."""
    for protocol, what in dict.fromkeys((one.protocol, one.what) for one in moved):
        some = [one for one in moved if (one.protocol, one.what) == (protocol, what)]
        sign = tuple(share_words(one.signed, one.signed_error, one.signed_interval) for one in some)
        deal = tuple(share_words(one.rate, one.error, one.interval) for one in some)
        rows = (("they sign", *sign), ("a deal", *deal))
        yield OtherwiseTable(f"{protocol}: {MOVED[what]}", tuple(map(moved_at, some)), rows)
