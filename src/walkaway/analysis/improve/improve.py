r"""From a given deal: what would be better for everybody, what could be traded, what costs nothing.

* **dominating deals**: at least as good for every party and better for one; all of them where they can be
  listed or counted, the efficient ones always (:mod:`~walkaway.analysis.improve.dominating`);
* **the cheapest improvements**: the best that can be done by changing one issue, two, three … with what each
  party has to give on some issues to get more on others (:mod:`~walkaway.analysis.improve.nearby`);
* **trades**: pairs of changes that only work together (:mod:`~walkaway.analysis.improve.trades`);
* **the settlement after the settlement**: efficient deals that dominate this one, and the bargaining
  solutions with this deal in place of the walk-aways, :math:`d := v(x)` (Raiffa 1985);
* **equal-value alternatives**: deals that a party values the same and another values more
  (:mod:`~walkaway.analysis.improve.isovalue`).

All of it is exact in one realisation of the judgements. Where judgements are ranges that is the central one,
and for every deal shown the share of draws is given in which it is an improvement for all: no party worse
off than with the given deal and one better off.

References
----------
Raiffa (1985), *Post-settlement settlements*, *Negotiation Journal* 1:9–12.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from ...case import Agreement, Case
from ...errors import BudgetError, UsageError
from ...language import counted
from ...numbers import number
from ...space import Picks, build_space, central_values, in_steps
from ...space.draws import Draws, draw
from ...space.values import EASE
from ..frontier.frontier import frontier_within
from ..frontier.merging import Ints
from ..frontier.points import Frontier
from ..result import Method
from ..solutions.solutions import solutions
from ..zone.acceptability import standard_error, values_of
from ..zone.bounds import build_bounds
from .given_deal import Given, given_deal
from .isovalue import iso_value
from .known import known_from
from .measures import measure, spans
from .nearby import Ladder, ladder
from .offers import Asked, asked_on_record
from .passing import any_better, better_rows, ladder_of, passing
from .records import Alternative, Change, Improvement, Improvements, Settlement, Trade
from .trades import Pair, pairs

__all__ = ["improve", "improvements", "shares_of"]

_DRAW_ROWS, _DRAWS = 64, 2048


def shares_of(given: Given, draws: Draws, rows: Picks) -> list[float]:
    """In what share of draws each deal is an improvement for all over the given one.

    Parameters
    ----------
    given : Given
    draws : Draws
    rows : int array (deals, issues)

    Returns
    -------
    list of float
    """
    space = given.space
    better = np.zeros(len(rows))
    for start in range(0, draws.count, _DRAWS):
        part = draws.some(slice(start, start + _DRAWS))
        sizes = replace(part, coefficients=np.abs(part.coefficients), caps=None)  # of what is summed
        here, large = (values_of(space, one, given.picks)[:, : space.parties] for one in (part, sizes))
        for row in range(0, len(rows), _DRAW_ROWS):
            some = slice(row, row + _DRAW_ROWS)
            change = values_of(space, part, rows[some])[:, : space.parties] - here
            slack = EASE * (values_of(space, sizes, rows[some])[:, : space.parties] + large)
            better[some] += ((change >= -slack).all(axis=1) & (change > slack).any(axis=1)).sum(axis=1)
    return list(map(float, better / draws.count))


class _Teller:
    """Turns rows of picks into records with gains, changes and shares of draws."""

    def __init__(self, given: Given, draws: Draws | None) -> None:
        self.given, self.draws = given, draws
        self.parties = given.space.who[: given.space.parties]

    def named(self, differences: Ints) -> dict[str, float]:
        return dict(zip(self.parties, map(float, self.given.own(differences)), strict=True))

    def changes(self, picks: Picks) -> tuple[Change, ...]:
        """The changed issues of one deal (1, issues), each valued alone."""
        given, space = self.given, self.given.space
        found = []
        for cluster in space.clusters:
            for column, issue in enumerate(cluster.issues):
                if picks[0, issue] != given.picks[0, issue]:
                    row = given.here(cluster).copy()
                    row[0, column] = picks[0, issue]
                    options = space.options[issue]
                    alone = given.gains(given.differences(cluster, row))[0]
                    before, after = options[given.picks[0, issue]], options[picks[0, issue]]
                    change = Change(
                        issue=space.issues[issue], before=before, after=after, gains=self.named(alone)
                    )
                    found.append((issue, change))
        return tuple(change for _, change in sorted(found, key=lambda item: item[0]))

    def improvements(self, rows: Picks, counts: Iterable[int | None]) -> list[Improvement]:
        given, space = self.given, self.given.space
        shares: list[float | None] = [None] * len(rows)
        if self.draws is not None and len(rows):
            shares = list(shares_of(given, self.draws, rows))
        found = []
        for row, count, share in zip(rows, counts, shares, strict=True):
            picks = row[None]
            value = given.worth(picks)[0]
            changes = self.changes(picks)
            found.append(
                Improvement(
                    deal=space.deal(row.tolist()),
                    value=tuple(map(float, given.own(value))),
                    gains=self.named(value - given.integers),
                    gives={
                        name: sum(max(0.0, -change.gains[name]) for change in changes)
                        for name in self.parties
                    },
                    changes=changes,
                    count=count,
                    share=share,
                    error=None
                    if share is None or self.draws is None
                    else standard_error(share, self.draws.count),
                    refused_by=given.stand_in_the_way(picks),
                )
            )
        return found


def _joint(differences: Ints, widths: tuple[int, ...]) -> list[float]:
    """Joint gain of rows in spans of the frontier."""
    scale = np.array([1 / width if width else 0.0 for width in widths])
    return [float(x) for x in differences @ scale]


def _climb(given: Given, most: int, *, better: bool, notes: list[str]) -> Ladder | None:
    """Improvements with few changes; where there are none but better deals exist, more changes are tried."""
    found, changes = None, 0
    try:
        for changes in range(1, len(given.space.issues) + 1):
            if changes > most and (not better or (found is not None and len(found.picks))):
                break
            found = ladder(given, changes)
    except BudgetError as error:
        notes.append(f"improvements with {changes} or more changes: {error}")
    return found


def _cheapest(steps: Ladder, tell: _Teller, most: int, widths: tuple[int, ...]) -> tuple[Improvement, ...]:
    """Fewest changes first, then the largest joint gain."""
    joint = _joint(steps.differences, widths)
    might = np.flatnonzero(tell.given.might_pass(steps.picks)).tolist()
    order = sorted(might, key=lambda at: (int(steps.changes[at]), -joint[at], at))[:most]
    counted = tell.given.values.caps is None  # else equal sums are not equal values
    counts = [int(steps.counts[at]) if counted else None for at in order]
    return tuple(tell.improvements(steps.picks[order], counts))


def _trades(given: Given, tell: _Teller, most: int, widths: tuple[int, ...], notes: list[str]) -> tuple[
    tuple[Trade, ...], int
]:  # fmt: skip
    try:
        found, total = pairs(given)
    except BudgetError as error:
        notes.append(f"trades: {error}")
        return (), 0
    joint = _joint(np.array([pair.difference for pair in found]).reshape(-1, given.space.parties), widths)
    order = sorted(range(len(found)), key=lambda at: (-joint[at], at))[:most]
    chosen: list[Pair] = [found[at] for at in order]
    rows = np.concatenate([given.picks[:0], *(pair.picks for pair in chosen)])
    plain = tell.improvements(rows, [pair.count for pair in chosen])
    return tuple(
        Trade(
            **{name: getattr(item, name) for name in Improvement.__dataclass_fields__},
            interplay=tell.named(pair.interplay),
        )
        for item, pair in zip(plain, chosen, strict=True)
    ), total


_UNSETTLED = Settlement(efficient=None, reaching=None, points=(), solutions={})
"""Where the efficient deals that dominate the given one are out of reach."""


def _settlement(given: Given, front: Frontier, tell: _Teller, most: int) -> Settlement:
    better = better_rows(given, front)
    spread = np.unique(np.linspace(0, len(better) - 1, min(most, len(better))).astype(int))
    rows = better[spread] if len(better) else better
    away = given.values.walk_away.copy()
    enough = front.integers[better] >= away[: given.space.parties]
    away[: given.space.parties] = given.integers
    based = solutions(replace(front, values=replace(front.values, walk_away=away)))
    by_name: dict[str, Improvement | None] = {}
    for name, found in based.by_name.items():
        by_name[name] = None
        if found is not None:
            picks = given.space.picks_of(found.deal)
            if bool(given.might_pass(picks).all()):
                by_name[name] = tell.improvements(picks, [found.count])[0]
    counts = [front.points[row].count for row in rows.tolist()]
    return Settlement(
        efficient=len(better),
        reaching=int(enough.all(axis=1).sum()),
        points=tuple(tell.improvements(front.picks[rows], counts)),
        solutions=by_name,
    )


def _alternatives(
    given: Given, tell: _Teller, widths: tuple[int, ...], tolerance: float, most: int, asked: Asked
) -> Iterator[Alternative | str]:
    """For every two parties the alternatives of one that the other likes best, or why there are none."""
    space = given.space
    for who in range(space.parties):
        near = int(widths[who] * tolerance)
        for other in (p for p in range(space.parties) if p != who):
            name = space.who[other]
            number, terms = asked.get(name, (None, {}))
            goal = given.picks if number is None else _terms(given, terms)
            found = iso_value(given, who, other, near, asked=goal)
            if found is None:
                yield f"alternatives of {space.who[who]}: not found for sure"
                break
            own, gain = found.own, found.other
            worth = (gain > given.slack[other]) & given.might_pass(found.picks)
            least = given.values.walk_away[who] - given.integers[who]
            if least <= 0:
                worth &= own >= least  # what the party would refuse is not level with what it accepts
            best_before = np.maximum.accumulate(own)
            worth[1:] &= own[1:] > best_before[:-1]  # else an alternative before it is as good for both
            for at in np.flatnonzero(worth)[:most].tolist():
                picks = found.picks[at : at + 1]
                value = given.worth(picks)[0]
                change = tell.named(value - given.integers)
                yield Alternative(
                    who=space.who[who], other=name, deal=space.deal(picks[0].tolist()),
                    value=tuple(map(float, given.own(value))),
                    own=change[space.who[who]], gain=change[name],
                    tolerance=float(near * given.values.units[who]), changes=tell.changes(picks),
                    away=int(found.away[at]), offer=number, refused_by=given.stand_in_the_way(picks),
                )  # fmt: skip


def _terms(given: Given, terms: Mapping[str, str]) -> Picks:
    """Terms as a row of picks, -1 where they leave an issue open."""
    space = given.space
    row = [
        options.index(terms[issue]) if issue in terms else -1
        for issue, options in zip(space.issues, space.options, strict=True)
    ]
    return np.array([row], dtype=np.intp)


def improvements(
    given: Given,
    front: Frontier,
    drawn: Draws | None,
    *,
    changes: int,
    most: int,
    tolerance: float,
    asked: Asked,
) -> Improvements:
    """The same for a deal whose frontier is known; see :func:`improve`."""
    known = known_from(given, front)
    found = passing(given, known.front)
    front, dominators = found.front, found.better
    tell, widths, notes = _Teller(given, drawn), spans(front, given), list(known.notes)
    if dominators.count is None:
        notes.append("deals that dominate it: too many to count"
                     + ("; the efficient ones are all known" if known.better else ""))  # fmt: skip
    settlement = _settlement(given, front, tell, most) if known.better else _UNSETTLED
    better = any_better(settlement.efficient, dominators)
    if found.refused:
        steps: Ladder | None = ladder_of(given, dominators, changes)
    else:
        steps = _climb(given, changes, better=better is not False, notes=notes)
    cheapest = _cheapest(steps, tell, most, widths) if steps is not None else ()
    trades, total = _trades(given, tell, most, widths, notes)
    told = list(_alternatives(given, tell, widths, tolerance, min(most, 3), asked))
    notes += [item for item in told if isinstance(item, str)]
    space, values = given.space, given.values
    own = values.own_scale(values.walk_away[: space.parties])
    return Improvements(
        parties=space.who[: space.parties],
        deal=space.deal(given.picks[0].tolist()),
        value=tuple(map(float, given.own(given.integers))),
        walk_away=tuple(map(float, own)),
        refused_by=given.refused_by,
        unwilling=given.unwilling,
        efficient=False if given.shut or cheapest else None if better is None else not better,
        dominated_by=dominators.count,
        left_out=found.refused,
        refusing=found.refusing,
        cheapest=cheapest,
        looked_at=0 if steps is None else steps.most,
        trades=trades,
        trades_found=total,
        settlement=settlement,
        alternatives=tuple(item for item in told if not isinstance(item, str)),
        measures=measure(
            given, front, dominated_by=dominators.count,
            better=known.better, gains=known.gains, stake=known.stake,
        ),
        notes=tuple(notes),
        method=_method(front, drawn),
    )  # fmt: skip


def _method(front: Frontier, drawn: Draws | None) -> Method:
    drawn_too = (
        "shares of draws speak of all judgements, everything else of likely values, middles and centres"
    )
    return Method(
        name="merging of differences from the deal over clusters; the exact frontier",
        exact=front.values.exact and front.method.exact,
        realisation=front.values.name,
        seed=None if drawn is None else drawn.seed,
        draws=None if drawn is None else drawn.count,
        note="" if drawn is None else drawn_too,
    )


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
    """Say everything that could be better than a deal.

    Parameters
    ----------
    case : Case
    deal : mapping of str to str
        Issue → option, one for every issue.
    rule : Agreement, optional
        Agreement rule in place of the case's own.
    changes : int
        Up to so many changed issues every improvement is looked at; more only where that finds none.
    most : int
        Most improvements, trades and efficient deals to tell of.
    tolerance : float
        What counts as equal value, as a share of what a party has at stake on the frontier.
    sampling : tuple of int
        Draws and seed, where judgements are ranges.

    Returns
    -------
    Improvements

    Raises
    ------
    UsageError
        If the deal is not one of the case, cannot be carried out, or an option is out of range.
    BudgetError
        If one cluster of linked issues is too large to go through.

    Notes
    -----
    Exact for the realisation in ``method``. Values and frontier as in
    :func:`walkaway.analysis.frontier.frontier.frontier`; the limits of each part stand in its module, and
    whatever a limit left out, the whole frontier too, is said in ``notes``.
    """
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
