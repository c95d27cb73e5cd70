"""``walkaway tournament`` in the terminal: ranks, who did what against whom, how good the deals were."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import listed
from ...numbers import estimate, estimates, percent
from ...numbers import number as rounded
from ...playing.step_classes import STEPS
from ...playing.tournament.session_columns import LEDGER
from ...playing.tournament.standings import Conduct, Distances, Ranked, Standings
from ...printing import Grid, Line, Part, heading
from ..language.phrases import capital, count
from ..language.solution_names import SOLUTIONS
from ..language.tournament_words import (
    deals_reached,
    first_words,
    refused_words,
    reply_lines,
    settled_words,
)

_NAMED, _PLACES = 8, 3
"""Most strategies of which a table shows who got what against whom, and decimal places."""


def tournament_tables(found: Standings) -> Iterator[Part]:
    """A tournament, for people."""
    yield f"{count(found.sessions, 'session')} of {count(found.lineups, 'line-up')}."
    yield Line("A result of 0 is walking away, 1 the best that the party could get.")
    yield ""
    yield Grid(
        ("rank", "strategy", "result", "95 %", "deals", "from frontier", "against itself"),
        tuple(
            (_rank(one), one.strategy, _number(one.result), _interval(one), percent(one.agreed),
             _number(one.frontier), _number(one.against_itself))
            for one in found.places
        ),
        left=2,
    )  # fmt: skip
    if deals_reached(found):
        yield from _against(found)
        yield from heading("Best replies")
        for text in reply_lines(found):
            yield Line(text)
        yield Line(f"{settled_words(found)}.")
    else:
        yield ""
        yield Line(f"{first_words(found)}.")
    yield from _conduct(found)
    yield from heading("How good the deals were")
    for case in found.cases:
        yield from _case(case)
    yield ""
    yield Line(f"{capital(found.method.note)}.", "dim")


def _against(found: Standings) -> Iterator[Part]:
    """Who got what against whom; of many strategies, where to find it."""
    names = [one.strategy for one in found.places]
    result = {(one.strategy, one.against): one.result for one in found.meetings}
    if len(names) <= _NAMED:
        yield from heading("Result of each strategy (rows) against each other (columns)")
        yield Grid(
            ("", *names),
            tuple((one, *(_number(result[one, other]) for other in names)) for one in names),
        )
        return
    yield ""
    yield Line(
        f"Who got what against whom, {len(names)} times {len(names)} results, stands on the page (--page) "
        "and in --json."
    )


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
        "How much of the result is given up, taken back, and given to the others in a session; and how well "
        "each is known at the end from its offers alone: rank correlation of a model's guesses with its "
        "values."
    )
    models = list(found.places[0].conduct.known)
    yield Grid(
        ("", "given up", "taken back", "given", *models),
        tuple(
            (one.strategy, *(_number(getattr(one.conduct, name)) for name in LEDGER),
             *(_number(one.conduct.known[name]) for name in models))
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
    parts = [count(case.deals, "different deal") if case.deals else "no deal", far, refused_words(case)]
    yield Line(f"{case.case}: {'; '.join(filter(None, parts))}")
    near: dict[str, list[str]] = {}
    for name, away in case.solutions.items():
        near.setdefault(estimate(away), []).append(SOLUTIONS[name].name)
    if near:
        told = "; ".join(f"{away} from {listed(names)}" for away, names in near.items())
        yield Line(f"On average {told}.")


def _number(number: float | None) -> str:
    """A number of 0 to 1, with as many places as the others of its column."""
    return "–" if number is None else rounded(number, places=_PLACES)


def _interval(one: Ranked) -> str:
    return " – ".join(estimates([one.low, one.high])) if one.error else "–"


def _rank(one: Ranked) -> str:
    """A rank, or the ranks that it may have."""
    return str(one.best_rank) if one.best_rank == one.worst_rank else f"{one.best_rank}–{one.worst_rank}"
