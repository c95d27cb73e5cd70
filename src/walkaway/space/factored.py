"""The deal space itself: clusters of linked issues, and the features that a value is made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import getitem
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..case import Agreement
from ..errors import UsageError, nearest, quoted
from .clusters import Cluster
from .functions import Term
from .masks import Bools, Picks
from .values import Values
from .votes import Votes

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, eq=False)
class Space:
    """All deals of a case, factored into clusters."""

    who: tuple[str, ...]  # all who are asked: parties first, then ratifiers
    parties: int  # how many of them are parties
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    first: tuple[int, ...]  # first feature column of each issue
    features: int  # feature columns: all options, all interactions, parts and caps of functions
    clusters: tuple[Cluster, ...]
    rule: Agreement
    votes: Votes  # the same as arrays: who must accept
    terms: tuple[tuple[Term, ...], ...] = ()  # for each of ``who`` what his features beyond options stand for

    @cached_property
    def combinations(self) -> int:
        """Combinations of options, impossible ones included."""
        return math.prod(len(options) for options in self.options)

    @cached_property
    def size(self) -> int:
        """How many deals can be carried out, exactly; a cluster too large to go through is a BudgetError."""
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
            functions=tuple(item for cluster in self.clusters for item in cluster.functions),
        )

    @property
    def required(self) -> tuple[int, ...]:
        """Numbers of the parties without whom nothing passes."""
        return self.votes.required

    def owned(self, who: int) -> tuple[int, ...]:
        """Feature columns of the interactions of one party or ratifier, in their order in the case."""
        return tuple(term.feature for term in self.terms[who] if term.path.startswith("interactions["))

    def passes(self, accepts: Bools, *, ratified: bool = True) -> Bools:
        """Does a deal pass the agreement rule, by who accepts, shape (…, who)?"""
        return self.votes.passes(accepts, ratified=ratified)

    def values(self, coefficients: NDArray[Number], picks: Picks, cluster: Cluster) -> NDArray[Number]:
        """Add up coefficients (features, columns: parties, or draws of one) of rows of a cluster.

        Shape (rows, columns); without caps, which speak of whole deals (:meth:`Values.capped`).
        """
        by_column = np.ascontiguousarray(coefficients.T)  # gathering along one column at a time is fastest
        total = np.zeros((len(by_column), len(picks)), dtype=coefficients.dtype)
        for position, issue in enumerate(cluster.issues):
            features = self.first[issue] + picks[:, position]
            if len(picks) < len(by_column):  # of a few deals in many draws, one deal at a time
                total += coefficients.take(features, axis=0).T
                continue
            for row, column in zip(total, by_column, strict=True):
                row += column.take(features)
        for feature, _, mask in cluster.interactions:
            total += by_column[:, feature, None] * mask.holds(picks, cluster.columns)
        for _, node in cluster.functions:
            total += node.added(by_column, picks, cluster.columns)
        return total.T

    def worth(self, values: Values, picks: Picks) -> NDArray[Any]:
        """Values of whole deals in one realisation, caps included, shape (deals, who)."""
        return values.capped(self.values(values.coefficients, picks, self.joint))

    def accepts(self, values: Values, picks: Picks) -> Bools:
        """Who accepts which deal in one realisation: at least the walk-away, no red line; (deals, who)."""
        enough = (self.worth(values, picks) >= values.walk_away).astype(bool)
        refused = [self.joint.refused(picks, who) for who in range(len(self.who))]
        return np.asarray(enough & ~np.stack(refused, axis=1))

    def enough(self, values: Values, picks: Picks, who: int) -> Bools:
        """Whether deals are worth walking away to one who is asked, (deals,), as in :meth:`accepts`."""
        worth = self.values(values.coefficients[:, who : who + 1], picks, self.joint)[:, 0]
        if values.caps is not None:
            worth = np.minimum(worth, values.caps[who])
        return np.asarray(worth >= values.walk_away[who], bool)

    def refused_by(self, values: Values, deal: Mapping[str, str]) -> tuple[str, ...]:
        """Who stands in the way of a deal in one realisation: those needed, or all parties, who refuse it."""
        accepts = self.accepts(values, self.picks_of(deal))[0]
        if self.passes(accepts[None])[0]:
            return ()
        refuses = [who for who in range(len(self.who)) if not accepts[who]]
        needed = [who for who in refuses if self.votes.needs(who)]
        return tuple(self.who[who] for who in needed or refuses if needed or who < self.parties)

    def deal(self, picks: Iterable[int]) -> dict[str, str]:
        """A row of picks over all issues as issue → option."""
        chosen = map(getitem, self.options, map(int, picks))
        return dict(zip(self.issues, chosen, strict=True))

    def picks_of(self, deal: Mapping[str, str]) -> Picks:
        """A deal (issue → option) as one row of picks; unknown or missing names are a UsageError."""
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
                listed = ", ".join(options[:20]) + (", …" if len(options) > 20 else "")
                hint = nearest(deal[issue], options)
                raise UsageError.of(quoted(deal[issue]), f"an option of {issue} ({listed})", hint)
            row.append(options.index(deal[issue]))
        return np.array([row], dtype=np.intp)
