r"""For which values of one judgement a deal passes, exact, in the central realisation.

With everything else fixed, a deal that its party decides passes up to some value of a judgement, from some
value on, everywhere or nowhere. Slack is linear in scores, points and weights, and the end is its root, a
fraction; inside a function its kinks are whole numbers of units, found by halving. A cap :math:`c` and a
walk-away :math:`R` say :math:`v \ge R` and :math:`c \ge R`; a walk-away that is worth a deal :math:`d` says
:math:`v(x) \ge v(d)` or :math:`v(x) \ge c`, with a difference that is linear.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...case import Case, Judgement, Judgements
from ...space import Bools, Picks, Space, Values, option_scores
from ..result import Result
from .movable import Movable, Movables

_ROUNDING = 2.0**-44
"""More than what sums of a few numbers are off by, as a share of the largest of them."""
_FAR = 2**55
End = tuple[Fraction, int]
"""An end, and the row of the deal that makes it."""
Ends = tuple[End | None, End | None, bool]
"""Up to where and from where on some deal passes, and whether one passes everywhere."""
Tops = list[tuple[int, int]]
"""Kinds of deals, and the row of the first that is worth most of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Result):
    """For which values of a judgement the answer is yes: up to ``below``, and from ``above`` on."""

    below: Fraction | float | None = None  # None where there is no such end on the scale
    above: Fraction | float | None = None
    always: bool = False  # yes for every value on the scale

    def at(self, value: Fraction | float) -> bool:
        """The answer at one value."""
        low = self.below is not None and value <= self.below
        return self.always or low or (self.above is not None and value >= self.above)


@dataclass(frozen=True, eq=False)
class Central:
    """The central realisation of a case, and what can be moved in it."""

    case: Case
    values: Values
    movables: Movables

    @cached_property
    def judgements(self) -> dict[str, Judgement | Judgements]:
        """Every judgement by its path."""
        return dict(self.case.judgements())


class _Face(NamedTuple):
    """One way to accept: to be worth a number, or as much as a certain deal; a cap is a second way."""

    ref: Fraction
    deal: Picks | None


def deciding(space: Space, accepts: Bools, who: int, refused: Bools) -> tuple[Bools, bool]:
    """Deals that pass if one accepts, but for those across its red lines; and whether some pass without."""
    yes, no = accepts.copy(), accepts.copy()
    yes[:, who], no[:, who] = True, False
    return space.passes(yes) & ~refused, bool(space.passes(no).any())


def _join(parts: Iterable[Ends]) -> Ends:
    """The union of values at which some deal passes."""
    every = list(parts)
    below = max((one[0] for one in every if one[0] is not None), default=None)
    above = min((one[1] for one in every if one[1] is not None), default=None)
    return below, above, any(one[2] for one in every)


class OwnDeals:
    """The deals that one party decides, out of some, in exact numbers."""

    def __init__(self, central: Central, picks: Picks, accepts: Bools, who: int) -> None:
        self.case, self.movables, self.judgements = central.case, central.movables, central.judgements
        self.space, self.who, values = central.movables.space, who, central.values
        rows, self.free = deciding(self.space, accepts, who, self.space.joint.refused(picks, who))
        self.picks = np.asfortranarray(picks[rows])
        self.own, self.unit = values.coefficients[:, [who]], values.units[who]
        every = self._worth(picks)
        spread = float(int(every.max() - every.min())) * float(self.unit) if len(picks) else 0.0
        self.reach = spread or 1.0
        self.worth = self._worth(self.picks)
        cap = self.case.preferences[self.space.who[who]].cap
        self.cap = None if cap is None else Fraction(cap)
        self.away = int(values.walk_away[who]) * self.unit
        self.faces = self._faces(self.movables.fallbacks[who])
        self.scores = [self._scores(issue) for issue in self.space.issues]
        self.tops: dict[int, Tops] = {}

    def _worth(self, picks: Picks) -> NDArray[np.int64]:
        return self.space.values(self.own, picks, self.space.joint)[:, 0]

    def _faces(self, deal: Picks | None) -> list[_Face]:
        if deal is None:
            return [] if self.cap is not None and self.away > self.cap else [_Face(self.away, None)]
        capped = [] if self.cap is None else [_Face(self.cap, None)]
        return [_Face(int(self._worth(deal)[0]) * self.unit, deal), *capped]

    def _scores(self, issue: str) -> list[Fraction]:
        """Central scores of all options of an issue, before weights."""
        options = self.space.options[self.space.issues.index(issue)]
        given = self.case.preferences[self.space.who[self.who]].scores.get(issue)
        if given is None:
            return [Fraction(0)] * len(options)
        return option_scores(self.case.issues[issue], given, options)

    def central(self, one: Movable) -> Fraction:
        """The exact central value of a judgement."""
        if one.kind == "walk_away":
            return self.away
        if one.kind == "weight":
            return 100 * self.movables.share(self.who, one.issues[0])
        judgement = self.judgements.get(one.path)
        if isinstance(judgement, Judgement):
            return Fraction(judgement.central)
        return self.scores[one.issues[0]][one.columns[0] - self.space.first[one.issues[0]]]  # of an order

    def ends(self, one: Movable, central: Fraction) -> Ends:
        """Up to where, and from where on, some deal passes as a judgement moves; or whatever it is."""
        match one.kind:
            case "walk_away":
                return self._walk_away()
            case "points":
                return self._points(one, central)
            case "score":
                (issue,) = one.issues
                share = self.movables.share(self.who, issue)
                slopes = [factor * share for factor in self.movables.parts(one)]
                if issue not in self.tops:
                    self.tops[issue] = self._tops(self.picks[:, issue])
                return self._shifted(central, self.tops[issue], lambda deal: deal[:, issue], slopes)
            case _:
                below, above, always = _join(self._weight(one, face) for face in self.faces)
                hundred = [None if end is None else (100 * end[0], end[1]) for end in (below, above)]
                return hundred[0], hundred[1], always

    def _need(self, face: _Face) -> int:
        """The worth from which a face is reached, in units."""
        return math.ceil(face.ref / self.unit)

    def _walk_away(self) -> Ends:
        """Up to which number a deal passes: its worth, and the cap."""
        if not len(self.picks):
            return None, None, False
        row = int(self.worth.argmax())
        worth = int(self.worth[row]) * self.unit
        return (worth if self.cap is None else min(worth, self.cap), row), None, False

    def _tops(self, kinds: NDArray[Any]) -> Tops:
        """The first deal worth most of each kind: kind and row."""
        rows = (np.flatnonzero(kinds == number) for number in range(int(kinds.max(initial=-1)) + 1))
        return [(kind, int(row[self.worth[row].argmax()])) for kind, row in enumerate(rows) if len(row)]

    def _shifted(
        self,
        central: Fraction,
        tops: Tops,
        kinds: Callable[[Picks], NDArray[Any]],
        slopes: Sequence[Fraction],
    ) -> Ends:
        """Of a judgement of which one more adds the same to all deals of a kind."""
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

    def _points(self, one: Movable, central: Fraction) -> Ends:
        joint, column = self.space.joint, one.columns[0]
        mask = next((mask for feature, _, mask in joint.interactions if feature == column), None)
        if mask is None:
            return _join(self._nested(one, face) for face in self.faces)

        def held(picks: Picks) -> NDArray[np.int64]:
            return mask.holds(picks, joint.columns).astype(np.int64)

        return self._shifted(central, self._tops(held(self.picks)), held, (Fraction(0), one.factors[0]))

    def _nested(self, one: Movable, face: _Face) -> Ends:
        """Of points inside a function: each deal's worth never falls and has whole kinks."""
        need, column, factor = self._need(face), one.columns[0], one.factors[0]
        if factor == 0:  # a weight of 0 on the way: as the points are, so whatever they are
            return None, None, bool((self.worth >= need).any())

        def enough(rows: NDArray[np.intp], units: int) -> NDArray[np.intp]:
            own = self.own.copy()
            own[column] = units
            return rows[self.space.values(own, self.picks[rows], self.space.joint)[:, 0] >= need]

        far = _FAR if self.own.dtype == np.int64 else _FAR**3
        low, high, rows = -far, far, np.arange(len(self.picks))
        if len(enough(rows, low)):
            return None, None, True
        rows = enough(rows, high)
        if not len(rows):
            return None, None, False
        while high - low > 1:
            middle = (low + high) // 2
            sooner = enough(rows, middle)
            low, high, rows = (low, middle, sooner) if len(sooner) else (middle, high, rows)
        return None, ((high * self.unit - (need * self.unit - face.ref)) / factor, int(rows[0])), False

    def _weight(self, one: Movable, face: _Face) -> Ends:
        """Of a weight: floats find the deals that may be at the ends, fractions say where they are."""
        share, need = self.movables.share(self.who, one.issues[0]), self._need(face)
        slope, off = self._slopes(one, self.picks, face, float), float(need - face.ref / self.unit)
        slack = ((self.worth - need).astype(float) + off) * float(self.unit)
        error = _ROUNDING * max((float(abs(score)) for scores in self.scores for score in scores), default=0)
        level = np.abs(slope) <= error
        if bool((slack[level] > error).any()):
            return None, None, True
        near = level & (np.abs(slack) <= error)
        slope[level] = 1.0
        root, size = float(share) - slack / slope, np.abs(slack / slope)
        off_by = _ROUNDING + size * (_ROUNDING + 2 * error / np.abs(slope))
        for sign in (-1.0, 1.0):
            towards = np.where(~level & (sign * slope > 0), sign * root, np.inf)
            near |= np.isfinite(towards) & (towards - off_by <= (towards + off_by).min(initial=np.inf))
        below, above, always = _join(self._exact_ends(one, face, np.flatnonzero(near)))
        return (None, None, True) if always else (below, above, False)

    def _exact_ends(self, one: Movable, face: _Face, rows: NDArray[np.intp]) -> Iterator[Ends]:
        """Of a weight, for some deals: one of each kind."""
        share = self.movables.share(self.who, one.issues[0])
        scored = [issue for issue, scores in enumerate(self.scores) if any(scores)]
        worths = np.unique(self.worth[rows], return_inverse=True)[1]
        kinds = np.column_stack((self.picks[rows][:, scored], worths))
        rows = rows[np.sort(np.unique(kinds, axis=0, return_index=True)[1])]
        slopes = self._slopes(one, self.picks[rows], face, Fraction).tolist()
        for row, by in zip(rows.tolist(), slopes, strict=True):
            slack = int(self.worth[row]) * self.unit - face.ref
            if by == 0:
                yield None, None, slack >= 0
                continue
            end = share - slack / by, row
            yield (None, end, False) if by > 0 else (end, None, False)

    def _slopes(self, one: Movable, picks: Picks, face: _Face, kind: type[float | Fraction]) -> NDArray[Any]:
        """What one more of a weight adds to each deal beyond a face, as the other weights make room."""
        size, total = len(one.issues), np.zeros(len(picks), float if kind is float else object)
        rest = 1 - size * self.movables.share(self.who, one.issues[0])
        for issue, scores in enumerate(self.scores):
            if not any(scores):
                continue
            by = Fraction(1) if issue in one.issues else -size * self.movables.share(self.who, issue) / rest
            total += np.array([kind(by * number) for number in scores], total.dtype)[picks[:, issue]]
        if face.deal is None:
            return total
        return np.asarray(total - self._slopes(one, face.deal, _Face(face.ref, None), kind))
