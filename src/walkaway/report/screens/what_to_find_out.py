"""What to find out first: sensitivity → plain sentences, ranked rows, flips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from ...analysis.sensitivity.flips import Flip
from ...analysis.sensitivity.information import Information
from ...analysis.sensitivity.sensitivity import Sensitivity
from ...analysis.sensitivity.tornado import Swing
from ...analysis.sensitivity.verdicts import UNPROVEN, VerdictFlip
from ...analysis.signing import signed_words
from ...case import Case
from ...case.titles import amount_words, label_of, phrase_of
from ...numbers import Number, estimate, estimates, lower_limit, number, numbers, upper_limit
from ..charts.chart import Chart
from ..charts.ranked_bars import ranked, tornado, worth_bars
from ..language import phrases
from ..language.phrases import capital, count, figure, listed, of_hundred, one_line, plus_minus, sentence
from ..language.tense import tense
from .open_accounts import what_accounts_change

_ROWS = 10
_FLIPS = 8
_LITTLE = 0.01
_BARS, _WORTHS = {"wide": 10, "narrow": 7}, {"wide": 6, "narrow": 5}
_OF_A_NUMBER = "as a share of what lies between its party’s worst and best deal (a weight: of 100)"
_SMALLEST = f"Smallest first, {_OF_A_NUMBER}."
_SMALLEST_OF_RANGES = (
    "Those within their range first, then the smallest as a share of the range’s width; a single number "
    f"moves {_OF_A_NUMBER}."
)
FOUND_ONLY = "The deals are too many to list: shares count only deals that were found, and may be higher."
_TAILS = "Of a weight that is given as an order, the ends are those between which nine draws of ten lie."


class JudgementRow(NamedTuple):
    """One uncertain judgement: its ends, draws with a deal at either, what knowing it is worth if clear."""

    path: str
    label: str
    low: str
    high: str
    chance_low: str
    chance_high: str
    worth: str


class FlipLine(NamedTuple):
    """One smallest change in words."""

    path: str
    label: str
    now: str
    then: str
    within: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOut:
    """The screen *What to find out first*: largest swings and smallest changes first.

    ``unmoved`` says why judgements are no part of this, and how many.
    """

    sentences: tuple[str, ...]
    rows: tuple[JudgementRow, ...]
    row_note: str
    flips: tuple[FlipLine, ...]
    flip_title: str
    flip_note: str
    unmoved: tuple[tuple[str, int], ...]
    charts: tuple[Chart, ...]
    exact: bool


def find_out(case: Case, found: Sensitivity) -> FindOut:
    """Say what matters and what to find out first; last, what the answer would be under other accounts."""
    worth = {item.path: item for item in found.information}
    rows, flips = _moving(found)[:_ROWS], [flip for flip in found.flips if flip.at is not None]
    parts = (
        *_most(case, found), _flip_words(case, found), _verdict_words(case, found), _removed(case, found),
        _worth_words(case, found), _quiet(found), *what_accounts_change(case, found),
    )  # fmt: skip
    return FindOut(
        sentences=tuple(filter(None, parts)),
        rows=tuple(_row(case, swing, worth[swing.path]) for swing in rows),
        row_note=_row_note(rows, whole=found.whole),
        flips=tuple(_flip(case, found, flip) for flip in flips[:_FLIPS]),
        flip_title=f"The smallest{' known' if found.unproven else ''} change that "
        f"{'ends every' if found.central else 'makes a'} deal",
        flip_note=_SMALLEST if found.method.exact else _SMALLEST_OF_RANGES,
        unmoved=tuple(Counter(found.unmoved.values()).items()),
        charts=_charts(case, found),
        exact=found.method.exact,
    )


def what_it_takes(case: Case, found: Sensitivity) -> tuple[str, ...]:
    """At which value the judgements asked for change the answer, and what knowing them would settle."""
    return tuple(filter(None, (_flip_words(case, found), _verdict_words(case, found))))


def _row_note(rows: Sequence[Swing], *, whole: bool) -> str:
    """How far the shares of draws may be off, and what the ends of some weights are."""
    error = plus_minus(max((max(swing.zone.error_low, swing.zone.error_high) for swing in rows), default=0.0))
    notes = (
        f"Shares of draws: {error} of 100 at most." if error else "",
        "" if whole else FOUND_ONLY,
        _TAILS if any(swing.percentiles for swing in rows) else "",
    )
    return " ".join(filter(None, notes))


def _charts(case: Case, found: Sensitivity) -> tuple[Chart, ...]:
    """The pictures of what the answer hangs on, and of what knowing would be worth."""

    def label(item: Swing | Information) -> str:
        return label_of(case, item.path, item.tied)

    def swings_alt(bars: Sequence[Swing]) -> str:
        ends = [(label(bar), of_hundred(bar.zone.low), of_hundred(bar.zone.high)) for bar in bars[:5]]
        parts = "; ".join(f"{name} from {low} to {high}" for name, low, high in ends)
        return (
            f"Bars of {count(len(bars), 'judgement')}, largest swing first: draws with a deal when it is "
            f"at its low and at its high end; {parts}."
        )

    def worth_alt(bars: Sequence[Information]) -> str:
        parts = "; ".join(f"{label(bar)} {estimate(100 * bar.signature.value)} of 100" for bar in bars)
        return f"Bars: by how much knowing a judgement raises the chance of a signature; {parts}."

    hangs = partial(tornado, label=label, probability=found.probability)
    clear = [item for item in found.information if item.signature.clear]
    return (
        *ranked("tornado", _moving(found), _BARS, hangs, swings_alt),
        *ranked("worth", clear, _WORTHS, partial(worth_bars, label=label), worth_alt),
    )


def _moving(found: Sensitivity) -> list[Swing]:
    """Judgements that alter the answer, or that are worth knowing."""
    clear = {item.path for item in found.information if item.signature.clear}
    return [swing for swing in found.swings if _moves(found, swing) or swing.path in clear]


def _moves(found: Sensitivity, swing: Swing) -> bool:
    """Whether a judgement alters the answer in any draw."""
    zone = swing.zone
    return zone.swing_error > 0 or zone.low != found.probability or zone.high != found.probability


def _row(case: Case, swing: Swing, worth: Information) -> JudgementRow:
    value, zone = worth.signature, swing.zone
    chances = of_hundred(zone.low), of_hundred(zone.high)
    worth_words = f"{estimate(100 * value.value)} of 100 ({plus_minus(value.error)})" if value.clear else ""
    label, (low, high) = label_of(case, swing.path, swing.tied), numbers([swing.low, swing.high])
    return JudgementRow(swing.path, label, low, high, *chances, worth_words)


def _flip(case: Case, found: Sensitivity, flip: Flip) -> FlipLine:
    now, then = number(flip.central), flip_side(flip, opens=not found.central, exact=found.method.exact)
    return FlipLine(flip.path, label_of(case, flip.path, flip.tied), now, then, flip.within)


def _most(case: Case, found: Sensitivity) -> list[str]:
    """Which judgements move the chance of a deal most."""
    if found.method.exact:
        return [
            "Every judgement is one number, so nothing is uncertain; what follows is what a change would do."
        ]
    clear = [swing for swing in found.swings if abs(swing.zone.swing) > 2 * swing.zone.swing_error]
    if not clear:
        return ["No uncertain judgement, moved alone from end to end, changes how likely a deal is."]
    first, *rest = clear
    zone = first.zone
    low = phrases.of_draws(zone.low, zone.error_low)
    high = phrases.of_draws(zone.high, zone.error_high)
    bottom, top = numbers([first.low, first.high])
    start = "Of those asked for, most" if found.asked else "Most"
    said = [
        f"{start} hangs on {phrase_of(case, first.path, first.tied)}. At {bottom} there is a deal "
        f"in {low}, at {top} in {high}."
    ]
    if rest:
        next_ones = listed(phrase_of(case, swing.path, swing.tied) for swing in rest[:2])
        said.append(f"Next {'come' if len(rest) > 1 else 'comes'} {next_ones}.")
    return said


def flip_side(flip: Flip, *, opens: bool, exact: bool, scale: str = "") -> str:
    """Where the answer is the other one: ``39.4 or less``, ``more than 60 points``."""
    assert flip.at is not None
    side = {"upper": flip.at == flip.open.below, "holds": opens}
    # of an exact case as whole as the same number stands elsewhere on the page
    whole = exact and _rounded(flip.at, **side) == number(flip.at) == number(flip.at, places=4)
    return _from(flip.at, **side, beside=None if whole else flip.central, scale=scale)


def _rounded(limit: Number, *, upper: bool, holds: bool, beside: Number | None = None) -> str:
    return (upper_limit if upper == holds else lower_limit)(limit, beside=beside)


def _from(limit: Number, *, upper: bool, holds: bool, beside: Number | None = 0, scale: str = "") -> str:
    """The values up to (or from) a limit, or those beyond it; rounded so that it holds for all of them."""
    text = amount_words(scale, _rounded(limit, upper=upper, holds=holds, beside=beside))
    if holds:
        return f"{text} or {'less' if upper else 'more'}"
    return f"{'more' if upper else 'less'} than {text}"


def _flip_words(case: Case, found: Sensitivity) -> str:
    exact, known = found.method.exact, " known" if found.unproven else ""
    start = "The case" if exact else "With every judgement at its central value the case"
    start += " has a deal" if found.central else " has no deal"
    within = [flip for flip in found.flips if flip.within]
    flips = within or [flip for flip in found.flips if flip.at is not None]
    if not flips:
        some = " among those asked for" if found.asked else ""
        no = "is known to alter" if found.unproven else "alters"
        rest = _unknown(found, "judgement")
        return f"{start}, and no change of a single judgement{some} {no} that.{rest}"
    first, others = flips[0], len(within) - 1
    inside = "" if exact else " within its range" if within else ", though outside its range,"
    verb = "ends every deal" if found.central else "makes one"
    ranges = "its range" if others == 1 else "their ranges"
    more = f"; {figure(others)} more would do so within {ranges}" if others > 0 else ""
    what = phrase_of(case, first.path, first.tied)
    then = flip_side(first, opens=not found.central, exact=exact)
    return (
        f"{start}. The smallest{known} single change{inside} that {verb} is {what} at {then} instead of "
        f"{number(first.central)}{more}.{_unknown(found, 'further judgement')}"
    )


def _unknown(found: Sensitivity, noun: str) -> str:
    """Of how many judgements nothing was proven; empty if of none."""
    many = len(found.unproven)
    return f" Of {count(many, noun)} it is not known whether a change does so: {UNPROVEN}." if many else ""


def _verdict_words(case: Case, found: Sensitivity) -> str:
    """What one known judgement would settle."""
    first = next((flip for flip in found.verdict_flips if flip.within), None)
    if found.method.exact or first is None:
        return ""
    return (
        f"If it were known that {phrase_of(case, first.path, first.tied)} is {_settles(found, first)}, "
        f"a deal would be {first.to}, whatever the rest."
    )


def _settles(found: Sensitivity, flip: VerdictFlip) -> str:
    """For which values the verdict is the other one: ``8 or less``, ``more than 60``."""
    rank = ("impossible", "possible", "certain")
    rises = rank.index(flip.to or found.verdict) > rank.index(found.verdict)
    holds = flip.certain if (flip.to == "certain" if rises else found.verdict == "certain") else flip.possible
    end = holds.below if holds.below is not None else holds.above
    assert end is not None  # else the verdict would be the same for every value
    return _from(end, upper=holds.below is not None, holds=rises)


def _removed(case: Case, found: Sensitivity) -> str:
    told = listed((phrase_of(case, item.path) for item in found.removals if item.opens), "or")
    return f"Without {one_line(told)} there would be a deal at the central values." if told else ""


def _worth_words(case: Case, found: Sensitivity) -> str:
    """What to find out first, and how little or much that helps."""
    if found.method.exact or not found.information or found.best is None:
        return ""
    best, base, told = found.information[0], found.acceptability, tense(case)
    value, now, all_of_it = best.signature, of_hundred(base), of_hundred(found.probability)
    if now == all_of_it:
        return (
            f"There {told('is', 'was')} nothing to find out first: the best proposal would "
            f"{told('be', 'have been')} signed in {now}, and to know everything would not "
            f"{told('raise', 'have raised')} that."
        )
    error = plus_minus(found.error)
    most = f"to know everything would {told('raise', 'have raised')} it to {all_of_it}" + (
        f" ({error})" if error else ""
    )
    if not value.clear:
        return (
            f"No single judgement, found out before the proposal {told('is', 'was')} made, would clearly "
            f"{told('raise', 'have raised')} the chance that it {told('is', 'was')} signed, "
            f"which {told('is', 'was')} {now} at best; {most}."
        )
    before, after = estimates([100 * base, 100 * (base + value.value)])
    what, rise = phrase_of(case, best.path, best.tied), f"from {before} to {after} of 100"
    if signed_words(case):
        return (
            f"Most worth knowing was {what}: known before the proposal, it would have raised the chance of a "
            f"signature {rise} ({plus_minus(value.error)})."
        )
    return (
        f"Find out first: {what}. Known before the proposal is made, it would raise the chance that the "
        f"proposal is signed {rise} ({plus_minus(value.error)}); {most}."
    )


def _quiet(found: Sensitivity) -> str:
    """How many judgements need no more work, and how many of them do nothing at all and are not shown."""
    quiet = sum(abs(swing.zone.swing) < _LITTLE for swing in found.swings)
    still = sum(not _moves(found, swing) for swing in found.swings)
    if not quiet:
        return ""
    few = "The only uncertain judgement"
    if len(found.swings) > 1:
        few = f"{capital(count(quiet, 'uncertain judgement'))} of {len(found.swings)}"
    if quiet == len(found.swings) > 1:
        none = f"None of the {count(quiet, 'uncertain judgement')} moves"
        if still == quiet:
            return f"{none} anything: the chance of a deal is the same from end to end."
        return f"{none} the chance of a deal by 1 of 100 or more from end to end."
    move = "moves" if quiet == 1 else "move"
    if still == quiet:
        return sentence(f"{few} {move} nothing: the chance of a deal is the same from end to end")
    none = f"; {figure(still)} of them {'moves' if still == 1 else 'move'} nothing" if still else ""
    return sentence(f"{few} {move} the chance of a deal by less than 1 of 100 from end to end{none}")
