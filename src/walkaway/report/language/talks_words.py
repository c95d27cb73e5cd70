"""What people read of ways to hold the talks: their names, what is moved, and shares with their errors."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from ...case import Case
from ...case.titles import deal_words
from ...language import listed
from ...numbers import estimate, number, percent, plus_minus
from ...playing.beside_process import even_words
from ...playing.compared import HeldSo, MovedTo
from ...playing.dance import Dance
from ...playing.manner import MANNERS
from ...playing.played import Played
from ...playing.refused import RefusedDeal
from .phrases import capital, count, of_hundred

MOVED = {
    "rounds": "rounds",
    "prepared": "rounds of the working level",
    "mandate": "least that officials must get, of what is at stake",
    "consult": "officials consult those who ratify",
    "reliance": "how far parties hold out for what they believe they can get",
}
"""What is moved → in words."""


def way_words(way: HeldSo, ways: tuple[HeldSo, ...]) -> str:
    """One way to hold the talks: its protocol and rounds, and its strategies where they differ."""
    length = count(way.rounds, "round")
    if way.prepared:
        length = f"{way.prepared} and {way.rounds} rounds"
    words = f"{capital(MANNERS[way.protocol].words)}, {length}"
    if len({tuple(one.strategies.values()) for one in ways}) > 1:
        words += f"; {' against '.join(dict.fromkeys(way.strategies.values()))}"
    return words


def rounds_words(found: Played) -> Iterator[str]:
    """What differs between ways beside how they are held, their rounds; and what is left with as many.

    In sentences, without their full stops.
    """
    for place, one in enumerate(found.equal_rounds or ()):
        beside = one.protocol if one.given == one.first else one.first
        error = f" ({plus_minus(one.signed_error)})" if one.signed_error else ""
        if not place:
            yield "They differ in rounds as well"
        yield (
            f"With {one.rounds} rounds each, {MANNERS[one.given].words} comes to {of_hundred(one.signed)}"
            f"{error}: against {MANNERS[beside].words}, {even_words(one)}"
        )


def share_words(share: float, error: float, interval: tuple[float, float]) -> str:
    """A share in hundredths with its standard error; of all or nothing the end of its 95 % interval, if any.

    >>> share_words(0.37, 0.011, (0.35, 0.39)), share_words(0.0035, 0.0013, (0.0017, 0.0072))
    ('37 ± 1', '0.4 ± 0.1')
    >>> share_words(0.0, 0.0, (0.0, 0.0076)), share_words(1.0, 0.0, (0.96, 1.0))
    ('under 0.8', 'over 96')
    >>> share_words(0.0, 0.0, (0.0, 0.0)), share_words(1.0, 0.0, (1.0, 1.0))
    ('0', '100')
    """
    if share in (0, 1) and interval == (share, share):
        return number(100 * share)
    if share == 0:
        return f"under {number(ceil(1000 * interval[1]) / 10)}"
    if share == 1:
        return f"over {number(floor(1000 * interval[0]) / 10)}"
    fine = error < 0.0095  # as plus_minus shows it
    shown = number(round(100 * share, 1 if fine else 0))
    return f"{shown} {plus_minus(error)}"


def moved_at(one: MovedTo) -> str:
    """To where something is moved: ``30``, ``25 %``, ``yes``."""
    if one.what == "consult":
        return "yes" if one.to else "no"
    return percent(one.to) if one.what in ("mandate", "reliance") else estimate(one.to)


def dance_words(found: Dance) -> str:
    """What the picture of a dance shows."""
    many = (
        f"One session of {found.words}"
        if found.sessions == 1
        else f"{capital(found.words)}, the mean of {found.sessions} sessions, of those not yet over"
    )
    return (
        f"{many}, offer by offer: what each side asks for, and what it is offered, as a share of what is at "
        "stake for it, from walk-away to best deal; what is below −100 stands there. Central judgements."
    )


def refused_words(case: Case, one: RefusedDeal) -> str:
    """A deal that was signed in vain, and who refuses it: in all of these sessions, or in which share."""
    by = (case.label(who) + ("" if share == 1 else f" ({percent(share)})") for who, share in one.by.items())
    return f"{deal_words(case, one.deal)}; refused by {listed(by)}"
