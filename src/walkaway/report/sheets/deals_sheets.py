"""Deals as sheets: the frontier, the deals that are most likely, the solutions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...analysis.answers import Answers
from ...analysis.result import plain
from ...case import Case
from ...spreadsheet import Cell, Sheet, sheet_of
from ..language.solution_names import SOLUTIONS

__all__ = ["deals_sheets"]


def deals_sheets(case: Case, answers: Answers) -> list[Sheet]:
    """Every efficient value with a deal, the likely deals with what each gains, the solutions."""
    who = [case.label(one) for one in answers.frontier.parties]
    everyone = [(one, case.label(one)) for one in answers.space.who]
    issues = [case.issue_label(issue) for issue in case.issues]
    frontier = [
        [*_numbers(point.value), point.count, *_terms(case, point.deal)] for point in answers.frontier
    ]
    likely = [
        [
            one.rank, one.verdict, *_numbers([one.acceptability, one.error]),
            *_numbers(one.accepts[name] for name, _ in everyone),
            *_numbers(part for name, _ in everyone
                      for part in (one.margins[name].low, one.margins[name].mean, one.margins[name].high)),
            *_terms(case, one.deal),
        ]
        for one in answers.likely.deals
    ]  # fmt: skip
    solutions = [
        [SOLUTIONS[name].name, *_numbers(one.value), one.count, *_terms(case, one.deal)]
        for name, one in answers.solutions.by_name.items()
        if one is not None
    ]
    margins = [f"{label}: gain{part}" for _, label in everyone for part in (" at 5 %", "", " at 95 %")]
    accepts = [f"{label}: accepts" for _, label in everyone]
    return [
        sheet_of("Frontier", [*who, "deals", *issues], frontier),
        sheet_of(
            "Likely deals",
            ["rank", "verdict", "acceptability", "error", *accepts, *margins, *issues],
            likely,
        ),
        sheet_of("Solutions", ["solution", *who, "deals", *issues], solutions),
    ]


def _numbers(values: Iterable[float]) -> list[Cell]:
    """Numbers as ``--json`` has them."""
    return [plain(value) for value in values]


def _terms(case: Case, deal: Mapping[str, str]) -> list[Cell]:
    """The titles of a deal's options, in the order of the issues."""
    return [case.option_label(issue, deal[issue]) for issue in case.issues]
