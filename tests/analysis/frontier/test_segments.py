"""Frontiers of real ranges: points and segments against fine grids, open ends, witnesses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import law

from walkaway.analysis.frontier import segments
from walkaway.analysis.frontier.pieces import Near, Piece, numbers, point, settled, stretch
from walkaway.analysis.frontier.segments import add_fronts, reduced
from walkaway.errors import BudgetError

F = Fraction
Pair = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Part:
    """One stretch of a range: from, to, which ends belong to it, and both values at the ends."""

    low: Fraction
    high: Fraction
    low_in: bool
    high_in: bool
    at_low: Pair
    at_high: Pair

    def piece(self, issue: int) -> Piece:
        ends = Near(self.low, F(not self.low_in)), Near(self.high, -F(not self.high_in))
        return stretch(issue, ends, self.at_low, self.at_high)

    def holds(self, x: Fraction) -> bool:
        return (
            self.low < x < self.high or (x == self.low and self.low_in) or (x == self.high and self.high_in)
        )

    def value(self, x: Fraction) -> Pair:
        share = (x - self.low) / (self.high - self.low) if self.high > self.low else F(0)
        first, second = (a + share * (b - a) for a, b in zip(self.at_low, self.at_high, strict=True))
        return first, second

    def grid(self) -> Iterator[Pair]:
        steps = [F(n, 8) for n in range(9)] + [F(1, 10**6), 1 - F(1, 10**6)]
        for step in steps:
            x = self.low + step * (self.high - self.low)
            if self.holds(x):
                yield self.value(x)


small = st.integers(-6, 6)
pairs = st.tuples(small, small).map(lambda two: (F(two[0]), F(two[1])))


@st.composite
def ranges(draw: st.DrawFn) -> list[Part]:
    """A range in stretches: lines, with points added on some; each number lies in one of them."""
    cuts = sorted(draw(st.sets(st.integers(1, 9), max_size=2)) | {0, 10})
    at = [draw(pairs) for _ in cuts]
    parts = []
    owned = True  # whether the next stretch has its lower end
    for k, (low, high) in enumerate(pairwise(cuts)):
        more = draw(st.sampled_from([(0, 0), (0, 0), (2, -1), (1, 1)]))
        last = k == len(cuts) - 2
        mine = last or draw(st.booleans())
        ends = [(one[0] + more[0], one[1] + more[1]) for one in (at[k], at[k + 1])]
        parts.append(Part(F(low), F(high), owned, mine, ends[0], ends[1]))
        if not mine and draw(st.booleans()):
            lone = draw(pairs)
            parts.append(Part(F(high), F(high), True, True, lone, lone))
            owned = False
        else:
            owned = not mine
    return parts


def front_of(some: Sequence[list[Part]], lists: Sequence[list[Pair]]) -> list[Piece]:
    front = [point(F(0), F(0))]
    for issue, parts in enumerate(some):
        front = add_fronts(front, reduced([part.piece(issue) for part in parts]))
    for issue, options in enumerate(lists, start=len(some)):
        front = add_fronts(
            front, reduced([point(*option, picks=((issue, n),)) for n, option in enumerate(options)])
        )
    return front


def added(values: Sequence[Pair]) -> Pair:
    return sum((v[0] for v in values), F(0)), sum((v[1] for v in values), F(0))


def covers(piece: Piece, value: Pair) -> bool:
    at = max(piece.left, Near(value[0]))
    return at <= piece.right and piece.second(at) >= Near(value[1])


def dominates(one: Pair, other: Pair) -> bool:
    return one != other and one[0] >= other[0] and one[1] >= other[1]


problems = st.tuples(
    st.lists(ranges(), min_size=1, max_size=2), st.lists(st.lists(pairs, min_size=1, max_size=3), max_size=1)
)


@law
@given(problems)
def test_against_a_fine_grid(problem: tuple[list[list[Part]], list[list[Pair]]]) -> None:
    """The slow twin, from inside and outside: nothing on the grid is above the frontier, and nothing on the
    grid dominates a value of it."""
    some, lists = problem
    front = front_of(some, lists)
    axes: list[list[Pair]] = [[v for part in parts for v in part.grid()] for parts in some]
    grid = {added(values) for values in product(*axes, *lists)}
    assert all(any(covers(piece, value) for piece in front) for value in grid)
    for found in filter(None, map(settled, front)):
        at = [found.left.value, (found.left.value + found.right.value) / 2, found.right.value]
        for x in at[1:2] + at[:1] * found.left_in + at[2:] * found.right_in:
            value = x, found.second(Near(x)).value
            assert not any(dominates(other, value) for other in grid)


@law
@given(problems)
def test_every_value_has_its_deal(problem: tuple[list[list[Part]], list[list[Pair]]]) -> None:
    """Attainment: a value of the frontier is recomputed exactly from the numbers and options of its deal."""
    some, lists = problem
    for found in filter(None, map(settled, front_of(some, lists))):
        width = found.right.value - found.left.value
        shares = [F(1, 3), *[F(0)] * found.left_in, *[F(1)] * found.right_in]
        for x in {found.left.value + share * width for share in shares}:
            spots, picks = numbers(found, x), dict(found.picks)
            ways = [
                [part.value(spots[issue]) for part in parts if part.holds(spots[issue])]
                for issue, parts in enumerate(some)
            ]
            fixed = [options[picks[issue]] for issue, options in enumerate(lists, start=len(some))]
            assert (x, found.second(Near(x)).value) in {added([*way, *fixed]) for way in product(*ways)}


@law
@given(problems)
def test_pieces_do_not_overlap_or_dominate_each_other(
    problem: tuple[list[list[Part]], list[list[Pair]]],
) -> None:
    """From left to right every piece falls, and the next begins where the last has ended, and lower."""
    front = front_of(*problem)
    for piece in front:
        assert piece.slope < 0 or piece.left == piece.right
    for one, other in pairwise(front):
        assert one.right <= other.left
        assert one.bottom >= other.top


@law
@given(problems)
def test_exchanging_the_parties_mirrors_the_frontier(
    problem: tuple[list[list[Part]], list[list[Pair]]],
) -> None:
    """Symmetry: which party comes first changes nothing."""
    some, lists = problem
    flipped = [
        [Part(p.low, p.high, p.low_in, p.high_in, p.at_low[::-1], p.at_high[::-1]) for p in parts]
        for parts in some
    ]
    one = {(p.left, p.top, p.right, p.bottom) for p in front_of(some, lists) if p.slope}
    other = {
        (p.bottom, p.right, p.top, p.left)
        for p in front_of(flipped, [[v[::-1] for v in options] for options in lists])
        if p.slope
    }
    assert sum(float((row[2] - row[0]).value) for row in one) == pytest.approx(
        sum(float((row[2] - row[0]).value) for row in other)
    )


def line(low: Pair, high: Pair, *, low_in: bool = True, high_in: bool = True) -> Part:
    return Part(F(0), F(10), low_in, high_in, low, high)


def shown(front: Sequence[Piece]) -> list[tuple[float, ...]]:
    return [
        (float(p.left.value), float(p.top.value), float(p.right.value), float(p.bottom.value)) for p in front
    ]


def test_the_chain_goes_from_flat_to_steep() -> None:
    """Slopes −1/2 and −2 by hand: (0, 30) → (20, 20) → (30, 0)."""
    front = front_of([[line((F(0), F(10)), (F(20), F(0)))], [line((F(0), F(20)), (F(10), F(0)))]], [])
    assert shown(front) == [(0, 30, 20, 20), (20, 20, 30, 0)]
    assert numbers(front[0], F(10)) == {0: 5, 1: 0}
    assert numbers(front[1], F(25)) == {0: 10, 1: 5}


def test_a_segment_is_cut_where_another_passes_above() -> None:
    """y = 10 − x and y = 12 − 2x cross at (2, 8); the point (9, 2) takes the values from 8 to 9."""
    front = reduced(
        [
            line((F(0), F(10)), (F(10), F(0))).piece(0),
            line((F(0), F(12)), (F(6), F(0))).piece(0),
            point(F(9), F(2)),
        ]
    )
    assert shown(front) == [(0, 12, 2, 8), (2, 8, 8, 2), (9, 2, 9, 2), (9, 1, 10, 0)]
    assert [piece.left_in for piece in front] == [True, True, True, False]
    assert [piece.right_in for piece in front] == [True, False, True, True]


def test_a_supremum_that_no_deal_attains() -> None:
    """Both gain towards an open end: no deal is efficient there, and (10, 9) is not dominated by it."""
    rising = line((F(0), F(0)), (F(10), F(10)), high_in=False)
    front = reduced([rising.piece(0), point(F(10), F(9)), point(F(9), F(9))])
    assert [settled(piece) is None for piece in front] == [True, False]
    assert front[0].left == Near(F(10), F(-1))


def test_an_open_end_of_a_falling_segment() -> None:
    """The end of y = 10 − x at (10, 0) does not belong to it, and (10, 0) from elsewhere does."""
    falling = line((F(0), F(10)), (F(10), F(0)), high_in=False)
    alone = settled(reduced([falling.piece(0)])[0])
    assert alone is not None
    assert (alone.left_in, alone.right_in) == (True, False)
    both = [settled(piece) for piece in reduced([falling.piece(0), point(F(10), F(0))])]
    assert [piece.right.value for piece in both if piece] == [10, 10]
    assert [piece.right_in for piece in both if piece] == [False, True]


def test_the_edge_of_an_open_end_is_not_attained() -> None:
    """A steep segment without its top, added to a flat one: the flat edge of the chain is a supremum."""
    steep = line((F(0), F(20)), (F(10), F(0)), low_in=False)
    flat = line((F(0), F(10)), (F(20), F(0)))
    front = front_of([[flat], [steep]], [])
    found = [settled(piece) for piece in front]
    assert found[0] is None
    assert found[1] is not None
    assert (found[1].left_in, found[1].right_in) == (False, True)


def test_equal_rates_step_aside_from_an_open_end() -> None:
    """Two issues that trade one for one: the sum is attained in the middle although one end is open."""
    one = line((F(0), F(10)), (F(10), F(0)), low_in=False)
    two = line((F(0), F(10)), (F(10), F(0)))
    front = front_of([[one], [two]], [])
    found = [piece for piece in map(settled, front) if piece is not None]
    for piece in found:
        at = (piece.left.value + piece.right.value) / 2
        spots = numbers(piece, at)
        assert one.holds(spots[0])
        assert two.holds(spots[1])
        assert spots[0] + spots[1] == at


def test_where_nobody_cares_any_number_will_do() -> None:
    flat = line((F(3), F(3)), (F(3), F(3)), low_in=False, high_in=False)
    found = settled(reduced([flat.piece(0)])[0])
    assert found is not None
    assert numbers(found, F(3)) == {0: 5}


def test_nothing_and_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reduced([]) == add_fronts([], [point(F(0), F(0))]) == add_fronts([point(F(0), F(0))], []) == []
    monkeypatch.setattr(segments, "PIECES_BUDGET", 1)
    with pytest.raises(BudgetError, match="step:"):
        front_of([[line((F(0), F(1)), (F(1), F(0)))]], [[(F(0), F(1)), (F(1), F(0))]])


def test_equal_pieces_are_kept_once() -> None:
    half = Part(F(0), F(5), True, True, (F(0), F(10)), (F(5), F(5)))
    whole = line((F(0), F(10)), (F(10), F(0)))
    assert shown(reduced([half.piece(0), whole.piece(0)])) == [(0, 10, 5, 5), (5, 5, 10, 0)]
    assert shown(reduced([whole.piece(0), half.piece(0), point(F(2), F(8)), point(F(2), F(8))])) == [
        (0, 10, 10, 0)
    ]
    assert shown(reduced([point(F(2), F(8)), point(F(2), F(8))])) == [(2, 8, 2, 8)]


def test_the_end_of_a_piece_that_is_dominated_elsewhere_is_not_listed_twice() -> None:
    """What is left of the first range with the second at its best is an end of the next segment."""
    first = line((F(0), F(60)), (F(100), F(0)))
    bent = [
        Part(F(0), F(4), True, True, (F(0), F(80)), (F(30), F(60))),
        Part(F(4), F(10), True, True, (F(30), F(60)), (F(50), F(0))),
    ]
    front = front_of([[first], bent], [])
    assert shown(front) == [(0, 140, 100, 80), (100, 80, 130, 60), (130, 60, 150, 0)]


def test_points_beside_and_below_each_other() -> None:
    """One value equal and the other lower is dominated, for points and for ends of segments."""
    assert shown(reduced([point(F(-1), F(0)), point(F(0), F(0)), point(F(0), F(-1))])) == [(0, 0, 0, 0)]
    falling = line((F(0), F(10)), (F(10), F(0))).piece(0)
    assert shown(reduced([falling, point(F(-1), F(10)), point(F(10), F(-1))])) == [(0, 10, 10, 0)]
