"""Batches of the protocols against their state machines, one move after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.playing.helpers import laid, small_case
from tests.playing.move_by_move import play_single
from tests.strategies import brief_law

from walkaway.playing.batch import HOW, Setting
from walkaway.playing.manner import MANNERS
from walkaway.playing.strategy import Strategy, made
from walkaway.playing.valuation import Numbers
from walkaway.playing.view import View, keys_of
from walkaway.space import Bools

NAMES = ("boulware", "linear", "conceder", "genius-conceder", "random", "tough")
LAWS = [name for name in MANNERS if name != "alternating"]


def officials(setting: Setting, share: float) -> list[Any]:
    """Valuations of officials who must not go below a share of what is at stake."""
    return [
        replace(own, walk_away=own.walk_away + share * (own.best - own.walk_away), memory={})
        for own in setting.own
    ]


@given(
    st.integers(0, 10**6), st.integers(2, 3), st.integers(1, 8), st.sampled_from(LAWS),
    st.sampled_from(["rounds", "genius"]),
)  # fmt: skip
@brief_law
def test_a_batch_does_what_the_state_machine_does(
    seed: int, parties: int, rounds: int, name: str, clock: str
) -> None:
    """Law: the arrays and the machine, one move after the other, agree on every move and on the end."""
    quota: dict[str, Any] = {"agreement": {"quota": 2}} if parties == 3 and seed % 2 else {}
    _, setting = laid(small_case(seed, parties=parties, **quota), rounds=rounds, clock=clock)
    manner = MANNERS[name]
    prepared = 1 + seed % 5 if manner.prepared else 0
    setting = replace(setting, prepared=prepared, officials=officials(setting, seed % 3 / 4))
    players = made([NAMES[(seed + seat) % len(NAMES)] for seat in range(parties)])
    votes = setting.votes
    machine = manner.machine(
        parties, rounds, prepared,
        lambda yes: bool(votes.passes(np.array([[w in yes for w in range(parties)]]))[0]),
    )  # fmt: skip
    keys, rows = keys_of(seed, 0, 9), np.zeros(9, np.intp)
    whole = manner.batch(setting, players, rows, keys)
    for number in (0, 8):
        key = keys[number : number + 1]
        state, moves = play_single(machine, setting, players, 0, key)
        found = manner.batch(setting, players, rows[:1], key, record=True)
        for one, place in ((found, 0), (whole, number)):
            assert HOW[one.how[place]] == state.how
            assert one.deals[place] == (-1 if state.deal is None else state.deal)
            assert (one.numbers[place], one.by[place]) == (state.number, state.last)
        assert [(one.seat, int(one.offered[0]), bool(one.accepted[0])) for one in found.said] == [
            (move.seat, -1 if move.deal is None else move.deal, move.what == "accepts")
            for move in moves if move.what != "ends"
        ]  # fmt: skip


class Counter(Strategy):
    """Offers by how many turns it heard, and refuses by chance."""

    citation = "none"

    def offer(self, view: View) -> Numbers:
        """None in about half of the sessions."""
        place = (len(view.heard) * 7 + view.number) % len(view.own.picks)
        good = view.random() < 0.5
        return np.where(good & (view.worth(np.array([place])) >= view.walk_away), place, -1)


@pytest.mark.parametrize("name", MANNERS)
def test_what_is_heard_is_the_same_alone_in_a_batch_and_in_the_machine(name: str) -> None:
    """Law: also where some refuse; a session does not hear of those that are played beside it."""
    _, setting = laid(small_case(8, most=3), rounds=6)
    manner, keys, rows = MANNERS[name], keys_of(5, 0, 12), np.zeros(12, np.intp)
    setting = replace(setting, prepared=4 if manner.prepared else 0)
    players = [Counter(), Counter()]
    machine = manner.machine(2, 6, setting.prepared, None)
    found = manner.batch(setting, players, rows, keys)
    for number in range(12):
        key = keys[number : number + 1]
        one = manner.batch(setting, players, rows[:1], key)
        state, _ = play_single(machine, setting, players, 0, key)
        alone = -1 if state.deal is None else state.deal, state.number, state.last
        assert alone == (one.deals[0], one.numbers[0], one.by[0])
        assert alone == (found.deals[number], found.numbers[number], found.by[number])


class Leaver(Strategy):
    """Offers its best deal, and walks out in a round that depends on the session."""

    citation = "none"

    def offer(self, view: View) -> Numbers:
        """The best deal."""
        return view.at_least(view.best)

    def leaves(self, view: View) -> Bools:
        """In round 2 of some sessions, 3 of others."""
        return np.asarray(view.number >= 2 + (view.keys % np.uint64(2)).astype(int))


@pytest.mark.parametrize("name", MANNERS)
@pytest.mark.parametrize("seat", [0, 1])
def test_walking_out_ends_the_talks_as_in_the_machine(name: str, seat: int) -> None:
    """Law: who walks out, when, and how it ends, session by session; officials who leave end nothing."""
    _, setting = laid(small_case(6), rounds=4)
    manner = MANNERS[name]
    prepared = 5 if manner.prepared else 0
    setting = replace(setting, prepared=prepared)
    players = made(["tough", "tough"])
    players[seat] = Leaver()
    machine = manner.machine(2, 4, prepared, None)
    keys, rows = keys_of(3, 0, 12), np.zeros(12, np.intp)
    found = manner.batch(setting, players, rows, keys)
    for number in range(12):
        state, _ = play_single(machine, setting, players, 0, keys[number : number + 1])
        assert (HOW[found.how[number]], found.numbers[number], found.by[number]) == (
            state.how, state.number, state.last,
        )  # fmt: skip
    assert {HOW[how] for how in found.how} == {"walk-out"}
    assert len(set(found.numbers.tolist())) >= 2


def test_a_mediator_ends_the_talks_once_a_text_has_withstood_long_enough() -> None:
    """Law: fifty versions in a row refused, and the text that stands is agreed; as in the machine."""
    _, setting = laid(small_case(4), rounds=300)
    players, keys, rows = made(["conceder", "conceder"]), keys_of(1, 0, 6), np.zeros(6, np.intp)
    found = MANNERS["single-text"].batch(setting, players, rows, keys)
    assert (found.by == 2).all()
    assert (found.numbers < 300).all()
    assert (found.deals >= 0).all()
    machine = MANNERS["single-text"].machine(2, 300, 0, None)
    state, moves = play_single(machine, setting, players, 0, keys[:1])
    assert (state.deal, state.number, moves[-1].what) == (found.deals[0], found.numbers[0], "ends")
    assert [move.what for move in moves[-151::3]] == ["proposes"] * 50 + ["ends"]
