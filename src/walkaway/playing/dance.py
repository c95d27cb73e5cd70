"""The dance of offers: what each is worth to everybody, round by round, in one session or on average."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .batch import Outcomes
from .manner import MANNERS
from .strategy import Strategy
from .talks import Talks

_SESSIONS, _TURNS = 100, 1 << 20
"""Most sessions of which the mean is taken, and most turns that are remembered for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DanceStep:
    """The offer of one party in one round, and its worth to everybody."""

    round: int
    by: str  # a party
    share: dict[str, float]  # party → share of what is at stake for it: 0 its walk-away, 1 its best deal


@dataclass(frozen=True, slots=True, kw_only=True)
class Dance:
    """Sessions in the central realisation, offer by offer; the mean over those that are not over yet."""

    words: str  # how the talks were held
    sessions: int
    offers: tuple[DanceStep, ...]  # none where a mediator proposes


def dance_of(talks: Talks, players: Sequence[Strategy], *, seed: int, sessions: int = 1) -> Dance:
    """Play sessions, a hundred at most, and tell their offers."""
    turns = (talks.rounds + talks.prepared) * (len(players) + 1)
    many = max(1, min(sessions, _SESSIONS, _TURNS // turns))
    return steps_of(talks, talks.recorded(players, seed=seed, sessions=many))


def steps_of(talks: Talks, found: Outcomes) -> Dance:
    """The offers of sessions that were recorded."""
    words = MANNERS[talks.protocol].words
    return Dance(words=words, sessions=len(found.deals), offers=tuple(_steps(talks, found)))


def _steps(talks: Talks, found: Outcomes) -> Iterator[DanceStep]:
    listed, parties = talks.listed, talks.parties
    away, best = (
        np.array([float(end[0]) for end in ends])
        for ends in zip(*((one.walk_away, one.best) for one in listed.valuations), strict=True)
    )
    stake = np.maximum(best - away, 1e-12)
    for turn in found.said:
        if turn.seat >= len(parties) and not talks.manner.levels:
            continue  # a mediator proposes
        offered = np.broadcast_to(turn.offered, len(found.deals))
        last = (found.numbers == turn.number) & (turn.seat <= found.by)
        deals = offered[(offered >= 0) & ((found.numbers > turn.number) | last)]
        if not deals.size:
            continue
        worth = talks.told[: len(parties), 0, deals].mean(axis=1)
        share = ((worth - away) / stake).tolist()
        by = parties[turn.seat % len(parties)]
        yield DanceStep(round=turn.number, by=by, share=dict(zip(parties, share, strict=True)))
