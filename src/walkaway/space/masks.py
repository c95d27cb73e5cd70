"""Patterns in numbers, tested on many deals at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Picks = NDArray[np.intp]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Mask:
    """A pattern in numbers: for some issues, which options belong to it."""

    issues: tuple[int, ...]  # ascending; without any the pattern always holds
    allowed: tuple[Bools, ...]  # (options,); one for each issue
    unless: Mask | None = None  # where this one holds as a whole, the pattern does not

    @property
    def touched(self) -> tuple[int, ...]:
        """All issues on which it depends, ascending."""
        return self.issues if self.unless is None else tuple(sorted({*self.issues, *self.unless.issues}))

    def holds(self, picks: Picks, columns: Mapping[int, int]) -> Bools:
        """Which rows lie in the pattern."""
        result = np.ones(len(picks), dtype=bool)
        for issue, allowed in zip(self.issues, self.allowed, strict=True):
            result &= allowed.take(picks[:, columns[issue]])
        return result if self.unless is None else result & ~self.unless.holds(picks, columns)

    def parted(self, first: Collection[int]) -> tuple[Mask, Mask] | None:
        """The pattern on some issues and on the others, which both hold where it does; None if none is so."""
        if self.unless is not None and set(self.unless.touched) & set(first):
            return None
        parts: tuple[list[tuple[int, Bools]], list[tuple[int, Bools]]] = ([], [])
        for issue, allowed in zip(self.issues, self.allowed, strict=True):
            parts[issue not in first].append((issue, allowed))
        one, other = (Mask(tuple(i for i, _ in part), tuple(a for _, a in part)) for part in parts)
        return one, replace(other, unless=self.unless)
