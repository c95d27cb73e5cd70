"""The table: issues down, options across, and in each cell what the option is worth to everyone who is asked.

Only data; the page draws it. Within an issue a party's scale runs from the worst score it could have there
to the best, whatever their signs: the worst option has no bar, the best a full one, and where all are level
there is none. How much the issue matters to it stands at the head of the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...analysis.answers import Answers
from ...case import Case, Cite, Judgement, Pattern
from ...case.titles import pattern_words, place_of, titles_words, unit_words
from ...numbers import hundredths
from ...space.weights import Weights
from ..charts.sample import Mark
from ..language.people import Person, people
from .ledger import ShownPassage
from .scores import Scale, in_order, judged_scores, opposed, own_words, short_judgement
from .standing import issue_shares

__all__ = [
    "Bar",
    "Believed",
    "Cell",
    "Happening",
    "IssueRow",
    "IssueTable",
    "OfferMark",
    "Rule",
    "build_table",
]

Finder = Callable[[Iterable[Cite]], tuple[ShownPassage, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Value of an option for one party, as parts of 100 of its scale in the issue.

    Attributes
    ----------
    person : Person
    low, central, high : float
        From 0 for its worst score in the issue to 100 for its best.
    zero : float or None
        Where the value 0 lies, if it lies between them.
    level : bool
        All options are worth the same to the party, so that there is nothing to draw.
    text : str
        The judgement in figures; empty if the party gives no scores in this issue.
    """

    person: Person
    low: float
    central: float
    high: float
    zero: float | None
    level: bool
    text: str

    @property
    def solid(self) -> tuple[float, float]:
        """Start and width of what is certain: from the worst to the low end of the range."""
        return 0.0, self.low

    @property
    def band(self) -> tuple[float, float]:
        """Start and width of the range."""
        return self.low, self.high - self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMark:
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
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """One issue; `left` counts the steps of a range that are not shown.

    `opposed` says that, of two parties, the first does better to the left and the second to the right, with
    no step the other way.
    """

    title: str
    note: str
    weights: tuple[tuple[Person, str], ...]
    cells: tuple[Cell, ...]
    opposed: bool
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A red line or an impossible pattern in words; ``owner`` numbers the parties from 1, 0 is nobody."""

    owner: int
    person: Person | None
    words: str
    note: str
    passages: tuple[ShownPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One entry of the record; offers are numbered from 1."""

    place: int
    person: Person
    words: str
    terms: tuple[tuple[str, str], ...]
    open: str
    when: str
    note: str
    passages: tuple[ShownPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
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
    rules: tuple[Rule, ...]
    record: tuple[Happening, ...]
    beliefs: tuple[Believed, ...]

    @property
    def ordered(self) -> bool:
        """Whether one line above all rows can say for whom it is better on which side."""
        return bool(self.rows) and all(row.opposed for row in self.rows)

    @property
    def offers(self) -> tuple[Happening, ...]:
        """The numbered entries of the record."""
        return tuple(item for item in self.record if item.place)

    @property
    def marks(self) -> tuple[OfferMark, ...]:
        """All offers at their options."""
        return tuple(mark for row in self.rows for cell in row.cells for mark in cell.offers)


def _bars(case: Case, crowd: dict[str, Person], issue: str) -> dict[str, tuple[Bar, ...]]:
    """Bars of every option of an issue."""
    by_option: dict[str, list[Bar]] = {option: [] for option in case.issues[issue].options}
    for who, person in crowd.items():
        judged = judged_scores(case, who, issue)
        if judged is None:
            continue
        scale = Scale(judged)
        for option, (low, central, high, text) in judged.items():
            by_option[option].append(
                Bar(
                    person=person,
                    low=scale(low),
                    central=scale(central),
                    high=scale(high),
                    zero=scale(0.0) if scale.low < 0 < scale.high else None,
                    level=scale.flat,
                    text=text,
                )
            )
    return {option: tuple(bars) for option, bars in by_option.items()}


def _weights(answers: Answers, crowd: dict[str, Person], column: int) -> tuple[tuple[Person, str], ...]:
    """How much of each one's whole value hangs on an issue, in hundredths."""
    shares = issue_shares(answers)[:, column]
    found = []
    for index, person in enumerate(crowd.values()):
        polytope = answers.bounds.parties[index].weights
        share = float(shares[index])
        if answers.space.issues[column] not in answers.case.preferences[person.who].scores:
            found.append((person, "0"))
        elif polytope is None or polytope.exact:
            found.append((person, hundredths(share)))
        else:
            low, high = _ends(polytope, answers.space.issues[column])
            ends = hundredths(low / 100), hundredths(high / 100)
            within = f" ({ends[0]}–{ends[1]})" if ends[0] != ends[1] else ""
            found.append((person, f"{hundredths(share)}{within}"))
    return tuple(found)


def _ends(polytope: Weights, issue: str) -> tuple[float, float]:
    unit = np.zeros((1, len(polytope.names)))
    unit[0, polytope.names.index(issue)] = 100.0
    return abs(float(polytope.lowest(unit)[0])), float(polytope.highest(unit)[0])


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
            yield OfferMark(place=place, person=crowd[mark.who], open=left_open)


def _rows(answers: Answers, crowd: dict[str, Person], offers: Sequence[Mark]) -> tuple[IssueRow, ...]:
    case = answers.case
    rows = []
    for column, (issue, record) in enumerate(case.issues.items()):
        bars = _bars(case, crowd, issue)
        barred = _alone(case, case.impossible, issue)
        never = {who: _alone(case, case.preferences[who].red_lines, issue) for who in crowd}
        cells = []
        order = in_order(case, issue, {mark.deal[issue] for mark in offers if mark.filled})
        for option in order:
            settled = record.options[option]
            cells.append(
                Cell(
                    title=settled.title,
                    means=tuple(f"{judged} {unit_words(unit)}" for unit, judged in settled.means.items()),
                    bars=bars[option],
                    never=tuple(crowd[who] for who in crowd if option in never[who]),
                    impossible=option in barred,
                    offers=tuple(_marks(issue, option, offers, crowd)),
                    note=settled.note,
                )
            )
        weights = _weights(answers, crowd, column)
        left = len(record.options) - len(cells)
        rows.append(
            IssueRow(
                title=record.title,
                note=record.note,
                weights=weights,
                cells=tuple(cells),
                opposed=opposed(case, issue, order),
                left=left,
            )
        )
    return tuple(rows)


def _rules(case: Case, crowd: dict[str, Person], find: Finder) -> tuple[Rule, ...]:
    """Red lines and impossible patterns, impossible first; those of one issue too, for their notes."""
    owned: list[tuple[int, Person | None, Pattern]] = [(0, None, pattern) for pattern in case.impossible]
    for owner, (who, person) in enumerate(crowd.items(), start=1):
        owned += [(owner, person, pattern) for pattern in case.preferences[who].red_lines]
    return tuple(
        Rule(
            owner=owner,
            person=person,
            words=pattern_words(case, pattern),
            note=pattern.note,
            passages=find(pattern.cites),
        )
        for owner, person, pattern in owned
    )


def _record(case: Case, crowd: dict[str, Person], find: Finder) -> tuple[Happening, ...]:
    found, place = [], 0
    for event in case.record:
        offer = event.offer
        place += offer is not None
        terms = tuple((case.issue_label(i), case.option_label(i, o)) for i, o in (offer or {}).items())
        words = event.title or event.act or "offer"
        left_open = [case.issue_label(issue) for issue in case.issues if issue not in offer] if offer else []
        found.append(
            Happening(
                place=place if offer is not None else 0,
                person=crowd[event.by],
                words=words,
                terms=terms,
                open=titles_words(left_open),
                when=event.when,
                note=event.note,
                passages=find(event.cites),
            )
        )
    return tuple(found)


def _beliefs(case: Case, crowd: dict[str, Person]) -> tuple[Believed, ...]:
    """Beliefs that differ from the other's own judgement."""
    found = []
    for path, item in case.judgements():
        for who in case.everyone:
            for other in case.preferences[who].believes:
                prefix = f"preferences.{who}.believes.{other}."
                if not path.startswith(prefix):
                    continue
                place = path.removeprefix(prefix)
                named = place_of(case, path)
                believed = short_judgement(item) if isinstance(item, Judgement) else "an order"
                own = own_words(case, other, place)
                if believed != own or not isinstance(item, Judgement):
                    what = " → ".join(named.what) or named.kind
                    found.append(
                        Believed(person=crowd[who], other=crowd[other], what=what, believed=believed, own=own)
                    )
    return tuple(found)


def build_table(answers: Answers, find: Finder, offers: Sequence[Mark]) -> IssueTable:
    """Collect what the table shows.

    Parameters
    ----------
    answers : Answers
    find : callable
        Cites → passages.
    offers : sequence of Mark
        The offers on record as the picture shows them.

    Returns
    -------
    IssueTable
    """
    case = answers.case
    crowd = people(case)
    return IssueTable(
        people=tuple(crowd.values()),
        rows=_rows(answers, crowd, offers),
        rules=_rules(case, crowd, find),
        record=_record(case, crowd, find),
        beliefs=_beliefs(case, crowd),
    )
