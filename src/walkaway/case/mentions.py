"""What a case mentions must exist: parties, issues, options, numbers; in patterns, record and evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from ..errors import Faults, closest, quoted
from .history import EXPLANATIONS
from .judgement import exact_number, written
from .lines import STAND_IN, Lines, Path
from .patterns import Choice, Function, Interaction, Part, Pattern, Span, as_number
from .records import Case

__all__ = ["Mentions", "number_text"]

_MOST_HINTS = 50


class Mentions:
    """What is mentioned in a case must exist; what ``lines`` has left out was reported before."""

    def __init__(self, case: Case, lines: Lines, faults: Faults) -> None:
        self.case, self.lines, self.faults = case, lines, faults
        self.hints = 0

    def add(self, path: Path, found: str, expected: str, hint: str = "") -> None:
        """Report a fault at its line."""
        self.faults.add(self.lines.fault(path, found, expected, hint))

    def closest(self, name: str, names: Collection[str]) -> str:
        """The name that was probably meant; only the first few hundred unknown names get a suggestion."""
        self.hints += 1
        return closest(name, tuple(names)) if self.hints <= _MOST_HINTS else ""

    def unknown(self, path: Path, name: str, names: Collection[str], kind: str, *homes: Path) -> str | None:
        """Report a name that does not exist, with those that do; None if it exists.

        Gives the name that was probably meant. Nothing is said where one of the homes of the names
        could not be read.
        """
        if name in names:
            return None
        if (name == STAND_IN and self.lines.faulty) or any(map(self.lines.left_out, homes)):
            return ""
        meant = self.closest(name, names)
        listed = ", ".join(list(dict.fromkeys(names))[:8]) + (", …" if len(names) > 8 else "")
        self.add(path, quoted(name), f"{kind} ({listed})", f"did you mean {quoted(meant)}?" if meant else "")
        return meant

    def party(self, path: Path, name: str, *, ratifiers: bool = False) -> str | None:
        """As :meth:`unknown`, for a party, or for a party or ratifier."""
        if ratifiers:
            kind, homes = "a party or ratifier", (("parties",), ("ratifiers",))
            return self.unknown(path, name, self.case.everyone, kind, *homes)
        return self.unknown(path, name, self.case.parties, "a party", ("parties",))

    def issue(self, path: Path, name: str) -> str | None:
        """Report an unknown issue; as :meth:`unknown`."""
        return self.unknown(path, name, self.case.issues, "an issue", ("issues",))

    def option(self, path: Path, issue: str, name: str) -> str | None:
        """As :meth:`unknown`, for an option, or for a number of a real range."""
        record = self.case.issues[issue]
        if record.real:
            return self.number(path, issue, name)
        homes = (("issues", issue, "options"), ("issues", issue, "range"), ("issues", issue, "step"))
        return self.unknown(path, name, record.options, f"an option of {issue}", *homes)

    def number(self, path: Path, issue: str, name: str) -> str | None:
        """Report what is not a number of a range."""
        low, high = self.case.issues[issue].ends
        number = as_number(name)
        if number is not None and low <= number <= high:
            return None
        if not any(self.lines.left_out(("issues", issue, key)) for key in ("range", "step")):
            self.add(
                path, quoted(name), f"a number of {issue}, from {number_text(low)} to {number_text(high)}"
            )
        return ""

    def pattern(self, path: Path, pattern: Pattern | Interaction | Part) -> None:
        """Report what a pattern names and the case has not."""
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
        if any(self.lines.left_out(("issues", issue, key)) for key in ("range", "step", "options")):
            return
        if record.range is None:
            self.add(path, f"the stretch {choice}", f"options of {issue}, which has no range")
            return
        low, high = record.ends
        inside = all(end is None or low <= Fraction(end) <= high for end in (choice.low, choice.high))
        if not inside or not (record.real or record.chosen(choice)):
            steps = "" if record.real else f" in steps of {number_text(Fraction(record.step or 1))}"
            expected = f"a stretch of {issue}, from {number_text(low)} to {number_text(high)}{steps}"
            self.add(path, str(choice), expected, "leave from or to out for the end of the range")

    def functions(self, path: Path, function: Function) -> None:
        """Report what the parts of a function name and the case has not."""
        for index, part in enumerate(function.of):
            where = (*path, "of", index)
            if isinstance(part, Function):
                self.functions(where, part)
            else:
                self.pattern(where, part)

    def written(self, path: Path, wrapper: str) -> Path:
        """The path of a mapping, one level down where the file writes it so."""
        return (*path, wrapper) if (*self.lines.original(path), wrapper) in self.lines.known else path

    def record(self) -> None:
        """Check who acted, and what was offered, refused and read."""
        for index, event in enumerate(self.case.record):
            path: Path = ("record", index)
            self.party((*path, "by"), event.by, ratifiers=True)
            self.terms((*path, "offer"), event.offer or {})
            self.terms((*path, "refuses"), event.refuses or {})
            self.terms((*path, "signs"), event.signs or {})
            for reader, terms in event.read_as.items():
                where: Path = (*path, "read_as", reader)
                self.party(where, reader, ratifiers=True)
                self.terms(where, terms)
                for issue in terms:
                    if event.offer is not None and issue in self.case.issues and issue not in event.offer:
                        self.add((*where, issue), quoted(issue), "an issue that the offer names")
            if event.read_as and event.offer is None:
                self.add((*path, "read_as"), "a reading without an offer", "the offer that was read so")

    def terms(self, path: Path, terms: Mapping[str, str]) -> None:
        """Check the issues and options of an offer."""
        for issue, option in terms.items():
            where = (*path, issue)
            if self.issue(where, issue) is None:
                self.option(where, issue, option)

    def evidence(self) -> None:
        """Check the explanations that items of evidence name."""
        for index, item in enumerate(self.case.evidence):
            for key, names in (("for", item.for_), ("against", item.against)):
                for place, name in enumerate(names):
                    written = ("evidence", index, key, place)
                    path = written if self.lines.original(written) in self.lines.known else written[:-1]
                    self.unknown(path, name, EXPLANATIONS, "an explanation")
            for name in dict.fromkeys(name for name in item.for_ if name in item.against):
                self.add(("evidence", index), f"{quoted(name)} under both for and against", "one of the two")


def number_text(number: Fraction) -> str:
    """A number as a case writes it."""
    return written(exact_number(number))
