"""A case as a NegMAS folder: an outcome space and one utility function for each party, as YAML."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..case import Case
from ..errors import UsageError, quoted
from .export import coupled, file_names, listed, prepared, rows, top
from .fromcase import numbers
from .jsonwrite import to_json
from .lines import triangle
from .records import Export, ForeignIssue, ForeignLine, Profile, Scenario, Worth
from .safe import Notes

__all__ = ["write_negmas"]


def _issue(issue: ForeignIssue, notes: Notes) -> dict[str, Any]:
    if not issue.ranged:
        return {"type": "CategoricalIssue", "name": issue.name, "values": list(issue.options)}
    ends = [issue.low, issue.high]
    if issue.real:
        return {"type": "ContinuousIssue", "name": issue.name, "values": ends}
    if issue.step == 1 and issue.low.denominator == 1:
        return {"type": "ContiguousIssue", "name": issue.name, "values": ends}
    notes.add(f"the range {quoted(issue.name)} is written as a list of its numbers")
    return {"type": "DiscreteCardinalIssue", "name": issue.name, "values": list(numbers(issue).values())}


def _value(issue: ForeignIssue, option: str) -> Any:
    return numbers(issue)[option] if issue.ranged else option


def _function(issue: ForeignIssue, worth: Worth | None) -> dict[str, Any]:
    """A value function of one issue."""
    line = worth if isinstance(worth, ForeignLine) else None
    if worth is None and issue.ranged:
        return {"type": "ConstFun", "bias": Fraction(0)}
    if line is not None and len(line.points) == 2:
        (x, y), (right, above) = line.points
        slope = (above - y) / (right - x)
        return {"type": "AffineFun", "slope": slope, "bias": y - slope * x}
    if issue.real and line is not None:
        return _triangle(issue, line)
    table = listed(issue, worth)
    return {"type": "TableFun", "mapping": {_value(issue, option): table[option] for option in table}}


def _triangle(issue: ForeignIssue, line: ForeignLine) -> dict[str, Any]:
    peak = top(line)
    start, end = issue.low, issue.high
    middle = next(x for x, y in line.points if y == peak)
    zeros = [x for x, y in line.points if y == 0]
    start = max((x for x in zeros if x < middle), default=start)
    end = min((x for x in zeros if x > middle), default=end)
    if not start < middle < end or triangle(issue, (start, middle, end), peak) != line:
        found = f"the values of the range {quoted(issue.name)}"
        raise UsageError.of(found, "a line or a triangle within the range, which is what NegMAS has")
    return {"type": "TriangularFun", "start": start, "middle": middle, "end": end, "scale": peak}


def _ufun(scenario: Scenario, profile: Profile, notes: Notes) -> dict[str, Any]:
    if coupled(profile) or profile.cap is not None:
        issues = list(scenario.issues)
        mapping = {
            tuple(_key(issue, option) for issue, option in zip(issues, chosen, strict=True)): number
            for chosen, number in rows(issues, profile)
        }
        plain: dict[str, Any] = {"type": "MappingUtilityFunction", "mapping": mapping}
    else:
        values = [_function(issue, profile.worth.get(issue.name)) for issue in scenario.issues]
        weights = [Fraction(1)] * len(values)
        plain = {"type": "LinearAdditiveUtilityFunction", "weights": weights, "values": values}
    plain |= {"name": profile.name, **_away(scenario, profile)}
    if profile.discount is None:
        return plain
    return {
        "type": "ExpDiscountedUFun", "name": profile.name, "discount": profile.discount,
        "factor": "relative_time", "dynamic_reservation": True, **_away(scenario, profile), "ufun": plain,
    }  # fmt: skip


def _key(issue: ForeignIssue, option: str) -> Any:
    """An option as it stands in the key of a mapping."""
    if not issue.ranged:
        return option
    number = numbers(issue)[option]
    return int(number) if number.denominator == 1 else float(number)


def _away(scenario: Scenario, profile: Profile) -> dict[str, Any]:
    if not isinstance(profile.away, Mapping):
        return {"reserved_value": profile.away}
    values = [_value(issue, profile.away[issue.name]) for issue in scenario.issues]
    return {"reserved_outcome": values, "reserved_value": None}


def write_negmas(case: Case) -> Export:
    """Write a case as a NegMAS folder.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Export
        ``domain.yml`` and one file for each party: a sum over issues, or, where issues interact, a list of
        all outcomes; discounts as ``ExpDiscountedUFun`` over relative time.

    Raises
    ------
    UsageError
        If too many outcomes would have to be listed, or a curve over real numbers is no triangle.
    """
    notes = Notes()
    scenario = prepared(case, notes, unit=False)
    kind = (
        "CartesianOutcomeSpace"
        if any(issue.real for issue in scenario.issues)
        else "DiscreteCartesianOutcomeSpace"
    )
    domain = {
        "type": kind,
        "name": scenario.title,
        "issues": [_issue(issue, notes) for issue in scenario.issues],
    }
    files = {"domain.yml": to_json(domain, notes) + "\n"}
    for name, profile in zip(file_names(scenario.profiles), scenario.profiles, strict=True):
        files[f"{name}.yml"] = to_json(_ufun(scenario, profile, notes), notes) + "\n"
    return Export(format="negmas", files=files, lost=notes.all())
