"""Bridges that only move what is there: walk-aways, red lines, and who must accept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...case import Case, Choice, Majority
from ...case.judgement import Exact, exact_number, written
from ...case.titles import pattern_words
from ...numbers import lower_limit, number
from ...space import Bools, Votes
from ...space.witnesses import hits, needs
from .changes import lowered, ruled, softened, without
from .record import Bridge, Shortfall
from .setting import BridgeSetting, Outcome, Trial, decimal_up, feasible

__all__ = ["Found", "concessions", "ratifications", "red_lines", "shared", "smallest_fall"]

Found = Iterator[Bridge | Shortfall | str]
"""Bridges, what falls short, and sentences that say what was not tried and why."""

SINGLE = 24
"""Most options of a red line that are allowed one at a time."""

_FINE = Decimal("1e-6")
_MOST_LEVELS = 1 << 14
_TIED = "is worth what a certain deal is worth, and moves with it from draw to draw"


def smallest_fall(setting: BridgeSetting, who: int, amounts: NDArray[np.object_]) -> Fraction | None:
    """The smallest fall that opens as many realisations as are missing: an order statistic."""
    if len(amounts) < setting.missing:
        return None
    ordered = np.sort(amounts)
    return setting.own(who, ordered[setting.missing - 1])


def _central_fall(setting: BridgeSetting, who: int) -> Fraction | None:
    """The smallest fall that opens a zone in the central realisation, exact; None where none does."""
    yes = (setting.margins >= 0) & setting.open_to
    if setting.space.passes(yes).any():
        return Fraction(0)
    yes[:, who] = ~setting.refused[:, who]  # a walk-away that falls to a cap is no longer above it
    lacking = setting.margins[setting.space.passes(yes), who]
    return -int(lacking.max()) * setting.values.units[who] if len(lacking) else None


def _amount(setting: BridgeSetting, who: int, fall: Fraction) -> tuple[Exact, Decimal]:
    """A fall, exactly where every judgement is one number, and the step of the grid it lies on."""
    step = setting.step(who)
    if setting.exact:
        return exact_number(fall), step * _FINE
    return decimal_up(fall, step), step


def concessions(setting: BridgeSetting) -> Found:
    """For each who is asked: the smallest fall of its walk-away that reaches the target."""
    for index, who in enumerate(setting.space.who):
        need, possible, witness = needs(setting.table, setting.real, index, asked=~setting.found)
        fall = smallest_fall(setting, index, need[possible])
        label = setting.label(who)
        if fall is None:
            most = float((setting.found | possible).mean())
            yield Shortfall(kind="concession", who=who, title=f"{label} concedes alone", most=most)
            continue
        if setting.tied(who):
            yield f"{label} concedes alone: its walk-away {_TIED}"
            continue
        amount, step = _amount(setting, index, fall)
        opened = possible & (need <= setting.scaled(index, amount))
        below = possible & (need <= setting.scaled(index, Fraction(amount) - Fraction(step)))
        picks = setting.picks.copy()
        picks[opened] = setting.table.picks(witness[opened])
        case = lowered(setting.case, who, amount)
        exact = _central_fall(setting, index)
        trial = Trial(
            kind="concession",
            title=f"The walk-away of {label} falls by {lower_limit(amount)}",
            costs={who: float(amount)},
            amount=float(amount),
            terms={
                "step": float(step),
                "central": None if exact is None else float(exact),
                "central_exact": None if exact is None else str(exact),
            },
            below=float((setting.found | below).mean()),
        )
        yield setting.bridge(setting.known(case, opened, picks), trial)


def shared(setting: BridgeSetting) -> Found:
    """All parties walk away lower by the same share of their reach: the smallest thousandth that does.

    A zone that is there with some share is there with every larger one, so the share is found by halving.
    """
    parties = range(setting.space.parties)
    tied = [setting.label(who) for who in setting.case.parties if setting.tied(who)]
    if tied:
        yield f"All parties concede alike: the walk-away of {' and '.join(tied)} {_TIED}"
        return

    def falls(thousandths: int) -> dict[int, Decimal]:
        share = Fraction(thousandths, 1000)
        return {who: decimal_up(Fraction(setting.reach[who]) * share, setting.step(who)) for who in parties}

    def opened(thousandths: int, asked: Bools) -> tuple[Bools, NDArray[np.intp]]:
        moves = {who: -_whole(setting, who, fall) for who, fall in falls(thousandths).items()}
        return hits(setting.table, setting.real.moved(moves), asked=asked)

    low, high = 0, 1000
    found, witness = opened(high, ~setting.found)
    if int(found.sum()) < setting.missing:
        most = float((setting.found | found).mean())
        title = "All parties concede alike"
        yield Shortfall(kind="concession", who=setting.space.who[0], title=title, most=most)
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
    picks = setting.picks.copy()
    picks[found] = setting.table.picks(witness[found])
    case = setting.case
    for who, fall in falls(high).items():
        case = lowered(case, setting.space.who[who], fall)
    trial = Trial(
        kind="concession",
        title=f"Each party’s walk-away falls by {number(high / 10)} % of its reach",
        costs={setting.space.who[who]: float(fall) for who, fall in falls(high).items()},
        amount=high / 1000,
        terms={"step": 0.001, "central": None, "central_exact": None},
        below=float((setting.found | less).mean()),
    )
    yield setting.bridge(setting.known(case, found, picks), trial)


def _whole(setting: BridgeSetting, who: int, fall: Decimal) -> Any:
    """A fall in the numbers of the realisations; a fraction of a unit lets nothing more pass."""
    scaled = setting.scaled(who, fall)
    return int(scaled) if setting.exact else scaled


# ------------------------------------------------------------------------------------------- red lines


def step_back(setting: BridgeSetting, who: str, line: int, deal: dict[str, str]) -> float:
    """What the nearest deal on the old side of a red line is worth beyond one across it, own scale.

    The smallest gain, central realisation, among deals that differ on one issue of the line and do not lie
    in it, can be carried out and cross no red line of the party; 0 where one of them is worth no more, or
    there is none.
    """
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
    """For each red line: the cheapest way to soften it that reaches the target.

    One option is allowed where that is enough; else the line goes. Without the line every softer form of it
    is included, so where its removal falls short nothing else is tried.
    """
    for who in setting.space.who:
        label = setting.label(who)
        for place, pattern in enumerate(setting.case.preferences[who].red_lines):
            words = _line_words(setting, place, who)
            chosen = _chosen(setting, pattern.when)
            gone = setting.attempt(softened(setting.case, who, place), only=chosen)
            if not setting.reaches(gone):
                most = float((setting.found | gone.found).mean())
                yield Shortfall(
                    kind="red line", who=who, title=f"{label} drops its red line {words}", most=most
                )
                continue
            single = {issue: options for issue, options in chosen.items() if len(options) <= SINGLE}
            softer = [
                _softer(setting, who, place, (issue, option))
                for issue, options in single.items() if len(options) > 1 for option in options
            ]  # fmt: skip
            for issue in (issue for issue in chosen if issue not in single):
                where = f"“{setting.case.issue_label(issue)}” in its red line {words}"
                yield f"{label} allows single options of {where}: there are more than {SINGLE}"
            bridges = [bridge for bridge in softer if bridge is not None]
            if not bridges:
                bridges = [_line_bridge(setting, who, place, None, gone)]
            yield min(bridges, key=lambda bridge: (bridge.share, -bridge.probability))


def _chosen(setting: BridgeSetting, when: dict[str, Choice]) -> dict[str, tuple[str, ...]]:
    """A pattern with the options that lie in its stretches."""
    return {issue: setting.case.chosen(issue, choice) for issue, choice in when.items()}


def _line_words(setting: BridgeSetting, number: int, who: str) -> str:
    return f"“{pattern_words(setting.case, setting.case.preferences[who].red_lines[number])}”"


def _softer(setting: BridgeSetting, who: str, number: int, allow: tuple[str, str]) -> Bridge | None:
    issue, option = allow
    when = _chosen(setting, setting.case.preferences[who].red_lines[number].when) | {issue: (option,)}
    outcome = setting.attempt(softened(setting.case, who, number, allow), only=when)
    return _line_bridge(setting, who, number, allow, outcome) if setting.reaches(outcome) else None


def _line_bridge(
    setting: BridgeSetting, who: str, number: int, allow: tuple[str, str] | None, outcome: Outcome
) -> Bridge:
    words, label = _line_words(setting, number, who), setting.label(who)
    title = f"{label} drops its red line {words}"
    if allow is not None:
        title = f"{label} allows “{setting.case.option_label(*allow)}” in its red line {words}"
    deal, _, _ = setting.shown(outcome)
    trial = Trial(
        kind="red line", title=title, costs={who: step_back(setting, who, number, deal)}, amount=None,
        terms={"line": number, "allow": None if allow is None else list(allow)}, below=None,
    )  # fmt: skip
    return setting.bridge(outcome, trial)


# ---------------------------------------------------------------------------------------- ratification


def ratifications(setting: BridgeSetting) -> Found:
    """Each ratifier not asked, all of them not asked, and lower quotas among three or more."""
    case = setting.case
    names = list(case.ratifiers)
    groups = [[name] for name in names] + ([names] if len(names) > 1 else [])
    reached = False
    for group in groups:
        if len(group) > 1 and reached:
            continue  # one alone was enough
        who = " and ".join(map(setting.label, group))
        outcome = setting.attempt(without(case, group))
        title = f"{who} need not agree" if len(group) > 1 else f"{who} need not agree any more"
        if not setting.reaches(outcome):
            most = float((setting.found | outcome.found).mean())
            yield Shortfall(kind="ratification", who=group[0], title=title, most=most)
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
    for turn, majority in enumerate(case.agreement.conditions or (_everyone(case),)):
        levels = _levels(votes, turn)
        whole = majority.whole(tuple(parties))
        unit = int(votes.held[turn].sum()) / whole
        outcomes: dict[int, Outcome] = {}
        terms: dict[str, object]

        def reaches(level: int, turn: int = turn, unit: Fraction = unit, known: Any = outcomes) -> bool:
            known[level] = setting.attempt(ruled(setting.case, turn, exact_number(level / unit)))
            return setting.reaches(known[level])

        if not levels:
            continue
        place = bisect_left(levels, True, key=reaches)
        level = levels[min(place, len(levels) - 1)]
        counted = written(exact_number(level / unit))
        are = "is" if counted == "1" else "are"
        if majority.votes is None:
            title, terms = f"{counted} of {votes.parties} parties {are} enough", {"quota": level}
        else:
            every = written(exact_number(whole))
            title, terms = f"{counted} of {every} votes {are} enough", {"votes": counted}
        if place < len(levels):
            passed = _passed_over(setting, outcomes[level], parties, title, terms)
            yield setting.bridge(outcomes[level], passed)
        else:
            most = float((setting.found | outcomes[level].found).mean())
            yield Shortfall(kind="ratification", who=parties[0], title=title, most=most)


def _everyone(case: Case) -> Majority:
    """The rule that all must accept, as a condition."""
    return Majority.model_validate({"quota": len(case.parties)})


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
    return Trial(kind="ratification", title=title, costs=paying, amount=None, terms=terms, below=None)
