"""Cases with one judgement replaced, and the zone of a changed central realisation from the definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from walkaway.analysis.levers import Lever
from walkaway.analysis.plainly import central_score, central_shares, deals
from walkaway.case import Agreement, Case, Judgement, Preference


def number(value: float) -> Judgement:
    return Judgement.model_validate(Decimal(repr(value)))


def replaced(case: Case, path: str, value: float) -> Case:
    """The case with one walk-away, score or interaction as a number; not for orders and weights."""
    _, who, kind, *rest = path.split(".")
    own, put = case.preferences[who], number(value)
    if kind == "walk_away":
        changed = own.model_copy(update={"walk_away": put})
    elif kind == "scores":
        scores = own.scores[rest[0]]
        points = {**scores.points, rest[1]: put}
        update = {**own.scores, rest[0]: scores.model_copy(update={"points": points})}
        changed = own.model_copy(update={"scores": update})
    else:
        place = int(kind[len("interactions[") : -1])
        items = list(own.interactions)
        items[place] = items[place].model_copy(update={"add": put})
        changed = own.model_copy(update={"interactions": tuple(items)})
    return case.model_copy(update={"preferences": {**case.preferences, who: changed}})


@dataclass
class Central:
    """The central realisation in fractions, with one thing changed at will."""

    case: Case
    rule: Agreement | None = None
    shares: dict[str, dict[str, Fraction]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for who in self.case.everyone:
            weights = self.case.preferences[who].weights
            if weights is not None:
                self.shares[who] = central_shares(weights)

    def zone(self, lever: Lever | None = None, to: Fraction = Fraction(0)) -> bool:
        """Whether any deal passes with a lever set to a value."""
        return any(self.passes(deal, lever, to) for deal in deals(self.case))

    def passes(self, deal: Mapping[str, str], lever: Lever | None = None, to: Fraction = Fraction(0)) -> bool:
        if any(pattern.holds(deal) for pattern in self.case.impossible):
            return False
        accepts = {who: self.accepts(who, deal, lever, to) for who in self.case.everyone}
        rule = self.rule or self.case.agreement
        yes = sum(accepts[who] for who in self.case.parties)
        quota = len(self.case.parties) if rule.quota is None else rule.quota
        must = [*rule.vetoes, *self.case.ratifiers]
        return yes >= quota and all(accepts[who] for who in must)

    def accepts(self, who: str, deal: Mapping[str, str], lever: Lever | None, to: Fraction) -> bool:
        own = self.case.preferences[who]
        if any(line.holds(deal) for line in own.red_lines):
            return False
        moved = lever is not None and self.case.everyone[lever.who] == who
        paths = (
            {path.removeprefix(f"preferences.{who}."): to for path in lever.paths} if lever and moved else {}
        )
        away = Fraction(0) if own.walk_away is None else Fraction(own.walk_away.central)
        return self.worth(who, own, deal, paths) >= paths.get("walk_away", away)

    def worth(
        self, who: str, own: Preference, deal: Mapping[str, str], paths: Mapping[str, Fraction]
    ) -> Fraction:
        shares = dict(self.shares.get(who, {}))
        set_to = {name: paths[f"weights.{name}"] / 100 for name in shares if f"weights.{name}" in paths}
        if set_to:
            rest = 1 - sum(shares[name] for name in set_to)
            left = 1 - sum(set_to.values())
            shares = {name: set_to.get(name, share * left / rest) for name, share in shares.items()}
        total = Fraction(0)
        for issue, scores in own.scores.items():
            score = paths.get(f"scores.{issue}.{deal[issue]}", central_score(scores, deal[issue]))
            total += shares.get(issue, Fraction(1)) * score
        for place, item in enumerate(own.interactions):
            if all(deal[issue] in options for issue, options in item.when.items()):
                total += paths.get(f"interactions[{place}].add", Fraction(item.add.central))
        return total
