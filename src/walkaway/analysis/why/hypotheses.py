"""Analysis of Competing Hypotheses: what counts is what speaks against an explanation, not what for.

Heuer (1999), *Psychology of Intelligence Analysis*, chapter 8.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from ...case import Evidence
from ..result import Result

Rating = Literal["consistent", "inconsistent", "neutral"]
Order = Callable[[tuple[Evidence, ...]], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Result):
    """One item of evidence."""

    says: str
    weight: float
    ratings: dict[str, Rating]  # explanation → how the item bears on it
    diagnosticity: float  # 0 where it tells no two explanations apart, at most its weight


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingWithout(Result):
    """The ranking without one item: the explanations in their new order, and which changed places."""

    item: int
    order: tuple[str, ...]
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceMatrix(Result):
    """Items against explanations."""

    explanations: tuple[str, ...]
    items: tuple[Item, ...]  # in the order of the case
    inconsistency: dict[str, float]  # weight against each explanation
    ranks: dict[str, int]  # 1 plus the explanations with less against them; equal ones share a rank
    # explanations that can be tested in their order overall, model and evidence together
    order: tuple[str, ...]
    removals: tuple[RankingWithout, ...]  # one for each item


def rating(item: Evidence, explanation: str) -> Rating:
    """How one item bears on one explanation."""
    if explanation in item.against:
        return "inconsistent"
    return "consistent" if explanation in item.for_ else "neutral"


def inconsistency(evidence: Sequence[Evidence], explanation: str) -> float:
    """Weight of the items that speak against an explanation."""
    return float(sum(item.weight for item in evidence if explanation in item.against))


def _item(item: Evidence, explanations: Sequence[str]) -> Item:
    ratings = {name: rating(item, name) for name in explanations}
    pairs = list(combinations(ratings.values(), 2))
    apart = sum(one != other for one, other in pairs) / max(1, len(pairs))
    weight = float(item.weight)
    return Item(says=item.says, weight=weight, ratings=ratings, diagnosticity=weight * apart)


def build_matrix(
    evidence: tuple[Evidence, ...], explanations: tuple[str, ...], order: Order
) -> EvidenceMatrix:
    """Lay out the evidence and rank the explanations, also without each single item."""
    against = {name: inconsistency(evidence, name) for name in explanations}
    whole = order(evidence)
    removals = []
    for index in range(len(evidence)):
        without = order(evidence[:index] + evidence[index + 1 :])
        moved = tuple(name for name, other in zip(whole, without, strict=True) if name != other)
        removals.append(RankingWithout(item=index, order=without, moved=moved))
    return EvidenceMatrix(
        explanations=explanations,
        items=tuple(_item(item, explanations) for item in evidence),
        inconsistency=against,
        ranks={name: 1 + sum(other < score for other in against.values()) for name, score in against.items()},
        order=whole,
        removals=tuple(removals),
    )
