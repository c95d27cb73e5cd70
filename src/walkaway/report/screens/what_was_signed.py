"""What was signed: the deal in which a record ends, in words for terminal and page, and as a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ...analysis.answers import Answers
from ...analysis.signing import signatures
from ...analysis.why.signed import Signed, signed_deal
from ...case import Case, Event
from ...case.titles import open_words
from ...numbers import estimate, number, signed
from ..language.people import Person, people
from ..language.phrases import figures, listed, of_draws, of_hundred, one_line, plus_minus, sentence
from .left_on_the_table import left_out_words, nothing_better_words


class SideOfDeal(NamedTuple):
    """Whether somebody's consent was needed, how often it preferred the deal, and what it gained by it."""

    person: Person
    needed: str
    margin: str
    judged: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDeal:
    """The screen *What was signed*: the acts that signed it, its terms, whether left open, and who gained."""

    signers: tuple[Event, ...]
    terms: tuple[tuple[str, str, bool], ...]
    open: str
    sentences: tuple[str, ...]
    sides: tuple[SideOfDeal, ...]
    found: Signed


def build_signed(answers: Answers) -> SignedDeal | None:
    """The deal in which a record ends, in words, with the draws of the answers; None if there is none."""
    case = answers.case
    found = signed_deal(case, answers.space, answers.drawn) if signatures(case) else None
    if found is None:
        return None
    crowd = people(case)
    return SignedDeal(
        signers=tuple(signatures(case)),
        terms=tuple(
            (one_line(case.issue_label(i)), one_line(case.option_label(i, o)), i in found.open)
            for i, o in found.deal.items()
        ),
        open=one_line(open_words(case, found.deal, found.open, found.maker)),
        sentences=tuple(map(one_line, signed_sentences(case, found))),
        sides=tuple(_consent(found, crowd[who]) for who in found.margins),
        found=found,
    )


def _consent(found: Signed, person: Person) -> SideOfDeal:
    who, margin = person.who, found.margins[person.who]
    if who in found.refused_by:
        judged = "crosses its red line"
    elif found.method.realisation != "exact":
        share = found.accepts[who]
        error = plus_minus(share.error)
        judged = f"at least as good in {of_hundred(share.probability)}" + (f" ({error})" if error else "")
    elif margin == 0:
        judged = "as good as walking away"
    else:
        judged = "preferred it" if margin > 0 else "walking away was better"
    needed = "needed" if who in found.required else "one of several that were enough"
    return SideOfDeal(person, needed, _gain(found, margin), judged)


def _gain(found: Signed, value: float) -> str:
    """A gain as the judgements have it: of uncertain ones three digits."""
    return signed(number(value) if found.method.realisation == "exact" else estimate(value))


def signed_sentences(case: Case, found: Signed) -> list[str]:
    """What the deal meant as judged, sentence by sentence; what is not known is not claimed."""
    if not found.deal:
        told = sentence(found.untold)
        named = any(event.signs for event in signatures(case))
        how = "" if named else " (in the case file: signs: {issue: option} beside the act)"
        return [f"{told[:-1]}{how}. So nothing is said of what it was worth."]
    return [sentence(text) for text in _sentences(case, found)]


def _sentences(case: Case, found: Signed) -> Iterator[str]:
    if found.offer is not None:
        yield (
            f"the act names no terms: taken are those of the last offer on record, offer {found.offer} by "
            f"{case.label(found.maker)}"
        )
    yield from _preferred(case, found)
    if unstated := [who for who in found.margins if case.preferences[who].walk_away is None]:
        names = listed(map(case.label, unstated), "or")
        yield f"no walk-away is stated for {names}, so 0 is assumed, and this rests on that"
    if others := [who for who in found.margins if who not in found.required]:
        yield f"of {listed(map(case.label, others))} not every consent was needed"
    judged = "as judged" if found.method.realisation == "exact" else "in the central realisation"
    outside = f"{judged}, it was not in the zone: it does not pass"
    yield f"it was in the zone, {judged}" if found.passes else outside
    yield from _left(case, found)


def _preferred(case: Case, found: Signed) -> Iterator[str]:
    """Who preferred it to walking away, who would not have signed; in how many draws, where there are any."""
    margins = {who: margin for who, margin in found.margins.items() if who not in found.refused_by}
    better = [who for who, margin in margins.items() if margin > 0]
    level = [who for who, margin in margins.items() if margin == 0]
    worse = [who for who, margin in margins.items() if margin < 0]
    exact = found.method.realisation == "exact"
    judged = "as judged" if exact else "in the central realisation"
    if better:
        yield f"{judged}, {_named(case, found, better)} preferred it to walking away"
    if level:
        lead = "" if better else f"{judged}, "
        yield f"{lead}to {listed(map(case.label, level))} it was worth as much as walking away"
    if worse:
        signers = {event.by for event in signatures(case)}
        against = "; that it signed speaks against its judgements" if signers & set(worse) else ""
        yield f"{judged}, {_named(case, found, worse)} would rather have walked away{against}"
    for who in found.refused_by:
        yield f"it crosses a red line of {case.label(who)} ({_gain(found, found.margins[who])})"
    if not exact:
        alike: dict[str, list[str]] = {}  # who finds it so equally often is named together
        for who, share in found.accepts.items():
            alike.setdefault(of_draws(share.probability, share.error), []).append(case.label(who))
        shares = (f"for {listed(names)} in {often}" for often, names in alike.items())
        yield f"it is at least as good as walking away {listed(shares)}"


def _named(case: Case, found: Signed, who: Iterable[str]) -> str:
    return listed(f"{case.label(name)} ({_gain(found, found.margins[name])})" for name in who)


def _left(case: Case, found: Signed) -> Iterator[str]:
    """Whether something was left on the table, and how much each could have had more."""
    central = "" if found.method.realisation == "exact" else " in the central realisation"
    if found.efficient:
        among = "no deal that all needed would sign" if found.left_out else "no deal"
        yield (
            f"nothing was left on the table{central}: {among} is better for one party without being worse "
            "for another" + ("" if found.left_out else ", so it is on the frontier")
        )
    elif found.dominated_by:
        many = figures(found.dominated_by, "deal")
        yield f"left on the table{central}: {many} better for somebody and worse for nobody"
    elif found.efficient is None and found.dominated_by == 0:
        yield f"{nothing_better_words(found)}{central}, as judged; across a red line, it is on no frontier"
    elif found.efficient is None:
        yield "whether something was left on the table is out of reach: there are too many efficient values"
    elif found.dominated_by is None:
        yield f"left on the table{central}: deals better for somebody and worse for nobody, too many to count"
    if most := {who: gain for who, gain in found.most_left.items() if gain}:
        each = listed(f"{case.label(who)} {_gain(found, gain)}" for who, gain in most.items())
        yield f"the most that each could have had more without loss to another: {each}"
    if left := left_out_words(found, case):
        yield left
