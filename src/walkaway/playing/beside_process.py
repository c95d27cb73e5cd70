"""What strategies made of the talks, as the diagnosis tells it beside *process*."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.result import Method
from ..analysis.why.played_ways import PlayedTalks, PlayedWay
from ..language import counted
from ..numbers import estimate, plus_minus
from .compared import HeldSo
from .manner import MANNERS

__all__ = ["played_talks"]


def played_talks(ways: Sequence[HeldSo], method: Method) -> PlayedTalks:
    """What of a what-if bears on process: how often the parties sign, and the differences in pairs."""
    return PlayedTalks(
        strategies=ways[0].strategies,
        sessions=ways[0].sessions,
        ways=tuple(
            PlayedWay(
                protocol=one.protocol, words=_words(one), rounds=one.rounds, prepared=one.prepared,
                signed=one.signed, error=one.signed_error, difference=one.signed_difference,
                difference_error=one.signed_difference_error,
            )
            for one in ways
        ),
        says=_says(ways),
        method=method,
    )  # fmt: skip


def _words(way: HeldSo) -> str:
    length = f"{way.prepared} and {way.rounds} rounds" if way.prepared else counted(way.rounds, "round")
    return f"{MANNERS[way.protocol].words}, {length}"


def _says(ways: Sequence[HeldSo]) -> str:
    """How much more often the parties sign in the way that does best."""
    names = " against ".join(dict.fromkeys(ways[0].strategies.values()))
    first = MANNERS[ways[0].protocol].words
    best = max(ways, key=lambda one: one.signed_difference)
    remark = "a simulation of strategies, which is no forecast and no evidence"
    if best.signed_difference <= 2 * best.signed_difference_error:
        return f"Played by strategies ({names}), no other way makes the sides sign more often: {remark}"
    points = f"{estimate(100 * best.signed_difference)} {plus_minus(best.signed_difference_error)}".strip()
    return (
        f"Played by strategies ({names}), the sides would have signed {points} of 100 times more often with "
        f"{MANNERS[best.protocol].words}, than with {first}: {remark}"
    )
