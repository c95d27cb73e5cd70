"""What was asked, read and checked; and the questions that are a part of all answers at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ..case import Agreement, Case, CaseFile
from ..errors import BudgetError
from ..space import DEAL_BUDGET, Space, Values, build_space, central_values
from .result import Several

if TYPE_CHECKING:
    from .answers import Answers
    from .frontier.frontier import Frontier
    from .solutions.adjusted_winner import AdjustedWinner
    from .solutions.lotteries import Lotteries
    from .solutions.solutions import Solutions
    from .solutions.variants import Variants
    from .zone.conditions import Conditions
    from .zone.likely import Likely
    from .zone.zone import Zone


@dataclass(frozen=True, eq=False)
class Asked:
    """A case and what every question takes."""

    case: Case  # under the accounts chosen, with a list of numbers for every real range
    draws: int
    seed: int
    rule: Agreement | None = None  # None for the case's own
    progress: Callable[[str, float], None] | None = None
    file: CaseFile | None = None  # where the case came from, if it came from a file
    given: Answers | None = None  # already computed under the same options, if they were given

    @cached_property
    def answers(self) -> Answers:
        """The answers that were given, or new ones."""
        return self.given or self.within(DEAL_BUDGET)

    @cached_property
    def central(self) -> tuple[Space, Values]:
        """The space and its central values."""
        space = build_space(self.case, rule=self.rule)
        return space, central_values(self.case, space)

    def within(self, budget: int) -> Answers:
        """New answers, with at most so many deals listed one by one."""
        from .answers import analyse  # what one question alone needs none of

        return analyse(
            self.case, draws=self.draws, seed=self.seed, rule=self.rule, budget=budget, progress=self.progress
        )


def all_answers(asked: Asked, *, budget: int | None) -> Answers:
    """All answers at once, to be read one by one or given to the other functions in place of the case.

    Parameters
    ----------
    budget : int, optional
        Most deals to list one by one.

    Returns
    -------
    Answers

    Raises
    ------
    BudgetError
        If one cluster of linked issues is too large to go through.

    Examples
    --------
    >>> import walkaway
    >>> answers = walkaway.analyse("harbour", rule="all")
    >>> walkaway.zone(answers).size, walkaway.bridge(answers).needed
    (12, False)
    """
    return asked.answers if asked.given or not budget else asked.within(budget)


def deals(asked: Asked) -> Answers:
    """What ``walkaway deals`` shows: frontier, solutions, zone, likely deals and their conditions.

    Returns
    -------
    Answers
        ``to_dict()`` is what ``walkaway deals --json`` prints below its head.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.deals("harbour", rule=6)
    >>> found.zone.size, found.to_dict()["agreement"]
    (12, '6, with vetoes for sportco, tourism')
    """
    return asked.answers


def zone(asked: Asked) -> Zone:
    """The zone of possible agreement: verdict, probability and error, with and without ratifiers.

    Returns
    -------
    Zone

    Examples
    --------
    >>> import walkaway
    >>> walkaway.zone("harbour").size, walkaway.zone("harbour", rule="all").size
    (55, 12)
    """
    return asked.answers.zone


def likely(asked: Asked) -> Likely:
    """The deals most likely to be signed that differ, the fairest first.

    None of them is bettered by another that is as likely; there may be fewer than five.

    Returns
    -------
    Likely

    Examples
    --------
    >>> import walkaway
    >>> walkaway.likely("harbour").deals[0].deal["loan"]
    '2bn'
    """
    return asked.answers.likely


def conditions(asked: Asked) -> tuple[Conditions, ...]:
    """What would have to be true for each of the likely deals.

    Returns
    -------
    tuple of Conditions
        In the order of :func:`likely`.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.conditions("harbour")[0].deal == walkaway.likely("harbour").deals[0].deal
    True
    """
    return Several(asked.answers.conditions)


def frontier(asked: Asked) -> Frontier:
    """The exact Pareto frontier of the parties' values, in the central realisation.

    Returns
    -------
    Frontier

    Examples
    --------
    >>> import walkaway
    >>> len(walkaway.frontier("new-recruit"))
    45
    """
    from .frontier.frontier import frontier as run

    return asked.given.frontier if asked.given else run(*asked.central)


def solutions(asked: Asked) -> Solutions:
    """Nash, Kalai–Smorodinsky, egalitarian, utilitarian and Raiffa, each with witness and certificate.

    They need the efficient values at or above the walk-aways only.

    Returns
    -------
    Solutions

    Raises
    ------
    BudgetError
        If even those are too many.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.solutions("thompson-employment")["nash"].value
    (77.0, 77.0)
    """
    from .frontier.frontier import frontier_within
    from .solutions.solutions import solutions as run

    if asked.given:
        return run(asked.given.frontier)
    front = frontier_within(*asked.central)
    if not front.known_above:
        raise BudgetError(front.limit)
    return run(front)


def lotteries(asked: Asked) -> Lotteries:
    """The solutions over lotteries: deals drawn by chance, valued by their mean.

    Returns
    -------
    Lotteries

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.lotteries("new-recruit")["nash"]
    >>> found.value, found.exact
    ((7400.0, 7400.0), True)
    """
    from .solutions.lotteries import lotteries as run

    return run(frontier(asked))


def divide(asked: Asked) -> AdjustedWinner:
    """Adjusted Winner: divide the issues between two parties.

    Returns
    -------
    AdjustedWinner

    Examples
    --------
    >>> import walkaway
    >>> walkaway.divide("panama-1977").total
    (66.0, 66.0)
    """
    from .solutions.adjusted_winner import adjusted_winner

    return adjusted_winner(asked.case, *asked.central)


def variants(asked: Asked, *, top: list[Fraction] | None) -> Variants:
    """What other programs call Nash, Kalai, KS and opposition, by their own rules.

    Parameters
    ----------
    top : sequence of Fraction or int, optional
        For each party the value on its own scale that the other program writes as 1.

    Returns
    -------
    Variants

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.variants("thompson-employment")
    >>> found["kalai_negolog"].value, found["kalai_negolog"].whose
    ((77.0, 77.0), 'NegoLog')
    """
    from .solutions.variants import tops_of
    from .solutions.variants import variants as run

    return run(frontier(asked), top=tops_of(asked.case) if top is None else top)
