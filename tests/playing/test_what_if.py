"""What if the talks had gone otherwise: over draws of the judgements, in pairs, with errors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.playing.helpers import small_case

import walkaway
from walkaway.case import Case
from walkaway.errors import UsageError
from walkaway.playing.batch import Setting, play_batch
from walkaway.playing.beside_process import even_words
from walkaway.playing.compared import AtEqualRounds, held_so, mean_error
from walkaway.playing.drawn import best_believed, drawn_deals, some_deals
from walkaway.playing.strategy import made
from walkaway.playing.view import keys_of
from walkaway.playing.what_if import Arrangement, play_ways
from walkaway.report.terminal.what_if_view import compared_tables
from walkaway.space import build_space, central_values
from walkaway.space.draws import draw


def vague(seed: int = 4, **more: Any) -> Case:
    """A small case in which walk-aways and some scores are ranges."""
    data = small_case(seed, **more).to_dict()
    for wants in data["preferences"].values():
        wants["walk_away"] = [14, 22]
        wants["scores"]["i0"] = {
            option: [score, score + 4] for option, score in wants["scores"]["i0"].items()
        }
    return Case.model_validate(data)


def test_each_draw_is_played_as_a_case_with_these_numbers_would_be() -> None:
    """Law, by a slow twin: a case for every draw, all its judgements exact, one session each."""
    case, draws, seed = vague(), 25, 3
    (found,) = play_ways(case, [Arrangement(protocol="alternating", strategies=("linear",), rounds=9)],
                         rule=None, draws=draws, repeats=1, seed=seed)  # fmt: skip
    space = build_space(case)
    drawn = draw(case, space, draws=draws, seed=seed)
    keys, players = keys_of(seed, 0, draws), made(["linear", "linear"])
    for number in range(draws):
        data = case.to_dict()
        for path, values in drawn.sampled.items():
            _, who, *rest = path.split(".")
            place: Any = data["preferences"][who]
            for key in rest[:-1]:
                place = place[key]
            place[rest[-1]] = float(values[number])
        one = Case.model_validate(data)
        exact = build_space(one)
        listed = drawn_deals(one, exact, draw(one, exact, draws=1, seed=1), _all(exact))
        setting = Setting(listed.valuations, exact.votes, 9, "rounds")
        alone = play_batch(setting, players, np.zeros(1, np.intp), keys[number : number + 1])
        assert (alone.deals[0] >= 0) == found.agreed[0, number]
        assert alone.numbers[0] == found.numbers[0, number]
        if alone.deals[0] >= 0:
            assert listed.values[:, 0, alone.deals[0]] == pytest.approx(found.value[:, 0, number])
    assert 0 < found.agreed.sum() < draws


def _all(space: Any) -> Any:
    return np.concatenate([picks for _, picks in space.joint.chunks()])


def test_differences_are_of_pairs_and_errors_of_draws() -> None:
    """Law: a way against itself differs by nothing; the error of a rate is that of so many draws."""
    found = walkaway.play(vague(), protocol="summit", strategies="linear", against="alternating",
                          draws=200)  # fmt: skip
    assert found.against is not None
    assert found.moved is not None
    same, other = found.against
    assert (same.difference, same.difference_error, set(same.gain.values())) == (0.0, 0.0, {0.0})
    assert other.difference == pytest.approx(other.rate - found.rate)
    expected = (found.rate * (1 - found.rate) / 199) ** 0.5
    assert found.error == pytest.approx(expected)
    assert found.against[0].interval[0] <= found.rate <= found.against[0].interval[1]
    assert sum(found.ended.values()) == pytest.approx(1)
    assert found.agreed == round(found.rate * found.sessions)
    at = {(one.protocol, one.what, one.to): one for one in found.moved}
    assert at["summit", "rounds", 1].signed <= at["summit", "rounds", 100].signed
    assert all(one.interval[0] <= one.rate <= one.interval[1] for one in found.moved)


@pytest.mark.parametrize(("first", "other"), [("summit", "two-level"), ("two-level", "summit")])
def test_ways_that_differ_in_rounds_are_compared_at_as_many(first: str, other: str) -> None:
    """Law: the summit is given the rounds of both levels, and is then as if it had been asked for so."""
    found = walkaway.play(vague(), protocol=first, strategies="linear", against=other, draws=80)
    longer = walkaway.play(vague(), protocol="summit", rounds=33, strategies="linear", against="alternating",
                           draws=80)  # fmt: skip
    assert found.equal_rounds is not None
    assert found.against is not None
    assert longer.against is not None
    (even,) = found.equal_rounds
    assert (even.given, even.rounds, even.signed) == ("summit", 33, longer.against[0].signed)
    signed = {way.protocol: way.signed for way in found.against}
    assert even.difference == pytest.approx(
        (signed["two-level"] - even.signed) * (1 if other == "two-level" else -1)
    )
    assert even.signed_error == longer.against[0].signed_error


def test_of_as_many_rounds_nothing_more_is_played() -> None:
    found = walkaway.play(vague(), protocol="alternating", strategies="linear",
                          against="multiple-offers,single-text", rounds=9, draws=20)  # fmt: skip
    assert found.equal_rounds == ()


@pytest.mark.parametrize(
    ("difference", "error", "said"),
    [
        (0.0, 0.0, "there is no difference"),
        (0.01, 0.012, "no difference can be told (+1 ± 1)"),
        (-0.214, 0.02, "the difference is −21 ± 2"),
    ],
)
def test_what_is_left_at_as_many_rounds_is_said(difference: float, error: float, said: str) -> None:
    one = AtEqualRounds(
        protocol="two-level", first="summit", given="summit", rounds=33, signed=0.3, signed_error=0.02,
        signed_interval=(0.26, 0.34), difference=difference, difference_error=error,
    )  # fmt: skip
    assert even_words(one) == said


def test_the_same_seed_gives_the_same_bytes_and_more_sessions_smaller_errors() -> None:
    few, again = (walkaway.play(vague(), strategies="random", against="summit", draws=60).to_dict()
                  for _ in range(2))  # fmt: skip
    assert few == again
    many = walkaway.play(vague(), strategies="random", against="summit", draws=60, sessions=600)
    assert (many.sessions, many.method.draws) == (600, 60)
    assert many.error < few["error"]
    assert few["method"]["note"].startswith("a simulation of strategies, not a forecast")


def test_errors_of_deals_are_those_of_draws_however_many_sessions_each_has() -> None:
    """Law: sessions in one draw hang together. By hand, from what became of each session."""
    case, repeats, draws = vague(), 25, 8
    way = Arrangement(protocol="alternating", strategies=("linear",), rounds=9)
    (found,) = play_ways(case, [way], rule=None, draws=draws, repeats=repeats, seed=3)
    told = held_so(case, way, found, found)
    assert told.deals
    for deal, sessions in zip(told.deals, sorted(found.deals.values(), key=len, reverse=True), strict=True):
        shares = np.array([sum(place == one for place, _ in sessions) / repeats for one in range(draws)])
        assert deal.share == pytest.approx(shares.mean())
        assert deal.error == pytest.approx(shares.std(ddof=1) / draws**0.5)
    assert told.interval[0] > 0  # never 0 where something was agreed


def test_numbers_that_are_one_have_no_error() -> None:
    """Law: also where their mean is not that number to the last digit; numbers that differ keep theirs."""
    alike = np.full(3, 0.1)
    assert alike.std(ddof=1) > 0  # which is what has to be guarded against
    assert mean_error(alike) == mean_error(np.zeros(9)) == mean_error(np.ones(1)) == 0
    assert mean_error(np.array([1.0, 1.0, 0.0, 0.0])) == pytest.approx(1 / np.sqrt(12))
    case = small_case(3)
    found = walkaway.play(case, strategies="linear", against="two-level", draws=20)
    text = " ".join(map(str, compared_tables(case, found)))
    assert found.against
    assert found.against[0].rate == 1
    assert "100 of 100: " in text
    assert "over 0" not in text
    assert "over 100" not in text


def test_where_nothing_is_drawn_a_rate_is_certain() -> None:
    found = walkaway.play(small_case(4), strategies="linear", against="boulware", draws=20)
    assert found.against is not None
    assert [one.interval for one in found.against] == [(one.rate, one.rate) for one in found.against]
    drawn = walkaway.play(small_case(4), strategies="random", against="linear", draws=20).against
    assert drawn is not None
    assert drawn[0].interval[0] < drawn[0].interval[1]


def test_what_is_believed_is_drawn_where_all_else_is_certain() -> None:
    data = believing(2).to_dict()
    data["preferences"]["p0"]["believes"]["p1"]["walk_away"] = [0, 9]
    case = Case.model_validate(data)
    ways = [Arrangement(protocol="alternating", strategies=("linear",), rounds=9, reliance=share)
            for share in (0, 1)]  # fmt: skip
    found = play_ways(case, ways, rule=None, draws=20, repeats=1, seed=1)
    assert [one.certain for one in found] == [True, False]


def believing(walk_away: float) -> Case:
    """One issue, ten pieces for two: the first believes to know what the other walks away from."""
    scores = {f"o{number}": number for number in range(11)}
    data = small_case(1, issues=1, options=11).to_dict()
    data["preferences"] = {
        "p0": {"walk_away": 1, "scores": {"i0": scores}, "believes": {"p1": {"walk_away": walk_away}}},
        "p1": {"walk_away": 4, "scores": {"i0": {name: 10 - score for name, score in scores.items()}}},
    }
    return Case.model_validate(data)


@pytest.mark.parametrize(("believed", "best"), [(2, 8), (4, 6), (9.5, 1)])
def test_what_a_party_believes_it_can_get(believed: float, best: float) -> None:
    """Of ten pieces the other is believed to want so many: the rest is what one can get, if it is enough."""
    case = believing(believed)
    space = build_space(case)
    draws = draw(case, space, draws=3, seed=1)
    picks = some_deals(space, central_values(case, space), seed=1, group=0)
    listed = drawn_deals(case, space, draws, picks)
    found = best_believed(case, listed, draws=draws, part=slice(None))
    assert found == pytest.approx(np.array([[best] * 3, [4] * 3]))


def test_who_relies_on_a_wrong_belief_holds_out_for_too_much() -> None:
    """It holds out for 1, 2.75, 4.5 and 8 if it believes that the other takes 2; the other leaves 6."""
    for believed, rates in ((2, [1.0, 1.0, 1.0, 0.0]), (4, [1.0] * 4)):
        found = walkaway.play(believing(believed), protocol="alternating", strategies="linear", rounds=60,
                              against="summit", draws=100)  # fmt: skip
        told = [one for one in found.moved or () if (one.protocol, one.what) == ("alternating", "reliance")]
        assert [one.to for one in told] == [0, 0.25, 0.5, 1]
        assert [one.rate for one in told] == rates


def ratified() -> Case:
    data = small_case(2).to_dict()
    data["ratifiers"] = {"house": {"title": "House", "for": "p0"}}
    data["preferences"]["house"] = {**data["preferences"]["p1"], "walk_away": 16}
    return Case.model_validate(data)


def test_ways_that_are_held_alike_become_the_same() -> None:
    """Whatever was moved, and to where: as if each were played by itself."""
    case = vague()
    way = Arrangement(protocol="two-level", strategies=("linear",), rounds=3, prepared=5)
    told = replace(way, mandate=(0.0,), consult=(False,), moved="mandate")
    given: dict[str, Any] = {"rule": None, "draws": 8, "repeats": 1, "seed": 1}
    one, other, same = play_ways(case, [way, replace(way, mandate=(0.5,)), told], **given)
    assert one is same
    (alone,) = play_ways(case, [told], **given)
    assert (alone.value == same.value).all()
    assert (other.value != same.value).any()


def test_officials_who_consult_agree_to_nothing_in_vain() -> None:
    """Law: what officials prepare is ratified if all who have ratifiers consult them."""
    found = walkaway.play(ratified(), protocol="two-level", strategies="boulware", rounds=1, prepared=20,
                          against="summit", draws=100)  # fmt: skip
    told = {one.to: one for one in found.moved or () if one.what == "consult"}
    assert told[1.0].rate >= told[0.0].rate
    assert told[1.0].signed == told[1.0].rate == 1.0
    assert told[0.0].rate == 0.0


def test_a_large_space_is_drawn_from_for_each_group() -> None:
    case = small_case(1, issues=18, options=10, most=1000)
    found = walkaway.play(case, strategies="linear", against="summit", rounds=5, draws=100)
    assert "4,096 of 1,000,000,000,000,000,000 deals, drawn for each group" in found.method.note
    space = build_space(case)
    values = central_values(case, space)
    one, two, again = (some_deals(space, values, seed=5, group=group) for group in (0, 1, 0))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, two)
    worth = space.worth(values, one)
    best = [
        sum(max(int(point.central) for point in scores.points.values()) for scores in wants.scores.values())
        for wants in case.preferences.values()
    ]
    assert (values.own_scale(worth).max(axis=0) == best).all()


PROCESS = {
    "protocol": "two-level",
    "rounds": 2,
    "prepared": 7,
    "mandates": {"p0": {"least": 0.25, "beyond": [{"i0": ["o0", "o1", "o2"]}]}},
}


def test_the_process_of_a_case_is_where_play_starts() -> None:
    """Law: its protocol, rounds and mandates hold where nothing else is said."""
    data = small_case(4).to_dict()
    case = Case.model_validate({**data, "process": PROCESS})
    found = walkaway.play(case, strategies="conceder")
    assert (found.protocol, found.rounds.limit) == ("two-level", 9)
    for one in found.transcript or ():
        if one.level == "officials" and one.by == "p0" and one.deal is not None:
            assert one.deal["i0"] == "o3"
    assert walkaway.play(case, protocol="alternating").rounds.limit == 100
    plain = walkaway.play(Case.model_validate(data), protocol="two-level", rounds=2, prepared=7,
                          strategies="conceder")  # fmt: skip
    assert plain.transcript != found.transcript


def test_slips_in_what_to_compare_with_are_told() -> None:
    with pytest.raises(UsageError, match=r'found "sumit".*did you mean "summit"'):
        walkaway.play(small_case(1), against="sumit", draws=100)
    with pytest.raises(UsageError, match="2 strategies for 3 parties"):
        walkaway.play(small_case(1, parties=3), against="tough+linear", draws=100)
    with pytest.raises(UsageError) as caught:
        walkaway.play(small_case(1), strategies="tough", against="summit,tough,summit,sumit", draws=100)
    assert [fault.found for fault in caught.value.faults] == [
        '"tough", which is the way that is compared', '"summit" twice', '"sumit"',
    ]  # fmt: skip
    with pytest.raises(UsageError, match="protocols or strategies such as"):
        walkaway.play(small_case(1), against=3)


def test_a_strategy_of_ones_own_sees_its_own_numbers_of_the_draw(tmp_path: Any) -> None:
    """Law: in every draw it refuses to offer below its walk-away there, and holds to that."""
    path = tmp_path / "least.py"
    path.write_text(
        "class Least:\n    def offer(self, view):\n"
        "        good = [deal for deal in view.deals if view.worth(deal) >= view.walk_away]\n"
        "        return min(good, key=view.worth) if good else None\n",
        encoding="utf-8",
    )
    case = vague(options=2)
    ways = [Arrangement(protocol="alternating", strategies=(f"{path}:Least", "conceder"), rounds=2)]
    (found,) = play_ways(case, ways, rule=None, draws=12, repeats=1, seed=1)
    assert found.agreed.any()
    assert (found.value[0] >= found.away[0] - 1e-9).all()


def with_ratifiers(case: Case, **walk_away: float) -> Case:
    """The same with somebody who ratifies for the first party, of other wishes, for each walk-away."""
    data = case.to_dict()
    data["ratifiers"] = {who: {"title": who.upper(), "for": "p0"} for who in walk_away}
    for number, (who, away) in enumerate(walk_away.items()):
        scores = {issue: dict(zip(options, np.roll([0, 3, 6, 9], number + 1).tolist(), strict=True))
                  for issue, options in data["preferences"]["p0"]["scores"].items()}  # fmt: skip
        data["preferences"][who] = {"walk_away": away, "scores": scores}
    return Case.model_validate(data)


def test_deals_signed_in_vain_are_named_with_who_refused() -> None:
    """Law: they are all that was signed and not ratified; a slow twin asks each ratifier about each."""
    case = with_ratifiers(vague(), r0=12, r1=14)
    found = walkaway.play(
        case, strategies="random,linear", protocol="alternating", against="summit", draws=80
    )
    assert found.against is not None
    ways = [way for way in found.against if way.not_ratified]
    assert ways
    for way in found.against:
        shares = [one.share for one in way.not_ratified]
        assert sum(shares) == pytest.approx(way.ended.get("not ratified", 0))
        assert shares == sorted(shares, reverse=True)
        for one in way.not_ratified:
            assert one.by
            assert set(one.by) <= set(case.ratifiers)
            assert all(0 < share <= 1 for share in one.by.values())
            assert sum(one.by.values()) >= 1 - 1e-9  # at least one refuses in every session
    told = found.to_dict()
    assert told["not_ratified"] == told["against"][0]["not_ratified"]


def test_one_session_says_what_was_signed_in_vain() -> None:
    found = walkaway.play(with_ratifiers(small_case(4), r0=1e6), strategies="conceder", rounds=20)
    assert found.ended == {"not ratified": 1.0}
    (one,) = found.not_ratified
    assert found.transcript is not None
    assert one.deal == found.transcript[-1].deal
    assert (one.share, one.by, one.value) == (1.0, {"r0": 1.0}, found.transcript[-1].value)
