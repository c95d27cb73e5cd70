"""Alternating multiple offers: everybody puts an offer, then everybody votes on every one of them.

An offer that satisfies the rule of agreement, its author included, is agreed; of several the one with
most votes, and of equals the one that was put first. With the rule that all must accept this is the
alternating multiple offers protocol, with a smaller quota the majority variant.

Aydoğan, Festen, Hindriks and Jonker 2017, Alternating offers protocols for multilateral negotiation, in
*Modern Approaches to Agent-based Complex Automated Negotiation*, 153–167.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..protocol import Deal, Passes, Protocol, TableMove, TableState, What, all_of

Offer = tuple[Deal, frozenset[int]]
"""A deal, and who stands by it."""


@dataclass(frozen=True)
class MultipleOffers(Protocol):
    """Offers of all, then votes on all of them; ``state.memory`` holds the offers of the round.

    Examples
    --------
    >>> talks = MultipleOffers(seats=2, rounds=3)
    >>> said = [TableMove(0, "offers", "a"), TableMove(1, "offers", "b"), TableMove(1, "refuses"),
    ...         TableMove(0, "accepts")]
    >>> talks.fold(said).how, talks.fold(said).deal
    ('agreement', 'b')
    """

    seats: int
    rounds: int
    passes: Passes | None = None  # all must accept if left out

    def legal(self, state: TableState) -> tuple[What, ...]:
        """What the seat whose turn it is may do: an offer first, votes once all offers are there."""
        if state.how:
            return ()
        return ("offers" if state.deal is None else "accepts", "refuses", "walks out")

    def offers(self, state: TableState) -> tuple[Offer, ...]:
        """The offers of the round, each with those who stand by it; none of a seat that refused to offer."""
        return tuple(one for one in state.memory if isinstance(one, tuple))

    def _after(self, state: TableState, move: TableMove) -> TableState:
        if move.what == "walks out":
            return replace(state, how="walk-out", last=move.seat, seat=None, deal=None, memory=())
        if state.deal is None:
            by = frozenset({move.seat}) if move.what == "offers" else frozenset()
            state = replace(state, memory=(*state.memory, (move.deal, by)))
            if len(state.memory) < self.seats:
                return replace(state, seat=move.seat + 1)
            return self._vote(state, 0, 0, move.seat)
        number = state.by or 0
        if move.what == "accepts":
            offers = list(self.offers(state))
            offers[number] = (offers[number][0], offers[number][1] | {move.seat})
            state = replace(state, memory=tuple(offers))
        return self._vote(state, number, move.seat + 1, move.seat)

    def _vote(self, state: TableState, number: int, seat: int, last: int) -> TableState:
        """Ask the next seat that is not the author; after the last offer count."""
        if seat == number:
            seat += 1
        deal, yes = self.offers(state)[number]
        if seat >= self.seats or deal is None:
            return (
                self._vote(state, number + 1, 0, last)
                if number + 1 < self.seats
                else self._count(state, last)
            )
        return replace(state, deal=deal, by=number, yes=yes, seat=seat)

    def _count(self, state: TableState, last: int) -> TableState:
        passes = self.passes or all_of(self.seats)
        good = [offer for offer in self.offers(state) if offer[0] is not None and passes(offer[1])]
        if good:
            deal, yes = max(good, key=lambda offer: len(offer[1]))
            return replace(state, how="agreement", deal=deal, yes=yes, last=last, seat=None)
        state = replace(state, deal=None, by=None, yes=frozenset(), memory=())
        if state.number == self.rounds:
            return replace(state, how="deadline", last=last, seat=None)
        return replace(state, seat=0, number=state.number + 1)
