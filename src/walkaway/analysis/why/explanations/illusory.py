"""Illusory agreement: the same words meant different deals, and the verdict turns on the meaning.

Signature, for an offer on record that somebody read otherwise than it was meant: everyone would sign it under
one of the two readings and not under the other; or each party would sign what it took the offer to be, and no
single reading is signed by all (an agreement that would have fallen apart once it was spelt out).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ....space import Bools
from ..acts import worth
from .setting import Finding, TestSetting

__all__ = ["find"]


def find(setting: TestSetting) -> Finding:
    """In which draws the verdict on an offer flips with its meaning; one part for each reading."""
    holds = np.zeros(setting.draws.count, bool)
    parts = []
    for index, by, meant, read, reader in _readings(setting):
        one, other = setting.passes(meant), setting.passes(read)
        apart = ~one & ~other & _takes(setting, by, meant) & _takes(setting, reader, read)
        flips = (one != other) | apart
        what = ", ".join(
            f"“{setting.case.option_label(issue, meant[issue])}” read as "
            f"“{setting.case.option_label(issue, read[issue])}”"
            for issue in meant
            if meant[issue] != read[issue]
        )
        says = f"the verdict turns on {what} by {setting.label[reader]}"
        parts.append(setting.part(says, flips, event=index, by=reader))
        holds |= flips
    if not parts:
        return setting.untested("no offer on record is known to have been read in two ways")
    return Finding(holds, parts=tuple(parts))


def _readings(setting: TestSetting) -> Iterator[tuple[int, str, dict[str, str], dict[str, str], str]]:
    """Event, maker, the offer as meant and as read, and the reader."""
    for index, event in enumerate(setting.case.record):
        for reader, terms in event.read_as.items():
            if event.offer and any(event.offer[issue] != option for issue, option in terms.items()):
                yield index, event.by, event.offer, {**event.offer, **terms}, reader


def _takes(setting: TestSetting, who: str, deal: dict[str, str]) -> Bools:
    """In which draws one party prefers some deal with these terms to walking away."""
    number = setting.space.who.index(who)
    draws = setting.draws.eased
    value = worth(setting.space, draws, number, deal, how="best")
    result: Bools = value >= draws.walk_away[number]
    return result
