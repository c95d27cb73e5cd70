"""Changed cases: each function gives a new case in which one thing is different.

A changed case is made of the same records as any other: it can be written to a file, read, drawn and
analysed like the case it comes from. Judgements keep their paths, so with the same seed everything that did
not change is drawn as before; what is added is added at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ...case import Judgement, Judgements, Order
from ...case.records import Agreement, Belief, Case, Interaction, Issue, Option, Pattern, Preference

__all__ = [
    "Add", "believing", "changed", "fresh_id", "lowered", "ruled", "softened", "with_issue", "with_option",
    "without",
]  # fmt: skip

Add = tuple[str, str, Mapping[str, str], Decimal]
"""Option of the new issue, who, further issues and options that must hold, points."""


def changed(case: Case, **parts: Any) -> Case:
    """A case with some parts replaced; nothing that was computed from the old one goes along."""
    return Case.model_construct(**{name: getattr(case, name) for name in Case.model_fields} | parts)


def _preferring(case: Case, who: str, **parts: Any) -> Case:
    preference = case.preferences[who].model_copy(update=parts)
    return changed(case, preferences={**case.preferences, who: preference})


def fresh_id(wanted: str, taken: Sequence[str] | Mapping[str, Any]) -> str:
    """A name that is not taken yet."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


def _moved(judgement: Judgement, by: Decimal) -> Judgement:
    likely = None if judgement.likely is None else judgement.likely + by
    return judgement.model_copy(
        update={"low": judgement.low + by, "likely": likely, "high": judgement.high + by}
    )


def lowered(case: Case, who: str, by: Decimal) -> Case:
    """A party walks away later: its whole walk-away judgement falls by so much."""
    away = case.preferences[who].walk_away or Judgement.model_validate(0)
    return _preferring(case, who, walk_away=_moved(away, -by))


def softened(case: Case, who: str, line: int, allow: tuple[str, str] | None = None) -> Case:
    """A red line without one of its options (issue, option); without it altogether by default."""
    lines = list(case.preferences[who].red_lines)
    if allow is None:
        del lines[line]
    else:
        issue, option = allow
        when = dict(lines[line].when)
        when[issue] = tuple(other for other in when[issue] if other != option)
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
    return changed(case, ratifiers=asked, preferences=kept)


def ruled(case: Case, quota: int) -> Case:
    """A case in which so many acceptances are enough; vetoes stay."""
    rule = Agreement.model_validate({"quota": quota, "vetoes": list(case.agreement.vetoes)})
    return changed(case, agreement=rule)


def believing(case: Case, who: str, about: str, walk_away: Decimal) -> Case:
    """A party believes that another walks away below one certain number."""
    believes = case.preferences[who].believes
    belief = (believes.get(about) or Belief()).model_copy(
        update={"walk_away": Judgement.model_validate(walk_away)}
    )
    return _preferring(case, who, believes={**believes, about: belief})


def with_issue(case: Case, title: str, options: Sequence[str], adds: Sequence[Add]) -> tuple[Case, str]:
    """A case with one more issue, whose options add points to the whole deal.

    Parameters
    ----------
    title : str
    options : sequence of str
        Titles, which serve as ids too; the first should add nothing.
    adds : sequence of Add
        Option of the new issue, who, further issues and options that must hold, points.

    Returns
    -------
    case, issue
        The new case, and the id of the new issue. Nobody's weights or scores are touched.
    """
    issue = fresh_id(title.lower().replace(" ", "-"), case.issues)
    preferences = dict(case.preferences)
    for option, who, when, points in adds:
        pattern = {issue: (option,), **{other: (choice,) for other, choice in when.items()}}
        new = Interaction(when=pattern, add=Judgement.model_validate(points))
        old = preferences[who]
        preferences[who] = old.model_copy(update={"interactions": (*old.interactions, new)})
    record = Issue(title=title, options={option: Option(title=option) for option in options})
    return changed(case, issues={**case.issues, issue: record}, preferences=preferences), issue


# ------------------------------------------------------------------------ an option between two others


def _between(low: Decimal, high: Decimal, position: Decimal) -> Decimal:
    return low + position * (high - low)


def _mixed(a: Judgement, b: Judgement, position: Decimal) -> Judgement:
    """A judgement on the way from one to another; likely values meet likely values, or central ones."""
    likely = None
    if a.likely is not None or b.likely is not None:
        likely = _between(a.central, b.central, position)
    return Judgement(
        low=_between(a.low, b.low, position), likely=likely, high=_between(a.high, b.high, position)
    )


def _scored(scores: Judgements, pair: tuple[str, str], name: str, position: Decimal) -> Judgements:
    """Scores with the new option; in an order it ties with the neighbour that stands lower."""
    if scores.order is None:
        mixed = _mixed(scores.points[pair[0]], scores.points[pair[1]], position)
        return scores.model_copy(update={"points": {**scores.points, name: mixed}})
    (chain,) = scores.order.chains
    place = {option: rank for rank, group in enumerate(chain) for option in group}
    lower = max(place[option] for option in pair)
    groups = tuple((*group, name) if rank == lower else group for rank, group in enumerate(chain))
    return scores.model_copy(update={"order": Order(chains=(groups,))})


def _joining(
    patterns: Sequence[Pattern], issue: str, pair: tuple[str, str], name: str
) -> tuple[Pattern, ...]:
    """Patterns that forbid: the new option falls under all that one of its neighbours falls under."""
    return tuple(
        pattern.model_copy(update={"when": {**pattern.when, issue: (*pattern.when[issue], name)}})
        if set(pair) & set(pattern.when.get(issue, ())) else pattern
        for pattern in patterns
    )  # fmt: skip


def _interacting(
    items: Sequence[Interaction], issue: str, pair: tuple[str, str], name: str, position: Decimal
) -> tuple[Interaction, ...]:
    """Interactions: whole where both neighbours have them, in part where one has."""
    kept, new = [], []
    for item in items:
        first, second = (option in item.when.get(issue, ()) for option in pair)
        if first and second:
            item = item.model_copy(update={"when": {**item.when, issue: (*item.when[issue], name)}})
        elif first or second:
            nothing = Judgement.model_validate(0)
            part = position if second else 1 - position
            when = {**item.when, issue: (name,)}
            new.append(Interaction(when=when, add=_mixed(nothing, item.add, part)))
        kept.append(item)
    return (*kept, *new)


def with_option(case: Case, issue: str, pair: tuple[str, str], position: Decimal) -> tuple[Case, str]:
    """A case with an option between two others of an issue.

    Parameters
    ----------
    issue : str
    pair : tuple of str
    position : Decimal
        Between 0, where the first stands, and 1, where the second does.

    Returns
    -------
    case, option
        The new case, and the id of the new option. Scores are interpolated; impossible patterns and red
        lines that hold for one neighbour hold for it.
    """
    record = case.issues[issue]
    first, second = (record.options[option].title for option in pair)
    name = fresh_id("between", record.options)
    option = Option(title=f"Between “{first}” and “{second}”")
    preferences = {}
    for who, old in case.preferences.items():
        scores = dict(old.scores)
        if issue in scores:
            scores[issue] = _scored(scores[issue], pair, name, position)
        update: dict[str, Any] = {
            "scores": scores,
            "interactions": _interacting(old.interactions, issue, pair, name, position),
            "red_lines": _joining(old.red_lines, issue, pair, name),
            "believes": _believing(old, issue, pair, name, position),
        }
        preferences[who] = old.model_copy(update=update)
    options = {**record.options, name: option}
    new = changed(
        case,
        issues={**case.issues, issue: record.model_copy(update={"options": options})},
        impossible=_joining(case.impossible, issue, pair, name),
        preferences=preferences,
    )
    return new, name


def _believing(
    preference: Preference, issue: str, pair: tuple[str, str], name: str, position: Decimal
) -> dict[str, Belief]:
    """Beliefs, with the new option where they speak of its issue."""
    found = {}
    for other, belief in preference.believes.items():
        scores = dict(belief.scores)
        if issue in scores:
            scores[issue] = _scored(scores[issue], pair, name, position)
        found[other] = belief.model_copy(update={"scores": scores})
    return found
