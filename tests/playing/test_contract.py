"""What every strategy inherits: each of its names is held to its contract."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from tests.playing.helpers import laid, small_case

from walkaway.playing import PROTOCOLS
from walkaway.playing.batch import HOW, Setting, play_batch
from walkaway.playing.strategy import Strategy, made, strategies
from walkaway.playing.talks import talks_of
from walkaway.playing.valuation import Valuation
from walkaway.playing.view import keys_of

NAMES = list(strategies())
SEEDS = range(4)


def played(setting: Setting, names: list[str], keys: np.ndarray, players: list[Strategy] | None = None):  # type: ignore[no-untyped-def]
    rows = np.zeros(len(keys), np.intp)
    return play_batch(setting, players or made(names), rows, keys, record=True)


@pytest.mark.parametrize("name", NAMES)
def test_it_says_where_it_comes_from(name: str) -> None:
    kind = strategies()[name]
    assert any(year in kind.citation for year in ("19", "20"))
    assert set(kind.names[name]) <= set(kind.parameters)
    assert inspect.getdoc(kind)
    for key, parameter in kind.parameters.items():
        assert parameter.help.endswith("."), key
        assert parameter.least <= parameter.default <= parameter.most


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_is_the_same_play_and_a_clone_plays_alike(name: str) -> None:
    _, setting = laid(small_case(3))
    keys = keys_of(7, 0, 5)
    first = made([name, "linear"])
    one, two = played(setting, [], keys, first), played(setting, [name, "linear"], keys)
    three = played(setting, [], keys, [each.clone() for each in first])
    for other in (two, three):
        assert [(t.offered.tolist(), t.accepted.tolist()) for t in one.said] == [
            (t.offered.tolist(), t.accepted.tolist()) for t in other.said
        ]
    if strategies()[name].contract.deterministic:
        assert len(set(one.deals.tolist())) == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("clock", ["rounds", "negmas", "genius"])
def test_it_never_offers_or_accepts_less_than_its_walk_away(name: str, clock: str) -> None:
    """Law: no deal is better than a bad deal; a contract says under which clock that does not hold."""
    if clock in strategies()[name].contract.unheeding:
        return  # what it does then is held by a test of its own
    for seed in range(8):
        _, setting = laid(small_case(seed), rounds=30, clock=clock)
        for seat in (0, 1):
            names = ["conceder", "conceder"]
            names[seat] = name
            found = played(setting, names, keys_of(seed, 0, 3))
            own: Valuation = setting.own[seat]
            mine = np.concatenate([turn.offered for turn in found.said if turn.seat == seat])
            agreed = found.deals
            worth = own.values[0][np.concatenate([mine[mine >= 0], agreed[agreed >= 0]])]
            assert (worth >= own.walk_away[0]).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_session_alone_is_the_same_as_in_a_batch(name: str) -> None:
    talks, _ = laid(small_case(5), rounds=15)
    players = made([name, "boulware"])
    whole = talks.play(players, sessions=70, seed=3)
    for number in (0, 13, 69):
        alone = talks.play(players, sessions=1, seed=3, first=number)
        for part in ("deals", "how", "numbers", "by"):
            assert getattr(alone, part)[0] == getattr(whole, part)[number], (part, number)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("protocol", [name for name in PROTOCOLS if name != "alternating"])
def test_so_it_is_under_every_protocol(name: str, protocol: str) -> None:
    """Law: alone as in a batch, twice the same, and never a deal below the walk-away."""
    prepared = {"prepared": 6} if protocol == "two-level" else {}
    talks = talks_of(small_case(5), None, rounds=8, clock="rounds", protocol=protocol, **prepared)
    players = made([name, "conceder"])
    whole, again = (talks.play(players, sessions=12, seed=3) for _ in range(2))
    alone = talks.play(players, sessions=1, seed=3, first=7)
    for part in ("deals", "how", "numbers", "by"):
        assert getattr(alone, part)[0] == getattr(whole, part)[7], part
        assert np.array_equal(getattr(whole, part), getattr(again, part)), part
    for seat, own in enumerate(talks.setting.own):
        assert (own.values[0][whole.deals[whole.deals >= 0]] >= own.walk_away[0]).all(), seat


@pytest.mark.parametrize("name", NAMES)
def test_it_plays_by_its_view_alone(name: str) -> None:
    """Law: other values of the others, and the same words from them, get the same words from it."""
    case = small_case(11)
    data = case.to_dict()
    data["preferences"]["p1"]["scores"] = {
        issue: dict(zip(scores, reversed(list(scores.values())), strict=True))
        for issue, scores in data["preferences"]["p1"]["scores"].items()
    }
    told = []
    for each in (case, type(case).model_validate(data)):
        _, setting = laid(each, rounds=1)
        found = played(setting, [name, "boulware"], keys_of(1, 0, 2))
        told.append(found.said[0].offered.tolist())
    assert told[0] == told[1]


@pytest.mark.parametrize("name", [name for name in NAMES if strategies()[name].contract.concedes])
def test_one_that_concedes_never_asks_for_more_again(name: str) -> None:
    for seed in SEEDS:
        _, setting = laid(small_case(seed), rounds=20)
        found = played(setting, [name, "boulware"], keys_of(seed, 0, 1))
        mine = [turn.offered[0] for turn in found.said if turn.seat == 0 and turn.offered[0] >= 0]
        assert (np.diff(setting.own[0].values[0][mine]) <= 0).all()


@pytest.mark.parametrize("name", NAMES)
def test_without_a_deal_that_will_do_it_says_no(name: str) -> None:
    case = small_case(2)
    data = case.to_dict()
    data["preferences"]["p0"]["walk_away"] = 1000
    _, setting = laid(type(case).model_validate(data), rounds=3)
    found = played(setting, [name, "conceder"], keys_of(1, 0, 2))
    assert HOW[found.how[0]] in ("deadline", "walk-out")
    assert all((turn.offered < 0).all() for turn in found.said if turn.seat == 0)
