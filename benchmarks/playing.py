"""Sessions between strategies: many at once against one move after the other; a million in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np

from benchmarks import work
from benchmarks.harness import Row, alone
from benchmarks.report import machine, table
from walkaway.playing.listed import list_deals
from walkaway.playing.protocols.alternating import Alternating
from walkaway.playing.single import play_single
from walkaway.playing.strategy import made
from walkaway.playing.talks import Talks
from walkaway.playing.view import keys_of

PAIRS = (
    ["boulware", "linear"],
    ["genius-boulware", "genius-linear"],
    ["conceder", "boulware"],
    ["random", "linear"],
)
MANY, FEW = 200_000, 30


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
    for row in rows:
        note(row)
    ends = [
        "",
        "NegMAS is not installed where this was measured. On another machine NegMAS 0.16.0 was measured at about 30",
        "sessions a second, Boulware against linear, 1,296 deals and 100 rounds.",
    ]
    return [*machine("python -m benchmarks playing", ("numpy",)), "", *table(rows), *ends]


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
    same = [-1 if state.deal is None else state.deal for state in slow]
    assert np.array_equal(found.deals[:FEW], same)
    assert found.numbers[:FEW].tolist() == [state.number for state in slow]
    rate, best = MANY / min(times), min(times)
    text = f"{rate:,.0f} sessions/s; move by move {1 / each:,.0f}, so {rate * each:,.0f} times; same deals"
    goal = pair[0] != "random"
    return Row(f"{MANY:,} sessions, {pair[0]} against {pair[1]}", best, sorted(times)[1], 3,
               "100,000/s" if goal else "", text, rate >= 100_000 if goal else None)  # fmt: skip
