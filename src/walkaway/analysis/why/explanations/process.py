r"""Process: a deal was there, and mandate, time or the order of levels kept it from being found.

The model sees one part of this: an offer that everyone would have signed was the last word of the record, and
nobody answered it (time ran out). The rest is a matter of evidence: with items of weight :math:`F` for a
fault of process and :math:`G` against it, the signature (a deal passes) counts with certainty

.. math:: \frac{F}{F + G + 1},

the share of the weight that speaks for it, with one item's worth of doubt. That number is a convention, not a
frequency, and the page says so.
"""

from __future__ import annotations

import numpy as np

from ....numbers import number
from .setting import Finding, TestSetting

__all__ = ["find"]


def find(setting: TestSetting) -> Finding:
    """In which draws there was a deal that a better process could have found."""
    support = float(sum(item.weight for item in setting.evidence if "process" in item.for_))
    doubt = float(sum(item.weight for item in setting.evidence if "process" in item.against))
    last = len(setting.case.record) - 1
    event = setting.case.record[last] if last >= 0 else None
    unanswered = np.zeros(setting.draws.count, bool)
    if event is not None and event.offer:
        unanswered = setting.passes(event.offer)
    says = "an offer that everyone would have signed was left without an answer"
    parts = [setting.part(says, unanswered, event=last)] if event is not None and event.offer else []
    if support > 0:
        weights = f"weight {number(support)} for a fault of process, {number(doubt)} against"
        says = f"there was a deal, and evidence of {weights}"
        parts.append(setting.part(says, setting.zone))
        certainty = support / (support + doubt + 1)
        return Finding(setting.zone, parts=tuple(parts), certainty=certainty)
    if not parts:
        return setting.untested("no evidence speaks of mandate, time or the order of levels")
    return Finding(unanswered, parts=tuple(parts))
