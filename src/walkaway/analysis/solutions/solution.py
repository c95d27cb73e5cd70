"""One bargaining solution, and all of a case by name, as records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..result import Method, Result

__all__ = ["Solution", "Solutions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution(Result):
    """One bargaining solution.

    Attributes
    ----------
    name : str
    deal : dict of str to str
        Witness.
    value : tuple of float
        On each party's own scale.
    count : int or None
        Deals that attain the solution, ties included.
    ties : tuple of tuple of float
        Values of all tied points, the witness's first.
    certificate : dict
        What a checker needs: walk-away, gains, and the number that is maximal.
    """

    name: str
    deal: dict[str, str]
    value: tuple[float, ...]
    count: int | None
    ties: tuple[tuple[float, ...], ...]
    certificate: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solutions(Result):
    """All solutions by name; a name is None where no deal satisfies every party.

    Attributes
    ----------
    by_name : dict of str to (Solution or None)
    efficient : int
        Efficient values that every party prefers to walking away or finds equal.
    method : Method
    """

    by_name: dict[str, Solution | None]
    efficient: int
    method: Method

    def __getitem__(self, name: str) -> Solution | None:
        return self.by_name[name]

    @property
    def told(self) -> dict[str, Solution]:
        """Those that exist, the continuous Raiffa solution only where the discrete one is another."""
        found = {name: one for name, one in self.by_name.items() if one is not None}
        if "raiffa" in found and found["raiffa"].value == found["raiffa_continuous"].value:
            del found["raiffa_continuous"]
        return found
