"""Nice tit-for-tat written down a second time, one deal after the other; resource tactics by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.playing.helpers import laid, small_case
from tests.playing.move_by_move import play_single
from tests.playing.test_behaviour import asked
from tests.strategies import brief_law

from walkaway.case import Case
from walkaway.playing.batch import Setting
from walkaway.playing.opponent import models
from walkaway.playing.protocols.alternating import Alternating
from walkaway.playing.strategy import made
from walkaway.playing.view import keys_of


def twin(setting: Setting, theirs: list[tuple[float, int]], time: float) -> int:
    """What seat 0 plans, given the other's offers with their times."""
    own = setting.own[0]
    worth, away = own.values[0].tolist(), float(own.walk_away[0])
    low, high = min(worth), max(worth)
    width = high - low or 1.0
    share = [(value - low) / width for value in worth]
    good = [deal for deal, value in enumerate(worth) if value >= away]
    if not good:
        return -1
    top = max(share[deal] for deal in good)
    if not theirs:
        return -2  # any of its best deals
    model = models()["bayesian"](own.picks, tuple(map(len, own.options)), 1)
    for _, deal in theirs:
        model.hear(np.array([deal]))
    guess = model.worth()[:, 0].tolist()
    first = min([share[theirs[0][1]], *(share[deal] for when, deal in theirs if when <= 0.01)])
    most = max(share[deal] for _, deal in theirs)
    nash = share[max(good, key=lambda deal: (share[deal] * guess[deal], -deal))]
    aim = min(1, max(0.5, nash * (1.4 - 0.6 * (1 - first))))
    come = min(1, (most - first) / (aim - first)) if aim > first else 1
    target = 1 - come * (1 - aim)
    target -= max(0.1, min(1, 20 * (time - 0.91))) * max(0, target - aim)
    target = max(target, (away - low) / width)
    upper = target + 0.05
    while True:
        among = [deal for deal in good
                 if low + width * 0.98 * target <= worth[deal] <= low + width * upper]  # fmt: skip
        if len(among) >= (1 if upper >= 1 else 2) or upper > 1:
            break
        upper += 0.01
    plan = max(among, key=lambda deal: (guess[deal], -deal)) if among else -2
    best = max((deal for _, deal in theirs), key=lambda deal: share[deal])
    mine = top if plan == -2 else share[plan]
    return best if share[best] >= mine else plan


@given(
    st.integers(0, 10**6), st.sampled_from(["linear", "boulware", "conceder", "random"]), st.integers(2, 30)
)
@brief_law
def test_it_plans_what_its_rules_say(seed: int, other: str, rounds: int) -> None:
    """Law: offer after offer; what it accepts is worth to it what it would have offered, or comes late."""
    talks, setting = laid(small_case(seed, options=3), rounds=rounds)
    _, moves = play_single(
        Alternating(2, rounds), setting, made(["nice-tit-for-tat", other]), 0, keys_of(seed, 0, 1)
    )
    own, theirs = setting.own[0], list[tuple[float, int]]()
    for place, move in enumerate(moves):
        time = (place // 2) / (rounds - 1)
        if move.seat == 1:
            if move.deal is not None:
                assert isinstance(move.deal, int)
                theirs.append((time, move.deal))
            continue
        plan = twin(setting, theirs, time)
        best = float(own.best[0])
        if move.what == "offers":
            assert isinstance(move.deal, int)
            mine = own.values[0][move.deal]
            assert move.deal == plan or (plan == -2 and mine == best), (place, move, plan)
        elif move.what == "accepts":
            least = best if plan == -2 else own.values[0][plan]
            assert own.values[0][theirs[-1][1]] >= least or time >= 0.98
        else:
            assert plan == -1
    assert len(talks.listed) == 27


def test_how_far_the_other_came_is_counted_from_what_it_could_sign() -> None:
    """The other begins with what crosses a red line of its own, and then comes towards it."""
    data = small_case(8, options=5).to_dict()
    best = {issue: max(some, key=some.get) for issue, some in data["preferences"]["p1"]["scores"].items()}
    data["preferences"]["p0"] |= {"red_lines": [best], "walk_away": 0}
    data["preferences"]["p1"]["walk_away"] = 0
    talks, setting = laid(Case.model_validate(data), rounds=20)
    found = talks.recorded(made(["nice-tit-for-tat", "linear"]), seed=1)
    own, theirs = setting.own[0], [turn.offered[0] for turn in found.said if turn.seat == 1]
    assert own.barred[theirs[0]]
    assert any(deal >= 0 and not own.barred[deal] for deal in theirs)
    assert found.deals[0] >= 0  # and nothing on the way is no number, which would be a warning
    assert not own.barred[found.deals[0]]


def test_it_gives_nothing_to_one_who_gives_nothing() -> None:
    talks, setting = laid(small_case(8, options=5), rounds=20)
    found = talks.recorded(made(["nice-tit-for-tat", "tough"]), seed=1)
    own = setting.own[0]
    mine = [own.values[0][turn.offered[0]] for turn in found.said if turn.seat == 0 and turn.offered[0] >= 0]
    width = own.values[0].max() - own.values[0].min()
    early = [value for value, turn in zip(mine, found.said[::2], strict=False) if turn.number < 18]
    assert min(early) >= own.best[0] - 0.1 * width


@pytest.mark.parametrize(
    ("name", "said", "number", "share"),
    [
        ("resource-agents", "100:0", 5, 100 - 100 / math.e),  # one other: e^−1
        ("resource-agents:kappa=0.5", "100:0", 5, 100 - 100 * (0.5 + 0.5 / math.e)),
        (
            "resource-agents-time:mu=2",
            "100:0 90:10",
            5,
            100 - 100 * math.exp(-2 / 4),
        ),  # four offers exchanged
        ("resource-time", "100:0", 9, 0),  # the last of nine rounds
        ("resource-time", "100:0", 7, 100 - 100 * math.exp(-2)),
        ("dynamic-deadline:mu=40", "100:0 90:10", 5, 60),  # a deadline of ten rounds, four of which are over
        ("dynamic-deadline:mu=8", "100:0 90:10", 5, 0),
    ],
)
def test_resources_by_hand(name: str, said: str, number: int, share: float) -> None:
    """Pieces of a hundred: the least whole number at or above the target."""
    assert asked(name, said, number=number) == math.ceil(share - 1e-9)
