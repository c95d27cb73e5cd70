"""A case as a NegoLog folder: one profile for each of two parties."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..case import Case
from ..errors import UsageError, quoted
from .export import away_number, coupled, finite, listed, prepared, share, top
from .jsonwrite import to_json
from .records import Export, Profile, Scenario
from .safe import Notes

__all__ = ["write_negolog"]


def _profile(scenario: Scenario, profile: Profile) -> dict[str, Any]:
    weights: dict[str, Any] = {}
    issues: dict[str, Any] = {}
    for issue in scenario.issues:
        worth = profile.worth.get(issue.name)
        weight, table = top(worth), listed(issue, worth)
        shares = {option: share(value, weight) for option, value in table.items()}
        exact = finite(weight) and all(map(finite, shares.values()))
        weights[issue.name] = weight if exact else Fraction(1)
        issues[issue.name] = shares if exact else table
    return {"reservationValue": away_number(scenario, profile), "issueWeights": weights, "issues": issues}


def write_negolog(case: Case) -> Export:
    """Write a case as a NegoLog folder.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Export
        ``profileA.json`` and ``profileB.json``.

    Raises
    ------
    UsageError
        If there are more than two parties, interactions, or ranges of real numbers.
    """
    notes = Notes()
    scenario = prepared(case, notes)
    if len(scenario.profiles) != 2:
        raise UsageError.of(f"{len(scenario.profiles)} parties", "two parties, which is what NegoLog has")
    for issue in scenario.issues:
        if issue.real:
            raise UsageError.of(f"the range {quoted(issue.name)} of real numbers", "a range with a step")
        if issue.ranged:
            notes.add(f"the range {quoted(issue.name)} is written as a list of its numbers")
    files = {}
    for letter, profile in zip("AB", scenario.profiles, strict=True):
        if coupled(profile):
            raise UsageError.of(f"interactions of {quoted(profile.name)}", "values that add up over issues")
        if profile.discount is not None:
            notes.add(f"the discount of {profile.name} is left out")
        if not isinstance(profile.away, Fraction):
            notes.add(f"no deal is worth what a certain deal is to {profile.name}; its value is written")
        notes.add(f"{profile.name} is written as profile{letter}.json")
        files[f"profile{letter}.json"] = to_json(_profile(scenario, profile), notes) + "\n"
    return Export(format="negolog", files=files, lost=notes.all())
