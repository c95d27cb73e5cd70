"""The table: issues down, options across, and in each cell what the option is worth to everyone who is asked.

Only data; the page draws it. Within an issue a party's scale runs from the worst score it could have there
to the best, whatever their signs: the worst option has no bar, the best a full one, and where all are level
there is none. How much the issue matters to it stands at the head of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ...analysis.answers import Answers
from ...case import Case, Judgement, Pattern
from ...case.titles import place_of, titles_words, unit_words
from ...numbers import hundredths
from ..charts.sample import Mark, issue_shares
from ..language.people import Person, people
from .scores import Scale, in_order, judged_scores, opposed, own_words, short_judgement

__all__ = ["Bar", "IssueTable", "build_table", "left_open", "option_bars"]


@dataclass(frozen=True, slots=True)
class Bar:
    """Value of an option for one party, as parts of 100 of its scale in the issue.

    ``zero`` is where the value 0 lies, if it lies on the scale; ``level`` that all options are worth the same
    to the party, so that there is nothing to draw.
    """

    person: Person
    low: float
    central: float
    high: float
    zero: float | None
    level: bool
    text: str

    @property
    def band(self) -> float:
        """Width of the range."""
        return self.high - self.low


class OfferMark(NamedTuple):
    """An offer at an option: named there, or left open by it and filled as its maker would like it best."""

    place: int
    person: Person
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One option."""

    title: str
    means: tuple[str, ...]
    bars: tuple[Bar, ...]
    never: tuple[Person, ...]
    impossible: bool
    offers: tuple[OfferMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """One issue; `left` counts the steps of a range that are not shown.

    `opposed` says that, of two parties, the first does better to the left and the second to the right, with
    no step the other way.
    """

    title: str
    weights: tuple[tuple[Person, str], ...]
    cells: tuple[Cell, ...]
    opposed: bool
    left: int = 0


class Believed(NamedTuple):
    """What one party thought of another's judgement, beside the other's own."""

    person: Person
    other: Person
    what: str
    believed: str
    own: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTable:
    """Everything of the third screen."""

    people: tuple[Person, ...]
    rows: tuple[IssueRow, ...]
    beliefs: tuple[Believed, ...]

    @property
    def ordered(self) -> bool:
        """Whether one line above all rows can say for whom it is better on which side."""
        return bool(self.rows) and all(row.opposed for row in self.rows)

    @property
    def marks(self) -> tuple[OfferMark, ...]:
        """All offers at their options."""
        return tuple(mark for row in self.rows for cell in row.cells for mark in cell.offers)


def build_table(answers: Answers, offers: Sequence[Mark]) -> IssueTable:
    """Collect what the table shows, with the offers as the picture shows them."""
    case, crowd = answers.case, people(answers.case)
    shares = issue_shares(answers)
    return IssueTable(
        people=tuple(crowd.values()),
        rows=tuple(
            _row(case, issue, crowd, offers, _weights(answers, crowd, column, shares[:, column].tolist()))
            for column, issue in enumerate(case.issues)
        ),
        beliefs=tuple(_beliefs(case, crowd)),
    )


def option_bars(case: Case, crowd: dict[str, Person], issue: str) -> dict[str, tuple[Bar, ...]]:
    """Bars of every option of an issue."""
    found: dict[str, list[Bar]] = {option: [] for option in case.issues[issue].options}
    for who, person in crowd.items():
        judged = judged_scores(case, who, issue)
        if judged is None:
            continue
        scale = Scale(judged)
        zero = scale(0.0) if scale.low < 0 < scale.high else None
        for option, (low, central, high, text) in judged.items():
            low, central, high = map(scale, (low, central, high))
            found[option].append(Bar(person, low, central, high, zero, scale.flat, text))
    return {option: tuple(bars) for option, bars in found.items()}


def _weights(
    answers: Answers, crowd: dict[str, Person], column: int, shares: Sequence[float]
) -> tuple[tuple[Person, str], ...]:
    """How much of each one's whole value hangs on an issue, in hundredths."""
    issue, found = answers.space.issues[column], []
    for index, person in enumerate(crowd.values()):
        polytope, text = answers.bounds.parties[index].weights, hundredths(shares[index])
        if issue not in answers.case.preferences[person.who].scores:
            text = "0"
        elif polytope is not None and not polytope.exact:
            unit = np.zeros((1, len(polytope.names)))
            unit[0, polytope.names.index(issue)] = 100.0
            low = hundredths(abs(float(polytope.lowest(unit)[0])) / 100)
            high = hundredths(float(polytope.highest(unit)[0]) / 100)
            text += f" ({low}–{high})" if low != high else ""
        found.append((person, text))
    return tuple(found)


def _row(
    case: Case,
    issue: str,
    crowd: dict[str, Person],
    offers: Sequence[Mark],
    weights: tuple[tuple[Person, str], ...],
) -> IssueRow:
    record, bars = case.issues[issue], option_bars(case, crowd, issue)
    barred = _alone(case, case.impossible, issue)
    never = {who: _alone(case, case.preferences[who].red_lines, issue) for who in crowd}
    order = in_order(case, issue, {mark.deal[issue] for mark in offers if mark.filled})
    cells = tuple(
        Cell(
            title=meant.title,
            means=tuple(f"{worth} {unit_words(unit)}" for unit, worth in meant.means.items()),
            bars=bars[option],
            never=tuple(person for who, person in crowd.items() if option in never[who]),
            impossible=option in barred,
            offers=tuple(_marks(issue, option, offers, crowd)),
        )
        for option, meant in ((option, record.options[option]) for option in order)
    )
    left = len(record.options) - len(cells)
    return IssueRow(
        title=record.title, weights=weights, cells=cells, opposed=opposed(case, issue, order), left=left
    )


def _alone(case: Case, patterns: Iterable[Pattern], issue: str) -> set[str]:
    """Options of an issue that patterns of this issue alone forbid."""
    alone = [pattern for pattern in patterns if {*pattern.when, *pattern.unless} == {issue}]
    return {
        option for option in case.issues[issue].options for pattern in alone if pattern.holds({issue: option})
    }


def _marks(issue: str, option: str, offers: Sequence[Mark], crowd: dict[str, Person]) -> Iterator[OfferMark]:
    """Offers that name an option, and offers that leave the issue open and stand there."""
    for place, mark in enumerate(offers, start=1):
        left_open = issue not in mark.terms
        if mark.deal[issue] == option and (mark.filled or not left_open):
            yield OfferMark(place, crowd[mark.who], left_open)


def left_open(case: Case, offer: Mapping[str, str]) -> str:
    """The issues that an offer leaves open, in titles."""
    return titles_words(case.issue_label(issue) for issue in case.issues if issue not in offer)


def _beliefs(case: Case, crowd: dict[str, Person]) -> Iterator[Believed]:
    """Beliefs that differ from the other's own judgement."""
    for path, item in case.judgements():
        for who, other in ((one, other) for one in case.everyone for other in case.preferences[one].believes):
            prefix = f"preferences.{who}.believes.{other}."
            if not path.startswith(prefix):
                continue
            believed = short_judgement(item) if isinstance(item, Judgement) else "an order"
            own = own_words(case, other, path.removeprefix(prefix))
            if believed != own or not isinstance(item, Judgement):
                place = place_of(case, path)
                what = " → ".join(place.what) or place.kind
                yield Believed(crowd[who], crowd[other], what, believed, own)
