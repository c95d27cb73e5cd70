"""Results as tables: every record is a row, with the numbers of plain data, escaped where it is shown."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import dataclass
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.test_questions import CASE

import walkaway
from walkaway.analysis.as_html import ROWS
from walkaway.analysis.result import Method, Result, Several
from walkaway.case import read_case_text
from walkaway.errors import ExtraError, UsageError
from walkaway.questions import TABLE
from walkaway.spreadsheet import Sheet, csv_text

HANOI = walkaway.analyse("hanoi-2019", draws=50)
YARD = read_case_text(CASE)
ASKED: dict[str, tuple[Any, ...]] = {
    "compare": (YARD, read_case_text(CASE.replace("[3, 5]", "[3, 4]"))),
    "debrief": ("panama-1977", {"Blue": None}),
    "divide": ("panama-1977",),
    "improve": (HANOI, 1),
}
EVERY = [name for name in TABLE if name != "brief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Result):
    name: str
    size: float | Fraction | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Result):
    parties: tuple[str, ...]
    entries: tuple[Part, ...]
    value: tuple[float, ...]
    interval: tuple[float, float]
    by_name: dict[str, Part | None]
    note: str
    method: Method


def whole(*entries: Part, note: str = "") -> Whole:
    return Whole(
        parties=("us", "dprk", "rok"), entries=entries, value=(1, 2.5, 3), interval=(0.25, 0.5),
        by_name={"one": None}, note=note, method=Method(name="counting", exact=True, realisation="exact"),
    )  # fmt: skip


def rows_of(sheet: Sheet) -> list[dict[str, Any]]:
    heads = [column.head for column in sheet.columns]
    return [dict(zip(heads, row, strict=True)) for row in sheet.rows]


class Cells(HTMLParser):
    """The texts of the cells of a page, and every tag on it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: list[str] = []
        self.inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.inside = tag == "td"
        self.cells += [""] if self.inside else []

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


def result_of(name: str) -> Any:
    return TABLE[name](*ASKED.get(name, (HANOI,)))


@pytest.mark.parametrize("name", EVERY)
def test_every_question_gives_tables(name: str) -> None:
    """Law: of the table of questions; rows are as wide as heads, a column holds one kind of thing."""
    found = result_of(name)
    assert found.tables()
    for sheet in found.tables().values():
        heads = [column.head for column in sheet.columns]
        assert len({*heads}) == len(heads)
        assert all(len(row) == len(heads) for row in sheet.rows)
        for place, head in enumerate(heads):
            kinds = {type(row[place]) for row in sheet.rows} - {type(None)}
            assert len(kinds) <= 1, head
        assert len(list(csv.reader(io.StringIO(csv_text(sheet).lstrip("\ufeff"))))) == len(sheet.rows) + 1
    page = found._repr_html_()
    assert ("none: " in page) == any(not sheet.rows for sheet in found.tables().values())
    assert page.count("<thead>") == sum(
        bool(sheet.rows) for sheet in found.tables().values() if sheet.name != type(found).__name__
    )


def test_rows_are_those_of_plain_data() -> None:
    front, likely = HANOI.frontier, HANOI.likely
    for row, point in zip(rows_of(front.tables()["points"]), front.to_dict()["points"], strict=True):
        assert [row["value.us"], row["value.dprk"]] == point["value"]
        assert {f"deal.{issue}": option for issue, option in point["deal"].items()}.items() <= row.items()
        assert row["count"] == point["count"]
    for row, one in zip(rows_of(likely.tables()["deals"]), likely.to_dict()["deals"], strict=True):
        assert [row["interval.low"], row["interval.high"]] == one["interval"]
        assert row["margins.dprk.mean"] == one["margins"]["dprk"]["mean"]
        assert row["accepts.advisers"] == one["accepts"]["advisers"]
    names = [row["name"] for row in rows_of(HANOI.solutions.tables()["by_name"])]
    assert names == [name for name, found in HANOI.solutions.by_name.items() if found]
    assert HANOI.tables().keys() >= {"frontier.points", "likely.deals", "solutions.by_name"}


def test_the_terms_of_a_deal_come_last() -> None:
    heads = [column.head for column in HANOI.likely.tables()["deals"].columns]
    issues = [f"deal.{issue}" for issue in HANOI.space.issues]
    assert heads[-len(issues) :] == issues


def test_records_inside_records_say_to_which_row_they_belong() -> None:
    found = whole(Part(name="a"), Part(name="b", size=2, parts=(Part(name="c"), Part(name="d"))))
    assert rows_of(found.tables()["entries.parts"]) == [{"row": 2, "name": "c", "size": None},
                                                        {"row": 2, "name": "d", "size": None}]  # fmt: skip
    several = Several(found.entries)
    assert several == found.entries
    assert list(several.tables()) == ["entries", "entries.parts"]
    assert "2 × Part" in several._repr_html_()


def test_numbers_of_a_column_are_of_one_kind() -> None:
    sheet = whole(Part(name="a", size=1), Part(name="b", size=Fraction(1, 3)), Part(name="c")).tables()[
        "entries"
    ]
    assert [repr(row["size"]) for row in rows_of(sheet)] == ["1.0", "0.333333333333", "None"]


def test_a_table_without_rows_is_there() -> None:
    """Law: a frame of nothing found is empty; it is not another table."""
    assert whole().tables()["entries"].rows == ()
    assert list(whole().tables()) == ["entries", "by_name"]
    assert Several(()).tables()["entries"].rows == ()
    assert "none: entries, by_name" in whole()._repr_html_()


def test_a_result_without_records_is_one_row() -> None:
    (row,) = rows_of(HANOI.zone.tables()["fields"])
    assert row["everyone.verdict"] == "possible"
    assert row["everyone.interval.low"] < row["everyone.probability"]
    (row,) = rows_of(walkaway.divide("panama-1977").tables()["fields"])
    assert row["total.us"] == row["total.panama"] == 66


def test_a_notebook_shows_the_first_rows_and_says_how_many_more() -> None:
    page = whole(*(Part(name=f"part {number}") for number in range(ROWS + 5)))._repr_html_()
    assert Cells(page).cells[::2] == [f"part {number}" for number in range(ROWS)]
    assert "… and 5 more rows" in page
    assert "value us: 1 · value dprk: 2.5 · value rok: 3 · interval low: 0.25" in page
    assert "counting: exact" in page


@given(st.text(max_size=40), st.text(max_size=40))
def test_text_is_data(text: str, note: str) -> None:
    """Law: whatever a text holds, it stands in a cell as it is, and brings no tag."""
    page = whole(Part(name=f"-{text}-"), note=note)._repr_html_()
    read, plain = Cells(page), Cells(whole(Part(name="-"))._repr_html_())
    assert read.cells[0].replace("\r\n", "\n").replace("\r", "\n") == f"-{text}-".replace(
        "\r\n", "\n"
    ).replace("\r", "\n")
    assert read.tags == plain.tags


def test_a_hostile_case_shows_no_tag() -> None:
    text = CASE.replace("title: A yard", "title: <script>x</script>").replace(
        "low: Low", "low: '<img src=x>'"
    )
    found = walkaway.analyse(read_case_text(text), draws=50)
    for result in (found, walkaway.why(found), walkaway.bridge(found), walkaway.sensitivity(found)):
        assert {"script", "img"}.isdisjoint(Cells(result._repr_html_()).tags)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_every_table_is_a_frame(library: str) -> None:
    pytest.importorskip(library)
    for found in [*map(result_of, EVERY), whole(Part(name="a")), whole()]:
        for name, sheet in found.tables().items():
            frame = found.to_frame(name, library=library)
            assert frame.shape[1] == len(sheet.columns)
            assert frame.shape[0] == len(sheet.rows)
    frame = HANOI.frontier.to_frame(library=library)
    assert type(frame).__module__.partition(".")[0] == library
    assert frame["value.us"].max() == HANOI.frontier.to_dict()["points"][0]["value"][0]


def test_a_frame_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match=r'table: found "point"; expected one of points .*"points"'):
        HANOI.frontier.to_frame("point")
    with pytest.raises(UsageError, match='library: found "panda"; expected one of pandas, polars'):
        HANOI.frontier.to_frame(library="panda")


def test_without_a_library_for_frames_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(
        ExtraError, match=r'"notebook" not installed \(no pandas, polars\).*walkaway\[notebook\]'
    ):
        HANOI.frontier.to_frame()
    with pytest.raises(ExtraError, match=r"\(no polars\)"):
        HANOI.frontier.to_frame(library="polars")
