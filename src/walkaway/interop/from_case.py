"""A case → exact numbers for other programs, with the list of what none of their formats can say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..case import Case, Function, Interaction, Issue, Judgement, Judgements, Part, Preference
from ..case.judgement import Exact
from ..case.patterns import Span, as_number
from ..case.records import Fallback
from ..case.unjudged import require_judged
from ..errors import UsageError, quoted
from .piecewise import through, triangle
from .safe import Notes
from .scenario import (
    ZERO,
    Choice,
    ForeignFunction,
    ForeignIssue,
    ForeignSpan,
    ForeignTerm,
    ForeignWorth,
    Profile,
    Scenario,
)  # fmt: skip

__all__ = ["from_case"]


def _exact(number: Exact | None) -> Fraction | None:
    return None if number is None else Fraction(number)


class _CaseReader:
    def __init__(self, case: Case, notes: Notes) -> None:
        self.case, self.notes = case, notes
        self.issues = {name: self.issue(name, issue) for name, issue in case.issues.items()}

    def issue(self, name: str, issue: Issue) -> ForeignIssue:
        if issue.range is None:
            return ForeignIssue(name, tuple(issue.options))
        return ForeignIssue(name, (), *issue.ends, _exact(issue.step))

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
        given = {issue: self.certain(weights.points[issue]) for issue in preference.scores}
        total = sum(given.values(), ZERO)
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
            ranked = {o: Fraction(100 * (steps - rank_of[o]), steps) for o in issue.listed}
            return ForeignWorth(ranked).changed(lambda value: factor * value)
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

    def when(self, choices: Mapping[str, tuple[str, ...] | Span]) -> dict[str, Choice]:
        """A pattern, with both ends of every stretch."""
        found: dict[str, Choice] = {}
        for name, choice in choices.items():
            if isinstance(choice, Span):
                issue, low, high = self.issues[name], _exact(choice.low), _exact(choice.high)
                found[name] = ForeignSpan(
                    issue.low if low is None else low, issue.high if high is None else high
                )
            else:
                found[name] = tuple(choice)
        return found

    def term(self, part: Interaction | Part) -> ForeignTerm:
        """Points of a pattern."""
        factor = Fraction(part.weight) if isinstance(part, Part) else Fraction(1)
        return ForeignTerm(factor * self.certain(part.add), self.when(part.when), self.when(part.unless))

    def function(self, function: Function) -> ForeignFunction:
        """Parts put together."""
        parts = (self.function(p) if isinstance(p, Function) else self.term(p) for p in function.of)
        weight, cap = Fraction(function.weight), _exact(function.cap)
        return ForeignFunction(function.combine, tuple(parts), weight, cap)

    def profile(self, who: str) -> Profile:
        """What a party wants."""
        preference = self.case.preferences[who]
        shares, scores = self.shares(who, preference), preference.scores
        worth = {name: self.worth(self.issues[name], each, shares[name]) for name, each in scores.items()}
        away = preference.walk_away
        number = ZERO if away is None or isinstance(away, Fallback) else self.certain(away)
        if preference.red_lines:
            self.notes.add("red lines are left out")
        if preference.believes:
            self.notes.add("beliefs about other parties are left out")
        return Profile(
            who,
            worth,
            tuple(map(self.term, preference.interactions)),
            tuple(map(self.function, preference.functions)),
            cap=_exact(preference.cap),
            discount=_exact(preference.discount),
            away=dict(away.deal) if isinstance(away, Fallback) else number,
        )


def from_case(case: Case, notes: Notes) -> Scenario:
    """Give a case in exact numbers, each party's values on its own scale.

    Notes are what other programs cannot say: ratifiers, quotas, impossible patterns, red lines, beliefs, the
    record, cites, titles, units and measured meanings. Weights that are an order or ranges are refused.
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
    reader = _CaseReader(case, notes)
    profiles = tuple(map(reader.profile, case.parties))
    return Scenario(case.title, tuple(reader.issues.values()), profiles)


def _titled(case: Case) -> bool:
    """Whether an issue or option has a title other than its id."""
    return any(
        issue.title != name or any(o.title != key for key, o in issue.options.items() if issue.range is None)
        for name, issue in case.issues.items()
    )
