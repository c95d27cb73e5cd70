"""The cases that are timed, their slow twins, and what runs in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter, process_time
from typing import Any

import numpy as np

import walkaway
from walkaway.analysis.frontier.frontier import Frontier, frontier
from walkaway.analysis.path.bottleneck import bottleneck
from walkaway.analysis.path.constraints import PathNumbers, slacks
from walkaway.analysis.path.lattice import Lattice
from walkaway.analysis.zone.acceptability import Tally, tally
from walkaway.case import Case, read_case_text
from walkaway.certify.cuts import check_cut
from walkaway.certify.path_checks import check_path
from walkaway.space import TOL, Space, Values, build_space, central_values
from walkaway.space.draws import Draws, draw
from walkaway.space.sweep import accepted


def opposed(issues: int, options: int, parties: int = 2, *, decimals: bool = False, seed: int = 1) -> Case:
    """A random scored case: each party ranks the options of an issue its own way, two parties opposed."""
    generator = np.random.default_rng(seed)
    top = generator.integers(5, 100, (parties, issues))
    preferences = {}
    for p in range(parties):
        scores = {}
        for j in range(issues):
            steps = np.sort(generator.integers(0, 1001, options) / 1000)
            row = np.sort(steps)[:: 1 if p % 2 else -1] if p < 2 else generator.permutation(steps)
            points = np.round(row * int(top[p, j]), 3 if decimals else 0)
            scores[f"i{j}"] = {f"o{o}": float(x) if decimals else int(x) for o, x in enumerate(points)}
        preferences[f"p{p}"] = {
            "scores": scores,
            "walk_away": [int(top[p].sum() * 0.3), int(top[p].sum() * 0.6)],
        }
    return read_case_text(
        json.dumps(
            {
                "case": 1,
                "title": "Benchmark",
                "parties": {f"p{p}": f"P{p}" for p in range(parties)},
                "issues": {
                    f"i{j}": {"title": f"i{j}", "options": {f"o{o}": f"o{o}" for o in range(options)}}
                    for j in range(issues)
                },
                "preferences": preferences,
            }
        )
    )


def fine(seed: int, issues: int = 4, options: int = 6) -> Case:
    """Two opposed parties whose deals are hardly ever level; values run from 0 to 2^20, exact in floats."""
    generator = np.random.default_rng(seed)
    preferences = {}
    for p in range(2):
        rows = np.sort(generator.integers(0, 2**18, (issues, options)), axis=1)[:, :: 1 if p else -1]
        rows = (rows - rows.min(axis=1, keepdims=True)).astype(float)
        rows = np.floor(rows * (2**20 / rows.max(axis=1).sum()))
        rows[0, rows[0].argmax()] += 2**20 - rows.max(axis=1).sum()
        scores = {f"i{j}": {f"o{o}": int(x) for o, x in enumerate(row)} for j, row in enumerate(rows)}
        preferences[f"p{p}"] = {"scores": scores, "walk_away": int(generator.integers(0, 2**18))}
    titles = {f"i{j}": {"title": f"i{j}", "options": {f"o{o}": f"o{o}" for o in range(options)}}
              for j in range(issues)}  # fmt: skip
    data = {"case": 1, "title": "Benchmark", "parties": {"p0": "P0", "p1": "P1"}, "issues": titles}
    return read_case_text(json.dumps(data | {"preferences": preferences}))


def uncertain(issues: int, options: int, parties: int = 2) -> Case:
    """A random case with ranges for scores, walk-aways and weights."""
    generator = np.random.default_rng(2)
    names = [f"i{j}" for j in range(issues)]
    preferences = {}
    for p in range(parties):
        scores = {}
        for name in names:
            low = generator.integers(0, 80, options)
            scores[name] = {f"o{o}": [int(x), int(x) + 20] for o, x in enumerate(low)}
        order = " > ".join(generator.permutation(names).tolist())
        preferences[f"p{p}"] = {"weights": order, "scores": scores, "walk_away": [40, 60]}
    return read_case_text(
        json.dumps(
            {
                "case": 1,
                "title": "Benchmark",
                "parties": {f"p{p}": f"P{p}" for p in range(parties)},
                "issues": {
                    n: {"title": n, "options": {f"o{o}": f"o{o}" for o in range(options)}} for n in names
                },
                "preferences": preferences,
            }
        )
    )


def tied(issues: int = 8, options: int = 5, parties: int = 4, patterns: int = 10) -> Case:
    """A random case whose issues are all linked by patterns of two or three, near to a zone."""
    generator = np.random.default_rng(1)
    names = [f"i{j}" for j in range(issues)]
    preferences = {}
    for p in range(parties):
        points = {n: [int(x) for x in generator.integers(0, 51, options)] for n in names}
        interactions = []
        for _ in range(patterns):
            some = generator.choice(names, int(generator.integers(2, 4)), replace=False)
            when = {str(n): f"o{generator.integers(options)}" for n in sorted(some)}
            interactions.append({"when": when, "add": int(generator.integers(-20, 21))})
        top = sum(map(max, points.values()))
        preferences[f"p{p}"] = {
            "scores": {n: {f"o{o}": x for o, x in enumerate(row)} for n, row in points.items()},
            "walk_away": [int(top * 0.65), int(top * 0.8)],
            "interactions": interactions,
        }
    return read_case_text(
        json.dumps(
            {
                "case": 1,
                "title": "Benchmark",
                "parties": {f"p{p}": f"P{p}" for p in range(parties)},
                "issues": {
                    n: {"title": n, "options": {f"o{o}": f"o{o}" for o in range(options)}} for n in names
                },
                "preferences": preferences,
            }
        )
    )


def ready(case: Case) -> tuple[Space, Values]:
    space = build_space(case)
    return space, central_values(case, space)


def all_deals(space: Space, values: Values) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The slow twin of the frontier of two parties: every deal, sorted; efficient ones with their counts."""
    rows = np.concatenate(
        [space.values(values.coefficients, picks, space.joint) for _, picks in space.joint.chunks()]
    )
    found, counts = np.unique(rows, axis=0, return_counts=True)
    found, counts = found[::-1], counts[::-1]  # best for the first party first
    best = np.maximum.accumulate(found[:, 1])
    keep = np.append(True, found[1:, 1] > best[:-1])
    return found[keep], counts[keep]


def same(front: Frontier, slow: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]) -> bool:
    values, counts = slow
    return bool(np.array_equal(front.integers, values)) and [p.count for p in front] == counts.tolist()


def count_all(space: Space, draws: Draws) -> Tally:
    return tally(space, draws, space.joint.picks(np.arange(space.combinations, dtype=np.int64)))


def count_by_matrix(space: Space, draws: Draws) -> np.ndarray[Any, Any]:
    """The slow twin of acceptability: deals × features times features × draws, for each party."""
    picks = space.joint.picks(np.arange(space.combinations))
    indicator = np.zeros((len(picks), space.features))
    for column, first in enumerate(space.first):
        indicator[np.arange(len(picks)), first + picks[:, column]] = 1
    passed = np.ones((len(picks), draws.count), dtype=bool)
    slack = TOL * len(space.issues) * np.abs(draws.coefficients).max(axis=(1, 2))
    for who in range(len(space.who)):
        passed &= indicator @ draws.coefficients[who] >= draws.walk_away[who] - slack[who]
    return np.asarray(passed.sum(axis=1))


def frontier_alone(issues: int, options: int, *, decimals: bool) -> dict[str, Any]:
    space, values = ready(opposed(issues, options, decimals=decimals))
    start = perf_counter()
    front = frontier(space, values)
    return {"seconds": perf_counter() - start, "points": len(front), "deals": float(space.combinations)}


def sessions_alone(sessions: int, protocol: str = "alternating") -> dict[str, Any]:
    from walkaway.playing.listed import list_deals
    from walkaway.playing.manner import MANNERS
    from walkaway.playing.strategy import made
    from walkaway.playing.talks import Talks

    case, manner = opposed(4, 6), MANNERS[protocol]
    space, values = ready(case)
    talks = Talks(list_deals(case, space, values), manner.rounds, "genius", protocol, manner.prepared)
    start = perf_counter()
    found = talks.play(made(["boulware", "linear"]), sessions=sessions, seed=1)
    return {"seconds": perf_counter() - start, "agreed": int((found.deals >= 0).sum())}


def acceptability_alone(issues: int, options: int, draws: int) -> dict[str, Any]:
    case = uncertain(issues, options)
    space = build_space(case)
    drawn = draw(case, space, draws=draws, seed=1)
    start = perf_counter()
    counts = count_all(space, drawn)
    seconds = perf_counter() - start
    some = np.arange(0, space.combinations, 99_991)
    picks = space.joint.picks(some)
    says = accepted(space, drawn, picks)
    assert np.array_equal(counts.passed[some], says.all(axis=1).sum(axis=1))
    return {"seconds": seconds}


def class_of_sixty() -> Callable[[], object]:
    """A role play taught to sixty groups, each with a deal of its own choice."""
    case = walkaway.load("new-recruit").case
    issues = case.issues.items()
    deals = {
        f"Group {at}": {issue: list(one.options)[at % len(one.options)] for issue, one in issues}
        for at in range(60)
    }
    return lambda: walkaway.debrief(case, deals)


def conflict_alone(options: int, parties: int) -> dict[str, Any]:
    """Every concept for every party, and for every coalition where states allow; rankings at random."""
    from walkaway.conflict.coalitions import COALITION_CONCEPTS, coalition_stable, coalitions
    from walkaway.conflict.option_form import OptionForm
    from walkaway.conflict.relation import Relation
    from walkaway.conflict.stability import CONCEPTS, MOST_BY_BITS, stable

    chance, names = np.random.default_rng(1), tuple(f"o{place}" for place in range(options))
    held = {f"p{who}": names[who::parties] for who in range(parties)}
    start, busy = perf_counter(), process_time()
    wants = {who: Relation.scored(chance.permutation(2**options)) for who in held}
    model = OptionForm(names, held).model(wants)
    for concept in CONCEPTS:
        for who in range(parties):
            stable(model, concept, who)
    joined = model.states <= MOST_BY_BITS
    for group in coalitions(range(parties)) if joined else ():
        for concept in COALITION_CONCEPTS:
            coalition_stable(model, concept, group)
    return {"seconds": perf_counter() - start, "busy": process_time() - busy, "coalitions": joined}


def exchange(steps: int, discount: float) -> PathNumbers:
    """Two parties that take turns in owning steps; each costs 1, 2 or 3 and is worth twice that to the other."""
    owner = np.arange(steps) % 2
    costs = 1.0 + np.arange(steps) % 3
    worth = np.where(np.arange(2) == owner[:, None], 0.0, 2 * costs[:, None])
    rates = np.full(2, discount)
    return PathNumbers(
        owner=tuple(owner.tolist()), costs=costs, worth=worth, detection=np.full(steps, 0.9),
        discount_low=rates, discount_high=rates, backing=np.ones(2), completed=np.full(2, 2.0),
        reversible=(False,) * steps, escrow=(False,) * steps, periods=(1,) * steps,
    )  # fmt: skip


def schedule_alone(parts: list[int], discount: float) -> dict[str, Any]:
    numbers = exchange(len(parts), discount)
    lattice = Lattice(numbers, tuple(parts), ((),) * len(parts), single=True)
    start, busy = perf_counter(), process_time()
    found = bottleneck(lattice)
    seconds, busy = perf_counter() - start, process_time() - busy
    least = slacks(numbers, found.moved / np.array(parts)).least / lattice.scale
    assert found.least - 1e-9 <= least.min() <= found.most + 1e-9
    return {"seconds": seconds, "busy": busy, "states": lattice.size, "phases": len(found.moved)}


def proof_alone(parts: list[int], discount: float) -> dict[str, Any]:
    """The proof that nothing holds, where next to nothing stands behind a schedule, and its check."""
    numbers = exchange(len(parts), discount)
    numbers = replace(numbers, backing=numbers.backing / 1000, completed=numbers.completed / 1000)
    lattice = Lattice(numbers, tuple(parts), ((),) * len(parts), single=True)
    cut = bottleneck(lattice).cut
    assert cut is not None
    start, busy = perf_counter(), process_time()
    assert check_cut(numbers, lattice.after, cut) == []
    return {"seconds": perf_counter() - start, "busy": process_time() - busy, "states": lattice.size}


def answer_alone(steps: int, parts: int, discount: float, completed: float) -> dict[str, Any]:
    """The whole answer of a case, as a user gets it: search, proof, every slack and what would make it hold."""
    issues, sides = [f"i{step}" for step in range(steps)], "ab"
    case = read_case_text(
        json.dumps(
            {
                "case": 1,
                "title": "Benchmark",
                "parties": {who: who.upper() for who in sides},
                "issues": {one: {"title": one, "options": {"n": "no", "y": "yes"}} for one in issues},
                "preferences": {
                    who: {
                        "scores": {
                            one: {"n": 0, "y": -1 if sides[step % 2] == who else 2}
                            for step, one in enumerate(issues)
                        }
                    }
                    for who in sides
                },
                "path": {
                    "deal": dict.fromkeys(issues, "y"),
                    "steps": {
                        one: {"y": {"by": sides[step % 2], "parts": parts}} for step, one in enumerate(issues)
                    },
                    "discount": dict.fromkeys(sides, discount),
                    "completed": dict.fromkeys(sides, completed),
                },
            }
        )
    )
    start, busy = perf_counter(), process_time()
    found = walkaway.path(case)
    seconds, busy = perf_counter() - start, process_time() - busy
    assert check_path(case, found) == []
    return {
        "seconds": seconds, "busy": busy, "states": (parts + 1) ** steps, "verdict": found.verdict,
        "phases": len(found.schedule), "safeguards": len(found.safeguards),
    }  # fmt: skip
