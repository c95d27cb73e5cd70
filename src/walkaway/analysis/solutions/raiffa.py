r"""The continuous Raiffa solution: everybody moves up at once, towards the best that is still open.

Raiffa's second scheme lets the disagreement point :math:`d` move continuously towards the average of the
most preferred points of the parties, each taken with the others held at :math:`d`. With :math:`I(d)` the
ideal over all values at or above :math:`d`, that average is :math:`d + (I(d) - d)/n`, and up to the speed

.. math:: d'(t) = I(d(t)) - d(t), \qquad d(0) = \text{walk-aways}.

The solution is where the path ends. It does not depend on the parties' units.

* **Points, any number of parties** (:func:`raiffa_points`). The ideal stays the same until the point that
  holds it drops out, so the path is a chain of straight lines with rational corners: exact.
* **Points and segments, two parties** (:func:`raiffa_spans`). Between the ends of spans
  :math:`I_2 = a - b x` and :math:`I_1 = c - e y`, so the path solves a linear system. With
  :math:`v = I(d) - d` it is a straight line exactly if :math:`b v_1^2 = e v_2^2`, as where both ideals lie on
  one segment, between points, or where all is symmetric: then each corner is rational and exact. Else it is
  followed by Taylor series with 60 digits, twice: paths of one system do not cross, so one that is pushed a
  little to the right at every step and one that is pushed a little upwards hold the true path between them.
  The solution is reported with that bracket. Where the frontier has gaps and a path ends in one, the bracket
  holds what the last step chooses from both.

Where the path stops because going on would leave nothing at or above it (a frontier with gaps), the last step
goes on in the same direction as far as it can, as in the discrete scheme.

References
----------
Raiffa (1953), in *Contributions to the Theory of Games II*, 361–387; Livne (1989), *Mathematics of Operations
Research* 14:117–130; Diskin, Koppel and Samet (2011), *Games and Economic Behavior* 73:190–198, whose
generalized solutions approach the continuous one as their steps shrink.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from .on_segments import Choice, ShownSegment, Value, above, ideal, raiffa_continues

__all__ = ["Walk", "raiffa_points", "raiffa_spans"]

_DIGITS = 60
_NUDGE = Decimal(10) ** -40
_STOP = Decimal(10) ** -32
_PRECISE = Decimal(10) ** -52
_TERMS = 48
_MOST_STEPS = 20_000
_BITS = 4096
Pair = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a path over points ends.

    Attributes
    ----------
    path : tuple of tuple of Fraction
        Corners, the start first.
    alive : tuple of int
        Points at or above the last corner.
    exact : bool
        False where corners had to be rounded (below 2^-400).
    """

    path: tuple[tuple[Fraction, ...], ...]
    alive: tuple[int, ...]
    exact: bool


def raiffa_points(points: Sequence[Sequence[int]], away: Sequence[int]) -> Walk:
    """Follow the path over finitely many points, exact.

    Parameters
    ----------
    points : sequence of sequence of int
        Values at or above ``away``, at least one.
    away : sequence of int

    Returns
    -------
    Walk
        Which of the points that are alive is the solution, the caller's rule for the last step decides.

    Notes
    -----
    Each point drops out once: O(points · parties) and a sort for each party; the numbers grow with every
    corner.
    """
    parties = len(away)
    queues = [sorted(range(len(points)), key=lambda at, p=p: points[at][p]) for p in range(parties)]  # type: ignore[misc]
    d, exact = tuple(map(Fraction, away)), True
    path, moves = [d], [False] * parties

    def open_still(at: int) -> bool:
        """At or above d, and above it where the last step moved."""
        row = points[at]
        return all(u > x if moved else u >= x for u, x, moved in zip(row, d, moves, strict=True))

    while True:
        for queue in queues:
            while queue and not open_still(queue[-1]):
                queue.pop()
        if not all(queues):
            break
        best = [points[queue[-1]][p] for p, queue in enumerate(queues)]
        way = [b - x for b, x in zip(best, d, strict=True)]
        moves = [step > 0 for step in way]
        if not any(moves):
            break
        share = min(_lasting(points, queues[p], p, d, way, open_still) for p in range(parties) if moves[p])
        d = tuple(x + share * step for x, step in zip(d, way, strict=True))
        if any(x.denominator.bit_length() > _BITS for x in d):
            d, exact = tuple(Fraction(int(x * 2**512), 2**512) for x in d), False
        path.append(d)
        if share == 1:
            break
    reached = [at for at, row in enumerate(points) if all(u >= x for u, x in zip(row, d, strict=True))]
    return Walk(tuple(path), tuple(reached), exact)


def _lasting(
    points: Sequence[Sequence[int]], queue: list[int], party: int, d: Sequence[Fraction],
    way: Sequence[Fraction], open_still: Any,
) -> Fraction:  # fmt: skip
    """How much of the way to the ideal some point that gives this party its best stays open."""
    best, most = points[queue[-1]][party], Fraction(0)
    for at in reversed(queue):
        if points[at][party] != best:
            break
        if open_still(at):
            shares = [(u - x) / step for u, x, step in zip(points[at], d, way, strict=True) if step > 0]
            most = max(most, min(shares))
    return most


@dataclass(frozen=True, slots=True)
class _Border:
    """The best value of one party just beyond a number of the other: ``best - rate · (how far beyond)``."""

    best: Fraction
    rate: Fraction
    until: Fraction
    span: ShownSegment


def _border(spans: Sequence[ShownSegment], at: Fraction) -> _Border | None:
    """The upper border just to the right of a number; None where there is nothing."""
    for span in spans:
        if span.right[0] > at:
            if span.left[0] <= at:
                return _Border(span.at(at)[1], -span.slope, span.right[0], span)
            return _Border(span.left[1], Fraction(0), span.left[0], span)
    return None


def _mirrored(spans: Sequence[ShownSegment]) -> list[ShownSegment]:
    return [replace(span, left=span.right[::-1], right=span.left[::-1]) for span in reversed(spans)]


def raiffa_spans(spans: Sequence[ShownSegment], away: Value) -> Choice | None:
    """The continuous Raiffa solution of two parties on points and segments.

    Parameters
    ----------
    spans : sequence of Span
        Efficient values from left to right.
    away : pair of Fraction

    Returns
    -------
    Choice or None
        Its certificate holds the corners of the ``path``; where it is not exact also a ``bracket``, two
        values the solution lies between, and their greatest distance as ``error``.

    Notes
    -----
    O(spans) for each corner. The bracket holds as far as decimal arithmetic of 60 digits is rounded as
    specified: steps err by less than 10^-50 of the ideal and are pushed aside by 10^-40.
    """
    alive = above(spans, away)
    if not alive:
        return None
    flipped, d, path = _mirrored(alive), away, [away]
    while True:
        up, right = _border(alive, d[0]), _border(flipped, d[1])
        if up is None or right is None or up.best <= d[1] or right.best <= d[0]:
            break
        v = right.best - d[0], up.best - d[1]
        if up.rate * v[0] ** 2 != right.rate * v[1] ** 2 or _wide(d):
            return _between(alive, d, path)
        hit = v[1] / (v[1] + up.rate * v[0])
        share = min(hit, (up.until - d[0]) / v[0], (right.until - d[1]) / v[1])
        d = d[0] + share * v[0], d[1] + share * v[1]
        path.append(d)
        if share == hit:
            break
    return replace(raiffa_continues(alive, d), certificate={"path": [list(corner) for corner in path]})


def _wide(d: Value) -> bool:
    return any(x.denominator.bit_length() > _BITS for x in d)


def _between(spans: Sequence[ShownSegment], start: Value, path: Sequence[Value]) -> Choice:
    """The end of a curved path, between two that hold it."""
    best = ideal(spans)
    scale = best[0] - start[0], best[1] - start[1]
    with localcontext() as context:
        context.prec = _DIGITS
        system = _System.of(spans, start, scale)
        ends = [_follow(system, side) for side in (0, 1)]
        low = [min(end[p] for end, _ in ends) for p in (0, 1)]
        high = [max(end[p] + rest[p] for end, rest in ends) for p in (0, 1)]
    wide = Fraction(_STOP)  # of rounding the scale
    bracket = [
        [start[p] + (Fraction(low[p]) - wide) * scale[p] for p in (0, 1)],
        [start[p] + (Fraction(high[p]) + wide) * scale[p] for p in (0, 1)],
    ]
    choices = [_choice_at(spans, start, [Fraction(x) for x in end], scale) for end, _ in ends]
    found = choices[0]
    for p in (0, 1):
        bracket[0][p] = min(bracket[0][p], *(choice.value[p] for choice in choices))
        bracket[1][p] = max(bracket[1][p], *(choice.value[p] for choice in choices))
    error = max(b - a for a, b in zip(*bracket, strict=True))
    corners = [list(corner) for corner in path]
    return replace(found, exact=False, certificate={"path": corners, "bracket": bracket, "error": error})


def _choice_at(spans: Sequence[ShownSegment], start: Value, end: Sequence[Fraction], scale: Value) -> Choice:
    """The last step from where a path ended, a hair below it, to a short number on the frontier."""
    hair = Fraction(_STOP)
    floor = [max(s, s + (x - 2 * hair) * f) for s, x, f in zip(start, end, scale, strict=True)]
    found = raiffa_continues(spans, (floor[0], floor[1]))
    near = found.span.at(found.value[0].limit_denominator(10**18))
    return replace(found, value=near, ties=((near, near),))


@dataclass(frozen=True, slots=True)
class _System:
    """Spans in units of the way from the start to its ideal: (x0, y0, x1, y1) with both slopes."""

    rows: tuple[tuple[Decimal, ...], ...]

    @classmethod
    def of(cls, spans: Sequence[ShownSegment], start: Value, scale: Value) -> _System:
        rows = []
        for span in spans:
            ends = [
                (v - s) / f
                for end in (span.left, span.right)
                for v, s, f in zip(end, start, scale, strict=True)
            ]
            slope = -span.slope * scale[0] / scale[1]
            rows.append(tuple(_decimal(x) for x in (*ends, slope, 1 / slope if slope else Fraction(0))))
        return cls(tuple(rows))

    def upper(self, x: Decimal) -> tuple[Decimal, Decimal, Decimal, int]:
        """Best second value just right of x, its rate, until where, and on which span; -1 if nothing."""
        for index, (x0, y0, x1, _, slope, _) in enumerate(self.rows):
            if x1 > x:
                return (y0 - slope * (x - x0), slope, x1, index) if x0 <= x else (y0, Decimal(0), x0, -1)
        return Decimal(-1), Decimal(0), x, -1

    def righter(self, y: Decimal) -> tuple[Decimal, Decimal, Decimal, int]:
        """Best first value just above y, its rate, until where, and on which span; -1 if nothing."""
        for index in range(len(self.rows) - 1, -1, -1):
            _, y0, x1, y1, _, flat = self.rows[index]
            if y0 > y:
                return (x1 - flat * (y - y1), flat, y0, index) if y1 <= y else (x1, Decimal(0), y1, -2)
        return Decimal(-1), Decimal(0), y, -2


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _follow(system: _System, side: int) -> tuple[Pair, Pair]:
    """The end of a path that is pushed to the right (0) or upwards (1), and what is left to its ideal."""
    d = [Decimal(0), Decimal(0)]
    rest = Decimal(0), Decimal(0)
    for _ in range(_MOST_STEPS):
        up, right = system.upper(d[0]), system.righter(d[1])
        v = right[0] - d[0], up[0] - d[1]
        rest = max(v[0], Decimal(0)), max(v[1], Decimal(0))
        if min(v) <= _STOP:
            break
        if up[3] == right[3]:  # both on one segment: a straight line to its middle
            return (d[0] + v[0] / 2, d[1] + v[1] / 2), (Decimal(0), Decimal(0))
        series = _series(v, up[1], right[1])
        limits = up[2] - d[0], right[2] - d[1]
        time = 1 / (2 + 2 * max(up[1], right[1]))
        while min(_speed(terms, time) for terms in series) <= 0:
            time /= 2  # so that both still rise, and whoever crosses a limit is seen to
        for p in (0, 1):
            if _sum(series[p], time) > limits[p]:
                time = _crossing(series[p], limits[p], time)
        d = [x + min(_sum(series[p], time), limits[p]) for p, x in enumerate(d)]
        d[side] += _NUDGE
    return (d[0], d[1]), rest


def _series(v: Pair, up: Decimal, right: Decimal) -> tuple[list[Decimal], list[Decimal]]:
    """Taylor coefficients of the way from here: x' = v_1 - x - right · y, y' = v_2 - y - up · x."""
    first, second = [v[0]], [v[1]]
    for n in range(2, _TERMS):
        a, b = first[-1], second[-1]
        first.append(-(a + right * b) / n)
        second.append(-(b + up * a) / n)
    return first, second


def _sum(terms: Sequence[Decimal], time: Decimal) -> Decimal:
    total = Decimal(0)
    for term in reversed(terms):
        total = (total + term) * time
    return total


def _speed(terms: Sequence[Decimal], time: Decimal) -> Decimal:
    return _sum([n * term for n, term in enumerate(terms, start=1)], time) / time


def _crossing(terms: Sequence[Decimal], limit: Decimal, late: Decimal) -> Decimal:
    """When a rising coordinate reaches its limit: Newton's steps, halving where they leave the bracket."""
    early, time = Decimal(0), late
    while True:
        miss = _sum(terms, time) - limit
        early, late = (early, time) if miss >= 0 else (time, late)
        following = time - miss / _speed(terms, time)
        if min(abs(following - time), late - early) <= _PRECISE:
            return following
        time = following if early < following < late else (early + late) / 2
