"""Talks that can be played: a case with its listed deals, a protocol, a clock; and sessions played of them.

This is where tournaments and what-ifs come in: :meth:`Talks.play` gives arrays for any number of sessions, of
which each depends on the seed and on its own number alone, so they can be played anywhere, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..case import Agreement, Case
from ..space import build_space, central_values
from .batch import HOW, Outcomes, Setting, TableTurn, play_batch
from .clock import time_of
from .listed import DealList, list_deals
from .strategy import Strategy
from .view import keys_of

__all__ = ["Talks", "Told", "talks_of"]

_BATCH = 1 << 13
_CELLS = 1 << 25
"""Most offers that are remembered at once: 256 MB."""
_NOT_RATIFIED = HOW.index("not ratified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of a transcript."""

    round: int
    time: float
    by: str
    what: str  # offers, accepts, refuses, walks out
    deal: dict[str, str] | None  # offered, or accepted
    value: dict[str, float] | None  # of that deal to each party


@dataclass(frozen=True, eq=False)
class Talks:
    """What is played over, and how."""

    listed: DealList
    rounds: int
    clock: str

    @property
    def parties(self) -> tuple[str, ...]:
        """Who sits at the table, in the order in which they speak."""
        return self.listed.space.who[: self.listed.parties]

    @cached_property
    def setting(self) -> Setting:
        """The same for the batch engine."""
        own = [self.listed.valuation(seat) for seat in range(self.listed.parties)]
        return Setting(own, self.listed.space.votes, self.rounds, self.clock)

    def play(
        self,
        strategies: Sequence[Strategy],
        *,
        sessions: int,
        seed: int,
        first: int = 0,
        progress: Callable[[str, float], None] | None = None,
    ) -> Outcomes:
        """Play sessions number ``first`` and following.

        Session *i* is played in realisation *i* modulo the number of realisations of the judgements.
        """
        turns = max(1, self.rounds * len(strategies))
        size = max(1, min(_BATCH, _CELLS // turns))
        parts = []
        for begin in range(0, sessions, size):
            count = min(size, sessions - begin)
            parts.append(self._part(strategies, first + begin, count, seed, record=False))
            if progress is not None:
                progress("sessions", (begin + count) / sessions)
        return Outcomes.joined(parts)

    def recorded(self, strategies: Sequence[Strategy], *, seed: int, number: int = 0) -> Outcomes:
        """Play one session and keep what was said."""
        return self._part(strategies, number, 1, seed, record=True)

    def _part(
        self, strategies: Sequence[Strategy], first: int, count: int, seed: int, *, record: bool
    ) -> Outcomes:
        rows = np.arange(first, first + count) % self.listed.values.shape[1]
        keys = keys_of(seed, first, count)
        found = play_batch(self.setting, strategies, rows, keys, record=record)
        asked = range(self.listed.parties, len(self.listed.space.who))
        if not asked:
            return found
        good = self.listed.accepted[asked.start :, rows, np.maximum(found.deals, 0)].all(axis=0)
        bad = (found.deals >= 0) & ~good
        how = np.where(bad, np.int8(_NOT_RATIFIED), found.how)
        return replace(found, deals=np.where(bad, -1, found.deals), how=how)

    def transcript(self, found: Outcomes) -> Iterator[Told]:
        """What was said in the one session that was recorded, line by line."""
        table, row = -1, int(found.rows[0])
        for turn in found.said:
            offered, accepted = int(turn.offered[0]), bool(turn.accepted[0])
            table = offered if offered >= 0 else table
            last = turn is found.said[-1] and HOW[int(found.how[0])] == "walk-out"
            yield self._line(turn, "walks out" if last else _what(offered, accepted), table, row)

    def _line(self, turn: TableTurn, what: str, deal: int, row: int) -> Told:
        shown = deal if what in ("offers", "accepts") else -1
        return Told(
            round=turn.number,
            time=time_of(self.clock, turn.number, self.rounds),
            by=self.parties[turn.seat],
            what=what,
            deal=None if shown < 0 else self.listed.deal(shown),
            value=None if shown < 0 else self.listed.worth(shown, row),
        )


def _what(offered: int, accepted: bool) -> str:
    return "accepts" if accepted else "offers" if offered >= 0 else "refuses"


def talks_of(case: Case, rule: Agreement | None, *, rounds: int, clock: str) -> Talks:
    """Talks about a case in its central realisation.

    Raises
    ------
    BudgetError
        If one cluster of linked issues is too large to go through.
    """
    space = build_space(case, rule=rule)
    return Talks(list_deals(case, space, central_values(case, space)), rounds, clock)
