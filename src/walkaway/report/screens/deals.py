"""The deals they might sign, the solutions and ratification: data for cards and small tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...analysis.answers import Answers
from ...analysis.zone.conditions import Condition
from ...analysis.zone.likely import LikelyDeal, Margin
from ...analysis.zone.zone import ZoneOf
from ...numbers import estimate, number, signed
from ..language.deal_values import shown_places, written
from ..language.people import Person, people
from ..language.phrases import count, listed, of_hundred, plus_minus
from ..language.solution_names import SOLUTIONS
from .bottom_line import condition_words

__all__ = [
    "Card",
    "Chip",
    "Division",
    "Gain",
    "Ratified",
    "Solved",
    "build_cards",
    "divided",
    "ratified",
    "solved",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One term of a deal; ``fresh`` where it differs from the first deal shown."""

    issue: str
    option: str
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """One party's side of a deal.

    Attributes
    ----------
    person : Person
    accepts : float
        Share of draws.
    low, mean, high : float
        Margin over walking away, own scale.
    at_low, at_mean, at_high, at_zero : float
        The same as parts of 100 of an axis that is common to the cards.
    exact : bool
        Nothing in the case was sampled, so that the margin is told in full.
    """

    person: Person
    accepts: float
    low: float
    mean: float
    high: float
    at_low: float
    at_mean: float
    at_high: float
    at_zero: float
    exact: bool

    @property
    def accepts_words(self) -> str:
        """``accepts in 42 of 100 draws``, ``always accepts``, ``never accepts``."""
        if self.accepts in (0.0, 1.0):
            return "always" if self.accepts else "never"
        return of_hundred(self.accepts)

    @property
    def margin_words(self) -> str:
        """``+3.2 (−1 to 7)``."""
        if self.exact:
            return signed(number(self.mean))
        if self.low == self.high:
            return signed(estimate(self.mean))
        return f"{signed(estimate(self.mean))} ({estimate(self.low)} to {estimate(self.high)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One deal."""

    place: int
    chips: tuple[Chip, ...]
    likely: LikelyDeal
    acceptance: str
    rank: str
    gains: tuple[Gain, ...]
    conditions: tuple[tuple[Person, str], ...]
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """One bargaining solution."""

    name: str
    gloss: str
    terms: tuple[tuple[str, str], ...]
    values: tuple[tuple[Person, str], ...]
    ties: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Adjusted Winner: who gets what."""

    issues: tuple[tuple[str, tuple[float, float], float], ...]
    people: tuple[Person, Person]
    total: str
    divided: str
    tied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratified:
    """One verdict bar: the parties alone, or everyone."""

    title: str
    zone: ZoneOf
    words: str
    counts: str


def build_cards(answers: Answers) -> tuple[Card, ...]:
    """The cards of the likely deals, best first."""
    crowd = people(answers.case)
    deals = answers.likely.deals
    axes = {who: _axis([deal.margins[who] for deal in deals]) for who in crowd} if deals else {}
    return tuple(_card(answers, crowd, axes, place) for place in range(len(deals)))


def _axis(margins: Sequence[Margin]) -> tuple[float, float]:
    """Ends of an axis on which these margins and 0 have their place."""
    ends = [end for margin in margins for end in (margin.low, margin.high)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = 0.04 * ((high - low) or 1.0)
    return low - room, high + room


def _card(
    answers: Answers, crowd: dict[str, Person], axes: dict[str, tuple[float, float]], place: int
) -> Card:
    case, likely = answers.case, answers.likely.deals[place]
    first = answers.likely.deals[0].deal
    chips = tuple(
        Chip(issue=case.issue_label(i), option=case.option_label(i, o), fresh=place > 0 and first[i] != o)
        for i, o in likely.deal.items()
    )
    found = answers.conditions[place].conditions
    conditions = tuple(
        (
            person,
            ". ".join(_capital(condition_words(case, item), at) for at, item in enumerate(_of(found, who))),
        )
        for who, person in crowd.items()
        if any(item.who == who for item in found)
    )
    return Card(
        place=place + 1,
        chips=chips,
        likely=likely,
        acceptance=_acceptance(answers, likely),
        rank=_rank(answers, place),
        gains=tuple(_gain(person, likely, axes[who], exact=answers.exact) for who, person in crowd.items()),
        conditions=conditions,
        exact=answers.exact,
    )


def _of(found: Iterable[Condition], who: str) -> list[Condition]:
    return [item for item in found if item.who == who]


def _capital(text: str, place: int) -> str:
    """A capital for every sentence after the first."""
    return text[:1].upper() + text[1:] if place else text


def _gain(person: Person, likely: LikelyDeal, axis: tuple[float, float], *, exact: bool) -> Gain:
    margin, (low, high) = likely.margins[person.who], axis

    def at(value: float) -> float:
        return round(100 * (value - low) / (high - low), 2)

    return Gain(
        person=person,
        accepts=likely.accepts[person.who],
        low=margin.low,
        mean=margin.mean,
        high=margin.high,
        at_low=at(margin.low),
        at_mean=at(margin.mean),
        at_high=at(margin.high),
        at_zero=at(0.0),
        exact=exact,
    )


def _acceptance(answers: Answers, likely: LikelyDeal) -> str:
    if answers.exact:
        return "passes" if likely.verdict == "certain" else "does not pass"
    if likely.verdict == "certain":
        return "certain"
    error = plus_minus(likely.error)
    return of_hundred(likely.acceptability) + (f" {error}" if error and likely.acceptability else "")


def _rank(answers: Answers, place: int) -> str:
    """Whether this deal can be told from the others: where draws decide, beyond the sampling error."""
    deals = answers.likely.deals
    rank = deals[place].rank
    if answers.exact:
        return ""
    if deals[place].verdict == "certain":
        return _also_certain(answers.zone.everyone.certain)
    shared = sum(deal.rank == rank for deal in deals)
    if rank == 1:
        level = answers.likely.level_with_best - 1
        least = "at least " if answers.likely.more else ""
        return (
            f"level with {least}{count(level, 'other deal')} within the sampling error"
            if level > 0
            else "most likely of those compared"
            if answers.zone.listed is None
            else "most likely of all"
        )
    least = "at least " if answers.zone.listed is None else ""
    above = f"{least}{count(rank - 1, 'deal')} surely more likely"
    return f"{above}; shares its rank with others shown" if shared > 1 else above


def _also_certain(certain: int | None) -> str:
    """How many deals are as certain as one that is; nothing of it was sampled."""
    if certain is None:
        return ""
    others = certain - 1
    are = "is" if others == 1 else "are"
    return f"{count(others, 'other deal')} {are} certain too" if others else "no other deal is"


def solved(answers: Answers) -> tuple[Solved, ...]:
    """The bargaining solutions that exist, in the order of the module."""
    case, crowd = answers.case, people(answers.case)
    parties = answers.space.who[: answers.space.parties]
    found, places = [], shown_places(answers)
    for name, solution in answers.solutions.distinct.items():
        title, gloss = SOLUTIONS[name]
        others = len(solution.ties) - 1
        no = answers.space.refused_by(answers.frontier.values, solution.deal)
        refused = f"; refused by {listed(case.label(who) for who in no)}" if no else ""
        several = f"; tied with {others:,} other value{'' if others == 1 else 's'}" if others else ""
        found.append(
            Solved(
                name=title[:1].upper() + title[1:],
                gloss=gloss,
                terms=tuple((case.issue_label(i), case.option_label(i, o)) for i, o in solution.deal.items()),
                values=tuple(
                    (crowd[who], text)
                    for who, text in zip(parties, written(solution.value, places), strict=True)
                ),
                ties=_deals(solution.count) + several + refused,
            )
        )
    return tuple(found)


def _deals(count: int | None) -> str:
    if count is None:
        return "deals not counted"
    return f"{count:,} deal{'' if count == 1 else 's'}"


def divided(answers: Answers) -> Division | None:
    """The division of issues by Adjusted Winner, where there is one."""
    found, case, crowd = answers.adjusted_winner, answers.case, people(answers.case)
    if found is None:
        return None
    first, second = (crowd[who] for who in found.parties)
    return Division(
        issues=tuple(
            (case.issue_label(issue), found.points[issue], share) for issue, share in found.shares.items()
        ),
        people=(first, second),
        total=number(found.total[0]),
        divided=case.issue_label(found.divided) if found.divided else "",
        tied=found.tied,
    )


def ratified(answers: Answers) -> tuple[Ratified, ...]:
    """The zone among the parties alone and with ratifiers; empty without ratifiers."""
    if len(answers.space.who) == answers.space.parties:
        return ()
    pairs = (("The parties alone", answers.zone.parties_alone), ("With ratification", answers.zone.everyone))
    return tuple(
        Ratified(title=title, zone=zone, words=_zone_words(zone), counts=_zone_counts(zone))
        for title, zone in pairs
    )


def _zone_words(zone: ZoneOf) -> str:
    if zone.verdict != "possible":
        return zone.verdict
    error = plus_minus(zone.error)
    return of_hundred(zone.probability) + (f" ({error})" if error and 0 < zone.probability < 1 else "")


def _zone_counts(zone: ZoneOf) -> str:
    if zone.certain is None or zone.possible is None:
        return ""
    more = zone.possible - zone.certain
    return f"{zone.certain:,} deal{'' if zone.certain == 1 else 's'} certain, {more:,} more possible"
