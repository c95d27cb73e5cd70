"""Every error Walkaway raises on purpose, one family.

::

    WalkawayError                 the root: catch this to catch them all
    ├── InputError                the input has faults; carries all of them at once      exit code 2
    │   ├── CaseError             … in a case file: its text, its records or its meaning
    │   ├── ImportFault           … in another program's files (walkaway.interop)
    │   ├── CiteError             … in the cites of a case: words that do not stand in a document
    │   ├── ResultsError          … in a table of results: groups, and the deals they signed
    │   ├── UsageError            … in what was asked: an unknown case, rule, party or option
    │   └── ExtraError            … needs a part that is not installed: an extra
    ├── NotJudgedError            judgements that the answer rests on are still to be made exit code 2
    └── BudgetError               the answer is exact but larger than the stated budget   exit code 2

A *fault* says where it is, what was found, what would be right and, where there is one, the nearest
known name. Readers collect faults and raise them together, so that a person mends a file once.
A *doubt* is a fault that does not stop the analysis (a walk-away that every deal beats, for instance):
``walkaway check`` reports it, the other commands go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from .language import clean

__all__ = [
    "BudgetError", "CaseError", "CiteError", "ExtraError", "Fault", "Faults", "InputError", "NotJudgedError",
    "ResultsError", "UsageError", "WalkawayError", "closest", "nearest", "quoted", "unknown",
]  # fmt: skip

_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, where it is and what would be right.

    Attributes
    ----------
    file : str
        Name of the file as the user gave it, or ``""`` when the input was not a file.
    line : int
        Line number, counted from 1; 0 when the fault has no line.
    path : str
        Path inside the case, such as ``preferences.us.scores.sanctions.five``.
    found, expected : str
        What stands there, and what would be right.
    hint : str
        The nearest known name or a next step; may be empty.
    level : {"fault", "doubt"}
        A fault stops the analysis, a doubt does not.
    """

    file: str = ""
    line: int = 0
    path: str = ""
    found: str
    expected: str
    hint: str = ""
    level: Literal["fault", "doubt"] = "fault"

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        head = ": ".join(part for part in (where, self.path) if part)
        hint = f" ({self.hint})" if self.hint else ""
        body = f"found {self.found}; expected {self.expected}{hint}"
        return clean(f"{head}: {body}" if head else body)

    def to_dict(self) -> dict[str, str | int]:
        """Give the fault as plain data, the shape that ``--json`` prints."""
        return asdict(self)


class WalkawayError(Exception):
    """Root of all errors that Walkaway raises on purpose."""


class InputError(WalkawayError):
    """The input has faults; all of them are in ``faults``, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:_SHOWN]]
        if len(self.faults) > _SHOWN:
            lines.append(f"… and {len(self.faults) - _SHOWN:,} more (--json lists them all)")
        return "\n".join(lines)


class CaseError(InputError):
    """A case file has faults in its text, its records or its meaning."""


class CiteError(InputError):
    """Cites whose words do not stand in the document they name."""


class ResultsError(InputError):
    """A table of results has faults: a column, a group or a deal that the case does not know."""


class UsageError(InputError):
    """What was asked for does not exist: a case, a rule, a party, an option."""

    @classmethod
    def of(cls, found: str, expected: str, hint: str = "", *, path: str = "") -> UsageError:
        """Make the error from one fault that has no place in a file; its path is the option it is about."""
        return cls([Fault(path=path, found=found, expected=expected, hint=hint)])


class ExtraError(InputError):
    """What was asked for needs an extra, a part of Walkaway that is installed only when asked for."""

    @classmethod
    def of(cls, extra: str, what: str, missing: Iterable[str]) -> ExtraError:
        """Make the error: which extra, what needs it, and what is not there."""
        found = f'the extra "{extra}" not installed (no {", ".join(missing)})'
        hint = f"pip install 'walkaway[{extra}]', or '.[{extra}]' in a clone"
        return cls([Fault(found=found, expected=f"the extra, which {what} needs", hint=hint)])


class NotJudgedError(WalkawayError):
    """An answer would rest on judgements that nobody has made, or on parts that nobody has named.

    Attributes
    ----------
    state : str
        How far the draft is, in a sentence.
    missing : list of str
        What is still to be judged or named, in titles.
    paths : list of str
        Where each of it stands in the case.
    """

    def __init__(self, state: str, missing: list[str], paths: list[str]) -> None:
        super().__init__("\n".join([state, *(f"  - {line}" for line in missing)]))
        self.state, self.missing, self.paths = state, missing, paths

    def to_dict(self) -> dict[str, object]:
        """The draft as ``--json`` prints it."""
        return {"state": self.state, "missing": self.missing, "paths": self.paths}


class BudgetError(WalkawayError):
    """An exact answer would need more work than the stated budget allows."""


class Faults:
    """A collector: add faults as they are found, raise them together at the end."""

    def __init__(self) -> None:
        self._items: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Note one fault."""
        self._items.append(fault)

    def extend(self, faults: Iterable[Fault]) -> None:
        """Note several faults."""
        self._items.extend(faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.sorted())

    def __len__(self) -> int:
        return len(self._items)

    def sorted(self) -> list[Fault]:
        """All faults in the order of the file, each once."""
        unique = dict.fromkeys(self._items)
        return sorted(unique, key=lambda fault: (fault.file, fault.line))

    def raise_if_any(self, error: type[InputError] = CaseError) -> None:
        """Raise all faults together; doubts alone do not raise."""
        if any(fault.level == "fault" for fault in self._items):
            raise error(self.sorted())


def quoted(value: object, limit: int = 60) -> str:
    """Show a value from the input in an error message, shortened and on one line."""
    try:
        text = " ".join(str(value).split())
    except Exception:  # a number of too many digits, an object that cannot be shown
        text = type(value).__name__
    return f'"{text if len(text) <= limit else text[: limit - 1] + "…"}"'


def closest(name: object, known: tuple[str, ...]) -> str:
    """Find the known name that resembles a name most, or begins with it; empty if none does, or no text.

    Only the first 80 characters and the first thousand known names are compared, so that a hostile file
    costs no time.
    """
    return _closest(name, known) if isinstance(name, str) else ""


@lru_cache(maxsize=4096)
def _closest(name: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(name[:80], known[:1000], n=1, cutoff=0.6)
    begun = (one for one in known[:1000] if len(name) > 2 and one.startswith(name[:80]))
    return close[0] if close else next(begun, "")


def nearest(name: object, known: tuple[str, ...]) -> str:
    """Suggest the known name nearest to an unknown one as a hint, or give an empty string.

    >>> nearest("walkaway", ("walk_away", "weights"))
    'did you mean "walk_away"?'
    """
    close = closest(name, known)
    return f'did you mean "{close}"?' if close else ""


def unknown(name: object, known: Iterable[str], *, path: str = "", found: str = "") -> Fault:
    """That a name is none of those known, with the nearest of them; shown as ``found``, else as it is.

    >>> unknown("al", ("all", "case"), path="rule").expected
    'one of all, case'
    """
    names = tuple(known)
    right, hint = f"one of {', '.join(names)}", nearest(name, names)
    return Fault(path=path, found=found or quoted(name), expected=right, hint=hint)
