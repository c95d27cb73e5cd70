"""A case as Genius XML: a domain file and one profile for each party."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from ..case import Case
from ..errors import UsageError, quoted
from .plain_data import decimal
from .safe import Notes, decimal_text
from .scenario import Choice, ForeignIssue, ForeignPart, ForeignWorth, Profile, Scenario, clamped, triangle
from .writing import away_number, file_names, note_listed, options_in, prepared, spans

_MOST_RECTANGLES = 20_000


def _tag(tag: str, /, *inner: str, **attributes: str) -> str:
    from xml.sax.saxutils import quoteattr  # loads the network library

    text = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    body = "\n".join(inner)
    return f"<{tag}{text}>\n{body}\n</{tag}>" if inner else f"<{tag}{text}/>"


def _ufun(combine: str, *inner: str, weight: str = "1") -> str:
    return _tag("ufun", *inner, type="PlainUfun", weight=weight, aggregation=combine)


def _evaluator(issue: ForeignIssue, worth: ForeignWorth) -> dict[str, Fraction] | None:
    """The numbers of an evaluator, a line or a triangle; None where Genius has no form for it."""

    def line(slope: Fraction, offset: Fraction) -> dict[str, Fraction]:
        if issue.real:
            return {"parameter0": offset, "parameter1": slope}
        return {"slope": slope, "offset": offset + slope * issue.low}

    weight = worth.bounds[1]
    if not weight:
        return line(Fraction(0), Fraction(0))
    for (x, y), (right, above) in zip(worth.points, worth.points[1:], strict=False):
        slope = (above - y) / (right - x) / weight
        offset = y / weight - slope * x
        if clamped(issue, slope, offset, weight) == worth:
            return line(slope, offset)
    return _triangular(issue, worth, weight) if issue.real else None


def _triangular(issue: ForeignIssue, worth: ForeignWorth, weight: Fraction) -> dict[str, Fraction] | None:
    """Corners of a triangle, also of one whose feet lie outside of the range."""
    peak = next(index for index, (_, y) in enumerate(worth.points) if y == weight)
    middle = worth.points[peak][0]
    left, right = middle - 1, middle + 1
    if peak:
        x, y = worth.points[peak - 1]
        left = middle - (middle - x) * weight / (weight - y)
    if peak + 1 < len(worth.points) and worth.points[peak + 1][1] < weight:
        x, y = worth.points[peak + 1]
        right = middle + (x - middle) * weight / (weight - y)
    fits = triangle(issue, (left, middle, right), weight) == worth
    return {"parameter0": left, "parameter1": right, "parameter2": middle} if fits else None


def _kind(issue: ForeignIssue, scenario: Scenario) -> str:
    """The type of an issue in Genius: integers only where every party has a form for them."""
    if issue.real or not issue.ranged:
        return "real" if issue.real else "discrete"
    valued = [profile.of(issue) for profile in scenario.profiles if not profile.parts]
    whole = issue.step == 1 and issue.low.denominator == 1
    return "integer" if whole and all(_evaluator(issue, worth) for worth in valued) else "discrete"


class _Writer:
    def __init__(self, scenario: Scenario, notes: Notes, most: int) -> None:
        self.scenario, self.notes, self.most = scenario, notes, most
        self.kinds = {issue.name: _kind(issue, scenario) for issue in scenario.issues}
        self.index = {issue.name: str(index) for index, issue in enumerate(scenario.issues, 1)}
        for issue in scenario.issues:
            if issue.ranged and self.kinds[issue.name] == "discrete":
                note_listed(issue, notes)

    def number(self, number: Fraction) -> str:
        return decimal(self.notes, number)

    def issue(self, issue: ForeignIssue, *inner: str) -> str:
        kind, index = self.kinds[issue.name], self.index[issue.name]
        bounds = {"lowerbound": decimal_text(issue.low)[0], "upperbound": decimal_text(issue.high)[0]}
        if kind == "real":
            inner = (_tag("range", **bounds), *inner)
        ends = bounds if kind == "integer" else {}
        return _tag("issue", *inner, index=index, name=issue.name, vtype=kind, type=kind, etype=kind, **ends)

    def items(self, issue: ForeignIssue, worth: ForeignWorth) -> list[str]:
        """The items of a discrete issue; evaluations are whole numbers with the ratios of the values."""
        shares = worth.apart()[1].listed(issue)
        whole = math.lcm(*(number.denominator for number in shares.values()))
        return [
            _tag("item", index=str(place), value=option, evaluation=str(int(number * whole)))
            for place, (option, number) in enumerate(shares.items(), 1)
        ]

    def evaluator(self, issue: ForeignIssue, worth: ForeignWorth) -> str:
        form = _evaluator(issue, worth)
        if form is None:
            found = f"the values of the range {quoted(issue.name)}"
            raise UsageError.of(found, "a line or a triangle, which is what Genius has")
        kind = "triangular" if "parameter2" in form else "linear"
        return _tag("evaluator", ftype=kind, **{key: self.number(number) for key, number in form.items()})

    def domain(self) -> str:
        issues = []
        for issue in self.scenario.issues:
            listed = enumerate(issue.listed if self.kinds[issue.name] == "discrete" else (), 1)
            items = (_tag("item", index=str(place), value=option) for place, option in listed)
            issues.append(self.issue(issue, *items))
        space = _tag("utility_space", self.objective(*issues), number_of_issues=str(len(issues)))
        return _tag("negotiation_template", space)

    def objective(self, *inner: str) -> str:
        kind = {"description": "", "type": "objective", "etype": "objective"}
        return _tag("objective", *inner, index="0", name=self.scenario.title, **kind)

    def profile(self, profile: Profile) -> str:
        objective = self.nonlinear(profile) if profile.parts else self.additive(profile)
        away = away_number(profile, self.notes)
        discount = _tag("discount_factor", value=self.number(profile.discount or Fraction(1)))
        reservation = _tag("reservation", value=self.number(away))
        kind = {"type": "nonlinear"} if profile.parts else {}
        return _tag("utility_space", objective, discount, reservation, **kind)

    def additive(self, profile: Profile) -> str:
        parts, weights = [], []
        for issue in self.scenario.issues:
            worth = profile.of(issue)
            listed = self.kinds[issue.name] == "discrete"
            inner = self.items(issue, worth) if listed else [self.evaluator(issue, worth)]
            parts.append(self.issue(issue, *inner))
            weights.append(_tag("weight", index=self.index[issue.name], value=self.number(worth.bounds[1])))
        return self.objective(*parts, *weights)

    def nonlinear(self, profile: Profile) -> str:
        wrong = [name for name, kind in self.kinds.items() if kind != "integer"]
        if wrong:
            found = f"interactions beside the issue {quoted(wrong[0])}"
            raise UsageError.of(found, "ranges of whole numbers: Genius has interactions over nothing else")
        parts = (*self.separate(profile), *profile.parts)
        whole = math.lcm(*(part.weight.denominator for part in parts))  # makes whole numbers, within reason
        factor = Fraction(whole if whole < 10**30 else 1)
        rectangles = [text for part in parts if not part.parts for text in self.inside(part.times(factor))]
        if len(rectangles) > self.most:
            raise UsageError.of(f"{len(rectangles):,} rectangles", f"at most {self.most:,}")
        ufuns = [text for part in parts if part.parts for text in self.inside(part.times(factor))]
        issues = map(self.issue, self.scenario.issues)
        root = _ufun("sum", *rectangles, *ufuns)
        return self.objective(*issues, _tag("utility", root, maxutility=str(factor)))

    def separate(self, profile: Profile) -> Iterator[ForeignPart]:
        """What the issues are worth by themselves, one term for each stretch of equal value."""
        for issue in self.scenario.issues:
            table = profile.of(issue).listed(issue)
            for value in dict.fromkeys(filter(None, table.values())):
                chosen = tuple(option for option, number in table.items() if number == value)
                yield ForeignPart(value, {} if len(chosen) == len(table) else {issue.name: chosen})

    def inside(self, part: ForeignPart) -> list[str]:
        """A part as functions or rectangles that add up to it."""
        if not part.parts:
            return self.rectangles(part)
        if part.cap is not None:
            raise UsageError.of("a function with a cap", "sums, minima and maxima without one")
        inner = []
        for each in part.parts:
            found = self.inside(each)
            inner += found if len(found) == 1 or part.combine == "sum" else [_ufun("sum", *found)]
        return [_ufun(part.combine, *inner, weight=self.number(part.weight))]

    def rectangles(self, term: ForeignPart) -> list[str]:
        add = term.weight
        if term.unless and not term.when:
            bounds = self.bounds("EXCLUDES", term.unless)
            if all(len(side) == 1 for side in bounds):
                return [_tag("hyperRectangle", *(side[0] for side in bounds), utility=self.number(add))]
        if term.unless:
            both = self.both(term.when, term.unless)
            positive = self.rectangles(ForeignPart(add, term.when))
            return positive + ([] if both is None else self.rectangles(ForeignPart(-add, both)))
        sides = product(*self.bounds("INCLUDES", term.when))
        return [_tag("hyperRectangle", *side, utility=self.number(add)) for side in sides]

    def both(self, one: Mapping[str, Choice], other: Mapping[str, Choice]) -> dict[str, Choice] | None:
        """Options that lie in both patterns; None where there are none."""
        found = {**one, **other}
        for name in one.keys() & other.keys():
            issue = self.scenario.named[name]
            found[name] = tuple(option for option in options_in(issue, other[name]) if option in one[name])
        return found if all(found.values()) else None

    def bounds(self, kind: str, choices: Mapping[str, Choice]) -> list[list[str]]:
        """For each issue of a pattern a tag for every run of numbers."""

        def side(name: str, low: Fraction, high: Fraction) -> str:
            return _tag(kind, index=self.index[name], min=decimal_text(low)[0], max=decimal_text(high)[0])

        named = self.scenario.named
        return [
            [side(name, *ends) for ends in spans(named[name], choice)] for name, choice in choices.items()
        ]


def write_genius(case: Case, notes: Notes, most: int = _MOST_RECTANGLES) -> Iterator[tuple[str, str]]:
    """Each file with its text; interactions over names, capped functions and some curves are refused.

    So are more than ``most`` rectangles of a party.
    """
    scenario = prepared(case, notes, caps=True)
    writer = _Writer(scenario, notes, most)
    yield "domain.xml", writer.domain()
    for name, profile in file_names(scenario.profiles):
        yield f"{name}.xml", writer.profile(profile)
