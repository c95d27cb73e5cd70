"""Pictures for more than two parties: how many accept against the least gain, and the likely deals.

Gains are relative: 0 is walking away, 1 the most that a party could gain on the frontier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np

from ...analysis.answers import Answers
from .canvas import ACCENT, FAINT, INK, ChartView, Words, halo, label_places, merged
from .offer_discs import offer_discs
from .sample import Mark, Sample, least_gain, reach_of

__all__ = ["crowd_charts"]

_BINS = 24
_ASIDE = 0.14  # dots that pass and dots that do not, beside each other
_NAMED = 100.0  # pixels for the name of the line of walking away
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4])


def crowd_charts(answers: Answers, sample: Sample, view: ChartView) -> dict[str, tuple[dict[str, Any], str]]:
    """Both charts with their alternative text."""
    parties = answers.space.parties
    many = f"all {len(sample.picks):,} deals" if sample.whole else f"a sample of {len(sample.picks):,} deals"
    lines = ChartView(width=view.width, height=int(view.height * 0.72), narrow=view.narrow)
    found = {
        "picture": (
            _acceptances(answers, sample, view),
            f"Dots sized by number of deals, for {many}: how many of the {parties} parties accept, across, "
            "and the relative gain of the party that gains least, upwards.",
        )
    }
    if sample.best:
        found["parties"] = (
            _parallel(answers, sample, lines),
            "Parallel coordinates: relative gain of each party over walking away in the likely deals.",
        )
    return found


def _accepting(answers: Answers, sample: Sample, mark: Mark) -> int:
    """How many parties accept a marked deal, central realisation."""
    space, picks = answers.space, answers.space.picks_of(mark.deal)
    own = answers.bounds.values
    away = own.own_scale(own.walk_away[: space.parties])
    return sum(
        value >= least - 1e-9 and not space.joint.refused(picks, who)[0]
        for who, (value, least) in enumerate(zip(mark.value, away, strict=True))
    )


def _acceptances(answers: Answers, sample: Sample, view: ChartView) -> dict[str, Any]:
    words = Words(answers)
    space = answers.space
    count = sample.accepts.sum(axis=1)
    gain = least_gain(answers, sample.values)
    placed = [_placed(answers, sample, mark) for mark in (*sample.offers, *sample.best)]
    ends = [*gain.tolist(), *(mark.value[1] for mark in placed), 0.0, 0.1]
    view.stretch(1, ends, 0.08)
    view.domain[0] = (-0.5, space.parties + 0.5)
    layers = [_dots(gain, count, sample, view)]
    (x0, x1), (y0, y1) = view.domain
    layers.append(view.rule([{"x": x0, "x2": x1, "y": 0.0, "y2": 0.0}], FAINT, [4, 3]))
    quota = space.votes.count
    if quota is not None:
        layers.append(view.rule([{"x": quota - 0.5, "x2": quota - 0.5, "y": y0, "y2": y1}], ACCENT, [6, 3]))
    layers += halo(
        view,
        [
            {
                "x": x0,
                "y": 0.0,
                "t": "least satisfied party is as well off as walking away"
                if not view.narrow
                else "as well off as walking away",
            }
        ],
        FAINT,
        dx=6,
        dy=-9,
    )
    if quota is not None:
        needed = f"{quota} needed" if quota < space.parties else "all needed"
        layers.append(view.edge_text(needed, x=quota - 0.5, y=y1, tone=ACCENT, dy=-5, align="center"))
    offers, best = placed[: len(sample.offers)], placed[len(sample.offers) :]
    layers += _badges(offers, best, sample, view, words)
    titles = ["Parties that accept", "Gain of the least satisfied party"]
    spec = view.finish(layers, titles, words)
    axis = {
        "values": list(range(space.parties + 1)),
        "tickCount": space.parties + 1,
        "grid": False,
        "format": "d",
    }
    for layer in spec["layer"]:
        if "x" in layer["encoding"]:
            layer["encoding"]["x"]["axis"] = axis
            break
    return spec


def _placed(answers: Answers, sample: Sample, mark: Mark) -> Mark:
    """A mark moved into the plane of this picture."""
    gain = float(least_gain(answers, np.array([mark.value]))[0])
    return Mark(
        name=mark.name,
        who=mark.who,
        deal=mark.deal,
        terms=mark.terms,
        value=(float(_accepting(answers, sample, mark)), gain),
    )


def _dots(gain: Any, count: Any, sample: Sample, view: ChartView) -> Any:
    """Deals gathered into dots sized by their number; filled where they pass."""
    low, high = view.domain[1]
    width = (high - low) / _BINS
    bins = Counter(
        zip(
            count.tolist(),
            np.floor((gain - low) / width).astype(int).tolist(),
            sample.passes.tolist(),
            strict=True,
        )
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
    most = 260 if view.narrow else 520
    return (
        alt.Chart(view.data(rows))
        .mark_point(shape="circle", filled=True, opacity=0.8, aria=False)
        .encode(
            x=view.x(),
            y=view.y(),
            tooltip=alt.Tooltip("t:N"),
            size=alt.Size("n:Q", scale=alt.Scale(type="sqrt", range=[12, most], domainMin=1), legend=None),
            color=alt.Color(
                "s:N", scale=alt.Scale(domain=["pass", "fail"], range=[ACCENT, FAINT]), legend=None
            ),
        )
    )


def _dot_words(amount: int, *, passing: bool) -> str:
    if amount == 1:
        return "One deal here passes" if passing else "One deal here does not pass"
    return f"{amount:,} deals here {'pass' if passing else 'do not pass'}"


def _badges(offers: list[Mark], best: list[Mark], sample: Sample, view: ChartView, words: Words) -> list[Any]:
    """Offers and likely deals on top of the dots."""
    layers: list[Any] = []
    original = {mark.name: mark for mark in (*sample.best, *sample.offers)}
    rows = [
        {
            "x": group[0].value[0],
            "y": group[0].value[1],
            "n": " ".join(mark.name for mark in group),
            "t": "\n\n".join(words.deal(f"Deal {mark.name}", original[mark.name]) for mark in group),
        }
        for group in merged(best, view)
    ]
    layers += view.badges(rows, [mark.value for mark in offers])
    return layers + offer_discs(offers, view, words, lambda mark: words.offer(original[mark.name]))


def _parallel(answers: Answers, sample: Sample, view: ChartView) -> dict[str, Any]:
    """Each party a place, each likely deal a line; walk-away at 0 with its range."""
    words, parties = Words(answers), answers.space.parties
    reach = reach_of(answers)
    middle = np.array([centre for _, centre, _ in sample.away])
    table = [(np.array(mark.value) - middle) / reach for mark in sample.best]
    ranges = [
        ((low - centre) / r, (high - centre) / r)
        for (low, centre, high), r in zip(sample.away, reach, strict=True)
    ]
    right = parties - 1 + (1.0 if view.narrow else 0.55)
    left = 0.35 if view.narrow else max(0.35, _NAMED * right / (view.width - _NAMED))
    view.domain[0] = (-left, right)
    view.stretch(
        1, [float(v) for row in table for v in row] + [e for pair in ranges for e in pair] + [0.0, 1.0], 0.06
    )
    (x0, x1), (y0, y1) = view.domain
    posts = [{"x": p, "x2": p, "y": y0, "y2": y1} for p in range(parties)]
    layers = [
        view.rule(posts, FAINT, [1, 0], 0.6),
        view.rule([{"x": x0, "x2": x1, "y": 0.0, "y2": 0.0}], INK, [4, 3]),
    ]
    wide = [{"x": p, "x2": p, "y": a, "y2": b} for p, (a, b) in enumerate(ranges) if b > a]
    if wide:
        layers.append(view.rule(wide, FAINT, [1, 0], 7))
    layers += _deal_lines(sample.best, table, view, words)
    if not view.narrow:  # there the axis alone says it: the name would cover the range of the first party
        layers += halo(view, [{"x": x0, "y": 0.0, "t": "walking away"}], INK, dx=2, dy=-9)
    spec = view.finish(layers, ["", "Gain (0 walking away, 1 its most)"], words)
    axis = {
        "values": list(range(parties)),
        "grid": False,
        "domain": False,
        "ticks": False,
        "title": None,
        "labelExpr": "words.parties[datum.value]",
        "labelAngle": -40 if view.narrow else 0,
        "labelLimit": 110,
        "tickCount": parties,
    }
    spec["layer"][0]["encoding"]["x"]["axis"] = axis
    return spec


def _deal_lines(best: Sequence[Mark], table: Sequence[Any], view: ChartView, words: Words) -> list[Any]:
    """One line for each deal, the first one bold, with its letter at the right end."""
    layers: list[Any] = []
    ends = []
    for place, (mark, row) in enumerate(zip(best, table, strict=True)):
        tip = words.deal(f"Deal {mark.name}", mark)
        rows = [{"x": post, "y": float(value), "t": tip} for post, value in enumerate(row)]
        base = alt.Chart(view.data(rows))
        first = place == 0
        line = base.mark_line(
            color=INK,
            strokeWidth=2.4 if first else 1.2,
            strokeDash=_DASHES[place % len(_DASHES)],
            opacity=1 if first else 0.75,
            aria=False,
        )
        dots = base.mark_point(shape="circle", filled=True, size=40 if first else 22, color=INK, opacity=1)
        layers.append(line.encode(x=view.x(), y=view.y(), order="x:Q"))
        layers.append(dots.encode(x=view.x(), y=view.y(), tooltip=alt.Tooltip("t:N")))
        ends.append(Mark(name=mark.name, who="", deal={}, terms={}, value=(len(row) - 1.0, float(row[-1]))))
    tags = [
        {"x": group[0].value[0], "y": group[0].value[1], "n": " ".join(mark.name for mark in group)}
        for group in merged(ends, view)
    ]
    return layers + halo(view, label_places(tags, view), INK, at=("lx", "ly"))
