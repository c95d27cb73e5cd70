"""Nonlinear Genius profiles: sums, minima and maxima of hyper-rectangles.

Value of a deal = F / maxutility, at most 1. A rectangle with ``INCLUDES`` pays where all of its bounds hold
(both ends included), one with ``EXCLUDES`` where any of its bounds fails, one without bounds always; where
both kinds stand in one rectangle Genius goes by ``EXCLUDES`` alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from ..case.judgement import exact_number
from ..case.patterns import Span
from ..errors import quoted
from .scenario import ZERO, Combine, ForeignIssue, ForeignPart, Profile
from .xmltext import Element

__all__ = ["nonlinear"]

_COMBINES: dict[str, Combine] = {"sum": "sum", "min": "min", "max": "max"}


def _bounds(elements: list[Element], issues: Mapping[str, ForeignIssue]) -> dict[str, Span] | None:
    """Issue → numbers, where not all will do; None where no number fits all bounds of an issue."""
    ends: dict[str, tuple[Fraction, Fraction]] = {}
    for element in elements:
        issue = issues.get((element.get("index") or "").strip())
        low, high = element.number("min"), element.number("max")
        if issue is None or not issue.ranged:
            element.fault(f"a bound of issue {quoted(element.get('index'))}", "an issue with a range")
            continue
        least, most = ends.get(issue.name, (issue.low, issue.high))
        ends[issue.name] = max(low, least), min(high, most)
    if any(low > high for low, high in ends.values()):
        return None
    whole = {issue.name: (issue.low, issue.high) for issue in issues.values()}
    return {
        name: Span.model_construct(low=exact_number(pair[0]), high=exact_number(pair[1]))
        for name, pair in ends.items()
        if pair != whole[name]
    }


def _rectangle(element: Element, issues: Mapping[str, ForeignIssue]) -> ForeignPart:
    add = element.number("utility") * element.number("weight", "1")
    includes, excludes = list(element.all("INCLUDES")), list(element.all("EXCLUDES"))
    if includes and excludes:
        element.note("a rectangle has INCLUDES beside EXCLUDES; Genius reads EXCLUDES alone")
    bounds = _bounds(excludes or includes, issues)
    if not excludes:
        return ForeignPart(ZERO) if bounds is None else ForeignPart(add, when=bounds)
    if bounds is None:  # some bound always fails
        return ForeignPart(add)
    return ForeignPart(add, unless=bounds) if bounds else ForeignPart(ZERO)


def _function(element: Element, issues: Mapping[str, ForeignIssue]) -> ForeignPart:
    combine = (element.get("aggregation") or "sum").lower()
    if combine not in _COMBINES:
        element.fault(f"the aggregation {quoted(combine)}", "sum, min or max")
    kind = element.get("type") or "PlainUfun"
    if kind != "PlainUfun":
        element.fault(f"the function {quoted(kind)}", "PlainUfun")
    parts: list[ForeignPart] = [_rectangle(each, issues) for each in element.all("hyperRectangle")]
    parts += [_function(each, issues) for each in element.all("ufun")]
    weight = element.number("weight", "1")
    parts = parts or [ForeignPart(ZERO)]
    return ForeignPart(weight, combine=_COMBINES.get(combine, "sum"), parts=tuple(parts))


def nonlinear(utility: Element, issues: Mapping[str, ForeignIssue], rest: Profile) -> Profile:
    """Read the hyper-rectangles of a profile, by ``<utility maxutility="…">`` and index → issue.

    A sum is opened into its parts. Capped at 1 where it could be more.
    """
    functions, most = list(utility.all("ufun")), utility.number("maxutility")
    if most <= 0 or not functions:
        found = f"maxutility={quoted(utility.get('maxutility'))}, {len(functions)} functions"
        utility.fault(found, "a maxutility above 0 and a ufun")
        return rest
    if len(functions) > 1:
        utility.note("only the first ufun of a utility counts, as in Genius")
    whole = _function(functions[0], issues)
    parts = tuple(_flat(whole, 1 / most))
    return replace(rest, parts=parts, cap=Fraction(1) if whole.bounds[1] > most else None)


def _flat(part: ForeignPart, factor: Fraction) -> Iterator[ForeignPart]:
    """The parts of a sum, of sums in it too, each times the factor; what adds nothing is left out."""
    if part.parts and part.combine == "sum":
        for inner in part.parts:
            yield from _flat(inner, part.weight * factor)
    elif part.parts or part.weight:
        yield part.times(factor)
