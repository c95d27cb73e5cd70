"""What an act on record says of the one who acted: an offer made, or terms refused.

Whoever **offers** a deal should prefer it to walking away; what the offer leaves open its maker may fill as
it likes best. Whoever **refuses** terms should prefer walking away; what they leave open it has to expect on
average. So an act fits a realisation of the judgements or it does not, and the margin says by how much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...case import Case
from ...space import DEAL_BUDGET, Bools, Cluster, Picks, Space
from ...space.draws import Draws
from ...space.existence import Terms, matching, terms_of
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
    terms = terms_of(space, deal)
    total, most = np.zeros(draws.count), np.zeros(draws.count)
    capped = how == "mean" and draws.caps is not None and np.isfinite(draws.caps[who])
    for cluster in space.clusters:
        rows = _kept(cluster, terms, who if red_lines else None)
        if not len(rows):
            return np.full(draws.count, -np.inf)
        if how == "mean":
            total += _average(space, draws, who, cluster, rows)
        if how != "mean" or capped:
            found = _extreme(space, draws, who, rows, cluster, least=how == "worst")
            most, total = (most + found, total) if capped else (most, total + found)
    if draws.caps is None:
        return total
    if capped and (most > draws.caps[who]).any():
        return _capped_mean(space, draws, who, terms, red_lines=red_lines)
    return np.asarray(np.minimum(total, draws.caps[who]))


def _kept(cluster: Cluster, terms: Terms, who: int | None) -> Picks:
    """Combinations of a cluster that keep to the terms, and to the red lines of one party."""
    kept: list[Picks] = []
    for _, picks in cluster.chunks():
        keep = matching(cluster, picks, terms)
        if who is not None:
            keep &= ~cluster.refused(picks, who)
        kept.append(picks[keep])
    return np.concatenate(kept)


def _extreme(space: Space, draws: Draws, who: int, rows: Picks, cluster: Cluster, *, least: bool) -> Floats:
    """The best or worst of some combinations of a cluster, in every draw."""
    join = np.minimum if least else np.maximum
    found: Floats | None = None
    for start in range(0, len(rows), _ROWS):
        values = space.values(draws.coefficients[who], rows[start : start + _ROWS], cluster)
        here = values.min(axis=0) if least else values.max(axis=0)
        found = here if found is None else join(found, here)
    assert found is not None  # there are rows
    return found


def _average(space: Space, draws: Draws, who: int, cluster: Cluster, rows: Picks) -> Floats:
    """The mean over some combinations of a cluster, in every draw."""
    total = np.asarray(_frequencies(space, cluster, rows) @ draws.coefficients[who])
    for owner, node in cluster.functions:
        for start in range(0, len(rows) if owner == who else 0, _ROWS):
            some = rows[start : start + _ROWS]
            total += node.added(draws.coefficients[who].T, some, cluster.columns).sum(axis=1) / len(rows)
    return total


def _frequencies(space: Space, cluster: Cluster, rows: Picks) -> Floats:
    """How often each feature holds among some combinations; but for functions, values are linear in that."""
    often = np.zeros(space.features)
    for column, issue in enumerate(cluster.issues):
        counts = np.bincount(rows[:, column], minlength=cluster.shape[column])
        often[space.first[issue] : space.first[issue] + cluster.shape[column]] = counts / len(rows)
    for feature, _, mask in cluster.interactions:
        often[feature] = mask.holds(rows, cluster.columns).mean()
    return often


def _capped_mean(space: Space, draws: Draws, who: int, terms: Terms, *, red_lines: bool) -> Floats:
    """The mean over all deals of what is left of their value under the cap."""
    assert draws.caps is not None
    total, deals, joint = np.zeros(draws.count), 0, space.joint
    for _, picks in joint.chunks(DEAL_BUDGET):
        keep = matching(joint, picks, terms)
        if red_lines:
            keep &= ~joint.refused(picks, who)
        rows = picks[keep]
        deals += len(rows)
        for start in range(0, len(rows), _ROWS):
            values = space.values(draws.coefficients[who], rows[start : start + _ROWS], joint)
            total += np.minimum(values, draws.caps[who]).sum(axis=0)
    return np.asarray(total / deals)


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
