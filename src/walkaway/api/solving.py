"""What is efficient and what rules of fairness choose: frontier, solutions, lotteries, division."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import BudgetError
from .asking import Asked, asked
from .keywords import Account, CaseLike, Rule, question

if TYPE_CHECKING:
    from ..analysis.frontier.points import Frontier
    from ..analysis.solutions.adjusted_winner import AdjustedWinner
    from ..analysis.solutions.lotteries import Lotteries
    from ..analysis.solutions.solutions import Solutions

__all__ = ["divide", "front_of", "frontier", "lotteries", "solutions"]


def front_of(given: Asked) -> Frontier:
    """The frontier that was computed, or a new one."""
    from ..analysis.frontier.frontier import frontier as run
    from ..space import build_space, central_values

    if given.answers is not None:
        return given.answers.frontier
    space = build_space(given.case, rule=given.rule)
    return run(space, central_values(given.case, space))


@question
def frontier(case: CaseLike, *, rule: Rule | None = None, account: Account | None = None) -> Frontier:
    """The exact Pareto frontier of the parties' values, in the central realisation.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.

    Returns
    -------
    Frontier

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> len(walkaway.frontier("new-recruit"))
    45
    """
    return front_of(asked(case, rule=rule, account=account))


@question
def solutions(case: CaseLike, *, rule: Rule | None = None, account: Account | None = None) -> Solutions:
    """Nash, Kalai–Smorodinsky, egalitarian, utilitarian and Raiffa, each with witness and certificate.

    They need the efficient values at or above the walk-aways only.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.

    Returns
    -------
    Solutions

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.
    BudgetError
        If even those are too many.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.solutions("thompson-employment")["nash"].value
    (77.0, 77.0)
    """
    from ..analysis.frontier.frontier import frontier_within
    from ..analysis.solutions.solutions import solutions as run
    from ..space import build_space, central_values

    given = asked(case, rule=rule, account=account)
    if given.answers is not None:
        return run(given.answers.frontier)
    space = build_space(given.case, rule=given.rule)
    front = frontier_within(space, central_values(given.case, space))
    if not front.known_above:
        raise BudgetError(front.limit)
    return run(front)


@question
def lotteries(case: CaseLike, *, rule: Rule | None = None, account: Account | None = None) -> Lotteries:
    """The solutions over lotteries: deals drawn by chance, valued by their mean.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.

    Returns
    -------
    Lotteries

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.lotteries("new-recruit")["nash"]
    >>> found.value, found.exact
    ((7400.0, 7400.0), True)
    """
    from ..analysis.solutions.lotteries import lotteries as run

    return run(front_of(asked(case, rule=rule, account=account)))


@question
def divide(case: CaseLike, *, account: Account | None = None) -> AdjustedWinner:
    """Adjusted Winner: divide the issues between two parties.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.

    Returns
    -------
    AdjustedWinner

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.divide("panama-1977").total
    (66.0, 66.0)
    """
    from ..analysis.solutions.adjusted_winner import adjusted_winner
    from ..space import build_space, central_values

    given = asked(case, account=account)
    space = build_space(given.case)
    return adjusted_winner(given.case, space, central_values(given.case, space))
