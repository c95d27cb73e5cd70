r"""Would each side rather keep than break a schedule, phase by phase: the constraints, as arrays.

In phase :math:`k` party :math:`i` gives steps that cost it :math:`c_{ik}` and gets :math:`b_{ik}`; a phase of
:math:`\tau` periods is discounted by :math:`\delta_i^\tau`. What keeping is worth from phase :math:`k` on is

.. math:: V_i(k) = b_{ik} - c_{ik} + \delta_i^{\tau_k} V_i(k+1), \qquad V_i(N+1) = F_i,

with :math:`F_i` the worth of the completed relation. After a breach that is seen nothing more is done, what
is reversible and cost its owner something is undone (snapback), and what is backed by a bond or a guarantor,
:math:`E_i`, is lost; :math:`D_i` is what that leaves. Two constraints, and the *slack* is how far they hold:

* incentive, :math:`c_{ik} \le q\,(\delta_i^{\tau_k} [V_i(k+1) - D_i + E_i] + e_{ik})`, where :math:`q` is the
  chance that the breach is seen and :math:`e_{ik}` what lies in escrow until the party has done its part;
* participation, :math:`V_i(k) \ge D_i(k) - E_i`: going on is worth more than stopping openly. Before the
  first phase no bond is posted; once all is done it is returned, and who could take something back must not
  want to: :math:`F_i \ge D_i`.

The one-period form is that of repeated games (Friedman 1971, *A non-cooperative equilibrium for supergames*);
that steps which cannot be undone must be small is from Lockwood and Thomas (2002). A breach that would rather
be seen than not can always be declared, so a negative bracket counts in full whatever :math:`q` is.

Of several steps a party may hold back any, and is seen as easily as by the one of them that is seen most
easily. What each adds to cost and snapback is a sum over steps, and undoing again what is held back never
returns more than that saves; so of those seen no more easily than one of them it gains most with all that
cost it something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
"""Floats, or objects that hold fractions, where everything is exact."""

LEVEL = 1e-9
"""Constraints that miss by so little, of what is at stake, hold in floats."""

REMEDIES = ("detection", "discount", "bond", "completed")
"""What can be raised to make a step hold, by the names of the JSON."""


@dataclass(frozen=True, eq=False)
class PathNumbers:
    """What the steps of a path cost and are worth, in one realisation or in many; *…* are realisations.

    Where ``discount_low`` and ``discount_high`` differ the discount may be anything between them, anew in
    each phase; the other numbers are then those of one end.
    """

    owner: tuple[int, ...]  # (steps,); number of the party that carries the step out
    costs: Array  # (…, steps); of the whole step to its owner
    worth: Array  # (…, steps, parties); of the whole step to each party but its owner, whose entry is 0
    detection: Array  # (…, steps); chance that it is seen when the step is not carried out
    discount_low: Array  # (…, parties)
    discount_high: Array  # (…, parties)
    backing: Array  # (…, parties); bonds and what guarantors would make the party lose
    completed: Array  # (…, parties)
    reversible: tuple[bool, ...]  # (steps,)
    escrow: tuple[bool, ...]  # (steps,); released only once the others have done their part of the phase
    periods: tuple[int, ...]  # (steps,)
    opposite: PathNumbers | None = None  # where these are one end of ranges: the other

    @property
    def parties(self) -> int:
        """How many parties there are."""
        return int(self.worth.shape[-1])

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Of a number for each realisation and party."""
        ends = (self.costs, self.detection, self.discount_low, self.backing, self.completed)
        many = np.broadcast_shapes(self.worth.shape[:-2], *(part.shape[:-1] for part in ends))
        return (*many, self.parties)

    @cached_property
    def own(self) -> NDArray[np.int64]:
        """1 where a party carries a step out, shape (steps, parties)."""
        return np.eye(self.parties, dtype=np.int64)[list(self.owner)]

    @cached_property
    def paid(self) -> Array:
        """Costs by who bears them, shape (…, steps, parties)."""
        return np.asarray(self.costs[..., None] * self.own)

    @cached_property
    def at_stake(self) -> Array:
        """What each party has at stake, by which its slacks are divided to be compared, (…, parties)."""
        at_stake = np.abs(self.worth).sum(axis=-2) + np.abs(self.paid).sum(axis=-2)
        return np.asarray(np.where(at_stake > 0, at_stake, 1.0))

    def cost_of(self, move: Array) -> Array:
        """What each step costs its owner in a phase, (…, steps); of what is undone, by the other end."""
        other = self if self.opposite is None else self.opposite
        return np.asarray(self.costs * np.maximum(move, 0) + other.costs * np.minimum(move, 0))

    def net_of(self, move: Array) -> Array:
        """Got minus given in a phase, (…, parties); of what is undone, by the other end."""
        return np.asarray(self.got_of(move) - (self.cost_of(move)[..., None] * self.own).sum(axis=-2))

    def got_of(self, move: Array) -> Array:
        """What each party gets in a phase, (…, parties); of what is undone, by the other end."""
        other = self if self.opposite is None else self.opposite
        more, less = np.maximum(move, 0)[:, None], np.minimum(move, 0)[:, None]
        return np.asarray((self.worth * more + other.worth * less).sum(axis=-2))

    def raised(self, remedy: str, to: Array, party: int) -> PathNumbers:
        """The same with one remedy of a party at (at least) some levels, a realisation each."""
        mine = np.arange(self.parties) == party
        to = np.asarray(to)[..., None]
        if remedy == "detection":
            owned = np.asarray(self.owner) == party
            return replace(self, detection=np.where(owned, np.maximum(self.detection, to), self.detection))
        if remedy == "discount":
            low, high = (np.where(mine, to, part) for part in (self.discount_low, self.discount_high))
            return replace(self, discount_low=low, discount_high=high)
        part = "backing" if remedy == "bond" else "completed"
        changed: Any = {part: np.where(mine, to, getattr(self, part))}
        return replace(self, **changed)


@dataclass(frozen=True, eq=False)
class Slacks:
    """How far each constraint holds, shape (…, phases, parties); negative where it breaks."""

    incentive: Array  # huge for a party that gives nothing in the phase
    participation: Array
    behind: Array  # what stands behind each party's part: what it would lose, but for what it takes back
    tempted: NDArray[np.bool_]  # where a party gives something that costs it
    after: Array  # (…, parties); of what can be taken back once all is done; it also limits the last phase

    @cached_property
    def least(self) -> Array:
        """The smaller of the two."""
        return np.asarray(np.minimum(self.incentive, self.participation))


@dataclass(frozen=True, eq=False)
class Backing:
    """What a breach loses once it is seen, given what is done before a phase and in it."""

    numbers: PathNumbers
    pick: Callable[[Array, Array], Array]

    @cached_property
    def undone(self) -> Array:
        """What each party loses of others' steps that are undone, per whole step, (…, steps, parties)."""
        numbers = self.numbers
        back = numbers.worth * (np.array(numbers.reversible)[:, None] * (1 - numbers.own))
        costly = (numbers.costs > 0)[..., None]
        if numbers.opposite is None:
            return np.asarray(back * costly)
        other = (numbers.opposite.costs > 0)[..., None]  # only some costs of a range may be above 0
        return np.asarray(back * (costly & other) + self.pick(back, back * 0) * (costly ^ other))

    @cached_property
    def regained(self) -> Array:
        """What each party has back of its own steps that it undoes, per whole step, (…, steps, parties)."""
        numbers = self.numbers
        return np.asarray(np.maximum(numbers.paid, 0) * np.array(numbers.reversible)[:, None])

    def stopped(self, done: Array) -> Array:
        """What stopping leaves a party, in what is done so far (steps,): shape (…, parties)."""
        return np.asarray(((self.regained - self.undone) * done[:, None]).sum(axis=-2))

    def kept_after(self, done: Array) -> Array:
        """By how much each party would rather leave what is done than take back what it can, (…, parties)."""
        left = self.numbers.completed - self.stopped(done)
        return np.asarray(np.where((self.regained > 0).any(axis=-2), left, np.inf))


def slacks(numbers: PathNumbers, moved: Array, *, best: bool = False) -> Slacks:
    """Slack of every constraint of a schedule.

    Parameters
    ----------
    numbers : PathNumbers
    moved : array (phases, steps)
        Share of each step that is carried out in each phase; fractions keep everything exact.
    best : bool
        Where the discount is a range: the largest slack instead of the least.

    Returns
    -------
    Slacks
        In time proportional to phases × steps² × realisations.
    """
    backing = Backing(numbers, np.maximum if best else np.minimum)
    done = np.concatenate([moved[:1] * 0, np.cumsum(moved, axis=0)])
    ahead = numbers.completed
    rows: list[tuple[Array, Array, Array]] = []
    for phase in range(len(moved) - 1, -1, -1):
        ahead, *row = _phase(backing, ahead, done[phase], moved[phase], posted=phase > 0)
        rows.append((row[0], row[1], row[2]))
    incentive, participation, behind = (np.stack(part[::-1], axis=-2) for part in zip(*rows, strict=True))
    kept_after = backing.kept_after(done[-1])
    participation[..., -1, :] = np.minimum(participation[..., -1, :], kept_after)
    gives = (numbers.paid[..., None, :, :] * moved[:, :, None] > 0).any(axis=-2)
    return Slacks(incentive, participation, behind, np.asarray(gives, dtype=bool), kept_after)


def least_in(numbers: PathNumbers, moved: Array, phase: int, ahead: Array) -> Array:
    """Least slack in one phase of a schedule if going on is worth so much after it, (…, parties) both."""
    backing, before = Backing(numbers, np.minimum), moved[:phase].sum(axis=0)
    _, kept, stays, _ = _phase(backing, ahead, before, moved[phase], posted=phase > 0)
    last = phase == len(moved) - 1
    after = backing.kept_after(before + moved[phase]) if last else np.array(np.inf)
    return np.asarray(np.minimum(np.minimum(kept, stays), after))


def lasting(numbers: PathNumbers, moved: Array) -> int:
    """How many periods a phase takes."""
    return max((p for p, share in zip(numbers.periods, moved, strict=True) if share != 0), default=1)


def _phase(
    backing: Backing, ahead: Array, before: Array, moved: Array, *, posted: bool
) -> tuple[Array, Array, Array, Array]:
    """What going on is worth before a phase, the slack of its two constraints, and what stands behind it."""
    numbers, periods = backing.numbers, lasting(backing.numbers, moved)
    ends = [rate**periods for rate in (numbers.discount_low, numbers.discount_high)]
    kept, behind = _incentive(backing, ahead, before, moved, ends)
    here = numbers.net_of(moved) + backing.pick(ends[0] * ahead, ends[1] * ahead)
    stays = here - backing.stopped(before) + (numbers.backing if posted else 0)
    return here, kept, np.broadcast_to(stays, numbers.shape), behind


def _incentive(
    backing: Backing, ahead: Array, before: Array, moved: Array, ends: list[Array]
) -> tuple[Array, Array]:
    """Slack of the incentive constraint in one phase, and the bracket, each (…, parties).

    Held back are, for each step, it and all of its owner's that cost something and are seen no more easily.
    """
    numbers, moves = backing.numbers, np.array([share != 0 for share in moved])
    escrow, costs = np.array(numbers.escrow), numbers.cost_of(moved)
    held = numbers.got_of(moved * escrow)
    theirs = (backing.undone * (before + moved * ~escrow)[:, None]).sum(axis=-2)
    slack = np.full(numbers.shape, np.inf, dtype=theirs.dtype)
    behind = np.zeros(numbers.shape, dtype=theirs.dtype)
    for step in np.flatnonzero(moves):
        seen = numbers.detection[..., step, None]
        party = numbers.owner[step]
        mine = moves & (np.array(numbers.owner) == party)
        withheld = (numbers.detection <= seen) & mine & (costs > 0)
        withheld[..., step] = True
        cost = (costs * withheld).sum(axis=-1)
        own = (backing.regained[..., party] * (before + moved * ~withheld)).sum(axis=-1)
        lost = ahead[..., party] + theirs[..., party] - own + numbers.backing[..., party]
        bracket = backing.pick(ends[0][..., party] * lost, ends[1][..., party] * lost) + held[..., party]
        one = np.minimum(seen[..., 0] * bracket, bracket) - cost
        slack[..., party] = np.minimum(slack[..., party], one)
        reached = lost + own  # its own snapback stands behind nothing
        behind[..., party] = backing.pick(*(end[..., party] * reached for end in ends)) + held[..., party]
    return slack, behind


def exposures(numbers: PathNumbers, moved: Array) -> Array:
    """What each party has given by each phase minus what it had got before it, (…, phases, parties).

    That is where it stands if it does its part of the phase and the others do not. So what lies in escrow in
    a phase in which others act too is not given yet. Bonds and snapback, which come after a breach, are not
    set against it.
    """
    given = (numbers.paid[..., None, :, :] * np.cumsum(moved, axis=0)[:, :, None]).sum(axis=-2)
    got = (numbers.worth[..., None, :, :] * (np.cumsum(moved, axis=0) - moved)[:, :, None]).sum(axis=-2)
    return np.asarray(given - got - in_escrow(numbers, moved))


def in_escrow(numbers: PathNumbers, moved: Array) -> Array:
    """What each party has in escrow in each phase in which others act too, (…, phases, parties)."""
    held = (numbers.paid[..., None, :, :] * (moved * np.array(numbers.escrow))[:, :, None]).sum(axis=-2)
    acts = np.array(moved != 0, dtype=np.int64) @ numbers.own
    return np.asarray(held * (acts.sum(axis=1, keepdims=True) > acts))
