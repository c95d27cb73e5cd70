"""Where the words of a chart stand: beside what they name, off lines, points, marks and each other.

Every label has spots around its point, near ones first. A spot costs by what it would cover, marks and other
words most, then lines, then dots, and by how far it is; the cheapest is taken. Lines are looked at as points
so close together that none passes between two of them under a line of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, hypot

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
_HALF = 7.0
"""Half the height of a line of text."""
_APART = 4.0
_WORDS, _LINE, _DOT, _FAR = 1000.0, 60.0, 0.4, 0.35
"""What it costs to cover a mark or words, a line, a dot, and to stand a pixel further away."""
_REACHES = (9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 64.0, 84.0, 108.0)
_BESIDE = _REACHES[1]
"""So near, a label needs no line to its point."""
_WAYS = ((1, 0), (0.8, -1), (0.8, 1), (0, -1.2), (0, 1.2), (-1, 0), (-0.8, -1), (-0.8, 1))
_Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelSpot:
    """Where a label stands, and where a line from its point would end; ``far`` if it needs one."""

    box: Box
    end: tuple[float, float]
    far: bool


@dataclass
class Room:
    """What stands where on a chart, in pixels."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)
    lines: list[_Points] = field(default_factory=list)
    dots: list[_Points] = field(default_factory=list)
    # how many lines there were, their points together, and where each begins
    _joined: tuple[int, _Points, NDArray[np.intp]] | None = field(default=None, repr=False)

    def take(self, box: Box) -> None:
        """Keep labels off a box."""
        self.taken.append(box)

    def take_marks(self, points: Iterable[tuple[float, float]], half: float) -> None:
        """Keep labels off marks of one size."""
        self.taken += [(x - half, y - half, x + half, y + half) for x, y in points]

    def draw(self, points: Sequence[tuple[float, float]]) -> None:
        """Keep labels off a line."""
        for (ax, ay), (bx, by) in pairwise(points):
            steps = np.linspace(0, 1, 2 + ceil(hypot(bx - ax, by - ay) / _APART))[:, None]
            self.lines.append(np.array([[ax, ay]]) + steps * np.array([[bx - ax, by - ay]]))

    def scatter(self, points: Sequence[tuple[float, float]]) -> None:
        """Keep labels off dots, where something else is free."""
        if points:
            self.dots.append(np.array(points, dtype=np.float64))

    def cost(self, box: Box) -> float:
        """What it costs to put words into a box; infinite outside the frame."""
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.width or bottom > self.height:
            return float("inf")
        words = sum(_overlap(box, other) for other in self.taken)
        crossed = self._crossed(box)
        dots = sum(int(_inside(some, box).sum()) for some in self.dots)
        return _WORDS * words + _LINE * crossed + _DOT * dots

    def _crossed(self, box: Box) -> int:
        """How many lines pass under a box."""
        if not self.lines:
            return 0
        if self._joined is None or self._joined[0] != len(self.lines):
            begins = np.cumsum([0, *map(len, self.lines[:-1])])
            self._joined = len(self.lines), np.concatenate(self.lines), begins
        _, points, begins = self._joined
        return int(np.count_nonzero(np.logical_or.reduceat(_inside(points, box), begins)))

    def choose(self, places: Sequence[tuple[LabelSpot, float]]) -> LabelSpot:
        """Take the cheapest of some places, each with what it costs by itself; the first of equal ones."""
        _, place = self._cheapest(places)
        self.take(place.box)
        return place

    def _cheapest(self, places: Sequence[tuple[LabelSpot, float]]) -> tuple[float, LabelSpot]:
        least, best = float("inf"), places[0][0]
        for place, more in places:
            if more < least and (cost := self.cost(place.box) + more) < least:
                least, best = cost, place
        return least, best

    def beside(self, points: Sequence[tuple[float, float]], width: float) -> LabelSpot:
        """The best place for words of a width beside one of some points, earlier ones rather than later."""
        found = [
            (place, _FAR * away + order)
            for order, (x, y) in enumerate(points)
            for place, away in self._around(x, y, width)
        ]
        return self.choose(found)

    def free_beside(self, point: tuple[float, float], width: float, *, near: bool) -> LabelSpot | None:
        """The best place that covers neither marks nor words; none where all do, or the ``near`` ones."""
        spots = ((place, _FAR * away) for place, away in self._around(*point, width))
        cost, place = self._cheapest([one for one in spots if not (near and one[0].far)])
        if cost >= _WORDS:
            return None
        self.take(place.box)
        return place

    def _around(self, x: float, y: float, width: float) -> Iterator[tuple[LabelSpot, float]]:
        """The spots around a point, moved into the frame sideways where that does not cover it."""
        half = width / 2
        for reach in _REACHES:
            for aside, down in _WAYS:
                middle, level = x + aside * (reach + half), y + down * (reach + 3)
                if abs(down) >= 1:
                    middle = min(max(middle, half), self.width - half)
                box = (middle - half, level - _HALF, middle + half, level + _HALF)
                end = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
                yield LabelSpot(box, end, reach > _BESIDE), reach


def _inside(points: _Points, box: Box) -> NDArray[np.bool_]:
    x, y = points[:, 0], points[:, 1]
    return np.asarray((x > box[0] - 3) & (x < box[2] + 3) & (y > box[1] - 2) & (y < box[3] + 2))


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
