"""What would open a zone, as sheets: changes, beliefs, and what a mediator could propose."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.bridges import Bridges
from ...case import Case
from ...case.titles import deal_words
from ...language import listed
from ...spreadsheet import Table, sheets_named
from .cells import issue_heads, labels, numbers_of, of_each, terms_of


@sheets_named("Bridges", "Not enough", "Beliefs", "Proposals", "Single text")
def bridge_sheets(case: Case, found: Bridges) -> Iterator[Table]:
    """Changes that are enough, cheapest first, those that are not, and the mediator's deals."""
    who = tuple(found.reach)
    yield (
        [
            "kind", "change", "paid by", "share of reach", "probability", "error",
            *labels(case, who, ": cost"), "deal accepted", "deal that it opens",
        ],
        (
            [
                one.kind, one.title, case.label(one.payer),
                *numbers_of([one.share, one.probability, one.error]), *of_each(who, one.costs),
                *numbers_of([one.acceptability]), deal_words(one.case, one.deal),  # with what it adds
            ]
            for one in found.found
        ),
    )  # fmt: skip
    yield (
        ["kind", "whose", "change", "probability at most"],
        ([one.kind, case.label(one.who), one.title, *numbers_of([one.most])] for one in found.out_of_reach),
    )
    yield _beliefs(case, found)
    yield from _proposed(case, found)


def _beliefs(case: Case, found: Bridges) -> Table:
    return (
        [
            "who", "about", "believes", "would have to believe", "walk-away", "gives up", "share of reach",
            "asks for", "would ask for",
        ],
        (
            [
                case.label(one.who), case.label(one.about),
                *numbers_of([one.believed, one.needed, one.own, one.cost, one.share]),
                deal_words(case, one.asks), deal_words(case, one.would_ask),
            ]
            for one in found.beliefs
        ),
    )  # fmt: skip


def _proposed(case: Case, found: Bridges) -> Iterator[Table]:
    """The deals for a mediator: proposals, and texts close to the last offers."""
    who, issues = tuple(found.reach), issue_heads(case)
    yield (
        [
            "proposal", "acceptability", "error", "at 2.5 %", "at 97.5 %", "fairness",
            *labels(case, who, ": share of its most"), *labels(case, who, ": walk-away lower by"), *issues,
        ],
        (
            [
                rank, *numbers_of([one.acceptability, one.error, *one.interval, one.fairness]),
                *of_each(who, one.gains), *of_each(who, one.lifts), *terms_of(case, one.deal),
            ]
            for rank, one in enumerate(found.proposals, 1)
        ),
    )  # fmt: skip
    yield ["departures", "on", "acceptability", "error", *issues], (
        [
            one.departures, listed(map(case.issue_label, one.changed)) or None,
            *numbers_of([one.acceptability, one.error]), *terms_of(case, one.deal),
        ]
        for one in (() if found.one_text is None else found.one_text.texts)
    )  # fmt: skip
