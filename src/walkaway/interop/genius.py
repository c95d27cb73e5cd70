"""Genius XML: a domain file and one profile file for each party, with the meaning Genius 10.4 gives them.

Utility of a deal = Σ weight × evaluation, at most 1. An evaluation is the item's number divided by the
largest of its issue; slope · (value − lower bound) + offset, kept within 0 and 1; or a linear, constant or
triangular function of a real number. Weights are taken as they stand: Genius does not rescale them when it
reads a file. Nonlinear profiles are in :mod:`walkaway.interop.genius_nonlinear`.

References
----------
Lin, Kraus, Baarslag, Tykhonov, Hindriks, Jonker: Genius: An integrated environment for supporting the
design of generic automated negotiators, Computational Intelligence 30 (2014) 48–70.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from ..errors import Fault, Faults, quoted
from .genius_nonlinear import nonlinear
from .lines import clamped, reach, triangle
from .records import Issue, Line, Profile, Scenario, Source, Table, Worth
from .safe import MAX_STEPS, Notes, decimal_text, exact, fail, found_text, read_file
from .xmltext import Element, read_xml

__all__ = ["DOMAIN", "PROFILE", "read_genius"]

DOMAIN, PROFILE = "negotiation_template", "utility_space"
_KINDS = ("discrete", "integer", "real")
_SMALL = Fraction(1, 100_000)
_NOISE = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class _File:
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
        path = f"{element.name} {element.get('name') or element.get('index') or ''}".strip()
        self.faults.add(Fault(file=self.name, line=element.line, path=path, found=found, expected=expected))

    def number(self, element: Element, attribute: str, default: str | None = None) -> Fraction:
        """A number in an attribute; a fault and 0 where there is none."""
        text = element.get(attribute) or default
        number = exact(text) if text is not None else None
        if number is None:
            self.fault(element, f"{attribute}={found_text(text)}", "a number")
            return Fraction(0)
        return number


def _issues_in(element: Element) -> Iterator[tuple[Element, Element]]:
    """Every issue with the objective it belongs to, in the order of the file."""
    for child in element.children:
        if child.name == "issue":
            yield element, child
        elif child.name in ("objective", "utility_space", DOMAIN):
            yield from _issues_in(child)


def _kind(file: _File, element: Element) -> str:
    kind = (element.get("vtype") or element.get("type") or element.get("etype") or "discrete").lower()
    if kind not in _KINDS:
        file.fault(element, f"the type {quoted(kind)}", f"one of {', '.join(_KINDS)}")
    return kind


def _bounds(file: _File, element: Element) -> tuple[Fraction, Fraction]:
    held = element if element.get("lowerbound") is not None else element.first("range") or element
    low, high = file.number(held, "lowerbound"), file.number(held, "upperbound")
    if low > high:
        file.fault(element, f"bounds from {low} to {high}", "a lower bound before the upper bound")
    return low, high


def _issue(file: _File, element: Element) -> Issue:
    name = (element.get("name") or f"issue {element.get('index')}").strip()
    kind = _kind(file, element)
    if kind == "discrete":
        values = [item.get("value") for item in element.all("item")]
        options = tuple(dict.fromkeys(value for value in values if value is not None))
        if not options:
            file.fault(element, "no item with a value", "at least one item")
        if len(options) < len(values):
            file.notes.add(f"issue {quoted(name)}: items that stand twice are one option")
        return Issue(name, options or ("?",))
    low, high = _bounds(file, element)
    if kind == "real":
        return Issue(name, low=low, high=high)
    if low.denominator != 1 or high.denominator != 1 or high - low > MAX_STEPS:
        file.fault(element, f"bounds {low} and {high}", f"whole numbers, at most {MAX_STEPS:,} of them")
        return Issue(name, ("?",))
    return Issue(name, low=low, high=high, step=Fraction(1))


def _domain(file: _File, root: Element) -> dict[str, Issue]:
    """Index → issue."""
    issues: dict[str, Issue] = {}
    for _, element in _issues_in(root):
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
        else Issue(f"{issue.name} ({index})", issue.options, issue.low, issue.high, issue.step)
        for index, issue in issues.items()
    }  # fmt: skip


def _evaluations(file: _File, element: Element, issue: Issue, weight: Fraction) -> Table:
    """Evaluations divided by the largest of them all; an item that stands twice counts as it stands last."""
    given: dict[str, Fraction] = {}
    for item in element.all("item"):
        value, text = item.get("value"), item.get("evaluation")
        if value is not None and text not in (None, "null"):
            number = file.number(item, "evaluation")
            if given.get(value, number) != number:
                file.notes.add(
                    f"{file.short}: {quoted(value)} stands twice; Genius takes the last evaluation"
                )
            given[value] = number
    missing = [option for option in issue.options if option not in given]
    if missing:
        file.fault(element, f"no evaluation of {', '.join(map(quoted, missing[:5]))}", "one for each item")
    largest = max(given.values(), default=Fraction(0))
    share = Fraction(0) if largest < _SMALL else weight / largest
    return Table({option: share * given.get(option, Fraction(0)) for option in issue.options})


def _function(file: _File, element: Element, issue: Issue, weight: Fraction) -> Line:
    """The evaluation of a number, as straight lines."""
    how = element.first("evaluator")
    low, high = issue.low, issue.high
    if how is None:
        if not issue.real:  # Genius starts from slope and offset 0
            return Line(((low, Fraction(0)), (high, Fraction(0))))
        file.fault(element, "no evaluator", "an evaluator of a real number")
        return Line(((low, Fraction(0)),))
    kind = (how.get("ftype") or "linear").lower()
    if not issue.real and (how.get("slope") is not None or kind == "linear"):
        slope, offset = file.number(how, "slope"), file.number(how, "offset")
        start = _bounds(file, element)[0]
        return clamped(issue, slope, offset - slope * start, weight)
    if kind == "linear":
        return clamped(issue, file.number(how, "parameter1"), file.number(how, "parameter0"), weight)
    if kind == "constant":
        level = weight * file.number(how, "parameter0")
        return Line(((low, level), (high, level)))
    if kind == "triangular":
        corners = tuple(file.number(how, f"parameter{which}") for which in (0, 2, 1))
        if not corners[0] <= corners[1] <= corners[2] or corners[0] == corners[2]:
            file.fault(how, "corners out of order", "parameter0 ≤ parameter2 ≤ parameter1")
            return Line(((low, Fraction(0)),))
        if corners[0] == corners[1] > low or corners[1] == corners[2] < high:
            file.fault(how, "a triangle with an upright side", "a side that rises or falls within the range")
        return triangle(issue, (corners[0], corners[1], corners[2]), weight)
    file.fault(how, f"the function {quoted(kind)}", "linear, constant or triangular")
    return Line(((low, Fraction(0)),))


def _weights(file: _File, objective: Element) -> dict[str, Fraction]:
    return {
        (element.get("index") or "").strip(): file.number(element, "value")
        for element in objective.all("weight")
    }


def _additive(file: _File, root: Element, issues: Mapping[str, Issue]) -> dict[str, Worth]:
    worth: dict[str, Worth] = {}
    seen: dict[str, Element] = {}
    total = Fraction(0)
    for objective, element in _issues_in(root):
        index = (element.get("index") or "").strip()
        if index not in issues or index in seen:
            file.fault(element, f"the issue {quoted(index)}", "the issues of the domain, each once")
            continue
        seen[index] = element
        issue = issues[index]
        if element.get("name") is not None and not issue.name.startswith((element.get("name") or "").strip()):
            file.notes.add(
                f"{file.short}: issue {index} has another name than in the domain; the index counts"
            )
        weight = _weights(file, objective).get(index)
        if weight is None:
            file.fault(element, f"no weight of issue {index}", "a weight for each issue")
            continue
        total += weight
        ranged = _kind(file, element) != "discrete"
        if ranged != issue.ranged:
            file.fault(element, "another type than in the domain", "the same type")
        elif ranged:
            worth[issue.name] = _function(file, element, issue, weight)
        else:
            worth[issue.name] = _evaluations(file, element, issue, weight)
    missing = [issue.name for index, issue in issues.items() if index not in seen]
    if missing:
        file.fault(root, f"no issue {', '.join(map(quoted, missing[:5]))}", "every issue of the domain")
    if abs(total - 1) > _NOISE and not len(file.faults):
        file.notes.add(
            f"{file.short}: weights sum to {float(total):g}; they are taken as they stand, as Genius does"
        )
    return worth


def _single(file: _File, root: Element, name: str, default: str) -> Fraction:
    """The value of an element that stands directly in the root (or the objective) of a profile."""
    element = root.first(name)
    return file.number(element, "value", default) if element is not None else Fraction(default)


def _discount(file: _File, root: Element) -> Fraction | None:
    discount = _single(file, root, "discount_factor", "1")
    if not 0 < discount <= 1:
        if discount != 0:
            file.notes.add(f"{file.short}: a discount of {float(discount):g} is none, as in Genius")
        return None
    return discount if discount < 1 else None


def _profile(file: _File, root: Element, issues: Mapping[str, Issue], name: str) -> Profile:
    discount, away = _discount(file, root), _single(file, root, "reservation", "0")
    kind = (root.get("type") or "").lower()
    utility = next((found for found in _walk(root) if found.name == "utility"), None)
    if utility is not None and (kind in ("nonlinear", "")):
        return nonlinear(file, utility, issues, Profile(name, {}, discount=discount, away=away))
    if kind not in ("", "linear", "additive"):
        file.fault(root, f"the type {quoted(kind)}", "an additive or nonlinear utility space")
        return Profile(name, {})
    worth = _additive(file, root, issues)
    top = sum((reach(each)[1] for each in worth.values()), Fraction(0))
    if 1 < top <= 1 + _NOISE:
        file.notes.add(
            f"{file.short}: values may exceed 1 by {float(top - 1):.1g}, the rounding of the weights"
        )
    return Profile(name, worth, discount=discount, away=away, cap=Fraction(1) if top > 1 + _NOISE else None)


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _walk(child)


def _root(path: Path, expected: str) -> tuple[Element, Source]:
    text, source = read_file(path)
    root = read_xml(text, str(path))
    if root.name not in (DOMAIN, PROFILE):
        faults = Faults()
        faults.add(Fault(file=str(path), line=root.line, found=f"<{root.name}>", expected=expected))
        fail(faults)
    return root, source


def read_genius(
    domain: Path, profiles: Sequence[Path], names: Sequence[str], notes: Notes
) -> tuple[Scenario, tuple[Source, ...]]:
    """Read a Genius domain and the profiles of its parties.

    Parameters
    ----------
    domain : Path
        The file with ``<negotiation_template>``.
    profiles : sequence of Path
        Files with ``<utility_space>``, one for each party.
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
        With every fault of all files.

    Notes
    -----
    A missing reservation is 0 and a missing discount 1; a discount outside (0, 1] counts as 1. Costs,
    descriptions and similarity functions belong to no utility and are left out.
    """
    faults = Faults()
    root, source = _root(domain, f"<{DOMAIN}>")
    sources = [source]
    issues = _domain(_File(str(domain), faults, notes), root)
    found = []
    for path, name in zip(profiles, names, strict=True):
        profile, source = _root(path, f"<{PROFILE}>")
        sources.append(source)
        found.append(_profile(_File(str(path), faults, notes), profile, issues, name))
    fail(faults)
    scenario = _settled(Scenario(domain.stem, tuple(issues.values()), tuple(found)), notes)
    titles = [element.get("name") for element in _walk(root) if element.name == "objective"]
    title = next((title for title in titles if title and title.lower() != "root"), domain.stem)
    if any(True for element in _walk(root) if element.name in ("agent", "similarity_function")):
        notes.add("agents and similarity functions named in the domain are left out")
    return replace(scenario, title=title), tuple(sources)


def _settled(scenario: Scenario, notes: Notes) -> Scenario:
    """A range of one number becomes an issue with one option."""
    alone = {
        issue.name: decimal_text(issue.low)[0]
        for issue in scenario.issues
        if issue.ranged and issue.low == issue.high
    }
    for name in alone:
        notes.add(f"issue {quoted(name)} has one number alone; it becomes one option")
    profiles = tuple(
        replace(
            profile,
            worth={
                name: Table({alone[name]: worth.points[0][1]})
                if isinstance(worth, Line) and name in alone
                else worth
                for name, worth in profile.worth.items()
            },
        )
        for profile in scenario.profiles
    )
    issues = tuple(Issue(i.name, (alone[i.name],)) if i.name in alone else i for i in scenario.issues)
    return replace(scenario, issues=issues, profiles=profiles)
