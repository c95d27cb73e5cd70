"""Stretches of a text by place: which of many hold one, without asking all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, Generic, TypeVar

T = TypeVar("T")
_BLOCK: Final = 10  # bits of a place within a block


class SpanIndex(Generic[T]):
    """Half-open stretches and what each belongs to.

    Examples
    --------
    >>> index = SpanIndex([(0, 5000, "outer"), (1200, 1300, "inner")])
    >>> index.at(1250), index.at(1300), index.over(4000, 9000)
    (['outer', 'inner'], ['outer'], ['outer'])
    """

    def __init__(self, spans: Iterable[tuple[int, int, T]]) -> None:
        self._blocks: defaultdict[int, list[tuple[int, int, int, T]]] = defaultdict(list)
        for number, (start, end, what) in enumerate(spans):
            for block in range(start >> _BLOCK, (end - 1 >> _BLOCK) + 1):
                self._blocks[block].append((number, start, end, what))

    def over(self, start: int, end: int) -> list[T]:
        """What shares a character with a stretch, in the order in which it was given."""
        blocks = range(start >> _BLOCK, (end - 1 >> _BLOCK) + 1)
        near = (each for block in blocks for each in self._blocks.get(block, ()))
        found = {number: what for number, a, b, what in near if a < end and start < b}
        return [found[number] for number in sorted(found)]

    def at(self, place: int) -> list[T]:
        """What holds a place, in the order in which it was given."""
        return self.over(place, place + 1)
