"""Leave one judgement out of a case and say what that changes: nothing may change in silence.

To know nothing of a judgement is to have it anywhere on its whole scale: of a walk-away all that deals can be
worth, of points anything between nothing and what they were, of an order no order at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...case import Belief, Case, Function, Judgement, Judgements, Part, Preference
from ...case.judgement import Exact, exact_number
from ...case.titles import parted
from ...errors import UsageError, nearest, quoted
from ..result import Result
from .in_words import short_title
from .shares import Share

if TYPE_CHECKING:
    from .diagnosis import Diagnosis

_LARGE_MOVE = 0.05
_WHOLE = {"low": 0, "high": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Result):
    """What changes for somebody who knows nothing of one judgement."""

    path: str
    changes: tuple[str, ...]  # in words; never empty


def can_be_left_out(case: Case) -> tuple[str, ...]:
    """Paths of all judgements about preferences, beliefs included; measured meanings decide nothing."""
    return tuple(path for path, _ in case.judgements() if path.startswith("preferences."))


def leave_out(case: Case, path: str) -> Case:
    """Give the case as it is for somebody who knows nothing of one judgement, named by its path."""
    known = can_be_left_out(case)
    if path not in known:
        raise UsageError.of(
            quoted(path), "the path of a judgement about preferences", nearest(path, known), path="without"
        )
    who, place = parted(path, "preferences.", case.preferences)
    own = case.preferences[who]
    if place.startswith("believes."):
        about, place = parted(place, "believes.", own.believes)
        part = _without(own.believes[about], case.preferences[about], place)
        own = own.model_copy(update={"believes": {**own.believes, about: part}})
    else:
        own = _without(own, own, place)
    return case.with_parts(preferences={**case.preferences, who: own})


def _without(part: Any, own: Preference, place: str) -> Any:
    """A preference or belief without one judgement."""
    weighted = part.weights is not None or own.weights is not None
    kind, _, rest = place.partition(".")
    if place == "walk_away":
        low, high = _reach(part, own, weighted=weighted)
        kept: Any = _range(min(low, part.walk_away.low), max(high, part.walk_away.high))
    elif kind.startswith("functions["):
        kind, kept = "functions", _without_part(part.functions, place)
    elif kind.startswith("interactions["):
        number, kept = int(kind[len("interactions[") : -1]), list(part.interactions)
        kept[number] = kept[number].model_copy(update={"add": _with_nothing(kept[number].add)})
        kind, kept = "interactions", tuple(kept)
    elif kind == "weights":
        kept = _weights(part.weights, rest)
    else:
        issue = max((name for name in part.scores if rest == name or rest.startswith(f"{name}.")), key=len)
        option = rest.removeprefix(issue).removeprefix(".")
        kept = {**part.scores, issue: _scores(part.scores[issue], option, weighted=weighted)}
    return part.model_copy(update={kind: kept})


def _range(low: Exact, high: Exact) -> Judgement:
    return Judgement.model_validate({"low": low, "high": high})


def _with_nothing(add: Judgement) -> Judgement:
    """Anything between nothing and what a judgement adds."""
    return _range(min(Decimal(0), add.low), max(Decimal(0), add.high))


def _without_part(functions: tuple[Function, ...], place: str) -> tuple[Function, ...]:
    """Functions of which one part adds anything between nothing and what it added."""

    def grown(item: Function | Part, path: str) -> Function | Part:
        if isinstance(item, Part):
            here = f"{path}.add" == place
            return item.model_copy(update={"add": _with_nothing(item.add)}) if here else item
        parts = tuple(grown(inner, f"{path}.of[{index}]") for index, inner in enumerate(item.of))
        return item.model_copy(update={"of": parts})

    found = (grown(item, f"functions[{index}]") for index, item in enumerate(functions))
    return tuple(item for item in found if isinstance(item, Function))


def _ends(scores: Judgements) -> tuple[Exact, Exact]:
    """Least and greatest score that some judgements allow."""
    named = scores.named.values()
    low, high = min(point.low for point in named), max(point.high for point in named)
    if scores.triangular is None:
        return low, high
    return min(Decimal(0), low), max(Decimal(0), high)  # the foot of a triangle is worth nothing


def _sum(numbers: Iterable[Exact]) -> Exact:
    """An exact sum, whether the numbers are decimals or fractions."""
    return exact_number(sum((Fraction(number) for number in numbers), Fraction(0)))


def _reach(part: Preference | Belief, own: Preference, *, weighted: bool) -> tuple[Exact, Exact]:
    """What deals can be worth at least and at most, interactions aside."""
    if weighted:
        return Decimal(0), Decimal(100)
    scores = {**own.scores, **part.scores}
    ends = [_ends(group) for group in scores.values()]
    return _sum(low for low, _ in ends), _sum(high for _, high in ends)


def _weights(weights: Judgements, issue: str) -> Judgements:
    """Weights without one of them, or without their order; exact ones shrink to nothing to make room."""
    if weights.order is not None or not issue:
        names = weights.order.names if weights.order is not None else tuple(weights.points)
        return Judgements.model_validate({"points": dict.fromkeys(names, _WHOLE)})
    total = sum((Fraction(point.central) for point in weights.points.values()), Fraction(0))
    exact = all(point.exact for point in weights.points.values())

    def high(point: Judgement) -> Exact:
        return exact_number(min(Fraction(100), Fraction(point.high) * 100 / total)) if exact else point.high

    slack = {name: _range(Decimal(0), high(point)) for name, point in weights.points.items()}
    return Judgements.model_validate({"points": {**slack, issue: _WHOLE}})


def _scores(scores: Judgements, option: str, *, weighted: bool) -> Judgements:
    if scores.order is not None:
        return Judgements.model_validate({"points": dict.fromkeys(scores.order.names, _WHOLE)})
    low, high = (Decimal(0), Decimal(100)) if weighted else _ends(scores)
    if scores.linear is not None:
        ends = [_range(low, high) if option == f"linear[{end}]" else item
                for end, item in enumerate(scores.linear)]  # fmt: skip
        return scores.model_copy(update={"linear": tuple(ends)})
    if scores.triangular is not None:
        return scores.model_copy(update={"peak": _range(low, high)})
    return Judgements.model_validate({"points": {**scores.points, option: _range(low, high)}})


def changes(before: Diagnosis, after: Diagnosis) -> tuple[str, ...]:
    """Say in words what differs between two diagnoses with the same draws and seed; never empty."""
    said = []
    if before.order != after.order:
        orders = [", ".join(map(short_title, order)) for order in (after.order, before.order)]
        said.append(f"the order of the explanations becomes {orders[0]} (was {orders[1]})")
    for name, one in before.explanations.items():
        other = after.explanations[name]
        if one.claim != other.claim:
            said.append(f"{one.title}: {other.claim} (was {one.claim})")
        said += _moved(one.title, one.share, other.share)
    old, new = before.learned, after.learned
    said += _moved("a deal that would be signed", old.after, new.after)
    said += _moved("a deal among the parties", old.parties_after, new.parties_after)
    old_events, new_events = ({item.event for item in each.contradictions} for each in (old, new))
    for event in sorted(old_events ^ new_events):
        verb = "no longer contradicts" if event in old_events else "now contradicts"
        said.append(f"entry {event + 1} of the record {verb} the judgements")
    return tuple(said) or ("nothing that is reported changes by more than 5 points",)


def _moved(what: str, was: Share | None, now: Share | None) -> list[str]:
    """A probability that moves by much, in words."""
    if was is None or now is None or abs(now.probability - was.probability) <= _LARGE_MOVE:
        return []
    return [f"{what}: {now.words} (was {was.words})"]
