"""Alternating offers as a state machine, and the batch engine against it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.playing.helpers import laid, small_case
from tests.playing.move_by_move import play_single
from tests.strategies import brief_law

from walkaway.errors import UsageError
from walkaway.playing.batch import HOW, play_batch
from walkaway.playing.protocol import Protocol, TableMove, TableState
from walkaway.playing.protocols.alternating import Alternating
from walkaway.playing.strategy import made
from walkaway.playing.view import keys_of


def two_of_three(yes: frozenset[int]) -> bool:
    return len(yes) >= 2


def said(text: str) -> list[TableMove]:
    """Moves as a string: ``0:x`` offers x, ``1+`` accepts, ``1-`` refuses, ``1!`` walks out."""
    marks = {"+": "accepts", "-": "refuses", "!": "walks out"}
    return [
        TableMove(int(one[0]), "offers", one[2:]) if one[1] == ":" else TableMove(int(one[0]), marks[one[1]])  # type: ignore[arg-type]
        for one in text.split()
    ]


@pytest.mark.parametrize(
    ("talks", "moves", "how", "deal"),
    [
        (Alternating(2, 3), "0:a 1+", "agreement", "a"),
        (Alternating(2, 3), "0:a 1:b 0+", "agreement", "b"),
        (Alternating(2, 1), "0:a 1:b", "deadline", None),
        (Alternating(2, 3), "0:a 1!", "walk-out", None),
        (Alternating(2, 3), "0:a 1- 0- 1:b 0+", "agreement", "b"),
        (Alternating(3, 2), "0:a 1+ 2+", "agreement", "a"),
        (Alternating(3, 2), "0:a 1+ 2:b 0+ 1+", "agreement", "b"),
        (Alternating(3, 2, two_of_three), "0:a 1- 2+", "agreement", "a"),
        (Alternating(3, 2, two_of_three), "0:a 1- 2- 0:b 1+", "agreement", "b"),
        (Alternating(3, 1, two_of_three), "0:a 1- 2-", "deadline", None),
    ],
)
def test_talks_end_as_they_were_led(talks: Alternating, moves: str, how: str, deal: str | None) -> None:
    state = talks.fold(said(moves))
    assert (state.how, state.deal, state.seat, talks.legal(state)) == (how, deal, None, ())
    assert talks.finished(state)


def test_a_deal_that_was_refused_is_off_the_table() -> None:
    """Law: one accepts only what can still be agreed; a quota outlives a refusal."""
    for talks, legal in ((Alternating(2, 2), False), (Alternating(3, 2, two_of_three), True)):
        state = talks.fold(said("0:a 1-"))
        assert ("accepts" in talks.legal(state)) == legal


@pytest.mark.parametrize(
    ("moves", "found"),
    [("0+", "seat 1 accepts in round 1"), ("1:a", "seat 2 offers"), ("0:a 1+ 0:b", "seat 1 offers")],
)
def test_moves_out_of_order_are_refused(moves: str, found: str) -> None:
    with pytest.raises(UsageError, match=found):
        Alternating(2, 3).fold(said(moves))
    with pytest.raises(UsageError, match="without a deal"):
        Alternating(2, 3).apply(TableState(), TableMove(0, "offers"))


@given(st.data())
@brief_law
def test_every_legal_move_leads_on_and_the_talks_end(data: st.DataObject) -> None:
    """Law: while talks last somebody may move; every move is followed by another or by the end, in time."""
    seats, rounds = data.draw(st.integers(2, 4)), data.draw(st.integers(1, 3))
    talks: Protocol = Alternating(
        seats, rounds, two_of_three if seats == 3 and data.draw(st.booleans()) else None
    )
    state, moves = talks.start(), 0
    while not talks.finished(state):
        assert state.seat is not None
        what = data.draw(st.sampled_from(talks.legal(state)))
        before = state
        state = talks.apply(state, TableMove(state.seat, what, "x" if what == "offers" else None))
        moves += 1
        assert (
            talks.apply(before, TableMove(before.seat or 0, what, "x" if what == "offers" else None)) == state
        )
    assert moves <= seats * rounds
    assert (state.deal is not None) == (state.how == "agreement")


NAMES = ("boulware", "linear", "conceder", "genius-conceder", "genius-boulware")


@given(
    st.integers(0, 10**6),
    st.integers(2, 3),
    st.integers(1, 12),
    st.sampled_from(["rounds", "genius", "negmas"]),
)
@brief_law
def test_a_batch_does_what_the_state_machine_does(seed: int, parties: int, rounds: int, clock: str) -> None:
    """Law: the engine and the machine, one move after the other, agree on every move and on the end."""
    quota: dict[str, Any] = {"agreement": {"quota": 2}} if parties == 3 and seed % 2 else {}
    talks, setting = laid(small_case(seed, parties=parties, **quota), rounds=rounds, clock=clock)
    players = made([NAMES[(seed + seat) % len(NAMES)] for seat in range(parties)])
    votes = setting.votes
    machine = Alternating(
        parties, rounds, lambda yes: bool(votes.passes(np.array([[w in yes for w in range(parties)]]))[0])
    )
    keys, rows = keys_of(seed, 0, 1), np.zeros(1, np.intp)
    state, moves = play_single(machine, setting, players, 0, keys)
    found = play_batch(setting, players, rows, keys, record=True)
    assert HOW[found.how[0]] == state.how
    assert found.deals[0] == (-1 if state.deal is None else state.deal)
    assert (found.numbers[0], found.by[0]) == (state.number, state.last)
    assert [(one.seat, int(one.offered[0]), bool(one.accepted[0])) for one in found.said] == [
        (move.seat, -1 if move.deal is None else move.deal, move.what == "accepts") for move in moves
    ]
    assert len(list(talks.transcript(found))) == len(moves)
