"""NegMAS folders: an outcome space and one utility function for each party, in YAML or JSON, as data.

NegMAS builds the Python class that a file names; here a type that is not known is a fault. One file may
bundle the whole negotiation. A scenario of ANL 2025, a centre with its edges, is told by its keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..case import Case
from ..errors import quoted
from ..other_programs import NEGMAS_KEYS, NEGMAS_MARKS
from .conversion import from_case
from .negmas_functions import SEVERAL, TYPES, curve, kind_of, option_of, read_function, write_function
from .place import FilePlace, described, finish, opened, options_issue
from .safe import MAX_STEPS, ImportFault, Notes, decimal_text
from .scenario import ZERO, ForeignIssue, ForeignPart, ForeignWorth, Profile, Scenario
from .writing import file_names, note_listed, rows

PARTS = "one outcome space, and a utility function for each party"
_HOMES = ("domain", "outcome_space")
_SPACES = ("DiscreteCartesianOutcomeSpace", "CartesianOutcomeSpace")
_ISSUES = (
    "CategoricalIssue", "OrdinalIssue", "CardinalIssue", "DiscreteOrdinalIssue", "DiscreteCardinalIssue",
    "ContiguousIssue", "ContinuousIssue", "SingletonIssue",
)  # fmt: skip
_BASE = (
    "LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction", "LinearUtilityFunction",
    "AffineUtilityFunction", "ConstUtilityFunction", "MappingUtilityFunction", "WeightedUtilityFunction",
)  # fmt: skip
_DISCOUNTED = ("ExpDiscountedUFun", "LinDiscountedUFun")
_PAYLOAD = ("__LAMBDAOBJ__:", "__FUNCTION_START__:", "__CLOUDPICKLE_START__:", "__TYPE__:")
_WEIGHTS = "a list of weights"
_MOST_OUTCOMES = 20_000


def layout_of(text: str, path: Path) -> str:
    """``bundle``, ``several`` or nothing: what a file holds besides one function or one space."""
    if not NEGMAS_KEYS.search(text):
        return ""
    try:
        (whole,), _ = opened([path], yaml=True)
    except ImportFault:
        return ""  # whoever reads it says what is wrong
    if _several(whole) is not None:
        return "several"
    data = whole.value
    bundle = isinstance(data, dict) and isinstance(data.get("ufuns"), list)
    return "bundle" if bundle and not any(key in data for key in TYPES) and _home_in(data) else ""


def _home_in(data: dict[str, Any]) -> str:
    """The key of a bundle that holds its outcome space."""
    return next((key for key in _HOMES if isinstance(data.get(key), dict)), "")


def _several(whole: FilePlace) -> FilePlace | None:
    """Where data says that a centre has edges: a mark beside a type, at any depth, or two marks on top."""
    for place in whole.whole():
        marks = [key for key in NEGMAS_MARKS if isinstance(place.value, dict) and key in place.value]
        typed = marks and any(key in place.value for key in TYPES)
        if typed or (place is whole and len(marks) > 1):
            return place.at(marks[0])
    return None


def refuse_several(whole: FilePlace) -> None:
    """Refuse a centre and its edges at the key that tells of them."""
    if (place := _several(whole)) is not None:
        raise place.refuse(f"the key {place.path[-1]}", PARTS, SEVERAL)


def _unbundled(place: FilePlace) -> tuple[list[FilePlace], list[str]]:
    """The outcome space and the functions of a bundle, and what to call the parties, told apart."""
    functions = place.at("ufuns").entries("a list of utility functions")
    if len(functions) < 2:
        raise place.at("ufuns").refuse(f"{len(functions)} utility functions", "at least two")
    names: list[str] = []
    for number, held in enumerate(functions, 1):
        named = held.value.get("name") if isinstance(held.value, dict) else None
        name = named if isinstance(named, str) and named.strip() else f"party {number}"
        while name in names:
            name = f"{name} {number}"
        names.append(name)
    return [place.at(_home_in(place.value)), *functions], names


def _issue(place: FilePlace) -> ForeignIssue:
    name = place.at("name").option()
    kind, values = kind_of(place, _ISSUES, "an issue"), place.at("values")
    if kind in ("ContiguousIssue", "ContinuousIssue"):
        step = Fraction(1) if kind == "ContiguousIssue" else None
        low, high = ZERO, Fraction(-1)
        if isinstance(values.value, Fraction):
            high = values.value - 1
        elif len(ends := [end.number() for end in values.entries("[lowest, highest]")]) == 2:
            low, high = ends
        whole = low.denominator == high.denominator == 1 and high - low <= MAX_STEPS
        if low <= high and (whole or step is None):
            return ForeignIssue(name, (), low, high, step).settled
        values.fault(f"from {low} to {high}", f"[lowest, highest], at most {MAX_STEPS:,} whole numbers")
        return ForeignIssue(name, ("?",))
    if isinstance(values.value, Fraction):
        size = values.value
        listed = [str(n) for n in range(int(size))] if 0 < size <= MAX_STEPS else []
    else:
        listed = [value.option() for value in values.entries("a list of values")]
    return options_issue(name, values, listed)


def _empty(place: FilePlace) -> None:
    """NegMAS writes these keys with nothing in them, which is nothing lost."""
    for key in ("path", "id", "name", "outcome_space", "reserved_outcome", "constraints"):
        place.has(key)


def _space(place: FilePlace, notes: Notes) -> tuple[str, tuple[ForeignIssue, ...]]:
    kind_of(place, _SPACES, "an outcome space")
    _empty(place)
    if place.has("constraints") and place.at("constraints").value != []:
        place.at("constraints").fault("constraints", "none: in NegMAS they are Python functions")
    issues = tuple(_issue(issue) for issue in place.at("issues").entries("a list of issues"))
    if not issues or len({issue.name for issue in issues}) < len(issues):
        place.fault(f"{len(issues)} issues", "at least one issue, each name once")
    if any(issue.real for issue in issues):
        notes.add("the number of levels of a continuous issue is left out: a real range has no grid")
    return place.at("name").value if isinstance(place.at("name").value, str) else "", issues


@dataclass(slots=True)
class _Sum:
    """What a utility function adds up to, while it is read."""

    issues: tuple[ForeignIssue, ...]
    worth: dict[str, ForeignWorth] = field(default_factory=dict)
    terms: list[ForeignPart] = field(default_factory=list)
    constant: Fraction = ZERO

    def add(self, issue: ForeignIssue, worth: ForeignWorth, factor: Fraction) -> None:
        """Count an issue, times a factor."""
        more, known = worth.changed(times=factor), self.worth.get(issue.name)
        if known is not None and known.points and more.points:
            places = sorted({x for x, _ in (*known.points, *more.points)})
            more = ForeignWorth(points=tuple((x, known.at(x) + more.at(x)) for x in places))
        elif known is not None:
            own, values = known.listed(issue), more.listed(issue)
            more = ForeignWorth({option: value + values[option] for option, value in own.items()})
        self.worth[issue.name] = more


def _each(
    place: FilePlace, issues: Sequence[ForeignIssue], what: str
) -> Iterator[tuple[ForeignIssue, FilePlace]]:
    """Every issue with its entry, from a list in their order or a mapping by name."""
    if isinstance(place.value, dict):
        yield from ((issue, place.at(issue.name)) for issue in issues)
        return
    entries = place.entries(what)
    if len(entries) != len(issues):
        place.fault(described(place.value), f"{what}, {len(issues)} of them")
        return
    yield from zip(issues, entries, strict=True)


def _read(place: FilePlace, total: _Sum, factor: Fraction) -> None:
    """Add a utility function, times a factor."""
    kind = kind_of(place, _BASE, "a utility function")
    total.constant += factor * place.number_at("bias")
    match kind:
        case "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction":
            weights = dict(_each(place.at("weights"), total.issues, _WEIGHTS)) if place.has("weights") else {}
            for issue, held in _each(place.at("values"), total.issues, "a list of value functions"):
                weight = weights[issue].number() if weights else Fraction(1)
                total.add(issue, read_function(held, issue), factor * weight)
        case "LinearUtilityFunction" | "AffineUtilityFunction":
            for issue, held in _each(place.at("weights"), total.issues, _WEIGHTS):
                total.add(issue, curve(held, issue, ZERO, held.number()), factor)
        case "ConstUtilityFunction":
            total.constant += factor * place.at("value").number()
        case "MappingUtilityFunction":
            _mapping(place, total, factor)
        case _:  # a weighted sum of functions
            parts = place.at("ufuns").entries("a list of utility functions")
            shares = place.at("weights").entries(_WEIGHTS)
            if len(parts) != len(shares):
                place.fault(f"{len(parts)} functions, {len(shares)} weights", "a weight for each function")
            for part, share in zip(parts, shares, strict=False):
                _read(part, total, factor * share.number())


def _mapping(place: FilePlace, total: _Sum, factor: Fraction) -> None:
    """Whole outcomes with their utility; all others are worth the default."""
    default, held = place.number_at("default"), place.at("mapping")
    held.use_all()
    if not isinstance(held.value, dict) or len(held.value) > _MOST_OUTCOMES:
        held.fault(described(held.value), f"outcomes with their utility, at most {_MOST_OUTCOMES:,}")
        return
    total.constant += factor * default
    for key, number in held.value.items():
        parts = key if isinstance(key, tuple) else (key,)
        outcome = [option_of(text, issue) for text, issue in zip(parts, total.issues, strict=False)]
        if len(parts) != len(total.issues) or None in outcome or not isinstance(number, Fraction):
            held.fault(f"the outcome {quoted(key)}", "a value of each issue in their order, with a number")
        elif number != default:
            when = {issue.name: (str(option),) for issue, option in zip(total.issues, outcome, strict=True)}
            total.terms.append(ForeignPart(factor * (number - default), when=when))


def _away(place: FilePlace, profile: Profile, notes: Notes) -> Fraction:
    """The reservation as a number; where NegMAS accepts anything, no more than the worst deal."""
    held = place.at("reserved_value")
    value = held.value
    if isinstance(value, Fraction):
        return value
    if value is not None and value != float("-inf"):
        held.fault("an infinite value" if isinstance(value, float) else described(value), "a finite number")
    least = min(profile.bounds[0], ZERO)
    notes.add(f"{profile.name}: no reserved value; no deal is taken to be worth {decimal_text(least)[0]}")
    return least


def _profile(place: FilePlace, name: str, issues: tuple[ForeignIssue, ...], notes: Notes) -> Profile:
    kind = kind_of(place, (*_BASE, *_DISCOUNTED), "a utility function")
    _empty(place)
    discount, inner = None, place
    if kind in _DISCOUNTED:
        inner = place.at("ufun")
        discount = _discount(place, kind, name, notes)
    total = _Sum(issues)
    _read(inner, total, Fraction(1))
    terms = ([ForeignPart(total.constant)] if total.constant else []) + total.terms
    profile = Profile(name, total.worth, tuple(terms), discount=discount)
    stated = inner if place.at("reserved_value").value is None and inner.has("reserved_value") else place
    if isinstance(stated.at("reserved_outcome").value, list):
        return replace(profile, away=_deal(stated.at("reserved_outcome"), issues))
    return replace(profile, away=_away(stated, profile, notes))


def _deal(place: FilePlace, issues: tuple[ForeignIssue, ...]) -> dict[str, str]:
    values, deal = place.entries("one value for each issue"), {}
    if len(values) != len(issues):
        place.fault(f"{len(values)} values", "one value for each issue")
        return {}
    for issue, value in zip(issues, values, strict=True):
        option = value.option() if issue.real else option_of(value.option(), issue)
        if option is None:
            value.fault(described(value.value), f"a value of {issue.name}")
        deal[issue.name] = option or ""
    return deal


def _discount(place: FilePlace, kind: str, name: str, notes: Notes) -> Fraction | None:
    factor = place.at("factor").value or "step"
    if kind == "LinDiscountedUFun":
        notes.add(f"{name}: a cost that grows with time is left out; only discounts d^t are carried")
        return None
    discount = place.number_at("discount", 1)
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


def _repeated(space: FilePlace, place: FilePlace, name: str) -> None:
    """A party's name that is the file's, and an outcome space that is the scenario's, are not lost."""
    if not isinstance(place.value, dict):
        return
    if place.value.get("name") == name:
        place.at("name")
    own = place.value.get("outcome_space")
    if isinstance(own, dict) and own.get("issues") == space.value.get("issues"):
        held = place.at("outcome_space")
        held.at("issues").use_all()
        for key in (*TYPES, "name"):
            if own.get(key) == space.value.get(key):
                held.at(key)


def negmas_scenario(files: list[FilePlace], names: Sequence[str], notes: Notes) -> Scenario:
    """Read an outcome space and the utility functions of its parties, or one file that bundles all of them.

    The parties of a bundle are called as it calls them.
    """
    for file in files:
        refuse_several(file)
        for place in file.whole():
            if isinstance(place.value, str) and place.value.startswith(_PAYLOAD):
                never = "plain data: nothing from a file is imported or executed"
                place.fault(f"the payload {quoted(place.value, 30)}", never)
    files[0].stop()
    (space, *functions), names = (files, names) if files[1:] else _unbundled(files[0])
    title, issues = _space(space, notes)
    space.stop()
    found = []
    for place, name in zip(functions, names, strict=True):
        found.append(_profile(place, name, issues, notes))
        _repeated(space, place, name)
    finish(files, notes)
    return Scenario(title or Path(files[0].lines.file).stem, issues, tuple(found))


def _written_issue(issue: ForeignIssue, notes: Notes) -> dict[str, Any]:
    kind, values = "CategoricalIssue", [issue.said(option) for option in issue.listed]
    if issue.real or (issue.step == 1 and issue.low.denominator == 1):
        kind, values = "ContinuousIssue" if issue.real else "ContiguousIssue", [issue.low, issue.high]
    elif issue.ranged:
        note_listed(issue, notes)
        kind = "DiscreteCardinalIssue"
    return {"type": kind, "name": issue.name, "values": values}


def _written_function(scenario: Scenario, profile: Profile) -> dict[str, Any]:
    """A sum over issues, or, where issues interact, a list of all outcomes; any discount around it."""

    def key(said: str | Fraction) -> str | int | float:
        return said if isinstance(said, str) else int(said) if said.denominator == 1 else float(said)

    issues = scenario.issues
    if profile.parts or profile.cap is not None:
        mapping = {
            tuple(key(issue.said(option)) for issue, option in zip(issues, chosen, strict=True)): number
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
    issues = [_written_issue(issue, notes) for issue in scenario.issues]
    yield "domain.yml", {"type": kind, "name": scenario.title, "issues": issues}
    for name, profile in file_names(scenario.profiles):
        yield f"{name}.yml", _written_function(scenario, profile)
