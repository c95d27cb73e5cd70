"""Deals that the parties signed and somebody who ratifies refused: which, how often, by whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..analysis.result import Result
from ..analysis.zone.acceptability import standard_error
from ..case import Case
from ..space.weights import Floats
from .batch import Outcomes
from .listed import DealList

__all__ = ["Refusals", "RefusedDeal"]

_MOST_DEALS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedDeal(Result):
    """A deal that was signed and not ratified."""

    deal: dict[str, str]
    share: float  # of all sessions
    error: float  # of the share
    value: dict[str, float]  # to each party that signed it; the mean where judgements vary
    by: dict[
        str, float
    ]  # ratifier → share of these sessions in which it refuses; without those that never do


class Refusals:
    """What was signed in vain, gathered from some sessions after others."""

    def __init__(self) -> None:
        self.deals: dict[tuple[int, ...], tuple[int, Floats]] = {}  # picks → sessions; values, refusals: sums

    def add(self, listed: DealList, found: Outcomes) -> None:
        """Enter some sessions."""
        if found.refused is None:
            return
        some = np.flatnonzero(found.refused >= 0)
        deals, place, counts = np.unique(found.refused[some], return_inverse=True, return_counts=True)
        rows, signed = found.rows[some], found.refused[some]
        each = np.concatenate([
            listed.values[: listed.parties, rows, signed],
            ~listed.accepted[listed.parties :, rows, signed],
        ])  # fmt: skip
        sums = np.stack([np.bincount(place, weights=one, minlength=len(deals)) for one in each], axis=1)
        for deal, count, told in zip(deals.tolist(), counts.tolist(), sums, strict=True):
            picks = tuple(listed.picks[deal].tolist())
            before, had = self.deals.get(picks, (0, np.zeros(len(told))))
            self.deals[picks] = before + count, had + told

    def told(self, case: Case, many: int) -> tuple[RefusedDeal, ...]:
        """The deals by how often they were signed in vain, of so many sessions in all."""
        order = sorted(self.deals.items(), key=lambda item: (-item[1][0], item[0]))[:_MOST_DEALS]
        issues = {issue: tuple(record.options) for issue, record in case.issues.items()}
        parties, ratifiers = tuple(case.parties), tuple(case.ratifiers)
        return tuple(
            RefusedDeal(
                deal={issue: issues[issue][pick] for issue, pick in zip(issues, picks, strict=True)},
                share=count / many,
                error=standard_error(count / many, many),
                value=dict(zip(parties, (sums[: len(parties)] / count).tolist(), strict=True)),
                by={
                    who: share
                    for who, share in zip(ratifiers, (sums[len(parties) :] / count).tolist(), strict=True)
                    if share
                },
            )
            for picks, (count, sums) in order
        )
