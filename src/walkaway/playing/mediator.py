"""A mediator as an array program: knows which deals there are and what was said, and nobody's values.

It begins with deals at random. Once a text stands it changes one issue of it at a time, as the mediator of
Klein, Faratin, Sayama and Bar-Yam 2003, *IEEE Intelligent Systems* 18(6), 32–38; a change that cannot be
carried out, or is not on a list that was thinned, gives way to a deal at random. It ends the talks once a
text has withstood so many versions in a row.
"""

from __future__ import annotations

import numpy as np

from ..space import Bools, Picks
from .valuation import Numbers
from .view import Keys, uniform

PATIENCE = 50
"""Versions in a row that a standing text withstands before the talks are ended."""


class Mediator:
    """Proposes deals in many sessions at once."""

    def __init__(self, picks: Picks, seat: int) -> None:
        self.picks, self.seat = picks, seat  # of the mediator, after those of the parties
        self.counts = picks.max(axis=0) + 1 if len(picks) else np.zeros(0, np.intp)
        self.open = np.flatnonzero(self.counts > 1)  # issues with a choice
        radix = np.cumprod([1, *self.counts[:-1].tolist()], dtype=np.uint64)  # wraps around; checked below
        self.radix = radix
        codes = picks.astype(np.uint64) @ radix
        self.order = np.argsort(codes, kind="stable")
        self.codes = codes[self.order]

    def proposes(self, number: int, keys: Keys, text: Numbers) -> Numbers:
        """A deal in each session; ``text`` is what stands, none where nothing does."""
        first, issue, option = (uniform(keys, number, self.seat, drawn) for drawn in (1, 2, 3))
        new: Numbers = (first * len(self.picks)).astype(np.intp)
        stands = text >= 0
        if not stands.any() or not len(self.open):
            return new
        changed = self.open[(issue * len(self.open)).astype(np.intp)]
        wanted = self.picks[np.maximum(text, 0)]
        others = self.counts[changed] - 1
        here = np.arange(len(text))
        step = 1 + (option * others).astype(np.intp)
        wanted[here, changed] = (wanted[here, changed] + step) % self.counts[changed]
        place = np.searchsorted(self.codes, wanted.astype(np.uint64) @ self.radix)
        near = self.order[np.minimum(place, len(self.order) - 1)]
        listed = (self.picks[near] == wanted).all(axis=1)
        return np.where(stands & listed, near, new)

    @staticmethod
    def ends(text: Numbers, withstood: Numbers) -> Bools:
        """Where it ends the talks."""
        return np.asarray((text >= 0) & (withstood >= PATIENCE))
