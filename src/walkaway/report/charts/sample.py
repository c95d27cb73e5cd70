"""What the picture shows, as numbers: deals or a fair sample of them, offers, solutions, walk-aways.

All values are those of the central realisation, on each party's own scale. An offer that leaves issues open
stands at the deal that its maker would like best (:mod:`walkaway.analysis.improve.offers`), marked as open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ...analysis.answers import Answers
from ...analysis.frontier.signable import signable
from ...analysis.improve.offers import complete_offer
from ...errors import UsageError
from ...space import Bools, Picks
from ...space.draws import stream
from ...space.weights import Floats, Uniform

__all__ = ["SAMPLE", "Mark", "Sample", "least_gain", "reach_of", "take_sample", "who_accepts"]

SAMPLE = 1500
_LIST = 20_000
_TRIES = 12
_FRONTIER = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One deal with a name in the picture.

    Attributes
    ----------
    name : str
        ``1`` for the first offer, ``A`` for the likeliest deal, the name of a solution.
    who : str
        Whose offer it is; empty otherwise.
    deal : dict of str to str
    terms : dict of str to str
        What the offer named; the deal itself otherwise.
    value : tuple of float
    filled : bool
        What the offer left open stands as its maker would like it best; False where no deal can hold its
        terms together, so that it stands at first options.
    """

    name: str
    who: str
    deal: dict[str, str]
    terms: dict[str, str]
    value: tuple[float, ...]
    filled: bool = True

    @property
    def open(self) -> tuple[str, ...]:
        """The issues that the offer left open."""
        return tuple(issue for issue in self.deal if issue not in self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Everything the picture shows.

    Attributes
    ----------
    picks : int array (deals, issues)
    values : float array (deals, parties)
    refused : bool array (deals,)
        Deals that cross a red line of a party.
    passes : bool array (deals,)
        Whether they pass in the central realisation, ratifiers included.
    accepts : bool array (deals, parties)
    whole : bool
        All deals that can be carried out, not a sample.
    frontier : float array (points, parties)
    offers, best, solutions : tuple of Mark
    away : tuple of (low, central, high)
        Walk-away of each party.
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


def best_values(answers: Answers) -> Floats:
    """Best value of each party in an efficient deal that would be signed, own scale; else its walk-away."""
    values, parties = answers.bounds.values, answers.space.parties
    integers = answers.frontier.integers[signable(answers.space, answers.frontier)]
    top = integers.max(axis=0) if len(integers) else values.walk_away[:parties]
    return values.own_scale(top)


def reach_of(answers: Answers) -> Floats:
    """What each party could gain at most over walking away; where nothing, its whole range."""
    values, parties = answers.bounds.values, answers.space.parties
    gain = best_values(answers) - values.own_scale(values.walk_away[:parties])
    spread = np.array(
        [
            float(
                sum(
                    int(np.ptp(values.coefficients[f : f + len(o), p]))
                    for f, o in zip(answers.space.first, answers.space.options, strict=True)
                )
                * values.units[p]
            )
            for p in range(parties)
        ]
    )
    result: Floats = np.where(gain > 0, gain, np.maximum(spread, 1.0))
    return result


def least_gain(answers: Answers, values: Floats) -> Floats:
    """Gain of the party that gains least, as a share of what each could gain; values (deals, parties)."""
    parties, own = answers.space.parties, answers.bounds.values
    gains = (values - own.own_scale(own.walk_away[:parties])) / reach_of(answers)
    result: Floats = gains.min(axis=1)
    return result


def _possible(answers: Answers, picks: Picks) -> Picks:
    joint = answers.space.joint
    bad = np.zeros(len(picks), dtype=bool)
    for mask in joint.impossible:
        bad |= mask.holds(picks, joint.columns)
    return picks[~bad]


def _some(picks: Picks, most: int, uniform: Uniform) -> Picks:
    """So many rows, each as likely as any other, in their order."""
    return picks[np.sort(np.argsort(uniform(1, len(picks))[0], kind="stable")[:most])]


def _agreeing(answers: Answers, fixed: Mapping[str, str], most: int, uniform: Uniform) -> tuple[Picks, bool]:
    """Deals that can be carried out and agree with some terms: all, or a fair sample of at most so many."""
    space = answers.space
    shape = [
        1 if issue in fixed else len(options)
        for issue, options in zip(space.issues, space.options, strict=True)
    ]
    base = np.array(
        [
            options.index(fixed[issue]) if issue in fixed else 0
            for issue, options in zip(space.issues, space.options, strict=True)
        ]
    )
    total = float(np.prod([float(width) for width in shape]))
    if total <= max(most, _LIST):
        grid = np.stack(np.unravel_index(np.arange(int(total)), shape), axis=1) + base
        picks = _possible(answers, grid)
        if len(picks) <= most:
            return picks, True
        return _some(picks, most, uniform), False
    found = np.zeros((0, len(shape)), np.intp)
    for _ in range(_TRIES):
        fresh = (uniform(2 * most, len(shape)) * shape).astype(np.intp) + base
        found = np.unique(np.concatenate((found, _possible(answers, fresh))), axis=0)
        if len(found) >= most:
            break
    if len(found) > most:
        found = _some(found, most, uniform)
    return found, False


def _central(answers: Answers, picks: Picks) -> Floats:
    """Values of parties and ratifiers, shape (deals, who)."""
    values, space = answers.bounds.values, answers.space
    return values.own_scale(space.worth(values, picks))


def who_accepts(answers: Answers, picks: Picks) -> Bools:
    """Who accepts some deals in the central realisation, shape (deals, who)."""
    return answers.space.accepts(answers.bounds.values, picks)


def _meant(answers: Answers, terms: dict[str, str], by: str) -> tuple[Picks, bool]:
    """The deal an offer stands for; of one that cannot be carried out, the offer with first options."""
    space = answers.space
    try:
        return space.picks_of(complete_offer(space, answers.bounds.values, terms, by)), True
    except UsageError:
        first = {issue: options[0] for issue, options in zip(space.issues, space.options, strict=True)}
        return space.picks_of({**first, **terms}), False


def _marks(answers: Answers) -> tuple[list[Mark], list[Mark], list[Mark]]:
    space, parties = answers.space, answers.space.parties
    offers = []
    for place, event in enumerate(answers.case.offers, start=1):
        terms = dict(event.offer or {})
        picks, filled = _meant(answers, terms, event.by)
        value, deal = tuple(map(float, _central(answers, picks)[0, :parties])), space.deal(picks[0])
        offers.append(Mark(name=str(place), who=event.by, deal=deal, terms=terms, value=value, filled=filled))
    best = []
    for place, item in enumerate(answers.likely.deals):
        value = tuple(map(float, _central(answers, space.picks_of(item.deal))[0, :parties]))
        best.append(Mark(name="ABCDEFGHIJ"[place % 10], who="", deal=item.deal, terms=item.deal, value=value))
    solutions = [
        Mark(name=name, who="", deal=found.deal, terms=found.deal, value=found.value)
        for name, found in answers.solutions.distinct.items()
    ]
    return offers, best, solutions


def take_sample(answers: Answers, *, most: int = SAMPLE) -> Sample:
    """Collect what the picture shows.

    Parameters
    ----------
    answers : Answers
    most : int
        Most deals to show.

    Returns
    -------
    Sample
        Seeded by the answers' seed: the same answers give the same sample.
    """
    uniform = stream(answers.seed, "brief.sample")
    space, parties = answers.space, answers.space.parties
    picks, whole = _agreeing(answers, {}, most, uniform)
    accepts = who_accepts(answers, picks)
    refused = np.zeros(len(picks), dtype=bool)
    for who in range(parties):
        refused |= space.joint.refused(picks, who)
    own = answers.bounds.values
    central = own.own_scale(own.walk_away[:parties])
    away = tuple(
        (party.away[0], float(middle), party.away[1])
        for party, middle in zip(answers.bounds.parties[:parties], central, strict=True)
    )
    points = np.array([point.value for point in answers.frontier.points]).reshape(-1, parties)
    if len(points) > _FRONTIER:
        points = points[np.unique(np.linspace(0, len(points) - 1, _FRONTIER).astype(int))]
    offers, best, solutions = _marks(answers)
    return Sample(
        picks=picks,
        values=_central(answers, picks)[:, :parties],
        refused=refused,
        passes=space.passes(accepts),
        accepts=accepts[:, :parties],
        whole=whole,
        frontier=points,
        offers=tuple(offers),
        best=tuple(best),
        solutions=tuple(solutions),
        away=away,
    )
