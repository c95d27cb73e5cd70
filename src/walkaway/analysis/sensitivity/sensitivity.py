"""Which judgement matters: tornado, flips, what to find out first, and a map of two judgements.

One pass over deals and draws serves everything. Every judgement appears: as a swing where it is uncertain, as
a flip where it can be moved at all, and with a reason where it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from ...errors import UsageError, quoted
from ...options import Progress
from ...space import Bools, Picks, Space, build_space, central_values
from ...space.draws import draw
from ...space.weights import Floats
from ..answers import Answers
from ..result import Method, Result
from ..zone.acceptability import standard_error
from ..zone.bounds import Bounds, build_bounds
from ..zone.contenders import joined
from ..zone.zone import Verdict
from .flips import Flip, find_flips
from .information import Information, Signatures, information
from .movable import Movable, Movables, build_movables, chosen
from .moving import Mover, plan
from .openings import Central
from .other_accounts import UnderAccount, under_accounts
from .pivotal import Decided, Grouping, Ints, Key, find_decided, find_zone_again, group_deals
from .proposing import find_passing, find_promising
from .reaching import find_reaching
from .removals import Removal, find_removals
from .tornado import Swing, swing_of
from .twoway import STEPS, Map, axis_of, lines, two_way
from .unlisted import central_draw, flips_of_all
from .verdicts import UNPROVEN, VerdictFlip, find_verdict_flips, unsettled

_MAP_WORK, _MAP_DRAWS = 100_000_000, 2000
_CELLS = 100_000_000
_POOL = 2000


class Limits(NamedTuple):
    """How much is looked at: deals × draws × parties, pairs of deal and draw that are kept, searches.

    ``settling`` are the most acceptable deals, which are asked first where there are more than twice as many;
    ``proposals`` how many each party might make: where none, what knowing is worth to parties is left out.
    """

    work: int = 4_000_000_000
    pairs: int = 4_000_000
    searches: int = 150
    settling: int = 1000
    proposals: int = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity(Result):
    """Which judgement matters, and which to find out first."""

    asked: tuple[str, ...]  # paths that were asked for; empty where every judgement is looked at
    verdict: Verdict  # of the case
    central: bool  # whether the central realisation has a deal
    whole: bool  # whether all deals were looked at; if not, every share of draws is a lower bound
    probability: float  # that some deal passes, over the draws, with its standard error
    error: float
    best: dict[str, str] | None  # the first of the likely deals
    acceptability: float  # how likely that is
    acceptability_error: float
    swings: tuple[Swing, ...]  # uncertain judgements, largest swing of the zone first
    # every judgement that can be moved, nearest flip of the central zone first; those in `unproven` are left
    # out
    flips: tuple[Flip, ...]
    # judgements for which no flip is claimed, with the reason: the deals are too many to be listed, and a
    # search over all of them did not settle where the answer changes
    unproven: dict[str, str]
    # the same for the verdict, one judgement becoming known; those in `unsettled` are left out
    verdict_flips: tuple[VerdictFlip, ...]
    unsettled: dict[str, str]  # judgements for which no such value is computed, with the reason
    removals: tuple[Removal, ...]  # without each red line and impossible pattern
    information: tuple[Information, ...]  # what to find out, most valuable first
    perfect: float  # what knowing everything would be worth to a mediator: nothing is worth more
    map: Map | None  # of two judgements, where asked for
    unmoved: dict[str, str]  # judgements that cannot be moved or do not enter the zone, with the reason
    under_accounts: tuple[
        UnderAccount, ...
    ]  # the case as written first; empty where no question is left open
    method: Method


def _with_every_cap(answers: Answers) -> tuple[Space, Bounds]:
    """Space and bounds in which a cap holds also where a judgement leaves its range."""
    case = answers.case
    if not any(item.capped for who in case.preferences.values() for item in who.functions):
        return answers.space, answers.bounds
    space = build_space(case, rule=answers.space.rule, every_cap=True)
    return space, build_bounds(case, space, central_values(case, space))


class _Study:
    """One case under study: its deals, its draws, and what can be moved."""

    def __init__(self, answers: Answers, limits: Limits) -> None:
        self.answers, self.limits = answers, limits
        self.space, self.bounds = _with_every_cap(answers)
        listed, joint = answers.zone.listed, answers.space.joint
        if listed is None:
            known = [*(self.space.picks_of(one.deal) for one in answers.likely.deals), answers.zone.found]
            picks, tally = joined(answers.frontier.picks[:_POOL], *known), None
            self.everything = joined(answers.frontier.picks, *known)
        else:
            picks, tally = joint.picks(listed.flat), listed.tally.passed
            self.everything = np.concatenate([some for _, some in joint.chunks()])
        self.listed = listed is not None
        work = max(1, len(picks) * len(self.space.who))
        count = 1 if answers.exact else min(answers.draws, max(200, limits.work // work))
        drawn = answers.drawn
        if self.space is not answers.space:  # more features: caps that do not bind yet
            drawn = draw(answers.case, self.space, draws=drawn.count, seed=answers.seed)
        self.draws = drawn.first(count)
        self.picks = picks
        self.passed = np.full(len(picks), count) if tally is None else tally
        self.candidates = self._candidates(tally, len(picks), count)
        self.movables = build_movables(answers.case, self.space, drawn)

    def _candidates(self, passed: Any, deals: int, draws: int) -> Bools:
        """The most acceptable deals, as many as can be kept draw by draw."""
        if passed is None:
            return np.ones(deals, bool)
        order = np.argsort(-passed, kind="stable")
        within = np.cumsum(passed[order]) * (draws / self.answers.draws) <= self.limits.pairs
        kept = np.zeros(deals, bool)
        kept[order[: max(1, min(int(within.sum()), _CELLS // draws))]] = True
        return np.asarray(kept & (passed > 0))

    def flips(self, some: Sequence[Movable]) -> tuple[tuple[Flip, ...], dict[str, str]]:
        """Where each judgement changes the answer over all deals, and why not for some."""
        central = Central(self.answers.case, self.bounds.values, self.movables)
        if self.listed:
            return find_flips(central, self.everything, some), {}
        front, searches = self.answers.frontier, self.limits.searches
        efficient = front.method.exact and front.complete and bool(len(front) or not front.limit)
        flips, left = flips_of_all(central, self.everything, some, efficient=efficient, searches=searches)
        return flips, {path: UNPROVEN for one in left for path in one.paths}

    def moved(
        self, picks: Picks, some: Sequence[Movable], tell: Callable[[float], None] | None = None
    ) -> _Moved:
        """Go through some deals once for some judgements; the most acceptable first where they are many."""
        keys = plan(some, self.movables)
        groupings = [group_deals(self.space, picks, key) for key in sorted(set(keys.values()))]
        apart = sorted({one.who for one in some if not one.alike})

        def found(decided: Decided) -> _Moved:
            by_key = {one.key: one for one in groupings}
            return _Moved(Mover(self.draws, self.movables), keys, by_key, decided, picks)

        if apart or not some or len(picks) <= 2 * self.limits.settling:
            return found(find_decided(self.space, self.draws, picks, groupings, keep=apart, progress=tell))
        first = np.zeros(len(picks), bool)
        first[np.argsort(-self.passed, kind="stable")[: self.limits.settling]] = True
        few, rest = np.flatnonzero(first), np.flatnonzero(~first)
        decided = find_decided(self.space, self.draws, picks[few], [one.some(few) for one in groupings])
        reach = found(decided).reach(some)
        others = [one.some(rest) for one in groupings]
        more = find_reaching(self.space, self.draws, picks[rest], others, reach, progress=tell)
        return found(decided.joined(more))

    @cached_property
    def passing(self) -> Ints:
        """Deal and draw of each pair of a candidate and a draw in which it passes, shape (2, pairs)."""
        candidates = np.flatnonzero(self.candidates)
        deal, draw = find_passing(self.space, self.draws, self.picks[candidates])
        return np.stack((candidates[deal], draw))

    def signatures(self) -> tuple[Signatures, Picks]:
        """The mediator's payoffs: candidates that pass in some draw."""
        used, deal = np.unique(self.passing[0], return_inverse=True)
        passes = np.zeros((len(used), self.draws.count), bool)
        passes[deal, self.passing[1]] = True
        return Signatures(passes), self.picks[used]

    def proposals(self) -> list[Picks]:
        """What each party might propose."""
        most = self.limits.proposals
        rows = find_promising(self.space, self.draws, self.picks, self.passed, self.passing, most)
        return [self.picks[some] for some in rows]


@dataclass(frozen=True, eq=False)
class _Moved:
    """Answers to: in which draws does a deal pass with this judgement set to that value?"""

    mover: Mover
    keys: dict[str, Key]
    groupings: dict[Key, Grouping]
    decided: Decided
    picks: Picks

    def __call__(self, one: Movable, to: float) -> Bools:
        space, free = self.mover.movables.space, self.decided.free[one.who]
        if not one.alike:
            changed, mine = self.mover.changed(one, to), self.decided.pivotal[one.who]
            return np.asarray(free | find_zone_again(space, changed, self.picks, one.who, mine))
        key = self.keys[one.path]
        slack = self.mover.slack(one, to, self.decided.best[key], self.groupings[key])
        return np.asarray(free | (slack >= 0).any(axis=0))

    def reach(self, some: Sequence[Movable]) -> Floats:
        """How far below a walk-away another deal can settle what is open, shape (who, draws).

        That is the most that a move of a judgement makes up for where no deal passes with it, and 0 where
        none passes as drawn.
        """
        found = np.full(self.decided.free.shape, -np.inf)
        found[0, ~self.decided.zone] = 0.0
        for one in some:
            for to in (one.low, one.high):
                reach = np.where(self(one, to), -np.inf, self.mover.reach(one, to))
                np.maximum(found[one.who], reach, out=found[one.who])
        return found


def sensitivity(
    answers: Answers,
    *,
    judgements: Sequence[str] = (),
    map_of: tuple[str, str] | None = None,
    progress: Progress | None = None,
    limits: Limits = Limits(),  # noqa: B008 - it is frozen
) -> Sensitivity:
    """Find which judgements matter for an analysed case; see :func:`walkaway.sensitivity`.

    O(deals · draws · parties); beyond the limits fewer draws are looked at, and the method says how many.
    Where the deals are too many to be listed, only the efficient deals of the central realisation, and those
    that a search found, are looked at: probabilities are then lower bounds, a flip is claimed only where a
    search over all deals bears it out (:mod:`walkaway.analysis.sensitivity.unlisted`), and what would change
    the verdict, which is about all deals, is left out with the reason. A UsageError if a path is unknown or
    does not enter the zone, or two judgements cannot be mapped together.
    """

    def tell(step: str) -> Callable[[float], None]:
        return lambda share: None if progress is None else progress(step, share)

    study = _Study(answers, limits)
    some = chosen(study.movables, judgements)
    moving = [one for one in some if one.moves]
    pair = _pair(study.movables, map_of)
    moved, draws = study.moved(study.picks, moving, tell("judgements")), study.draws
    zone, share = moved.decided.zone, float(moved.decided.zone.mean())
    if answers.exact:  # nothing is drawn: what whole numbers decide, no tolerance of draws changes
        share = answers.zone.everyone.probability
    signatures = study.signatures()
    best = answers.likely.deals[0].deal if answers.likely.deals else None
    alone = None
    if best is not None:  # the same questions for one deal
        alone = study.moved(study.space.picks_of(best), moving)
    tell("flips")(0.0)
    flips, unproven = study.flips(some)
    central = bool(study.space.passes(study.space.accepts(study.bounds.values, study.everything)).any())
    tell("worth")(0.0)
    swings = [swing_of(one, study.space, one.drawn(draws), (zone, moved), alone) for one in moving]
    if len(draws.sampled) == 1 and 0 < share < 1:  # the only judgement that varies explains all
        swings = [replace(swing, share=1.0, share_error=0.0) for swing in swings]
    chance = 0.0 if alone is None else float(alone.decided.zone.mean())
    top = max(signatures[0].passes.mean(axis=1), default=0.0)
    verdict, bounds = answers.zone.verdict, study.bounds
    proposals = study.proposals() if moving and limits.proposals else []
    movables, listed = study.movables, study.listed
    return Sensitivity(
        asked=tuple(judgements), verdict=verdict, central=central, whole=listed, probability=share,
        error=standard_error(share, draws.count), best=best, acceptability=chance,
        acceptability_error=standard_error(chance, draws.count),
        swings=tuple(sorted(swings, key=lambda swing: (-abs(swing.zone.swing), swing.path))),
        flips=flips, unproven=unproven,
        verdict_flips=find_verdict_flips(bounds, study.everything, verdict, movables, some if listed else ()),
        unsettled=unsettled(bounds, some, listed=listed),
        removals=find_removals(answers.case, answers.bounds, verdict, central=central) if listed else (),
        information=information(study.space, draws, moving, signatures, proposals),
        perfect=max(0.0, share - float(top)), map=None if pair is None else _map(study, pair),
        unmoved=movables.unmoved, under_accounts=under_accounts(answers), method=_method(study),
    )  # fmt: skip


def _pair(movables: Movables, paths: tuple[str, str] | None) -> tuple[Movable, Movable] | None:
    if paths is None:
        return None
    found = []
    for path in paths:
        under = chosen(movables, [path], "map_of")
        if len(under) > 1:
            many = f"{quoted(path)}, {len(under)} judgements"
            raise UsageError.of(many, "the path of one judgement", path="map_of")
        found.append(under[0])
    return found[0], found[1]


def _map(study: _Study, pair: tuple[Movable, Movable]) -> Map:
    """Probabilities over the grid, and the exact line of the central realisation."""
    picks = study.picks if all(one.moves for one in pair) else study.everything
    count = min(study.draws.count, _MAP_DRAWS, max(200, _MAP_WORK // max(1, len(picks))))
    share = two_way(Mover(study.draws.first(count), study.movables), picks, pair)
    first, second = (axis_of(one, study.space.who[one.who], STEPS) for one in pair)
    opens, always = [], []
    if study.listed:
        centre = Mover(central_draw(study.bounds.values), study.movables)
        for below, above, whole in lines(centre, study.everything, pair, first.values):
            low = None if below is None or below < pair[1].least else below
            high = None if above is None or above > pair[1].most else above
            opens.append((low, high))
            always.append(whole or (low is not None and high is not None and low >= high))
    return Map(
        first=first, second=second,
        probability=tuple(tuple(map(float, row)) for row in share),
        error=tuple(tuple(standard_error(float(p), count) for p in row) for row in share),
        opens=tuple(opens), always=tuple(always), draws=count,
    )  # fmt: skip


_FLIPS = "one judgement at a time: exact half-lines for flips"
_MOVES = (
    "one judgement at a time: common random numbers for the tornado, exact half-lines for flips, "
    "cross-fitted bins for what knowing is worth"
)


def _method(study: _Study) -> Method:
    answers, count = study.answers, study.draws.count
    part = (
        ""
        if study.listed
        else "; only efficient deals of the central realisation, and those that a search found"
    )
    few = not answers.exact and count < answers.draws
    fewer = f"; {count:,} of {answers.draws:,} draws" if few else ""
    realisation, seed, draws = ("exact", None, None) if answers.exact else ("draws", answers.seed, count)
    return Method(
        name=_FLIPS if answers.exact else _MOVES,
        exact=answers.exact, realisation=realisation, seed=seed, draws=draws,
        note=f"a weight that is set scales the party's other weights alike{part}{fewer}",
    )  # fmt: skip
