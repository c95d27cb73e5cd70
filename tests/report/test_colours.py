"""Colours can be read by day, by night and in grey, and those of parties mean parties only."""

from __future__ import annotations

import json
import re
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.report.helpers import hanoi
from tests.report.test_style import STYLE

from walkaway.report.charts.canvas import ACCENT, FAINT, GRID, HALO, INK, TONES

PARTIES = [f"p{number}" for number in range(8)]
DEUTAN = np.array([
    [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
])  # fmt: skip
TO_LMS = np.array([
    [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
])  # fmt: skip
TO_LAB = np.array([
    [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
])  # fmt: skip
ABOUT_NO_PARTY = {"tornado", "worth", "whynot"}


def palettes() -> dict[str, dict[str, str]]:
    """The colours of the page by day and by night; the night changes some of the day."""
    day, night = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)[:2]
    )
    return {"day": day, "night": day | night}


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it; grey printing keeps just this."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("time", ["day", "night"])
def test_text_can_be_read(time: str) -> None:
    """4.5 to 1 for text (WCAG 2, AA), also where it stands on the shaded ground of a cell or card."""
    palette = palettes()[time]
    weak = {
        (name, ground): round(contrast(palette[name], palette[ground]), 2)
        for name in ("ink", "soft", "alarm", *PARTIES)
        for ground in ("paper", "wash")
        if contrast(palette[name], palette[ground]) < 4.5
    }
    assert weak == {}
    assert contrast(palette["ink"], palette["mark"]) >= 4.5


@pytest.mark.parametrize("time", ["day", "night"])
def test_marks_stand_out_and_can_be_told_apart_in_grey(time: str) -> None:
    """3 to 1 for what is no text; what the verdict bar sets side by side differs in grey too."""
    palette = palettes()[time]
    assert all(contrast(palette[name], palette["paper"]) >= 3 for name in ("faint", "certain", *PARTIES))
    assert contrast(palette["certain"], palette["impossible"]) >= 3
    assert contrast(palette["ink"], palette["faint"]) >= 2  # the two ends of a judgement in one lane


def lab(colour: str, *, deutan: bool) -> NDArray[np.float64]:
    """Oklab (Ottosson 2020), ×100; as a deuteranope sees it by Machado et al. (2009) where that is asked."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(DEUTAN @ linear, 0, 1) if deutan else linear
    lab: NDArray[np.float64] = 100 * (TO_LAB @ np.cbrt(TO_LMS @ seen))
    return lab


def test_distance_of_black_and_white_is_100() -> None:
    for deutan in (False, True):
        apart = lab("#ffffff", deutan=deutan) - lab("#000000", deutan=deutan)
        assert np.linalg.norm(apart) == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("deutan", [False, True])
@pytest.mark.parametrize("time", ["day", "night"])
def test_parties_differ_from_each_other_and_from_the_verdict(time: str, *, deutan: bool) -> None:
    """Two of 8 parties, or one and "it passes", stay apart for a deuteranope too."""
    palette = palettes()[time]
    seen = {name: lab(palette[name], deutan=deutan) for name in (*PARTIES, "certain", "ink")}
    near = {
        pair: round(float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])), 1) for pair in combinations(seen, 2)
    }
    assert {pair: apart for pair, apart in near.items() if apart < 8} == {}


def test_the_page_knows_every_colour_of_the_charts() -> None:
    """Each colour of a chart has its place in the style sheet, where the night replaces it."""
    known = set(re.findall(r'\[(?:fill|stroke)="(#\w{6})"\]', STYLE.read_text(encoding="utf-8")))
    assert {ACCENT, FAINT, GRID, HALO, INK, *TONES} == known


def test_colours_of_parties_mean_parties() -> None:
    charts = {chart.name: json.dumps(chart.spec) for chart in hanoi().charts}
    assert charts.keys() >= ABOUT_NO_PARTY - {"worth"}
    told = {name: [tone for tone in TONES if tone in spec] for name, spec in charts.items()}
    assert {name: tones for name, tones in told.items() if name in ABOUT_NO_PARTY and tones} == {}
    assert set(told["bridges"]) <= set(TONES[:2])


def test_who_pays_is_told_by_name_too() -> None:
    """In grey, and on a phone, a bar in a party's colour has that party's name beside it or above it."""
    case, found = hanoi().case, hanoi().bridges.found
    payers = {case.label(item.payer) for item in found}
    for chart in hanoi().opening.charts:
        said = " ".join(row["t"] for rows in chart.spec["datasets"].values() for row in rows if "t" in row)
        assert all(name in said for name in payers), chart.size
