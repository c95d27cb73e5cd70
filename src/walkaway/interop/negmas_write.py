"""A case as a NegMAS folder: an outcome space and one utility function for each party, as YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from ..case import Case
from .from_case import from_case
from .negmas_functions import write_function
from .preparing import file_names, note_listed, rows
from .safe import Notes
from .scenario import ForeignIssue, Profile, Scenario

__all__ = ["negmas_files"]


def _issue(issue: ForeignIssue, notes: Notes) -> dict[str, Any]:
    kind, values = "CategoricalIssue", [issue.said(option) for option in issue.listed]
    if issue.real or (issue.step == 1 and issue.low.denominator == 1):
        kind = "ContinuousIssue" if issue.real else "ContiguousIssue"
        values = [issue.low, issue.high]
    elif issue.ranged:
        note_listed(issue, notes)
        kind = "DiscreteCardinalIssue"
    return {"type": kind, "name": issue.name, "values": values}


def _key(issue: ForeignIssue, option: str) -> str | int | float:
    """An option as it stands in the key of a mapping."""
    said = issue.said(option)
    if isinstance(said, str):
        return said
    return int(said) if said.denominator == 1 else float(said)


def _function(scenario: Scenario, profile: Profile) -> dict[str, Any]:
    """A sum over issues, or, where issues interact, a list of all outcomes; any discount around it."""
    issues = scenario.issues
    if profile.parts or profile.cap is not None:
        mapping = {
            tuple(_key(issue, option) for issue, option in zip(issues, chosen, strict=True)): number
            for chosen, number in rows(list(issues), profile)
        }
        plain: dict[str, Any] = {"type": "MappingUtilityFunction", "mapping": mapping}
    else:
        values = [write_function(issue, profile.of(issue)) for issue in issues]
        weights = [Fraction(1)] * len(values)
        plain = {"type": "LinearAdditiveUtilityFunction", "weights": weights, "values": values}
    away: dict[str, Any] = {"reserved_value": profile.away}
    if isinstance(profile.away, Mapping):
        deal = [issue.said(profile.away[issue.name]) for issue in issues]
        away = {"reserved_outcome": deal, "reserved_value": None}
    plain |= {"name": profile.name, **away}
    if profile.discount is None:
        return plain
    return {
        "type": "ExpDiscountedUFun", "name": profile.name, "discount": profile.discount,
        "factor": "relative_time", "dynamic_reservation": True, **away, "ufun": plain,
    }  # fmt: skip


def negmas_files(case: Case, notes: Notes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each file with its data, values on their own scale; curves over real numbers are refused."""
    scenario = from_case(case, notes)
    real = any(issue.real for issue in scenario.issues)
    kind = "CartesianOutcomeSpace" if real else "DiscreteCartesianOutcomeSpace"
    issues = [_issue(issue, notes) for issue in scenario.issues]
    yield "domain.yml", {"type": kind, "name": scenario.title, "issues": issues}
    for name, profile in file_names(scenario.profiles):
        yield f"{name}.yml", _function(scenario, profile)
