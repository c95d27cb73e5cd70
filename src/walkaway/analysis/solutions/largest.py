"""Exact comparison at the speed of floats: floats find the candidates, exact numbers decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...space.weights import Floats

__all__ = ["largest"]

_NEAR = 1e-9


def largest(rough: Floats, exact: Callable[[int], Any]) -> tuple[list[int], Any]:
    """Rows with the largest exact key among those near the largest rough number, and that key."""
    top = float(rough.max())
    near = np.flatnonzero(rough >= top - _NEAR * max(1.0, abs(top)))
    keys = {int(row): exact(int(row)) for row in near}
    most = max(keys.values())
    return [row for row, key in keys.items() if key == most], most
