"""Graph models of a conflict: ordinal states and moves, what is stable in them, and how they develop.

``ask`` answers ``walkaway aftermath``.
"""

from __future__ import annotations

from ..analysis.asked import Asked
from ..errors import Fault, Faults, UsageError
from .of_case import problem_of
from .what_follows import WhatFollows, follow

__all__ = ["ask"]


def ask(asked: Asked, *, start: int | None, state: int | None) -> WhatFollows:
    """What follows if everyone walks away: the states that parties settle into, and which moves deter which.

    Preferences are orders, as the case has them: nothing is drawn, and rules of agreement play no part.

    Parameters
    ----------
    start : int, optional
        The state where things stand, counted from 1; that of the case if left out.
    state : int, optional
        A state to ask for the rankings under which it would be stable.

    Returns
    -------
    WhatFollows

    Raises
    ------
    BudgetError
        If there are more states or moves than can be handled; the message has the estimate.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.aftermath("hanoi-2019")
    >>> len(found.decision_makers), found.equilibria["nash"]
    (3, (16, 32))
    """
    after = asked.case.aftermath
    if after is None:
        right = "a case that says what the parties can do after no deal"
        raise UsageError.of("a case without aftermath:", right, "see how-to/say-what-follows.md")
    problem = problem_of(after, asked.case.preferences, None if asked.file is None else asked.file.lines)
    many, faults = len(problem.form.first), Faults()
    for name, value in (("start", start), ("state", state)):
        if value is not None and value > many:
            faults.add(Fault(path=name, found=f"state {value}", expected=f"a state, 1 to {many:,}"))
    faults.raise_if_any(UsageError)
    return follow(
        problem,
        start=None if start is None else start - 1,
        wanted=None if state is None else state - 1,
        progress=asked.progress,
    )
