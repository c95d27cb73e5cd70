"""One text, revised by a mediator: each round a new version, to which every party says yes or no.

A version that satisfies the rule of agreement takes the place of the one before; the text that stands at
the end is agreed. The mediator may end the talks earlier; a party that walks out ends them without a
text.

Raiffa 1982, *The Art and Science of Negotiation*, 211–217 (single negotiating text); Klein, Faratin,
Sayama and Bar-Yam 2003, *IEEE Intelligent Systems* 18(6), 32–38 (a mediator that tries versions).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..protocol import Deal, Passes, Protocol, TableMove, TableState, What, all_of


@dataclass(frozen=True)
class SingleText(Protocol):
    """Versions of one text; the mediator has the seat after those of the parties.

    Examples
    --------
    >>> talks = SingleText(seats=2, rounds=2)
    >>> said = [TableMove(2, "proposes", "first"), TableMove(0, "accepts"), TableMove(1, "accepts"),
    ...         TableMove(2, "proposes", "second"), TableMove(0, "accepts"), TableMove(1, "refuses")]
    >>> talks.fold(said).how, talks.fold(said).deal
    ('agreement', 'first')
    """

    seats: int
    rounds: int
    passes: Passes | None = None  # all must accept if left out

    def start(self) -> TableState:
        """The mediator begins; there is no text."""
        return TableState(seat=self.seats, memory=(None,))

    def legal(self, state: TableState) -> tuple[What, ...]:
        """What the seat whose turn it is may do."""
        if state.how:
            return ()
        return ("proposes", "ends") if state.seat == self.seats else ("accepts", "refuses", "walks out")

    def standing(self, state: TableState) -> Deal | None:
        """The text that stands: the last version on which enough agreed."""
        text: Deal | None = state.memory[0]
        return text

    def _after(self, state: TableState, move: TableMove) -> TableState:
        if move.what == "walks out":
            return state.ended("walk-out", move.seat)
        if move.what == "ends":
            return self._end(state, move.seat)
        if move.what == "proposes":
            return replace(state, deal=move.deal, by=move.seat, yes=frozenset(), no=frozenset(), seat=0)
        state = state.answered(move)
        if move.seat + 1 < self.seats:
            return replace(state, seat=move.seat + 1)
        if (self.passes or all_of(self.seats))(state.yes):
            state = replace(state, memory=(state.deal,))
        if state.number == self.rounds:
            return self._end(state, move.seat)
        return replace(state, seat=self.seats, number=state.number + 1, deal=None, by=None)

    def _end(self, state: TableState, seat: int) -> TableState:
        text = self.standing(state)
        if text is None:
            return state.ended("ended" if seat == self.seats else "deadline", seat)
        return replace(state, how="agreement", deal=text, last=seat, seat=None)
