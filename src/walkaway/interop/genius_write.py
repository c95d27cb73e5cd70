"""A case as Genius XML: a domain file and one profile for each party."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product
from xml.sax.saxutils import quoteattr

from ..case import Case
from ..errors import UsageError, quoted
from .export import away_number, coupled, decimal, file_names, listed, prepared, share, spans, top
from .fromcase import numbers, scaled
from .lines import clamped, triangle
from .records import (
    Choice,
    Export,
    ForeignFunction,
    ForeignIssue,
    ForeignLine,
    ForeignSpan,
    ForeignTerm,
    Profile,
    Scenario,
    Worth,
)
from .safe import Notes, decimal_text

__all__ = ["write_genius"]

_MOST_RECTANGLES = 20_000


def _tag(tag: str, /, *inner: str, **attributes: str) -> str:
    text = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    if not inner:
        return f"<{tag}{text}/>"
    body = "\n".join(inner)
    return f"<{tag}{text}>\n{body}\n</{tag}>"


def _kind(issue: ForeignIssue, lines: Iterable[Worth | None]) -> str:
    """The type of an issue in Genius: integers only where every party has a form for them."""
    if not issue.ranged:
        return "discrete"
    if issue.real:
        return "real"
    whole = issue.step == 1 and issue.low.denominator == 1
    return "integer" if whole and all(_form(issue, line) is not None for line in lines) else "discrete"


def _form(issue: ForeignIssue, worth: Worth | None) -> dict[str, Fraction | str] | None:
    """The evaluator of a line: ``ftype`` and its numbers; None where Genius has none."""
    weight = top(worth)
    if not isinstance(worth, ForeignLine) or not weight:
        return (
            {"ftype": "linear", "slope": Fraction(0), "offset": Fraction(0)}
            if worth is None or not weight
            else None
        )
    for (x, y), (right, above) in zip(worth.points, worth.points[1:], strict=False):
        slope = (above - y) / (right - x) / weight
        offset = y / weight - slope * x
        if clamped(issue, slope, offset, weight) == worth:
            return {"ftype": "linear", "slope": slope, "offset": offset}
    if issue.real:
        return _triangular(issue, worth, weight)
    return None


def _triangular(
    issue: ForeignIssue, worth: ForeignLine, weight: Fraction
) -> dict[str, Fraction | str] | None:
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
    return {"ftype": "triangular", "low": left, "high": right, "top": middle} if fits else None


def _bounds(issue: ForeignIssue) -> dict[str, str]:
    return {"lowerbound": decimal_text(issue.low)[0], "upperbound": decimal_text(issue.high)[0]}


class _Writer:
    def __init__(self, scenario: Scenario, notes: Notes) -> None:
        self.scenario, self.notes = scenario, notes
        additive = [profile for profile in scenario.profiles if not coupled(profile)]
        self.kinds = {
            issue.name: _kind(issue, [profile.worth.get(issue.name) for profile in additive])
            for issue in scenario.issues
        }
        for issue in scenario.issues:
            if issue.ranged and self.kinds[issue.name] == "discrete":
                notes.add(f"the range {quoted(issue.name)} is written as a list of its numbers")

    def number(self, number: Fraction) -> str:
        return decimal(self.notes, number)

    def issue(self, index: int, issue: ForeignIssue, *inner: str) -> str:
        kind = self.kinds[issue.name]
        attributes = {"index": str(index), "name": issue.name, "vtype": kind, "type": kind, "etype": kind}
        if kind == "integer":
            attributes |= _bounds(issue)
        elif kind == "real":
            inner = (_tag("range", **_bounds(issue)), *inner)
        return _tag("issue", *inner, **attributes)

    def items(self, issue: ForeignIssue, worth: Worth | None, *, valued: bool) -> list[str]:
        """The items of a discrete issue; evaluations are whole numbers with the ratios of the values."""
        table = listed(issue, worth)
        most = max(table.values())
        shares = {option: share(number, most) for option, number in table.items()}
        whole = math.lcm(*(number.denominator for number in shares.values()))

        def evaluation(option: str) -> dict[str, str]:
            return {"evaluation": str(int(shares[option] * whole))} if valued else {}

        return [
            _tag("item", index=str(place), value=option, **evaluation(option))
            for place, option in enumerate(table, 1)
        ]  # fmt: skip

    def evaluator(self, issue: ForeignIssue, worth: Worth | None) -> str:
        form = _form(issue, worth)
        if form is None:
            raise UsageError.of(
                f"the values of the range {quoted(issue.name)}",
                "a line or a triangle, which is what Genius has",
            )
        number = {key: item for key, item in form.items() if isinstance(item, Fraction)}
        if form["ftype"] == "triangular":
            corners = (number["low"], number["high"], number["top"])
            named = {f"parameter{place}": self.number(corner) for place, corner in enumerate(corners)}
            return _tag("evaluator", ftype="triangular", **named)
        if issue.real:
            slope, offset = self.number(number["slope"]), self.number(number["offset"])
            return _tag("evaluator", ftype="linear", parameter0=offset, parameter1=slope)
        offset = self.number(number["offset"] + number["slope"] * issue.low)
        return _tag("evaluator", ftype="linear", slope=self.number(number["slope"]), offset=offset)

    def domain(self) -> str:
        issues = []
        for index, issue in enumerate(self.scenario.issues, 1):
            listing = self.kinds[issue.name] == "discrete"
            items = self.items(issue, None, valued=False) if listing else []
            issues.append(self.issue(index, issue, *items))
        root = self.objective(*issues)
        return _tag("negotiation_template", _tag("utility_space", root, number_of_issues=str(len(issues))))

    def objective(self, *inner: str) -> str:
        return _tag(
            "objective", *inner, index="0", name=self.scenario.title, description="", type="objective",
            etype="objective",
        )  # fmt: skip

    def profile(self, profile: Profile) -> str:
        if coupled(profile):
            kind, objective = {"type": "nonlinear"}, self.nonlinear(profile)
        else:
            kind, objective = {}, self.additive(profile)
        away, discount = away_number(self.scenario, profile), profile.discount or Fraction(1)
        if not isinstance(profile.away, Fraction):
            self.notes.add(f"no deal is worth what a certain deal is to {profile.name}; its value is written")
        return _tag(
            "utility_space", objective, _tag("discount_factor", value=self.number(discount)),
            _tag("reservation", value=self.number(away)), **kind,
        )  # fmt: skip

    def additive(self, profile: Profile) -> str:
        parts, weights = [], []
        for index, issue in enumerate(self.scenario.issues, 1):
            worth = profile.worth.get(issue.name)
            if self.kinds[issue.name] == "discrete":
                inner = self.items(issue, worth, valued=True)
            else:
                inner = [self.evaluator(issue, worth)]
            parts.append(self.issue(index, issue, *inner))
            weights.append(_tag("weight", index=str(index), value=self.number(top(worth))))
        return self.objective(*parts, *weights)

    def nonlinear(self, profile: Profile) -> str:
        wrong = [issue.name for issue in self.scenario.issues if self.kinds[issue.name] != "integer"]
        if wrong:
            found = f"interactions beside the issue {quoted(wrong[0])}"
            raise UsageError.of(found, "ranges of whole numbers: Genius has interactions over nothing else")
        whole = self.denominator(profile)
        profile = scaled(profile, Fraction(whole))
        rectangles = [text for part in self.separate(profile) for text in self.rectangles(part)]
        rectangles += [text for term in profile.terms for text in self.rectangles(term)]
        if len(rectangles) > _MOST_RECTANGLES:
            raise UsageError.of(f"{len(rectangles):,} rectangles", f"at most {_MOST_RECTANGLES:,}")
        ufuns = [self.ufun(function) for function in profile.functions]
        root = _tag("ufun", *rectangles, *ufuns, type="PlainUfun", weight="1", aggregation="sum")
        issues = [self.issue(index, issue) for index, issue in enumerate(self.scenario.issues, 1)]
        return self.objective(*issues, _tag("utility", root, maxutility=str(whole)))

    def separate(self, profile: Profile) -> list[ForeignTerm]:
        """What the issues are worth by themselves, one term for each stretch of equal value."""
        terms = []
        for issue in self.scenario.issues:
            table = listed(issue, profile.worth.get(issue.name))
            for value in dict.fromkeys(table.values()):
                chosen = tuple(option for option, number in table.items() if number == value)
                if value:
                    when: dict[str, Choice] = {} if len(chosen) == len(table) else {issue.name: chosen}
                    terms.append(ForeignTerm(value, when))
        return terms

    def denominator(self, profile: Profile) -> int:
        """A whole number that makes whole numbers of all amounts, within reason."""
        amounts = [term.add for term in (*self.separate(profile), *profile.terms)]
        weights = [function.weight for function in profile.functions]
        whole = math.lcm(*(amount.denominator for amount in (*amounts, *weights)))
        return whole if whole < 10**30 else 1

    def ufun(self, function: ForeignFunction) -> str:
        if function.cap is not None:
            raise UsageError.of("a function with a cap", "sums, minima and maxima without one")
        inner = []
        for part in function.parts:
            if isinstance(part, ForeignFunction):
                inner.append(self.ufun(part))
                continue
            found = self.rectangles(part)
            if len(found) != 1 and function.combine != "sum":
                found = [_tag("ufun", *found, type="PlainUfun", weight="1", aggregation="sum")]
            inner += found
        weight = self.number(function.weight)
        return _tag("ufun", *inner, type="PlainUfun", weight=weight, aggregation=function.combine)

    def rectangles(self, term: ForeignTerm) -> list[str]:
        """A term as rectangles that add up to it."""
        add = term.add
        if term.unless and not term.when:
            runs = {name: self.runs(name, choice) for name, choice in term.unless.items()}
            if all(len(found) == 1 for found in runs.values()):
                bounds = [self.bound("EXCLUDES", name, found[0]) for name, found in runs.items()]
                return [_tag("hyperRectangle", *bounds, utility=self.number(add))]
        if term.unless:
            both = self.both(term.when, term.unless)
            positive = self.rectangles(ForeignTerm(add, term.when))
            return positive + ([] if both is None else self.rectangles(ForeignTerm(-add, both)))
        sides = [
            [self.bound("INCLUDES", name, run) for run in self.runs(name, choice)]
            for name, choice in term.when.items()
        ]
        return [_tag("hyperRectangle", *bounds, utility=self.number(add)) for bounds in product(*sides)]

    def both(self, one: Mapping[str, Choice], other: Mapping[str, Choice]) -> dict[str, Choice] | None:
        """Options that lie in both patterns."""
        found: dict[str, Choice] = {**one, **other}
        for name in set(one) & set(other):
            issue = next(issue for issue in self.scenario.issues if issue.name == name)
            sets = [
                {o for o, n in numbers(issue).items() if _in(n, o, choice)}
                for choice in (one[name], other[name])
            ]
            found[name] = tuple(option for option in numbers(issue) if option in sets[0] & sets[1])
            if not found[name]:
                return None
        return found

    def runs(self, name: str, choice: Choice) -> list[tuple[Fraction, Fraction]]:
        return spans(next(issue for issue in self.scenario.issues if issue.name == name), choice)

    def bound(self, kind: str, name: str, run: tuple[Fraction, Fraction]) -> str:
        index = next(place for place, issue in enumerate(self.scenario.issues, 1) if issue.name == name)
        low, high = (decimal_text(end)[0] for end in run)
        return _tag(kind, index=str(index), min=low, max=high)


def _in(number: Fraction, option: str, choice: Choice) -> bool:
    return choice.low <= number <= choice.high if isinstance(choice, ForeignSpan) else option in choice


def write_genius(case: Case) -> Export:
    """Write a case as Genius XML.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Export
        ``domain.xml`` and one file for each party.

    Raises
    ------
    UsageError
        If Genius cannot say what the parties want: interactions over named options, functions with a cap,
        curves over real numbers, values below 0 that cannot be raised.
    """
    notes = Notes()
    scenario = prepared(case, notes, caps=True)
    writer = _Writer(scenario, notes)
    files = {"domain.xml": writer.domain() + "\n"}
    for name, profile in zip(file_names(scenario.profiles), scenario.profiles, strict=True):
        files[f"{name}.xml"] = writer.profile(profile) + "\n"
    return Export(format="genius", files=files, lost=notes.all())
