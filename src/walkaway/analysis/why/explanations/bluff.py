r"""Bluff or stalling: a party demanded far more than it could have had, and knew it.

Signature, for a party :math:`A` and the last offer it made, worth :math:`v_A(o)` to it with open issues at
their average: a deal passes, and even the best deal that all others would sign gives :math:`A` less than half
of the gain it demanded,

.. math:: \max \{v_A(x) : v_q(x) \ge R_q,\ q \ne A\} - R_A < \tfrac12 \, (v_A(o) - R_A),

while :math:`A` does not believe that the others would sign its offer (it did know better; where the case says
nothing of its beliefs, it is taken to know the others).

Why it asked for so much, to open high or in order to have no deal, the model cannot tell.
"""

from __future__ import annotations

import numpy as np

from ....space import Bools
from ....space.existence import deal_exists, moved
from ....space.values import EASE
from ..acts import worth
from .beliefs import view_of
from .setting import Finding, TestSetting

__all__ = ["FAR", "find"]

FAR = 0.5
"""A demand is far beyond reach if the best feasible gain is less than this share of what it demands."""


def find(setting: TestSetting) -> Finding:
    """In which draws some party's last demand is far beyond its best feasible deal."""
    last = {event.by: index for index, event in enumerate(setting.case.record) if event.offer}
    last = {who: index for who, index in last.items() if who in setting.case.parties}
    if not last:
        return setting.untested("no offer of a party is on record")
    holds = np.zeros(setting.draws.count, bool)
    parts = []
    for who, index in last.items():
        far = beyond(setting, who, index)
        says = f"{setting.label[who]} demanded more than twice what it could have gained"
        parts.append(setting.part(says, far, event=index, by=who))
        holds |= far
    return Finding(holds, parts=tuple(parts))


def beyond(setting: TestSetting, who: str, index: int) -> Bools:
    """In which draws an offer asks for far more than the others would sign, and its maker knows."""
    space, draws, offer = setting.space, setting.draws, setting.case.record[index].offer
    assert offer is not None
    number = space.who.index(who)
    own = draws.walk_away[number]
    gain = worth(space, draws, number, offer, how="mean", red_lines=False) - own
    known = setting.zone & np.isfinite(gain) & (gain > EASE * np.abs(own))
    asked = own + FAR * np.where(known, gain, 0.0)
    far: Bools = known & ~deal_exists(space, moved(draws, number, asked), where=known)
    if setting.case.preferences[who].believes and far.any():
        far = far & ~view_of(setting, who).sees(far, offer)
    return far
