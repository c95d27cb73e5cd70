"""Sessions on their way, a row for each: who is asked, what was said, and how those that are over ended.

What the batches of all protocols but alternating offers have in common; nothing is dropped before the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from ..space import Bools
from .batch import HOW, Outcomes, Setting, TableTurn
from .clock import time_of
from .strategy import Strategy
from .valuation import NONE, Numbers
from .view import Heard, Keys, View

AGREEMENT, WALK_OUT = (HOW.index(how) for how in ("agreement", "walk-out"))


@contextmanager
def cloned(strategies: Sequence[Strategy]) -> Iterator[list[Strategy]]:
    """Strategies that play alike from here on, and let go of what they hold at the end."""
    players = [strategy.clone() for strategy in strategies]
    try:
        yield players
    finally:
        for player in players:
            player.close()


class Sessions:
    """Sessions that begin at the same time; one that is over stays in its row."""

    def __init__(self, setting: Setting, rows: Numbers, keys: Keys, *, record: bool) -> None:
        count = len(rows)
        self.setting, self.rows, self.keys, self.record = setting, rows, keys, record
        self.deals, self.how = np.full(count, NONE, np.intp), np.zeros(count, np.int8)
        self.numbers = np.full(count, setting.rounds, np.intp)
        self.by = np.full(count, len(setting.own) - 1, np.intp)
        self.over = np.zeros(count, bool)
        self.none = np.full(count, NONE, np.intp)
        self.heard: list[Heard] = []
        self.said: list[TableTurn] = []
        self.text: Numbers | None = None  # what stands meanwhile, where there is such a thing

    def view(self, seat: int, number: int, standing: Numbers) -> View:
        """What one seat sees in a round."""
        setting = self.setting
        return View(seat, len(setting.own), number, setting.rounds,
                    time_of(setting.clock, number, setting.rounds), setting.clock, setting.own[seat],
                    self.rows, standing, self.heard, self.keys, text=self.text)  # fmt: skip

    def ask(self, player: Strategy, view: View, there: Bools) -> tuple[Numbers, Bools]:
        """What it would offer, and where it accepts, in the sessions in which it has the word."""
        planned, accepts = player.decides(view)
        leaves = player.leaves(view)
        if leaves is not None:
            self.end(leaves & there, view.seat, view.number, WALK_OUT)
        there = there & ~self.over
        return np.where(there, planned, NONE), accepts & there

    def say(
        self,
        number: int,
        seat: int,
        there: Bools,
        *,
        offered: Numbers | None = None,
        accepted: Bools | None = None,
        of: int | None = None,
    ) -> None:
        """Enter a move; every one is noted where that is asked for.

        All hear a turn in which one may offer, also where it refuses to: what is heard in one session does
        not depend on which others are played beside it.
        """
        if offered is not None:
            self.heard.append(Heard(number, seat, offered))
        offered = self.none if offered is None else offered
        accepted = np.zeros(len(offered), bool) if accepted is None else accepted
        if self.record and there.any():
            self.said.append(TableTurn(number, seat, offered, accepted, of))

    def end(self, where: Bools, seat: int | Numbers, number: int, how: int) -> None:
        """End some of the sessions."""
        where = where & ~self.over
        self.how[where], self.numbers[where] = how, number
        self.by[where] = seat if isinstance(seat, int) else seat[where]
        self.over |= where

    def agree(self, where: Bools, deals: Numbers, seat: int | Numbers, number: int) -> None:
        """End some of the sessions with a deal."""
        where = where & ~self.over
        self.deals[where] = deals[where]
        self.end(where, seat, number, AGREEMENT)

    def outcomes(self) -> Outcomes:
        """How they ended."""
        return Outcomes(self.deals, self.how, self.numbers, self.by, self.rows, self.said)
