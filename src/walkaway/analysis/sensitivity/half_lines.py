r"""Half-lines: for which values of one judgement a deal passes, exact, in the central realisation.

With everything else fixed, a pivotal deal passes on a half-line of a judgement, on all of its scale, or
nowhere. Where the judgement adds to scores or points, or is a weight, slack is linear in it and the end is
the root, a fraction. Inside a function slack never falls and its kinks are whole numbers of units, so the end
is found by halving whole numbers, exactly too.

A cap :math:`c` and a walk-away :math:`R` say :math:`v \ge R` and :math:`c \ge R`. A walk-away that is worth a
deal :math:`d` says :math:`v(x) \ge v(d)` or :math:`v(x) \ge c`: then the difference :math:`v(x) - v(d)` is
linear in the judgement.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...case import Case
from ...space import Bools, Picks, Space, Values, ordered_scores
from ...space.forms import blend_of
from ...space.weights import Floats
from .movable import Lever, Levers

__all__ = ["End", "Ends", "Half", "Study", "half_lines"]

_NEAR = 1e-9
_TIES = 64
_FAR = 2**55
Ints = NDArray[np.int64]
End = tuple[Fraction, int]
"""An end of a half-line, and the row of the deal that makes it."""


@dataclass(frozen=True, eq=False)
class Study:
    """What is looked at."""

    case: Case
    space: Space
    values: Values
    levers: Levers


@dataclass(frozen=True, eq=False)
class _Face:
    """One way to accept: what a deal is worth reaches what a number, or a certain deal, is worth.

    With a cap, a party whose walk-away is worth a deal accepts what is worth as much as that deal *or*
    reaches the cap: two faces. Else there is one face, or none where the walk-away lies above the cap.

    Attributes
    ----------
    ref : Fraction
        The number on the party's own scale.
    deal : int array (1, issues) or None
        The deal; None where the number stays whatever moves.
    """

    ref: Fraction
    deal: Picks | None


Ends = tuple[End | None, End | None, bool]
"""The highest upper and the lowest lower end of half-lines, and whether some deal passes everywhere."""


def _join(parts: Iterable[Ends]) -> Ends:
    """The union of half-lines."""
    every = list(parts)
    below = max((one[0] for one in every if one[0] is not None), default=None)
    above = min((one[1] for one in every if one[1] is not None), default=None)
    return below, above, any(one[2] for one in every)


class Half:
    """The pivotal deals of one party in the central realisation, in exact numbers."""

    def __init__(self, study: Study, who: int, picks: Picks) -> None:
        self.space, self.values, self.who, self.picks = study.space, study.values, who, picks
        case, space, values = study.case, study.space, study.values
        self.unit, self.own = values.units[who], values.coefficients[:, who : who + 1]
        self.worth: Ints = space.values(self.own, picks, space.joint)[:, 0]
        self.weights = study.levers.weights[who]
        preference = case.preferences[space.who[who]]
        self.cap = None if preference.cap is None else Fraction(preference.cap)
        self.deal = study.levers.fallbacks[who]
        self.away = int(values.walk_away[who]) * self.unit
        self.faces = self._faces()
        self.scores = [self._scores(case, issue) for issue in space.issues]

    def _faces(self) -> list[_Face]:
        if self.deal is None:
            return [] if self.cap is not None and self.away > self.cap else [_Face(self.away, None)]
        worth = int(self.space.values(self.own, self.deal, self.space.joint)[0, 0]) * self.unit
        capped = [] if self.cap is None else [_Face(self.cap, None)]
        return [_Face(worth, self.deal), *capped]

    def _scores(self, case: Case, issue: str) -> list[Fraction]:
        """Central scores of all options of an issue, before weights."""
        options = self.space.options[self.space.issues.index(issue)]
        given = case.preferences[self.space.who[self.who]].scores.get(issue)
        if given is None:
            return [Fraction(0)] * len(options)
        if given.order is not None:
            ranked = ordered_scores(given)
            return [ranked[option] for option in options]
        named = {name: Fraction(point.central) for name, point in given.named.items()}
        blends = (blend_of(case.issues[issue], given, option) for option in options)
        return [sum((share * named[name] for name, share in parts), Fraction(0)) for parts in blends]

    def share(self, issue: int) -> Fraction:
        """Central weight of an issue; 1 without weights."""
        if self.weights is None:
            return Fraction(1)
        return self.weights.centre[self.weights.names.index(self.space.issues[issue])]

    def need(self, face: _Face) -> int:
        """The worth from which a face is reached, in units."""
        return math.ceil(face.ref / self.unit)

    def walk_away(self) -> Ends:
        """Up to which number a deal passes: its worth, and the cap."""
        if not len(self.picks):
            return None, None, False
        row = int(self.worth.argmax())
        worth = int(self.worth[row]) * self.unit
        return (worth if self.cap is None else min(worth, self.cap), row), None, False

    def shifted(
        self, central: Fraction, kinds: Callable[[Picks], NDArray[Any]], slopes: Sequence[Fraction]
    ) -> Ends:
        """Half-lines of a judgement of which one more adds the same to all deals of a kind."""
        kind = kinds(self.picks)
        tops: list[tuple[int, int]] = []
        for number in range(len(slopes)):
            rows = np.flatnonzero(kind == number)
            if len(rows):
                tops.append((number, int(rows[self.worth[rows].argmax()])))
        ends: list[Ends] = []
        for face in self.faces:
            base = Fraction(0) if face.deal is None else slopes[int(kinds(face.deal)[0])]
            for number, row in tops:
                slope = slopes[number] - base
                slack = int(self.worth[row]) * self.unit - face.ref
                if slope == 0:
                    ends.append((None, None, slack >= 0))
                    continue
                end = central - slack / slope, row
                ends.append((None, end, False) if slope > 0 else (end, None, False))
        return _join(ends)

    def score(self, lever: Lever, central: Fraction) -> Ends:
        """Half-lines of a score, or of a judgement that several scores are made of."""
        issue = lever.issues[0]
        parts = [Fraction(0)] * len(self.space.options[issue])
        for column, factor in zip(lever.columns, lever.factors, strict=True):
            parts[column - self.space.first[issue]] = factor * self.share(issue)
        return self.shifted(central, lambda picks: picks[:, issue], parts)

    def points(self, lever: Lever, central: Fraction) -> Ends:
        """Half-lines of added points."""
        joint, column = self.space.joint, lever.columns[0]
        mask = next((mask for feature, _, mask in joint.interactions if feature == column), None)
        if mask is not None:
            pattern, slopes = mask, (Fraction(0), lever.factors[0])
            return self.shifted(
                central, lambda picks: pattern.holds(picks, joint.columns).astype(np.int64), slopes
            )
        return _join(self._nested(lever, face) for face in self.faces)

    def _nested(self, lever: Lever, face: _Face) -> Ends:
        """Half-line of points inside a function: each deal's worth never falls and has whole kinks."""
        need, column, factor = self.need(face), lever.columns[0], lever.factors[0]

        def enough(units: int) -> Bools:
            own = self.own.copy()
            own[column] = units
            return np.asarray(self.space.values(own, self.picks, self.space.joint)[:, 0] >= need)

        low, high = -_FAR, _FAR
        if enough(low).any() or factor == 0:
            return None, None, bool(enough(low).any())
        if not enough(high).any():
            return None, None, False
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if enough(middle).any() else (middle, high)
        row = int(enough(high).argmax())
        return None, ((high * self.unit - (need * self.unit - face.ref)) / factor, row), False

    def weight(self, lever: Lever) -> Ends:
        """Half-lines of a weight: floats find the deals at the ends, fractions say where they are."""
        return _join(self._weight(lever, face) for face in self.faces)

    def _weight(self, lever: Lever, face: _Face) -> Ends:
        share = self.share(lever.issues[0])
        slope = self._slopes(lever, share, self.picks)
        if face.deal is not None:
            slope = slope - self._slopes(lever, share, face.deal)
        slack = (self.worth - self.need(face)).astype(float) * float(self.unit)
        scale = max(1.0, float(np.abs(slope).max(initial=0.0)))
        flat = np.abs(slope) <= _NEAR * scale
        if bool((self.worth[flat] >= self.need(face)).any()):
            return None, None, True
        with np.errstate(divide="ignore", invalid="ignore"):
            root = float(share) - slack / slope
        ends: list[End | None] = []
        for sign in (-1.0, 1.0):
            rows = np.flatnonzero((sign * slope > 0) & ~flat)
            if not len(rows):
                ends.append(None)
                continue
            best = (sign * root[rows]).min()
            near = rows[sign * root[rows] <= best + _NEAR * max(1.0, abs(best))][:_TIES]
            exact = [(self._root(lever, share, face, int(row)), int(row)) for row in near]
            ends.append(max(exact) if sign < 0 else min(exact))
        return ends[0], ends[1], False

    def _slopes(self, lever: Lever, share: Fraction, picks: Picks) -> Floats:
        """What one more of a weight adds to each deal, the other weights making room."""
        score, rest = np.zeros(len(picks)), np.zeros(len(picks))
        for issue, scores in enumerate(self.scores):
            column = np.array([float(one) for one in scores])[picks[:, issue]]
            if issue in lever.issues:
                score += column
            else:
                rest += self.shown(issue) * column
        size = len(lever.issues)
        return np.asarray(score - size * rest / float(1 - size * share))

    def shown(self, issue: int) -> float:
        """Central weight of an issue as a float; 0 for one that is not scored."""
        return float(self.share(issue)) if any(self.scores[issue]) else 0.0

    def _slope(self, lever: Lever, share: Fraction, row: Picks) -> Fraction:
        """One of :meth:`_slopes` as a fraction."""
        score = rest = Fraction(0)
        for issue, scores in enumerate(self.scores):
            one = scores[int(row[issue])]
            if issue in lever.issues:
                score += one
            elif one:
                rest += self.share(issue) * one
        size = len(lever.issues)
        return score - size * rest / (1 - size * share)

    def _root(self, lever: Lever, share: Fraction, face: _Face, row: int) -> Fraction:
        slope = self._slope(lever, share, self.picks[row])
        if face.deal is not None:
            slope -= self._slope(lever, share, face.deal[0])
        return share - (int(self.worth[row]) * self.unit - face.ref) / slope


def half_lines(one: Half, lever: Lever, central: Fraction) -> Ends:
    """Both half-lines of a lever, and whether there is a deal whatever it is."""
    if lever.kind == "walk_away":
        return one.walk_away()
    if lever.kind == "points":
        return one.points(lever, central)
    if lever.kind == "score":
        return one.score(lever, central)
    below, above, always = one.weight(lever)
    hundred = [None if end is None else (100 * end[0], end[1]) for end in (below, above)]
    return hundred[0], hundred[1], always
