"""Which judgement matters: tornado, flips, what to find out first, and a map of two judgements.

One pass over deals and draws serves everything (:mod:`walkaway.analysis.sensitivity.pivotal`). Every
judgement of the case appears: as a swing where it is uncertain, as a flip where it can be moved at all, and
with a reason where it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...errors import UsageError, quoted
from ...options import Progress
from ...space import Bools, Picks, Space, build_space, central_values
from ...space.draws import draw
from ..answers import Answers
from ..result import Method, Result, plain
from ..zone.acceptability import standard_error
from ..zone.bounds import Bounds, build_bounds
from ..zone.zone import Verdict
from .flips import Flip, find_flips
from .information import Information, Signatures, information
from .movable import Lever, Levers, build_levers, chosen
from .moving import Key, Mover, plan
from .pivotal import Grouping, Pivots, Pool, find_pivots, find_zone_again, group_deals
from .removals import Removal, find_removals
from .tornado import Swing, swing_of
from .twoway import STEPS, Axis, Map, axis_of, lines, two_way
from .unlisted import central_draw, flips_of_all
from .verdicts import UNPROVEN, VerdictFlip, find_verdict_flips, unsettled

__all__ = ["Sensitivity", "sensitivity"]

_WORK = 4_000_000_000
_MAP_WORK = 100_000_000
_MAP_DRAWS = 2000
_PAIRS = 4_000_000
_CELLS = 100_000_000
_PROPOSALS = 48
_POOL = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity(Result):
    """Which judgement matters, and which to find out first.

    Attributes
    ----------
    asked : tuple of str
        Paths that were asked for; empty where every judgement is looked at.
    verdict : {"certain", "possible", "impossible"}
        Of the case.
    central : bool
        Whether the central realisation has a deal.
    probability, error : float
        That some deal passes, over the draws, with its standard error.
    best : dict of str to str, or None
        The deal most likely to be signed.
    acceptability, acceptability_error : float
        How likely that is.
    swings : tuple of Swing
        Uncertain judgements, largest swing of the zone first.
    flips : tuple of Flip
        Every judgement that can be moved, nearest flip of the central zone first; those in ``unproven`` are
        left out.
    unproven : dict of str to str
        Judgements for which no flip is claimed, with the reason: the deals are too many to be listed, and a
        search over all of them did not settle where the answer changes.
    verdict_flips : tuple of VerdictFlip
        The same for the verdict, one judgement becoming known; those in ``unsettled`` are left out.
    unsettled : dict of str to str
        Judgements for which no such value is computed, with the reason.
    removals : tuple of Removal
        Without each red line and impossible pattern.
    information : tuple of Information
        What to find out, most valuable first.
    perfect : float
        What knowing everything would be worth to a mediator: nothing is worth more.
    map : Map or None
        Of two judgements, where asked for.
    unmoved : dict of str to str
        Judgements that cannot be moved or do not enter the zone, with the reason.
    method : Method
    """

    asked: tuple[str, ...]
    verdict: Verdict
    central: bool
    probability: float
    error: float
    best: dict[str, str] | None
    acceptability: float
    acceptability_error: float
    swings: tuple[Swing, ...]
    flips: tuple[Flip, ...]
    unproven: dict[str, str]
    verdict_flips: tuple[VerdictFlip, ...]
    unsettled: dict[str, str]
    removals: tuple[Removal, ...]
    information: tuple[Information, ...]
    perfect: float
    map: Map | None
    unmoved: dict[str, str]
    method: Method

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain data, ready for JSON."""
        result: dict[str, Any] = plain(self)
        return result


def _with_every_cap(answers: Answers) -> tuple[Space, Bounds]:
    """Space and bounds in which a cap holds also where a judgement leaves its range."""
    capped = any(item.capped for who in answers.case.preferences.values() for item in who.functions)
    if not capped:
        return answers.space, answers.bounds
    case = answers.case
    space = build_space(case, rule=answers.space.rule, every_cap=True)
    return space, build_bounds(case, space, central_values(case, space))


class _Study:
    """One case under study: its deals, draws, levers."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.space, self.bounds = _with_every_cap(answers)
        listed, joint = answers.zone.listed, answers.space.joint
        if listed is None:
            picks, tally = answers.frontier.picks[:_POOL], None
            self.everything = answers.frontier.picks
        else:
            picks, tally = joint.picks(listed.flat), listed.tally.passed
            self.everything = np.concatenate([some for _, some in joint.chunks()])
        work = max(1, len(picks) * len(self.space.who))
        count = 1 if answers.exact else min(answers.draws, max(200, _WORK // work))
        drawn = answers.drawn
        if self.space is not answers.space:  # more features: caps that do not bind yet
            drawn = draw(answers.case, self.space, draws=drawn.count, seed=answers.seed)
        self.draws = drawn.first(count)
        self.pool = Pool(picks, self._candidates(tally, len(picks), count))
        self.levers = build_levers(answers.case, self.space, drawn)

    def _candidates(self, passed: Any, deals: int, draws: int) -> Bools:
        """The most acceptable deals, as many as can be kept draw by draw."""
        if passed is None:
            return np.ones(deals, bool)
        order = np.argsort(-passed, kind="stable")
        within = np.cumsum(passed[order]) * (draws / self.answers.draws) <= _PAIRS
        kept = np.zeros(deals, bool)
        kept[order[: max(1, min(int(within.sum()), _CELLS // draws))]] = True
        return np.asarray(kept & (passed > 0))

    def flips(self, some: Sequence[Lever]) -> tuple[tuple[Flip, ...], dict[str, str]]:
        """Where each judgement changes the answer over all deals, and why not for some."""
        answers, values, deals = self.answers, self.bounds.values, self.everything
        if answers.zone.listed is not None:
            return find_flips(answers.case, self.space, values, deals, self.levers, some), {}
        front = answers.frontier
        efficient = front.method.exact and front.complete and bool(len(front) or not front.limit)
        flips, left = flips_of_all(
            answers.case, self.space, values, deals, self.levers, some, efficient=efficient
        )
        return flips, {path: UNPROVEN for lever in left for path in lever.paths}

    def pass_over(self, pool: Pool, some: Sequence[Lever], keys: dict[str, Key], tell: Any) -> _Passed:
        """Go through some deals once for some levers."""
        wanted = sorted(set(keys.values()))
        groupings = {key: group_deals(self.space, pool, *key) for key in wanted}
        apart = sorted({lever.who for lever in some if not lever.alike})
        pivots = find_pivots(
            self.space, self.draws, pool, list(groupings.values()), keep=apart, progress=tell
        )
        return _Passed(Mover(self.space, self.draws, self.levers), keys, groupings, pivots, pool)


@dataclass(frozen=True, eq=False)
class _Passed:
    """Answers to: does a deal pass with this lever set to that value?"""

    mover: Mover
    keys: dict[str, Key]
    groupings: dict[Key, Grouping]
    pivots: Pivots
    pool: Pool

    def __call__(self, lever: Lever, to: float) -> Bools:
        if not lever.alike:
            changed, mine = self.mover.changed(lever, to), self.pivots.pivotal[lever.who]
            again = find_zone_again(self.mover.space, changed, self.pool, lever.who, mine)
            return np.asarray(self.pivots.free[lever.who] | again)
        key = self.keys[lever.path]
        slack = self.mover.slack(lever, to, self.pivots.best[key], self.groupings[key])
        return np.asarray(self.pivots.free[lever.who] | (slack >= 0).any(axis=0))


def _signatures(passing: Any, pool: Pool, draws: int) -> tuple[Signatures, Picks]:
    """The mediator's payoffs: candidates that pass in some draw."""
    used, deal = np.unique(passing[0], return_inverse=True)
    passes = np.zeros((len(used), draws), bool)
    passes[deal, passing[1]] = True
    return Signatures(passes, np.stack((deal, passing[1]))), pool.picks[used]


def _proposals(study: _Study, gains: Any) -> list[Picks]:
    """For each party the deals that promise it most."""
    order = np.argsort(-gains, axis=1, kind="stable")[:, :_PROPOSALS]
    return [study.pool.picks[row] for row in order]


def sensitivity(
    answers: Answers,
    *,
    judgements: Sequence[str] = (),
    map_of: tuple[str, str] | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Find which judgements matter for an analysed case, and which to find out first.

    Parameters
    ----------
    answers : Answers
    judgements : sequence of str
        Paths of judgements, or of parts of a preference, to look at; all where none is given.
    map_of : (str, str), optional
        Paths of two judgements for a map.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    Sensitivity

    Raises
    ------
    UsageError
        If an issue is a real range, a path is unknown or does not enter the zone, or two judgements cannot be
        mapped together.

    Notes
    -----
    O(deals · draws · parties); with more than 4 · 10^9 of these, fewer draws are looked at, and the method
    says how many. Where the deals are too many to be listed, only the efficient deals of the central
    realisation are looked at: probabilities are then lower bounds, a flip is claimed only where a search over
    all deals bears it out (:mod:`walkaway.analysis.sensitivity.unlisted`), and what would change the verdict,
    which is about all deals, is left out with the reason.
    """

    def tell(step: str) -> Callable[[float], None]:
        return lambda share: None if progress is None else progress(step, share)

    study = _Study(answers)
    some = chosen(study.levers, judgements)
    moving = [lever for lever in some if lever.moves]
    pair = _pair(study.levers, map_of)
    passed = study.pass_over(study.pool, moving, plan(moving, study.levers, study.space), tell("levers"))
    zone, draws = passed.pivots.zone, study.draws
    signatures = _signatures(passed.pivots.passing, study.pool, draws.count)
    best = answers.likely.deals[0].deal if answers.likely.deals else None
    alone = None if best is None else _alone(study, best, moving)
    tell("flips")(0.0)
    flips, unproven = study.flips(some)
    central = bool(study.space.passes(study.space.accepts(study.bounds.values, study.everything)).any())
    tell("worth")(0.0)
    swings = [
        swing_of(lever, study.space.who[lever.who], lever.drawn(draws), (zone, passed), alone)
        for lever in moving
    ]
    listed = answers.zone.listed is not None
    settled = some if listed else ()
    share = float(zone.mean())
    if len(draws.sampled) == 1 and 0 < share < 1:  # the only judgement that varies explains all
        swings = [replace(swing, share=1.0, share_error=0.0) for swing in swings]
    chance = 0.0 if alone is None else float(alone.pivots.zone.mean())
    top = max(signatures[0].passes.mean(axis=1), default=0.0)
    return Sensitivity(
        asked=tuple(judgements),
        verdict=answers.zone.verdict,
        central=central,
        probability=share,
        error=standard_error(share, draws.count),
        best=best,
        acceptability=chance,
        acceptability_error=standard_error(chance, draws.count),
        swings=tuple(sorted(swings, key=lambda swing: (-abs(swing.zone.swing), swing.path))),
        flips=flips,
        unproven=unproven,
        verdict_flips=find_verdict_flips(study.bounds, study.everything, answers.zone.verdict, settled),
        unsettled=unsettled(study.bounds, some, listed=listed),
        removals=() if not listed
        else find_removals(answers.case, study.bounds, answers.zone.verdict, central=central),
        information=information(
            study.space, draws, moving, signatures, _proposals(study, passed.pivots.gains)
        ),
        perfect=max(0.0, share - float(top)),
        map=None if pair is None else _map(study, pair),
        unmoved=study.levers.unmoved,
        method=_method(study),
    )  # fmt: skip


def _alone(study: _Study, deal: dict[str, str], some: Sequence[Lever]) -> _Passed:
    """The same questions for one deal."""
    picks = study.space.picks_of(deal)
    pool = Pool(picks, np.zeros(1, bool))
    return study.pass_over(pool, some, plan(some, study.levers, study.space), None)


def _pair(levers: Levers, paths: tuple[str, str] | None) -> tuple[Lever, Lever] | None:
    if paths is None:
        return None
    found = []
    for path in paths:
        under = chosen(levers, [path], "map_of")
        if len(under) > 1:
            many = f"{quoted(path)}, {len(under)} judgements"
            raise UsageError.of(many, "the path of one judgement", path="map_of")
        found.append(under[0])
    return found[0], found[1]


def _map(study: _Study, pair: tuple[Lever, Lever]) -> Map:
    """Probabilities over the grid, and the exact line of the central realisation."""
    space = study.space
    picks = study.pool.picks if all(lever.moves for lever in pair) else study.everything
    count = min(study.draws.count, _MAP_DRAWS, max(200, _MAP_WORK // max(1, len(picks))))
    mover = Mover(space, study.draws.first(count), study.levers)
    share = two_way(mover, picks, pair)
    axes: list[Axis] = [axis_of(lever, space.who[lever.who], STEPS) for lever in pair]
    listed = study.answers.zone.listed is not None
    opens, always = _lines(study, pair, axes[0]) if listed else ((), ())
    return Map(
        first=axes[0], second=axes[1],
        probability=tuple(tuple(map(float, row)) for row in share),
        error=tuple(tuple(standard_error(float(p), count) for p in row) for row in share),
        opens=opens, always=always, draws=count,
    )  # fmt: skip


def _lines(
    study: _Study, pair: tuple[Lever, Lever], axis: Axis
) -> tuple[tuple[tuple[float | None, float | None], ...], tuple[bool, ...]]:
    """For each value of the first judgement, where the second opens and closes the central zone."""
    values, space = study.bounds.values, study.space
    found = lines(Mover(space, central_draw(values), study.levers), study.everything, pair, axis.values)
    kept, always = [], []
    second = pair[1]
    for below, above, whole in found:
        low = None if below is None or below < second.least else below
        high = None if above is None or above > second.most else above
        kept.append((low, high))
        always.append(whole or (low is not None and high is not None and low >= high))
    return tuple(kept), tuple(always)


def _method(study: _Study) -> Method:
    answers = study.answers
    part = "" if answers.zone.listed is not None else "; only efficient deals of the central realisation"
    fewer = ""
    if not answers.exact and study.draws.count < answers.draws:
        fewer = f"; {study.draws.count:,} of {answers.draws:,} draws"
    return Method(
        name="one judgement at a time: common random numbers for the tornado, exact half-lines for flips, "
        "cross-fitted bins for what knowing is worth",
        exact=answers.exact,
        realisation="exact" if answers.exact else "draws",
        seed=None if answers.exact else answers.seed,
        draws=None if answers.exact else study.draws.count,
        note=f"a weight that is set scales the party's other weights alike{part}{fewer}",
    )
