"""A small checker of the verdicts of a graph model: it walks the moves that a witness names, one by one.

Definitions are those of :mod:`walkaway.conflict.stability` and :mod:`walkaway.conflict.coalitions`, restated
with sets; that nothing deters is checked by walking all that others could do. Not checked: that the moves and
preferences are those of the conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from ..conflict.evolution import Move
from ..conflict.graph import EITHER, GraphModel
from ..conflict.witness import Answer, Witness

Group = tuple[int, ...]


def check_witness(model: GraphModel, witness: Witness, variant: str = "") -> list[str]:
    """Check that a witness proves its verdict.

    Parameters
    ----------
    model : GraphModel
    witness : Witness
    variant : str
        Under which it was made.

    Returns
    -------
    list of str
        Complaints; empty when the verdict is proved.
    """
    rules = _Rules(model, witness, variant)
    leads = rules.improvements()
    if not witness.stable:
        if not witness.improvement:
            return ["no improvement is named"]
        end = witness.improvement[-1].to
        found = [] if end in leads else [f"{end} is no improvement"]
        found += rules.walked(witness.state, witness.improvement, rules.own())
        return found + [f"{other} deters after all" for other in rules.ends(end) if rules.deters(other)][:1]
    answered = {one.improvement[-1].to for one in witness.answers}
    found = [f"nothing is said of the improvement {lead}" for lead in sorted(leads - answered)]
    for one in witness.answers:
        found += rules.walked(witness.state, one.improvement, rules.own())
        found += rules.at_once(one) if witness.concept == "sim" else rules.answered(one)
        found += [] if rules.deters(one.end) else [f"{one.end} does not deter"]
    return found


class _Rules:
    """What may be done and what deters, of one witness."""

    def __init__(self, model: GraphModel, witness: Witness, variant: str) -> None:
        self.model, self.witness, self.variant = model, witness, variant
        self.others = model.others(*witness.who)
        self.one_party = len(witness.who) == 1

    def moves(self, party: int, state: int) -> set[int]:
        return set(self.model.moves[party].of(state).tolist())

    def better(self, party: int, end: int, start: int) -> bool:
        return bool(self.model.wants[party].better(end, start))

    def unknown(self, party: int, one: int, other: int) -> bool:
        return bool(self.model.wants[party].unknown(one, other))

    def own(self) -> list[Group]:
        return [(one,) for one in self.witness.who]

    def may_improve(self, group: Group, start: int, end: int) -> bool:
        """Whether a step counts as an improvement of those who answer by it."""
        loose = self.one_party and self.variant in ("a", "b", "c", "d")
        return all(self.better(one, end, start) or (loose and self.unknown(one, end, start)) for one in group)

    def improvements(self) -> set[int]:
        state, who = self.witness.state, self.witness.who
        if self.one_party:
            loose = self.variant in ("a", "c")
            ends = self.moves(who[0], state)
            return {
                end for end in ends
                if self.better(who[0], end, state) or (loose and self.unknown(who[0], end, state))
            }  # fmt: skip
        ends = self.reached(state, self.own(), improving=False)
        return {end for end in ends if all(self.better(one, end, state) for one in who)}

    def answering(self) -> tuple[list[Group], bool]:
        """Who may answer, alone or as a coalition, and whether each step must improve."""
        improving = self.witness.concept in ("seq", "sseq")
        sizes = range(1, len(self.others) + 1) if improving and not self.one_party else (1,)
        return [group for size in sizes for group in combinations(self.others, size)], improving

    def ends(self, start: int) -> Iterable[int]:
        """Where answers to a move can end."""
        if self.witness.concept == "nash":
            return ()
        if self.witness.concept == "sim":
            return set(self.joint_ends(start))
        groups, improving = self.answering()
        return self.reached(start, groups, improving=improving)

    def joint_ends(self, target: int) -> Iterator[int]:
        state = self.witness.state
        goals = [
            [None, *(end for end in self.moves(one, state) if self.better(one, end, state))]
            for one in self.others
        ]
        for picks in product(*goals):
            went = [goal for goal in picks if goal is not None]
            end = self.joint([target, *went]) if went else None
            if end is not None:
                yield end

    def joint(self, goals: list[int]) -> int | None:
        """The state with every option changed that one of the goals changes."""
        taken = self.model.taken
        assert taken is not None
        assert EITHER not in taken
        rows = taken.tolist()
        start = rows[self.witness.state]
        end = [
            1 - old if any(rows[goal][place] != old for goal in goals) else old
            for place, old in enumerate(start)
        ]
        return rows.index(end) if end in rows else None

    def step(self, group: Group, start: int, *, improving: bool) -> set[int]:
        """Where one step of a party, or of a coalition that answers as one, leads."""
        ends = (
            self.moves(group[0], start)
            if len(group) == 1
            else self.reached(start, [(one,) for one in group], improving=False)
        )
        return {end for end in ends if not improving or self.may_improve(group, start, end)}

    def reached(self, start: int, groups: list[Group], *, improving: bool) -> set[int]:
        """All ends of legal sequences: nobody moves twice in succession."""
        seen: set[tuple[int, Group]] = set()
        ahead: list[tuple[int, Group]] = [(start, ())]
        while ahead:
            state, last = ahead.pop()
            for group in groups:
                if group != last:
                    new = {(end, group) for end in self.step(group, state, improving=improving)} - seen
                    seen |= new
                    ahead += new
        return {state for state, _ in seen}

    def deters(self, end: int) -> bool:
        """Whether the party, or some member, is no better off at an end, nor after what it can do there."""
        stays = self._deters(end)
        if not stays or self.witness.concept not in ("smr", "sseq"):
            return stays
        return all(self._deters(later) for later in self.reached(end, self.own(), improving=False))

    def _deters(self, end: int) -> bool:
        state, want = self.witness.state, self.model.wants
        if self.variant == "strong":
            much = want[self.witness.who[0]].much
            assert much is not None
            return bool(much[state, end])
        loose = self.variant in ("c", "d")
        return any(
            not self.better(one, end, state) and (loose or not self.unknown(one, end, state))
            for one in self.witness.who
        )

    def walked(self, start: int, steps: tuple[Move, ...], groups: list[Group]) -> list[str]:
        """Complaints about steps that follow each other."""
        found, state = list[str](), start
        last: Group = ()
        for one in steps:
            if one.who not in groups or one.to not in self.step(one.who, state, improving=False):
                found.append(f"{one.who} cannot move from {state} to {one.to}")
            if one.who == last:
                found.append(f"{one.who} moves twice in succession")
            state, last = one.to, one.who
        return found

    def answered(self, one: Answer) -> list[str]:
        groups, improving = self.answering()
        start = one.improvement[-1].to
        found = self.walked(start, one.answer, groups)
        for step in one.answer:
            if improving and not self.may_improve(step.who, start, step.to):
                found.append(f"{step.who} does not gain from {start} to {step.to}")
            start = step.to
        return found + ([] if one.answer and start == one.end else [f"the answer does not end in {one.end}"])

    def at_once(self, one: Answer) -> list[str]:
        state, goals = self.witness.state, [one.improvement[-1].to, *(step.to for step in one.answer)]
        found = [
            f"{step.who} does not improve from {state} to {step.to}"
            for step in one.answer
            if step.to not in self.moves(step.who[0], state) or not self.better(step.who[0], step.to, state)
        ]
        whole = one.answer and self.joint(goals) == one.end
        return found + ([] if whole else [f"together that is not {one.end}"])
