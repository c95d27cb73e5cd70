"""A case → exact numbers for other programs, with the list of what none of their formats can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from ..case import Case, Function, Interaction, Issue, Judgement, Judgements, Part, Preference
from ..case.judgement import Exact
from ..case.patterns import Span, as_number
from ..case.records import Fallback
from ..case.unjudged import require_judged
from ..errors import UsageError, quoted
from .lines import least_most, reach, through, triangle
from .records import (
    Choice,
    ForeignFunction,
    ForeignIssue,
    ForeignLine,
    ForeignSpan,
    ForeignTable,
    ForeignTerm,
    Profile,
    Scenario,
    Worth,
)
from .safe import Notes, decimal_text

__all__ = ["bounded", "from_case", "numbers", "scaled"]


def numbers(issue: ForeignIssue) -> dict[str, Fraction]:
    """Option → number of a stepped range."""
    found = (issue.number(position) for position in range(issue.count))
    return {decimal_text(number)[0]: number for number in found}


def _exact(number: Exact) -> Fraction:
    return Fraction(number)


class _Reader:
    def __init__(self, case: Case, notes: Notes) -> None:
        self.case, self.notes = case, notes
        self.issues = {name: self.issue(name, issue) for name, issue in case.issues.items()}

    def issue(self, name: str, issue: Issue) -> ForeignIssue:
        if issue.range is None:
            return ForeignIssue(name, tuple(issue.options))
        low, high = issue.ends
        return ForeignIssue(name, low=low, high=high, step=None if issue.step is None else _exact(issue.step))

    def certain(self, judgement: Judgement) -> Fraction:
        """One number for a judgement: its middle, and a note, where it is a range."""
        if not judgement.exact:
            self.notes.add("judgements that are ranges are written as their likely value or middle")
        return _exact(judgement.central)

    def shares(self, who: str, preference: Preference) -> dict[str, Fraction]:
        """Factor of every scored issue."""
        weights = preference.weights
        if weights is None:
            return dict.fromkeys(preference.scores, Fraction(1))
        if weights.order is not None or not all(point.exact for point in weights.points.values()):
            found = f"weights of {quoted(who)} that are an order or ranges"
            raise UsageError.of(found, "weights that are numbers", "other programs have no ranges")
        given = {issue: self.certain(weights.points[issue]) for issue in preference.scores}
        total = sum(given.values(), Fraction(0))
        return {issue: weight / total for issue, weight in given.items()}

    def worth(self, name: str, scores: Judgements, factor: Fraction) -> Worth:
        """What the options or numbers of an issue are worth."""
        issue = self.issues[name]
        if scores.order is not None:
            self.notes.add("orders of options are written with even steps from 100 to 0")
            chain = scores.order.chains[0]
            steps = max(1, len(chain) - 1)
            ranked = {
                o: Fraction(100 * (steps - rank), steps) for rank, group in enumerate(chain) for o in group
            }
            return ForeignTable(
                {option: factor * ranked[option] for option in issue.options or numbers(issue)}
            )
        if scores.linear is not None:
            below, above = (factor * self.certain(end) for end in scores.linear)
            return ForeignLine(((issue.low, below), (issue.high, above)))
        if scores.triangular is not None:
            left, top, right = map(_exact, scores.triangular)
            peak = Fraction(100) if scores.peak is None else self.certain(scores.peak)
            return triangle(issue, (left, top, right), factor * peak)
        if not issue.ranged:
            return ForeignTable(
                {option: factor * self.certain(scores.points[option]) for option in issue.options}
            )
        points = {as_number(key): factor * self.certain(point) for key, point in scores.points.items()}
        return through(issue, {x: y for x, y in points.items() if x is not None})

    def when(self, choices: Mapping[str, tuple[str, ...] | Span]) -> dict[str, Choice]:
        """A pattern, with both ends of every stretch."""
        found: dict[str, Choice] = {}
        for name, choice in choices.items():
            if isinstance(choice, Span):
                issue = self.issues[name]
                low = issue.low if choice.low is None else _exact(choice.low)
                found[name] = ForeignSpan(low, issue.high if choice.high is None else _exact(choice.high))
            else:
                found[name] = tuple(choice)
        return found

    def term(self, part: Interaction | Part) -> ForeignTerm:
        """Points of a pattern."""
        factor = _exact(part.weight) if isinstance(part, Part) else Fraction(1)
        return ForeignTerm(factor * self.certain(part.add), self.when(part.when), self.when(part.unless))

    def function(self, function: Function) -> ForeignFunction:
        """Parts put together."""
        parts = tuple(
            self.function(part) if isinstance(part, Function) else self.term(part) for part in function.of
        )
        cap = None if function.cap is None else _exact(function.cap)
        return ForeignFunction(function.combine, parts, _exact(function.weight), cap)

    def profile(self, who: str) -> Profile:
        """What a party wants."""
        preference = self.case.preferences[who]
        shares = self.shares(who, preference)
        worth = {name: self.worth(name, scores, shares[name]) for name, scores in preference.scores.items()}
        away = preference.walk_away
        number = Fraction(0) if away is None or isinstance(away, Fallback) else self.certain(away)
        if preference.red_lines:
            self.notes.add("red lines are left out")
        if preference.believes:
            self.notes.add("beliefs about other parties are left out")
        return Profile(
            who,
            worth,
            tuple(self.term(item) for item in preference.interactions),
            tuple(self.function(function) for function in preference.functions),
            cap=None if preference.cap is None else _exact(preference.cap),
            discount=None if preference.discount is None else _exact(preference.discount),
            away=dict(away.deal) if isinstance(away, Fallback) else number,
        )


def from_case(case: Case, notes: Notes) -> Scenario:
    """Give a case in exact numbers.

    Parameters
    ----------
    case : Case
    notes : Notes
        Collects what other programs cannot say: ratifiers, quotas, impossible patterns, red lines,
        beliefs, the record, cites, titles, units and measured meanings.

    Returns
    -------
    Scenario
        One profile for each party; values on the party's own scale.

    Raises
    ------
    UsageError
        If weights are an order or ranges.
    """
    require_judged(case, case.everyone)
    ranges, options = case.issues.values(), [o for i in case.issues.values() for o in i.options.values()]
    for what, there in (
        ("ratifiers are left out", case.ratifiers),
        ("the agreement rule is left out: all parties must accept", case.agreement.conditions),
        ("impossible patterns are left out: every combination of options is a deal", case.impossible),
        ("the record of offers and acts is left out", case.record),
        ("the question, date and background are left out", case.question or case.as_of or case.about),
        ("units and directions of ranges are left out", any(i.unit or i.direction for i in ranges)),
        ("measured meanings of options are left out", any(o.means for o in options)),
        ("titles are left out; ids stand for them", _titled(case)),
        ("cites are left out", any(item.cites for _, item in case.judgements())),
    ):  # fmt: skip
        if there:
            notes.add(what)
    reader = _Reader(case, notes)
    profiles = tuple(reader.profile(who) for who in case.parties)
    return Scenario(case.title, tuple(reader.issues.values()), profiles)


def _titled(case: Case) -> bool:
    """Whether an issue or option has a title other than its id."""
    return any(
        issue.title != name or any(o.title != key for key, o in issue.options.items() if issue.range is None)
        for name, issue in case.issues.items()
    )


def bounded(profile: Profile) -> tuple[Fraction, Fraction]:
    """Bounds of the value of a deal to a party; they need not be reached."""
    ends = [reach(worth) for worth in profile.worth.values()]
    ends += [*map(least_most, profile.terms), *map(least_most, profile.functions)]
    low, high = (sum((end[which] for end in ends), Fraction(0)) for which in (0, 1))
    return (low, high) if profile.cap is None else (min(low, profile.cap), min(high, profile.cap))


def scaled(profile: Profile, factor: Fraction) -> Profile:
    """Every number of a profile times a factor above 0."""

    def worth(each: Worth) -> Worth:
        if isinstance(each, ForeignLine):
            return ForeignLine(tuple((x, y * factor) for x, y in each.points))
        return ForeignTable({option: number * factor for option, number in each.worth.items()})

    return replace(
        profile,
        worth={name: worth(each) for name, each in profile.worth.items()},
        terms=tuple(replace(term, add=term.add * factor) for term in profile.terms),
        functions=tuple(replace(function, weight=function.weight * factor) for function in profile.functions),
        cap=None if profile.cap is None else profile.cap * factor,
        away=profile.away * factor if isinstance(profile.away, Fraction) else profile.away,
    )
