"""Ranks, best replies and distances, held against sessions played one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from tests.playing.helpers import small_case

import walkaway
from walkaway.case import Case
from walkaway.errors import UsageError
from walkaway.playing.tournament.plan import TournamentPlan
from walkaway.playing.tournament.scoring import distances_of
from walkaway.playing.tournament.standings import Standings, standings_of
from walkaway.playing.tournament.unit import play_unit

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


def test_scores_are_those_of_sessions_played_alone(plan: TournamentPlan) -> None:
    """The slow way: ``play`` for every line-up, scores worked out from its values."""
    found = played(plan)
    scores: dict[tuple[str, str], list[float]] = {}
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
                scores.setdefault((name, others.pop()), []).append(each[seat])
    for meeting in found.meetings:
        told = np.mean(scores[meeting.strategy, meeting.against])
        assert meeting.score == pytest.approx(told), meeting
    for place in found.places:
        mean = np.mean([one.score for one in found.meetings if one.strategy == place.strategy])
        assert place.score == pytest.approx(mean)
    assert found.method.exact


def _worths(case: Case, who: str) -> list[float]:
    from walkaway.certify.plainly import value_of

    deals = product(*(issue.options for issue in case.issues.values()))
    return [float(value_of(case, who, dict(zip(case.issues, deal, strict=True)))) for deal in deals]


def test_ranks_and_replies(plan: TournamentPlan) -> None:
    """A rank says how many are surely above, and how many surely below; replies are the best of a column."""
    found = played(plan)
    assert [one.score for one in found.places] == sorted((one.score for one in found.places), reverse=True)
    by_pair = {(one.strategy, one.against): one.score for one in found.meetings}
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
    """Law: deals on the frontier are at 0, and each solution is one of them."""
    case = small_case(5)
    front = [json.dumps(point.deal) for point in walkaway.frontier(case).points]
    found = distances_of("five", case, front)
    assert found.on_frontier == len(front)
    assert found.frontier == pytest.approx(0)
    assert all(far == pytest.approx(0) for far in found.solutions.values())
    assert distances_of("five", case, []).frontier is None


@pytest.mark.parametrize("damage", [lambda data: data[:50], lambda data: b"", lambda data: b"PAR1" * 9])
def test_a_damaged_file_is_named(damage: Callable[[bytes], bytes]) -> None:
    plan = plan_of(small_case(3), strategies=NAMES[:2], sessions=1)
    units = ((unit, damage(play_unit(plan, unit))) for unit in plan.units)
    with pytest.raises(UsageError, match=plan.units[0].key):
        standings_of(plan, units)
