"""Multiple offers in many sessions at once.

As arrays what :class:`~..protocols.multiple_offers.MultipleOffers` is as a state machine.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...space import Bools
from ..batch import Outcomes, Setting
from ..sessions import Sessions, cloned
from ..strategy import Strategy
from ..valuation import NONE, Numbers
from ..view import Keys


def play_multiple_offers(
    setting: Setting, strategies: Sequence[Strategy], rows: Numbers, keys: Keys, *, record: bool = False
) -> Outcomes:
    """Play sessions to their end; as :func:`~..batch.play_batch`."""
    now = Sessions(setting, rows, keys, record=record)
    with cloned(strategies) as players:
        for number in range(1, setting.rounds + 1):
            offers = np.array([_offers(now, player, seat, number) for seat, player in enumerate(players)])
            yes, last = _votes(now, players, number, offers)
            _count(now, number, offers, yes, last)
            if now.over.all():
                break
    return now.outcomes()


def _offers(now: Sessions, player: Strategy, seat: int, number: int) -> Numbers:
    """What one seat puts on the table; none where it refuses to."""
    there = ~now.over
    planned, _ = now.ask(player, now.view(seat, number, now.none), there)
    now.say(number, seat, there, offered=planned)
    return planned


def _votes(now: Sessions, players: Sequence[Strategy], number: int, offers: Numbers) -> tuple[Bools, Numbers]:
    """Who stands by which offer, shape (offers, seats, sessions); and who voted last."""
    many = len(players)
    yes = np.zeros((many, many, len(now.over)), bool)
    last = np.full(len(now.over), many - 1, np.intp)
    for of, offer in enumerate(offers):
        yes[of, of] = offer >= 0
        for seat, player in enumerate(players):
            there = (offer >= 0) & ~now.over
            if seat == of or not there.any():
                continue
            _, yes[of, seat] = now.ask(player, now.view(seat, number, np.where(there, offer, NONE)), there)
            last = np.where(there, seat, last)
            now.say(number, seat, there, accepted=yes[of, seat], of=of)
    return yes, last


def _count(now: Sessions, number: int, offers: Numbers, yes: Bools, last: Numbers) -> None:
    """Agree on the offer with most votes, of equals the first."""
    passes = np.array([now.setting.votes.passes(one.T, ratified=False) for one in yes]) & (offers >= 0)
    best = np.where(passes, yes.sum(axis=1), -1).argmax(axis=0)
    now.agree(np.asarray(passes.any(axis=0)), offers[best, np.arange(len(best))], last, number)
    now.by = np.where(now.over, now.by, last)  # of those whose deadline this may be
