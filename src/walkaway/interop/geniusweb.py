"""GeniusWeb JSON: a domain and one profile for each party, in the old keys (2019–21) and the new.

A profile is one of ``LinearAdditiveUtilitySpace`` (Σ weight × utility of the value) and
``SumOfGroupsUtilitySpace`` (Σ utility of each group of values; a combination that is not listed is worth
0). The value of no deal is that of a *bid*, ``reservationBid``, not a number. All numbers are decimals, as
in GeniusWeb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from ..errors import nearest, quoted
from .jsontext import read_plain_json
from .lines import reach
from .place import FilePlace, described, opened, tell_left
from .records import (
    ForeignIssue,
    ForeignLine,
    ForeignTable,
    ForeignTerm,
    Profile,
    Scenario,
    SourceFile,
    Worth,
)
from .safe import MAX_STEPS, Notes, decimal_text, exact, fail

__all__ = ["SPACES", "domain_of", "number_options", "read_geniusweb"]

SPACES = ("LinearAdditiveUtilitySpace", "SumOfGroupsUtilitySpace")
_OLD = {"linearadditiveutilityspace": SPACES[0], "sumofgroupsutilityspace": SPACES[1]}
_TABLE = ("DiscreteValueSetUtilities", "discreteutils")
_LINE = ("NumberValueSetUtilities", "numberutils")
_NUMBERS = ("lowValue", "lowUtility", "highValue", "highUtility")
_PLACES = 10**8


def _issue(name: str, values: FilePlace) -> ForeignIssue:
    if values.has("range"):
        held = values.at("range")
        held.known(("low", "high", "step"), "a range with low, high and step")
        low, high, step = (held.at(key).number() for key in ("low", "high", "step"))
        if step <= 0 or low > high:
            held.fault(f"low {low}, high {high}, step {step}", "low ≤ high and a step above 0")
        elif (high - low) / step > MAX_STEPS:
            held.fault(f"{int((high - low) / step):,} steps", f"at most {MAX_STEPS:,}")
        elif high - low < step:
            return ForeignIssue(name, (decimal_text(low)[0],))
        else:
            return ForeignIssue(name, low=low, high=low + step * int((high - low) / step), step=step)
        return ForeignIssue(name, ("?",))
    if not values.has("values"):
        values.fault(described(values.value), "values, or a range")
        return ForeignIssue(name, ("?",))
    options = tuple(
        value.text("the name of a value") for value in values.at("values").list("a list of values")
    )
    if not options or len(set(options)) < len(options):
        values.fault(f"{len(options)} values", "at least one value, each once")
    return ForeignIssue(name, tuple(dict.fromkeys(options)) or ("?",))


def domain_of(place: FilePlace) -> tuple[str, dict[str, ForeignIssue]]:
    """Read a domain: its name, and name → issue."""
    place.known(("name", "issuesValues"), "a domain with name and issuesValues")
    issues = {name: _issue(name, held) for name, held in place.at("issuesValues").items("issues by name")}
    if not issues and not len(place.faults):
        place.fault("no issue", "at least one issue")
    return place.at("name").text("the name of the domain") if place.has("name") else "", issues


def number_options(issue: ForeignIssue) -> list[tuple[str, Fraction]]:
    """Options of a stepped range: the id of each and its number."""
    numbers = (issue.number(position) for position in range(issue.count))
    return [(decimal_text(number)[0], number) for number in numbers]


def _either(place: FilePlace, names: tuple[str, ...]) -> FilePlace | None:
    return next((place.at(name) for name in names if place.has(name)), None)


def _rounded(value: Fraction) -> Fraction:
    """To 8 decimals, halves away from zero, as GeniusWeb computes."""
    whole, rest = divmod(abs(value) * _PLACES, 1)
    size = Fraction(int(whole) + (rest >= Fraction(1, 2)), _PLACES)
    return -size if value < 0 else size


def _line(held: FilePlace, issue: ForeignIssue, weight: Fraction) -> Worth:
    """A straight line, 0 outside of it; each number rounded to 8 decimals before it is weighted."""
    held.known(_NUMBERS, "lowValue, lowUtility, highValue, highUtility")
    low, below, high, above = (held.at(key).number() for key in _NUMBERS)
    alone = exact(issue.options[0]) if len(issue.options) == 1 else None
    if low >= high or not (issue.ranged or alone is not None):
        held.fault(f"a line from {low} to {high}", "lowValue < highValue, for an issue with a range")
        return ForeignTable({})

    def at(x: Fraction) -> Fraction:
        inside = low <= x <= high
        return below + (above - below) * (x - low) / (high - low) if inside else Fraction(0)

    if alone is not None:
        return ForeignTable({issue.options[0]: weight * _rounded(at(alone))})
    straight = low <= issue.low and issue.high <= high
    ends = {issue.low: at(issue.low), issue.high: at(issue.high)}
    first, step = (
        at(issue.low) * _PLACES,
        (above - below) * issue.step / (high - low) * _PLACES if issue.step else 0,
    )
    if straight and first.denominator == 1 and Fraction(step).denominator == 1:
        return ForeignLine(tuple((x, weight * y) for x, y in sorted(ends.items())))
    return ForeignTable({option: weight * _rounded(at(number)) for option, number in number_options(issue)})


def _worth(held: FilePlace, issue: ForeignIssue, weight: Fraction, notes: Notes) -> Worth:
    line = _either(held, _LINE)
    if line is not None:
        return _line(line, issue, weight)
    table = _either(held, _TABLE)
    if table is None:
        held.fault(described(held.value), f"one of {', '.join((*_TABLE, *_LINE))}")
        return ForeignTable({})
    known = {option for option, _ in number_options(issue)} if issue.ranged else set(issue.options)
    worth = dict.fromkeys(known, Fraction(0))
    given = set()
    for value, number in table.at("valueUtilities").items("a utility for each value"):
        exactly = exact(value) if issue.ranged else None
        option = value if exactly is None else decimal_text(exactly)[0]
        if option not in known:
            number.fault(
                f"the value {quoted(value)}", f"a value of {issue.name}", nearest(value, tuple(sorted(known)))
            )
            continue
        given.add(option)
        worth[option] = weight * number.number()
    if known - given:
        missing = ", ".join(map(quoted, sorted(known - given)))
        notes.add(f"issue {quoted(issue.name)}: values without a utility ({missing}) are worth 0")
    order = [option for option, _ in number_options(issue)] if issue.ranged else issue.options
    return ForeignTable({option: worth[option] for option in order})


def _additive(space: FilePlace, issues: Mapping[str, ForeignIssue], notes: Notes) -> dict[str, Worth]:
    weights, worth = space.at("issueWeights"), {}
    for name, held in space.at("issueUtilities").items("utilities by issue"):
        if name not in issues:
            held.fault(
                quoted(name), f"an issue ({', '.join(list(issues)[:8])})", nearest(name, tuple(issues))
            )
            continue
        weight = (
            weights.at(name).number("a weight for each issue") if isinstance(weights.value, dict) else None
        )
        if weight is None:
            weights.fault(described(weights.value), "weights by issue")
            break
        worth[name] = _worth(held, issues[name], weight, notes)
    missing = [name for name in issues if name not in worth]
    if missing and not len(space.faults):
        space.fault(f"no utilities of {', '.join(map(quoted, missing[:5]))}", "utilities for each issue")
    if isinstance(weights.value, dict):
        total = sum(
            (number for number in weights.value.values() if isinstance(number, Fraction)), Fraction(0)
        )
        if total != 1:
            notes.add(f"weights sum to {float(total):g}; they are taken as they stand")
    return {name: worth[name] for name in issues if name in worth}


def _parts(
    space: FilePlace, issues: Mapping[str, ForeignIssue]
) -> tuple[dict[str, Worth], tuple[ForeignTerm, ...]]:
    worth: dict[str, Worth] = {}
    terms: list[ForeignTerm] = []
    used: list[str] = []
    for _, part in space.at("partUtilities").items("groups of issues by name"):
        held = _either(part, ("partsutils", "PartsUtilities")) or part
        names = [name.text("an issue") for name in held.at("issues").list("a list of issues")]
        for name in names:
            if name not in issues or name in used:
                held.fault(
                    quoted(name), "issues of the domain, each in one group", nearest(name, tuple(issues))
                )
        used += names
        if not len(space.faults):
            rows = _rows(held, [issues[name] for name in names])
            if len(names) == 1:
                options = _options(issues[names[0]])
                worth[names[0]] = ForeignTable({each: rows.get((each,), Fraction(0)) for each in options})
            else:
                found = (
                    ForeignTerm(add, when={name: (value,) for name, value in zip(names, values, strict=True)})
                    for values, add in rows.items()
                )
                terms += [term for term in found if term.add]
    missing = [name for name in issues if name not in used]
    if missing and not len(space.faults):
        space.fault(f"no group with {', '.join(map(quoted, missing[:5]))}", "every issue in a group")
    return worth, tuple(terms)


def _options(issue: ForeignIssue) -> list[str]:
    return [option for option, _ in number_options(issue)] if issue.ranged else list(issue.options)


def _rows(held: FilePlace, issues: Sequence[ForeignIssue]) -> dict[tuple[str, ...], Fraction]:
    """Combination of values → utility."""
    known = [set(_options(issue)) for issue in issues]
    rows: dict[tuple[str, ...], Fraction] = {}
    for row in held.at("utilslist").list("a list of combinations with their utility"):
        values = tuple(_value(value) for value in row.at("values").list("one value for each issue"))
        fits = len(values) == len(known) and all(v in names for v, names in zip(values, known, strict=True))
        if not fits or values in rows:
            row.fault(
                f"the values {', '.join(values)}",
                "one value of each issue of the group, each combination once",
            )
        else:
            rows[values] = row.at("util").number("a utility")
    return rows


def _value(place: FilePlace) -> str:
    """A value in a bid or combination: a name, or a number."""
    if isinstance(place.value, Fraction):
        return decimal_text(place.value)[0]
    return place.text("the name of a value, or a number")


def _away(space: FilePlace, issues: Mapping[str, ForeignIssue]) -> dict[str, str] | None:
    if not space.has("reservationBid"):
        return None
    bid = space.at("reservationBid")
    held = _either(bid, ("issuevalues", "issueValues")) or bid
    if held.value == {}:
        return None
    deal: dict[str, str] = {}
    for name, value in held.items("values by issue"):
        option = _value(value)
        if name not in issues or option not in _options(issues[name]):
            value.fault(f"{quoted(name)}: {quoted(option)}", "an issue and one of its values")
        deal[name] = option
    return deal


def _space(place: FilePlace, expected: str) -> tuple[str, FilePlace]:
    for key, held in place.items(expected):
        kind = _OLD.get(key.lower())
        if kind is not None:
            return kind, held
        raise place.refuse(
            quoted(key), f"a profile of the kind {' or '.join(SPACES)}",
            "orders of bids (partial profiles) have no values and cannot be read",
        )  # fmt: skip
    raise place.refuse(described(place.value), expected)


def _partial(deal: Mapping[str, str], profile: Profile, issues: Mapping[str, ForeignIssue]) -> Fraction:
    """What a bid is worth in which some issues are left open: those are worth 0."""
    total = Fraction(0)
    for name, option in deal.items():
        worth = profile.worth.get(name)
        if isinstance(worth, ForeignTable):
            total += worth.worth.get(option, Fraction(0))
        elif isinstance(worth, ForeignLine):
            total += worth.at(exact(option) or Fraction(0))
    for term in profile.terms:
        if all(
            deal.get(name) in (choice if isinstance(choice, tuple) else ())
            for name, choice in term.when.items()
        ):
            total += term.add
    return total


def _profile(place: FilePlace, name: str, issues: Mapping[str, ForeignIssue], notes: Notes) -> Profile:
    kind, space = _space(place, "a profile")
    known = ("issueUtilities", "issueWeights", "partUtilities", "domain", "name", "reservationBid")
    space.known(known, "a utility space")
    if space.has("domain"):
        _, own = domain_of(space.at("domain"))
        if own != dict(issues) and not len(place.faults):
            space.at("domain").fault("another domain", "the domain of the other files")
    terms: tuple[ForeignTerm, ...] = ()
    if kind == SPACES[0]:
        worth = _additive(space, issues, notes)
    else:
        worth, terms = _parts(space, issues)
    deal = _away(space, issues)
    if isinstance(space.value, dict) and space.value.get("name") == name:
        space.at("name")  # the file is called like its profile
    profile = Profile(name, worth, terms)
    if deal is not None and not len(place.faults) and len(deal) < len(issues):
        notes.add(f"{name}: the reservation bid leaves issues open; its value is carried as a number")
        return Profile(name, worth, terms, away=_partial(deal, profile, issues))
    if deal is None:
        notes.add(f"{name}: no reservation bid; no deal is taken to be worth 0")
    low = sum(
        (reach(each)[0] for each in worth.values() if not isinstance(each, ForeignTable) or each.worth),
        Fraction(0),
    )
    if low < 0:
        notes.add(f"{name}: utilities below 0, which GeniusWeb does not allow")
    return Profile(name, worth, terms, away=deal if deal is not None else Fraction(0))


def read_geniusweb(
    domain: Path | None, profiles: Sequence[Path], names: Sequence[str], notes: Notes
) -> tuple[Scenario, tuple[SourceFile, ...]]:
    """Read a GeniusWeb domain and the profiles of its parties.

    Parameters
    ----------
    domain : Path or None
        The domain file; without one, the domain inside the first profile counts.
    profiles : sequence of Path
        One for each party.
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
    files = [*([domain] if domain is not None else []), *profiles]
    places, sources = opened(files, read_plain_json)
    read, faults = list(places), places[0].faults
    if domain is not None:
        title, issues = domain_of(places.pop(0))
    else:
        _, space = _space(places[0], "a profile")
        title, issues = domain_of(space.at("domain"))
    fail(faults)
    found = tuple(_profile(place, name, issues, notes) for place, name in zip(places, names, strict=True))
    fail(faults)
    tell_left(read, notes)
    home = profiles[0].parent.name if domain is None else domain.stem
    return Scenario(title or home, tuple(issues.values()), found), sources
