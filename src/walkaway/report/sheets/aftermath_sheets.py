"""What follows no deal, as sheets: states, for whom they hold, why, the ways there, and coalitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...case import Case
from ...conflict.what_follows import AfterMove, Verdict, WhatFollows
from ...spreadsheet import Cell, Table, sheets_named
from .cells import listed_titles


@sheets_named("States", "Stable for", "Why", "Ways", "Coalitions")
def aftermath_sheets(case: Case, found: WhatFollows) -> Iterator[Table]:
    """Every state with its options and concepts, every verdict that is told, and every way."""
    assert case.aftermath is not None
    options = case.aftermath.options
    concepts, names = [*found.equilibria], [*options]
    reached = {name: set(ways.states) for name, ways in found.evolution.items()}
    yield (
        ["state", *(options[name].title for name in names), *concepts, *reached],
        (
            [
                state.id, *(state.options[name] for name in names),
                *(_mark(state.id, found.equilibria[one]) for one in concepts),
                *(_mark(state.id, states) for states in reached.values()),
            ]
            for state in found.states
        ),
    )  # fmt: skip
    parties = found.decision_makers
    yield (
        ["concept", "state", *map(case.label, parties)],
        (
            [concept, state.id, *(_mark(state.id, found.stable[concept][who]) for who in parties)]
            for concept in concepts
            for state in found.states
        ),
    )
    yield (
        ["concept", "party", "state", "stable", "improvement", "answer", "ends at"],
        (row for verdict in found.witnesses for row in _why(case, verdict)),
    )
    yield (
        ["moves", "to state", "steps", "way"],
        (
            [name, state, len(way), _moves(case, way)]
            for name, ways in found.evolution.items()
            for state, way in ways.ways.items()
        ),
    )
    yield (
        ["members", "state", *(found.coalitions[0].stable if found.coalitions else ())],
        (
            [
                listed_titles(case, group.members), state.id,
                *(_mark(state.id, held) for held in group.stable.values()),
            ]
            for group in found.coalitions
            for state in found.states
        ),
    )  # fmt: skip


def _mark(state: int, states: Sequence[int] | set[int]) -> Cell:
    return "yes" if state in states else None


def _moves(case: Case, way: Sequence[AfterMove]) -> str:
    return ", ".join(f"{listed_titles(case, move.by)} to {move.to}" for move in way)


def _why(case: Case, verdict: Verdict) -> Iterator[list[Cell]]:
    """A row for each improvement and what answers it; one row where there is none."""
    head: list[Cell] = [verdict.concept, listed_titles(case, verdict.who), verdict.state]
    if not verdict.stable:
        yield [*head, None, _moves(case, verdict.improvement), None, None]
    elif not verdict.answers:
        yield [*head, "yes", None, None, None]
    for one in verdict.answers:
        improvement, answer, end = one["improvement"], one["answer"], one["end"]
        assert isinstance(improvement, tuple)
        assert isinstance(answer, tuple)
        assert isinstance(end, int)
        yield [*head, "yes", _moves(case, improvement), _moves(case, answer), end]
