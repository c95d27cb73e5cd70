"""Every judgement of a case as a lever: one thing that can be moved while the others stay.

A walk-away, a score and the points of an interaction can be moved alone. A weight cannot, since the weights
of a party sum to one: where one weight goes to :math:`t`, the other weights of that party keep their
proportions to each other, :math:`w_k' = w_k (1 - t)/(1 - w_j)`. What an order ties is moved together.

No judgement is passed over: what does not enter the zone (measured meanings, beliefs) or cannot be moved is
listed with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..case import Case, Judgements, Preference
from ..draws import Draws
from ..errors import UsageError, nearest, quoted
from ..space import Space
from ..weights import Floats, Weights, weights_of

__all__ = ["Kind", "Lever", "Levers", "build_levers", "chosen"]

Kind = Literal["walk_away", "score", "points", "weight"]
_TAILS = (0.05, 0.95)
BELIEF = "a belief: it says what one side thinks of another and does not enter the zone"
MEANING = "a measured meaning: it does not enter any party's value"
VOTELESS = "of one who has no vote: it does not enter the zone"
FIXED = "an end of an order: 100 or 0 by definition"
ALONE = "no other weight can make room for it"


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
        Feature columns of a score's options or of an interaction; of a weight its place among the weights.
    low, high, central : float
        Stated range and central value; weights in shares of 100. Of a weight under an order, the range is
        from the 5th to the 95th percentile of the draws: its extremes are corners that no one means.
    least, most : float
        Where the scale ends: 0 and 100 for weights, and for scores that carry weights.
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
    raw : tuple of dict of int to (str, float)
        For each who is asked: feature column of an option → path and central value of its score.
    """

    levers: tuple[Lever, ...]
    unmoved: dict[str, str]
    weights: tuple[Weights | None, ...]
    raw: tuple[dict[int, tuple[str, float]], ...]

    def score(self, who: int, column: int, draws: Draws) -> Floats:
        """Score of an option for one party in every draw, without its weight, shape (draws,)."""
        path, central = self.raw[who].get(column, ("", 0.0))
        found = draws.sampled.get(path)
        return np.full(draws.count, central) if found is None else found

    def shares(self, who: int, column: int, draws: Draws, space: Space) -> Floats:
        """Weight of an issue for one party in every draw, as a share of 1; 1 without weights."""
        weights = self.weights[who]
        if weights is None:
            return np.ones(draws.count)
        path = f"preferences.{space.who[who]}.weights.{weights.names[column]}"
        found = draws.sampled.get(path)
        return np.full(draws.count, float(weights.centre[column])) if found is None else found / 100


class _Builder:
    """Collects the levers of one party."""

    def __init__(self, space: Space, draws: Draws, who: int, preference: Preference) -> None:
        self.space, self.draws, self.who, self.preference = space, draws, who, preference
        self.prefix = f"preferences.{space.who[who]}"
        self.found: list[Lever] = []
        self.unmoved: dict[str, str] = {}
        self.raw: dict[int, tuple[str, float]] = {}

    def add(self, path: str, kind: Kind, ends: tuple[float, float, float], **more: object) -> None:
        low, central, high = ends
        given = {"tied": (), "issues": (), "columns": ()} | more
        self.found.append(
            Lever(path=path, who=self.who, kind=kind, low=low, high=high, central=central, **given)  # type: ignore[arg-type]
        )

    def walk_away(self) -> None:
        path, away = f"{self.prefix}.walk_away", self.preference.walk_away
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
                paths[0], "weight", (*self._ends(weights, group[0], 100 * share),),
                tied=tuple(paths[1:]), issues=tuple(self.space.issues.index(name) for name in group),
                columns=tuple(weights.names.index(name) for name in group), least=0.0, most=100 / len(group),
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
            for option, point in scores.points.items():
                ends = float(point.low), float(point.central), float(point.high)
                column = first + options.index(option)
                self.raw[column] = f"{path}.{option}", float(point.central)
                self.add(f"{path}.{option}", "score", ends, issues=(number,), columns=(column,), **scale)
            return
        chain = scores.order.chains[0]
        steps = max(1, len(chain) - 1)
        for rank, group in enumerate(chain):
            paths = [f"{path}.{name}" for name in group]
            central = 100 * (steps - rank) / steps
            self.raw.update({first + options.index(name): (f"{path}.{name}", central) for name in group})
            if rank in (0, steps):
                self.unmoved.update(dict.fromkeys(paths, FIXED))
                continue
            self.add(
                paths[0], "score", (0.0, central, 100.0), tied=tuple(paths[1:]),
                issues=(number,), columns=tuple(first + options.index(name) for name in group), **scale,
            )  # fmt: skip

    def points(self) -> None:
        columns = self.space.owned(self.who)
        for order, (column, item) in enumerate(zip(columns, self.preference.interactions, strict=True)):
            ends = float(item.add.low), float(item.add.central), float(item.add.high)
            self.add(f"{self.prefix}.interactions[{order}].add", "points", ends, columns=(column,))


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
    raw: list[dict[int, tuple[str, float]]] = []
    for who, name in enumerate(space.who):
        preference = case.preferences[name]
        builder = _Builder(space, draws, who, preference)
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
    moved = {path for lever in levers for path in lever.paths}
    for path, item in case.judgements():
        order = item.order if isinstance(item, Judgements) else None
        for one in (path,) if order is None else (f"{path}.{name}" for name in order.names):
            if one not in moved and one not in unmoved:
                unmoved[one] = _reason(space, path)
    return Levers(tuple(levers), unmoved, tuple(every), tuple(raw))


def _reason(space: Space, path: str) -> str:
    """Why a judgement is no lever."""
    if path.startswith("issues."):
        return MEANING
    votes = path.startswith(tuple(f"preferences.{name}." for name in space.who))
    return BELIEF if votes else VOTELESS


def _under(path: str, start: str) -> bool:
    return path == start or path.startswith((f"{start}.", f"{start}["))


def chosen(levers: Levers, wanted: Iterable[str]) -> tuple[Lever, ...]:
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
            raise _unknown(levers, path)
    return tuple(found)


def _at(lever: Lever, path: str) -> bool:
    return any(_under(own, path) for own in lever.paths)


def _unknown(levers: Levers, path: str) -> UsageError:
    for unmoved, reason in levers.unmoved.items():
        if _under(unmoved, path):
            return UsageError.of(f"{quoted(path)}, {reason}", "a judgement that enters the zone")
    known = tuple(_starts(levers))
    return UsageError.of(
        f"the judgement {quoted(path)}", "the path of a judgement or of a part of a preference",
        nearest(path, known) or f"such as {known[0]}",
    )  # fmt: skip


def _starts(levers: Levers) -> Iterator[str]:
    for lever in levers.levers:
        yield from lever.paths
    yield from levers.unmoved
