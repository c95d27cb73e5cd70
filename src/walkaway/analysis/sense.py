"""Does a case make sense? Faults and doubts about meaning that need the deal space.

Faults: an option that no deal can contain; impossible patterns that leave no deal; red lines of one party
that forbid every deal. Doubts, which stop nothing: a walk-away that no deal beats, or that every deal beats;
a belief on another scale than that of the party it is about (:mod:`walkaway.analysis.scales`); weights that
do not add up (:mod:`walkaway.analysis.sense_weights`). What is said of walk-aways is decided by bounds over
all deals where these can be listed; in larger spaces impossible patterns are ignored, so a doubt may be
missed there but none is raised wrongly.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import groupby, pairwise

import numpy as np

from ..case import CaseFile, Judgement
from ..case.judgement import exact_number, shown
from ..case.lines import Path, dotted
from ..case.unjudged import Unjudged, unjudged, unjudged_of
from ..errors import Fault, Faults, quoted
from ..numbers import lower_limit, upper_limit
from ..space import DEAL_BUDGET, Cluster, Space, build_space, central_values, in_steps
from ..space.forms import bends, blend
from .scales import extent, misplaced
from .sense_weights import check_weights
from .zone.bounds import Bounds, build_bounds

__all__ = ["check_sense"]


def check_sense(file: CaseFile, faults: Faults, *, budget: int = DEAL_BUDGET) -> None:
    """Collect faults and doubts about the meaning of a case.

    Parameters
    ----------
    file : CaseFile
    faults : Faults
        Collector.
    budget : int
        Up to so many combinations are gone through.

    Notes
    -----
    O(deals · issues · parties) up to the budget.
    """
    case = in_steps(file.case)
    space = build_space(case)
    empty = False
    for cluster in space.clusters:
        if cluster.combinations <= budget:
            empty |= _options(file, space, cluster, faults)
    if empty:
        return
    _red_lines(file, space, faults, budget)
    _directions(file, faults)
    check_weights(file, faults)
    missing = unjudged(file.case)
    for words, group in groupby(missing, key=lambda item: item.words):
        _to_be_judged(file, words, list(group), faults)
    if unjudged_of(file.case, space.who):
        return
    for item in misplaced(case, budget=budget):
        faults.add(replace(file.lines.fault(item.path, item.found, item.expected), level="doubt"))
    bounds = build_bounds(case, space, central_values(case, space))
    _walk_aways(file, bounds, faults, budget)


def _to_be_judged(file: CaseFile, words: str, items: list[Unjudged], faults: Faults) -> None:
    first = items[0]
    many = f" ({len(items)})" if len(items) > 1 else ""
    found = f"{words}{many}, still to be judged" if first.who else f"{quoted(first.words)}, a place to fill"
    expected = "a judgement; until then no question that rests on it is answered" if first.who else "a name"
    line = file.lines.at(_parts(file, first.path))
    doubt = replace(file.lines.fault((), found, expected), line=line, path=first.path)
    faults.add(replace(doubt, level="doubt"))


def _parts(file: CaseFile, path: str) -> Path:
    """The longest place of the file that a dotted path lies at or below."""
    near = [place for place in file.lines.known if (path + ".").startswith(dotted(place) + ".")]
    return max(near, key=len, default=())


def _options(file: CaseFile, space: Space, cluster: Cluster, faults: Faults) -> bool:
    """Options of a cluster that no possible combination contains; True if there is none at all."""
    if not cluster.impossible:
        return False
    seen = [np.zeros(count, dtype=bool) for count in cluster.shape]
    for _, picks in cluster.chunks():
        for column, used in enumerate(seen):
            used[np.unique(picks[:, column])] = True
    if not any(used.any() for used in seen):
        faults.add(
            file.lines.fault(
                ("impossible",), "patterns that leave no deal", "at least one deal that can be carried out"
            )
        )
        return True
    for issue, used in zip(cluster.issues, seen, strict=True):
        for option in np.flatnonzero(~used):
            name = space.options[issue][option]
            ranged = file.case.issues[space.issues[issue]].range is not None
            path: Path = (
                "issues",
                space.issues[issue],
                "range" if ranged else "options",
                *(() if ranged else (name,)),
            )
            found, expected = (
                f"{quoted(name)}, which every deal excludes",
                "an option that some deal can contain",
            )
            faults.add(file.lines.fault(path, found, expected, "see the impossible patterns"))
    return False


def _red_lines(file: CaseFile, space: Space, faults: Faults, budget: int) -> None:
    for who, name in enumerate(space.who):
        for cluster in space.clusters:
            mine = [index for index, (owner, _) in enumerate(cluster.red_lines) if owner == who]
            if not mine or cluster.combinations > budget:
                continue
            if all(cluster.refused(picks, who).all() for _, picks in cluster.chunks()):
                faults.add(
                    file.lines.fault(
                        _culprit(file, space, cluster, who, name),
                        "red lines that forbid every deal", "at least one deal the party might accept",
                    )
                )  # fmt: skip


def _culprit(file: CaseFile, space: Space, cluster: Cluster, who: int, name: str) -> Path:
    """The one red line that forbids everything by itself, or the whole list."""
    mine = iter([mask for owner, mask in cluster.red_lines if owner == who])
    for number, pattern in enumerate(file.case.preferences[name].red_lines):
        if space.issues.index(next(iter({**pattern.when, **pattern.unless}))) not in cluster.issues:
            continue
        alone = Cluster(cluster.issues, cluster.shape, cluster.impossible, red_lines=((who, next(mine)),))
        if all(alone.refused(picks, who).all() for _, picks in alone.chunks()):
            return ("preferences", name, "red_lines", number)
    return ("preferences", name, "red_lines")


def _directions(file: CaseFile, faults: Faults) -> None:
    """Doubt scores that fall where their party is said to want more, or rise where less."""
    for issue, record in file.case.issues.items():
        for who, way in record.direction.items():
            scores = file.case.preferences[who].scores.get(issue)
            if scores is None or scores.order is not None:
                continue
            named = {name: Fraction(point.central) for name, point in scores.named.items()}
            numbers = sorted(
                {*bends(record, scores), *record.numbers.values()}
                if scores.triangular
                else bends(record, scores)
            )
            worth = [sum(share * named[name] for name, share in blend(record, scores, x)) for x in numbers]
            for (x, one), (y, other) in pairwise(zip(numbers, worth, strict=True)):
                if (other < one) if way == "more" else (other > one):
                    found = f"{_worth(one)} at {_worth(x)} and {_worth(other)} at {_worth(y)}"
                    path: Path = ("preferences", who, "scores", issue)
                    doubt = file.lines.fault(
                        path, found, f"scores that say {way} is better", f"the direction of {issue}"
                    )
                    faults.add(replace(doubt, level="doubt"))
                    break


def _worth(number: Fraction | int) -> str:
    return shown(exact_number(Fraction(number)))


def _walk_aways(file: CaseFile, bounds: Bounds, faults: Faults, budget: int) -> None:
    space = bounds.space
    for who, name in enumerate(space.who):
        stated = file.case.preferences[name].walk_away
        if not isinstance(stated, Judgement):  # not stated, or the worth of a deal
            continue
        party = bounds.parties[who]
        low, high = extent(bounds, who, budget)
        path: Path = ("preferences", name, "walk_away")
        doubt: Fault | None = None
        slack = party.slack
        if high < party.away[0] - slack:
            found = f"{stated}, above every deal (at most {lower_limit(high)})"
            doubt = file.lines.fault(path, found, "a walk-away that some deal beats")
        elif low > party.away[1] + slack:
            found = f"{stated}, below every deal (at least {upper_limit(low)})"
            expected = "a walk-away that some deal does not beat"
            doubt = file.lines.fault(path, found, expected, "left out, it is taken as 0")
        if doubt is not None:
            faults.add(replace(doubt, level="doubt"))
