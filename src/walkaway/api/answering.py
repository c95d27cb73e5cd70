"""Which deals there are: frontier, solutions, zone, likely deals, and the brief of it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .loading import Loaded, case_of

if TYPE_CHECKING:
    from ..analysis.answers import Answers
    from ..analysis.fronts.frontier import Frontier
    from ..analysis.realanswers import RealAnswers
    from ..analysis.rules.adjusted_winner import AdjustedWinner
    from ..analysis.rules.lotteries import Lotteries
    from ..analysis.rules.solutions import Solutions
    from ..analysis.zones.conditions import Conditions
    from ..analysis.zones.likely import Likely
    from ..analysis.zones.zone import Zone
    from ..brief import Brief, DraftBrief

__all__ = [
    "analyse", "brief", "conditions", "deals", "divide", "frontier", "likely", "lotteries", "solutions",
    "zone",
]  # fmt: skip


def analyse(loaded: Loaded, **options: Any) -> Answers:
    """All answers at once; options as in :func:`walkaway.analysis.answers.analyse`."""
    from ..analysis.answers import analyse as run

    return run(case_of(loaded), **options)


def deals(loaded: Loaded, **options: Any) -> Answers | RealAnswers:
    """What ``walkaway deals`` shows: all answers, or over real ranges frontier and solutions alone."""
    if not any(issue.real for issue in case_of(loaded).issues.values()):
        return analyse(loaded, **options)
    from ..analysis.realanswers import real_answers

    return real_answers(case_of(loaded), rule=options.get("rule"))


def frontier(loaded: Loaded) -> Frontier:
    """The exact Pareto frontier of the parties' values, in the central realisation.

    Examples
    --------
    >>> import walkaway
    >>> len(walkaway.frontier(walkaway.load("new-recruit")))
    45
    """
    from ..analysis.fronts.frontier import frontier as run
    from ..space import build_space, central_values

    space = build_space(case_of(loaded))
    return run(space, central_values(case_of(loaded), space))


def solutions(loaded: Loaded) -> Solutions:
    """Nash, Kalai–Smorodinsky, egalitarian, utilitarian and Raiffa, each with witness and certificate.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.solutions(walkaway.load("thompson-employment"))["nash"].value
    (77.0, 77.0)

    They need the efficient values at or above the walk-aways only; BudgetError if even those are too many.
    """
    from ..analysis.fronts.frontier import frontier_within
    from ..analysis.rules.solutions import solutions as run
    from ..errors import BudgetError
    from ..space import build_space, central_values

    space = build_space(case_of(loaded))
    front = frontier_within(space, central_values(case_of(loaded), space))
    if front.limit and not front.method.exact:
        raise BudgetError(front.limit)
    return run(front)


def lotteries(loaded: Loaded) -> Lotteries:
    """The solutions over lotteries: deals drawn by chance, valued by their mean.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.lotteries(walkaway.load("new-recruit"))["nash"]
    >>> found.value, found.exact
    ((7400.0, 7400.0), True)
    """
    from ..analysis.rules.lotteries import lotteries as run

    return run(frontier(loaded))


def zone(loaded: Loaded, **options: Any) -> Zone:
    """The zone of possible agreement: verdict, probability and error, with and without ratifiers.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.zone(walkaway.load("harbour")).size
    55
    """
    return analyse(loaded, **options).zone


def likely(loaded: Loaded, **options: Any) -> Likely:
    """The deals most likely to be signed."""
    return analyse(loaded, **options).likely


def conditions(loaded: Loaded, **options: Any) -> tuple[Conditions, ...]:
    """What would have to be true for each of the likely deals."""
    return analyse(loaded, **options).conditions


def divide(loaded: Loaded) -> AdjustedWinner:
    """Adjusted Winner: divide the issues between two parties.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.divide(walkaway.load("panama-1977")).total
    (66.0, 66.0)
    """
    from ..analysis.rules.adjusted_winner import adjusted_winner
    from ..space import build_space, central_values

    case = case_of(loaded)
    space = build_space(case)
    return adjusted_winner(case, space, central_values(case, space))


def brief(loaded: Loaded, **options: Any) -> Brief | DraftBrief:
    """The brief: one self-contained page and a terminal summary from the same answers.

    Of a case in which judgements are still to be made: what is known, and what is missing.
    """
    from ..brief import draft_brief, make_brief

    return draft_brief(loaded) or make_brief(loaded, **options)
