"""Random cases for property tests, built as the text of a case file and read by the reader.

The text is JSON, which is YAML: so every random case also goes through the checks of the case room.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from walkaway.case import Case, read_case_text

Data = dict[str, Any]


def examples(count: int) -> int:
    """How many examples to try; ``WALKAWAY_EXAMPLES=20`` tries twenty times as many, for a run by hand."""
    return max(1, round(count * float(os.environ.get("WALKAWAY_EXAMPLES", "1"))))


law = settings(
    max_examples=examples(15),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
"""Settings of the property tests: the same cases on every run."""

brief_law = settings(law, max_examples=examples(6))
"""For properties whose slow twin is very slow."""


def numbers(low: int, high: int) -> st.SearchStrategy[float]:
    """Whole numbers, often equal, and numbers with one or two decimals."""
    whole = st.integers(low, high)
    tenths = st.integers(low * 10, high * 10).map(lambda n: n / 10)
    few = st.sampled_from(sorted({max(low, 0), min(high, 10), max(low, min(high, 5))}))
    return st.one_of(whole, few, whole, tenths)


@st.composite
def majorities(draw: st.DrawFn, who: list[str]) -> Data:
    """One condition of an agreement rule: a quota or votes, a number or a share, and vetoes."""
    if draw(st.booleans()):
        quota = draw(st.integers(1, len(who)))
        vetoes = who[: draw(st.integers(0, min(2, quota)))]
        level: Any = draw(st.sampled_from([quota, quota, f"{100 * quota // len(who)} %"]))
        return {"quota": level, "vetoes": vetoes if level == quota else []}
    votes = {party: draw(st.sampled_from([0, 1, 1, 2, 3, 2.5, "1/3"])) for party in who}
    votes[who[0]] = draw(st.integers(1, 4))
    whole = sum(map(Fraction, map(str, votes.values())))
    least = draw(st.sampled_from(["55 %", "100 %", "65.5 %", int(whole) or 1, 1]))
    return {"votes": votes, "at_least": least, "vetoes": who[: draw(st.integers(0, 1))]}


def agreements(who: list[str]) -> st.SearchStrategy[Any]:
    """An agreement rule: all, one condition, or several at once."""
    one = majorities(who)
    return st.one_of(one, one, st.lists(one, min_size=1, max_size=3), st.just("all"))


@st.composite
def judgements(draw: st.DrawFn, low: int, high: int, *, uncertain: bool) -> Any:
    """A number, or where uncertain a range or a triangle."""
    kind = draw(st.sampled_from(["number", "number", "range", "triangle"])) if uncertain else "number"
    if kind == "number":
        return draw(numbers(low, high))
    a, b, c = sorted(draw(st.tuples(numbers(low, high), numbers(low, high), numbers(low, high))))
    return [a, c] if kind == "range" else {"low": a, "likely": b, "high": c}


@st.composite
def orders(draw: st.DrawFn, names: list[str], *, chains: bool = True) -> Any:
    """A chain with ties, or several chains that may cross."""
    line = list(draw(st.permutations(names)))
    if not chains or draw(st.booleans()):
        signs = [draw(st.sampled_from([" > ", " > ", " = "])) for _ in line[1:]]
        return line[0] + "".join(sign + name for sign, name in zip(signs, line[1:], strict=True))
    cuts = sorted(draw(st.sets(st.integers(1, len(line)))) | {0, len(line)})
    parts = [line[a:b] for a, b in pairwise(cuts)]
    crossing = [name for name in line if draw(st.booleans())]
    return [" > ".join(part) for part in [*parts, crossing] if part]


@st.composite
def shares(draw: st.DrawFn, names: list[str]) -> Data:
    """Weights as ranges that can sum to 100."""
    cuts = sorted(draw(st.integers(0, 100)) for _ in names[1:])
    base = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    ranges: Data = {}
    for name, middle in zip(names, base, strict=True):
        down, up = draw(st.integers(0, 30)), draw(st.integers(0, 30))
        ranges[name] = [max(0, middle - down), middle + up] if down or up else middle
    if all(not isinstance(item, list) for item in ranges.values()):
        ranges[names[0]] = [base[0], base[0] + 5]
    return ranges


@st.composite
def patterns(draw: st.DrawFn, issues: dict[str, list[str]], *, most: int = 3) -> Data:
    """Some issues with some of their options each."""
    some = draw(st.lists(st.sampled_from(list(issues)), min_size=1, max_size=most, unique=True))
    return {
        issue: draw(st.lists(st.sampled_from(issues[issue]), min_size=1, max_size=2, unique=True))
        for issue in some
    }


@st.composite
def forms(draw: st.DrawFn, numbers: list[str], low: int, high: int, *, uncertain: bool) -> Data:
    """Scores over the numbers of a range: a table, points, a straight line or a triangle."""
    score = judgements(low, high, uncertain=uncertain)
    match draw(st.sampled_from(["table", "points", "linear", "triangular"])):
        case "table":
            return {number: draw(score) for number in numbers}
        case "points":
            inner = [number for number in numbers[1:-1] if draw(st.booleans())]
            points = {number: draw(score) for number in (numbers[0], *inner, numbers[-1])}
            return draw(st.sampled_from([points, {"points": points}]))
        case "linear":
            return {"linear": [draw(score), draw(score)]}
    first, last = float(numbers[0]), float(numbers[-1])
    corners = sorted(draw(st.tuples(*[st.sampled_from([first, last, 0.25, 1, 1.5, 3])] * 3)))
    if corners[0] == corners[2] or corners[2] <= first or corners[0] >= last:
        corners = [first, first, last]
    return {"triangular": corners, **({"peak": draw(score)} if draw(st.booleans()) else {})}


@st.composite
def rich_patterns(draw: st.DrawFn, issues: dict[str, list[str]], ranged: list[str]) -> Data:
    """``when`` and ``unless`` with options and stretches, of any number of issues."""

    def head() -> Data:
        found: Data = draw(patterns(issues))
        for issue in ranged:
            if issue in found and draw(st.booleans()):
                ends = sorted(
                    draw(st.lists(st.sampled_from(issues[issue]), min_size=2, max_size=2)), key=float
                )
                span = {"from": float(ends[0]), "to": float(ends[1])}
                found[issue] = draw(st.sampled_from([span, {"from": span["from"]}, {"to": span["to"]}]))
        return found

    return {key: head() for key in draw(st.sampled_from([["when"], ["unless"], ["when", "unless"]]))}


@st.composite
def functions(draw: st.DrawFn, issues: dict[str, list[str]], ranged: list[str], *, uncertain: bool) -> Data:
    """Sums, minima and maxima of parts, capped and nested."""

    def part(depth: int) -> Data:
        weight = {"weight": draw(st.sampled_from([0, 1, 2, 0.5, "1/3"]))} if draw(st.booleans()) else {}
        if depth and draw(st.booleans()):
            return node(depth) | weight
        where = draw(rich_patterns(issues, ranged)) if draw(st.integers(0, 5)) else {}
        return {**where, "add": draw(judgements(-10, 10, uncertain=uncertain)), **weight}

    def node(depth: int) -> Data:
        cap = {"cap": draw(numbers(-5, 15))} if draw(st.booleans()) else {}
        parts = [part(depth - 1) for _ in range(draw(st.integers(1, 3)))]
        return {"combine": draw(st.sampled_from(["sum", "min", "max"])), "of": parts, **cap}

    return node(2)


def _scored(
    draw: st.DrawFn, issue: str, names: list[str], kind: tuple[bool, bool, bool], low: int, high: int
) -> Any:
    with_weights, uncertain, ranged = kind
    if with_weights and uncertain and not draw(st.integers(0, 3)):
        return draw(orders(names, chains=False))
    if ranged:
        return draw(forms(names, low, high, uncertain=uncertain))
    return {option: draw(judgements(low, high, uncertain=uncertain)) for option in names}


def _rich_parts(draw: st.DrawFn, issues: dict[str, list[str]], ranged: list[str], *, uncertain: bool) -> Data:
    """What else a preference may have: functions, a cap, a discount, a deal as its walk-away."""
    data: Data = {
        "interactions": [
            {**draw(rich_patterns(issues, ranged)), "add": draw(judgements(-15, 15, uncertain=uncertain))}
            for _ in range(draw(st.integers(0, 2)))
        ],
        "functions": [
            draw(functions(issues, ranged, uncertain=uncertain)) for _ in range(draw(st.integers(0, 2)))
        ],
        "red_lines": [draw(rich_patterns(issues, ranged)) for _ in range(draw(st.sampled_from([0, 0, 1])))],
    }
    if draw(st.booleans()):
        data["cap"] = draw(numbers(0, 40))
    if draw(st.booleans()):
        data["discount"] = draw(st.sampled_from([1, 0.9, 0.25]))
    if not draw(st.integers(0, 2)):
        data["walk_away"] = {"deal": {issue: draw(st.sampled_from(names)) for issue, names in issues.items()}}
    return data


@st.composite
def preferences(
    draw: st.DrawFn,
    issues: dict[str, list[str]],
    *,
    uncertain: bool,
    linked: bool,
    weighted: bool | None,
    ranged: list[str] | None = None,
) -> Data:
    """One party: with or without weights, with or without interactions and red lines."""
    with_weights = draw(st.booleans()) if weighted is None else weighted
    scored = [issue for issue in issues if draw(st.integers(0, 9))] or list(issues)[:1]
    low, high = (0, 100) if with_weights else (-10, 20)
    scores: Data = {}
    for issue in scored:
        kind = (with_weights, uncertain, issue in (ranged or ()))
        scores[issue] = _scored(draw, issue, issues[issue], kind, low, high)
    data: Data = {"scores": scores}
    if with_weights:
        exact = st.fixed_dictionaries({issue: st.integers(1, 60) for issue in scored})
        kinds = [exact, shares(scored), orders(scored)] if uncertain else [exact]
        data["weights"] = draw(st.one_of(kinds))
    if draw(st.integers(0, 4)):
        data["walk_away"] = draw(judgements(*((10, 70) if with_weights else (-10, 15)), uncertain=uncertain))
    if linked:
        data["interactions"] = [
            {"when": draw(patterns(issues)), "add": draw(judgements(-15, 15, uncertain=uncertain))}
            for _ in range(draw(st.integers(0, 2)))
        ]
        data["red_lines"] = [draw(patterns(issues)) for _ in range(draw(st.sampled_from([0, 0, 1, 2])))]
    if ranged is not None:
        data |= _rich_parts(draw, issues, ranged, uncertain=uncertain)
    return data


@st.composite
def case_data(
    draw: st.DrawFn,
    *,
    parties: tuple[int, int] = (2, 4),
    issues: tuple[int, int] = (1, 4),
    options: tuple[int, int] = (1, 4),
    uncertain: bool = True,
    linked: bool = True,
    weighted: bool | None = None,
    rules: bool = True,
    ratifiers: bool = True,
    rich: bool = False,
) -> Data:
    """A whole case as plain data; if ``rich``, with ranges, functions, caps and deals as walk-aways."""
    who = [f"p{n}" for n in range(draw(st.integers(*parties)))]
    table = {
        f"i{n}": [f"o{m}" for m in range(draw(st.integers(*options)))]
        for n in range(draw(st.integers(*issues)))
    }
    ranged = [issue for issue in table if rich and draw(st.booleans())]
    for issue in ranged:
        table[issue] = draw(st.sampled_from([["0", "1"], ["0", "0.5", "1", "1.5"], ["-1", "1", "3"]]))
    data: Data = {
        "case": 1,
        "title": "A random case",
        "parties": {party: party.upper() for party in who},
        "issues": {
            issue: {"title": issue, "options": {option: option for option in names}}
            for issue, names in table.items()
        },
    }
    for issue in ranged:
        ends = [float(table[issue][0]), float(table[issue][-1])]
        data["issues"][issue] = {
            "title": issue, "range": ends, "step": float(table[issue][1]) - ends[0], "unit": "things"
        }  # fmt: skip
    asked = list(who)
    if ratifiers and draw(st.booleans()):
        data["ratifiers"] = {"senate": {"title": "Senate", "for": who[0]}}
        asked.append("senate")
    if rules and draw(st.booleans()):
        data["agreement"] = draw(agreements(who))
    if linked:
        data["impossible"] = [draw(patterns(table)) for _ in range(draw(st.sampled_from([0, 0, 1, 2])))]
    data["preferences"] = {
        party: draw(
            preferences(
                table,
                uncertain=uncertain,
                linked=linked,
                weighted=weighted,
                ranged=ranged if rich else None,
            )
        )
        for party in asked
    }
    if rich:
        data["impossible"] = [
            draw(rich_patterns(table, ranged)) for _ in range(draw(st.sampled_from([0, 0, 1])))
        ]
    return data


def build(data: Data) -> Case:
    """Read plain data as the text of a case file."""
    return read_case_text(json.dumps(data))


def cases(**options: Any) -> st.SearchStrategy[Case]:
    """Random cases; options as in :func:`case_data`."""
    return case_data(**options).map(build)


def law_of(*kinds: st.SearchStrategy[Case]) -> Callable[[Callable[[Case], None]], Any]:
    """A law whose slow twin is very slow, held on as many examples of each kind of case."""

    def held(law_on: Callable[[Case], None]) -> Any:
        @pytest.mark.parametrize("kind", kinds, ids=range(len(kinds)))
        @brief_law
        @given(data=st.data())
        def test(kind: st.SearchStrategy[Case], data: st.DataObject) -> None:
            law_on(data.draw(kind))

        test.__name__, test.__doc__ = law_on.__name__, law_on.__doc__
        return test

    return held


PLAIN = cases(parties=(2, 3), issues=(1, 3), options=(1, 3))
RICH = cases(parties=(2, 2), issues=(1, 2), options=(1, 3), rich=True)
"""With functions, caps, forms of scores over ranges, exceptions, and walk-aways that are worth a deal."""
