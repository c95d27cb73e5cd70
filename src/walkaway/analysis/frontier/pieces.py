"""Points and falling segments in the plane of two parties' values, with the deals behind them; exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

__all__ = ["Near", "Piece", "Segment", "Spot", "as_point", "numbers", "point", "settled", "stretch"]

_ZERO = Fraction(0)


@dataclass(frozen=True, order=True, slots=True)
class Near:
    """A number, or one just beside it: ``value + edge · ε``; compared as a pair."""

    value: Fraction
    edge: Fraction = _ZERO

    def __add__(self, other: Near) -> Near:
        return Near(self.value + other.value, self.edge + other.edge)

    def __sub__(self, other: Near) -> Near:
        return Near(self.value - other.value, self.edge - other.edge)

    def times(self, factor: Fraction) -> Near:
        """The product with an ordinary number."""
        return Near(self.value * factor, self.edge * factor)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a real issue stands along a piece.

    Attributes
    ----------
    issue : int
    at : Near
        At the left end.
    rate : Fraction
        For each unit of the first party's value to the right.
    ends : pair of Near
        The stretch it moves on; an open end has an ``edge`` that points inward.
    """

    issue: int
    at: Near
    rate: Fraction
    ends: tuple[Near, Near]


@dataclass(frozen=True, slots=True)
class Piece:
    """A point, or a segment that falls from left to right, with the deals that have these values.

    Attributes
    ----------
    left, right : Near
        Values of the first party at both ends.
    top : Near
        Value of the second party at the left end.
    slope : Fraction
        Negative; 0 for a point.
    picks : tuple of (int, int)
        Issue and option of what is discrete.
    spots : tuple of Spot
    left_in, right_in : bool
        Whether the ends belong to it; those that do not are dominated.
    """

    left: Near
    right: Near
    top: Near
    slope: Fraction
    picks: tuple[tuple[int, int], ...] = ()
    spots: tuple[Spot, ...] = ()
    left_in: bool = True
    right_in: bool = True

    def second(self, first: Near) -> Near:
        """Value of the second party where the first has this one."""
        return self.top + (first - self.left).times(self.slope)

    @property
    def bottom(self) -> Near:
        """Value of the second party at the right end."""
        return self.second(self.right)

    def spots_at(self, first: Near) -> tuple[Spot, ...]:
        """The real issues where the first party has this value; rates as before."""
        shift = first - self.left
        return tuple(replace(spot, at=spot.at + shift.times(spot.rate)) for spot in self.spots)

    def part(self, left: Near, right: Near, *, left_in: bool = True, right_in: bool = True) -> Piece:
        """The same piece between two values of the first party."""
        return Piece(
            left, right, self.second(left), self.slope, self.picks, self.spots_at(left), left_in, right_in
        )

    def end(self, at: Near) -> Piece:
        """One value of the piece, as a point."""
        spots = tuple(replace(spot, rate=_ZERO) for spot in self.spots_at(at))
        return Piece(at, at, self.second(at), _ZERO, self.picks, spots)

    def plus(self, fixed: Piece) -> Piece:
        """The piece moved by a point."""
        return Piece(
            self.left + fixed.left, self.right + fixed.left, self.top + fixed.top, self.slope,
            self.picks + fixed.picks, self.spots + fixed.spots,
        )  # fmt: skip


def point(
    first: Fraction, second: Fraction, picks: tuple[tuple[int, int], ...] = (), spots: tuple[Spot, ...] = ()
) -> Piece:
    """Make a point from ordinary numbers."""
    return Piece(Near(first), Near(first), Near(second), _ZERO, picks, spots)


def stretch(issue: int, ends: tuple[Near, Near], low: Sequence[Fraction], high: Sequence[Fraction]) -> Piece:
    """Make the piece of one stretch of a real issue on which both values are linear.

    Parameters
    ----------
    issue : int
    ends : pair of Near
        Where the stretch begins and ends; an open end has an ``edge`` that points inward.
    low, high : pair of Fraction
        Both values at the numbers ``ends[0].value`` and ``ends[1].value``.

    Returns
    -------
    Piece
        A segment if the parties disagree; else the point that is best for both.
    """
    width = ends[1].value - ends[0].value
    rates = [(b - a) / width if width else _ZERO for a, b in zip(low, high, strict=True)]
    values = [
        tuple(Near(v) + (at - Near(ends[0].value)).times(rate) for v, rate in zip(low, rates, strict=True))
        for at in ends
    ]
    if rates[0] * rates[1] < 0:
        begin = 0 if rates[0] > 0 else 1
        spots = (Spot(issue, ends[begin], 1 / rates[0], ends),)
        left, right = values[begin], values[1 - begin]
        return Piece(left[0], right[0], left[1], rates[1] / rates[0], (), spots)
    best = 1 if rates[0] + rates[1] > 0 else 0
    at = ends[best] if any(rates) else Near((ends[0].value + ends[1].value) / 2)
    return Piece(
        values[best][0], values[best][0], values[best][1], _ZERO, (), (Spot(issue, at, _ZERO, ends),)
    )


def as_point(piece: Piece) -> Piece:
    """A piece of no length is a point."""
    return piece.end(piece.left) if piece.left == piece.right else piece


def settled(piece: Piece) -> Piece | None:
    """Bring a piece back to ordinary numbers.

    Parameters
    ----------
    piece : Piece

    Returns
    -------
    Piece or None
        Its part that deals attain; None where it stands for a supremum that no deal attains.
    """
    base = piece.top - piece.left.times(piece.slope)
    left_in = piece.left.edge < 0 or (piece.left.edge == 0 and piece.left_in)
    right_in = piece.right.edge > 0 or (piece.right.edge == 0 and piece.right_in)
    if base.edge or (piece.left.value == piece.right.value and not (left_in and right_in)):
        return None
    left, right = Near(piece.left.value), Near(piece.right.value)
    return as_point(piece.part(left, right, left_in=left_in, right_in=right_in))


def numbers(piece: Piece, first: Fraction) -> dict[int, Fraction]:
    """The real issues of a deal on a settled piece.

    Parameters
    ----------
    piece : Piece
    first : Fraction
        Value of the first party.

    Returns
    -------
    dict of int to Fraction
        Issue → number; a deal with these numbers and the piece's picks is worth exactly ``first``, and
        ``piece.second`` of it to the other.

    Notes
    -----
    Where two issues trade at the same rate and one of them ends openly, both step aside by the same value.
    """
    spots = piece.spots_at(Near(first))
    room = [
        abs(spot.ends[spot.at.edge > 0].value - spot.at.value) / abs(spot.at.edge)
        for spot in spots
        if spot.at.edge
    ]
    aside = min(room, default=_ZERO) / 2
    return {spot.issue: spot.at.value + aside * spot.at.edge for spot in spots}


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Efficient values along a line: the numbers of real ranges move evenly from one end to the other.

    Attributes
    ----------
    start, end : tuple of float
        Values at both ends, the best for the second party first.
    start_deal, end_deal : dict of str to str
        Deals at both ends, issue → option or number; deals between them are linear in every number.
    start_in, end_in : bool
        Whether the ends are efficient themselves; an end that is not is only approached.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    start_deal: dict[str, str]
    end_deal: dict[str, str]
    start_in: bool
    end_in: bool
