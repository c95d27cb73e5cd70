"""A schedule that was given: read, and checked against the deal, each fault with its line if it has one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...case.base import described
from ...case.lines import dotted
from ...errors import Fault, Faults, UsageError

if TYPE_CHECKING:
    from ...case import Case
    from ...case.lines import Lines
    from .path_numbers import PathCase

_FORM = 'phases such as [{"price": 0.5}, {"price": 0.5, "date": 1}]'
_PHASE = "issue: share, such as {price: 1/2}"
_SHARE = re.compile(
    r"[+-]?(\d{1,40}(\.\d{0,40})?(e[+-]?\d{1,2})?|\d{1,40}/\d{1,40})", re.IGNORECASE | re.ASCII
)


class GivenSchedule(list[Any]):
    """Phases in order, each issue → share; from a file with the lines they stand on, below a place in it."""

    def __init__(
        self,
        phases: Iterable[Any],
        lines: Lines | None = None,
        above: tuple[str, ...] = (),
        faults: Iterable[Fault] = (),
    ) -> None:
        super().__init__(phases)
        self.lines, self.above = lines, above
        self.faults = list(faults)  # told together with what does not fit the case
        self.unread = set[tuple[int | str, ...]]()  # the phases, and the issues in them, that they are about

    def fault(self, place: tuple[int | str, ...], found: str, expected: str, hint: str = "") -> Fault:
        """What is wrong with a phase, or with an issue in it; nothing stands for the whole."""
        if self.lines is not None:
            return self.lines.fault((*self.above, *place), found, expected, hint)
        return Fault(path=dotted(("schedule", *place)), found=found, expected=expected, hint=hint)

    def refuse(self, place: tuple[int | str, ...], found: object, expected: str) -> None:
        """Note that a phase, or a share in it, cannot be read; once, if its file said so already."""
        self.unread.add(place)
        if self.lines is None or not self.lines.left_out((*self.above, *place)):
            self.faults.append(self.fault(place, described(found), expected))

    def wrong(self, case: Case | None) -> list[Fault]:
        """What is wrong whatever the deal; without a case names are not."""
        from ...case.phasing_names import no_issue

        issues = {} if case is None else case.issues
        return [
            *self.faults,
            *(
                self.fault(*no_issue((number, issue), issue, issues))
                for number, phase in enumerate(self)
                for issue in phase
                if issues and issue not in issues
            ),
        ]

    def open_of(self, issues: Iterable[str]) -> set[str]:
        """Of some issues those whose shares are not all known."""
        whole = any(len(place) == 1 for place in self.unread)
        return {one for one in issues if whole or any(one in place[1:] for place in self.unread)}


def read_schedule(faults: Faults, name: str, value: object) -> GivenSchedule | None:
    """Read a schedule: phases, each issue → share, as a number or as text such as ``1/2``.

    What is wrong with a share is told later, by :func:`require_fit`, with what is wrong with its name.
    """
    if value is None:
        return None
    told = value if isinstance(value, GivenSchedule) else GivenSchedule([])
    given = GivenSchedule([], told.lines, told.above, told.faults)
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence) or not value:
        faults.add(Fault(path=name, found=described(value), expected=_FORM))
        return None
    for number, phase in enumerate(value):
        shares = dict[str, Fraction]()
        given.append(shares)
        if not isinstance(phase, Mapping) or not phase:
            given.refuse((number,), phase, _PHASE)
            continue
        for issue, written in phase.items():
            share = _share(written)
            if share is None:
                given.refuse((number, str(issue)), written, "a share such as 0.5 or 1/2")
            shares[str(issue)] = share or Fraction(0)
    return given


def _share(share: object) -> Fraction | None:
    if isinstance(share, bool) or not isinstance(share, str | int | float | Decimal | Fraction):
        return None
    try:
        text = str(share).strip()
        return Fraction(text) if _SHARE.fullmatch(text) else None
    except (ValueError, ZeroDivisionError):  # too many digits, or a half of nothing
        return None


def require_fit(path: PathCase, schedule: GivenSchedule) -> None:
    """Refuse a schedule that cannot be read or does not fit the deal: all that is wrong at once."""
    from ...case.phasing_names import schedule_misfits

    unread = schedule.open_of(path.phasing.changed(path.case.issues, path.deal))
    misfits = schedule_misfits(path.case, path.phasing, path.deal, schedule, unread)
    told = {place for place in schedule.unread if len(place) == 1}  # phases; names of issues are told too
    _refuse(schedule, [schedule.fault(*one) for one in misfits if one.place not in told])


def refused_with(more: Iterable[Fault], case: Case, schedule: GivenSchedule) -> None:
    """Refuse a schedule beside a deal that is refused: what can be said of it without the deal."""
    _refuse(schedule, [*more, *schedule.wrong(case)])


def _refuse(schedule: GivenSchedule, more: Iterable[Fault]) -> None:
    faults = Faults()
    faults.extend([*schedule.faults, *more])
    faults.raise_if_any(UsageError)
