"""Bridges: the smallest changes that open a zone, who pays for them, and the proof that they do."""

from .record import KINDS, BeliefNeeded, Bridge, Bridges, OneText, Proof, Proposal, Shortfall, Text
from .search import TARGET, find_bridges

__all__ = [
    "KINDS", "TARGET", "BeliefNeeded", "Bridge", "Bridges", "OneText", "Proof", "Proposal", "Shortfall",
    "Text", "find_bridges",
]  # fmt: skip
