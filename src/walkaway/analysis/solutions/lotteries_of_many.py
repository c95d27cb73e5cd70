r"""Lotteries of three and more parties: linear programs, each answer with a certified gap.

For any weights :math:`\lambda \ge 0` no lottery has more than :math:`\max_x \lambda \cdot g(x)`: with the
multipliers of the program, or :math:`\lambda_p = 1/g_p` for Nash (the first-order condition of a concave
function), this bounds the gap. Kelley (1960), *J. SIAM* 8:703–712, for tangents to the logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ...errors import BudgetError
from ...space import Bools
from ...space.weights import Floats
from ..solver import Problem, SparseMatrix, solve

_MOST_DEALS = 20_000
_TANGENTS = 60
_GAP = 1e-7
_TIGHT = 1e-9
_TOLERANCE = 1e-10
_FAR = 1e-2  # of a gap: what is farther off is no answer


@dataclass(frozen=True, eq=False)
class Mix:
    """A lottery: at most one deal more than parties, as rows of the gains, with chances that sum to 1.

    By the weights no deal has more, but for the gap: upper bound minus attained, of what the rule maximises
    in units of the largest gain (for Nash of its logarithm).
    """

    rows: tuple[int, ...]
    chances: tuple[Fraction, ...]
    weights: tuple[float, ...]
    gap: float


@dataclass(frozen=True, eq=False)
class _Found:
    """An optimum: probabilities, gains and further variables, and the weights that support it."""

    chances: Floats
    extras: Floats
    weights: Floats


@dataclass(frozen=True, eq=False)
class _Program:
    """Lotteries over deals with these gains; the gains of the lottery are the first further variables."""

    gains: Floats

    @property
    def parties(self) -> int:
        return int(self.gains.shape[1])

    def maximise(self, objective: Floats, rows: Floats, least: Floats) -> _Found | None:
        """Maximise over further variables z under rows · z ≥ least; None if no lottery does that."""
        deals, extras, parties, more = len(self.gains), len(objective), self.parties, len(rows)
        parts = [
            (0, deals, rows),
            (more, 0, self.gains.T),
            (more, deals, -np.eye(parties, extras)),
            (more + parties, 0, np.ones((1, deals))),
        ]
        level = np.append(np.zeros(parties), 1.0)
        problem = Problem(
            cost=np.concatenate((np.zeros(deals), -objective)),
            matrix=SparseMatrix.blocks(parts, (more + parties + 1, deals + extras)),
            row_lower=np.concatenate((least, level)),
            row_upper=np.concatenate((np.full(more, np.inf), level)),
            lower=np.concatenate((np.zeros(deals), np.full(extras, -np.inf))),
            upper=np.full(deals + extras, np.inf),
        )
        found = solve(problem, tolerance=_TOLERANCE)
        if found.status != "optimal" or found.point is None or found.multipliers is None:
            return None
        weights = np.maximum(found.multipliers[more : more + parties], 0.0)
        return _Found(found.point[:deals], found.point[deals:], weights)

    def largest(self, direction: Floats, floor: Floats) -> _Found | None:
        """The largest weighted gain of lotteries that leave every party at least a floor."""
        return self.maximise(direction, np.eye(self.parties), floor)


def _leximin(program: _Program, scale: Floats, room: Floats) -> _Found | None:
    """The largest smallest scaled gain, then the next smallest; the weights are of the first.

    What is made largest is measured by the least that one party could have at most, which it cannot exceed:
    scales far apart make no number of the program large.
    """
    parties = program.parties
    floor, left, more = np.zeros(parties), scale > 0, room
    first: _Found | None = None
    while left.any():
        unit = float((more * scale)[left].min())
        each = np.where(left, unit / np.where(left, scale, 1.0), 0.0)
        each[each < _TIGHT] = 0.0  # the solver passes over what is smaller
        rows = np.hstack((np.eye(parties), -each[:, None]))
        found = program.maximise(np.append(np.zeros(parties), 1.0), rows, np.where(left, 0.0, floor))
        if found is None:  # what is left to gain is less than the solver tells apart
            break
        first = found if first is None else first
        level = float(found.extras[-1])
        floor = np.where(left, np.maximum(0.0, level * each - _TIGHT), floor)
        tops = [program.largest(np.eye(parties)[p], floor) if left[p] else None for p in range(parties)]
        more = np.array([0.0 if top is None else float(top.extras[p]) for p, top in enumerate(tops)])
        rising = left & (more > 10 * _TIGHT) & (more * scale / unit > level + 1e-6 * max(1.0, abs(level)))
        left = rising if rising.sum() < left.sum() else np.zeros(parties, bool)
    last = program.largest(np.ones(parties), floor)
    return first if first is None or last is None else _Found(last.chances, first.extras, first.weights)


def _nash(program: _Program, room: Floats, tangents: int) -> _Found | None:
    """Tangents to the logarithms until bound and value meet; parties that cannot gain are left out."""
    parties, used = program.parties, np.flatnonzero(room > _TIGHT)
    size = parties + len(used)
    touch = [room[used] * part for part in (1e-4, 1e-2, 0.1, 0.3, 0.6, 1.0)]
    objective = np.append(np.zeros(parties), np.ones(len(used)))
    best, most = program.largest(np.ones(parties), np.zeros(parties)), -np.inf
    for _ in range(tangents):
        rows, least = [np.eye(parties, size)], [np.zeros(parties)]
        for at in touch:
            tangent = np.zeros((len(used), size))
            tangent[np.arange(len(used)), used] = 1 / at
            tangent[:, parties:] = -np.eye(len(used))
            rows.append(tangent)
            least.append(1 - np.log(at))
        found = program.maximise(objective, np.concatenate(rows), np.concatenate(least))
        if found is None:  # the tangents are steeper than the solver can take
            break
        here = np.maximum(found.extras[used], 1e-12 * room[used])
        value = float(np.log(here).sum())
        if value > most:
            weights = found.weights.copy()
            weights[used] = 1 / here
            best, most = _Found(found.chances, found.extras, weights), value
        if float(found.extras[parties:].sum()) - most <= _GAP:
            break
        touch.append(here)
    return best


def _sharpened(gains: Floats, chances: Floats) -> Floats:
    """Newton's steps for the product of gains over few deals; a deal whose chance falls to 0 drops out."""
    inside = chances > 0
    for _ in range(40):
        reached, rows = chances @ gains, gains[inside]
        size = len(rows)
        if (reached <= 0).any():
            break
        bend = np.block(
            [[(rows / reached**2) @ rows.T, np.ones((size, 1))], [np.ones((1, size)), np.zeros((1, 1))]]
        )
        slope = np.append(rows @ (1 / reached), 0.0)
        step = np.zeros(len(chances))
        step[inside] = np.linalg.lstsq(bend, slope, rcond=None)[0][:size]
        falling = step < 0
        share = min(1.0, float((chances[falling] / -step[falling]).min(initial=1.0)))
        chances = chances + share * step
        inside &= chances > 1e-15
    return chances


def _fractions(
    program: _Program, chosen: Floats, gaining: Bools | None
) -> tuple[tuple[int, ...], tuple[Fraction, ...]]:
    """Few deals that gain what a lottery does, with exact probabilities, sharpened where a product counts.

    The lottery itself where its gains are so far apart that the solver cannot reach them once more.
    """
    target = chosen @ program.gains
    floor = target - 1e-12 * np.maximum(1.0, np.abs(target))
    found = program.largest(np.ones(program.parties), floor)
    few = chosen if found is None else found.chances
    rows = np.flatnonzero(few > 1e-12)
    chances = few[rows]
    if gaining is not None and gaining.any():
        sharp = _sharpened(program.gains[rows][:, gaining], chances)
        if (sharp @ program.gains[rows] >= -1e-12).all():
            chances = sharp
    kept = [
        (int(at), Fraction(float(chance))) for at, chance in zip(rows, chances, strict=True) if chance > 0
    ]
    total = sum((part for _, part in kept), Fraction(0))
    return tuple(at for at, _ in kept), tuple(part / total for _, part in kept)


def mix(gains: Floats, rule: str, *, budget: int = _MOST_DEALS, tangents: int = _TANGENTS) -> Mix | None:
    """The lottery that a rule chooses; None if none leaves every party at or above its walk-away.

    None as well where gains are so many powers of ten apart that no program comes near it.
    ``gains`` (deals, parties) are of every efficient deal, on own scales. One linear program for utilitarian,
    at most 60 for Nash, parties² + parties for leximin.
    """
    if len(gains) > budget:
        raise BudgetError(f"lotteries of {len(gains):,} efficient deals; at most {budget:,} are mixed")
    spread = np.abs(gains).max(axis=0, initial=0.0)
    spread[spread == 0] = 1.0
    program, nothing = _Program(gains / spread), np.zeros(gains.shape[1])
    tops = [program.largest(row, nothing) for row in np.eye(program.parties)]
    room = np.array([-1.0 if top is None else top.extras[p] for p, top in enumerate(tops)])
    plain = tops[0]
    if plain is None or (room < 0).any():
        return None
    own = spread / spread.max()
    scale = np.where(room > _TIGHT, 1 / np.maximum(room, _TIGHT) if rule == "kalai_smorodinsky" else own, 0.0)
    if rule == "nash":
        found = _nash(program, room, tangents)
    elif rule == "utilitarian" or not scale.any():
        found = program.largest(own, nothing)
    else:
        found = _leximin(program, scale, room)
    found = found or plain  # what the solver cannot better; the gap says how far it is
    gaining = room > _TIGHT if rule == "nash" else None
    rows, chances = _fractions(program, found.chances, gaining)
    here = np.array([float(chance) for chance in chances]) @ program.gains[list(rows)]
    weights, gap = _certified(program, rule, here, found.weights, scale if rule != "utilitarian" else own)
    return Mix(rows, chances, tuple(map(float, weights / spread)), gap) if gap <= _FAR else None


def _certified(
    program: _Program, rule: str, here: Floats, weights: Floats, scale: Floats
) -> tuple[Floats, float]:
    """Weights that bound what any lottery reaches, and the difference to what this one does."""
    used = scale > 0
    if not used.any():
        return np.zeros(program.parties), 0.0
    match rule:
        case "nash":
            weights = np.where(used, 1 / np.maximum(here, 1e-300), weights)
            attained = float(used.sum())
        case "utilitarian":
            weights = np.maximum(weights, scale)
            attained = float(here @ scale)
        case _:
            weights = weights / max(float((weights[used] / scale[used]).sum()), 1e-300)
            attained = float((here * scale)[used].min())
    return weights, max(0.0, float((program.gains @ weights).max()) - attained)
