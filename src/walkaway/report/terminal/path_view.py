"""``walkaway path`` in the terminal: the phases of a deal, and what would make each of them hold."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.path import CarriedOut
from ...case import Case
from ...case.titles import deal_words
from ...numbers import estimate, hundredths, percent
from ...printing import Grid, Line, Part
from ..language.people import introductions
from ..language.phrases import count, of_draws
from ..screens.how_to_keep_it import (
    MOST_ROWS,
    REMEDIES,
    backed_words,
    keeping_words,
    left_out_words,
    level_words,
    levels_words,
    look_words,
    move_words,
    no_way_words,
    slack_words,
    way_words,
)  # fmt: skip

__all__ = ["path_tables"]


def path_tables(case: Case, found: CarriedOut) -> Iterator[Part]:
    """How a deal is kept, for people."""
    yield f"{case.title}: {keeping_words(case, found)}"
    yield from filter(None, [introductions(case)])
    if found.deal:
        yield f"Deal: {deal_words(case, found.deal)}"
    if found.method.realisation == "draws" and found.schedule:
        yield f"It holds in {of_draws(found.probability, found.error)}; over all ranges: {found.certainty}."
    yield from filter(None, [backed_words(case, found)])
    if found.schedule:
        yield ""
        yield from _ladder(case, found)
    if found.safeguards:
        yield ""
        yield from _needs(case, found)
    if found.ways:
        yield ""
        yield _ways(case, found)
    if found.looks or found.inspections:
        yield ""
        yield from _inspections(case, found)
    if found.largest_step is not None:
        yield ""
        share = f"{hundredths(found.largest_step)} %"
        yield f"Largest step of an exchange without an end: {share} of what remains, in every phase."
    if found.proof and found.schedule:  # without one the proof is the answer
        yield ""
        yield f"Why: {found.proof}{'' if found.proof.endswith('.') else '.'}"
    if found.others:
        yield ""
        yield from _others(case, found)
    if found.assumed:
        yield ""
        yield "Assumed, as the case does not say:"
        for text in found.assumed:
            yield Line(f"  {text}", "dim")


def _ladder(case: Case, found: CarriedOut) -> Iterator[Part]:
    parties = tuple(found.schedule[0].slack)
    labels = tuple(map(case.label, parties))
    yield Grid(
        ("phase", "who does what", *labels),
        tuple(
            (
                str(phase.phase),
                "; ".join(move_words(case, phase)),
                *(slack_words(phase, who) for who in parties),
            )
            for phase in found.schedule[:MOST_ROWS]
        ),
        title="Slack: by how much each would rather keep than break",
        left=2,
    )
    yield from filter(None, [left_out_words(len(found.schedule), "phase")])
    yield ""
    risk = "; ".join(f"{case.label(who)} {estimate(at)}" for who, at in found.exposure.items())
    yield f"Most at risk in any phase, given minus got: {risk}."


def _needs(case: Case, found: CarriedOut) -> Iterator[Part]:
    remedies = [remedy for remedy in REMEDIES if any(remedy in item.needs for item in found.safeguards)]
    yield Grid(
        ("phase", "party", *(REMEDIES[remedy] for remedy in remedies)),
        tuple(
            (str(item.phase), case.label(item.party), *(level_words(item, remedy) for remedy in remedies))
            for item in found.safeguards[:MOST_ROWS]
        ),
        title=levels_words(remedies),
        left=2,
    )
    yield from filter(None, [left_out_words(len(found.safeguards), "step")])
    if not remedies:
        yield "No single safeguard would be enough at any of them."


def _ways(case: Case, found: CarriedOut) -> Part:
    if all(way.amount is None for way in found.ways):
        return no_way_words(case, found)
    priced = any(way.price is not None for way in found.ways)
    columns, scale = (3, " (prices on the case's own scale)") if priced else (2, "")
    return Grid(
        ("with", "how much", "price")[:columns], tuple(row[:columns] for row in way_words(case, found)),
        title=f"What would make all of it hold, each alone, cheapest first{scale}", left=2,
    )  # fmt: skip


def _inspections(case: Case, found: CarriedOut) -> Iterator[Part]:
    yield from look_words(case, found)
    for item in found.inspections[:MOST_ROWS]:
        if item.inspect is not None and item.needed > item.now:
            sites = f"{item.inspect} of {estimate(item.sites)} sites looked at"
            if not any(look.party == item.party for look in found.looks):
                sites = f"{item.inspect} sites looked at, if there were {estimate(item.sites)}"
            looks = f", or {count(item.looks, 'look')} like the one now" if item.looks else ""
            yield (
                f"Phase {item.phase}, {case.label(item.party)}: a breach must be seen in "
                f"{percent(item.needed)} of cases ({percent(item.now)} now): {sites}{looks}."
            )


def _others(case: Case, found: CarriedOut) -> Iterator[Part]:
    yield Grid(
        ("deal", "verdict", "phases", "holds in"),
        tuple(
            (deal_words(case, one.deal), one.verdict, str(one.phases), percent(one.probability))
            for one in found.others
        ),
        title="Other likely deals, kept less well", left=2,
    )  # fmt: skip
