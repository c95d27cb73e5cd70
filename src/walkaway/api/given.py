"""From a given deal, and beside other programs: improvements, variants of solutions, steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..case.accounts import applied_data
from ..case.titles import open_words
from ..errors import Faults, UsageError
from ..options import described, numbers, share, whole_number
from .asking import Asked, asked
from .dealing import DealLike, deal_of
from .keywords import Account, CaseLike, Rule, question
from .solving import front_of

if TYPE_CHECKING:
    from ..analysis.improve.records import Improvements
    from ..analysis.improve.steps import Step
    from ..analysis.solutions.variants import Variants

__all__ = ["improve", "improve_noted", "steps", "variants"]


@question
def improve(
    case: CaseLike,
    deal: DealLike | int,
    *,
    changes: int = 3,
    most: int = 10,
    tolerance: float = 0.02,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
) -> Improvements:
    """Everything that could be better than a deal, or than an offer on record (by number, from 1).

    An offer that leaves issues open is completed as its maker would like best; ``open`` of the result names
    the issues that it left open.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    deal : mapping, str or int
        Issue → option by id or title, such as ``{"price": "low"}`` (a number where the issue is a range), the
        same as text, ``"price=low, date=soon"``, or the number of an offer on record.
    changes : int
        Up to so many changed issues every improvement is looked at, 1 to 100.
    most : int
        Most of each kind to tell of, 1 to 10,000.
    tolerance : float
        What counts as equal value, as a share of what a party has at stake on the frontier.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.

    Returns
    -------
    Improvements

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.
    BudgetError
        If the frontier is beyond its budget.

    Examples
    --------
    >>> import walkaway
    >>> case = walkaway.load("thompson-employment")
    >>> middle = {issue: list(one.options)[2] for issue, one in case.case.issues.items()}
    >>> found = walkaway.improve(case, middle)
    >>> found.efficient, found.dominated_by > 0
    (False, True)
    """
    return improve_noted(
        case, deal, changes=changes, most=most, tolerance=tolerance, draws=draws, seed=seed, rule=rule,
        account=account,
    )[0]  # fmt: skip


@question
def improve_noted(
    case: CaseLike,
    deal: DealLike | int,
    *,
    changes: int = 3,
    most: int = 10,
    tolerance: float = 0.02,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
) -> tuple[Improvements, str]:
    """The same, with a sentence on which deal it is where that needs words."""
    from ..analysis.improve.improve import improve as run

    faults = Faults()
    changes = whole_number(faults, "changes", changes, 1, 100, 3)
    most = whole_number(faults, "most", most, 1, 10_000, 10)
    tolerance = share(faults, "tolerance", tolerance)
    given = asked(case, draws=draws, seed=seed, rule=rule, account=account, faults=faults)
    whole, left_open, note = _meant(given, deal)
    found = run(
        given.case, whole, rule=given.rule, changes=changes, most=most, tolerance=tolerance,
        sampling=(given.draws, given.seed),
    )  # fmt: skip
    return replace(found, open=left_open, accounts=tuple(applied_data(given.case))), note


def _meant(given: Asked, deal: object) -> tuple[dict[str, str], tuple[str, ...], str]:
    """The deal, the issues left open, and a sentence on it where it is an offer on record."""
    from ..analysis.improve.offers import complete_offer
    from ..space import build_space, central_values

    case, faults = given.case, Faults()
    if not hasattr(deal, "__index__") or isinstance(deal, bool):
        return deal_of(case, deal), (), ""
    offers = case.offers
    if not offers:
        raise UsageError.of(described(deal), "a case with offers on record", path="offer")
    number = whole_number(faults, "offer", deal, 1, len(offers))
    faults.raise_if_any(UsageError)
    event, terms = offers[number - 1], dict(offers[number - 1].offer or {})
    space = build_space(case, rule=given.rule)
    whole = complete_offer(space, central_values(case, space), terms, event.by)
    note = f"offer {number} on record, by {case.label(event.by)}"
    left_open = tuple(issue for issue in whole if issue not in terms)
    if left_open:
        filled = open_words(case, whole, left_open, event.by)
        note += f"; {filled}"
    return whole, left_open, note


@question
def variants(
    case: CaseLike,
    *,
    top: Sequence[Fraction | int] | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
) -> Variants:
    """What other programs call Nash, Kalai, KS and opposition, by their own rules.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    top : sequence of Fraction or int, optional
        For each party the value on its own scale that the other program writes as 1.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.

    Returns
    -------
    Variants

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.variants("thompson-employment")
    >>> found["kalai_negolog"].value, found["kalai_negolog"].whose
    ((77.0, 77.0), 'NegoLog')
    """
    from ..analysis.solutions.variants import tops_of
    from ..analysis.solutions.variants import variants as run

    faults = Faults()
    tops = numbers(faults, "top", top, "one positive number for each party")
    given = asked(case, rule=rule, account=account, faults=faults)
    return run(front_of(given), top=tops_of(given.case) if tops is None else tops)


@question
def steps(
    case: CaseLike,
    *,
    draws: int | None = None,
    seed: int | None = None,
    account: Account | None = None,
) -> tuple[Step, ...]:
    """What each new offer on record gives and takes, compared with the same party's last one.

    Only offers that settle every issue are compared.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.

    Returns
    -------
    tuple of Step

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.steps("harbour")
    ()
    """
    from ..analysis.improve.steps import steps as run
    from ..space import build_space, central_values
    from ..space.draws import draw

    given = asked(case, draws=draws, seed=seed, account=account)
    space = build_space(given.case)
    values = central_values(given.case, space)
    drawn = None if values.name == "exact" else draw(given.case, space, draws=given.draws, seed=given.seed)
    offers = [(event.by, event.offer or {}) for event in given.case.offers]
    return run(space, values, offers, draws=drawn)
