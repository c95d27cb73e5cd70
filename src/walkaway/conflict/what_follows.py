"""What follows no deal: the answer to ``walkaway aftermath``, with states numbered from 1."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..analysis.result import Method, Result
from ..errors import BudgetError
from ..options import Progress
from .coalitions import COALITION_CONCEPTS, coalition_stable, coalitions
from .commitment import commitments
from .counted_on import ExpectedStates, counted_on
from .evolution import Move, reached
from .graph import GraphModel
from .horizon import horizons
from .inverse import INVERSE_CONCEPTS, rankings_for
from .of_case import Dispute
from .robustness import exchanged
from .simultaneous import of_options
from .stability import CONCEPTS, MOST_BY_BITS, equilibria, stable
from .witness import Witness, Witnesses

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AftermathLimits:
    """How much is told of an aftermath: within seconds."""

    credible: bool = False  # why states hold only by credible answers, and for parties alone
    witnesses: int = 2_000  # reasons why states hold or not
    together: int = MOST_BY_BITS  # states in which coalitions are looked at
    again: int = 1_024  # states in which commitments, and wishes exchanged, are
    tries: int = 100  # exchanges of two wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterState(Result):
    """One state: its number, and what is taken in it (Y, N, or - for either)."""

    id: int
    options: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterMove(Result):
    """One move: by whom, several where they answer as one, and to which state."""

    by: tuple[str, ...]
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Result):
    """Why a state is stable for a party or a coalition, or is not.

    Of a stable state ``answers`` has for each improvement its moves, the moves that answer it, and where that
    ends; of another, ``improvement`` has the moves to where nothing deters.
    """

    concept: str
    who: tuple[str, ...]
    state: int
    stable: bool
    answers: tuple[dict[str, object], ...]
    improvement: tuple[AfterMove, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways(Result):
    """What sequences of moves reach from the state of today, and the shortest way to each equilibrium."""

    states: Ids
    ways: dict[int, tuple[AfterMove, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionStates(Result):
    """States from which a coalition does not move, by concept."""

    members: tuple[str, ...]
    stable: dict[str, Ids]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Result):
    """States where both of two parties stay who look so many moves ahead, until the series repeats."""

    stable: dict[int, Ids]
    repeats_from: int
    period: int
    ties: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Result):
    """Rankings of one party under which a state is stable for it, and the least change to its own.

    ``share`` is of all strict rankings; ``no_better`` and ``better`` are the states that would have to be so.
    """

    who: str
    concept: str
    share: float
    rankings: int
    no_better: Ids
    better: Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond(Result):
    """What a party can give up, never to take or never to drop an option, and the equilibria ahead then."""

    who: str
    option: str
    gives_up: str
    before: Ids
    after: Ids
    gains: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged(Result):
    """In how many of the cases in which two neighbouring wishes change places a state is an equilibrium."""

    tries: int
    kept: dict[str, dict[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatFollows(Result):
    """What the parties can settle into after no deal.

    Attributes
    ----------
    states : tuple of AfterState
    decision_makers : tuple of str
    equilibria : dict
        Concept → states that are stable for all.
    stable : dict
        Concept → party → states.
    witnesses : tuple of Verdict
        Of all verdicts, those on parties and then those on coalitions; beyond 2,000 of each, those of today
        and of the states that hold under most concepts. On coalitions, of more than 1,024 states 200 at most.
    today : int, optional
    evolution : dict of str to Ways
        ``any_moves`` and ``improvements``; empty where it is not known where things stand.
    coalitions : tuple of CoalitionStates
    universal : dict
        Concept → equilibria that no coalition leaves either.
    horizons : Series, optional
        Of two parties.
    commitments : tuple of Bond
    exchanged : Exchanged, optional
    wanted : tuple of Wanted
        Where a state was asked for.
    walk_aways : tuple of ExpectedStates
        Of every party whose walk-away is computed from the aftermath.
    odd : tuple of str
        What is odd about the preferences, or was not looked at.
    """

    states: tuple[AfterState, ...]
    decision_makers: tuple[str, ...]
    equilibria: dict[str, Ids]
    stable: dict[str, dict[str, Ids]]
    witnesses: tuple[Verdict, ...]
    today: int | None
    evolution: dict[str, Ways]
    coalitions: tuple[CoalitionStates, ...]
    universal: dict[str, Ids]
    horizons: Series | None
    commitments: tuple[Bond, ...]
    exchanged: Exchanged | None
    wanted: tuple[Wanted, ...]
    walk_aways: tuple[ExpectedStates, ...]
    odd: tuple[str, ...]
    method: Method


def follow(
    problem: Dispute,
    *,
    start: int | None,
    wanted: int | None,
    progress: Progress | None = None,
    limits: AftermathLimits = AftermathLimits(),
) -> WhatFollows:
    """All that is asked of an aftermath.

    Parameters
    ----------
    problem : Dispute
    start, wanted : int, optional
        Where things stand, if not as the case says, and a state to ask rankings for; counted from 0.
    progress : callable, optional
        Told the step and the share of it done.
    limits : AftermathLimits, optional
        How much is told; what is left out is said.

    Returns
    -------
    WhatFollows
    """
    tell = progress or (lambda _step, _share: None)
    tell("states", 0.0)
    model = problem.model
    today = problem.today if start is None else start
    concepts = [one for one in CONCEPTS if one != "sim" or of_options(model)]
    verdicts = {one: np.array([stable(model, one, who) for who in range(len(model.who))]) for one in concepts}
    balance = {one: tuple(_ids(found.all(axis=0))) for one, found in verdicts.items()}
    teller = _Teller(model, problem, tell, limits)
    gathered, universal = teller.coalitions(balance)
    expected, doubts = counted_on(problem.form.taken, problem.walk_aways, balance)
    return WhatFollows(
        states=tuple(AfterState(id=s + 1, options=model.state(s)) for s in range(model.states)),
        decision_makers=model.who,
        equilibria=balance,
        stable={
            one: {who: _ids(found[place]) for place, who in enumerate(model.who)}
            for one, found in verdicts.items()
        },
        witnesses=tuple(teller.verdicts(concepts, balance, today, together=bool(gathered))),
        today=None if today is None else today + 1,
        evolution={} if today is None else teller.evolution(today, balance),
        coalitions=gathered,
        universal=universal,
        horizons=teller.horizons(),
        commitments=() if today is None else tuple(teller.bonds(today)),
        exchanged=teller.exchanged(concepts),
        wanted=() if wanted is None else tuple(teller.wanted(wanted)),
        walk_aways=expected,
        odd=(*problem.complaints(), *teller.odd, *doubts),
        method=Method(name="graph model, all states and moves", exact=True, realisation="exact"),
    )


def _ids(holds: object) -> Ids:
    return tuple(state + 1 for state in np.flatnonzero(np.asarray(holds)).tolist())


class _Teller:
    """Parts of the answer, in names and numbers for people; what is not looked at is noted."""

    def __init__(self, model: GraphModel, problem: Dispute, tell: Progress, limits: AftermathLimits) -> None:
        self.model, self.problem, self.tell, self.limits = model, problem, tell, limits
        self.odd: list[str] = []

    def turns(self, moves: tuple[Move, ...]) -> tuple[AfterMove, ...]:
        names = self.model.who
        return tuple(AfterMove(by=tuple(names[one] for one in move.who), to=move.to + 1) for move in moves)

    def verdict(self, witness: Witness) -> Verdict:
        answers = tuple(
            {
                "improvement": self.turns(one.improvement),
                "answer": self.turns(one.answer),
                "end": one.end + 1,
            }
            for one in witness.answers
        )
        return Verdict(
            concept=witness.concept,
            who=tuple(self.model.who[one] for one in witness.who),
            state=witness.state + 1,
            stable=witness.stable,
            answers=answers,
            improvement=self.turns(witness.improvement),
        )

    def verdicts(
        self, concepts: list[str], balance: dict[str, Ids], today: int | None, *, together: bool
    ) -> Iterator[Verdict]:
        """Why each state is stable or not, of as many states as there is room for; coalitions come last."""
        why, states, parties = Witnesses(self.model), self.model.states, range(len(self.model.who))
        often = Counter(itertools.chain.from_iterable(balance.values()))
        order = sorted(range(states), key=lambda state: (state != today, -often[state + 1], state))
        alone = [(concept, (who,)) for concept in concepts for who in parties]
        groups = coalitions(parties) if together else ()
        several = [(concept, members) for members in groups for concept in COALITION_CONCEPTS]
        slow = states > self.limits.again  # to find what deters several
        for each, whose, part in ((alone, "", 1), (several, " coalitions stay or leave", 10 if slow else 1)):
            if not each:
                continue
            told = order[: max(1, self.limits.witnesses // len(each) // part)]
            if len(told) < states:
                self.odd.append(f"why{whose} is said of {len(told)} of {states:,} states")
            for number, (concept, who) in enumerate(each):
                if self.limits.credible and (whose or concept != "seq"):
                    continue
                self.tell("why states hold", number / len(each))
                yield from (self.verdict(why.of(concept, who, state)) for state in sorted(told))

    def evolution(self, today: int, balance: dict[str, Ids]) -> dict[str, Ways]:
        found, ends = {}, {one for states in balance.values() for one in states}
        for name, moves in (("any_moves", self.model.moves), ("improvements", self.model.improvements)):
            ahead = reached([((who,), arcs) for who, arcs in enumerate(moves)], today, self.model.states)
            ways = {
                state + 1: self.turns(ahead.path(state)) if state != today else ()
                for state in sorted({today, *ahead.states})
                if state + 1 in ends
            }
            states = tuple(state + 1 for state in sorted({today, *ahead.states}))
            found[name] = Ways(states=states, ways=ways)
        return found

    def coalitions(self, balance: dict[str, Ids]) -> tuple[tuple[CoalitionStates, ...], dict[str, Ids]]:
        """What coalitions do not leave, and the equilibria that none of them leaves."""
        model, names = self.model, self.model.who
        try:
            if model.states > (most := self.limits.together):
                raise BudgetError(f"coalitions are looked at in at most {most:,} states")
            groups = list(coalitions(range(len(names))))
        except BudgetError as error:
            self.odd.append(str(error))
            return (), {}
        found = tuple(
            CoalitionStates(
                members=tuple(names[one] for one in members),
                stable={one: _ids(coalition_stable(model, one, members)) for one in COALITION_CONCEPTS},
            )
            for members in groups
        )
        universal = {
            one: tuple(sorted(set(balance[one]).intersection(*(group.stable[one] for group in found))))
            for one in COALITION_CONCEPTS
        }
        return found, universal

    def horizons(self) -> Series | None:
        if len(self.model.who) != 2 or not self.model.ranked:
            return None
        found = horizons(self.model)
        series = {place: _ids(both.all(axis=0)) for place, both in enumerate(found.stable, 1)}
        return Series(stable=series, repeats_from=found.repeats_from, period=found.period, ties=found.ties)

    def bonds(self, today: int) -> Iterator[Bond]:
        if self.model.states > self.limits.again or not self.model.ranked:
            return
        self.tell("commitments", 0.0)
        for one in commitments(self.model, today):
            ids = {name: tuple(state + 1 for state in getattr(one, name)) for name in ("before", "after")}
            yield Bond(
                who=self.model.who[one.who], option=one.option, gives_up=one.way, gains=one.gains, **ids
            )

    def exchanged(self, concepts: list[str]) -> Exchanged | None:
        """Every change of two neighbouring wishes, made alone."""
        after, names = self.problem.after, self.model.who
        wishes = {place: after.wishes(who) for place, who in enumerate(names) if after.wants[who].wishes}
        tries = sum(len(ordered) - 1 for ordered in wishes.values())
        if not tries or tries > self.limits.tries or self.model.states > self.limits.again:
            return None
        kept: dict[str, dict[int, int]] = {concept: {} for concept in concepts}
        for number, (who, _, want) in enumerate(exchanged(wishes, self.problem.form.taken)):
            self.tell("wishes exchanged", number / tries)
            other = self.model.wanting({who: want})
            for concept, counts in kept.items():
                for state in _ids(equilibria(other, concept)):
                    counts[state] = counts.get(state, 0) + 1
        return Exchanged(tries=tries, kept={one: dict(sorted(found.items())) for one, found in kept.items()})

    def wanted(self, state: int) -> Iterator[Wanted]:
        for who, name in enumerate(self.model.who):
            for concept in INVERSE_CONCEPTS:
                found = rankings_for(self.model, concept, who, state)
                yield Wanted(
                    who=name, concept=concept, share=float(found.share), rankings=found.number,
                    no_better=tuple(one + 1 for one in found.worse),
                    better=tuple(one + 1 for one in found.better),
                )  # fmt: skip
