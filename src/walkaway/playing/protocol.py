"""Protocols: pure state machines. What may be said next, what it leads to, and whether the talks are over.

A deal is any value that can be compared; a protocol knows nobody's values. Seats are numbered in the order in
which they speak. A live table folds what was said into a state in the same way as a simulation does.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ..errors import UsageError, quoted

Deal = Hashable
What = Literal["offers", "accepts", "refuses", "walks out", "ends", "proposes"]
"""``refuses`` says no without an offer of one's own; ``ends`` and ``proposes`` are for a mediator."""
How = Literal["", "agreement", "deadline", "walk-out", "ended"]
Passes = Callable[[frozenset[int]], bool]
"""Whether a deal is agreed when these seats accept it."""


@dataclass(frozen=True, slots=True)
class TableMove:
    """What one seat says."""

    seat: int
    what: What
    deal: Deal | None = None  # with ``offers`` and ``proposes`` only


@dataclass(frozen=True, slots=True, kw_only=True)
class TableState:
    """Where the talks stand; how they came there is the list of moves."""

    number: int = 1  # of the round
    seat: int | None = 0  # who speaks next; None once the talks are over
    deal: Deal | None = None  # on the table
    by: int | None = None  # who put it there
    yes: frozenset[int] = frozenset()  # who stands by it
    no: frozenset[int] = frozenset()  # who refused it
    how: How = ""  # how the talks ended
    last: int | None = None  # who spoke the last word, once they ended
    memory: tuple[object, ...] = ()  # what a protocol has to remember besides

    def answered(self, move: TableMove) -> TableState:
        """The same with one more yes or no to what is on the table."""
        if move.what == "accepts":
            return replace(self, yes=self.yes | {move.seat}, no=self.no - {move.seat})
        return replace(self, no=self.no | {move.seat}, yes=self.yes - {move.seat})

    def ended(self, how: How, seat: int) -> TableState:
        """The same at its end, without a deal."""
        return replace(self, how=how, last=seat, seat=None, deal=None, yes=frozenset(), no=frozenset())


def all_of(seats: int) -> Passes:
    """Everybody must accept."""
    everyone = frozenset(range(seats))
    return lambda yes: yes == everyone


class Protocol(ABC):
    """Who may say what when."""

    seats: int
    rounds: int

    def start(self) -> TableState:
        """Before anybody has spoken."""
        return TableState()

    @abstractmethod
    def legal(self, state: TableState) -> tuple[What, ...]:
        """What the seat whose turn it is may do; nothing once the talks are over."""

    @abstractmethod
    def _after(self, state: TableState, move: TableMove) -> TableState:
        """The state after a move that is legal."""

    def finished(self, state: TableState) -> bool:
        """Whether the talks are over."""
        return bool(state.how)

    def apply(self, state: TableState, move: TableMove) -> TableState:
        """The state after a move; a UsageError for one that the protocol does not allow now."""
        legal = self.legal(state) if move.seat == state.seat else ()
        if move.what not in legal:
            found = f"seat {move.seat + 1} {move.what} in round {state.number}"
            right = f"seat {(state.seat or 0) + 1}: {', '.join(legal or self.legal(state))}"
            raise UsageError.of(found, right if not self.finished(state) else "no move: the talks are over")
        if (move.deal is None) == (move.what in ("offers", "proposes")):
            raise UsageError.of(f"{quoted(move.what)} {'without' if move.deal is None else 'with'} a deal",
                                "a deal with offers and proposals alone")  # fmt: skip
        return self._after(state, move)

    def fold(self, moves: Iterable[TableMove]) -> TableState:
        """The state after several moves."""
        state = self.start()
        for move in moves:
            state = self.apply(state, move)
        return state
