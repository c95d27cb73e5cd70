"""Why there was no deal: diagnosis → labelled bars, the evidence for and against, what the record taught."""

from __future__ import annotations

from collections.abc import Callable
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
from ...numbers import estimate, estimates, number, signed
from ..charts.canvas import Chart
from ..charts.whychart import why_charts
from ..language.people import Person
from ..language.phrases import of_hundred, one_line, plus_minus, sentence
from .ledger import ShownPassage

__all__ = ["Exhibit", "Reason", "Taught", "Unasked", "WhyNot", "asks", "explain", "weigh"]

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
    claim : str
    share, before : str
        Probability after and before the record.
    against : str
        Weight of the evidence against it; empty if there is none.
    parts : tuple of (str, str)
        In which ways it holds, and how likely.
    untestable : str
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
    says, note, weight : str
    passages : tuple of Passage
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
    sentences : tuple of str
    untold : str
        Why nothing could be weighed; then all else is empty.
    reasons : tuple of Reason
        The best supported first, those that cannot be tested last.
    columns : tuple of str
        Explanations that the evidence is held against.
    shown, folded : tuple of Exhibit
        Those that tell most first.
    before, after : str
        Draws of 100 with a deal, before and after the record; empty if it has no act to learn from.
    taught : tuple of Taught
    shifts : tuple of (str, str, str)
        Judgements that the record moved: which, mean before, mean after.
    unasked : tuple of Unasked
    charts : tuple of Chart
    """

    sentences: tuple[str, ...] = ()
    untold: str = ""
    reasons: tuple[Reason, ...] = ()
    columns: tuple[str, ...] = ()
    shown: tuple[Exhibit, ...] = ()
    folded: tuple[Exhibit, ...] = ()
    before: str = ""
    after: str = ""
    taught: tuple[Taught, ...] = ()
    shifts: tuple[tuple[str, str, str], ...] = ()
    unasked: tuple[Unasked, ...] = ()
    charts: tuple[Chart, ...] = ()


def asks(case: Case) -> bool:
    """Whether there is an impasse to explain: evidence is given, or the record ends with a refusal.

    A record that ends in a deal leaves nothing to explain.
    """
    if signing(case) is not None:
        return False
    acts = acts_of(case)
    return bool(case.evidence) or (bool(acts) and acts[-1].kind == "refuses")


def weigh(answers: Answers) -> tuple[Diagnosis | None, str]:
    """Diagnose a case with the draws of its answers.

    Returns
    -------
    diagnosis : Diagnosis or None
        None where nothing is asked or it would take too long.
    untold : str
        Why it would; empty otherwise.
    """
    if not asks(answers.case):
        return None, ""
    try:
        drawn = answers.drawn.first(1) if answers.exact else answers.drawn
        found = diagnose(answers.case, seed=answers.seed, rule=answers.space.rule, drawn=drawn)
    except BudgetError as error:
        return None, sentence(f"the explanations could not be weighed: {one_line(str(error))}")
    return found, ""


def explain(
    case: Case,
    found: Diagnosis,
    *,
    people: tuple[Person, ...],
    passages: Callable[[Cites], tuple[ShownPassage, ...]],
) -> WhyNot:
    """Put a diagnosis into words and a picture.

    Parameters
    ----------
    case : Case
    found : Diagnosis
    people : tuple of Person
        As the page names and colours them.
    passages : callable
        The passages of some cites.

    Returns
    -------
    WhyNot
    """
    tones = {person.who: person.tone for person in people}
    order = (*found.order, *(name for name in found.explanations if name not in found.order))
    exhibits = _exhibits(case, found, order, passages)
    learned = found.learned
    taught = [
        Taught(
            act=one_line(act_words(case, item.by, item.kind, item.event)),
            tone=tones.get(item.by, ""),
            fits=_hundred(item.fits),
            then=_hundred(item.zone),
        )
        for item in learned.lessons
    ]
    return WhyNot(
        sentences=tuple(one_line(text) for text in found.says),
        reasons=tuple(_reason(found.explanations[name]) for name in order),
        columns=tuple(_short(found.explanations[name]) for name in order),
        shown=exhibits[:_SHOWN],
        folded=exhibits[_SHOWN:],
        before=_hundred(learned.before) if taught else "",
        after=_hundred(learned.after) if taught else "",
        taught=tuple(taught),
        shifts=tuple(
            (one_line(label_of(case, item.path)), *_moved(item.before, item.after)) for item in learned.shifts
        ),
        unasked=tuple(_unasked(case, item) for item in found.bystanders),
        charts=why_charts([found.explanations[name] for name in found.order]),
    )


def _hundred(share: Share) -> str:
    return f"{of_hundred(share.probability)} {plus_minus(share.error)}".strip()


def _short(item: Explanation) -> str:
    return item.title.split(":")[0]


def _reason(item: Explanation) -> Reason:
    likely = [part for part in item.parts if part.share.probability > 0][:_PARTS]
    return Reason(
        name=_short(item),
        title=sentence(item.title.partition(": ")[2])[:-1],
        claim=item.claim,
        share="" if item.share is None else _hundred(item.share),
        before="" if item.before is None else _hundred(item.before),
        against=number(item.inconsistency) if item.inconsistency else "",
        parts=tuple((sentence(one_line(part.says))[:-1], _hundred(part.share)) for part in likely),
        untestable=item.untestable,
    )


def _exhibits(
    case: Case,
    found: Diagnosis,
    order: tuple[str, ...],
    passages: Callable[[Cites], tuple[ShownPassage, ...]],
) -> tuple[Exhibit, ...]:
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
    gains = " to ".join(_signed(gain) for gain in (item.worst, item.best))
    offers = {tuple(sorted(event.offer.items())): (place, event) for place, event in
              reversed(list(enumerate(case.offers, 1))) if event.offer is not None}  # fmt: skip
    rows = []
    for stake in item.stakes:
        place, event = offers[tuple(sorted(stake.deal.items()))]
        title = f"“{one_line(event.title)}”" if event.title else f"offer {place}"
        who = one_line(case.label(event.by))
        rows.append((f"{title} ({who})", _signed(stake.mean), of_hundred(stake.better.probability)))
    scale = one_line(item.scale)
    return Unasked(
        title=one_line(item.title),
        sentence=f"No deal is worth {number(item.no_deal)} to it ({scale}). Against that, what could be "
        f"agreed would have meant {gains}.",
        offers=tuple(rows),
    )


def _signed(gain: float) -> str:
    return signed(estimate(gain))


def _moved(before: float, after: float) -> tuple[str, str]:
    """Two means of one judgement, written so that they can be told apart."""
    first, last = estimates([before, after])
    return first, last
