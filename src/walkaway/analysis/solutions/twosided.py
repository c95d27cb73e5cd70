"""Do two parties have a deal in one realisation? Merging on a grid, rounded both ways until it is sure.

Where values are so nearly opposed that almost every deal is efficient, neither the exact frontier nor a
mixed-integer program ends in reasonable time. Rounding every coefficient *down* to a grid gives a space
whose deals are worth no more than the true ones, rounding *up* one whose deals are worth no less. If a deal
passes after rounding down, it passes; if none passes after rounding up, none does. Otherwise the grid is
made finer.
"""

from __future__ import annotations

import numpy as np

from ...space import Space
from ...space.weights import Floats
from ..frontier.merging import efficient_sums

__all__ = ["two_sided"]

_GRIDS = (1e-3, 1e-4, 1e-5)


def two_sided(space: Space, coefficients: Floats, walk_away: Floats) -> bool | None:
    """Whether some deal reaches both walk-aways; None if 10⁻⁵ of a party's reach is too coarse to tell.

    ``coefficients`` has the shape (2, features). A merge has at most 1/grid points, however many deals.
    """
    reach = np.abs(coefficients).max(axis=1) * len(space.issues) + np.abs(walk_away)
    for grid in _GRIDS:
        unit = np.maximum(reach * grid, np.finfo(float).tiny)[:, None]
        for rounded, answer in ((np.floor, True), (np.ceil, False)):
            steps = rounded(coefficients / unit).astype(np.int64).T.copy()
            away = walk_away / unit[:, 0]
            points = efficient_sums(space, steps, (0, 1)).points
            if bool((points >= away).all(axis=1).any()) == answer:
                return answer
    return None
