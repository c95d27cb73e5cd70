"""Many sessions of alternating offers at once: turn by turn, a row for each session.

All sessions of a batch are in the same turn of the same round, and the same seat moves, so a strategy works
on arrays; those that are over are dropped once they are half. What happens in each is what
:class:`~.protocols.alternating.Alternating` says, one move after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..space import Bools, Votes
from .clock import time_of
from .mediator import Mediator
from .strategy import Strategy
from .valuation import NONE, Numbers, Valuation
from .view import Heard, Keys, View

HOW = ("deadline", "agreement", "walk-out", "not ratified", "ended")
"""How a session can end, by number."""
_AGREEMENT, _WALK_OUT = 1, 2
Small = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Setting:
    """What all sessions have in common."""

    own: Sequence[Valuation]  # of each seat
    votes: Votes
    rounds: int  # of the principals, where there are two levels
    clock: str
    prepared: int = 0  # rounds at the working level
    officials: Sequence[Valuation] = ()  # what officials go by, where that is not what principals do

    @cached_property
    def mediator(self) -> Mediator:
        """Who proposes, where that is nobody's party; knows the deals alone."""
        return Mediator(self.own[0].picks, len(self.own))


@dataclass(frozen=True, slots=True)
class TableTurn:
    """What one seat said in its turn, a row for each session; neither offer nor acceptance is a refusal."""

    number: int  # of the round
    seat: int  # as in the state machine: a mediator after the parties, principals after officials
    offered: Numbers
    accepted: Bools
    of: int | None = None  # whose offer is answered, where several lie on the table


@dataclass(frozen=True, eq=False)
class Outcomes:
    """How sessions ended, a row for each."""

    deals: Numbers  # agreed; none where nothing was
    how: Small  # number in HOW
    numbers: Numbers  # of the round in which it ended
    by: Numbers  # who spoke last
    rows: Numbers  # realisation of the judgements
    said: list[TableTurn] = field(default_factory=list, repr=False)
    refused: Numbers | None = None  # deals that were signed and not ratified; None where nobody ratifies

    @classmethod
    def joined(cls, parts: Sequence[Outcomes]) -> Outcomes:
        """Several batches as one, without what was said."""
        names = ("deals", "how", "numbers", "by", "rows")
        whole: dict[str, Any] = {
            name: np.concatenate([getattr(part, name) for part in parts]) for name in names
        }
        refused = [part.refused for part in parts if part.refused is not None]
        return cls(**whole, refused=np.concatenate(refused) if refused else None)


def _some(array: NDArray[Any], some: Numbers) -> NDArray[Any]:
    """Some of the sessions of an array; one number stands for all."""
    return array if len(array) == 1 else array[some]


class _Running:
    """The sessions that are not over yet, where all must agree."""

    def __init__(self, setting: Setting, rows: Numbers, keys: Keys) -> None:
        count = len(rows)
        self.setting, self.rows, self.keys = setting, rows, keys
        self.which = np.arange(count)
        self.standing = np.full(count, NONE, np.intp)
        self.heard: list[Heard] = []
        self.over = np.zeros(count, bool)
        self.stand_by = np.zeros(count, np.int16)  # how many stand by what is on the table

    def view(self, seat: int, number: int) -> View:
        setting = self.setting
        time = time_of(setting.clock, number, setting.rounds)
        return View(seat, len(setting.own), number, setting.rounds, time, setting.clock, setting.own[seat],
                    self.rows, self.standing, self.heard, self.keys)  # fmt: skip

    def speak(self, seat: int, planned: Numbers, accepts: Bools) -> tuple[Numbers, Bools, Bools]:
        """Enter what one seat says: what it put on the table, where it accepted, and where all agree."""
        if not accepts.any():  # what is the same in all sessions stays one number
            self.standing, self.stand_by = planned, np.ones(1, np.int16)
            return planned, accepts, np.zeros(1, bool)
        put = np.where(accepts, NONE, planned)
        self.standing = np.where(accepts, self.standing, planned)  # a refusal takes it off the table
        self.stand_by = np.where(accepts, self.stand_by + 1, 1).astype(np.int16)
        return put, accepts, accepts & (self.stand_by == len(self.setting.own)) & ~self.over

    def keep(self, some: Numbers) -> None:
        """Drop all but some of the sessions."""
        self.rows, self.keys, self.which = self.rows[some], self.keys[some], self.which[some]
        self.standing, self.stand_by = _some(self.standing, some), _some(self.stand_by, some)
        self.heard = [Heard(said.number, said.seat, _some(said.deals, some)) for said in self.heard]
        self.over = self.over[some]


class _ByQuota(_Running):
    """The same where some may be enough: a refusal ends nothing that can still be agreed."""

    def __init__(self, setting: Setting, rows: Numbers, keys: Keys) -> None:
        super().__init__(setting, rows, keys)
        self.yes, self.no = (np.zeros((len(setting.own), len(rows)), bool) for _ in range(2))

    def speak(self, seat: int, planned: Numbers, accepts: Bools) -> tuple[Numbers, Bools, Bools]:
        """Enter what one seat says: what it put on the table, where it accepted, and where enough agree."""
        accepts = accepts & (self.standing >= 0) & ~self.yes[seat]
        offers = ~accepts & (planned >= 0)
        refuses = ~accepts & ~offers
        self.standing = np.where(offers, planned, self.standing)
        self.yes &= ~offers
        self.no &= ~offers
        self.yes[seat] = (self.yes[seat] | accepts | offers) & ~refuses
        self.no[seat] = (self.no[seat] & ~accepts) | (refuses & (self.standing >= 0))
        votes = self.setting.votes
        agreed = (self.standing >= 0) & votes.passes(self.yes.T, ratified=False) & ~self.over
        gone = ~votes.passes(~self.no.T, ratified=False)
        self.standing = np.where(gone, NONE, self.standing)
        self.yes &= ~gone
        self.no &= ~gone
        return np.where(offers, planned, NONE), accepts, agreed

    def keep(self, some: Numbers) -> None:
        """Drop all but some of the sessions."""
        super().keep(some)
        self.yes, self.no = self.yes[:, some], self.no[:, some]


def play_batch(
    setting: Setting, strategies: Sequence[Strategy], rows: Numbers, keys: Keys, *, record: bool = False
) -> Outcomes:
    """Play sessions to their end.

    Parameters
    ----------
    strategies : sequence of Strategy
        One for each seat, in the order in which they speak; they are cloned first.
    rows, keys : array, shape (sessions,)
        Realisation of the judgements, and key of random numbers, of each session.
    record : bool
        Whether to note what was said in each turn: number of the round, seat, deals offered, who accepted.

    Returns
    -------
    Outcomes
    """
    players = [strategy.clone() for strategy in strategies]
    try:
        return _played(setting, players, rows, keys, record=record)
    finally:
        for player in players:
            player.close()


def _played(
    setting: Setting, players: Sequence[Strategy], rows: Numbers, keys: Keys, *, record: bool
) -> Outcomes:
    """Play sessions to their end with strategies of their own."""
    count = len(rows)
    deals, by = np.full(count, NONE, np.intp), np.full(count, len(players) - 1, np.intp)
    how, numbers = np.zeros(count, np.int8), np.full(count, setting.rounds, np.intp)
    said: list[TableTurn] = []
    now = (_Running if setting.votes.unanimous else _ByQuota)(setting, rows, keys)

    def end(where: Bools, seat: int, number: int, kind: int) -> None:
        which = now.which[where]
        how[which], by[which], numbers[which] = kind, seat, number
        now.over |= where

    for number in range(1, setting.rounds + 1):
        for seat, player in enumerate(players):
            view = now.view(seat, number)
            planned, accepts = player.decides(view)
            leaves = player.leaves(view)
            if leaves is not None:
                end(leaves & ~now.over, seat, number, _WALK_OUT)
            put, accepted, agreed = now.speak(seat, planned, accepts)
            if agreed.any():
                deals[now.which[agreed]] = np.broadcast_to(now.standing, len(agreed))[agreed]
                end(agreed, seat, number, _AGREEMENT)
            now.heard.append(Heard(number, seat, put))
            if record:
                said.append(TableTurn(number, seat, put, accepted))
            left = len(now.over) - np.count_nonzero(now.over)
            if not left:
                return Outcomes(deals, how, numbers, by, rows, said)
            if not record and 2 * left < len(now.over):
                some = np.flatnonzero(~now.over)
                now.keep(some)
                for player in players:
                    player.keep(some)
    return Outcomes(deals, how, numbers, by, rows, said)
