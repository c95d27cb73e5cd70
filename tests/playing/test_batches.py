"""Batches of the protocols against their state machines, one move after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.playing.helpers import laid, small_case
from tests.strategies import brief_law

from walkaway.playing.batch import HOW, Setting
from walkaway.playing.manner import MANNERS
from walkaway.playing.single import play_single
from walkaway.playing.strategy import made
from walkaway.playing.view import keys_of

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
