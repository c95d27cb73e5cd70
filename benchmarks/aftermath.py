"""What follows no deal: growth with the number of states, the largest sizes, and the slow twin.

Each size in a fresh process, with its peak memory. States are made of options that can all be taken and
dropped, shared out among the parties; every party has a ranking at random.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

from tests.conflict.by_definition import ByDefinition

from benchmarks.harness import Row, alone, clock
from benchmarks.report import machine, table
from walkaway.conflict.option_form import OptionForm
from walkaway.conflict.relation import Relation
from walkaway.conflict.stability import CONCEPTS, stable

SIZES = ((6, 3), (8, 3), (10, 3), (12, 3), (12, 2), (16, 2))
LIMITS = {(12, 3): 20.0, (16, 2): 60.0}
_TWIN = 6


def section(note: Callable[[Row], None]) -> list[str]:
    """The lines of the section of ``RESULTS.md``."""
    rows = []
    for options, parties in SIZES:
        rows.append(_size(options, parties))
        note(rows[-1])
    rows += _twin()
    for row in rows[-2:]:
        note(row)
    load = f"- Load: {os.getloadavg()[0]:.1f}"
    return [*machine("python -m benchmarks aftermath", ("numpy", "pydantic")), load, "", *table(rows)]


def _size(options: int, parties: int) -> Row:
    """One size; judged by processor seconds, which other work on the machine does not lengthen as much."""
    told = alone("conflict_alone", options=options, parties=parties)
    limit, took, busy = LIMITS.get((options, parties)), told["seconds"], told["busy"]
    coalitions = "all concepts and coalitions" if told["coalitions"] else "all concepts"
    return Row(
        f"{coalitions}, {2**options:,} states, {parties} parties", took, took, 1,
        "" if limit is None else f"< {limit:.0f} s of processors, < 1 GB",
        f"{busy:.1f} s of processors, process peak {told['peak_mb']:.0f} MB",
        None if limit is None else busy < limit and told["peak_mb"] < 1024,
    )  # fmt: skip


def _twin() -> list[Row]:
    """64 states of three parties by the definitions, in sets and loops: the same verdicts first."""
    chance, names = Random(1), [f"o{place}" for place in range(_TWIN)]
    held = {f"p{who}": tuple(names[who::3]) for who in range(3)}
    rankings = [chance.sample(range(2**_TWIN), 2**_TWIN) for _ in held]
    wants = {who: Relation.ranked(order, 2**_TWIN) for who, order in zip(held, rankings, strict=True)}
    twin = ByDefinition({
        "options": [{"name": name} for name in names],
        "decisionMakers": [
            {
                "name": who, "options": [names.index(name) for name in own],
                "useManualPreferenceRanking": True, "preferenceRanking": [state + 1 for state in order],
            }
            for (who, own), order in zip(held.items(), rankings, strict=True)
        ],
    })  # fmt: skip

    def fast() -> list[list[bool]]:
        model = OptionForm(tuple(names), held).model(wants)
        return [stable(model, one, who).tolist() for one in CONCEPTS for who in range(3)]

    def slow() -> list[list[bool]]:
        return [[twin.stable(one, who, s) for s in twin.ids] for one in CONCEPTS for who in range(3)]

    assert fast() == slow()
    quick = clock("all concepts, 64 states, 3 parties", fast, runs=5)
    long = clock("… by the definitions, in sets and loops", slow, runs=1)
    told = f"same verdicts, {long.best / quick.best:,.0f} times faster"
    return [Row(quick.what, quick.best, quick.median, quick.runs, note=told), long]
