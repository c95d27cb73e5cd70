"""What would have opened it: words and picture say what the bridges say."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from tests.analysis.bridges.planted import apart, search
from tests.analysis.bridges.test_beliefs import mistaken
from tests.analysis.bridges.test_bridges import lined, ranged, ratified
from tests.analysis.bridges.test_proposals import offering
from tests.analysis.helpers import points_case
from tests.report.helpers import Page, brief_of, hanoi, hanoi_page, large
from tests.strategies import build

from walkaway.case import Case
from walkaway.report.language.phrases import of_hundred
from walkaway.report.screens.what_would_open_it import Opening, open_up, short_words
from walkaway.report.terminal.bridge_view import bridge_tables


def opening(case: Case, **options: Any) -> Opening:
    return open_up(case, search(case, **options))


def shorts(case: Case) -> list[str]:
    return [short_words(case, item) for item in search(case).found]


def test_where_nothing_is_needed() -> None:
    exact = opening(apart(away=(5, 5)))
    assert exact.sentences == ("There is a deal that passes: no change is needed.",)
    assert (exact.found.needed, exact.charts, exact.step) == (False, (), None)
    data = apart(away=(5, 5)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [4, 6]
    (said,) = opening(build(data), target=0.3).sentences
    assert said.startswith("A deal passes in about")
    assert said.endswith("which meets the target of 30 of 100: no change is needed.")


def test_what_turns_on_the_sampling_error_says_so() -> None:
    data = apart(away=(5, 5)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [4, 6]
    case = build(data)
    found = opening(case, target=0.2).found
    share, error = found.probability, found.error
    assert error > 0
    assert len(opening(case, target=share - 3 * error).sentences) == 1
    met = opening(case, target=share - error).sentences[-1]
    assert met.startswith("That is within the sampling error (± ")
    assert met.endswith("): with other draws it may be missed.")
    said = opening(case, target=0.9).sentences
    assert any(
        text.startswith("A change that just reaches 90 of 100 is within the sampling") for text in said
    )
    assert not any("sampling" in text for text in opening(apart(away=(6, 5))).sentences)


def test_what_falls_just_short_of_the_target_is_not_told_to_reach_it() -> None:
    found = hanoi().opening.found
    close = [one for one in found.out_of_reach if of_hundred(one.most) == of_hundred(found.target)]
    assert close
    for text in (Page(hanoi_page()).text, "\n".join(map(str, bridge_tables(hanoi().case, found)))):
        assert all(f"{one.title}: fewer than 50 of 100" in text for one in close)
        assert "at most 50 of 100" not in text


def test_the_cheapest_first_and_the_cheapest_concession() -> None:
    found = opening(points_case([[10, 5, 0]], [[0, 8, 10]], away=(6, 5)))
    assert found.sentences == (
        "No deal passes as things are.",
        "The cheapest change that lets a deal pass: A safeguard clause for P0 on “i0”: P0 may take "
        "back what it gives there if the deal is broken, or gives it step by step, which spares it 20 % of "
        "that concession and leaves the others 10 % less; it costs P1 8 % of its reach.",
        "The cheapest concession: Each party’s walk-away falls by 10 % of its reach.",
    )
    found = opening(apart(away=(6, 5)))
    assert found.sentences == (
        "No deal passes as things are.",
        "The cheapest change that lets a deal pass: Each party’s walk-away falls by 10 % of its reach.",
        "A side payment of up to 20 % of reach is not enough by itself.",
    )
    assert found.found.needed


def test_bars_say_what_is_counted_and_who_pays() -> None:
    """Law: no word that is explained only further down; a share, the amount with its unit, who pays once."""
    for chart in hanoi().opening.charts:
        text = json.dumps(chart.spec, ensure_ascii=False)
        told = " ".join(re.findall(r'"t": "([^"]*)"', text))
        assert "Cost in % of what the payer has at stake" in text
        assert "reach" not in text + chart.alt
        assert "·" not in told
        assert "paid by Advisers and Congress" in told
        assert "1.07 %, or 0.945 points" in told


def test_each_change_is_told_in_full_with_its_proof() -> None:
    text = Page(brief_of(apart(away=(6, 5)), draws=20).html()).text
    assert text.count("confirmed on the changed case") == len(search(apart(away=(6, 5))).found)
    assert text.count("the deal it opens i0: o1 signed by all who must accept;") == 1  # told once
    start = text.index("The walk-away of P0 falls by 1 point the deal it opens the same as “")
    told = text[start:]
    assert "one step less is not enough P0 1 10 %" in told[:250]


def test_what_is_not_enough_is_said() -> None:
    case = points_case([[9, 0]], [[0, 9]], away=[40, 40])
    found = opening(case)
    assert found.found.found == ()
    assert found.sentences == (
        "No deal passes as things are. None of the changes that were tried lets a deal pass by itself.",
    )
    data = lined().to_dict()
    data["preferences"]["p1"]["walk_away"] = 9
    said = opening(build(data)).sentences
    assert any("the end of one red line" in text.lower() and "is not enough" in text for text in said)


def test_what_was_not_tried_is_said() -> None:
    made = brief_of(ranged(), draws=20)
    (text,) = made.bridges.left_out
    assert text.startswith("Price: an option between two others: it is a range of numbers")
    assert "Not tried, and why" in Page(made.html()).text


def test_short_words_of_every_kind() -> None:
    said = shorts(lined())
    assert said[1:] == ["All concede alike", "P0: walk-away falls by 6", "“o1” allowed by P1"]
    gone = lined().to_dict()["preferences"]
    gone["p1"]["red_lines"] = [{"i0": "o0"}, {"i0": "o1"}]
    assert "A red line of P1 dropped" in shorts(lined(preferences=gone))
    assert "Senate and House not asked" in shorts(ratified())
    assert "All concede alike" in shorts(apart())
    assert "A middle way on i0" in shorts(points_case([[10, 0]], [[0, 10]], away=[5, 2]))
    assert "Payment by P0 to P1" in shorts(points_case([[20, 0]], [[0, 20]], away=[16, 2]))
    assert "Safeguard clause for P0: i0" in shorts(points_case([[8, 0]], [[0, 8]], away=[2, 5]))
    middle, high = [[0, 5, 0]], [[0, 0, 0]]
    assert "3 of 4 are enough" in shorts(points_case(middle, middle, middle, high, away=[5, 5, 5, 5]))


def test_all_who_concede_alike_have_no_colour() -> None:
    (rows,) = re.findall(r"<tr><td>Each party’s.*?</tr>", brief_of(apart(), draws=20).html())
    assert '<span class="name ">each party</span>' in rows
    assert ">10\u00a0%</td>" in rows
    first = opening(points_case([[10, 5, 0]], [[0, 5, 10]], away=[5.1, 5.1]))
    assert any("Each party’s walk-away falls by 1 % of its reach." in text for text in first.sentences)


def test_beliefs_are_told() -> None:
    data = mistaken(1).to_dict()
    data["preferences"]["p0"]["walk_away"] = [3.9, 7]
    assert any("would have to believe" in text for text in opening(build(data), target=1.0).sentences)


def test_the_next_step_names_what_changes() -> None:
    step = opening(offering()).step
    assert step is not None
    assert step.clauses == (("i0", "o1", "in place of “o0” or “o2”"), ("i1", "o0", ""))
    assert "one departure from the last offers; signed by all who must accept" in step.words
    record = [{"by": "p0", "offer": {"i0": "o1"}}]
    none = opening(apart(away=(5, 5), record=record)).step
    assert none is not None
    assert (none.clauses, none.words[:26]) == ((), "No text close to the last ")
    mixed = points_case(
        [[5, 0], [5, 0]], [[0, 5], [0, 5]], away=[5, 5],
        record=[{"by": f"p{p}", "offer": {"i0": f"o{p}", "i1": f"o{p}"}} for p in (0, 1)],
    )  # fmt: skip
    step = opening(mixed).step
    assert step is not None
    assert "nothing but what the last offers name" in step.words
    assert len(step.clauses) == 2


def test_the_whole_text_of_the_next_step_stands_on_the_page() -> None:
    """Every term of it, also those that the last offers name alike, and what they leave open."""
    record = [
        {"by": "p0", "offer": {"i0": "o0", "i1": "o0"}},
        {"by": "p1", "offer": {"i0": "o2", "i1": "o0"}},
    ]
    tables = [[10, 6, 0], [1, 1], [1, 0]], [[0, 6, 10], [1, 1], [0, 0]]
    page = Page(brief_of(points_case(*tables, away=[5, 5], record=record)).html()).text
    text = page[page.index("A single text: the next step") :]
    for words in (
        "i0 o1 in place of “o0” or “o2”",
        "i1 o0",
        "i2 o0 left open by the last offers, chosen here",
    ):
        assert words in " ".join(text.split()), words


def test_charts_come_wide_and_narrow() -> None:
    found = opening(apart())
    assert [(chart.name, chart.size) for chart in found.charts] == [
        ("bridges", "wide"),
        ("bridges", "narrow"),
    ]
    assert "Ranked bars" in found.charts[0].alt
    wide = points_case([[10, 5, 0]], [[0, 5, 10]], away=[6, 6])
    data = wide.to_dict()
    data["parties"]["p0"] = "A party with a name that is much too long for any label on a narrow chart"
    narrow = opening(build(data)).charts[1].spec
    names = [row["t"] for rows in narrow["datasets"].values() for row in rows if "t" in row]
    long = data["parties"]["p0"]
    assert f"{long}: walk-away falls by 6" in " ".join(names)
    assert max(map(len, names)) < len(long)


@pytest.mark.parametrize("case", [apart(), apart(away=(5, 5)), ratified(), large(1500), lined()])
def test_the_page_carries_the_screen(case: Case) -> None:
    page = Page(brief_of(case, draws=20).html())
    assert page.faults == []
    assert "What would have opened it" in page.text or "nothing is needed" in page.text


def test_hanoi_says_what_would_have_opened_it() -> None:
    made, page = hanoi(), Page(hanoi_page())
    for text in made.opening.sentences:
        assert text in page.text
    assert made.to_dict()["bridges"]["found"]
