"""Deals as sheets: the frontier, the deals that are most likely, the solutions."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.answers import Answers
from ...case import Case
from ...spreadsheet import Table, sheets_named
from ..language.solution_names import SOLUTIONS
from ..screens.tell_apart import tell_apart
from .cells import issue_heads, labels, numbers_of, of_each, terms_of


@sheets_named("Frontier", "Likely deals", "Solutions")
def deals_sheets(case: Case, answers: Answers) -> Iterator[Table]:
    """Every efficient value with a deal, the likely deals with what each gains, the solutions."""
    who, everyone = labels(case, answers.frontier.parties), answers.space.who
    issues = issue_heads(case)
    frontier = (
        [*numbers_of(point.value), point.count, *terms_of(case, point.deal)] for point in answers.frontier
    )
    yield [*who, "deals", *issues], frontier

    ends = {" at 5 %": "low", "": "mean", " at 95 %": "high"}
    accepts = labels(case, everyone, ": accepts")
    margins = [head for name in everyone for end in ends for head in labels(case, [name], f": gain{end}")]
    likely = (
        [
            one.verdict, tell_apart(answers, place), *numbers_of([one.acceptability, one.error]),
            *of_each(everyone, one.accepts),
            *numbers_of(getattr(one.margins[name], end) for name in everyone for end in ends.values()),
            *terms_of(case, one.deal),
        ]
        for place, one in enumerate(answers.likely.deals)
    )  # fmt: skip
    yield (
        ["verdict", "what makes it different", "acceptability", "error", *accepts, *margins, *issues],
        likely,
    )

    solutions = (
        [SOLUTIONS[name].name, *numbers_of(one.value), one.count, *terms_of(case, one.deal)]
        for name, one in answers.solutions.by_name.items()
        if one is not None
    )
    yield ["solution", *who, "deals", *issues], solutions
