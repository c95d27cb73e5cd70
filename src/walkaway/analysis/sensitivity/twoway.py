r"""Two judgements at once: the zone's probability over a grid of both, and the line between deal and none.

On each point of the grid both judgements are set, all others keep their draws. Only the deals are looked at
again that the others let pass; their slack is linear in both judgements. Where it is not (points inside a
function, a party with a cap or with a walk-away that is worth a deal) there is no map.

The line is that of the central realisation: for each value of the first judgement, the exact values of the
second at which the zone opens and closes (:mod:`walkaway.analysis.sensitivity.flips`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...errors import UsageError, quoted
from ...space import Bools, Picks
from ...space.draws import Draws
from ...space.sweep import accepted, values_of
from ...space.weights import Floats
from ..result import Result
from .movable import Lever, added_columns
from .moving import Mover
from .pivotal import Grouping

__all__ = ["STEPS", "Axis", "Map", "axis_of", "lines", "two_way"]

STEPS = 13
_DEALS = 64
_MANY = 4096
_FLAT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis(Result):
    """One side of the map: a judgement and the values it is set to."""

    path: str
    who: str
    low: float
    high: float
    central: float
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(Result):
    """Probability of the zone over two judgements.

    Attributes
    ----------
    first, second : Axis
    probability, error : tuple of tuple of float
        Rows by the first judgement, columns by the second.
    opens : tuple of (tuple of (float or None))
        For each value of the first judgement: the second up to which, and from which, the central realisation
        has a deal; None where there is no such end. Empty where the deals are too many to be listed.
    always : tuple of bool
        For each value of the first: whether there is a central deal whatever the second is.
    draws : int
    """

    first: Axis
    second: Axis
    probability: tuple[tuple[float, ...], ...]
    error: tuple[tuple[float, ...], ...]
    opens: tuple[tuple[float | None, float | None], ...]
    always: tuple[bool, ...]
    draws: int


def axis_of(lever: Lever, who: str, steps: int) -> Axis:
    """Values from end to end; of a judgement that is one number, a tenth of it to both sides."""
    room = 0.0 if lever.moves else max(1.0, abs(lever.central) / 10)
    low, high = max(lever.least, lever.low - room), min(lever.most, lever.high + room)
    values = tuple(float(x) for x in np.linspace(low, high, steps))
    return Axis(path=lever.path, who=who, low=low, high=high, central=lever.central, values=values)


def _rows(mover: Mover, who: int, picks: Picks) -> Grouping:
    """Each deal as a group of its own."""
    space, joint = mover.space, mover.space.joint
    columns = added_columns(space, who)
    masks = {feature: mask for feature, owner, mask in joint.interactions if owner == who}
    held = np.zeros((len(picks), len(columns)), bool)
    for place, column in enumerate(columns):
        held[:, place] = masks[column].holds(picks, joint.columns)
    return Grouping(who, tuple(range(len(space.issues))), columns, np.arange(len(picks)), picks, held)


def two_way(mover: Mover, picks: Picks, levers: tuple[Lever, Lever], *, steps: int = STEPS) -> Floats:
    """In which share of the draws some deal passes, for both levers set to each pair of values.

    Parameters
    ----------
    mover : Mover
    picks : int array (deals, issues)
    levers : (Lever, Lever)
    steps : int
        Values along each side.

    Returns
    -------
    float array (steps, steps)

    Raises
    ------
    UsageError
        If both are one judgement, or of one party and one of them a weight: the two would not add up. If the
        slack is not linear in one of them.

    Notes
    -----
    O(deals · draws · parties), and steps² for each deal and draw that hangs on the two.
    """
    first, second = levers
    if first is second or (first.who == second.who and "weight" in (first.kind, second.kind)):
        raise UsageError.of(
            f"a map of {quoted(first.path)} and {quoted(second.path)}",
            "two different judgements; of one party, none of them a weight",
            path="map_of",
        )
    for lever in levers:
        capped = mover.draws.caps is not None and bool(np.isfinite(mover.draws.caps[lever.who]))
        if capped or not lever.alike:
            raise UsageError.of(
                f"a map with {quoted(lever.path)}",
                "judgements in which the gain of every deal is linear: not inside a function, and not of a "
                "party with a cap or with a walk-away that is worth a deal",
                path="map_of",
            )
    grids = [np.array(axis_of(lever, "", steps).values) for lever in levers]
    hits = np.zeros((steps * steps, mover.draws.count), bool)
    for start in range(0, len(picks), _DEALS):
        pair, hangs, passes = _hanging(mover, mover.draws.eased, picks[start : start + _DEALS], levers)
        parts = [part.at(hangs) for part in pair]
        _enter(hits, grids, parts, np.nonzero(hangs)[1], same=first.who == second.who)
        hits[:, passes.any(axis=0)] = True
    return np.asarray(hits.mean(axis=1).reshape(steps, steps))


def _hanging(
    mover: Mover, draws: Draws, picks: Picks, levers: tuple[Lever, Lever]
) -> tuple[list[_Slope], Bools, Bools]:
    """Slacks of both parties, where a deal hangs on the two, and where it passes without them."""
    space, values = mover.space, values_of(mover.space, draws, picks)
    gaps = values - draws.walk_away[None]
    parts = [_Slope.of(mover, lever, picks, gaps[:, lever.who]) for lever in levers]
    accepts = accepted(space, mover.draws, picks)
    for lever in levers:
        accepts[:, lever.who] = ~space.joint.refused(picks, lever.who)[:, None]
    hangs = space.passes(accepts.transpose(0, 2, 1))
    for lever in levers:
        accepts[:, lever.who] = False
    return parts, hangs, space.passes(accepts.transpose(0, 2, 1))


@dataclass(frozen=True, eq=False)
class _Slope:
    """Slack of one party as a linear function of its lever: as it is, at 0, and by how much a step adds."""

    now: Floats
    zero: Floats
    slope: Floats

    @classmethod
    def of(cls, mover: Mover, lever: Lever, picks: Picks, now: Floats) -> _Slope:
        rows = _rows(mover, lever.who, picks)
        zero, one = (mover.slack(lever, to, now, rows) for to in (0.0, 1.0))
        return cls(now, zero, one - zero)

    def at(self, pairs: Bools) -> _Slope:
        return _Slope(self.now[pairs], self.zero[pairs], self.slope[pairs])


def lines(
    mover: Mover, picks: Picks, levers: tuple[Lever, Lever], values: Sequence[float]
) -> list[tuple[float | None, float | None, bool]]:
    """Where the second lever opens and closes the zone, for each value of the first, in one realisation.

    Parameters
    ----------
    mover : Mover
        Of a single draw.
    picks : int array (deals, issues)
    levers : (Lever, Lever)
    values : sequence of float
        Of the first lever.

    Returns
    -------
    list of (below, above, always)
        There is a deal up to ``below`` and from ``above`` on; None where there is no such end.
    """
    found: list[list[tuple[Floats, Floats, Bools]]] = [[] for _ in values]
    free = False
    for start in range(0, len(picks), _MANY):
        some = picks[start : start + _MANY]
        pair, hangs, passes = _hanging(mover, mover.draws, some, levers)  # ends are told: as they are
        free |= bool(passes.any())
        one, other = (part.at(hangs) for part in pair)
        for place, value in enumerate(values):
            slack = one.zero + value * one.slope
            zero, kept = other.zero, slack >= 0
            if levers[0].who == levers[1].who:
                zero, kept = zero + slack - other.now, np.ones(len(slack), bool)
            slope = other.slope[kept]
            found[place].append((zero[kept], slope, np.asarray(np.abs(slope) <= _FLAT)))
    return [_half_lines(parts, free=free) for parts in found]


def _half_lines(
    parts: Sequence[tuple[Floats, Floats, Bools]], *, free: bool
) -> tuple[float | None, float | None, bool]:
    below, above = -np.inf, np.inf
    for zero, slope, flat in parts:
        free |= bool((zero[flat] >= 0).any())
        falls, rises = ~flat & (slope < 0), ~flat & (slope > 0)
        below = max(below, float((-zero[falls] / slope[falls]).max(initial=-np.inf)))
        above = min(above, float((-zero[rises] / slope[rises]).min(initial=np.inf)))
    return (below if below > -np.inf else None), (above if above < np.inf else None), free


def _enter(
    hits: Bools, grids: Sequence[Floats], parts: Sequence[_Slope], draw: NDArray[np.intp], *, same: bool
) -> None:
    """Mark the draws in which one of some pairs of deal and draw passes, for each point of the grid."""
    one, other = parts
    for a, first in enumerate(grids[0]):
        slack = one.zero + first * one.slope
        kept = slice(None) if same else slack >= 0
        zero, slope, where = other.zero[kept], other.slope[kept], draw[kept]
        if same:
            zero = zero + slack - other.now
        for b, second in enumerate(grids[1]):
            hits[a * len(grids[1]) + b, where[zero + second * slope >= 0]] = True
