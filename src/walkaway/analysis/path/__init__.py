"""Paths: carrying a deal out step by step, so that nobody gains by breaking it off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import Fault, Faults, UsageError
from .carried_out import BreakPoint, CarriedOut, OtherDeal, PathMove, Phase
from .given_schedule import GivenSchedule, read_schedule, refused_with, require_fit
from .inspection import Inspection, ListedSites, Looking, deterring, looks_needed, seen, sites_needed
from .kept_deal import likely_to_pass, signed_deal_of
from .proofs import Certificate, Cut
from .safeguards import Safeguard, WayToHold

if TYPE_CHECKING:
    from ..asked import Asked
    from ..improve.typed_deal import DealLike

__all__ = [
    "BreakPoint", "CarriedOut", "Certificate", "Cut", "GivenSchedule", "Inspection", "ListedSites", "Looking",
    "OtherDeal", "PathMove", "Phase", "Safeguard", "WayToHold", "ask", "deterring", "looks_needed",
    "read_schedule", "seen", "sites_needed",
]  # fmt: skip


def ask(
    asked: Asked,
    *,
    deal: DealLike | None,
    schedule: GivenSchedule | None,
    phases: int | None,
    sequential: bool,
    likely: int,
) -> CarriedOut:
    """How a deal can be carried out step by step, so that each side would rather keep than break it.

    A schedule is checked where one is given or the case has one; otherwise the one with the largest least
    slack is searched for. A finite schedule whose last step nothing backs is refused.

    Parameters
    ----------
    deal : mapping or str, optional
        Issue → option, as for :func:`improve`; if left out the deal of the case's path, else the one that
        was signed, else the likeliest.
    schedule : list of mapping, optional
        Phases in order, each issue → the share of it that is carried out in this phase.
    phases : int, optional
        Most phases of a schedule that is searched for, 1 to 1,000.
    sequential : bool
        Whether in each phase only one party acts.
    likely : int, optional
        How many of the likely deals are tried, 1 to 10; the one that is kept best is the answer.

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
    from .judging import no_deal

    clashes = _clashes(deal, schedule, phases, sequential=sequential, likely=likely)
    if schedule is None:
        clashes.raise_if_any(UsageError)
    else:
        schedule.faults.extend(clashes)
        likely = 1
    try:
        chosen = _chosen(asked, deal, likely)
    except UsageError as error:
        if schedule is not None:
            refused_with(error.faults, asked.case, schedule)
        raise
    if not chosen:
        if schedule is not None:
            refused_with((), asked.case, schedule)
        return no_deal()
    found = [_carried_out(asked, one, schedule, phases, sequential=sequential) for one in chosen]
    best, *rest = sorted(found, key=lambda one: (one.verdict != "holds", -(one.least or 0.0)))
    return replace(best, others=tuple(map(_other, rest)))


def _clashes(
    deal: DealLike | None,
    schedule: GivenSchedule | None,
    phases: int | None,
    *,
    sequential: bool,
    likely: int,
) -> Faults:
    """Options that cannot be had together."""
    faults = Faults()
    if likely > 1 and (deal is not None or schedule is not None):
        what = "a deal" if deal is not None else "a schedule"
        faults.add(Fault(path="likely", found=f"both {what} and how many deals", expected="one of them"))
    searched = {
        "phases": (phases is not None, "how many phases"),
        "sequential": (sequential, "that one acts"),
    }
    for name, (asked, what) in searched.items():
        if schedule is not None and asked:
            right = "one of them: the schedule says it"
            faults.add(Fault(path=name, found=f"both a schedule and {what}", expected=right))
    return faults


def _carried_out(
    asked: Asked,
    deal: dict[str, str],
    schedule: GivenSchedule | None,
    phases: int | None,
    *,
    sequential: bool,
) -> CarriedOut:
    """One deal, carried out as given, as the case has it, or as well as can be."""
    from ..improve.given_deal import given_deal
    from .judging import judged, nothing_to_do, of_shares
    from .path_numbers import laid_out
    from .searching import find_schedule
    from .ways_to_hold import ways_to_hold

    path = laid_out(asked.case, deal, asked.rule)
    try:
        given_deal(path.space, path.values, deal)  # refuses what nobody could carry out
    except UsageError as error:
        if schedule is not None:
            refused_with(error.faults, asked.case, schedule)
        raise
    if not path.steps:
        if schedule is not None:
            require_fit(path, schedule)
        return nothing_to_do(path)
    searched = phases is not None or sequential
    own = path.phasing.schedule if path.phasing.deal == deal and not searched else ()
    given = GivenSchedule(own) if schedule is None else schedule
    if given:
        require_fit(path, given)
        found = of_shares(path, given)
    else:
        found = find_schedule(path, phases, sequential=sequential, progress=asked.progress)
    answer = judged(path, found, asked.draws, asked.seed, given=bool(given))
    answer = replace(answer, refused_by=path.space.refused_by(path.values, deal))
    if found.moved is None or not answer.safeguards:
        return answer
    whole = not given and phases is None  # another search would find the same
    moved, needs = found.moved.astype(float), answer.safeguards
    return replace(
        answer,
        ways=ways_to_hold(path, moved, needs, whole=whole, sequential=sequential, progress=asked.progress),
    )


def _other(found: CarriedOut) -> OtherDeal:
    return OtherDeal(
        deal=found.deal, verdict=found.verdict, certainty=found.certainty, probability=found.probability,
        error=found.error, phases=len(found.schedule), least=found.least,
    )  # fmt: skip


def _chosen(asked: Asked, deal: DealLike | None, likely: int) -> list[dict[str, str]]:
    """The deals asked about: the one given, of the case's path or signed, else the likeliest; maybe none."""
    from ..improve.typed_deal import deal_of

    path = asked.case.path
    if deal is None and likely == 1 and path is not None and path.deal:
        deal = dict(path.deal)
    if deal is not None:
        return [deal_of(asked.case, deal)]
    if likely == 1 and (signed := signed_deal_of(asked.answers)):
        return [signed]
    return likely_to_pass(asked.answers)[:likely]
