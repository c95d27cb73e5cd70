"""One draw of a case as a case of its own, in which every judgement is the number that was drawn."""

from __future__ import annotations

from decimal import Decimal

from walkaway.case import Case, Function, Judgement, Judgements, Part, Preference
from walkaway.space.draws import Draws


class _Realised:
    def __init__(self, draws: Draws, number: int) -> None:
        self.drawn = {path: Decimal(repr(float(row[number]))) for path, row in draws.sampled.items()}

    def one(self, path: str, judgement: Judgement) -> Judgement:
        if path not in self.drawn:
            assert judgement.exact, path
            return judgement
        return Judgement.model_validate(self.drawn[path])

    def scores(self, path: str, scores: Judgements) -> Judgements:
        if scores.order is not None:
            groups = scores.order.chains[0]
            ends = {**dict.fromkeys(groups[-1], Decimal(0)), **dict.fromkeys(groups[0], Decimal(100))}
            points = {name: ends.get(name, self.drawn.get(f"{path}.{name}")) for name in scores.order.names}
            return Judgements.model_validate({"points": points})
        named = {name: self.one(f"{path}.{name}", point) for name, point in scores.named.items()}
        if scores.linear is not None:
            return scores.model_copy(update={"linear": tuple(named.values())})
        if scores.triangular is not None:
            return scores.model_copy(update={"peak": named["peak"]})
        return scores.model_copy(update={"points": named})

    def weights(self, path: str, weights: Judgements, issues: list[str]) -> Judgements:
        if f"{path}.{issues[0]}" not in self.drawn:
            return weights
        points = {issue: self.drawn[f"{path}.{issue}"] for issue in issues}
        return Judgements.model_validate({"points": points})

    def function(self, path: str, item: Function | Part) -> Function | Part:
        if isinstance(item, Part):
            return item.model_copy(update={"add": self.one(f"{path}.add", item.add)})
        parts = tuple(self.function(f"{path}.of[{index}]", part) for index, part in enumerate(item.of))
        return item.model_copy(update={"of": parts})

    def preference(self, path: str, own: Preference) -> Preference:
        away, weights = own.walk_away, own.weights
        return own.model_copy(
            update={
                "walk_away": self.one(f"{path}.walk_away", away) if isinstance(away, Judgement) else away,
                "weights": weights and self.weights(f"{path}.weights", weights, list(own.scores)),
                "scores": {
                    issue: self.scores(f"{path}.scores.{issue}", scores)
                    for issue, scores in own.scores.items()
                },
                "interactions": tuple(
                    item.model_copy(update={"add": self.one(f"{path}.interactions[{index}].add", item.add)})
                    for index, item in enumerate(own.interactions)
                ),
                "functions": tuple(
                    self.function(f"{path}.functions[{index}]", item)
                    for index, item in enumerate(own.functions)
                ),
            }
        )


def realised(case: Case, draws: Draws, number: int) -> Case:
    """The case of one draw."""
    drawn = _Realised(draws, number)
    preferences = {who: drawn.preference(f"preferences.{who}", own) for who, own in case.preferences.items()}
    return case.model_copy(update={"preferences": preferences})
