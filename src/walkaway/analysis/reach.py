r"""Is there a deal that passes — in spaces too large to list? One mixed-integer program, exact.

A deal is a 0/1 variable for each option, one option an issue. Red lines, impossible patterns and interactions
become linear rows over those variables. What a party must reach depends on the question:

possible
    some weights :math:`w \in W` and the upper ends of scores reach the lowest walk-away. The product
    :math:`z_{jo} = w_j x_{jo}` is linear because :math:`\sum_o x_{jo} = 1`: write
    :math:`0 \le z_{jo} \le h_j x_{jo}` and :math:`\sum_o z_{jo} = w_j`.
certain
    *all* weights and the lower ends of scores reach the highest walk-away. For an order, one row for each
    vertex of :math:`W`; for ranges the dual of the inner linear program: the least weighted mean of
    :math:`t` is the largest :math:`\mu + l^\top \alpha - h^\top \beta` with
    :math:`\mu + \alpha - \beta = t` and :math:`\alpha, \beta \ge 0`.

The program maximises the smallest slack; the deal it finds is then recomputed from the bounds of
:mod:`walkaway.analysis.bounds`, and only that recomputation is believed: a deal that holds within the
solver's 10⁻⁶ but not when recomputed counts as out of reach.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import numpy as np
from scipy.optimize import Bounds as Box
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import coo_array

from ..space import Mask, Picks, Space
from ..weights import Floats
from .bounds import Bounds, Party

__all__ = ["Reach", "reach", "reach_linear"]

_NODES = 50_000
_CUT_SHORT = 1
Goal = Literal["certain", "possible"]
Term = tuple[int, float]


@dataclass(frozen=True, eq=False)
class Reach:
    """Answer of one search.

    Attributes
    ----------
    found : bool
    decided : bool
        False if the search was cut short before it knew.
    picks : int array (1, issues) or None
        The witness.
    slack : float
        Largest smallest slack, relative to each party's scale.
    """

    found: bool
    decided: bool
    picks: Picks | None
    slack: float


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the solver's own remarks off the standard output, where results are printed."""
    try:
        sys.stdout.flush()
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    except OSError:  # no standard output to protect
        yield
        return
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


@dataclass
class _Program:
    """A mixed-integer program under construction: columns with bounds, rows with bounds."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[int] = field(default_factory=list)
    rows: list[list[Term]] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)

    def column(self, lower: float, upper: float, *, integer: bool = False) -> int:
        self.lower.append(lower)
        self.upper.append(upper)
        self.integer.append(int(integer))
        return len(self.lower) - 1

    def row(self, terms: Iterable[Term], lower: float = -np.inf, upper: float = np.inf) -> None:
        self.rows.append(list(terms))
        self.row_lower.append(lower)
        self.row_upper.append(upper)

    def solve(self, maximise: int, nodes: int) -> tuple[Floats | None, bool]:
        """Best point found, and whether the search came to its end."""
        where = [(r, c, v) for r, terms in enumerate(self.rows) for c, v in terms]
        row, column, value = (np.array(part) for part in zip(*where, strict=True))
        matrix = coo_array((value, (row, column)), shape=(len(self.rows), len(self.lower))).tocsc()
        cost = np.zeros(len(self.lower))
        cost[maximise] = -1.0
        with _quiet():
            answer = milp(
                cost,
                integrality=np.array(self.integer),
                bounds=Box(np.array(self.lower), np.array(self.upper)),
                constraints=LinearConstraint(matrix, np.array(self.row_lower), np.array(self.row_upper)),
                options={"mip_rel_gap": 0.0, "node_limit": nodes},
            )
        return (None if answer.x is None else np.asarray(answer.x)), answer.status != _CUT_SHORT


class _Model:
    """Deals as 0/1 columns, who accepts, and the slack to be maximised."""

    def __init__(self, space: Space, *, ratified: bool, slack: float = 10.0) -> None:
        self.space, self.program = space, _Program()
        self.option = [
            [self.program.column(0, 1, integer=True) for _ in options] for options in space.options
        ]
        for columns in self.option:
            self.program.row([(c, 1.0) for c in columns], 1, 1)
        for mask in space.joint.impossible:
            self.program.row(self._hits(mask), upper=len(mask.issues) - 1)
        self.slack = self.program.column(-slack, slack)
        self.asked = range(len(space.who) if ratified else space.parties)
        self.signs = {who: self._sign(who) for who in self.asked}
        quota = space.parties if space.rule.quota is None else space.rule.quota
        self.program.row([(self.signs[who], 1.0) for who in range(space.parties)], lower=quota)

    def _sign(self, who: int) -> int:
        needed = who in self.space.required or who >= self.space.parties
        sign = self.program.column(1 if needed else 0, 1, integer=True)
        for owner, mask in self.space.joint.red_lines:
            if owner == who:
                self.program.row([*self._hits(mask), (sign, 1.0)], upper=len(mask.issues))
        return sign

    def _hits(self, mask: Mask) -> list[Term]:
        """One for each issue of a pattern whose option belongs to it."""
        return [
            (self.option[issue][o], 1.0)
            for issue, allowed in zip(mask.issues, mask.allowed, strict=True)
            for o in np.flatnonzero(allowed)
        ]

    def interactions(self, who: int, add: Floats) -> list[Term]:
        """Columns that are 1 where an interaction holds, times its points."""
        terms = []
        for feature, owner, mask in self.space.joint.interactions:
            if owner == who:
                holds = self.program.column(0, 1)
                hits = self._hits(mask)
                for issue in mask.issues:
                    mine = [hit for hit in hits if hit[0] in self.option[issue]]
                    self.program.row([*mine, (holds, -1.0)], lower=0)
                self.program.row([(holds, 1.0), *((c, -v) for c, v in hits)], lower=1 - len(mask.issues))
                terms.append((holds, float(add[feature])))
        return terms

    def require(self, who: int, terms: list[Term], add: list[Term], away: float, scale: float) -> None:
        """Value ≥ walk-away + slack × scale, if this party signs."""
        # large enough to free a party that does not sign, however many interactions it has
        free = 16 * scale + 2 * abs(away) + sum(abs(points) for _, points in add)
        self.program.row([*terms, *add, (self.slack, -scale), (self.signs[who], -free)], lower=away - free)

    def scored(self, party: Party, points: Floats) -> list[Term]:
        """Sum of scores of the chosen options, unweighted."""
        return [
            (column, float(points[self.space.first[j] + o]))
            for j in party.columns
            for o, column in enumerate(self.option[j])
        ]

    def best_weights(self, party: Party) -> list[Term]:
        """Terms of the weighted sum for the most favourable weights."""
        weights = party.weights
        assert weights is not None
        terms: list[Term] = []
        shares = [
            self.program.column(float(lo), float(hi))
            for lo, hi in zip(weights.low, weights.high, strict=True)
        ]
        self.program.row([(c, 1.0) for c in shares], 1, 1)
        if weights.order is not None:
            named = dict(zip(weights.names, shares, strict=True))
            for chain in weights.order.chains:
                flat = [[named[name] for name in group] for group in chain]
                for group in flat:
                    for other in group[1:]:
                        self.program.row([(group[0], 1.0), (other, -1.0)], 0, 0)
                for upper, lower in pairwise(flat):
                    self.program.row([(upper[0], 1.0), (lower[0], -1.0)], lower=0)
        for j, share, most in zip(party.columns, shares, weights.high, strict=True):
            parts = []
            for o, column in enumerate(self.option[j]):
                product = self.program.column(0, 1)
                self.program.row([(column, float(most)), (product, -1.0)], lower=0)
                parts.append(product)
                terms.append((product, float(party.high[self.space.first[j] + o])))
            self.program.row([*((p, 1.0) for p in parts), (share, -1.0)], 0, 0)
        return terms

    def worst_weights(self, party: Party) -> list[list[Term]]:
        """Rows of terms, each of which must reach the walk-away, for the least favourable weights."""
        weights = party.weights
        assert weights is not None

        def score(j: int) -> list[Term]:
            return [(c, float(party.low[self.space.first[j] + o])) for o, c in enumerate(self.option[j])]

        if weights.order is not None or weights.exact:
            return [
                [
                    (c, v * float(w))
                    for j, w in zip(party.columns, vertex, strict=True)
                    if w
                    for c, v in score(j)
                ]
                for vertex in weights.vertices
            ]
        level = self.program.column(-np.inf, np.inf)
        terms: list[Term] = [(level, 1.0)]
        for j, lo, hi in zip(party.columns, weights.low, weights.high, strict=True):
            above, below = self.program.column(0, np.inf), self.program.column(0, np.inf)
            negative = [(c, -v) for c, v in score(j)]
            self.program.row([(level, 1.0), (above, 1.0), (below, -1.0), *negative], 0, 0)
            terms += [(above, float(lo)), (below, -float(hi))]
        return [terms]

    def answer(self, nodes: int) -> tuple[Picks | None, float, bool]:
        found, decided = self.program.solve(self.slack, nodes)
        if found is None:
            return None, -np.inf, decided
        picks = np.array([[int(np.argmax(found[columns])) for columns in self.option]], dtype=np.intp)
        return picks, float(found[self.slack]), decided


def reach(bounds: Bounds, goal: Goal, *, ratified: bool = True) -> Reach:
    """Search for a deal that is certain, or one that is possible, to pass.

    Parameters
    ----------
    bounds : Bounds
    goal : {"certain", "possible"}
    ratified : bool
        Whether ratifiers must accept too.

    Returns
    -------
    Reach
        The witness is recomputed from the bounds before it is believed.

    Notes
    -----
    One mixed-integer program with a 0/1 column for each option; a few seconds for 50 issues of 10 options,
    exponential in the worst case, hence cut short after 50,000 nodes.
    """
    space = bounds.space
    model = _Model(space, ratified=ratified)
    for who in model.asked:
        party = bounds.parties[who]
        possible = goal == "possible"
        add = model.interactions(who, party.high if possible else party.low)
        away = party.away[0] if possible else party.away[1]
        if party.weights is None:
            rows = [model.scored(party, party.high if possible else party.low)]
        else:
            rows = [model.best_weights(party)] if possible else model.worst_weights(party)
        for terms in rows:
            model.require(who, terms, add, away, party.scale)
    picks, slack, decided = model.answer(_NODES)
    if picks is None:
        return Reach(found=False, decided=decided, picks=None, slack=slack)
    surely, possibly = bounds.accepts(picks, space.joint)
    passed = space.passes(possibly if goal == "possible" else surely, ratified=ratified)
    found = bool(passed[0])
    return Reach(found=found, decided=found or decided, picks=picks, slack=slack)


def reach_linear(
    space: Space, coefficients: Floats, walk_away: Floats, *, ratified: bool = True, nodes: int = 2000
) -> Reach:
    """Search for any deal that passes under one realisation.

    Parameters
    ----------
    space : Space
    coefficients : float array (parties, features)
    walk_away : float array (parties,)
    ratified : bool
    nodes : int
        Where the search is cut short; a count, not a time, so that the answer is the same everywhere.

    Returns
    -------
    Reach
    """
    model = _Model(space, ratified=ratified, slack=0.0)
    columns = [c for options in model.option for c in options]
    for who in model.asked:
        row = coefficients[who]
        scale = float(max(1.0, np.abs(row).max() * len(space.issues)))
        terms = list(zip(columns, map(float, row), strict=False))
        model.require(who, terms, model.interactions(who, row), float(walk_away[who]), scale)
    picks, slack, decided = model.answer(nodes)
    return Reach(found=picks is not None, decided=picks is not None or decided, picks=picks, slack=slack)
