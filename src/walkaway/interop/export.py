"""What all writers share: values brought to 0–1, numbers as decimals, and a name for every file."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

from ..case import Case
from ..errors import UsageError, quoted
from .fromcase import bounded, from_case, numbers, scaled
from .lines import reach
from .records import Choice, ForeignFunction, ForeignIssue, ForeignLine, ForeignTerm, Profile, Scenario, Worth
from .safe import Notes, decimal_text
from .tocase import raised
from .value import value

__all__ = [
    "MOST_DEALS", "away_number", "coupled", "decimal", "file_names", "finite", "groups", "listed", "options",
    "prepared", "rows", "share", "spans", "top",
]  # fmt: skip

MOST_DEALS = 20_000
"""Most combinations that are written one by one."""

_NOISE = Fraction(1, 10**9)


def decimal(notes: Notes, number: Fraction) -> str:
    """A number as a decimal; where it has to be rounded, a note says so."""
    text, exact = decimal_text(number)
    if not exact:
        notes.add("numbers that no finite decimal equals are rounded to 17 digits")
    return text


def finite(number: Fraction) -> bool:
    """Whether a decimal of at most 30 places equals a number."""
    return decimal_text(number)[1]


def file_names(profiles: tuple[Profile, ...]) -> list[str]:
    """A safe file name for each party, all different."""
    names: list[str] = []
    for profile in profiles:
        stem = re.sub(r"[^\w.-]+", "_", profile.name).strip("._")[:60] or "party"
        name, count = stem, 2
        while name.lower() in ["domain", *(other.lower() for other in names)]:
            name, count = f"{stem}_{count}", count + 1
        names.append(name)
    return names


def options(issue: ForeignIssue) -> list[str]:
    """Ids of the options of an issue, of a stepped range too."""
    return list(numbers(issue)) if issue.ranged else list(issue.options)


def listed(issue: ForeignIssue, worth: Worth | None) -> dict[str, Fraction]:
    """What every option is worth, of a stepped range too."""
    if worth is None:
        return dict.fromkeys(options(issue), Fraction(0))
    if isinstance(worth, ForeignLine):
        return {option: worth.at(number) for option, number in numbers(issue).items()}
    return dict(worth.worth)


def top(worth: Worth | None) -> Fraction:
    """The most an issue may be worth."""
    return Fraction(0) if worth is None else reach(worth)[1]


def share(number: Fraction, whole: Fraction) -> Fraction:
    """A number as a share of another; 0 of nothing."""
    return number / whole if whole else Fraction(0)


def coupled(profile: Profile) -> bool:
    """Whether a party's values are more than a sum over issues."""
    return bool(profile.terms or profile.functions)


def prepared(case: Case, notes: Notes, *, caps: bool = False, unit: bool = True) -> Scenario:
    """A case in exact numbers, its values brought to 0–1.

    Parameters
    ----------
    case : Case
    notes : Notes
    caps : bool
        Whether the format has a cap, at 1.
    unit : bool
        Whether the format needs values from 0 to 1; without it they stay on their own scale.
    """
    scenario = from_case(case, notes)
    if not unit:
        return scenario
    raised_up = [_from_zero(scenario, profile, notes) for profile in scenario.profiles]
    profiles = tuple(_at_most_one(scenario, profile, notes, caps=caps) for profile in raised_up)
    return replace(scenario, profiles=profiles)


def _from_zero(scenario: Scenario, profile: Profile, notes: Notes) -> Profile:
    """Issues whose values go below 0 are raised to 0; differences between deals stay as they are."""
    low = {name: reach(worth)[0] for name, worth in profile.worth.items() if reach(worth)[0] < 0}
    if not low:
        return profile
    shift = -sum(low.values(), Fraction(0))
    kinds = {issue.name: issue for issue in scenario.issues}
    worth = {
        name: raised(kinds[name], each, -low[name]) if name in low else each
        for name, each in profile.worth.items()
    }
    notes.add(f"values of {profile.name} are higher by {decimal_text(shift)[0]}, that of no deal too")
    if profile.discount is not None:
        notes.add(f"the discount of {profile.name} works on the raised values")
    cap = None if profile.cap is None else profile.cap + shift
    away = profile.away + shift if isinstance(profile.away, Fraction) else profile.away
    return replace(profile, worth=worth, cap=cap, away=away)


def _at_most_one(scenario: Scenario, profile: Profile, notes: Notes, *, caps: bool) -> Profile:
    """Values divided by the largest where that is above 1, and by a cap that is not 1."""
    cap = profile.cap
    uncapped = replace(profile, cap=None)
    least, most = _ends(scenario, uncapped)
    if cap is not None and cap >= most:
        profile, cap = uncapped, None
    if cap is not None and not caps and not coupled(profile):
        notes.add(f"the cap of {profile.name} is left out: values may reach {decimal_text(most)[0]}")
        profile, cap = uncapped, None
    most = most if cap is None else cap
    if least < 0 or most <= 0 < -least:
        found = f"values of {quoted(profile.name)} that may be as low as {decimal_text(least)[0]}"
        raise UsageError.of(found, "values from 0 up, which the format needs")
    if most <= 1 + _NOISE and (cap is None or cap == 1 or not caps):
        return profile
    notes.add(f"values of {profile.name} are divided by {decimal_text(most)[0]}, that of no deal too")
    return scaled(profile, 1 / most)


def _ends(scenario: Scenario, profile: Profile) -> tuple[Fraction, Fraction]:
    """The least and the most that a deal is worth; bounds of them where there are too many to look at."""
    together = groups(scenario, profile)
    small = all(math.prod(issue.count for issue in group) <= MOST_DEALS for group in together)
    if not coupled(profile) or not small or any(issue.real for issue in scenario.issues):
        return bounded(profile)
    values = [[number for _, number in rows(group, profile)] for group in together]
    return sum(map(min, values), Fraction(0)), sum(map(max, values), Fraction(0))


def away_number(scenario: Scenario, profile: Profile) -> Fraction:
    """The value of no deal as a number, also where it is that of a deal."""
    if not isinstance(profile.away, Mapping):
        return profile.away or Fraction(0)
    return value({issue.name: issue for issue in scenario.issues}, profile, profile.away)


def _touched(part: ForeignTerm | ForeignFunction) -> set[str]:
    """Issues that a part looks at."""
    if isinstance(part, ForeignTerm):
        return {*part.when, *part.unless}
    return set().union(*map(_touched, part.parts))


def groups(scenario: Scenario, profile: Profile) -> list[list[ForeignIssue]]:
    """Issues that must be valued together, in their order; all of them where a cap holds."""
    label = {issue.name: index for index, issue in enumerate(scenario.issues)}
    links = [*map(_touched, profile.terms), *map(_touched, profile.functions)]
    for link in [*links, set(label)] if profile.cap is not None else links:
        joined = {label[name] for name in link}
        label = {name: min(joined) if old in joined else old for name, old in label.items()}
    found: dict[int, list[ForeignIssue]] = {}
    for issue in scenario.issues:
        found.setdefault(label[issue.name], []).append(issue)
    return list(found.values())


def rows(group: list[ForeignIssue], profile: Profile) -> Iterator[tuple[tuple[str, ...], Fraction]]:
    """Every combination of the options of a group, with what it is worth.

    Raises
    ------
    UsageError
        If there are more than :data:`MOST_DEALS`, or an issue is a range of real numbers.
    """
    names = ", ".join(issue.name for issue in group)
    if any(issue.real for issue in group):
        raise UsageError.of(f"a range of real numbers among {names}", "options, or a range with a step")
    count = math.prod(issue.count for issue in group)
    if count > MOST_DEALS:
        found = f"{count:,} combinations of {names}"
        raise UsageError.of(found, f"at most {MOST_DEALS:,}, as the format lists them one by one")
    inside = {issue.name for issue in group}
    part = replace(
        profile,
        worth={name: worth for name, worth in profile.worth.items() if name in inside},
        terms=tuple(term for term in profile.terms if _touched(term) <= inside),
        functions=tuple(each for each in profile.functions if _touched(each) <= inside),
    )
    kinds = {issue.name: issue for issue in group}
    for chosen in product(*map(options, group)):
        yield chosen, value(kinds, part, dict(zip(kinds, chosen, strict=True)))


def spans(issue: ForeignIssue, choice: Choice) -> list[tuple[Fraction, Fraction]]:
    """A choice on a stepped range as runs of neighbouring numbers, both ends included."""
    chosen = [
        number for option, number in numbers(issue).items()
        if (option in choice if isinstance(choice, tuple) else choice.low <= number <= choice.high)
    ]  # fmt: skip
    runs: list[tuple[Fraction, Fraction]] = []
    for number in chosen:
        if runs and runs[-1][1] + (issue.step or 1) == number:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
