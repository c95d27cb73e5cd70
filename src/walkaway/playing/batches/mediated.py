"""Talks with a mediator in many sessions at once: a single text, and proposals that are answered in secret.

As arrays what :class:`~..protocols.single_text.SingleText` and
:class:`~..protocols.mediators_proposal.MediatorsProposal` are as state machines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...space import Bools
from ..batch import Outcomes, Setting
from ..sessions import Sessions, cloned
from ..strategy import Strategy
from ..valuation import Numbers
from ..view import Keys


def play_mediators_proposal(
    setting: Setting, strategies: Sequence[Strategy], rows: Numbers, keys: Keys, *, record: bool = False
) -> Outcomes:
    """Play sessions to their end; as :func:`~..batch.play_batch`."""
    now, many = Sessions(setting, rows, keys, record=record), len(strategies)
    with cloned(strategies) as players:
        for number in range(1, setting.rounds + 1):
            deals, passes = _round(now, players, number, now.none)
            now.agree(passes, deals, many - 1, number)
            if now.over.all():
                break
    return now.outcomes()


def play_single_text(
    setting: Setting, strategies: Sequence[Strategy], rows: Numbers, keys: Keys, *, record: bool = False
) -> Outcomes:
    """Play sessions to their end; as :func:`~..batch.play_batch`."""
    now, many = Sessions(setting, rows, keys, record=record), len(strategies)
    text, withstood = now.none.copy(), np.zeros(len(rows), np.intp)
    with cloned(strategies) as players:
        for number in range(1, setting.rounds + 1):
            ends = setting.mediator.ends(text, withstood)
            now.agree(ends, text, many, number)
            if now.over.all():
                return now.outcomes()
            now.text = text
            deals, passes = _round(now, players, number, text)
            text, withstood = np.where(passes, deals, text), np.where(passes, 0, withstood + 1)
    now.agree(text >= 0, text, many - 1, setting.rounds)
    return now.outcomes()


def _round(now: Sessions, players: Sequence[Strategy], number: int, text: Numbers) -> tuple[Numbers, Bools]:
    """A proposal of the mediator, and where enough say yes to it; nobody's yes depends on another's."""
    there = ~now.over
    deals = np.where(there, now.setting.mediator.proposes(number, now.keys, text), -1)
    now.say(number, len(players), there, offered=deals)
    yes = np.zeros((len(players), len(deals)), bool)
    for seat, player in enumerate(players):
        there = ~now.over
        _, yes[seat] = now.ask(player, now.view(seat, number, deals), there)
        now.say(number, seat, there, accepted=yes[seat])
    return deals, now.setting.votes.passes(yes.T, ratified=False) & ~now.over
