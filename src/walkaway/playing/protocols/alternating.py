"""Alternating offers for any number of parties, and the summit: the same in very few rounds.

The seats speak in turn. Each may accept what is on the table, put another deal in its place, refuse without
an offer of its own, or walk out. A deal is agreed once those who stand by it satisfy the rule of agreement
(for two, and by default, all). One that can no longer be agreed is off the table. After the last seat of the
last round the talks are over.

Rubinstein 1982, *Econometrica* 50, 97–109, for two; Aydoğan, Festen, Hindriks and Jonker 2017, Alternating
offers protocols for multilateral negotiation, in *Modern Approaches to Agent-based Complex Automated
Negotiation*, 153–167 (Genius's stacked alternating offers, NegMAS's SAO).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..protocol import Passes, Protocol, TableMove, TableState, What, all_of


@dataclass(frozen=True)
class Alternating(Protocol):
    """Offers in turn.

    Examples
    --------
    >>> talks = Alternating(seats=2, rounds=10)
    >>> said = [TableMove(0, "offers", "split"), TableMove(1, "accepts")]
    >>> talks.fold(said).how, talks.fold(said).deal, talks.legal(talks.start())
    ('agreement', 'split', ('offers', 'refuses', 'walks out'))
    """

    seats: int
    rounds: int
    passes: Passes | None = None  # all must accept if left out

    def legal(self, state: TableState) -> tuple[What, ...]:
        """What the seat whose turn it is may do."""
        if state.how:
            return ()
        asked = state.deal is not None and state.seat not in state.yes
        return ("accepts", "offers", "refuses", "walks out") if asked else ("offers", "refuses", "walks out")

    def _after(self, state: TableState, move: TableMove) -> TableState:
        if move.what == "walks out":
            return state.ended("walk-out", move.seat)
        if move.what == "offers":
            state = replace(state, deal=move.deal, by=move.seat, yes=frozenset({move.seat}), no=frozenset())
        elif state.deal is not None:
            state = state.answered(move)
        passes = self.passes or all_of(self.seats)
        if state.deal is not None and passes(state.yes):
            return replace(state, how="agreement", last=move.seat, seat=None)
        if not passes(frozenset(range(self.seats)) - state.no):
            state = replace(state, deal=None, by=None, yes=frozenset(), no=frozenset())
        return self._next(state, move.seat)

    def _next(self, state: TableState, seat: int) -> TableState:
        """Hand on the word; after the last round nothing is agreed."""
        if seat + 1 < self.seats:
            return replace(state, seat=seat + 1)
        if state.number < self.rounds:
            return replace(state, seat=0, number=state.number + 1)
        return state.ended("deadline", seat)
