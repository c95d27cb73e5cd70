"""What would have opened it: bridges → ranked bars, plain sentences, the next step of a single text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...analysis.bridges import Bridge, Bridges, OneText, Text
from ...analysis.bridges.additions import SHARES
from ...analysis.signing import signed_words
from ...case import Case
from ...case.titles import amount_words
from ...language import in_quotes
from ...numbers import estimate, lower_limit, number, plus_minus
from ..charts.canvas import FAINT, tone_of
from ..charts.chart import Chart
from ..charts.ranked_bars import CostBar, cost_bars, ranked
from ..language.phrases import count, listed, of_draws, of_hundred, one_line, sentence, signed_how
from ..language.tense import tense

__all__ = [
    "Opening", "cost_words", "open_up", "opened_before", "own_terms", "pays_alone", "proof_words",
    "reach_words", "safeguard_words", "short_words",
]  # fmt: skip

_BARS = {"wide": 10, "narrow": 7}
_KINDS = {
    "concession": "a concession by one side",
    "red line": "the end of one red line",
    "option": "a new option between two others",
    "payment": f"a side payment of up to {number(100 * SHARES[-1])} % of reach",
    "clause": "a safeguard clause on one issue",
    "ratification": "another rule of agreement",
}


class Clause(NamedTuple):
    """One term of a text; ``last`` is what the last offers say in place of it, or that they leave it open."""

    issue: str
    option: str
    last: str = ""


class TextStep(NamedTuple):
    """The next step of a single text, with the whole text; no clauses where there is no step."""

    words: str
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The screen *What would have opened it*."""

    found: Bridges
    signed: str
    sentences: tuple[str, ...]
    step: TextStep | None
    charts: tuple[Chart, ...]


def open_up(case: Case, found: Bridges) -> Opening:
    """Put bridges into words and a picture."""
    drawn = found.method.realisation != "exact"
    bars = [_cost_bar(case, item) for item in found.found]
    ended = one_line(signed_words(case))  # whoever has signed needs no further draft
    return Opening(
        found=found,
        signed=ended,
        sentences=tuple(_sentences(case, found)),
        step=None if found.one_text is None or ended else _step(case, found.one_text, drawn=drawn),
        charts=ranked("bridges", bars, _BARS, cost_bars, _bars_alt),
    )


def _bars_alt(bars: Sequence[CostBar]) -> str:
    words = "; ".join(f"{bar.text}: {reach_words(bar.share)}" for bar in bars)
    return (
        f"Ranked bars: what each change costs, as a share of what the side that pays has at stake. {words}."
    )


def _cost_bar(case: Case, item: Bridge) -> CostBar:
    text, share = short_words(case, item), reach_words(item.share)
    if not pays_alone(item):
        return CostBar(text, item.share, "", FAINT, f"{share} each")
    amount = amount_words(case.preferences[item.payer].scale, cost_words(item))
    payer, cost = one_line(case.label(item.payer)), share if item.share == 0 else f"{share}, or {amount}"
    return CostBar(text, item.share, payer, tone_of(case, item.payer), cost)


def short_words(case: Case, item: Bridge) -> str:
    """A bridge in a few words, for a label; whoever pays may be one or many."""
    who, terms = one_line(case.label(item.payer)), item.terms
    match item.kind:
        case "concession":
            fall = f"{who}: walk-away falls by {cost_words(item)}"
            return fall if pays_alone(item) else "All concede alike"
        case "red line" if terms["allow"] is None:
            return f"A red line of {who} dropped"
        case "red line":
            return f"{in_quotes(one_line(case.option_label(*terms['allow'])))} allowed by {who}"
        case "option":
            return f"A middle way on {one_line(case.issue_label(terms['issue']))}"
        case "payment":
            return f"Payment by {who} to {one_line(case.label(terms['to']))}"
        case "clause":
            name, issue = one_line(case.label(terms["for"])), one_line(case.issue_label(terms["issue"]))
            return f"Safeguard clause for {name}: {issue}"
    if "votes" in terms:
        return f"{terms['votes']} votes are enough"
    if "quota" in terms:
        return f"{terms['quota']} of {len(case.parties)} are enough"
    return f"{listed(one_line(case.label(name)) for name in terms['without'])} not asked"


def own_terms(case: Case, item: Bridge) -> dict[str, str]:
    """The deal that a change opens, without issues and options that the change adds."""
    return {
        issue: option
        for issue, option in item.deal.items()
        if issue in case.issues and option in case.issues[issue].options
    }


def opened_before(case: Case, found: Bridges, item: Bridge) -> str:
    """The first change of those before this one that opens the same deal, in a few words; empty if none."""
    terms, before = own_terms(case, item), found.found[: found.found.index(item)]
    return next((short_words(case, one) for one in before if own_terms(case, one) == terms), "")


def safeguard_words(case: Case, item: Bridge) -> str:
    """What a safeguard clause lets a side do, without its numbers."""
    who, issue = one_line(case.label(item.terms["for"])), one_line(case.issue_label(item.terms["issue"]))
    return (
        f"A safeguard clause for {who}: it may take back what it gives on {in_quotes(issue)} if the deal is "
        "broken, or gives it step by step"
    )


def pays_alone(item: Bridge) -> bool:
    """Whether one pays, and not all alike."""
    return item.kind != "concession" or len(item.costs) == 1


def cost_words(item: Bridge) -> str:
    """A cost on the payer's own scale: rounded up, so that it is enough."""
    return lower_limit(item.cost, beside=0)


def reach_words(share: float) -> str:
    """A cost as a share of the payer's reach."""
    return "nothing" if share == 0 else f"{estimate(100 * share)} %"


def _sentences(case: Case, found: Bridges) -> list[str]:
    """The lead: from where to where, the cheapest way, what falls short, whom a belief misleads."""
    exact, told = found.method.realisation == "exact", tense(case)
    chance = "" if exact else of_draws(found.probability, found.error)
    if not found.needed:
        is_, meets = told("is", "was"), told("meets", "met")
        if exact:
            return [f"There {is_} a deal that passes: no change {is_} needed."]
        target = of_hundred(found.target)
        met = f"A deal passes in {chance}, which {meets} the target of {target}: no change {is_} needed."
        return [met, *filter(None, (noise_words(found),))]
    goal = told("lets", "would have let") + " a deal pass"
    if not exact:
        goal = f"{told('lifts', 'would have lifted')} this to {of_hundred(found.target)}"
    said = f"No deal passes as things {told('are', 'were')}." if exact else f"A deal passes in {chance}."
    if not found.found:
        return [f"{said} None of the changes that were tried {goal} by itself."]
    first = found.found[0]
    texts = [said, _priced(case, f"the cheapest change that {goal}", first)]
    conceding = next((item for item in found.found if item.kind == "concession"), first)
    if conceding is not first:
        texts.append(_priced(case, "the cheapest concession", conceding))
    failing = {item.kind for item in found.out_of_reach} - {item.kind for item in found.found}
    if failing:
        kinds = listed((words for kind, words in _KINDS.items() if kind in failing), "or")
        texts.append(sentence(f"{kinds} is not enough by itself"))
    texts += filter(None, (noise_words(found),))
    return texts + [sentence(one_line(belief.title)) for belief in found.beliefs]


def noise_words(found: Bridges) -> str:
    """That the target is reached in these draws by no more than their sampling error; empty where by more."""
    reached = found.found if found.needed else (found,)
    least = min(reached, key=lambda one: one.probability - found.target, default=None)
    if least is None or least.error <= 0 or least.probability - found.target > 2 * least.error:
        return ""
    off = f"within the sampling error ({plus_minus(least.error)})"
    if not found.needed:
        return f"That is {off}: with other draws it may be missed."
    just = f"A change that just reaches {of_hundred(found.target)}"
    return f"{just} is {off}: with other draws it may not be enough."


def _priced(case: Case, what: str, item: Bridge) -> str:
    """A bridge with what it costs, as a sentence."""
    who = f"{one_line(case.label(item.payer))} {reach_words(item.share)} of its reach"
    return sentence(f"{what}: {one_line(item.title)}" + (f"; it costs {who}" if pays_alone(item) else ""))


def proof_words(item: Bridge, *, drawn: bool) -> str:
    """How the proof on the changed case went; shares that look alike are told apart."""
    proof = item.proof
    if not drawn:
        less = "; one step less is not enough" if proof.holds and proof.below is not None else ""
        return f"{'' if proof.holds else 'not '}confirmed on the changed case{less}"
    told = of_hundred(proof.below or 0)
    if proof.holds and told == of_hundred(proof.needed / proof.draws):
        told = f"fewer than {told}"
    below = "" if proof.below is None else f"; one step less gives {told}"
    return (
        f"{proof.passed:,} of {proof.draws:,} confirmed on the changed case, {proof.needed:,} needed{below}"
    )


def _step(case: Case, text: OneText, *, drawn: bool) -> TextStep:
    step = text.step
    if step is None:
        return TextStep(words="No text close to the last offers is more likely to be signed than they are.")
    how = signed_how(step.acceptability, step.error, drawn=drawn)
    apart = f"{count(step.departures, 'departure')} from the last offers"
    if not step.changed:
        apart = "made of nothing but what the last offers name"
    words = f"The nearest text that does better than the last offers is {apart}; {how}. It reads:"
    return TextStep(words=words, clauses=tuple(_clauses(case, text, step)))


def _clauses(case: Case, text: OneText, step: Text) -> Iterator[Clause]:
    """The whole text, and where it departs from the last offers or fills what they leave open."""
    for issue, option in step.deal.items():
        last = "left open by the last offers, chosen here" if issue in text.open else ""
        if issue in step.changed:
            named = dict.fromkeys(offer[issue] for offer in text.offers.values() if issue in offer)
            titles = listed((in_quotes(one_line(case.option_label(issue, name))) for name in named), "or")
            last = f"in place of {titles}"
        yield Clause(one_line(case.issue_label(issue)), one_line(case.option_label(issue, option)), last)
