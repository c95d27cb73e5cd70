"""Deals that the parties signed and somebody who ratifies refused: which, how often, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from ..analysis.result import Result
from ..analysis.zone.acceptability import standard_error
from ..case import Case
from ..space.weights import Floats
from .batch import Outcomes
from .listed import DealList

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
        # picks → draws of the sessions; values and refusals: sums
        self.deals: dict[tuple[int, ...], tuple[NDArray[np.intp], Floats]] = {}

    def add(self, listed: DealList, found: Outcomes, *, first: int = 0) -> None:
        """Enter some sessions, each in a draw of its own, from ``first`` on."""
        if found.refused is None:
            return
        some = np.flatnonzero(found.refused >= 0)
        deals, place = np.unique(found.refused[some], return_inverse=True)
        rows, signed = found.rows[some], found.refused[some]
        each = np.concatenate([
            listed.values[: listed.parties, rows, signed],
            ~listed.accepted[listed.parties :, rows, signed],
        ])  # fmt: skip
        sums = np.stack([np.bincount(place, weights=one, minlength=len(deals)) for one in each], axis=1)
        for number, (deal, told) in enumerate(zip(deals.tolist(), sums, strict=True)):
            picks = tuple(listed.picks[deal].tolist())
            before, had = self.deals.get(picks, (np.zeros(0, np.intp), np.zeros(len(told))))
            self.deals[picks] = np.concatenate([before, first + some[place == number]]), had + told

    def told(self, case: Case, draws: int, repeats: int = 1) -> tuple[RefusedDeal, ...]:
        """The deals by how often they were signed in vain, of so many sessions in each of so many draws."""
        order = sorted(self.deals.items(), key=lambda item: (-len(item[1][0]), item[0]))[:_MOST_DEALS]
        issues = {issue: tuple(record.options) for issue, record in case.issues.items()}
        parties, ratifiers = tuple(case.parties), tuple(case.ratifiers)
        return tuple(
            RefusedDeal(
                deal={issue: issues[issue][pick] for issue, pick in zip(issues, picks, strict=True)},
                share=len(where) / (draws * repeats),
                error=share_error(where, draws, repeats),
                value=dict(zip(parties, (sums[: len(parties)] / len(where)).tolist(), strict=True)),
                by={
                    who: share
                    for who, share in zip(
                        ratifiers, (sums[len(parties) :] / len(where)).tolist(), strict=True
                    )
                    if share
                },
            )
            for picks, (where, sums) in order
        )


def share_error(where: NDArray[np.intp], draws: int, repeats: int) -> float:
    """Standard error of the share of sessions that are in the draws ``where``; of one draw all together.

    With one session in each draw it is that of a share of independent sessions.
    """
    if repeats == 1:
        return standard_error(len(where) / draws, draws)
    each = np.bincount(where, minlength=draws) / repeats
    return float(each.std(ddof=1)) / sqrt(draws) if draws > 1 else 0.0
