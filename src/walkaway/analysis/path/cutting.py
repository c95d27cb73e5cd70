"""Why no schedule of a lattice holds, as a cut, whatever a phase does: place by place, from the end."""

from __future__ import annotations

import numpy as np

from .constraints import LEVEL
from .lattice import MORE, NOWHERE, Lattice
from .proofs import Cut


def cut_of(lattice: Lattice, most: int | None = None) -> Cut | None:
    """The places from which a schedule could be carried on to the end; None if the start is one of them.

    From each place going on is taken to be worth, to each party, the most of any rest that could hold. So
    where this fails no schedule holds; where it does not, some may still not. Where phases are limited the
    start may be one of the places, if more phases would be needed from there.
    """
    numbers, scale = lattice.numbers, lattice.scale
    inside = np.zeros(lattice.size, dtype=bool)
    worth = np.full((numbers.parties, lattice.size), NOWHERE)
    worth[:, -1], inside[-1] = numbers.completed, lattice.kept_after >= -LEVEL
    phases = np.zeros(lattice.size, dtype=np.int64)
    more = MORE / sum(lattice.parts) * np.maximum(scale, np.abs(worth[:, -1]))
    for flat in range(lattice.size - 2, -1, -1):
        place = tuple(int(part) for part in np.unravel_index(flat, lattice.shape))
        to, moves = lattice.moves_from(place)
        which = np.flatnonzero(inside[to])
        later = worth[:, to[which]]
        ahead = moves.gains[:, which] + moves.rates[:, which] * later
        stays = ((ahead - lattice.stays(place)[:, None]) / scale[:, None]).min(axis=0, initial=np.inf)
        could = np.minimum(moves.incentive(later, which, scale), stays) >= -LEVEL
        if could.any():
            inside[flat], worth[:, flat] = True, ahead[:, could].max(axis=1) + more
            phases[flat] = 1 + phases[to[which[could]]].min()
    if inside[0] and (most is None or phases[0] <= most):
        return None
    shape, limited = lattice.shape, bool(inside[0])
    return Cut(
        parts=lattice.parts, sequential=lattice.sequential, inside=inside.reshape(shape),
        worth=worth.reshape(-1, *shape), single=False, most=most if limited else None,
        phases=phases.reshape(shape) if limited else None,
    )  # fmt: skip
