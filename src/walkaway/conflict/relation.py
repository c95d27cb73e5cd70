"""How a party compares states: in a ranking with ties, in part, or with strong preferences.

``t`` is *better* than ``s`` if it is at least as good and ``s`` is not; two states of which neither is at
least as good as the other are *unknown*. Nothing is assumed to be transitive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import Fault, Faults, UsageError
from .arcs import Truth

Pairs = Iterable[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Relation:
    """The preference of one party over states; either ``ranks`` or ``at_least`` is given.

    Attributes
    ----------
    ranks : int array (states,), optional
        The higher the better; equal numbers are ties.
    at_least : bool array (states, states), optional
        ``[s, t]``: s is at least as good as t. For preferences known in part.
    much : bool array (states, states), optional
        ``[s, t]``: s is much better than t.
    """

    ranks: NDArray[np.int32] | None = None
    at_least: Truth | None = None
    much: Truth | None = None

    @classmethod
    def ranked(cls, order: Sequence[int | Sequence[int]], states: int, much: Pairs = ()) -> Relation:
        """A ranking of states, best first; states in a list of their own are as good as each other.

        Raises
        ------
        UsageError
            With every state that is left out, unknown, or named twice.

        Examples
        --------
        >>> Relation.ranked([2, [0, 1], 3], 4).ranks.tolist()
        [1, 1, 2, 0]
        """
        groups = [[one] if isinstance(one, int) else list(one) for one in order]
        named, faults = [state for group in groups for state in group], Faults()
        times = Counter(named)
        for state in times:
            if not 0 <= state < states:
                faults.add(Fault(path="ranking", found=f"state {state + 1}", expected=f"1 to {states}"))
            elif times[state] > 1:
                faults.add(Fault(path="ranking", found=f"state {state + 1} twice", expected="each once"))
        missing = [str(state + 1) for state in range(states) if state not in times]
        if missing:
            found = f"no state {', '.join(missing[:9])}{', …' if len(missing) > 9 else ''}"
            faults.add(Fault(path="ranking", found=found, expected="every state, best first"))
        faults.raise_if_any(UsageError)
        ranks = np.zeros(states, dtype=np.int32)
        for place, group in enumerate(reversed(groups)):
            ranks[group] = place
        return cls(ranks=ranks, much=_matrix(states, much))

    @classmethod
    def scored(cls, scores: Sequence[Any] | NDArray[Any], strong: float | None = None) -> Relation:
        """From a score of each state; beyond a difference of ``strong`` one is much better."""
        values = np.asarray(scores)
        ranks = np.unique(values, return_inverse=True)[1].astype(np.int32)
        much = None if strong is None else values[:, None] - values[None, :] > strong
        return cls(ranks=ranks, much=much)

    @classmethod
    def partial(cls, states: int, better: Pairs, equal: Pairs = (), *, much: Pairs = ()) -> Relation:
        """From pairs (better, worse) and pairs that are as good as each other; the rest is unknown.

        What follows from two pairs is added: a preference known in part is taken to be transitive.
        """
        matrix = np.eye(states, dtype=np.bool_)
        much = list(much)
        for first, second in [*better, *much]:
            matrix[first, second] = True
        for first, second in equal:
            matrix[first, second] = matrix[second, first] = True
        for middle in range(states):
            matrix |= matrix[:, middle : middle + 1] & matrix[middle : middle + 1]
        return cls(at_least=matrix, much=_matrix(states, much))

    @property
    def states(self) -> int:
        """How many states are compared."""
        return len(self._given)

    @property
    def _given(self) -> NDArray[Any]:
        given = self.ranks if self.ranks is not None else self.at_least
        assert given is not None  # one of them is given
        return given

    @property
    def known(self) -> bool:
        """Whether any two states are compared."""
        return self.at_least is None or bool((self.at_least | self.at_least.T).all())

    def better(self, one: Any, other: Any) -> Truth:
        """Whether states are better than others, place by place; arrays that broadcast."""
        if self.ranks is not None:
            return np.asarray(self.ranks[one] > self.ranks[other])
        assert self.at_least is not None
        return np.asarray(self.at_least[one, other] & ~self.at_least[other, one])

    def unknown(self, one: Any, other: Any) -> Truth:
        """Whether neither of two states is known to be at least as good, place by place."""
        if self.at_least is None:
            return np.zeros(np.broadcast(one, other).shape, dtype=np.bool_)
        return np.asarray(~(self.at_least[one, other] | self.at_least[other, one]))

    def improves(self, origins: Any, targets: Any, *, unknown: bool = False) -> Truth:
        """Whether a move would be made: to a better state, or with ``unknown`` to one that may be better."""
        found = self.better(targets, origins)
        return found | self.unknown(targets, origins) if unknown else found

    def complaints(self) -> list[str]:
        """What is odd about the preference, in sentences: what is unknown, circles, odd strength."""
        found, every = [], np.arange(self.states)
        if self.at_least is not None:
            pairs = int(np.triu(self.unknown(every[:, None], every[None, :]), 1).sum())
            if pairs:
                found.append(f"{pairs:,} pair{'s' * (pairs != 1)} of states are not compared")
            better = self.better(every[:, None], every[None, :])
            for first, second in np.argwhere(better).tolist():
                beyond = better[second] & ~better[first]
                if beyond.any():
                    third = int(np.argmax(beyond))
                    chain = f"{first + 1} is better than {second + 1} and {second + 1} than {third + 1}"
                    found.append(f"{chain}, but {first + 1} is not better than {third + 1}")
                    break
        if self.much is not None:
            odd = np.argwhere(self.much & ~self.better(every[:, None], every[None, :])).tolist()
            found += [f"{one + 1} is much better than {other + 1} without being better" for one, other in odd]
        return found


def _matrix(states: int, pairs: Pairs) -> Truth | None:
    """A matrix that holds at pairs; None if there are none."""
    found = [*pairs]
    if not found:
        return None
    matrix = np.zeros((states, states), dtype=np.bool_)
    matrix[tuple(np.array(found).T)] = True
    return matrix
