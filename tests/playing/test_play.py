"""``walkaway play``: what it answers, to people and to machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.playing.helpers import laid, small_case
from typer.testing import CliRunner

import walkaway
from walkaway.case import Case
from walkaway.cli.app import app
from walkaway.errors import UsageError
from walkaway.playing import PROTOCOLS
from walkaway.playing.listed import list_deals
from walkaway.playing.strategy import made, strategies
from walkaway.playing.talks import Talks
from walkaway.space import build_space, central_values


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words])


def told(*words: object) -> dict[str, Any]:
    done = run("play", *words, "--json")
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_json_holds_what_was_promised() -> None:
    one = told("itex-cypress", "--strategies", "boulware,conceder", "--clock", "genius", "--rounds", 20)
    keys = ["sessions", "agreed", "rate", "error", "rounds", "value", "deals", "transcript"]
    assert [key for key in one if key in keys] == keys
    assert [one[key] for key in ("question", "sessions", "agreed", "rate", "error")] == [
        "play",
        1,
        1,
        1.0,
        0.0,
    ]
    (deal,) = one["deals"]
    assert deal["share"] == 1.0
    assert deal["value"] == one["value"]
    last = one["transcript"][-1]
    assert (last["what"], last["deal"], last["value"]) == ("accepts", deal["deal"], deal["value"])
    assert one["rounds"]["mean"] == last["round"]
    many = told("itex-cypress", "--strategies", "boulware,conceder", "--clock", "genius", "--rounds", 20,
                "--sessions", 1000)  # fmt: skip
    assert "transcript" not in many
    assert (many["agreed"], many["deals"], many["value"]) == (1000, one["deals"], one["value"])


@pytest.mark.parametrize("name", strategies())
def test_a_transcript_fits_on_a_page(name: str) -> None:
    """Law: at most 40 lines, whoever plays for how long."""
    for rounds in (5, 300):
        done = run("play", "itex-cypress", "--strategies", f"{name},genius-hardliner", "--rounds", rounds)
        assert done.exit_code == 0, done.output
        lines = done.stdout.splitlines()
        assert 10 < len(lines) <= 40, done.stdout
        assert any(line.startswith("1 ") and "Cypress" in line and "offers" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "case"), [*((name, "itex-cypress") for name in PROTOCOLS), ("two-level", "hanoi-2019")]
)
def test_a_transcript_of_every_protocol_fits_on_a_page(name: str, case: str) -> None:
    """Law: at most 40 lines, none wider than the terminal, with who spoke and how it ended."""
    done = run("play", case, "--protocol", name, "--strategies", "boulware,conceder")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert 10 < len(lines) <= 40, done.stdout
    assert max(map(len, lines)) <= 100
    assert any(line.startswith(("Agreed in round", "No deal: ")) for line in lines)
    told = walkaway.play(case, protocol=name, strategies=["boulware", "conceder"]).transcript
    assert told is not None
    assert ("mediator" in {one.by for one in told}) == ("text" in name or "mediator" in name)
    assert {one.level for one in told} <= {"", "officials", "principals"}
    assert {one.time for one in told if one.round == 1} <= {0.0}


def test_officials_are_told_apart_and_keep_to_their_mandate() -> None:
    """Law: with a mandate of half of what is at stake no official offers or accepts less."""
    found = walkaway.play("itex-cypress", protocol="two-level", prepared=12, mandate=0.5)
    assert found.transcript is not None
    for one in found.transcript:
        if one.level == "officials" and one.value is not None:
            assert one.value[one.by] >= 0.5
    assert found.rounds.limit == 15
    assert {one.level for one in found.transcript} == {"officials", "principals"}


def test_what_if_is_told_to_people() -> None:
    """Every share has its error, the ways stand one below the other, and what it is not is said."""
    case = "harbour"
    done = run("play", case, "--protocol", "summit", "--against", "two-level,tough", "--draws", 150)
    assert done.exit_code == 0, done.output
    text = " ".join(done.stdout.split())
    for words in ("the talks held in three ways, 150 times each", "of 100 sessions", "tough", "boulware",
                  "summit: rounds 1 3 10 30 100", "a simulation of strategies, not a forecast"):  # fmt: skip
        assert words.lower() in text.lower(), words
    assert max(map(len, done.stdout.splitlines())) <= 100
    answer = told(case, "--protocol", "summit", "--against", "two-level", "--draws", 150)
    assert [one["protocol"] for one in answer["against"]] == ["summit", "two-level"]
    assert (answer["rate"], answer["sessions"]) == (answer["against"][0]["rate"], 150)
    assert "transcript" not in answer


@pytest.mark.parametrize("more", [{"prepared": 3}, {"mandate": 0.2}])
def test_a_working_level_belongs_to_two_levels(more: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="expected two-level, which has one"):
        walkaway.play("itex-cypress", protocol="summit", **more)


@pytest.mark.parametrize("name", PROTOCOLS)
def test_large_spaces_can_be_played_by_every_protocol(name: str) -> None:
    case = small_case(1, issues=18, options=10, most=1000)
    found = walkaway.play(case, protocol=name, strategies="conceder", rounds=20)
    assert found.ended.keys() <= {"agreement", "deadline"}
    told = "a mediator proposes these alone, so that versions of a text differ in most issues"
    with_mediator = name in ("single-text", "mediators-proposal")
    assert found.method.note.partition("deals, of 1 × 10^18")[2] == (f"; {told}" if with_mediator else "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("boulwar,linear", 'found "boulwar"; expected one of averaged-tit-for-tat, boulware'),
        ("linear,linear,linear", "found 3 strategies for 2 parties; expected 2, or one for all"),
        ("boulware:bta=1", 'found "bta" of boulware; expected beta, kappa, limit (did you mean "beta"?)'),
        ("boulware:beta=1:beta=2", 'found "beta" of boulware twice; expected each parameter once'),
        ("boulware:beta=0", 'found "beta=0" of boulware; expected a number from 0.001 to 1000'),
        ("genius-linear:e=x", 'found "e=x" of genius-linear; expected a number from 0 to 1000'),
        ("", 'found ""; expected one of averaged-tit-for-tat, boulware'),
    ],
)
def test_slips_are_told_with_what_would_be_right(typed: str, said: str) -> None:
    done = run("play", "itex-cypress", "--strategies", typed)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert done.stdout == ""


def test_names_of_protocols_and_clocks_are_told_as_well() -> None:
    with pytest.raises(UsageError, match="one of rounds, genius, negmas"):
        walkaway.play("itex-cypress", clock="gnius")
    with pytest.raises(UsageError, match="one of alternating"):
        walkaway.play("itex-cypress", protocol="auction")
    with pytest.raises(UsageError, match="strategies such as"):
        walkaway.play("itex-cypress", strategies=3)


def test_the_rule_and_the_ratifiers_of_a_case_count() -> None:
    quota = small_case(1, parties=3, agreement={"quota": 2})
    for seed in range(20):
        case = small_case(seed, parties=3)
        strict = walkaway.play(case, strategies="conceder", rounds=8)
        loose = walkaway.play(case, strategies="conceder", rounds=8, rule=2)
        assert loose.rounds.mean <= strict.rounds.mean
    assert walkaway.play(quota, rounds=8).to_dict()["agreed"] in (0, 1)
    data = small_case(2).to_dict()
    before = walkaway.play(Case.model_validate(data), strategies="conceder", rounds=8)
    assert before.agreed == 1
    data["ratifiers"] = {"house": {"title": "House", "for": "p0"}}
    data["preferences"]["house"] = {**data["preferences"]["p0"], "walk_away": 1000}
    after = walkaway.play(Case.model_validate(data), strategies="conceder", rounds=8)
    assert (after.agreed, after.ended) == (0, {"not ratified": 1.0})
    assert after.value == after.walk_away


def test_ten_to_the_eighteen_deals_can_be_played() -> None:
    """Law: in a list for each seat every value is near, exact, and of a deal that it may make."""
    case = small_case(1, issues=18, options=10, most=1000)
    talks, setting = laid(case, rounds=50)
    assert talks.listed.space.combinations == 10**18
    found = talks.recorded(made(["linear", "linear"]), seed=1)
    assert found.deals[0] >= 0
    for seat, own in enumerate(setting.own):
        mine = np.sort(own.values[0][own.open])
        wants = case.preferences[f"p{seat}"].scores.values()
        best = sum(max(int(point.central) for point in scores.points.values()) for scores in wants)
        assert mine[-1] == best
        assert np.diff(mine[200:-200]).max() <= 3  # few deals are worth nearly all or nothing
    picks = talks.listed.picks[found.deals[0]]
    worth = build_space(case)
    exact = worth.worth(central_values(case, worth), picks[None])[0]
    assert talks.listed.values[:, 0, found.deals[0]].tolist() == exact.tolist()


def test_a_thinned_list_plays_like_the_whole() -> None:
    """Law: where all could be listed the thinned lists hold, for each seat, a deal of nearly any value."""
    case = small_case(4, issues=6, options=4, most=50)
    space = build_space(case)
    values = central_values(case, space)
    whole, thin = list_deals(case, space, values), list_deals(case, space, values, most=10)
    for seat in (0, 1):
        every = np.unique(whole.values[seat, 0])
        assert thin.chosen is not None
        own = np.unique(thin.values[seat, 0][thin.chosen[seat]])
        assert np.array_equal(own, every)  # fewer values than stretches: each of them is there
    pair = made(["boulware", "linear"])
    ends = [Talks(one, 60, "rounds").play(pair, sessions=1, seed=1) for one in (whole, thin)]
    assert abs(int(ends[0].numbers[0]) - int(ends[1].numbers[0])) <= 20


def test_play_reads_domains_of_other_programs(tmp_path: Path) -> None:
    walkaway.load("itex-cypress")
    made_at = tmp_path / "domain"
    assert run("convert", "itex-cypress", made_at, "--to", "genius").exit_code == 0
    assert told(made_at, "--strategies", "genius-boulware", "--clock", "genius")["sessions"] == 1
