"""From a given deal, and beside other programs: improvements, variants of solutions, steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .answering import frontier
from .loading import Loaded, case_of

if TYPE_CHECKING:
    from ..analysis.given.improvement import Improvements
    from ..analysis.given.steps import Step
    from ..analysis.rules.variants import Variants

__all__ = ["improve", "improve_noted", "steps", "variants"]


def improve(loaded: Loaded, deal: Mapping[str, str] | int, **options: Any) -> Improvements:
    """Everything that could be better than a deal, or than an offer on record (by number, from 1).

    Options as in :func:`walkaway.analysis.given.improve.improve`. An offer that leaves issues open is
    completed: of the deals that agree with it, one in which the party that gains least gains most.

    Examples
    --------
    >>> import walkaway
    >>> case = walkaway.load("thompson-employment")
    >>> middle = {issue: list(one.options)[2] for issue, one in case.case.issues.items()}
    >>> found = walkaway.improve(case, middle)
    >>> found.efficient, found.dominated_by > 0
    (False, True)
    """
    return improve_noted(loaded, deal, **options)[0]


def improve_noted(loaded: Loaded, deal: Mapping[str, str] | int, **options: Any) -> tuple[Improvements, str]:
    """The same, with a sentence on which deal it is where that needs words."""
    from ..analysis.fronts.frontier import frontier as find_frontier
    from ..analysis.given.given import completed
    from ..analysis.given.improve import improve as run
    from ..space import build_space, central_values

    case = case_of(loaded)
    if not isinstance(deal, int):
        return run(case, deal, **options), ""
    offers = case.offers
    if not 1 <= deal <= len(offers):
        expected = f"a number from 1 to {len(offers)}" if offers else "a case with offers on record"
        raise UsageError.of(f"offer {deal}", expected)
    event, terms = offers[deal - 1], dict(offers[deal - 1].offer or {})
    space = build_space(case, rule=options.get("rule"))
    whole = completed(find_frontier(space, central_values(case, space)), space, terms)
    note = f"offer {deal} on record, by {case.label(event.by)}"
    if len(terms) < len(whole):
        added = [case.issue_label(issue) for issue in whole if issue not in terms]
        note += f"; it leaves open {', '.join(added)}, completed to the best for the party that gains least"
    return run(case, whole, **options), note


def variants(loaded: Loaded, **options: Any) -> Variants:
    """What other programs call Nash, Kalai, KS and opposition, by their own rules.

    Options as in :func:`walkaway.analysis.rules.variants.variants`.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.variants(walkaway.load("thompson-employment"))
    >>> found["kalai_negolog"].value, found["kalai_negolog"].whose
    ((77.0, 77.0), 'NegoLog')
    """
    from ..analysis.rules.variants import tops_of
    from ..analysis.rules.variants import variants as run

    return run(frontier(loaded), **{"top": tops_of(case_of(loaded)), **options})


def steps(loaded: Loaded, *, draws: int = 2000, seed: int = 2019) -> tuple[Step, ...]:
    """What each new offer on record gives and takes, compared with the same party's last one.

    Only offers that settle every issue are compared.
    """
    from ..analysis.given.steps import steps as run
    from ..draws import draw
    from ..space import build_space, central_values

    case = case_of(loaded)
    space = build_space(case)
    values = central_values(case, space)
    drawn = None if values.name == "exact" else draw(case, space, draws=draws, seed=seed)
    return run(space, values, [(event.by, event.offer or {}) for event in case.offers], draws=drawn)
