"""A graph model whose states are deals that are carried out in part: each party changes what is in its hands.

What has been delivered so far is a state; a party moves by delivering more, or by taking back, on the issues
that it holds. So one can ask at which stage of a deal nobody would go on, or back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

import numpy as np

from ..errors import BudgetError, Fault, Faults, UsageError, nearest, quoted
from .arcs import Arcs
from .graph import GraphModel
from .relation import Relation

MOST_DEALS = 4_096
"""Most deals that are states; their moves are gone through one by one."""


def deals_in_order(issues: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """All deals in the order of states, the first issue least significant."""
    rows = product(*reversed([*issues.values()]))
    return [dict(zip(issues, reversed(row), strict=True)) for row in rows]


def graph_of_deals(
    issues: Mapping[str, Sequence[str]],
    held: Mapping[str, Sequence[str]],
    scores: Mapping[str, Mapping[str, Mapping[str, float]]],
    *,
    stepwise: bool = True,
) -> GraphModel:
    """The model in which parties carry out a deal, or leave it, issue by issue.

    Parameters
    ----------
    issues : mapping of str to sequence of str
        Issue → its options, in the order in which they are delivered.
    held : mapping of str to sequence of str
        Party → the issues that it alone can change.
    scores : mapping of str to mapping
        Party → issue → option → what it is worth; what is left out is worth 0, and worths add up.
    stepwise : bool
        Whether one move changes one issue by one option; else any issues of the party by any options.

    Returns
    -------
    GraphModel
        States in the order of :func:`deals_in_order`.

    Raises
    ------
    UsageError
        With every issue that is not there, and every party without scores.
    BudgetError
        Beyond 4,096 deals.

    Examples
    --------
    >>> issues = {"sites": ["open", "closed"], "sanctions": ["on", "off"]}
    >>> held = {"ann": ["sites"], "bob": ["sanctions"]}
    >>> scores = {"ann": {"sites": {"open": 1}, "sanctions": {"off": 2}}, "bob": {"sites": {"closed": 2}}}
    >>> graph_of_deals(issues, held, scores).states
    4
    """
    _check(issues, held, scores)
    deals = deals_in_order(issues)
    place = {tuple(deal.values()): state for state, deal in enumerate(deals)}
    level = {issue: {option: at for at, option in enumerate(options)} for issue, options in issues.items()}
    moves, wants = [], []
    for who, own in held.items():
        pairs = []
        for state, deal in enumerate(deals):
            for choice in product(*(issues[issue] for issue in own)):
                changed = deal | dict(zip(own, choice, strict=True))
                moved = sum(abs(level[one][changed[one]] - level[one][deal[one]]) for one in own)
                if moved == 1 or (moved and not stepwise):
                    pairs.append((state, place[tuple(changed.values())]))
        points = scores[who]
        worth = [
            sum(points.get(issue, {}).get(option, 0) for issue, option in deal.items()) for deal in deals
        ]
        moves.append(Arcs.of_pairs(len(deals), pairs))
        wants.append(Relation.scored(np.round(np.array(worth, dtype=np.float64), 9)))
    return GraphModel(tuple(held), tuple(moves), tuple(wants))


def _check(
    issues: Mapping[str, Sequence[str]],
    held: Mapping[str, Sequence[str]],
    scores: Mapping[str, Mapping[str, Mapping[str, float]]],
) -> None:
    many, faults = prod(map(len, issues.values())), Faults()
    if many > MOST_DEALS:
        raise BudgetError(f"{many:,} deals as states; at most {MOST_DEALS:,} can be handled")
    for who, own in held.items():
        for issue in own:
            if issue not in issues:
                hint = nearest(issue, tuple(issues))
                faults.add(Fault(path=f"held.{who}", found=quoted(issue), expected="an issue", hint=hint))
        if who not in scores:
            faults.add(Fault(path="scores", found=f"nothing of {quoted(who)}", expected="its scores"))
    faults.raise_if_any(UsageError)
