"""Random deal spaces full of linked issues, and their slow twin: every deal, by the definitions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st

from walkaway.case import Agreement
from walkaway.space import Space, Values, Votes
from walkaway.space.clusters import Cluster
from walkaway.space.functions import Leaf, Node
from walkaway.space.masks import Mask

Value = tuple[int, ...]
Drawn = tuple[Space, Values]


def space_of(shape: tuple[int, ...], table: list[list[int]], **parts: Any) -> Drawn:
    """A space of one cluster; ``table`` holds the coefficients, one row a feature, one column a party."""
    coefficients = np.array(table, dtype=np.int64)
    parties = coefficients.shape[1]
    space = Space(
        who=tuple(f"p{p}" for p in range(parties)),
        parties=parties,
        issues=tuple(f"i{j}" for j in range(len(shape))),
        options=tuple(tuple(f"o{o}" for o in range(width)) for width in shape),
        first=tuple(sum(shape[:j]) for j in range(len(shape))),
        features=len(table),
        clusters=(Cluster(tuple(range(len(shape))), shape, **parts),),
        rule=Agreement.model_validate("all"),
        votes=Votes(parties, 0, np.ones((1, parties), np.int64), np.array([parties]), frozenset()),
    )
    values = Values(coefficients, np.zeros(parties, np.int64), (Fraction(1),) * parties, "exact")
    return space, values


@st.composite
def masks(draw: st.DrawFn, shape: tuple[int, ...], *, unless: bool = True) -> Mask:
    """A pattern over some issues, perhaps over none, perhaps with an exception."""
    issues = sorted(draw(st.sets(st.integers(0, len(shape) - 1), max_size=3)))
    allowed = tuple(
        np.array(draw(st.lists(st.booleans(), min_size=shape[j], max_size=shape[j]))) for j in issues
    )
    other = draw(st.none() | masks(shape, unless=False)) if unless else None
    return Mask(tuple(issues), allowed, other)


@st.composite
def trees(draw: st.DrawFn, shape: tuple[int, ...], numbers: list[int], low: int, depth: int = 2) -> Any:
    """A function of deals; its numbers are appended as they come."""

    def feature(number: int) -> int:
        numbers.append(number)
        return len(numbers) - 1

    def grow(depth: int) -> Any:
        if not depth or draw(st.booleans()):
            return Leaf(feature(draw(st.integers(low, 12))), draw(masks(shape)))
        parts = tuple(grow(depth - 1) for _ in range(draw(st.integers(1, 3))))
        cap = feature(draw(st.integers(-3, 20))) if draw(st.booleans()) else None
        return Node(draw(st.sampled_from(["sum", "min", "max"])), cap, parts)

    return Node(draw(st.sampled_from(["sum", "min", "max"])), None, (grow(depth), grow(depth - 1)))


@st.composite
def linked(draw: st.DrawFn, parties: tuple[int, int] = (2, 2), *, unit: int = 1) -> Drawn:
    """A space whose issues all lie in one cluster, with patterns and functions of every kind."""
    shape = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)))
    who = draw(st.integers(*parties))
    table = [[draw(st.integers(-3, 9)) for _ in range(who)] for _ in range(sum(shape))]
    if draw(st.booleans()):  # patterns alone, as in the nonlinear domains of the field
        table = [[0] * who for _ in table]

    def owned(owner: int, number: int) -> list[int]:
        return [number if p == owner else 0 for p in range(who)]

    interactions, functions = [], []
    for _ in range(draw(st.integers(0, 8))):
        owner = draw(st.integers(0, who - 1))
        interactions.append((len(table), owner, draw(masks(shape))))
        table.append(owned(owner, draw(st.integers(-9, 15))))
    for _ in range(draw(st.integers(0, 2))):
        owner = draw(st.integers(0, who - 1))
        numbers = [0] * len(table)
        functions.append((owner, draw(trees(shape, numbers, draw(st.sampled_from([0, -6]))))))
        table += [owned(owner, number) for number in numbers[len(table) :]]
    impossible = draw(st.lists(masks(shape), max_size=1))
    red_lines = [(draw(st.integers(0, who - 1)), mask) for mask in draw(st.lists(masks(shape), max_size=1))]
    return space_of(
        shape, [[unit * x for x in row] for row in table],
        interactions=tuple(interactions), functions=tuple(functions),
        impossible=tuple(impossible), red_lines=tuple(red_lines),
    )  # fmt: skip


def lies_in(mask: Mask, deal: tuple[int, ...]) -> bool:
    """By the definition: all hold, and not all of the exception."""
    inside = all(allowed[deal[j]] for j, allowed in zip(mask.issues, mask.allowed, strict=True))
    return inside and not (mask.unless is not None and lies_in(mask.unless, deal))


def tree_value(tree: Any, deal: tuple[int, ...], numbers: Mapping[int, int]) -> int:
    if isinstance(tree, Leaf):
        return numbers[tree.feature] if lies_in(tree.mask, deal) else 0
    parts = [tree_value(part, deal, numbers) for part in tree.parts]
    value = sum(parts) if tree.combine == "sum" else min(parts) if tree.combine == "min" else max(parts)
    return value if tree.cap is None else min(value, numbers[tree.cap])


def value_of(drawn: Drawn, deal: tuple[int, ...]) -> Value:
    """What a deal is worth to each party."""
    (space, values), found = drawn, []
    cluster = space.clusters[0]
    for party in range(space.parties):
        numbers = {f: int(x) for f, x in enumerate(values.coefficients[:, party])}
        value = sum(numbers[space.first[j] + o] for j, o in enumerate(deal))
        value += sum(
            numbers[f] for f, owner, mask in cluster.interactions if owner == party and lies_in(mask, deal)
        )
        value += sum(tree_value(node, deal, numbers) for owner, node in cluster.functions if owner == party)
        found.append(value)
    return tuple(found)


def dominates(one: Value, other: Value) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def slow_front(drawn: Drawn) -> list[Value]:
    """Every deal, every pair."""
    cluster = drawn[0].clusters[0]
    ruled_out = [*cluster.impossible, *(mask for _, mask in cluster.red_lines)]
    found = {
        value_of(drawn, deal)
        for deal in product(*map(range, cluster.shape))
        if not any(lies_in(mask, deal) for mask in ruled_out)
    }
    return sorted((v for v in found if not any(dominates(other, v) for other in found)), reverse=True)
