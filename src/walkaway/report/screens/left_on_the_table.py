"""What the last offer, or the deal signed, left on the table: better for one and worse for none, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...analysis.answers import Answers
from ...analysis.improve.given_deal import Reaches, given_deal
from ...analysis.improve.improve import improvements
from ...analysis.improve.improvements import Improvement, Improvements
from ...analysis.improve.offers import asked_on_record
from ...analysis.why.signed import Signed
from ...case import Case
from ...case.accounts import applied_data
from ...case.titles import open_words
from ...errors import UsageError
from ...numbers import estimate
from ..charts.sample import Mark
from ..language.people import Person, people
from ..language.phrases import are, capital, count, figure, figures, listed, one_line

_NASH = "Nash from here"
_SHOWN = 3
_CHANGES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """The section: whose terms are looked at, what they leave open, and deals that are better for somebody.

    ``what`` is *the last offer* or *the deal that was signed*; ``place`` the number of the offer, if any.
    """

    what: str
    place: str
    by: Person
    open: str
    sentences: tuple[str, ...]
    rows: tuple[tuple[str, Improvement], ...]
    found: Improvements

    @property
    def nash(self) -> bool:
        """Whether a row is the Nash solution from these terms on."""
        return any(title == _NASH for title, _ in self.rows)


def build_left(
    answers: Answers,
    offers: Sequence[Mark],
    signed: Signed | None = None,
    reaches: Reaches = Reaches(),  # noqa: B008 - never changed
) -> Remaining | None:
    """Look at the deal in which the record ends, or at the last offer, as the picture shows it.

    None without offers, where a deal was signed that the record does not tell, and where the terms cannot be
    carried out.
    """
    case, crowd = answers.case, people(answers.case)
    if signed is not None:
        deal, left_open, by = dict(signed.deal), signed.open, signed.maker
        place = "" if signed.offer is None else str(signed.offer)
    elif offers:
        mark = offers[-1]
        deal, left_open, by, place = dict(mark.deal), mark.open, mark.who, mark.name
    else:
        return None
    if not deal:
        return None
    try:
        given = given_deal(answers.space, answers.bounds.values, deal, answers.bounds, reaches)
    except UsageError:  # an offer that nobody can carry out
        return None
    made = improvements(
        given, answers.frontier, None if answers.exact else answers.drawn,
        changes=_CHANGES, most=10, tolerance=0.02, asked=asked_on_record(case, deal),
    )  # fmt: skip
    found = replace(made, open=left_open, accounts=tuple(applied_data(case)))
    return Remaining(
        what="the last offer" if signed is None else "the deal that was signed",
        place=place,
        by=crowd[by],
        open=one_line(open_words(case, deal, left_open, by)),
        sentences=tuple(_sentences(found, case, signed=signed is not None)),
        rows=tuple(_rows(found)),
        found=found,
    )


def left_out_words(found: Improvements | Signed, case: Case) -> str:
    """Which better deals are left out because they are refused; empty if none are."""
    if not found.left_out:
        return ""
    names = listed(map(case.label, found.refusing))
    return f"left out, though better for the parties: {figures(found.left_out, 'deal')} refused by {names}"


def would_sign_words(found: Improvements) -> str:
    """How many better deals would be signed, where improvements are told of these alone; empty if not."""
    many, would = found.dominated_by, found.would_pass
    alone = not any(item.refused_by for item in found.cheapest)
    if not many or not would or would == many or not found.cheapest or not alone:
        return ""
    return (
        f"of these {figures(would, 'deal')} would be signed; the cheapest improvements are told of such alone"
    )


def nothing_better_words(found: Improvements | Signed) -> str:
    """That no deal which can be had betters the given one."""
    which = "that all needed would sign" if found.left_out else "within the red lines"
    return f"no deal {which} is better for one party without being worse for another"


def refused_words(found: Improvements, case: Case, *, signed: bool = False) -> tuple[str, ...]:
    """What speaks against a deal as it stands: red lines that it crosses, and who would rather walk away.

    Of one that was signed nobody says that it would not be.
    """
    lines, less = (listed(map(case.label, names)) for names in (found.refused_by, found.unwilling))
    end = "; it would be signed all the same" if found.passes else ", so it would not be signed"
    walk = f"{less} would rather walk away{end}" if less else ""
    if less and signed:
        walk = f"as judged, {less} would rather have walked away; it was signed all the same"
    texts = (lines and f"the deal crosses a red line of {lines}", walk)
    return tuple(filter(None, texts))


def _sentences(found: Improvements, case: Case, *, signed: bool) -> Iterable[str]:
    settled, rows = found.settlement, found.settlement.efficient
    left = capital(left_out_words(found, case))
    yield from map(capital, refused_words(found, case, signed=signed))
    if found.efficient is None and found.dominated_by != 0:
        yield "Whether a deal is better for one party without being worse for another is out of reach"
        return
    many = found.dominated_by
    some = "Some deals are" if many is None else capital(f"{count(many, 'deal')} {are(many)}")
    if rows is None:
        yield f"{some} better for somebody and worse for nobody; which of them are efficient is out of reach"
        return
    if not rows:
        yield capital(nothing_better_words(found))
    else:
        efficient = f"{count(rows, 'value')} among them {are(rows)} efficient"
        yield f"{some} better for somebody and worse for nobody; {efficient}"
        yield from filter(None, [capital(would_sign_words(found))])
    if left:
        yield left
    if not rows:
        return
    if not settled.reaching:
        yet = "" if signed else ": better offers, but no deal yet"
        yield f"None is worth as much to every party as walking away{yet}"
    else:
        reach = "all" if settled.reaching == rows else figure(settled.reaching)
        would = "would have left" if signed else "would leave"
        yield f"Of the efficient ones {reach} {would} every party at least as well off as walking away"
    if found.measures.distance is not None:
        away = estimate(found.measures.distance)
        what = "deal" if signed else "offer"
        yield f"The {what} lies {away} from the frontier, where 1 is all that a party has at stake on it"


def _rows(found: Improvements) -> Iterable[tuple[str, Improvement]]:
    """The cheapest improvements, then the Nash solution that starts from the offer."""
    shown = found.cheapest[:_SHOWN]
    for item in shown:
        yield capital(count(len(item.changes), "change")), item
    nash = found.settlement.solutions.get("nash")
    if nash is not None and nash.changes and nash.deal not in [item.deal for item in shown]:
        yield _NASH, nash
