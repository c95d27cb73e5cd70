"""Misperception: there was a deal, and a party's wrong belief about another hid it.

Two signatures, for a party :math:`A` that believes something of another (one part each):

*sees none*
    under its belief no deal passes, in truth one does: it walks away from a deal that it thinks cannot be;
*overplays*
    a deal passes, but not within what :math:`A` offered, and under its belief everyone would have signed its
    offer: it asks for what it thinks can be had.

Either way the right belief would have shown a deal. A belief that is wrong and changes neither is no reason.
One that is not on the scale of its party (:mod:`walkaway.analysis.misplaced_beliefs`) tells nothing.

References
----------
Mnookin (1993), Ohio State Journal on Dispute Resolution 8:235–249.
"""

from __future__ import annotations

import numpy as np

from ....case.judgement import TO_BE_JUDGED
from .beliefs import view_of
from .setting import Finding, TestSetting

__all__ = ["find"]


def find(setting: TestSetting) -> Finding:
    """In which draws a wrong belief of somebody hid a deal."""
    case = setting.case
    believers = [who for who in case.everyone if case.preferences[who].believes]
    if not believers and any(item.found == TO_BE_JUDGED for item in setting.misplaced):
        return setting.untested("what is believed is still to be judged")
    if not believers and setting.misplaced:
        return setting.untested("what is believed is not on the scale of the party it is about")
    if not believers:
        return setting.untested("the case does not say what any party believed of another")
    holds = np.zeros(setting.draws.count, bool)
    parts = []
    for who in believers:
        view = view_of(setting, who)
        none = setting.zone & ~view.sees(setting.zone)
        over = np.zeros(setting.draws.count, bool)
        for event in case.record:
            if event.by == who and event.offer:
                over |= view.sees(setting.zone & ~setting.passes(event.offer), event.offer)
        label = setting.label[who]
        parts.append(setting.part(f"{label} saw no deal where there was one", none, by=who))
        parts.append(setting.part(f"{label} took too much to be within reach", over, by=who))
        holds |= none | over
    return Finding(holds, parts=tuple(parts))
