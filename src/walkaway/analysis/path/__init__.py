"""Paths: carrying a deal out step by step, so that nobody gains by breaking it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .carried_out import BreakPoint, CarriedOut, Certificate, PathMove, Phase
from .given import GivenSchedule, read_schedule, require_fit
from .inspection import Inspection, deterring, looks_needed, seen, sites_needed
from .safeguards import Safeguard

if TYPE_CHECKING:
    from ..asked import Asked
    from ..improve.typed_deal import DealLike
    from .reading import PathCase

__all__ = [
    "BreakPoint", "CarriedOut", "Certificate", "GivenSchedule", "Inspection", "PathMove", "Phase",
    "Safeguard", "ask", "deterring", "looks_needed", "read_schedule", "seen", "sites_needed",
]  # fmt: skip


def ask(
    asked: Asked,
    *,
    deal: DealLike | None,
    schedule: GivenSchedule | None,
    phases: int | None,
    sequential: bool,
) -> CarriedOut:
    """How a deal can be carried out step by step, so that each side would rather keep than break it.

    A schedule is checked where one is given or the case has one; otherwise the one with the largest least
    slack is searched for. A finite schedule whose last step nothing backs is refused.

    Parameters
    ----------
    deal : mapping or str, optional
        Issue → option, as for :func:`improve`; the deal of the case's path, else the likeliest, if left out.
    schedule : list of mapping, optional
        Phases in order, each issue → the share of it that is carried out in this phase.
    phases : int, optional
        Most phases of a schedule that is searched for, 1 to 1,000.
    sequential : bool
        Whether in each phase only one party acts.

    Returns
    -------
    CarriedOut

    Raises
    ------
    BudgetError
        If there are too many orders of the steps to go through.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.path("phased-exchange")
    >>> found.verdict, round(found.largest_step, 4)
    ('unbacked', 0.4444)
    """
    from .judging import judged, no_deal, nothing_to_do, of_shares
    from .searching import find_schedule

    chosen = _chosen(asked, deal)
    if chosen is None:
        return no_deal()
    path = _laid_out(asked, chosen)
    if not path.steps:
        return nothing_to_do(path)
    own = path.phasing.schedule if path.phasing.deal == chosen and phases is None else ()
    given = GivenSchedule(own) if schedule is None else schedule
    if given:
        require_fit(path, given)
        return judged(path, of_shares(path, given), asked.draws, asked.seed, given=True)
    found = find_schedule(path, phases, sequential=sequential)
    return judged(path, found, asked.draws, asked.seed, given=False)


def _chosen(asked: Asked, deal: DealLike | None) -> dict[str, str] | None:
    """The deal asked about: as given, as the case's path says, else the likeliest; None if none is."""
    from ..improve.typed_deal import deal_of

    path = asked.case.path
    if deal is None and path is not None and path.deal:
        deal = dict(path.deal)
    if deal is not None:
        return deal_of(asked.case, deal)
    likely = asked.answers.likely.deals
    return dict(likely[0].deal) if likely else None


def _laid_out(asked: Asked, deal: dict[str, str]) -> PathCase:
    from ...space import build_space, central_values, in_steps
    from ..improve.given_deal import given_deal
    from .reading import lay_out

    today = {} if asked.case.path is None else dict(asked.case.path.today)
    case = in_steps(in_steps(asked.case, deal), today)
    space = build_space(case, rule=asked.rule)
    values = central_values(case, space)
    given_deal(space, values, deal)  # refuses what nobody could carry out
    return lay_out(case, space, values, deal)
