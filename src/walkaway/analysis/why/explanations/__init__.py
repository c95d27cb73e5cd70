"""The competing explanations of an impasse, one file each: what it claims and how the model tests it.

Each test asks, draw by draw, whether the signature of the explanation is there: what would have to be so if
this were the reason, seen from "had it not been for this, a deal was possible". Explanations overlap, and
their probabilities need not sum to one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import bluff, commitment, illusory, misperception, no_zone, process, ratification, wrong_package
from .setting import Finding, TestSetting

__all__ = ["TESTS", "Finding", "TestSetting"]

TESTS: Mapping[str, Callable[[TestSetting], Finding]] = {
    "no-zone": no_zone.find,
    "wrong-package": wrong_package.find,
    "misperception": misperception.find,
    "bluff": bluff.find,
    "ratification": ratification.find,
    "commitment": commitment.find,
    "process": process.find,
    "illusory": illusory.find,
}
"""Id → its test, in the order of :data:`walkaway.case.EXPLANATIONS`."""
