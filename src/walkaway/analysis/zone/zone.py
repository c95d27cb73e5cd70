r"""The zone of possible agreement: the deals that pass.

It is :math:`Z = \{x : v_p(x) \ge R_p \text{ for enough } p\}`. A deal is **certain** if it passes whatever
the judgements are within their ranges, **possible** if for some, else **impossible**, all exact; a case is
certain if some deal is. A case with a deal in every realisation and none that passes in all of them is
possible, with a probability near one, which is estimated over draws.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...errors import BudgetError
from ...language import counted
from ...numbers import many
from ...space import CHUNK, DEAL_BUDGET, Bools, Picks
from ...space.draws import Draws
from ...space.sweep import Progress, accepted
from ..frontier.merging import two_have_a_deal
from ..result import Method, Result
from .acceptability import Tally, standard_error, tally, wilson
from .bounds import Bounds
from .too_large import reach, reach_linear

Verdict = Literal["certain", "possible", "impossible"]
_LARGE_DRAWS = 200
_CANDIDATES = 1000
_FEW_NODES = 200
_NODES = 5000
_LOOSE = (
    "the bounds of a walk-away that is worth a deal are not tight here: some deals that are certain may be "
    "called possible"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneOf(Result):
    """The zone among some of those who are asked."""

    verdict: Verdict
    # that at least one deal passes; exactly 1 or 0 where the verdict or an exact case says so
    probability: float
    error: float  # Monte Carlo standard error; 0 where exact
    interval: tuple[float, float]  # 95 % interval of the probability
    certain: int | None  # how many deals; None where the space is too large to list
    possible: int | None


@dataclass(frozen=True, eq=False)
class Listed:
    """Every deal that is possible among the parties: its number, verdicts with ratifiers, passing draws."""

    flat: NDArray[np.int64]
    certain: Bools
    possible: Bools
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Result):
    """The zone of a case, with ratifiers and among the parties alone."""

    everyone: ZoneOf  # all who must accept, ratifiers included
    parties_alone: ZoneOf  # the same without ratifiers
    # deals that pass in the central realisation (in an exact case: the zone); None if not listed
    size: int | None
    deals: int | None  # deals that can be carried out
    method: Method
    # the list, for further questions; None where the space is too large
    listed: Listed | None = field(repr=False)
    # deals that a search found to pass in some draw, where the space is too large to be listed
    found: Picks = field(repr=False)

    @property
    def verdict(self) -> Verdict:
        """Verdict with ratifiers."""
        return self.everyone.verdict

    @property
    def killed_by_ratification(self) -> bool:
        """Whether the parties alone could have a deal that no ratification lets through."""
        return self.parties_alone.verdict != "impossible" and self.everyone.verdict == "impossible"


def verdict_of(certain: bool | np.bool_, possible: bool | np.bool_) -> Verdict:
    """The verdict of a case by whether some deal is certain, or possible."""
    return "certain" if certain else "possible" if possible else "impossible"


def _zone_of(
    verdict: Verdict, hits: Bools, certain: int | None, possible: int | None, *, exact: bool
) -> ZoneOf:
    settled, count = verdict != "possible" or exact, int(hits.sum())
    share = float(verdict != "impossible") if settled else count / len(hits)
    low, high = (share, share) if settled else map(float, wilson(count, len(hits)))
    error = 0.0 if settled else standard_error(share, len(hits))
    return ZoneOf(verdict=verdict, probability=share, error=error, interval=(low, high),
                  certain=certain, possible=possible)  # fmt: skip


def _central_passes(bounds: Bounds, picks: Picks) -> int:
    """How many of some deals pass in the central realisation, exact."""
    space, total = bounds.space, 0
    for start in range(0, len(picks), CHUNK):
        some = picks[start : start + CHUNK]
        total += int(space.passes(space.accepts(bounds.values, some)).sum())
    return total


def find_zone(
    bounds: Bounds,
    draws: Draws,
    *,
    candidates: Picks | None = None,
    efficient: bool = False,
    budget: int = DEAL_BUDGET,
    progress: Progress | None = None,
) -> Zone:
    """Find the zone: exact verdicts, and its probability over draws.

    Above the ``budget`` verdicts come from a mixed-integer program, the probability from at most 200 draws.
    ``candidates`` are promising deals, tried first there; if they are witnesses of all ``efficient`` values
    at or above the central walk-aways, they answer for the parties of an exact case where all must accept.
    """
    space, exact = bounds.space, all(party.exact for party in bounds.parties)
    if space.combinations > budget:
        return _LargeZone(bounds, draws, candidates, progress).zone(
            efficient=efficient and candidates is not None, exact=exact
        )
    flats, sures, maybes = [], [], []
    deals = 0
    for flat, surely, possibly in bounds.chunks(budget):
        deals += len(flat)
        keep = space.passes(possibly, ratified=False)
        flats.append(flat[keep])
        sures.append(surely[keep])
        maybes.append(possibly[keep])
    flat, surely, possibly = np.concatenate(flats), np.concatenate(sures), np.concatenate(maybes)
    picks = space.joint.picks(flat)
    certain, possible = space.passes(surely), space.passes(possibly)
    certain_alone = space.passes(surely, ratified=False)
    if exact:  # every draw is the same
        every = np.ones(draws.count, bool)
        counts = Tally(certain * draws.count, certain_alone * draws.count,
                       every & certain.any(), every & certain_alone.any())  # fmt: skip
    else:
        counts = tally(space, draws, picks, progress=progress)
    return Zone(
        everyone=_zone_of(verdict_of(certain.any(), possible.any()), counts.zone,
                          int(certain.sum()), int(possible.sum()), exact=exact),
        parties_alone=_zone_of(verdict_of(certain_alone.any(), len(flat) > 0), counts.zone_parties,
                               int(certain_alone.sum()), len(flat), exact=exact),
        size=_central_passes(bounds, picks),
        deals=deals,
        method=Method.of_draws("all deals listed; verdicts from bounds of every judgement", draws,
                               exact=exact, otherwise="bounds", note="" if bounds.tight else _LOOSE),
        listed=Listed(flat, certain, possible, counts),
        found=picks[:0],
    )  # fmt: skip


class _LargeZone:
    """Verdicts and probability for spaces too large to list."""

    def __init__(
        self, bounds: Bounds, draws: Draws, candidates: Picks | None, progress: Progress | None
    ) -> None:
        self.bounds, self.space, self.draws, self.progress = bounds, bounds.space, draws, progress
        none = np.zeros((0, len(self.space.issues)), np.intp)
        self.candidates = none if candidates is None else candidates
        self.tried = self.candidates[:_CANDIDATES]
        self.few = draws.first(_LARGE_DRAWS)
        self.undecided = 0
        self.found: list[Picks] = []

    def zone(self, *, efficient: bool, exact: bool) -> Zone:
        space, groups = self.space, {}
        if any(party.fallback is not None and not party.exact for party in self.bounds.parties):
            raise BudgetError(
                f"{many(space.combinations)} combinations cannot be listed, and a walk-away that is "
                "worth a deal of uncertain worth needs the list; give the walk-away as a range"
            )
        for ratified in (True, False) if len(space.who) > space.parties else (True,):
            known = self._settled(ratified=ratified) if efficient else None
            verdict = known or self._verdict(ratified=ratified)
            hits = np.zeros(self.few.count, bool)
            if verdict == "possible" and not exact:
                self._hit(hits, ratified=ratified)
            groups[ratified] = _zone_of(verdict, hits, None, None, exact=exact)
        left = f"; {counted(self.undecided, 'draw')} undecided, counted as without a deal"
        return Zone(
            everyone=groups[True], parties_alone=groups.get(False, groups[True]), size=None, deals=None,
            method=Method.of_draws(
                "mixed-integer programs over all deals (HiGHS), witnesses recomputed",
                self.few, exact=exact, otherwise="bounds",
                note=f"{many(space.combinations)} combinations, more than can be listed"
                + (left if self.undecided else ""),
            ),
            listed=None,
            found=np.unique(np.concatenate([self.candidates[:0], *self.found]), axis=0),
        )  # fmt: skip

    def _settled(self, *, ratified: bool) -> Verdict | None:
        """Verdict of an exact case by its efficient deals, where no word but the parties' own counts."""
        space, values = self.space, self.bounds.values
        alone = len(space.who) == space.parties or not ratified
        if not alone or len(space.required) < space.parties:
            return None
        if not all(party.exact for party in self.bounds.parties[: space.parties]):
            return None
        found = space.passes(space.accepts(values, self.candidates), ratified=False).any()
        return verdict_of(found, found)

    def _verdict(self, *, ratified: bool) -> Verdict:
        """By a candidate if one settles it, else by a mixed-integer program."""
        surely, possibly = self.bounds.accepts(self.tried)
        certain = self.space.passes(surely, ratified=ratified).any() or self._sure("certain", ratified)
        possible = certain or self.space.passes(possibly, ratified=ratified).any()
        return verdict_of(certain, possible or self._sure("possible", ratified))

    def _sure(self, goal: Literal["certain", "possible"], ratified: bool) -> bool:
        """The answer of a search, or an error that says it could not be had."""
        answer = reach(self.bounds, goal, ratified=ratified)
        if not answer.decided:
            raise BudgetError(
                "these judgements are so nearly balanced that the search for a deal did not end within its "
                "budget; narrower ranges or fewer issues would let it"
            )
        return answer.found

    def _hit(self, hits: Bools, *, ratified: bool) -> None:
        """Note the draws in which some deal passes: candidates first, then a search."""
        space, few = self.space, self.few
        needed = [*space.required, *(range(space.parties, len(space.who)) if ratified else ())]
        both = space.parties == 2 and len(space.required) == 2 and not (ratified and len(space.who) > 2)

        def settle(picks: Picks) -> None:
            for start in range(0, len(picks), 256):
                accepts = accepted(space, few, picks[start : start + 256]).transpose(0, 2, 1)
                np.logical_or(hits, space.passes(accepts, ratified=ratified).any(axis=0), out=hits)

        settle(self.tried)
        reachable = few.reachable
        for index in range(few.count):
            one, away = few.coefficients[:, :, index], reachable[:, index]
            if not hits[index] and np.isfinite(away[needed]).all():
                away = np.where(np.isfinite(away), away, 1 + np.abs(one).sum(axis=1))  # more than any deal
                nodes = _FEW_NODES if both else _NODES
                found = reach_linear(space, one, away, ratified=ratified, nodes=nodes)
                if found.picks is not None:
                    self.found.append(found.picks)
                    settle(found.picks)  # recomputed, here and in the draws to come
                elif not found.decided:
                    answer = two_have_a_deal(space, one[:2], away[:2]) if both else None
                    hits[index] = bool(answer)
                    self.undecided += answer is None
            if self.progress is not None:
                self.progress((index + 1) / few.count)
