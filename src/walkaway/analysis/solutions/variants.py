r"""What other programs call "Nash", "Kalai", "KS" and "opposition": their rules, under names that say whose.

The solutions of :mod:`walkaway.analysis.solutions.solutions` mean the textbook's formulas. Other programs use
the same names for other rules; to compare numbers with them, each rule has a name here that says whose it
is. With :math:`u` the values of an efficient deal divided by ``top`` (what the peer writes as 1), :math:`d`
the walk-aways in the same unit, and :math:`F` the frontier:

====================  ==================================================================== ===================
name                  rule                                                                 whose
====================  ==================================================================== ===================
``nash_genius``       :math:`\max_F \prod_p (u_p - d_p)`, nobody asked whether             Genius 10.4
                      :math:`u \ge d`
``nash_negolog``      :math:`\max_F \prod_p u_p`, walk-aways ignored                       NegoLog; ANL data
``kalai_negmas``      :math:`\max_{F, u \ge d} \min_p (u_p - d_p)`                         NegMAS
``kalai_negolog``     :math:`\max_F \sum_p u_p`                                            NegoLog
``kalai_anl``         :math:`\min_F (\max_p u_p - \min_p u_p)`                             ANL data
``ks_negmas``         :math:`\min_{F, u \ge d} (\max_p r_p - \min_p r_p)`,                 NegMAS
                      :math:`r_p = (u_p - d_p)/(\max_F u_p - d_p)`
``ks_genius``         :math:`\min_F \sum_{p < q} |u_p - u_q|`                              Genius 10.4
====================  ==================================================================== ===================

and the *opposition*, how far the parties are from all having what they want most, :math:`\|u - (1, …, 1)\|`:

=======================  ==============================================================  ====================
name                     of which deal                                                   whose
=======================  ==============================================================  ====================
``opposition_negmas``    the nearest of all deals                                        NegMAS
``opposition_negolog``   ``kalai_negolog``                                               NegoLog
``opposition_anl``       ``kalai_anl``                                                   ANL data
``opposition_baarslag``  the textbook's Kalai–Smorodinsky deal                           Baarslag and others
=======================  ==============================================================  ====================

The products, sums and squares are exact; ties are all reported.

These programs value deals from 0 to 1. A rule on the values themselves (all but ``nash_genius``,
``kalai_negmas`` and ``ks_negmas``, which ask for gains) and every opposition is left out, with the reason,
where an efficient deal is worth less than 0 to somebody: a product of two losses would be the largest, and a
distance from (1, …, 1) says nothing. ``opposition_negmas`` looks at efficient deals only, which is enough
where no value exceeds ``top`` (a deal that another dominates is farther away); else it is left out too.

References
----------
NegMAS 0.16 (``preferences/ops.py``), Genius 10.4 (``BidSpace.java``), NegoLog (``BidSpace.py``) and the files
``specials.json`` of the ANL domains, as read and run. Baarslag, Hendrikx, Hindriks and Jonker (2013),
*Evaluating practical negotiating agents*, *Artificial Intelligence* 198:73–103, on opposition.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import prod

import numpy as np

from ...case import Case
from ...errors import UsageError
from ...space import Bools
from ...space.values import root
from ...space.weights import Floats
from ..frontier.points import Frontier, counted
from ..result import Method
from .solutions import solutions
from .variant import Opposition, Variant, Variants

__all__ = ["UTILITY", "VARIANTS", "tops_of", "variants"]

UTILITY = "utility"
"""Scale of a party whose values are those of another program, from 0 to 1."""

_NEAR = 1e-9
Row = tuple[Fraction, ...]


@dataclass(frozen=True, eq=False)
class _Scaled:
    """The frontier in parts of top: exact by row, and as floats for all."""

    front: Frontier
    factors: Row
    away: Row
    floats: Floats

    def row(self, index: int) -> Row:
        integers = self.front.integers[index]
        return tuple(int(u) * factor for u, factor in zip(integers, self.factors, strict=True))

    @property
    def rational(self) -> Bools:
        """Which efficient deals nobody refuses."""
        away = self.front.values.walk_away[: len(self.away)]
        return np.asarray((self.front.integers >= away).all(axis=1))

    @cached_property
    def room(self) -> Row:
        """Best value of each party on the whole frontier minus its walk-away; 1 where that is nothing."""
        rows = zip(self.front.integers.max(axis=0), self.factors, self.away, strict=True)
        return tuple((int(top) * factor - d) or Fraction(1) for top, factor, d in rows)


@dataclass(frozen=True)
class _Rule:
    """A rule: what is made largest, by fractions and by floats, and who defined it."""

    whose: str
    words: str
    key: Callable[[_Scaled, Row], Fraction]
    rough: Callable[[_Scaled, Floats], Floats]
    rational: bool = False
    sign: int = 1
    plain: bool = False  # speaks of values themselves, not of gains


def _ratios(scaled: _Scaled, row: Row) -> list[Fraction]:
    return [(u - d) / room for u, d, room in zip(row, scaled.away, scaled.room, strict=True)]


def _rough_ratios(scaled: _Scaled, rows: Floats) -> Floats:
    return np.asarray((rows - _floats(scaled.away)) / _floats(scaled.room))


def _floats(row: Sequence[Fraction]) -> Floats:
    return np.array([float(x) for x in row])


VARIANTS: Mapping[str, _Rule] = {
    "nash_genius": _Rule(
        "Genius 10.4",
        "largest product of gains over walking away on the whole frontier, losses not excluded",
        lambda s, row: prod((u - d for u, d in zip(row, s.away, strict=True)), start=Fraction(1)),
        lambda s, rows: np.asarray((rows - _floats(s.away)).prod(axis=1)),
    ),
    "nash_negolog": _Rule(
        "NegoLog and the ANL data",
        "largest product of values; walk-aways ignored",
        lambda s, row: prod(row, start=Fraction(1)),
        lambda s, rows: np.asarray(rows.prod(axis=1)),
        plain=True,
    ),
    "kalai_negmas": _Rule(
        "NegMAS",
        "largest smallest gain over walking away among efficient deals that nobody refuses",
        lambda s, row: min(u - d for u, d in zip(row, s.away, strict=True)),
        lambda s, rows: np.asarray((rows - _floats(s.away)).min(axis=1)),
        rational=True,
    ),
    "kalai_negolog": _Rule(
        "NegoLog",
        "largest sum of values",
        lambda s, row: sum(row, Fraction(0)),
        lambda s, rows: np.asarray(rows.sum(axis=1)),
        plain=True,
    ),
    "kalai_anl": _Rule(
        "the ANL data",
        "smallest difference between the parties' values on the frontier",
        lambda s, row: min(row) - max(row),
        lambda s, rows: np.asarray(rows.min(axis=1) - rows.max(axis=1)),
        sign=-1,
        plain=True,
    ),
    "ks_negmas": _Rule(
        "NegMAS",
        "smallest difference between the parties' shares of what each could gain at all",
        lambda s, row: min(_ratios(s, row)) - max(_ratios(s, row)),
        lambda s, rows: np.asarray(_rough_ratios(s, rows).min(axis=1) - _rough_ratios(s, rows).max(axis=1)),
        rational=True,
        sign=-1,
    ),
    "ks_genius": _Rule(
        "Genius 10.4",
        "smallest sum of differences between any two parties' values on the frontier",
        lambda s, row: -sum((abs(a - b) for a, b in combinations(row, 2)), Fraction(0)),
        lambda s, rows: -np.abs(rows[:, :, None] - rows[:, None, :]).sum(axis=(1, 2)) / 2,
        sign=-1,
        plain=True,
    ),
}
"""Name → rule; every rule is written as something to be made as large as possible."""


def _chosen(scaled: _Scaled, rule: _Rule) -> tuple[list[int], Fraction] | None:
    """Rows with the largest key, found among those near the largest float."""
    rows = np.flatnonzero(scaled.rational) if rule.rational else np.arange(len(scaled.front))
    if not len(rows):
        return None
    rough = rule.rough(scaled, scaled.floats[rows])
    top = float(rough.max())
    near = rows[rough >= top - _NEAR * max(1.0, abs(top))]
    keys = {int(row): rule.key(scaled, scaled.row(int(row))) for row in near}
    most = max(keys.values())
    return [row for row, key in keys.items() if key == most], rule.sign * most


def _variant(scaled: _Scaled, name: str, rule: _Rule, refused: Collection[str]) -> Variant | None:
    found = None if name in refused else _chosen(scaled, rule)
    if found is None:
        return None
    points = [scaled.front.points[row] for row in found[0]]
    return Variant(
        name=name,
        whose=rule.whose,
        rule=rule.words,
        deal=points[0].deal,
        value=points[0].value,
        number=float(found[1]),
        count=counted(points),
        ties=tuple(point.value for point in points),
    )


def _square(row: Row) -> Fraction:
    return sum(((1 - u) ** 2 for u in row), Fraction(0))


_NEAREST = _Rule(
    "NegMAS",
    "distance of the nearest of all deals",
    lambda s, row: -_square(row),
    lambda s, rows: -((1 - rows) ** 2).sum(axis=1),
)


_OPPOSITIONS = ("opposition_negmas", "opposition_negolog", "opposition_anl", "opposition_baarslag")


def _refusals(scaled: _Scaled, names: Sequence[str]) -> dict[str, str]:
    """Rule or opposition → why it is outside of its assumptions."""
    rows, best = scaled.front.integers, max((1, *scaled.floats.max(axis=0, initial=0)))
    low = [name for name, least in zip(names, rows.min(axis=0, initial=0), strict=True) if least < 0]
    plain = [name for name, rule in VARIANTS.items() if rule.plain]
    if low:
        why = f"{low[0]} values an efficient deal below 0, and the rule is for values from 0 to 1"
        return dict.fromkeys((*plain, *_OPPOSITIONS), why)
    if best > 1:
        return {"opposition_negmas": "a value is larger than what counts as 1, so a worse deal may be nearer"}
    return {}


def _oppositions(scaled: _Scaled, refused: Collection[str]) -> dict[str, Opposition | None]:
    textbook = solutions(scaled.front)["kalai_smorodinsky"]
    values = {point.value: row for row, point in enumerate(scaled.front.points)}
    sources: dict[str, tuple[str, str, list[int]]] = {}
    for name, rule, words in (
        ("opposition_negmas", _NEAREST, _NEAREST.words),
        ("opposition_negolog", VARIANTS["kalai_negolog"], "distance of kalai_negolog"),
        ("opposition_anl", VARIANTS["kalai_anl"], "distance of kalai_anl"),
    ):
        found = _chosen(scaled, rule)
        sources[name] = (rule.whose, words, [] if found is None else found[0])
    sources["opposition_baarslag"] = (
        "Baarslag and others",
        "distance of the Kalai–Smorodinsky deal",
        [] if textbook is None else [values[value] for value in textbook.ties],
    )
    result: dict[str, Opposition | None] = {}
    for name, (whose, words, rows) in sources.items():
        distances = () if name in refused else tuple(root(_square(scaled.row(row))) for row in rows)
        result[name] = (
            Opposition(name=name, whose=whose, rule=words, value=min(distances), ties=distances)
            if distances
            else None
        )
    return result


def tops_of(case: Case) -> tuple[int, ...] | None:
    """What counts as 1 in a case: 1 where every party's scale is another program's, else each one's best."""
    foreign = all(case.preferences[who].scale == UTILITY for who in case.parties)
    return (1,) * len(case.parties) if foreign else None


def variants(front: Frontier, *, top: Sequence[Fraction | int] | None = None) -> Variants:
    """Apply the rules of other programs to an exact frontier.

    Parameters
    ----------
    front : Frontier
    top : sequence of Fraction or int, optional
        For each party the value on its own scale that the other program writes as 1. Left out, each party's
        best efficient value (1 where that is not positive), which is what normalised domains have.

    Returns
    -------
    Variants
        Each with witness, ties and the number its rule makes largest or smallest.

    Raises
    ------
    UsageError
        If ``top`` has not one positive number for each party.

    Notes
    -----
    O(frontier · parties²). The other programs break ties by the order of their lists; here all tied points
    are given.

    References
    ----------
    See the module.
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
    factors = tuple(unit / high for unit, high in zip(units, tops, strict=True))
    away = tuple(int(d) * f for d, f in zip(front.values.walk_away[:parties], factors, strict=True))
    scaled = _Scaled(front, factors, away, np.asarray(front.integers * _floats(factors)))
    refused = _refusals(scaled, front.parties)
    return Variants(
        by_name={name: _variant(scaled, name, rule, refused) for name, rule in VARIANTS.items()},
        opposition=_oppositions(scaled, refused),
        refusals=refused,
        top=tuple(map(float, tops)),
        method=Method(
            name="the rules of other programs on the exact frontier",
            exact=front.method.exact,
            realisation=front.method.realisation,
        ),
    )
