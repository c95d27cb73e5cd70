"""Against NegMAS, in an environment of its own: the same problem, answers compared, then the times.

Where ``WALKAWAY_NEGMAS`` names a Python that has NegMAS the comparison is made, else it is left out; see
``scripts/peers``.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import work
from benchmarks.harness import ROOT, Row, clock, shown
from walkaway.analysis.frontier.frontier import Frontier, frontier
from walkaway.analysis.solutions.variants import variants
from walkaway.case import Case

SIZES = ((4, 4), (4, 8), (5, 8), (6, 8))
BEYOND = ((10, 10), (18, 10))
PEER = Path(__file__).with_name("peer_negmas.py")


def negmas() -> str:
    """The Python that has NegMAS; empty where there is none."""
    here = os.environ.get("WALKAWAY_NEGMAS", "")
    return here if here and Path(here).exists() else ""


def ask(
    question: str, tables: list[list[list[int]]], walk_away: list[int], scale: int, **more: Any
) -> dict[str, Any]:
    """One question to the peer, in a fresh process."""
    problem = {"question": question, "tables": tables, "walk_away": walk_away, "scale": scale, **more}
    done = subprocess.run(
        [negmas(), str(PEER)], input=json.dumps(problem), capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def tables_of(case: Case) -> list[list[list[int]]]:
    """Whole points of every party, issue and option."""
    return [
        [
            [int(case.preferences[who].scores[issue].points[option].central) for option in record.options]
            for issue, record in case.issues.items()
        ]
        for who in case.parties
    ]


def points_of(front: Frontier, scale: int = 1) -> list[tuple[int, ...]]:
    """The values of a frontier on the scale that the peer was given, exactly."""
    factors = [unit * scale for unit in front.values.units]
    rows = {tuple(int(x) * factor for x, factor in zip(row, factors, strict=False)) for row in front.integers}
    assert all(value.denominator == 1 for row in rows for value in row)
    return sorted(tuple(map(int, row)) for row in rows)


@dataclass(frozen=True)
class Measured:
    """One size, both programs; the peer is None where it cannot start."""

    deals: int
    ours: Row
    theirs: dict[str, Any] | None
    points: int


def measure() -> list[Measured]:
    """Additive frontiers of two parties, in growing sizes; the answers are compared before anything is timed."""
    found = []
    for issues, options in (*SIZES, *BEYOND):
        case = work.opposed(issues, options)
        space, values = work.ready(case)
        front, theirs = frontier(space, values), None
        if (issues, options) in SIZES:
            # A power of two keeps the peer's floats exact: with other scales it counts rounding as improvement.
            theirs = ask("frontier", tables_of(case), [0, 0], 1024)
            assert points_of(front) == [tuple(point) for point in theirs["points"]], "the answers differ"
        deals = prod(map(len, space.options))
        ours = clock(
            f"frontier, {deals:,} deals"
            if deals < 10**7
            else f"frontier, 10^{round(math.log10(deals))} deals",
            partial(frontier, space, values),
        )
        found.append(Measured(deals, ours, theirs, len(front)))
    return found


def frontiers(found: Sequence[Measured]) -> Iterator[Row]:
    """Additive frontiers beside the peer's."""
    for item in found:
        ours, note, target, met = item.ours, "NegMAS lists all deals: it cannot start", "", None
        if item.theirs is not None:
            ratio = item.theirs["seconds"] / ours.best
            note = (
                f"same {item.points:,} values; NegMAS {shown(item.theirs['seconds'])}, "
                f"{item.theirs['peak_mb']:.0f} MB: {ratio:,.0f} times slower"
            )
            if item.deals == prod([SIZES[-1][1]] * SIZES[-1][0]):
                target, met = "1,000 times faster", ratio >= 1000
        yield Row(ours.what, ours.best, ours.median, ours.runs, target, note, met)


def draw_growth(found: Sequence[Measured]) -> None:
    """Write the growth beside the peer's as an SVG, labelled at the lines."""
    import altair as alt

    records = [{"program": "Walkaway", "deals": m.deals, "ms": m.ours.best * 1000} for m in found]
    records += [
        {"program": "NegMAS 0.16.0", "deals": m.deals, "ms": m.theirs["seconds"] * 1000}
        for m in found if m.theirs is not None
    ]  # fmt: skip
    base = alt.Chart(alt.InlineData(values=records)).encode(
        x=alt.X("deals:Q", title="Deals", scale=alt.Scale(type="log"), axis=alt.Axis(format=".0e")),
        y=alt.Y("ms:Q", title="Milliseconds, best of several", scale=alt.Scale(type="log")),
        color=alt.Color("program:N", legend=None, scale=alt.Scale(range=["#D55E00", "#0072B2"])),
    )
    last = base.transform_window(
        rank="row_number()", groupby=["program"], sort=[{"field": "deals", "order": "descending"}]
    )
    labels = (
        last.transform_filter("datum.rank == 1")
        .mark_text(align="left", dx=8, fontSize=12)
        .encode(text="program:N")
    )
    chart = (base.mark_line(point=True) + labels).properties(
        width=520, height=260, title="Exact frontier of two parties: growth with the number of deals"
    )
    chart.configure_view(stroke=None).save(str(Path(__file__).with_name("peers-growth.svg")))


def anl() -> list[Path]:
    """The stored domains of the Automated Negotiation League, where they are here."""
    home = Path(os.environ.get("WALKAWAY_ORACLES") or ROOT.parent / "shared" / "oracles")
    return sorted((home / "geniusweb-anl").glob("domain*"))


def scenarios() -> Iterator[Row]:
    """Full scenario statistics on twelve stored domains: front, Nash, Kalai, welfare, opposition."""
    ours_total = theirs_total = 0.0
    sizes = []
    for folder in anl():
        space, values, tables, walk_away, scale = _integers(folder)
        theirs = ask("statistics", tables, walk_away, scale)

        def all_of_it(space: Any = space, values: Any = values) -> Any:
            front = frontier(space, values)
            return front, variants(front)

        front, _ = all_of_it()
        assert points_of(front, scale) == [tuple(point) for point in theirs["points"]], folder.name
        row = clock("", all_of_it, runs=3)
        ours_total += row.best
        theirs_total += theirs["seconds"]
        sizes.append(prod(map(len, space.options)))
    if sizes:
        ratio = theirs_total / ours_total
        what = f"scenario statistics, {len(sizes)} ANL domains"
        yield Row(what, ours_total, ours_total, 3, "100 times faster",
                  f"{min(sizes):,}–{max(sizes):,} deals; same frontiers; NegMAS {shown(theirs_total)}: "
                  f"{ratio:,.0f} times slower", ratio >= 100)  # fmt: skip


def _integers(folder: Path) -> tuple[Any, Any, list[list[list[int]]], list[int], int]:
    """A stored domain with both parties on one integer scale: both programs are given the same numbers."""
    import walkaway

    loaded = walkaway.load(folder)
    space, values = work.ready(loaded.case)
    scale = max(unit.denominator // unit.numerator for unit in values.units)
    assert all(unit.numerator == 1 and scale % unit.denominator == 0 for unit in values.units)
    factors = [scale // unit.denominator for unit in values.units]
    tables = [
        [
            (values.coefficients[first : first + len(options), who] * factor).tolist()
            for first, options in zip(space.first, space.options, strict=True)
        ]
        for who, factor in enumerate(factors)
    ]
    away = [int(x) * factor for x, factor in zip(np.asarray(values.walk_away), factors, strict=True)]
    return space, values, tables, away, scale


def section(note: Callable[[Row], None]) -> list[str]:
    """The lines of the section of ``RESULTS.md``; empty where NegMAS is not at hand."""
    from benchmarks.report import machine, table

    if not negmas():
        return []
    found = measure()
    draw_growth(found)
    rows = [*frontiers(found), *scenarios()]
    for row in rows:
        note(row)
    return [
        *machine("WALKAWAY_NEGMAS=build/peers/bin/python python -m benchmarks peers"), "- Peer: NegMAS 0.16.0", "",
        *table(rows), "",
        "![Growth of the frontier's time with the number of deals, beside NegMAS](peers-growth.svg)",
    ]  # fmt: skip
