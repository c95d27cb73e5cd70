"""Changed cases: each function gives a new case in which one thing is different, made of the same records.

Judgements keep their paths, so with the same seed what did not change is drawn as before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...case import (  # fmt: skip
    Agreement,
    Case,
    Choice,
    Expected,
    Fallback,
    Interaction,
    Issue,
    Judgement,
    Judgements,
    Level,
    Option,
    Order,
    Pattern,
    Preference,
)
from ...case.judgement import Exact, exact_number
from ...language import in_quotes
from ...space import build_space, central_values

Add = tuple[str, str, Mapping[str, str], Exact]
"""Option of the new issue, who, further issues and options that must hold, points."""


def _preferring(case: Case, who: str, **parts: Any) -> Case:
    preference = case.preferences[who].model_copy(update=parts)
    return case.with_parts(preferences={**case.preferences, who: preference})


def fresh_id(wanted: str, taken: Sequence[str] | Mapping[str, Any]) -> str:
    """A name that is not taken yet."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


def _fallen(judgement: Judgement, by: Exact) -> Judgement:
    """All numbers of a judgement less so much."""
    judgement = judgement.as_number() if isinstance(judgement, Expected) else judgement
    stated = {name: getattr(judgement, name) for name in ("low", "likely", "high")}
    update = {
        name: at if at is None else exact_number(Fraction(at) - Fraction(by)) for name, at in stated.items()
    }
    return judgement.model_copy(update=update)


def lowered(case: Case, who: str, by: Exact) -> Case:
    """A party walks away later: its walk-away, of a deal what it is worth centrally, falls by so much."""
    away = case.preferences[who].walk_away
    if isinstance(away, Fallback):
        values, index = central_values(case, build_space(case)), case.everyone.index(who)
        worth = exact_number(int(values.walk_away[index]) * values.units[index])
        away = Judgement(low=worth, high=worth, note=away.note, cites=away.cites)
    return _preferring(case, who, walk_away=_fallen(away or Judgement.model_validate(0), by))


def softened(case: Case, who: str, line: int, allow: tuple[str, str] | None = None) -> Case:
    """A red line without one of its options (issue, option); without it altogether by default."""
    lines = list(case.preferences[who].red_lines)
    if allow is None:
        del lines[line]
    else:
        issue, option = allow
        when = dict(lines[line].when)
        when[issue] = tuple(other for other in case.chosen(issue, when[issue]) if other != option)
        lines[line] = lines[line].model_copy(update={"when": when})
    return _preferring(case, who, red_lines=tuple(lines))


def without(case: Case, ratifiers: Sequence[str]) -> Case:
    """A case in which some ratifiers are not asked."""
    kept = {}
    for who, preference in case.preferences.items():
        if who not in ratifiers:
            believes = {other: b for other, b in preference.believes.items() if other not in ratifiers}
            kept[who] = preference.model_copy(update={"believes": believes})
    asked = {who: record for who, record in case.ratifiers.items() if who not in ratifiers}
    return case.with_parts(ratifiers=asked, preferences=kept)


def ruled(case: Case, number: int, enough: Exact) -> Case:
    """A case in which less is enough for one condition of its agreement; vetoes stay."""
    if not case.agreement.conditions:
        return case.with_parts(agreement=Agreement.model_validate({"quota": enough}))
    conditions = list(case.agreement.conditions)
    key = "quota" if conditions[number].votes is None else "at_least"
    conditions[number] = conditions[number].model_copy(update={key: Level(number=enough)})
    return case.with_parts(agreement=Agreement.model_validate({"conditions": tuple(conditions)}))


def with_issue(case: Case, title: str, options: Sequence[str], adds: Sequence[Add]) -> tuple[Case, str]:
    """A case with one more issue, whose options but the first add points to whole deals, and its id."""
    issue = fresh_id(title.lower().replace(" ", "-"), case.issues)
    preferences = {who: _completed(old, issue, options[0]) for who, old in case.preferences.items()}
    for option, who, when, points in adds:
        pattern = {issue: (option,), **{other: (choice,) for other, choice in when.items()}}
        new = Interaction(when=pattern, add=Judgement.model_validate(points))
        old = preferences[who]
        preferences[who] = old.model_copy(update={"interactions": (*old.interactions, new)})
    record = Issue(title=title, options={option: Option(title=option) for option in options})
    return case.with_parts(issues={**case.issues, issue: record}, preferences=preferences), issue


def _completed(preference: Preference, issue: str, option: str) -> Preference:
    """Walk-aways that are deals, believed ones too, with an option of a new issue."""

    def whole(away: Judgement | Fallback | None) -> Judgement | Fallback | None:
        if not isinstance(away, Fallback):
            return away
        return away.model_copy(update={"deal": {**away.deal, issue: option}})

    believes = {
        other: belief.model_copy(update={"walk_away": whole(belief.walk_away)})
        for other, belief in preference.believes.items()
    }
    return preference.model_copy(update={"walk_away": whole(preference.walk_away), "believes": believes})


# ------------------------------------------------------------------------ an option between two others


@dataclass(frozen=True)
class _NewOption:
    """An option between two others of an issue, and what follows for all that is judged."""

    issue: str
    pair: tuple[str, str]
    name: str
    position: Fraction
    others: tuple[str, ...]

    def judged(self, old: Any) -> Any:
        """A preference or belief, with the new option where it speaks of its issue."""
        update: dict[str, Any] = {}
        if self.issue in old.scores:
            update["scores"] = {**old.scores, self.issue: self.scored(old.scores[self.issue])}
        if old.interactions is not None:
            update["interactions"] = self.interacting(old.interactions)
        if old.red_lines is not None:
            update["red_lines"] = self.forbidding(old.red_lines)
        if isinstance(old, Preference):
            update["believes"] = {other: self.judged(belief) for other, belief in old.believes.items()}
        return old.model_copy(update=update)

    def scored(self, scores: Judgements) -> Judgements:
        """Scores with the new option; in an order it ties with the neighbour that stands lower."""
        if scores.order is None:
            mixed = _mixed(scores.points[self.pair[0]], scores.points[self.pair[1]], self.position)
            return scores.model_copy(update={"points": {**scores.points, self.name: mixed}})
        (chain,) = scores.order.chains
        place = {option: rank for rank, group in enumerate(chain) for option in group}
        lower = max(place[option] for option in self.pair)
        groups = tuple((*group, self.name) if rank == lower else group for rank, group in enumerate(chain))
        return scores.model_copy(update={"order": Order(chains=(groups,))})

    def joined(self, when: Mapping[str, Choice]) -> dict[str, Choice]:
        """Conditions that hold for the new option too; stretches belong to ranges, which get none."""
        choice = when[self.issue]
        return {**when, self.issue: (*choice, self.name) if isinstance(choice, tuple) else (self.name,)}

    def forbidding(self, patterns: Sequence[Pattern]) -> tuple[Pattern, ...]:
        """Patterns that forbid: the new option falls under all that one of its neighbours falls under."""
        issue, joined = self.issue, []
        for pattern in patterns:
            inside = [o for o in self.pair if issue not in pattern.when or o in pattern.when[issue]]
            update = {}
            if inside and issue in pattern.when:
                update["when"] = self.joined(pattern.when)
            if inside and issue in pattern.unless and all(o in pattern.unless[issue] for o in inside):
                update["unless"] = self.joined(pattern.unless)
            joined.append(pattern.model_copy(update=update))
        return tuple(joined)

    def beside(self, item: Interaction, option: str) -> dict[str, Choice] | None:
        """With an option of the issue: what else spares from an interaction; None where it never holds."""
        if self.issue in item.when and option not in item.when[self.issue]:
            return None
        if self.issue not in item.unless:
            return dict(item.unless)
        if option not in item.unless[self.issue]:
            return {}
        return {other: choice for other, choice in item.unless.items() if other != self.issue} or None

    def interacting(self, items: Sequence[Interaction]) -> tuple[Interaction, ...]:
        """Interactions: whole where both neighbours have them alike, in part where not."""
        issue, nothing = self.issue, Judgement.model_validate(0)
        kept: list[Interaction] = []
        new: list[Interaction] = []
        for item in items:
            first, second = (self.beside(item, option) for option in self.pair)
            update: dict[str, Any] = {}
            if first == second and first is not None:
                if issue in item.when:
                    update["when"] = self.joined(item.when)
                if issue in item.unless and self.pair[0] in item.unless[issue]:
                    update["unless"] = self.joined(item.unless)
            else:
                if issue not in item.when:  # the old options alone
                    update["when"] = {**item.when, issue: self.others}
                for unless, part in ((first, 1 - self.position), (second, self.position)):
                    if unless is not None:
                        spared: dict[str, Any] = {"unless": unless} if unless else {}
                        when = {**item.when, issue: (self.name,)}
                        new.append(Interaction(when=when, add=_mixed(nothing, item.add, part), **spared))
            kept.append(item.model_copy(update=update))
        return (*kept, *new)


def _mixed(a: Judgement, b: Judgement, position: Fraction) -> Judgement:
    """A judgement on the way from one to another; likely values meet likely values, or central ones."""

    def between(low: Exact, high: Exact) -> Exact:
        return exact_number(Fraction(low) + position * (Fraction(high) - Fraction(low)))

    vague = a.likely is not None or b.likely is not None
    likely = between(a.central, b.central) if vague else None
    return Judgement(low=between(a.low, b.low), likely=likely, high=between(a.high, b.high))


def with_option(case: Case, issue: str, pair: tuple[str, str], position: Exact) -> tuple[Case, str]:
    """A case with an option at a position, from 0 to 1, between two others not of a range, and its id."""
    record = case.issues[issue]
    first, second = (record.options[option].title for option in pair)
    name = fresh_id("between", record.options)
    added = _NewOption(issue, pair, name, Fraction(position), tuple(record.options))
    options = {**record.options, name: Option(title=f"Between {in_quotes(first)} and {in_quotes(second)}")}
    new = case.with_parts(
        issues={**case.issues, issue: record.model_copy(update={"options": options})},
        impossible=added.forbidding(case.impossible),
        preferences={who: added.judged(old) for who, old in case.preferences.items()},
    )
    return new, name
