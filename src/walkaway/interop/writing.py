"""What all writers share: values brought to 0–1, groups of issues that are listed, a name for every file."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import product

from ..case import Case
from ..errors import UsageError, quoted
from .conversion import from_case
from .safe import Notes, decimal_text
from .scenario import ZERO, Choice, ForeignIssue, Profile, Scenario

_MOST_DEALS = 20_000
_NOISE = Fraction(1, 10**9)


def finite(*numbers: Fraction) -> bool:
    """Whether decimals of at most 30 places equal all of these numbers."""
    return all(decimal_text(number)[1] for number in numbers)


def file_names(profiles: tuple[Profile, ...]) -> Iterator[tuple[str, Profile]]:
    """Every party with a safe file name, all different."""
    taken = {"domain"}
    for profile in profiles:
        stem = re.sub(r"[^\w.-]+", "_", profile.name).strip("._")[:60] or "party"
        name, count = stem, 2
        while name.lower() in taken:
            name, count = f"{stem}_{count}", count + 1
        taken.add(name.lower())
        yield name, profile


def refuse_real(issue: ForeignIssue) -> None:
    """Refuse a range of real numbers, which the format does not have."""
    if issue.real:
        raise UsageError.of(f"the range {quoted(issue.name)} of real numbers", "a range with a step")


def note_listed(issue: ForeignIssue, notes: Notes) -> None:
    """Say that a range becomes options."""
    notes.add(f"the range {quoted(issue.name)} is written as a list of its numbers")


def prepared(case: Case, notes: Notes, *, caps: bool = False) -> Scenario:
    """A case in exact numbers, its values brought to 0–1; ``caps`` where the format has a cap, at 1."""
    scenario = from_case(case, notes)
    raised = [_from_zero(profile, notes) for profile in scenario.profiles]
    profiles = (_at_most_one(scenario, profile, notes, caps=caps) for profile in raised)
    return replace(scenario, profiles=tuple(profiles))


def _from_zero(profile: Profile, notes: Notes) -> Profile:
    """Issues whose values go below 0 are raised to 0; differences between deals stay as they are."""
    low = {name: each.bounds[0] for name, each in profile.worth.items() if each.bounds[0] < 0}
    if not low:
        return profile
    shift = -sum(low.values(), ZERO)
    notes.add(f"values of {profile.name} are higher by {decimal_text(shift)[0]}, that of no deal too")
    if profile.discount is not None:
        notes.add(f"the discount of {profile.name} works on the raised values")
    worth = {**profile.worth, **{name: profile.worth[name].changed(plus=-low[name]) for name in low}}
    cap = None if profile.cap is None else profile.cap + shift
    away = profile.away + shift if isinstance(profile.away, Fraction) else profile.away
    return replace(profile, worth=worth, cap=cap, away=away)


def _at_most_one(scenario: Scenario, profile: Profile, notes: Notes, *, caps: bool) -> Profile:
    """Values divided by the largest where that is above 1, and by a cap that is not 1."""
    cap, uncapped = profile.cap, replace(profile, cap=None)
    least, most = _ends(scenario, uncapped)
    if cap is not None and cap >= most:
        profile, cap = uncapped, None
    if cap is not None and not caps and not profile.parts:
        notes.add(f"the cap of {profile.name} is left out: values may reach {decimal_text(most)[0]}")
        profile, cap = uncapped, None
    most = most if cap is None else cap
    if least < 0:
        found = f"values of {quoted(profile.name)} that may be as low as {decimal_text(least)[0]}"
        raise UsageError.of(found, "values from 0 up, which the format needs")
    if most <= 1 + _NOISE and (cap is None or cap == 1 or not caps):
        return profile
    notes.add(f"values of {profile.name} are divided by {decimal_text(most)[0]}, that of no deal too")
    return profile.scaled(1 / most)


def _ends(scenario: Scenario, profile: Profile) -> tuple[Fraction, Fraction]:
    """The least and the most that a deal is worth; bounds of them where there are too many to look at."""
    if profile.parts:
        with suppress(UsageError):
            values = [[number for _, number in rows(group, profile)] for group in groups(scenario, profile)]
            return sum(map(min, values), ZERO), sum(map(max, values), ZERO)
    return profile.bounds


def away_number(profile: Profile, notes: Notes) -> Fraction:
    """The value of no deal as a number; where it is that of a deal, this is noted."""
    if not isinstance(profile.away, Mapping):
        return profile.away or ZERO
    notes.add(f"no deal is worth what a certain deal is to {profile.name}; its value is written")
    return profile.value(profile.away)


def groups(scenario: Scenario, profile: Profile) -> list[list[ForeignIssue]]:
    """Issues that must be valued together, in their order; all of them where a cap holds."""
    label = {issue.name: index for index, issue in enumerate(scenario.issues)}
    links = [part.issues for part in profile.parts]
    for link in links if profile.cap is None else [*links, set(label)]:
        joined = {label[name] for name in link}
        label = {name: min(joined) if old in joined else old for name, old in label.items()}
    found: dict[int, list[ForeignIssue]] = {}
    for issue in scenario.issues:
        found.setdefault(label[issue.name], []).append(issue)
    return list(found.values())


def rows(group: list[ForeignIssue], profile: Profile) -> Iterator[tuple[tuple[str, ...], Fraction]]:
    """Every combination of the options of a group, with what it is worth; refused where they are too many."""
    names = {issue.name for issue in group}
    listed = ", ".join(issue.name for issue in group)
    if any(issue.real for issue in group):
        raise UsageError.of(f"a range of real numbers among {listed}", "options, or a range with a step")
    count = math.prod(len(issue.listed) for issue in group)
    if count > _MOST_DEALS:
        found = f"{count:,} combinations of {listed}"
        raise UsageError.of(found, f"at most {_MOST_DEALS:,}, as the format lists them one by one")
    inside = replace(profile, parts=tuple(part for part in profile.parts if part.issues <= names))
    for chosen in product(*(issue.listed for issue in group)):
        yield chosen, inside.value({issue.name: o for issue, o in zip(group, chosen, strict=True)})


def options_in(issue: ForeignIssue, choice: Choice) -> tuple[str, ...]:
    """Numbers of a range with a step that a pattern names."""
    return tuple(option for option in issue.numbers if option in choice)


def spans(issue: ForeignIssue, choice: Choice) -> list[tuple[Fraction, Fraction]]:
    """A choice on a range with a step as runs of neighbouring numbers, both ends included."""
    runs: list[tuple[Fraction, Fraction]] = []
    for number in (issue.numbers[option] for option in options_in(issue, choice)):
        if runs and runs[-1][1] + (issue.step or 1) == number:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
