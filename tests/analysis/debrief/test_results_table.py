"""Tables as spreadsheets write them: separators, encodings, numbers, and every fault at its line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given as on
from hypothesis import strategies as st
from tests.analysis.debrief.test_debrief import priced
from tests.strategies import build

import walkaway
from walkaway.analysis.debrief.amounts_in_cells import numbers_in
from walkaway.analysis.debrief.group_results import Debrief
from walkaway.analysis.debrief.results_table import ResultsFile
from walkaway.analysis.debrief.signed_deals import deals_in
from walkaway.case import Case
from walkaway.errors import ResultsError
from walkaway.report.terminal.debrief_view import debrief_tables

Saved = Callable[..., Path]


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Saved:
    monkeypatch.chdir(tmp_path)

    def write(text: str | bytes, encoding: str = "utf-8") -> Path:
        path = Path("results.csv")
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


def scored(path: Path, case: Case | None = None) -> Debrief:
    return walkaway.debrief(case or priced(), path)


def signed(path: Path, case: Case | None = None) -> dict[str, Any]:
    return {one.group: one.deal for one in scored(path, case).groups}


def faults(path: Path, case: Any = None) -> list[str]:
    with pytest.raises(ResultsError) as caught:
        walkaway.debrief(case or priced(), path)
    return [str(fault) for fault in caught.value.faults]


WANTED = {"Köln": {"price": "1250.5", "date": "late"}, "Ulm": None}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_as_spreadsheets_write_it(separator: str, encoding: str, newline: str, saved: Saved) -> None:
    """Law: separators, encodings and ends of lines change nothing."""
    rows = [["Group", "Price", "Date"], ["Köln", '"1.250,5"', " Late"], ["Ulm", "", ""], ["", "", ""]]
    path = saved(newline.join(separator.join(row) for row in rows), encoding)
    assert signed(path) == WANTED


def test_a_first_line_that_names_the_separator_is_obeyed(saved: Saved) -> None:
    path = saved('sep=;\r\ngroup;price;date\r\nA;"1,5";x\r\n')
    assert faults(path) == ['results.csv:3: date: found "x"; expected an option of date (soon, late)']


def test_ids_titles_numbers_and_words_for_no_deal(saved: Saved) -> None:
    path = saved(
        "date,GROUP,Price\nLATE,a,€ 1200\nsoon,b,0\n-,c,–\n no deal ,d,\n\n"
        'soon,e,"1,200 EUR"\nsoon,f,"1\u00a0200,00"\n'
    )
    assert signed(path) == {
        "a": {"price": "1200", "date": "late"},
        "b": {"price": "0", "date": "soon"},
        "c": None,
        "d": None,
        "e": {"price": "1200", "date": "soon"},
        "f": {"price": "1200", "date": "soon"},
    }


def test_only_where_commas_separate_cells_is_a_point_surely_of_decimals(saved: Saved) -> None:
    assert signed(saved('group,price,date\nA,1.500,soon\nB,"12,5",soon\n')) == {
        "A": {"price": "1.5", "date": "soon"}, "B": {"price": "12.5", "date": "soon"},
    }  # fmt: skip
    assert signed(saved("group;price;date\nA;2.500;soon\n"))["A"]["price"] == "2.5"  # 2,500 is off the range


def test_a_title_that_is_a_number_is_met_by_the_number(saved: Saved) -> None:
    """New Recruit: $58,000 as 58000, 8% as 8 %."""
    path = saved(
        "group;salary;bonus;division;car;start;vacation;moving;insurance\n"
        "A;58000;8 %;a;lux;jun-1;30 days;100%;Alba Insure\n"
        "B;58.000,00 $;8;a;lux;jun-1;30 days;100%;Insure Alba\n"
    )
    (fault,) = faults(path, "new-recruit")
    assert fault.startswith('results.csv:2: insurance: found "Alba Insure"; expected an option of insurance')
    assert "Insurance coverage (" in fault
    both = signed(saved(path.read_text(encoding="utf-8").replace("Alba Insure", "alba")), "new-recruit")  # type: ignore[arg-type]
    assert both["A"] == both["B"]
    assert (both["A"]["salary"], both["A"]["bonus"], both["A"]["insurance"]) == ("58k", "8pc", "alba")


def test_all_faults_at_once_each_at_its_line(saved: Saved) -> None:
    path = saved(
        "group,prise,date,remark,\n"
        "Red,1000,soon,,\n"
        "Blue,2500,sonn,,\n"
        "red,1000,late,,\n"
        ",1000,late,,\n"
        "Green,,late,,\n"
        "Grey,1000,late,,,more\n"
    )
    assert faults(path) == [
        'results.csv:1: found the column "prise"; expected group, or an issue (price, date) '
        '(did you mean "price"?)',
        'results.csv:3: price: found "2500" for price; expected a number from 0 EUR to 2,000 EUR',
        'results.csv:3: date: found "sonn"; expected an option of date (soon, late) (did you mean "soon"?)',
        'results.csv:4: found the group "red" twice, first on line 2; expected one row for each group',
        "results.csv:5: found a row without a group; expected the name of a group",
        'results.csv:6: price: found nothing for "price"; expected an option, or every issue empty for '
        "no deal",
        'results.csv:7: found "more" beyond the last column; expected a cell for each name in the head',
    ]


def test_values_that_are_missing_or_off_the_range(saved: Saved) -> None:
    path = saved("group;price;date\nRed;2500;soon\nBlue;;late\nGrey;cheap;late\nPink;1.500;late\n")
    assert faults(path) == [
        'results.csv:2: price: found "2500" for price; expected a number from 0 EUR to 2,000 EUR',
        'results.csv:3: price: found nothing for "price"; expected an option, or every issue empty for '
        "no deal",
        'results.csv:4: price: found "cheap" for price; expected a number from 0 EUR to 2,000 EUR',
        'results.csv:5: price: found "1.500", which may be 1.5 or 1500; expected a number without a sign of '
        "thousands",
    ]


def test_a_row_that_is_half_filled_is_one_message(saved: Saved) -> None:
    """Issues by id, and by title where that is another."""
    case = build({
        "case": 1, "title": "Lease", "parties": {"a": "Ann", "b": "Bob"},
        "issues": {
            name: {"title": title, "options": {"x": "X", "y": "Y"}}
            for name, title in (("rent", "Rent"), ("cover", "Insurance coverage"), ("term", "Term in years"))
        },
        "preferences": {who: {"scores": {"rent": {"x": 1, "y": 2}}} for who in "ab"},
    })  # fmt: skip
    path = saved("group;rent;insurance coverage;term\nRed;x;;\n")
    assert faults(path, case) == [
        'results.csv:2: found nothing for "cover" (Insurance coverage), "term" (Term in years); expected an '
        "option, or every issue empty for no deal"
    ]


def test_missing_columns_and_columns_twice(saved: Saved) -> None:
    assert faults(saved("price;Price\n5;6\n")) == [
        'results.csv:1: found two columns for "price"; expected one column for each issue',
        'results.csv:1: found no column "group", "date"; expected a column group, and one for each issue',
    ]
    assert faults(saved("group;;price;date\nA;x;5;soon\n")) == [
        "results.csv:1: found no name above column 2; expected group, or an issue"
    ]


def test_titles_above_the_head_hidden_sheets_and_notes_below(saved: Saved) -> None:
    """As office programs leave tables: the head is where most names are known; what is hidden is not read."""
    csv_text = "Spring, 2026\n\ngroup;price;date\nRed;5;soon\n"
    assert walkaway.debrief(priced(), saved(csv_text)).groups[0].deal == {"price": "5", "date": "soon"}
    path = book([
        ["Spring 2026"], [], ["Group", "Price", "Date", "Remarks"], ["Red", 5, "soon"], [],
        [None, None, None, "AB"],
    ])  # fmt: skip
    made = openpyxl.load_workbook(path)
    old = made.create_sheet("Old")
    old.sheet_state = "hidden"
    for row in (["group", "price", "date"], ["X", 9, "zzz"]):
        old.append(row)
    made["Results"].merge_cells("A1:D1")
    made.save(path)
    found = walkaway.debrief(priced(), path)
    assert [(one.group, one.deal) for one in found.groups] == [("Red", {"price": "5", "date": "soon"})]


def test_a_number_for_its_title_and_a_date_that_a_spreadsheet_made(saved: Saved) -> None:
    """10 is 10 days, and Aug 1 comes as a day of a year, or turned round; what no option says is refused."""
    head = ["group", "salary", "bonus", "division", "car", "start", "vacation", "moving", "insurance"]
    row = ["A", 56000, 6, "a", "lux", datetime(2026, 8, 1), 10, "100%", "alba"]
    deal = signed(book([head, row]), "new-recruit")["A"]  # type: ignore[arg-type]
    assert (deal["start"], deal["vacation"]) == ("aug-1", "10d")
    text = ";".join(head) + "\nA;56000;6;a;lux;1-Aug;10;100%;alba\n"
    assert signed(saved(text), "new-recruit")["A"] == deal  # type: ignore[arg-type]
    (fault,) = faults(saved(text.replace("1-Aug", "2-Aug")), "new-recruit")
    assert 'start: found "2-Aug"' in fault


def test_what_names_no_issue_is_left_aside_and_said_to_be(saved: Saved) -> None:
    """A row that says something only there is no group; while an issue is missing, other names are faults."""
    path = saved("students;group;price;date;Remarks\nAda;Red;5;soon;fine\n;;;;the others were ill\n")
    found = walkaway.debrief(priced(), path)
    assert ([one.group for one in found.groups], found.left_aside) == (["Red"], ("students", "Remarks"))
    told = "\n".join(map(str, debrief_tables(priced(), found)))
    assert "Left aside, as no issue has that name: students, Remarks." in told
    assert found.to_dict()["left_aside"] == ["students", "Remarks"]
    noted = book(
        [["group", "price", "date", None], ["Red", 5, "soon", "fine", "late"], [None, None, None, "x"]]
    )
    assert walkaway.debrief(priced(), noted).left_aside == ("column 4", "column 5")
    assert faults(saved("group;cost;date\nRed;5;soon\n")) == [
        'results.csv:1: found the column "cost"; expected group, or an issue (price, date)',
        'results.csv:1: found no column "price"; expected a column group, and one for each issue',
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "results.csv: found an empty file"),
        (b"\n;;\n", "results.csv: found an empty file"),
        (b"group;price;date\n", "results.csv: found no group; expected a row for each group"),
        (b"\xd0\xcf\x11\xe0rest", "results.csv: found a workbook of an old program, or one with a password"),
        (b"group;price;date\nA\x81;5;soon", "results.csv:2: found a byte that stands for no letter"),
        (b"group;price;date\nA\0;5;soon", "results.csv:2: found a byte that stands for no letter"),
        (b'group;price;date\nA;5;"soon\nB;5;soon\n', "results.csv:2: found a row that cannot be read"),
        (b'group;price;date\nA;"5"5;soon\n', "results.csv:2: found a row that cannot be read"),
    ],
)
def test_what_is_no_table(data: bytes, said: str, saved: Saved) -> None:
    assert faults(saved(data))[0].startswith(said)


def test_a_deal_that_nobody_can_carry_out_is_a_fault_at_its_line(saved: Saved) -> None:
    data = {**priced().to_dict(), "impossible": [{"date": "late", "price": 5}]}
    case = walkaway.load(_written(data)).case
    path = saved("group;price;date\nA;6;late\nB;5;late\n")
    assert faults(path, case) == [
        "results.csv:3: B: found Price: 5 EUR; Date: Late, a deal that the case calls impossible; expected a "
        "deal that can be carried out"
    ]


def _written(data: Any) -> Path:
    import json

    path = Path("case.yaml")
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_file_that_is_not_there_is_told_with_the_rest() -> None:
    with pytest.raises(walkaway.UsageError) as caught:
        walkaway.debrief("harbour", "none.csv", seed=-1)
    assert sorted(fault.file or fault.path for fault in caught.value.faults) == ["none.csv", "seed"]


# ------------------------------------------------------------------------------------------- workbooks


def book(rows: list[list[Any]], *more: tuple[str, list[list[Any]]], name: str = "Results") -> Path:
    """A workbook with a sheet of results, after the sheets of others."""
    made: Any = openpyxl.Workbook()
    made.remove(made.active)
    for title, cells in (*more, (name, rows)):
        sheet = made.create_sheet(title)
        for row in cells:
            sheet.append(row)
    path = Path("results.xlsx")
    made.save(path)
    return path


ROWS: list[list[Any]] = [["Group", "Price", "Date"], ["Köln", 1250.5, " Late"], ["Ulm", None, None], []]


def test_a_workbook_is_read_as_its_table_is(saved: Saved) -> None:
    assert signed(book(ROWS)) == WANTED
    found = scored(book([[], [], *ROWS]))
    assert [one.line for one in found.groups] == [4, 5]


def test_of_several_sheets_the_one_with_the_issues_is_read(saved: Saved) -> None:
    path = book(ROWS, ("Read me", [["How to fill this in"]]), ("Group", [["group"], ["x"]]), ("Empty", []))
    assert signed(path) == WANTED


def test_a_number_in_a_cell_has_one_meaning(saved: Saved) -> None:
    """1.234 in a cell is no thousand, whatever a text in one may be; 8 % is read as it is shown."""
    rows: list[Any] = [
        ["group", "price", "date"],
        ["A", 1.234, "soon"],
        ["B", 1000, "soon"],
        ["C", "1.500", "soon"],
    ]
    assert faults(book(rows)) == [
        'results.xlsx: Results!B4: price: found "1.500", which may be 1.5 or 1500; expected a number without '
        "a sign of thousands"
    ]
    assert {one["price"] for one in signed(book(rows[:-1])).values()} == {"1.234", "1000"}
    path = book([["group", "salary", "bonus", "division", "car", "start", "vacation", "moving", "insurance"],
                 ["A", 58000, 0.08, "a", "lux", "jun-1", "30 days", 1, "Insure Alba"]])  # fmt: skip
    made = openpyxl.load_workbook(path)
    for name in ("C2", "H2"):
        made["Results"][name].number_format = "0%"
    made.save(path)
    deal = signed(path, "new-recruit")["A"]  # type: ignore[arg-type]
    assert (deal["bonus"], deal["moving"]) == ("8pc", "100pc")


def test_all_faults_of_a_workbook_each_at_its_cell(saved: Saved) -> None:
    path = book([
        ["group", "prise", "date", None, "remark"],
        ["Red", 1000, "soon"],
        ["Blue", 2500, "sonn"],
        ["red", 1000, "late"],
        [None, 1000, "late"],
        ["Grey", 1000, "late", "more"],
    ])  # fmt: skip
    assert faults(path) == [
        'results.xlsx: Results!B1: found the column "prise"; expected group, or an issue (price, date) '
        '(did you mean "price"?)',
        'results.xlsx: Results!B3: price: found "2500" for price; expected a number from 0 EUR to 2,000 EUR',
        'results.xlsx: Results!C3: date: found "sonn"; expected an option of date (soon, late) '
        '(did you mean "soon"?)',
        'results.xlsx: Results!A4: found the group "red" twice, first in Results!A2; expected one row for '
        "each group",
        "results.xlsx: Results!A5: found a row without a group; expected the name of a group",
    ]
    assert faults(book([["group", "price", "date"], ["Red", None, "late"], ["Blue", 2500, "late"]])) == [
        'results.xlsx: Results!B2: price: found nothing for "price"; expected an option, or every issue '
        "empty for no deal",
        'results.xlsx: Results!B3: price: found "2500" for price; expected a number from 0 EUR to 2,000 EUR',
    ]
    assert faults(book([["price", "date"], [5, "soon"]])) == [
        'results.xlsx: Results!A1: found no column "group"; expected a column group, and one for each issue'
    ]
    assert faults(book([[]]))[0].startswith("results.xlsx: found an empty workbook")


def test_cells_that_are_no_option_say_what_they_hold(saved: Saved) -> None:
    day, formula = datetime(2019, 3, 1), "=1+1"
    told = faults(book([["group", "price", "date"], ["A", formula, day]]))
    assert told[0].startswith('results.xlsx: Results!B2: price: found "the formula =1+1, never calculated"')
    assert told[1].startswith('results.xlsx: Results!C2: date: found "2019-03-01"')


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"PK\x03\x04"])
def test_what_is_no_workbook(data: bytes, saved: Saved) -> None:
    with pytest.raises(walkaway.InputError, match=r"results\.csv: found a packed file that is damaged"):
        walkaway.debrief(priced(), saved(data))


def test_an_impossible_deal_of_a_workbook_is_a_fault_at_its_cell(saved: Saved) -> None:
    data = {**priced().to_dict(), "impossible": [{"date": "late", "price": 5}]}
    case = walkaway.load(_written(data)).case
    path = book([["group", "price", "date"], ["A", 6, "late"], ["B", 5, "late"]], name="Class 3")
    assert faults(path, case) == [
        "results.xlsx: Class 3!A3: B: found Price: 5 EUR; Date: Late, a deal that the case calls impossible; "
        "expected a deal that can be carried out"
    ]


@on(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Law: no bytes end in another error."""
    with suppress(ResultsError):
        deals_in(priced(), ResultsFile("x.csv", data))


@on(st.text(alphabet='group;,price"date\t\n 0123456789.-Aa', max_size=120))
def test_any_text_behind_a_head_is_read_or_refused(text: str) -> None:
    with suppress(ResultsError):
        deals_in(priced(), ResultsFile("x.csv", f"group;price;date\n{text}".encode()))


@on(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=100).map(lambda x: round(float(x), 2)))
def test_a_number_in_every_form_means_itself(value: float) -> None:
    """Law: with points or commas, with or without thousands, a number is among those its text may mean."""
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    swiss = english.replace(",", "’")
    french = german.replace(".", "\u202f")
    for text in (
        english,
        german,
        swiss,
        french,
        f"{value:.2f}",
        f"$ {english}",
        f"{german} €",
        f"{value} EUR",
    ):
        assert Fraction(str(value)) in numbers_in(text, "EUR"), text


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "1,20,300", "12a", "--5", "1,2.3,4", "0.5.0", "1e5", "½"]
)
def test_what_is_no_number_means_none(text: str) -> None:
    assert numbers_in(text) == frozenset()
