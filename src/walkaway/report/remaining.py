"""What the last offer left on the table: deals better for one party and worse for none, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..analysis.answers import Answers
from ..analysis.improve.given_deal import given_deal
from ..analysis.improve.improve import asked_on_record, improvements
from ..analysis.improve.records import Improvement, Improvements
from ..case import Case
from ..case.accounts import applied_data
from ..case.titles import open_words
from ..errors import UsageError
from ..language import counted
from ..numbers import number, signed
from .phrases import count, figure, listed, of_draws, one_line, sentence
from .sample import Mark
from .table import Person, people

__all__ = ["Better", "Move", "Remaining", "build_left", "left_out_words"]

_SHOWN = 3
_CHANGES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One issue that changes, and what that alone is worth to each party."""

    issue: str
    before: str
    after: str
    gains: tuple[tuple[Person, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Better:
    """One deal that is better for somebody and worse for nobody."""

    title: str
    moves: tuple[Move, ...]
    gains: tuple[tuple[Person, str], ...]
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """The section.

    Attributes
    ----------
    place : str
        Number of the offer.
    by : Person
    open : str
        What the offer left open, and how it is shown; empty if nothing.
    sentences : tuple of str
    rows : tuple of Better
    found : Improvements
    """

    place: str
    by: Person
    open: str
    sentences: tuple[str, ...]
    rows: tuple[Better, ...]
    found: Improvements


def build_left(answers: Answers, offers: Sequence[Mark]) -> Remaining | None:
    """Look at the last offer on record.

    Parameters
    ----------
    answers : Answers
    offers : sequence of Mark
        As the picture shows them: open issues as their maker would like them.

    Returns
    -------
    Left or None
        None without offers, or where the last one cannot be carried out or has real ranges.
    """
    case, crowd = answers.case, people(answers.case)
    if not offers:
        return None
    mark = offers[-1]
    try:
        given = given_deal(answers.space, answers.bounds.values, mark.deal, answers.bounds)
    except UsageError:  # an offer that nobody can carry out, or a real range
        return None
    drawn = None if answers.exact else answers.drawn
    made = improvements(
        given, answers.frontier, drawn,
        changes=_CHANGES, most=10, tolerance=0.02, asked=asked_on_record(case, mark.deal),
    )  # fmt: skip
    found = replace(made, open=mark.open, accounts=tuple(applied_data(case)))
    return Remaining(
        place=mark.name,
        by=crowd[mark.who],
        open=one_line(open_words(case, mark.deal, mark.open, mark.who)),
        sentences=tuple(_sentences(found, case)),
        rows=tuple(_rows(case, found, crowd)),
        found=found,
    )


def left_out_words(found: Improvements, case: Case) -> str:
    """Which better deals are left out because they are refused; empty if none are.

    Parameters
    ----------
    found : Improvements
    case : Case
    """
    if not found.left_out:
        return ""
    names = listed(map(case.label, found.refusing))
    return f"left out, though better for the parties: {counted(found.left_out, 'deal')} refused by {names}"


def _sentences(found: Improvements, case: Case) -> Iterable[str]:
    settled, rows = found.settlement, found.settlement.efficient
    left = left_out_words(found, case)
    if not rows:
        which = "that all needed would sign" if left else "within the red lines"
        yield f"No deal {which} is better for one party without being worse for another"
        if left:
            yield sentence(left)[:-1]
        return
    some = "Some deals are" if found.dominated_by is None else _deals(found.dominated_by)
    efficient = f"{count(rows, 'value')} among them {_are(rows)} efficient"
    yield f"{some} better for somebody and worse for nobody; {efficient}"
    if left:
        yield sentence(left)[:-1]
    if not settled.reaching:
        yield "None is worth as much to every party as walking away: better offers, but no deal yet"
    else:
        reach = "all" if settled.reaching == rows else figure(settled.reaching)
        yield f"Of the efficient ones {reach} would leave every party at least as well off as walking away"
    away = number(found.measures.distance or 0.0)
    yield f"The offer lies {away} from the frontier, where 1 is all that a party has at stake on it"


def _deals(amount: int) -> str:
    return sentence(f"{count(amount, 'deal')} {_are(amount)}")[:-1]


def _are(amount: int) -> str:
    return "is" if amount == 1 else "are"


def _rows(case: Case, found: Improvements, crowd: dict[str, Person]) -> Iterable[Better]:
    """The cheapest improvements, then the Nash solution that starts from the offer."""
    shown = list(found.cheapest[:_SHOWN])
    for item in shown:
        yield _better(case, item, crowd, f"{sentence(count(len(item.changes), 'change'))[:-1]}", found.open)
    nash = found.settlement.solutions["nash"]
    if nash is not None and nash.changes and nash.deal not in [item.deal for item in shown]:
        yield _better(case, nash, crowd, "Nash from here", found.open)


def _better(
    case: Case, item: Improvement, crowd: dict[str, Person], title: str, left_open: tuple[str, ...]
) -> Better:
    return Better(
        title=title,
        moves=tuple(
            Move(
                issue=case.issue_label(change.issue),
                before=case.option_label(change.issue, change.before)
                + (" (left open)" if change.issue in left_open else ""),
                after=case.option_label(change.issue, change.after),
                gains=_gains(change.gains, crowd),
            )
            for change in item.changes
        ),
        gains=_gains(item.gains, crowd),
        share="" if item.share is None or item.error is None else of_draws(item.share, item.error),
    )


def _gains(gains: dict[str, float], crowd: dict[str, Person]) -> tuple[tuple[Person, str], ...]:
    return tuple((crowd[who], f"{signed(number(gain))}") for who, gain in gains.items())
