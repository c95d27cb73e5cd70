"""What to find out first: sentences, rows and charts say what was computed."""

from __future__ import annotations

from typing import Any

import pytest
from tests.analysis.helpers import points_case
from tests.report.helpers import Page, brief_of, hanoi, hanoi_page, preference, two
from tests.strategies import build

import walkaway
from walkaway.analysis.answers import analyse
from walkaway.analysis.sensitivity.sensitivity import sensitivity
from walkaway.case import Case
from walkaway.case.titles import label_of
from walkaway.numbers import estimate
from walkaway.printing import Part, laid_out
from walkaway.report.screens.what_to_find_out import find_out
from walkaway.report.terminal.sensitivity_view import findout_tables


def vague(**more: Any) -> Case:
    """Ann's walk-away is open, everything else is known."""
    prefs = {
        "a": preference([2, 14], price=(9, 5, 0), date=(3, 0)) | more,
        "b": preference(5, price=(0, 5, 9), date=(0, 3)),
    }
    return two(preferences=prefs)


def said(case: Case, **options: Any) -> str:
    return " ".join(brief_of(case, **options).findout.sentences)


def test_sentences_of_the_flagship_case() -> None:
    text = " ".join(hanoi().findout.sentences)
    first = hanoi().sensitivity.swings[0]
    assert first.path == "preferences.advisers.walk_away"
    assert "Most hangs on the walk-away of Advisers and Congress. At 32 there is a deal in " in text
    assert "the case has no deal. The smallest single change within its range that makes one is" in text
    assert "at 39.3 or less instead of 41; four more would do so within their ranges." in text
    assert "to know everything would raise it to" in text


def test_rows_and_flips_in_order() -> None:
    found = hanoi().findout
    assert [row.path for row in found.rows] == [swing.path for swing in hanoi().sensitivity.swings[:10]]
    assert found.flips[0].then == "39.3 or less"
    assert [flip.within for flip in found.flips] == [True] * 5 + [False] * 3
    assert found.flip_title == "The smallest change that makes a deal"
    assert sum(many for _, many in found.unmoved) == len(hanoi().sensitivity.unmoved)


def test_charts_show_the_numbers() -> None:
    """Each bar goes from the base to the chance at its end, and bears the value it was set to."""
    charts = {(chart.name, chart.size): chart for chart in hanoi().findout.charts}
    wide = charts["tornado", "wide"]
    base, swings = 100 * hanoi().sensitivity.probability, hanoi().sensitivity.swings[:10]
    bars = [layer["data"]["name"] for layer in wide.spec["layer"] if layer["mark"].get("opacity") == 0.85]
    boxes = [wide.spec["datasets"][name] for name in bars]
    for rows, end in zip(boxes, ("low", "high"), strict=True):
        for row, swing in zip(rows, swings, strict=True):
            chance = 100 * getattr(swing.zone, end)
            assert {row["x"], row["x2"]} == {min(base, chance), max(base, chance)}
    texts = [row["t"] for rows in wide.spec["datasets"].values() for row in rows if "t" in row]
    assert f"as judged: {estimate(base)}" in texts
    assert {"32", "50"} <= set(texts)
    assert len(charts["tornado", "narrow"].spec["datasets"]["d1"]) == 7
    assert "Advisers and Congress: walk-away from " in wide.alt
    titles = [layer["encoding"]["x"].get("title") for layer in wide.spec["layer"]]
    assert "Draws of 100 in which there is a deal" in titles


def test_ends_on_one_side_share_the_lane() -> None:
    """A middling weight may be best: then both bars lie on one side of the line, in halves of the lane."""
    from walkaway.report.charts.ranked_bars import _lane

    assert _lane(3.0, 0, halves=False) == _lane(3.0, 1, halves=False)
    upper, lower = _lane(3.0, 0, halves=True), _lane(3.0, 1, halves=True)
    assert upper[1] > lower[0] > lower[1]


def test_the_page_has_the_screen() -> None:
    page = Page(hanoi_page())
    assert page.faults == []
    assert "What to find out first" in page.text
    worth = any(chart.name == "worth" for chart in hanoi().findout.charts)
    assert ("What knowing would be worth" in page.text) == worth
    assert hanoi().to_dict()["find_out"] == list(hanoi().findout.sentences)


def test_an_exact_case_speaks_of_changes() -> None:
    found = brief_of(two()).findout
    assert found.exact
    assert not found.charts
    assert not found.rows
    assert found.sentences[0].startswith("Every judgement is one number")
    assert "instead of 5" in found.sentences[1]
    assert found.flip_title == "The smallest change that ends every deal"
    page = Page(brief_of(two()).html())
    assert "What a change would do" in page.text
    assert "In its range" not in page.text


def test_no_change_of_one_judgement_helps() -> None:
    """Both want more than any deal gives: no single judgement will do."""
    case = two(preferences={
        "a": preference(50, price=(9, 5, 0), date=(3, 0)), "b": preference(50, price=(0, 5, 9), date=(0, 3)),
    })  # fmt: skip
    assert "The case has no deal, and no change of a single judgement alters that." in said(case)


def test_one_uncertain_walk_away_and_its_verdict() -> None:
    text = said(vague())
    assert (
        "Most hangs on the walk-away of Ann. At 2 there is a deal in every draw, at 14 in none of the draws."
        in text
    )
    assert "Next" not in text
    assert "If it were known that the walk-away of Ann is 8 or less, a deal would be certain" in text
    assert "nothing to find out first: the best proposal would be signed in 52 of 100, and" in text


def test_nothing_uncertain_matters() -> None:
    prefs = {
        "a": preference([-5, -4], price=(9, 5, 0), date=(3, 0)),
        "b": preference(5, price=(0, 5, 9), date=(0, 3)),
    }  # fmt: skip
    text = said(two(preferences=prefs))
    assert "No uncertain judgement, moved alone from end to end, changes how likely a deal is." in text
    assert (
        "The only uncertain judgement moves nothing: the chance of a deal is the same from end to end."
        in text
    )


def test_none_of_several_is_said_as_none() -> None:
    prefs = {
        "a": preference([0.1, 0.2], price=(9, 5, 0), date=(3, 0)),
        "b": preference([0.1, 0.2], price=(0, 5, 9), date=(0, 3)),
    }
    words = "None of the two uncertain judgements moves anything: the chance of a deal is the same"
    assert words in said(two(preferences=prefs))


def test_who_can_decide_nothing_is_counted_and_not_listed() -> None:
    """Where two of three are enough and both always agree, the walk-away of the third moves nothing."""
    prefs = {who: {"walk_away": 5, "scores": {"x": {"p": 10, "q": 0}}} for who in "ab"}
    prefs["c"] = {"walk_away": [0, 20], "scores": {"x": {"p": 4, "q": 0}}}
    case = build(
        {
            "case": 1,
            "title": "Quota",
            "parties": {"a": "Ann", "b": "Bob", "c": "Cem"},
            "agreement": {"quota": 2},
            "issues": {"x": {"title": "X", "options": {"p": "P", "q": "Q"}}},
            "preferences": prefs,
        }
    )
    found = brief_of(case, draws=50)
    assert [swing.who for swing in found.sensitivity.swings] == ["c"]
    assert (found.findout.rows, found.findout.charts) == ((), ())
    assert "The only uncertain judgement moves nothing" in found.findout.sentences[-1]
    assert "Cem" not in printed(findout_tables(case, found.sensitivity))


def test_the_ends_of_a_weight_under_an_order_are_percentiles_and_it_is_said() -> None:
    told = printed(findout_tables(hanoi().case, hanoi().sensitivity))
    note = "Of a weight that is given as an order, the ends are those between which nine draws of ten lie."
    kinds = {swing.percentiles: swing.kind for swing in hanoi().sensitivity.swings}
    assert kinds[True] == "weight"
    assert note in " ".join(told.split())
    assert "Shares of draws: ± " in told
    assert note in hanoi_page()
    assert brief_of(vague()).findout.row_note == ""


def test_a_red_line_that_alone_forbids() -> None:
    case = vague(red_lines=[{"price": ["low", "mid"]}, {"date": "late"}])
    assert (
        "Without the red line of Ann “Price: Low or Middle” there would be a deal at the central values."
        in said(case)
    )


def test_labels_of_every_kind() -> None:
    prefs = {
        "a": preference(5, price=(90, 50, 0), date=(30, 0))
        | {"weights": {"price": 60, "date": 40},
           "interactions": [{"when": {"price": "low", "date": ["soon", "late"]}, "add": 1}]},
        "b": preference(5, price=(0, 5, 9), date=(0, 3)),
    }  # fmt: skip
    case = two(preferences=prefs)
    labels = [
        label_of(case, f"preferences.a.{place}")
        for place in ("walk_away", "weights.price", "scores.price.mid", "interactions[0].add")
    ]
    assert labels == [
        "Ann: walk-away", "Ann: weight of Price", "Ann: Price – Middle",
        "Ann: points where Price: Low; Date: Soon or Late",
    ]  # fmt: skip
    tied = label_of(case, "preferences.a.weights.price", ["preferences.a.weights.date"])
    assert tied == "Ann: weight of Price and Date"


def test_sentences_of_every_kind() -> None:
    """The most telling judgement may be a weight, a score or an interaction; a part may be asked for."""
    prefs = {
        "a": preference(50, price=(90, 50, 0), date=(30, 0))
        | {"weights": {"price": [20, 80], "date": [20, 80]},
           "interactions": [{"when": {"price": "mid"}, "add": [-30, 30]}]},
        "b": preference(5, price=(0, 5, 9), date=(0, 3)),
    }  # fmt: skip
    from walkaway.analysis.answers import analyse

    case = two(preferences=prefs)
    answers = analyse(case, draws=200)
    for path, words in (
        ("preferences.a.weights.price", "Of those asked for, most hangs on the weight of Price for Ann"),
        ("preferences.a.interactions[0].add", "most hangs on the points of Ann where Price: Middle"),
    ):
        found = find_out(case, sensitivity(answers, judgements=[path]))
        assert words in " ".join(found.sentences)
    quiet = find_out(case, sensitivity(answers, judgements=["preferences.b.scores.date.late"]))
    assert "no change of a single judgement among those asked for alters that" in " ".join(quiet.sentences)


@pytest.mark.parametrize(
    ("away", "words"),
    [
        ([2, 14], "is 8 or less, a deal would be certain"),
        ({"low": 7, "likely": 12, "high": 14}, "is more than 8, a deal would be impossible"),
    ],
)
def test_what_a_known_judgement_would_settle(away: Any, words: str) -> None:
    assert words in said(vague(walk_away=away))


def test_a_certain_deal_stays_certain() -> None:
    """Whatever is found out within its range, the verdict stands: nothing is said of settling."""
    prefs = {
        "a": preference([2, 7], price=(9, 5, 0), date=(3, 0)),
        "b": preference(5, price=(0, [5, 6], 9), date=(0, 3)),
    }
    assert brief_of(two(preferences=prefs)).answers.zone.verdict == "certain"
    assert "If it were known" not in said(two(preferences=prefs))


def test_worth_is_drawn_where_it_is_clear() -> None:
    """Ann takes low or mid, each with a chance; to know which is worth a bar, with its error."""
    prefs = {
        "a": preference(0, price=([-5, 5], [-5, 15], -9), date=(0, 0)),
        "b": preference(0, price=(0, 0, 0), date=(0, 0)),
    }
    brief = brief_of(two(preferences=prefs))
    charts = {(chart.name, chart.size): chart for chart in brief.findout.charts}
    worth = charts["worth", "wide"]
    clear = [item for item in brief.sensitivity.information if item.signature.clear]
    assert len(clear) == 2
    bars = worth.spec["datasets"]["d0"]
    assert [row["x2"] for row in bars] == [100 * item.signature.value for item in clear]
    assert "Ann: Price – " in worth.alt
    assert "What knowing would be worth" in Page(brief.html()).text
    assert "Find out first: the score of “" in " ".join(brief.findout.sentences)
    assert all("±" in row.worth for row in brief.findout.rows)


def test_several_walk_aways_come_next() -> None:
    prefs = {
        "a": preference([2, 14], price=(9, 5, 0), date=(3, 0)),
        "b": preference([2, 14], price=(0, 5, 9), date=(0, 3)),
    }
    assert "Next comes the walk-away of " in said(two(preferences=prefs))


def test_a_hostile_title_stays_text() -> None:
    data = vague().to_dict()
    data["parties"]["a"] = "<script>alert(1)</script>"
    text = brief_of(build(data)).html()
    assert "<script>alert" not in text


def printed(parts: list[Part]) -> str:
    return "\n".join(line for line, _ in laid_out(parts, 100))


def shown(case: Case, **options: Any) -> str:
    """What the terminal prints."""
    return printed(findout_tables(case, walkaway.sensitivity(case, **options)))


def test_the_terminal_of_an_exact_case() -> None:
    text = shown(two())
    assert "The smallest change that ends every deal" in text
    assert "What the answer hangs on" not in text
    assert "in its range" not in text
    assert "Not moved" not in text


def test_the_terminal_where_nothing_helps() -> None:
    case = two(preferences={
        "a": preference(50, price=(9, 5, 0), date=(3, 0)), "b": preference(50, price=(0, 5, 9), date=(0, 3)),
    })  # fmt: skip
    assert "The smallest change" not in shown(case)


def test_bars_on_both_sides_and_on_one() -> None:
    """An end at the base itself still bears its number; long labels are folded and stand whole."""
    charts = brief_of(vague(walk_away=[8, 40])).findout.charts
    texts = [
        row["t"] for chart in charts for rows in chart.spec["datasets"].values() for row in rows if "t" in row
    ]
    assert {"8", "40"} <= set(texts)
    narrow = [chart for chart in hanoi().findout.charts if chart.size == "narrow"]
    rows = [
        row["t"] for chart in narrow for rows in chart.spec["datasets"].values() for row in rows if "t" in row
    ]
    assert not any(text.endswith("…") for text in rows)
    assert "US: Declaration of the programme – By stages, complete before the end" in " ".join(rows)


def test_the_terminal_has_the_map_and_the_reasons() -> None:
    case = walkaway.load("hanoi-2019").case
    found = walkaway.sensitivity(
        case, draws=60, judgements=["preferences.us"],
        map_of=("preferences.us.walk_away", "preferences.dprk.walk_away"),
    )  # fmt: skip
    text = printed(findout_tables(case, found))
    assert "down: US: walk-away; across: DPRK: walk-away; 60 draws" in text
    assert "Not moved: nine judgements, a belief" in text
    assert "Of those asked for, most hangs on" in text


def test_points_are_named_by_their_pattern_however_deep() -> None:
    """An interaction, and a part inside a function inside another."""
    data = points_case([[1, 2]], [[0, 1]], away=(0, 0)).to_dict()
    inner = {"combine": "sum", "cap": 2, "of": [{"when": {"i0": "o1"}, "add": [1, 3]}]}
    data["preferences"]["p0"]["functions"] = [{"combine": "max", "of": [{"add": 1}, inner]}]
    data["preferences"]["p0"]["interactions"] = [{"when": {"i0": "o0"}, "add": [0, 2]}]
    case = build(data)
    deep = label_of(case, "preferences.p0.functions[0].of[1].of[0].add")
    flat = label_of(case, "preferences.p0.interactions[0].add")
    assert deep == "P0: points where i0: o1"
    assert flat == "P0: points where i0: o0"


@pytest.mark.parametrize(
    ("away", "weights", "path", "then"),
    [
        (50, (1, 2), "walk_away", "more than 66.7"),
        (70, (1, 2), "walk_away", "66.6 or less"),
        (50, (1, 6), "scores.i1.o0", "less than 58.3"),
        (90, (1, 6), "walk_away", "85.7 or less"),
    ],
)
def test_a_flip_is_rounded_to_the_side_on_which_it_is_true(
    away: float, weights: tuple[int, int], path: str, then: str
) -> None:
    """200/3 is 66.666…: beyond 66.666 there are still deals, beyond 66.667 none."""
    data = points_case([[0], [100]], [[0], [0]], away=(away, 0)).to_dict()
    data["preferences"]["p0"]["weights"] = dict(zip(("i0", "i1"), weights, strict=True))
    case = build(data)
    told = find_out(case, sensitivity(analyse(case, draws=1)))
    assert {flip.path: flip.then for flip in told.flips}[f"preferences.p0.{path}"] == then


def test_shares_of_deals_that_are_too_many_to_list_are_told_as_such() -> None:
    answers = analyse(vague(), draws=50, budget=0)
    (note,) = (part for part in [find_out(answers.case, sensitivity(answers)).row_note] if "too many" in part)
    assert note.endswith("shares count only deals that were found, and may be higher.")
    assert "too many" not in find_out(answers.case, sensitivity(analyse(vague(), draws=50))).row_note
