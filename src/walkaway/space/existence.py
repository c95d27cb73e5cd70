r"""In which draws does a deal exist that all who are asked would sign? Answered without listing the deals.

Where everyone must accept, for any weights :math:`\lambda \ge 0` the bound
:math:`L(\lambda) = \max_x \sum_p \lambda_p (v_p(x) - R_p)` is a sum over clusters. If it is negative no deal
exists; if its maximiser is accepted by all, one does. Weights move towards whoever goes short; what is left
is settled by joining combinations of one cluster after the other, without those that leave somebody short
whatever is added. A cap below the walk-away bars all deals; any other changes no acceptance. With a quota, or
where many issues hang together, a table of the deals is asked instead (:mod:`.witnesses`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np
from numpy.typing import NDArray

from ..errors import BudgetError
from .build import DEAL_BUDGET
from .clusters import Cluster
from .draws import Draws
from .factored import Space
from .masks import Bools, Picks
from .meter import Meter
from .realised import Realised
from .sweep import Combinations, SweepBlock, blocks
from .table import build_table
from .weights import Floats
from .witnesses import hits, least_of

Terms = Mapping[int, Bools]
"""Issue → which of its options are allowed; issues that are not named are free."""

_STEP = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSizes:
    """How much is looked at together, on which no answer hangs; and when a search is given up."""

    rows: int = 1 << 8  # combinations of linked issues joined one by one, where the deals can be listed
    block: int = 256  # draws at once, and where a table of the deals is asked
    numbers: int = 1 << 25  # of combinations, each for everybody in its draw, at once: 256 MB
    table_block: int = 1 << 11
    large: int = 1 << 20  # deals of a large space, in which more rounds of weighted sums are tried first
    rounds: int = 14
    few_rounds: int = 2
    pairs: int = 1 << 17  # combinations, each in its draw, at once
    work: int = 1 << 31  # sums until a search is given up


def terms_of(space: Space, deal: Mapping[str, str]) -> Terms:
    """The terms of an offer (issue → option) as allowed options."""
    allowed = {}
    for issue, option in deal.items():
        number = space.issues.index(issue)
        allowed[number] = np.array([name == option for name in space.options[number]])
    return allowed


def deal_exists(
    space: Space,
    draws: Draws,
    *,
    terms: Terms | None = None,
    ratified: bool = True,
    without: int | None = None,
    where: Bools | None = None,
    sizes: SearchSizes = SearchSizes(),
) -> Bools:
    """Tell in which draws at least one deal passes, within some terms, of those draws ``where`` it is asked.

    ``without`` one ratifier, or all of them not asked (``ratified``). Where a cluster has more combinations
    than ``sizes.rows``, and the deals can be listed, a table of them is asked.
    """
    if draws.whole is not None and draws.count > 1:  # all are alike
        once = deal_exists(space, draws.first(1), terms=terms, ratified=ratified, without=without,
                           sizes=sizes)  # fmt: skip
        return np.full(draws.count, once[0]) if where is None else where & once
    terms, result = terms or {}, np.zeros(draws.count, bool)
    asked = [who for who in range(len(space.who) if ratified else space.parties) if who != without]
    wanted = np.arange(draws.count) if where is None else np.flatnonzero(where)
    if draws.fine and space.combinations <= DEAL_BUDGET:
        result[wanted] = _gone_through(space, draws.some(wanted), terms, asked)
        return result
    if not space.votes.unanimous or _linked(space, sizes.rows):
        space.joint.require_within(DEAL_BUDGET)
        meter = Meter(len(wanted))
        for start in range(0, len(wanted), sizes.table_block):
            some = wanted[start : start + sizes.table_block]
            result[some] = _tabled(space, draws.realised(some), terms, asked)
            meter.at((start + len(some)) / len(wanted))
        return result
    for cluster in space.clusters:
        cluster.require_within(DEAL_BUDGET)
    parts = [(cluster, cluster.keeping(terms, asked)) for cluster in space.clusters]
    if not all(len(picks) for _, picks in parts):
        return result
    rows, meter = sum(len(picks) for _, picks in parts), Meter(len(wanted))
    block = max(1, min(sizes.block, sizes.numbers // (rows * len(asked))))
    for start in range(0, len(wanted), block):
        some = wanted[start : start + block]
        real = draws.realised(some)
        away = np.where(real.barred, -least_of(real.away), real.away)[asked]
        tables = [_table(space, real, asked, *part) for part in parts]
        result[some] = _Search(tables, away, sizes).run()
        meter.at((start + len(some)) / len(wanted))
    return result


def _gone_through(space: Space, draws: Draws, terms: Terms, asked: Sequence[int]) -> Bools:
    """In which draws some deal passes, each deal looked at; whoever is not asked accepts all."""
    alike, result = all(map(draws.hangs_on_none, asked)), np.zeros(draws.count, bool)
    for _, picks in space.joint.chunks():
        for issue, allowed in terms.items():
            picks = picks[allowed[picks[:, issue]]]
        for block in blocks(space, draws.first(1) if alike else draws, picks):

            def accepts(who: int, block: SweepBlock = block) -> Bools:
                return block.accepts(who) if who in asked else np.ones(block.shape, bool)

            passes = space.votes.joined(accepts, len(space.who))
            result[slice(None) if alike else block.part] |= passes.any(axis=0)
    return result


def _linked(space: Space, most_rows: int) -> bool:
    """Whether so many issues hang together that going through the deals takes less than their tables."""
    largest = max(cluster.combinations for cluster in space.clusters)
    return largest > most_rows and space.combinations <= DEAL_BUDGET


def _tabled(space: Space, real: Realised, terms: Terms, asked: Sequence[int]) -> Bools:
    """Whether some deal of the table passes; whoever is not asked accepts all."""
    table = build_table(space, real, only=dict(terms))
    free = [who for who in range(len(space.who)) if who not in asked]
    if free:
        lines, column_lines, away = table.row_lines.copy(), table.column_lines.copy(), real.away.copy()
        lines[free], column_lines[free], away[free] = False, False, least_of(away)
        table, real = (
            replace(table, row_lines=lines, column_lines=column_lines), replace(real, away=away)
        )  # fmt: skip
    return hits(table, real)[0]


def _table(space: Space, real: Realised, asked: Sequence[int], cluster: Cluster, picks: Picks) -> Floats:
    """Values of the combinations of one cluster for those asked, shape (asked, rows, draws)."""
    rows = Combinations(space, cluster, picks)
    return np.stack([rows.worth(who, np.ascontiguousarray(real.coefficients[who])) for who in asked])


class _Search:
    """Look for a deal in each draw of a block."""

    def __init__(self, tables: list[Floats], away: Floats, sizes: SearchSizes) -> None:
        self.sizes, self.left = sizes, sizes.work
        self.tables = sorted(tables, key=lambda table: -table.shape[1])
        self.away = away
        self.most = [table.max(axis=1) for table in self.tables]
        later = np.cumsum([np.zeros_like(away), *self.most[:0:-1]], axis=0)[::-1]
        self.later = list(later)
        self.found = np.zeros(away.shape[1], bool)

    def run(self) -> Bools:
        live = np.flatnonzero((np.sum(self.most, axis=0) >= self.away).all(axis=0))
        large = prod(table.shape[1] for table in self.tables) > self.sizes.large
        live = self._rounds(live, self.sizes.rounds if large else self.sizes.few_rounds)
        self._expand(0, -self.away[:, live], live)
        return self.found

    def _rounds(self, live: NDArray[np.intp], rounds: int) -> NDArray[np.intp]:
        """Settle most draws by weighted sums; gives those that stay open."""
        least = np.sum([table.min(axis=1) for table in self.tables], axis=0)
        width = (np.sum(self.most, axis=0) - least).astype(float)
        scale = np.where(width > 0, width, 1.0)
        weights = (width > 0)[:, live] / scale[:, live]  # to whom all deals are worth the same chooses none
        for turn in range(rounds):
            gains, bound = self._best(live, weights)
            yes = (gains >= 0).all(axis=0)
            self.found[live[yes]] = True
            share = np.clip((gains / scale[:, live]).astype(float), -1, 1)
            weights = weights * np.exp(-_STEP * 0.8**turn * share)
            weights /= np.maximum(weights.sum(axis=0), 1e-300)
            keep = ~yes & (bound >= 0)
            live, weights = live[keep], weights[:, keep]
        return live

    def _best(self, live: NDArray[np.intp], weights: Floats) -> tuple[Floats, Floats]:
        """Gains of the deal with the best weighted sum, and that sum, in each live draw."""
        gains = -self.away[:, live]
        for table in self.tables:
            part = table[:, :, live]
            row = np.einsum("prd,pd->rd", part.astype(float, copy=False), weights).argmax(axis=0)
            gains = gains + part[:, row, np.arange(len(live))]
        rough = gains.astype(float, copy=False)
        bound = (rough * weights).sum(axis=0)
        return gains, bound + 1e-12 * (np.abs(rough) * weights).sum(axis=0)

    def _expand(self, depth: int, sums: Floats, draws: NDArray[np.intp]) -> None:
        """Join partial deals, each in its draw, with the combinations of the next cluster that could do."""
        if depth == len(self.tables):
            self.found[draws[(sums >= 0).all(axis=0)]] = True
            return
        table = self.tables[depth]
        step = max(1, self.sizes.pairs // table.shape[1])
        for start in range(0, len(draws), step):
            some = np.arange(start, min(start + step, len(draws)))
            some = some[~self.found[draws[some]]]
            at = draws[some]
            total = sums[:, None, some] + table[:, :, at]
            short = -self.later[depth][:, at]
            self.left -= total.size
            if self.left < 0:
                raise BudgetError(
                    "these judgements are so nearly balanced that the search for a deal did not end within "
                    "its budget; narrower ranges or fewer issues would let it"
                )
            could = total[0] >= short[0]
            for own, least in zip(total[1:], short[1:], strict=True):
                could &= own >= least
            row, pair = np.nonzero(could)
            if len(row):
                self._expand(depth + 1, total[:, row, pair], at[pair])
