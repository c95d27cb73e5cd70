"""Small independent checkers of paths: slack by recursion over the definition, and that no schedule holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from ..analysis.path import Certificate
from ..analysis.path.constraints import PathNumbers

Shares = Sequence[Any]

_ROUNDING = Fraction(1, 10**9)  # of floats in a certificate, in shares of what they stand for
_KINDS = ("costs", "worth", "detection", "discount_low", "backing", "completed")
Place = tuple[int, ...]


def in_fractions(numbers: PathNumbers) -> PathNumbers:
    """The same realisation in fractions, whatever it was in."""
    exact = np.vectorize(Fraction, otypes=[object])
    changed: Any = {name: exact(getattr(numbers, name)) for name in _KINDS}
    return replace(numbers, **changed)


def in_floats(numbers: PathNumbers) -> PathNumbers:
    """The same realisation in floats."""
    changed: Any = {name: getattr(numbers, name).astype(float) for name in _KINDS}
    return replace(numbers, **changed)


def _undone(numbers: PathNumbers, step: int) -> bool:
    return bool(numbers.reversible[step] and numbers.costs[step] > 0)


def stopped(numbers: PathNumbers, who: int, done: Shares) -> Any:
    """What a party is left with of what is done, once all that can be undone is."""
    return -net(numbers, who, [share * _undone(numbers, step) for step, share in enumerate(done)])


def net(numbers: PathNumbers, who: int, move: Shares) -> Any:
    """Got minus given in a phase."""
    each = (
        -numbers.costs[step] if owner == who else numbers.worth[step, who]
        for step, owner in enumerate(numbers.owner)
    )
    return sum(one * share for one, share in zip(each, move, strict=True))


def rate_of(numbers: PathNumbers, who: int, move: Shares) -> Any:
    """What a value after a phase counts before it."""
    lasts = max((p for p, share in zip(numbers.periods, move, strict=True) if share), default=1)
    return numbers.discount_low[who] ** lasts


def slack_of(numbers: PathNumbers, who: int, before: Shares, move: Shares, later: Any, *, bond: Any) -> Any:
    """Least slack of a party in a phase, if going on is worth so much after it, with a bond posted before it.

    ``before`` and ``later`` are numbers, or arrays of places. Whatever set of its steps a party holds back,
    with :math:`w` the chance that it is seen or 1, what it loses is :math:`w` times what it loses by none,
    and for each step of the set :math:`w` times what that would have it take back, minus its cost. So the
    worst set is a sum, step by step, of what is below 0; that a set may be seen less easily only lowers it.
    """
    steps = range(len(numbers.owner))
    rate, posted = rate_of(numbers, who, move), numbers.backing[who]
    least = net(numbers, who, move) + rate * later - stopped(numbers, who, before) + bond
    mine = [step for step in steps if numbers.owner[step] == who and move[step]]
    if not mine:
        return least
    after = [
        before[step] + (0 if numbers.escrow[step] and step not in mine else move[step]) for step in steps
    ]
    escrow = sum(numbers.worth[step, who] * move[step] for step in steps if numbers.escrow[step])
    bracket = rate * (later - stopped(numbers, who, after) + posted) + escrow
    easy = {numbers.detection[step] for step in mine}
    for weight, seen in {(1, max(easy)), *((one, one) for one in easy)}:
        each = [
            move[step] * numbers.costs[step] * (weight * rate * _undone(numbers, step) - 1)
            for step in mine
            if numbers.detection[step] <= seen
        ]
        least = np.minimum(least, weight * bracket + (sum(min(one, 0) for one in each) or min(each)))
    return least


def kept_after(numbers: PathNumbers, who: int) -> Any:
    """By how much a party would rather keep the deal than take back what it can, once all is done."""
    if not any(owner == who and _undone(numbers, step) for step, owner in enumerate(numbers.owner)):
        return Fraction(10**30)
    return numbers.completed[who] - stopped(numbers, who, [1] * len(numbers.owner))


def plain_slack(numbers: PathNumbers, moved: Any) -> dict[tuple[int, int], Fraction]:
    """The least slack of every phase and party of a schedule, in fractions.

    Parameters
    ----------
    numbers : PathNumbers
        One realisation.
    moved : array (phases, steps)
        Share of each step in each phase.

    Returns
    -------
    dict of (phase, party) to Fraction
    """
    numbers, found = in_fractions(numbers), {}
    for who in range(numbers.parties):
        later = numbers.completed[who]
        for phase in range(len(moved) - 1, -1, -1):
            move = [Fraction(share) for share in moved[phase]]
            before = [sum((Fraction(x) for x in column), Fraction(0)) for column in moved[:phase].T]
            bond = numbers.backing[who] if phase else 0
            found[phase, who] = slack_of(numbers, who, before, move, later, bond=bond)
            later = net(numbers, who, move) + rate_of(numbers, who, move) * later
        last = len(moved) - 1
        found[last, who] = min(found[last, who], kept_after(numbers, who))
    return found


def plain_exposure(numbers: PathNumbers, moved: Any) -> dict[tuple[int, int], Fraction]:
    """Given by each phase minus got before it, for every phase and party, in fractions.

    It is what a party stands to lose if it does its part of the phase and nobody else does. A step in escrow
    is not given before the others have done theirs, if they have any in the phase. Bonds and snapback, which
    come after a breach, are not set against it.

    Parameters
    ----------
    numbers : PathNumbers
        One realisation.
    moved : array (phases, steps)
        Share of each step in each phase.

    Returns
    -------
    dict of (phase, party) to Fraction
    """
    numbers, found = in_fractions(numbers), {}
    for who in range(numbers.parties):
        stands = Fraction(0)
        for phase, shares in enumerate(moved):
            move = [Fraction(share) for share in shares]
            others = {owner for owner, share in zip(numbers.owner, move, strict=True) if share} - {who}
            found[phase, who] = stands + sum(
                numbers.costs[step] * move[step]
                for step, owner in enumerate(numbers.owner)
                if owner == who and not (numbers.escrow[step] and others)
            )
            stands -= net(numbers, who, move)
    return found


def _moves(
    numbers: PathNumbers, after: Sequence[Sequence[int]], proof: Certificate, place: Place
) -> Iterator[Place]:
    whole = [there == most for there, most in zip(place, proof.parts, strict=True)]
    room = [
        range(most - there + 1) if all(whole[other] for other in after[step]) else range(1)
        for step, (there, most) in enumerate(zip(place, proof.parts, strict=True))
    ]
    for move in product(*room):
        movers = {owner for owner, parts in zip(numbers.owner, move, strict=True) if parts}
        if movers and not (proof.sequential and len(movers) > 1):
            yield move


def _beats(one: Sequence[float], other: Sequence[Fraction]) -> bool:
    """Whether what a proof holds is, but for rounding, worth at least as much to every party."""
    pairs = zip(one, other, strict=False)
    return all(Fraction(a) >= b - _ROUNDING * max(Fraction(1), abs(b)) for a, b in pairs)


def check_no_schedule(numbers: PathNumbers, after: Sequence[Sequence[int]], proof: Certificate) -> list[str]:
    """Complaints about a proof that no schedule holds; none if it stands.

    By induction from the end: for each state the proof holds what going on is worth in the schedules from
    there that hold, but for those that others beat. Every move before one of these must fail, or be beaten by
    what the proof holds for the state before it. The start must have none.
    """
    numbers, found, parts = in_fractions(numbers), [], proof.parts
    limited = proof.most < sum(parts)
    end = tuple(float(x) for x in numbers.completed)
    if any(kept_after(numbers, who) < 0 for who in range(numbers.parties)):
        return []  # no schedule is kept once all is done
    if not any(row[: numbers.parties] == end for row in proof.cover.get(parts, [])):
        found.append("the end is not covered by what follows it")
    if (0,) * len(parts) in proof.cover:
        found.append("the start has schedules that hold")
    for place in product(*(range(part + 1) for part in parts)):
        before = [Fraction(there, part) for there, part in zip(place, parts, strict=True)]
        rows = proof.cover.get(place, [])
        for move in _moves(numbers, after, proof, place):
            to = tuple(there + more for there, more in zip(place, move, strict=True))
            share = [Fraction(more, part) for more, part in zip(move, parts, strict=True)]
            for row in proof.cover.get(to, []):
                phases = 1 - row[-1] if limited else 0
                if limited and phases > proof.most:
                    continue
                later = [Fraction(x) for x in row[: numbers.parties]]
                bonds = numbers.backing if any(place) else 0 * numbers.backing
                if any(
                    slack_of(numbers, who, before, share, later[who], bond=bonds[who]) < 0
                    for who in range(numbers.parties)
                ):
                    continue
                here = [
                    net(numbers, who, share) + rate_of(numbers, who, share) * later[who]
                    for who in range(numbers.parties)
                ]
                fewer = [one for one in rows if not limited or -one[-1] <= phases]
                if not any(_beats(one, here) for one in fewer):
                    found.append(f"a schedule from {place} by {move} is not covered")
    return found
