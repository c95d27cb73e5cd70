"""Ratification: the parties had a deal, and those who must also accept would have none of it.

Signature: a deal passes without ratifiers, none passes with them; an involuntary defection in the sense of
Putnam's two-level game, foreseen at the table.

References
----------
Putnam (1988), International Organization 42:427–460.
"""

from __future__ import annotations

from ....space.existence import deal_exists
from .setting import Finding, TestSetting

__all__ = ["find"]


def find(setting: TestSetting) -> Finding:
    """In which draws ratification alone takes the last deal away; one part for each ratifier."""
    case, space = setting.case, setting.space
    if not case.ratifiers:
        return setting.untested("the case names nobody who must also accept")
    holds = setting.zone_parties & ~setting.zone
    parts = []
    for ratifier in case.ratifiers:
        saved = deal_exists(space, setting.draws, without=space.who.index(ratifier), where=holds)
        says = f"but for {setting.label[ratifier]} there was a deal"
        parts.append(setting.part(says, saved, by=ratifier))
    return Finding(holds, parts=tuple(parts))
