"""What each option of an issue is worth to whom, ready to be drawn, and which options of a range to draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from ...case import Case, Fallback, Judgement
from ...case.judgement import exact_number
from ...numbers import number, numbers
from ...space import ordered_scores
from ...space.score_blends import Blend, bends, blend_of

_FEW = 12
_EVEN = 5
Judged = tuple[float, float, float, str]
"""Low end, central value, high end and text."""


def judged_scores(case: Case, who: str, issue: str) -> dict[str, Judged] | None:
    """A party's score of each option; None if it gives none here."""
    scores = case.preferences[who].scores.get(issue)
    if scores is None:
        return None
    if scores.order is not None:
        chain = scores.order.chains[0]
        centre = {name: float(score) for name, score in ordered_scores(scores).items()}
        return {
            name: (mid, mid, mid, number(mid))
            if group in (chain[0], chain[-1])
            else (0.0, mid, 100.0, "between")
            for group in chain
            for name, mid in ((name, centre[name]) for name in group)
        }
    record, named = case.issues[issue], scores.named
    return {option: _blended(named, blend_of(record, scores, option)) for option in record.options}


def _blended(named: Mapping[str, Judgement], blend: Blend) -> Judged:
    """A score that is made of shares of judgements."""
    low, central, high = (
        sum((share * Fraction(getattr(named[name], end)) for name, share in blend), Fraction(0))
        for end in ("low", "central", "high")
    )
    text = short_judgement(Judgement(low=exact_number(low), high=exact_number(high)))
    return float(low), float(central), float(high), text


def short_judgement(point: Judgement) -> str:
    """A judgement in little room: both ends, no likely value."""
    low, high = numbers([Fraction(point.low), Fraction(point.high)])
    return low if point.exact or low == high else f"{low}–{high}" if point.low >= 0 else f"{low} to {high}"


class Scale:
    """A party's scale within one issue: from the worst score it could have there to the best."""

    def __init__(self, judged: Mapping[str, Judged]) -> None:
        self.low = min(item[0] for item in judged.values())
        self.high = max(item[2] for item in judged.values())
        self.flat = self.low == self.high

    def __call__(self, value: float) -> float:
        """Where a value stands, from 0 for the worst to 100 for the best; 0 where all are level."""
        return 0.0 if self.flat else 100 * (value - self.low) / (self.high - self.low)


def own_words(case: Case, other: str, path: str) -> str:
    """A party's own judgement in short, at the place inside its preference that a belief is about."""
    preference = case.preferences[other]
    kind, _, rest = path.partition(".")
    if kind == "walk_away":
        away = preference.walk_away
        return short_judgement(away) if isinstance(away, Judgement) else str(away or "not stated; 0 assumed")
    group = preference.weights if kind == "weights" else None
    name = rest
    if kind == "scores":
        issue = next((i for i in preference.scores if rest == i or rest.startswith(f"{i}.")), "")
        group, name = preference.scores.get(issue), rest[len(issue) + 1 :]
    if group is None:
        return "not given"
    if name in group.named:
        return short_judgement(group.named[name])
    return "an order" if group.order is not None else "ranges"


def in_order(case: Case, issue: str, also: Collection[str] = ()) -> tuple[str, ...]:
    """Options from the first party's best to the second's; in file order for more parties, and of a range.

    Of a range with many steps some are shown, those asked for among them.
    """
    options = tuple(case.issues[issue].options)
    if case.issues[issue].range is not None:
        return _of_range(case, issue, also)
    if len(case.parties) != 2:
        return options
    first, second = (_marks(judged_scores(case, who, issue)) for who in case.parties)
    return tuple(sorted(options, key=lambda option: second.get(option, 0.0) - first.get(option, 0.0)))


def _marks(judged: Mapping[str, Judged] | None) -> dict[str, float]:
    """Where the central values stand on the scale of the issue."""
    if judged is None:
        return {}
    scale = Scale(judged)
    return {option: scale(item[1]) for option, item in judged.items()}


def _falls(case: Case, issue: str) -> bool:
    """Whether of two parties the first has its best at the high end, so that this end stands first."""
    if len(case.parties) != 2:
        return False
    ends = [list(judged.values()) for who in case.parties if (judged := judged_scores(case, who, issue))]
    rises = [scores[-1][1] - scores[0][1] for scores in ends]
    first = judged_scores(case, next(iter(case.parties)), issue) is not None
    return bool(rises) and (rises[0] > 0 if first else rises[0] < 0)


def _of_range(case: Case, issue: str, also: Collection[str]) -> tuple[str, ...]:
    """All steps of a range if few; else its ends, where lines bend, what was named, and some between."""
    record = case.issues[issue]
    options = tuple(record.options)
    if _falls(case, issue):
        options = options[::-1]
    if len(options) <= _FEW:
        return options
    kept = {options[round(part * (len(options) - 1) / (_EVEN - 1))] for part in range(_EVEN)}
    kept |= set(also)
    kept |= {event.offer[issue] for event in case.offers if event.offer is not None and issue in event.offer}
    for preference in case.preferences.values():
        if isinstance(preference.walk_away, Fallback):
            kept.add(preference.walk_away.deal[issue])
        scores = preference.scores.get(issue)
        points = set() if scores is None or scores.order is not None else bends(record, scores)
        if len(points) <= _FEW:
            kept |= {option for option, x in record.numbers.items() if x in points}
    return tuple(option for option in options if option in kept)


def opposed(case: Case, issue: str, order: Sequence[str]) -> bool:
    """Whether, of two parties, options in an order fall in value for the first and rise for the second."""
    if len(case.parties) != 2:
        return False
    for who, options in zip(case.parties, (order[::-1], order), strict=True):
        judged = judged_scores(case, who, issue)
        values = [] if judged is None else [judged[name][1] for name in options]
        if len(set(values)) < 2 or any(low > high for low, high in pairwise(values)):
            return False
    return True
