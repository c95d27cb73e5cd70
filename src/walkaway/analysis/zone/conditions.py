"""What would have to be true for a deal to work: what a party must care about if it accepts.

*Necessary* (exact): the part of a judgement's range outside which the party cannot accept, however favourable
all its other judgements are. *Typical*: the mean over the draws in which it accepts, beside that over all
draws (Lahdelma and Salminen 2001, given acceptance instead of the first rank).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...space import Bools, Picks
from ...space.draws import Draws
from ...space.sweep import accepted
from ...space.weights import Floats, Weights
from ..result import Method, Result
from ..solver import Problem, SparseMatrix, solve
from .bounds import Bounds, PartyBounds

_SHOWN = 3
_LEAST_SHIFT = 0.25
_BISECTIONS = 50
_LEAST_SAY = 0.05
"""The least part of the draws that pass once somebody accepts in which they must not pass otherwise."""
_NEEDED = (
    f"asked of whoever is needed in at least 1 of {1 / _LEAST_SAY:.0f} draws in which its yes would be enough"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Result):
    """One judgement of one party, given that it accepts a deal."""

    who: str
    path: str  # the judgement's place in the case; weights are in shares of 100
    mean: float  # over all draws, and over those in which the party accepts
    mean_if: float
    shift: float  # difference in standard deviations
    stated: tuple[float, float]  # range of the judgement
    needed: tuple[float, float]  # part of the range outside which the party cannot accept

    @property
    def binds(self) -> bool:
        """Whether the necessary part is smaller than the range by more than a hundredth of it."""
        width = self.stated[1] - self.stated[0]
        return (self.needed[1] - self.needed[0]) < 0.99 * width


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions(Result):
    """What would have to be true for one deal."""

    deal: dict[str, str]
    accepts: dict[str, float]  # share of draws in which each accepts
    # those whose word can decide: of the draws in which the deal passes if they accept it does not pass
    # otherwise in one of twenty at least. One who accepts in no draw is among them only where nothing
    # passes without
    decide: tuple[str, ...]
    # for each party that neither always nor never accepts, the judgements that shift most
    conditions: tuple[Condition, ...]
    method: Method


class _Needs:
    """Necessary ranges of one party's judgements for one deal."""

    def __init__(self, bounds: Bounds, who: int, picks: Picks) -> None:
        self.space, self.who, self.picks = bounds.space, who, picks
        self.party: PartyBounds = bounds.parties[who]
        self.high = float(bounds.range(who, picks)[1][0])
        self.uncapped = float(bounds.sums(who, picks)[1][0])
        self.scores = self.party.high[[self.space.first[j] + int(picks[0, j]) for j in self.party.columns]]
        self.least = self.party.away[0] - float(bounds.added(who, self.party.high, picks)[0])
        self.slack = self.party.slack

    def range(self, path: str, stated: tuple[float, float]) -> tuple[float, float]:
        """Necessary part of a judgement's range; the whole range if it does not matter for this deal."""
        kind, _, name = path.partition(".")
        if self.high < self.party.away[0] - self.slack:
            return stated
        if kind == "walk_away":
            return stated[0], min(stated[1], self.high)
        if kind == "weights":
            return self._weight(self.party.columns.index(self.space.issues.index(name)))
        if kind == "scores":
            return self._score(name, stated)
        return self._points(path, stated)

    def _points(self, path: str, stated: tuple[float, float]) -> tuple[float, float]:
        """Of an interaction's points: what the others at their most favourable leave to make up."""
        feature = next(term.feature for term in self.space.terms[self.who] if term.path == path)
        joint = self.space.joint
        masks = [mask for own, _, mask in joint.interactions if own == feature]
        if not any(mask.holds(self.picks, joint.columns)[0] for mask in masks):
            return stated
        spare = max(0.0, self.uncapped - self.party.away[0])
        return max(stated[0], float(self.party.high[feature]) - spare), stated[1]

    def _weight(self, column: int) -> tuple[float, float]:
        weights = self.party.weights
        assert weights is not None
        cost = np.eye(len(weights.names))[column]
        low, high = (
            sign * _optimise(weights, sign * cost, self.scores, self.least - self.slack) * 100
            for sign in (1.0, -1.0)
        )
        return low, high

    def _score(self, name: str, stated: tuple[float, float]) -> tuple[float, float]:
        """Smallest score with which the party can still accept: bisection of a monotone bound."""
        chosen = [
            f"{self.space.issues[j]}.{self.space.options[j][self.picks[0, j]]}" for j in self.party.columns
        ]
        if name not in chosen:
            return stated
        scores, (low, high) = self.scores[None].copy(), stated

        def best(score: float) -> float:
            scores[0, chosen.index(name)] = score
            return float(self.party.scored(scores, most=True)[0])

        if best(low) >= self.least - self.slack:
            return low, stated[1]
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            low, high = (low, middle) if best(middle) >= self.least else (middle, high)
        return high, stated[1]


def _optimise(weights: Weights, cost: Floats, scores: Floats, least: float) -> float:
    """Minimise a linear function of the weights for which the weighted mean reaches a level."""
    if weights.order is not None:
        vertices = weights.vertices  # a convex combination of vertices
        cost, scores = vertices @ cost, vertices @ scores
        low, high = np.zeros(len(vertices)), np.full(len(vertices), np.inf)
    else:
        low, high = np.array(weights.low, dtype=float), np.array(weights.high, dtype=float)
    problem = Problem(
        cost=cost,
        matrix=SparseMatrix.blocks([(0, 0, np.stack((scores, np.ones(len(cost)))))], (2, len(cost))),
        row_lower=np.array([least, 1.0]),
        row_upper=np.array([np.inf, 1.0]),
        lower=low,
        upper=high,
    )
    found = solve(problem)
    return float("nan") if found.objective is None else found.objective


def _stated(path: str, bounds: Bounds, who: int) -> tuple[float, float]:
    """Range of a judgement: of a weight its extreme shares, else its bounds."""
    party = bounds.parties[who]
    kind, _, name = path.partition(".")
    if kind == "walk_away":
        return party.away
    if kind == "weights" and party.weights is not None:
        return party.weights.extremes(name)
    return party.ends[path]


def _typical(draws: Draws, prefix: str, accepts: Bools) -> list[tuple[str, float, float, float]]:
    """Judgements of a party that shift when it accepts, largest shift first."""
    found = []
    for path, values in draws.sampled.items():
        if not path.startswith(prefix):
            continue
        spread = float(values.std())
        if not spread:
            continue
        mean, mean_if = float(values.mean()), float(values[accepts].mean())
        shift = (mean_if - mean) / spread
        noise = 3 / np.sqrt(accepts.sum())
        if abs(shift) >= max(_LEAST_SHIFT, noise):
            found.append((path, mean, mean_if, shift))
    found.sort(key=lambda item: (-abs(item[3]), item[0]))
    return found[:_SHOWN]


def conditions(bounds: Bounds, draws: Draws, deal: Mapping[str, str]) -> Conditions:
    """Say what would have to be true for everyone to accept a deal.

    At most three judgements, those that shift most, of each whose word can decide; O(draws · judgements) and
    two small linear programs for each weight shown. A UsageError if the deal names what is not there.
    """
    space = bounds.space
    picks = space.picks_of(deal)
    accepts = accepted(space, draws, picks)[0]
    found, decide = [], []
    ask = space.votes.pivotal([~yes for yes in accepts])
    for who, name in enumerate(space.who):
        pivotal, free = ask(who)
        once, anyway = int(pivotal.sum()), 0 if free is None else int(free.sum())
        if once == 0 or once - anyway < _LEAST_SAY * once:
            continue
        if accepts[who].any() or space.votes.needs(who):
            decide.append(name)
        if accepts[who].all() or not accepts[who].any():
            continue
        needs = _Needs(bounds, who, picks)
        prefix = f"preferences.{name}."
        for path, mean, mean_if, shift in _typical(draws, prefix, accepts[who]):
            place = path.removeprefix(prefix)
            stated = _stated(place, bounds, who)
            found.append(
                Condition(who=name, path=path, mean=mean, mean_if=mean_if, shift=shift, stated=stated,
                          needed=needs.range(place, stated))
            )  # fmt: skip
    return Conditions(
        deal=dict(deal),
        accepts={name: float(accepts[who].mean()) for who, name in enumerate(space.who)},
        decide=tuple(decide),
        conditions=tuple(found),
        method=Method.of_draws(
            "means given acceptance over draws; necessary ranges by linear programming",
            draws,
            exact=False,
            note="" if space.votes.unanimous else _NEEDED,
        ),
    )
