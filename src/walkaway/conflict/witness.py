"""Why a state is stable or not, move by move: improvements, and the answers that deter, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from .arcs import Truth, over_sequences, packed, unpacked
from .coalitions import coalition_moves, coalitions
from .evolution import Move, Movers, reached
from .graph import GraphModel
from .simultaneous import AtOnce
from .stability import Variant, answers, deterring, lasting, leaving


@dataclass(frozen=True, slots=True)
class Answer:
    """An improvement and what deters it: the steps of the mover, those of the others, and where all ends.

    Steps follow each other; under ``sim`` those of the others are made at once, each from the same state.
    """

    improvement: tuple[Move, ...]
    answer: tuple[Move, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Witness:
    """Why a state is stable for a party or a coalition, or is not.

    Attributes
    ----------
    concept : str
    who : tuple of int
        The party, or the members of the coalition.
    state : int
    stable : bool
    answers : tuple of Answer
        Of a stable state: one for each state that the party could improve to.
    improvement : tuple of Move
        Of a state that is not stable: the steps to a state from which no answer deters.
    """

    concept: str
    who: tuple[int, ...]
    state: int
    stable: bool
    answers: tuple[Answer, ...] = ()
    improvement: tuple[Move, ...] = ()


class Witnesses:
    """Witnesses of one model, each made when it is asked for.

    Parameters
    ----------
    model : GraphModel
    variant : str
        As for :func:`~walkaway.conflict.stability.stable`.
    """

    def __init__(self, model: GraphModel, variant: Variant = "") -> None:
        self.model, self.variant = model, variant
        self.others = cache(self._others)
        self.deterring = cache(self._deterring)
        self.at_once = cache(lambda party: AtOnce(model, party))

    def of(self, concept: str, who: Sequence[int], state: int) -> Witness:
        """Why a state is stable, or not, for a party or a coalition."""
        who = tuple(who)
        found: list[Answer] = []
        for steps in self._improvements(who, state):
            answer = self._answer(concept, who, state, steps)
            if answer is None:
                return Witness(concept, who, state, stable=False, improvement=steps)
            found.append(answer)
        return Witness(concept, who, state, stable=True, answers=tuple(found))

    def _improvements(self, who: tuple[int, ...], state: int) -> list[tuple[Move, ...]]:
        """The steps to every state that the party, or all members of the coalition, would leave for."""
        if len(who) == 1:
            targets = leaving(self.model, who[0], self.variant).of(state).tolist()
            return [(Move(who, to),) for to in targets]
        there = reached([((one,), self.model.moves[one]) for one in who], state, self.model.states)
        wants = [self.model.wants[one] for one in who]
        return [there.path(to) for to in there.states if all(want.better(to, state) for want in wants)]

    def _answer(
        self, concept: str, who: tuple[int, ...], state: int, steps: tuple[Move, ...]
    ) -> Answer | None:
        if concept == "nash":
            return None
        target = steps[-1].to
        if concept == "sim":
            want = self.model.wants[who[0]]
            others = self.at_once(who[0])
            for change, end in others.ends(state, target):
                if not want.improves(state, end):
                    went = others.went(state, change)
                    return Answer(steps, tuple(Move((one,), to) for one, to in went), end)
            return None
        deters = self.deterring(concept, who)(state)
        there = reached(self.others(concept, who), target, self.model.states, until=deters)
        for end in there.states:
            if deters[end]:
                return Answer(steps, there.path(end), end)
        return None

    def _others(self, concept: str, who: tuple[int, ...]) -> Movers:
        others = self.model.others(*who)
        if len(who) == 1:
            arcs = answers(self.model, concept, self.variant)
            return [((one,), arcs[one]) for one in others]
        groups = coalitions(others, 1) if concept in ("seq", "sseq") else ((one,) for one in others)
        return list(zip(groups, coalition_moves(self.model, concept, others), strict=True))

    def _deterring(self, concept: str, who: tuple[int, ...]) -> Callable[[int], Truth]:
        """What says, of one state, which states deter from leaving it."""
        model = self.model
        if len(who) > 1:
            return lambda state: self._deterring_all(concept, who, state)
        values = deterring(model.wants[who[0]], self.variant)
        if concept in ("smr", "sseq"):
            values = lasting(model.moves[who[0]], values)
        if values.ndim == 1:
            ranks = model.wants[who[0]].ranks
            assert ranks is not None
            return lambda state: np.asarray(values <= ranks[state], dtype=np.bool_)
        bits = unpacked(values, model.states)
        return lambda state: np.asarray(bits[:, state], dtype=np.bool_)

    def _deterring_all(self, concept: str, who: tuple[int, ...], state: int) -> Truth:
        """Which states deter a coalition from leaving a state: where some member does not gain."""
        every = np.arange(self.model.states)
        wants = [self.model.wants[one] for one in who]
        here = np.full(self.model.states, state)
        deters = np.logical_or.reduce([~want.improves(here, every, unknown=True) for want in wants])
        if concept not in ("smr", "sseq"):
            return np.asarray(deters)
        moves = [self.model.moves[one] for one in who]
        escapes = unpacked(over_sequences(moves, packed(~deters[:, None])), 1)
        return np.asarray(deters & ~escapes[:, 0])
