"""One session, move by move, through the state machine of its protocol.

What :mod:`.batch` does for many sessions at once is this, done many times; a test holds one to the other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .batch import Setting
from .clock import time_of
from .protocol import Protocol, TableMove, TableState
from .strategy import Strategy
from .valuation import NONE
from .view import Heard, Keys, View

__all__ = ["play_single"]


def play_single(
    protocol: Protocol, setting: Setting, strategies: Sequence[Strategy], row: int, key: Keys
) -> tuple[TableState, list[TableMove]]:
    """Play one session to its end: the last state, and every move; ``key`` has shape (1,)."""
    players = [strategy.clone() for strategy in strategies]
    state, moves = protocol.start(), list[TableMove]()
    heard: list[Heard] = []
    while state.seat is not None:
        seat = state.seat
        standing = np.array([NONE if state.deal is None else state.deal], np.intp)
        view = View(
            seat, len(players), state.number, setting.rounds,
            time_of(setting.clock, state.number, setting.rounds), setting.clock, setting.own[seat],
            np.array([row]), standing, heard, key,
        )  # fmt: skip
        move = _move(players[seat], view, accept="accepts" in protocol.legal(state))
        heard.append(Heard(state.number, seat, np.array([NONE if move.deal is None else move.deal], np.intp)))
        state = protocol.apply(state, move)
        moves.append(move)
    return state, moves


def _move(player: Strategy, view: View, *, accept: bool) -> TableMove:
    planned, accepts = player.decides(view)
    leaves = player.leaves(view)
    if leaves is not None and leaves[0]:
        return TableMove(view.seat, "walks out")
    if accept and accepts[0]:
        return TableMove(view.seat, "accepts")
    return (
        TableMove(view.seat, "refuses") if planned[0] < 0 else TableMove(view.seat, "offers", int(planned[0]))
    )
