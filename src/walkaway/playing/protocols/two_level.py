"""Talks at two levels: officials with a mandate prepare a text, then principals decide.

Officials, in the first seats, speak by alternating offers and may offer and accept only what their
mandate allows. What they agree on is put before the principals, in the seats after them, each of whom
accepts or refuses it. If they have nothing, or it is refused, the principals meet themselves: a summit of
few rounds. Without a working level (``prepared=0``) that is all there is.

Putnam 1988, Diplomacy and domestic politics: the logic of two-level games, *International Organization* 42,
427–460, for mandates and those who must ratify.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ...errors import UsageError
from ..protocol import Deal, Passes, Protocol, TableMove, TableState, What, all_of
from .alternating import Alternating

Mandate = Callable[[Deal], bool]
_WORKING, _DECIDING, _SUMMIT = "working level", "principals", "summit"


@dataclass(frozen=True)
class TwoLevel(Protocol):
    """Officials, then principals; ``state.memory`` holds the stage, at a summit with the rounds before it.

    Examples
    --------
    >>> talks = TwoLevel(seats=2, prepared=5, rounds=1)
    >>> said = [TableMove(0, "offers", "a"), *(TableMove(seat, "accepts") for seat in (1, 2, 3))]
    >>> talks.fold(said[:2]).memory, talks.fold(said).how
    (('principals',), 'agreement')
    """

    seats: int  # of each level
    rounds: int  # of the summit
    prepared: int  # rounds at the working level
    mandates: tuple[Mandate, ...] = ()  # of each official; none for anything
    passes: Passes | None = None  # all must accept if left out

    def start(self) -> TableState:
        """The officials begin, if there are any."""
        return TableState(memory=(_WORKING,)) if self.prepared else self._summit(0)

    def _summit(self, before: int) -> TableState:
        return TableState(seat=self.seats, memory=(_SUMMIT, before), number=before + 1)

    def legal(self, state: TableState) -> tuple[What, ...]:
        """What the seat whose turn it is may do."""
        if state.how:
            return ()
        if state.memory == (_DECIDING,):
            return ("accepts", "refuses", "walks out")
        return self._table(state).legal(self._lowered(state))

    def _table(self, state: TableState) -> Alternating:
        rounds = self.prepared if state.memory == (_WORKING,) else self.rounds
        return Alternating(self.seats, rounds, self.passes)

    def _lowered(self, state: TableState, by: int | None = None) -> TableState:
        """The state in seats and rounds of one level, or, by a negative number, back."""
        if by is None:
            by = 0 if state.memory == (_WORKING,) else self.seats
        before = state.memory[1] if len(state.memory) > 1 else 0
        assert isinstance(before, int)

        def seat(number: int | None) -> int | None:
            return None if number is None else number - by

        yes, no = (frozenset(number - by for number in held) for held in (state.yes, state.no))
        number = state.number - (before if by > 0 else -before)
        return replace(state, seat=seat(state.seat), by=seat(state.by), last=seat(state.last), yes=yes, no=no,
                       number=number)  # fmt: skip

    def _after(self, state: TableState, move: TableMove) -> TableState:
        if state.memory == (_DECIDING,):
            return self._decided(state, move)
        by = 0 if state.memory == (_WORKING,) else self.seats
        if by == 0:
            self._require_mandate(state, move)
        inner = self._table(state).apply(self._lowered(state), replace(move, seat=move.seat - by))
        state = self._lowered(inner, -by)
        if by or not state.how:
            return state
        if state.how == "agreement":
            return TableState(seat=self.seats, deal=state.deal, memory=(_DECIDING,), number=state.number)
        return self._summit(state.number)  # officials who fail, or leave, end nothing

    def _require_mandate(self, state: TableState, move: TableMove) -> None:
        deal = state.deal if move.what == "accepts" else move.deal
        if deal is not None and self.mandates and not self.mandates[move.seat](deal):
            raise UsageError.of(f"seat {move.seat + 1} {move.what} beyond its mandate", "a deal within it")

    def _decided(self, state: TableState, move: TableMove) -> TableState:
        if move.what == "walks out":
            return state.ended("walk-out", move.seat)
        state = state.answered(move)
        if move.seat + 1 < 2 * self.seats:
            return replace(state, seat=move.seat + 1)
        if (self.passes or all_of(self.seats))(self._lowered(state, self.seats).yes):
            return replace(state, how="agreement", last=move.seat, seat=None)
        return self._summit(state.number)
