"""GeniusWeb JSON: a domain and one profile for each party, in the old keys (2019–21) and the new.

Utility of a deal = Σ weight × utility of the value, or Σ utility of each group of values, 0 where a
combination is not listed. That of no deal is that of a *bid*, ``reservationBid``. The new keys are written.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..case import Case
from ..errors import nearest, quoted
from .place import FilePlace, described, finish, options_issue
from .safe import MAX_STEPS, Notes, decimal_text, exact
from .scenario import ZERO, ForeignIssue, ForeignPart, ForeignWorth, Profile, Scenario
from .writing import file_names, finite, groups, prepared, refuse_real, rows

_ADDITIVE, _GROUPS = _SPACES = ("LinearAdditiveUtilitySpace", "SumOfGroupsUtilitySpace")
_KINDS = {kind.lower(): kind for kind in _SPACES}
_TABLE = ("DiscreteValueSetUtilities", "discreteutils")
_LINE = ("NumberValueSetUtilities", "numberutils")
_NUMBERS = ("lowValue", "lowUtility", "highValue", "highUtility")
_KEYS = ("issueUtilities", "issueWeights", "partUtilities", "domain", "name", "reservationBid")
_NAME = "the name of a value, or a number"
_PLACES = 10**8

Issues = Mapping[str, ForeignIssue]


def _issue(name: str, values: FilePlace) -> ForeignIssue:
    if values.has("range"):
        held = values.at("range")
        held.known(("low", "high", "step"), "a range with low, high and step")
        low, high, step = (held.at(key).number() for key in ("low", "high", "step"))
        if step <= 0 or low > high:
            held.fault(f"low {low}, high {high}, step {step}", "low ≤ high and a step above 0")
        elif (high - low) / step > MAX_STEPS:
            held.fault(f"{int((high - low) / step):,} steps", f"at most {MAX_STEPS:,}")
        else:
            return ForeignIssue(name, (), low, low + step * int((high - low) / step), step).settled
        return ForeignIssue(name, ("?",))
    if not values.has("values"):
        values.fault(described(values.value), "values, or a range")
        return ForeignIssue(name, ("?",))
    listed = values.at("values").entries("a list of values")
    return options_issue(name, values, [value.text("the name of a value") for value in listed])


def _domain(place: FilePlace) -> tuple[str, dict[str, ForeignIssue]]:
    """The name of a domain, and name → issue."""
    place.known(("name", "issuesValues"), "a domain with name and issuesValues")
    issues = {name: _issue(name, held) for name, held in place.at("issuesValues").items("issues by name")}
    if not issues and not len(place.faults):
        place.fault("no issue", "at least one issue")
    return place.at("name").text("the name of the domain") if place.has("name") else "", issues


def _rounded(value: Fraction) -> Fraction:
    """To 8 decimals, halves away from zero, as GeniusWeb computes."""
    size = Fraction(math.floor(abs(value) * _PLACES + Fraction(1, 2)), _PLACES)
    return -size if value < 0 else size


def _whole(*utilities: Fraction) -> bool:
    """Whether GeniusWeb, with its 8 decimals, rounds none of these."""
    return all((utility * _PLACES).denominator == 1 for utility in utilities)


def _read_line(held: FilePlace, issue: ForeignIssue, weight: Fraction) -> ForeignWorth:
    """A straight line, 0 outside of it; each number rounded to 8 decimals before it is weighted."""
    held.known(_NUMBERS, ", ".join(_NUMBERS))
    low, below, high, above = (held.at(key).number() for key in _NUMBERS)
    alone = len(issue.options) == 1 and bool(issue.numbers)
    if low >= high or not (issue.ranged or alone):
        held.fault(f"a line from {low} to {high}", "lowValue < highValue, for an issue with a range")
        return ForeignWorth()

    def at(x: Fraction) -> Fraction:
        return below + (above - below) * (x - low) / (high - low) if low <= x <= high else ZERO

    step = (above - below) * (issue.step or 0) / (high - low)
    if issue.ranged and low <= issue.low and issue.high <= high and _whole(at(issue.low), step):
        return ForeignWorth(points=tuple((x, weight * at(x)) for x in (issue.low, issue.high)))
    return ForeignWorth({option: weight * _rounded(at(number)) for option, number in issue.numbers.items()})


def _read_worth(held: FilePlace, issue: ForeignIssue, weight: Fraction, notes: Notes) -> ForeignWorth:
    if (line := held.either(*_LINE)) is not None:
        return _read_line(line, issue, weight)
    if (table := held.either(*_TABLE)) is None:
        held.fault(described(held.value), f"one of {', '.join((*_TABLE, *_LINE))}")
        return ForeignWorth()
    known, worth = set(issue.listed), dict[str, Fraction]()
    for value, number in table.at("valueUtilities").items("a utility for each value"):
        exactly = exact(value) if issue.ranged else None
        option = value if exactly is None else decimal_text(exactly)[0]
        if option in known:
            worth[option] = weight * number.number()
        else:
            close = nearest(value, tuple(sorted(known)))
            number.fault(f"the value {quoted(value)}", f"a value of {issue.name}", close)
    if missing := ", ".join(map(quoted, sorted(known - set(worth)))):
        notes.add(f"issue {quoted(issue.name)}: values without a utility ({missing}) are worth 0")
    return ForeignWorth({option: worth.get(option, ZERO) for option in issue.listed})


def _read_additive(space: FilePlace, issues: Issues, notes: Notes) -> dict[str, ForeignWorth]:
    weights, worth = space.at("issueWeights"), {}
    for name, held in space.at("issueUtilities").items("utilities by issue"):
        if name not in issues:
            right = f"an issue ({', '.join(list(issues)[:8])})"
            held.fault(quoted(name), right, nearest(name, tuple(issues)))
            continue
        if not isinstance(weights.value, dict):
            weights.fault(described(weights.value), "weights by issue")
            break
        weight = weights.at(name).number("a weight for each issue")
        worth[name] = _read_worth(held, issues[name], weight, notes)
    missing = [name for name in issues if name not in worth]
    if missing and not len(space.faults):
        space.fault(f"no utilities of {', '.join(map(quoted, missing[:5]))}", "utilities for each issue")
    if isinstance(weights.value, dict):
        total = sum((number for number in weights.value.values() if isinstance(number, Fraction)), ZERO)
        if total != 1:
            notes.add(f"weights sum to {float(total):g}; they are taken as they stand")
    return worth


def _read_groups(space: FilePlace, issues: Issues) -> tuple[dict[str, ForeignWorth], list[ForeignPart]]:
    worth: dict[str, ForeignWorth] = {}
    terms: list[ForeignPart] = []
    used: list[str] = []
    for _, part in space.at("partUtilities").items("groups of issues by name"):
        held = part.either("partsutils", "PartsUtilities") or part
        names = [name.text("an issue") for name in held.at("issues").entries("a list of issues")]
        for name in names:
            if name not in issues or name in used:
                right = "issues of the domain, each in one group"
                held.fault(quoted(name), right, nearest(name, tuple(issues)))
        used += names
        if len(space.faults):
            continue
        utilities = _read_rows(held, [issues[name] for name in names])
        if len(names) == 1:
            options = issues[names[0]].listed
            worth[names[0]] = ForeignWorth({option: utilities.get((option,), ZERO) for option in options})
        else:
            for values, add in utilities.items():
                when = {name: (value,) for name, value in zip(names, values, strict=True)}
                terms += [ForeignPart(add, when)] if add else []
    missing = [name for name in issues if name not in used]
    if missing and not len(space.faults):
        space.fault(f"no group with {', '.join(map(quoted, missing[:5]))}", "every issue in a group")
    return worth, terms


def _read_rows(held: FilePlace, issues: Sequence[ForeignIssue]) -> dict[tuple[str, ...], Fraction]:
    """Combination of values → utility."""
    known = [set(issue.listed) for issue in issues]
    found: dict[tuple[str, ...], Fraction] = {}
    for row in held.at("utilslist").entries("a list of combinations with their utility"):
        values = tuple(
            value.option(_NAME, truth=False) for value in row.at("values").entries("one value for each issue")
        )
        fits = len(values) == len(known) and all(v in names for v, names in zip(values, known, strict=True))
        if not fits or values in found:
            right = "one value of each issue of the group, each combination once"
            row.fault(f"the values {', '.join(values)}", right)
        else:
            found[values] = row.at("util").number("a utility")
    return found


def _read_away(space: FilePlace, issues: Issues) -> dict[str, str]:
    """The reservation bid; empty without one."""
    if not space.has("reservationBid"):
        return {}
    bid = space.at("reservationBid")
    held = bid.either("issuevalues", "issueValues") or bid
    deal: dict[str, str] = {}
    for name, value in held.items("values by issue"):
        option = value.option(_NAME, truth=False)
        if name not in issues or option not in issues[name].listed:
            value.fault(f"{quoted(name)}: {quoted(option)}", "an issue and one of its values")
        deal[name] = option
    return deal


def _space(place: FilePlace) -> tuple[str, FilePlace]:
    """The kind of a utility space, and what stands in it."""
    for key, held in place.items("a profile"):
        if key.lower() in _KINDS:
            return _KINDS[key.lower()], held
        never = "orders of bids (partial profiles) have no values and cannot be read"
        raise place.refuse(quoted(key), f"a profile of the kind {' or '.join(_SPACES)}", never)
    raise place.refuse(described(place.value), "a profile")


def _read_profile(place: FilePlace, name: str, issues: Issues, notes: Notes) -> Profile:
    kind, space = _space(place)
    space.known(_KEYS, "a utility space")
    if space.has("domain") and _domain(space.at("domain"))[1] != issues and not len(place.faults):
        space.at("domain").fault("another domain", "the domain of the other files")
    terms: list[ForeignPart] = []
    if kind == _ADDITIVE:
        worth = _read_additive(space, issues, notes)
    else:
        worth, terms = _read_groups(space, issues)
    deal = _read_away(space, issues)
    if isinstance(space.value, dict) and space.value.get("name") == name:
        space.at("name")  # the file is called like its profile
    profile = Profile(name, worth, tuple(terms), away=deal or ZERO)
    if deal and not len(place.faults) and len(deal) < len(issues):
        notes.add(f"{name}: the reservation bid leaves issues open; its value is carried as a number")
        return replace(profile, away=profile.value(deal))
    if not deal:
        notes.add(f"{name}: no reservation bid; no deal is taken to be worth 0")
    if Profile(name, worth).bounds[0] < 0:
        notes.add(f"{name}: utilities below 0, which GeniusWeb does not allow")
    return profile


def geniusweb_scenario(places: list[FilePlace], names: Sequence[str], notes: Notes) -> Scenario:
    """Read a domain and the profiles of its parties; without a domain file, the one in the first profile."""
    own = places[len(places) - len(names) :]
    title, issues = _domain(_space(places[0])[1].at("domain") if own == places else places[0])
    places[0].stop()
    found = tuple(_read_profile(*each, issues, notes) for each in zip(own, names, strict=True))
    finish(places, notes)
    file = Path(places[0].lines.file)
    home = file.parent.name if own == places else file.stem
    return Scenario(title or home, tuple(issues.values()), found)


def _write_domain(scenario: Scenario) -> dict[str, Any]:
    values = {
        issue.name: {"range": {"low": issue.low, "high": issue.high, "step": issue.step}}
        if issue.ranged
        else {"values": list(issue.options)}
        for issue in scenario.issues
    }
    return {"name": scenario.title, "issuesValues": values}


def _write_worth(issue: ForeignIssue, unit: ForeignWorth) -> dict[str, Any] | None:
    """Utilities of an issue from 0 to 1; None where no finite decimals equal them."""
    if not issue.ranged:
        table = unit.listed(issue)
        return {_TABLE[0]: {"valueUtilities": table}} if finite(*table.values()) else None
    points = issue.flat().points if unit == ForeignWorth() else unit.points
    if len(points) != 2:
        return None
    (_, low), (_, high) = points
    if not _whole(low, (high - low) * (issue.step or 1) / (issue.high - issue.low)):
        return None
    return {_LINE[0]: dict(zip(_NUMBERS, (issue.low, low, issue.high, high), strict=True))}


def _write_additive(scenario: Scenario, profile: Profile) -> dict[str, Any] | None:
    """Weights that sum to 1 and utilities, where all of it can be said in finite decimals."""
    weights, utilities = {}, {}
    for issue in scenario.issues:
        weights[issue.name], unit = profile.of(issue).apart()
        utilities[issue.name] = _write_worth(issue, unit)
    said = sum(weights.values(), ZERO) == 1 and None not in utilities.values() and finite(*weights.values())
    return {"issueUtilities": utilities, "issueWeights": weights} if said else None


def _write_groups(scenario: Scenario, profile: Profile) -> dict[str, Any]:
    """Groups of issues, every combination with its utility."""
    parts: dict[str, Any] = {}
    for place, group in enumerate(groups(scenario, profile), 1):
        listing = [
            {"values": [issue.said(o) for issue, o in zip(group, chosen, strict=True)], "util": number}
            for chosen, number in rows(group, profile)
            if number
        ]
        name = group[0].name if len(group) == 1 else f"group {place}"
        parts[name] = {"partsutils": {"issues": [issue.name for issue in group], "utilslist": listing}}
    return {"partUtilities": parts}


def _write_profile(scenario: Scenario, profile: Profile, notes: Notes) -> dict[str, Any]:
    joint = bool(profile.parts) or profile.cap is not None
    additive = None if joint else _write_additive(scenario, profile)
    space = additive or _write_groups(scenario, profile)
    space |= {"domain": _write_domain(scenario), "name": profile.name}
    if isinstance(profile.away, Mapping):
        bid = {name: scenario.named[name].said(option) for name, option in profile.away.items()}
        space["reservationBid"] = {"issuevalues": bid}
    elif profile.away:
        lost = f"the value of no deal to {profile.name} is left out"
        notes.add(f"{lost}: GeniusWeb takes a bid for it, not a number")
    if profile.discount is not None:
        notes.add(f"the discount of {profile.name} is left out")
    return {_ADDITIVE if additive else _GROUPS: space}


def geniusweb_files(case: Case, notes: Notes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each file with its data: additive where weights that sum to 1 can be written exactly, else groups."""
    scenario = prepared(case, notes)
    for issue in scenario.issues:
        refuse_real(issue)
    yield "domain.json", _write_domain(scenario)
    for name, profile in file_names(scenario.profiles):
        yield f"{name}.json", _write_profile(scenario, profile, notes)
