"""Cases with one judgement replaced, and the zone of a changed central realisation from the definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from walkaway.analysis.sensitivity.movable import Movable
from walkaway.case import Agreement, Case, Fallback, Judgement, Judgements, Preference
from walkaway.certify.plainly import central_score, central_shares, deals, suffices, value_of


def number(value: float | Fraction) -> Judgement:
    return Judgement.model_validate(value if isinstance(value, Fraction) else Decimal(repr(value)))


def replaced(case: Case, path: str, value: float | Fraction) -> Case:
    """The case with one walk-away, score or added points as a number; not for orders and weights."""
    _, who, place = path.split(".", 2)
    own, put = case.preferences[who], number(value)
    if place == "walk_away":
        changed = own.model_copy(update={"walk_away": put})
    elif place.startswith("scores."):
        _, issue, name = place.split(".", 2)
        update = {**own.scores, issue: scored(own.scores[issue], name, put)}
        changed = own.model_copy(update={"scores": update})
    else:
        field, *steps = place.replace("]", "").replace(".of[", "[").removesuffix(".add").split("[")
        items = list(getattr(own, field))
        items[int(steps[0])] = added(items[int(steps[0])], [int(step) for step in steps[1:]], put)
        changed = own.model_copy(update={field: tuple(items)})
    return case.with_parts(preferences={**case.preferences, who: changed})


def scored(scores: Judgements, name: str, put: Judgement) -> Judgements:
    """Scores of an issue with one judgement replaced, also of a form over a range."""
    if name == "peak":
        return scores.model_copy(update={"peak": put})
    if scores.linear is not None:
        ends = list(scores.linear)
        ends[int(name[-2])] = put
        return scores.model_copy(update={"linear": tuple(ends)})
    return scores.model_copy(update={"points": {**scores.points, name: put}})


def added(item: Any, steps: list[int], put: Judgement) -> Any:
    """An interaction or a part, however deep, with other points."""
    if not steps:
        return item.model_copy(update={"add": put})
    parts = list(item.of)
    parts[steps[0]] = added(parts[steps[0]], steps[1:], put)
    return item.model_copy(update={"of": tuple(parts)})


@dataclass
class Central:
    """The central realisation in fractions, with one thing changed at will."""

    case: Case
    rule: Agreement | None = None
    shares: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    known: dict[tuple[str, ...], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for who in self.case.everyone:
            weights = self.case.preferences[who].weights
            if weights is not None:
                self.shares[who] = central_shares(weights)

    def zone(self, movable: Movable | None = None, to: Fraction = Fraction(0)) -> bool:
        """Whether any deal passes with a movable set to a value."""
        return any(self.passes(deal, movable, to) for deal in deals(self.case))

    def passes(
        self, deal: Mapping[str, str], movable: Movable | None = None, to: Fraction = Fraction(0)
    ) -> bool:
        if any(pattern.holds(deal) for pattern in self.case.impossible):
            return False
        accepts = {who: self.accepts(who, deal, movable, to) for who in self.case.everyone}
        rule = self.rule or self.case.agreement
        agreed = [who for who, yes in accepts.items() if yes]
        return suffices(self.case, agreed, rule=rule, ratified=True)

    def accepts(self, who: str, deal: Mapping[str, str], movable: Movable | None, to: Fraction) -> bool:
        if movable is None or self.case.everyone[movable.who] != who:
            key = (who, *deal.values())
            if key not in self.known:
                self.known[key] = self.weighs(who, deal, None, to)
            return self.known[key]
        return self.weighs(who, deal, movable, to)

    def weighs(self, who: str, deal: Mapping[str, str], movable: Movable | None, to: Fraction) -> bool:
        own = self.case.preferences[who]
        if any(line.holds(deal) for line in own.red_lines):
            return False
        if movable is not None and movable.kind == "walk_away":
            return self.worth(who, deal, None, to) >= to
        if isinstance(own.walk_away, Fallback):
            least = self.worth(who, own.walk_away.deal, movable, to)
        else:
            least = Fraction(0) if own.walk_away is None else Fraction(own.walk_away.central)
        return self.worth(who, deal, movable, to) >= least

    def changed(self, who: str, movable: Movable | None, to: Fraction) -> Preference:
        """The party's preference with a movable set, where it can be written down."""
        case = self.case
        if movable is None or movable.kind == "weight" or self.ordered(who, movable):
            return case.preferences[who]
        return replaced(case, movable.path, to).preferences[who]

    def ordered(self, who: str, movable: Movable) -> bool:
        scores = self.case.preferences[who].scores
        return movable.kind == "score" and scores[movable.path.split(".")[3]].order is not None

    def worth(self, who: str, deal: Mapping[str, str], movable: Movable | None, to: Fraction) -> Fraction:
        """Value of a deal with a movable set, from the definition."""
        own, shares = self.changed(who, movable, to), dict(self.shares.get(who, {}))
        if movable is not None and movable.kind == "weight":
            names = [path.rpartition(".")[2] for path in movable.paths]
            rest = 1 - sum(shares[name] for name in names)
            left = 1 - len(names) * to / 100
            shares = {
                name: to / 100 if name in names else share * left / rest for name, share in shares.items()
            }
        total = Fraction(0)
        for issue, scores in own.scores.items():
            score = central_score(self.case.issues[issue], scores, deal[issue])
            path = f"preferences.{who}.scores.{issue}.{deal[issue]}"
            if movable is not None and scores.order is not None and path in movable.paths:
                score = to
            total += shares.get(issue, Fraction(1)) * score
        bare = own.model_copy(update={"scores": {}, "weights": None, "cap": None})
        total += value_of(self.case.with_parts(preferences={who: bare}), who, deal)
        return total if own.cap is None else min(total, Fraction(own.cap))
