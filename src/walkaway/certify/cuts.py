"""Check of the proof that no schedule of a large lattice holds: all states at once, from the definitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from ..analysis.path import Cut
from ..analysis.path.constraints import Array, PathNumbers
from .paths import in_floats, in_fractions, kept_after, net, rate_of, slack_of

_ROUNDING = 1e-12  # of floats, in shares of what a party has at stake


def check_cut(numbers: PathNumbers, after: Sequence[Sequence[int]], proof: Cut) -> list[str]:
    """Complaints about a proof that no schedule holds; none if it stands.

    What is proven: in no schedule of the lattice, whose phases take at most one part of each step where the
    proof is ``single``, do all constraints hold, however many phases it has, or in so many as the proof is
    for. By induction from the end: let a schedule hold, and all of its states from some phase on be inside.
    Then going on is worth no more than the proof says, and as a constraint only eases with that, the step
    before it starts inside too, and is no nearer to the end in phases than the proof says, by what is checked
    here of every such step. So the start would be inside, and near enough; it is not.

    Parameters
    ----------
    numbers : PathNumbers
        One realisation.
    after : sequence of sequence of int
        For each step the steps that must be whole before it begins.
    proof : Cut

    Returns
    -------
    list of str
        In time proportional to states × moves: two million states of three steps take seconds. Rounding of
        floats counts for the schedule, never for the proof.
    """
    exact, found, parts = in_fractions(numbers), list[str](), proof.parts
    if any(kept_after(exact, who) < 0 for who in range(numbers.parties)):
        return []  # no schedule is kept once all is done
    rough, shape = in_floats(numbers), tuple(part + 1 for part in parts)
    shapes = {
        proof.inside.shape,
        *(part.shape[-len(parts) :] for part in (proof.worth, proof.phases) if part is not None),
    }
    if shapes != {shape}:
        return ["the proof speaks of other states"]
    if proof.worth is None and any(rough.discount_low != 1):
        return ["with a discount, what going on is worth must be told"]
    worth = _by_place(rough, parts) if proof.worth is None else proof.worth
    if not proof.inside[parts]:
        found.append("the end is not inside")
    last = worth.reshape(len(worth), -1)[:, -1]
    if any(last < rough.completed - _ROUNDING * np.abs(rough.completed)):
        found.append("what follows the end is worth more than is told")
    start = (0,) * len(parts)
    if proof.phases is not None and proof.phases[parts] > 0:
        found.append("the end is nearer than is told")
    if proof.inside[start] and (proof.phases is None or proof.phases[start] <= (proof.most or 0)):
        found.append("the start is inside")
    for move in _moves(rough, proof):
        found += _of_move(rough, after, proof, worth, move)
    return found


def _by_place(numbers: PathNumbers, parts: Sequence[int]) -> Array:
    """Without a discount: what is still to come in all, and what follows."""
    left = [1 - there for there in _shares(parts)]
    each = [numbers.completed[who] + net(numbers, who, left) for who in range(numbers.parties)]
    return np.stack([np.broadcast_to(one, [part + 1 for part in parts]) for one in each])


def _shares(parts: Sequence[int]) -> list[Array]:
    """How far each step is, from 0 to 1, along its own axis."""
    return list(np.ix_(*(np.arange(part + 1) / part for part in parts)))


def _moves(numbers: PathNumbers, proof: Cut) -> Iterator[tuple[int, ...]]:
    for move in product(*(range((1 if proof.single else part) + 1) for part in proof.parts)):
        movers = {owner for owner, parts in zip(numbers.owner, move, strict=True) if parts}
        if movers and not (proof.sequential and len(movers) > 1):
            yield move


def _of_move(
    numbers: PathNumbers, after: Sequence[Sequence[int]], proof: Cut, worth: Array, move: tuple[int, ...]
) -> Iterator[str]:
    """Complaints about one move, from every state at once."""
    here = tuple(slice(None, -parts or None) for parts in move)
    there = tuple(slice(parts, None) for parts in move)
    share = [parts / whole for parts, whole in zip(move, proof.parts, strict=True)]
    before = [part[_axis(here, step)] for step, part in enumerate(_shares(proof.parts))]
    could = proof.inside[there].copy()
    for step, others in enumerate(after):
        for other in others:
            if move[step]:
                could &= before[other] == 1
    gone = sum(before)
    within, short = proof.inside[here], np.zeros(could.shape, dtype=bool)
    for who in range(numbers.parties):
        later = worth[who][there]
        bond = np.where(gone > 0, numbers.backing[who], 0.0)
        slack = slack_of(numbers, who, before, share, later, bond=bond)
        could &= slack >= -_ROUNDING * _stake(numbers, who)
        if proof.worth is not None:
            short |= worth[who][here] < net(numbers, who, share) + rate_of(numbers, who, share) * later
    near = (
        np.zeros(could.shape, dtype=bool)
        if proof.phases is None
        else proof.phases[here] > proof.phases[there] + 1
    )
    for what, wrong in (
        ("enters from outside", could & ~within),
        ("is worth more than is told", could & within & short),
        ("is nearer to the end than is told", could & within & near),
    ):
        if wrong.any():
            place = tuple(int(part) for part in np.argwhere(wrong)[0])
            many = f"{int(wrong.sum()):,} in all"
            yield f"a step that could hold, from {place} by {move}, {what} ({many})"


def _axis(cut: tuple[slice, ...], step: int) -> tuple[slice, ...]:
    """The cut along one axis, of an array that has only that one."""
    return tuple(part if axis == step else slice(None) for axis, part in enumerate(cut))


def _stake(numbers: PathNumbers, who: int) -> float:
    """All that a party gives and gets, as a scale of what is rounded."""
    whole: Any = net(numbers, who, [1] * len(numbers.owner))
    paid = sum(abs(cost) for cost, owner in zip(numbers.costs, numbers.owner, strict=True) if owner == who)
    return float(max(abs(whole) + 2 * paid, abs(numbers.completed[who]), Fraction(1, 10**6)))
