"""Run every benchmark, check the answers first, write ``RESULTS.md`` and the growth chart."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from benchmarks import aftermath, impasse, linked, paths, peers, playing, work
from benchmarks.harness import ROOT, Row, alone, clock, process, shown
from benchmarks.report import HEADINGS, machine, table, write
from walkaway.analysis.frontier.frontier import frontier
from walkaway.case import read_case
from walkaway.space import build_space
from walkaway.space.draws import draw

HERE = Path(__file__).parent
GROWTH = (10, 20, 30, 40, 50)


def frontiers() -> Iterator[Row]:
    """Two parties: 30 and 50 issues of 10 options, whole points and thousandths."""
    for issues, limit in ((30, 0.05), (50, 0.2)):
        for decimals in (False, True):
            space, values = work.ready(work.opposed(issues, 10, decimals=decimals))
            front = frontier(space, values)
            peak = alone("frontier_alone", issues=issues, options=10, decimals=decimals)
            assert peak["points"] == len(front)
            kind = "thousandths" if decimals else "whole points"
            row = clock(
                f"frontier, {issues} issues × 10 options, {kind}",
                partial(frontier, space, values),
                limit=limit,
            )
            yield _noted(
                row, f"{len(front):,} points; process peak {peak['peak_mb']:.0f} MB (target < 200 MB)"
            )


def many_parties() -> Iterator[Row]:
    """Three parties on 10^9 deals, four on 10^7."""
    for parties, issues in ((3, 9), (4, 7)):
        space, values = work.ready(work.opposed(issues, 10, parties))
        front = frontier(space, values)
        row = clock(
            f"frontier, {parties} parties, 10^{issues} deals",
            partial(frontier, space, values),
            runs=3,
            limit=1.0,
        )
        yield _noted(row, f"{len(front):,} points")


def twins() -> Iterator[Row]:
    """The frontier against every deal, on 10^6 deals; equal answers first."""
    space, values = work.ready(work.opposed(6, 10))
    assert work.same(frontier(space, values), work.all_deals(space, values))
    fast = clock("frontier, 10^6 deals", lambda: frontier(space, values))
    slow = clock("… by going through every deal", lambda: work.all_deals(space, values), runs=3)
    yield _noted(fast, f"same values and counts, {slow.best / fast.best:,.0f} times faster")
    yield slow


def acceptability() -> Iterator[Row]:
    """3,125 deals in 10,000 draws against a matrix product; a million deals in a process of its own."""
    case = work.uncertain(5, 5)
    space = build_space(case)
    draws = draw(case, space, draws=10_000, seed=1)
    assert np.array_equal(work.count_all(space, draws).passed, work.count_by_matrix(space, draws))
    fast = clock(
        "acceptability, 3,125 deals × 10,000 draws", lambda: work.count_all(space, draws), limit=0.25
    )
    slow = clock("… by one matrix product a party", lambda: work.count_by_matrix(space, draws), runs=3)
    yield _noted(fast, f"same counts, {slow.best / fast.best:.1f} times faster")
    yield slow
    yield clock("draws, 10,000 of that case", lambda: draw(case, space, draws=10_000, seed=1), runs=5)
    large = alone("acceptability_alone", issues=6, options=10, draws=10_000)
    yield Row(
        "acceptability, 10^6 deals × 10^4 draws", large["seconds"], large["seconds"], 1, "< 60 s and < 1 GB",
        f"process peak {large['peak_mb']:.0f} MB", large["seconds"] < 60 and large["peak_mb"] < 1000,
    )  # fmt: skip


def whole_processes() -> Iterator[Row]:
    """Reading, importing and the command line, as a user meets them."""
    hanoi = ROOT / "cases" / "hanoi-2019"
    yield clock("reading cases/hanoi-2019", lambda: read_case(hanoi), runs=5)
    yield clock("debrief of new-recruit, 60 groups", work.class_of_sixty(), runs=5, limit=2)
    yield clock("process: python -c pass", process("-c", "pass"), runs=5)
    yield clock("process: import walkaway", process("-c", "import walkaway"), runs=5)
    if find_spec("walkaway.cli.app") is None:
        return
    call = ("-c", "import sys; from walkaway.cli.app import main; sys.argv[0] = 'walkaway'; main()")
    target = Path(os.environ.get("TMPDIR", "/tmp")) / "walkaway-benchmark.html"
    yield clock("process: walkaway --help", process(*call, "--help"), runs=5, limit=0.3)
    yield clock(
        "process: walkaway brief hanoi-2019", process(*call, "brief", str(hanoi), "-o", str(target)), runs=2
    )


def growth() -> list[tuple[str, int, float]]:
    """Seconds against the number of issues."""
    rows = []
    for decimals in (False, True):
        for issues in GROWTH:
            space, values = work.ready(work.opposed(issues, 10, decimals=decimals))
            row = clock("", partial(frontier, space, values), runs=5)
            rows.append(("thousandths" if decimals else "whole points", issues, row.best))
    return rows


def draw_growth(rows: list[tuple[str, int, float]]) -> None:
    """Write the growth as an SVG, labelled at the lines."""
    import altair as alt

    records = [{"scores": kind, "issues": issues, "ms": seconds * 1000} for kind, issues, seconds in rows]
    base = alt.Chart(alt.InlineData(values=records)).encode(
        x=alt.X("issues:Q", title="Issues of 10 options", axis=alt.Axis(values=list(GROWTH))),
        y=alt.Y("ms:Q", title="Milliseconds, best of 5"),
        color=alt.Color("scores:N", legend=None, scale=alt.Scale(range=["#D55E00", "#0072B2"])),
    )
    labels = (
        base.transform_filter(f"datum.issues == {GROWTH[-1]}")
        .mark_text(align="right", dy=-12, dx=4, fontSize=12)
        .encode(text="scores:N")
    )
    chart = (base.mark_line(point=True) + labels).properties(
        width=520, height=260, title="Exact frontier of two parties: growth with the number of issues"
    )
    chart.configure_view(stroke=None).save(str(HERE / "frontier-growth.svg"))


def _noted(row: Row, note: str) -> Row:
    return Row(row.what, row.best, row.median, row.runs, row.target, note, row.met)


def note(row: Row) -> None:
    print(f"{shown(row.best):>10}  {row.what}  {row.note}", file=sys.stderr)


def evidence_section() -> list[str]:
    if find_spec("spacy") is None:
        return []
    from benchmarks.evidence import section

    return section(note)


def more(heading: str) -> str:
    """A section of its own under its heading; empty where it cannot be measured here."""
    sections = {
        "## Beside NegMAS": lambda: peers.section(note),
        "## Linked issues": lambda: linked.section(note),
        "## The impasse": lambda: impasse.section(note),
        "## What follows no deal": lambda: aftermath.section(note),
        "## Paths": lambda: paths.section(note),
        "## Simulation": lambda: playing.section(note),
        "## Evidence": evidence_section,
    }
    lines = sections[heading]()
    return "\n".join([heading, "", *lines]) if lines else ""


def main() -> None:
    names = ("peers", "linked", "impasse", "aftermath", "paths", "playing", "evidence")
    words = dict(zip(names, HEADINGS, strict=True))
    wanted = sys.argv[1:]
    if not set(wanted) <= {*words, "engine"}:
        sys.exit(f"usage: python -m benchmarks [engine] {' '.join(f'[{name}]' for name in names)}")
    # What is measured in processes of its own comes first: a child's peak memory is at least its parent's.
    changed = {"": engine()} if not wanted or "engine" in wanted else {}
    for word, heading in reversed(words.items()):
        if not wanted or word in wanted:
            changed[heading] = more(heading)
    write(changed)


def engine() -> str:
    """The first part of the file: the engine on its own."""
    rows: list[Row] = []
    groups: list[Callable[[], Iterator[Row]]] = [
        frontiers,
        many_parties,
        twins,
        acceptability,
        whole_processes,
    ]
    for group in groups:
        for row in group():
            rows.append(row)
            note(row)
    grown = growth()
    draw_growth(grown)
    text = [
        "# Benchmarks",
        "",
        "Written by `python -m benchmarks`, not by hand. Answers are compared before anything is timed.",
        "",
        *machine(),
        "",
        *table(rows),
        "",
        "![Growth of the frontier's time with the number of issues](frontier-growth.svg)",
        "",
        "| issues of 10 options | whole points | thousandths |",
        "|---:|---:|---:|",
    ]
    times = {(kind, issues): seconds for kind, issues, seconds in grown}
    for issues in GROWTH:
        kinds = (times[kind, issues] for kind in ("whole points", "thousandths"))
        text.append(f"| {issues} | {' | '.join(map(shown, kinds))} |")
    return "\n".join(text)


if __name__ == "__main__":
    main()
