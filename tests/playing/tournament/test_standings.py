"""Ranks, best replies and distances, held against sessions played one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.playing.helpers import small_case

import walkaway
from walkaway.case import Case
from walkaway.errors import UsageError
from walkaway.playing.seats import seated
from walkaway.playing.step_classes import STEPS
from walkaway.playing.talks import talks_of
from walkaway.playing.tournament.distances import yardstick_of
from walkaway.playing.tournament.plan import TournamentPlan, Unit
from walkaway.playing.tournament.standings import Standings, standings_of
from walkaway.playing.tournament.unit import RECORDED, play_unit

NAMES = ("boulware", "linear", "conceder")


def plan_of(
    *cases: Case, strategies: tuple[str, ...] = NAMES, sessions: int = 3, seed: int = 1
) -> TournamentPlan:
    named = {f"case {number}": case for number, case in enumerate(cases)}
    return TournamentPlan(named, strategies, 12, "rounds", sessions, seed)


def played(plan: TournamentPlan) -> Standings:
    return standings_of(plan, ((unit, play_unit(plan, unit)) for unit in plan.units))


@pytest.fixture(scope="module")
def plan() -> TournamentPlan:
    return plan_of(small_case(3), small_case(4, parties=3))


def test_every_pairing_in_every_seat(plan: TournamentPlan) -> None:
    """Two parties: all pairs in order; three: one in each seat among two others, each line-up once."""
    first = [unit.lineup for unit in plan.units if unit.case == "case 0"]
    assert sorted(first) == sorted(product(NAMES, repeat=2))
    others = {unit.lineup for unit in plan.units if unit.case == "case 1"}
    assert others == {lineup for lineup in product(NAMES, repeat=3) if len(set(lineup)) < 3}
    assert len({unit.key for unit in plan.units}) == len(plan.units)
    assert TournamentPlan.from_dict(json.loads(json.dumps(plan.to_dict()))).units == plan.units


def test_one_more_strategy_changes_no_other_unit() -> None:
    """Law: the seed of a unit depends on its case and line-up alone."""
    few, more = plan_of(small_case(3), strategies=NAMES[:2]), plan_of(small_case(8), small_case(3))
    seeds = {unit.lineup: (unit.seed, unit.key) for unit in more.units if unit.case == "case 1"}
    assert all(seeds[unit.lineup] == (unit.seed, unit.key) for unit in few.units)


def test_results_are_those_of_sessions_played_alone(plan: TournamentPlan) -> None:
    """The slow way: ``play`` for every line-up, results worked out from its values."""
    found = played(plan)
    results: dict[tuple[str, str], list[float]] = {}
    for unit in plan.units:
        case = plan.cases[unit.case]
        alone = walkaway.play(case, strategies=list(unit.lineup), rounds=12)
        best = {who: max(_worths(case, who)) for who in case.parties}
        each = [
            (alone.value[who] - alone.walk_away[who]) / (best[who] - alone.walk_away[who])
            if best[who] > alone.walk_away[who] else 0.0
            for who in case.parties
        ]  # fmt: skip
        for seat, name in enumerate(unit.lineup):
            others = {*unit.lineup[:seat], *unit.lineup[seat + 1 :]}
            if len(others) == 1:
                results.setdefault((name, others.pop()), []).append(each[seat])
    for meeting in found.meetings:
        told = np.mean(results[meeting.strategy, meeting.against])
        assert meeting.result == pytest.approx(told), meeting
    for place in found.places:
        mean = np.mean([one.result for one in found.meetings if one.strategy == place.strategy])
        assert place.result == pytest.approx(mean)
    assert found.method.exact


def test_the_error_against_itself_is_that_of_sessions_not_of_seats() -> None:
    """The results of the seats of a session hang together: two seats are not two sessions."""
    plan = TournamentPlan({"case": small_case(3)}, ("random", "boulware"), 2, "rounds", 80, 1)
    found = played(plan)
    agreed: dict[tuple[str, ...], float] = {}  # line-up → squared error of its share of agreements
    for unit in plan.units:
        table = pq.read_table(pa.BufferReader(play_unit(plan, unit)))
        there = (table.column("deal").to_numpy(zero_copy_only=False) != "").astype(float)
        agreed[unit.lineup] = there.var(ddof=1) / len(there)
        if unit.lineup == ("random", "random"):
            seats = [table.column(f"result_{who}").to_numpy() for who in plan.cases[unit.case].parties]
    each = np.mean(seats, axis=0)
    (itself,) = [one for one in found.meetings if one.strategy == one.against == "random"]
    assert itself.result == pytest.approx(each.mean())
    assert itself.error == pytest.approx(each.std(ddof=1) / len(each) ** 0.5)
    own = agreed["random", "random"]
    other = (agreed["random", "boulware"] + agreed["boulware", "random"]) / 4
    (place,) = [one for one in found.places if one.strategy == "random"]
    assert own > 0
    assert place.agreed_error == pytest.approx((own + other) ** 0.5 / 2)


def _worths(case: Case, who: str) -> list[float]:
    from walkaway.certify.plainly import value_of

    deals = product(*(issue.options for issue in case.issues.values()))
    return [float(value_of(case, who, dict(zip(case.issues, deal, strict=True)))) for deal in deals]


def test_ranks_and_replies(plan: TournamentPlan) -> None:
    """A rank says how many are surely above, and how many surely below; replies are the best of a column."""
    found = played(plan)
    assert [one.result for one in found.places] == sorted((one.result for one in found.places), reverse=True)
    by_pair = {(one.strategy, one.against): one.result for one in found.meetings}
    for other in NAMES:
        best = max(by_pair[one, other] for one in NAMES)
        assert found.best_replies[other] == tuple(one for one in NAMES if by_pair[one, other] >= best - 1e-12)
    for one, other in found.settled:
        assert one in found.best_replies[other]
        assert other in found.best_replies[one]
    assert {place.best_rank for place in found.places} <= {1, 2, 3}


def test_level_strategies_share_their_ranks() -> None:
    found = played(plan_of(small_case(3), strategies=("linear", "linear:kappa=0")))
    assert [(one.best_rank, one.worst_rank) for one in found.places] == [(1, 2), (1, 2)]


def test_distances_of_the_frontier_itself_are_none() -> None:
    """Law: deals on the frontier are at 0, and each solution is one of them or between them."""
    case = small_case(5)
    yardstick = yardstick_of(case)
    assert yardstick is not None
    front = np.array([point.value for point in walkaway.frontier(case).points])
    assert yardstick.from_frontier(front) == pytest.approx(np.zeros(len(front)))
    for name, one in walkaway.solutions(case).by_name.items():
        assert one is not None
        assert yardstick.from_solution(name, np.array([one.value])) == pytest.approx([0])
    assert np.isnan(yardstick.from_solution("no such", front)).all()


def table_of(plan: TournamentPlan, unit: Unit) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = pq.read_table(pa.BufferReader(play_unit(plan, unit))).to_pydict()
    return table


def test_a_row_says_what_the_transcript_of_that_session_says() -> None:
    """Steps, concessions and distances of each session, counted again in what was said line by line."""
    plan = plan_of(small_case(6, parties=3), strategies=("random", "conceder"), sessions=3)
    unit = next(unit for unit in plan.units if "random" in unit.lineup and "conceder" in unit.lineup)
    case, table = plan.cases[unit.case], table_of(plan, unit)
    talks = talks_of(case, None, rounds=plan.rounds, clock=plan.clock)
    best = {who: max(_worths(case, who)) for who in case.parties}
    away = dict(zip(case.parties, talks.listed.walk_away[:, 0].tolist(), strict=True))
    for session in range(3):
        found = talks.recorded(seated(case, list(unit.lineup)), seed=unit.seed, number=session)
        said = [line for line in talks.transcript(found) if line.what == "offers"]
        for who in case.parties:
            offers = [
                {one: (value - away[one]) / (best[one] - away[one]) for one, value in line.value.items()}
                for line in said if line.by == who and line.value is not None
            ]  # fmt: skip
            steps, conceded, given = dict.fromkeys(STEPS, 0), 0.0, 0.0
            for before, now in pairwise(offers):
                own = now[who] - before[who]
                rest = np.mean([now[one] - before[one] for one in now if one != who])
                steps[named(round(own, 9), round(float(rest), 9))] += 1
                conceded, given = conceded + max(0, -own), given + float(rest)
            assert {name: table[f"{name}_{who}"][session] for name in STEPS} == steps
            assert table[f"conceded_{who}"][session] == pytest.approx(conceded)
            assert table[f"given_{who}"][session] == pytest.approx(given)


def test_a_plan_at_the_address_of_another_gets_its_own_table() -> None:
    """Plans come and go in one process; what was laid for one never stands for the next."""
    cases = small_case(6), small_case(6, parties=3), small_case(7, parties=3)

    def fresh(number: int) -> tuple[Unit, bytes]:
        plan = TournamentPlan({"case": cases[number]}, ("random", "conceder"), 4, "rounds", 1, 1)
        return plan.units[1], play_unit(plan, plan.units[1])

    first = [fresh(number) for number in range(3)]
    assert [fresh(number % 3) for number in range(30)] == first * 10


def named(own: float, others: float) -> str:
    """The six classes in the words of their definition."""
    if own == 0 and others >= 0:
        return "nice" if others > 0 else "silent"
    if own > 0:
        return "fortunate" if others > 0 else "selfish"
    return "unfortunate" if others < 0 else "concession"


def test_standings_hold_what_rows_hold() -> None:
    """Distances, agreement and conduct of a strategy are means of means over its rows."""
    plan = plan_of(small_case(6), strategies=("random", "conceder", "tough"), sessions=4)
    rows = {unit.lineup: table_of(plan, unit) for unit in plan.units}
    place = next(one for one in played(plan).places if one.strategy == "random")

    def over(*columns: str) -> float:
        """Mean over opponents, of them over seats, of what is there."""
        by_opponent = []
        for other in plan.strategies:
            seats = (
                [("random", other), (other, "random")] if other != "random" else [("random", "random")] * 2
            )
            held = [[x for x in rows[lineup][column] if x is not None]
                    for lineup, column in zip(seats, columns, strict=True)]  # fmt: skip
            if means := [np.mean(column) for column in held if column]:
                by_opponent.append(np.mean(means))
        return float(np.mean(by_opponent))

    assert place.frontier == pytest.approx(over("from_frontier", "from_frontier"))
    assert place.solutions["nash"] == pytest.approx(over("from_nash", "from_nash"))
    assert place.conduct.conceded == pytest.approx(over("conceded_p0", "conceded_p1"))
    assert place.conduct.known["bayesian"] == pytest.approx(over("bayesian_rank_p0", "bayesian_rank_p1"))
    steps = {name: over(f"{name}_p0", f"{name}_p1") for name in STEPS}
    assert place.conduct.steps == pytest.approx({name: n / sum(steps.values()) for name, n in steps.items()})
    assert sum(place.conduct.steps.values()) == pytest.approx(1)
    assert place.low < place.result < place.high


def test_sessions_that_are_alike_are_played_once_and_told_as_often_as_asked() -> None:
    plan = plan_of(small_case(3), sessions=150)
    table = table_of(plan, plan.units[1])
    assert table["session"] == list(range(150))
    assert all(len({str(x) for x in column}) == 1 for name, column in table.items() if name != "session")
    drawn = plan_of(small_case(3), strategies=("random", "linear"), sessions=RECORDED + 5)
    table = table_of(drawn, drawn.units[0])
    assert [x is None for x in table["silent_p0"]] == [False] * RECORDED + [True] * 5
    assert None not in table["value_p0"]


@pytest.mark.parametrize("damage", [lambda data: data[:50], lambda data: b"", lambda data: b"PAR1" * 9])
def test_a_damaged_file_is_named(damage: Callable[[bytes], bytes]) -> None:
    plan = plan_of(small_case(3), strategies=NAMES[:2], sessions=1)
    units = ((unit, damage(play_unit(plan, unit))) for unit in plan.units)
    with pytest.raises(UsageError, match=plan.units[0].key):
        standings_of(plan, units)
