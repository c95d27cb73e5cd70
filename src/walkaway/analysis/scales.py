"""A belief stands on the scale of the party it is about: which beliefs cannot.

What one party believes of another is compared with the other's own judgements, so both must be on the
other's scale. A believed walk-away is *misplaced* if it lies above or below every deal, in the other's scores
as they are believed; believed scores of an issue are, if they and the other's own have nothing in common and
differ in sign or tenfold in size. A misplaced belief is a doubt, and no explanation rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass
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

__all__ = ["Misplaced", "extent", "four_places", "misplaced", "without_misplaced"]

_TENFOLD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A belief that is not on the scale of the party it is about.

    Attributes
    ----------
    who, about : str
        Whose belief, and of whom.
    path : tuple
        Where it stands in the file.
    found, expected : str
        As a fault says them.
    wholly : bool
        Nothing can rest on it; False where only an end of its range lies beyond every deal.
    """

    who: str
    about: str
    path: Path
    found: str
    expected: str
    wholly: bool


def four_places(value: float) -> str:
    """A value with at most four places."""
    return shown(Decimal(f"{value:.4f}"))


def misplaced(case: Case, *, budget: int = DEAL_BUDGET) -> tuple[Misplaced, ...]:
    """All beliefs of a case that are not on the scale of the party they are about.

    Parameters
    ----------
    case : Case
    budget : int
        Up to so many deals are gone through for exact ends of a scale; beyond it, impossible patterns are
        ignored, so that something may be missed but nothing is said wrongly.

    Notes
    -----
    O(deals · issues) for each belief about a walk-away.
    """
    found: list[Misplaced] = []
    for who in case.everyone:
        for about, belief in case.preferences[who].believes.items():
            if about not in case.everyone:
                continue
            path: Path = ("preferences", who, "believes", about)
            if unjudged_belief(belief) or unjudged_of(case, (about,)):
                continue
            found += _scores(case, who, about, belief, path)
            item = _walk_away(case, who, about, belief, path, budget)
            found += [] if item is None else [item]
    return tuple(found)


def without_misplaced(case: Case) -> tuple[Case, tuple[Misplaced, ...]]:
    """The case without the beliefs that nothing can rest on, and these."""
    dropped = (*_unjudged(case), *(item for item in misplaced(case) if item.wholly))
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


def _unjudged(case: Case) -> tuple[Misplaced, ...]:
    return tuple(
        Misplaced(
            who=who, about=about, path=("preferences", who, "believes", about),
            found=TO_BE_JUDGED, expected="a judgement", wholly=True,
        )
        for who in case.everyone
        for about, belief in case.preferences[who].believes.items()
        if unjudged_belief(belief)
    )  # fmt: skip


def _walk_away(case: Case, who: str, about: str, belief: Belief, path: Path, budget: int) -> Misplaced | None:
    away = belief.walk_away
    if not isinstance(away, Judgement):  # not believed, or the worth of a deal, which is on any scale
        return None
    seen = case.preferences[about].seen_as(belief)
    eyes = case.with_parts(preferences={**case.preferences, about: seen})
    space = build_space(eyes)
    bounds = build_bounds(eyes, space, central_values(eyes, space))
    number = space.who.index(about)
    low, high = extent(bounds, number, budget)
    if low > high:  # no deal can be carried out
        return None
    slack = bounds.parties[number].slack
    scale = f"({four_places(low)} to {four_places(high)})"
    expected = f"a belief on the scale of {case.label(about)}, whose deals are worth {scale[1:-1]}"
    top, bottom = (max(high, 100.0), min(low, 0.0)) if seen.weights is not None else (high, min(low, 0.0))
    bottom = min(bottom, low - (high - low))  # who would sign anything may be believed to walk away below it
    middle = float(away.central)
    above, below = float(away.low) > high + slack, float(away.high) < bottom - slack
    if above or below:
        found = f"{away}, {'above' if above else 'below'} every deal of {case.label(about)} {scale}"
    elif float(away.high) > top + slack or float(away.low) < bottom - slack:
        side = "above" if float(away.high) > top + slack else "below"
        found = f"{away}, which reaches {side} every deal of {case.label(about)} {scale}"
    else:
        return None
    wholly = above or below or not bottom - slack <= middle <= top + slack
    return Misplaced(
        who=who, about=about, path=(*path, "walk_away"), found=found, expected=expected, wholly=wholly
    )


def _scores(case: Case, who: str, about: str, belief: Belief, path: Path) -> list[Misplaced]:
    """Believed scores that have nothing in common with the party's own on an issue."""
    found = []
    for issue, scores in belief.scores.items():
        own = case.preferences[about].scores.get(issue)
        if own is None or not own.named or not scores.named:
            continue
        (low, high), (least, most) = _ends(own), _ends(scores)
        apart = most < low or least > high
        size, other = max(abs(low), abs(high)), max(abs(least), abs(most))
        tenfold = max(size, other) >= _TENFOLD * min(size, other)
        if apart and (tenfold or most <= 0 <= low or high <= 0 <= least):
            label = case.label(about)
            own_words = f"{four_places(low)} to {four_places(high)}"
            words = f"{four_places(least)} to {four_places(most)}"
            found.append(
                Misplaced(
                    who=who,
                    about=about,
                    path=(*path, "scores", issue),
                    found=f"scores of {words}, far from those of {label} ({own_words})",
                    expected=f"a belief on the scale of {label}",
                    wholly=True,
                )
            )
    return found


def _ends(scores: Judgements) -> tuple[float, float]:
    named = scores.named.values()
    return min(float(point.low) for point in named), max(float(point.high) for point in named)


def extent(bounds: Bounds, who: int, budget: int = DEAL_BUDGET) -> tuple[float, float]:
    """Least and largest value that any deal can have for a party, whatever the judgements are.

    Parameters
    ----------
    bounds : Bounds
    who : int
    budget : int
        In larger spaces impossible patterns are ignored, so that the ends may lie too far out.
    """
    space, party = bounds.space, bounds.parties[who]
    if space.combinations <= budget:
        least, most = np.inf, -np.inf
        for _, picks in space.joint.chunks(budget):
            low, high = bounds.range(who, picks, space.joint)
            if len(low):
                least, most = min(least, float(low.min())), max(most, float(high.max()))
        return least, most
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
