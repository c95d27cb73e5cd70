"""What strategies made of the talks, held as they were and otherwise: a remark beside *process*.

A simulation of strategies is no evidence on people, so no probability of a diagnosis rests on it. This room
plays nothing: what is played is entered from outside (:func:`walkaway.playing.add_played`).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..result import Method, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedWay(Result):
    """One way to hold the talks, and how often the parties signed; ratifiers are not asked."""

    protocol: str
    words: str  # what people read
    rounds: int
    prepared: int  # rounds at the working level; 0 where there is none
    signed: float  # share of sessions
    error: float  # its standard error over the draws
    difference: float  # of the share to that of the first way, in pairs of the same draws
    difference_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedTalks(Result):
    """The talks played by strategies: as the case says they were held, first, and in other ways."""

    strategies: dict[str, str]  # party → strategy
    sessions: int  # of each way
    ways: tuple[PlayedWay, ...]
    says: str  # what of it bears on process, in one sentence without its full stop
    method: Method
