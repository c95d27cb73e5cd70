"""Negotiations that failed for a known reason: generated cases with one planted cause each.

Each generator takes a seeded source of numbers and gives a case whose judgements are ranges around numbers
that were chosen so that the cause is there and its rivals are not. The generators know the definitions of the
causes, never the code that looks for them.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from tests.strategies import build

from walkaway.case import Case

ISSUES = ("land", "water", "money")
OPTIONS = ("x", "y", "z")
Deal = tuple[int, int, int]
DEALS: list[Deal] = list(product(range(3), range(3), range(3)))


class World:
    """True numbers: two parties with opposed scores and different weights; a fair deal; ranges around all."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.Generator(np.random.PCG64(seed))
        self.half = float(self.random.uniform(3, 10))  # half width of the ranges
        draw = self.random.uniform
        self.weights = {"a": self._shares(), "b": self._shares()}
        self.scores = {
            "a": [[0.0, float(draw(35, 65)), 100.0] for _ in ISSUES],
            "b": [[100.0, float(draw(35, 65)), 0.0] for _ in ISSUES],
        }
        self.fair = max(DEALS, key=lambda deal: min(self.value("a", deal), self.value("b", deal)))

    def _shares(self) -> list[float]:
        raw = self.random.uniform(1, 4, 3)
        return [float(share) for share in 100 * raw / raw.sum()]

    def value(self, who: str, deal: Deal) -> float:
        rows = zip(self.weights[who], self.scores[who], deal, strict=True)
        return sum(weight * scores[option] for weight, scores, option in rows) / 100

    def away(self, gap: float) -> dict[str, float]:
        """Walk-aways so far below what the fair deal gives."""
        return {who: self.value(who, self.fair) - gap for who in "ab"}

    def around(self, number: float) -> list[float]:
        return [round(number - self.half, 3), round(number + self.half, 3)]

    def preference(self, who: str, away: float) -> dict[str, Any]:
        def score(number: float) -> Any:
            return number if number in (0.0, 100.0) else self.around(number)

        scores = {
            issue: {option: score(number) for option, number in zip(OPTIONS, row, strict=True)}
            for issue, row in zip(ISSUES, self.scores[who], strict=True)
        }
        weights = dict(zip(ISSUES, self.weights[who], strict=True))
        return {"walk_away": self.around(away), "weights": weights, "scores": scores}

    def case(self, away: dict[str, float], record: list[dict[str, Any]], **more: Any) -> Case:
        data: dict[str, Any] = {
            "case": 1, "title": "Planted", "parties": {"a": "A", "b": "B"},
            "issues": {i: {"title": i, "options": {o: o.upper() for o in OPTIONS}} for i in ISSUES},
            "preferences": {who: self.preference(who, away[who]) for who in "ab"}, "record": record,
        }  # fmt: skip
        for who, parts in more.pop("parts", {}).items():
            data["preferences"].setdefault(who, {}).update(parts)
        return build(data | more)

    def greedy(self, who: str, away: dict[str, float], share: float = 1.7) -> Deal | None:
        """A deal just beyond what the other takes: better for this one than any deal, but not by much."""
        other = "b" if who == "a" else "a"
        best = max(self.value(who, deal) for deal in DEALS if self.value(other, deal) >= away[other])
        most = away[who] + share * (best - away[who])
        near = [
            deal for deal in DEALS
            if self.value(other, deal) < away[other] - 8 and away[who] + 6 < self.value(who, deal) < most
        ]  # fmt: skip
        return max(near, key=lambda deal: self.value(who, deal), default=None)

    def extreme(self, who: str) -> Deal:
        return (2, 2, 2) if who == "a" else (0, 0, 0)


def named(deal: Deal) -> dict[str, str]:
    return {issue: OPTIONS[option] for issue, option in zip(ISSUES, deal, strict=True)}


def offer(by: str, deal: Deal) -> dict[str, Any]:
    return {"by": by, "offer": named(deal)}


def refusal(by: str, deal: Deal) -> dict[str, Any]:
    return {"by": by, "act": "refuses", "refuses": named(deal)}


Planted = Case | None


def no_zone_by_walk_aways(world: World) -> Planted:
    """Each wants more than the fair deal, which nothing else improves on for both."""
    away = world.away(-9)
    record = []
    for who, other in (("a", "b"), ("b", "a")):
        wanted = [deal for deal in DEALS if world.value(who, deal) > away[who] + 6]
        if not wanted:
            return None
        asked = max(wanted, key=lambda deal: world.value(other, deal))
        record += [offer(who, asked), refusal(other, asked)]
    if any(all(world.value(who, deal) > away[who] - 7 for who in "ab") for deal in DEALS):
        return None
    return world.case(away, record)


def no_zone_by_red_lines(world: World) -> Planted:
    """Walk-aways leave room, and one party's red lines take it all away."""
    away = world.away(12)
    lines = [named(deal) for deal in DEALS if world.value("b", deal) > away["b"] - 10]
    asked = [deal for deal in DEALS if named(deal) not in lines and world.value("a", deal) > away["a"] + 6]
    if not asked:
        return None
    record = [offer("a", asked[0]), refusal("b", asked[0]), offer("b", world.fair), refusal("a", world.fair)]
    return world.case(away, record, parts={"a": {"red_lines": lines}})


def wrong_package(world: World) -> Planted:
    """Each asks for a little more than the other would give; the deal between them is not asked for."""
    away = world.away(14)
    one, other = world.greedy("a", away), world.greedy("b", away)
    if one is None or other is None:
        return None
    return world.case(away, [offer("a", one), refusal("b", one), offer("b", other), refusal("a", other)])


def misperception_sees_none(world: World) -> Planted:
    """A thinks that B would rather walk away than sign anything that A could sign."""
    away = world.away(14)
    asked = world.greedy("b", away)
    if asked is None:
        return None
    record = [
        offer("b", asked),
        refusal("a", asked),
        {"by": "a", "act": "leaves, for nothing could come of it"},
    ]
    return world.case(away, record, parts={"a": {"believes": {"b": {"walk_away": [96, 99]}}}})


def misperception_overplays(world: World) -> Planted:
    """A thinks that B must take anything."""
    away = world.away(12)
    asked = world.extreme("a")
    record = [offer("a", asked), refusal("b", asked)]
    return world.case(away, record, parts={"a": {"believes": {"b": {"walk_away": [-4, 0]}}}})


def bluff(world: World) -> Planted:
    """A demands everything, knowing better, and turns the fair deal down."""
    away = world.away(13)
    if not _far(world, away):
        return None
    asked = world.extreme("a")
    record = [offer("b", world.fair), refusal("a", world.fair), offer("a", asked), refusal("b", asked)]
    return world.case(away, record)


def stalling(world: World) -> Planted:
    """A demands everything, twice, and nothing else is ever on the table."""
    away = world.away(13)
    if not _far(world, away):
        return None
    asked = world.extreme("a")
    return world.case(away, [offer("a", asked), refusal("b", asked), offer("a", asked), refusal("b", asked)])


def _far(world: World, away: dict[str, float]) -> bool:
    best = max(world.value("a", deal) for deal in DEALS if world.value("b", deal) >= away["b"] - 6)
    return best - away["a"] < 0.4 * (100 - away["a"])


def ratification(world: World) -> Planted:
    """The parties have the fair deal; A's parliament wants more than B could ever give."""
    away = world.away(12)
    most = max(world.value("a", deal) for deal in DEALS if world.value("b", deal) >= away["b"] - 8)
    if most > 88:
        return None
    senate = world.preference("a", most + 9)
    record = [offer("a", world.fair), offer("b", world.fair), refusal("senate", world.fair)]
    return world.case(
        away, record, ratifiers={"senate": {"title": "Senate", "for": "a"}}, parts={"senate": senate}
    )


def process(world: World) -> Planted:
    """The fair deal is offered at last, and there is neither time nor mandate to answer."""
    away = world.away(12)
    asked = world.greedy("b", away)
    if asked is None:
        return None
    evidence = [
        {"says": says, "for": "process"}
        for says in ("no mandate", "the plane had to leave", "no text was prepared")
    ]
    record = [offer("b", asked), refusal("a", asked), offer("a", world.fair)]
    return world.case(away, record, evidence=evidence)


def illusory(world: World) -> Planted:
    """A offers the fair deal; B takes one of its words to mean something worse, and refuses that."""
    away = world.away(10)
    readings = [
        deal for deal in DEALS
        if sum(one != other for one, other in zip(deal, world.fair, strict=True)) == 1
        and world.value("b", deal) < away["b"] - 8
    ]  # fmt: skip
    if not readings:
        return None
    read = readings[0]
    changed = {issue: option for issue, option in named(read).items() if named(world.fair)[issue] != option}
    record = [{**offer("a", world.fair), "read_as": {"b": changed}}, refusal("b", read)]
    return world.case(away, record)


CAUSES: dict[str, tuple[str, Callable[[World], Planted]]] = {
    "no zone by walk-aways": ("no-zone", no_zone_by_walk_aways),
    "no zone by red lines": ("no-zone", no_zone_by_red_lines),
    "wrong package": ("wrong-package", wrong_package),
    "misperception that sees none": ("misperception", misperception_sees_none),
    "misperception that overplays": ("misperception", misperception_overplays),
    "bluff": ("bluff", bluff),
    "stalling": ("bluff", stalling),
    "ratification": ("ratification", ratification),
    "process": ("process", process),
    "illusory agreement": ("illusory", illusory),
}
"""Name → the explanation that must come first, and the generator."""


def planted(make: Callable[[World], Planted], count: int = 25) -> list[Case]:
    """The first cases of a cause that can be made."""
    found: list[Case] = []
    seed = 0
    while len(found) < count:
        case = make(World(seed))
        found += [case] if case is not None else []
        seed += 1
        assert seed < 100 * count, "the generator hardly ever succeeds"
    return found
