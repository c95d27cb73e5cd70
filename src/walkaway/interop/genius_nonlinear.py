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
from .records import Combine, Function, Issue, Profile, Span, Term
from .safe import Notes
from .xmltext import Element

__all__ = ["nonlinear"]

_COMBINES: dict[str, Combine] = {"sum": "sum", "min": "min", "max": "max"}


class File(Protocol):
    """What is needed of the file that is read."""

    @property
    def short(self) -> str: ...
    @property
    def notes(self) -> Notes: ...
    def fault(self, element: Element, found: str, expected: str) -> None: ...
    def number(self, element: Element, attribute: str, default: str | None = None) -> Fraction: ...


def _bounds(file: File, elements: list[Element], issues: Mapping[str, Issue]) -> dict[str, Span] | None:
    """Issue → numbers; None where no number fits all bounds of an issue."""
    spans: dict[str, Span] = {}
    for element in elements:
        issue = issues.get((element.get("index") or "").strip())
        low, high = file.number(element, "min"), file.number(element, "max")
        if issue is None or not issue.ranged:
            file.fault(element, f"a bound of issue {quoted(element.get('index'))}", "an issue with a range")
            continue
        old = spans.get(issue.name, Span(issue.low, issue.high))
        spans[issue.name] = Span(max(low, old.low), min(high, old.high))
    return None if any(span.low > span.high for span in spans.values()) else spans


def _needed(spans: Mapping[str, Span], issues: Mapping[str, Issue]) -> dict[str, Span]:
    """Leave out bounds that every number of their issue satisfies."""
    whole = {issue.name: Span(issue.low, issue.high) for issue in issues.values()}
    return {name: span for name, span in spans.items() if span != whole[name]}


def _rectangle(file: File, element: Element, issues: Mapping[str, Issue]) -> Term:
    add = file.number(element, "utility") * file.number(element, "weight", "1")
    includes, excludes = list(element.all("INCLUDES")), list(element.all("EXCLUDES"))
    if excludes:
        if includes:
            file.notes.add(
                f"{file.short}: a rectangle has INCLUDES beside EXCLUDES; Genius reads EXCLUDES alone"
            )
        outside = _bounds(file, excludes, issues)
        if outside is None:  # some bound always fails
            return Term(add)
        needed = _needed(outside, issues)
        return Term(add, unless=needed) if needed else Term(Fraction(0))
    inside = _bounds(file, includes, issues)
    return Term(Fraction(0)) if inside is None else Term(add, when=_needed(inside, issues))


def _function(file: File, element: Element, issues: Mapping[str, Issue]) -> Function:
    combine = (element.get("aggregation") or "sum").lower()
    if combine not in _COMBINES:
        file.fault(element, f"the aggregation {quoted(combine)}", "sum, min or max")
    kind = element.get("type") or "PlainUfun"
    if kind != "PlainUfun":
        file.fault(element, f"the function {quoted(kind)}", "PlainUfun")
    parts: list[Term | Function] = [_rectangle(file, each, issues) for each in element.all("hyperRectangle")]
    parts += [_function(file, each, issues) for each in element.all("ufun")]
    if not parts:
        parts = [Term(Fraction(0))]
    return Function(_COMBINES.get(combine, "sum"), tuple(parts), file.number(element, "weight", "1"))


def nonlinear(file: File, utility: Element, issues: Mapping[str, Issue], rest: Profile) -> Profile:
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


def _flat(function: Function, factor: Fraction) -> tuple[tuple[Term, ...], tuple[Function, ...]]:
    """A sum as its terms and the functions in it, each times the factor; sums in sums are opened."""
    factor *= function.weight
    if function.combine != "sum":
        return (), (replace(function, weight=factor),)
    terms: list[Term] = []
    inner: list[Function] = []
    for part in function.parts:
        if isinstance(part, Function):
            below, functions = _flat(part, factor)
            terms += below
            inner += functions
        elif part.add:
            terms.append(replace(part, add=part.add * factor))
    return tuple(terms), tuple(inner)
