"""The agreement rule as arrays: whose acceptance is enough, asked of many deals at once.

Rules are monotone: a weighted voting game, or several at once (Taylor and Zwicker 1999, *Simple Games*). A
pair of deal and draw is *pivotal* for somebody if it passes once he accepts; it passes *without* him if
though he does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..case import Agreement, Case
from .masks import Bools


@dataclass(frozen=True, eq=False)
class Votes:
    """Who must accept, as arrays."""

    parties: int  # parties are numbered first, then ratifiers, each of whom must accept
    ratifiers: int
    # (conditions, parties); votes of each party, in units in which all are whole, and (conditions,), votes
    # that must accept: integers of 64 bits, or of Python where these do not hold them
    held: NDArray[Any]
    enough: NDArray[Any]
    vetoes: frozenset[int]

    @cached_property
    def required(self) -> tuple[int, ...]:
        """Parties without whom nothing passes."""
        without = self.held.sum(axis=1)[:, None] - self.held
        short = (without < self.enough[:, None]).any(axis=0)
        return tuple(who for who in range(self.parties) if short[who] or who in self.vetoes)

    @cached_property
    def unanimous(self) -> bool:
        """Whether every party must accept."""
        return len(self.required) == self.parties

    @cached_property
    def count(self) -> int | None:
        """How many parties must accept, where it is only a matter of how many (vetoes aside)."""
        alike = len(self.held) == 1 and bool((self.held == 1).all())
        return int(self.enough[0]) if alike else None

    def needs(self, who: int) -> bool:
        """Whether nothing passes without one party or ratifier."""
        return who >= self.parties or who in self.required

    def passes(self, accepts: Bools, *, ratified: bool = True) -> Bools:
        """Does a deal pass, by who accepts, shape (…, who)? Ratifiers may be missing, or not be asked."""
        asked = accepts.shape[-1] if ratified else self.parties
        return self.joined(lambda who: accepts[..., who], asked)

    def joined(self, accepts: Callable[[int], Bools], asked: int | None = None) -> Bools:
        """As :meth:`passes`, asking each one as late as possible: a callable gives who accepts what."""
        asked = self.parties if asked is None else asked
        first, *others = (who for who in range(asked) if self.needs(who)) if self.required else (None,)
        passed: Bools | None = None
        seen: dict[int, Bools] = {}
        for who in (first, *others):
            if who is None or (passed is not None and not passed.any()):
                break
            seen[who] = accepts(who)
            passed = seen[who] if passed is None else passed & seen[who]
        if self.unanimous or (passed is not None and not passed.any()):
            assert passed is not None  # somebody was asked
            return passed
        enough = self._enough([seen[who] if who in seen else accepts(who) for who in range(self.parties)])
        passed = enough if passed is None else passed & enough
        for who in range(self.parties, asked):
            if who not in seen and passed.any():
                passed = passed & accepts(who)
        return passed

    def _enough(self, each: Sequence[Bools]) -> Bools:
        """Whether the votes of those who accept meet every condition."""
        result: Bools | None = None
        for held, enough in zip(self.held, self.enough, strict=True):
            met = self._total(held, each) >= enough
            result = met if result is None else result & met
        assert result is not None  # a rule has at least one condition
        return result

    def _total(self, held: NDArray[Any], each: Sequence[Bools]) -> NDArray[Any]:
        total = np.zeros(each[0].shape, np.int16 if held.sum() < 1 << 15 else held.dtype)
        for votes, yes in zip(held, each, strict=True):
            if votes:
                total += yes if votes == 1 else _counted(yes, votes, total)
        return total

    def least(self, gains: NDArray[np.float64]) -> NDArray[np.float64]:
        """What the one who gains least of those needed gains, if those who gain most agree, shape (…)."""
        order = np.argsort(-gains, axis=-1, kind="stable")
        last = np.zeros(gains.shape[:-1], np.intp)
        for held, enough in zip(self.held, self.enough, strict=True):
            last = np.maximum(last, (np.cumsum(held[order], axis=-1) >= enough).argmax(axis=-1))
        ordered = np.take_along_axis(gains, order, axis=-1)
        least = np.take_along_axis(ordered, last[..., None], axis=-1)[..., 0]
        for who in self.required:
            least = np.minimum(least, gains[..., who])
        return np.asarray(least)

    def pivotal(self, refuses: Sequence[Bools]) -> Callable[[int], tuple[Bools, Bools | None]]:
        """For each one: where its word decides, and where it is not needed (None: nowhere)."""
        needed = [who for who in range(self.parties + self.ratifiers) if self.needs(who)]
        blocks = np.zeros(refuses[0].shape, np.uint8)
        for who in needed:
            blocks += refuses[who]
        if self.unanimous:
            return lambda who: (blocks == refuses[who], None)
        each = [~refuses[who] for who in range(self.parties)]
        totals = [self._total(held, each) for held in self.held]

        def answer(who: int) -> tuple[Bools, Bools | None]:
            pivotal: Bools = (blocks - refuses[who] if who in needed else blocks) == 0
            free = pivotal if who not in needed else None
            for held, enough, total in zip(self.held, self.enough, totals, strict=True):
                own = held[who] if who < self.parties else 0
                without = total - _counted(each[who], own, total) if own else total
                pivotal = pivotal & (without >= enough - own)
                free = None if free is None else free & (without >= enough)
            return pivotal, free

        return answer


def _counted(yes: Bools, votes: Any, total: NDArray[Any]) -> NDArray[Any]:
    """So many votes where there is a yes, as numbers of a total."""
    counted: NDArray[Any] = (
        yes.astype(object) * votes if total.dtype == object else yes * total.dtype.type(votes)
    )
    return counted


def votes_of(case: Case, rule: Agreement | None = None) -> Votes:
    """The agreement rule of a case as arrays, in whole units: 18.6 votes are counted in tenths."""
    rule = case.agreement if rule is None else rule
    names = tuple(case.parties)
    held, enough = [], []
    for condition in rule.conditions:
        votes = [Fraction(number) for number in condition.held(names).values()]
        unit = lcm(*(number.denominator for number in votes))
        held.append([int(number * unit) for number in votes])
        enough.append(ceil(condition.level.of(sum(votes, Fraction(0))) * unit))
    if not held:
        held, enough = [[1] * len(names)], [len(names)]
    kind = np.int64 if max(map(sum, held)) < 1 << 62 else object
    return Votes(
        parties=len(names),
        ratifiers=len(case.ratifiers),
        held=np.array(held, kind).reshape(len(held), len(names)),
        enough=np.array(enough, kind),
        vetoes=frozenset(names.index(who) for who in rule.vetoes),
    )
