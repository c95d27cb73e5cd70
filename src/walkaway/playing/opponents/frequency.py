r"""Frequency: what it offers often it wants, and what it does not move on matters to it.

All issues begin with the weight :math:`1/n` and all options with a count of 1. At every offer after the first
each option in it counts one more. With *k* of the *n* issues as in the offer before, :math:`\epsilon = 0.2/n`
is added to the weight of each of those that is below :math:`1 - n\epsilon / (1 + k\epsilon)`, and all weights
are divided by :math:`1 + k\epsilon`. An option is worth its count over the largest of its issue.

Van Krimpen, Looije and Hajizadeh 2013, HardHeaded, in *Complex Automated Negotiations*, 223–227; Baarslag,
Hendrikx, Hindriks and Jonker 2016, *Autonomous Agents and Multi-Agent Systems* 30, 849–898; as Genius 10.4
has it.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ...space.weights import Floats
from ..opponent import OpponentModel
from ..valuation import NONE, Numbers

_LEARNT = 0.2


class FrequencyModel(OpponentModel):
    """HardHeaded's frequency model."""

    name: ClassVar[str] = "frequency"
    citation: ClassVar[str] = (
        "Van Krimpen, Looije and Hajizadeh 2013, Complex Automated Negotiations, 223–227"
    )

    def begin(self, sessions: int) -> None:
        """Equal weights, and every option counted once."""
        issues = len(self.options)
        self.state = {
            "weights": np.full((issues, sessions), 1 / issues),
            "counts": np.repeat(self.there[:, :, None].astype(float), sessions, axis=2),
            "last": np.full((issues, sessions), NONE, np.intp),
        }

    def hear(self, deals: Numbers) -> None:
        """Compare with the offer before, and count."""
        weights, counts, last = (self.state[name] for name in ("weights", "counts", "last"))
        issues, picked = len(self.options), self.picked(deals)
        known = (deals >= 0) & (last[0] >= 0)
        step = _LEARNT / issues
        same = picked == last
        total = 1 + step * same.sum(axis=0)
        more = same & (weights < 1 - issues * step / total)
        weights = np.where(known, (weights + step * more) / total, weights)
        counts = counts.copy()
        counts[np.arange(issues)[:, None], picked, np.arange(len(deals))] += known
        self.state = {"weights": weights, "counts": counts, "last": np.where(deals >= 0, picked, last)}

    @property
    def weights(self) -> Floats:
        """Guessed weights, shape (issues, sessions)."""
        return self.state["weights"]

    @property
    def shares(self) -> Floats:
        """Counts over the largest of each issue."""
        counts = self.state["counts"]
        return np.asarray(counts / counts.max(axis=1, keepdims=True))
