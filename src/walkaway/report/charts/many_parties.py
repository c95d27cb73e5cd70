"""Pictures for more than two parties: how many accept against the least gain, and the likely deals.

Gains are relative: 0 is walking away, 1 the most that a party could gain on the frontier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...analysis.answers import Answers
from ...space.weights import Floats
from ..language.phrases import one_line
from .canvas import ACCENT, FAINT, INK, TIP, ChartView, Layer, amount, category
from .sample import Mark, Sample, least_gain, reach_of, who_accepts
from .tooltips import Tooltips

_BINS = 24
_ASIDE = 0.14  # dots that pass and dots that do not, beside each other
_LETTER, _NAMED = 6.0, 100.0  # pixels of a letter below the axis; for the name of the line of walking away
_LIMIT = 180.0
_FALL = 4.8  # pixels by which a letter of a slanting name goes down
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4])


def crowd_charts(answers: Answers, sample: Sample, view: ChartView) -> dict[str, tuple[dict[str, Any], str]]:
    """Both charts with their alternative text."""
    found = {
        "picture": (
            _acceptances(answers, sample, view),
            f"Dots sized by number of deals, for {sample.many}: how many of the {answers.space.parties} "
            "parties accept, across, and the relative gain of the party that gains least, upwards.",
        )
    }
    if sample.best or sample.signed:
        lines = ChartView(width=view.width, height=int(view.height * 0.72), narrow=view.narrow)
        found["parties"] = (
            _parallel(answers, sample, lines),
            "Parallel coordinates: relative gain of each party over walking away in the likely deals"
            + (", and with rings in the deal that was signed." if sample.signed else "."),
        )
    return found


def _acceptances(answers: Answers, sample: Sample, view: ChartView) -> dict[str, Any]:
    space, words = answers.space, Tooltips(answers)
    gain = least_gain(answers, sample.values)
    offers, best, signed = (
        [_placed(answers, mark) for mark in marks] for marks in (sample.offers, sample.best, sample.signed)
    )
    view.stretch(1, [*gain.tolist(), *(mark.value[1] for mark in (*offers, *best, *signed)), 0.0, 0.1], 0.08)
    view.domain[0] = (-0.5, space.parties + 0.5)
    layers = [_dots(gain, sample, view), view.across(0.0, FAINT, [4, 3])]
    (x0, _), (_, y1) = view.domain
    quota = space.votes.count
    if quota is not None:
        layers.append(view.upright(quota - 0.5, ACCENT, [6, 3]))
    name = ("" if view.narrow else "least satisfied party is ") + "as well off as walking away"
    view.reserve(name, x0, 0.0, dx=6, dy=-9)
    layers += view.halo([{"x": x0, "y": 0.0, "t": name}], FAINT, dx=6, dy=-9)
    if quota is not None:
        needed = f"{quota} needed" if quota < space.parties else "all needed"
        layers.append(view.edge_text(needed, x=quota - 0.5, y=y1, tone=ACCENT, dy=-5, align="center"))
    view.keep_free(offers, 10)
    view.keep_free(best, 6)
    view.keep_free(signed, 14)
    original = {mark.name: mark for mark in (*sample.best, *sample.offers, *sample.signed)}
    layers += view.badges(best, lambda mark: words.deal(f"Deal {mark.name}", original[mark.name]))
    layers += view.discs(offers, answers.case, lambda mark: words.offer(original[mark.name]))
    layers += view.rings(signed, lambda mark: words.deal("The deal that was signed", original[mark.name]))
    spec = view.finish(layers, ["Parties that accept", "Gain of the least satisfied party"], words)
    steps = {"values": [*range(space.parties + 1)], "tickCount": space.parties + 1}
    spec["layer"][0]["encoding"]["x"]["axis"] = steps | {"grid": False, "format": "d"}
    return spec


def _placed(answers: Answers, mark: Mark) -> Mark:
    """A mark moved into the plane of this picture."""
    accepts = who_accepts(answers, answers.space.picks_of(mark.deal))[0, : answers.space.parties]
    gain = float(least_gain(answers, np.array([mark.value]))[0])
    return replace(mark, value=(float(accepts.sum()), gain))


def _dots(gain: Floats, sample: Sample, view: ChartView) -> Layer:
    """Deals gathered into dots sized by their number; filled where they pass."""
    low, high = view.domain[1]
    width = (high - low) / _BINS
    levels = np.floor((gain - low) / width).astype(int)
    bins = Counter(
        zip(sample.accepts.sum(axis=1).tolist(), levels.tolist(), sample.passes.tolist(), strict=True)
    )
    rows = [
        {
            "x": accepting + (_ASIDE if passing else -_ASIDE),
            "y": round(low + (level + 0.5) * width, 4),
            "n": amount,
            "s": "pass" if passing else "fail",
            "t": _dot_words(amount, passing=passing),
        }
        for (accepting, level, passing), amount in sorted(bins.items())
    ]
    pass_or_fail = {"domain": ["pass", "fail"], "range": [ACCENT, FAINT]}
    sizes = {"domainMin": 1, "range": [12, 260 if view.narrow else 520], "type": "sqrt"}
    channels = {
        **TIP,
        "size": amount("n", scale=sizes, legend=None),
        "color": category("s", scale=pass_or_fail, legend=None),
    }
    view.room.scatter([view.pixel(row["x"], row["y"]) for row in rows])
    return view.mark("point", rows, channels, shape="circle", filled=True, opacity=0.8, aria=False)


def _dot_words(amount: int, *, passing: bool) -> str:
    if amount == 1:
        return "One deal here passes" if passing else "One deal here does not pass"
    return f"{amount:,} deals here {'pass' if passing else 'do not pass'}"


def _parallel(answers: Answers, sample: Sample, view: ChartView) -> dict[str, Any]:
    """Each party a place, each likely deal and the signed one a line; walk-away at 0 with its range."""
    words, parties, reach = Tooltips(answers), answers.space.parties, reach_of(answers)
    middle = np.array([centre for _, centre, _ in sample.away])
    marks = (*sample.best, *sample.signed)
    table = [(np.array(mark.value) - middle) / reach for mark in marks]
    ranges = [
        ((low - centre) / r, (high - centre) / r)
        for (low, centre, high), r in zip(sample.away, reach, strict=True)
    ]
    right = parties - 1 + (1.0 if view.narrow else 0.55) * (1.4 if sample.signed else 1)
    left = 0.35 if view.narrow else max(0.35, _NAMED * right / (view.width - _NAMED))
    view.domain[0] = (-left, right)
    values = [float(value) for row in table for value in row]
    view.stretch(1, [*values, *(end for pair in ranges for end in pair), 0.0, 1.0], 0.06)
    y0, y1 = view.domain[1]
    posts = [{"x": p, "x2": p, "y": y0, "y2": y1} for p in range(parties)]
    layers = [view.rule(posts, FAINT, [1, 0], 0.6), view.across(0.0, INK, [4, 3])]
    wide = [{"x": p, "x2": p, "y": a, "y2": b} for p, (a, b) in enumerate(ranges) if b > a]
    if wide:
        layers.append(view.rule(wide, FAINT, [1, 0], 7))
    layers += _deal_lines(marks, table, view, words, signed=len(sample.signed))
    if not view.narrow:  # there the axis alone says it: the name would cover the range of the first party
        layers += view.halo([{"x": -left, "y": 0.0, "t": "walking away"}], INK, dx=2, dy=-9)
    longest = max(len(one_line(answers.case.label(who))) for who in answers.case.parties)
    slanting = not view.narrow and _LETTER * longest > view.width / (left + right)
    spec = view.finish(layers, ["", "Gain (0 walking away, 1 its most)"], words)
    spec["layer"][0]["encoding"]["x"]["axis"] = {
        "values": list(range(parties)),
        "grid": False,
        "domain": False,
        "ticks": False,
        "title": None,
        "labelExpr": "words.parties[datum.value]",
        "labelAngle": -40 if view.narrow or slanting else 0,
        "labelOverlap": False,
        "labelLimit": _LIMIT if slanting else 110,
        "minExtent": _FALL * min(longest, _LIMIT / _LETTER) if slanting else 0,
        "tickCount": parties,
    }
    return spec


def _deal_lines(
    marks: Sequence[Mark], table: Sequence[Any], view: ChartView, words: Tooltips, *, signed: int
) -> list[Layer]:
    """One line for each deal, the first one bold, its letter at the right end; rings on what was signed."""
    layers: list[Layer] = []
    ends = []
    for place, (mark, row) in enumerate(zip(marks, table, strict=True)):
        ring = place >= len(marks) - signed
        tip = words.deal("The deal that was signed" if ring else f"Deal {mark.name}", mark)
        first = place == 0 or ring
        line = view.mark(
            "line", [{"x": post, "y": float(value), "t": tip} for post, value in enumerate(row)],
            {"order": amount("x")}, color=INK, strokeWidth=2.4 if first else 1.2,
            strokeDash=_DASHES[0 if ring else place % len(_DASHES)], opacity=1 if first else 0.75, aria=False,
        )  # fmt: skip
        dots = view.mark(
            "point", line["data"]["name"], TIP, shape="circle", filled=True, size=40 if first else 22,
            color=INK, opacity=1,
        )  # fmt: skip
        layers += [line, dots]
        if ring:
            layers.append(
                view.mark(
                    "point", line["data"]["name"], TIP, shape="circle", filled=False, size=190, stroke=INK,
                    strokeWidth=2.2, opacity=1,
                )
            )  # fmt: skip
        ends.append(replace(mark, value=(len(row) - 1.0, float(row[-1]))))
    tags = [
        {"x": group[0].value[0], "y": group[0].value[1], "n": " ".join(mark.name for mark in group)}
        for group in view.merged(ends)
    ]
    return layers + view.halo(view.labels(tags), INK, align="center")
