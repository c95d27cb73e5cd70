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
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from ..errors import Fault, Faults, quoted
from .genius_domain import DOMAIN, PROFILE, DomainFile, bounds_in, domain_in, issues_in, kind_in
from .genius_nonlinear import nonlinear
from .lines import clamped, reach, triangle
from .losses import Losses
from .records import ForeignIssue, ForeignLine, ForeignTable, Profile, Scenario, SourceFile, Worth
from .safe import Notes, decimal_text, exact, fail, read_file
from .xmltext import Element, read_xml

__all__ = ["DOMAIN", "PROFILE", "read_genius"]

_KNOWN_KINDS = {
    "constraint": 'the type "constraint", whose constraints are classes of Genius',
    "uncertain": 'the type "uncertain", which orders deals and gives them no values',
    "nonlinear": 'the type "nonlinear" without <utility>',
}
_SMALL = Fraction(1, 100_000)
_NOISE = Fraction(1, 10**9)
_IDLE = {
    "": ("description",),
    "utility_space": ("number_of_issues",),
    DOMAIN: ("number_of_issues",),
    "objective": ("index", "name", "type", "etype"),
    "issue": ("type", "etype", "vtype"),
    "item": ("index",),
    "evaluator": ("ftype",),
}
"""Attributes that only name, count or order what the rest of a file says."""


def _evaluations(file: DomainFile, element: Element, issue: ForeignIssue, weight: Fraction) -> ForeignTable:
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
    _unknown(file, element, issue, given)
    share = Fraction(0) if largest < _SMALL else weight / largest
    return ForeignTable({option: share * given.get(option, Fraction(0)) for option in issue.options})


def _unknown(file: DomainFile, element: Element, issue: ForeignIssue, given: Mapping[str, Fraction]) -> None:
    """Say which values a profile has that the domain has not, and whether they set the scale."""
    extra = {value: number for value, number in given.items() if value not in issue.options}
    if not extra:
        return
    listed = ", ".join(f"{quoted(value)} ({float(number):g})" for value, number in extra.items())
    said = f"{file.short}:{element.line}: issue {quoted(issue.name)} values {listed}, not in the domain"
    own = max((given[option] for option in issue.options if option in given), default=Fraction(0))
    top = max(given.values())
    if top > own and top >= _SMALL:
        said += (
            f"; {float(top):g} sets the scale, as in Genius: the best option of the domain"
            f" ({float(own):g}) comes to {float(own / top):.4g} of the weight, not to all of it"
        )
    file.notes.add(said)


def _function(file: DomainFile, element: Element, issue: ForeignIssue, weight: Fraction) -> ForeignLine:
    """The evaluation of a number, as straight lines."""
    how = element.first("evaluator")
    low, high = issue.low, issue.high
    if how is None:
        if not issue.real:  # Genius starts from slope and offset 0
            return ForeignLine(((low, Fraction(0)), (high, Fraction(0))))
        file.fault(element, "no evaluator", "an evaluator of a real number")
        return ForeignLine(((low, Fraction(0)),))
    kind = (how.get("ftype") or "linear").lower()
    if not issue.real and (how.get("slope") is not None or kind == "linear"):
        slope, offset = file.number(how, "slope"), file.number(how, "offset")
        start = bounds_in(file, element)[0]
        return clamped(issue, slope, offset - slope * start, weight)
    if kind == "linear":
        return clamped(issue, file.number(how, "parameter1"), file.number(how, "parameter0"), weight)
    if kind == "constant":
        level = weight * file.number(how, "parameter0")
        return ForeignLine(((low, level), (high, level)))
    if kind == "triangular":
        corners = tuple(file.number(how, f"parameter{which}") for which in (0, 2, 1))
        if not corners[0] <= corners[1] <= corners[2] or corners[0] == corners[2]:
            file.fault(how, "corners out of order", "parameter0 ≤ parameter2 ≤ parameter1")
            return ForeignLine(((low, Fraction(0)),))
        if corners[0] == corners[1] > low or corners[1] == corners[2] < high:
            file.fault(how, "a triangle with an upright side", "a side that rises or falls within the range")
        return triangle(issue, (corners[0], corners[1], corners[2]), weight)
    file.fault(how, f"the function {quoted(kind)}", "linear, constant or triangular")
    return ForeignLine(((low, Fraction(0)),))


def _weight(file: DomainFile, objective: Element, index: str) -> Fraction | None:
    """The weight of an issue in the objective that holds it; of several the last, None without one."""
    held = [each for each in objective.children if each.name == "weight"]
    own = [each for each in held if each.attributes.get("index", "").strip() == index]
    if not own:
        return None
    own[-1].used = True
    own[-1].get("index")
    return file.number(own[-1], "value")


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


def _additive(file: DomainFile, root: Element, issues: Mapping[str, ForeignIssue]) -> dict[str, Worth]:
    worth: dict[str, Worth] = {}
    seen: dict[str, Element] = {}
    total = Fraction(0)
    for objective, element in issues_in(root):
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
        _repeated(element, issue)
        weight = _weight(file, objective, index)
        if weight is None:
            file.fault(element, f"no weight of issue {index}", "a weight for each issue")
            continue
        total += weight
        ranged = kind_in(file, element) != "discrete"
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


def _single(file: DomainFile, root: Element, name: str, default: str) -> Fraction:
    """The value of an element that stands directly in the root (or the objective) of a profile."""
    element = root.first(name)
    return file.number(element, "value", default) if element is not None else Fraction(default)


def _discount(file: DomainFile, root: Element) -> Fraction | None:
    discount = _single(file, root, "discount_factor", "1")
    if not 0 < discount <= 1:
        if discount != 0:
            file.notes.add(f"{file.short}: a discount of {float(discount):g} is none, as in Genius")
        return None
    return discount if discount < 1 else None


def _profile(file: DomainFile, root: Element, issues: Mapping[str, ForeignIssue], name: str) -> Profile:
    discount, away = _discount(file, root), _single(file, root, "reservation", "0")
    kind = (root.get("type") or "").lower()
    utility = root.deep("utility") if kind in ("nonlinear", "") else None
    if utility is not None:
        for _, element in issues_in(root):
            issue = issues.get((element.get("index") or "").strip())
            if issue is not None:
                _repeated(element, issue)
        return nonlinear(file, utility, issues, Profile(name, {}, discount=discount, away=away))
    if kind not in ("", "linear", "additive"):
        found = _KNOWN_KINDS.get(kind, f"the type {quoted(kind)}")
        file.fault(root, found, "an additive or nonlinear utility space")
        return Profile(name, {})
    worth = _additive(file, root, issues)
    top = sum((reach(each)[1] for each in worth.values()), Fraction(0))
    if 1 < top <= 1 + _NOISE:
        file.notes.add(
            f"{file.short}: values may exceed 1 by {float(top - 1):.1g}, the rounding of the weights"
        )
    return Profile(name, worth, discount=discount, away=away, cap=Fraction(1) if top > 1 + _NOISE else None)


def _root(path: Path, expected: str, notes: Notes) -> tuple[Element, SourceFile]:
    text, source = read_file(path, notes)
    root = read_xml(text, str(path), notes)
    if root.name not in (DOMAIN, PROFILE):
        faults = Faults()
        faults.add(Fault(file=str(path), line=root.line, found=f"<{root.name}>", expected=expected))
        fail(faults)
    return root, source


def read_genius(
    domain: Path, profiles: Sequence[Path], names: Sequence[str], notes: Notes
) -> tuple[Scenario, tuple[SourceFile, ...]]:
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
    A missing reservation is 0 and a missing discount 1; a discount outside (0, 1] counts as 1. Elements and
    attributes that belong to no utility (costs, descriptions, deadlines, …) are listed as left out.
    """
    faults = Faults()
    root, source = _root(domain, f"<{DOMAIN}>", notes)
    sources = [source]
    issues = domain_in(DomainFile(str(domain), faults, notes), root)
    found, roots = [], [(domain, root)]
    for path, name in zip(profiles, names, strict=True):
        profile, source = _root(path, f"<{PROFILE}>", notes)
        sources.append(source)
        found.append(_profile(DomainFile(str(path), faults, notes), profile, issues, name))
        roots.append((path, profile))
    fail(faults)
    for path, element in roots:
        left = Losses(str(path))
        element.left(_IDLE, left)
        left.tell(notes)
    scenario = _settled(Scenario(domain.stem, tuple(issues.values()), tuple(found)), notes)
    titles = [objective.attributes.get("name") for objective in _objectives(root)]
    title = next((title for title in titles if title and title.lower() != "root"), domain.stem)
    return replace(scenario, title=title), tuple(sources)


def _objectives(root: Element) -> Iterator[Element]:
    for child in root.children:
        if child.name == "objective":
            yield child
        yield from _objectives(child)


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
                name: ForeignTable({alone[name]: worth.points[0][1]})
                if isinstance(worth, ForeignLine) and name in alone
                else worth
                for name, worth in profile.worth.items()
            },
        )
        for profile in scenario.profiles
    )
    issues = tuple(ForeignIssue(i.name, (alone[i.name],)) if i.name in alone else i for i in scenario.issues)
    return replace(scenario, issues=issues, profiles=profiles)
