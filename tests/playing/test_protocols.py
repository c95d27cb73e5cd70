"""The other protocols as state machines: how talks end, what is secret, what a mandate allows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.playing.test_alternating import two_of_three
from tests.strategies import brief_law

from walkaway.errors import UsageError
from walkaway.playing.protocol import Protocol, TableMove
from walkaway.playing.protocols.mediators_proposal import MediatorsProposal
from walkaway.playing.protocols.multiple_offers import MultipleOffers
from walkaway.playing.protocols.single_text import SingleText
from walkaway.playing.protocols.two_level import TwoLevel

MARKS: dict[str, Any] = {"+": "accepts", "-": "refuses", "!": "walks out", ".": "ends"}


def said(text: str) -> list[TableMove]:
    """``0:x`` offers x, ``2=x`` proposes x, ``1+`` accepts, ``1-`` refuses, ``1!`` walks out, ``2.`` ends."""
    return [
        TableMove(int(one[0]), "offers" if one[1] == ":" else "proposes", one[2:]) if one[1] in ":="
        else TableMove(int(one[0]), MARKS[one[1]])
        for one in text.split()
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("talks", "moves", "how", "deal"),
    [
        (SingleText(2, 2), "2=a 0+ 1+ 2=b 0+ 1-", "agreement", "a"),
        (SingleText(2, 2), "2=a 0+ 1+ 2=b 0+ 1+", "agreement", "b"),
        (SingleText(2, 2), "2=a 0+ 1+ 2.", "agreement", "a"),
        (SingleText(2, 2), "2=a 0- 1+ 2.", "ended", None),
        (SingleText(2, 1), "2=a 0- 1+", "deadline", None),
        (SingleText(2, 2), "2=a 0+ 1+ 2=b 0!", "walk-out", None),
        (SingleText(3, 1, two_of_three), "3=a 0+ 1- 2+", "agreement", "a"),
        (MediatorsProposal(2, 2), "2=a 0+ 1- 2=b 0+ 1+", "agreement", "b"),
        (MediatorsProposal(2, 1), "2=a 0- 1+", "deadline", None),
        (MediatorsProposal(2, 3), "2.", "ended", None),
        (MediatorsProposal(2, 3), "2=a 0!", "walk-out", None),
        (MultipleOffers(2, 2), "0:a 1:b 1+ 0-", "agreement", "a"),
        (MultipleOffers(2, 2), "0:a 1:b 1- 0- 0:c 1:d 1- 0+", "agreement", "d"),
        (MultipleOffers(2, 1), "0:a 1:b 1- 0-", "deadline", None),
        (MultipleOffers(3, 1), "0:a 1:b 2:c 1+ 2- 0+ 2+ 0- 1-", "agreement", "b"),
        (MultipleOffers(3, 1, two_of_three), "0:a 1:b 2:c 1+ 2- 0+ 2+ 0- 1-", "agreement", "b"),
        (MultipleOffers(3, 1, two_of_three), "0:a 1:b 2:c 1+ 2- 0- 2- 0+ 1-", "agreement", "a"),
        (TwoLevel(2, 1, 3), "0:a 1+ 2+ 3+", "agreement", "a"),
        (TwoLevel(2, 1, 3), "0:a 1+ 2+ 3- 2:b 3+", "agreement", "b"),
        (TwoLevel(2, 1, 1), "0:a 1:b 2:c 3+", "agreement", "c"),
        (TwoLevel(2, 1, 3), "0:a 1! 2:b 3!", "walk-out", None),
        (TwoLevel(2, 1, 3), "0:a 1+ 2!", "walk-out", None),
        (TwoLevel(2, 1, 0), "2:a 3:b", "deadline", None),
    ],
)
def test_talks_end_as_they_were_led(talks: Protocol, moves: str, how: str, deal: str | None) -> None:
    state = talks.fold(said(moves))
    assert (state.how, state.deal, state.seat, talks.legal(state)) == (how, deal, None, ())


@given(st.sampled_from("+-"), st.sampled_from("+-"), st.sampled_from("+-"))
@brief_law
def test_nobody_learns_from_a_failed_proposal_who_would_have_had_it(mine: str, one: str, other: str) -> None:
    """Law: what a party sees of a proposal that fails does not depend on what the others answered."""
    talks = MediatorsProposal(3, 5)
    seen = []
    for answers in ((one, other), ("-", "-")):
        moves = said(f"3=a 0{mine} 1{answers[0]} 2{answers[1]}")
        if mine + answers[0] + answers[1] == "+++":
            return
        seen += [[talks.seen_by(talks.fold(moves[:upto]), 0) for upto in range(5)]]
    assert seen[0] == seen[1]


def test_officials_keep_to_their_mandate() -> None:
    talks = TwoLevel(2, 1, 3, mandates=(lambda deal: deal != "b", lambda deal: deal != "a"))
    for moves, found in (("0:b", "seat 1 offers beyond its mandate"), ("0:a 1+", "seat 2 accepts beyond")):
        with pytest.raises(UsageError, match=found):
            talks.fold(said(moves))
    assert talks.fold(said("0:c 1+")).memory == ("principals",)
    assert talks.fold(said("0:c 1+ 2- 3+ 2:b 3+")).deal == "b"  # principals have none


TALKS = st.sampled_from(
    [SingleText(2, 2), SingleText(3, 2, two_of_three), MediatorsProposal(2, 2), MultipleOffers(3, 2),
     MultipleOffers(3, 2, two_of_three), TwoLevel(2, 2, 2), TwoLevel(3, 1, 1, passes=two_of_three)]
)  # fmt: skip


@given(TALKS, st.data())
@brief_law
def test_every_legal_move_leads_on_and_the_talks_end(talks: Protocol, data: st.DataObject) -> None:
    """Law: while talks last somebody may move; a deal stands at the end only with an agreement."""
    state, moves = talks.start(), 0
    while not talks.finished(state):
        assert state.seat is not None
        what = data.draw(st.sampled_from(talks.legal(state)))
        deal = data.draw(st.sampled_from("ab")) if what in ("offers", "proposes") else None
        after = talks.apply(state, TableMove(state.seat, what, deal))
        assert after == talks.apply(state, TableMove(state.seat, what, deal))
        state, moves = after, moves + 1
        assert moves < 60
    assert (state.deal is not None) == (state.how == "agreement")
    assert state.last is not None
