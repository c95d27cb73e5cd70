"""Of the deals that are better for the parties, those that nobody refuses whose consent is needed.

A ratifier may refuse what is better for the parties. What it refuses whatever its judgements are is no
improvement, and no point of the frontier that improvements lead to. Where the better deals can be listed,
everything is found among those that are left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...space import Picks
from ..frontier.frontier import frontier_of
from ..frontier.merging import efficient
from ..frontier.points import Frontier
from .dominating import Dominating, dominating
from .given_deal import Given
from .measures import better_points
from .nearby import Ladder

__all__ = ["Passing", "any_better", "better_rows", "ladder_of", "passing"]


@dataclass(frozen=True, eq=False)
class Passing:
    """Better deals that might be signed.

    Attributes
    ----------
    better : Dominating
    front : Frontier
        Of the deals that might be signed, as far as they are known; the whole one where nothing is refused.
    refused : int
        Better deals that are left out.
    refusing : tuple of str
        Who refuses any of these.
    """

    better: Dominating
    front: Frontier
    refused: int
    refusing: tuple[str, ...]


def _refusing(given: Given, rows: Picks) -> tuple[str, ...]:
    """Those without whom nothing passes, or under a quota all parties, who refuse any of some deals."""
    space, no = given.space, ~given.accepts(rows)
    asked = [who for who in range(len(space.who)) if space.votes.needs(who)]
    names = [space.who[who] for who in asked if no[:, who].any()]
    return tuple(names) or tuple(space.who[who] for who in range(space.parties) if no[:, who].any())


def passing(given: Given, front: Frontier) -> Passing:
    """Find the better deals, and leave out what is refused.

    Parameters
    ----------
    given : Given
    front : Frontier
        Of the space.

    Notes
    -----
    As :func:`walkaway.analysis.improve.dominating.dominating`; where the better deals are too many to list,
    none is left out here.
    """
    found = dominating(given)
    if found.picks is None or found.differences is None or not len(found.picks):
        return Passing(found, front, 0, ())
    may = given.might_pass(found.picks)
    if may.all():
        return Passing(found, front, 0, ())
    picks = found.picks[may]
    rows = np.concatenate((picks, front.picks[given.might_pass(front.picks)], given.picks))
    return Passing(
        better=Dominating(len(picks), picks, found.differences[may]),
        front=replace(frontier_of(given.space, given.values, np.unique(rows, axis=0)), limit=front.limit),
        refused=int((~may).sum()),
        refusing=_refusing(given, found.picks[~may]),
    )


def better_rows(given: Given, front: Frontier) -> NDArray[np.intp]:
    """Rows of the frontier that dominate the deal and that nobody refuses whose consent is needed."""
    better = better_points(front, given)
    return better[given.might_pass(front.picks[better])]


def any_better(efficient: int | None, better: Dominating) -> bool | None:
    """Whether a deal dominates the given one; None where neither these nor the efficient ones are known."""
    if efficient is not None:
        return efficient > 0
    return None if better.count is None else better.count > 0


def ladder_of(given: Given, better: Dominating, most: int) -> Ladder:
    """The cheapest improvements among listed ones; more changes are looked at only where few do nothing."""
    assert better.picks is not None
    assert better.differences is not None
    changes = given.changed(better.picks)
    fewest = int(changes.min(initial=len(given.space.issues)))
    near = np.flatnonzero(changes <= max(most, fewest))
    rungs = np.column_stack((-changes[near], better.differences[near]))
    index, counts = efficient(rungs, np.ones(len(near), np.int64))
    at = near[index]
    return Ladder(better.picks[at], better.differences[at], changes[at], counts, max(most, fewest))
