"""What people read of a tournament: who is first, and best replies, of few strategies and of many."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import listed
from ...numbers import estimate, percent
from ...playing.tournament.standings import Distances, Standings

_NAMED, _LINES = 4, 6


def some_of(names: Sequence[str], most: int = _NAMED) -> str:
    """Names, and how many more there are.

    >>> some_of(["a", "b"]), some_of(["a", "b", "c", "d", "e", "f"])
    ('a and b', 'a, b, c, d and 2 others')
    """
    if len(names) <= most + 1:
        return listed(names)
    return listed([*names[:most], f"{len(names) - most} others"])


def deals_reached(found: Standings) -> bool:
    """Whether any session ended in a deal; without one nobody is better than anybody."""
    return any(one.agreed for one in found.places)


def refused_words(case: Distances) -> str:
    """How often a deal over a case was signed in vain; nothing where none was."""
    if not case.not_ratified:
        return ""
    return f"in {percent(case.not_ratified)} of sessions a deal was signed, and refused by those who ratify"


def first_words(found: Standings) -> str:
    """Who did best, as far as that can be told."""
    first = found.places[0]
    if not deals_reached(found):
        vain = (
            "; those who ratify refused all that was signed" if any(map(refused_words, found.cases)) else ""
        )
        return f"No session ended in a deal: nobody did better than walking away{vain}"
    level = [one.strategy for one in found.places[1:] if one.best_rank == 1]
    rest = f"but {some_of(level)} cannot be told from it" if level else "first of all"
    return f"{first.strategy} comes to {estimate(first.result)}, {rest}"


def reply_lines(found: Standings) -> list[str]:
    """Best replies, the same ones to several strategies in one line; the commonest first."""
    names = [one.strategy for one in found.places]
    groups: dict[tuple[str, ...], list[str]] = {}
    for other in names:
        groups.setdefault(tuple(sorted(found.best_replies[other], key=names.index)), []).append(other)
    order = sorted(groups.items(), key=lambda item: -len(item[1]))
    told = order if len(order) <= _LINES + 1 else order[:_LINES]
    lines = [f"to {some_of(others)}: {some_of(replies)}" for replies, others in told]
    if left := [other for _, others in order[len(told) :] for other in others]:
        lines.append(f"to each of {some_of(left)}: others again")
    return lines


def settled_words(found: Standings) -> str:
    """Which two are best replies to each other."""
    pairs = [f"{one} with {'itself' if one == other else other}" for one, other in found.settled]
    return f"Best replies to each other: {some_of(pairs) if pairs else 'no two'}"
