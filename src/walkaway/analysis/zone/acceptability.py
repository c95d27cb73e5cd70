r"""How likely is it that everyone who must sign would sign? Joint acceptability over draws.

The joint acceptability :math:`A(x)` of a deal is the probability that the agreement rule is met by those with
:math:`v_p(x) \ge R_p`, over draws of *all* judgements: scores, weights and walk-aways. It is estimated by the
share of draws, with the standard error :math:`\sqrt{A(1-A)/N}` and a 95 % Wilson interval. Deals whose
intervals overlap are not ranked against each other.

The method is stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen 1998) turned
from one decision maker's ranks to several parties' walk-aways.

How it is computed: issues are split into two halves; a party's value is a sum over the halves, so for each
combination of the first half a whole block of deals is tested at once against a moved threshold. Work is
deals × draws × parties comparisons, in blocks that stay in the cache.

References
----------
Lahdelma, Hokkanen and Salminen (1998), EJOR 106:137–143. Wilson (1927), JASA 22:209–212.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from ...space import Bools, Cluster, Node, Picks, Space
from ...space.draws import Draws
from ...space.values import EASE
from ...space.weights import Floats

__all__ = [
    "Progress", "Tally", "accepted", "gains_of", "rank", "standard_error", "tally", "values_of", "wilson",
]  # fmt: skip

_DRAW_BLOCK = 512
_ROW_BLOCK = 1024
_HALF = 1024
_GROUP = 1024
_Z95 = 1.959963984540054

Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts over draws.

    Attributes
    ----------
    passed : int array (deals,)
        Draws in which each deal passes, ratifiers included.
    passed_parties : int array (deals,)
        The same for the parties alone.
    zone, zone_parties : bool array (draws,)
        Whether at least one deal passes in a draw.
    """

    passed: NDArray[np.int64]
    passed_parties: NDArray[np.int64]
    zone: Bools
    zone_parties: Bools


def standard_error(share: float, draws: int) -> float:
    r"""Monte Carlo standard error of a share, :math:`\sqrt{A(1-A)/N}`."""
    return sqrt(max(0.0, share * (1 - share)) / draws)


def wilson(successes: NDArray[np.int64] | int, draws: int) -> tuple[Floats, Floats]:
    """95 % Wilson interval of a share; sensible at 0 and 1, where the standard error is not.

    Examples
    --------
    >>> low, high = wilson(0, 1000)
    >>> f"{float(low):.4f} {float(high):.4f}"
    '0.0000 0.0038'
    """
    share = np.asarray(successes, dtype=np.float64) / draws
    middle = share + _Z95**2 / (2 * draws)
    spread = _Z95 * np.sqrt(share * (1 - share) / draws + _Z95**2 / (4 * draws**2))
    bottom = 1 + _Z95**2 / draws
    low = np.where(share == 0, 0.0, (middle - spread) / bottom)
    high = np.where(share == 1, 1.0, (middle + spread) / bottom)
    return low, high


def rank(passed: NDArray[np.int64], draws: int) -> NDArray[np.int64]:
    """Ranks that respect the sampling error: one plus the deals whose whole interval lies above.

    Parameters
    ----------
    passed : int array (deals,)
    draws : int

    Returns
    -------
    int array (deals,)
        Deals with overlapping intervals may share a rank; O(deals log deals).
    """
    low, high = wilson(passed, draws)
    return 1 + len(low) - np.searchsorted(np.sort(low), high, side="right")


def values_of(space: Space, draws: Draws, picks: Picks) -> Floats:
    """Values of a few deals in every draw.

    Parameters
    ----------
    picks : int array (deals, issues)

    Returns
    -------
    float array (deals, who, draws)
    """
    joint = space.joint
    values = np.zeros((len(picks), len(space.who), draws.count))
    for column, issue in enumerate(joint.issues):
        values += draws.coefficients[:, space.first[issue] + picks[:, column], :].transpose(1, 0, 2)
    for feature, owner, mask in joint.interactions:
        holds = mask.holds(picks, joint.columns)
        values[holds, owner] += draws.coefficients[owner, feature]
    for owner, node in joint.functions:
        values[:, owner] += node.added(draws.coefficients[owner].T, picks, joint.columns).T
    return values if draws.caps is None else np.minimum(values, draws.caps[None, :, None])


def gains_of(space: Space, draws: Draws, picks: Picks) -> Floats:
    """What a few deals are worth to each above walking away, in every draw; none where the two are level.

    Level is what comparisons take for it (:func:`walkaway.space.values.raised`): 0.1 and 0.2 are worth 0.3.

    Parameters
    ----------
    picks : int array (deals, issues)

    Returns
    -------
    float array (deals, who, draws)
    """
    sizes = replace(draws, coefficients=np.abs(draws.coefficients), caps=None)
    near = EASE * (values_of(space, sizes, picks) + np.abs(draws.walk_away))
    gains = values_of(space, draws, picks) - draws.walk_away
    return np.where(np.abs(gains) <= near, 0.0, gains)


def accepted(space: Space, draws: Draws, picks: Picks) -> Bools:
    """Who accepts which of a few deals in which draw, shape (deals, who, draws)."""
    result: Bools = values_of(space, draws.eased, picks) >= draws.eased.walk_away[None]
    for who in range(len(space.who)):
        result[space.joint.refused(picks, who), who] = False
    return result


@dataclass(frozen=True, eq=False)
class _Half:
    """Half of the issues: all their combinations, and each party's values in a block of draws."""

    cluster: Cluster

    def values(self, space: Space, coefficients: Floats, picks: NDArray[np.intp]) -> Floats:
        """Sum of the options' coefficients (interactions are added later), shape (rows, draws)."""
        total = np.zeros((len(picks), coefficients.shape[1]))
        for column, issue in enumerate(self.cluster.issues):
            total += coefficients[space.first[issue] + picks[:, column]]
        return total


def _halves(space: Space) -> tuple[_Half, _Half]:
    """First issues and last issues, so that the second half has about a thousand combinations at most."""
    shape = space.joint.shape
    cut, rows = len(shape), 1
    while cut > 0 and rows * shape[cut - 1] <= _HALF:
        cut -= 1
        rows *= shape[cut]
    issues = tuple(range(len(shape)))
    return tuple(_Half(Cluster(part, tuple(shape[i] for i in part))) for part in (issues[:cut], issues[cut:]))  # type: ignore[return-value]


@dataclass(frozen=True, eq=False)
class _Added:
    """What some deals are worth beyond the sum of their options, to each party."""

    picks: Picks
    interactions: list[list[tuple[int, Bools]]]
    functions: list[list[Node]]


class _DrawBlock:
    """Everything needed to test groups of deals in one block of draws."""

    def __init__(self, space: Space, draws: Draws, firsts: NDArray[np.intp]) -> None:
        self.space = space
        first, second = _halves(space)
        self.first, self.second = first, second
        flat = np.arange(second.cluster.combinations, dtype=np.int64)
        self.second_picks = second.cluster.picks(flat) if second.cluster.issues else np.zeros((1, 0), np.intp)
        who = range(len(space.who))
        coefficients = [np.ascontiguousarray(draws.coefficients[p]) for p in who]
        self.coefficients = coefficients
        self.away = list(draws.reachable)
        self.second_values = [second.values(space, coefficients[p], self.second_picks) for p in who]
        self.first_values = [first.values(space, coefficients[p], firsts) for p in who]
        self.width = coefficients[0].shape[1]

    def accepts(self, who: int, row: int, seconds: NDArray[np.intp] | slice, added: _Added) -> Bools:
        """Does one party accept the deals (first half ``row``, second halves ``seconds``)?"""
        threshold = self.away[who] - self.first_values[who][row]
        values = self.second_values[who][seconds]
        if added.interactions[who] or added.functions[who]:
            values = values.copy()
            for feature, holds in added.interactions[who]:
                values[holds] += self.coefficients[who][feature]
            for node in added.functions[who]:
                values += node.added(self.coefficients[who].T, added.picks, self.space.joint.columns).T
        result: Bools = values >= threshold
        return result


def _count(passed: Bools) -> NDArray[np.int64]:
    packed = np.bitwise_count(np.packbits(passed, axis=1))
    counts: NDArray[np.int64] = packed.sum(axis=1, dtype=np.int64)
    return counts


def tally(
    space: Space,
    draws: Draws,
    flat: NDArray[np.int64],
    refused: Bools,
    *,
    progress: Progress | None = None,
) -> Tally:
    """Count in how many draws each of some deals passes.

    Parameters
    ----------
    space : Space
    draws : Draws
    flat : int array (deals,)
        Flat numbers of the deals in the joint cluster, ascending.
    refused : bool array (deals, who)
        Red lines.
    progress : callable, optional
        Told the share done, from 0 to 1.

    Returns
    -------
    Tally

    Notes
    -----
    O(deals · draws · parties) comparisons; memory about 8 bytes × 512 draws × 2,048 rows × parties,
    whatever the number of deals (blocks of 512 draws × 1,024 deals).
    """
    second = _halves(space)[1].cluster
    width = second.combinations if second.issues else 1
    rows, starts = np.unique(flat // width, return_index=True)
    ends = np.append(starts[1:], len(flat))
    passed = np.zeros(len(flat), np.int64)
    passed_parties = np.zeros(len(flat), np.int64)
    zone, zone_parties = np.zeros(draws.count, bool), np.zeros(draws.count, bool)
    group = _GROUP
    steps = max(1, -(-draws.count // _DRAW_BLOCK) * -(-len(rows) // group))
    done = 0
    for begin in range(0, draws.count, _DRAW_BLOCK):
        part = slice(begin, min(begin + _DRAW_BLOCK, draws.count))
        eased = draws.some(part).eased
        for at in range(0, len(rows), group):
            some = slice(at, at + group)
            first = _halves(space)[0].cluster
            firsts = first.picks(rows[some]) if first.issues else np.zeros((1, 0), np.intp)
            block = _DrawBlock(space, eased, firsts)
            for row, (start, end) in enumerate(zip(starts[some], ends[some], strict=True)):
                _tally_row(
                    block, row, firsts[row], flat[start:end] % width, refused[start:end],
                    passed[start:end], passed_parties[start:end], zone[part], zone_parties[part],
                )  # fmt: skip
            done += 1
            if progress is not None:
                progress(done / steps)
    return Tally(passed, passed_parties, zone, zone_parties)


def _tally_row(
    block: _DrawBlock,
    row: int,
    first_picks: NDArray[np.intp],
    seconds: NDArray[np.int64],
    refused: Bools,
    passed: NDArray[np.int64],
    passed_parties: NDArray[np.int64],
    zone: Bools,
    zone_parties: Bools,
) -> None:
    """Test the deals that share one combination of the first half; writes into the views it is given."""
    space = block.space
    for start in range(0, len(seconds), _ROW_BLOCK):
        some = slice(start, start + _ROW_BLOCK)
        these = seconds[some]
        whole = len(these) == these[-1] - these[0] + 1
        where: NDArray[np.int64] | slice = slice(int(these[0]), int(these[-1]) + 1) if whole else these
        picks = np.concatenate(
            (np.broadcast_to(first_picks, (len(these), len(first_picks))), block.second_picks[where]), axis=1
        )
        added = _added(space, picks)
        lines = refused[some]

        def accepts(
            who: int, where: NDArray[np.int64] | slice = where, lines: Bools = lines, added: _Added = added
        ) -> Bools:
            result = block.accepts(who, row, where, added)
            if lines[:, who].any():
                result[lines[:, who]] = False
            return result

        agreed = space.votes.joined(accepts)
        passed_parties[some] += _count(agreed)
        zone_parties |= agreed.any(axis=0)
        for who in range(space.parties, len(space.who)):
            if not agreed.any():
                break
            agreed = agreed & accepts(who)
        passed[some] += _count(agreed)
        zone |= agreed.any(axis=0)


def _added(space: Space, picks: Picks) -> _Added:
    """For each party the interactions that hold in at least one row, and where; and its functions."""
    joint = space.joint
    added = _Added(picks, [[] for _ in space.who], [[] for _ in space.who])
    for feature, owner, mask in joint.interactions:
        holds = mask.holds(picks, joint.columns)
        if holds.any():
            added.interactions[owner].append((feature, holds))
    for owner, node in joint.functions:
        added.functions[owner].append(node)
    return added
