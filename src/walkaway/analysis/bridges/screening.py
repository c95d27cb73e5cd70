"""A look at the first draws, to see what is worth a full one."""

from __future__ import annotations

from dataclasses import replace

from ...space import Bools
from .setting import BridgeSetting

__all__ = ["scout_of", "worth_a_look"]

_SCOUTS = 500


def scout_of(setting: BridgeSetting) -> BridgeSetting:
    """The same case with the first draws only, to see what is worth a full look."""
    return replace(setting, count=min(setting.count, _SCOUTS))


def worth_a_look(setting: BridgeSetting, opened: Bools) -> bool:
    """Whether a change may reach the target: within three standard errors on the first draws, or exactly.

    How often some deal passes as things are is known; what is estimated is how often the change opens.
    """
    share, count = float(opened.mean()), len(opened)
    slack = 0.0 if setting.exact else 3 * (share * (1 - share) / count) ** 0.5
    return bool(opened.any()) and share + slack >= setting.missing / setting.real.count
