"""What is common to all formats: one negotiation in exact numbers, before it becomes a case or a file.

Every number is a :class:`~fractions.Fraction`, so nothing is lost between reading and writing. Values are
on the scale of the file they come from (0 to 1 in all of these formats), weights multiplied in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

__all__ = [
    "Choice",
    "Combine",
    "Export",
    "ForeignFunction",
    "ForeignIssue",
    "ForeignLine",
    "ForeignSpan",
    "ForeignTable",
    "ForeignTerm",
    "Profile",
    "Scenario",
    "SourceFile",
    "Worth",
    "combined",
]  # fmt: skip

Combine = Literal["sum", "min", "max"]


@dataclass(frozen=True, slots=True)
class ForeignIssue:
    """A question to be settled: options by name, or a range of numbers.

    Attributes
    ----------
    name : str
    options : tuple of str
        Empty for a range.
    low, high : Fraction
        Ends of the range, inclusive.
    step : Fraction or None
        None for a range of real numbers.
    """

    name: str
    options: tuple[str, ...] = ()
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    step: Fraction | None = None

    @property
    def ranged(self) -> bool:
        """Whether it is a range of numbers."""
        return not self.options

    @property
    def real(self) -> bool:
        """Whether any number of the range may be chosen."""
        return self.ranged and self.step is None

    @property
    def count(self) -> int:
        """How many options there are; 0 for a range of real numbers."""
        if self.options:
            return len(self.options)
        return 0 if self.step is None else int((self.high - self.low) / self.step) + 1

    def number(self, position: int) -> Fraction:
        """The number at a position of a stepped range."""
        assert self.step is not None
        return self.low + self.step * position


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """What each option of an issue is worth."""

    worth: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class ForeignLine:
    """What the numbers of a range are worth: straight lines through these points, both ends among them."""

    points: tuple[tuple[Fraction, Fraction], ...]

    def at(self, number: Fraction) -> Fraction:
        """Value at a number of the range."""
        for (x, y), (right, above) in zip(self.points, self.points[1:], strict=False):
            if x <= number <= right:
                return y + (above - y) * (number - x) / (right - x)
        return self.points[0][1]  # one point alone


Worth = ForeignTable | ForeignLine


@dataclass(frozen=True, slots=True)
class ForeignSpan:
    """Numbers of a range from one to another, both included."""

    low: Fraction
    high: Fraction


Choice = tuple[str, ...] | ForeignSpan
"""Which options, or which numbers, of an issue."""


@dataclass(frozen=True, slots=True)
class ForeignTerm:
    """An amount that counts where all of ``when`` holds and not all of ``unless``."""

    add: Fraction
    when: Mapping[str, Choice] = field(default_factory=dict)
    unless: Mapping[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ForeignFunction:
    """A sum, smallest or largest of terms and functions, at most the cap, times a weight."""

    combine: Combine
    parts: tuple[ForeignTerm | ForeignFunction, ...]
    weight: Fraction = Fraction(1)
    cap: Fraction | None = None


def combined(combine: Combine, values: Sequence[Fraction]) -> Fraction:
    """The sum, smallest or largest of values."""
    if combine == "sum":
        return sum(values, Fraction(0))
    return min(values) if combine == "min" else max(values)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one party wants.

    Attributes
    ----------
    name : str
    worth : dict of str to Table or Line
        By issue; an issue that is left out is worth nothing.
    terms : tuple of Term
        Amounts for several issues together.
    functions : tuple of Function
    cap : Fraction or None
        The whole value is never more than this.
    discount : Fraction or None
        Factor d of d^t, t the relative time from 0 to 1.
    away : Fraction, dict (a deal) or None
        Value of no deal.
    """

    name: str
    worth: Mapping[str, Worth]
    terms: tuple[ForeignTerm, ...] = ()
    functions: tuple[ForeignFunction, ...] = ()
    cap: Fraction | None = None
    discount: Fraction | None = None
    away: Fraction | Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A negotiation: its issues and what each party wants."""

    title: str
    issues: tuple[ForeignIssue, ...]
    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that was read, with its fingerprint.

    Attributes
    ----------
    path : str
    digest : str
        SHA-256 of its bytes.
    """

    path: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A case written for another program.

    Attributes
    ----------
    format : str
    files : dict of str to str
        Name → text.
    lost : tuple of str
        What the format cannot say, one sentence each.
    """

    format: str
    files: Mapping[str, str]
    lost: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The export as plain data."""
        return {"format": self.format, "files": list(self.files), "lost": list(self.lost)}
