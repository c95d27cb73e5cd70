"""The answer to a what-if: what became of each way to hold the talks, how they differ, what moves them.

Every error is a standard error over the draws of the judgements. A rate has its 95 % interval besides
(Wilson 1927), which is sensible at 0 and 1 as well; a difference is one of pairs, as all ways are played over
the same draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from ..analysis.result import Result
from ..analysis.zone.acceptability import wilson
from ..case import Case
from ..space.weights import Floats
from .batch import HOW
from .refused import RefusedDeal, share_error
from .what_if import Arrangement, Became

_MOST_DEALS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedDeal(Result):
    """A deal on which sessions agreed."""

    deal: dict[str, str]
    share: float  # of all sessions
    value: dict[str, float]  # to each party; the mean where judgements vary
    error: float  # of the share


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSo(Result):
    """One way to hold the talks, and what became of it."""

    protocol: str
    strategies: dict[str, str]
    rounds: int
    prepared: int  # at the working level; 0 where there is none
    sessions: int
    agreed: int
    rate: float
    error: float
    interval: tuple[float, float]  # of the rate, 95 %
    signed: float  # share in which the parties agreed, whatever ratifiers said
    signed_error: float
    signed_interval: tuple[float, float]
    mean_rounds: float
    mean_rounds_error: float
    value: dict[str, float]
    value_error: dict[str, float]
    walk_away: dict[str, float]
    ended: dict[str, float]
    deals: tuple[AgreedDeal, ...]
    not_ratified: tuple[RefusedDeal, ...]  # signed in vain, the most frequent first
    difference: float  # of the rate to that of the first way
    difference_error: float
    signed_difference: float
    signed_difference_error: float
    gain: dict[str, float]  # of each party's value over that in the first way
    gain_error: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTo(Result):
    """A rate of agreement where one thing about the talks is otherwise."""

    protocol: str
    what: str  # rounds, prepared, mandate, consult, reliance
    to: float
    rate: float
    error: float
    interval: tuple[float, float]
    signed: float
    signed_error: float
    signed_interval: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtEqualRounds(Result):
    """A way against the first one where the shorter of the two was given as many rounds as the longer."""

    protocol: str
    first: str  # protocol of the first way
    given: str  # protocol of the one that was given more rounds
    rounds: int  # of each, in all
    signed: float  # share of sessions of the one that was given more
    signed_error: float
    signed_interval: tuple[float, float]
    difference: float  # of the way's share to that of the first one, in pairs of the same draws
    difference_error: float


def at_equal_rounds(
    first: HeldSo, other: HeldSo, given: Arrangement, became: Became, beside: Became
) -> AtEqualRounds:
    """Compare a way with the first one; one of them was given more rounds, and ``beside`` is the other."""
    signed = _signed(became)
    apart = _signed(beside) - signed if given.protocol == first.protocol else signed - _signed(beside)
    return AtEqualRounds(
        protocol=other.protocol, first=first.protocol, given=given.protocol,
        rounds=given.rounds + given.prepared, signed=float(signed.mean()), signed_error=_error(signed),
        signed_interval=_interval(signed, certain=became.certain),
        difference=float(apart.mean()), difference_error=_error(apart),
    )  # fmt: skip


def _error(each: Floats) -> float:
    """Standard error of a mean over sessions, shape (repeats, draws); those of one draw belong together."""
    return mean_error(each.mean(axis=0))


def mean_error(numbers: Floats) -> float:
    """Standard error of a mean; 0 where all numbers are one, which their mean may miss by its last digit."""
    if len(numbers) < 2 or np.ptp(numbers) <= 1e-12 * np.abs(numbers).max():
        return 0.0
    return float(numbers.std(ddof=1)) / sqrt(len(numbers))


def _interval(agreed: Floats, *, certain: bool) -> tuple[float, float]:
    """95 % of a rate, as if the sessions of one draw were one; the rate itself where nothing is drawn."""
    rate, draws = float(agreed.mean()), agreed.shape[1]
    low, high = (rate, rate) if certain else wilson(rate * draws, draws)
    return float(low), float(high)


def _signed(found: Became) -> Floats:
    return np.isin(found.how, [HOW.index("agreement"), HOW.index("not ratified")]).astype(float)


def held_so(case: Case, way: Arrangement, found: Became, first: Became) -> HeldSo:
    """Sum up one way."""
    agreed, signed, many = found.agreed.astype(float), _signed(found), found.agreed.size
    who = tuple(case.parties)
    gain = found.value - first.value
    names = way.strategies * len(who) if len(way.strategies) == 1 else way.strategies
    ended = {how: float(np.mean(found.how == code)) for code, how in enumerate(HOW)}
    return HeldSo(
        protocol=way.protocol,
        strategies=dict(zip(who, names, strict=True)),
        rounds=way.rounds,
        prepared=way.prepared,
        sessions=many,
        agreed=int(found.agreed.sum()),
        rate=float(agreed.mean()),
        error=_error(agreed),
        interval=_interval(agreed, certain=found.certain),
        signed=float(signed.mean()),
        signed_error=_error(signed),
        signed_interval=_interval(signed, certain=found.certain),
        mean_rounds=float(found.numbers.mean()),
        mean_rounds_error=_error(found.numbers.astype(float)),
        value=dict(zip(who, found.value.mean(axis=(1, 2)).tolist(), strict=True)),
        value_error=dict(zip(who, map(_error, found.value), strict=True)),
        walk_away=dict(zip(who, found.away.mean(axis=1).tolist(), strict=True)),
        ended={how: share for how, share in ended.items() if share},
        deals=_deals(case, found),
        not_ratified=found.refusals.told(case, *reversed(found.agreed.shape)),
        difference=float((agreed - first.agreed).mean()),
        difference_error=_error(agreed - first.agreed),
        signed_difference=float((signed - _signed(first)).mean()),
        signed_difference_error=_error(signed - _signed(first)),
        gain=dict(zip(who, gain.mean(axis=(1, 2)).tolist(), strict=True)),
        gain_error=dict(zip(who, map(_error, gain), strict=True)),
    )


def _deals(case: Case, found: Became) -> tuple[AgreedDeal, ...]:
    """Deals by how often they were agreed on; equally frequent ones in the order of their options."""
    repeats, draws = found.agreed.shape
    order = sorted(found.deals.items(), key=lambda item: (-len(item[1]), item[0]))[:_MOST_DEALS]
    issues = {issue: tuple(record.options) for issue, record in case.issues.items()}
    told = []
    for picks, sessions in order:
        value = np.mean([worth for _, worth in sessions], axis=0).tolist()
        where = np.array([place for place, _ in sessions])
        told.append(
            AgreedDeal(
                deal={issue: issues[issue][pick] for issue, pick in zip(issues, picks, strict=True)},
                share=len(sessions) / found.agreed.size,
                error=share_error(where, draws, repeats),
                value=dict(zip(case.parties, value, strict=True)),
            )
        )
    return tuple(told)


def moved_to(way: Arrangement, found: Became) -> MovedTo:
    """The rate where one thing is otherwise."""
    agreed, signed = found.agreed.astype(float), _signed(found)
    return MovedTo(
        protocol=way.protocol, what=way.moved, to=way.to, rate=float(agreed.mean()), error=_error(agreed),
        interval=_interval(agreed, certain=found.certain), signed=float(signed.mean()),
        signed_error=_error(signed), signed_interval=_interval(signed, certain=found.certain),
    )  # fmt: skip
