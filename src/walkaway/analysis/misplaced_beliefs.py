"""Which beliefs are not on the scale of the party they are about: a doubt, and no explanation rests on them.

A believed walk-away is *misplaced* if it lies above or below every deal, in the other's scores as they are
believed; believed scores of an issue are, if they have nothing in common with the other's own and differ in
sign or tenfold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from ..case import Case, Judgement, Judgements
from ..case.judgement import TO_BE_JUDGED, shown
from ..case.lines import Path
from ..case.records import Belief
from ..case.unjudged import unjudged_belief, unjudged_of
from ..space import DEAL_BUDGET, build_space, central_values
from ..space.weights import Floats
from .zone.bounds import Bounds, build_bounds

_TENFOLD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A belief that is not on the scale of the party it is about."""

    who: str  # whose belief, and of whom
    about: str
    path: Path  # where it stands in the file
    found: str  # as a fault says them
    expected: str
    wholly: bool = True  # nothing can rest on it; False where only an end of its range lies beyond every deal


def misplaced(case: Case, *, budget: int = DEAL_BUDGET) -> tuple[Misplaced, ...]:
    """All beliefs of a case that are not on the scale of the party they are about; O(deals · issues) each.

    Beyond the budget impossible patterns are ignored: something may be missed, nothing is said wrongly.
    """
    found: list[Misplaced] = []
    for who, about, belief in _beliefs(case):
        if about in case.everyone and not unjudged_belief(belief) and not unjudged_of(case, (about,)):
            found += _scores(case, who, about, belief)
            found += _walk_away(case, who, about, belief, budget)
    return tuple(found)


def without_misplaced(case: Case) -> tuple[Case, tuple[Misplaced, ...]]:
    """The case without the beliefs that nothing can rest on, and these."""
    unjudged = (
        Misplaced(who=who, about=about, path=_place(who, about), found=TO_BE_JUDGED, expected="a judgement")
        for who, about, belief in _beliefs(case)
        if unjudged_belief(belief)
    )
    dropped = (*unjudged, *(item for item in misplaced(case) if item.wholly))
    pairs = {(item.who, item.about) for item in dropped}
    if not pairs:
        return case, ()
    preferences = {
        who: preference.model_copy(
            update={"believes": {o: b for o, b in preference.believes.items() if (who, o) not in pairs}}
        )
        for who, preference in case.preferences.items()
    }
    return case.with_parts(preferences=preferences), dropped


def _beliefs(case: Case) -> Iterator[tuple[str, str, Belief]]:
    for who in case.everyone:
        for about, belief in case.preferences[who].believes.items():
            yield who, about, belief


def _place(who: str, about: str, *more: str) -> Path:
    return ("preferences", who, "believes", about, *more)


def _four_places(value: float) -> str:
    return shown(Decimal(f"{value:.4f}"))


def _walk_away(case: Case, who: str, about: str, belief: Belief, budget: int) -> Iterator[Misplaced]:
    """A believed walk-away that reaches above or below every deal, in the scores as they are believed."""
    away = belief.walk_away
    if not isinstance(away, Judgement):  # not believed, or the worth of a deal, which is on any scale
        return
    seen = case.preferences[about].seen_as(belief)
    eyes = case.with_parts(preferences={**case.preferences, about: seen})
    space = build_space(eyes)
    bounds = build_bounds(eyes, space, central_values(eyes, space))
    number = space.who.index(about)
    low, high = extent(bounds, number, budget)
    if low > high:  # no deal can be carried out
        return
    slack, label = bounds.parties[number].slack, case.label(about)
    top, bottom = (max(high, 100.0), min(low, 0.0)) if seen.weights is not None else (high, min(low, 0.0))
    bottom = min(bottom, low - (high - low))  # who would sign anything may be believed to walk away below it
    top, bottom = top + slack, bottom - slack
    above, below = float(away.low) > high + slack, float(away.high) < bottom
    wholly = above or below or not bottom <= float(away.central) <= top
    side = "above" if above or (not below and float(away.high) > top) else "below"
    if not (above or below) and float(away.high) <= top and float(away.low) >= bottom:
        return
    reaches = "" if above or below else "which reaches "
    scale = f"{_four_places(low)} to {_four_places(high)}"
    yield Misplaced(
        who=who, about=about, path=_place(who, about, "walk_away"), wholly=wholly,
        found=f"{away}, {reaches}{side} every deal of {label} ({scale})",
        expected=f"a belief on the scale of {label}, whose deals are worth {scale}",
    )  # fmt: skip


def _scores(case: Case, who: str, about: str, belief: Belief) -> Iterator[Misplaced]:
    """Believed scores that have nothing in common with the party's own on an issue."""
    for issue, scores in belief.scores.items():
        own = case.preferences[about].scores.get(issue)
        if own is None or not own.named or not scores.named:
            continue
        (low, high), (least, most) = _ends(own), _ends(scores)
        size, other = max(abs(low), abs(high)), max(abs(least), abs(most))
        tenfold = max(size, other) >= _TENFOLD * min(size, other)
        if (most < low or least > high) and (tenfold or most <= 0 <= low or high <= 0 <= least):
            label = case.label(about)
            mine = f"{_four_places(low)} to {_four_places(high)}"
            words = f"{_four_places(least)} to {_four_places(most)}"
            yield Misplaced(
                who=who, about=about, path=_place(who, about, "scores", issue),
                found=f"scores of {words}, far from those of {label} ({mine})",
                expected=f"a belief on the scale of {label}",
            )  # fmt: skip


def _ends(scores: Judgements) -> tuple[float, float]:
    named = scores.named.values()
    return min(float(point.low) for point in named), max(float(point.high) for point in named)


def extent(bounds: Bounds, who: int, budget: int = DEAL_BUDGET) -> tuple[float, float]:
    """Least and largest value of any deal for a party; beyond the budget they may lie too far out."""
    space, party = bounds.space, bounds.parties[who]
    if space.combinations <= budget:
        return _least(bounds, who, budget, most=False), _least(bounds, who, budget, most=True)
    ends = []
    for bound, pick, side in ((party.low, np.min, "lowest"), (party.high, np.max, "highest")):
        best: Floats = np.array(
            [[pick(bound[space.first[j] : space.first[j] + len(space.options[j])]) for j in party.columns]]
        )
        total = float(best.sum()) if party.weights is None else float(getattr(party.weights, side)(best)[0])
        added = [bound[term.feature] for term in space.terms[who] if term.path]
        total += sum(min(0.0, add) if side == "lowest" else max(0.0, add) for add in added)
        ends.append(min(total, party.cap))
    return ends[0], ends[1]


def _least(bounds: Bounds, who: int, budget: int, *, most: bool) -> float:
    """The least value of any deal for a party, or the largest; issues on their own take theirs at once."""
    space, party = bounds.space, bounds.parties[who]
    bound, pick, sign = (party.high, np.argmax, 1) if most else (party.low, np.argmin, -1)
    alone = [cluster.issues[0] for cluster in space.clusters if not cluster.patterned]
    linked = [issue for issue in space.joint.issues if issue not in alone] or [alone.pop()]
    inner = replace(space.joint, issues=tuple(linked), shape=tuple(len(space.options[j]) for j in linked))
    found = [-np.inf]
    for _, some in inner.chunks(budget):
        picks = np.zeros((len(some), len(space.issues)), np.intp)
        picks[:, linked] = some
        for issue in alone:
            first = space.first[issue]
            picks[:, issue] = pick(bound[first : first + len(space.options[issue])])
        found.append((sign * bounds.end(who, picks, most=most)).max(initial=-np.inf))
    return min(sign * float(max(found)), party.cap)
