"""The first printed side: the whole answer for a reader who reads nothing else, without a technical word.

Verdict and how likely it is, one deal in full, the reason, what would open it, what to find out, and what it
all rests on. Every sentence is a shorter telling of a section behind it; but for the ends of scales no number
stands here that does not stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...analysis.answers import Answers
from ...analysis.bridges import Bridge
from ...analysis.misplaced_beliefs import extent
from ...analysis.sensitivity.flips import Flip
from ...analysis.sensitivity.tornado import Swing
from ...analysis.signing import signed_words
from ...analysis.why.diagnosis import Diagnosis, Explanation
from ...analysis.why.in_words import likely_of
from ...analysis.why.signed import Signed
from ...case import Case
from ...case.accounts import applied_words
from ...case.titles import amount_words, owner_of, phrase_of, scale_of, unit_of
from ...language import in_quotes
from ...numbers import estimates, number, numbers, percent
from ..language.likelihood import as_judged, likely_words, more_consent
from ..language.phrases import capital, count, figure, listed, one_line, sentence
from ..language.rules import who_signs
from ..language.tense import tense
from .bottom_line import ground_words, level_words, nearest_words, others_words, verdict_words
from .least_willing import counts_words, unstated_words, whose_consent
from .open_accounts import open_words, what_accounts_change
from .tell_apart import near_words, refusing
from .what_to_find_out import FOUND_ONLY, flip_side
from .what_would_open_it import pays_alone, safeguard_words, short_words
from .why_no_deal import short_name

if TYPE_CHECKING:
    from ..brief import Brief
    from .what_was_signed import SignedDeal

_THREE, _LISTED, _MUCH = 3, 200_000, 0.1
_BESIDE, _ABOVE, _LINES = (17, 19), 48, 26
_DEAL_LINE, _OTHER_LINE = 44, 56
"""Letters that a line of issue and option has beside the rest, or above it; lines that have room; and
letters of a line of text in either column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSide:
    """The first side; a list is empty where there is nothing to say."""

    verdict: str
    measure: str  # what the number of the verdict measures; empty where there is none
    deal: str  # what is said of the deal
    terms: tuple[tuple[str, str], ...]  # that deal: titles of issue and option
    crowded: str  # how much room these need: nothing, ``crowded`` or ``packed``
    reason: tuple[str, ...]
    opening: str  # what the changes do; empty where a deal was signed and needs none
    changes: tuple[tuple[str, str], ...]  # what would open it, and what that costs
    find_out: tuple[str, ...]
    scales: str  # from where to where the numbers of what is to be found out run
    rests_on: tuple[str, ...]

    @property
    def rests_below(self) -> bool:
        """Whether what it rests on stands below the deal: where the other column is the longer one."""
        other = [*self.reason, self.opening, *map(" ".join, self.changes), *self.find_out, self.scales]
        heads = 3 * (bool(self.reason) + bool(self.opening) + 1)
        left = 2 + _lines_in([self.deal], _DEAL_LINE) + _lines_beside(self.terms)
        return not self.crowded and bool(self.terms) and heads + _lines_in(other, _OTHER_LINE) > left


def build_first_side(brief: Brief) -> FirstSide:
    """Tell the answer of a brief on one side."""
    answers, case, signed = brief.answers, brief.case, brief.signed
    written = signed.found.deal if signed is not None else {}
    chosen = written or (answers.likely.deals[0].deal if answers.likely.deals else {})
    terms = tuple(
        (one_line(case.issue_label(i)), one_line(case.option_label(i, o))) for i, o in chosen.items()
    )
    return FirstSide(
        verdict=one_line(signed_words(case)) or _verdict(answers),
        measure=_measure(answers),
        deal=_shown_deal(answers)
        if signed is None
        else _signed_deal(case, signed)
        if written
        else _untold(brief),
        terms=terms,
        crowded=_crowded(terms),
        reason=tuple(filter(None, _reason(brief))),
        opening="" if signed is not None and not brief.bridges.needed else _opening(brief),
        changes=tuple(_changes(brief)),
        find_out=(*what_accounts_change(case, brief.sensitivity), *_find_out(brief)),
        scales=_scales(brief),
        rests_on=tuple(
            filter(
                None,
                (
                    *(f"Taken as true: {words}." for words in applied_words(case)),
                    *open_words(case),
                    unstated_words(answers),
                    ground_words(answers, brief.ledger),
                ),
            )
        ),
    )


def _lines_in(texts: Iterable[str], room: int) -> int:
    return sum(-(-len(text) // room) for text in texts)


def _lines_beside(terms: Sequence[tuple[str, str]]) -> int:
    return sum(max(-(-len(text) // room) for text, room in zip(row, _BESIDE, strict=True)) for row in terms)


def _crowded(terms: Sequence[tuple[str, str]]) -> str:
    """How the terms of a deal fit on the side: beside the rest, above it, or above it in small type."""
    beside = _lines_beside(terms)
    above = sum(max(-(-len(text) // _ABOVE) for text in row) for row in terms)
    return "" if beside <= _LINES else "crowded" if above <= _LINES else "crowded packed"


def _likely(answers: Answers) -> bool:
    """Whether the verdict is a likelihood."""
    zone = answers.zone
    return zone.verdict == "possible" and not answers.exact and zone.everyone.probability > 0


def _verdict(answers: Answers) -> str:
    zone = answers.zone
    if zone.verdict == "possible" and not (answers.exact or zone.everyone.probability):
        is_ = tense(answers.case)("is", "was")
        return f"A deal {is_} all but out of reach: it cannot be ruled out, but as judged there {is_} none."
    if not _likely(answers):
        return verdict_words(answers)
    share = zone.everyone.probability
    is_ = tense(answers.case)("is", "was")
    return f"A deal {is_} {likely_words(share)}: {as_judged(share)}, as judged."


def _measure(answers: Answers) -> str:
    if not _likely(answers) or signed_words(answers.case):  # no number stands above it then
        return ""
    return (
        f"Of all the ways in which the judgements of this case could turn out, that is the share in which "
        f"{who_signs(answers)} would sign at least one deal. It measures the judgements, not the world."
    )


def _signed_deal(case: Case, signed: SignedDeal) -> str:
    """That it was signed, who was better off with it as judged, and whether something was left."""
    found = signed.found
    told = "This one was signed." if not signed.open else f"This one was signed. {signed.open}"
    told += f" As judged, {_well_off(case, found)}."
    if found.efficient:
        return f"{told} Nothing was left on the table."
    if found.dominated_by:
        more = f"{count(found.dominated_by, 'deal')} {'is' if found.dominated_by == 1 else 'are'}"
        return f"{told} Something was left on the table: {more} better for somebody and worse for nobody."
    return told


def _well_off(case: Case, found: Signed) -> str:
    """That all who were needed did well with what was signed, or who did not."""
    if found.passes:
        return "everyone whose consent was needed did as well with it as by walking away, or better"
    lines = listed(one_line(case.label(who)) for who in found.refused_by)
    worse = (who for who, margin in found.margins.items() if margin < 0 and who not in found.refused_by)
    less = listed(one_line(case.label(who)) for who in worse)
    parts = (
        less and f"{less} would have done better by walking away",
        lines and f"it crosses a red line of {lines}",
    )
    return ", and ".join(filter(None, parts))


def _untold(brief: Brief) -> str:
    """Why the deal that was signed is not the one shown, and what that one is."""
    why = "" if brief.signed is None else sentence(one_line(brief.signed.found.untold))
    return f"{why} {_deal(brief.answers)}".strip()


def _shown_deal(answers: Answers) -> str:
    """What is said of the deal shown, and what could stand in it as well."""
    near = near_words(answers, answers.likely.deals[0]) if answers.likely.deals else ""
    return f"{_deal(answers)} {near}".strip()


def _deal(answers: Answers) -> str:
    """How likely the deal shown is to be signed, and how it stands to others."""
    likely = answers.likely
    if not likely.deals:
        return ""
    best, told = likely.deals[0], tense(answers.case)
    if answers.exact or best.verdict == "certain":
        passing = answers.zone.everyone.certain
        if best.verdict == "impossible":
            return f"This one comes nearest: {nearest_words(answers)}."
        would = told("would be signed", "would have been signed")
        surely = f"that {would}" + ("" if answers.exact else " however the judgements turn out")
        possible = answers.zone.everyone.possible
        more = 0 if answers.exact or passing is None or possible is None else possible - passing
        others = f"; {figure(more)} more might {told('be', 'have been')}" if more else ""
        if passing == 1:
            return f"This is the one deal {surely}{others}.{_without(answers)}"
        many = "" if passing is None else f", of {figure(passing)} {surely},"
        most = f"does most for {_whom(answers)}{others and f'{others} signed'}"
        return f"This one{many} {most}.{_without(answers)}"
    if best.acceptability == 0:
        return f"This one comes nearest; as judged it would not {told('be', 'have been')} signed."
    chance = f"{as_judged(best.acceptability)}, as judged"
    if likely.level_with_best == 1:
        return f"This one {told('is', 'was')} the most likely to be signed: {chance}.{_without(answers)}"
    return (
        f"{capital(level_words(answers))} {told('are', 'were')} about equally likely to be signed; this "
        f"one of them does most on average for {_whom(answers)}: {chance}.{_without(answers)}"
    )


def _whom(answers: Answers) -> str:
    """For whom the deal shown does most, and how many others do as much."""
    quota, ties = not answers.space.votes.unanimous, answers.likely.ties
    also = f", as {others_words(answers)} {'does' if ties == 1 else 'do'}" if ties else ""
    return f"whoever gains least{' of those whose consent carries it' if quota else ''}{also}"


def _without(answers: Answers) -> str:
    """Who would not sign the deal shown, where it does not need them."""
    if not (names := refusing(answers, answers.likely.deals[0])):
        return ""
    most = "" if answers.exact else "most likely "
    told = tense(answers.case)
    return f" It {told(f'would {most}be signed', f'would {most}have been signed')} without {listed(names)}."


def _reason(brief: Brief) -> Iterator[str]:
    """Why there was none, or what decides; and which explanation the record supports."""
    answers, case = brief.answers, brief.case
    zone, space = answers.zone, answers.space
    if signed_words(case):  # that stands above, in place of the verdict
        measures = " The number measures the judgements, not the world." if _likely(answers) else ""
        yield f"{_verdict(answers)}{measures}"
    alone, all_of_them = zone.parties_alone.probability, zone.everyone.probability
    if _likely(answers) and len(space.who) > space.parties and alone - all_of_them >= 0.05:
        most = _most_in_the_way(brief)
        is_, make = ("was", "made") if signed_words(case) else ("is", "make")
        yield (
            f"Between the parties alone a deal {is_} {likely_words(alone)} ({as_judged(alone)}); those who "
            f"must also accept {make} {more_consent(alone)}{most}."
        )
    elif _likely(answers) and all_of_them < 1:
        yield whose_consent(answers)
    if zone.verdict == "impossible":
        yield counts_words(answers)
    if (found := brief.diagnosis) is not None and found.order:
        yield _supported(found)


def _supported(found: Diagnosis) -> str:
    """Which explanation the record supports best, or that the case is too vague to tell."""

    def name(item: Explanation) -> str:
        return one_line(short_name(item)).lower()

    def explained(item: Explanation) -> str:
        return f"{name(item)} ({one_line(item.title.partition(': ')[2] or item.title)})"

    if found.leading is not None:
        return f"What the record supports best: {explained(found.explanations[found.leading])}."
    if not (likely := likely_of(found.order, found.explanations)):
        return "The case does not tell why there was no deal."
    exact = found.method.exact
    named = (
        explained(item) + ("" if exact else f", {as_judged(item.tested.probability)}") for item in likely
    )
    overlap = "; they overlap, and stand in the order of the evidence" if len(likely) > 1 else ""
    return (
        f"The case is too vague to tell why there was no deal. Best supported: {'; '.join(named)}{overlap}."
    )


def _most_in_the_way(brief: Brief) -> str:
    """The ratifier without whom there would most often be a deal, where the diagnosis tells."""
    found = brief.diagnosis
    parts = found.explanations["ratification"].parts if found is not None and found.explanations else ()
    return f", {one_line(brief.case.label(parts[0].by))} most of all" if parts else ""


def _opening(brief: Brief) -> str:
    found = brief.bridges
    if not found.needed:
        if _likely(brief.answers):
            return f"A deal is {likely_words(brief.bridges.probability)} as things are; that needs no change."
        return "Nothing has to change for a deal to be there."
    if not found.found:
        return "No single change that was tried is enough by itself."
    many, told = "This" if len(found.found) == 1 else "Each of these", tense(brief.case)
    if found.method.realisation == "exact":
        return f"{many} would by itself {told('let a deal pass', 'have let a deal pass')}."
    if likely_words(found.probability) != likely_words(found.target):
        return f"{many} would by itself {told('make', 'have made')} a deal {likely_words(found.target)}."
    before, after = as_judged(found.probability), as_judged(found.target)
    lifts = "to one half of all ways" if before == after else f"from {before} to {after}"
    much = told("lifts how likely a deal is", "would have lifted how likely a deal was")
    return f"{many} by itself {much}, {lifts}."


def _changes(brief: Brief) -> Iterator[tuple[str, str]]:
    """The cheapest change of each kind, three at most, and what it costs."""
    case = brief.case
    cheapest = {item.kind: item for item in reversed(brief.bridges.found)}
    for item in sorted(cheapest.values(), key=brief.bridges.found.index)[:_THREE]:
        share = "less than 1 %" if 0 < item.share < 0.01 else percent(item.share)
        if not pays_alone(item):
            less = "a little less" if item.share < _MUCH else "less"
            yield f"Everybody settles for {less}.", f"Each gives up {share} of what is at stake for it."
        else:
            costs = f"Costs {one_line(case.label(item.payer))} {share} of what it has at stake."
            # what a payment is worth on two scales, and how much a clause spares, is told behind
            what = {"payment": short_words, "clause": safeguard_words}.get(item.kind, _whole)(case, item)
            yield sentence(what), costs if item.share else "Costs nobody anything."


def _whole(_: Case, item: Bridge) -> str:
    return one_line(item.title)


def _told(brief: Brief) -> Sequence[Swing | Flip]:
    """The judgements to find out first, three at most."""
    found = brief.sensitivity
    if found.method.exact:
        return [flip for flip in found.flips if flip.at is not None][:_THREE]
    return [swing for swing in found.swings if abs(swing.zone.swing) > 2 * swing.zone.swing_error][:_THREE]


def _scales(brief: Brief) -> str:
    """From where to where all deals run for those on whose scales the judgements to find out count."""
    case, bounds = brief.case, brief.answers.bounds
    owners = dict.fromkeys(owner_of(case, one.path) for one in _told(brief) if scale_of(case, one.path))
    told: dict[tuple[str, str], list[str]] = {}
    for who in filter(bounds.space.who.count, owners):
        ends = extent(bounds, bounds.space.who.index(who), _LISTED)
        low, high = (numbers if brief.answers.exact else estimates)(ends)
        scale = case.preferences[who].scale
        counts = bool(unit_of(scale))
        reach = f"from {low} to {amount_words(scale, high) if counts else high}"
        named = "" if counts else f", whose scale is {in_quotes(one_line(scale))}"
        told.setdefault((reach, named), []).append(one_line(case.label(who)))
    reaches = listed(f"{reach} for {listed(names)}{named}" for (reach, named), names in told.items())
    return f"On each side’s own scale, all deals together run {reaches}." if told else ""


def _find_out(brief: Brief) -> Iterator[str]:
    """The judgements on which most hangs; of a case without uncertain ones, what would turn the answer."""
    case, central = brief.case, brief.sensitivity.central
    turns: dict[tuple[str, str], list[str]] = {}  # what reads alike but for whose it is, is told once
    is_ = tense(case)("is", "was")
    for one in _told(brief):
        what, scale = phrase_of(case, one.path, one.tied), scale_of(case, one.path)
        if isinstance(one, Flip):
            ends = f"no deal {is_} left" if central else f"there {is_} a deal"
            then = flip_side(one, opens=not central, exact=True, scale=scale)
            owner = case.label(owner_of(case, one.path)) if owner_of(case, one.path) else what
            head = what.removesuffix(owner) if what.endswith(owner) else ""
            said = head, f"at {then} instead of {number(one.central)} {ends}"
            turns.setdefault(said, []).append(what.removeprefix(head))
            continue
        low, high = (amount_words(scale, text) for text in numbers([one.low, one.high]))
        shares = one.zone.low, one.zone.high
        words, told = map(likely_words, shares), [as_judged(share) for share in shares]
        at_low, at_high = words
        if at_low == at_high:
            ends = f"A deal {is_} {at_low} at both ends: {told[0]} at {low}, {told[1]} at {high}"
        else:
            ends = f"At {low} a deal {is_} {at_low} ({told[0]}), at {high} {at_high} ({told[1]})"
        yield f"{capital(what)}. {ends}."
    if _told(brief) and not (brief.answers.exact or brief.sensitivity.whole):
        yield FOUND_ONLY
    for (head, then), these in turns.items():
        yield sentence(f"{head}{listed(these, 'or')}: {then}")
