"""All answers to one case in one pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .._version import __version__
from ..case import Agreement, Case
from ..case.accounts import case_head
from ..errors import UsageError
from ..options import DRAWS, SEED, Progress
from ..space import DEAL_BUDGET, Between, Space, Values, between, build_space, central_values, in_steps
from ..space.draws import Draws, draw
from .frontier.frontier import Frontier, frontier_within
from .result import Result, plain
from .solutions.adjusted_winner import AdjustedWinner, adjusted_winner
from .solutions.lotteries import Lotteries, Lottery, lotteries
from .solutions.solutions import Solution, Solutions, solutions
from .solutions.variants import Variants, tops_of, variants
from .zone.bounds import Bounds, build_bounds, take_over
from .zone.conditions import Conditions, conditions
from .zone.likely import Likely, likely_deals
from .zone.zone import Zone, find_zone

__all__ = ["DRAWS", "SEED", "Answers", "Footing", "analyse", "stand"]

_EXACT_DRAWS = 100
_BETWEEN = "this is said of the numbers looked at; a deal with a number between them may pass"
_MIXED = 5_000  # efficient deals of three and more parties; their lotteries take seconds beyond it


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """Whether there is a deal and how likely one is, without any of the other answers."""

    asked: tuple[object, ...]  # digest of the case, draws, seed, rule, budget
    case: Case  # with real ranges in steps
    space: Space
    values: Values
    bounds: Bounds
    frontier: Frontier | None  # where the zone needed it
    zone: Zone
    refusals: dict[str, str]  # of the zone
    seed: int
    draws: int
    drawn: Draws

    @property
    def exact(self) -> bool:
        """Whether every judgement is one number, so that nothing had to be sampled."""
        return self.zone.method.exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(Result):
    """Everything that was computed for a case."""

    case: Case = field(repr=False)
    space: Space = field(repr=False)
    bounds: Bounds = field(repr=False)
    frontier: Frontier
    solutions: Solutions
    zone: Zone
    likely: Likely
    conditions: tuple[Conditions, ...]  # one for each likely deal, in order
    adjusted_winner: AdjustedWinner | None  # for two parties who oppose each other on every issue
    refusals: dict[str, str]  # question → why it is not answered for this case
    seed: int
    draws: int
    drawn: Draws = field(repr=False)  # the draws themselves, for the questions that go on from here
    version: str = __version__

    @property
    def exact(self) -> bool:
        """Whether every judgement is one number, so that nothing had to be sampled."""
        return self.zone.method.exact

    @property
    def partial(self) -> str:
        """What a search that was interrupted leaves open; empty if it was not."""
        what = "interrupted: the frontier is partial, and what rests on it speaks of that part alone"
        return "" if self.frontier.complete else what

    def to_dict(self) -> dict[str, Any]:
        """All answers as plain data, as ``walkaway deals --json`` prints them below its head."""
        space, zone = self.space, self.zone
        away = [party.away for party in self.bounds.parties[: space.parties]]
        steps, mixed, other = between(self.case), self.lotteries, self.variants
        return {
            "case": case_head(self.case),
            "parties": list(space.who[: space.parties]),
            "ratifiers": list(space.who[space.parties :]),
            "agreement": str(space.rule),
            "space": {
                "issues": {i: list(options) for i, options in zip(space.issues, space.options, strict=True)},
                "size": space.size,
            },
            "walk_away": [plain(low) if low == high else plain([low, high]) for low, high in away],
            "frontier": plain(self.frontier.points),
            "solutions": {name: self._solution(found) for name, found in self.solutions.by_name.items()},
            "lotteries": mixed and {name: self._lottery(one) for name, one in mixed.by_name.items()},
            "variants": other and other.flat,
            "zone": {
                "verdict": zone.verdict,
                "probability": plain(zone.everyone.probability),
                "error": plain(zone.everyone.error),
                "interval": plain(zone.everyone.interval),
                "size": zone.size,
                "certain": zone.everyone.certain,
                "possible": zone.everyone.possible,
                "parties_alone": plain(zone.parties_alone),
            },
            "adjusted_winner": plain(self.adjusted_winner),
            "between": plain(steps),
            "refusals": self.refusals,
            "method": {
                "frontier": self.frontier.method.name,
                "exact": self.frontier.method.exact and steps is None,
                "complete": self.frontier.complete and not self.frontier.limit,
                "realisation": self.frontier.method.realisation,
                "zone": zone.method.name,
                "seed": self.seed,
                "draws": self.draws,
            },
            "version": self.version,
            "likely": plain(self.likely),
            "conditions": [plain(item) for item in self.conditions],
        }

    def _solution(self, found: Solution | None) -> dict[str, Any] | None:
        if found is None:
            return None
        refusing = self.space.refused_by(self.frontier.values, found.deal)
        data = plain(found)
        del data["name"]
        return {**data, "refused_by": list(refusing)}

    @property
    def lotteries(self) -> Lotteries | None:
        """The solutions over lotteries; None where the deals to mix are too many, or not all known."""
        front = self.frontier
        many = len(front.parties) > 2 and len(front) > _MIXED
        return None if many or front.limit else lotteries(front)

    def _lottery(self, found: Lottery | None) -> dict[str, Any] | None:
        if found is None:
            return None
        data = plain(found)
        return {
            "lottery": data["chances"],
            "value": data["value"],
            "exact": data["exact"],
            "refused_by": list(found.refused_by(self.space, self.frontier.values)),
            "certificate": data["certificate"],
        }

    @property
    def variants(self) -> Variants | None:
        """What other programs' rules choose, and their oppositions; None where the frontier is not whole."""
        return None if self.frontier.limit else variants(self.frontier, top=tops_of(self.case))


def _fair_division(case: Case, space: Space, values: Values) -> tuple[AdjustedWinner | None, str]:
    """Adjusted Winner, or why it is not for this case; neither where there are not two parties."""
    if space.parties != 2:
        return None, ""
    try:
        return adjusted_winner(case, space, values), ""
    except UsageError as error:
        return None, error.faults[0].found


def _unseen(bounds: Bounds, zone: Zone, steps: Between | None, budget: int) -> str:
    """Why a zone that holds none of the numbers looked at may hold one between them; empty if it cannot."""
    if steps is None or zone.verdict != "impossible":
        return ""
    gains = [float(steps.gains[who]) for who in bounds.space.who]
    return _BETWEEN if bounds.within(gains, budget) else ""


def _refusals(front: Frontier, undivided: str, zone: dict[str, str], *, likely: bool) -> dict[str, str]:
    """Question → why it is not answered."""
    found = ({"adjusted_winner": undivided} if undivided else {}) | zone
    if front.limit:
        found |= dict.fromkeys(("frontier", "lotteries", "variants"), front.limit)
    if not front.known_above:
        found |= dict.fromkeys(("solutions",) if likely else ("solutions", "likely"), front.limit)
    return found


def _teller(progress: Progress | None) -> Progress:
    return progress or (lambda _step, _share: None)


def _asked(case: Case, draws: int, seed: int, rule: Agreement | None, budget: int) -> tuple[object, ...]:
    return case.digest, draws, seed, case.agreement if rule is None else rule, budget


def _frontier(space: Space, values: Values, tell: Progress) -> Frontier:
    return frontier_within(
        space, values, progress=lambda found: tell(f"frontier, {found:,} values found", 0.0)
    )


def stand(
    case: Case,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    rule: Agreement | None = None,
    budget: int = DEAL_BUDGET,
    progress: Progress | None = None,
    like: Answers | Footing | None = None,
) -> Footing:
    """Whether there is a deal and how likely one is, as :func:`analyse` finds it, and nothing else.

    A BudgetError if one cluster of linked issues is too large to go through.
    """
    tell, asked, case = _teller(progress), _asked(case, draws, seed, rule, budget), in_steps(case)
    space = build_space(case, rule=rule)
    values = central_values(case, space)
    front = None if space.combinations <= budget else _frontier(space, values, tell)
    bounds = build_bounds(case, space, values)
    if like is not None:
        take_over(bounds, case, like.bounds, like.case)
    tell("draws", 0.0)
    exact = all(party.exact for party in bounds.parties)
    drawn = draw(case, space, draws=_EXACT_DRAWS if exact else draws, seed=seed)
    tell("zone", 0.0)
    zone = find_zone(
        bounds,
        drawn,
        candidates=None if front is None else front.picks,
        efficient=front is not None and bool(len(front) or not front.limit),
        budget=budget,
        progress=lambda share: tell("zone", share),
    )
    unseen = _unseen(bounds, zone, between(case), budget)
    return Footing(
        asked=asked, case=case, space=space, values=values, bounds=bounds, frontier=front, zone=zone,
        refusals={"zone": unseen} if unseen else {}, seed=seed, draws=draws, drawn=drawn,
    )  # fmt: skip


def analyse(
    case: Case,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    rule: Agreement | None = None,
    budget: int = DEAL_BUDGET,
    progress: Progress | None = None,
    like: Answers | Footing | None = None,
) -> Answers:
    """Answer everything about a case in one pass; see :func:`walkaway.analyse`.

    Answers to a case ``like`` it save work: what both have in common is not worked out again.

    A BudgetError if one cluster of linked issues is too large to go through.
    """
    tell = _teller(progress)
    tell("frontier", 0.0)
    asked = _asked(case, draws, seed, rule, budget)
    if isinstance(like, Footing) and like.asked == asked:
        here = like
    else:
        here = stand(case, draws=draws, seed=seed, rule=rule, budget=budget, progress=progress, like=like)
    case, space, bounds, drawn, zone = here.case, here.space, here.bounds, here.drawn, here.zone
    front = _frontier(space, here.values, tell) if here.frontier is None else here.frontier
    tell("deals", 0.0)
    likely = likely_deals(case, bounds, drawn, zone, front)
    division, undivided = _fair_division(case, space, here.values)
    return Answers(
        case=case,
        space=space,
        bounds=bounds,
        frontier=front,
        solutions=solutions(front),
        zone=zone,
        likely=likely,
        conditions=tuple(conditions(bounds, drawn, item.deal) for item in likely.deals),
        adjusted_winner=division,
        refusals=_refusals(front, undivided, here.refusals, likely=bool(likely.deals)),
        seed=seed,
        draws=draws,
        drawn=drawn,
    )
