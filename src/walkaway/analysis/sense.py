"""Does a case make sense? Faults and doubts about meaning, most of which need the deal space.

Walk-aways are compared with bounds over all deals; in spaces too large to list impossible patterns are
ignored, so a doubt may be missed and none is raised wrongly. Weights are divided by their total and never
scaled in silence: points that look like shares of 100 (or of 1) and miss it are doubted, and ranges to which
the others leave less than half.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise

import numpy as np

from ..case import CaseFile, Judgement, Judgements
from ..case.judgement import exact_number, shown
from ..case.lines import Path, dotted
from ..case.unjudged import Unjudged, unjudged, unjudged_of
from ..errors import Fault, Faults, quoted
from ..language import listed
from ..numbers import lower_limit, upper_limit
from ..space import DEAL_BUDGET, Bools, Cluster, Space, build_space, central_values, in_steps
from ..space.score_blends import bends, blend
from .misplaced_beliefs import extent, misplaced
from .signing import signatures, unsigned_by
from .zone.bounds import Bounds, build_bounds

_ALIKE = 2
"""Totals from half to double that of shares look like shares."""
_ROUNDED = Fraction(1, 10_000)
"""So much shares that a program wrote may miss their total by rounding, which nobody needs to hear of."""
_LARGEST_RATIO = 10


def check_sense(file: CaseFile, faults: Faults, *, budget: int = DEAL_BUDGET) -> None:
    """Collect faults and doubts about the meaning of a case; O(deals · issues · parties) up to the budget."""
    for fault in _sense(file, budget):
        faults.add(fault)


def check_weights(file: CaseFile, faults: Faults) -> None:
    """Collect doubts about the weights of everyone, own and believed; they need no deal space."""
    for fault in _weights(file):
        faults.add(fault)


def _doubt(file: CaseFile, path: Path, found: str, expected: str, hint: str = "") -> Fault:
    return replace(file.lines.fault(path, found, expected, hint), level="doubt")


def _sense(file: CaseFile, budget: int) -> Iterator[Fault]:
    case = in_steps(file.case)
    space = build_space(case)
    used = [_used(one) if one.impossible and one.combinations <= budget else [] for one in space.clusters]
    for cluster, options in zip(space.clusters, used, strict=True):
        yield from _unused(file, space, cluster, options)
    if any(options and not any(map(np.any, options)) for options in used):
        return
    yield from _red_lines(file, space, budget)
    yield from _signatures(file)
    yield from _directions(file)
    yield from _weights(file)
    for words, group in groupby(unjudged(file.case), key=lambda item: item.words):
        yield _to_be_judged(file, words, list(group))
    if unjudged_of(file.case, space.who):
        return
    for item in misplaced(case, budget=budget):
        yield _doubt(file, item.path, item.found, item.expected)
    yield from _walk_aways(file, build_bounds(case, space, central_values(case, space)), budget)


def _to_be_judged(file: CaseFile, words: str, items: list[Unjudged]) -> Fault:
    first = items[0]
    many = f" ({len(items)})" if len(items) > 1 else ""
    found = f"{words}{many}, still to be judged" if first.who else f"{quoted(first.words)}, a place to fill"
    expected = "a judgement; until then no question that rests on it is answered" if first.who else "a name"
    near = [place for place in file.lines.known if (first.path + ".").startswith(dotted(place) + ".")]
    line = file.lines.at(max(near, key=len, default=()))
    return replace(_doubt(file, (), found, expected), line=line, path=first.path)


def _used(cluster: Cluster) -> list[Bools]:
    """For each issue of a cluster which options some possible combination contains."""
    used = [np.zeros(count, dtype=bool) for count in cluster.shape]
    for _, picks in cluster.chunks():
        for column, options in enumerate(used):
            options[np.unique(picks[:, column])] = True
    return used


def _unused(file: CaseFile, space: Space, cluster: Cluster, used: list[Bools]) -> Iterator[Fault]:
    if used and not any(map(np.any, used)):
        yield file.lines.fault(
            ("impossible",), "patterns that leave no deal", "at least one deal that can be carried out"
        )
        return
    for number, options in zip(cluster.issues, used, strict=bool(used)):
        issue = space.issues[number]
        ranged = file.case.issues[issue].range is not None
        for name in (space.options[number][option] for option in np.flatnonzero(~options)):
            path: Path = ("issues", issue, "range") if ranged else ("issues", issue, "options", name)
            found = f"{quoted(name)}, which every deal excludes"
            hint = "see the impossible patterns"
            yield file.lines.fault(path, found, "an option that some deal can contain", hint)


def _red_lines(file: CaseFile, space: Space, budget: int) -> Iterator[Fault]:
    for who, name in enumerate(space.who):
        for cluster in space.clusters:
            owned = any(owner == who for owner, _ in cluster.red_lines)
            if owned and cluster.combinations <= budget and _forbids(cluster, who):
                yield file.lines.fault(
                    _culprit(file, space, cluster, who, name),
                    "red lines that forbid every deal", "at least one deal the party might accept",
                )  # fmt: skip


def _forbids(cluster: Cluster, who: int) -> bool:
    return all(cluster.refused(picks, who).all() for _, picks in cluster.chunks())


def _culprit(file: CaseFile, space: Space, cluster: Cluster, who: int, name: str) -> Path:
    """The one red line that forbids everything by itself, or the whole list."""
    mine = iter([mask for owner, mask in cluster.red_lines if owner == who])
    for number, pattern in enumerate(file.case.preferences[name].red_lines):
        if space.issues.index(next(iter({**pattern.when, **pattern.unless}))) not in cluster.issues:
            continue
        if _forbids(replace(cluster, red_lines=((who, next(mine)),)), who):
            return ("preferences", name, "red_lines", number)
    return ("preferences", name, "red_lines")


def _directions(file: CaseFile) -> Iterator[Fault]:
    """Doubt scores that fall where their party is said to want more, or rise where less."""
    for issue, record in file.case.issues.items():
        for who, way in record.direction.items():
            scores = file.case.preferences[who].scores.get(issue)
            if scores is None or scores.order is not None:
                continue
            named = {name: Fraction(point.central) for name, point in scores.named.items()}
            numbers = {*bends(record, scores), *(record.numbers.values() if scores.triangular else ())}
            worth = [
                (x, sum(share * named[name] for name, share in blend(record, scores, x)))
                for x in sorted(numbers)
            ]
            for (x, one), (y, other) in pairwise(worth):
                if (other < one) if way == "more" else (other > one):
                    found = f"{_exact(one)} at {_exact(x)} and {_exact(other)} at {_exact(y)}"
                    path = ("preferences", who, "scores", issue)
                    expected = f"scores that say {way} is better"
                    yield _doubt(file, path, found, expected, f"the direction of {issue}")
                    break


def _exact(number: Fraction | int) -> str:
    return shown(exact_number(Fraction(number)))


def _walk_aways(file: CaseFile, bounds: Bounds, budget: int) -> Iterator[Fault]:
    for who, name in enumerate(bounds.space.who):
        stated = file.case.preferences[name].walk_away
        if not isinstance(stated, Judgement):  # not stated, or the worth of a deal
            continue
        party, path = bounds.parties[who], ("preferences", name, "walk_away")
        low, high = extent(bounds, who, budget)
        if high < party.away[0] - party.slack:
            found = f"{stated}, above every deal (at most {lower_limit(high)})"
            yield _doubt(file, path, found, "a walk-away that some deal beats")
        elif low > party.away[1] + party.slack:
            found = f"{stated}, below every deal (at least {upper_limit(low)})"
            expected = "a walk-away that some deal does not beat"
            yield _doubt(file, path, found, expected, "left out, it is taken as 0")


def _signatures(file: CaseFile) -> Iterator[Fault]:
    """A deal that some signed, and of which the record has no signature of the others."""
    case = file.case
    if missing := unsigned_by(case):
        last = signatures(case)[-1]
        index = next(index for index, event in enumerate(case.record) if event is last)
        names = listed(map(case.label, missing))
        found = f"signed by {case.label(last.by)}, and no signature of {names}"
        yield _doubt(file, ("record", index), found, "a signature of every party, or an act that both signed")


def _weights(file: CaseFile) -> Iterator[Fault]:
    places: list[tuple[Path, Judgements | None]] = []
    for who, preference in file.case.preferences.items():
        places.append((("preferences", who, "weights"), preference.weights))
        for about, belief in preference.believes.items():
            places.append((("preferences", who, "believes", about, "weights"), belief.weights))
    for path, weights in places:
        points = {} if weights is None else weights.points
        if file.lines.touched(path) or set(points) - set(file.case.issues):
            continue  # a fault was told of it
        if not points or any(point.unjudged for point in points.values()):
            continue
        exact = all(point.exact for point in points.values())
        yield from (_total if exact else _room)(file, path, points)


def _total(file: CaseFile, path: Path, points: dict[str, Judgement]) -> Iterator[Fault]:
    """Points that look like shares of a whole and do not add up to it."""
    numbers = {issue: Fraction(point.low) for issue, point in points.items()}
    total, largest = sum(numbers.values(), Fraction(0)), max(numbers.values())
    whole = Fraction(100) if largest > _LARGEST_RATIO else Fraction(1)
    if whole == 1 and largest >= 1:  # ratios
        return
    if not whole / _ALIKE <= total <= whole * _ALIKE or abs(total - whole) <= _ROUNDED * whole:
        return
    shares = ", ".join(
        f"{file.case.issue_label(issue)} {_one_place(100 * number / total)}"
        for issue, number in numbers.items()
    )
    sums = _exact(total)
    rounded = abs(total - whole) <= whole * len(numbers) / 200  # half a hundredth each
    yield _doubt(
        file,
        path,
        f"weights that sum to {sums}, taken as the shares {shares}",
        f"weights that sum to {whole}, or ratios such as 3, 2 and 1",
        f"each is divided by {sums}"
        + (f": if they are rounded shares of {whole}, all is well" if rounded else ""),
    )


def _room(file: CaseFile, path: Path, points: dict[str, Judgement]) -> Iterator[Fault]:
    """Ranges of which the others leave less than half."""
    lows = {issue: Fraction(point.low) for issue, point in points.items()}
    highs = {issue: Fraction(point.high) for issue, point in points.items()}
    for issue, point in points.items():
        low = max(lows[issue], 100 - sum(highs.values()) + highs[issue])
        high = min(highs[issue], 100 - sum(lows.values()) + lows[issue])
        if point.exact or 2 * (high - low) >= highs[issue] - lows[issue]:
            continue
        left = _one_place(low) if low == high else f"{_one_place(low)}–{_one_place(high)}"
        others = ", ".join(
            f"{file.case.issue_label(other)} {held}" for other, held in points.items() if other != issue
        )
        with_others = f" with {others}" if others else ", as nothing else has weight"
        keys = (*path, "points") if (*path, "points", issue) in file.lines.known else path
        yield _doubt(
            file,
            (*keys, issue),
            f"{point}, of which only {left} is possible{with_others}: the weights sum to 100",
            "ranges that leave each other room, or weights without a range, which are taken as ratios",
        )


def _one_place(number: Fraction) -> str:
    return shown(round(Decimal(number.numerator) / Decimal(number.denominator), 1))
