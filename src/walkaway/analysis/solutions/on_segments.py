r"""Bargaining solutions of two parties on points and falling segments, exact.

The rules are those of :mod:`walkaway.analysis.solutions.solutions`, on a frontier that is a union of *spans*:
points and segments. On one span with :math:`x` from left to right and slope :math:`m < 0` each rule has a
closed form, and with rational ends all of them are rational:

* Nash: :math:`(x - d_1)(y_0 + m (x - x_0) - d_2)` is concave, largest where
  :math:`x = \tfrac12 (d_1 + x_0 + (d_2 - y_0) / m)`, or at the nearer end.
* Kalai–Smorodinsky and egalitarian: where the scaled gains are equal, or at the nearer end.
* Utilitarian: an end; where :math:`m = -1` the whole span, of which the most equal gains are shown.

Spans are compared by the exact number that a rule maximises. Raiffa's steps move
:math:`d \leftarrow d + (I(d) - d)/2`; once both best points lie on one span the next step is the solution. If
the steps converge without end, they stop where :math:`I(d) - d` is below :math:`2^{-60}` of the start, and
the solution lies between :math:`d` and :math:`I(d)`.

References
----------
As in :mod:`walkaway.analysis.solutions.solutions`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

__all__ = [
    "RULES",
    "Choice",
    "ShownSegment",
    "Value",
    "above",
    "choose",
    "ideal",
    "leximin",
    "raiffa_continues",
]

Value = tuple[Fraction, Fraction]
Key = tuple[Fraction, ...]

_SMALL = Fraction(1, 2**60)
_MOST_STEPS = 400


@dataclass(frozen=True, slots=True)
class ShownSegment:
    """A point or a falling segment with ordinary numbers.

    Attributes
    ----------
    left, right : pair of Fraction
        Values of both parties at the ends.
    source : int
        What the caller knows it by.
    """

    left: Value
    right: Value
    source: int = 0

    @property
    def slope(self) -> Fraction:
        """Change of the second value for one of the first; 0 for a point."""
        width = self.right[0] - self.left[0]
        return (self.right[1] - self.left[1]) / width if width else Fraction(0)

    def at(self, first: Fraction) -> Value:
        """The value with this first part, or that of the nearer end."""
        first = min(max(first, self.left[0]), self.right[0])
        return first, self.left[1] + (first - self.left[0]) * self.slope


@dataclass(frozen=True, slots=True)
class Choice:
    """What a rule chooses.

    Attributes
    ----------
    value : pair of Fraction
    span : Span
        On which it lies.
    exact : bool
        False where it was cut short; ``certificate["bracket"]`` then holds two values it lies between.
    ties : tuple of (pair of Fraction, pair of Fraction)
        First and last value of every stretch of equally good values.
    certificate : dict
    """

    value: Value
    span: ShownSegment
    exact: bool
    ties: tuple[tuple[Value, Value], ...]
    certificate: dict[str, Any]


def above(spans: Sequence[ShownSegment], away: Value) -> list[ShownSegment]:
    """The parts of spans at or above a point, closed there.

    Parameters
    ----------
    spans : sequence of Span
    away : pair of Fraction

    Returns
    -------
    list of Span
    """
    kept = []
    for span in spans:
        left, right = span.left, span.right
        if right[0] < away[0] or left[1] < away[1]:
            continue
        new_left = left if left[0] >= away[0] else span.at(away[0])
        new_right = right if right[1] >= away[1] else span.at(left[0] + (away[1] - left[1]) / span.slope)
        if new_left[0] <= new_right[0]:
            kept.append(replace(span, left=new_left, right=new_right))
    return kept


def ideal(spans: Sequence[ShownSegment]) -> Value:
    """The best value of each party on the spans."""
    return max(span.right[0] for span in spans), max(span.left[1] for span in spans)


def _gains(value: Value, away: Value) -> Value:
    return value[0] - away[0], value[1] - away[1]


def _choice(
    spans: Sequence[ShownSegment],
    best_of: Callable[[ShownSegment], Value],
    key: Callable[[Value], Key],
    **extra: Any,
) -> Choice:
    """The best of the best values of all spans."""
    found = [(key(value), span, value) for span in spans for value in [best_of(span)]]
    most = max(entry[0] for entry in found)
    best = [entry for entry in found if entry[0] == most]
    _, span, value = best[0]
    ties = tuple(dict.fromkeys((value, value) for *_, value in best))
    return Choice(value, span, exact=True, ties=ties, certificate=extra)


def _nash(spans: Sequence[ShownSegment], away: Value) -> Choice:
    def best_of(span: ShownSegment) -> Value:
        (x, y), slope = span.left, span.slope
        return span.at((away[0] + x + (away[1] - y) / slope) / 2) if slope else span.left

    def key(value: Value) -> Key:
        gains = [gain for gain in _gains(value, away) if gain > 0]
        product = Fraction(1)
        for gain in gains:
            product *= gain
        return Fraction(len(gains)), product

    found = _choice(spans, best_of, key)
    gaining, product = key(found.value)
    return replace(found, certificate={"product": product, "gaining_parties": int(gaining)})


def leximin(spans: Sequence[ShownSegment], away: Value, scale: tuple[Fraction, Fraction]) -> Choice:
    """The largest smallest scaled gain, then the next; a scale of 0 leaves a party out.

    Parameters
    ----------
    spans : sequence of Span
        At or above ``away``.
    away : pair of Fraction
    scale : pair of Fraction

    Returns
    -------
    Choice
    """

    def best_of(span: ShownSegment) -> Value:
        if not all(scale):
            return span.right if scale[0] else span.left
        (x, y), slope = span.left, span.slope
        rise = scale[0] - scale[1] * slope  # positive: the first gain grows, the second falls
        return span.at((scale[0] * away[0] - scale[1] * away[1] + scale[1] * y - scale[1] * slope * x) / rise)

    def key(value: Value) -> Key:
        return tuple(sorted(g * s for g, s in zip(_gains(value, away), scale, strict=True) if s))

    return _choice(spans, best_of, key)


def _shares(room: Value) -> tuple[Fraction, Fraction]:
    return 1 / room[0] if room[0] > 0 else Fraction(0), 1 / room[1] if room[1] > 0 else Fraction(0)


def _kalai_smorodinsky(spans: Sequence[ShownSegment], away: Value) -> Choice:
    best = ideal(spans)
    scale = _shares(_gains(best, away))
    found = leximin(spans, away, scale)
    ratios = [g * s if s else None for g, s in zip(_gains(found.value, away), scale, strict=True)]
    return replace(found, certificate={"ideal": list(best), "ratios": ratios})


def _egalitarian(spans: Sequence[ShownSegment], away: Value) -> Choice:
    found = leximin(spans, away, (Fraction(1), Fraction(1)))
    return replace(found, certificate={"smallest_gain": min(_gains(found.value, away))})


def _utilitarian(spans: Sequence[ShownSegment], away: Value) -> Choice:
    total = max(sum(end, Fraction(0)) for span in spans for end in (span.left, span.right))
    level = [
        span if span.slope == -1 else replace(span, left=end, right=end)
        for span in spans
        for end in ([span.left] if span.slope == -1 else [span.left, span.right])
        if sum(end, Fraction(0)) == total
    ]
    found = leximin(level, away, (Fraction(1), Fraction(1)))
    ties = tuple(dict.fromkeys((span.left, span.right) for span in level))
    return replace(found, ties=ties, certificate={"sum": total})


def raiffa_continues(spans: Sequence[ShownSegment], away: Value) -> Choice:
    """The last step from a point of a Raiffa path: the same direction, as far as it goes.

    Parameters
    ----------
    spans : sequence of Span
        Some of them at or above ``away``.
    away : pair of Fraction

    Returns
    -------
    Choice
    """
    alive = above(spans, away)
    return leximin(alive, away, _shares(_gains(ideal(alive), away)))


def _raiffa(spans: Sequence[ShownSegment], away: Value) -> Choice:
    point, path, alive = away, [away], list(spans)
    start = max(_gains(ideal(alive), away))
    while True:
        best = ideal(alive)
        following = (point[0] + best[0]) / 2, (point[1] + best[1]) / 2
        rest = above(alive, following)
        short = max(_gains(best, point)) <= start * _SMALL or len(path) > _MOST_STEPS
        sure = following == point or not rest or (len(alive) == 1 and alive[0].left == alive[0].right)
        if sure or short:
            break
        alive, point = rest, following
        path.append(point)
    found = raiffa_continues(alive, point)
    certificate: dict[str, Any] = {"path": [list(step) for step in path]}
    if not sure:
        certificate["bracket"] = [list(point), list(best)]
    return replace(found, exact=sure, certificate=certificate)


RULES: dict[str, Callable[[Sequence[ShownSegment], Value], Choice]] = {
    "nash": _nash,
    "kalai_smorodinsky": _kalai_smorodinsky,
    "egalitarian": _egalitarian,
    "utilitarian": _utilitarian,
    "raiffa": _raiffa,
}
"""Rules whose choice is exact, or bracketed; the continuous Raiffa solution stands in a file of its own."""


def choose(rule: str, spans: Sequence[ShownSegment], away: Value) -> Choice | None:
    """Apply one of the rules to a frontier of two parties.

    Parameters
    ----------
    rule : str
        A name of ``RULES``.
    spans : sequence of Span
        Efficient values on the parties' own scales.
    away : pair of Fraction
        The walk-aways.

    Returns
    -------
    Choice or None
        None if no value is at or above the walk-aways.

    Notes
    -----
    O(spans) fractions; Raiffa times its steps.
    """
    alive = above(spans, away)
    return RULES[rule](alive, away) if alive else None
