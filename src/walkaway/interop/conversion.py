"""A case ↔ one negotiation in exact numbers, with the list of what other programs cannot say."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..case import Case, Function, Interaction, Issue, Judgement, Judgements, Option, Part, Preference
from ..case.judgement import Exact, exact_number, written
from ..case.lines import Lines, dotted
from ..case.names import check_names
from ..case.patterns import Span, as_number
from ..case.records import Fallback
from ..case.unjudged import require_judged
from ..errors import Faults, UsageError, quoted
from .safe import ImportFault, Notes, SourceFile
from .scenario import Choice, ForeignIssue, ForeignPart, ForeignWorth, Profile, Scenario, through, triangle

SCALE = "utility"
"""Unit of the values: those of the file, 0 to 1 in all of these formats."""

_WORDS = ("when", "unless", "points", "order", "linear", "triangular")
_DIGITS = 10**60
_OPPOSITE = {"sum": "sum", "min": "max", "max": "min"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A case that was read from another program's files, with values on their own scale."""

    case: Case
    format: str
    lost: tuple[str, ...]  # what could not be carried over or was read in a particular way, in sentences
    files: tuple[SourceFile, ...]

    @property
    def digest(self) -> str:
        """One fingerprint of all files, in their order."""
        return hashlib.sha256("".join(source.digest for source in self.files).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """The import as plain data, without the case."""
        files = [{"path": source.path, "sha256": source.digest} for source in self.files]
        return {"format": self.format, "lost": list(self.lost), "files": files}


class _CaseBuilder:
    """Builds the file form of a case; its numbers are fractions until :meth:`plain` writes them."""

    def __init__(self, scenario: Scenario, notes: Notes) -> None:
        self.scenario, self.notes = scenario, notes
        self.ids = {issue.name: self.free(issue.name, "issue") for issue in scenario.issues}
        self.options = {i.name: {o: self.free(o, "option") for o in i.options} for i in scenario.issues}

    def free(self, name: str, what: str) -> str:
        """A name that is no word of the case format."""
        if name not in _WORDS:
            return name
        called = f"the {what} {quoted(name)} is called {quoted(name + '_')}"
        self.notes.add(f"{called}, as the word belongs to the format")
        return f"{name}_"

    def option(self, issue: str, option: str) -> str:
        """The id of an option, or of a number of a range."""
        return self.options[issue].get(option, option)

    def plain(self, data: Any) -> Any:
        """Numbers as the case holds them; only one of more than 60 digits is rounded."""
        match data:
            case dict():
                return {key: self.plain(value) for key, value in data.items()}
            case list():
                return [self.plain(value) for value in data]
            case Fraction():
                if abs(data.numerator) >= _DIGITS or data.denominator >= _DIGITS:
                    self.notes.add("numbers with more than 60 digits are rounded to 30 decimals")
                    data = Fraction(round(data * 10**30), 10**30)
                return exact_number(data)
        return data

    def whole(self) -> dict[str, Any]:
        """The whole file, without its sources and notes."""
        profiles, issues = self.scenario.profiles, self.scenario.issues
        whole = {
            "case": 1,
            "title": self.scenario.title or "Negotiation",
            "parties": {profile.name: profile.name for profile in profiles},
            "issues": {self.ids[issue.name]: self.issue(issue) for issue in issues},
            "preferences": {profile.name: self.preference(profile) for profile in profiles},
        }
        return dict(self.plain(whole))

    def issue(self, issue: ForeignIssue) -> dict[str, Any]:
        if not issue.ranged:
            return {"title": issue.name, "options": {self.option(issue.name, o): o for o in issue.options}}
        step = {"step": issue.step} if issue.step is not None else {}
        return {"title": issue.name, "range": [issue.low, issue.high], **step}

    def scores(self, issue: ForeignIssue, worth: ForeignWorth) -> dict[str, Any]:
        if not worth.points:
            return {self.option(issue.name, option): value for option, value in worth.table.items()}
        if len(worth.points) == 2:
            return {"linear": [y for _, y in worth.points]}
        return {"points": {written(exact_number(x)): y for x, y in worth.points}}

    def when(self, choices: Mapping[str, Choice]) -> dict[str, Any]:
        return {
            self.ids[name]: {"from": _exact(choice.low), "to": _exact(choice.high)}
            if isinstance(choice, Span)
            else [self.option(name, option) for option in choice]
            for name, choice in choices.items()
        }

    def part(self, part: ForeignPart, sign: int = 1) -> dict[str, Any]:
        """A part or its negative; weights of functions are never negative there, so signs move inwards."""
        if not part.parts:
            patterns = {"when": self.when(part.when), "unless": self.when(part.unless)}
            return {key: when for key, when in patterns.items() if when} | {"add": sign * part.weight}
        sign = -sign if part.weight < 0 else sign
        weight = {"weight": abs(part.weight)} if abs(part.weight) != 1 else {}
        combine = part.combine if sign > 0 else _OPPOSITE[part.combine]
        return {"combine": combine, **weight, "of": [self.part(each, sign) for each in part.parts]}

    def preference(self, profile: Profile) -> dict[str, Any]:
        """What a party wants; a constant that is paid for every deal is added to the first issue."""
        worth = dict(profile.worth)
        functions, terms = ([p for p in profile.parts if bool(p.parts) == joint] for joint in (True, False))
        constant = sum((term.weight for term in terms if not term.issues), Fraction(0))
        first = self.scenario.issues[0]
        if constant or not worth:
            worth[first.name] = worth.get(first.name, first.flat()).changed(plus=constant)
        away: Any = profile.away or Fraction(0)
        if isinstance(away, Mapping):
            away = {"deal": {self.ids[name]: self.option(name, o) for name, o in away.items()}}
        scored = (issue for issue in self.scenario.issues if issue.name in worth)
        plain = {
            "scale": SCALE,
            "scores": {self.ids[issue.name]: self.scores(issue, worth[issue.name]) for issue in scored},
            "walk_away": away,
            "interactions": [self.part(term) for term in terms if term.issues] or None,
            "functions": [self.part(function) for function in functions] or None,
            "cap": profile.cap,
            "discount": profile.discount,
        }
        return {key: value for key, value in plain.items() if value is not None}


def to_case(scenario: Scenario, format: str, notes: Notes, sources: Sequence[SourceFile]) -> Import:
    """Turn a negotiation into a case, whose values keep the scale of the files."""
    for profile in scenario.profiles:
        top = profile.bounds[1]
        if isinstance(profile.away, Fraction) and profile.away > top:  # may be on another scale
            notes.add(
                f"{profile.name}: no deal is worth {float(profile.away):g} (the reservation), but no deal"
                f" that can be made is worth more than {float(top):g}, so the zone is empty; is the"
                " reservation on another scale than the values?"
            )
    plain = _CaseBuilder(scenario, notes).whole()
    plain["sources"] = [f"{Path(source.path).name}, {format}, SHA-256 {source.digest}" for source in sources]
    lost = tuple(notes)
    if lost:
        plain["notes"] = list(lost)
    return Import(case=_checked(plain, sources[0].path), format=format, lost=lost, files=tuple(sources))


def _checked(plain: dict[str, Any], file: str) -> Case:
    """The case; what a case cannot hold (a number of 10^16, say) is a fault of the files."""
    try:
        case = Case.model_validate(plain)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        given = {key: str(text) for key, text in found.get("ctx", {}).items()}
        what, right = given.get("found", found["msg"]), given.get("expected", "what a case can hold")
        raise ImportFault.of(file, what, right, path=dotted(tuple(found["loc"]))) from None
    faults = Faults()
    check_names(case, Lines(file), faults)
    faults.raise_if_any(ImportFault)
    return case


def _exact(number: Exact | None) -> Fraction | None:
    return None if number is None else Fraction(number)


class _CaseReader:
    def __init__(self, case: Case, notes: Notes) -> None:
        self.case, self.notes = case, notes
        self.issues = {
            name: ForeignIssue(name, tuple(issue.options))
            if issue.range is None
            else ForeignIssue(name, (), *issue.ends, _exact(issue.step))
            for name, issue in case.issues.items()
        }

    def certain(self, judgement: Judgement) -> Fraction:
        """One number for a judgement: its middle, and a note, where it is a range."""
        if not judgement.exact:
            self.notes.add("judgements that are ranges are written as their likely value or middle")
        return Fraction(judgement.central)

    def shares(self, who: str, preference: Preference) -> dict[str, Fraction]:
        """Factor of every scored issue."""
        weights = preference.weights
        if weights is None:
            return dict.fromkeys(preference.scores, Fraction(1))
        if weights.order is not None or not all(point.exact for point in weights.points.values()):
            found = f"weights of {quoted(who)} that are an order or ranges"
            raise UsageError.of(found, "weights that are numbers", "other programs have no ranges")
        given = {issue: Fraction(weights.points[issue].central) for issue in preference.scores}
        total = sum(given.values())
        return {issue: weight / total for issue, weight in given.items()}

    def worth(self, issue: ForeignIssue, scores: Judgements, factor: Fraction) -> ForeignWorth:
        """What the options or numbers of an issue are worth."""

        def certain(judgement: Judgement) -> Fraction:
            return factor * self.certain(judgement)

        if scores.order is not None:
            self.notes.add("orders of options are written with even steps from 100 to 0")
            chain = scores.order.chains[0]
            steps = max(1, len(chain) - 1)
            rank_of = {option: rank for rank, group in enumerate(chain) for option in group}
            step = factor * Fraction(100, steps)
            return ForeignWorth({option: step * (steps - rank_of[option]) for option in issue.listed})
        if scores.linear is not None:
            below, above = map(certain, scores.linear)
            return ForeignWorth(points=((issue.low, below), (issue.high, above)))
        if scores.triangular is not None:
            left, top, right = (Fraction(corner) for corner in scores.triangular)
            peak = factor * 100 if scores.peak is None else certain(scores.peak)
            return triangle(issue, (left, top, right), peak)
        if not issue.ranged:
            return ForeignWorth({option: certain(scores.points[option]) for option in issue.options})
        points = {as_number(key): certain(point) for key, point in scores.points.items()}
        return through(issue, {x: y for x, y in points.items() if x is not None})

    def part(self, part: Interaction | Part | Function) -> ForeignPart:
        weight = Fraction(1) if isinstance(part, Interaction) else Fraction(part.weight)
        if not isinstance(part, Function):
            return ForeignPart(weight * self.certain(part.add), part.when, part.unless)
        parts = tuple(map(self.part, part.of))
        return ForeignPart(weight, combine=part.combine, parts=parts, cap=_exact(part.cap))

    def profile(self, who: str) -> Profile:
        """What a party wants."""
        preference = self.case.preferences[who]
        shares, scores = self.shares(who, preference), preference.scores
        worth = {name: self.worth(self.issues[name], each, shares[name]) for name, each in scores.items()}
        away = preference.walk_away
        number = Fraction(0) if away is None or isinstance(away, Fallback) else self.certain(away)
        if preference.red_lines:
            self.notes.add("red lines are left out")
        if preference.believes:
            self.notes.add("beliefs about other parties are left out")
        return Profile(
            who,
            worth,
            (*map(self.part, preference.interactions), *map(self.part, preference.functions)),
            cap=_exact(preference.cap),
            discount=_exact(preference.discount),
            away=dict(away.deal) if isinstance(away, Fallback) else number,
        )


def from_case(case: Case, notes: Notes) -> Scenario:
    """Give a case in exact numbers, each party's values on its own scale; notes are what is left out."""
    require_judged(case, case.everyone)
    issues = case.issues.values()
    options = [option for issue in issues for option in issue.options.values()]
    listed = (issue.options for issue in issues if issue.range is None)
    named: list[tuple[str, Issue | Option]]
    named = [*case.issues.items(), *(pair for titled in listed for pair in titled.items())]
    for what, there in (
        ("ratifiers are left out", case.ratifiers),
        ("the agreement rule is left out: all parties must accept", case.agreement.conditions),
        ("impossible patterns are left out: every combination of options is a deal", case.impossible),
        ("the record of offers and acts is left out", case.record),
        ("the question, date and background are left out", case.question or case.as_of or case.about),
        ("units and directions of ranges are left out", any(i.unit or i.direction for i in issues)),
        ("measured meanings of options are left out", any(o.means for o in options)),
        ("titles are left out; ids stand for them", any(one.title != name for name, one in named)),
        ("cites are left out", any(item.cites for _, item in case.judgements())),
    ):  # fmt: skip
        if there:
            notes.add(what)
    reader = _CaseReader(case, notes)
    profiles = tuple(map(reader.profile, case.parties))
    return Scenario(case.title, tuple(reader.issues.values()), profiles)
