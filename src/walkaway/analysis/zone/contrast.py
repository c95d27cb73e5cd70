"""What a likely deal does otherwise than the first: on which issues, and who gains or loses by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...space import TOL, Picks
from ...space.weights import Floats
from ..result import Result
from .averages import Averages

_NOTICED = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast(Result):
    """One deal beside the first of the likely ones."""

    issues: tuple[str, ...]  # that it settles otherwise, those first on which most hangs
    gains: dict[str, float]  # what each gains more than with the first deal, on average, on its own scale
    # for whom it is better and for whom worse, by a hundredth of its scale or more, the most first; where one
    # of them is then empty, by however little
    better: tuple[str, ...]
    worse: tuple[str, ...]


def contrast(
    means: Averages, first: Picks, other: Picks, gains: Mapping[str, float], scales: Floats
) -> Contrast:
    """Compare a deal with the first one.

    ``gains``: by ``who``, what it gains more; ``scales``: what each could gain, shape (who,).
    """
    space = means.space
    differ = np.flatnonzero(first[0] != other[0])
    names = [space.issues[j] for j in differ]
    one_by_one = np.repeat(first, len(differ), axis=0)
    one_by_one[np.arange(len(differ)), differ] = other[0, differ]
    moved = np.abs(means.gains(means.worth(one_by_one)) - means.gains(means.worth(first))) / scales
    shares = {who: gains[who] / scales[index] for index, who in enumerate(space.who)}
    order = sorted(space.who, key=lambda who: -abs(shares[who]))
    better, worse = ([who for who in order if sign * shares[who] >= _NOTICED] for sign in (1, -1))
    if bool(better) != bool(worse):  # what little another loses or gains says why the deal is here at all
        better, worse = ([who for who in order if sign * shares[who] > TOL] for sign in (1, -1))
    return Contrast(
        issues=tuple(names[k] for k in np.argsort(-moved.max(axis=1, initial=0.0), kind="stable")),
        gains=dict(gains),
        better=tuple(better),
        worse=tuple(worse),
    )
