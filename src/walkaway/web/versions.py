"""States of a case on the desk: its file, perhaps something written into it, and values moved over that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..case import Case
from ..case.accounts import under, with_values
from ..case.read import read_case_text
from ..errors import UsageError

__all__ = ["MovedElsewhere", "Values", "Version", "Written"]


class MovedElsewhere(UsageError):
    """A place is not any more what whoever moves it was shown."""


Values = Mapping[str, Any]
"""Place → value as a case file has it."""


@dataclass(frozen=True)
class Written:
    """The text of the case file with what was written into it since it was read, and what that was."""

    text: str = field(repr=False)
    told: tuple[str, ...]

    @cached_property
    def case(self) -> Case:
        """The case of the text, under the accounts that are settled."""
        return under(read_case_text(self.text))


@dataclass(frozen=True)
class Version:
    """The case with something written into it, perhaps, and some values moved over that."""

    base: Case = field(repr=False)
    values: Values
    written: Written | None = None

    @property
    def places(self) -> int:
        """How many things differ from the file."""
        return len(self.values) + (len(self.written.told) if self.written is not None else 0)

    @property
    def start(self) -> Case:
        """The case that the values are moved in."""
        return self.base if self.written is None else self.written.case

    @cached_property
    def case(self) -> Case:
        """The case as it reads now; a UsageError where a value does not fit."""
        return with_values(self.start, self.values) if self.values else self.start

    def like(self, other: Version) -> bool:
        """Whether another one has the same values over the same text."""
        return (self.values, self.written) == (other.values, other.written)

    def forget(self) -> None:
        """Let go of the cases, which take room; they are made again where they are asked for."""
        self.__dict__.pop("case", None)
        if self.written is not None:
            self.written.__dict__.pop("case", None)
