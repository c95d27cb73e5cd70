"""Genius XML: a domain file and one profile file for each party, with the meaning Genius 10.4 gives them.

Utility of a deal = Σ weight × evaluation, at most 1. An evaluation is the item's number divided by the
largest of its issue; or a linear, constant or triangular function, kept within 0 and 1. That of a nonlinear
profile = F / maxutility, at most 1, where F adds up hyper-rectangles: one with ``INCLUDES`` pays where all
of its bounds hold (both ends included), one with ``EXCLUDES`` where any of its bounds fails.

Lin, Kraus, Baarslag, Tykhonov, Hindriks, Jonker: Genius: An integrated environment for supporting the
design of generic automated negotiators, Computational Intelligence 30 (2014) 48–70.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from ..case.judgement import exact_number
from ..case.patterns import Span
from ..errors import Faults, quoted
from .safe import MAX_STEPS, ImportFault, Notes, SourceFile, exact, read_file
from .scenario import ZERO, ForeignIssue, ForeignPart, ForeignWorth, Profile, Scenario, clamped, triangle
from .xmltext import Element, XmlFile, read_xml

DOMAIN, PROFILE = "negotiation_template", "utility_space"
_KINDS = ("discrete", "integer", "real")
_REFUSED = {
    "constraint": 'the type "constraint", whose constraints are classes of Genius',
    "uncertain": 'the type "uncertain", which orders deals and gives them no values',
    "nonlinear": 'the type "nonlinear" without <utility>',
}
_SMALL = Fraction(1, 100_000)
_NOISE = Fraction(1, 10**9)
_IDLE = {
    "": ("description",),
    PROFILE: ("number_of_issues",),
    DOMAIN: ("number_of_issues",),
    "objective": ("index", "name", "type", "etype"),
    "issue": ("type", "etype", "vtype"),
    "item": ("index",),
    "evaluator": ("ftype",),
}
"""Attributes that only name, count or order what the rest of a file says."""


def _issues(element: Element) -> Iterator[tuple[Element, Element]]:
    """Every issue with the objective it belongs to, in the order of the file."""
    for child in element.all("issue", "objective", PROFILE, DOMAIN):
        if child.name == "issue":
            yield element, child
        else:
            yield from _issues(child)


def _kind(element: Element) -> str:
    """The type of an issue; a fault where it is none of those known."""
    kind = (element.get("vtype") or element.get("type") or element.get("etype") or "discrete").lower()
    if kind not in _KINDS:
        element.fault(f"the type {quoted(kind)}", f"one of {', '.join(_KINDS)}")
    return kind


def _index(element: Element) -> str:
    return (element.get("index") or "").strip()


def _bounds(element: Element) -> tuple[Fraction, Fraction]:
    """Both ends of a range, from the issue itself or its ``<range>``."""
    held = element if element.get("lowerbound") is not None else element.first("range") or element
    low, high = held.number("lowerbound"), held.number("upperbound")
    if low > high:
        element.fault(f"bounds from {low} to {high}", "a lower bound before the upper bound")
    return low, high


def _issue(element: Element) -> ForeignIssue:
    name = (element.get("name") or f"issue {element.get('index')}").strip()
    kind = _kind(element)
    if kind == "discrete":
        values = [item.get("value") for item in element.all("item")]
        options = tuple(dict.fromkeys(value for value in values if value is not None))
        if not options:
            element.fault("no item with a value", "at least one item")
        if len(options) < len(values):
            element.file.notes.add(f"issue {quoted(name)}: items that stand twice are one option")
        return ForeignIssue(name, options or ("?",))
    low, high = _bounds(element)
    if kind == "real":
        return ForeignIssue(name, low=low, high=high)
    if low.denominator != 1 or high.denominator != 1 or high - low > MAX_STEPS:
        element.fault(f"bounds {low} and {high}", f"whole numbers, at most {MAX_STEPS:,} of them")
        return ForeignIssue(name, ("?",))
    return ForeignIssue(name, low=low, high=high, step=Fraction(1))


def _domain(root: Element) -> dict[str, ForeignIssue]:
    """Index → issue."""
    issues: dict[str, ForeignIssue] = {}
    for _, element in _issues(root):
        index = _index(element)
        if not index or index in issues:
            found = f"the index {quoted(index)} again" if index else "no index"
            element.fault(found, "an index of its own for each issue")
        else:
            issues[index] = _issue(element)
    names, notes = [issue.name for issue in issues.values()], root.file.notes
    for name in sorted({name for name in names if names.count(name) > 1}):
        notes.add(f"issues that share the name {quoted(name)} are told apart by their index")
    if not issues:
        root.fault("no issue", "at least one issue")
    numbers = [int(index) for index in issues if index.isdecimal() and len(index) < 10]
    if numbers and set(range(min(numbers), max(numbers) + 1)) - set(numbers):
        notes.add("the indices of the issues have gaps; they order nothing and are left out")
    return {
        index: issue if names.count(issue.name) == 1 else replace(issue, name=f"{issue.name} ({index})")
        for index, issue in issues.items()
    }


def _evaluations(element: Element, issue: ForeignIssue, weight: Fraction) -> ForeignWorth:
    """Evaluations divided by the largest of them all; an item that stands twice counts as it stands last."""
    given: dict[str, Fraction] = {}
    for item in element.all("item"):
        value, text = item.get("value"), item.get("evaluation")
        if value is not None and text not in (None, "null"):
            number = item.number("evaluation")
            if given.get(value, number) != number:
                element.note(f"{quoted(value)} stands twice; Genius takes the last evaluation")
            given[value] = number
    missing = [option for option in issue.options if option not in given]
    if missing:
        element.fault(f"no evaluation of {', '.join(map(quoted, missing[:5]))}", "one for each item")
    largest = max(given.values(), default=ZERO)
    extra = {value: number for value, number in given.items() if value not in issue.options}
    if extra:
        listed = ", ".join(f"{quoted(value)} ({float(number):g})" for value, number in extra.items())
        said = f"issue {quoted(issue.name)} values {listed}, not in the domain"
        own = max((given[option] for option in issue.options if option in given), default=ZERO)
        if largest > own and largest >= _SMALL:
            said += (
                f"; {float(largest):g} sets the scale, as in Genius: the best option of the domain"
                f" ({float(own):g}) comes to {float(own / largest):.4g} of the weight, not to all of it"
            )
        element.file.notes.add(f"{element.file.short}:{element.line}: {said}")
    share = ZERO if largest < _SMALL else weight / largest
    return ForeignWorth({option: share * given.get(option, ZERO) for option in issue.options})


def _function(element: Element, issue: ForeignIssue, weight: Fraction) -> ForeignWorth:
    """The evaluation of a number, as straight lines."""
    how = element.first("evaluator")
    if how is None:
        if issue.real:  # over whole numbers Genius starts from slope and offset 0
            element.fault("no evaluator", "an evaluator of a real number")
        return issue.flat()
    kind = (how.get("ftype") or "linear").lower()
    if not issue.real and (how.get("slope") is not None or kind == "linear"):
        slope, offset = how.number("slope"), how.number("offset")
        return clamped(issue, slope, offset - slope * _bounds(element)[0], weight)
    if kind == "linear":
        return clamped(issue, how.number("parameter1"), how.number("parameter0"), weight)
    if kind == "constant":
        return issue.flat(weight * how.number("parameter0"))
    if kind != "triangular":
        how.fault(f"the function {quoted(kind)}", "linear, constant or triangular")
        return issue.flat()
    left, top, right = (how.number(f"parameter{which}") for which in (0, 2, 1))
    if not left <= top <= right or left == right:
        how.fault("corners out of order", "parameter0 ≤ parameter2 ≤ parameter1")
        return issue.flat()
    if left == top > issue.low or top == right < issue.high:
        how.fault("a triangle with an upright side", "a side that rises or falls within the range")
    return triangle(issue, (left, top, right), weight)


def _weight(objective: Element, index: str) -> Fraction | None:
    """The weight of an issue in the objective that holds it; of several the last, None without one."""
    held = (each for each in objective.children if each.name == "weight")
    own = [each for each in held if each.attributes.get("index", "").strip() == index]
    if own:
        own[-1].used = True
        own[-1].get("index")
    return own[-1].number("value") if own else None


def _repeated(element: Element, issue: ForeignIssue) -> None:
    """What a profile says of an issue just as the domain does is not lost."""
    if (element.attributes.get("name") or "").strip() in (issue.name, issue.name.rpartition(" (")[0]):
        element.get("name")
    for held in (element, *(child for child in element.children if child.name == "range")):
        for key, end in (("lowerbound", issue.low), ("upperbound", issue.high)):
            if issue.ranged and exact(held.attributes.get(key, "")) == end:
                held.get(key)
                held.used = True
    for item in element.children:
        if item.name == "item" and item.attributes.get("value") in issue.options:
            item.used = True
            item.get("value")


def _additive(root: Element, issues: Mapping[str, ForeignIssue]) -> dict[str, ForeignWorth]:
    worth: dict[str, ForeignWorth] = {}
    seen: set[str] = set()
    total = ZERO
    for objective, element in _issues(root):
        index = _index(element)
        if index not in issues or index in seen:
            element.fault(f"the issue {quoted(index)}", "the issues of the domain, each once")
            continue
        seen.add(index)
        issue = issues[index]
        if not issue.name.startswith((element.get("name") or "").strip()):
            element.note(f"issue {index} has another name than in the domain; the index counts")
        _repeated(element, issue)
        weight = _weight(objective, index)
        if weight is None:
            element.fault(f"no weight of issue {index}", "a weight for each issue")
            continue
        total += weight
        if (_kind(element) != "discrete") != issue.ranged:
            element.fault("another type than in the domain", "the same type")
        else:
            value = (_function if issue.ranged else _evaluations)(element, issue, weight)
            alone = issue.settled.options if issue.ranged else ()
            worth[issue.name] = ForeignWorth({alone[0]: value.points[0][1]}) if alone else value
    missing = [issue.name for index, issue in issues.items() if index not in seen]
    if missing:
        root.fault(f"no issue {', '.join(map(quoted, missing[:5]))}", "every issue of the domain")
    if abs(total - 1) > _NOISE and not len(root.file.faults):
        root.note(f"weights sum to {float(total):g}; they are taken as they stand, as Genius does")
    return worth


def _single(root: Element, name: str, default: str) -> Fraction:
    """The value of an element that stands directly in the root of a profile."""
    element = root.first(name)
    return Fraction(default) if element is None else element.number("value", default)


def _profile(root: Element, issues: Mapping[str, ForeignIssue], name: str) -> Profile:
    discount = _single(root, "discount_factor", "1")
    if not 0 <= discount <= 1:
        root.note(f"a discount of {float(discount):g} is none, as in Genius")
    away = _single(root, "reservation", "0")
    rest = Profile(name, {}, discount=discount if 0 < discount < 1 else None, away=away)
    kind = (root.get("type") or "").lower()
    utility = root.deep("utility") if kind in ("nonlinear", "") else None
    if utility is not None:
        for _, element in _issues(root):
            if (issue := issues.get(_index(element))) is not None:
                _repeated(element, issue)
        return _nonlinear(utility, issues, rest)
    if kind not in ("", "linear", "additive"):
        root.fault(_REFUSED.get(kind, f"the type {quoted(kind)}"), "an additive or nonlinear utility space")
        return rest
    profile = replace(rest, worth=_additive(root, issues))
    top = profile.bounds[1]
    if 1 < top <= 1 + _NOISE:
        root.note(f"values may exceed 1 by {float(top - 1):.1g}, the rounding of the weights")
    return replace(profile, cap=Fraction(1) if top > 1 + _NOISE else None)


def _spans(elements: list[Element], issues: Mapping[str, ForeignIssue]) -> dict[str, Span] | None:
    """Issue → numbers, where not all will do; None where no number fits all bounds of an issue."""
    ends: dict[ForeignIssue, tuple[Fraction, Fraction]] = {}
    for element in elements:
        issue = issues.get(_index(element))
        low, high = element.number("min"), element.number("max")
        if issue is None or not issue.ranged:
            element.fault(f"a bound of issue {quoted(element.get('index'))}", "an issue with a range")
            continue
        least, most = ends.get(issue, (issue.low, issue.high))
        ends[issue] = max(low, least), min(high, most)
    if any(low > high for low, high in ends.values()):
        return None
    return {
        issue.name: Span.model_construct(low=exact_number(low), high=exact_number(high))
        for issue, (low, high) in ends.items()
        if (low, high) != (issue.low, issue.high)
    }


def _rectangle(element: Element, issues: Mapping[str, ForeignIssue]) -> ForeignPart:
    add = element.number("utility") * element.number("weight", "1")
    includes, excludes = list(element.all("INCLUDES")), list(element.all("EXCLUDES"))
    if includes and excludes:
        element.note("a rectangle has INCLUDES beside EXCLUDES; Genius reads EXCLUDES alone")
    bounds = _spans(excludes or includes, issues)
    if bounds is None:  # no deal is within: EXCLUDES always pays
        return ForeignPart(add if excludes else ZERO)
    if excludes:
        return ForeignPart(add, unless=bounds) if bounds else ForeignPart(ZERO)
    return ForeignPart(add, when=bounds)


def _ufun(element: Element, issues: Mapping[str, ForeignIssue]) -> ForeignPart:
    combine = (element.get("aggregation") or "sum").lower()
    if combine not in ("sum", "min", "max"):
        element.fault(f"the aggregation {quoted(combine)}", "sum, min or max")
    if (kind := element.get("type") or "PlainUfun") != "PlainUfun":
        element.fault(f"the function {quoted(kind)}", "PlainUfun")
    parts = [_rectangle(each, issues) for each in element.all("hyperRectangle")]
    parts += [_ufun(each, issues) for each in element.all("ufun")]
    weight = element.number("weight", "1")
    return ForeignPart(weight, combine=combine, parts=tuple(parts) or (ForeignPart(ZERO),))


def _nonlinear(utility: Element, issues: Mapping[str, ForeignIssue], rest: Profile) -> Profile:
    """A profile with hyper-rectangles: a sum is opened into its parts; at most 1 where it could be more."""
    functions, most = list(utility.all("ufun")), utility.number("maxutility")
    if most <= 0 or not functions:
        found = f"maxutility={quoted(utility.get('maxutility'))}, {len(functions)} functions"
        utility.fault(found, "a maxutility above 0 and a ufun")
        return rest
    if len(functions) > 1:
        utility.note("only the first ufun of a utility counts, as in Genius")
    whole = _ufun(functions[0], issues)
    parts = tuple(_flat(whole, 1 / most))
    return replace(rest, parts=parts, cap=Fraction(1) if whole.bounds[1] > most else None)


def _flat(part: ForeignPart, factor: Fraction) -> Iterator[ForeignPart]:
    """The parts of a sum, of sums in it too, each times the factor; what adds nothing is left out."""
    if part.parts and part.combine == "sum":
        for inner in part.parts:
            yield from _flat(inner, part.weight * factor)
    elif part.parts or part.weight:
        yield part.times(factor)


def read_genius(
    domain: Path, profiles: Sequence[Path], names: Sequence[str], notes: Notes
) -> tuple[Scenario, tuple[SourceFile, ...]]:
    """Read a Genius domain and the profiles of its parties; every fault of all files is raised at once."""
    faults = Faults()
    sources: list[SourceFile] = []

    def root_of(path: Path, expected: str) -> Element:
        text, source = read_file(path, notes)
        root = read_xml(text, XmlFile(str(path), faults, notes))
        if root.name not in (DOMAIN, PROFILE):
            raise ImportFault.of(str(path), f"<{root.name}>", f"<{expected}>", line=root.line)
        sources.append(source)
        return root

    roots = [root_of(domain, DOMAIN)]
    issues, found = _domain(roots[0]), []
    for path, name in zip(profiles, names, strict=True):
        roots.append(root_of(path, PROFILE))
        found.append(_profile(roots[-1], issues, name))
    faults.raise_if_any(ImportFault)
    for root in roots:
        notes.add_left(root.file.name, root.left(_IDLE))
    titles = (each.attributes.get("name", "") for each in roots[0].whole() if each.name == "objective")
    title = next((title for title in titles if title.lower() not in ("", "root")), domain.stem)
    for issue in issues.values():
        if issue.settled != issue:
            notes.add(f"issue {quoted(issue.name)} has one number alone; it becomes one option")
    settled = tuple(issue.settled for issue in issues.values())
    return Scenario(title, settled, tuple(found)), tuple(sources)
