"""Sessions between strategies: many at once against one move after the other; a million in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from time import perf_counter
from typing import Any

import numpy as np
from tests.playing.move_by_move import play_single

from benchmarks import peers, work
from benchmarks.harness import Row, alone
from benchmarks.report import machine, table
from walkaway.case import Judgement
from walkaway.playing.batch import HOW
from walkaway.playing.listed import list_deals
from walkaway.playing.manner import MANNERS
from walkaway.playing.protocols.alternating import Alternating
from walkaway.playing.strategy import made
from walkaway.playing.talks import Talks, talks_of
from walkaway.playing.view import keys_of

PAIRS = (
    ["boulware", "linear"],
    ["genius-boulware", "genius-linear"],
    ["conceder", "boulware"],
    ["random", "linear"],
)
MANY, FEW, OTHERS = 200_000, 30, 50_000
ALL_PAIRS = [[*pair] for pair in product(("boulware", "linear", "conceder"), repeat=2)]
DOMAINS, THEIRS = 8, 60


def section(note: Callable[[Row], None]) -> list[str]:
    """1,296 deals, 100 rounds: sessions a second, none of them skipped although many are alike."""
    space, values = work.ready(work.opposed(4, 6))
    talks = Talks(list_deals(work.opposed(4, 6), space, values), 100, "genius")
    rows = [_pair(talks, pair) for pair in PAIRS]
    large = alone("sessions_alone", sessions=1_000_000)
    rows.append(
        Row("10^6 sessions, boulware against linear", large["seconds"], large["seconds"], 1, "< 2 GB",
            f"process peak {large['peak_mb']:.0f} MB", large["peak_mb"] < 2000)
    )  # fmt: skip
    rows += _beside() if peers.negmas() else []
    rows += [_protocol(talks, name) for name in MANNERS if name != "alternating"]
    for row in rows:
        note(row)
    ends = [] if peers.negmas() else ["", "Without NegMAS: `WALKAWAY_NEGMAS` names no Python that has it."]
    command = f"{'WALKAWAY_NEGMAS=… ' if peers.negmas() else ''}python -m benchmarks playing"
    return [*machine(command, ("numpy",)), "", *table(rows), *ends]


def _beside() -> list[Row]:
    """Agreements with NegMAS under its clock, all pairs on several domains; then both timed, Boulware first."""
    same = 0
    for seed in range(1, DOMAINS + 1):
        talks, problem = _fine(seed)
        theirs = peers.ask("sessions", **problem, rounds=100, pairs=ALL_PAIRS, times=1)["agreed"]
        for pair, deal in zip(ALL_PAIRS, theirs, strict=True):
            found = talks.recorded(made(f"negmas-{name}" for name in pair), seed=1).deals[0]
            same += deal == (None if found < 0 else [*talks.listed.deal(found).values()])
    asked = DOMAINS * len(ALL_PAIRS)
    talks, problem = _fine(1)
    slow = peers.ask("sessions", **problem, rounds=100, pairs=[["boulware", "linear"]], times=THEIRS)
    players, times = made(["negmas-boulware", "negmas-linear"]), []
    for _ in range(3):
        begin = perf_counter()
        talks.play(players, sessions=MANY, seed=1)
        times.append(perf_counter() - begin)
    best, rate, their = min(times), MANY / min(times), THEIRS / slow["seconds"]
    text = (
        f"{rate:,.0f} sessions/s; NegMAS 0.16 {their:,.0f}/s, so {rate / their:,.0f} times; its clock; "
        f"same agreements for {same} of {asked} pairs on {DOMAINS} domains"
    )
    return [
        Row(f"{MANY:,} sessions, negmas-boulware against negmas-linear", best, sorted(times)[1], 3,
            "3,000 times NegMAS", text, rate >= 3000 * their and same == asked)
    ]  # fmt: skip


def _fine(seed: int) -> tuple[Talks, dict[str, Any]]:
    """A domain of 1,296 deals for both programs."""
    case = work.fine(seed)
    leaving = [case.preferences[who].walk_away for who in case.parties]
    away = [int(one.central) for one in leaving if isinstance(one, Judgement)]
    problem = {"tables": peers.tables_of(case), "walk_away": away, "scale": 2**20}
    return talks_of(case, None, rounds=100, clock="negmas"), problem


def _pair(talks: Talks, pair: list[str]) -> Row:
    players = made(pair)
    machine_of_states = Alternating(2, talks.rounds)
    begin = perf_counter()
    slow = [
        play_single(machine_of_states, talks.setting, players, 0, keys_of(1, n, 1))[0] for n in range(FEW)
    ]
    each = (perf_counter() - begin) / FEW
    times = []
    for _ in range(3):
        begin = perf_counter()
        found = talks.play(players, sessions=MANY, seed=1)
        times.append(perf_counter() - begin)
    same = np.array([-1 if state.deal is None else state.deal for state in slow], object)
    assert np.array_equal(found.deals[:FEW], same)
    assert found.numbers[:FEW].tolist() == [state.number for state in slow]
    rate, best = MANY / min(times), min(times)
    text = f"{rate:,.0f} sessions/s; move by move {1 / each:,.0f}, so {rate * each:,.0f} times; same deals"
    goal = pair[0] != "random"
    return Row(f"{MANY:,} sessions, {pair[0]} against {pair[1]}", best, sorted(times)[1], 3,
               "100,000/s" if goal else "", text, rate >= 100_000 if goal else None)  # fmt: skip


def _protocol(talks: Talks, name: str) -> Row:
    """Sessions of another protocol, boulware against linear, held to its state machine; a million by memory."""
    manner, players = MANNERS[name], made(["boulware", "linear"])
    talks = Talks(talks.listed, manner.rounds, "genius", name, manner.prepared)
    machine_of_states = manner.machine(2, talks.rounds, talks.prepared, None)
    begin = perf_counter()
    slow = [play_single(machine_of_states, talks.setting, players, 0, keys_of(1, n, 1))[0] for n in range(5)]
    each = (perf_counter() - begin) / 5
    begin = perf_counter()
    found = talks.play(players, sessions=OTHERS, seed=1)
    taken = perf_counter() - begin
    assert [HOW[how] for how in found.how[:5]] == [state.how for state in slow]
    assert found.numbers[:5].tolist() == [state.number for state in slow]
    large = alone("sessions_alone", sessions=1_000_000, protocol=name)
    rate = OTHERS / taken
    text = f"{rate:,.0f} sessions/s; move by move {1 / each:,.0f}; same ends; 10^6 sessions in {large['seconds']:.0f} s, "
    return Row(f"{OTHERS:,} sessions, {name}", taken, taken, 1, "10^6 under 2 GB",
               f"{text}process peak {large['peak_mb']:.0f} MB", large["peak_mb"] < 2000)  # fmt: skip
