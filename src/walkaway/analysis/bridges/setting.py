"""What every search for a bridge needs: the case laid out once, and how a change is tried and proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, log10
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...case import Case, Fallback
from ...case.judgement import Exact, exact_number
from ...space import DEAL_BUDGET, Bools, Picks, Space, Values, build_space, central_values
from ...space.draws import Draws, draw
from ...space.realised import Realised, centrally
from ...space.table import DealTable, build_table
from ...space.weights import Floats
from ...space.witnesses import hits
from ..zone.acceptability import standard_error
from .bridge import Bridge, Kind, Proof, Shortfall

Found = Iterator[Bridge | Shortfall | str]
"""Bridges, what falls short, and sentences that say what was not tried and why."""

_SHOWN, _ROUGH = 8, 500


@dataclass(frozen=True, eq=False)
class Outcome:
    """A changed case, tried."""

    case: Case
    space: Space
    real: Realised  # drawn anew from the changed case
    found: Bools  # where some deal passes that did not pass before, shape (realisations,); only where asked
    # that deal, shape (realisations, issues); elsewhere the one that passed before, if there was one
    picks: Picks

    @cached_property
    def values(self) -> Values:
        """The central realisation of the changed case."""
        return central_values(self.case, self.space)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A change that reached the target, before its proof."""

    kind: Kind
    title: str
    costs: Mapping[str, float]
    amount: float | None = None
    terms: dict[str, Any]
    below: float | None = None


def each_passes(space: Space, real: Realised, picks: Picks) -> Bools:
    """Does a deal of its own (a row each), or one deal, pass in each realisation? From the definition."""
    joint, every = space.joint, np.arange(real.count)
    accepts = np.zeros((real.count, len(space.who)), bool)
    held = [(feature, mask.holds(picks, joint.columns)) for feature, _, mask in joint.interactions]
    barred = real.barred
    for who in range(len(space.who)):
        own = real.coefficients[who]
        worth = np.zeros(real.count, own.dtype)
        for issue, first in enumerate(space.first):
            worth += own[first + picks[0, issue]] if len(picks) == 1 else own[first + picks[:, issue], every]
        for feature, holds in held:
            worth += own[feature] * holds
        for owner, node in joint.functions:
            if owner == who:  # one deal for each column: the columns lie where deals lie else
                worth += node.worth(own[None], lambda mask: mask.holds(picks, joint.columns))[0, 0]
        enough = (worth >= real.away[who]) & ~barred[who]
        accepts[:, who] = enough & ~joint.refused(picks, who)
    return space.passes(accepts) & feasible(space, picks)


def feasible(space: Space, picks: Picks) -> Bools:
    """Which deals can be carried out."""
    good = np.ones(len(picks), bool)
    for mask in space.joint.impossible:
        good &= ~mask.holds(picks, space.joint.columns)
    return good


def decimal_up(value: Fraction | float, step: Decimal) -> Decimal:
    """The least multiple of a step that is not below a value."""
    exact = value if isinstance(value, Fraction) else Fraction(value)
    return Decimal(ceil(exact / Fraction(step))) * step


@dataclass(frozen=True, eq=False)
class BridgeSetting:
    """The case as it is."""

    case: Case  # with the agreement rule that is asked about
    target: float
    count: int
    seed: int
    exact: bool  # every judgement is one number: one realisation, in integers
    listed: Picks | None  # the only deals that are looked at, where there are too many
    drawn: Draws | None = None  # the draws of the case, if they were made before
    # deals over which a party's reach is taken: of the first of these in which it has something at stake,
    # else of all that are looked at
    scales: tuple[Picks, ...] = ()

    @cached_property
    def space(self) -> Space:
        """All deals."""
        return build_space(self.case)

    @cached_property
    def values(self) -> Values:
        """The central realisation."""
        return central_values(self.case, self.space)

    def realise(self, case: Case, space: Space) -> Realised:
        """The realisations of this or a changed case, with the same seed."""
        if self.exact:
            return centrally(central_values(case, space), case)
        return draw(case, space, draws=self.count, seed=self.seed).realised()

    @cached_property
    def real(self) -> Realised:
        """Realisations as things are."""
        if self.drawn is not None and not self.exact:
            return self.drawn.first(self.count).realised()
        return self.realise(self.case, self.space)

    @cached_property
    def table(self) -> DealTable:
        """Deals laid out for these realisations."""
        return build_table(self.space, self.real, listed=self.listed)

    @cached_property
    def _hits(self) -> tuple[Bools, NDArray[np.intp]]:
        return hits(self.table, self.real)

    @property
    def found(self) -> Bools:
        """Where some deal passes as things are."""
        return self._hits[0]

    @cached_property
    def picks(self) -> Picks:
        """That deal; where there is none, first options."""
        picks = np.zeros((self.real.count, len(self.space.issues)), np.intp)
        picks[self.found] = self.table.picks(self._hits[1][self.found])
        return picks

    @property
    def needed(self) -> int:
        """So many realisations reach the target, one at least."""
        return max(1, ceil(self.target * self.real.count - 1e-9))

    @property
    def missing(self) -> int:
        """So many are still to be opened."""
        return self.needed - int(self.found.sum())

    # ---------------------------------------------------------------- central realisation, deal by deal

    @cached_property
    def all_picks(self) -> Picks:
        """Every deal that is looked at."""
        if self.listed is not None:
            return self.listed
        return np.concatenate([picks for _, picks in self.space.joint.chunks(DEAL_BUDGET)])

    @cached_property
    def margins(self) -> NDArray[Any]:
        """Central value less walk-away, in units, shape (deals, who)."""
        return np.asarray(self.values.capped(self.raw + self.values.walk_away) - self.values.walk_away)

    @cached_property
    def raw(self) -> NDArray[Any]:
        """The same before caps: what is added to a deal is added to this."""
        worth = self.space.values(self.values.coefficients, self.all_picks, self.space.joint)
        return np.asarray(worth - self.values.walk_away)

    @cached_property
    def open_to(self) -> Bools:
        """Red lines kept, and a walk-away that the cap does not bar; central, shape (deals, who)."""
        return np.asarray(~(self.refused | centrally(self.values, self.case).barred[:, 0]))

    @cached_property
    def refused(self) -> Bools:
        """Red lines, shape (deals, who)."""
        who = range(len(self.space.who))
        return np.stack([self.space.joint.refused(self.all_picks, p) for p in who], axis=1)

    @cached_property
    def reach(self) -> Floats:
        """What each has at stake: from its worst to its best deal of a scale, own scale; a unit or more."""
        width = np.zeros(len(self.units))
        for picks in (*self.scales, self.all_picks):
            if len(picks) and not width.all():
                width = np.where(width > 0, width, np.ptp(self.space.worth(self.values, picks), axis=0))
        return np.asarray(np.maximum(width, 1) * self.units, np.float64)

    @cached_property
    def units(self) -> Floats:
        """Own scale = units × these."""
        return np.array([float(unit) for unit in self.values.units])

    def own(self, who: int, value: Any) -> Fraction:
        """A number of the realisations on a party's own scale, exactly."""
        return int(value) * self.values.units[who] if self.exact else Fraction(float(value))

    def scaled(self, who: int, amount: Exact) -> Any:
        """The other way round."""
        return Fraction(amount) / self.values.units[who] if self.exact else float(amount)

    def tied(self, who: str) -> bool:
        """Whether a walk-away is worth what a deal is worth, and moves with it from draw to draw."""
        preference = self.case.preferences[who]
        return isinstance(preference.walk_away, Fallback) and not (self.exact or preference.exact)

    @cached_property
    def steps(self) -> tuple[Decimal, ...]:
        """The grid of each one's amounts: a hundred-thousandth to a ten-thousandth of its reach."""
        return tuple(Decimal(1).scaleb(floor(log10(reach)) - 4) for reach in self.reach)

    def at_most(self, who: int, amount: Fraction) -> Exact:
        """An amount as it is where judgements are exact, else on the grid, and no more."""
        if self.exact:
            return exact_number(amount)
        return floor(amount / Fraction(self.steps[who])) * self.steps[who]

    def finer_step(self, who: int, amount: Fraction) -> Decimal:
        """The grid on which an amount has three digits, where that of the reach is too coarse for it."""
        grid = self.steps[who]
        if not 0 < amount < grid * 100:
            return grid
        return max(Decimal(1).scaleb(floor(log10(amount)) - 2), grid.scaleb(-8))

    def label(self, who: str) -> str:
        """Short display name."""
        return self.case.label(who)

    # ------------------------------------------------------------------------------- trying and proving

    def attempt(self, case: Case, *, only: Mapping[str, Sequence[str]] | None = None) -> Outcome:
        """Build a changed case from its records, draw it anew, and look where it opens a zone.

        ``only`` (issue → options) are the deals to look at, where all others are known not to pass.
        """
        space = build_space(case)
        real = self.realise(case, space)
        keep = {}
        for issue, options in (only or {}).items():
            number = space.issues.index(issue)
            keep[number] = np.array([option in options for option in space.options[number]])
        listed = None
        if self.listed is not None:
            fresh = {n: good for n, good in keep.items() if not _known(self.space, space, n)}
            listed = _extended(self.listed, space, fresh)
            listed = listed[feasible(space, listed)]
        table = build_table(space, real, only=keep, listed=listed)
        found, witness = hits(table, real, asked=~self.found)
        picks = _extended(self.picks, space, {})
        picks[found] = table.picks(witness[found])
        return Outcome(case, space, real, found, picks)

    def opening(self, opened: Bools, witness: NDArray[np.intp]) -> Picks:
        """The deal that passes in each realisation, where a change opens a zone with these of the table."""
        picks = self.picks.copy()
        picks[opened] = self.table.picks(witness[opened])
        return picks

    def known(self, case: Case, opened: Bools, picks: Picks) -> Outcome:
        """A changed case whose new deals are known; everything else is built anew."""
        space = build_space(case)
        return Outcome(case, space, self.realise(case, space), opened, picks)

    def reaches(self, outcome: Outcome) -> bool:
        """Whether a change reaches the target."""
        return int(outcome.found.sum()) >= self.missing

    def zone_share(self, opened: Bools) -> float:
        """How likely a zone is with a change that opens one in some realisations."""
        return float((self.found | opened).mean())

    def falls_short(self, kind: Kind, who: str, title: str, opened: Bools) -> Shortfall:
        """A change that is not enough, and how far it goes."""
        return Shortfall(kind=kind, who=who, title=title, most=self.zone_share(opened))

    @cached_property
    def rough(self) -> BridgeSetting:
        """The same case with the first draws only, to see what is worth a full look."""
        few = replace(self, count=min(self.count, _ROUGH))
        vars(few).update(space=self.space, values=self.values, reach=self.reach)  # known already
        return few

    def worth_a_look(self, opened: Bools) -> bool:
        """Whether a change may reach the target: exactly, or within three standard errors on few draws."""
        share, count = float(opened.mean()), len(opened)
        slack = 0.0 if self.exact else 3 * (share * (1 - share) / count) ** 0.5
        return bool(opened.any()) and share + slack >= self.missing / self.real.count

    def shown(self, outcome: Outcome) -> tuple[dict[str, str], float, Picks]:
        """Of the deals newly opened, the one most often accepted, and how often."""
        fresh, seen = np.unique(outcome.picks[outcome.found], axis=0, return_counts=True)
        best, share = fresh[0], -1.0
        for row in fresh[np.argsort(-seen, kind="stable")[:_SHOWN]]:
            now = float(each_passes(outcome.space, outcome.real, row[None]).mean())
            if now > share:
                best, share = row, now
        return outcome.space.deal(best), share, best[None]

    def bridge(self, outcome: Outcome, trial: Trial) -> Bridge:
        """Prove a change and put it on record."""
        counted = self.found | outcome.found
        passed = int(each_passes(outcome.space, outcome.real, outcome.picks)[counted].sum())
        stated = np.unique(outcome.picks[counted], axis=0)
        missed = trial.below is None or trial.below < self.needed / self.real.count
        proof = Proof(
            digest=outcome.case.digest, draws=self.real.count, passed=passed, needed=self.needed,
            deals=len(stated), below=trial.below, holds=passed >= self.needed and missed,
        )  # fmt: skip
        deal, acceptability, _ = self.shown(outcome)
        share = float(counted.mean())
        shares = {
            who: cost / float(self.reach[self.space.who.index(who)]) for who, cost in trial.costs.items()
        }
        payer = max(shares, key=lambda who: shares[who])
        return Bridge(
            kind=trial.kind, title=trial.title, payer=payer, cost=trial.costs[payer], share=shares[payer],
            costs=dict(trial.costs), shares=shares, amount=trial.amount, terms=trial.terms, probability=share,
            error=0.0 if self.exact else standard_error(share, self.real.count), deal=deal,
            acceptability=acceptability, proof=proof, case=outcome.case,
        )  # fmt: skip


def _known(old: Space, new: Space, issue: int) -> bool:
    """Whether an issue has the same options as before."""
    return issue < len(old.issues) and old.options[issue] == new.options[issue]


def _extended(picks: Picks, space: Space, keep: Mapping[int, Bools]) -> Picks:
    """Deals of the case as it is in a changed space: new issues at their first option, or at the one kept."""
    wide = np.pad(picks, ((0, 0), (0, len(space.issues) - picks.shape[1])))
    for number, good in keep.items():
        wide[:, number] = int(good.argmax())
    return wide
