"""From a given deal: what would be better for everybody, what could be traded, what costs nothing.

All of it is exact in one realisation of the judgements; where they are ranges in the central one, with the
share of draws in which each deal shown is an improvement for all. The settlement after the settlement is the
solutions with the given deal in place of the walk-aways (Raiffa 1985, *Post-settlement settlements*,
*Negotiation Journal* 1:9–12).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...case import Agreement, Case
from ...errors import BudgetError, UsageError
from ...language import counted
from ...numbers import number
from ...space import Picks, build_space, central_values, in_steps
from ...space.draws import Draws, draw
from ...space.sweep import values_of
from ..frontier.frontier import Frontier, frontier_within
from ..frontier.merging import Ints
from ..result import Method
from ..solutions.solutions import solutions
from ..zone.acceptability import standard_error
from ..zone.bounds import build_bounds
from .better import BetterDeals, find_better
from .cheapest import Cheapest, cheapest, cheapest_of
from .equal_value import equal_value
from .given_deal import Given, given_deal
from .improvements import Alternative, Change, Improvement, Improvements, Settlement, Trade
from .measures import measure
from .offers import Demands, asked_on_record
from .trades import pairs

_DRAW_ROWS, _DRAWS = 64, 2048
_DRAWN_TOO = "shares of draws speak of all judgements, everything else of likely values, middles and centres"


def shares_of(given: Given, draws: Draws, rows: Picks) -> list[float]:
    """In what share of draws each deal is an improvement for all over the given one."""
    space = given.space
    better, ease = np.zeros(len(rows)), draws.eases[: space.parties]
    for start in range(0, draws.count, _DRAWS):
        part = draws.some(slice(start, start + _DRAWS))
        sizes = part.sizes
        here, large = (values_of(space, one, given.picks)[:, : space.parties] for one in (part, sizes))
        for row in range(0, len(rows), _DRAW_ROWS):
            some = slice(row, row + _DRAW_ROWS)
            change = values_of(space, part, rows[some])[:, : space.parties] - here
            slack = ease * (values_of(space, sizes, rows[some])[:, : space.parties] + large)
            better[some] += ((change >= -slack).all(axis=1) & (change > slack).any(axis=1)).sum(axis=1)
    return list(map(float, better / draws.count))


class _Recorder:
    """Turns rows of picks into records with gains, changes and shares of draws."""

    def __init__(self, given: Given, draws: Draws | None) -> None:
        self.given, self.draws = given, draws
        self.parties = given.space.who[: given.space.parties]

    def named(self, differences: Ints) -> dict[str, float]:
        return dict(zip(self.parties, map(float, self.given.own(differences)), strict=True))

    def changes(self, row: Picks) -> tuple[Change, ...]:
        """The changed issues of one deal, each valued alone."""
        given, space, found = self.given, self.given.space, []
        for issue in np.flatnonzero(row != given.picks[0]).tolist():
            cluster, options = given.home[issue], space.options[issue]
            alone = given.here(cluster).copy()
            alone[0, cluster.columns[issue]] = row[issue]
            gains = given.gains(given.differences(cluster, alone))[0]
            before, after = options[given.picks[0, issue]], options[row[issue]]
            found.append(
                Change(issue=space.issues[issue], before=before, after=after, gains=self.named(gains))
            )
        return tuple(found)

    def deal(self, row: Picks) -> dict[str, Any]:
        """What every record tells of a deal, and its gains."""
        given, space = self.given, self.given.space
        value, deal = given.worth(row[None])[0], space.deal(row.tolist())
        return {
            "deal": deal,
            "value": tuple(map(float, given.own(value))),
            "gains": self.named(value - given.integers),
            "changes": self.changes(row),
            "refused_by": space.refused_by(given.values, deal),
        }

    def improvements(self, rows: Picks, counts: Sequence[int | None]) -> Iterator[dict[str, Any]]:
        """The fields of improvements."""
        shares: Sequence[float | None] = [None] * len(rows)
        if self.draws is not None and len(rows):
            shares = shares_of(self.given, self.draws, rows)
        for row, count, share in zip(rows, counts, shares, strict=True):
            found = self.deal(row)
            yield found | {
                "gives": {
                    name: sum(max(0.0, -change.gains[name]) for change in found["changes"])
                    for name in self.parties
                },
                "count": count, "share": share,
                "error": None if share is None or not self.draws else standard_error(share, self.draws.count),
            }  # fmt: skip


def _best_first(differences: Ints, better: BetterDeals, changes: Sequence[int] | None = None) -> list[int]:
    """Rows by fewest changes, then by the largest joint gain in spans of the frontier."""
    joint = differences.astype(float) @ np.array([1 / span if span else 0.0 for span in better.spans])
    few = [0] * len(differences) if changes is None else changes
    return sorted(range(len(differences)), key=lambda row: (few[row], -joint[row], row))


def _signed(given: Given, picks: Picks, order: Sequence[int]) -> list[int]:
    """Of deals in an order those that would be signed centrally; where none would, all of them."""
    signed = given.space.passes(given.space.accepts(given.values, picks))
    return [row for row in order if signed[row]] or list(order)


def _cheapest(better: BetterDeals, most: int, notes: list[str]) -> Cheapest | None:
    """Improvements with few changes; where there are none but better deals exist, more changes are tried.

    Where some better deals would be signed, among these: one that is refused hides none of them.
    """
    if better.signed.count and better.signed.count != better.deals.count:
        return cheapest_of(better.given, better.signed, most)
    if better.left_out:
        return cheapest_of(better.given, better.deals, most)
    found, changes = None, 0
    try:
        for changes in range(1, len(better.given.space.issues) + 1):
            if changes > most and (better.any is False or (found is not None and len(found.picks))):
                break
            found = cheapest(better.given, changes)
    except BudgetError as error:
        notes.append(f"improvements with {changes} or more changes: {error}")
    return found


def _improvements(
    found: Cheapest | None, better: BetterDeals, record: _Recorder, most: int
) -> tuple[Improvement, ...]:
    """Fewest changes first, then the largest joint gain."""
    if found is None:
        return ()
    given = better.given
    might = given.might_pass(found.picks)
    order = _best_first(found.differences, better, found.changes.tolist())
    rows = _signed(given, found.picks, [row for row in order if might[row]])[:most]
    counted = given.values.caps is None  # else equal sums are not equal values
    counts = [int(found.counts[row]) if counted else None for row in rows]
    return tuple(Improvement(**item) for item in record.improvements(found.picks[rows], counts))


def _trades(
    better: BetterDeals, record: _Recorder, most: int, notes: list[str]
) -> tuple[tuple[Trade, ...], int]:
    given = better.given
    try:
        found, total = pairs(given)
    except BudgetError as error:
        notes.append(f"trades: {error}")
        return (), 0
    gains = np.array([pair.difference for pair in found]).reshape(-1, given.space.parties)
    picks = np.concatenate([given.picks[:0], *(pair.picks for pair in found)])
    best = [found[row] for row in _signed(given, picks, _best_first(gains, better))[:most]]
    rows = np.concatenate([given.picks[:0], *(pair.picks for pair in best)])
    told = zip(record.improvements(rows, [pair.count for pair in best]), best, strict=True)
    return tuple(Trade(**item, interplay=record.named(pair.interplay)) for item, pair in told), total


def _settlement(better: BetterDeals, record: _Recorder, most: int) -> Settlement:
    """Efficient deals that dominate the given one, and the solutions from it; nothing where out of reach."""
    if not better.above:
        return Settlement(efficient=None, reaching=None, points=(), solutions={})
    given, front, rows = better.given, better.front, better.rows
    away = given.values.walk_away.copy()
    enough = front.integers[rows] >= away[: given.space.parties]
    away[: given.space.parties] = given.integers
    from_here = solutions(replace(front, values=replace(front.values, walk_away=away))).by_name
    by_name: dict[str, Improvement | None] = dict.fromkeys(from_here)
    for name, found in from_here.items():
        if found is not None:
            picks = given.space.picks_of(found.deal)
            if given.might_pass(picks).all():
                by_name[name] = Improvement(**next(record.improvements(picks, [found.count])))
    some = rows[np.unique(np.linspace(0, len(rows) - 1, min(most, len(rows))).astype(int))]
    counts = [front.points[row].count for row in some.tolist()]
    points = tuple(Improvement(**item) for item in record.improvements(front.picks[some], counts))
    reaching = int(enough.all(axis=1).sum())
    return Settlement(efficient=len(rows), reaching=reaching, points=points, solutions=by_name)


def _alternatives(
    better: BetterDeals, record: _Recorder, tolerance: float, most: int, asked: Demands
) -> Iterator[Alternative | str]:
    """For every two parties the alternatives of one that the other likes best, or why there are none."""
    given = better.given
    for who, name in enumerate(record.parties):
        near = int(better.spans[who] * tolerance)
        for other, liking in enumerate(record.parties):
            if other == who:
                continue
            offer, terms = asked.get(liking, (None, None))
            found = equal_value(given, who, other, near, asked=None if terms is None else _row(given, terms))
            if found is None:
                yield f"alternatives of {name}: not found for sure"
                break
            own, gain = found.own, found.other
            worth = (gain > 0) & given.might_pass(found.picks)
            least = given.values.walk_away[who] - given.integers[who]
            if least <= 0:
                worth &= own >= least  # what the party would refuse is not level with what it accepts
            worth[1:] &= own[1:] > np.maximum.accumulate(own)[:-1]  # else one before it is as good for both
            for at in np.flatnonzero(worth)[:most].tolist():
                deal = record.deal(found.picks[at])
                gains = deal.pop("gains")
                yield Alternative(
                    who=name, other=liking, own=gains[name], gain=gains[liking], away=int(found.away[at]),
                    tolerance=float(near * given.values.units[who]), offer=offer, **deal,
                )  # fmt: skip


def _row(given: Given, terms: Mapping[str, str]) -> Picks:
    """Terms as a row of picks, -1 where they leave an issue open."""
    options = zip(given.space.issues, given.space.options, strict=True)
    return np.array([[names.index(terms[i]) if i in terms else -1 for i, names in options]], dtype=np.intp)


def improvements(
    given: Given,
    front: Frontier,
    drawn: Draws | None,
    *,
    changes: int,
    most: int,
    tolerance: float,
    asked: Demands,
) -> Improvements:
    """The same for a deal whose frontier is known; see :func:`improve`."""
    space, values = given.space, given.values
    better, record = find_better(given, front), _Recorder(given, drawn)
    notes = list(better.notes)
    if better.deals.count is None:
        known = "; the efficient ones are all known" if better.above else ""
        notes.append(f"deals that dominate it: too many to count{known}")
    settlement = _settlement(better, record, most)
    near = _cheapest(better, changes, notes)
    few = _improvements(near, better, record, most)
    trades, total = _trades(better, record, most, notes)
    level = list(_alternatives(better, record, tolerance, min(most, 3), asked))
    notes += [item for item in level if isinstance(item, str)]
    seed, count, note = (None, None, "") if drawn is None else (drawn.seed, drawn.count, _DRAWN_TOO)
    return Improvements(
        parties=record.parties, deal=space.deal(given.picks[0].tolist()),
        value=tuple(map(float, given.own(given.integers))),
        walk_away=tuple(map(float, values.own_scale(values.walk_away[: space.parties]))),
        refused_by=given.refused_by, unwilling=given.unwilling, passes=given.passes,
        efficient=False if few else better.efficient,
        dominated_by=better.deals.count, would_pass=better.would_pass, left_out=better.left_out,
        refusing=better.refusing,
        cheapest=few, looked_at=0 if near is None else near.most, trades=trades, trades_found=total,
        settlement=settlement, alternatives=tuple(item for item in level if not isinstance(item, str)),
        measures=measure(better), notes=tuple(notes),
        method=Method(
            name="merging of differences from the deal over clusters; the exact frontier",
            exact=front.method.exact, realisation=front.values.name,
            seed=seed, draws=count, note=note,
        ),
    )  # fmt: skip


def improve(
    case: Case,
    deal: Mapping[str, str],
    *,
    rule: Agreement | None = None,
    changes: int = 3,
    most: int = 10,
    tolerance: float = 0.02,
    sampling: tuple[int, int] = (2000, 2019),
) -> Improvements:
    """Everything that could be better than a deal: :func:`walkaway.improve`; ``sampling``: draws, seed."""
    if changes < 1 or most < 1 or not 0 <= tolerance <= 1:
        raise UsageError.of(
            f"{counted(changes, 'change')}, {most} to tell of, tolerance {number(tolerance)}",
            "at least 1 change, at least 1 to tell of, a tolerance from 0 to 1",
        )
    case = in_steps(case, deal)
    space = build_space(case, rule=rule)
    values = central_values(case, space)
    given = given_deal(space, values, dict(deal), build_bounds(case, space, values))
    front = frontier_within(space, values)
    drawn = None if values.name == "exact" else draw(case, space, draws=sampling[0], seed=sampling[1])
    asked = asked_on_record(case, deal)
    return improvements(given, front, drawn, changes=changes, most=most, tolerance=tolerance, asked=asked)
