"""Nonlinear Genius profiles: sums, minima and maxima of hyper-rectangles.

Value of a deal = F / maxutility, at most 1. A rectangle with ``INCLUDES`` pays where all of its bounds hold
(both ends included), one with ``EXCLUDES`` where any of its bounds fails, one without bounds always; where
both kinds stand in one rectangle Genius goes by ``EXCLUDES`` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from ..errors import quoted
from .lines import least_most
from .records import Combine, ForeignFunction, ForeignIssue, ForeignSpan, ForeignTerm, Profile
from .safe import Notes
from .xmltext import Element

__all__ = ["nonlinear"]

_COMBINES: dict[str, Combine] = {"sum": "sum", "min": "min", "max": "max"}


class NonlinearFile(Protocol):
    """What is needed of the file that is read."""

    @property
    def short(self) -> str: ...
    @property
    def notes(self) -> Notes: ...
    def fault(self, element: Element, found: str, expected: str) -> None: ...
    def number(self, element: Element, attribute: str, default: str | None = None) -> Fraction: ...


def _bounds(
    file: NonlinearFile, elements: list[Element], issues: Mapping[str, ForeignIssue]
) -> dict[str, ForeignSpan] | None:
    """Issue → numbers; None where no number fits all bounds of an issue."""
    spans: dict[str, ForeignSpan] = {}
    for element in elements:
        issue = issues.get((element.get("index") or "").strip())
        low, high = file.number(element, "min"), file.number(element, "max")
        if issue is None or not issue.ranged:
            file.fault(element, f"a bound of issue {quoted(element.get('index'))}", "an issue with a range")
            continue
        old = spans.get(issue.name, ForeignSpan(issue.low, issue.high))
        spans[issue.name] = ForeignSpan(max(low, old.low), min(high, old.high))
    return None if any(span.low > span.high for span in spans.values()) else spans


def _needed(spans: Mapping[str, ForeignSpan], issues: Mapping[str, ForeignIssue]) -> dict[str, ForeignSpan]:
    """Leave out bounds that every number of their issue satisfies."""
    whole = {issue.name: ForeignSpan(issue.low, issue.high) for issue in issues.values()}
    return {name: span for name, span in spans.items() if span != whole[name]}


def _rectangle(file: NonlinearFile, element: Element, issues: Mapping[str, ForeignIssue]) -> ForeignTerm:
    add = file.number(element, "utility") * file.number(element, "weight", "1")
    includes, excludes = list(element.all("INCLUDES")), list(element.all("EXCLUDES"))
    if excludes:
        if includes:
            file.notes.add(
                f"{file.short}: a rectangle has INCLUDES beside EXCLUDES; Genius reads EXCLUDES alone"
            )
        outside = _bounds(file, excludes, issues)
        if outside is None:  # some bound always fails
            return ForeignTerm(add)
        needed = _needed(outside, issues)
        return ForeignTerm(add, unless=needed) if needed else ForeignTerm(Fraction(0))
    inside = _bounds(file, includes, issues)
    return ForeignTerm(Fraction(0)) if inside is None else ForeignTerm(add, when=_needed(inside, issues))


def _function(file: NonlinearFile, element: Element, issues: Mapping[str, ForeignIssue]) -> ForeignFunction:
    combine = (element.get("aggregation") or "sum").lower()
    if combine not in _COMBINES:
        file.fault(element, f"the aggregation {quoted(combine)}", "sum, min or max")
    kind = element.get("type") or "PlainUfun"
    if kind != "PlainUfun":
        file.fault(element, f"the function {quoted(kind)}", "PlainUfun")
    parts: list[ForeignTerm | ForeignFunction] = [
        _rectangle(file, each, issues) for each in element.all("hyperRectangle")
    ]
    parts += [_function(file, each, issues) for each in element.all("ufun")]
    if not parts:
        parts = [ForeignTerm(Fraction(0))]
    return ForeignFunction(_COMBINES.get(combine, "sum"), tuple(parts), file.number(element, "weight", "1"))


def nonlinear(
    file: NonlinearFile, utility: Element, issues: Mapping[str, ForeignIssue], rest: Profile
) -> Profile:
    """Read the hyper-rectangles of a nonlinear profile.

    Parameters
    ----------
    file : File
    utility : Element
        ``<utility maxutility="…">``.
    issues : mapping
        Index → issue.
    rest : Profile
        Name, discount and reservation.

    Returns
    -------
    Profile
        A plain sum becomes terms; anything else becomes a function. Capped at 1 where it could be more.
    """
    functions = list(utility.all("ufun"))
    most = file.number(utility, "maxutility")
    if most <= 0 or not functions:
        found = f"maxutility={quoted(utility.get('maxutility'))}, {len(functions)} functions"
        file.fault(utility, found, "a maxutility above 0 and a ufun")
        return rest
    if len(functions) > 1:
        file.notes.add(f"{file.short}: only the first ufun of a utility counts, as in Genius")
    whole = _function(file, functions[0], issues)
    cap = Fraction(1) if least_most(whole)[1] > most else None
    terms, inner = _flat(whole, 1 / most)
    return replace(rest, terms=terms, functions=inner, cap=cap)


def _flat(
    function: ForeignFunction, factor: Fraction
) -> tuple[tuple[ForeignTerm, ...], tuple[ForeignFunction, ...]]:
    """A sum as its terms and the functions in it, each times the factor; sums in sums are opened."""
    factor *= function.weight
    if function.combine != "sum":
        return (), (replace(function, weight=factor),)
    terms: list[ForeignTerm] = []
    inner: list[ForeignFunction] = []
    for part in function.parts:
        if isinstance(part, ForeignFunction):
            below, functions = _flat(part, factor)
            terms += below
            inner += functions
        elif part.add:
            terms.append(replace(part, add=part.add * factor))
    return tuple(terms), tuple(inner)
