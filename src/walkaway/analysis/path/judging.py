"""A schedule judged: in the central realisation, under all ranges at once, and in draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from ..result import Method
from ..zone.acceptability import standard_error
from .assumptions import assumed_words
from .backed import backed_by
from .carried_out import BreakPoint, CarriedOut, PathMove, Phase, unbacked_words
from .constraints import LEVEL, Array, PathNumbers, Slacks, exposures, slacks
from .ends import least_of, taken_back
from .geometric import largest_step
from .looking import inspections, lookings
from .path_numbers import PathCase
from .safeguards import safeguards
from .searching import FoundSchedule

_WIDER = (
    "where steps are taken back, the largest slack under ranges is a limit: it can be told larger than it is"
)


def of_shares(path: PathCase, schedule: Sequence[Mapping[str, Decimal | Fraction]]) -> FoundSchedule:
    """A schedule that was given as issue → share, and fits the deal."""
    rows = [[Fraction(phase.get(step.issue, 0)) for step in path.steps] for phase in schedule]
    proof = "every constraint of the schedule was checked"
    return FoundSchedule(np.array(rows, dtype=object), proof, "", complete=True)


def nothing_to_do(path: PathCase) -> CarriedOut:
    """The answer for a deal that leaves everything as it is today."""
    proof = "the deal leaves everything as it is today: there is nothing to carry out"
    return _none(path.deal, proof, Method(name="comparison with today", exact=True, realisation="exact"))


def no_deal() -> CarriedOut:
    """The answer where there is no deal that all whose consent is needed might sign."""
    proof = "there is no deal that all who must accept might sign: name one"
    return _none({}, proof, Method(name="likely deals", exact=True, realisation="bounds"))


def _none(deal: Mapping[str, str], proof: str, method: Method) -> CarriedOut:
    """The answer where there is no schedule at all."""
    return CarriedOut(
        deal=dict(deal), schedule=(), verdict="none", certainty="impossible", probability=0.0, error=0.0,
        breaks=None, safeguards=(), largest_step=None, proof=proof, given=False, defects={}, inspections=(),
        looks=(), assumed=(), method=method,
    )  # fmt: skip


def judged(path: PathCase, found: FoundSchedule, draws: int, seed: int, *, given: bool) -> CarriedOut:
    """Judge a schedule.

    Parameters
    ----------
    path : PathCase
    found : FoundSchedule
        What a search found, or what was given (:func:`of_shares`).
    draws, seed : int
        Realisations, where judgements are ranges.
    given : bool
        Whether it was given.

    Returns
    -------
    CarriedOut
    """
    method = _method(path, found, draws, seed, given=given)
    if found.moved is None:
        return _none(path.deal, found.proof, method)
    names, rough = path.parties, found.moved.astype(float)
    central = slacks(path.central, found.moved)
    holds = bool((central.least >= 0).all())
    worst, best = (path.end(best=best) for best in (False, True))
    ends = (least_of(worst, rough), slacks(best, rough, best=True).least)
    if path.exact:
        share, certainty = float(holds), "certain" if holds else "impossible"
    else:
        share = float(held_in(path, found.moved, draws, seed).mean())
        certain, possible = bool(_holds(ends[0], worst)), bool(_holds(ends[1], best))
        certainty = "certain" if certain else "possible" if possible else "impossible"
    breaks, verdict = _break(central, names, holds=holds)
    proof = found.proof
    if verdict == "unbacked" and breaks is not None and (given or _bare(path)):
        proof = unbacked_words(path.case, breaks)
    elif not given and not holds and found.complete:
        verdict = "none"
    if taken_back(worst, rough):
        proof = f"{proof.removesuffix('.')}; {_WIDER}"
    needs = tuple(safeguards(path.rough, rough, names))
    return CarriedOut(
        deal=dict(path.deal), schedule=_phases(path, found.moved, central, ends), verdict=verdict,
        certainty=certainty, probability=share, error=0.0 if path.exact else standard_error(share, draws),
        breaks=breaks, safeguards=needs, largest_step=largest_step(path.rough), proof=proof, given=given,
        defects=_defects(central, names), inspections=tuple(inspections(path, needs, rough)),
        looks=tuple(lookings(path)), assumed=assumed_words(path), method=method,
        certificate=found.certificate, least=_least(path, central),
        backed_by=backed_by(path, found.moved) if verdict == "holds" else {},
    )  # fmt: skip


def _least(path: PathCase, found: Slacks) -> float:
    """The least slack of all, in shares of what each party has at stake."""
    return float((found.least.astype(float) / path.rough.at_stake).min())


def held_in(path: PathCase, moved: Array, draws: int, seed: int) -> Array:
    """In which draws a schedule holds, shape (draws,)."""
    drawn = path.drawn(draws, seed)
    return _holds(slacks(drawn, moved.astype(float)).least, drawn)


def _bare(path: PathCase) -> bool:
    """Whether nothing at all stands behind any step, so that no finite schedule holds by itself."""
    numbers = path.rough
    behind = numbers.backing.any() or (numbers.completed > 0).any()
    return not (behind or any(numbers.reversible) or any(numbers.escrow))


def _phases(path: PathCase, moved: Array, central: Slacks, ends: tuple[Array, ...]) -> tuple[Phase, ...]:
    exposed, phases = exposures(path.central, moved), []
    for index, row in enumerate(moved):
        slack = {
            who: float(central.least[index, place])
            if ends[0][index, place] == ends[1][index, place]
            else (float(ends[0][index, place]), float(ends[1][index, place]))
            for place, who in enumerate(path.parties)
        }
        moves = tuple(
            PathMove(by=step.by, issue=step.issue, now=step.now, to=step.to, share=float(part))
            for step, part in zip(path.steps, row, strict=True)
            if part
        )
        exposure = {who: float(exposed[index, place]) for place, who in enumerate(path.parties)}
        phases.append(Phase(phase=index + 1, moves=moves, slack=slack, exposure=exposure))
    return tuple(phases)


def _holds(least: Array, numbers: PathNumbers) -> Array:
    """Whether all constraints hold, for each realisation."""
    return np.asarray((least >= -LEVEL * numbers.at_stake[..., None, :]).all(axis=(-2, -1)))


def _method(path: PathCase, found: FoundSchedule, draws: int, seed: int, *, given: bool) -> Method:
    name = "check of every constraint" if given else "exact search over partial implementations"
    if not found.complete:
        name = "search over partial implementations, with a limit on what is left out"
    if path.exact:
        return Method(name=name, exact=found.complete, realisation="exact", note=found.note)
    return Method(
        name=f"{name} in the central realisation, and draws", exact=False, realisation="draws", seed=seed,
        draws=draws, note=found.note,
    )  # fmt: skip


def _break(found: Slacks, names: tuple[str, ...], *, holds: bool) -> tuple[BreakPoint | None, str]:
    """The first step that would not be taken, and the verdict on the schedule."""
    for phase in range(len(found.least) - 1, -1, -1):
        tempted = np.flatnonzero(found.tempted[phase])
        if len(tempted):
            bare = [who for who in tempted if found.behind[phase, who] <= 0]
            if bare:
                return BreakPoint(phase=phase + 1, by=names[bare[0]]), "unbacked"
            break
    if holds:
        return None, "holds"
    phase, who = map(int, np.argwhere(found.least < 0)[0])
    how = "stopping openly"
    if found.incentive[phase, who] < 0:
        how = "holding back"
    elif phase == len(found.least) - 1 and found.after[who] < 0:
        how = "taking back what it gave once all is done"
    return BreakPoint(phase=phase + 1, by=names[who], how=how), "breaks"


def _defects(found: Slacks, names: tuple[str, ...]) -> dict[str, int]:
    first: dict[str, int] = {}
    for phase, who in np.argwhere(found.least < 0).tolist():
        first.setdefault(names[who], phase + 1)
    return {who: first[who] for who in names if who in first}
