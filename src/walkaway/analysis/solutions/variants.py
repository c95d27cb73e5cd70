"""What other programs call "Nash", "Kalai", "KS" and "opposition": their rules, under names that say whose.

They value deals from 0 to 1: what is outside of that is left out, with the reason. As read and run: NegMAS
0.16 (``preferences/ops.py``), Genius 10.4 (``BidSpace.java``), NegoLog (``BidSpace.py``), ``specials.json``
of the ANL. Opposition: Baarslag, Hendrikx, Hindriks and Jonker (2013), *Artificial Intelligence* 198:73–103.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...case import Case
from ...errors import UsageError
from ...space.values import largest, root
from ..frontier.frontier import Frontier, counted
from ..result import Method, Result, plain
from .solutions import solutions

UTILITY = "utility"
"""Scale of a party whose values are those of another program, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Result):
    """One rule of another program."""

    name: str
    whose: str  # the program whose definition it is
    rule: str  # the definition in words
    deal: dict[str, str]  # witness
    value: tuple[float, ...]  # on each party's own scale
    number: float  # what the rule makes largest or smallest, with values divided by ``top``
    count: int | None  # deals that attain it, ties included; None where they were not counted
    ties: tuple[tuple[float, ...], ...]  # values of all tied points, the witness's first


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition(Result):
    """How far from everybody's best, by one program's definition."""

    name: str
    whose: str
    rule: str
    value: float  # distance to (1, …, 1); the smallest where the deal it speaks of is not unique
    ties: tuple[float, ...]  # the distance of each tied deal value


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants(Result):
    """Every variant by name; a name is None where its rule finds no deal."""

    parties: tuple[str, ...]
    by_name: dict[str, Variant | None]
    opposition: dict[str, Opposition | None]
    top: tuple[float, ...]  # the value of each party that counts as 1
    refusals: dict[str, str]  # rule or opposition outside of its assumptions → why it is left out
    method: Method

    def __getitem__(self, name: str) -> Variant | None:
        return self.by_name[name]

    @property
    def flat(self) -> dict[str, Any]:
        """Everything by name, as ``walkaway deals --json`` prints it."""
        named = plain({"top": self.top, **self.by_name, **self.opposition})
        return {**named, "refusals": self.refusals}


Numbers = NDArray[Any]
"""Floats or, as objects, fractions: every rule is one formula for both."""


@dataclass(frozen=True)
class _Rule:
    """A rule: who defined it, in words, and what it makes largest, one number a row of values."""

    whose: str
    words: str
    key: Callable[[Numbers, Numbers, Numbers], Numbers]  # of values, walk-aways and what is above these
    rational: bool = False  # among deals that nobody refuses
    sign: int = 1
    plain: bool = False  # speaks of values themselves, not of gains


def _spread(rows: Numbers) -> Numbers:
    return np.asarray(rows.min(axis=1) - rows.max(axis=1))


VARIANTS: dict[str, _Rule] = {
    "nash_genius": _Rule(
        "Genius 10.4",
        "largest product of gains over walking away on the whole frontier, losses not excluded",
        lambda u, away, _: (u - away).prod(axis=1),
    ),
    "nash_negolog": _Rule(
        "NegoLog and the ANL data",
        "largest product of values; walk-aways ignored",
        lambda u, *_: u.prod(axis=1),
        plain=True,
    ),
    "kalai_negmas": _Rule(
        "NegMAS",
        "largest smallest gain over walking away among efficient deals that nobody refuses",
        lambda u, away, _: (u - away).min(axis=1),
        rational=True,
    ),
    "kalai_negolog": _Rule("NegoLog", "largest sum of values", lambda u, *_: u.sum(axis=1), plain=True),
    "kalai_anl": _Rule(
        "the ANL data",
        "smallest difference between the parties' values on the frontier",
        lambda u, *_: _spread(u),
        sign=-1,
        plain=True,
    ),
    "ks_negmas": _Rule(
        "NegMAS",
        "smallest difference between the parties' shares of what each could gain at all",
        lambda u, away, room: _spread((u - away) / room),
        rational=True,
        sign=-1,
    ),
    "ks_genius": _Rule(
        "Genius 10.4",
        "smallest sum of differences between any two parties' values on the frontier",
        lambda u, *_: -np.abs(u[:, :, None] - u[:, None, :]).sum(axis=(1, 2)) / 2,
        sign=-1,
        plain=True,
    ),
}
"""Name → rule; every rule is written as something to be made as large as possible."""

_NEAREST = _Rule("NegMAS", "distance of the nearest of all deals", lambda u, *_: -((1 - u) ** 2).sum(axis=1))
_OPPOSITIONS = ("opposition_negmas", "opposition_negolog", "opposition_anl", "opposition_baarslag")


class _Scaled:
    """The frontier in parts of what counts as 1, exact as fractions and as floats."""

    def __init__(self, front: Frontier, factors: Sequence[Fraction]) -> None:
        self.front, self.integers = front, front.integers
        self.factors = np.array(factors, dtype=object)
        away = front.values.walk_away[: len(factors)]
        self.floats = self.integers.astype(float) * self.factors.astype(float)
        self.rational = np.flatnonzero((self.integers >= away).all(axis=1))
        self.away = self.exact(away)

    @cached_property
    def room(self) -> Numbers:
        """Best value of each party on the whole frontier minus its walk-away; 1 where that is nothing."""
        room = self.exact(self.integers.max(axis=0)) - self.away
        return np.array([width or Fraction(1) for width in room], dtype=object)

    def exact(self, rows: Numbers) -> Numbers:
        """Integers (…, parties) as fractions."""
        return np.asarray(rows.astype(object) * self.factors)

    def chosen(self, rule: _Rule) -> tuple[list[int], Fraction | None]:
        """Rows of the frontier with the largest key, and the number that the rule speaks of."""
        rows = self.rational if rule.rational else np.arange(len(self.front))
        if not len(rows):
            return [], None
        rough = rule.key(self.floats[rows], self.away.astype(float), self.room.astype(float))
        best, most = largest(rough, lambda at: self.keys(rule, [rows[at]])[0])
        return rows[best].tolist(), rule.sign * most

    def keys(self, rule: _Rule, rows: Sequence[int]) -> Numbers:
        """What a rule makes largest, exact."""
        return rule.key(self.exact(self.integers[rows]), self.away, self.room)

    def distances(self, rows: Sequence[int]) -> tuple[float, ...]:
        """How far points are from (1, …, 1)."""
        return tuple(root(-square) for square in self.keys(_NEAREST, rows))


def _variant(scaled: _Scaled, name: str, rule: _Rule) -> Variant | None:
    rows, number = scaled.chosen(rule)
    if number is None:
        return None
    points = [scaled.front.points[row] for row in rows]
    return Variant(
        name=name,
        whose=rule.whose,
        rule=rule.words,
        deal=points[0].deal,
        value=points[0].value,
        number=float(number),
        count=counted(points),
        ties=tuple(point.value for point in points),
    )


def _refusals(scaled: _Scaled) -> dict[str, str]:
    """Rule or opposition → why it is outside of its assumptions."""
    least = scaled.integers.min(axis=0, initial=0)
    low = [name for name, value in zip(scaled.front.parties, least, strict=True) if value < 0]
    if low:
        why = f"{low[0]} values an efficient deal below 0, and the rule is for values from 0 to 1"
        return dict.fromkeys([*(name for name, rule in VARIANTS.items() if rule.plain), *_OPPOSITIONS], why)
    if scaled.floats.max(initial=0) > 1:
        return {"opposition_negmas": "a value is larger than what counts as 1, so a worse deal may be nearer"}
    return {}


def _oppositions(scaled: _Scaled) -> dict[str, Opposition | None]:
    textbook = solutions(scaled.front)["kalai_smorodinsky"]
    ties = () if textbook is None else textbook.ties
    values = {point.value: row for row, point in enumerate(scaled.front.points)}
    sources = (
        (_NEAREST.whose, _NEAREST.words, scaled.chosen(_NEAREST)[0]),
        ("NegoLog", "distance of kalai_negolog", scaled.chosen(VARIANTS["kalai_negolog"])[0]),
        ("the ANL data", "distance of kalai_anl", scaled.chosen(VARIANTS["kalai_anl"])[0]),
        ("Baarslag and others", "distance of the Kalai–Smorodinsky deal", [values[value] for value in ties]),
    )
    result: dict[str, Opposition | None] = dict.fromkeys(_OPPOSITIONS)
    for name, (whose, words, rows) in zip(_OPPOSITIONS, sources, strict=True):
        if rows:
            away = scaled.distances(rows)
            result[name] = Opposition(name=name, whose=whose, rule=words, value=min(away), ties=away)
    return result


def tops_of(case: Case) -> tuple[int, ...] | None:
    """What counts as 1 in a case: 1 where every party's scale is another program's, else each one's best."""
    foreign = all(case.preferences[who].scale == UTILITY for who in case.parties)
    return (1,) * len(case.parties) if foreign else None


def variants(front: Frontier, *, top: Sequence[Fraction | int] | None = None) -> Variants:
    """Apply the rules of other programs to an exact frontier; all tied points are given.

    ``top`` is for each party the value on its own scale that the other program writes as 1. Left out, each
    party's best efficient value (1 where that is not positive), which is what normalised domains have.
    """
    parties = len(front.parties)
    units = front.values.units[:parties]
    if top is None:
        best = front.integers.max(axis=0).tolist() if len(front) else [1] * parties
        tops = [max(0, high) * unit or Fraction(1) for high, unit in zip(best, units, strict=True)]
    else:
        tops = [Fraction(x) for x in top]
    if len(tops) != parties or min(tops) <= 0:
        raise UsageError.of("the values that count as 1", "one positive number for each party")
    scaled = _Scaled(front, [unit / high for unit, high in zip(units, tops, strict=True)])
    refused = _refusals(scaled)
    return Variants(
        parties=front.parties,
        by_name={
            name: None if name in refused else _variant(scaled, name, rule) for name, rule in VARIANTS.items()
        },
        opposition={name: None if name in refused else found for name, found in _oppositions(scaled).items()},
        refusals=refused,
        top=tuple(map(float, tops)),
        method=Method(
            name="the rules of other programs on the exact frontier",
            exact=front.method.exact,
            realisation=front.method.realisation,
        ),
    )
