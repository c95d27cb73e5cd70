"""``walkaway tournament`` in the terminal: ranks, who did what against whom, how good the deals were."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import listed
from ...numbers import estimate, estimates, percent
from ...playing.steps import STEPS
from ...playing.tournament.standings import Conduct, Distances, Ranked, Standings
from ...printing import Grid, Line, Part, heading
from ..language.phrases import capital, count
from ..language.solution_names import SOLUTIONS

__all__ = ["tournament_tables"]


def tournament_tables(found: Standings) -> Iterator[Part]:
    """A tournament, for people."""
    yield f"{count(found.sessions, 'session')} of {count(found.units, 'line-up')}."
    yield Line("A score of 0 is walking away, 1 the best that the party could get.")
    yield ""
    yield Grid(
        ("rank", "strategy", "score", "95 %", "deals", "from frontier", "against itself"),
        tuple(
            (_rank(one), one.strategy, estimate(one.score), _interval(one), percent(one.agreed),
             _number(one.frontier), estimate(one.against_itself))
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
    yield from _conduct(found)
    yield from heading("How good the deals were")
    for case in found.cases:
        yield from _case(case)
    yield ""
    yield Line(f"{capital(found.method.note)}.", "dim")


def _conduct(found: Standings) -> Iterator[Part]:
    """What each did at the table: its steps, its concessions, what it gave away of itself."""
    yield from heading("At the table")
    yield Line(
        "From one offer to the next, share of steps by what they did to one's own worth and the others'."
    )
    yield Grid(
        ("", *STEPS),
        tuple((one.strategy, *_steps(one.conduct)) for one in found.places),
    )
    yield ""
    yield Line(
        "Score given up, taken back, and given to the others, in a session; and how well it is known at the "
        "end from its offers alone: rank correlation of a model's guesses with its values."
    )
    models = list(found.places[0].conduct.known)
    yield Grid(
        ("", "given up", "taken back", "given", *models),
        tuple(
            (one.strategy, _number(one.conduct.conceded), _number(one.conduct.regained),
             _number(one.conduct.given), *(_number(one.conduct.known[name]) for name in models))
            for one in found.places
        ),
    )  # fmt: skip


def _steps(conduct: Conduct) -> Iterator[str]:
    for name in STEPS:
        yield percent(conduct.steps[name]) if conduct.steps else "–"


def _case(case: Distances) -> Iterator[Part]:
    far = "its frontier is out of reach" if case.frontier is None and case.deals else ""
    if case.frontier is not None:
        far = f"{case.on_frontier} on the frontier, on average {estimate(case.frontier)} from it"
    yield Line(f"{case.case}: {count(case.deals, 'different deal')}{'; ' if far else ''}{far}")
    near: dict[str, list[str]] = {}
    for name, away in case.solutions.items():
        near.setdefault(estimate(away), []).append(SOLUTIONS[name].name)
    if near:
        told = "; ".join(f"{away} from {listed(names)}" for away, names in near.items())
        yield Line(f"On average {told}.")


def _number(number: float | None) -> str:
    return "–" if number is None else estimate(number)


def _interval(one: Ranked) -> str:
    return " – ".join(estimates([one.low, one.high])) if one.error else "–"


def _rank(one: Ranked) -> str:
    """A rank, or the ranks that it may have."""
    return str(one.best_rank) if one.best_rank == one.worst_rank else f"{one.best_rank}–{one.worst_rank}"
