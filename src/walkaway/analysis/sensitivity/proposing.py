r"""Which deals anybody might propose: those of which a party gains most, and the draws in which some pass.

A party's gain of a deal is summed over the draws in which all the others let it pass. Where it passes in
:math:`k` of :math:`N` draws and its slack has the mean :math:`m` and the deviation :math:`s`, the sum is at
most :math:`N (\alpha m + s \sqrt{\alpha (1 - \alpha)})` for the best :math:`\alpha \le k / N`: a share
of some numbers averages no more (Cauchy and Schwarz). Only deals whose bound is not below the gains found so
far are gone through.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...space import Picks, Space
from ...space.draws import Draws
from ...space.sweep import Combinations, blocks
from ...space.weights import Floats
from .pivotal import Ints, held_by

_FIRST = (256, 2048)
_CHUNK = 1 << 13
_NEAR = 1e-9
_PAIRS = 1 << 19
"""Most pairs of deal and draw of which each is looked at by itself."""


def find_passing(space: Space, draws: Draws, picks: Picks) -> Ints:
    """Deal and draw of each pair that passes, of some ascending deals, shape (2, pairs)."""
    found: list[Ints] = [np.zeros((2, 0), np.intp)]
    for block in blocks(space, draws, picks):
        deal, draw = np.divmod(np.flatnonzero(block.passes()), block.shape[1])
        found.append(np.stack((deal + block.some.start, np.arange(draws.count)[block.part][draw])))
    return np.concatenate(found, axis=1)


def find_gains(space: Space, draws: Draws, picks: Picks) -> Floats:
    """Sum over the draws of a party's gain where all the others let a deal pass, shape (parties, deals)."""
    gains = np.zeros((space.parties, len(picks)))
    for block in blocks(space, draws, picks):
        slacks = [block.slack(who) for who in range(space.parties)]
        refuses = [~block.accepts(who, slack) for who, slack in enumerate(slacks)]
        refuses += [~block.accepts(who) for who in range(space.parties, len(space.who))]
        ask = space.votes.pivotal(refuses)
        for who, slack in enumerate(slacks):
            pivotal, lines = ask(who)[0], block.deals.refused(who, block.some)
            if lines is not None:
                pivotal[lines] = False
            room = block.real.caps[who] - block.real.away[who]
            gain = slack if (room == np.inf).all() else np.minimum(slack, room)
            gains[who, block.some] += np.einsum("dn,dn->d", block.on_scale(who, gain), pivotal)
    return gains


def most_gained(space: Space, draws: Draws, picks: Picks, passed: NDArray[np.int64], who: int) -> Floats:
    """No less than :func:`find_gains` of one party, of deals that pass in at most so many draws."""
    if any(owner == who for owner, _ in space.joint.functions):
        return np.full(len(picks), np.inf)  # its slack is no sum
    points = [feature for feature, owner, _ in space.joint.interactions if owner == who]
    numbers = np.concatenate((draws.coefficients[who], -draws.walk_away[who][None]))
    near = _NEAR * draws.count * float(np.abs(numbers).sum(axis=0).max())
    mean = numbers.mean(axis=1)
    apart = numbers - mean[:, None]
    spread = np.einsum("fn,gn->fg", apart, apart) / draws.count  # so few that threads would only wait
    found = np.zeros(len(picks))
    for begin in range(0, len(picks), _CHUNK):
        some = picks[begin : begin + _CHUNK]
        has = np.zeros((len(some), len(numbers)))
        has[:, -1] = 1.0
        for issue, first in enumerate(space.first):
            has[np.arange(len(some)), first + some[:, issue]] = 1.0
        has[:, points] = held_by(space, some, points)
        middle = has @ mean
        deviation = np.sqrt(np.maximum(0.0, np.einsum("df,df->d", has @ spread, has)))
        size = np.hypot(middle, deviation)
        best = 0.5 * (1 + middle / np.where(size > 0, size, 1.0))
        share = np.minimum(best, np.minimum(1.0, passed[begin : begin + _CHUNK] / draws.count))
        found[begin : begin + _CHUNK] = share * middle + deviation * np.sqrt(share * (1 - share))
    return found * draws.count + near


def _signed(space: Space, draws: Draws, picks: Picks, passing: Ints, who: int) -> Floats:
    """No less than :func:`find_gains` of one party, of deals whose passing pairs these are: gains in them."""
    rows, n = passing
    own, away = draws.coefficients[who], draws.walk_away[who]
    near = _NEAR * draws.count * float((np.abs(own).sum(axis=0) + np.abs(away)).max())
    gains = Combinations(space, space.joint, picks).worth_of(who, own, rows, n) - away[n]
    return np.asarray(np.bincount(rows, gains, len(picks)) + near)


def find_promising(
    space: Space,
    draws: Draws,
    picks: Picks,
    passed: NDArray[np.int64],
    passing: Ints,
    count: int,
    *,
    first: Sequence[int] = _FIRST,
) -> list[Ints]:
    """For each party the deals of which it gains most, as many as asked for, of equal ones the first.

    ``passed`` says in how many draws each deal passes at most, ``passing`` in which some of them do
    (:func:`find_passing`); ``picks`` are ascending. Those with the largest bounds come first, in such
    numbers.
    """
    most = np.stack([most_gained(space, draws, picks, passed, who) for who in range(space.parties)])
    if passing.size and len(passing[0]) <= _PAIRS and not space.joint.functions:
        there = np.unique(passing[0])
        for who in range(space.parties):
            signed = _signed(space, draws, picks, passing, who)
            most[who, there] = np.minimum(most[who], signed)[there]
    gains = np.full(most.shape, -np.inf)
    order, kept = np.argsort(-most, axis=1, kind="stable"), min(count, len(picks))
    for size in (*first, len(picks)):
        wanted = np.zeros(len(picks), bool)
        for who, places in enumerate(order):
            known = np.partition(gains[who], -kept)[-kept] if kept else np.inf
            some = places[:size]
            wanted[some[most[who, some] >= known]] = True
        rows = np.flatnonzero(wanted & np.isinf(gains[0]))
        gains[:, rows] = find_gains(space, draws, picks[rows])
    return [np.argsort(-own, kind="stable")[:count] for own in gains]
