"""The open terms of an offer: which deal it stands for.

Of the deals that agree with its terms, can be carried out and cross no red line of its maker (if there are
any), it stands at the one the maker would like best; among equals at the highest sum of what the others gain,
in shares of what each has at stake; then at the first in the order of the case.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...case import Case
from ...errors import UsageError
from ...space import TOL, Space, Values

Demands = Mapping[str, tuple[int, Mapping[str, str]]]
"""For a party the number and the terms of what it asked for; terms may leave issues open."""


def open_issues(space: Space, *terms: Mapping[str, str]) -> tuple[str, ...]:
    """The issues that none of some offers names, in the order of the case."""
    named = {issue for offer in terms for issue in offer}
    return tuple(issue for issue in space.issues if issue not in named)


def complete_offer(space: Space, values: Values, terms: Mapping[str, str], by: str) -> dict[str, str]:
    """The deal an offer stands for: what it leaves open as its maker, a party or a ratifier, would like best.

    Exact, O(combinations of each cluster that agree with the terms): values add up over clusters, and so do
    their extremes. A cap on the maker's value takes no part: it would only make deals level that are not. A
    UsageError if no deal that can be carried out agrees with the terms.
    """
    base = {issue: options[0] for issue, options in zip(space.issues, space.options, strict=True)}
    whole = space.picks_of({**base, **terms})[0].copy()
    fixed = {
        number: np.arange(len(space.options[number])) == whole[number]
        for number, issue in enumerate(space.issues)
        if issue in terms
    }
    maker = space.who.index(by)
    kept = [cluster.keeping(fixed, [maker]) for cluster in space.clusters]
    if not all(map(len, kept)):  # every completion crosses a red line of the maker
        kept = [cluster.keeping(fixed) for cluster in space.clusters]
    if not all(map(len, kept)):
        raise UsageError.of("terms that no deal can hold together", "an offer that can be carried out")
    worth = [
        space.values(values.coefficients, rows, cluster)
        for cluster, rows in zip(space.clusters, kept, strict=True)
    ]
    reach = np.maximum(sum(each.max(axis=0) - each.min(axis=0) for each in worth), 1).astype(float)
    for cluster, rows, each in zip(space.clusters, kept, worth, strict=True):
        level = np.flatnonzero(each[:, maker] == each[:, maker].max())
        others = np.delete(each[level].astype(float) / reach, maker, axis=1).sum(axis=1)
        whole[list(cluster.issues)] = rows[level[np.flatnonzero(others >= others.max() - TOL)[0]]]
    return space.deal(whole)


def asked_on_record(case: Case, deal: Mapping[str, str]) -> dict[str, tuple[int, dict[str, str]]]:
    """The last offer of each party that asks for something else than the deal."""
    asked = {}
    for place, event in enumerate(case.offers, start=1):
        terms = dict(event.offer or {})
        if any(deal[issue] != option for issue, option in terms.items()):
            asked[event.by] = (place, terms)
    return asked
