"""How well a seat's values can be learnt from what it said: opponent models scored, whoever uses them.

The score does not depend on a strategy that acts on the model: every model hears the same offers, and what it
guesses for every deal is held against the true values (as in Baarslag, Hendrikx, Hindriks and Jonker 2013,
Predicting the performance of opponent models in automated negotiation, *IAT*, 59–66).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..space import Picks
from ..space.weights import Floats
from .opponent import OpponentModel
from .valuation import Numbers

_CELLS, _LOOKED_AT = 1 << 22, 10_000


@dataclass(frozen=True, eq=False)
class Learnt:
    """How well a model knew a seat, a number for each session; not a number where that is not defined."""

    correlation: Floats  # Spearman's, of guessed and true values over all deals
    error: Floats  # mean difference of the two, each on a scale from 0 to 1 over all deals


def learnt(
    kind: type[OpponentModel],
    picks: Picks,
    options: tuple[int, ...],
    offers: Sequence[Numbers],
    truth: Floats,
) -> Learnt:
    """Let a model hear what a seat offered, and hold its guesses against the true values.

    Of more than 10,000 deals so many are looked at, evenly over the list.

    Parameters
    ----------
    kind : type of OpponentModel
    picks : array, shape (deals, issues)
    options : tuple of int
        How many options each issue has.
    offers : sequence of array, shape (sessions,)
        Deals in the order in which they were offered; none where nothing was.
    truth : array, shape (sessions, deals) or (1, deals)
        What every deal is worth to that seat.

    Returns
    -------
    Learnt
    """
    many = len(offers[0]) if offers else len(truth)
    model = kind(picks, options, many)
    for deals in offers:
        model.hear(deals)
    among = slice(None, None, -(-len(picks) // _LOOKED_AT))
    right = truth[:, among]
    size = max(1, _CELLS // right.shape[1])
    correlations, errors = [], []
    for first in range(0, many, size):
        some = slice(first, first + size)
        guessed, true = model.worth(some, among).T, right if len(right) == 1 else right[some]
        correlations.append(rank_correlation(guessed, true))
        errors.append(np.abs(_scaled(guessed) - _scaled(true)).mean(axis=1))
    return Learnt(np.concatenate(correlations), np.concatenate(errors))


def rank_correlation(one: Floats, other: Floats) -> Floats:
    """Spearman's rank correlation of rows, of which one may stand for all; ties have their mean rank.

    >>> rank_correlation(np.array([[1.0, 2.0, 3.0, 3.0]]), np.array([[10.0, 30.0, 40.0, 20.0]])).round(3)
    array([0.632])
    """
    first, second = (np.stack([_ranks(row) for row in rows]) for rows in (one, other))
    first, second = first - first.mean(axis=1, keepdims=True), second - second.mean(axis=1, keepdims=True)
    spread = np.sqrt((first**2).sum(axis=1) * (second**2).sum(axis=1))
    found: Floats = (first * second).sum(axis=1) / np.where(spread > 0, spread, np.nan)
    return found


def _ranks(row: Floats) -> Floats:
    """Ranks from 0, those of equal numbers their mean; guesses that differ by rounding alone are equal."""
    _, place, counts = np.unique(row.round(12), return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    mean: Floats = ends - (counts + 1) / 2
    return mean[place]


def _scaled(rows: Floats) -> Floats:
    """Rows from 0 to 1; not a number where all of a row are alike."""
    low, high = rows.min(axis=1, keepdims=True), rows.max(axis=1, keepdims=True)
    return np.asarray((rows - low) / np.where(high > low, high - low, np.nan))
