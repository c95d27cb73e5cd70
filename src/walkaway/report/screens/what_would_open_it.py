"""What would have opened it: bridges → ranked bars, plain sentences, the next step of a single text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from ...analysis.bridges import Bridge, Bridges, OneText
from ...analysis.bridges.additions import SHARES
from ...analysis.why.signed import signed_words
from ...case import Case
from ...case.titles import deal_words, titles_words
from ...numbers import estimate, lower_limit, number
from ..charts.canvas import FAINT, INK, SIZES, TONES, Chart, ChartView, halo
from ..language.phrases import count, listed, of_draws, of_hundred, one_line, sentence, signed_how

__all__ = ["BridgeLine", "Opening", "TextStep", "open_up", "short_words"]

_BARS = {"wide": 10, "narrow": 7}
_LANE = {"wide": 40, "narrow": 42}
_LETTER = 6.6
_KINDS = {
    "concession": "a concession by one side",
    "red line": "the end of one red line",
    "option": "a new option between two others",
    "payment": f"a side payment of up to {number(100 * SHARES[-1])} % of reach",
    "clause": "a way back on one issue",
    "ratification": "another rule of agreement",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeLine:
    """One bridge in words.

    Attributes
    ----------
    title, payer, cost, share, chance : str
    tone : str
        Class of the payer's colour.
    terms : tuple of (str, str)
        Issue and option of the deal it opens that is most likely to be signed.
    signed : str
        How likely that is.
    proof : str
    """

    title: str
    payer: str
    tone: str
    cost: str
    share: str
    chance: str
    terms: tuple[tuple[str, str], ...]
    signed: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStep:
    """The next step of a single text.

    Attributes
    ----------
    words : str
    changes : tuple of (issue, last offers, option)
        The departures.
    """

    words: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The screen *What would have opened it*."""

    needed: bool
    signed: str
    sentences: tuple[str, ...]
    lines: tuple[BridgeLine, ...]
    short: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    step: TextStep | None
    charts: tuple[Chart, ...]


def open_up(case: Case, found: Bridges) -> Opening:
    """Put bridges into words and a picture.

    Parameters
    ----------
    case : Case
    found : Bridges

    Returns
    -------
    Opening
    """
    drawn = found.method.realisation != "exact"
    return Opening(
        needed=found.needed,
        signed=one_line(signed_words(case)),
        sentences=tuple(_sentences(case, found)),
        lines=tuple(_line(case, item, drawn=drawn) for item in found.found),
        short=tuple(
            (one_line(item.title), f"at most {of_hundred(item.most)}") for item in found.out_of_reach
        ),
        left_out=tuple(sentence(one_line(text)) for text in found.left_out),
        step=None if found.one_text is None else _step(case, found.one_text, drawn=drawn),
        charts=_charts(case, found) if found.found else (),
    )


def short_words(case: Case, item: Bridge) -> str:
    """A bridge in a few words, for a label."""
    who = one_line(case.label(item.payer))
    terms = item.terms
    if item.kind == "concession":
        return f"{who}: walk-away falls by {lower_limit(item.cost)}" if _alone(item) else "All concede alike"
    if item.kind == "red line":
        if terms["allow"] is None:
            return f"{who} drops a red line"
        return f"{who} allows “{one_line(case.option_label(*terms['allow']))}”"
    if item.kind == "option":
        return f"A middle way on {one_line(case.issue_label(terms['issue']))}"
    if item.kind == "payment":
        return f"{who} pays {one_line(case.label(terms['to']))}"
    if item.kind == "clause":
        name, issue = (one_line(case.label(terms["for"])), one_line(case.issue_label(terms["issue"])))
        return f"A way back for {name}: {issue}"
    if "votes" in terms:
        return f"{terms['votes']} votes are enough"
    if "quota" in terms:
        return f"{terms['quota']} of {len(case.parties)} are enough"
    return f"{listed(one_line(case.label(name)) for name in terms['without'])} not asked"


def _alone(item: Bridge) -> bool:
    """Whether one pays, and not all alike."""
    return item.kind != "concession" or len(item.costs) == 1


def _percent(share: float) -> str:
    return "nothing" if share == 0 else f"{estimate(100 * share)} %"


def _sentences(case: Case, found: Bridges) -> list[str]:
    """The lead: from where to where, the cheapest way, what falls short, whom a belief misleads."""
    exact = found.method.realisation == "exact"
    chance = "" if exact else of_draws(found.probability, found.error)
    if not found.needed:
        now = "There is a deal that passes" if exact else f"A deal passes in {chance}"
        goal = "" if exact else f", which meets the target of {of_hundred(found.target)}"
        return [f"{now}{goal}: no bridge is needed."]
    goal = "lets a deal pass" if exact else f"lifts this to {of_hundred(found.target)}"
    said = "No deal passes as things are." if exact else f"A deal passes in {chance}."
    if not found.found:
        return [f"{said} None of the changes that were tried {goal} by itself."]
    first = found.found[0]
    texts = [said, _priced(case, f"the cheapest change that {goal}", first)]
    conceding = next((item for item in found.found if item.kind == "concession"), None)
    if conceding is not None and conceding is not first:
        texts.append(_priced(case, "the cheapest concession", conceding))
    kinds = {item.kind for item in found.found}
    failing = [words for kind, words in _KINDS.items()
               if kind not in kinds and any(item.kind == kind for item in found.out_of_reach)]  # fmt: skip
    if failing:
        texts.append(sentence(f"{listed(failing, 'or')} is not enough by itself"))
    texts += [sentence(one_line(belief.title)) for belief in found.beliefs]
    return texts


def _priced(case: Case, what: str, item: Bridge) -> str:
    """A bridge with what it costs, as a sentence."""
    who = f"{one_line(case.label(item.payer))} {_percent(item.share)} of its reach"
    price = f"; it costs {who}" if _alone(item) else ""
    return sentence(f"{what}: {one_line(item.title)}{price}")


def _line(case: Case, item: Bridge, *, drawn: bool) -> BridgeLine:
    below = "" if item.proof.below is None else f"; one step less gives {of_hundred(item.proof.below)}"
    return BridgeLine(
        title=one_line(item.title),
        payer=one_line(case.label(item.payer)) if _alone(item) else "each party",
        tone=f"p{_party(case, item.payer) % len(TONES)}" if _alone(item) else "",
        cost=number(item.cost),
        share=_percent(item.share),
        chance=of_hundred(item.probability),
        terms=tuple(
            (one_line(case.issue_label(issue)), one_line(case.option_label(issue, option)))
            for issue, option in item.deal.items()
            if issue in case.issues and option in case.issues[issue].options
        ),
        signed=signed_how(item.acceptability, 0.0, drawn=False)
        if not drawn
        else f"signed in {of_hundred(item.acceptability)}",
        proof=f"{item.proof.passed:,} of {item.proof.draws:,} confirmed on the changed case, "
        f"{item.proof.needed:,} needed{below}",
    )


def _party(case: Case, who: str) -> int:
    """Number of a party, or of the party that a ratifier ratifies for."""
    return list(case.parties).index(case.ratifiers[who].for_ if who in case.ratifiers else who)


def _step(case: Case, text: OneText, *, drawn: bool) -> TextStep:
    if text.step is None:
        return TextStep(
            words="No text close to the last offers is more likely to be signed than they are.", changes=()
        )
    changes = []
    for issue in text.step.changed:
        named = dict.fromkeys(offer[issue] for offer in text.offers.values() if issue in offer)
        last = titles_words((one_line(case.option_label(issue, option)) for option in named), "or")
        changes.append((one_line(case.issue_label(issue)), last,
                        one_line(case.option_label(issue, text.step.deal[issue]))))  # fmt: skip
    how = signed_how(text.step.acceptability, text.step.error, drawn=drawn)
    apart = count(text.step.departures, "departure") + " from the last offers"
    if not changes:
        apart = "made of nothing but what the last offers name"
    open_terms = one_line(deal_words(case, {issue: text.step.deal[issue] for issue in text.open}))
    left = f" Open in the last offers, chosen here for the mediator: {open_terms}." if open_terms else ""
    words = f"The nearest text that does better than the last offers is {apart}; {how}.{left}"
    return TextStep(words=words, changes=tuple(changes))


# ------------------------------------------------------------------------------------------- the picture


def _charts(case: Case, found: Bridges) -> tuple[Chart, ...]:
    """Ranked bars of cost, the label above its bar, the cost at its end."""
    made = []
    for size, (width, _) in SIZES.items():
        items = found.found[: _BARS[size]]
        view = ChartView(width=width, height=_LANE[size] * len(items) + 10, narrow=size == "narrow")
        words = "; ".join(f"{short_words(case, item)}: {_percent(item.share)}" for item in items)
        alt_text = f"Ranked bars: what each change costs who pays most, as a share of its reach. {words}."
        made.append(Chart(name="bridges", size=size, spec=_bars(case, items, view), alt=alt_text))
    return tuple(made)


def _bars(case: Case, items: Sequence[Bridge], view: ChartView) -> dict[str, Any]:
    most = max(max(item.share for item in items), 1e-3)
    view.domain[0] = (0.0, 105 * most)
    view.domain[1] = (0.0, float(len(items)))
    rows: dict[str, list[dict[str, Any]]] = {}
    names: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    limit = int(view.width / _LETTER)
    for place, item in enumerate(items):
        low = len(items) - place - 1.0
        width = 100 * max(item.share, most / 300)
        tone = TONES[_party(case, item.payer) % len(TONES)] if _alone(item) else FAINT
        rows.setdefault(tone, []).append({"x": 0.0, "x2": width, "y": low + 0.14, "y2": low + 0.46})
        text = short_words(case, item)
        names.append({"x": 0.0, "y": low + 0.7, "t": text if len(text) <= limit else f"{text[: limit - 1]}…"})
        payer = one_line(case.label(item.payer))
        end = f"{_percent(item.share)} " + (f"· {number(item.cost)}" if _alone(item) else "each")
        end += f" · {payer}" if _alone(item) and not view.narrow else ""
        ends.append({"x": width, "y": low + 0.3, "t": end})
    view.widen([(row["x"], row["t"], 1) for row in ends], 8)
    layers = [view.rect(boxes, tone, 0.9) for tone, boxes in rows.items()]
    base = alt.Chart(view.data(names))
    mark = base.mark_text(
        color=INK, dx=1, align="left", baseline="middle", fontSize=12.5, aria=False, limit=view.width
    )
    layers.append(mark.encode(x=view.x(), y=view.y(), text="t:N"))
    layers += halo(view, ends, INK, dx=6)
    spec = view.finish(layers, ["Cost, % of the payer’s reach", ""])
    for layer in spec["layer"]:
        layer["encoding"]["y"]["axis"] = None
    return spec
