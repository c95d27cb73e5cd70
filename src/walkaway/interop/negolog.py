"""NegoLog: a folder with ``profileA.json`` and ``profileB.json``; utility = Σ weight × value's number.

``specs.json`` holds results (under names of its own: its "Kalai" is the deal of largest sum).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..case import Case
from ..errors import UsageError, nearest, quoted
from .place import FilePlace, described, finish
from .safe import Notes
from .scenario import ZERO, ForeignIssue, ForeignWorth, Profile, Scenario
from .writing import away_number, finite, note_listed, prepared, refuse_real

_KEYS = ("reservationValue", "issueWeights", "issues")
_NUMBERS = "a number for each value"


def _issues(place: FilePlace) -> tuple[ForeignIssue, ...]:
    found = []
    for name, held in place.at("issues").items("issues by name"):
        options = tuple(option for option, _ in held.items(_NUMBERS))
        if not options:
            held.fault(described(held.value), "at least one value")
        found.append(ForeignIssue(name, options or ("?",)))
    if not found and not len(place.faults):
        place.fault("no issue", "at least one issue")
    return tuple(found)


def _profile(place: FilePlace, name: str, issues: Sequence[ForeignIssue], notes: Notes) -> Profile:
    place.known(_KEYS, f"a profile with {', '.join(_KEYS)}")
    weights, tables = place.at("issueWeights"), place.at("issues")
    known = tuple(issue.name for issue in issues)
    for key, held in tables.items("issues by name"):
        if key not in known:
            held.fault(quoted(key), "an issue of the other profiles", nearest(key, known))
    worth, total = {}, ZERO
    for issue in issues:
        if not isinstance(weights.value, dict) or issue.name not in weights.value:
            weights.fault(f"no weight of {quoted(issue.name)}", "a weight for each issue")
            continue
        weight, table = weights.at(issue.name).number(), tables.at(issue.name)
        total += weight
        numbers = {option: held.number() for option, held in table.items(_NUMBERS)}
        if set(numbers) != set(issue.options):
            table.fault(f"the values {', '.join(numbers)}", f"the values {', '.join(issue.options)}")
        worth[issue.name] = ForeignWorth({o: weight * numbers.get(o, ZERO) for o in issue.options})
    if total != 1 and not len(place.faults):
        notes.add(f"{name}: weights sum to {float(total):g}; they are taken as they stand")
    return Profile(name, worth, away=place.number_at("reservationValue"))


def negolog_scenario(places: list[FilePlace], names: Sequence[str], notes: Notes) -> Scenario:
    """Read the profiles of a NegoLog domain."""
    issues = _issues(places[0])
    places[0].stop()
    found = tuple(_profile(place, name, issues, notes) for place, name in zip(places, names, strict=True))
    finish(places, notes)
    home = Path(places[0].lines.file).absolute().parent
    if (home / "specs.json").is_file():
        notes.add('specs.json holds results and is not read: its "Kalai" is the deal of the largest sum')
    return Scenario(home.name, issues, found)


def negolog_files(case: Case, notes: Notes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each file with its data; interactions, ranges of real numbers and a third party are refused."""
    scenario = prepared(case, notes)
    if len(scenario.profiles) != 2:
        raise UsageError.of(f"{len(scenario.profiles)} parties", "two parties, which is what NegoLog has")
    for issue in scenario.issues:
        refuse_real(issue)
        if issue.ranged:
            note_listed(issue, notes)
    for letter, profile in zip("AB", scenario.profiles, strict=True):
        if profile.parts:
            raise UsageError.of(f"interactions of {quoted(profile.name)}", "values that add up over issues")
        if profile.discount is not None:
            notes.add(f"the discount of {profile.name} is left out")
        away = away_number(profile, notes)
        notes.add(f"{profile.name} is written as profile{letter}.json")
        weights: dict[str, Fraction] = {}
        issues: dict[str, dict[str, Fraction]] = {}
        for issue in scenario.issues:
            weight, unit = profile.of(issue).apart()
            exact = finite(weight, *unit.listed(issue).values())
            weights[issue.name] = weight if exact else Fraction(1)
            issues[issue.name] = (unit if exact else profile.of(issue)).listed(issue)
        yield f"profile{letter}.json", {"reservationValue": away, "issueWeights": weights, "issues": issues}
