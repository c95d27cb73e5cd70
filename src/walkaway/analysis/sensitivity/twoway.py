r"""Two judgements at once: the zone's probability over a grid of both, and the line between deal and none.

Both are set on each point, all others keep their draws. There is a map only where slack is linear in both:
not inside a function, nor of a party with a cap or a walk-away that is worth a deal. The line is the central
realisation's, exact (:mod:`walkaway.analysis.sensitivity.flips`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ...errors import UsageError, quoted
from ...space import Bools, Picks
from ...space.draws import Draws
from ...space.sweep import accepted, values_of
from ...space.weights import Floats
from ..result import Result
from .movable import Movable, added_columns
from .moving import Mover
from .pivotal import Grouping, Key, held_by

STEPS = 13
_DEALS = 64
_MANY = 4096
_FLAT = 1e-9
Ends = tuple[float | None, float | None, bool]
"""Up to where, from where on, and whether everywhere there is a deal; None where there is no such end."""


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
    """Probability of the zone over two judgements."""

    first: Axis
    second: Axis
    probability: tuple[tuple[float, ...], ...]  # rows by the first judgement, columns by the second
    error: tuple[tuple[float, ...], ...]
    # for each value of the first: the second up to which, and from which, the central realisation has a deal;
    # None where there is no such end. Empty where the deals are too many to be listed
    opens: tuple[tuple[float | None, float | None], ...]
    # for each value of the first: whether there is a central deal whatever the second is
    always: tuple[bool, ...]
    draws: int


def axis_of(one: Movable, who: str, steps: int) -> Axis:
    """Values from end to end; of a judgement that is one number, a tenth of it to both sides."""
    room = 0.0 if one.moves else max(1.0, abs(one.central) / 10)
    low, high = max(one.least, one.low - room), min(one.most, one.high + room)
    values = tuple(float(x) for x in np.linspace(low, high, steps))
    return Axis(path=one.path, who=who, low=low, high=high, central=one.central, values=values)


def two_way(mover: Mover, picks: Picks, pair: tuple[Movable, Movable], *, steps: int = STEPS) -> Floats:
    """In which share of the draws some deal passes, for both judgements set to each pair of values.

    A UsageError if both are one judgement, or of one party and one of them a weight: the two would not add
    up; or if the slack is not linear in one of them. O(deals · draws · parties), and steps² for each deal
    and draw that hangs on the two.
    """
    first, second = pair
    if first is second or (first.who == second.who and "weight" in (first.kind, second.kind)):
        raise UsageError.of(
            f"a map of {quoted(first.path)} and {quoted(second.path)}",
            "two different judgements; of one party, none of them a weight",
            path="map_of",
        )
    for one in pair:
        capped = mover.draws.caps is not None and bool(np.isfinite(mover.draws.caps[one.who]))
        if capped or not one.alike:
            raise UsageError.of(
                f"a map with {quoted(one.path)}",
                "judgements in which the gain of every deal is linear: not inside a function, and not of a "
                "party with a cap or with a walk-away that is worth a deal",
                path="map_of",
            )
    down, across = (axis_of(one, "", steps).values for one in pair)
    hits = np.zeros((steps, steps, mover.draws.count), bool)
    for start in range(0, len(picks), _DEALS):
        lines, hangs, passes = _hanging(mover, mover.draws.eased, picks[start : start + _DEALS], pair)
        draw = np.nonzero(hangs)[1]
        for a, value in enumerate(down):
            zero, slope, kept = _second(lines, value)
            for b, other in enumerate(across):
                hits[a, b, draw[kept][zero + other * slope >= 0]] = True
        hits[:, :, passes.any(axis=0)] = True
    return np.asarray(hits.mean(axis=2))


class _Line(NamedTuple):
    """Slack of a party as a linear function of its judgement: as it is, at 0, and by how much a step adds."""

    who: int
    now: Floats
    zero: Floats
    slope: Floats


def _hanging(
    mover: Mover, draws: Draws, picks: Picks, pair: tuple[Movable, Movable]
) -> tuple[list[_Line], Bools, Bools]:
    """Slacks where a deal hangs on the two judgements, where that is, and where it passes without them."""
    space = mover.movables.space
    gaps = values_of(space, draws, picks) - draws.walk_away[None]
    accepts = accepted(space, mover.draws, picks)
    for one in pair:
        accepts[:, one.who] = ~space.joint.refused(picks, one.who)[:, None]
    hangs = space.passes(accepts.transpose(0, 2, 1))
    lines = []
    for one in pair:
        accepts[:, one.who] = False
        key = Key(one.who, tuple(range(len(space.issues))), added_columns(space, one.who))
        now = gaps[:, one.who]
        rows = Grouping(key, np.arange(len(picks)), picks, held_by(space, picks, key.columns))
        zero, step = (mover.slack(one, to, now, rows) for to in (0.0, 1.0))
        lines.append(_Line(one.who, now[hangs], zero[hangs], (step - zero)[hangs]))
    return lines, hangs, space.passes(accepts.transpose(0, 2, 1))


def _second(lines: list[_Line], value: float) -> tuple[Floats, Floats, Bools]:
    """Slack at 0 and slope of the second judgement, with the first set to a value where that will do."""
    one, other = lines
    slack = one.zero + value * one.slope
    if one.who == other.who:  # one slack, moved by both
        return other.zero + slack - other.now, other.slope, np.ones(len(slack), bool)
    kept = slack >= 0
    return other.zero[kept], other.slope[kept], kept


def lines(mover: Mover, picks: Picks, pair: tuple[Movable, Movable], values: Sequence[float]) -> list[Ends]:
    """Where the second judgement opens and closes the zone of one draw, for each value of the first."""
    found: list[list[tuple[Floats, Floats]]] = [[] for _ in values]
    free = False
    for start in range(0, len(picks), _MANY):
        some = picks[start : start + _MANY]
        slacks, _, passes = _hanging(mover, mover.draws, some, pair)  # ends are told: as they are
        free |= bool(passes.any())
        for parts, value in zip(found, values, strict=True):
            parts.append(_second(slacks, value)[:2])
    return [_ends(parts, free=free) for parts in found]


def _ends(parts: Sequence[tuple[Floats, Floats]], *, free: bool) -> Ends:
    below, above = -np.inf, np.inf
    for zero, slope in parts:
        flat = np.abs(slope) <= _FLAT
        free |= bool((zero[flat] >= 0).any())
        falls, rises = ~flat & (slope < 0), ~flat & (slope > 0)
        below = max(below, float((-zero[falls] / slope[falls]).max(initial=-np.inf)))
        above = min(above, float((-zero[rises] / slope[rises]).min(initial=np.inf)))
    return (below if below > -np.inf else None), (above if above < np.inf else None), free
