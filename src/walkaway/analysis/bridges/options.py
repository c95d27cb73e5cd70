"""Bridges that add an option between two others of an issue."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ...case.judgement import Exact
from ...numbers import number
from .attempts import Found, falls_short, rough_look, worth_a_look
from .changes import with_option
from .intervals import between
from .record import Bridge, Shortfall
from .setting import BridgeSetting, Outcome, Trial

__all__ = ["POSITIONS", "options"]

POSITIONS = tuple(Decimal(tenth).scaleb(-1) for tenth in range(1, 10))
"""Positions of a new option that are tried where judgements are ranges: every tenth of the way."""


def options(setting: BridgeSetting) -> Found:
    """For each two neighbouring options: the positions between them that reach the target.

    Where judgements are ranges, positions are tried in tenths. A place is passed over if an option half way
    falls short of the target by three standard errors on the first draws, or if the best of two, five and
    eight tenths does on all draws.
    """
    rough = rough_look(setting)
    passed: list[_Passed] = []
    reached = False
    for issue, record in setting.case.issues.items():
        barred = _no_between(setting, issue)
        if barred:
            yield f"{setting.case.issue_label(issue)}: an option between two others: {barred}"
            continue
        for pair in pairwise(record.options):
            tried = _tried(setting, rough, issue, pair, passed)
            if tried:
                reached = True
                yield _option_bridge(setting, issue, pair, tried)
    if passed and not reached:
        yield _nearest_option(setting, passed)


_Passed = tuple[float, str, tuple[str, str], Exact]
"""How often an option that falls short opens a zone, its issue, its neighbours and its position."""


def _tried(
    setting: BridgeSetting, rough: BridgeSetting, issue: str, pair: tuple[str, str], passed: list[_Passed]
) -> dict[Exact, Outcome]:
    """Positions that reach the target; the best one passed over goes on a list."""
    tried: dict[Exact, Outcome] = {}
    for position in _positions(setting, rough, issue, pair, passed):
        outcome = _with(setting, issue, pair, position)
        if setting.reaches(outcome):
            tried[position] = outcome
        elif not tried and not worth_a_look(setting, outcome.found):
            passed.append((float(outcome.found.mean()), issue, pair, position))
            break
    return tried


def _nearest_option(setting: BridgeSetting, passed: list[_Passed]) -> Bridge | Shortfall:
    """The one passed over that opens most, on all draws."""
    _, issue, pair, position = max(passed, key=lambda item: item[0])
    outcome = _with(setting, issue, pair, position)
    if setting.reaches(outcome):
        return _option_bridge(setting, issue, pair, {position: outcome})
    first, second = (setting.case.option_label(issue, option) for option in pair)
    title = f"{setting.case.issue_label(issue)}: an option between “{first}” and “{second}”"
    return falls_short(setting, "option", setting.space.who[0], title, outcome.found)


def _no_between(setting: BridgeSetting, issue: str) -> str:
    """Why an issue can have no option between two of its own."""
    if setting.case.issues[issue].range is not None:
        return "it is a range of numbers, and a smaller step makes more options"
    speaking = [
        setting.label(who)
        for who in setting.case.everyone
        for function in setting.case.preferences[who].functions
        if any(issue in part.when or issue in part.unless for part in function.parts())
    ]
    if speaking:
        who = " and ".join(dict.fromkeys(speaking))
        return f"functions in the value of {who} speak of it, and not of what would lie between"
    return ""


def _positions(
    setting: BridgeSetting, rough: BridgeSetting, issue: str, pair: tuple[str, str], passed: list[_Passed]
) -> Sequence[Exact]:
    """Positions to try: the ends of the exact interval, or the tenths that may do, the likeliest first."""
    if setting.exact:
        found = between(setting, issue, pair)
        if found is None:
            return ()
        return tuple(dict.fromkeys(end for end in found if 0 < end < 1))
    half = POSITIONS[4]
    opened = {half: _with(rough, issue, pair, half).found}
    if not worth_a_look(setting, opened[half]):
        passed.append((float(opened[half].mean()), issue, pair, half))
        return ()
    opened |= {p: _with(rough, issue, pair, p).found for p in (POSITIONS[1], POSITIONS[7])}
    best = max(opened, key=lambda p: (int(opened[p].sum()), -p))
    return (best, *(p for p in POSITIONS if p != best))


def _with(setting: BridgeSetting, issue: str, pair: tuple[str, str], position: Exact) -> Outcome:
    case, option = with_option(setting.case, issue, pair, position)
    return setting.attempt(case, only={issue: (option,)})


def _option_costs(
    setting: BridgeSetting, issue: str, pair: tuple[str, str], outcome: Outcome
) -> dict[str, float]:
    """What each gives up against the neighbour it likes better, central realisation."""
    space = outcome.space
    number = space.issues.index(issue)
    first, names = space.first[number], space.options[number]
    costs = {}
    for who, name in enumerate(space.who):
        own = outcome.values.coefficients[:, who]
        best = max(int(own[first + names.index(option)]) for option in pair)
        lost = (best - int(own[first + len(names) - 1])) * outcome.values.units[who]
        if lost > 0:
            costs[name] = float(lost)
    return costs or {space.who[0]: 0.0}


def _option_bridge(
    setting: BridgeSetting, issue: str, pair: tuple[str, str], tried: dict[Exact, Outcome]
) -> Bridge:
    costs = {position: _option_costs(setting, issue, pair, outcome) for position, outcome in tried.items()}

    def dearest(position: Exact) -> float:
        who = setting.space.who
        return max(cost / float(setting.reach[who.index(name)]) for name, cost in costs[position].items())

    position = min(tried, key=lambda each: (dearest(each), each))
    case = setting.case
    first, second = (case.option_label(issue, option) for option in pair)
    trial = Trial(
        kind="option",
        title=f"{case.issue_label(issue)}: an option between “{first}” and “{second}”, "
        f"{number(100 * position)} % of the way",
        costs=costs[position],
        amount=float(position),
        terms={"issue": issue, "between": list(pair), "smallest": float(min(tried)),
               "largest": float(max(tried)), "position": float(position)},
        below=None,
    )  # fmt: skip
    return setting.bridge(tried[position], trial)
