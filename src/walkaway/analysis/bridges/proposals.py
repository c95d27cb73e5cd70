"""For the mediator: deals most likely to be signed and fairest, and the next step of a single text.

*Proposals*: deals whose acceptability cannot be told from the best (95 % intervals overlap), by fairness, the
mean gain of the party that gains least among those needed, in shares of its most; then the others. None is
proposed that another one, not surely less likely, betters for a party at no other's cost, and none that is
another one in other words (:mod:`~walkaway.analysis.zone.apart`).

*One text* (Fisher and Ury, *Getting to Yes*, 1981, chapter 6; Raiffa, *The Art and Science of Negotiation*,
1982, chapter 14; used at Camp David in 1978): an issue on which a text takes an option that no last offer
named is a *departure*. The next step is the best text with the fewest departures that is more acceptable than
the better of the last offers by more than two standard errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

import numpy as np
from numpy.typing import NDArray

from ...errors import UsageError
from ...space import Picks
from ...space.draws import Draws
from ...space.sweep import accepted, gains_of
from ...space.weights import Floats
from ..answers import Answers
from ..improve.offers import complete_offer, open_issues
from ..zone.acceptability import standard_error, wilson
from ..zone.apart import far_apart, places_of
from ..zone.averages import Averages
from ..zone.contenders import contenders, reach_of
from ..zone.zone import Listed
from .bridge import OneText, Proposal, Text
from .setting import BridgeSetting

_POOL = 100
_DEPARTURES = 4


def _pool(answers: Answers, means: Averages) -> Picks:
    """The deals that pass in most draws, and the fairest that contend for a place among the likely.

    In large spaces, the likely deals that were shown.
    """
    listed = answers.zone.listed
    if listed is None:
        picks = [answers.space.picks_of(item.deal) for item in answers.likely.deals]
        return np.concatenate(picks) if picks else np.zeros((0, len(answers.space.issues)), np.intp)
    zone, front = answers.zone, answers.frontier
    reach = reach_of(means, zone, front)
    fairest = contenders(means, zone, front, reach=reach, comparable=False).picks[:_POOL]
    return np.unique(np.concatenate((fairest, _often(answers, listed))), axis=0)


def _often(answers: Answers, listed: Listed) -> Picks:
    """The deals that pass in most draws."""
    passed, draws = listed.tally.passed, len(listed.tally.zone)
    rows = np.flatnonzero(passed)
    rows = rows[np.argsort(-passed[rows], kind="stable")]
    low, high = wilson(passed[rows], draws)
    level = rows[high >= low.max(initial=0.0)]
    if len(level) > _POOL:  # too many are level with the best: look at some of all, evenly
        level = level[np.linspace(0, len(level) - 1, _POOL).astype(int)]
    return answers.space.joint.picks(listed.flat[np.unique(np.concatenate((level, rows[:_POOL])))])


def _bettered(means: Averages, picks: Picks, low: Floats, high: Floats) -> NDArray[np.bool_]:
    """Which deals another one betters, on average, that is not surely less likely."""
    worth = (means.worth(picks) // np.maximum(1, means.slack))[:, : means.space.parties]
    found = np.zeros(len(picks), bool)
    for row, own in enumerate(worth):
        better = (worth >= own).all(axis=1) & (worth > own).any(axis=1) & (high >= low[row])
        found[row] = better.any()
    return found


def _apart(
    picks: Picks,
    gains: Floats,
    order: NDArray[np.intp],
    level: int,
    count: int,
    places: Sequence[Floats | None],
) -> NDArray[np.intp]:
    """Few deals of an order that differ, as the likely ones do; of the first, ``level``, before others."""
    first = sorted(far_apart(picks[order[:level]], gains[order[:level]], count, places))
    order = np.concatenate((order[first], order[level:]))
    return order[sorted(far_apart(picks[order], gains[order], count, places, chosen=max(1, len(first))))]


def proposals(
    setting: BridgeSetting, answers: Answers, draws: Draws, *, count: int = 5
) -> tuple[Proposal, ...]:
    """The mediator's list; empty where no deal passes in any draw."""
    space, means = answers.space, Averages(answers.bounds, answers.drawn)
    picks = _pool(answers, means)
    if not len(picks):
        return ()
    accepts = accepted(space, draws, picks)
    hits = space.passes(accepts.transpose(0, 2, 1)).sum(axis=1)
    own = gains_of(space, draws, picks)
    most = own[hits > 0].mean(axis=2).max(axis=0, initial=0.0)
    gains = own / np.maximum(most, setting.units)[None, :, None]
    fairness = space.votes.least(gains[:, : space.parties].transpose(0, 2, 1)).mean(axis=1)
    low, high = wilson(hits, draws.count)
    level = high >= low.max()
    order = np.lexsort((-fairness, np.where(level, 0, -hits), ~level))
    order = order[(hits[order] > 0) & ~_bettered(means, picks, low, high)[order]]
    shares, places = gains.mean(axis=2)[:, : space.parties], places_of(means, answers.case)
    order = _apart(picks, shares, order, int(level[order].sum()), count, places)
    return tuple(
        Proposal(
            deal=space.deal(picks[row]),
            acceptability=float(hits[row]) / draws.count,
            error=0.0 if setting.exact else standard_error(float(hits[row]) / draws.count, draws.count),
            interval=(float(low[row]), float(high[row])) if not setting.exact else (1.0, 1.0),
            fairness=float(fairness[row]),
            gains={who: float(gains[row, p].mean()) for p, who in enumerate(space.who)},
            lifts=_lifts(setting, own[row], accepts[row]),
        )
        for row in order
    )


def _lifts(setting: BridgeSetting, gains: Floats, accepts: NDArray[np.bool_]) -> dict[str, float | None]:
    """For each: the smallest fall of its walk-away with which this deal reaches the target."""
    space = setting.space
    needed = max(1, int(np.ceil(setting.target * accepts.shape[1] - 1e-9)))
    already = space.passes(accepts.T)
    lifts: dict[str, float | None] = {}
    for who, name in enumerate(space.who):
        granted = accepts.copy()
        lines = ~accepts[who] & (gains[who] >= 0)  # refused for a red line
        granted[who] = ~lines
        able = space.passes(granted.T)
        short = np.maximum(0.0, np.where(already | accepts[who], 0.0, -gains[who])[able])
        lifts[name] = float(np.sort(short)[needed - 1]) if len(short) >= needed else None
    return lifts


def one_text(answers: Answers) -> OneText | None:
    """The next step from the offers on record; None without offers, or with too many deals to list."""
    listed, space, case = answers.zone.listed, answers.space, answers.case
    last = {event.by: dict(event.offer) for event in case.offers if event.offer}
    if not last or listed is None or not len(listed.flat):
        return None
    picks = space.joint.picks(listed.flat)
    passed, draws = listed.tally.passed, len(listed.tally.zone)
    away = np.zeros(picks.shape, bool)
    for issue, (name, options) in enumerate(zip(space.issues, space.options, strict=True)):
        named = {options.index(offer[name]) for offer in last.values() if name in offer}
        if named:
            away[:, issue] = ~np.isin(picks[:, issue], list(named))
    now = 0.0
    for by, offer in last.items():
        meant = _meant(answers, offer, by)
        now = max(now, int(passed[(picks == meant).all(axis=1)].max(initial=0)) / draws)
    departures = away.sum(axis=1)
    texts = tuple(
        _text(answers, picks[row], away[row], int(passed[row]), draws)
        for k in range(_DEPARTURES + 1)
        if (row := _best(passed, departures == k)) is not None
    )
    error = 0.0 if answers.exact else standard_error(now, draws)
    step = next((t for t in texts if t.acceptability - now > 2 * hypot(t.error, error)), None)
    return OneText(offers=last, now=now, open=open_issues(space, *last.values()), texts=texts, step=step)


def _meant(answers: Answers, offer: dict[str, str], by: str) -> Picks:
    """The deal an offer stands for as a row of picks; -1 throughout where nobody can carry it out."""
    space = answers.space
    try:
        return space.picks_of(complete_offer(space, answers.bounds.values, offer, by))
    except UsageError:
        return np.full((1, len(space.issues)), -1, np.intp)


def _best(passed: NDArray[np.int64], among: NDArray[np.bool_]) -> int | None:
    rows = np.flatnonzero(among)
    return int(rows[passed[rows].argmax()]) if len(rows) else None


def _text(answers: Answers, picks: Picks, away: NDArray[np.bool_], passed: int, draws: int) -> Text:
    share = passed / draws
    return Text(
        departures=int(away.sum()),
        deal=answers.space.deal(picks),
        changed=tuple(name for name, far in zip(answers.space.issues, away, strict=True) if far),
        acceptability=share,
        error=0.0 if answers.exact else standard_error(share, draws),
    )
