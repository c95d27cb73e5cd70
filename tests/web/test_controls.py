"""Controls: what nobody has judged is shown as that, and judged once it is touched."""

from __future__ import annotations

from pathlib import Path

from tests.web.helpers import TEXT, client, laid

from walkaway.case.unjudged import unjudged
from walkaway.web.bench import Bench
from walkaway.web.controls import Control

OPEN = (
    TEXT.replace("walk_away: [3, 5]", "walk_away: {range: [1, 9], note: 'to be judged: by Ben'}")
    .replace("high: 5}", "high: to be judged}")
    .replace("weights: price > date", "weights: {order: price > date, note: 'to be judged: the order'}")
)


def _unset(bench: Bench) -> list[str]:
    controls: list[Control] = [one for panel in bench.panels() for one in panel.controls]
    return [one.place for one in controls if one.unset]


def test_what_is_to_be_judged_is_unset_until_it_is_touched(tmp_path: Path) -> None:
    """Law: the controls that are unset are the judgements that nobody has made, before and after a move."""
    desk = laid(tmp_path, OPEN)
    browser, bench = client(desk), Bench(desk)
    places = _unset(bench)
    assert sorted(places) == sorted(one.path for one in unjudged(desk.now.case))
    text = browser.get("controls").text
    assert text.count('placeholder="to be judged"') == 2
    assert "this is the order" in text
    numbers = {"value": 4}
    for place in places:
        body = {"order": "date > price"} if "weights" in place else {"form": "number", "numbers": numbers}
        assert browser.post("move", json={"place": place, **body}).status_code == 200
    assert _unset(bench) == []
    assert unjudged(desk.now.case) == ()
    assert "to be judged" not in desk.edited()


def test_what_is_to_be_judged_stretches_no_slider(tmp_path: Path) -> None:
    """Its 0 to 100 is nobody's number: the others keep the scale that they had."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    text = TEXT.replace("late: 2}", "late: 5}")
    desks = [
        laid(tmp_path / "one", text),
        laid(tmp_path / "two", text.replace("high: 5}", "high: to be judged}")),
    ]
    ends = [
        {one.place: (one.least, one.most) for panel in Bench(desk).panels() for one in panel.controls}
        for desk in desks
    ]
    assert ends[0]["preferences.ann.walk_away"] == ends[1]["preferences.ann.walk_away"]


def test_an_id_with_dots_has_the_same_controls(tmp_path: Path) -> None:
    """Its red lines stand there, and its sliders have the ends of its own numbers."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    desks = [laid(tmp_path / "one"), laid(tmp_path / "two", TEXT.replace("ann", "A. N."))]
    shown = [
        [
            (one.kind, one.what, one.least, one.most)
            for panel in Bench(desk).panels()
            for one in panel.controls
        ]
        for desk in desks
    ]
    assert shown[0] == shown[1]
    assert "line" in {kind for kind, *_ in shown[1]}
