r"""How likely is it that everyone who must sign would sign? Joint acceptability over draws.

The share of draws in which the agreement rule is met by those with :math:`v_p(x) \ge R_p`, with a 95 % Wilson
interval; deals whose intervals overlap are not ranked. Acceptability analysis (Lahdelma, Hokkanen and
Salminen 1998) turned from one decision maker's ranks to several parties' walk-aways; Wilson (1927).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from ...space import Bools, Picks, Space
from ...space.draws import Draws
from ...space.sweep import Progress, Sizes, blocks
from ...space.weights import Floats

_Z95 = 1.959963984540054


@dataclass(frozen=True, eq=False)
class Tally:
    """In how many draws each deal passes and in which draws some deal does, with ratifiers and without."""

    passed: NDArray[np.int64]
    passed_parties: NDArray[np.int64]
    zone: Bools
    zone_parties: Bools

    @property
    def best(self) -> NDArray[np.int64]:
        """Counts of the deals with ratifiers; without, if none passes with them."""
        return self.passed if self.passed.any() else self.passed_parties


def standard_error(share: float, draws: int) -> float:
    r"""Monte Carlo standard error of a share, :math:`\sqrt{A(1-A)/N}`."""
    return sqrt(max(0.0, share * (1 - share)) / draws)


def wilson(successes: NDArray[np.int64] | float, draws: int) -> tuple[Floats, Floats]:
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


def level_with_best(passed: NDArray[np.int64], draws: int) -> Bools:
    """Which deals pass in some draw and cannot be told from the likeliest: their 95 % intervals overlap."""
    low, high = wilson(passed, draws)
    return np.asarray((passed > 0) & (high >= low.max(initial=0.0)))


def _count(passed: Bools) -> NDArray[np.int64]:
    return np.asarray(np.bitwise_count(np.packbits(passed, axis=1)).sum(axis=1, dtype=np.int64))


def tally(
    space: Space, draws: Draws, picks: Picks, *, sizes: Sizes | None = None, progress: Progress | None = None
) -> Tally:
    """Count in how many draws each of some deals (ascending) passes; O(deals · draws · parties)."""
    counts, alone = np.zeros(len(picks), np.int64), np.zeros(len(picks), np.int64)
    zone, zone_alone = np.zeros(draws.count, bool), np.zeros(draws.count, bool)
    for block in blocks(space, draws, picks, sizes=sizes or Sizes(), progress=progress):
        agreed = block.passes(ratified=False)
        alone[block.some] += _count(agreed)
        zone_alone[block.part] |= agreed.any(axis=0)
        for who in range(space.parties, len(space.who)):
            if not agreed.any():
                break
            agreed = agreed & block.accepts(who)
        counts[block.some] += _count(agreed)
        zone[block.part] |= agreed.any(axis=0)
    return Tally(counts, alone, zone, zone_alone)
