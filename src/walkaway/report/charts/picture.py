"""The pictures of a case, each in a wide and a narrow form: one for two parties, two for more."""

from __future__ import annotations

from ...analysis.answers import Answers
from .canvas import SIZES, ChartView
from .chart import Chart
from .many_parties import crowd_charts
from .sample import Sample
from .two_parties import pair_alt, pair_chart


def draw_charts(answers: Answers, sample: Sample) -> tuple[Chart, ...]:
    """All pictures of a case, wide before narrow."""
    found = []
    for size, (width, height) in SIZES.items():
        view = ChartView(width=width, height=height, narrow=size == "narrow")
        if answers.space.parties == 2:
            made = {"picture": (pair_chart(answers, sample, view), pair_alt(answers, sample))}
        else:
            made = crowd_charts(answers, sample, view)
        found += [Chart(name=name, size=size, spec=spec, alt=words) for name, (spec, words) in made.items()]
    return tuple(sorted(found, key=lambda chart: chart.name != "picture"))
