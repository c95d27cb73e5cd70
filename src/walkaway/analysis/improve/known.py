"""What is known of the frontier, seen from a deal, where the whole of it is out of reach.

Whatever dominates a deal is worth at least as much to every party, so the efficient deals that do are found
by merging with the deal's own values as floors: often few, where almost every deal is efficient. What the
parties could gain needs the values at or above all walk-aways, no more. Only the distance to the nearest
efficient value needs all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...errors import BudgetError
from ..frontier.frontier import frontier
from ..frontier.points import Frontier
from .given_deal import Given

__all__ = ["KnownFront", "known_from"]


@dataclass(frozen=True, eq=False)
class KnownFront:
    """Efficient values that are known.

    Attributes
    ----------
    front : Frontier
        All of these; its ``limit`` says why there may be others.
    better : bool
        Every efficient value that dominates the deal is among them.
    gains : bool
        So is every one that all parties find at least as good as walking away.
    stake : bool
        And every one that would be signed, over which the parties' stakes are taken.
    notes : tuple of str
        What could not be looked at, and why.
    """

    front: Frontier
    better: bool = True
    gains: bool = True
    stake: bool = True
    notes: tuple[str, ...] = ()


def known_from(given: Given, front: Frontier) -> KnownFront:
    """Find the efficient values that dominate a deal, whether or not the whole frontier is known.

    Parameters
    ----------
    given : Given
    front : Frontier
        Of its space, from :func:`walkaway.analysis.frontier.frontier.frontier_within`.

    Returns
    -------
    KnownFront

    Notes
    -----
    Nothing to do where the frontier is whole; else one more merge, with its own budget.
    """
    if not front.limit:
        return KnownFront(front)
    space, values, gains = given.space, given.values, front.known_above
    stake = gains and space.votes.unanimous and bool(space.passes(space.accepts(values, front.picks)).any())
    notes = [f"the distance to the frontier: {front.limit}"]
    if not stake:
        notes.append("all that the parties have at stake: gains are compared by what is known of it")
    try:
        above = frontier(space, values, floor=given.integers - given.slack)
    except BudgetError as error:
        notes.insert(0, f"the efficient deals that are better: {error}")
        return KnownFront(front, better=False, gains=gains, stake=stake, notes=tuple(notes))
    return KnownFront(_joined(front, above), gains=gains, stake=stake, notes=tuple(notes))


def _joined(front: Frontier, above: Frontier) -> Frontier:
    """Two parts of one frontier as one, best for the first party first."""
    rows = np.concatenate((front.integers, above.integers))
    _, at = np.unique(-rows, axis=0, return_index=True)
    points = (*front.points, *above.points)
    return replace(
        front,
        points=tuple(points[k] for k in at.tolist()),
        integers=rows[at],
        picks=np.concatenate((front.picks, above.picks))[at],
        method=front.method if len(front) else above.method,
    )
