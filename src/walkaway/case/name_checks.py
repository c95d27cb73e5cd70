"""Names of a case, looked up: what every check of them is made with, and what is said of one that is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from ..errors import Faults, closest, quoted
from .judgement import exact_number, written
from .lines import STAND_IN, Lines, Path
from .patterns import Choice, Pattern, Points, Span, as_number
from .records import Case

_MOST_HINTS = 50  # unknown names after these get no suggestion, so that a hostile file costs no time


def exact_text(number: Fraction) -> str:
    """An exact number as a file has it."""
    return written(exact_number(number))


class NameChecks:
    """One pass over a case; the absence of what ``lines`` has left out was reported before."""

    def __init__(self, case: Case, lines: Lines, faults: Faults) -> None:
        self.case, self.lines, self.faults, self.hints = case, lines, faults, 0
        self.seen: list[tuple[Path, str, str]] = []  # where each name stands, and what it is the name of

    def add(self, path: Path, found: str, expected: str, hint: str = "") -> None:
        """Note a fault."""
        self.faults.add(self.lines.fault(path, found, expected, hint))

    def unread(self, issue: str, *keys: str) -> bool:
        """Whether some part of an issue could not be read."""
        return any(self.lines.left_out(("issues", issue, key)) for key in keys)

    def unknown(self, path: Path, name: str, names: Collection[str], kind: str, *homes: Path) -> str | None:
        """Report a name that does not exist, unless one of the homes of the names could not be read.

        None if it exists, else the name that was probably meant.
        """
        self.seen.append((path, name, kind))
        if name in names:
            return None
        if (name == STAND_IN and self.lines.faulty) or any(map(self.lines.left_out, homes)):
            return ""
        self.hints += 1
        meant = closest(name, tuple(names)) if self.hints <= _MOST_HINTS else ""
        listed = ", ".join(list(dict.fromkeys(names))[:8]) + (", …" if len(names) > 8 else "")
        self.add(path, quoted(name), f"{kind} ({listed})", f"did you mean {quoted(meant)}?" if meant else "")
        return meant

    def party(self, path: Path, name: str) -> str | None:
        """As :meth:`unknown`, for a party."""
        return self.unknown(path, name, self.case.parties, "a party", ("parties",))

    def anyone(self, path: Path, name: str) -> str | None:
        """As :meth:`unknown`, for a party or a ratifier."""
        homes = ("parties",), ("ratifiers",)
        return self.unknown(path, name, self.case.everyone, "a party or ratifier", *homes)

    def somebody(self, path: Path, name: str) -> str | None:
        """As :meth:`unknown`, for anybody of the case."""
        names, homes = (
            (*self.case.everyone, *self.case.third_parties),
            (("aftermath", "options"), ("parties",)),
        )
        return self.unknown(path, name, names, "a party, a ratifier or a third party", *homes)

    def issue(self, path: Path, name: str) -> str | None:
        """As :meth:`unknown`, for an issue."""
        return self.unknown(path, name, self.case.issues, "an issue", ("issues",))

    def option(self, path: Path, issue: str, name: str) -> str | None:
        """As :meth:`unknown`, for an option, or for a number of a real range."""
        record = self.case.issues[issue]
        if record.real:
            return self.number(path, issue, name)
        homes = (("issues", issue, key) for key in ("options", "range", "step"))
        return self.unknown(path, name, record.options, f"an option of {issue}", *homes)

    def number(self, path: Path, issue: str, name: str) -> str | None:
        """As :meth:`unknown`, for a number of a range."""
        low, high = self.case.issues[issue].ends
        number = as_number(name)
        if number is not None and low <= number <= high:
            return None
        if not self.unread(issue, "range", "step"):
            right = f"a number of {issue}, from {exact_text(low)} to {exact_text(high)}"
            self.add(path, quoted(name), right)
        return ""

    def terms(self, path: Path, terms: Mapping[str, str]) -> set[str | None]:
        """Issues with one of their options each; gives the issues that were named or probably meant."""
        named: set[str | None] = set()
        for issue, option in terms.items():
            guess = self.issue((*path, issue), issue)
            named.add(issue if guess is None else guess)
            if guess is None:
                self.option((*path, issue), issue, option)
        return named

    def missing(self, base: Path, wanted: Iterable[str], there: set[str | None]) -> str:
        """List the wanted names that are not there, but for those that were left out as faulty."""
        gone = (name for name in wanted if name not in there and not self.lines.left_out((*base, name)))
        return ", ".join(map(quoted, gone))

    def written(self, path: Path, wrapper: str) -> Path:
        """The path of a mapping, one level down where the file writes it so."""
        return (*path, wrapper) if (*self.lines.original(path), wrapper) in self.lines.known else path

    def pattern(self, path: Path, pattern: Pattern | Points) -> None:
        """Check the issues and options of a pattern."""
        for head, when in (("when", pattern.when), ("unless", pattern.unless)):
            where = self.written(path, head)
            for issue, choice in when.items():
                if self.issue((*where, issue), issue) is None:
                    self.choice((*where, issue), issue, choice)

    def choice(self, path: Path, issue: str, choice: Choice) -> None:
        """Options that exist, or a stretch that holds some number of the range."""
        if not isinstance(choice, Span):
            for option in choice:
                self.option(path, issue, option)
            return
        record = self.case.issues[issue]
        if self.unread(issue, "range", "step", "options"):
            return
        if record.range is None:
            self.add(path, f"the stretch {choice}", f"options of {issue}, which has no range")
            return
        low, high = record.ends
        inside = all(end is None or low <= Fraction(end) <= high for end in (choice.low, choice.high))
        if not inside or not (record.real or record.chosen(choice)):
            steps = "" if record.real else f" in steps of {exact_text(Fraction(record.step or 1))}"
            expected = f"a stretch of {issue}, from {exact_text(low)} to {exact_text(high)}{steps}"
            self.add(path, str(choice), expected, "leave from or to out for the end of the range")
