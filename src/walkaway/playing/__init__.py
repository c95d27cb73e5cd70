"""Play: the table simulated, from one session to millions.

Protocols are pure state machines, a view is all that one seat may know, strategies are array programs over
many sessions. ``ask`` answers ``walkaway play``. The room is called *playing*, as ``walkaway.play`` is the
function.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..case.procedure import PROTOCOLS
from ..errors import UsageError
from ..options import one_of, refuse
from .clock import CLOCKS

if TYPE_CHECKING:
    from ..analysis.asked import Asked
    from ..analysis.why.diagnosis import Diagnosis
    from ..errors import Faults
    from .played import Played

__all__ = [
    "PROTOCOLS", "add_played", "ask", "read_against", "read_clock", "read_protocol", "read_strategies",
]  # fmt: skip


def ask(
    asked: Asked,
    *,
    strategies: list[str],
    protocol: str,
    clock: str,
    rounds: int | None,
    prepared: int | None,
    mandate: float,
    against: list[str] | None,
    sessions: int,
) -> Played:
    """Simulate the table: strategies negotiate for the parties, and what becomes of it is counted.

    The parties speak in the order in which the case names them. A party that plays a strategy wants what the
    case says, of ranges the likely values or middles; it knows nothing of the others. This is a simulation of
    strategies, not a forecast of people.

    Parameters
    ----------
    strategies : str or sequence of str
        One for each party, in their order, or one for all; ``name`` or ``name:parameter=number``, such as
        ``boulware:beta=0.1``. ``boulware`` if left out.
    protocol : str
        What may be said when: ``alternating`` offers, ``multiple-offers``, ``single-text``,
        ``mediators-proposal``, ``two-level``, or ``summit``; that of the case's process, or the first, if
        left out.
    clock : {"rounds", "genius", "negmas"}
        What part of the time is over in a round; ``rounds`` if left out.
    rounds : int, optional
        Rounds until the deadline; 100 if left out, and 3 of principals.
    prepared : int, optional
        Rounds at the working level of ``two-level`` talks; 30 if left out.
    mandate : float
        Least that officials may agree to, as a share of what is at stake, from the walk-away of their party
        to its best deal; that of the case's process, or 0, if left out.
    against : str or sequence of str, optional
        Other protocols, or strategies with ``+`` between them, to compare with. All are played over the draws
        of the judgements, and moved: rounds, mandates, and beliefs relied on.
    sessions : int
        How many sessions to play; 1 if left out, and then with a transcript.

    Returns
    -------
    Played

    Raises
    ------
    BudgetError
        If one cluster of linked issues is too large to go through.
    UsageError
        For a strategy that cannot play, or a working level where there is none.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.play("itex-cypress", strategies="boulware,conceder", rounds=20)
    >>> found.agreed, found.transcript[-1].what
    (1, 'accepts')
    """
    from .dance import dance_of, steps_of
    from .played import method_of, summary
    from .seats import seated
    from .ways_to_talk import compared, first_way, other_ways, talks_in

    case, players = asked.case, seated(asked.case, strategies)
    way = first_way(case, strategies, protocol, clock or "rounds", rounds, prepared, mandate)
    ways = [way, *other_ways(case, way, against or (), prepared, mandate)]
    if not any(each.prepared for each in ways) and (prepared or mandate):
        raise UsageError.of(f"a working level in {way.protocol}", "two-level, which has one", path="protocol")
    if against:
        return compared(asked, ways, sessions=sessions)
    talks = talks_in(asked, way)
    certain = all(case.preferences[who].exact for who in case.everyone)
    method, alike = method_of(talks, players, seed=asked.seed, certain=certain)
    if sessions == 1 or alike:
        found = talks.recorded(players, seed=asked.seed)
        dance = steps_of(talks, found)
    else:
        found = talks.play(players, sessions=sessions, seed=asked.seed, progress=asked.progress)
        dance = dance_of(talks, players, seed=asked.seed, sessions=sessions)
    names = strategies * len(players) if len(strategies) == 1 else strategies
    return summary(talks, found, names, sessions=sessions, method=method, dance=dance)


def add_played(asked: Asked, found: Diagnosis) -> Diagnosis:
    """A diagnosis with what strategies make of the talks, where the case says how these were held.

    It stands beside *process*: no probability, claim or order changes.
    """
    if asked.case.process is None or found.signed is not None:
        return found
    from .ways_to_talk import played_as_held

    return replace(found, played=played_as_held(asked))


def read_against(faults: Faults, name: str, value: object) -> list[str]:
    """Read what to compare with: a comma between them, or several texts."""
    return _texts(faults, name, value, "protocols or strategies such as two-level,tough+linear")


def read_strategies(faults: Faults, name: str, value: object) -> list[str]:
    """Read strategies as they are typed: a comma between them, or several texts."""
    right = "strategies such as boulware,linear, one for each party or one for all"
    return _texts(faults, name, value, right)


def _texts(faults: Faults, name: str, value: object, right: str) -> list[str]:
    """Texts with a comma between them, or several."""
    texts = value.split(",") if isinstance(value, str) else value
    if not isinstance(texts, list | tuple) or not texts or not all(isinstance(text, str) for text in texts):
        refuse(faults, name, value, right)
        return []
    return [text.strip() for text in texts]


def read_protocol(faults: Faults, name: str, value: object) -> str:
    """Read the name of a protocol."""
    return one_of(faults, name, value, PROTOCOLS)


def read_clock(faults: Faults, name: str, value: object) -> str:
    """Read the name of a clock."""
    return one_of(faults, name, value, tuple(CLOCKS))
