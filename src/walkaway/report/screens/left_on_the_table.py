"""What the last offer, or the deal signed, left on the table: better for one and worse for none, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...analysis.answers import Answers
from ...analysis.improve.given_deal import given_deal
from ...analysis.improve.improve import improvements
from ...analysis.improve.offers import asked_on_record
from ...analysis.improve.records import Improvement, Improvements
from ...analysis.why.signed import Signed
from ...case import Case
from ...case.accounts import applied_data
from ...case.titles import open_words
from ...errors import UsageError
from ...language import counted
from ...numbers import number, signed
from ..charts.sample import Mark
from ..language.people import Person, people
from ..language.phrases import count, figure, listed, of_draws, one_line, sentence

__all__ = ["Better", "Move", "Remaining", "build_left", "left_out_words", "refused_words"]

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
    what : str
        ``the last offer`` or ``the deal that was signed``.
    place : str
        Number of the offer; empty of a deal that no offer on record names.
    by : Person
        Whose terms they are.
    open : str
        What they leave open, and how it is shown; empty if nothing.
    sentences : tuple of str
    rows : tuple of Better
    found : Improvements
    """

    what: str
    place: str
    by: Person
    open: str
    sentences: tuple[str, ...]
    rows: tuple[Better, ...]
    found: Improvements


def build_left(answers: Answers, offers: Sequence[Mark], signed: Signed | None = None) -> Remaining | None:
    """Look at the last offer on record, or at the deal in which it ends.

    Parameters
    ----------
    answers : Answers
    offers : sequence of Mark
        As the picture shows them: open issues as their maker would like them.
    signed : Signed, optional

    Returns
    -------
    Remaining or None
        None without offers, where a deal was signed that the record does not tell, and where the terms cannot
        be carried out.
    """
    case, crowd = answers.case, people(answers.case)
    terms = _terms(offers, signed)
    if terms is None:
        return None
    try:
        given = given_deal(answers.space, answers.bounds.values, terms.deal, answers.bounds)
    except UsageError:  # an offer that nobody can carry out
        return None
    drawn = None if answers.exact else answers.drawn
    made = improvements(
        given, answers.frontier, drawn,
        changes=_CHANGES, most=10, tolerance=0.02, asked=asked_on_record(case, terms.deal),
    )  # fmt: skip
    found = replace(made, open=terms.open, accounts=tuple(applied_data(case)))
    return Remaining(
        what="the last offer" if signed is None else "the deal that was signed",
        place=terms.place,
        by=crowd[terms.by],
        open=one_line(open_words(case, terms.deal, terms.open, terms.by)),
        sentences=tuple(_sentences(found, case, "offer" if signed is None else "deal")),
        rows=tuple(_rows(case, found, crowd)),
        found=found,
    )


def left_out_words(found: Improvements | Signed, case: Case) -> str:
    """Which better deals are left out because they are refused; empty if none are.

    Parameters
    ----------
    found : Improvements or Signed
    case : Case
    """
    if not found.left_out:
        return ""
    names = listed(map(case.label, found.refusing))
    return f"left out, though better for the parties: {counted(found.left_out, 'deal')} refused by {names}"


def refused_words(found: Improvements, case: Case) -> tuple[str, ...]:
    """What speaks against a deal as it stands: red lines that it crosses, and who would rather walk away.

    Parameters
    ----------
    found : Improvements
    case : Case
    """
    lines, less = (listed(map(case.label, names)) for names in (found.refused_by, found.unwilling))
    return tuple(
        text
        for text in (
            lines and f"the deal crosses a red line of {lines}",
            less and f"{less} would rather walk away",
        )
        if text
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """What is looked at."""

    deal: dict[str, str]
    open: tuple[str, ...]
    by: str
    place: str


def _terms(offers: Sequence[Mark], signed: Signed | None) -> _Terms | None:
    """The deal that was signed; without one the last offer."""
    if signed is not None:
        place = "" if signed.offer is None else str(signed.offer)
        found = _Terms(deal=signed.deal, open=signed.open, by=signed.maker, place=place)
        return found if signed.deal else None
    if not offers:
        return None
    mark = offers[-1]
    return _Terms(deal=mark.deal, open=mark.open, by=mark.who, place=mark.name)


def _sentences(found: Improvements, case: Case, what: str) -> Iterable[str]:
    settled, rows = found.settlement, found.settlement.efficient
    left = left_out_words(found, case)
    yield from (sentence(text)[:-1] for text in refused_words(found, case))
    if found.efficient is None:
        yield "Whether a deal is better for one party without being worse for another is out of reach"
        return
    if rows is None:
        some = "Some deals are" if found.dominated_by is None else _deals(found.dominated_by)
        yield f"{some} better for somebody and worse for nobody; which of them are efficient is out of reach"
        return
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
    if found.measures.distance is not None:
        away = number(found.measures.distance)
        yield f"The {what} lies {away} from the frontier, where 1 is all that a party has at stake on it"


def _deals(amount: int) -> str:
    return sentence(f"{count(amount, 'deal')} {_are(amount)}")[:-1]


def _are(amount: int) -> str:
    return "is" if amount == 1 else "are"


def _rows(case: Case, found: Improvements, crowd: dict[str, Person]) -> Iterable[Better]:
    """The cheapest improvements, then the Nash solution that starts from the offer."""
    shown = list(found.cheapest[:_SHOWN])
    for item in shown:
        yield _better(case, item, crowd, f"{sentence(count(len(item.changes), 'change'))[:-1]}", found.open)
    nash = found.settlement.solutions.get("nash")
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
