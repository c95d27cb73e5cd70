"""Talks at two levels in many sessions at once: :class:`~..protocols.two_level.TwoLevel`, as arrays.

Officials and principals of a party play its strategy, each with a memory of their own. Principals are asked
about a text as in the last minute, where a strategy that concedes has come to its walk-away: they can take
the text or leave it. If one leaves it, they meet at a summit and begin anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...space import Bools
from ..batch import Outcomes, Setting, TableTurn, play_batch
from ..sessions import WALK_OUT, Sessions, cloned
from ..strategy import Strategy
from ..valuation import Numbers
from ..view import Keys, keys_of_level


def working_level(setting: Setting) -> Setting:
    """What the sessions of the working level have in common."""
    return replace(setting, own=setting.officials or setting.own, rounds=setting.prepared)


def play_two_level(
    setting: Setting, strategies: Sequence[Strategy], rows: Numbers, keys: Keys, *, record: bool = False
) -> Outcomes:
    """Play sessions to their end, as :func:`~..batch.play_batch`; also a summit that nobody prepared."""
    if not setting.prepared:
        found = play_batch(setting, strategies, rows, keys, record=record)
        return replace(found, by=found.by + len(strategies), said=_raised(found.said, len(strategies), 0))
    found = play_batch(working_level(setting), strategies, rows, keys, record=record)
    found = _decided(setting, strategies, found, keys, record=record)
    left = np.flatnonzero(found.deals < 0)
    left = left[~_walked_out(found, len(strategies))[left]]
    if not len(left):
        return found
    keys = keys_of_level(keys, 1)[left]
    met = play_batch(setting, strategies, rows[left], keys, record=record)
    for name in ("deals", "how"):
        getattr(found, name)[left] = getattr(met, name)
    before = found.numbers[left]
    found.numbers[left] = met.numbers + before
    found.by[left] = met.by + len(strategies)
    said = _raised(met.said, len(strategies), int(before[0]))
    return replace(found, said=[*found.said, *said])


def _walked_out(found: Outcomes, many: int) -> Bools:
    """Where a principal walked out; officials who do end nothing."""
    return np.asarray((found.how == WALK_OUT) & (found.by >= many))


def _raised(said: list[TableTurn], many: int, before: int) -> list[TableTurn]:
    """What principals said: their seats come after those of the officials, their rounds after theirs."""
    return [replace(turn, seat=turn.seat + many, number=turn.number + before) for turn in said]


def _decided(
    setting: Setting, strategies: Sequence[Strategy], prepared: Outcomes, keys: Keys, *, record: bool
) -> Outcomes:
    """What the principals make of the texts that the officials agreed on."""
    many, number = len(strategies), setting.rounds
    now = Sessions(setting, prepared.rows, keys_of_level(keys, 2), record=record)
    now.over = prepared.deals < 0
    asked = ~now.over
    yes = np.zeros((many, len(asked)), bool)
    with cloned(strategies) as players:
        for seat, player in enumerate(players):
            there = asked & ~now.over
            if not there.any():
                break
            view = replace(now.view(seat, number, prepared.deals), time=1.0)
            _, yes[seat] = now.ask(player, view, there)
            now.say(number, seat, there, accepted=yes[seat])
    now.agree(setting.votes.passes(yes.T, ratified=False), prepared.deals, many - 1, number)
    ended = asked & now.over  # by agreement, or by a principal who walked out
    said = [replace(turn, seat=turn.seat + many, number=int(prepared.numbers[0])) for turn in now.said]
    return Outcomes(
        deals=now.deals,
        how=np.where(ended, now.how, 0).astype(np.int8),
        numbers=prepared.numbers.copy(),
        by=np.where(asked, now.by + many, prepared.by),
        rows=prepared.rows,
        said=[*prepared.said, *said],
    )
