"""Small models for tests: at random, and their slow twin straight from the definitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

import numpy as np
from hypothesis import strategies as st

from walkaway.conflict.arcs import Arcs
from walkaway.conflict.graph import GraphModel
from walkaway.conflict.option_form import OptionForm
from walkaway.conflict.relation import Relation

Group = tuple[int, ...]


def found(stable: Iterable[object]) -> list[int]:
    """The states that are stable, numbered from 1."""
    return [place for place, holds in enumerate(stable, 1) if holds]


def ranking(*order: int | list[int]) -> Relation:
    """A ranking of states numbered from 1, best first; ties as lists."""
    least = [one - 1 if isinstance(one, int) else [state - 1 for state in one] for one in order]
    return Relation.ranked(least, sum(1 if isinstance(one, int) else len(one) for one in order))


@st.composite
def relations(draw: st.DrawFn, states: int, *, partly: bool) -> Relation:
    """A ranking with ties, or a preference known in part, with some strong preferences."""
    pairs = [(a, b) for a in range(states) for b in range(states) if a != b]
    if not partly or draw(st.booleans()):
        return Relation.scored(draw(st.lists(st.integers(0, 4), min_size=states, max_size=states)), strong=1)
    better = draw(st.lists(st.sampled_from(pairs), max_size=2 * states))
    return Relation.partial(
        states, better, draw(st.lists(st.sampled_from(pairs), max_size=1)), much=better[:2]
    )


@st.composite
def graphs(
    draw: st.DrawFn, parties: tuple[int, int] = (2, 3), *, partly: bool = False, most: int = 7
) -> GraphModel:
    """A graph of any moves, at most so many states."""
    states, many = draw(st.integers(2, most)), draw(st.integers(*parties))
    pairs = [(a, b) for a in range(states) for b in range(states) if a != b]
    moves = [
        Arcs.of_pairs(states, draw(st.lists(st.sampled_from(pairs), max_size=2 * states)))
        for _ in range(many)
    ]
    wants = [draw(relations(states, partly=partly)) for _ in range(many)]
    return GraphModel(tuple("abc"[:many]), tuple(moves), tuple(wants))


@st.composite
def option_models(draw: st.DrawFn, parties: tuple[int, int] = (2, 3)) -> GraphModel:
    """A model of three options with random limits and rankings."""
    many = draw(st.integers(*parties))
    options = ("p", "q", "r")
    who = dict(
        zip("abc"[:many], [("p", "q"), ("r",)] if many == 2 else [("p",), ("q",), ("r",)], strict=True)
    )
    ways = draw(st.dictionaries(st.sampled_from(options), st.sampled_from(["fwd", "back"]), max_size=2))
    gone = draw(st.lists(st.dictionaries(st.sampled_from(options), st.booleans(), min_size=2), max_size=1))
    form = OptionForm(options, who, ways, tuple(gone))
    states = len(form.codes)
    return form.model({one: draw(relations(states, partly=False)) for one in who})


class Twin:
    """The concepts by definition, with sets and loops; slow, and apart from the program's own way."""

    def __init__(self, model: GraphModel, variant: str = "") -> None:
        self.model, self.variant, self.states = model, variant, range(model.states)
        self.arcs = [{(s, int(t)) for s in self.states for t in arcs.of(s)} for arcs in model.moves]

    def better(self, one: int, t: int, s: int) -> bool:
        return bool(self.model.wants[one].better(t, s))

    def unknown(self, one: int, t: int, s: int) -> bool:
        return bool(self.model.wants[one].unknown(t, s))

    def sequences(self, relation: dict[Group, set[tuple[int, int]]], start: int) -> set[int]:
        """Definition of reachable states with the possible last movers, by repeated application."""
        ends = {(t, who) for who, pairs in relation.items() for s, t in pairs if s == start}
        while True:
            more = {
                (q, who)
                for t, last in ends
                for who, pairs in relation.items()
                for s, q in pairs
                if s == t and who != last
            } - ends
            if not more:
                return {t for t, _ in ends}
            ends |= more

    def reach(self, members: Iterable[int], start: int) -> set[int]:
        return self.sequences({(one,): self.arcs[one] for one in members}, start)

    def improvements(self, one: int, *, loose: bool = False) -> set[tuple[int, int]]:
        return {
            (s, t) for s, t in self.arcs[one] if self.better(one, t, s) or (loose and self.unknown(one, t, s))
        }

    def coalition_improvements(self, members: Group) -> set[tuple[int, int]]:
        if len(members) == 1:
            return self.improvements(members[0])
        return {
            (s, t)
            for s in self.states
            for t in self.reach(members, s)
            if all(self.better(one, t, s) for one in members)
        }

    def deters(self, members: Group, q: int, s: int) -> bool:
        if self.variant == "strong":
            much = self.model.wants[members[0]].much
            return much is not None and bool(much[s, q])
        loose = self.variant in ("c", "d")
        return any(not self.better(one, q, s) and (loose or not self.unknown(one, q, s)) for one in members)

    def stable(self, concept: str, members: Group, s: int) -> bool:
        alone = len(members) == 1
        if alone:
            leaves = self.improvements(members[0], loose=self.variant in ("a", "c"))
        else:
            leaves = self.coalition_improvements(members)
        targets = [t for start, t in leaves if start == s]
        if concept == "nash":
            return not targets
        if concept == "sim":
            return all(any(self.joint(members[0], s, t)) for t in targets)
        others = self.model.others(*members)
        if concept in ("gmr", "smr"):
            answering: dict[Group, set[tuple[int, int]]] = {(one,): self.arcs[one] for one in others}
        elif alone:
            loose = self.variant in ("a", "b", "c", "d")
            answering = {(one,): self.improvements(one, loose=loose) for one in others}
        else:
            groups = [group for size in range(1, len(others) + 1) for group in combinations(others, size)]
            answering = {group: self.coalition_improvements(group) for group in groups}
        return all(
            any(
                self.deters(members, q, s)
                and (
                    concept in ("gmr", "seq")
                    or all(self.deters(members, r, s) for r in self.reach(members, q))
                )
                for q in self.sequences(answering, t)
            )
            for t in targets
        )

    def joint(self, one: int, s: int, t: int) -> Iterator[bool]:
        assert self.model.taken is not None
        rows = [tuple(row) for row in self.model.taken.tolist()]
        others = self.model.others(one)
        for picks in product(*[[s, *(q for p, q in self.improvements(other) if p == s)] for other in others]):
            if all(pick == s for pick in picks):
                continue
            goals = [rows[t], *(rows[pick] for pick in picks)]
            end = tuple(
                next((goal[k] for goal in goals if goal[k] != old), old) for k, old in enumerate(rows[s])
            )
            if end in rows:
                yield self.deters((one,), rows.index(end), s)


def shuffled(model: GraphModel, order: list[int]) -> GraphModel:
    """The same model with its states numbered in another order: new state k is old state order[k]."""
    place = {old: new for new, old in enumerate(order)}
    moves = tuple(
        Arcs.of_pairs(model.states, [(place[s], place[int(t)]) for s in place for t in arcs.of(s)])
        for arcs in model.moves
    )
    wants = []
    for want in model.wants:
        picked = np.ix_(order, order)
        wants.append(
            Relation(
                ranks=None if want.ranks is None else want.ranks[order],
                at_least=None if want.at_least is None else want.at_least[picked],
                much=None if want.much is None else want.much[picked],
            )
        )
    return GraphModel(model.who, moves, tuple(wants))
