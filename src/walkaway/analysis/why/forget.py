"""Take one judgement out of a case and say what that changes: nothing may change in silence.

A judgement cannot simply be missing, since every option of a scored issue needs a score. To *forget* it is to
know nothing of it: it becomes its whole scale (0–100 where there are weights, else as far as the party's
scores on that issue reach, and for a walk-away all that deals can be worth). An interaction adds anything
between nothing and what it added; an order of options becomes 0–100 for each of them, an order of weights no
order at all. A part of a function is as an interaction; a score at the end of a straight line or at the peak
of a triangle is as any other score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...case import Belief, Case, Function, Judgement, Judgements, Part, Preference
from ...case.judgement import Exact, exact_number
from ...errors import UsageError, nearest, quoted
from ..result import Result
from .telling import short_title

if TYPE_CHECKING:
    from .diagnosis import Diagnosis

__all__ = ["Forgotten", "changes", "forget", "forgettable"]

_LARGE_MOVE = 0.05
_WHOLE = {"low": 0, "high": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten(Result):
    """What changes for somebody who knows nothing of one judgement."""

    path: str
    changes: tuple[str, ...]  # in words; never empty


def forgettable(case: Case) -> tuple[str, ...]:
    """Paths of all judgements about preferences, beliefs included; measured meanings decide nothing."""
    return tuple(path for path, _ in case.judgements() if path.startswith("preferences."))


def forget(case: Case, path: str) -> Case:
    """Give the case as it is for somebody who knows nothing of one judgement."""
    if path not in forgettable(case):
        known = forgettable(case)
        raise UsageError.of(
            quoted(path), "the path of a judgement about preferences", nearest(path, known), path="without"
        )
    who = max((name for name in case.preferences if path.startswith(f"preferences.{name}.")), key=len)
    place = path.removeprefix(f"preferences.{who}.")
    own = case.preferences[who]
    for other, belief in own.believes.items():
        if place.startswith(f"believes.{other}."):
            rest = place.removeprefix(f"believes.{other}.")
            part = _without(belief, case.preferences[other], rest)
            own = own.model_copy(update={"believes": {**own.believes, other: part}})
            break
    else:
        own = _without(own, own, place)
    return case.with_parts(preferences={**case.preferences, who: own})


def _without(part: Any, own: Preference, place: str) -> Any:
    """A preference or belief without one judgement."""
    weighted = part.weights is not None or own.weights is not None
    if place == "walk_away":
        low, high = _reach(part, own, weighted=weighted)
        bounds = _range(min(low, part.walk_away.low), max(high, part.walk_away.high))
        return part.model_copy(update={"walk_away": bounds})
    if place.startswith("functions["):
        return part.model_copy(update={"functions": _without_part(part.functions, place)})
    kind, _, rest = place.partition(".")
    if kind.startswith("interactions["):
        number = int(place[len("interactions[") : place.index("]")])
        return part.model_copy(update={"interactions": _less(part, number)})
    if kind == "weights":
        return part.model_copy(update={"weights": _weights(part.weights, rest)})
    issue = max((name for name in part.scores if rest == name or rest.startswith(f"{name}.")), key=len)
    scores = _scores(part.scores[issue], rest.removeprefix(issue).removeprefix("."), weighted=weighted)
    return part.model_copy(update={"scores": {**part.scores, issue: scores}})


def _range(low: Exact, high: Exact) -> Judgement:
    return Judgement.model_validate({"low": low, "high": high})


def _without_part(functions: tuple[Function, ...], place: str) -> tuple[Function, ...]:
    """Functions of which one part adds anything between nothing and what it added."""

    def grown(item: Function | Part, path: str) -> Function | Part:
        if isinstance(item, Part):
            add = item.add
            bounds = _range(min(Decimal(0), add.low), max(Decimal(0), add.high))
            return item.model_copy(update={"add": bounds}) if f"{path}.add" == place else item
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


def _less(part: Preference | Belief, number: int) -> tuple[Any, ...]:
    items = list(part.interactions or ())
    add = items[number].add
    bounds = _range(min(Decimal(0), add.low), max(Decimal(0), add.high))
    items[number] = items[number].model_copy(update={"add": bounds})
    return tuple(items)


def _weights(weights: Judgements, issue: str) -> Judgements:
    """Weights without one of them, or without their order."""
    if weights.order is not None or not issue:
        names = weights.order.names if weights.order is not None else tuple(weights.points)
        return Judgements.model_validate({"points": dict.fromkeys(names, _WHOLE)})
    total = sum((Fraction(point.central) for point in weights.points.values()), Fraction(0))
    exact = all(point.exact for point in weights.points.values())
    scale = 100 / total if exact else Fraction(1)
    slack = {name: _scaled(point, scale, exact=exact) for name, point in weights.points.items()}
    return Judgements.model_validate({"points": {**slack, issue: _WHOLE}})


def _scaled(point: Judgement, scale: Fraction, *, exact: bool) -> dict[str, Exact]:
    """Another weight: exact ones may shrink to nothing, for they have to make room."""
    if exact:
        return {"low": Decimal(0), "high": exact_number(min(Fraction(100), Fraction(point.high) * scale))}
    return {"low": Decimal(0), "high": point.high}


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
    """Say in words what differs between two diagnoses; never empty."""
    said = []
    if before.order != after.order:
        orders = [", ".join(map(short_title, order)) for order in (after.order, before.order)]
        said.append(f"the order of the explanations becomes {orders[0]} (was {orders[1]})")
    for name, one in before.explanations.items():
        other = after.explanations[name]
        if one.claim != other.claim:
            said.append(f"{one.title}: {other.claim} (was {one.claim})")
        if one.share is None or other.share is None:
            continue
        if abs(other.share.probability - one.share.probability) > _LARGE_MOVE:
            said.append(f"{one.title}: {other.share.words} (was {one.share.words})")
    old, new = before.learned, after.learned
    shares = (
        ("a deal for everyone", old.after, new.after),
        ("a deal among the parties", old.parties_after, new.parties_after),
    )
    for what, was, now in shares:
        if abs(was.probability - now.probability) > _LARGE_MOVE:
            said.append(f"{what}: {now.words} (was {was.words})")
    old_events = {item.event for item in old.contradictions}
    new_events = {item.event for item in new.contradictions}
    for event in sorted(old_events ^ new_events):
        verb = "no longer contradicts" if event in old_events else "now contradicts"
        said.append(f"entry {event + 1} of the record {verb} the judgements")
    return tuple(said) or ("nothing that is reported changes by more than 5 points",)
