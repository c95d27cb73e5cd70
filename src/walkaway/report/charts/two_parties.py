"""The picture of two parties: deals, frontier, walk-aways, zone, offers as a numbered dance, solutions.

Likely deals are letters, solutions are named at the point: labels stand on the things themselves. The page's
style sheet maps the colours to light and dark; whatever is told apart by colour differs in shape or dash too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from ...numbers import close
from ..language.phrases import interval_words, one_line
from ..language.solution_names import SOLUTIONS
from .canvas import ACCENT, FAINT, HALO, INK, TIP, TONES, ChartView, Layer, amount
from .tooltips import Tooltips

if TYPE_CHECKING:
    from ...analysis.answers import Answers
    from .sample import Mark, Sample

_NARROW_DOTS, _ANCHORS = 500, 12


def pair_alt(answers: Answers, sample: Sample) -> str:
    """What the picture shows, in words."""
    case = answers.case
    first, second = map(case.label, case.parties)
    bands = "; ".join(
        f"walk-away of {case.label(who)}: {interval_words(low, high)}"
        for who, (low, _, high) in zip(case.parties, sample.away, strict=True)
    )
    offers = f", {len(sample.offers)} offers in order" if sample.offers else ""
    ring = "; a ring around the deal that was signed" if sample.signed else ""
    return f"Scatter of {sample.many}: value for {first} across, for {second} upwards; {bands}{offers}{ring}."


def pair_chart(answers: Answers, sample: Sample, view: ChartView) -> dict[str, Any]:
    """Both values across and upwards, with all that is told of them."""
    case, words = answers.case, Tooltips(answers)
    marks = (*sample.offers, *sample.best, *sample.solutions, *sample.signed)
    everything = [*sample.values.tolist(), *sample.frontier.tolist(), *(mark.value for mark in marks)]
    for side in (0, 1):
        view.stretch(side, [row[side] for row in everything] + [sample.away[side][0], sample.away[side][2]])
    titles = [
        one_line(f"Value for {party.label} ({case.preferences[who].scale})")
        for who, party in case.parties.items()
    ]
    _fill(sample, view)
    walk_aways = _walk_aways(answers, sample, view)
    rings = view.rings(sample.signed, partial(words.deal, "The deal that was signed"))
    layers = [
        *walk_aways,
        *_dots(sample, view, words),
        *frontier_line(sample.frontier.tolist(), view),
        *_solutions(sample.solutions, view, words),
        *view.badges(sample.best, lambda mark: words.deal(f"Deal {mark.name}", mark)),
        *_offers(answers, sample.offers, view, words),
        *rings,
    ]
    return view.finish(layers, titles, words)


def _fill(sample: Sample, view: ChartView) -> None:
    """Note everything that the labels are to leave free: marks, lines and dots."""
    view.keep_free(sample.offers, 10)
    view.keep_free((*sample.best, *sample.solutions), 6)
    view.keep_free(sample.signed, 14)
    for row in (sample.frontier.tolist(), [mark.value for mark in sample.offers]):
        view.room.draw([view.pixel(x, y) for x, y, *_ in row])
    for side, (_, middle, _) in enumerate(sample.away):
        ends = view.domain[1 - side]
        view.room.draw([view.pixel(*((middle, end) if side == 0 else (end, middle))) for end in ends])
    view.room.scatter([view.pixel(x, y) for x, y, *_ in sample.values.tolist()])


def _walk_aways(answers: Answers, sample: Sample, view: ChartView) -> list[Layer]:
    """Walk-aways as bands with their names on them, and the zone beyond both."""
    layers: list[Layer] = []
    (low_x, mid_x, high_x), (low_y, mid_y, high_y) = sample.away
    (x0, x1), (y0, y1) = view.domain
    gain = high_x < x1 and high_y < y1
    if gain:
        layers.append(
            view.rect([{"x": max(high_x, x0), "x2": x1, "y": max(high_y, y0), "y2": y1}], ACCENT, 0.1)
        )
    if high_x > low_x:
        layers.append(view.rect([{"x": low_x, "x2": high_x, "y": y0, "y2": y1}], TONES[0], 0.12))
    if high_y > low_y:
        layers.append(view.rect([{"x": x0, "x2": x1, "y": low_y, "y2": high_y}], TONES[1], 0.12))
    layers += [view.upright(mid_x, TONES[0], [6, 3]), view.across(mid_y, TONES[1], [2, 2])]
    text_x, text_y = (
        _walk_away_words(one_line(answers.case.label(who)), interval_words(low, high))
        for who, (low, _, high) in zip(answers.case.parties, sample.away, strict=True)
    )
    align = "left" if mid_x < (x0 + x1) / 2 else "right"
    layers.append(view.edge_text(text_x, x=mid_x, y=y1, tone=TONES[0], dy=-7, align=align))
    layers += view.beside_line(text_y, (low_y, high_y), TONES[1])
    if gain:
        both = "both gain" + ("" if view.narrow or answers.exact else ", wherever the walk-aways lie")
        view.reserve(both, x1, y1, dx=-6, dy=13, right=True)
        layers += view.halo([{"x": x1, "y": y1, "t": both}], ACCENT, dx=-6, dy=13, align="right")
    return layers


def _walk_away_words(name: str, where: str) -> str:
    r"""What stands at a walk-away; a name from right to left, which would draw numbers behind it, is last.

    >>> _walk_away_words("Ann", "10 to 60"), _walk_away_words("\u05d0", "10 to 60")[:21]
    ('walk-away of Ann: 10 to 60', 'walk-away 10 to 60 of')
    """
    if bidirectional(name[-1:]) in ("R", "AL"):
        return f"walk-away {where} of {name}"
    return f"walk-away of {name}: {where}"


def _dots(sample: Sample, view: ChartView, words: Tooltips) -> list[Layer]:
    """Deals as dots; hollow where a party's red line is crossed."""
    count = min(len(sample.picks), _NARROW_DOTS) if view.narrow else len(sample.picks)
    step = max(1, len(sample.picks) // max(1, count))
    values, picks, refused = (rows[::step].tolist() for rows in (sample.values, sample.picks, sample.refused))
    layers, said = [], words.expression(values)
    for hollow in (True, False):
        rows = [
            {"x": close(x), "y": close(y), "p": pick}
            for (x, y), pick, red in zip(values, picks, refused, strict=True)
            if red == hollow
        ]
        if rows:
            dots = view.mark(
                "point", rows, TIP, shape="circle", filled=not hollow, size=14 if view.narrow else 18,
                color=FAINT, opacity=0.5 if hollow else 0.55, strokeWidth=0.6 if hollow else 0, aria=False,
            )  # fmt: skip
            layers.append({**dots, "transform": [{"calculate": said, "as": "t"}]})
    return layers


def frontier_line(values: Sequence[Sequence[float]], view: ChartView) -> list[Layer]:
    """Efficient values joined by a line with its name on it."""
    rows = [{"x": close(x), "y": close(y)} for x, y in values]
    if not rows:
        return []
    line = view.mark("line", rows, {"order": amount("x")}, color=INK, strokeWidth=1.2, aria=False)
    dots = view.mark(
        "point", line["data"]["name"], shape="circle", filled=True, size=9, color=INK, opacity=1, aria=False
    )
    ordered = sorted(rows, key=lambda row: row["x"])[:: max(1, len(rows) // _ANCHORS)]
    place = view.room.beside([view.pixel(row["x"], row["y"]) for row in ordered], view.wide("frontier"))
    x, y = view.point((place.box[0] + place.box[2]) / 2, (place.box[1] + place.box[3]) / 2)
    return [line, dots, *view.halo([{"x": x, "y": y, "t": "frontier"}], INK, align="center")]


def _offers(answers: Answers, offers: Sequence[Mark], view: ChartView, words: Tooltips) -> list[Layer]:
    """Offers as numbered discs joined in order."""
    layers: list[Layer] = []
    if len(offers) > 1:
        rows = [{"x": mark.value[0], "y": mark.value[1], "o": place} for place, mark in enumerate(offers)]
        layers.append(
            view.mark("line", rows, {"order": amount("o")}, color=INK, strokeWidth=1, strokeDash=[4, 3],
                      opacity=0.9, aria=False)
        )  # fmt: skip
    return layers + view.discs(offers, answers.case, words.offer)


def _solutions(solutions: Sequence[Mark], view: ChartView, words: Tooltips) -> list[Layer]:
    """Solutions as diamonds, each with its name beside it; coinciding ones share a label."""
    groups = view.merged(solutions, near=0.0)
    if not groups:
        return []
    rows = []
    for group in groups:
        title = " = ".join(SOLUTIONS[mark.name].name for mark in group)
        title = title.replace("Kalai–Smorodinsky", "K–S") if view.narrow and len(group) > 1 else title
        title = "all solutions" if len(group) == len(solutions) > 2 else title
        rows.append(view.row(group[:1], title, partial(words.deal, title)))
    diamonds = view.mark(
        "point", rows, TIP, shape="diamond", filled=True, size=130, fill=HALO, stroke=INK, strokeWidth=1.4,
        opacity=1,
    )  # fmt: skip
    places = view.labels(rows)
    return [*view.leaders(places), diamonds, *view.halo(places, INK, align="center")]
