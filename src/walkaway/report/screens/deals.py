"""The deals they might sign, the solutions and ratification: data for cards and small tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...analysis.answers import Answers
from ...analysis.solutions.solutions import Solution
from ...analysis.zone.likely import LikelyDeal, Margin
from ...analysis.zone.zone import ZoneOf
from ...language import counted
from ...numbers import estimates, number, signed
from ..language.people import Person, people
from ..language.phrases import are, capital, count, figures, in_all, listed, of_hundred, plus_minus
from ..language.solution_names import SOLUTIONS
from ..language.tense import tense
from .bottom_line import condition_words
from .tell_apart import near_words, tell_apart

__all__ = [
    "Card", "Chip", "Gain", "acceptance_words", "build_cards", "deals_title", "more_refused",
    "refused_by_all", "same_deal", "shared_words", "ties_words", "zone_counts", "zone_words",
]  # fmt: skip


def deals_title(answers: Answers) -> str:
    """What the section of the likely deals is called."""
    told, deals = tense(answers.case), answers.likely.deals
    if deals and not deals[0].acceptability:
        return "What comes nearest to a deal"
    if answers.exact:
        return told("Deals that pass", "Deals that would have passed")
    return told("Deals they might sign", "Deals they might have signed")


class Chip(NamedTuple):
    """One term of a deal; ``fresh`` where it differs from the first deal shown."""

    issue: str
    option: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Gain:
    """One party's side of a deal: how often it accepts, its margin, and where that stands on a common axis.

    ``exact`` if nothing in the case was sampled, so that the margin is told in full; ``axis`` has both ends.
    """

    person: Person
    accepts: float
    margin: Margin
    axis: tuple[float, float]
    exact: bool

    @property
    def accepts_words(self) -> str:
        """``42 of 100``, ``always``, ``never``."""
        if self.accepts in (0.0, 1.0):
            return "always" if self.accepts else "never"
        return of_hundred(self.accepts)

    @property
    def margin_words(self) -> str:
        """``+3.2 (−1 to 7)``, all with the same decimal places."""
        if self.exact:
            return signed(number(self.margin.mean))
        mean, low, high = estimates([self.margin.mean, self.margin.low, self.margin.high])
        return signed(mean) + ("" if self.margin.low == self.margin.high else f" ({low} to {high})")

    def at(self, value: float) -> float:
        """Where a value stands on the axis, in parts of 100."""
        low, high = self.axis
        return round(100 * (value - low) / (high - low), 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One deal."""

    place: int
    chips: tuple[Chip, ...]
    likely: LikelyDeal
    acceptance: str
    apart: str  # what makes it different, in one sentence
    gains: tuple[Gain, ...]
    conditions: tuple[tuple[Person, str], ...]


def build_cards(answers: Answers) -> tuple[Card, ...]:
    """The cards of the likely deals, best first."""
    crowd, deals = people(answers.case), answers.likely.deals
    axes = {who: _axis([deal.margins[who] for deal in deals]) for who in crowd} if deals else {}
    return tuple(_card(answers, crowd, axes, place) for place in range(len(deals)))


def _axis(margins: Sequence[Margin]) -> tuple[float, float]:
    """Ends of an axis on which these margins and 0 have their place."""
    ends = [0.0, *(end for margin in margins for end in (margin.low, margin.high))]
    low, high = min(ends), max(ends)
    room = 0.04 * ((high - low) or 1.0)
    return low - room, high + room


def _card(
    answers: Answers, crowd: dict[str, Person], axes: dict[str, tuple[float, float]], place: int
) -> Card:
    case, likely, exact = answers.case, answers.likely.deals[place], answers.exact
    first = answers.likely.deals[0].deal
    needed: dict[str, list[str]] = {who: [] for who in crowd}
    for item in answers.conditions[place].conditions:
        needed[item.who].append(condition_words(answers, item))
    said = {who: ". ".join([words[0], *map(capital, words[1:])]) for who, words in needed.items() if words}
    return Card(
        place=place + 1,
        chips=tuple(
            Chip(case.issue_label(i), case.option_label(i, o), first[i] != o) for i, o in likely.deal.items()
        ),
        likely=likely,
        acceptance=acceptance_words(answers, likely),
        apart=f"{tell_apart(answers, place)} {near_words(answers, likely)}".strip(),
        gains=tuple(
            Gain(person, likely.accepts[who], likely.margins[who], axes[who], exact)
            for who, person in crowd.items()
        ),
        conditions=tuple((crowd[who], words) for who, words in said.items()),
    )


def acceptance_words(answers: Answers, likely: LikelyDeal) -> str:
    """How often everyone who must accept a deal does: ``11 of 100 ± 0.7``, ``certain``, ``passes``."""
    if answers.exact:
        return "passes" if likely.verdict == "certain" else "does not pass"
    if likely.verdict == "certain":
        return "certain"
    error = plus_minus(likely.error)
    return of_hundred(likely.acceptability) + (f" {error}" if error and likely.acceptability else "")


def _refusing_all(answers: Answers) -> list[str]:
    space, values = answers.space, answers.frontier.values
    return in_all([space.refused_by(values, one.deal) for one in answers.solutions.distinct.values()])


def refused_by_all(answers: Answers) -> list[str]:
    """Who refuses what every rule picks, said once in a sentence; none where nobody does."""
    names = listed(map(answers.case.label, _refusing_all(answers)))
    return [f"Each of these is refused by {names}."] if names else []


def more_refused(answers: Answers, solution: Solution) -> list[str]:
    """Who refuses the deal of a rule, but for those of whom it is said once; none where nobody does."""
    refused, of_all = answers.space.refused_by(answers.frontier.values, solution.deal), _refusing_all(answers)
    names = listed(answers.case.label(name) for name in refused if name not in of_all)
    return [f"{'also ' if of_all else ''}refused by {names}"] if names else []


def same_deal(answers: Answers, name: str) -> str:
    """The first rule that picks the deal of this one too; empty where this is the first."""
    solutions = answers.solutions.distinct
    first = next(other for other, one in solutions.items() if one.deal == solutions[name].deal)
    return "" if first == name else SOLUTIONS[first].name


def ties_words(answers: Answers, solution: Solution) -> str:
    """How many deals, and how many other values, do as well under a rule; and who else refuses its deal."""
    ties = "deals not counted" if solution.count is None else counted(solution.count, "deal")
    if len(solution.ties) > 1:
        ties += f" that do equally well, {shared_words(solution)}"
    return "; ".join((ties, *more_refused(answers, solution)))


def shared_words(solution: Solution) -> str:
    """How deals that do equally well under a rule differ in what they are worth to the parties."""
    values = len(solution.ties)
    if solution.count == values:
        return "each worth something else to the parties"
    return f"with {count(values, 'different split')} of the value"


def zone_words(zone: ZoneOf) -> str:
    """The verdict; where it hangs on the draws, how often there is a deal."""
    if zone.verdict != "possible":
        return zone.verdict
    error = plus_minus(zone.error)
    return of_hundred(zone.probability) + (f" ({error})" if error and 0 < zone.probability < 1 else "")


def zone_counts(zone: ZoneOf) -> str:
    """How many deals are certain and possible, in figures; empty where they were not counted."""
    if zone.certain is None or zone.possible is None:
        return ""
    text = f"{capital(figures(zone.certain, 'deal'))} {are(zone.certain)} certain"
    more = zone.possible - zone.certain
    return f"{text}, {figures(more)} {'more ' if zone.certain else ''}possible." if more else f"{text}."
