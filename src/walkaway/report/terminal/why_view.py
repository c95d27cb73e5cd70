"""``walkaway why`` in the terminal: explanations, evidence, what the record taught."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.why.bystanders import Bystander
from ...analysis.why.diagnosis import Diagnosis, Explanation
from ...analysis.why.in_words import act_words, short_title
from ...analysis.why.played_ways import PlayedTalks
from ...analysis.why.signed import Signed
from ...case import Case
from ...case.titles import deal_words, label_of, open_words, phrase_of
from ...numbers import estimate, estimates, hundredths, number, plus_minus, signed
from ...printing import Part
from ..language.people import introductions
from ..screens.what_was_signed import signed_sentences

_SIGNS = {"consistent": "C", "inconsistent": "I", "neutral": "·"}


def why_tables(case: Case, found: Diagnosis) -> Iterator[Part]:
    """Why there was no deal, or what was signed, for people; and what changes without a judgement."""
    yield from _impasse(case, found) if found.signed is None else _signed(case, found.signed)
    if found.without is not None:
        yield ""
        yield f"Without {phrase_of(case, found.without.path)}"
        yield from (f"  - {line}" for line in found.without.changes)


def _impasse(case: Case, found: Diagnosis) -> Iterator[Part]:
    told = case.record or case.evidence
    yield f"{case.title}: {'why there was no deal' if told else 'what would explain that there was no deal'}"
    yield from introductions(case)
    yield ""
    yield from found.says
    yield ""
    yield "Explanations (they overlap)"
    for name in (*found.order, *(name for name in found.explanations if name not in found.order)):
        yield from _explanation(found.explanations[name])
        if name == "process" and found.played is not None:
            yield from _played(found.played)
    yield from _evidence(found)
    yield from _record(case, found)
    yield from _third(case, found.bystanders)


def _signed(case: Case, one: Signed) -> Iterator[Part]:
    yield f"{case.title}: what was signed"
    yield from introductions(case)
    yield ""
    yield f"{one.words} So there is no impasse to explain; `walkaway deals` shows what was possible."
    if one.deal:
        left_open = open_words(case, one.deal, one.open, one.maker)
        yield f"The deal: {deal_words(case, one.deal)}{f'; {left_open}' if left_open else ''}."
    yield from signed_sentences(case, one)


def _explanation(item: Explanation) -> Iterator[Part]:
    if item.share is None:
        yield f"  {item.title}: not testable, for {item.untestable}"
        return
    against = f", evidence against {number(item.inconsistency)}" if item.inconsistency else ""
    yield f"  {item.title}: {item.share.words}, {item.claim}{against}"
    for part in item.parts[:3]:
        if part.share.probability > 0:
            yield f"    {part.says}: {part.share.words}"


def _played(found: PlayedTalks) -> Iterator[Part]:
    """What strategies made of the talks, below *process*."""
    yield f"    {found.says}."
    for one in found.ways:
        share = f"{hundredths(one.signed)} {plus_minus(one.error)}".strip()
        yield f"      {one.words}: they sign in {share} of 100"


def _evidence(found: Diagnosis) -> Iterator[Part]:
    matrix = found.matrix
    if not matrix.items:
        return
    yield ""
    yield "Evidence (C consistent, I inconsistent, · neutral; tells = how far it tells explanations apart)"
    yield "  " + "  ".join(f"{k + 1} {short_title(name)}" for k, name in enumerate(matrix.explanations))
    for item, removal in zip(matrix.items, matrix.removals, strict=True):
        signs = " ".join(_SIGNS[item.ratings[name]] for name in matrix.explanations)
        mark = " *" if removal.order[:1] != matrix.order[:1] else ""
        yield f"  {signs}  tells {number(item.diagnosticity, places=2)}  {item.says}{mark}"
    if any(removal.order[:1] != matrix.order[:1] for removal in matrix.removals):
        yield "  * without it another explanation would come first"


def _record(case: Case, found: Diagnosis) -> Iterator[Part]:
    learned = found.learned
    if not learned.lessons:
        return
    yield ""
    exact = learned.method.exact
    before = "" if exact else f" (a deal exists in {learned.before.words} of the draws before it)"
    yield f"What the record taught{before}"
    for item in learned.lessons:
        act = act_words(case, item.by, item.kind, item.event)
        if exact:
            yield f"  {act}: {'fits' if item.fits.probability else 'does not fit'} the judgements"
            continue
        yield f"  {act}: fits {item.fits.words} of the draws; then a deal exists in {item.zone.words}"
    for shift in learned.shifts:
        before, after = estimates([shift.before, shift.after])
        yield f"  {label_of(case, shift.path)}: {before} before, {after} after"


def _third(case: Case, found: tuple[Bystander, ...]) -> Iterator[Part]:
    if not found:
        return
    yield ""
    yield "Without a vote"
    for item in found:
        none = f"no deal is worth {number(item.no_deal)} ({item.scale})"
        worst, best = map(signed, estimates([item.worst, item.best]))
        yield f"  {item.title}: {none}; what could be agreed lies between {worst} and {best} of that"
        for stake in item.stakes:
            named = deal_words(case, stake.deal)
            yield f"    {signed(estimate(stake.mean))}, better in {stake.better.words}, for {named}"
