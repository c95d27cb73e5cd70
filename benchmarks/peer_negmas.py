"""Run by an environment of its own that has NegMAS: reads a problem from standard input, answers in JSON.

The problem is a list of parties, each with one table of whole points an issue. Values are points divided by
``scale``; what is answered are whole points again, so that answers can be compared exactly.
"""

from __future__ import annotations

import json
import resource
import sys
from time import perf_counter
from typing import Any


def ufuns(problem: dict[str, Any]) -> tuple[Any, list[Any]]:
    from negmas import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.value_fun import TableFun

    tables = problem["tables"]
    names = [f"i{k}" for k in range(len(tables[0]))]
    options = [[f"o{j}" for j in range(len(issue))] for issue in tables[0]]
    space = make_os([make_issue(values, name) for values, name in zip(options, names, strict=True)])
    found = []
    for party, away in zip(tables, problem["walk_away"], strict=True):
        values = {
            name: TableFun({f"o{j}": points / problem["scale"] for j, points in enumerate(issue)})
            for name, issue in zip(names, party, strict=True)
        }
        found.append(
            LinearAdditiveUtilityFunction(
                values=values, weights=dict.fromkeys(names, 1.0), outcome_space=space,
                reserved_value=away / problem["scale"],
            )
        )  # fmt: skip
    return space, found


def frontier(problem: dict[str, Any]) -> dict[str, Any]:
    from negmas.preferences.ops import pareto_frontier

    space, parties = ufuns(problem)
    outcomes = list(space.enumerate_or_sample())
    start = perf_counter()
    points, _ = pareto_frontier(parties, outcomes)
    seconds = perf_counter() - start
    whole = sorted({tuple(round(value * problem["scale"]) for value in point) for point in points})
    return {"seconds": seconds, "points": whole}


def statistics(problem: dict[str, Any]) -> dict[str, Any]:
    from negmas.preferences.ops import calc_scenario_stats

    _, parties = ufuns(problem)
    start = perf_counter()
    stats = calc_scenario_stats(tuple(parties))
    seconds = perf_counter() - start

    def whole(found: Any) -> list[tuple[int, ...]]:
        return sorted({tuple(round(value * problem["scale"]) for value in point) for point in found})

    return {
        "seconds": seconds,
        "points": whole(stats.pareto_utils),
        "nash": whole(stats.nash_utils),
        "kalai": whole(stats.kalai_utils),
        "welfare": whole(stats.max_welfare_utils),
        "opposition": stats.opposition,
    }


def sessions(problem: dict[str, Any]) -> dict[str, Any]:
    """Pairs of time-dependent negotiators, each so many times; the agreement of each pair."""
    from negmas import BoulwareTBNegotiator, ConcederTBNegotiator, LinearTBNegotiator
    from negmas.sao import SAOMechanism

    kinds = {
        "boulware": BoulwareTBNegotiator, "linear": LinearTBNegotiator, "conceder": ConcederTBNegotiator,
    }  # fmt: skip
    space, parties = ufuns(problem)
    agreed, start = [], perf_counter()
    for pair in problem["pairs"]:
        for _ in range(problem["times"]):
            talks = SAOMechanism(outcome_space=space, n_steps=problem["rounds"])
            for kind, party in zip(pair, parties, strict=True):
                talks.add(kinds[kind](), ufun=party)
            found = talks.run().agreement
        agreed.append(None if found is None else list(found))
    return {"seconds": perf_counter() - start, "agreed": agreed}


def main() -> None:
    problem = json.load(sys.stdin)
    questions = {"frontier": frontier, "statistics": statistics, "sessions": sessions}
    answer = questions[problem["question"]](problem)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer["peak_mb"] = peak / (1024**2 if sys.platform == "darwin" else 1024)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
