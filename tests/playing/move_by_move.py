"""One session, move by move, through the state machine of its protocol.

What batches do for many sessions at once is this, done many times; a test holds one to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from walkaway.playing.batch import Setting
from walkaway.playing.batches.two_level import working_level
from walkaway.playing.clock import time_of
from walkaway.playing.protocol import Protocol, TableMove, TableState
from walkaway.playing.protocols.single_text import SingleText
from walkaway.playing.protocols.two_level import TwoLevel
from walkaway.playing.sessions import cloned
from walkaway.playing.strategy import Strategy
from walkaway.playing.valuation import NONE, Numbers
from walkaway.playing.view import Heard, Keys, View, keys_of_level

__all__ = ["play_single"]


@dataclass
class _Part:
    """A part of the talks: who speaks in it, what was heard in it, and by which clock."""

    setting: Setting
    players: Sequence[Strategy]
    key: Keys
    first: int = 0  # number of its first seat
    before: int = 0  # rounds before it
    heard: list[Heard] = field(default_factory=list)


def play_single(
    protocol: Protocol, setting: Setting, strategies: Sequence[Strategy], row: int, key: Keys
) -> tuple[TableState, list[TableMove]]:
    """Play one session to its end: the last state, and every move; ``key`` has shape (1,)."""
    with cloned([*strategies] * 3) as players:
        return _played(protocol, setting, players, row, key)


def _played(
    protocol: Protocol, setting: Setting, players: Sequence[Strategy], row: int, key: Keys
) -> tuple[TableState, list[TableMove]]:
    state, moves, withstood = protocol.start(), list[TableMove](), 0
    stage, part = None, _Part(setting, players, key)
    while state.seat is not None:
        text = _number(protocol.standing(state)) if isinstance(protocol, SingleText) else None
        if isinstance(protocol, TwoLevel) and state.memory != stage:
            stage, part = state.memory, _part(protocol, state, setting, players, key)
        if state.seat == len(setting.own) and not isinstance(protocol, TwoLevel):
            move = _mediated(setting, state, text, withstood, key)
        else:
            view = _view(part, state, row, text)
            if stage == ("principals",):
                view = replace(view, time=1.0, number=setting.rounds)
            player = part.players[view.seat]
            move = replace(_move(player, view, protocol.legal(state)), seat=state.seat)
        if move.deal is not None or "offers" in protocol.legal(state):
            heard = Heard(state.number - part.before, state.seat - part.first, _number(move.deal))
            part.heard.append(heard)
        after = protocol.apply(state, move)
        if isinstance(protocol, SingleText) and after.number > state.number:
            withstood = 0 if protocol.standing(after) != protocol.standing(state) else withstood + 1
        state = after
        moves.append(move)
    return state, moves


def _number(deal: object) -> Numbers:
    return np.array([NONE if deal is None else deal], np.intp)


def _part(
    protocol: TwoLevel, state: TableState, setting: Setting, players: Sequence[Strategy], key: Keys
) -> _Part:
    """What a stage of talks at two levels begins with."""
    many = protocol.seats
    if state.memory[0] == "working level":
        return _Part(working_level(setting), players[:many], key)
    if state.memory[0] == "principals":
        return _Part(setting, players[many : 2 * many], keys_of_level(key, 2), many)
    key = keys_of_level(key, 1) if protocol.prepared else key
    return _Part(setting, players[2 * many :], key, many, state.number - 1)


def _view(part: _Part, state: TableState, row: int, text: Numbers | None) -> View:
    setting, seat, number = part.setting, (state.seat or 0) - part.first, state.number - part.before
    return View(
        seat, len(setting.own), number, setting.rounds,
        time_of(setting.clock, number, setting.rounds), setting.clock, setting.own[seat],
        np.array([row]), _number(state.deal), part.heard, part.key, text=text,
    )  # fmt: skip


def _mediated(
    setting: Setting, state: TableState, text: Numbers | None, withstood: int, key: Keys
) -> TableMove:
    seat, stands = len(setting.own), _number(None) if text is None else text
    if setting.mediator.ends(stands, np.array([withstood]))[0]:
        return TableMove(seat, "ends")
    return TableMove(seat, "proposes", int(setting.mediator.proposes(state.number, key, stands)[0]))


def _move(player: Strategy, view: View, legal: tuple[str, ...]) -> TableMove:
    planned, accepts = player.decides(view)
    leaves = player.leaves(view)
    if leaves is not None and leaves[0]:
        return TableMove(view.seat, "walks out")
    if "accepts" in legal and accepts[0]:
        return TableMove(view.seat, "accepts")
    if "offers" in legal and planned[0] >= 0:
        return TableMove(view.seat, "offers", int(planned[0]))
    return TableMove(view.seat, "refuses")
