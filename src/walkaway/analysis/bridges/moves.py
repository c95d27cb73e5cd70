"""Bridges that only move what is there: walk-aways, red lines, and who must accept."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...case import Majority
from ...case.judgement import exact_number, written
from ...case.titles import amount_words, pattern_words
from ...language import in_quotes
from ...numbers import lower_limit, number
from ...space import Bools, Votes
from ...space.witnesses import hits, needs
from .bridge import Bridge
from .changes import lowered, ruled, softened, without
from .setting import BridgeSetting, Found, Outcome, Trial, decimal_up, feasible

SINGLE = 24
"""Most options of a red line that are allowed one at a time."""

_FINE = Decimal("1e-6")
_MOST_LEVELS = 1 << 14
_TIED = "is worth what a certain deal is worth, and moves with it from draw to draw"


def _central_fall(setting: BridgeSetting, who: int) -> Fraction | None:
    """The smallest fall that opens a zone in the central realisation, exact; None where none does."""
    yes = (setting.margins >= 0) & setting.open_to
    if setting.space.passes(yes).any():
        return Fraction(0)
    yes[:, who] = ~setting.refused[:, who]  # a walk-away that falls to a cap is no longer above it
    lacking = setting.margins[setting.space.passes(yes), who]
    return -int(lacking.max()) * setting.values.units[who] if len(lacking) else None


def concessions(setting: BridgeSetting) -> Found:
    """For each who is asked: the smallest fall of its walk-away that does: an order statistic."""
    for index, who in enumerate(setting.space.who):
        need, possible, witness = needs(setting.table, setting.real, index, asked=~setting.found)
        falls, label = np.sort(need[possible]), setting.label(who)
        if len(falls) < setting.missing:
            yield setting.falls_short("concession", who, f"A concession by {label} alone", possible)
            continue
        if setting.tied(who):
            yield f"A concession by {label} alone: the walk-away {_TIED}"
            continue
        fall = setting.own(index, falls[setting.missing - 1])
        step = setting.steps[index] if setting.exact else setting.finer_step(index, fall)
        amount, step = (exact_number(fall), step * _FINE) if setting.exact else (decimal_up(fall, step), step)
        opened = possible & (need <= setting.scaled(index, amount))
        below = possible & (need <= setting.scaled(index, Fraction(amount) - Fraction(step)))
        outcome = setting.known(lowered(setting.case, who, amount), opened, setting.opening(opened, witness))
        central = _central_fall(setting, index)
        exactly = (None, None) if central is None else (float(central), str(central))
        by = amount_words(setting.case.preferences[who].scale, lower_limit(amount, beside=0))
        trial = Trial(
            kind="concession", title=f"The walk-away of {label} falls by {by}",
            costs={who: float(amount)}, amount=float(amount), below=setting.zone_share(below),
            terms={"step": float(step), "central": exactly[0], "central_exact": exactly[1]},
        )  # fmt: skip
        yield setting.bridge(outcome, trial)


def shared(setting: BridgeSetting) -> Found:
    """All walk away lower by the same share of their reach: the smallest thousandth that does, by halving."""
    parties = range(setting.space.parties)
    tied = [setting.label(who) for who in setting.case.parties if setting.tied(who)]
    if tied:
        yield f"All parties concede alike: the walk-away of {' and '.join(tied)} {_TIED}"
        return

    def falls(thousandths: int) -> dict[int, Decimal]:
        share = Fraction(thousandths, 1000)
        return {who: decimal_up(Fraction(setting.reach[who]) * share, setting.steps[who]) for who in parties}

    def opened(thousandths: int, asked: Bools) -> tuple[Bools, NDArray[np.intp]]:
        scaled = {who: setting.scaled(who, fall) for who, fall in falls(thousandths).items()}
        # of whole numbers a fraction of a unit lets nothing more pass
        moves = {who: -int(fall) if setting.exact else -fall for who, fall in scaled.items()}
        return hits(setting.table, setting.real.moved(moves), asked=asked)

    low, high = 0, 1000
    found, witness = opened(high, ~setting.found)
    if int(found.sum()) < setting.missing:
        yield setting.falls_short("concession", setting.space.who[0], "All parties concede alike", found)
        return
    less = np.zeros_like(found)
    while high - low > 1:
        middle = (low + high) // 2
        tried, pairs = opened(middle, found & ~less)  # the others are known: open below, or not even above
        witness[tried] = pairs[tried]
        if int((tried | less).sum()) >= setting.missing:
            high, found = middle, tried | less
        else:
            low, less = middle, tried | less
    case, paid = setting.case, {setting.space.who[who]: fall for who, fall in falls(high).items()}
    for name, fall in paid.items():
        case = lowered(case, name, fall)
    trial = Trial(
        kind="concession", title=f"Each party’s walk-away falls by {number(high / 10)} % of its reach",
        costs={name: float(fall) for name, fall in paid.items()}, amount=high / 1000,
        terms={"step": 0.001, "central": None, "central_exact": None}, below=setting.zone_share(less),
    )  # fmt: skip
    yield setting.bridge(setting.known(case, found, setting.opening(found, witness)), trial)


# ------------------------------------------------------------------------------------------- red lines


def step_back(setting: BridgeSetting, who: str, line: int, deal: dict[str, str]) -> float:
    """What the nearest deal before a red line is worth beyond one across it: the least central gain, or 0."""
    space, index = setting.space, setting.space.who.index(who)
    pattern = setting.case.preferences[who].red_lines[line]
    near = [
        {**deal, issue: option}
        for issue in dict.fromkeys(chain(pattern.when, pattern.unless))
        for option in setting.case.issues[issue].options
        if not pattern.holds({**deal, issue: option})
    ]
    picks = np.concatenate([space.picks_of(deal), *map(space.picks_of, near)])
    good = feasible(space, picks) & ~space.joint.refused(picks, index)
    worth = space.worth(setting.values, picks)[:, index]
    gains = (worth - worth[0])[good]
    return float(max(0, gains.min())) * float(setting.units[index]) if len(gains) else 0.0


def red_lines(setting: BridgeSetting) -> Found:
    """For each red line the cheapest way to soften it that reaches the target: one option of it, else all."""
    for who in setting.space.who:
        for place in range(len(setting.case.preferences[who].red_lines)):
            yield from _red_line(setting, who, place)


def _red_line(setting: BridgeSetting, who: str, place: int) -> Found:
    case, label = setting.case, setting.label(who)
    pattern = case.preferences[who].red_lines[place]
    line = f"the red line of {label} {in_quotes(pattern_words(case, pattern))}"
    chosen = {issue: case.chosen(issue, choice) for issue, choice in pattern.when.items()}

    def bridge(outcome: Outcome, allow: tuple[str, str] | None = None) -> Bridge:
        title = f"Without {line}"
        if allow is not None:
            title = f"{in_quotes(case.option_label(*allow))} allowed in {line}"
        deal, _, _ = setting.shown(outcome)
        trial = Trial(
            kind="red line", title=title, costs={who: step_back(setting, who, place, deal)},
            terms={"line": place, "allow": None if allow is None else list(allow)},
        )  # fmt: skip
        return setting.bridge(outcome, trial)

    gone = setting.attempt(softened(case, who, place), only=chosen)
    if not setting.reaches(gone):
        yield setting.falls_short("red line", who, f"Without {line}", gone.found)
        return
    softer = []
    for issue, options in chosen.items():
        if len(options) > SINGLE:
            where = f"{in_quotes(case.issue_label(issue))} in {line}"
            yield f"Single options of {where}: there are more than {SINGLE}"
        elif len(options) > 1:
            for option in options:
                changed = softened(case, who, place, (issue, option))
                outcome = setting.attempt(changed, only=chosen | {issue: (option,)})
                if setting.reaches(outcome):
                    softer.append(bridge(outcome, (issue, option)))
    yield min(softer or [bridge(gone)], key=lambda bridge: (bridge.share, -bridge.probability))


# ---------------------------------------------------------------------------------------- ratification


def ratifications(setting: BridgeSetting) -> Found:
    """Each ratifier not asked, all of them not asked, and lower quotas among three or more."""
    case = setting.case
    names, reached = list(case.ratifiers), False
    for group in [*([name] for name in names), *([names] if len(names) > 1 else [])]:
        if len(group) > 1 and reached:
            continue  # one alone was enough
        who = " and ".join(map(setting.label, group))
        outcome = setting.attempt(without(case, group))
        title = f"{who} need not agree" if len(group) > 1 else f"{who} need not agree any more"
        if not setting.reaches(outcome):
            yield setting.falls_short("ratification", group[0], title, outcome.found)
            continue
        reached = True
        yield setting.bridge(outcome, _passed_over(setting, outcome, group, title, {"without": group}))
    yield from _lower_levels(setting)


def _lower_levels(setting: BridgeSetting) -> Found:
    """For each condition of the rule, the highest level below the one in force that reaches the target."""
    case, votes = setting.case, setting.space.votes
    if votes.parties < 3:
        return
    parties = list(case.parties)
    unanimity = Majority.model_validate({"quota": len(parties)})
    for turn, majority in enumerate(case.agreement.conditions or (unanimity,)):
        levels = _levels(votes, turn)
        whole = majority.whole(tuple(parties))
        unit = int(votes.held[turn].sum()) / whole
        outcomes: dict[int, Outcome] = {}

        def reaches(level: int, turn: int = turn, unit: Fraction = unit, known: Any = outcomes) -> bool:
            known[level] = setting.attempt(ruled(setting.case, turn, exact_number(level / unit)))
            return setting.reaches(known[level])

        if not levels:
            continue
        place = bisect_left(levels, True, key=reaches)
        level = levels[min(place, len(levels) - 1)]
        counted = written(exact_number(level / unit))
        are = "is" if counted == "1" else "are"
        every, voters = written(exact_number(whole)), "votes"
        terms: dict[str, object] = {"votes": counted}
        if majority.votes is None:
            every, voters, terms = str(votes.parties), "parties", {"quota": level}
        title = f"{counted} of {every} {voters} {are} enough"
        if place < len(levels):
            passed = _passed_over(setting, outcomes[level], parties, title, terms)
            yield setting.bridge(outcomes[level], passed)
        else:
            yield setting.falls_short("ratification", parties[0], title, outcomes[level].found)


def _levels(votes: Votes, number: int) -> list[int]:
    """Votes that two or more parties, every veto among them, bring together, below what is asked."""
    reached: set[tuple[int, int]] = {(0, 0)}  # votes, and how many parties bring them, up to two
    for who, own in enumerate(map(int, votes.held[number])):
        joined = {(total + own, min(2, many + 1)) for total, many in reached}
        reached = joined if who in votes.vetoes else reached | joined
        if len(reached) > _MOST_LEVELS:
            return []
    enough = int(votes.enough[number])
    return sorted({total for total, many in reached if many == 2 and 0 < total < enough}, reverse=True)


def _passed_over(
    setting: BridgeSetting, outcome: Outcome, group: list[str], title: str, terms: dict[str, object]
) -> Trial:
    """What those who are passed over lose against walking away: the mean over realisations, shown deal."""
    _, _, picks = setting.shown(outcome)
    space, real = setting.space, setting.real
    costs = {}
    for who in group:
        index = space.who.index(who)
        worth = np.minimum(space.values(real.coefficients[index], picks, space.joint)[0], real.caps[index])
        lost = float(np.maximum(0, real.away[index] - worth).mean())
        costs[who] = lost * (float(setting.units[index]) if setting.exact else 1.0)
    paying = {who: cost for who, cost in costs.items() if cost > 0} or {group[0]: 0.0}
    return Trial(kind="ratification", title=title, costs=paying, terms=terms)
