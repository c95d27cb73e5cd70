"""From a given deal: what dominates it, trades, alternatives, measures, steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..asked import Asked
    from .improvements import Improvements
    from .offer_steps import Step
    from .typed_deal import DealLike

__all__ = ["ask", "ask_steps"]


def ask(asked: Asked, *, deal: DealLike | int, changes: int, most: int, tolerance: float) -> Improvements:
    """Everything that could be better than a deal, or than an offer on record (by number, from 1).

    An offer that leaves issues open is completed as its maker would like best; ``open`` of the result names
    the issues that it left open.

    Parameters
    ----------
    deal : mapping, str or int
        Issue → option by id or title, such as ``{"price": "low"}`` (a number where the issue is a range), the
        same as text, ``"price=low, date=soon"``, or the number of an offer on record.
    changes : int
        Up to so many changed issues every improvement is looked at, 1 to 100.
    most : int
        Most of each kind to tell of, 1 to 10,000.
    tolerance : float
        What counts as equal value, as a share of what a party has at stake on the frontier.

    Returns
    -------
    Improvements

    Raises
    ------
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
    from ...case.accounts import applied_data
    from .improve import improve

    whole, left_open, note = _meant(asked, deal)
    found = improve(
        asked.case, whole, rule=asked.rule, changes=changes, most=most, tolerance=tolerance,
        sampling=(asked.draws, asked.seed),
    )  # fmt: skip
    return replace(found, deal_note=note, open=left_open, accounts=tuple(applied_data(asked.case)))


def _meant(asked: Asked, deal: DealLike | int) -> tuple[dict[str, str], tuple[str, ...], str]:
    """The deal, the issues left open, and a sentence on it where it is an offer on record."""
    from ...case.titles import open_words
    from ...errors import Faults, UsageError
    from ...options import Whole, described
    from .offers import complete_offer
    from .typed_deal import deal_of

    case, faults = asked.case, Faults()
    if not hasattr(deal, "__index__") or isinstance(deal, bool):
        return deal_of(case, deal), (), ""
    offers = case.offers
    if not offers:
        raise UsageError.of(described(deal), "a case with offers on record", path="offer")
    number = Whole(1, len(offers))(faults, "offer", deal)
    faults.raise_if_any(UsageError)
    event, terms = offers[number - 1], dict(offers[number - 1].offer or {})
    whole = complete_offer(*asked.central, terms, event.by)
    left_open = tuple(issue for issue in whole if issue not in terms)
    filled = f"; {open_words(case, whole, left_open, event.by)}" if left_open else ""
    note = f"offer {number} on record, by {case.label(event.by)}{filled}{_step_words(asked, number)}"
    return whole, left_open, note


def _step_words(asked: Asked, number: int) -> str:
    """What an offer gives and takes beside the last whole one of its maker; empty if there is none."""
    from ...language import listed

    step = next((one for one in ask_steps(asked) if one.end == number), None)
    if step is None:
        return ""
    classes = listed(f"{name} for {asked.case.label(who)}" for who, name in step.classes.items())
    return f"; a step from its offer {step.start}: {classes}"


def ask_steps(asked: Asked) -> tuple[Step, ...]:
    """What each new offer on record gives and takes, compared with the same party's last one.

    Only offers that settle every issue are compared.

    Returns
    -------
    tuple of Step

    Examples
    --------
    >>> import walkaway
    >>> walkaway.steps("harbour")
    ()
    """
    from ...space.draws import draw
    from ..result import Several
    from .offer_steps import steps as run

    space, values = asked.central
    exact = values.name == "exact"
    drawn = None if exact else draw(asked.case, space, draws=asked.draws, seed=asked.seed)
    offers = [(event.by, event.offer or {}) for event in asked.case.offers]
    return Several(run(space, values, offers, draws=drawn))
