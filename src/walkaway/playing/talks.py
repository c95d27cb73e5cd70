"""Talks that can be played: a case with its listed deals, a protocol, a clock; and sessions played of them.

This is where tournaments and what-ifs come in: :meth:`Talks.play` gives arrays for any number of sessions, of
which each depends on the seed and on its own number alone, so they can be played anywhere, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from ..case import Agreement, Case
from ..space import Bools, build_space, central_values
from ..space.weights import Floats
from .batch import HOW, Outcomes, Setting, TableTurn
from .clock import time_of
from .drawn import beyond_mandates
from .listed import DealList, list_deals
from .manner import MANNERS, Manner
from .strategy import Strategy
from .valuation import NONE, Numbers, Valuation
from .view import Keys, keys_of

_BATCH = 1 << 13
_CELLS = 1 << 25
"""Most offers that are remembered at once: 256 MB."""
_NOT_RATIFIED = HOW.index("not ratified")


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptLine:
    """One line of a transcript."""

    round: int
    time: float
    by: str  # a party, or mediator
    what: str  # offers, proposes, accepts, refuses, walks out
    deal: dict[str, str] | None  # offered, proposed or accepted
    value: dict[str, float] | None  # of that deal to each party
    level: str = ""  # officials or principals, where there are two levels
    of: str = ""  # whose offer is answered, where several lie on the table
    text: dict[str, str] | None = None  # the text of a mediator that stands after this, where there is one


@dataclass(frozen=True, eq=False)
class Talks:
    """What is played over, and how."""

    listed: DealList
    rounds: int  # of the principals, where there are two levels
    clock: str
    protocol: str = "alternating"
    prepared: int = 0  # rounds at the working level
    mandate: tuple[float, ...] = ()  # of each party: share of what is at stake that its officials must get
    beyond: Bools | None = None  # (parties, deals); to which officials must not agree at all
    consult: tuple[bool, ...] = ()  # of each party: officials take only what its own ratifiers would
    least: Floats | None = None  # (parties, realisations); below which no party goes; None for the walk-away

    @property
    def manner(self) -> Manner:
        """Its protocol."""
        return MANNERS[self.protocol]

    @property
    def parties(self) -> tuple[str, ...]:
        """Who sits at the table, in the order in which they speak."""
        return self.listed.space.who[: self.listed.parties]

    @cached_property
    def told(self) -> Floats:
        """What deals are worth as it is told, shape (who, realisations, deals).

        Under the clock of Genius, of parties whose values add up, in its own sums, to the last digit.
        """
        values = self.listed.values
        if self.clock != "genius" or values.shape[1] > 1:
            return values
        values = values.copy()
        for seat in range(self.listed.parties):
            summed = self.setting.own[seat].summed
            if summed is not None:
                values[seat, 0] = summed.of(self.listed.picks)
        return values

    @cached_property
    def setting(self) -> Setting:
        """The same for the batch engine."""
        own = list(self.listed.valuations)
        if self.least is not None:
            own = [each.holding_out(least) for each, least in zip(own, self.least, strict=True)]
        officials = [self._official(seat, each) for seat, each in enumerate(own)] if self.prepared else ()
        return Setting(own, self.listed.space.votes, self.rounds, self.clock, self.prepared, officials)

    def _official(self, seat: int, own: Valuation) -> Valuation:
        """What an official goes by: as much as the mandate asks for, nothing beyond it, nothing in vain."""
        found = own
        if self.beyond is not None:
            barred = own.barred | self.beyond[seat]
            found = replace(own, open=own.open & ~barred, barred=barred, memory={})
        if self.consult and self.consult[seat]:
            below = np.nextafter(own.walk_away, -np.inf)[:, None]
            values = np.where(self.listed.ratified(seat), own.values, np.minimum(own.values, below))
            found = replace(found, values=values, summed=None, memory={})
        share = self.mandate[seat] if self.mandate else 0.0
        return found.holding_out(own.walk_away + share * (own.best - own.walk_away)) if share else found

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
        turns = max(1, (self.rounds + self.prepared) * (len(strategies) + 1))
        size = max(1, min(_BATCH, _CELLS // turns))
        parts = []
        for begin in range(0, sessions, size):
            count = min(size, sessions - begin)
            parts.append(self._part(strategies, first + begin, count, seed, record=False))
            if progress is not None:
                progress("sessions", (begin + count) / sessions)
        return Outcomes.joined(parts)

    def recorded(
        self, strategies: Sequence[Strategy], *, seed: int, number: int = 0, sessions: int = 1
    ) -> Outcomes:
        """Play one session, or a few, and keep what was said; turns after the end of one are there too."""
        return self._part(strategies, number, sessions, seed, record=True)

    def _part(
        self, strategies: Sequence[Strategy], first: int, count: int, seed: int, *, record: bool
    ) -> Outcomes:
        rows = np.arange(first, first + count) % self.listed.values.shape[1]
        return self.at(strategies, rows, keys_of(seed, first, count), record=record)

    def at(
        self, strategies: Sequence[Strategy], rows: Numbers, keys: Keys, *, record: bool = False
    ) -> Outcomes:
        """Play sessions in these realisations, with these keys of random numbers, shape (sessions,) each."""
        found = self.manner.batch(self.setting, strategies, rows, keys, record=record)
        asked = range(self.listed.parties, len(self.listed.space.who))
        if not asked:
            return found
        good = self.listed.accepted[asked.start :, rows, np.maximum(found.deals, 0)].all(axis=0)
        bad = (found.deals >= 0) & ~good
        how = np.where(bad, np.int8(_NOT_RATIFIED), found.how)
        refused = np.where(bad, found.deals, NONE)
        return replace(found, deals=np.where(bad, NONE, found.deals), how=how, refused=refused)

    def transcript(self, found: Outcomes) -> Iterator[TranscriptLine]:
        """What was said in the one session that was recorded, line by line."""
        row, table, text = int(found.rows[0]), dict[int | None, int](), NONE
        yes = np.zeros(len(self.parties), bool)
        for turn in found.said:
            offered, accepted = int(turn.offered[0]), bool(turn.accepted[0])
            if offered >= 0:
                table[None] = table[turn.seat] = offered
            if self.manner.revises and turn.seat < len(self.parties):
                yes[turn.seat] = accepted
                heard = turn.seat == len(self.parties) - 1
                if heard and self.listed.space.votes.passes(yes, ratified=False):
                    text = table[None]
            last = turn is found.said[-1] and HOW[int(found.how[0])] == "walk-out"
            what = "walks out" if last else self._what(turn, offered, accepted=accepted)
            shown = table.get(turn.of, -1) if what in ("offers", "accepts", "proposes") else -1
            who, level = self._who(turn)
            yield TranscriptLine(
                round=turn.number,
                time=self._time(turn, found),
                by=who,
                what=what,
                deal=None if shown < 0 else self.listed.deal(shown),
                value=None
                if shown < 0
                else dict(zip(self.parties, self.told[:, row, shown].tolist(), strict=False)),
                level=level,
                of="" if turn.of is None else self.parties[turn.of],
                text=None if text < 0 else self.listed.deal(text),
            )

    def _what(self, turn: TableTurn, offered: int, *, accepted: bool) -> str:
        if accepted:
            return "accepts"
        if offered < 0:
            return "refuses"
        return "proposes" if turn.seat == len(self.parties) and not self.manner.levels else "offers"

    def _who(self, turn: TableTurn) -> tuple[str, str]:
        """Who speaks, and at which level."""
        many = len(self.parties)
        if not self.manner.levels:
            return "mediator" if turn.seat == many else self.parties[turn.seat], ""
        return self.parties[turn.seat % many], "officials" if turn.seat < many else "principals"

    def _time(self, turn: TableTurn, found: Outcomes) -> float:
        """The time of a turn, by the clock of its level."""
        if not self.manner.levels:
            return time_of(self.clock, turn.number, self.rounds)
        many = len(self.parties)
        if turn.seat < many:
            return time_of(self.clock, turn.number, self.prepared)
        before = max((one.number for one in found.said if one.seat < many), default=0)
        return 1.0 if turn.number == before else time_of(self.clock, turn.number - before, self.rounds)


def talks_of(
    case: Case, rule: Agreement | None, *, rounds: int, clock: str, protocol: str = "alternating", **more: Any
) -> Talks:
    """Talks about a case in its central realisation; ``more`` as :class:`Talks` has it.

    Raises
    ------
    BudgetError
        If one cluster of linked issues is too large to go through.
    """
    space = build_space(case, rule=rule)
    listed = list_deals(case, space, central_values(case, space))
    beyond = beyond_mandates(case, listed) if more.get("prepared") else None
    return Talks(listed, rounds, clock, protocol, beyond=beyond, **more)
