"""A mediator's proposal, double-blind: every party answers in secret, and only a yes of all is told.

So a party risks nothing by saying yes: if the deal fails nobody learns who would have had it. What a seat
may see of a state is :meth:`MediatorsProposal.seen_by`. Each round is one proposal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..protocol import Passes, Protocol, TableMove, TableState, What, all_of


@dataclass(frozen=True)
class MediatorsProposal(Protocol):
    """Proposals of a mediator, who has the seat after those of the parties.

    Examples
    --------
    >>> talks = MediatorsProposal(seats=2, rounds=1)
    >>> state = talks.fold([TableMove(2, "proposes", "split"), TableMove(0, "accepts")])
    >>> talks.seen_by(state, 1).yes, talks.seen_by(state, 0).yes
    (frozenset(), frozenset({0}))
    """

    seats: int
    rounds: int
    passes: Passes | None = None  # all must accept if left out

    def start(self) -> TableState:
        """The mediator begins."""
        return TableState(seat=self.seats)

    def legal(self, state: TableState) -> tuple[What, ...]:
        """What the seat whose turn it is may do."""
        if state.how:
            return ()
        return ("proposes", "ends") if state.seat == self.seats else ("accepts", "refuses", "walks out")

    def seen_by(self, state: TableState, seat: int) -> TableState:
        """What a party may know: the proposal, its own answer, and whether all agreed."""
        if state.how == "agreement":
            return state
        return replace(state, yes=state.yes & {seat}, no=state.no & {seat})

    def _after(self, state: TableState, move: TableMove) -> TableState:
        if move.what in ("walks out", "ends"):
            return state.ended("walk-out" if move.what == "walks out" else "ended", move.seat)
        if move.what == "proposes":
            return replace(state, deal=move.deal, by=move.seat, yes=frozenset(), no=frozenset(), seat=0)
        state = state.answered(move)
        if move.seat + 1 < self.seats:
            return replace(state, seat=move.seat + 1)
        if (self.passes or all_of(self.seats))(state.yes):
            return replace(state, how="agreement", last=move.seat, seat=None)
        forgotten = replace(state, deal=None, by=None, yes=frozenset(), no=frozenset())
        if state.number == self.rounds:
            return replace(forgotten, how="deadline", last=move.seat, seat=None)
        return replace(forgotten, seat=self.seats, number=state.number + 1)
