"""What strategies made of the talks, as the diagnosis tells it beside *process*."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.result import Method
from ..analysis.why.played_ways import PlayedTalks, PlayedWay
from ..language import counted
from ..numbers import points
from .compared import AtEqualRounds, HeldSo
from .manner import MANNERS


def played_talks(ways: Sequence[HeldSo], equal: Sequence[AtEqualRounds], method: Method) -> PlayedTalks:
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
        says=_says(ways, equal),
        method=method,
    )  # fmt: skip


def _words(way: HeldSo) -> str:
    length = f"{way.prepared} and {way.rounds} rounds" if way.prepared else counted(way.rounds, "round")
    return f"{MANNERS[way.protocol].words}, {length}"


def _says(ways: Sequence[HeldSo], equal: Sequence[AtEqualRounds]) -> str:
    """How much more often the parties sign in the way that does best, and whether that is its rounds."""
    names = " against ".join(dict.fromkeys(ways[0].strategies.values()))
    first = ways[0]
    best = max(ways, key=lambda one: one.signed_difference)
    remark = "a simulation of strategies, which is no forecast and no evidence"
    if best.signed_difference <= 2 * best.signed_difference_error:
        return f"Played by strategies ({names}), no other way makes the sides sign more often: {remark}"
    more = points(best.signed_difference, best.signed_difference_error).removeprefix("+")
    even = next((one for one in equal if one.protocol == best.protocol), None)
    left = "" if even is None else f"; with {even.rounds} rounds each {even_words(even)}"
    return (
        f"Played by strategies ({names}), the sides would have signed {more} of 100 times more often with "
        f"{_words(best)}, than with {_words(first)}{left}: {remark}"
    )


def even_words(one: AtEqualRounds) -> str:
    """What is left of a difference where both ways have as many rounds."""
    if not one.difference and not one.difference_error:
        return "there is no difference"
    told = points(one.difference, one.difference_error)
    if abs(one.difference) <= 2 * one.difference_error:
        return f"no difference can be told ({told})"
    return f"the difference is {told}"
