"""Which efficient deals would somebody sign? Scales are taken over these, never over deals that are refused.

What a party could gain, or has at stake, is a matter of the deals that could come about: those that everyone
who must accept finds at least as good as walking away. Otherwise a wider range of a price, in which no new
deal can be signed, would change how gains are compared (the ideal point of Kalai and Smorodinsky 1975,
*Econometrica* 43:513–518, is over these deals for the same reason). Where nobody would sign any deal there is
nothing better than all of them.
"""

from __future__ import annotations

import numpy as np

from ...space import Bools, Space
from .points import Frontier

__all__ = ["signable"]

_BLOCK = 1 << 16


def signable(space: Space, front: Frontier) -> Bools:
    """Rows of a frontier whose deal passes in its realisation; all rows if none does.

    Parameters
    ----------
    space : Space
    front : Frontier
        Of that space.

    Returns
    -------
    bool array (points,)
        By the witness of each value, in blocks; ratifiers and red lines count.
    """
    passes = np.zeros(len(front), dtype=bool)
    for start in range(0, len(front), _BLOCK):
        part = slice(start, start + _BLOCK)
        passes[part] = space.passes(space.accepts(front.values, front.picks[part]))
    return passes if passes.any() else np.ones(len(front), dtype=bool)
