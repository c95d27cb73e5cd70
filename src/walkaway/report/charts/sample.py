"""What the picture shows, as numbers: deals or a fair sample of them, offers, solutions, walk-aways.

All values are those of the central realisation, on each party's own scale. An offer that leaves issues open
stands at the deal that its maker would like best (:mod:`walkaway.analysis.improve.offers`), marked as open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ...analysis.frontier.frontier import signable
from ...analysis.improve.offers import complete_offer
from ...analysis.path.kept_deal import signed_deal_of
from ...errors import UsageError
from ...space import Bools, Picks
from ...space.draws import stream
from ...space.weights import Floats

if TYPE_CHECKING:
    from ...analysis.answers import Answers

__all__ = [
    "LETTERS", "Mark", "Sample", "issue_shares", "least_gain", "reach_of", "take_sample", "who_accepts",
]  # fmt: skip

LETTERS = "ABCDEFGHIJ"
"""Names of the likely deals, in order."""

_DEALS = 1500
_LIST = 20_000
_TRIES = 12
_FRONTIER = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """One deal with a name in the picture: number of an offer, letter of a likely deal, name of a solution.

    Terms are what an offer named, the deal itself otherwise; ``filled`` that what it left open stands as its
    maker would like it best: not so where no deal can hold its terms together, which stands at first options.
    """

    name: str
    deal: Mapping[str, str]
    terms: Mapping[str, str]
    value: tuple[float, ...]
    who: str = ""
    filled: bool = True

    @property
    def open(self) -> tuple[str, ...]:
        """The issues that the offer left open."""
        return tuple(issue for issue in self.deal if issue not in self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Everything the picture shows: arrays with a row a deal, marks, and walk-aways with their ends.

    ``refused`` are deals that cross a red line of a party, ``passes`` those that pass, ratifiers included;
    ``whole`` says that these are all deals that can be carried out, not a sample.
    """

    picks: Picks = field(repr=False)
    values: Floats = field(repr=False)
    refused: Bools = field(repr=False)
    passes: Bools = field(repr=False)
    accepts: Bools = field(repr=False)
    whole: bool
    frontier: Floats = field(repr=False)
    offers: tuple[Mark, ...]
    best: tuple[Mark, ...]
    solutions: tuple[Mark, ...]
    away: tuple[tuple[float, float, float], ...]
    signed: tuple[Mark, ...] = ()  # the deal in which the record ends, where it tells which

    @property
    def many(self) -> str:
        """How many deals are shown, in words."""
        return f"{'all' if self.whole else 'a sample of'} {len(self.picks):,} deals"


def _spreads(answers: Answers) -> Any:
    """From worst to best option of each issue, in steps of the central realisation, (who, issues)."""
    space, coefficients = answers.space, answers.bounds.values.coefficients
    ends = zip(space.first, space.options, strict=True)
    return np.stack([np.ptp(coefficients[first : first + len(some)], axis=0) for first, some in ends], axis=1)


def issue_shares(answers: Answers) -> Floats:
    """How much of each one's central value hangs on each issue, shape (who, issues), rows sum to one.

    The spread between the best and the worst option, in the central realisation; interactions left out.
    """
    spread = _spreads(answers).astype(float)
    result: Floats = spread / np.maximum(spread.sum(axis=1, keepdims=True), 1e-300)
    return result


def reach_of(answers: Answers) -> Floats:
    """What each party could gain at most in an efficient deal that would be signed; else its range."""
    values, parties = answers.bounds.values, answers.space.parties
    away = values.walk_away[:parties]
    signed = answers.frontier.integers[signable(answers.space, answers.frontier)]
    gain = values.own_scale(signed.max(axis=0) if len(signed) else away) - values.own_scale(away)
    spread = values.own_scale(_spreads(answers)[:parties].sum(axis=1))
    return np.where(gain > 0, gain, np.maximum(spread, 1.0)).astype(float)


def least_gain(answers: Answers, values: Floats) -> Floats:
    """Gain of the party that gains least, as a share of what each could gain; values (deals, parties)."""
    parties, own = answers.space.parties, answers.bounds.values
    gains = (values - own.own_scale(own.walk_away[:parties])) / reach_of(answers)
    result: Floats = gains.min(axis=1)
    return result


def who_accepts(answers: Answers, picks: Picks) -> Bools:
    """Who accepts some deals in the central realisation, shape (deals, who)."""
    return answers.space.accepts(answers.bounds.values, picks)


def _possible(answers: Answers, picks: Picks) -> Picks:
    joint = answers.space.joint
    bad = np.zeros(len(picks), dtype=bool)
    for mask in joint.impossible:
        bad |= mask.holds(picks, joint.columns)
    return picks[~bad]


def _deals(answers: Answers) -> tuple[Picks, bool]:
    """Deals that can be carried out: all of them, or a fair sample, each as likely as any other."""
    uniform = stream(answers.seed, "brief.sample")
    shape = [len(options) for options in answers.space.options]
    listed = answers.space.combinations <= _LIST
    if listed:
        grid = np.stack(np.unravel_index(np.arange(answers.space.combinations), shape), axis=1)
        picks = _possible(answers, grid)
    else:
        picks = np.zeros((0, len(shape)), np.intp)
        for _ in range(_TRIES):
            fresh = (uniform(2 * _DEALS, len(shape)) * shape).astype(np.intp)
            picks = np.unique(np.concatenate((picks, _possible(answers, fresh))), axis=0)
            if len(picks) >= _DEALS:
                break
    if len(picks) <= _DEALS:
        return picks, listed
    return picks[np.sort(np.argsort(uniform(1, len(picks))[0], kind="stable")[:_DEALS])], False


def _central(answers: Answers, picks: Picks) -> Floats:
    """Values of the parties, shape (deals, parties)."""
    values, space = answers.bounds.values, answers.space
    return values.own_scale(space.worth(values, picks))[:, : space.parties]


def _offer(answers: Answers, place: int, terms: dict[str, str], by: str) -> Mark:
    """An offer at the deal it stands for; one that cannot be carried out stands at first options."""
    space, filled = answers.space, True
    try:
        picks = space.picks_of(complete_offer(space, answers.bounds.values, terms, by))
    except UsageError:
        first = {issue: options[0] for issue, options in zip(space.issues, space.options, strict=True)}
        picks, filled = space.picks_of({**first, **terms}), False
    value = tuple(_central(answers, picks)[0].tolist())
    return Mark(str(place), space.deal(picks[0]), terms, value, who=by, filled=filled)


def take_sample(answers: Answers) -> Sample:
    """Collect what the picture shows; seeded by the answers' seed, so that the same answers give the same."""
    space, parties, own = answers.space, answers.space.parties, answers.bounds.values
    picks, whole = _deals(answers)
    accepts = who_accepts(answers, picks)
    central = own.own_scale(own.walk_away[:parties])
    points = np.array([point.value for point in answers.frontier.points]).reshape(-1, parties)
    if len(points) > _FRONTIER:
        points = points[np.unique(np.linspace(0, len(points) - 1, _FRONTIER).astype(int))]
    likely = [one.deal for one in answers.likely.deals]
    worth = [tuple(_central(answers, space.picks_of(deal))[0].tolist()) for deal in likely]
    solutions = answers.solutions.distinct.items()
    return Sample(
        picks=picks,
        values=_central(answers, picks),
        refused=np.any([space.joint.refused(picks, who) for who in range(parties)], axis=0),
        passes=space.passes(accepts),
        accepts=accepts[:, :parties],
        whole=whole,
        frontier=points,
        offers=tuple(
            _offer(answers, place, dict(event.offer or {}), event.by)
            for place, event in enumerate(answers.case.offers, start=1)
        ),
        best=tuple(
            Mark(name, deal, deal, value) for name, deal, value in zip(LETTERS, likely, worth, strict=False)
        ),
        solutions=tuple(Mark(name, one.deal, one.deal, one.value) for name, one in solutions),
        away=tuple(
            (party.away[0], float(middle), party.away[1])
            for party, middle in zip(answers.bounds.parties[:parties], central, strict=True)
        ),
        signed=tuple(
            Mark("signed", deal, deal, tuple(_central(answers, space.picks_of(deal))[0].tolist()))
            for deal in (signed_deal_of(answers),)
            if deal
        ),
    )
