r"""The zone of possible agreement: the deals that pass, given who prefers what to walking away.

:math:`Z = \{x : v_p(x) \ge R_p \text{ for enough } p\}`. With ranges and orders there is not one zone but one
for every realisation of the judgements, so a deal is

**certain**
    if it passes whatever the judgements are within their ranges,
**possible**
    if it passes for some judgements,
**impossible**
    if it passes for none;

the same words for the case: *certain* if some deal is certain, *impossible* if no deal is possible, else
*possible*. (A case may have a deal in every realisation but no single deal that passes in all of them: it is
*possible*, with a probability near one.) These verdicts are exact. The probability that the zone is not empty
is estimated over draws, with its error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...errors import BudgetError
from ...language import counted
from ...space import CHUNK, DEAL_BUDGET, Bools, Picks, Space
from ...space.draws import Draws
from ...space.sweep import Progress, accepted
from ..result import Method, Result
from ..solutions.twosided import two_sided
from .acceptability import Tally, standard_error, tally, wilson
from .bounds import Bounds
from .too_large import Reach, reach, reach_linear

__all__ = ["Listed", "Verdict", "Zone", "ZoneOf", "find_zone", "verdict_of"]

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
    """The zone among some of those who are asked.

    Attributes
    ----------
    verdict : {"certain", "possible", "impossible"}
    probability : float
        That at least one deal passes; exactly 1 or 0 where the verdict or an exact case says so.
    error : float
        Monte Carlo standard error; 0 where exact.
    interval : tuple of float
        95 % interval of the probability.
    certain, possible : int or None
        How many deals; None where the space is too large to list.
    """

    verdict: Verdict
    probability: float
    error: float
    interval: tuple[float, float]
    certain: int | None
    possible: int | None


@dataclass(frozen=True, eq=False)
class Listed:
    """Every deal that is possible among the parties, one row each.

    Attributes
    ----------
    flat : int array (deals,)
        Number of the deal in the joint cluster.
    surely, possibly : bool array (deals, who)
    certain, possible : bool array (deals,)
        Verdicts with ratifiers.
    tally : Tally
        Draws in which each passes.
    """

    flat: NDArray[np.int64]
    surely: Bools
    possibly: Bools
    certain: Bools
    possible: Bools
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Result):
    """The zone of a case, with ratifiers and among the parties alone.

    Attributes
    ----------
    everyone : ZoneOf
        All who must accept, ratifiers included.
    parties_alone : ZoneOf
        The same without ratifiers.
    size : int or None
        Deals that pass in the central realisation (in an exact case: the zone); None if not listed.
    deals : int or None
        Deals that can be carried out.
    method : Method
    listed : Listed or None
        The list, for further questions; None where the space is too large.
    """

    everyone: ZoneOf
    parties_alone: ZoneOf
    size: int | None
    deals: int | None
    method: Method
    listed: Listed | None = field(repr=False)

    @property
    def verdict(self) -> Verdict:
        """Verdict with ratifiers."""
        return self.everyone.verdict

    @property
    def killed_by_ratification(self) -> bool:
        """Whether the parties alone could have a deal that no ratification lets through."""
        return self.parties_alone.verdict != "impossible" and self.everyone.verdict == "impossible"


def verdict_of(certain: bool, possible: bool) -> Verdict:
    """The verdict of a case by whether some deal is certain, or possible."""
    return "certain" if certain else "possible" if possible else "impossible"


def _zone_of(
    verdict: Verdict, hits: Bools, certain: int | None, possible: int | None, *, exact: bool
) -> ZoneOf:
    if verdict != "possible" or exact:
        share = 0.0 if verdict == "impossible" else 1.0
        return ZoneOf(verdict=verdict, probability=share, error=0.0, interval=(share, share),
                      certain=certain, possible=possible)  # fmt: skip
    count, draws = int(hits.sum()), len(hits)
    share = count / draws
    low, high = wilson(count, draws)
    return ZoneOf(verdict=verdict, probability=share, error=standard_error(share, draws),
                  interval=(float(low), float(high)), certain=certain, possible=possible)  # fmt: skip


def _central_passes(bounds: Bounds, flat: NDArray[np.int64]) -> int:
    """How many of some deals pass in the central realisation, exact."""
    space, total = bounds.space, 0
    for start in range(0, len(flat), CHUNK):
        picks = space.joint.picks(flat[start : start + CHUNK])
        total += int(space.passes(space.accepts(bounds.values, picks)).sum())
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

    Parameters
    ----------
    bounds : Bounds
        Of the case's judgements; carries space and central values.
    draws : Draws
    candidates : int array (deals, issues), optional
        Promising deals, such as the frontier's witnesses: tried first where the deals are not listed. They
        save time and change no answer.
    efficient : bool
        Whether the candidates are witnesses of all efficient values at or above the walk-aways of the central
        realisation: of an exact case they then answer for the parties where all of them must accept.
    budget : int
        Up to so many combinations the deals are listed; above, verdicts come from a mixed-integer program
        and the probability from at most 200 draws, each solved to optimality.
    progress : callable, optional
        Told the share done, from 0 to 1.

    Returns
    -------
    Zone
    """
    space = bounds.space
    if space.combinations > budget:
        return _search(bounds, draws, candidates, progress, efficient=efficient)
    flats, sures, maybes = [], [], []
    deals = 0
    for flat, surely, possibly in bounds.chunks(budget):
        deals += len(flat)
        keep = space.passes(possibly, ratified=False)
        flats.append(flat[keep])
        sures.append(surely[keep])
        maybes.append(possibly[keep])
    flat, surely, possibly = np.concatenate(flats), np.concatenate(sures), np.concatenate(maybes)
    certain, possible = space.passes(surely), space.passes(possibly)
    certain_alone = space.passes(surely, ratified=False)
    exact = all(party.exact for party in bounds.parties)
    counts = _tally(bounds, draws, flat, exact=exact, progress=progress)
    listed = Listed(flat, surely, possibly, certain, possible, counts)
    return Zone(
        everyone=_zone_of(verdict_of(bool(certain.any()), bool(possible.any())), counts.zone,
                          int(certain.sum()), int(possible.sum()), exact=exact),
        parties_alone=_zone_of(verdict_of(bool(certain_alone.any()), len(flat) > 0), counts.zone_parties,
                               int(certain_alone.sum()), len(flat), exact=exact),
        size=_central_passes(bounds, flat),
        deals=deals,
        method=Method(
            name="all deals listed; verdicts from bounds of every judgement",
            exact=exact, realisation="exact" if exact else "bounds",
            seed=None if exact else draws.seed, draws=None if exact else draws.count,
            note="" if bounds.tight else _LOOSE,
        ),
        listed=listed,
    )  # fmt: skip


def _tally(
    bounds: Bounds, draws: Draws, flat: NDArray[np.int64], *, exact: bool, progress: Progress | None
) -> Tally:
    """Counts over draws; an exact case needs none, every draw being the same."""
    space = bounds.space
    picks = space.joint.picks(flat)
    if not exact:
        return tally(space, draws, picks, progress=progress)
    surely, _ = bounds.accepts(picks, space.joint)
    passes, alone = space.passes(surely), space.passes(surely, ratified=False)
    every = np.ones(draws.count, bool)
    return Tally(passes * draws.count, alone * draws.count, every & passes.any(), every & alone.any())


def _verdict_of(bounds: Bounds, candidates: Picks, *, ratified: bool) -> Verdict:
    """Verdict of a large space: by a candidate if one settles it, else by a mixed-integer program."""
    space = bounds.space
    surely, possibly = bounds.accepts(candidates, space.joint)
    certain = bool(space.passes(surely, ratified=ratified).any()) or _sure(
        reach(bounds, "certain", ratified=ratified)
    )
    possible = certain or bool(space.passes(possibly, ratified=ratified).any())
    return verdict_of(certain, possible or _sure(reach(bounds, "possible", ratified=ratified)))


def _sure(answer: Reach) -> bool:
    """The answer of a search, or an error that says it could not be had."""
    if not answer.decided:
        raise BudgetError(
            "these judgements are so nearly balanced that the search for a deal did not end within its "
            "budget; narrower ranges or fewer issues would let it"
        )
    return answer.found


def _hits(
    space: Space, draws: Draws, count: int, candidates: Picks, progress: Progress | None, *, ratified: bool
) -> tuple[Bools, int]:
    """In which draws some deal passes (candidates first, then a search), and how many stay undecided."""
    hits = np.zeros(count, dtype=bool)
    needed = [*space.required, *(range(space.parties, len(space.who)) if ratified else ())]
    both = space.parties == 2 and len(space.required) == 2 and not (ratified and len(space.who) > 2)

    few = draws.first(count)

    def settle(picks: Picks) -> None:
        for start in range(0, len(picks), 256):
            some = picks[start : start + 256]
            accepts = accepted(space, few, some).transpose(0, 2, 1)
            np.logical_or(hits, space.passes(accepts, ratified=ratified).any(axis=0), out=hits)

    settle(candidates)
    undecided = 0
    reachable = few.reachable
    for index in range(count):
        one, away = draws.coefficients[:, :, index], reachable[:, index]
        if not hits[index] and np.isfinite(away[needed]).all():
            away = np.where(np.isfinite(away), away, 1 + np.abs(one).sum(axis=1))  # more than any deal
            found = reach_linear(space, one, away, ratified=ratified, nodes=_FEW_NODES if both else _NODES)
            if found.picks is not None:
                settle(found.picks)  # recomputed, here and in the draws to come
            elif not found.decided:
                answer = two_sided(space, one[:2], away[:2]) if both else None
                hits[index], undecided = bool(answer), undecided + (answer is None)
        if progress is not None:
            progress((index + 1) / count)
    return hits, undecided


def _settled(bounds: Bounds, candidates: Picks | None, *, ratified: bool) -> Verdict | None:
    """Verdict of an exact case by its efficient deals, where nobody's word but the parties' own counts."""
    space = bounds.space
    alone = len(space.who) == space.parties or not ratified
    if candidates is None or not alone or len(space.required) < space.parties or not bounds.values.exact:
        return None
    if not all(party.exact for party in bounds.parties[: space.parties]):
        return None
    accepts = space.accepts(bounds.values, candidates)
    found = bool(space.passes(accepts, ratified=False).any())
    return verdict_of(found, found)


def _search(
    bounds: Bounds,
    draws: Draws,
    candidates: Picks | None,
    progress: Progress | None,
    *,
    efficient: bool,
) -> Zone:
    """Verdicts and probability for spaces too large to list."""
    space = bounds.space
    exact = all(party.exact for party in bounds.parties)
    if any(party.fallback is not None and not party.exact for party in bounds.parties):
        raise BudgetError(
            f"{Decimal(space.combinations):.3g} combinations cannot be listed, and a walk-away that is worth "
            "a deal of uncertain worth needs the list; give the walk-away as a range"
        )
    count = min(draws.count, _LARGE_DRAWS)
    tried = np.zeros((0, len(space.issues)), np.intp) if candidates is None else candidates[:_CANDIDATES]
    groups, open_draws = {}, 0
    for ratified in (True, False) if len(space.who) > space.parties else (True,):
        known = _settled(bounds, candidates, ratified=ratified) if efficient else None
        verdict = known or _verdict_of(bounds, tried, ratified=ratified)
        open_question = verdict == "possible" and not exact
        hits, undecided = (
            _hits(space, draws, count, tried, progress, ratified=ratified)
            if open_question
            else (np.zeros(count, dtype=bool), 0)
        )
        open_draws += undecided
        groups[ratified] = _zone_of(verdict, hits, None, None, exact=exact)
    return Zone(
        everyone=groups[True],
        parties_alone=groups.get(False, groups[True]),
        size=None,
        deals=None,
        method=Method(
            name="mixed-integer programs over all deals (HiGHS), witnesses recomputed",
            exact=exact,
            realisation="exact" if exact else "bounds",
            seed=None if exact else draws.seed,
            draws=None if exact else count,
            note=f"{Decimal(space.combinations):.3g} combinations, more than can be listed"
            + (f"; {counted(open_draws, 'draw')} undecided, counted as without a deal" if open_draws else ""),
        ),
        listed=None,
    )
