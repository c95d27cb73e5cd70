r"""What the record teaches: acts reveal preferences, so draws that make them likelier weigh more.

A draw's weight is the product, over acts that do not fit it, of the tolerance :math:`\tau`, which is above 0
as people bluff; acts are independent given the judgements. Varian (1982), *Econometrica* 50:945–973;
Hesterberg (1995).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ...case import Case
from ...errors import UsageError
from ...space import Bools, Space
from ...space.draws import Draws
from ...space.weights import Floats
from ..result import Method, Result
from .acts import Contradicted, Kind, acts_of, contradicted, fits
from .shares import Share, effective, equal, quantiles, share_of

_STRAINED = 0.05
_SHIFTS = 5
_NOTABLE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance(Result):
    """How likely an act is from somebody whom it does not fit, relative to somebody whom it fits; 0–1."""

    offer: float = 0.1
    refusal: float = 0.25

    def __post_init__(self) -> None:
        """Refuse what is not a share."""
        for name in ("offer", "refusal"):
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise UsageError.of(f"the tolerance {value} of an {name}", "a number from 0 to 1")

    def of(self, kind: Kind) -> float:
        """The tolerance of one kind of act."""
        return self.offer if kind == "offers" else self.refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Result):
    """One act and what it taught."""

    event: int  # its place in the record
    by: str
    kind: Kind
    deal: dict[str, str]
    fits: Share  # draws, all alike, in which the act is what the judgements would have it be
    zone: Share  # that a deal exists, after this act and all before it
    effective: float  # effective sample size by then


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction(Result):
    """An act that fits hardly any draw, and the judgements one of which must be otherwise."""

    event: int
    by: str
    kind: Kind
    never: bool  # whether it fits no draw at all
    judgements: tuple[Contradicted, ...]  # the least move first


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Result):
    """A judgement that the record moved: mean before and after, and the 5–95 % range after."""

    path: str
    before: float
    after: float
    low: float
    high: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned(Result):
    """What the record taught."""

    before: Share  # that a deal exists which everyone who must accept would sign
    after: Share
    parties_before: Share  # the same without ratifiers
    parties_after: Share
    effective: float  # effective sample size of the weights; equal to the draws where nothing was learned
    # no draw fits the record at all (tolerance 0): nothing could be learned, and after is as before
    contradicted: bool
    lessons: tuple[Lesson, ...]
    contradictions: tuple[Contradiction, ...]
    shifts: tuple[Shift, ...]  # the judgements that moved most, in units of their spread; at most five
    silent: tuple[int, ...]  # events that reveal no preference in a form that can be computed
    tolerance: Tolerance
    method: Method
    weights: Floats = field(repr=False)  # (draws,); they sum to one


def _normal(likelihood: Floats) -> Floats:
    """Weights that sum to one; equal ones where nothing is left."""
    total = likelihood.sum()
    return np.asarray(likelihood / total) if total > 0 else equal(len(likelihood))


def learn(
    case: Case,
    space: Space,
    draws: Draws,
    zone: Bools,
    zone_parties: Bools,
    *,
    tolerance: Tolerance | None = None,
) -> Learned:
    """Condition draws on the record of a case; the zones say in which a deal exists."""
    tolerance = tolerance or Tolerance()
    exact = not draws.sampled
    likelihood = np.ones(draws.count)
    acts, lessons, contradictions, flat = acts_of(case), [], [], equal(draws.count)
    for act in acts:
        fit = fits(space, draws, act)
        likelihood = likelihood * np.where(fit, 1.0, tolerance.of(act.kind))
        weights = _normal(likelihood)
        lessons.append(
            Lesson(
                event=act.event, by=act.by, kind=act.kind, deal=dict(act.deal),
                fits=share_of(fit, flat, exact=exact),
                zone=share_of(zone, weights, exact=exact), effective=effective(weights),
            )
        )  # fmt: skip
        if fit.mean() < _STRAINED:
            contradictions.append(
                Contradiction(event=act.event, by=act.by, kind=act.kind, never=not fit.any(),
                              judgements=contradicted(case, space, draws, act))
            )  # fmt: skip
    weights = _normal(likelihood)
    speaking = {act.event for act in acts}
    return Learned(
        before=share_of(zone, flat, exact=exact),
        after=share_of(zone, weights, exact=exact),
        parties_before=share_of(zone_parties, flat, exact=exact),
        parties_after=share_of(zone_parties, weights, exact=exact),
        effective=effective(weights),
        contradicted=not likelihood.any(),
        lessons=tuple(lessons),
        contradictions=tuple(contradictions),
        shifts=_shifts(draws, weights),
        silent=tuple(index for index in range(len(case.record)) if index not in speaking),
        tolerance=tolerance,
        method=Method.of_draws(
            "acts on record against the judgements" if exact
            else "importance weights from the acts on record", draws, exact=exact,
        ),
        weights=weights,
    )  # fmt: skip


def _shifts(draws: Draws, weights: Floats) -> tuple[Shift, ...]:
    """The judgements whose mean moved most against their spread."""
    found = []
    for path, values in draws.sampled.items():
        before, spread = float(values.mean()), float(values.std())
        after = float(values @ weights)
        error = float(np.sqrt((np.square(weights) * np.square(values - after)).sum()))
        if spread > 0 and abs(after - before) > max(_NOTABLE * spread, 3 * error):
            low, high = quantiles(values, weights)
            shift = Shift(path=path, before=before, after=after, low=low, high=high, error=error)
            found.append((-abs(after - before) / spread, path, shift))
    return tuple(shift for *_, shift in sorted(found, key=lambda item: item[:2])[:_SHIFTS])
