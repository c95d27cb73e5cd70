"""NegMAS folders: an outcome space and one utility function for each party, in YAML or JSON, as data.

NegMAS builds the Python class that a file names, and unpickles what it holds. Here a type is a word in a
list of known words; any other one, a tag, or a binary payload is a fault, and nothing is executed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..errors import Faults, quoted
from .jsontext import JsonLines
from .lines import reach
from .negmas_layout import read_plain, refuse_several, unbundled
from .negmas_values import kind_of, numbers_of, straight, value_function
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

__all__ = ["FUNCTIONS", "ISSUES", "SPACES", "read_negmas"]

SPACES = ("DiscreteCartesianOutcomeSpace", "CartesianOutcomeSpace")
ISSUES = (
    "CategoricalIssue", "OrdinalIssue", "CardinalIssue", "DiscreteOrdinalIssue", "DiscreteCardinalIssue",
    "ContiguousIssue", "ContinuousIssue", "SingletonIssue",
)  # fmt: skip
_BASE = (
    "LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction", "LinearUtilityFunction",
    "AffineUtilityFunction", "ConstUtilityFunction", "MappingUtilityFunction", "WeightedUtilityFunction",
)  # fmt: skip
_DISCOUNTED = ("ExpDiscountedUFun", "LinDiscountedUFun")
FUNCTIONS = (*_BASE, *_DISCOUNTED)
_PAYLOAD = ("__LAMBDAOBJ__:", "__FUNCTION_START__:", "__CLOUDPICKLE_START__:", "__TYPE__:")
MAX_OUTCOMES = 20_000


def _payloads(data: Any, path: tuple[str | int, ...], lines: JsonLines, faults: Faults) -> None:
    """Every text that NegMAS would import or unpickle is a fault."""
    ahead: list[tuple[Any, tuple[str | int, ...]]] = [(data, path)]
    while ahead:
        value, where = ahead.pop()
        if isinstance(value, dict):
            ahead += [(item, (*where, str(key))) for key, item in value.items()]
        elif isinstance(value, list):
            ahead += [(item, (*where, index)) for index, item in enumerate(value)]
        elif isinstance(value, str) and value.startswith(_PAYLOAD):
            expected = "plain data: nothing from a file is imported or executed"
            faults.add(lines.fault(where, f"the payload {quoted(value, 30)}", expected))


def _text(place: FilePlace) -> str:
    """A value of an issue as the id of an option."""
    match place.value:
        case bool():
            return "true" if place.value else "false"
        case Fraction():
            return decimal_text(place.value)[0]
    return place.text("text or a number")


def _issue(place: FilePlace) -> ForeignIssue:
    name = _text(place.at("name"))
    kind, values = kind_of(place, ISSUES, "an issue"), place.at("values")
    if kind in ("ContiguousIssue", "ContinuousIssue"):
        if isinstance(values.value, Fraction):
            low, high = Fraction(0), values.value - 1
        else:
            ends = [end.number() for end in values.list("[lowest, highest]")]
            low, high = (ends[0], ends[-1]) if len(ends) == 2 else (Fraction(0), Fraction(-1))
        step = Fraction(1) if kind == "ContiguousIssue" else None
        if low > high or (step and (low.denominator > 1 or high.denominator > 1 or high - low > MAX_STEPS)):
            values.fault(f"from {low} to {high}", f"[lowest, highest], at most {MAX_STEPS:,} whole numbers")
            return ForeignIssue(name, ("?",))
        if low == high:
            return ForeignIssue(name, (decimal_text(low)[0],))
        return ForeignIssue(name, low=low, high=high, step=step)
    if isinstance(values.value, Fraction):
        size = values.value
        listed = [str(n) for n in range(int(size))] if 0 < size <= MAX_STEPS else []
    else:
        listed = [_text(value) for value in values.list("a list of values")]
    options = tuple(dict.fromkeys(listed))
    if not options or len(options) < len(listed):
        values.fault(f"{len(listed)} values", "at least one value, each once")
    return ForeignIssue(name, options or ("?",))


def _empty(place: FilePlace) -> None:
    """NegMAS writes these keys with nothing in them, which is nothing lost."""
    for key in ("path", "id", "name", "outcome_space", "reserved_outcome", "constraints"):
        place.has(key)


def _space(place: FilePlace, notes: Notes) -> tuple[str, tuple[ForeignIssue, ...]]:
    kind_of(place, SPACES, "an outcome space")
    _empty(place)
    if place.has("constraints") and place.at("constraints").value != []:
        place.at("constraints").fault("constraints", "none: in NegMAS they are Python functions")
    issues = tuple(_issue(issue) for issue in place.at("issues").list("a list of issues"))
    names = [issue.name for issue in issues]
    if not issues or len(set(names)) < len(names):
        place.fault(f"{len(issues)} issues", "at least one issue, each name once")
    if any(issue.real for issue in issues):
        notes.add("the number of levels of a continuous issue is left out: a real range has no grid")
    return place.at("name").value if isinstance(place.at("name").value, str) else "", issues


@dataclass(slots=True)
class _Sum:
    """What a utility function adds up to, while it is read."""

    issues: tuple[ForeignIssue, ...]
    worth: dict[str, list[Worth]] = field(default_factory=dict)
    terms: list[ForeignTerm] = field(default_factory=list)
    constant: Fraction = Fraction(0)

    def add(self, issue: ForeignIssue, worth: Worth, factor: Fraction) -> None:
        """Count an issue, times a factor."""
        self.worth.setdefault(issue.name, []).append(_times(worth, factor))

    def joined(self) -> dict[str, Worth]:
        """Each issue with all that was counted for it."""
        return {
            issue.name: _added(issue, self.worth[issue.name])
            for issue in self.issues
            if issue.name in self.worth
        }


def _times(worth: Worth, factor: Fraction) -> Worth:
    if isinstance(worth, ForeignLine):
        return ForeignLine(tuple((x, factor * y) for x, y in worth.points))
    return ForeignTable({option: factor * number for option, number in worth.worth.items()})


def _added(issue: ForeignIssue, parts: list[Worth]) -> Worth:
    if len(parts) == 1:
        return parts[0]
    if all(isinstance(part, ForeignLine) for part in parts):
        lines = [part for part in parts if isinstance(part, ForeignLine)]
        places = sorted({x for line in lines for x, _ in line.points})
        return ForeignLine(tuple((x, sum((line.at(x) for line in lines), Fraction(0))) for x in places))
    numbers = numbers_of(issue) or {}
    total = dict.fromkeys(issue.options or numbers, Fraction(0))
    for part in parts:
        for option in total:
            total[option] += part.at(numbers[option]) if isinstance(part, ForeignLine) else part.worth[option]
    return ForeignTable(total)


def _each(place: FilePlace, issues: tuple[ForeignIssue, ...], what: str) -> list[FilePlace]:
    """One entry for each issue, from a list in their order or a mapping by name."""
    if isinstance(place.value, dict):
        return [place.at(issue.name) for issue in issues]
    entries = place.list(what)
    if len(entries) != len(issues):
        place.fault(described(place.value), f"{what}, {len(issues)} of them")
        return []
    return entries


def _read(place: FilePlace, total: _Sum, factor: Fraction) -> None:
    """Add a utility function, times a factor."""
    kind = kind_of(place, _BASE, "a utility function")
    issues = total.issues
    if place.has("bias"):
        total.constant += factor * place.at("bias").number()
    match kind:
        case "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction":
            weights = (
                _each(place.at("weights"), issues, "a list of weights") if place.has("weights") else None
            )
            values = _each(place.at("values"), issues, "a list of value functions")
            for index, (issue, held) in enumerate(zip(issues, values, strict=False)):
                weight = weights[index].number() if weights else Fraction(1)
                total.add(issue, value_function(held, issue), factor * weight)
        case "LinearUtilityFunction" | "AffineUtilityFunction":
            for issue, held in zip(
                issues, _each(place.at("weights"), issues, "a list of weights"), strict=False
            ):
                total.add(issue, straight(held, issue, held.number(), Fraction(0)), factor)
        case "ConstUtilityFunction":
            total.constant += factor * place.at("value").number()
        case "MappingUtilityFunction":
            _mapping(place, total, factor)
        case _:  # a weighted sum of functions
            parts = place.at("ufuns").list("a list of utility functions")
            shares = place.at("weights").list("a list of weights")
            if len(parts) != len(shares):
                place.fault(f"{len(parts)} functions, {len(shares)} weights", "a weight for each function")
            for part, share in zip(parts, shares, strict=False):
                _read(part, total, factor * share.number())


def _mapping(place: FilePlace, total: _Sum, factor: Fraction) -> None:
    """Whole outcomes with their utility; all others are worth the default."""
    default = place.at("default").number() if place.has("default") else Fraction(0)
    held = place.at("mapping")
    held.whole()
    if not isinstance(held.value, dict) or len(held.value) > MAX_OUTCOMES:
        held.fault(described(held.value), f"outcomes with their utility, at most {MAX_OUTCOMES:,}")
        return
    total.constant += factor * default
    for key, number in held.value.items():
        parts = key if isinstance(key, tuple) else (key,)
        outcome = [_option(text, issue) for text, issue in zip(parts, total.issues, strict=False)]
        if len(parts) != len(total.issues) or None in outcome or not isinstance(number, Fraction):
            held.fault(f"the outcome {quoted(key)}", "a value of each issue in their order, with a number")
        elif number != default:
            when = {issue.name: (str(option),) for issue, option in zip(total.issues, outcome, strict=True)}
            total.terms.append(ForeignTerm(factor * (number - default), when=when))


def _option(text: str, issue: ForeignIssue) -> str | None:
    number = exact(text)
    options = issue.options or tuple(numbers_of(issue) or ())
    if text in options or number is None:
        return text if text in options else None
    shortest = decimal_text(number)[0]
    return shortest if shortest in options else None


def _away(place: FilePlace, profile: Profile, notes: Notes) -> Fraction:
    """The reservation as a number; where NegMAS accepts anything, no more than the worst deal."""
    held = place.at("reserved_value")
    value = held.value
    if isinstance(value, Fraction):
        return value
    if value is not None and value != float("-inf"):
        held.fault(
            described(value) if not isinstance(value, float) else "an infinite value", "a finite number"
        )
    least = sum((reach(worth)[0] for worth in profile.worth.values()), Fraction(0))
    least += sum(
        (min(term.add, Fraction(0)) if term.when else term.add for term in profile.terms), Fraction(0)
    )
    least = min(least, Fraction(0))
    notes.add(f"{profile.name}: no reserved value; no deal is taken to be worth {decimal_text(least)[0]}")
    return least


def _profile(place: FilePlace, name: str, issues: tuple[ForeignIssue, ...], notes: Notes) -> Profile:
    kind = kind_of(place, FUNCTIONS, "a utility function")
    _empty(place)
    discount, inner = None, place
    if kind in _DISCOUNTED:
        inner = place.at("ufun")
        discount = _discount(place, kind, name, notes)
    total = _Sum(issues)
    _read(inner, total, Fraction(1))
    terms = ([ForeignTerm(total.constant)] if total.constant else []) + total.terms
    profile = Profile(name, total.joined() if not len(place.faults) else {}, tuple(terms), discount=discount)
    stated = inner if place.at("reserved_value").value is None and inner.has("reserved_value") else place
    if isinstance(stated.at("reserved_outcome").value, list):
        return replace(profile, away=_deal(stated, issues))
    return replace(profile, away=_away(stated, profile, notes))


def _deal(place: FilePlace, issues: tuple[ForeignIssue, ...]) -> dict[str, str] | None:
    values = place.at("reserved_outcome").list("one value for each issue")
    if len(values) != len(issues):
        place.at("reserved_outcome").fault(f"{len(values)} values", "one value for each issue")
        return None
    deal = {}
    for issue, value in zip(issues, values, strict=True):
        option = _option(_text(value), issue) if not issue.real else _text(value)
        if option is None:
            value.fault(described(value.value), f"a value of {issue.name}")
        deal[issue.name] = option or ""
    return deal


def _discount(place: FilePlace, kind: str, name: str, notes: Notes) -> Fraction | None:
    factor = place.at("factor").value or "step"
    if kind == "LinDiscountedUFun":
        notes.add(f"{name}: a cost that grows with time is left out; only discounts d^t are carried")
        return None
    discount = place.at("discount").number() if place.has("discount") else Fraction(1)
    if factor != "relative_time":
        text = f"{name}: the discount {float(discount):g} for each {factor} is left out"
        notes.add(f"{text}; d^t runs over relative time")
        return None
    if not 0 < discount <= 1:
        place.at("discount").fault(described(discount), "a discount above 0 and at most 1")
        return None
    if place.at("dynamic_reservation").value is False:
        notes.add(f"{name}: the reservation is discounted too, which the file does not ask for")
    return discount if discount < 1 else None


def _repeated(places: Sequence[FilePlace], names: Sequence[str]) -> None:
    """A party's name that is the file's, and an outcome space that is the scenario's, are not lost."""
    space = places[0]
    for place, name in zip(places[1:], names, strict=True):
        if not isinstance(place.value, dict):
            continue
        if place.value.get("name") == name:
            place.at("name")
        own = place.value.get("outcome_space")
        if isinstance(own, dict) and own.get("issues") == space.value.get("issues"):
            held = place.at("outcome_space")
            held.at("issues").whole()
            for key in ("type", "__python_class__", "name"):
                if own.get(key) == space.value.get(key):
                    held.at(key)


def read_negmas(
    domain: Path, profiles: Sequence[Path], names: Sequence[str], notes: Notes
) -> tuple[Scenario, tuple[SourceFile, ...]]:
    """Read a NegMAS outcome space and the utility functions of its parties.

    Parameters
    ----------
    domain : Path
        The file whose type is an outcome space, or that bundles one with the utility functions.
    profiles : sequence of Path
        Files whose type is a utility function; none beside a bundle.
    names : sequence of str
        What to call the parties; those of a bundle are called as it calls them.
    notes : Notes
        Collects what could not be carried over.

    Returns
    -------
    Scenario
    tuple of Source

    Raises
    ------
    ImportFault
        With the faults of the files; a type that is not known stops the reading at once.
    """
    files, sources = opened((domain, *profiles), read_plain)
    faults = files[0].faults
    for place in files:
        refuse_several(place)
        _payloads(place.value, (), place.lines, faults)
    fail(faults)
    places = files
    if not profiles:
        space, functions, names = unbundled(files[0])
        places = [space, *functions]
    title, issues = _space(places[0], notes)
    fail(faults)
    found = tuple(_profile(place, name, issues, notes) for place, name in zip(places[1:], names, strict=True))
    fail(faults)
    _repeated(places, names)
    tell_left(files, notes)
    return Scenario(title or domain.stem, issues, found), sources
