r"""Bayesian: guesses about weights and about shapes, made likelier by offers that fit a slow concession.

For each issue there are eleven guesses of its weight, 0 to 1 in tenths, with the probability before anything
was said in proportion to :math:`(1 - (j+1)/11)^3`; and one shape for each option, worth 1 there and falling
in straight lines to 0 at both ends of the list, all equally likely. The *k*-th different offer is thought to
be worth :math:`u_k = 1 - 0.003 (k-1)` to who makes it, not below one half; the likelihood of a guess under
which it is worth *u*, with the means of all other guesses, is :math:`\exp(-(1 - u/u_k)^2 / (2 \cdot
0.25^2))`. An offer that was made before teaches nothing, and the first one nothing about weights.

Shapes go by the order in which a case lists its options: where that has no meaning they fit badly.

Hindriks and Tykhonov 2008, Opponent modelling in automated multi-issue negotiation using Bayesian learning,
*AAMAS*, 331–338; its scalable form, with the numbers of Genius 10.4. In logarithms, so that it does not run
into the undefined numbers that its authors note there; the lower bound of one half is of this library.
"""

from __future__ import annotations

from itertools import product
from typing import ClassVar

import numpy as np

from ...space.weights import Floats
from ..opponent import OpponentModel
from ..valuation import Numbers

_SIGMA, _FALL, _LEAST, _GUESSES = 0.25, 0.003, 0.5, 11
_VALUES = np.arange(_GUESSES) / (_GUESSES - 1)


def _normalised(logs: Floats) -> Floats:
    """Logarithms of probabilities that sum to 1 over the second axis."""
    logs = logs - logs.max(axis=1, keepdims=True)
    return np.asarray(logs - np.log(np.exp(logs).sum(axis=1, keepdims=True)))


def _triangle(option: int, peak: int, last: int) -> float:
    """1 at the peak, 0 at the far ends of the list."""
    if option == peak:
        return 1.0
    return option / peak if option < peak else (last - option) / (last - peak)


class BayesianModel(OpponentModel):
    """The scalable Bayesian model."""

    name: ClassVar[str] = "bayesian"
    citation: ClassVar[str] = "Hindriks and Tykhonov 2008, AAMAS, 331–338"

    def begin(self, sessions: int) -> None:
        """Low weights likelier than high ones, all shapes alike."""
        issues, most = self.there.shape
        self.shapes = np.zeros((issues, most, most))  # (issue, guess, option)
        for issue, count in enumerate(self.options):
            for peak, option in product(range(count), repeat=2):
                self.shapes[issue, peak, option] = _triangle(option, peak, count - 1)
        with np.errstate(divide="ignore"):
            before = np.log((1 - (np.arange(_GUESSES) + 1) / _GUESSES) ** 3)
            alike = np.where(self.there, 0.0, -np.inf)
        self.state = {
            "weights": _normalised(np.broadcast_to(before[None, :, None], (issues, _GUESSES, sessions))),
            "shapes": _normalised(np.repeat(alike[:, :, None], sessions, axis=2)),
            "different": np.zeros(sessions, np.intp),
            "past": np.empty((0, sessions), np.intp),
        }

    def hear(self, deals: Numbers) -> None:
        """Make guesses likelier that an offer not heard before fits."""
        past, different = self.state["past"], self.state["different"]
        new = (deals >= 0) & ~(past == deals).any(axis=0)
        picked = self.picked(deals)
        expected = np.maximum(1 - _FALL * different, _LEAST)
        sessions, issues = np.arange(len(deals)), np.arange(len(self.options))[:, None]

        def likelihood(worth: Floats) -> Floats:
            return np.asarray(-((1 - worth / expected) ** 2) / (2 * _SIGMA**2))

        def elsewhere(weights: Floats, share: Floats) -> Floats:
            parts = weights * share
            return np.asarray(parts.sum(axis=0) - parts)

        share = self.shares[issues, picked, sessions]
        guessed = _VALUES[None, :, None] * share[:, None, :] + elsewhere(self.weights, share)[:, None, :]
        weights = _normalised(self.state["weights"] + likelihood(guessed))
        self.state["weights"] = np.where(new & (different > 0), weights, self.state["weights"])
        means = self.weights
        shaped = np.moveaxis(self.shapes[issues, :, picked], 2, 1)  # (issue, guess, session)
        guessed = means[:, None, :] * shaped + elsewhere(means, share)[:, None, :]
        shapes = _normalised(self.state["shapes"] + likelihood(guessed))
        self.state["shapes"] = np.where(new, shapes, self.state["shapes"])
        self.state["different"] = different + new
        self.state["past"] = np.concatenate([past, np.where(new, deals, -1)[None]])

    @property
    def weights(self) -> Floats:
        """Mean guesses, shape (issues, sessions)."""
        return np.asarray(np.einsum("g,igs->is", _VALUES, np.exp(self.state["weights"])))

    @property
    def shares(self) -> Floats:
        """Mean guesses, shape (issues, most options, sessions)."""
        return np.asarray(np.einsum("igs,igo->ios", np.exp(self.state["shapes"]), self.shapes))
