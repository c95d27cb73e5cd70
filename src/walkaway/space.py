"""The narrow waist: a case becomes a factored deal space, and every analysis works on that.

Issues joined by an interaction, an impossible pattern or a red line form one *cluster*; across clusters
values add up. So a space of 10^50 deals is a handful of small tables, and nothing is enumerated unless it
fits a stated budget.

A party's value of a deal is linear in *features*: one column for each option, one for each interaction.
A :class:`Values` holds the coefficients of one realisation of the judgements, shape (features, parties),
as integers in the party's smallest unit, so sums and dominance are exact. Only where that unit would be
too fine for 53 bits are they rounded to a grid (2^-44 of the party's reach), and ``exact`` says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from operator import getitem
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .case import Agreement, Case, Judgements, Preference
from .clusters import CHUNK, Bools, Cluster, Mask, Picks, connected
from .errors import UsageError, nearest, quoted
from .weights import Floats, weights_of

__all__ = [
    "CHUNK",
    "DEAL_BUDGET",
    "TOL",
    "Bools",
    "Cluster",
    "Mask",
    "Picks",
    "Space",
    "Values",
    "build_space",
    "central_values",
]

TOL = 1e-9
"""Tolerance of comparisons between floats, relative to the largest value of the party."""

DEAL_BUDGET = 2_000_000
"""Most deals that are listed one by one where a question needs the list."""

_EXACT_LIMIT = 2**53

Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True, eq=False)
class Values:
    """Coefficients of one realisation of all judgements.

    Attributes
    ----------
    coefficients : int64 array (features, parties)
        Integers, in units of the party.
    walk_away : int64 array (parties,)
        In the same units.
    units : tuple of Fraction
        Value on a party's own scale = coefficient sum × unit.
    exact : bool
        Whether the integers are the numbers themselves, not rounded.
    name : str
        The realisation: ``"exact"`` when every judgement is one number, else ``"central"`` or a draw.
    """

    coefficients: NDArray[np.int64]
    walk_away: NDArray[np.int64]
    units: tuple[Fraction, ...]
    exact: bool
    name: str

    def own_scale(self, values: NDArray[np.int64]) -> Floats:
        """Values (…, parties) on each party's own scale, correctly rounded."""
        units = self.units[: values.shape[-1]]
        above = np.array([float(unit.numerator) for unit in units])
        below = np.array([float(unit.denominator) for unit in units])
        return np.asarray(values * above / below)


@dataclass(frozen=True, eq=False)
class Space:
    """All deals of a case, factored into clusters.

    Attributes
    ----------
    who : tuple of str
        All who are asked: parties first, then ratifiers.
    parties : int
        How many of them are parties.
    issues : tuple of str
    options : tuple of tuple of str
    first : tuple of int
        First feature column of each issue.
    features : int
        Feature columns: all options, then all interactions.
    clusters : tuple of Cluster
    rule : Agreement
    """

    who: tuple[str, ...]
    parties: int
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    first: tuple[int, ...]
    features: int
    clusters: tuple[Cluster, ...]
    rule: Agreement

    @cached_property
    def combinations(self) -> int:
        """Combinations of options, impossible ones included."""
        return math.prod(len(options) for options in self.options)

    @cached_property
    def size(self) -> int:
        """How many deals can be carried out (impossible patterns left out); exact.

        Raises
        ------
        BudgetError
            If a cluster with impossible patterns is too large to go through.
        """
        return math.prod(
            sum(len(flat) for flat, _ in cluster.chunks()) if cluster.impossible else cluster.combinations
            for cluster in self.clusters
        )

    @cached_property
    def joint(self) -> Cluster:
        """All issues as one cluster, for questions that need the list of deals."""
        return Cluster(
            issues=tuple(range(len(self.issues))),
            shape=tuple(len(options) for options in self.options),
            impossible=tuple(mask for cluster in self.clusters for mask in cluster.impossible),
            red_lines=tuple(line for cluster in self.clusters for line in cluster.red_lines),
            interactions=tuple(item for cluster in self.clusters for item in cluster.interactions),
        )

    @cached_property
    def required(self) -> tuple[int, ...]:
        """Numbers of the parties without whom nothing passes."""
        if self.rule.quota is None or self.rule.quota >= self.parties:
            return tuple(range(self.parties))
        return tuple(self.who.index(veto) for veto in self.rule.vetoes)

    def owned(self, who: int) -> tuple[int, ...]:
        """Feature columns of the interactions of one party or ratifier, in their order in the case."""
        columns = (f for cluster in self.clusters for f, owner, _ in cluster.interactions if owner == who)
        return tuple(sorted(columns))

    def passes(self, accepts: Bools, *, ratified: bool = True) -> Bools:
        """Does a deal pass the agreement rule?

        Parameters
        ----------
        accepts : bool array (…, who)
            Who accepts.
        ratified : bool
            Whether every ratifier must accept too.
        """
        parties = accepts[..., : self.parties]
        quota = self.parties if self.rule.quota is None else self.rule.quota
        passed: Bools = parties.sum(axis=-1) >= quota
        for index in self.required:
            passed = passed & accepts[..., index]
        if ratified and accepts.shape[-1] > self.parties:
            passed = passed & accepts[..., self.parties :].all(axis=-1)
        return passed

    def values(self, coefficients: NDArray[Number], picks: Picks, cluster: Cluster) -> NDArray[Number]:
        """Add up the coefficients of rows of a cluster.

        Parameters
        ----------
        coefficients : array (features, columns)
            Columns are parties, or draws of one party.
        picks : int array (rows, issues of the cluster)

        Returns
        -------
        array (rows, columns)
        """
        by_column = np.ascontiguousarray(coefficients.T)  # gathering along one column at a time is fastest
        total = np.zeros((len(by_column), len(picks)), dtype=coefficients.dtype)
        for position, issue in enumerate(cluster.issues):
            features = self.first[issue] + picks[:, position]
            for row, column in zip(total, by_column, strict=True):
                row += column.take(features)
        for feature, _, mask in cluster.interactions:
            total += by_column[:, feature, None] * mask.holds(picks, cluster.columns)
        return total.T

    def accepts(self, values: Values, picks: Picks) -> Bools:
        """Who accepts which deal in one realisation, exact.

        Parameters
        ----------
        values : Values
        picks : int array (deals, issues)

        Returns
        -------
        bool array (deals, who)
            Worth at least the walk-away, and across no red line.
        """
        accepts: Bools = self.values(values.coefficients, picks, self.joint) >= values.walk_away
        for who in range(len(self.who)):
            accepts[:, who] &= ~self.joint.refused(picks, who)
        return accepts

    def deal(self, picks: Iterable[int]) -> dict[str, str]:
        """A row of picks over all issues as issue → option."""
        chosen = map(getitem, self.options, map(int, picks))
        return dict(zip(self.issues, chosen, strict=True))

    def picks_of(self, deal: Mapping[str, str]) -> Picks:
        """A deal (issue → option) as one row of picks.

        Raises
        ------
        UsageError
            If an issue or option is unknown, or an issue is missing.
        """
        for issue in deal:
            if issue not in self.issues:
                raise UsageError.of(
                    quoted(issue), f"an issue ({', '.join(self.issues)})", nearest(issue, self.issues)
                )
        row = []
        for issue, options in zip(self.issues, self.options, strict=True):
            if issue not in deal:
                raise UsageError.of(f"a deal without {quoted(issue)}", "one option for each issue")
            if deal[issue] not in options:
                hint = nearest(deal[issue], options)
                raise UsageError.of(quoted(deal[issue]), f"an option of {issue} ({', '.join(options)})", hint)
            row.append(options.index(deal[issue]))
        return np.array([row], dtype=np.intp)


def _mask(case: Case, when: Mapping[str, tuple[str, ...]]) -> Mask:
    ids = tuple(case.issues)
    issues = tuple(sorted(ids.index(issue) for issue in when))
    allowed = tuple(
        np.array([option in when[ids[issue]] for option in case.issues[ids[issue]].options])
        for issue in issues
    )
    return Mask(issues, allowed)


def build_space(case: Case, *, rule: Agreement | None = None) -> Space:
    """Factor a case into clusters.

    Parameters
    ----------
    case : Case
    rule : Agreement, optional
        Agreement rule in place of the case's own.

    Returns
    -------
    Space

    Notes
    -----
    Time and memory are linear in the case, whatever the number of deals.
    """
    ids = tuple(case.issues)
    options = tuple(tuple(case.issues[issue].options) for issue in ids)
    first = tuple(int(x) for x in np.cumsum([0, *map(len, options)])[:-1])
    columns = sum(map(len, options))
    who = case.everyone
    impossible = [_mask(case, pattern.when) for pattern in case.impossible]
    red_lines = [
        (index, _mask(case, pattern.when))
        for index, name in enumerate(who)
        for pattern in case.preferences[name].red_lines
    ]
    interactions: list[tuple[int, int, Mask]] = []
    for index, name in enumerate(who):
        for interaction in case.preferences[name].interactions:
            interactions.append((columns + len(interactions), index, _mask(case, interaction.when)))
    masks = impossible + [mask for _, mask in red_lines] + [mask for _, _, mask in interactions]
    clusters = []
    for issues in connected(len(ids), (mask.issues for mask in masks)):
        inside = set(issues)
        clusters.append(
            Cluster(
                issues=issues,
                shape=tuple(len(options[issue]) for issue in issues),
                impossible=tuple(mask for mask in impossible if mask.issues[0] in inside),
                red_lines=tuple(line for line in red_lines if line[1].issues[0] in inside),
                interactions=tuple(item for item in interactions if item[2].issues[0] in inside),
            )
        )
    return Space(
        who=who,
        parties=len(case.parties),
        issues=ids,
        options=options,
        first=first,
        features=columns + len(interactions),
        clusters=tuple(clusters),
        rule=case.agreement if rule is None else rule,
    )


def ordered_scores(scores: Judgements) -> dict[str, Fraction]:
    """Central scores of an order of options: best 100, worst 0, the rest evenly between.

    Even spacing is the mean of uniform draws under the order.
    """
    assert scores.order is not None
    chain = scores.order.chains[0]
    steps = max(1, len(chain) - 1)
    return {name: Fraction(100 * (steps - rank), steps) for rank, group in enumerate(chain) for name in group}


def _party_coefficients(case: Case, space: Space, preference: Preference) -> list[Fraction]:
    row = [Fraction(0)] * space.features
    weights = dict.fromkeys(preference.scores, Fraction(1))
    if preference.weights is not None:
        shares = weights_of(preference.weights, tuple(preference.scores))
        weights = dict(zip(shares.names, shares.centre, strict=True))
    for issue, scores in preference.scores.items():
        number = space.issues.index(issue)
        by_option = (
            ordered_scores(scores)
            if scores.order is not None
            else {option: Fraction(point.central) for option, point in scores.points.items()}
        )
        for position, option in enumerate(space.options[number]):
            row[space.first[number] + position] = weights[issue] * by_option[option]
    return row


def central_values(case: Case, space: Space) -> Values:
    """Coefficients of the central realisation: exact numbers as they are, likely values, middles, centres.

    Parameters
    ----------
    case : Case
    space : Space
        Built from the case.

    Returns
    -------
    Values
        Exact where every party's sums stay below 2^53 in units of its smallest decimal.
    """
    columns, walk_away = [], []
    for index, name in enumerate(space.who):
        preference = case.preferences[name]
        row = _party_coefficients(case, space, preference)
        for feature, interaction in zip(space.owned(index), preference.interactions, strict=True):
            row[feature] = Fraction(interaction.add.central)
        columns.append(row)
        away = preference.walk_away.central if preference.walk_away is not None else Decimal(0)
        walk_away.append(Fraction(away))
    name = "exact" if all(case.preferences[who].exact for who in space.who) else "central"
    return _scaled(columns, walk_away, name)


def _scaled(columns: list[list[Fraction]], walk_away: list[Fraction], name: str) -> Values:
    """Scale each party's numbers to integers; where that is too fine, round to a grid of 2^-44."""
    units, exact = [], True
    for column, away in zip(columns, walk_away, strict=True):
        denominator = math.lcm(away.denominator, *(number.denominator for number in column))
        reach = sum(abs(number) for number in column) + abs(away)
        if reach * denominator >= _EXACT_LIMIT:
            exact = False
            units.append(Fraction(2) ** (math.ceil(math.log2(reach)) - 44))
        else:
            units.append(Fraction(1, denominator))
    coefficients = [[round(x / unit) for x in party] for party, unit in zip(columns, units, strict=True)]
    return Values(
        coefficients=np.array(coefficients, dtype=np.int64).T.copy(),
        walk_away=np.array(
            [round(x / unit) for x, unit in zip(walk_away, units, strict=True)], dtype=np.int64
        ),
        units=tuple(units),
        exact=exact,
        name=name,
    )
