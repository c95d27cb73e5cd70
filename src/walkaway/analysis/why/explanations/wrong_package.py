"""Wrong package: a deal was there, and nobody asked for it.

Signature: a deal passes, and no offer on record, whatever is put in what it left open, is such a deal. "All
or nothing" is the usual form: each side asks for a package whose parts the other could have had in part.
"""

from __future__ import annotations

import numpy as np

from .setting import Finding, TestSetting

__all__ = ["find"]


def find(setting: TestSetting) -> Finding:
    """In which draws there is a deal, but none within the terms of any offer; one part for each offer."""
    offers = [(index, event.offer) for index, event in enumerate(setting.case.record) if event.offer]
    if not offers:
        return setting.untested("no offer is on record")
    asked = np.zeros(setting.draws.count, bool)
    parts = []
    for index, deal in offers:
        within = setting.passes(deal)
        asked |= within
        says = f"there was a deal, but not within {setting.event_title(index)}"
        parts.append(
            setting.part(says, setting.zone & ~within, event=index, by=setting.case.record[index].by)
        )
    return Finding(setting.zone & ~asked, parts=tuple(parts))
