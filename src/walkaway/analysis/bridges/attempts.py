"""What all kinds of change share: what they give, what falls short, and a rough look before a full one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...space import Bools
from .record import Bridge, Kind, Shortfall
from .setting import BridgeSetting

__all__ = ["Found", "falls_short", "rough_look", "worth_a_look", "zone_share"]

Found = Iterator[Bridge | Shortfall | str]
"""Bridges, what falls short, and sentences that say what was not tried and why."""

_ROUGH = 500


def zone_share(setting: BridgeSetting, opened: Bools) -> float:
    """How likely a zone is with a change that opens one in some realisations."""
    return float((setting.found | opened).mean())


def falls_short(setting: BridgeSetting, kind: Kind, who: str, title: str, opened: Bools) -> Shortfall:
    """A change that is not enough, and how far it goes."""
    return Shortfall(kind=kind, who=who, title=title, most=zone_share(setting, opened))


def rough_look(setting: BridgeSetting) -> BridgeSetting:
    """The same case with the first draws only, to see what is worth a full look."""
    return replace(setting, count=min(setting.count, _ROUGH))


def worth_a_look(setting: BridgeSetting, opened: Bools) -> bool:
    """Whether a change may reach the target: within three standard errors on the first draws, or exactly.

    How often some deal passes as things are is known; what is estimated is how often the change opens.
    """
    share, count = float(opened.mean()), len(opened)
    slack = 0.0 if setting.exact else 3 * (share * (1 - share) / count) ** 0.5
    return bool(opened.any()) and share + slack >= setting.missing / setting.real.count
