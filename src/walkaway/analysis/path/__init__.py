"""Paths: carrying a deal out step by step, so that nobody gains by breaking it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ...options import refuse
from .carried_out import BreakPoint, CarriedOut, Certificate, PathMove, Phase
from .inspection import Inspection, deterring, looks_needed, seen, sites_needed
from .safeguards import Safeguard

if TYPE_CHECKING:
    from ...errors import Faults
    from ..asked import Asked
    from ..improve.typed_deal import DealLike
    from .reading import PathCase

__all__ = [
    "BreakPoint", "CarriedOut", "Certificate", "Inspection", "PathMove", "Phase", "Safeguard", "ask",
    "deterring", "looks_needed", "read_schedule", "seen", "sites_needed",
]  # fmt: skip

_FORM = 'phases such as [{"price": 0.5}, {"price": 0.5, "date": 1}]'


def ask(
    asked: Asked,
    *,
    deal: DealLike | None,
    schedule: list[dict[str, Fraction]] | None,
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
    given: Sequence[Mapping[str, Decimal | Fraction]] = own if schedule is None else schedule
    if given:
        _require_fit(path, given)
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


def _require_fit(path: PathCase, schedule: Sequence[Mapping[str, Decimal | Fraction]]) -> None:
    """Refuse a schedule that does not fit the deal."""
    from ...case.phasing_names import schedule_misfits
    from ...errors import Fault, UsageError

    faults = []
    for place, found, expected in schedule_misfits(path.case, path.phasing, path.deal, schedule):
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
        faults.append(Fault(path=f"schedule{where}", found=found, expected=expected))
    if faults:
        raise UsageError(faults)


def read_schedule(faults: Faults, name: str, value: object) -> list[dict[str, Fraction]] | None:
    """Read a schedule: phases, each issue → share, as a number or as text such as ``1/2``."""
    if value is None:
        return None
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence) or not value:
        refuse(faults, name, value, _FORM)
        return None
    phases = []
    for place, phase in enumerate(value):
        if not isinstance(phase, Mapping) or not phase:
            refuse(faults, f"{name}[{place}]", phase, 'issue → share, such as {"price": 0.5}')
            continue
        shares = {}
        for issue, share in phase.items():
            number = _share(share)
            if number is None:
                refuse(faults, f"{name}[{place}].{issue}", share, "a share such as 0.5 or 1/2")
            shares[str(issue)] = number or Fraction(0)
        phases.append(shares)
    return phases


def _share(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal | Fraction):
        return None
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None
