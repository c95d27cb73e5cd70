"""What an act on record says of the one who acted: an offer made, or terms refused.

Whoever **offers** a deal should prefer it to walking away; what the offer leaves open its maker may fill as
it likes best. Whoever **refuses** terms should prefer walking away; what they leave open it has to expect on
average. So an act fits a realisation of the judgements or it does not, and the margin says by how much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...case import Case
from ...space import DEAL_BUDGET, Bools, Picks, Space
from ...space.draws import Draws
from ...space.existence import terms_of
from ...space.sweep import Combinations
from ...space.weights import Floats

__all__ = ["Act", "How", "Kind", "acts_of", "fits", "margin", "worth"]

Kind = Literal["offers", "refuses"]
How = Literal["best", "mean", "worst"]
_ROWS = 2048


@dataclass(frozen=True, slots=True)
class Act:
    """One act on record that reveals a preference."""

    event: int  # its place in the record
    by: str
    kind: Kind
    deal: Mapping[str, str]  # issue → option


def acts_of(case: Case) -> tuple[Act, ...]:
    """The acts of a record, in order; a refusal comes before an offer of the same event."""
    acts = []
    for index, event in enumerate(case.record):
        if event.refuses is not None:
            acts.append(Act(index, event.by, "refuses", event.refuses))
        if event.offer is not None:
            acts.append(Act(index, event.by, "offers", event.offer))
    return tuple(acts)


def worth(
    space: Space, draws: Draws, who: int, deal: Mapping[str, str], *, how: How, red_lines: bool = True
) -> Floats:
    """Value of some terms to one of those who are asked, in every draw; minus infinity where nothing is left.

    Issues left open are as this one likes best or least, or at their average over what can be carried out.
    Clusters add up, and so do their averages and extremes; an average under a cap in reach is over all deals.
    """
    terms, own, asked = terms_of(space, deal), draws.coefficients[who], (who,) if red_lines else ()
    total, most = np.zeros(draws.count), np.zeros(draws.count)
    capped = how == "mean" and draws.caps is not None and np.isfinite(draws.caps[who])
    for cluster in space.clusters:
        rows = Combinations(space, cluster, cluster.keeping(terms, asked))
        if not len(rows):
            return np.full(draws.count, -np.inf)
        if how == "mean":
            total += _average(rows, who, own)
        if how != "mean" or capped:
            join = np.minimum if how == "worst" else np.maximum
            found = join.reduce([join.reduce(part) for part in _values(rows, who, own)])
            most, total = (most + found, total) if capped else (most, total + found)
    if draws.caps is None:
        return total
    if capped and (most > draws.caps[who]).any():
        deals = space.joint.keeping(terms, asked, budget=DEAL_BUDGET)
        return _capped_mean(space, draws, who, deals)
    return np.asarray(np.minimum(total, draws.caps[who]))


def _values(rows: Combinations, who: int, own: Floats) -> Iterator[Floats]:
    """Values of some combinations, in every draw, a part of the rows at a time."""
    table = rows.table(own)
    return (rows.worth(who, own, some, table) for some in rows.slices(_ROWS))


def _average(rows: Combinations, who: int, own: Floats) -> Floats:
    """The mean over some combinations of a cluster, in every draw; linear but for functions."""
    cluster, picks, often = rows.cluster, rows.picks, np.zeros(len(own))
    for column, issue in enumerate(cluster.issues):
        first, options = rows.space.first[issue], cluster.shape[column]
        often[first : first + options] = np.bincount(picks[:, column], minlength=options) / len(rows)
    for feature, _, mask in cluster.interactions:
        often[feature] = mask.holds(picks, cluster.columns).mean()
    total = np.asarray(often @ own)
    for owner, node in cluster.functions:
        for some in rows.slices(_ROWS) if owner == who else ():
            total += node.added(own.T, picks[some], cluster.columns).sum(axis=1) / len(rows)
    return total


def _capped_mean(space: Space, draws: Draws, who: int, picks: Picks) -> Floats:
    """The mean over deals of what is left of their value under the cap."""
    assert draws.caps is not None
    rows, total = Combinations(space, space.joint, picks), np.zeros(draws.count)
    for values in _values(rows, who, draws.coefficients[who]):
        total += np.minimum(values, draws.caps[who]).sum(axis=0)
    return np.asarray(total / len(rows))


def margin(space: Space, draws: Draws, act: Act) -> Floats:
    """What the act's terms give its actor above walking away, in every draw."""
    who = space.who.index(act.by)
    value = worth(space, draws, who, act.deal, how="mean" if act.kind == "refuses" else "best")
    return np.asarray(value - draws.walk_away[who])


def fits(space: Space, draws: Draws, act: Act) -> Bools:
    """In which draws an act is what its actor's judgements would have it do."""
    enough = margin(space, draws.eased, act) >= 0
    result: Bools = enough if act.kind == "offers" else ~enough
    return result
