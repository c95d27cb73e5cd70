"""States of a case on the desk: its file, perhaps something written into it, and values moved over that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..case import Case
from ..case.accounts import under, with_values
from ..case.read import read_case_text
from ..errors import InputError, UsageError
from .places import at_place


def as_json(value: Any) -> str:
    """A value as the journal has it, its numbers plain."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    number = float(value)
    return int(number) if number.is_integer() else number


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

    def over(self, base: Case) -> tuple[Version, tuple[str, ...]]:
        """Its values over another case, and the places whose values do not fit there and are left out."""
        fits, gone, data = Version(base, {}, self.written), [], base.to_dict()
        for place, value in self.values.items():
            if self.written is None and value == at_place(data, place):
                continue  # the other case has it
            more = Version(base, {**fits.values, place: value}, self.written)
            try:
                _ = more.case
            except InputError:
                gone.append(place)
            else:
                fits = more
        return fits, tuple(gone)

    def forget(self) -> None:
        """Let go of the cases, which take room; they are made again where they are asked for."""
        self.__dict__.pop("case", None)
        if self.written is not None:
            self.written.__dict__.pop("case", None)
