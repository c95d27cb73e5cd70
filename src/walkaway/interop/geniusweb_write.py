"""A case as GeniusWeb JSON, in the new keys: a domain file and one profile for each party."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..case import Case
from ..errors import UsageError, quoted
from .export import coupled, file_names, finite, groups, listed, prepared, rows, share, top
from .fromcase import numbers
from .geniusweb import SPACES
from .jsonwrite import to_json
from .records import Export, ForeignIssue, ForeignLine, Profile, Scenario
from .safe import Notes

__all__ = ["write_geniusweb"]

_PLACES = 10**8


def _values(issue: ForeignIssue) -> dict[str, Any]:
    if issue.ranged:
        return {"range": {"low": issue.low, "high": issue.high, "step": issue.step}}
    return {"values": list(issue.options)}


def _value(issue: ForeignIssue, option: str) -> Any:
    return numbers(issue)[option] if issue.ranged else option


def _domain(scenario: Scenario) -> dict[str, Any]:
    return {
        "name": scenario.title,
        "issuesValues": {issue.name: _values(issue) for issue in scenario.issues},
    }


def _utilities(issue: ForeignIssue, profile: Profile) -> dict[str, Any] | None:
    """Utilities of an issue from 0 to 1; None where no finite decimals equal them."""
    worth = profile.worth.get(issue.name)
    weight = top(worth)
    if issue.ranged:
        return _line(issue, worth if isinstance(worth, ForeignLine) else None, weight)
    table = {option: share(value, weight) for option, value in listed(issue, worth).items()}
    if not all(map(finite, table.values())):
        return None
    return {"DiscreteValueSetUtilities": {"valueUtilities": table}}


def _line(issue: ForeignIssue, worth: ForeignLine | None, weight: Fraction) -> dict[str, Any] | None:
    """A straight line whose every number has at most 8 decimals, so that GeniusWeb rounds none."""
    ends = worth.points if worth is not None else ((issue.low, Fraction(0)), (issue.high, Fraction(0)))
    if len(ends) != 2:
        return None
    low, high = (share(y, weight) for _, y in ends)
    step = (high - low) * (issue.step or 1) / (issue.high - issue.low)
    if (low * _PLACES).denominator > 1 or (step * _PLACES).denominator > 1:
        return None
    return {
        "NumberValueSetUtilities": {
            "lowValue": issue.low, "lowUtility": low, "highValue": issue.high, "highUtility": high,
        }
    }  # fmt: skip


def _additive(scenario: Scenario, profile: Profile) -> dict[str, Any] | None:
    """Weights that sum to 1 and utilities, where all of it can be said in finite decimals."""
    weights = {issue.name: top(profile.worth.get(issue.name)) for issue in scenario.issues}
    utilities = {issue.name: _utilities(issue, profile) for issue in scenario.issues}
    if sum(weights.values(), Fraction(0)) != 1 or None in utilities.values():
        return None
    return (
        {"issueUtilities": utilities, "issueWeights": weights} if all(map(finite, weights.values())) else None
    )


def _parts(scenario: Scenario, profile: Profile) -> dict[str, Any]:
    """Groups of issues, every combination with its utility."""
    parts: dict[str, Any] = {}
    for place, group in enumerate(groups(scenario, profile)):
        listing = [
            {
                "values": [_value(issue, option) for issue, option in zip(group, chosen, strict=True)],
                "util": number,
            }
            for chosen, number in rows(group, profile)
            if number
        ]
        name = group[0].name if len(group) == 1 else f"group {place + 1}"
        parts[name] = {"partsutils": {"issues": [issue.name for issue in group], "utilslist": listing}}
    return {"partUtilities": parts}


def _space(scenario: Scenario, profile: Profile, notes: Notes) -> dict[str, Any]:
    space = None if coupled(profile) or profile.cap is not None else _additive(scenario, profile)
    kind = SPACES[0] if space is not None else SPACES[1]
    if space is None:
        space = _parts(scenario, profile)
    space |= {"domain": _domain(scenario), "name": profile.name}
    if isinstance(profile.away, Mapping):
        kinds = {issue.name: issue for issue in scenario.issues}
        bid = {name: _value(kinds[name], option) for name, option in profile.away.items()}
        space["reservationBid"] = {"issuevalues": bid}
    elif profile.away:
        notes.add(
            f"the value of no deal to {profile.name} is left out: GeniusWeb takes a bid for it, not a number"
        )
    if profile.discount is not None:
        notes.add(f"the discount of {profile.name} is left out")
    return {kind: space}


def write_geniusweb(case: Case) -> Export:
    """Write a case as GeniusWeb JSON.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Export
        ``domain.json`` and one file for each party: ``LinearAdditiveUtilitySpace`` where weights that sum
        to 1 can be written exactly, else ``SumOfGroupsUtilitySpace``.

    Raises
    ------
    UsageError
        If an issue is a range of real numbers, or too many combinations would have to be listed.
    """
    notes = Notes()
    scenario = prepared(case, notes)
    for issue in scenario.issues:
        if issue.real:
            raise UsageError.of(f"the range {quoted(issue.name)} of real numbers", "a range with a step")
    domain = to_json(_domain(scenario), notes)
    files = {"domain.json": domain + "\n"}
    for name, profile in zip(file_names(scenario.profiles), scenario.profiles, strict=True):
        files[f"{name}.json"] = to_json(_space(scenario, profile, notes), notes) + "\n"
    return Export(format="geniusweb", files=files, lost=notes.all())
