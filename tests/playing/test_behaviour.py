"""Strategies that look at the other: by hand, offer by offer."""

from __future__ import annotations

import numpy as np
import pytest
from tests.playing.helpers import laid

from walkaway.case import Case
from walkaway.playing.batch import HOW
from walkaway.playing.clock import time_of
from walkaway.playing.strategies.hybrid import last_share
from walkaway.playing.strategy import made
from walkaway.playing.valuation import Numbers
from walkaway.playing.view import Heard, View, keys_of


def split(steps: int = 10) -> Case:
    """A pie in equal pieces: what one has the other has not."""
    options = {f"o{piece}": f"{piece}" for piece in range(steps + 1)}
    return Case.model_validate(
        {
            "case": 1, "title": "A pie", "parties": {"a": "A", "b": "B"},
            "issues": {"pie": {"title": "Pie", "options": options}},
            "preferences": {
                "a": {"scores": {"pie": {f"o{piece}": piece for piece in range(steps + 1)}}},
                "b": {"scores": {"pie": {f"o{piece}": steps - piece for piece in range(steps + 1)}}},
            },
        }
    )  # fmt: skip


def asked(name: str, said: str, *, steps: int = 100, number: int = 5) -> int:
    """What a strategy in the first seat asks for after offers ``own:theirs``, each in pieces for itself."""
    _, setting = laid(split(steps), rounds=9)
    heard = []
    for place, pair in enumerate(said.split(), 1):
        for seat, piece in enumerate(pair.split(":")):
            heard.append(Heard(place, seat, np.array([int(piece)])))
    last: Numbers = heard[-1].deals
    view = View(0, 2, number, 9, time_of("rounds", number, 9), "rounds", setting.own[0],
                np.zeros(1, np.intp), last, heard, keys_of(1, 0, 1))  # fmt: skip
    (player,) = made([name])
    return int(player.offer(view)[0])


@pytest.mark.parametrize(
    ("name", "said", "share"),
    [
        ("relative-tit-for-tat", "100:10 90:20", 45),  # 10/20 × 90
        ("relative-tit-for-tat", "100:20 90:10", 100),  # 20/10 × 90, not more than the best
        ("relative-tit-for-tat", "100:0 80:0", 80),  # 0/0: as before
        ("relative-tit-for-tat:delta=2", "100:10 90:20 80:40", 40),  # 10/20 × 80
        ("relative-tit-for-tat", "100:10", 100),  # too early
        ("random-absolute-tit-for-tat:most=0", "100:10 90:25", 75),  # 90 − 15
        ("averaged-tit-for-tat", "100:10 90:20 80:40", 20),  # 10/40 × 80
        ("averaged-tit-for-tat:gamma=1", "100:10 90:20 80:40", 40),  # 20/40 × 80
    ],
)
def test_it_gives_as_much_as_it_was_given(name: str, said: str, share: int) -> None:
    assert asked(name, said) == share


def test_hybrid_goes_by_both() -> None:
    """At t = ½ the clock asks for ¼ + ½ · ¾ + ¼ · 0.8 = 0.825, behaviour for 90 − ¾ · 10 = 82.5."""
    assert last_share(101) == 0.8
    assert asked("hybrid", "100:0 95:10 90:20") in (82, 83)  # ¾ · 82.5 + ¼ · 82.5
    assert asked("hybrid", "100:0") in (82, 83)  # the clock alone
    assert [last_share(size) for size in (449, 450, 33_000)] == [0.8, 0.775, 0.675]


def test_micro_meets_itself_in_the_middle() -> None:
    """De Jonge 2022: against itself it ends in the middle of an even split."""
    talks, _ = laid(split(), rounds=30)
    found = talks.recorded(made(["micro", "micro"]), seed=1)
    assert HOW[found.how[0]] == "agreement"
    assert found.deals[0] == 5
    mine = [turn.offered[0] for turn in found.said if turn.seat == 0 and turn.offered[0] >= 0]
    assert mine == [10, 9, 8, 7, 6, 5][: len(mine)]


def test_micro_gives_nothing_for_nothing() -> None:
    """Against one that never moves it proposes two deals and no third."""
    talks, _ = laid(split(), rounds=30)
    found = talks.recorded(made(["micro", "tough"]), seed=1)
    assert {int(turn.offered[0]) for turn in found.said if turn.seat == 0} == {10, 9}
    assert HOW[found.how[0]] == "deadline"


def test_random_offers_all_that_it_would_sign_and_nothing_else() -> None:
    talks, _ = laid(split(), rounds=1)
    found = talks.recorded(made(["random", "tough"]), seed=1)
    assert found.how[0] == HOW.index("deadline")
    offers = [
        int(talks.recorded(made(["random", "tough"]), seed=1, number=n).said[0].offered[0])
        for n in range(300)
    ]
    assert set(offers) == set(range(11))


def test_negmas_asks_for_at_least_its_aspiration() -> None:
    """1 − t^e of 100 pieces, less a thousandth of one: at t = ½ and e = 4 that is 93.75."""
    assert asked("negmas-boulware", "100:0") == 94
    assert asked("negmas-linear", "100:0") == 50
    assert asked("negmas-conceder", "100:0") == 16  # 1 − ½^¼ = 0.1591
