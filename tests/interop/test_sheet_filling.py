"""What somebody fills in: each change arrives in its place, each fault is told at its cell, all at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.interop.test_sheets import CASE, book_of, cell_of, filled, read_back

from walkaway.case import read_case_text
from walkaway.errors import CaseError
from walkaway.interop import ImportFault
from walkaway.interop.sheet_case import Filling, case_sheets, fill_case, scores_sheet
from walkaway.interop.sheet_workbook import workbook_bytes
from walkaway.spreadsheet import SEPARATORS, csv_text

Fill = Callable[..., Filling]


def at(*where: str) -> str:
    return cell_of(CASE, *where)


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Fill in some cells of a workbook of the case, and put it into a case."""

    def into(cells: dict[str, Any], now: str = CASE) -> Filling:
        sheets = read_back(filled(book_of(CASE), cells), tmp_path)
        return fill_case(sheets, "book.xlsx", now, "case.yaml")

    return into


def said(fill: Fill, cells: dict[str, Any], now: str = CASE) -> list[str]:
    """The faults of a workbook, without the name of the file."""
    with pytest.raises(ImportFault) as caught:
        fill(cells, now)
    return [str(fault).removeprefix("book.xlsx: ") for fault in caught.value.faults]


def swapped(*pairs: tuple[str, str]) -> str:
    text = CASE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_each_change_arrives_where_it_belongs(fill: Fill) -> None:
    """Numbers, ranges, notes, orders, ends of a line, beliefs, red lines; comments and cites stay."""
    done = fill(
        {
            at("scores", "likely", "ann", "price", "low"): 5,
            at("scores", "note", "ann", "price", "low"): "a reason",
            at("scores", "note", "ann", "date"): "they said so",
            at("scores", "likely", "ann", "length", "high end"): "1/3",
            at("scores", "order", "ben", "price"): "mid > low > high",
            at("scores", "likely", "ben", "date", "soon"): None,
            at("scores", "low", "ben", "date", "soon"): 90.5,
            at("scores", "high", "ben", "date", "soon"): 100,
            at("scores", "likely", "ben", "length", "peak"): 80,
            at("weights", "order", "ann"): "date > price = length",
            at("weights", "likely", "ben", "price"): 55,
            at("walk-aways", "low", "ann"): 25,
            at("walk-aways", "likely", "ann", "ben"): "To be judged",
            at("walk-aways", "note", "ben"): "",
            at("red lines", "price", "ann", "1"): "mid, High",
        }
    )
    assert done.text == swapped(
        ("low: 0, mid: [40, 60]", "low: {value: 5, note: a reason}, mid: [40, 60]"),
        ("she said so", "they said so"), ("{linear: [0, 100]}", "{linear: [0, 1/3]}"),
        ("low > mid = high", "mid > low > high"),
        ("{value: 100, note: in a hurry}", "{range: [90.5, 100], note: in a hurry}"),
        ("[0, 4, 10]}", "[0, 4, 10], peak: 80}"), ("price > date > length", "date > price = length"),
        ("price: 50", "price: 55"), ("[20, 40]", "[25, 40]"), ("walk_away: 10}", "walk_away: to be judged}"),
        (', note: why}', "}"), ("{price: low, date: soon}", "{price: [mid, high], date: soon}"),
    )  # fmt: skip
    assert len(done.changes) == 12
    assert str(done.changes[0]) == "Ann · Price · Low: 0; nothing → 5; a reason"
    assert done.changes[0].cell == at("scores", "likely", "ann", "price", "low")
    assert "Ann · believes of Ben · walk-away: 10 → To be judged" in map(str, done.changes)
    assert "Ann · weights: price > date > length → date > price = length" in map(str, done.changes)


def test_an_order_becomes_numbers_and_numbers_an_order(fill: Fill) -> None:
    cells: dict[str, Any] = {
        at("scores", "order", "ben", "price"): None,
        at("scores", "order", "ann", "price"): "high > low = mid",
    }
    for option, number in (("low", 100), ("mid", 30), ("high", 0)):
        cells[at("scores", "likely", "ben", "price", option)] = number
    cells |= {at("scores", head, "ann", "price", option): None
              for head in ("low", "likely", "high") for option in ("low", "mid", "high")}  # fmt: skip
    assert fill(cells).text == swapped(
        ("price: low > mid = high", "price: {low: 100, mid: 30, high: 0}"),
        ("price: {low: 0, mid: [40, 60], high: 100} ", "price: high > low = mid "),
    )


def test_red_lines_are_added_and_taken_out(fill: Fill) -> None:
    done = fill({"Red lines!A4": "ben", "Red lines!C4": "low\nmid", "Red lines!E4": "from 2 to 6"})
    assert done.text == f"{CASE}    red_lines: [{{price: [low, mid], length: {{from: 2, to: 6}}}}]\n"
    assert str(done.changes[0]) == "Ben · red line 1: nothing → price: low, mid; length: from 2 to 6"
    gone = fill({at("red lines", "price", "ann", "1"): None, at("red lines", "date", "ann", "1"): None})
    assert "{price: low, date: soon}" not in gone.text
    assert "# never" in gone.text
    assert len(read_case_text(gone.text).preferences["ann"].red_lines) == 1
    assert str(gone.changes[0]) == "Ann · red line 1: price: low; date: soon → nothing"


def test_all_faults_are_told_at_once_each_with_its_cell(fill: Fill) -> None:
    assert said(
        fill,
        {
            at("scores", "title", "ann", "price", "low"): "Lowest",
            "Scores!A5": "anne",
            at("scores", "likely", "ann", "price", "low"): "5-10",
            at("scores", "high", "ann", "price", "mid"): None,
            at("scores", "likely", "ann", "date", "soon"): None,
            at("scores", "likely", "ann", "date", "late"): None,
            at("scores", "order", "ann", "length"): "low > high",
            at("scores", "order", "ben", "price"): "high > mid",
            at("weights", "likely", "ann", "price"): 40,
            at("weights", "order", "ben", "date"): "date > price",
            at("walk-aways", "low", "ann"): 50,
            at("walk-aways", "likely", "ben"): "=1+1",
            at("walk-aways", "likely", "ann", "ben"): date(2019, 2, 28),
            at("red lines", "price", "ann", "1"): "lo",
        },
    ) == [
        'Scores!D3: found "Lowest"; expected "Low" (only shown; change the case)',
        'Scores!F3: found "5-10"; expected a number such as 40, a fraction such as 1/3, or to be judged',
        "Scores!G4: found nothing; expected a number, as low is given",
        'Scores!A5: found "anne"; expected one of ann, ben (did you mean "ann"?)',
        "Scores!F7: found nothing; expected a number, or to be judged (what is to be left out is taken out "
        "of the case)",
        'Scores!H9: found "low > high"; expected an order (change the form in the case)',
        'Scores!H12: preferences.ben.scores.price: found an order without "low"; expected every name in the '
        "order (several chains may stand in a list; > and = are the only signs)",
        "Weights!E3: found an order beside numbers; expected one of the two",
        'Weights!G8: found "date > price"; expected nothing (an order stands in the row above, "All issues")',
        "Walk-aways!D2: found low 50, high 40; expected low ≤ likely ≤ high",
        "Walk-aways!E3: found the date 2019-02-28; expected a number (type it anew in a cell without a "
        "format)",
        "Walk-aways!E4: found the formula =1+1, never calculated; expected a number (calculate and save it "
        "in a spreadsheet, or type the value)",
        'Red lines!C2: found "lo"; expected one of low, mid, high (did you mean "low"?)',
    ]


DAYS = """\
case: 1
title: A lease
parties: {ann: Ann, ben: Ben}
issues:
  start: {title: Start, options: {2020-01-02: 2 January 2020, 2020-02-03: 3 February 2020}}
  rent: {title: Rent, range: [0, 100000]}
preferences:
  ann:
    walk_away: 20
    weights: start > rent
    scores: {start: {2020-01-02: 0, 2020-02-03: 100}, rent: {linear: [0, 100]}}
    red_lines: [{start: 2020-01-02, rent: 1.0}]
  ben:
    walk_away: 10
    weights: start > rent
    scores: {start: 2020-01-02 > 2020-02-03, rent: {0: 100, 50000.0: 40, 100000: 0}}
"""


def test_a_date_is_a_date_and_a_round_number_is_as_somebody_wrote_it(tmp_path: Path) -> None:
    """A spreadsheet makes a midnight of a day that is typed anew, and a float of every number."""

    def into(cells: dict[str, Any]) -> Filling:
        return fill_case(read_back(filled(book_of(DAYS), cells), tmp_path), "b.xlsx", DAYS, "case.yaml")

    day, other = date(2020, 1, 2), date(2020, 2, 3)
    same = {"Scores!C3": day, "Scores!C13": 50000.0, "Red lines!C2": day, "Red lines!D2": 1.0}
    assert (into(same).text, into(same).changes) == (DAYS, ())
    done = into({"Red lines!C2": other, "Red lines!D2": 20000.0, "Walk-aways!D2": 0.1 + 0.2,
                 "Walk-aways!H3": other})  # fmt: skip
    assert "{start: '2020-02-03', rent: 20000}" in done.text
    assert "walk_away: 0.3\n" in done.text
    assert "note: '2020-02-03'" in done.text
    line = "Ann · red line 1: start: 2020-01-02; rent: 1.0 → start: 2020-02-03; rent: 20000"
    assert line in map(str, done.changes)
    with pytest.raises(ImportFault, match=r'found "20,000"; expected numbers without commas within them'):
        into({"Red lines!D2": "20,000"})


def test_a_red_line_that_says_nothing_or_no_stretch(fill: Fill) -> None:
    assert said(fill, {"Red lines!A4": "ben", "Red lines!A5": "ben", "Red lines!E5": "from 2 to six"}) == [
        "Red lines!A4: found a row without options; expected options of at least one issue",
        'Red lines!E5: found "from 2 to six"; expected a stretch such as from 10 to 20, or up to 20',
    ]
    (fault,) = said(fill, {"Red lines!A4": "ben", "Red lines!C4": "low", "Red lines!E4": "from 2 to 60"})
    assert fault.startswith("Red lines!E4: preferences.ben.red_lines[0].length: found from 2 to 60; expected")


def test_faults_of_the_case_after_a_change_are_told_at_the_cell(fill: Fill) -> None:
    faults = said(
        fill,
        {
            at("scores", "likely", "ann", "price", "low"): 500,
            at("weights", "order", "ann"): "date > prise",
            at("scores", "likely", "ben", "date", "late"): None,
        },
    )
    assert [fault.split(": ")[0] for fault in faults] == [
        "Scores!F3",
        "Scores!F18",
        "Weights!G2",
        "Weights!G2",
    ]
    assert "expected a score from 0 to 100" in faults[0]


def test_a_percentage_is_not_a_share_in_silence(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(CASE)))
    cell = book["Walk-aways"]["D2"]
    cell.value, cell.number_format = 0.25, "0%"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(
        ImportFault, match=r"D2: found 25 %, which a spreadsheet keeps as 0\.25; expected a number"
    ):
        fill_case(read_back(stream.getvalue(), tmp_path), "book.xlsx", CASE, "case.yaml")


def test_what_the_case_says_since_is_not_undone(fill: Fill) -> None:
    """Law: a cell that nobody changed says nothing; one that both changed is a fault unless they agree."""
    cells = {at("walk-aways", "low", "ann"): 25}
    later = swapped(("[20, 40]", "[20, 45]"), ("price: 50", "price: 60"))
    assert fill(cells, later).text == later.replace("[20, 45]", "[25, 45]")
    assert said(fill, cells, swapped(("[20, 40]", "[30, 40]"))) == [
        'Walk-aways!D2: found "25", while the case now says "30"; expected a change in one of the two'
    ]
    agreed = swapped(("[20, 40]", "[25, 40]"))
    assert fill(cells, agreed).text == agreed
    lines = {at("red lines", "price", "ann", "1"): "mid"}
    assert fill(lines, fill(lines).text).changes == ()
    gone = CASE[: CASE.index("    believes:")] + CASE[CASE.index("  ben:\n") :]
    assert (
        "a change of what is not there now"
        in said(fill, {at("walk-aways", "likely", "ann", "ben"): 5}, gone)[0]
    )
    assert (
        "a change of red lines that the case has changed as well"
        in said(
            fill, {at("red lines", "price", "ann", "1"): "mid"}, swapped(("note: too long", "note: long"))
        )[0]
    )


def test_what_is_not_read_is_said(fill: Fill) -> None:
    done = fill({"Scores!L1": "my own", "Scores!L3": "x", "Scores!A2": None, "Scores!B2": None})
    assert done.text == CASE
    assert 'Scores!L1: the column "my own" is not read' in done.notes
    assert any("rows that are gone change nothing (1 of " in note for note in done.notes)


def test_a_head_is_known_however_it_is_spelled(fill: Fill) -> None:
    """Case and blanks around a head do not lose what stands below it."""
    heads = {"Scores!E1": "Low", "Scores!F1": " LIKELY ", "Scores!I1": "Note"}
    done = fill({**heads, at("scores", "likely", "ann", "price", "low"): 2.5})
    assert done.text == swapped(("low: 0, mid", "low: 2.5, mid"))
    assert not done.notes


def test_a_column_that_is_gone_is_a_fault(fill: Fill) -> None:
    """What stood in it may have been filled in; each is told at the head that is nearly called so."""
    faults = said(fill, {"Scores!F1": "likeli", "Weights!H1": "words", "Red lines!C1": "prise"})
    assert [fault.split("; expected")[0] for fault in faults] == [
        'Scores!F1: found no column "likely"',
        'Weights!A1: found no column "note"',
        'Red lines!C1: found no column "price"',
    ]


def test_a_wrong_party_hides_nothing_else_of_its_row(fill: Fill) -> None:
    faults = said(
        fill,
        {
            "Scores!A4": "x",
            "Scores!B4": "prise",
            "Scores!F4": "abc",
            "Weights!A3": "x",
            "Weights!D3": "zz",
            "Walk-aways!A2": "x",
            "Walk-aways!E2": "=1+1",
            "Red lines!A2": "x",
            "Red lines!C2": "lo",
        },
    )
    assert [fault.split("; expected")[0] for fault in faults] == [
        'Scores!A4: found "x"',
        'Scores!B4: found "prise"',
        'Scores!F4: found "abc"',
        'Weights!A3: found "x"',
        'Weights!D3: found "zz"',
        'Walk-aways!A2: found "x"',
        "Walk-aways!E2: found the formula =1+1, never calculated",
        'Red lines!A2: found "x"',
        'Red lines!C2: found "lo"',
    ]


def test_a_sheet_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """What stood in it may have been filled in; what is there, and what is nearly called so, is told."""
    sheets = read_back(book_of(CASE), tmp_path)
    renamed = {"score": replace(sheets["scores"], name="Score"), **sheets}
    del renamed["scores"]
    with pytest.raises(ImportFault) as caught:
        fill_case(renamed, "book.xlsx", CASE, "case.yaml")
    (fault,) = caught.value.faults
    assert fault.found == 'no sheet "Scores" among Score, Read me, Weights, Walk-aways, Red lines, Case'
    assert "Score" in fault.hint
    del renamed["score"], renamed["weights"]
    with pytest.raises(ImportFault) as caught:
        fill_case(renamed, "book.xlsx", CASE, "case.yaml")
    assert [fault.found.split(" among ")[0] for fault in caught.value.faults] == [
        'no sheet "Scores"', 'no sheet "Weights"',
    ]  # fmt: skip


def test_scores_saved_from_csv_as_a_workbook_are_read_whatever_the_sheet_is_called(tmp_path: Path) -> None:
    sheet = scores_sheet(read_case_text(CASE), "ann")
    raw = filled(workbook_bytes([replace(sheet, name="ann scores")]), {"ann scores!F3": 2.5})
    assert read_back(raw, tmp_path)["ann scores"].rows[1].cells["option"].value == "low"
    done = fill_case(read_back(raw, tmp_path), "ann.xlsx", CASE, "case.yaml")
    assert done.text == swapped(("low: 0, mid", "low: 2.5, mid"))


def test_another_case_and_a_case_that_was_changed_in_the_workbook(fill: Fill) -> None:
    other = CASE.replace("A yard", "Another yard")
    assert fill({}, other).notes == ('the workbook was written from another case, "A yard"',)
    with pytest.raises(CaseError, match=r"book\.xlsx, sheet Case:1: case: found the number 2"):
        fill({"Case!A1": "case: 2"})
    assert fill({"Case!A2": "title: =1+1"}).notes == ('the workbook was written from another case, "=1+1"',)


def test_of_one_party_nothing_of_the_others_is_told(tmp_path: Path) -> None:
    case = read_case_text(CASE)
    raw = workbook_bytes(case_sheets(case, CASE, "ben"))
    sheets = read_back(raw, tmp_path)
    assert [*sheets] == ["read me", "scores", "weights", "walk-aways", "red lines"]
    words = {
        str(cell.value) for sheet in sheets.values() for row in sheet.rows for cell in row.cells.values()
    }
    assert words.isdisjoint({"ann", "she said so", "too long"})
    assert "ann" not in csv_text(scores_sheet(case, "ben"))
    done = fill_case(sheets, "book.xlsx", CASE, "case.yaml")
    assert (done.text, done.changes) == (CASE, ())


def test_scores_of_one_party_come_back_by_csv(tmp_path: Path) -> None:
    """With commas, and with semicolons and decimal commas as spreadsheets of many countries write them."""
    text = csv_text(scores_sheet(read_case_text(CASE), "ann"))
    assert "\r\nann,price,low,Low,,0,,,,\r\n" in text
    new = text.replace("ann,price,low,Low,,0,,", "ann,price,low,Low,,2.5,,")
    german = new.replace("2.5", "2§5").replace(",", ";").replace("§", ",")
    for table in (new, german, german.removeprefix("\ufeff"), f"sep=;\r\n{german.removeprefix(chr(0xFEFF))}"):
        done = fill_case(read_back(table.encode(), tmp_path, "ann.csv"), "ann.csv", CASE, "case.yaml")
        assert done.text == swapped(("low: 0, mid", "low: 2.5, mid"))
        assert done.changes[0].cell in ("F3", "F4")
    wrong = new.replace("2.5", "many")
    with pytest.raises(ImportFault, match=r'ann\.csv: F3: found "many"; expected a number'):
        fill_case(read_back(wrong.encode(), tmp_path, "ann.csv"), "ann.csv", CASE, "case.yaml")


@pytest.mark.parametrize("sign", SEPARATORS)
def test_scores_come_back_whatever_separates_them_with_a_decimal_comma(sign: str, tmp_path: Path) -> None:
    """Law: each sign that may be written is read back; 2,5 in a cell of its own is two and a half."""
    case = read_case_text(CASE)
    text = csv_text(scores_sheet(case, "ann"), sign)
    back = fill_case(read_back(text.encode(), tmp_path, "ann.csv"), "ann.csv", CASE, "case.yaml")
    assert (back.text, back.changes) == (CASE, ())
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    row = next(row for row in rows if row[1:3] == ["price", "low"])
    row[5] = "2,5"
    stream = io.StringIO()
    csv.writer(stream, delimiter=sign).writerows(rows)
    done = fill_case(read_back(stream.getvalue().encode(), tmp_path, "ann.csv"), "ann.csv", CASE, "case.yaml")
    assert done.text == swapped(("low: 0, mid", "low: 2.5, mid"))


def test_a_decimal_comma_without_quotes_and_a_point_of_thousands_are_told(tmp_path: Path) -> None:
    text = csv_text(scores_sheet(read_case_text(CASE), "ann"))
    bare = text.replace("ann,price,low,Low,,0,,", "ann,price,low,Low,,2,5,,")
    with pytest.raises(ImportFault, match=r"ann\.csv:3: found 11 cells below 10 names; .* in quotes"):
        read_back(bare.encode(), tmp_path, "ann.csv")
    mixed = "party;issue;option;low;likely;high\nann;price;low;;1.200;\nann;price;high;;2,5;\n"
    said = r'E2: found "1\.200", which may be 1200 or 1\.200; expected a number without a sign of thousands'
    with pytest.raises(ImportFault, match=said):
        read_back(mixed.encode(), tmp_path, "ann.csv")
    assert read_back(mixed.replace("2,5", "2").encode(), tmp_path, "ann.csv")


def test_a_cell_in_which_nothing_is_filled_in_says_so(fill: Fill) -> None:
    """Law: what is not yellow takes nothing, and loses nothing in silence."""
    cells = {"Scores!F2": 5, "Scores!H7": "soon > late"}
    assert said(fill, cells) == [
        'Scores!F2: found "5"; expected nothing (numbers stand in the rows below)',
        'Scores!H7: found "soon > late"; expected nothing (an order stands in the row above, "Date")',
    ]
    book = openpyxl.load_workbook(io.BytesIO(book_of(CASE)))
    styles = [book["Scores"][cell].style for cell in ("F2", "H7", "F3", "H2")]
    assert styles == ["walkaway shown", "walkaway shown", "walkaway fill", "walkaway fill"]


def test_people_are_helped_to_fill_it_in() -> None:
    """Two lines say how; heads stay in sight; cells say what may stand in them."""
    book = openpyxl.load_workbook(io.BytesIO(book_of(CASE)))
    title, *how = [row[0].value for row in book["Read me"].iter_rows()]
    assert title == "A yard"
    assert len(how) == 2
    for sheet in book.worksheets[1:-1]:
        assert sheet.freeze_panes == "A2"
        assert all(sheet.column_dimensions[cell.column_letter].width >= 10 for cell in sheet[1])
    kinds = [(rule.type, rule.formula1) for rule in book["Red lines"].data_validations.dataValidation]
    assert kinds[:3] == [("list", '"ann,ben"'), ("list", '"low,mid,high"'), ("list", '"soon,late"')]
    numbers = [str(rule.sqref)[0] for rule in book["Scores"].data_validations.dataValidation]
    assert numbers == ["E", "F", "G"]
