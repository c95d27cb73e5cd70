"""A schedule that was given: read, and checked against the deal, each fault with its line if it has one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...case.base import described
from ...errors import Fault

if TYPE_CHECKING:
    from ...case.lines import Lines
    from ...errors import Faults
    from .reading import PathCase

__all__ = ["GivenSchedule", "read_schedule", "require_fit"]

_FORM = 'phases such as [{"price": 0.5}, {"price": 0.5, "date": 1}]'
_PHASE = "issue: share, such as {price: 1/2}"


class GivenSchedule(list[Any]):
    """Phases in order, each issue → share; from a file with the lines they stand on, below a place in it."""

    def __init__(
        self, phases: Iterable[Any], lines: Lines | None = None, above: tuple[str, ...] = ()
    ) -> None:
        super().__init__(phases)
        self.lines, self.above = lines, above

    def fault(self, place: tuple[int | str, ...], found: str, expected: str) -> Fault:
        """What is wrong with a phase, or with an issue in it; nothing stands for the whole."""
        if self.lines is not None:
            return self.lines.fault((*self.above, *place), found, expected)
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
        return Fault(path=f"schedule{where}", found=found, expected=expected)

    def like(self, phases: Iterable[Any]) -> GivenSchedule:
        """Other phases in the same place."""
        return GivenSchedule(phases, self.lines, self.above)


def read_schedule(faults: Faults, name: str, value: object) -> GivenSchedule | None:
    """Read a schedule: phases, each issue → share, as a number or as text such as ``1/2``."""
    if value is None:
        return None
    given = value if isinstance(value, GivenSchedule) else GivenSchedule([])
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence) or not value:
        faults.add(Fault(path=name, found=described(value), expected=_FORM))
        return None
    phases = []
    for number, phase in enumerate(value):
        if not isinstance(phase, Mapping) or not phase:
            faults.add(given.fault((number,), described(phase), _PHASE))
            continue
        shares = {}
        for issue, told in phase.items():
            share = _share(told)
            if share is None:
                place = (number, str(issue))
                faults.add(given.fault(place, described(told), "a share such as 0.5 or 1/2"))
            shares[str(issue)] = share or Fraction(0)
        phases.append(shares)
    return given.like(phases)


def _share(share: object) -> Fraction | None:
    if isinstance(share, bool) or not isinstance(share, str | int | float | Decimal | Fraction):
        return None
    try:
        return Fraction(str(share))
    except (ValueError, ZeroDivisionError):
        return None


def require_fit(path: PathCase, schedule: GivenSchedule) -> None:
    """Refuse a schedule that does not fit the deal."""
    from ...case.phasing_names import schedule_misfits
    from ...errors import UsageError

    faults = [
        schedule.fault(*misfit) for misfit in schedule_misfits(path.case, path.phasing, path.deal, schedule)
    ]
    if faults:
        raise UsageError(faults)
