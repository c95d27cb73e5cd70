"""Bridges that add an option between two others of an issue."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ...case.judgement import Exact
from ...language import in_quotes
from ...numbers import number
from .bridge import Bridge
from .changes import with_option
from .intervals import between
from .setting import BridgeSetting, Found, Outcome, Trial

POSITIONS = tuple(Decimal(tenth).scaleb(-1) for tenth in range(1, 10))
"""Positions of a new option that are tried where judgements are ranges: every tenth of the way."""


def options(setting: BridgeSetting) -> Found:
    """For each two neighbouring options: the positions between them that reach the target."""
    # of ranges, tenths: a place is passed over if an option half way falls short by three standard errors on
    # the first draws, or the best of two, five and eight tenths does on all
    few = setting.rough
    passed: list[_Passed] = []
    reached = False
    for issue, record in setting.case.issues.items():
        barred = _no_between(setting, issue)
        if barred:
            yield f"{setting.case.issue_label(issue)}: an option between two others: {barred}"
            continue
        for pair in pairwise(record.options):
            gap = _Gap(setting, issue, pair)
            tried = gap.tried(few, passed)
            if tried:
                reached = True
                yield gap.bridge(tried)
    if passed and not reached:  # the one that opens most, on all draws
        _, gap, position = max(passed, key=lambda item: item[0])
        outcome = gap.outcome(setting, position)
        if setting.reaches(outcome):
            yield gap.bridge({position: outcome})
        else:
            yield setting.falls_short("option", setting.space.who[0], gap.says, outcome.found)


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


class _Gap:
    """Two neighbouring options of an issue, and what an option between them would do."""

    def __init__(self, setting: BridgeSetting, issue: str, pair: tuple[str, str]) -> None:
        self.setting, self.issue, self.pair = setting, issue, pair
        first, second = (setting.case.option_label(issue, option) for option in pair)
        self.says = (
            f"{setting.case.issue_label(issue)}: an option between {in_quotes(first)} and {in_quotes(second)}"
        )

    def outcome(self, setting: BridgeSetting, position: Exact) -> Outcome:
        """What an option at a position opens, in all draws or a few."""
        case, option = with_option(setting.case, self.issue, self.pair, position)
        return setting.attempt(case, only={self.issue: (option,)})

    def tried(self, few: BridgeSetting, passed: list[_Passed]) -> dict[Exact, Outcome]:
        """Positions that reach the target; the best one passed over goes on a list."""
        tried: dict[Exact, Outcome] = {}
        for position in self._positions(few, passed):
            outcome = self.outcome(self.setting, position)
            if self.setting.reaches(outcome):
                tried[position] = outcome
            elif not tried and not self.setting.worth_a_look(outcome.found):
                passed.append((float(outcome.found.mean()), self, position))
                break
        return tried

    def _positions(self, few: BridgeSetting, passed: list[_Passed]) -> Sequence[Exact]:
        """Positions to try: the ends of the exact interval, or tenths that may do, the likeliest first."""
        if self.setting.exact:
            found = between(self.setting, self.issue, self.pair)
            return tuple(dict.fromkeys(end for end in found or () if 0 < end < 1))
        half = POSITIONS[4]
        opened = {half: self.outcome(few, half).found}
        if not self.setting.worth_a_look(opened[half]):
            passed.append((float(opened[half].mean()), self, half))
            return ()
        opened |= {p: self.outcome(few, p).found for p in (POSITIONS[1], POSITIONS[7])}
        best = max(opened, key=lambda p: (int(opened[p].sum()), -p))
        return (best, *(p for p in POSITIONS if p != best))

    def _costs(self, outcome: Outcome) -> dict[str, float]:
        """What each gives up against the neighbour it likes better, central realisation."""
        space = outcome.space
        number = space.issues.index(self.issue)
        first, names = space.first[number], space.options[number]
        costs = {}
        for who, name in enumerate(space.who):
            own = outcome.values.coefficients[:, who]
            best = max(int(own[first + names.index(option)]) for option in self.pair)
            lost = (best - int(own[first + len(names) - 1])) * outcome.values.units[who]
            if lost > 0:
                costs[name] = float(lost)
        return costs or {space.who[0]: 0.0}

    def bridge(self, tried: dict[Exact, Outcome]) -> Bridge:
        """The position that costs its payer the least share of reach, proved."""
        setting, who = self.setting, self.setting.space.who
        costs = {position: self._costs(outcome) for position, outcome in tried.items()}

        def dearest(position: Exact) -> float:
            return max(cost / float(setting.reach[who.index(name)]) for name, cost in costs[position].items())

        position = min(tried, key=lambda each: (dearest(each), each))
        trial = Trial(
            kind="option", title=f"{self.says}, {number(100 * position)} % of the way",
            costs=costs[position], amount=float(position),
            terms={"issue": self.issue, "between": list(self.pair), "smallest": float(min(tried)),
                   "largest": float(max(tried)), "position": float(position)},
        )  # fmt: skip
        return setting.bridge(tried[position], trial)


_Passed = tuple[float, _Gap, Exact]
"""How often an option that falls short opens a zone, where it stands and its position."""
