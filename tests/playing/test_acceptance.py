"""Conditions of acceptance against their definitions, one offer after the other; and how they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.playing.helpers import laid, small_case
from tests.playing.test_behaviour import split
from tests.strategies import brief_law

from walkaway.errors import Faults, UsageError
from walkaway.playing.acceptance import CONDITIONS, read_acceptance
from walkaway.playing.clock import time_of
from walkaway.playing.strategy import made
from walkaway.playing.view import Heard, View, keys_of

ROUNDS = 20
Rule = Callable[[float, float, float, list[float], Sequence[float], float], bool]
"""Offer, own next, own last, window before the offer, all offers before it, time → yes; shares of a stake."""

TWINS: dict[str, Rule] = {
    "next": lambda o, n, p, w, all_, t: o >= n,
    "next:a=1.2:b=0.05": lambda o, n, p, w, all_, t: 1.2 * o + 0.05 >= n,
    "previous": lambda o, n, p, w, all_, t: o >= p,
    "previous:b=0.1": lambda o, n, p, w, all_, t: o + 0.1 >= p,
    "gap:c=0.02": lambda o, n, p, w, all_, t: o + 0.02 >= p,
    "const:c=0.6": lambda o, n, p, w, all_, t: o > 0.6,
    "time:time=0.5": lambda o, n, p, w, all_, t: t > 0.5,
    "combi:time=0.5": lambda o, n, p, w, all_, t: o >= n or t >= 0.5,
    "combi-best:time=0.5": lambda o, n, p, w, all_, t: o >= n or (t >= 0.5 and o >= max([o, *all_])),
    "combi-window:time=0.5": lambda o, n, p, w, all_, t: o >= n or (t >= 0.5 and o >= max([*w, 0])),
    "combi-mean:time=0.5": lambda o, n, p, w, all_, t: o >= n or (t >= 0.5 and o >= fmean(w or [0])),
    "combi-better:time=0.5": lambda o, n, p, w, all_, t: o >= n or (t >= 0.5 and not [x for x in w if x > o]),
    "combi-chance:time=0.5:many=6": lambda o, n, p, w, all_, t: (
        o >= n or (t >= 0.5 and len(w) < 6 and o > fmean([x for x in w if x > o] or [0]))
    ),
    "next|time:time=0.5": lambda o, n, p, w, all_, t: o >= n or t > 0.5,
    "next&gap:c=0|time:time=0.9": lambda o, n, p, w, all_, t: (o >= n and o >= p) or t > 0.9,
}

_, SETTING = laid(split(128), rounds=ROUNDS)


@given(st.data(), st.integers(2, ROUNDS))
@brief_law
def test_a_condition_is_its_definition(data: st.DataObject, number: int) -> None:
    """Law: in every session of a batch, what the rule says of this session alone; 128 pieces, all exact."""
    pieces = st.lists(st.integers(1, 127), min_size=3, max_size=3)
    rows = st.lists(pieces, min_size=number - 1, max_size=number - 1)
    mine, theirs = data.draw(rows), data.draw(rows)
    planned = data.draw(pieces)
    heard = [
        Heard(place, seat, np.array(said))
        for place, both in enumerate(zip(mine, theirs, strict=True), 1)
        for seat, said in enumerate(both)
    ]
    when = time_of("rounds", number, ROUNDS)
    view = View(0, 2, number, ROUNDS, when, "rounds", SETTING.own[0], np.zeros(3, np.intp),
                heard[-1].deals, heard, keys_of(1, 0, 3))  # fmt: skip
    for text, rule in TWINS.items():
        faults = Faults()
        found = read_acceptance(faults, text, "strategies")(view, np.array(planned))
        assert not len(faults)
        for session in range(3):
            offers = [said[session] / 128 for said in theirs]
            times = [time_of("rounds", place, ROUNDS) for place in range(1, number)]
            window = [x for x, t in zip(offers[:-1], times, strict=False) if t >= 2 * when - 1]
            right = rule(offers[-1], planned[session] / 128, mine[-1][session] / 128,
                         window, offers[:-1], when)  # fmt: skip
            assert bool(found[session]) == right, text


def test_every_condition_has_a_definition_above() -> None:
    assert {text.partition(":")[0].partition("|")[0].partition("&")[0] for text in TWINS} == set(CONDITIONS)


def test_what_decides_is_the_condition_that_was_asked_for() -> None:
    """Tough accepts nothing but its best deal, unless it is told to take anything late in the day."""
    talks, _ = laid(split(), rounds=10)
    hard = talks.recorded(made(["tough", "linear"]), seed=1)
    soft = talks.recorded(made(["tough@next|time:time=0.5", "linear"]), seed=1)
    assert hard.numbers[0] == 10
    assert soft.numbers[0] == 6  # of ten rounds the sixth is the first after the half: 5/9
    again = made(["tough@time:time=0.5"])[0].clone()
    assert talks.recorded([again, *made(["linear"])], seed=1).numbers[0] == 6


def test_all_that_is_wrong_with_conditions_is_said_at_once() -> None:
    with pytest.raises(UsageError) as caught:
        made(["lnear@nxt", "linear@combi-windw:time=0.9|gap:d=1", "linear@const:c=2", "linear@"])
    found = [(fault.found, fault.hint) for fault in caught.value.faults]
    assert [what for what, _ in found] == [
        '"lnear"', '"nxt" as acceptance', '"combi-windw" as acceptance', '"d" of gap', '"c=2" of const',
        '"" as acceptance',
    ]  # fmt: skip
    assert "linear" in found[0][1]
    assert "next" in found[1][1]
    assert "combi-window" in found[2][1]


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_keeps_the_contract_of_strategies(name: str) -> None:
    """A session alone is the same as in a batch, and nothing below the walk-away is accepted."""
    for seed in (2, 5):
        talks, setting = laid(small_case(seed), rounds=12)
        players = made([f"random@{name}", f"linear@{name}"])
        whole = talks.play(players, sessions=40, seed=3)
        for number in (0, 7, 39):
            alone = talks.play([each.clone() for each in players], sessions=1, seed=3, first=number)
            assert (alone.deals[0], alone.numbers[0]) == (whole.deals[number], whole.numbers[number])
        agreed = whole.deals[whole.deals >= 0]
        for own in setting.own:
            assert (own.values[0][agreed] >= own.walk_away[0]).all()
