"""``walkaway tournament`` in the terminal: ranks, who did what against whom, how good the deals were."""

from __future__ import annotations

from collections.abc import Iterator

from ...numbers import estimate, percent
from ...playing.tournament.standings import Ranked, Standings
from ...printing import Grid, Line, Part, heading
from ..language.phrases import count

__all__ = ["tournament_tables"]


def tournament_tables(found: Standings) -> Iterator[Part]:
    """A tournament, for people."""
    yield f"{count(found.sessions, 'session')} of {count(found.units, 'line-up')}."
    yield Line("A score of 0 is walking away, 1 the best that the party could get.")
    yield ""
    yield Grid(
        ("rank", "strategy", "score", "error", "deals", "against itself"),
        tuple(
            (_rank(one), one.strategy, estimate(one.score), estimate(one.error) if one.error else "–",
             percent(one.agreed), estimate(one.against_itself))
            for one in found.places
        ),
        left=2,
    )  # fmt: skip
    yield from heading("Score of each strategy (rows) against each other (columns)")
    names = [one.strategy for one in found.places]
    score = {(one.strategy, one.against): one.score for one in found.meetings}
    yield Grid(
        ("", *names),
        tuple((one, *(estimate(score[one, other]) for other in names)) for one in names),
    )
    yield from heading("Best replies")
    for other in names:
        yield Line(f"to {other}: {', '.join(found.best_replies[other])}")
    pairs = "; ".join(f"{one} and {other}" for one, other in found.settled)
    yield Line(f"Best replies to each other: {pairs or 'no two'}.")
    yield from heading("How good the deals were")
    for case in found.cases:
        far = "its frontier is out of reach" if case.frontier is None and case.deals else ""
        if case.frontier is not None:
            far = f"{case.on_frontier} on the frontier, on average {estimate(case.frontier)} from it"
        yield Line(f"{case.case}: {count(case.deals, 'different deal')}{'; ' if far else ''}{far}")
    yield ""
    yield Line(f"{found.method.note[:1].upper()}{found.method.note[1:]}.", "dim")


def _rank(one: Ranked) -> str:
    """A rank, or the ranks that it may have."""
    return str(one.best_rank) if one.best_rank == one.worst_rank else f"{one.best_rank}–{one.worst_rank}"
