"""Why there was no deal: diagnosis → labelled bars, the evidence for and against, what the record taught."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...analysis.answers import Answers
from ...analysis.signing import signing, walks_out
from ...analysis.why.diagnosis import Diagnosis, Explanation, diagnose
from ...analysis.why.hypotheses import Rating
from ...analysis.why.shares import Share
from ...case import Case, Event
from ...case.judgement import Cites
from ...errors import BudgetError
from ...language import in_quotes
from ...numbers import hundredths, number
from ...options import Progress
from ..charts.chart import Chart
from ..charts.ranked_bars import explanation_bars, ranked
from ..language.phrases import of_hundred, one_line, plus_minus, sentence
from .ledger import ShownPassage

__all__ = ["PARTS_SHOWN", "WhyNot", "asks", "explain", "offer_words", "share_words", "short_name", "weigh"]

Finder = Callable[[Cites], tuple[ShownPassage, ...]]

_SHOWN = 7
PARTS_SHOWN = 3
SIGNS: dict[Rating, str] = {"consistent": "+", "inconsistent": "−", "neutral": "·"}
"""Told apart without colour."""

_WORDS: dict[Rating, str] = {
    "consistent": "fits", "inconsistent": "speaks against", "neutral": "says nothing of"
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One item of evidence: for each explanation its rating, a sign, and both in words.

    ``fits`` and ``against`` say it where there is no room for columns; ``decides`` names the explanation that
    would come first without the item.
    """

    says: str
    note: str
    weight: str
    passages: tuple[ShownPassage, ...]
    signs: tuple[tuple[Rating, str, str], ...]
    fits: str
    against: str
    decides: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """The screen *Why there was no deal*: the best supported explanations and the most telling items first.

    ``untold`` says why nothing could be weighed; then all else is empty.
    """

    found: Diagnosis | None = None
    untold: str = ""
    explanations: tuple[Explanation, ...] = ()
    shown: tuple[Exhibit, ...] = ()
    folded: tuple[Exhibit, ...] = ()
    charts: tuple[Chart, ...] = ()


def asks(case: Case) -> bool:
    """Whether there is an impasse to explain: evidence is given, or the record ends with a refusal.

    That somebody walks away, without terms turned down, is one too. A record that ends in a deal leaves
    nothing to explain.
    """
    if signing(case) is not None:
        return False
    last = next((event for event in reversed(case.record) if _decides(event)), None)
    return bool(case.evidence) or (last is not None and last.offer is None)


def _decides(event: Event) -> bool:
    return event.offer is not None or event.refuses is not None or walks_out(event)


def weigh(answers: Answers, progress: Progress | None = None) -> tuple[Diagnosis | None, str]:
    """Diagnose a case with the draws of its answers; None where nothing is asked, or why it cannot be."""
    if not asks(answers.case):
        return None, ""
    try:
        drawn = None if answers.exact else answers.drawn  # what else is to be drawn, the diagnosis knows
        return diagnose(
            answers.case, draws=answers.draws, seed=answers.seed, rule=answers.space.rule, drawn=drawn,
            progress=progress,
        ), ""  # fmt: skip
    except BudgetError as error:
        return None, sentence(f"the explanations could not be weighed: {one_line(str(error))}")


def explain(case: Case, found: Diagnosis, passages: Finder) -> WhyNot:
    """Put a diagnosis into words and a picture."""
    untested = [name for name in found.explanations if name not in found.order]
    order = tuple(found.explanations[name] for name in (*found.order, *untested))
    exhibits = _exhibits(case, found, order, passages)
    tested = order[: len(found.order)]
    drawn = found.method.realisation != "exact"  # without draws each bar would be whole or none
    return WhyNot(
        found=found,
        explanations=order,
        shown=exhibits[:_SHOWN],
        folded=exhibits[_SHOWN:],
        charts=ranked("whynot", tested, {}, explanation_bars, _bars_alt) if drawn else (),
    )


def _bars_alt(items: Sequence[Explanation]) -> str:
    words = "; ".join(
        f"{one_line(item.title)} {of_hundred(item.tested.probability)}, "
        f"{hundredths(item.support or 0.0)} after the evidence against"
        for item in items
    )
    return f"Bars of explanations, best supported first: draws in which each holds. {words}."


def share_words(share: Share | None) -> str:
    """A share of draws with its error: ``42 of 100 ± 1``; empty where there is none."""
    return "" if share is None else f"{of_hundred(share.probability)} {plus_minus(share.error)}".strip()


def short_name(item: Explanation) -> str:
    """An explanation in a word or two."""
    return item.title.split(":")[0]


def offer_words(case: Case, deal: Mapping[str, str]) -> str:
    """The offer on record that named a deal: ``“First demand” (Ann)``."""
    made = enumerate(case.offers, start=1)
    place, event = next((at, one) for at, one in made if dict(one.offer or {}) == dict(deal))
    title = in_quotes(event.title) if event.title else f"offer {place}"
    return one_line(f"{title} ({case.label(event.by)})")


def _exhibits(
    case: Case, found: Diagnosis, order: Sequence[Explanation], passages: Finder
) -> tuple[Exhibit, ...]:
    """Items of evidence: first those that the first place hangs on, then those that tell most apart."""
    matrix, made = found.matrix, []
    short = {item.name: short_name(item) for item in order}
    for place, (item, removal) in enumerate(zip(matrix.items, matrix.removals, strict=True)):
        first, rated = removal.order[:1], item.ratings
        decides = short[first[0]] if first and first != matrix.order[:1] else ""
        named = {kind: ", ".join(short[name] for name in short if rated[name] == kind) for kind in SIGNS}
        exhibit = Exhibit(
            says=one_line(item.says),
            note=one_line(case.evidence[place].note),
            weight=number(item.weight),
            passages=passages(case.evidence[place].cites),
            signs=tuple(
                (rated[name], SIGNS[rated[name]], f"{_WORDS[rated[name]]} {title.lower()}")
                for name, title in short.items()
            ),
            fits=named["consistent"].lower(),
            against=named["inconsistent"].lower(),
            decides=decides.lower(),
        )
        made.append(((not decides, -item.diagnosticity, place), exhibit))
    return tuple(exhibit for _, exhibit in sorted(made, key=lambda pair: pair[0]))
