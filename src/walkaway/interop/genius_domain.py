"""Genius XML: the issues of a domain, and what reading any of its files needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ..errors import Fault, Faults, quoted
from .records import ForeignIssue
from .safe import MAX_STEPS, Notes, exact, found_text
from .xmltext import Element

__all__ = ["DOMAIN", "PROFILE", "DomainFile", "bounds_in", "domain_in", "issues_in", "kind_in"]

DOMAIN, PROFILE = "negotiation_template", "utility_space"
_KINDS = ("discrete", "integer", "real")


@dataclass(frozen=True, slots=True)
class DomainFile:
    """A file while it is read: its name, and who collects faults and notes."""

    name: str
    faults: Faults
    notes: Notes

    @property
    def short(self) -> str:
        """The name without its folder, for notes."""
        return Path(self.name).name

    def fault(self, element: Element, found: str, expected: str) -> None:
        """Note a fault at an element."""
        given = element.attributes
        path = f"{element.name} {given.get('name') or given.get('index') or ''}".strip()
        self.faults.add(Fault(file=self.name, line=element.line, path=path, found=found, expected=expected))

    def number(self, element: Element, attribute: str, default: str | None = None) -> Fraction:
        """A number in an attribute; a fault and 0 where there is none."""
        text = element.get(attribute) or default
        number = exact(text) if text is not None else None
        if number is None:
            self.fault(element, f"{attribute}={found_text(text)}", "a number")
            return Fraction(0)
        return number


def issues_in(element: Element) -> Iterator[tuple[Element, Element]]:
    """Every issue with the objective it belongs to, in the order of the file."""
    for child in element.all("issue", "objective", "utility_space", DOMAIN):
        if child.name == "issue":
            yield element, child
        else:
            yield from issues_in(child)


def kind_in(file: DomainFile, element: Element) -> str:
    """The type of an issue; a fault where it is none of those known."""
    kind = (element.get("vtype") or element.get("type") or element.get("etype") or "discrete").lower()
    if kind not in _KINDS:
        file.fault(element, f"the type {quoted(kind)}", f"one of {', '.join(_KINDS)}")
    return kind


def bounds_in(file: DomainFile, element: Element) -> tuple[Fraction, Fraction]:
    """Both ends of a range, from the issue itself or its ``<range>``."""
    held = element if element.get("lowerbound") is not None else element.first("range") or element
    low, high = file.number(held, "lowerbound"), file.number(held, "upperbound")
    if low > high:
        file.fault(element, f"bounds from {low} to {high}", "a lower bound before the upper bound")
    return low, high


def _issue(file: DomainFile, element: Element) -> ForeignIssue:
    name = (element.get("name") or f"issue {element.get('index')}").strip()
    kind = kind_in(file, element)
    if kind == "discrete":
        values = [item.get("value") for item in element.all("item")]
        options = tuple(dict.fromkeys(value for value in values if value is not None))
        if not options:
            file.fault(element, "no item with a value", "at least one item")
        if len(options) < len(values):
            file.notes.add(f"issue {quoted(name)}: items that stand twice are one option")
        return ForeignIssue(name, options or ("?",))
    low, high = bounds_in(file, element)
    if kind == "real":
        return ForeignIssue(name, low=low, high=high)
    if low.denominator != 1 or high.denominator != 1 or high - low > MAX_STEPS:
        file.fault(element, f"bounds {low} and {high}", f"whole numbers, at most {MAX_STEPS:,} of them")
        return ForeignIssue(name, ("?",))
    return ForeignIssue(name, low=low, high=high, step=Fraction(1))


def domain_in(file: DomainFile, root: Element) -> dict[str, ForeignIssue]:
    """Index → issue."""
    issues: dict[str, ForeignIssue] = {}
    for _, element in issues_in(root):
        index = (element.get("index") or "").strip()
        if not index or index in issues:
            found = f"the index {quoted(index)} again" if index else "no index"
            file.fault(element, found, "an index of its own for each issue")
        else:
            issues[index] = _issue(file, element)
    names = [issue.name for issue in issues.values()]
    for name in sorted({name for name in names if names.count(name) > 1}):
        file.notes.add(f"issues that share the name {quoted(name)} are told apart by their index")
    if not issues:
        file.fault(root, "no issue", "at least one issue")
    numbers = [int(index) for index in issues if index.isdecimal() and len(index) < 10]
    if numbers and set(range(min(numbers), max(numbers) + 1)) - set(numbers):
        file.notes.add("the indices of the issues have gaps; they order nothing and are left out")
    return {
        index: issue if names.count(issue.name) == 1
        else ForeignIssue(f"{issue.name} ({index})", issue.options, issue.low, issue.high, issue.step)
        for index, issue in issues.items()
    }  # fmt: skip
