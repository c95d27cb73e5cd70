"""A diagnosis in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...case import Case
from ...case.judgement import TO_BE_JUDGED
from ...case.titles import deal_words, phrase_of
from ...language import in_quotes, plural
from ...numbers import estimate, number
from ..misplaced_beliefs import Misplaced
from .acts import Contradicted
from .explanations import TITLES
from .hypotheses import EvidenceMatrix
from .record import Learned

if TYPE_CHECKING:
    from .diagnosis import Explanation

__all__ = ["act_words", "likely_of", "not_used", "record_words", "short_title", "summary"]

_MENTIONED = 0.05


def summary(
    case: Case,
    leading: str | None,
    matrix: EvidenceMatrix,
    explanations: Mapping[str, Explanation],
    learned: Learned,
    *,
    exact: bool,
) -> tuple[str, ...]:
    """Say the finding in a few sentences: the verdict, what speaks against it, what the record taught."""
    said, told = [], bool(case.record or case.evidence)
    if not told and learned.after.probability > 0.5:
        none = "The case does not say that there was no deal"
        mostly = "mostly " if learned.after.probability < 1 else ""
        said.append(f"{none}, and {mostly}there is one: nothing is to be explained.")
    else:
        said += [] if told else ["The case does not say that there was no deal."]
        said.append(_verdict(leading, matrix, explanations, exact=exact))
    said += _against(case, matrix, explanations)
    said += _frail(matrix)
    said.append(record_words(learned))
    said += [_contradiction(case, learned)] if learned.contradictions else []
    untested = [short_title(name) for name, item in explanations.items() if item.untestable]
    said += [f"Not testable in this case: {', '.join(untested)}."] if untested else []
    return tuple(said)


def _verdict(
    leading: str | None, matrix: EvidenceMatrix, explanations: Mapping[str, Explanation], *, exact: bool
) -> str:
    if leading is not None and exact:
        return f"{explanations[leading].title}."
    if leading is not None:
        item = explanations[leading]
        return f"{item.title}; it holds in {item.tested.words} of the draws."
    likely = [
        f"{short_title(item.name)} ({_claim(item.name)}) in {item.tested.words} of the draws"
        for item in likely_of(matrix.order, explanations)
    ]
    if not likely:
        none = "no explanation holds" + ("" if exact else " in more than 5 % of the draws")
        return f"The case does not tell why there was no deal: {none}."
    order = "; they overlap, and stand in the order of the evidence" if len(likely) > 1 else ""
    best = f"best supported: {'; '.join(likely)}{order}"
    return f"The case is too vague to tell why there was no deal; {best}."


def likely_of(order: Sequence[str], explanations: Mapping[str, Explanation]) -> list[Explanation]:
    """The best supported explanations, where none is sure: three at most, none far-fetched."""
    return [explanations[name] for name in order[:3] if explanations[name].tested.probability >= _MENTIONED]


def short_title(name: str) -> str:
    """An explanation in a word or two: ``wrong package``."""
    return TITLES[name].split(":")[0].lower()


def _claim(name: str) -> str:
    """What an explanation says happened: ``a deal was there and nobody asked for it``."""
    return TITLES[name].partition(": ")[2]


def _against(case: Case, matrix: EvidenceMatrix, explanations: Mapping[str, Explanation]) -> list[str]:
    """What speaks against the explanation that comes first."""
    if not matrix.order or not case.evidence:
        return []
    item = explanations[matrix.order[0]]
    if not item.opposes:
        return [f"No item of evidence speaks against {short_title(item.name)}."]
    told = "; ".join(in_quotes(case.evidence[index].says.rstrip(".")) for index in item.opposes)
    return [f"Against {short_title(item.name)}: {told}."]


def _frail(matrix: EvidenceMatrix) -> list[str]:
    """Items without which another explanation would come first."""
    if not matrix.removals:
        return []
    other = [removal for removal in matrix.removals if removal.order[:1] != matrix.order[:1]]
    if not other:
        return ["No single item of evidence decides which explanation comes first."]
    told = "; ".join(
        f"without {in_quotes(matrix.items[item.item].says.rstrip('.'))} "
        f"{short_title(item.order[0])} would come first"
        for item in other
    )
    return [f"The first place hangs on single items: {told}."]


def record_words(learned: Learned) -> str:
    """Say what the record did to the zone."""
    if learned.method.exact:
        return _exact_record(learned)
    if not learned.lessons:
        where = f"A deal that would be signed exists in {learned.after.words} of the draws"
        return f"{where}; the record has no act to learn from."
    if learned.contradicted:
        return "No draw fits the record, so nothing could be learned from it."
    worth = f"{estimate(round(learned.effective))} {plural(round(learned.effective), 'draw')}"
    return (
        f"A deal that would be signed exists in {learned.before.words} of the draws before the record and in "
        f"{learned.after.words} after it (worth {worth} of equal weight)."
    )


def _exact_record(learned: Learned) -> str:
    """The same where every judgement is one number, so that nothing was drawn."""
    there = f"There is {'a' if learned.after.probability else 'no'} deal that would be signed"
    if not learned.lessons:
        return f"{there}; the record has no act to learn from."
    if learned.contradicted:
        return "The record does not fit the judgements, so nothing could be learned from it."
    return f"{there}; every judgement is one number, so the record teaches nothing more."


def not_used(case: Case, item: Misplaced) -> str:
    """Say that a belief tells nothing."""
    who, about = case.label(item.who), case.label(item.about)
    if item.found == TO_BE_JUDGED:
        return f"What {who} believes of {about} is still to be judged."
    return f"What {who} believes of {about} is not used: it is not on the scale of {about} ({item.found})."


def act_words(case: Case, by: str, kind: str, event: int) -> str:
    """Say who did what, in the words of the record."""
    entry = case.record[event]
    if kind == "refuses":
        return f"{case.label(by)} {entry.act or 'refuses'}"
    if entry.title:
        return f"{case.label(by)} offers {in_quotes(entry.title)}"
    when = f" ({entry.when})" if entry.when else ""
    return f"Offer by {case.label(by)}{when}: {deal_words(case, entry.offer or {})}"


def _contradiction(case: Case, learned: Learned) -> str:
    told = []
    for item in learned.contradictions:
        act = act_words(case, item.by, item.kind, item.event)
        named = [_needed(case, one) for one in item.judgements[:2]]
        told.append(f"{act} contradicts {' or '.join(named) or 'the judgements'}")
    return f"The record contradicts judgements: {'; '.join(told)}."


def _needed(case: Case, one: Contradicted) -> str:
    what = phrase_of(case, one.path)
    if one.needed is None:
        return what
    return f"{what} (now {one.stated}, would have to be {number(one.needed, digits=4)})"
