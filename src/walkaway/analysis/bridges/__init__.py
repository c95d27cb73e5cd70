"""Bridges: the smallest changes that open a zone, who pays for them, and the proof that they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .bridge import KINDS, BeliefNeeded, Bridge, Bridges, OneText, Proof, Proposal, Shortfall, Text
from .search import TARGET, find_bridges

if TYPE_CHECKING:
    from ..asked import Asked

__all__ = [
    "KINDS", "TARGET", "BeliefNeeded", "Bridge", "Bridges", "OneText", "Proof", "Proposal", "Shortfall",
    "Text", "ask", "find_bridges",
]  # fmt: skip


def ask(asked: Asked, *, target: float) -> Bridges:
    """The smallest changes that open a zone or make one likely enough, who pays for them, and the proof.

    Parameters
    ----------
    target : float
        Probability that some deal passes, above 0 and at most 1.

    Returns
    -------
    Bridges
        Cheapest first; with a mediator's list of proposals and the next step of a single text.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.bridge("itex-cypress")
    >>> found.needed, found.proposals[0].acceptability
    (False, 1.0)
    """
    return find_bridges(asked.answers, target=target, progress=asked.progress)
