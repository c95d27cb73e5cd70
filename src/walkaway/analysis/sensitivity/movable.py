"""Every judgement of a case as a lever: one thing that can be moved while the others stay.

A walk-away, a score and the points of an interaction can be moved alone. A weight cannot, since the weights
of a party sum to one: where one weight goes to :math:`t`, the other weights of that party keep their
proportions to each other, :math:`w_k' = w_k (1 - t)/(1 - w_j)`. What an order ties is moved together.

A judgement of a form over a range (an end of a straight line, a point, a peak) moves every option that it
has a share in, each by its share. Points inside a function are a lever too, but shift no group of deals
alike, and neither does anything of a party whose walk-away is worth a deal: that moves with it (``alike``).

No judgement is passed over: what does not enter the zone (measured meanings, beliefs) or cannot be moved is
listed with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from ...case import Case, Fallback, Judgement, Judgements
from ...errors import UsageError, nearest, quoted
from ...space import Picks, Space
from ...space.draws import Draws
from ...space.forms import blend_of
from ...space.functions import Node, Term
from ...space.weights import Floats, Weights, weights_of

__all__ = ["Kind", "Lever", "Levers", "added_columns", "build_levers", "chosen"]

Kind = Literal["walk_away", "score", "points", "weight"]
_TAILS = (0.05, 0.95)
BELIEF = "a belief: it says what one side thinks of another and does not enter the zone"
MEANING = "a measured meaning: it does not enter any party's value"
VOTELESS = "of one who has no vote: it does not enter the zone"
FIXED = "an end of an order: 100 or 0 by definition"
ALONE = "no other weight can make room for it"
BOTH = "points inside a function that the deal of the walk-away gets too: no half-lines say where deals pass"

Parts = tuple[tuple[str, float, Fraction], ...]
"""What the score of an option is made of: path, central value and share of each judgement."""


@dataclass(frozen=True, eq=False)
class Lever:
    """One judgement, or what an order ties together.

    Attributes
    ----------
    path : str
        Place in the case; of tied ones the first.
    tied : tuple of str
        Paths of the others that move with it.
    who : int
        Whose it is.
    kind : {"walk_away", "score", "points", "weight"}
    issues : tuple of int
        Of a score its issue, of a weight its issues.
    columns : tuple of int
        Feature columns of a score's options or of added points; of a weight its place among the weights.
    factors : tuple of Fraction
        For each column of a score or of points what one more of the judgement adds to it, before weights.
    low, high, central : float
        Stated range and central value; weights in shares of 100. Of a weight under an order, the range is
        from the 5th to the 95th percentile of the draws: its extremes are corners that no one means.
    percentiles : bool
        Whether they are such percentiles.
    least, most : float
        Where the scale ends: 0 and 100 for weights, and for scores that carry weights.
    alike : bool
        Whether a move shifts the slack of all deals alike that agree on the issues and on the patterns: not
        inside a function, and not where the walk-away is worth a deal.
    """

    path: str
    tied: tuple[str, ...]
    who: int
    kind: Kind
    issues: tuple[int, ...]
    columns: tuple[int, ...]
    low: float
    high: float
    central: float
    least: float = -np.inf
    most: float = np.inf
    factors: tuple[Fraction, ...] = ()
    alike: bool = True
    percentiles: bool = False

    @property
    def moves(self) -> bool:
        """Whether the judgement is more than one number."""
        return self.low < self.high

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths it stands for."""
        return (self.path, *self.tied)

    def drawn(self, draws: Draws) -> Floats:
        """Its value in every draw, on its own scale, shape (draws,)."""
        found = draws.sampled.get(self.path)
        return np.full(draws.count, self.central) if found is None else found


@dataclass(frozen=True, eq=False)
class Levers:
    """All levers of a case, and what cannot be moved.

    Attributes
    ----------
    levers : tuple of Lever
        In the order of the case.
    unmoved : dict of str to str
        Path → why it is no lever.
    weights : tuple of (Weights or None)
        Of each who is asked.
    raw : tuple of dict of int to Parts
        For each who is asked: feature column of an option → what its score is made of.
    fallbacks : tuple of (int array (1, issues) or None)
        For each who is asked the deal that its walk-away is worth, where it is one.
    """

    levers: tuple[Lever, ...]
    unmoved: dict[str, str]
    weights: tuple[Weights | None, ...]
    raw: tuple[dict[int, Parts], ...]
    fallbacks: tuple[Picks | None, ...]

    def score(self, who: int, column: int, draws: Draws) -> Floats:
        """Score of an option for one party in every draw, without its weight, shape (draws,)."""
        total = np.zeros(draws.count)
        for path, central, share in self.raw[who].get(column, ()):
            total += float(share) * draws.sampled.get(path, central)
        return total

    def shares(self, who: int, column: int, draws: Draws, space: Space) -> Floats:
        """Weight of an issue for one party in every draw, as a share of 1; 1 without weights."""
        weights = self.weights[who]
        if weights is None:
            return np.ones(draws.count)
        path = f"preferences.{space.who[who]}.weights.{weights.names[column]}"
        found = draws.sampled.get(path)
        return np.full(draws.count, float(weights.centre[column])) if found is None else found / 100


def added_columns(space: Space, who: int) -> tuple[int, ...]:
    """Feature columns of all points of one party that stand alone: interactions and plain sums."""
    return tuple(sorted(feature for feature, owner, _ in space.joint.interactions if owner == who))


class _Collector:
    """Collects the levers of one party."""

    def __init__(self, case: Case, space: Space, draws: Draws, who: int) -> None:
        self.case, self.space, self.draws, self.who = case, space, draws, who
        self.preference = preference = case.preferences[space.who[who]]
        self.prefix = f"preferences.{space.who[who]}"
        self.found: list[Lever] = []
        self.unmoved: dict[str, str] = {}
        self.raw: dict[int, Parts] = {}
        nodes: list[Node] = [node for owner, node in space.joint.functions if owner == who]
        self.nested = {leaf.feature: leaf.mask for node in nodes for leaf in node.leaves}
        away = preference.walk_away
        self.fallback = None if not isinstance(away, Fallback) else space.picks_of(away.deal)

    def add(self, path: str, kind: Kind, ends: tuple[float, float, float], **more: object) -> None:
        low, central, high = ends
        given = {"tied": (), "issues": (), "columns": (), "alike": self.fallback is None} | more
        self.found.append(
            Lever(path=path, who=self.who, kind=kind, low=low, high=high, central=central, **given)  # type: ignore[arg-type]
        )

    def walk_away(self) -> None:
        path, away = f"{self.prefix}.walk_away", self.preference.walk_away
        if isinstance(away, Fallback):
            return  # no judgement of its own: it moves with those that the deal is made of
        ends = (0.0, 0.0, 0.0) if away is None else (float(away.low), float(away.central), float(away.high))
        self.add(path, "walk_away", ends)

    def weights(self, weights: Weights) -> None:
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
                ends=(*self._ends(weights, group[0], 100 * share),),
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
        unit = np.zeros((1, len(weights.names)))
        unit[0, weights.names.index(name)] = 100.0
        return float(weights.lowest(unit)[0]), central, float(weights.highest(unit)[0])

    def scores(self, issue: str, scores: Judgements, *, weighted: bool) -> None:
        path, number = f"{self.prefix}.scores.{issue}", self.space.issues.index(issue)
        options, first = self.space.options[number], self.space.first[number]
        scale = {"least": 0.0, "most": 100.0} if weighted else {}
        if scores.order is None:
            record = self.case.issues[issue]
            blends = {first + k: blend_of(record, scores, option) for k, option in enumerate(options)}
            for column, parts in blends.items():
                self.raw[column] = tuple(
                    (f"{path}.{name}", float(scores.named[name].central), share) for name, share in parts
                )
            for name, point in scores.named.items():
                found = [
                    (column, dict(parts)[name]) for column, parts in blends.items() if name in dict(parts)
                ]
                self.add(
                    f"{path}.{name}", "score", _span(point), issues=(number,),
                    columns=tuple(column for column, _ in found), factors=tuple(share for _, share in found),
                    **scale,
                )  # fmt: skip
            return
        chain = scores.order.chains[0]
        steps = max(1, len(chain) - 1)
        for rank, group in enumerate(chain):
            paths = [f"{path}.{name}" for name in group]
            central = 100 * (steps - rank) / steps
            self.raw.update(
                {first + options.index(name): ((f"{path}.{name}", central, Fraction(1)),) for name in group}
            )
            if rank in (0, steps):
                self.unmoved.update(dict.fromkeys(paths, FIXED))
                continue
            self.add(
                paths[0], "score", (0.0, central, 100.0), tied=tuple(paths[1:]),
                issues=(number,), columns=tuple(first + options.index(name) for name in group),
                factors=(Fraction(1),) * len(group), **scale,
            )  # fmt: skip

    def points(self) -> None:
        for term in self.space.terms[self.who]:
            if term.path:  # caps of functions are numbers, not judgements
                self._points(term)

    def _points(self, term: Term) -> None:
        path, mask = f"{self.prefix}.{term.path}", self.nested.get(term.feature)
        rather = self.fallback
        if mask is not None and rather is not None and mask.holds(rather, self.space.joint.columns)[0]:
            self.unmoved[path] = BOTH
            return
        self.add(
            path, "points", _span(term.judgement), columns=(term.feature,), factors=(term.factor,),
            alike=mask is None and self.fallback is None,
        )  # fmt: skip


def _span(judgement: Judgement) -> tuple[float, float, float]:
    return float(judgement.low), float(judgement.central), float(judgement.high)


def build_levers(case: Case, space: Space, draws: Draws) -> Levers:
    """Turn every judgement of a case into a lever, or say why it is none.

    Parameters
    ----------
    case : Case
    space : Space
    draws : Draws
        Of the case; give the range of weights under an order.
    """
    levers: list[Lever] = []
    unmoved: dict[str, str] = {}
    every: list[Weights | None] = []
    raw: list[dict[int, Parts]] = []
    fallbacks: list[Picks | None] = []
    for who, name in enumerate(space.who):
        preference = case.preferences[name]
        builder = _Collector(case, space, draws, who)
        builder.walk_away()
        weights = None
        if preference.weights is not None:
            weights = weights_of(preference.weights, tuple(preference.scores))
            builder.weights(weights)
        for issue, scores in preference.scores.items():
            builder.scores(issue, scores, weighted=weights is not None)
        builder.points()
        levers += builder.found
        unmoved |= builder.unmoved
        every.append(weights)
        raw.append(builder.raw)
        fallbacks.append(builder.fallback)
    moved = {path for lever in levers for path in lever.paths}
    for path, item in case.judgements():
        order = item.order if isinstance(item, Judgements) else None
        for one in (path,) if order is None else (f"{path}.{name}" for name in order.names):
            if one not in moved and one not in unmoved:
                unmoved[one] = _reason(space, path)
    return Levers(tuple(levers), unmoved, tuple(every), tuple(raw), tuple(fallbacks))


def _reason(space: Space, path: str) -> str:
    """Why a judgement is no lever."""
    if path.startswith("issues."):
        return MEANING
    votes = path.startswith(tuple(f"preferences.{name}." for name in space.who))
    return BELIEF if votes else VOTELESS


def _under(path: str, start: str) -> bool:
    return path == start or path.startswith((f"{start}.", f"{start}["))


def chosen(levers: Levers, wanted: Iterable[str], option: str = "judgements") -> tuple[Lever, ...]:
    """The levers at or below some paths of the case; all of them where none is given.

    Raises
    ------
    UsageError
        If a path is unknown, or stands for what cannot be moved.
    """
    paths = list(wanted)
    found = [lever for lever in levers.levers if not paths or any(_at(lever, path) for path in paths)]
    for path in paths:
        if not any(_at(lever, path) for lever in levers.levers):
            raise _unknown(levers, path, option)
    return tuple(found)


def _at(lever: Lever, path: str) -> bool:
    return any(_under(own, path) for own in lever.paths)


def _unknown(levers: Levers, path: str, option: str) -> UsageError:
    for unmoved, reason in levers.unmoved.items():
        if _under(unmoved, path):
            return UsageError.of(f"{quoted(path)}, {reason}", "a judgement that enters the zone", path=option)
    known = tuple(_starts(levers))
    return UsageError.of(
        quoted(path), "the path of a judgement or of a part of a preference",
        nearest(path, known) or f"such as {known[0]}", path=option,
    )  # fmt: skip


def _starts(levers: Levers) -> Iterator[str]:
    for lever in levers.levers:
        yield from lever.paths
    yield from levers.unmoved
