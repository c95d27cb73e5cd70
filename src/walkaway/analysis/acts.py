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

from ..case import Case
from ..draws import Draws
from ..space import TOL, Bools, Cluster, Picks, Space
from ..weights import Floats
from .exists import matching, terms_of

__all__ = ["Act", "Kind", "acts_of", "fits", "margin", "slack_of", "worth"]

Kind = Literal["offers", "refuses"]


@dataclass(frozen=True, slots=True)
class Act:
    """One act on record that reveals a preference.

    Attributes
    ----------
    event : int
        Its place in the record.
    by : str
    kind : {"offers", "refuses"}
    deal : mapping
        Issue → option.
    """

    event: int
    by: str
    kind: Kind
    deal: Mapping[str, str]


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
    space: Space, draws: Draws, who: int, deal: Mapping[str, str], *, mean: bool, red_lines: bool = True
) -> Floats:
    """Value of some terms to one of those who are asked, in every draw.

    Parameters
    ----------
    space : Space
    draws : Draws
    who : int
    deal : mapping
        Issue → option; issues may be left open.
    mean : bool
        Open issues at their average over what can be carried out; else as this one likes best.
    red_lines : bool
        Leave out what crosses a red line of this one.

    Returns
    -------
    float array (draws,)
        Minus infinity where nothing is left.

    Notes
    -----
    O(combinations of each cluster × draws); clusters add up, and so do their averages and maxima.
    """
    terms = terms_of(space, deal)
    total = np.zeros(draws.count)
    for cluster in space.clusters:
        kept: list[Picks] = []
        for _, picks in cluster.chunks():
            keep = matching(cluster, picks, terms)
            if red_lines:
                keep &= ~cluster.refused(picks, who)
            kept.append(picks[keep])
        rows = np.concatenate(kept)
        if not len(rows):
            return np.full(draws.count, -np.inf)
        if mean:
            total += _frequencies(space, cluster, rows) @ draws.coefficients[who]
        else:
            total += space.values(draws.coefficients[who], rows, cluster).max(axis=0)
    return total


def _frequencies(space: Space, cluster: Cluster, rows: Picks) -> Floats:
    """How often each feature holds among some combinations of a cluster: values are linear in features."""
    often = np.zeros(space.features)
    for column, issue in enumerate(cluster.issues):
        counts = np.bincount(rows[:, column], minlength=cluster.shape[column])
        often[space.first[issue] : space.first[issue] + cluster.shape[column]] = counts / len(rows)
    for feature, _, mask in cluster.interactions:
        often[feature] = mask.holds(rows, cluster.columns).mean()
    return often


def margin(space: Space, draws: Draws, act: Act) -> Floats:
    """What the act's terms give its actor above walking away, in every draw."""
    who = space.who.index(act.by)
    value = worth(space, draws, who, act.deal, mean=act.kind == "refuses")
    return np.asarray(value - draws.walk_away[who])


def slack_of(space: Space, draws: Draws, who: int) -> float:
    """Tolerance of "worth at least" for one of those who are asked."""
    return float(TOL * len(space.issues) * np.abs(draws.coefficients[who]).max())


def fits(space: Space, draws: Draws, act: Act) -> Bools:
    """In which draws an act is what its actor's judgements would have it do."""
    enough = margin(space, draws, act) >= -slack_of(space, draws, space.who.index(act.by))
    result: Bools = enough if act.kind == "offers" else ~enough
    return result
