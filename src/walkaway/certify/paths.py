"""Small independent checkers of paths: slack by recursion over the definition, and that no schedule holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from ..analysis.path import Certificate
from ..analysis.path.constraints import PathNumbers

__all__ = ["check_no_schedule", "plain_slack"]

_ROUNDING = Fraction(1, 10**9)  # of floats in a certificate, in shares of what they stand for
Place = tuple[int, ...]
Shares = Sequence[Any]


def _undone(numbers: PathNumbers, step: int) -> bool:
    return bool(numbers.reversible[step] and numbers.costs[step] > 0)


def _stopped(numbers: PathNumbers, who: int, done: Shares) -> Fraction:
    """What a party is left with of what is done, once all that can be undone is."""
    left = Fraction(0)
    for step, owner in enumerate(numbers.owner):
        if _undone(numbers, step):
            worth = Fraction(numbers.costs[step]) if owner == who else -Fraction(numbers.worth[step, who])
            left += worth * done[step]
    return left


def _net(numbers: PathNumbers, who: int, move: Shares) -> Fraction:
    """Got minus given in a phase."""
    total = Fraction(0)
    for step, owner in enumerate(numbers.owner):
        each = -Fraction(numbers.costs[step]) if owner == who else Fraction(numbers.worth[step, who])
        total += each * move[step]
    return total


def _rate(numbers: PathNumbers, who: int, move: Shares) -> Fraction:
    lasts = max((p for p, share in zip(numbers.periods, move, strict=True) if share), default=1)
    return Fraction(Fraction(numbers.discount_low[who]) ** lasts)


def _slack_of(
    numbers: PathNumbers, who: int, before: Shares, move: Shares, later: Fraction, *, first: bool
) -> Fraction:
    """Least slack of a party in a phase, if going on is worth so much after it; no bond backs the first."""
    steps = range(len(numbers.owner))
    rate, bond = _rate(numbers, who, move), Fraction(numbers.backing[who])
    least = _net(numbers, who, move) + rate * later - _stopped(numbers, who, before)
    if not first:
        least += bond
    mine = [step for step in steps if numbers.owner[step] == who and move[step]]
    for seen in {Fraction(numbers.detection[step]) for step in mine}:
        held = [step for step in mine if numbers.detection[step] <= seen]
        after = [
            before[step] + (0 if step in held or (numbers.escrow[step] and step not in mine) else move[step])
            for step in steps
        ]
        escrow = sum(
            (Fraction(numbers.worth[step, who]) * move[step] for step in steps if numbers.escrow[step]),
            Fraction(0),
        )
        bracket = rate * (later - _stopped(numbers, who, after) + bond) + escrow
        cost = sum((Fraction(numbers.costs[step]) * move[step] for step in held), Fraction(0))
        least = min(least, seen * bracket - cost, bracket - cost)
    return least


def _after(numbers: PathNumbers, who: int) -> Fraction:
    """By how much a party would rather keep the deal than take back what it can, once all is done."""
    if not any(owner == who and _undone(numbers, step) for step, owner in enumerate(numbers.owner)):
        return Fraction(10**30)
    return Fraction(numbers.completed[who]) - _stopped(numbers, who, [Fraction(1)] * len(numbers.owner))


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
    found = {}
    for who in range(numbers.parties):
        later = Fraction(numbers.completed[who])
        for phase in range(len(moved) - 1, -1, -1):
            move = [Fraction(share) for share in moved[phase]]
            before = [sum((Fraction(x) for x in column), Fraction(0)) for column in moved[:phase].T]
            found[phase, who] = _slack_of(numbers, who, before, move, later, first=phase == 0)
            later = _net(numbers, who, move) + _rate(numbers, who, move) * later
        last = len(moved) - 1
        found[last, who] = min(found[last, who], _after(numbers, who))
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
    found, parts = [], proof.parts
    limited = proof.most < sum(parts)
    end = tuple(float(x) for x in numbers.completed)
    if any(_after(numbers, who) < 0 for who in range(numbers.parties)):
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
                first = not any(place)
                if any(
                    _slack_of(numbers, who, before, share, later[who], first=first) < 0
                    for who in range(numbers.parties)
                ):
                    continue
                here = [
                    _net(numbers, who, share) + _rate(numbers, who, share) * later[who]
                    for who in range(numbers.parties)
                ]
                fewer = [one for one in rows if not limited or -one[-1] <= phases]
                if not any(_beats(one, here) for one in fewer):
                    found.append(f"a schedule from {place} by {move} is not covered")
    return found
