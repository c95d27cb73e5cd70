"""Whose consent decides: the agreement rule asked the other way round, for many deals and draws at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ...space import Bools, Space

__all__ = ["Consent"]

Ints = NDArray[np.intp]


class Consent:
    """The agreement rule, asked in another way: would it pass if this one accepted?"""

    def __init__(self, space: Space) -> None:
        self.parties, self.required = space.parties, set(space.required)
        self.needed = self.required | set(range(space.parties, len(space.who)))
        self.quota = space.parties if space.rule.quota is None else space.rule.quota

    def ask(self, refuses: Sequence[Bools]) -> Callable[[int], tuple[Ints, Bools | None]]:
        """For each one: the pivotal pairs, counted through, and which pass without it (None: none)."""
        blocks = np.zeros(refuses[0].shape, np.uint8)
        for who in self.needed:
            blocks += refuses[who]
        if len(self.required) == self.parties:
            return self._unanimous(refuses, blocks)
        yes = np.zeros(blocks.shape, np.uint8)
        for who in range(self.parties):
            yes += ~refuses[who]

        def answer(who: int) -> tuple[Ints, Bools | None]:
            others = blocks - refuses[who] if who in self.needed else blocks
            pivotal = others == 0
            party = who < self.parties
            without = yes - ~refuses[who] if party else yes
            free = pivotal & (without >= self.quota) if who not in self.needed else None
            return np.flatnonzero(pivotal & (without + party >= self.quota)), free

        return answer

    def _unanimous(
        self, refuses: Sequence[Bools], blocks: NDArray[np.uint8]
    ) -> Callable[[int], tuple[Ints, Bools | None]]:
        """Where all must accept, only pairs that at most one refuses matter, and they are few."""
        near = np.flatnonzero(blocks <= 1)
        every = blocks.reshape(-1)[near] == 0
        return lambda who: (near[every | refuses[who].reshape(-1)[near]], None)
