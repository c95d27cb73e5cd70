"""NegoLog: a folder with ``profileA.json``, ``profileB.json`` and, made by the program, ``specs.json``.

Utility = Σ weight × value's number. ``specs.json`` holds results (under names of its own: its "Kalai" is the
deal of largest sum) and is not needed to read the negotiation.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from ..errors import nearest, quoted
from .jsontext import read_plain_json
from .place import FilePlace, described, opened, tell_left
from .records import ForeignIssue, ForeignTable, Profile, Scenario, SourceFile
from .safe import Notes, fail

__all__ = ["read_negolog"]

_KEYS = ("reservationValue", "issueWeights", "issues")


def _issues(place: FilePlace) -> tuple[ForeignIssue, ...]:
    found = []
    for name, held in place.at("issues").items("issues by name"):
        options = tuple(option for option, _ in held.items("a number for each value"))
        if not options:
            held.fault(described(held.value), "at least one value")
        found.append(ForeignIssue(name, options or ("?",)))
    if not found and not len(place.faults):
        place.fault("no issue", "at least one issue")
    return tuple(found)


def _profile(place: FilePlace, name: str, issues: Sequence[ForeignIssue], notes: Notes) -> Profile:
    place.known(_KEYS, f"a profile with {', '.join(_KEYS)}")
    weights, tables = place.at("issueWeights"), place.at("issues")
    known = {issue.name: issue for issue in issues}
    for key, held in tables.items("issues by name"):
        if key not in known:
            held.fault(quoted(key), "an issue of the other profiles", nearest(key, tuple(known)))
    worth, total = {}, Fraction(0)
    for issue in issues:
        if not isinstance(weights.value, dict) or issue.name not in weights.value:
            weights.fault(f"no weight of {quoted(issue.name)}", "a weight for each issue")
            continue
        weight, table = weights.at(issue.name).number(), tables.at(issue.name)
        total += weight
        numbers = {option: held.number() for option, held in table.items("a number for each value")}
        if set(numbers) != set(issue.options):
            table.fault(f"the values {', '.join(numbers)}", f"the values {', '.join(issue.options)}")
        worth[issue.name] = ForeignTable(
            {option: weight * numbers.get(option, Fraction(0)) for option in issue.options}
        )
    if total != 1 and not len(place.faults):
        notes.add(f"{name}: weights sum to {float(total):g}; they are taken as they stand")
    away = place.at("reservationValue").number() if place.has("reservationValue") else Fraction(0)
    return Profile(name, worth, away=away)


def read_negolog(
    profiles: Sequence[Path], names: Sequence[str], notes: Notes
) -> tuple[Scenario, tuple[SourceFile, ...]]:
    """Read the profiles of a NegoLog domain.

    Parameters
    ----------
    profiles : sequence of Path
    names : sequence of str
        What to call the parties.
    notes : Notes
        Collects what could not be carried over.

    Returns
    -------
    Scenario
    tuple of Source

    Raises
    ------
    ImportFault
        With the faults of the files.
    """
    places, sources = opened(profiles, read_plain_json)
    faults = places[0].faults
    issues = _issues(places[0])
    fail(faults)
    found = tuple(_profile(place, name, issues, notes) for place, name in zip(places, names, strict=True))
    fail(faults)
    tell_left(places, notes)
    if (profiles[0].parent / "specs.json").is_file():
        notes.add('specs.json holds results and is not read: its "Kalai" is the deal of the largest sum')
    return Scenario(profiles[0].absolute().parent.name, issues, found), sources
