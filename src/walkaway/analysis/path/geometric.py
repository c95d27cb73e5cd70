r"""The largest step: an exchange without an end, in which each phase does one share of what remains.

For two alike parties with benefit :math:`B`, cost :math:`C`, discount :math:`\delta` and detection :math:`q`,
and nothing behind the schedule but itself, going on is worth

.. math:: V(R) = R\,\frac{x (B - C)}{1 - \delta (1 - x)}

where :math:`R` remains, and no phase tempts if
:math:`x C R \le \delta q V((1 - x) R)`. With :math:`V` written out this is linear in :math:`x`:

.. math:: x \le x^* = 1 - \frac{C}{\delta\,[C + q (B - C)]}.

At :math:`x = 1` the right side is 0: all at once never holds by itself, however patient both are.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from .constraints import Array, PathNumbers, slacks

_HALVINGS = 50


def closed_form(benefit: Fraction, cost: Fraction, discount: Fraction, detection: Fraction) -> Fraction:
    """The largest step of two alike parties; 0 or less if no step holds.

    >>> float(closed_form(Fraction(2), Fraction(1), Fraction(9, 10), Fraction(1)))
    0.4444444444444444
    """
    return 1 - cost / (discount * (cost + detection * (benefit - cost)))


def _holds(numbers: PathNumbers, share: float) -> bool:
    """Whether doing one share of what remains, for ever, tempts nobody; the first phase is the hardest.

    The slack of later phases is the same but for a factor, and what backs the schedule, or can be undone,
    weighs more in them.
    """
    each = numbers.worth.sum(axis=-2) - numbers.paid.sum(axis=-2)
    rate = numbers.discount_low ** max(numbers.periods)
    left = 1.0 - share
    ahead = left * share * each / (1.0 - rate * left)
    first: Array = np.full((1, len(numbers.owner)), share)
    return bool((slacks(replace(numbers, completed=ahead), first).incentive >= -1e-14).all())


def largest_step(numbers: PathNumbers) -> float | None:
    """Search for the largest share of what remains that all steps can take in every phase without an end.

    The slack is concave in the share and not negative at 0, so the shares that hold are an interval from 0
    and halving finds its end. ``numbers`` is one realisation in floats.

    Returns
    -------
    float or None
        1 where all at once holds; None where no share does.
    """
    if _holds(numbers, 1.0):
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _holds(numbers, middle) else (low, middle)
    return low if low > 1e-6 else None
