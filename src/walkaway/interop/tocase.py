"""A negotiation from another program → a :class:`~walkaway.case.Case`, exact to the last digit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..case import Case
from ..case.judgement import exact_number, written
from ..case.lines import Lines, dotted
from ..case.names import check_names
from ..errors import Fault, Faults, quoted
from .lines import least_most, reach
from .records import (
    Choice,
    ForeignFunction,
    ForeignIssue,
    ForeignLine,
    ForeignSpan,
    ForeignTable,
    ForeignTerm,
    Profile,
    Scenario,
    SourceFile,
    Worth,
)
from .safe import ImportFault, Notes

__all__ = ["SCALE", "Import", "to_case"]

SCALE = "utility"
"""Unit of the values: those of the file, 0 to 1 in all of these formats."""

_WORDS = ("when", "unless", "points", "order", "linear", "triangular")
_DIGITS = 10**60


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A case that was read from another program's files.

    Attributes
    ----------
    case : Case
        Values are those of the files, on their own scale; fractions where no finite decimal is exact.
    format : {"genius", "geniusweb", "negmas", "negolog"}
    lost : tuple of str
        What could not be carried over or was read in a particular way, one sentence each.
    files : tuple of Source
        Every file that was read, with its digest.
    """

    case: Case
    format: str
    lost: tuple[str, ...]
    files: tuple[SourceFile, ...]

    @property
    def digest(self) -> str:
        """One fingerprint of all files, in their order."""
        return hashlib.sha256("".join(source.digest for source in self.files).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """The import as plain data, without the case."""
        files = [{"path": source.path, "sha256": source.digest} for source in self.files]
        return {"format": self.format, "lost": list(self.lost), "files": files}


class _CaseBuilder:
    """Builds the file form of a case."""

    def __init__(self, scenario: Scenario, notes: Notes) -> None:
        self.scenario, self.notes = scenario, notes
        self.ids = {issue.name: self.free(issue.name, "issue") for issue in scenario.issues}
        self.kinds = {issue.name: issue for issue in scenario.issues}
        self.options = {
            issue.name: {option: self.free(option, "option") for option in issue.options}
            for issue in scenario.issues
        }

    def free(self, name: str, what: str) -> str:
        """A name that is no word of the case format."""
        if name not in _WORDS:
            return name
        self.notes.add(
            f"the {what} {quoted(name)} is called {quoted(name + '_')}, as the word belongs to the format"
        )
        return f"{name}_"

    def number(self, number: Fraction) -> Any:
        """A number as the case holds it; only one of more than 60 digits is rounded."""
        if abs(number.numerator) >= _DIGITS or number.denominator >= _DIGITS:
            self.notes.add("numbers with more than 60 digits are rounded to 30 decimals")
            number = Fraction(round(number * 10**30), 10**30)
        return exact_number(number)

    def issue(self, issue: ForeignIssue) -> dict[str, Any]:
        """An issue in the form of the file."""
        if not issue.ranged:
            return {"title": issue.name, "options": {self.options[issue.name][o]: o for o in issue.options}}
        ends = [self.number(issue.low), self.number(issue.high)]
        step = {"step": self.number(issue.step)} if issue.step is not None else {}
        return {"title": issue.name, "range": ends, **step}

    def scores(self, issue: ForeignIssue, worth: Worth) -> dict[str, Any]:
        """Scores in the form of the file."""
        if isinstance(worth, ForeignTable):
            names = self.options[issue.name]
            return {names.get(option, option): self.number(value) for option, value in worth.worth.items()}
        if len(worth.points) == 2:
            return {"linear": [self.number(y) for _, y in worth.points]}
        return {"points": {written(exact_number(x)): self.number(y) for x, y in worth.points}}

    def when(self, choices: Mapping[str, Choice]) -> dict[str, Any]:
        """A pattern in the form of the file."""
        return {
            self.ids[name]: {"from": self.number(choice.low), "to": self.number(choice.high)}
            if isinstance(choice, ForeignSpan)
            else [self.options[name].get(option, option) for option in choice]
            for name, choice in choices.items()
        }

    def term(self, term: ForeignTerm, sign: int = 1) -> dict[str, Any]:
        """A term in the form of the file."""
        patterns = {"when": self.when(term.when), "unless": self.when(term.unless)}
        return {key: when for key, when in patterns.items() if when} | {"add": self.number(sign * term.add)}

    def function(self, function: ForeignFunction, sign: int = 1) -> dict[str, Any]:
        """A function in the form of the file; weights are never negative there, so signs move inwards."""
        if function.weight < 0:
            sign = -sign
        combine = function.combine
        if sign < 0 and combine != "sum":
            combine = "min" if combine == "max" else "max"
        parts = [
            self.term(part, sign) if isinstance(part, ForeignTerm) else self.function(part, sign)
            for part in function.parts
        ]
        weight = {"weight": self.number(abs(function.weight))} if abs(function.weight) != 1 else {}
        return {"combine": combine, **weight, "of": parts}

    def preference(self, profile: Profile) -> dict[str, Any]:
        """What a party wants in the form of the file."""
        worth = dict(profile.worth)
        constant = sum((term.add for term in profile.terms if not term.when and not term.unless), Fraction(0))
        terms = [term for term in profile.terms if term.when or term.unless]
        first = self.scenario.issues[0]
        if constant or not worth:
            worth[first.name] = raised(first, worth.get(first.name), constant)
        scores = {
            self.ids[issue.name]: self.scores(issue, worth[issue.name])
            for issue in self.scenario.issues
            if issue.name in worth
        }
        plain: dict[str, Any] = {"scale": SCALE, "scores": scores, "walk_away": self.away(profile)}
        if terms:
            plain["interactions"] = [self.term(term) for term in terms]
        if profile.functions:
            plain["functions"] = [self.function(function) for function in profile.functions]
        for key, value in (("cap", profile.cap), ("discount", profile.discount)):
            if value is not None:
                plain[key] = self.number(value)
        return plain

    def away(self, profile: Profile) -> Any:
        """The value of no deal in the form of the file."""
        if not isinstance(profile.away, Mapping):
            return self.number(profile.away if profile.away is not None else Fraction(0))
        deal = {
            self.ids[name]: self.options[name].get(option, option) for name, option in profile.away.items()
        }
        return {"deal": deal}


def raised(issue: ForeignIssue, worth: Worth | None, constant: Fraction) -> Worth:
    """What an issue is worth, higher by a constant whatever is chosen."""
    if isinstance(worth, ForeignTable):
        return ForeignTable({option: value + constant for option, value in worth.worth.items()})
    if worth is not None:
        return ForeignLine(tuple((x, y + constant) for x, y in worth.points))
    if issue.ranged:
        return ForeignLine(((issue.low, constant), (issue.high, constant)))
    return ForeignTable(dict.fromkeys(issue.options, constant))


def to_case(scenario: Scenario, format: str, notes: Notes, sources: Sequence[SourceFile]) -> Import:
    """Turn a negotiation into a case.

    Parameters
    ----------
    scenario : Scenario
    format : str
        Name of the format it comes from.
    notes : Notes
        What is lost so far.
    sources : sequence of Source
        The files it was read from.

    Returns
    -------
    Import

    Notes
    -----
    Values keep the scale of the file, so ``walkaway deals --json`` answers on that scale. A constant that
    is paid for every deal is added to the first issue.
    """
    for profile in scenario.profiles:
        _doubt_away(profile, notes)
    builder = _CaseBuilder(scenario, notes)
    plain = {
        "case": 1,
        "title": scenario.title or "Negotiation",
        "parties": {profile.name: profile.name for profile in scenario.profiles},
        "issues": {builder.ids[issue.name]: builder.issue(issue) for issue in scenario.issues},
        "preferences": {profile.name: builder.preference(profile) for profile in scenario.profiles},
        "sources": [f"{Path(source.path).name}, {format}, SHA-256 {source.digest}" for source in sources],
    }
    lost = notes.all()
    if lost:
        plain["notes"] = list(lost)
    return Import(case=_checked(plain, sources), format=format, lost=lost, files=tuple(sources))


def _doubt_away(profile: Profile, notes: Notes) -> None:
    """Say so where no deal can be worth as much as no deal: the two may be on different scales."""
    if not isinstance(profile.away, Fraction):
        return
    parts: tuple[ForeignTerm | ForeignFunction, ...] = (*profile.terms, *profile.functions)
    top = sum((reach(worth)[1] for worth in profile.worth.values()), Fraction(0))
    top += sum((least_most(part)[1] for part in parts), Fraction(0))
    top = top if profile.cap is None else min(top, profile.cap)
    if profile.away > top:
        notes.add(
            f"{profile.name}: no deal is worth {float(profile.away):g} (the reservation), but no deal that"
            f" can be made is worth more than {float(top):g}, so the zone is empty; is the reservation on"
            " another scale than the values?"
        )


def _checked(plain: dict[str, Any], sources: Sequence[SourceFile]) -> Case:
    """The case; what a case cannot hold (a number of 10^16, say) is a fault of the files."""
    file = sources[0].path
    try:
        case = Case.model_validate(plain)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        path = dotted(tuple(found["loc"]))
        given = {key: str(text) for key, text in found.get("ctx", {}).items()}
        what, right = given.get("found", found["msg"]), given.get("expected", "what a case can hold")
        raise ImportFault([Fault(file=file, path=path, found=what, expected=right)]) from None
    faults = Faults()
    check_names(case, Lines(file), faults)
    faults.raise_if_any(ImportFault)
    return case
