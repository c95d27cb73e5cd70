"""What is answered over real ranges with two parties: frontier, solutions and lotteries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .._version import __version__
from ..case import Agreement, Case
from ..case.accounts import case_head
from ..space import Space, build_space, central_values
from .answers import lotteries_data, solution_data
from .frontier.frontier import frontier
from .frontier.points import Frontier
from .result import Result, plain
from .solutions.solution import Solutions
from .solutions.solutions import solutions

__all__ = ["RealAnswers", "real_answers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RealAnswers(Result):
    """Frontier and solutions of a case with real ranges.

    Attributes
    ----------
    case : Case
    space : Space
    frontier : Frontier
    solutions : Solutions
    """

    case: Case = field(repr=False)
    space: Space = field(repr=False)
    frontier: Frontier
    solutions: Solutions

    def deals_dict(self) -> dict[str, Any]:
        """The object that ``walkaway deals --json`` prints, with ``segments``.

        Null are ``size``, ``zone``, ``variants`` and ``adjusted_winner``, which need deals one can list.
        """
        space, front = self.space, self.frontier
        real = {space.issues[part.issue]: part for part in space.ranges}
        issues: dict[str, Any] = {
            name: plain([real[name].points[0], real[name].points[-1]]) if name in real else list(options)
            for name, options in zip(space.issues, space.options, strict=True)
        }
        away = zip(front.values.walk_away.tolist(), front.values.units, strict=True)
        return {
            "case": case_head(self.case),
            "parties": list(space.who[: space.parties]),
            "ratifiers": list(space.who[space.parties :]),
            "agreement": str(space.rule),
            "space": {"issues": issues, "ranges": list(real), "size": None},
            "walk_away": [plain(d * unit) for d, unit in away][: space.parties],
            "frontier": plain(front.points),
            "segments": plain(front.segments),
            "solutions": {name: solution_data(found) for name, found in self.solutions.by_name.items()},
            "lotteries": lotteries_data(front),
            "variants": None,
            "zone": None,
            "adjusted_winner": None,
            "method": {
                "frontier": front.method.name,
                "exact": front.method.exact,
                "complete": front.complete,
                "realisation": front.method.realisation,
                "note": front.method.note,
                "solutions": self.solutions.method.note,
            },
            "version": __version__,
        }

    def to_dict(self) -> dict[str, Any]:
        """All answers as plain data."""
        return self.deals_dict()


def real_answers(case: Case, *, rule: Agreement | None = None) -> RealAnswers:
    """Answer what can be answered without a list of deals.

    Parameters
    ----------
    case : Case
        With two parties.
    rule : Agreement, optional
        Agreement rule in place of the case's own.

    Returns
    -------
    RealAnswers

    Raises
    ------
    UsageError, BudgetError
        As :func:`walkaway.analysis.frontier.realfront.real_front`.
    """
    space = build_space(case, rule=rule)
    front = frontier(space, central_values(case, space))
    return RealAnswers(case=case, space=space, frontier=front, solutions=solutions(front))
