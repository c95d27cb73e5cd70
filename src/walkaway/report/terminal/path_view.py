"""``walkaway path`` in the terminal: the phases of a deal, and what would make each of them hold."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.path import CarriedOut
from ...case import Case
from ...case.titles import deal_words
from ...numbers import estimate, hundredths, percent
from ...printing import Grid, Line, Part
from ..language.people import introductions
from ..language.phrases import count
from ..screens.how_to_keep_it import MOST_ROWS, KeepingScreen, kept_so


def path_tables(case: Case, found: CarriedOut) -> Iterator[Part]:
    """How a deal is kept, for people."""
    told = kept_so(case, found)
    yield f"{case.title}: {told.words}"
    yield from introductions(case)
    if found.deal:
        yield f"Deal: {told.deal}"
    yield from filter(None, [told.chance, told.backed])
    if found.schedule:
        yield ""
        yield from _ladder(case, told, found)
    if found.safeguards:
        yield ""
        yield from _needs(told)
    if found.ways:
        yield ""
        yield _ways(told)
    if found.looks or found.inspections:
        yield ""
        yield from told.looks
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


def _ladder(case: Case, told: KeepingScreen, found: CarriedOut) -> Iterator[Part]:
    labels = (person.label for person in told.parties)
    yield Grid(
        ("phase", "who does what", *labels),
        tuple((str(rung.phase), "; ".join(rung.moves), *rung.slack) for rung in told.rungs),
        title="Slack: by how much each would rather keep than break",
        left=2,
    )
    yield from filter(None, [told.left_out])
    yield ""
    risk = "; ".join(f"{case.label(who)} {estimate(at)}" for who, at in found.exposure.items())
    yield f"Most at risk in any phase, given minus got: {risk}."


def _needs(told: KeepingScreen) -> Iterator[Part]:
    rows = tuple((phase, party, *levels) for phase, party, levels in told.needs)
    yield Grid(("phase", "party", *told.remedies), rows, title=told.levels, left=2)
    yield from filter(None, [told.needs_left_out])
    if not told.remedies:
        yield "No single safeguard would be enough at any of them."


def _ways(told: KeepingScreen) -> Part:
    if told.no_way:
        return told.no_way
    columns, scale = (3, " (prices on the case's own scale)") if told.priced else (2, "")
    return Grid(
        ("with", "how much", "price")[:columns], tuple(row[:columns] for row in told.ways),
        title=f"What would make all of it hold, each alone, cheapest first{scale}", left=2,
    )  # fmt: skip


def _inspections(case: Case, found: CarriedOut) -> Iterator[Part]:
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
