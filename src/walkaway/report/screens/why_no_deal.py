"""Why there was no deal: diagnosis → labelled bars, the evidence for and against, what the record taught."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...analysis.answers import Answers
from ...analysis.why.acts import acts_of
from ...analysis.why.bystanders import Bystander
from ...analysis.why.diagnosis import Diagnosis, Explanation, diagnose
from ...analysis.why.hypotheses import Rating
from ...analysis.why.shares import Share
from ...analysis.why.signed import signing
from ...analysis.why.telling import act_words
from ...case import Case
from ...case.judgement import Cites
from ...case.titles import label_of
from ...errors import BudgetError
from ...numbers import estimate, estimates, hundredths, number, signed
from ..charts.canvas import Chart
from ..charts.ranked_bars import explanation_bars, ranked
from ..language.people import people
from ..language.phrases import capital, of_hundred, one_line, plus_minus, sentence
from .ledger import ShownPassage

__all__ = ["Exhibit", "Reason", "Taught", "Unasked", "WhyNot", "asks", "explain", "weigh"]

Finder = Callable[[Cites], tuple[ShownPassage, ...]]

_SHOWN = 7
_PARTS = 3
SIGNS: dict[Rating, str] = {"consistent": "+", "inconsistent": "−", "neutral": "·"}
"""Told apart without colour."""

_WORDS: dict[Rating, str] = {
    "consistent": "fits",
    "inconsistent": "speaks against",
    "neutral": "says nothing of",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One explanation in words.

    Attributes
    ----------
    name, title : str
        In a word or two, and in full.
    share, before : str
        Probability after and before the record.
    against : str
        Weight of the evidence against it; empty if there is none.
    parts : tuple of (str, str)
        In which ways it holds, and how likely.
    """

    name: str
    title: str
    claim: str
    share: str
    before: str
    against: str
    parts: tuple[tuple[str, str], ...]
    untestable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One item of evidence.

    Attributes
    ----------
    signs : tuple of (str, str, str)
        For each explanation, in the order of the columns: rating, sign, and both in words.
    fits, against : str
        Explanations that it fits and speaks against, for where there is no room for columns.
    decides : str
        The explanation that would come first without this item; empty if the first place stays.
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
class Taught:
    """What one act on record taught: in how many draws it fits, and in how many there is a deal then."""

    act: str
    tone: str
    fits: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """A third party: what no deal and what could be agreed is worth to it, and each offer on record."""

    title: str
    sentence: str
    offers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """The screen *Why there was no deal*.

    Attributes
    ----------
    untold : str
        Why nothing could be weighed; then all else is empty.
    reasons : tuple of Reason
        The best supported first, those that cannot be tested last; ``columns`` are their names.
    shown, folded : tuple of Exhibit
        Those that tell most first.
    before, after : str
        Draws of 100 with a deal, before and after the record; empty if it has no act to learn from.
    shifts : tuple of (str, str, str)
        Judgements that the record moved: which, mean before, mean after.
    """

    sentences: tuple[str, ...] = ()
    untold: str = ""
    reasons: tuple[Reason, ...] = ()
    shown: tuple[Exhibit, ...] = ()
    folded: tuple[Exhibit, ...] = ()
    before: str = ""
    after: str = ""
    taught: tuple[Taught, ...] = ()
    shifts: tuple[tuple[str, str, str], ...] = ()
    unasked: tuple[Unasked, ...] = ()
    charts: tuple[Chart, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Explanations that the evidence is held against."""
        return tuple(reason.name for reason in self.reasons)


def asks(case: Case) -> bool:
    """Whether there is an impasse to explain: evidence is given, or the record ends with a refusal.

    A record that ends in a deal leaves nothing to explain.
    """
    if signing(case) is not None:
        return False
    acts = acts_of(case)
    return bool(case.evidence) or (bool(acts) and acts[-1].kind == "refuses")


def weigh(answers: Answers) -> tuple[Diagnosis | None, str]:
    """Diagnose a case with the draws of its answers; None where nothing is asked, or why it cannot be."""
    if not asks(answers.case):
        return None, ""
    try:
        drawn = answers.drawn.first(1) if answers.exact else answers.drawn
        return diagnose(answers.case, seed=answers.seed, rule=answers.space.rule, drawn=drawn), ""
    except BudgetError as error:
        return None, sentence(f"the explanations could not be weighed: {one_line(str(error))}")


def explain(case: Case, found: Diagnosis, passages: Finder) -> WhyNot:
    """Put a diagnosis into words and a picture."""
    tones = {who: person.tone for who, person in people(case).items()}
    order = (*found.order, *(name for name in found.explanations if name not in found.order))
    exhibits = _exhibits(case, found, order, passages)
    learned = found.learned
    taught = tuple(
        Taught(
            act=one_line(act_words(case, item.by, item.kind, item.event)),
            tone=tones.get(item.by, ""),
            fits=_hundred(item.fits),
            then=_hundred(item.zone),
        )
        for item in learned.lessons
    )
    tested = [found.explanations[name] for name in found.order]
    return WhyNot(
        sentences=tuple(map(one_line, found.says)),
        reasons=tuple(_reason(found.explanations[name]) for name in order),
        shown=exhibits[:_SHOWN],
        folded=exhibits[_SHOWN:],
        before=_hundred(learned.before) if taught else "",
        after=_hundred(learned.after) if taught else "",
        taught=taught,
        shifts=tuple(_shift(case, item.path, [item.before, item.after]) for item in learned.shifts),
        unasked=tuple(_unasked(case, item) for item in found.bystanders),
        charts=ranked("whynot", tested, {}, explanation_bars, _bars_alt),
    )


def _bars_alt(items: Sequence[Explanation]) -> str:
    words = "; ".join(
        f"{one_line(item.title)} {of_hundred(item.tested.probability)}, "
        f"{hundredths(item.support or 0.0)} after the evidence against"
        for item in items
    )
    return f"Bars of explanations, best supported first: draws in which each holds. {words}."


def _hundred(share: Share | None) -> str:
    return "" if share is None else f"{of_hundred(share.probability)} {plus_minus(share.error)}".strip()


def _short(item: Explanation) -> str:
    return item.title.split(":")[0]


def _shift(case: Case, path: str, means: list[float]) -> tuple[str, str, str]:
    """A judgement and its means before and after, written so that they can be told apart."""
    before, after = estimates(means)
    return one_line(label_of(case, path)), before, after


def _reason(item: Explanation) -> Reason:
    likely = [part for part in item.parts if part.share.probability > 0][:_PARTS]
    return Reason(
        name=_short(item),
        title=capital(item.title.partition(": ")[2]),
        claim=item.claim,
        share=_hundred(item.share),
        before=_hundred(item.before),
        against=number(item.inconsistency) if item.inconsistency else "",
        parts=tuple((capital(one_line(part.says)), _hundred(part.share)) for part in likely),
        untestable=item.untestable,
    )


def _exhibits(case: Case, found: Diagnosis, order: tuple[str, ...], passages: Finder) -> tuple[Exhibit, ...]:
    """Items of evidence: first those that the first place hangs on, then those that tell most apart."""
    matrix, made = found.matrix, []
    short = {name: _short(found.explanations[name]) for name in order}
    for place, (item, removal) in enumerate(zip(matrix.items, matrix.removals, strict=True)):
        first, rated = removal.order[:1], item.ratings
        decides = short[first[0]] if first and first != matrix.order[:1] else ""
        named = {kind: [short[name] for name in order if rated[name] == kind] for kind in SIGNS}
        exhibit = Exhibit(
            says=one_line(item.says),
            note=one_line(case.evidence[place].note),
            weight=number(item.weight),
            passages=passages(case.evidence[place].cites),
            signs=tuple(
                (rated[name], SIGNS[rated[name]], f"{_WORDS[rated[name]]} {short[name].lower()}")
                for name in order
            ),
            fits=", ".join(named["consistent"]).lower(),
            against=", ".join(named["inconsistent"]).lower(),
            decides=decides.lower(),
        )
        made.append(((not decides, -item.diagnosticity, place), exhibit))
    return tuple(exhibit for _, exhibit in sorted(made, key=lambda pair: pair[0]))


def _unasked(case: Case, item: Bystander) -> Unasked:
    worst, best = (signed(estimate(gain)) for gain in (item.worst, item.best))
    return Unasked(
        title=one_line(item.title),
        sentence=f"No deal is worth {number(item.no_deal)} to it ({one_line(item.scale)}). Against that, "
        f"what could be agreed would have meant {worst} to {best}.",
        offers=tuple(_offers(case, item)),
    )


def _offers(case: Case, item: Bystander) -> Iterator[tuple[str, str, str]]:
    """Each offer on record, what it would have meant to a third party, and how likely better than no deal."""
    for stake in item.stakes:
        made = enumerate(case.offers, start=1)
        place, event = next((at, one) for at, one in made if dict(one.offer or {}) == dict(stake.deal))
        title = f"“{one_line(event.title)}”" if event.title else f"offer {place}"
        who = one_line(case.label(event.by))
        yield f"{title} ({who})", signed(estimate(stake.mean)), of_hundred(stake.better.probability)
