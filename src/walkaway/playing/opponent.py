"""Opponent models: what another seat seems to want, learnt from what it put on the table and nothing else.

A model takes the offers of one seat, one after the other, in many sessions at once, and guesses what every
deal is worth to it: a weight for each issue, a share for each option. Strategies use one through their view;
:mod:`.learnt` scores one against true values, whoever uses it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..space import Bools, Picks
from ..space.weights import Floats
from .valuation import Numbers


class OpponentModel(ABC):
    """What one seat seems to want, in many sessions at once."""

    name: ClassVar[str]
    citation: ClassVar[str]

    def __init__(self, picks: Picks, options: tuple[int, ...], sessions: int) -> None:
        """Before anything was said.

        Parameters
        ----------
        picks : array, shape (deals, issues)
            The number of the option of each issue in every deal.
        options : tuple of int
            How many options each issue has.
        sessions : int
        """
        self.picks, self.options = picks, options
        self.there: Bools = np.arange(max(options))[None, :] < np.array(options)[:, None]
        self.state: dict[str, NDArray[Any]] = {}  # what it remembers; sessions along the last axis
        self.begin(sessions)

    @abstractmethod
    def begin(self, sessions: int) -> None:
        """Set what it remembers to what it thinks of somebody who said nothing."""

    @abstractmethod
    def hear(self, deals: Numbers) -> None:
        """Learn from one offer in each session, shape (sessions,); none where there was none."""

    @property
    @abstractmethod
    def weights(self) -> Floats:
        """Guessed weights, shape (issues, sessions)."""

    @property
    @abstractmethod
    def shares(self) -> Floats:
        """Guessed shares of a weight that options are worth, shape (issues, most options, sessions)."""

    def picked(self, deals: Numbers) -> Numbers:
        """The options of a deal in each session, shape (issues, sessions); any where there is none."""
        return np.asarray(self.picks[np.maximum(deals, 0)].T, np.intp)

    def worth(self, some: slice | Numbers = slice(None), among: slice = slice(None)) -> Floats:
        """Guessed worth of deals, 0 to 1, in some of the sessions, shape (deals, sessions)."""
        weights, shares = self.weights[:, some], self.shares[:, :, some]
        parts = weights[:, None, :] * shares / np.maximum(weights.sum(axis=0), 1e-12)
        picks = self.picks[among]
        total: Floats = parts[0][picks[:, 0]]
        for issue in range(1, len(self.options)):
            total = total + parts[issue][picks[:, issue]]
        return total

    def keep(self, some: Numbers) -> None:
        """Go on with some of the sessions."""
        self.state = {name: array[..., some] for name, array in self.state.items()}


@lru_cache(maxsize=1)
def models() -> dict[str, type[OpponentModel]]:
    """Every model by its name, in alphabetical order."""
    from . import opponents as folder

    found: dict[str, type[OpponentModel]] = {}
    for module in iter_modules(folder.__path__):
        for kind in vars(import_module(f"{folder.__name__}.{module.name}")).values():
            if isinstance(kind, type) and kind.__module__ == f"{folder.__name__}.{module.name}":
                found |= {kind.name: kind} if issubclass(kind, OpponentModel) else {}
    return dict(sorted(found.items()))
