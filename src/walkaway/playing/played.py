"""The answer of a simulation: how often there was a deal, which, what it was worth, and one session told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import numpy as np

from ..analysis.result import Method, Result, plain
from ..analysis.zone.acceptability import standard_error
from ..numbers import many
from .batch import HOW, Outcomes
from .compared import AgreedDeal, AtEqualRounds, HeldSo, MovedTo, mean_error
from .dance import Dance
from .manner import all_alike
from .refused import Refusals, RefusedDeal
from .strategy import Strategy
from .talks import Talks, TranscriptLine

MOST_DEALS = 1000
"""Most different deals that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds(Result):
    """How many rounds sessions took."""

    mean: float
    limit: int
    error: float = 0.0  # of the mean; 0 where all sessions are alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Played(Result):
    """What happened in sessions between strategies."""

    sessions: int
    agreed: int
    rate: float  # share of sessions that agreed
    error: float  # its standard error; 0 where all sessions are alike
    rounds: Rounds
    value: dict[str, float]  # party → mean over all sessions; without a deal that is its walk-away
    value_error: dict[str, float]  # standard error of that mean; 0 where all sessions are alike
    walk_away: dict[str, float]  # party → what no deal is worth; the mean where judgements vary
    ended: dict[str, float]  # how sessions ended → share of them
    deals: tuple[AgreedDeal, ...]  # the most frequent first
    not_ratified: tuple[RefusedDeal, ...]  # signed in vain, the most frequent first
    protocol: str
    clock: str
    strategies: dict[str, str]  # party → strategy
    method: Method
    transcript: tuple[TranscriptLine, ...] | None = None  # of the session, where it is one
    # of a what-if: every way that was compared, the first of which is this one; and what moves the rates
    against: tuple[HeldSo, ...] | None = None
    equal_rounds: tuple[AtEqualRounds, ...] | None = None  # of ways that differ from the first in rounds
    moved: tuple[MovedTo, ...] | None = None
    # offer by offer, in the central realisation; of a what-if one session of its last way
    dance: Dance = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As plain data, as ``walkaway play --json`` prints it; without what was not asked for or drawn."""
        told: dict[str, Any] = plain(self)
        return {key: part for key, part in told.items() if part is not None and key != "dance"}


def summary(
    talks: Talks, found: Outcomes, names: Sequence[str], *, sessions: int, method: Method, dance: Dance
) -> Played:
    """Sum up what happened; ``found`` may be one session that stands for all."""
    listed, played = talks.listed, len(found.deals)
    there = found.deals >= 0
    agreed = int(np.count_nonzero(there))
    rate = agreed / played
    worth, away = talks.told, listed.walk_away
    deals, rows = np.maximum(found.deals, 0), found.rows
    values = [
        np.where(there, worth[seat, rows, deals], away[seat, rows]) for seat in range(len(talks.parties))
    ]
    refusals = Refusals()
    refusals.add(listed, found)
    shares = {how: float(np.mean(found.how == code)) for code, how in enumerate(HOW)}
    alike = played < sessions
    return Played(
        sessions=sessions,
        agreed=agreed * sessions // played if alike else agreed,
        rate=rate,
        error=0.0 if alike or method.exact else sqrt(rate * (1 - rate) / played),
        rounds=Rounds(
            mean=float(found.numbers.mean()),
            limit=talks.rounds + talks.prepared,
            error=mean_error(found.numbers.astype(float)),
        ),
        value={who: float(each.mean()) for who, each in zip(talks.parties, values, strict=True)},
        value_error={who: mean_error(each) for who, each in zip(talks.parties, values, strict=True)},
        walk_away={who: float(away[seat, rows].mean()) for seat, who in enumerate(talks.parties)},
        ended={how: share for how, share in shares.items() if share},
        deals=tuple(_deals(talks, found)),
        not_ratified=refusals.told(listed.case, played),
        protocol=talks.protocol,
        clock=talks.clock,
        strategies=dict(zip(talks.parties, names, strict=True)),
        method=method,
        transcript=tuple(talks.transcript(found)) if sessions == 1 else None,
        dance=dance,
    )


def _deals(talks: Talks, found: Outcomes) -> list[AgreedDeal]:
    deals, counts = np.unique(found.deals[found.deals >= 0], return_counts=True)
    order = np.argsort(-counts, kind="stable")[:MOST_DEALS]
    told = []
    for deal, count in zip(deals[order].tolist(), counts[order].tolist(), strict=True):
        rows = found.rows[found.deals == deal] if talks.told.shape[1] > 1 else found.rows[:1]
        value = talks.told[:, rows, deal].mean(axis=1)
        told.append(
            AgreedDeal(
                deal=talks.listed.deal(deal),
                share=count / len(found.deals),
                error=standard_error(count / len(found.deals), len(found.deals)),
                value=dict(zip(talks.parties, value.tolist(), strict=False)),
            )
        )
    return told


def method_of(
    talks: Talks, strategies: Sequence[Strategy], *, seed: int, certain: bool
) -> tuple[Method, bool]:
    """How it was obtained, and whether all sessions are alike, so that one of them stands for all."""
    alike = all_alike(talks.manner, strategies)
    notes = ["a simulation of strategies, not a forecast"]
    if alike:
        notes.append("nothing is drawn: all sessions are alike, and one was played")
    if talks.listed.chosen is not None:
        own, every = len(talks.listed), many(talks.listed.space.combinations)
        notes.append(f"each party chooses among its own of {own:,} deals, of {every}")
        if talks.manner.mediated:
            notes.append("a mediator proposes these alone, so that versions of a text differ in most issues")
    realisation = "exact" if certain else "central"
    return Method(
        name="simulated sessions", exact=alike and certain, realisation=realisation,
        seed=None if alike else seed, note="; ".join(notes),
    ), alike  # fmt: skip
