"""Every judgement of a case as something movable: one thing that is changed while the others stay.

Where one weight goes to :math:`t`, the party's other weights keep their proportions,
:math:`w_k' = w_k (1 - t)/(1 - w_j)`. What an order ties is moved together; a judgement of a form over a range
moves every option that it has a share in. What cannot be moved is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from ...case import Case, Fallback, Judgement, Judgements
from ...errors import UsageError, nearest, quoted
from ...space import Picks, Space
from ...space.draws import Draws
from ...space.score_blends import blend_of
from ...space.weights import Floats, Weights, weights_of
from ..result import Result

Kind = Literal["walk_away", "score", "points", "weight"]
_TAILS = (0.05, 0.95)
BELIEF = "a belief: it says what one side thinks of another and does not enter the zone"
MEANING = "a measured meaning: it does not enter any party's value"
PHASED = "of how a deal is carried out: it does not enter the zone"
VOTELESS = "of one who has no vote: it does not enter the zone"
FIXED = "an end of an order: 100 or 0 by definition"
ALONE = "no other weight can make room for it"
BOTH = "points inside a function that the deal of the walk-away gets too: no half-lines say where deals pass"

Parts = tuple[tuple[str, float, Fraction], ...]
"""What the score of an option is made of: path, central value and share of each judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfJudgement(Result):
    """Which judgement something is said of."""

    path: str
    tied: tuple[str, ...]  # judgements that an order ties to it and that move with it
    who: str
    kind: Kind
    low: float  # stated range; weights in shares of 100
    high: float


@dataclass(frozen=True, eq=False)
class Movable:
    """One judgement, or what an order ties together."""

    path: str  # of tied ones the first
    tied: tuple[str, ...]
    who: int
    kind: Kind
    issues: tuple[int, ...]  # of a score its issue, of a weight its issues
    columns: tuple[int, ...]  # features of a score's options or of points; of a weight its place among them
    low: float  # of a weight under an order the 5th percentile of the draws: extremes are corners
    high: float
    central: float
    least: float = -np.inf  # where the scale ends: 0 and 100 for weights, and for scores that carry weights
    most: float = np.inf
    factors: tuple[Fraction, ...] = ()  # what one more adds to each column, before weights
    alike: bool = True  # whether a move shifts all deals alike that agree on the issues and patterns
    percentiles: bool = False

    @property
    def moves(self) -> bool:
        """Whether the judgement is more than one number."""
        return self.low < self.high

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths it stands for."""
        return (self.path, *self.tied)

    def lies_under(self, path: str) -> bool:
        """Whether it stands at or below a place of the case."""
        return any(_under(own, path) for own in self.paths)

    def drawn(self, draws: Draws) -> Floats:
        """Its value in every draw, on its own scale, shape (draws,)."""
        found = draws.sampled.get(self.path)
        return np.full(draws.count, self.central) if found is None else found

    def said(self, space: Space) -> dict[str, Any]:
        """The fields of :class:`OfJudgement`."""
        return {
            "path": self.path, "tied": self.tied, "who": space.who[self.who], "kind": self.kind,
            "low": self.low, "high": self.high,
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Movables:
    """All that can be moved in a case, in its order, and why the rest cannot; tuples by who is asked."""

    space: Space
    items: tuple[Movable, ...]
    unmoved: dict[str, str]
    weights: tuple[Weights | None, ...]
    raw: tuple[dict[int, Parts], ...]  # by feature column of an option
    fallbacks: tuple[Picks | None, ...]  # the deal that a walk-away is worth, one row

    def parts(self, one: Movable) -> list[Fraction]:
        """Which share a score's judgement has in each option of its issue."""
        found = [Fraction(0)] * len(self.space.options[one.issues[0]])
        for column, factor in zip(one.columns, one.factors, strict=True):
            found[column - self.space.first[one.issues[0]]] = factor
        return found

    def score(self, who: int, column: int, draws: Draws) -> Floats:
        """Score of an option for one party in every draw, without its weight, shape (draws,)."""
        total = np.zeros(draws.count)
        for path, central, share in self.raw[who].get(column, ()):
            total += float(share) * draws.sampled.get(path, central)
        return total

    def share(self, who: int, issue: int) -> Fraction:
        """Central weight of an issue; 1 without weights."""
        weights = self.weights[who]
        if weights is None:
            return Fraction(1)
        return weights.centre[weights.names.index(self.space.issues[issue])]

    def shares(self, who: int, issue: int, draws: Draws) -> Floats:
        """Weight of an issue in every draw, as a share of 1, shape (draws,)."""
        path = f"preferences.{self.space.who[who]}.weights.{self.space.issues[issue]}"
        found = None if self.weights[who] is None else draws.sampled.get(path)
        return np.full(draws.count, float(self.share(who, issue))) if found is None else found / 100


def added_columns(space: Space, who: int) -> tuple[int, ...]:
    """Feature columns of all points of one party that stand alone: interactions and plain sums."""
    return tuple(sorted(feature for feature, owner, _ in space.joint.interactions if owner == who))


class _Collector:
    """Collects what can be moved of one party."""

    def __init__(self, case: Case, space: Space, draws: Draws, who: int) -> None:
        self.case, self.space, self.draws, self.who = case, space, draws, who
        self.preference = preference = case.preferences[space.who[who]]
        self.prefix = f"preferences.{space.who[who]}"
        self.found: list[Movable] = []
        self.unmoved: dict[str, str] = {}
        self.raw: dict[int, Parts] = {}
        nodes = [node for owner, node in space.joint.functions if owner == who]
        self.nested = {leaf.feature: leaf.mask for node in nodes for leaf in node.leaves}
        away = preference.walk_away
        self.fallback = space.picks_of(away.deal) if isinstance(away, Fallback) else None
        if not isinstance(away, Fallback):  # else it moves with what the deal is made of
            self.add(
                f"{self.prefix}.walk_away", "walk_away", (0.0, 0.0, 0.0) if away is None else _span(away)
            )
        self.weights = None
        if preference.weights is not None:
            self.weights = weights_of(preference.weights, tuple(preference.scores))
            self._weights(self.weights)
        for issue, scores in preference.scores.items():
            self._scores(issue, scores)
        self._points()

    def add(self, path: str, kind: Kind, ends: tuple[float, float, float], **more: object) -> None:
        low, central, high = ends
        given = {"tied": (), "issues": (), "columns": (), "alike": self.fallback is None} | more
        self.found.append(
            Movable(path=path, who=self.who, kind=kind, low=low, high=high, central=central, **given)  # type: ignore[arg-type]
        )

    def _weights(self, weights: Weights) -> None:
        path = f"{self.prefix}.weights"
        groups = [(name,) for name in weights.names] if weights.order is None else weights.order.groups
        centre = dict(zip(weights.names, weights.centre, strict=True))
        for group in groups:
            paths = [f"{path}.{name}" for name in group]
            share = float(centre[group[0]])
            if abs(share * len(group) - 1) < 1e-12:
                self.unmoved.update(dict.fromkeys(paths, ALONE))
                continue
            self.add(
                paths[0], "weight", alike=self.fallback is None and not self.nested,
                ends=self._ends(weights, group[0], 100 * share),
                tied=tuple(paths[1:]), issues=tuple(self.space.issues.index(name) for name in group),
                columns=tuple(weights.names.index(name) for name in group), least=0.0, most=100 / len(group),
                percentiles=weights.order is not None and not weights.exact,
            )  # fmt: skip

    def _ends(self, weights: Weights, name: str, central: float) -> tuple[float, float, float]:
        if weights.exact:
            return central, central, central
        if weights.order is not None:
            low, high = np.quantile(self.draws.sampled[f"{self.prefix}.weights.{name}"], _TAILS)
            return min(float(low), central), central, max(float(high), central)
        low, high = weights.extremes(name)
        return low, central, high

    def _scores(self, issue: str, scores: Judgements) -> None:
        path, number = f"{self.prefix}.scores.{issue}", self.space.issues.index(issue)
        options, first = self.space.options[number], self.space.first[number]
        scale = {} if self.weights is None else {"least": 0.0, "most": 100.0}
        if scores.order is None:
            record = self.case.issues[issue]
            blends = {first + k: dict(blend_of(record, scores, option)) for k, option in enumerate(options)}
            for column, parts in blends.items():
                self.raw[column] = tuple(
                    (f"{path}.{name}", float(scores.named[name].central), share)
                    for name, share in parts.items()
                )
            for name, point in scores.named.items():
                own = {column: parts[name] for column, parts in blends.items() if name in parts}
                self.add(
                    f"{path}.{name}", "score", _span(point), issues=(number,),
                    columns=tuple(own), factors=tuple(own.values()), **scale,
                )  # fmt: skip
            return
        chain = scores.order.chains[0]
        steps = max(1, len(chain) - 1)
        for rank, group in enumerate(chain):
            paths, columns = [f"{path}.{name}" for name in group], [first + options.index(o) for o in group]
            central = 100 * (steps - rank) / steps
            for one, column in zip(paths, columns, strict=True):
                self.raw[column] = ((one, central, Fraction(1)),)
            if rank in (0, steps):
                self.unmoved.update(dict.fromkeys(paths, FIXED))
                continue
            self.add(
                paths[0], "score", (0.0, central, 100.0), tied=tuple(paths[1:]),
                issues=(number,), columns=tuple(columns), factors=(Fraction(1),) * len(group), **scale,
            )  # fmt: skip

    def _points(self) -> None:
        for term in self.space.terms[self.who]:
            if not term.path:  # caps of functions are numbers, not judgements
                continue
            path, mask = f"{self.prefix}.{term.path}", self.nested.get(term.feature)
            rather, columns = self.fallback, self.space.joint.columns
            if mask is not None and rather is not None and mask.holds(rather, columns)[0]:
                self.unmoved[path] = BOTH
                continue
            self.add(
                path, "points", _span(term.judgement), columns=(term.feature,), factors=(term.factor,),
                alike=mask is None and rather is None,
            )  # fmt: skip


def _span(judgement: Judgement) -> tuple[float, float, float]:
    return float(judgement.low), float(judgement.central), float(judgement.high)


def build_movables(case: Case, space: Space, draws: Draws) -> Movables:
    """Every judgement of a case as movable, or why it is not; draws give the range of weights in an order."""
    parties = [_Collector(case, space, draws, who) for who in range(len(space.who))]
    items = tuple(one for party in parties for one in party.found)
    unmoved = {path: reason for party in parties for path, reason in party.unmoved.items()}
    moved = {path for one in items for path in one.paths}
    for path, item in case.judgements():
        order = item.order if isinstance(item, Judgements) else None
        for one in (path,) if order is None else (f"{path}.{name}" for name in order.names):
            if one not in moved and one not in unmoved:
                unmoved[one] = _reason(space, path)
    return Movables(
        space, items, unmoved, weights=tuple(party.weights for party in parties),
        raw=tuple(party.raw for party in parties), fallbacks=tuple(party.fallback for party in parties),
    )  # fmt: skip


def _reason(space: Space, path: str) -> str:
    """Why a judgement cannot be moved."""
    if path.startswith("issues."):
        return MEANING
    if path.startswith("path."):
        return PHASED
    votes = path.startswith(tuple(f"preferences.{name}." for name in space.who))
    return BELIEF if votes else VOTELESS


def _under(path: str, start: str) -> bool:
    return path == start or path.startswith((f"{start}.", f"{start}["))


def chosen(movables: Movables, paths: Iterable[str], option: str = "judgements") -> tuple[Movable, ...]:
    """What can be moved at or below some paths of the case, all where none is given; UsageError for none."""
    paths = list(paths)
    for path in paths:
        if not any(one.lies_under(path) for one in movables.items):
            raise _unknown(movables, path, option)
    return tuple(one for one in movables.items if not paths or any(map(one.lies_under, paths)))


def _unknown(movables: Movables, path: str, option: str) -> UsageError:
    for unmoved, reason in movables.unmoved.items():
        if _under(unmoved, path):
            return UsageError.of(f"{quoted(path)}, {reason}", "a judgement that enters the zone", path=option)
    known = (*(own for one in movables.items for own in one.paths), *movables.unmoved)
    return UsageError.of(
        quoted(path), "the path of a judgement or of a part of a preference",
        nearest(path, known) or f"such as {known[0]}", path=option,
    )  # fmt: skip
