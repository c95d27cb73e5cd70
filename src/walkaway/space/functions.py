r"""Functions of deals in numbers: points under patterns, joined by sum, min or max, with caps, nested.

A function is worth :math:`w \min(c, \operatorname{op}_k f_k)`; as :math:`w \ge 0`, weights are moved inside,
and what remains is a tree of leaves and caps that are *features*. It never falls when a feature rises. The
parts of a sum without a cap stand alone, each in the cluster of its own issues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..case import Function, Judgement, Part
from .masks import Bools, Mask, Picks


@dataclass(frozen=True)
class Term:
    """What one feature beyond the options stands for."""

    feature: int
    path: str  # place of its judgement below the preference, such as ``interactions[0].add``
    judgement: Judgement
    factor: Fraction = Fraction(1)  # coefficient = factor × judgement; not negative


@dataclass(frozen=True, eq=False)
class Leaf:
    """The coefficient of a feature where a pattern holds, else 0."""

    feature: int
    mask: Mask

    @property
    def issues(self) -> tuple[int, ...]:
        """Issues of the pattern."""
        return self.mask.touched

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Itself alone."""
        return (self,)

    @property
    def features(self) -> tuple[int, ...]:
        """Its feature alone."""
        return (self.feature,)

    def worth(self, columns: NDArray[Any], holds: Callable[[Mask], Bools]) -> NDArray[Any]:
        """As :meth:`Node.worth`."""
        return np.asarray(columns[:, self.feature, None] * holds(self.mask))


@dataclass(frozen=True, eq=False)
class Node:
    """Parts put together."""

    combine: str
    cap: int | None  # feature whose coefficient is the most the node is worth
    parts: tuple[Node | Leaf, ...]

    @property
    def issues(self) -> tuple[int, ...]:
        """Issues of all its patterns, ascending."""
        return tuple(sorted({issue for part in self.parts for issue in part.issues}))

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All leaves below it."""
        return tuple(leaf for part in self.parts for leaf in part.leaves)

    @property
    def features(self) -> tuple[int, ...]:
        """Features of all leaves below it, and of all caps."""
        own = () if self.cap is None else (self.cap,)
        return own + tuple(feature for part in self.parts for feature in part.features)

    def worth(self, columns: NDArray[Any], holds: Callable[[Mask], Bools]) -> NDArray[Any]:
        """Value of deals, shape (columns, rows), by coefficients and which deals lie in a pattern."""
        join = {"sum": np.add, "min": np.minimum, "max": np.maximum}[self.combine]
        total = self.parts[0].worth(columns, holds)
        for part in self.parts[1:]:
            total = join(total, part.worth(columns, holds))
        if self.cap is not None:
            total = np.minimum(total, columns[:, self.cap, None])
        return total

    def added(self, columns: NDArray[Any], picks: Picks, where: Mapping[int, int]) -> NDArray[Any]:
        """Value of rows of picks; as :meth:`worth`, computed only for columns that have a part in it."""
        taking = list(self.features)
        mine = np.flatnonzero((columns[:, taking] != 0).any(axis=1))
        total = np.zeros((len(columns), len(picks)), dtype=columns.dtype)
        if len(mine):
            total[mine] = self.worth(columns[mine], lambda mask: mask.holds(picks, where))
        return total


Tree = Node | Leaf


def plant(
    function: Function,
    path: str,
    mask: Callable[[Part], Mask],
    feature: Iterator[int],
    *,
    every_cap: bool = False,
) -> tuple[list[Tree], list[Term]]:
    """Turn a function of a case into trees whose sum it is, and what their new features are."""
    terms: list[Term] = []

    def grow(item: Function | Part, path: str, factor: Fraction) -> list[Tree]:
        factor = factor * Fraction(item.weight)
        if isinstance(item, Part):
            terms.append(Term(next(feature), f"{path}.add", item.judgement, factor))
            return [Leaf(terms[-1].feature, mask(item))]
        start = len(terms)
        grown = [grow(part, f"{path}.of[{index}]", factor) for index, part in enumerate(item.of)]
        cap = _cap(item) if every_cap else _binding(item, factor, terms[start:])
        if item.combine == "sum" and cap is None:
            return [tree for trees in grown for tree in trees]
        parts = tuple(trees[0] if len(trees) == 1 else Node("sum", None, tuple(trees)) for trees in grown)
        number = None
        if cap is not None:
            terms.append(Term(next(feature), "", cap, factor))
            number = terms[-1].feature
        return [Node(item.combine, number, parts)]

    return grow(function, path, Fraction(1)), terms


def _cap(function: Function) -> Judgement | None:
    return None if function.cap is None else Judgement.model_validate(function.cap)


def _binding(function: Function, factor: Fraction, inside: list[Term]) -> Judgement | None:
    """The cap of a function, unless nothing in it can reach that far."""
    if function.cap is None:
        return None
    highs = (term.factor * Fraction(term.judgement.high) for term in inside if term.path)
    most = sum((high for high in highs if high > 0), Fraction(0))
    return None if most <= factor * Fraction(function.cap) else _cap(function)
