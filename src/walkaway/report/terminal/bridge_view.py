"""``walkaway bridge`` in the terminal: the smallest changes that would open a zone."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.bridges import Bridge, Bridges, OneText
from ...analysis.signing import signed_words
from ...case import Case
from ...case.titles import deal_words, titles_words
from ...numbers import estimate
from ...printing import Line, Part
from ..language.people import introductions
from ..language.phrases import count, of_draws, of_hundred, signed_how
from ..screens.what_would_open_it import cost_words, noise_words


def bridge_tables(case: Case, found: Bridges) -> Iterator[Part]:
    """What would open a zone, for people."""
    exact = found.method.realisation == "exact"
    now = "no deal passes" if found.needed else "a deal passes"
    chance = now if exact else f"a deal passes in {of_draws(found.probability, found.error)}"
    yield f"{case.title}: {chance}."
    ended = signed_words(case)
    yield from filter(None, (*introductions(case), ended))
    if found.needed:
        goal = "let a deal pass" if exact else f"bring this to {of_hundred(found.target)}"
        yield f"Smallest changes that {goal}, cheapest first:" + ("" if found.found else " none was found.")
        if found.found:
            yield Line(_gloss(found), "dim")
            if noise := noise_words(found):
                yield Line(noise, "dim")
        yield ""
        for item in found.found:
            yield from _bridge_lines(case, item, exact=exact)
        if found.out_of_reach:
            yield ""
            yield "Not enough by itself:"
            for short in found.out_of_reach:
                less = of_hundred(short.most) == of_hundred(found.target)
                most = f": {'fewer than' if less else 'at most'} {of_hundred(short.most)}"
                yield f"  {short.title}{'' if exact else most}"
        if found.left_out:
            yield ""
            yield "Not tried:"
            for text in found.left_out:
                yield f"  {text}"
    else:
        is_, are_ = ("was", "were") if ended else ("is", "are")
        met = f"There {is_} a deal" if exact else f"The target of {of_hundred(found.target)} {is_} met"
        yield " ".join(filter(None, (f"{met} as things {are_}; no bridge {is_} needed.", noise_words(found))))
    for belief in found.beliefs:
        yield ""
        yield f"{belief.title}."
    yield from _proposal_lines(case, found, ended=bool(ended))
    if found.one_text is not None and not ended:
        yield from _text_lines(case, found.one_text, drawn=not exact)


def _gloss(found: Bridges) -> str:
    """What the figures mean, once."""
    reach = (
        "reach: what the payer has at stake, from its worst to its best efficient deal that would be signed"
    )
    paid = any(item.kind == "payment" for item in found.found)
    return f"({reach}{'; a payment is worth the same share of it to both' if paid else ''})"


def _bridge_lines(case: Case, item: Bridge, *, exact: bool) -> Iterator[Part]:
    paid = f"{estimate(100 * item.share):>5} % of reach"
    then = "" if exact else f"; then {of_hundred(item.probability)}"
    line = f"{paid}  cost to {case.label(item.payer)}: {cost_words(item)}{then}"
    yield Line(line, hang=18 - len(line) + len(line.lstrip()))
    yield f"{'':18}{item.title}"


def _proposal_lines(case: Case, found: Bridges, *, ended: bool) -> Iterator[Part]:
    drawn = found.method.realisation != "exact"
    if found.proposals:
        yield ""
        yield f"A mediator could {'have proposed' if ended else 'propose'}:"
    for place, item in enumerate(found.proposals, start=1):
        words = signed_how(item.acceptability, item.error, drawn=drawn)
        yield f"  P{place}. {words}: {deal_words(case, item.deal)}"


def _text_lines(case: Case, one: OneText, *, drawn: bool) -> Iterator[Part]:
    yield ""
    if one.step is None:
        yield "From the offers on record no text within a few departures is more likely to be signed."
        return
    words = signed_how(one.step.acceptability, one.step.error, drawn=drawn)
    yield (
        f"Next step of a single text, {count(one.step.departures, 'departure')} from the last offers, "
        f"{words}: {deal_words(case, one.step.deal)}"
    )
    if one.open:
        them = "it" if len(one.open) == 1 else "them"
        yield f"  open: {titles_words(map(case.issue_label, one.open))} (no last offer names {them})"
