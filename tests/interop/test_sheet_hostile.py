"""Workbooks and tables of strangers: no formula leaves, nothing hostile gets in, no file ends in a crash."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interop.test_sheets import CASE, book_of, read_back
from tests.strategies import examples

from walkaway.errors import InputError
from walkaway.interop import ImportFault, sheet_reading
from walkaway.interop.sheet_case import fill_case
from walkaway.interop.sheet_workbook import workbook_bytes
from walkaway.spreadsheet import csv_text, sheet_of, unguarded

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠"]
FORMULAS = [f"{start}cmd|' /C calc'!A0" for start in STARTS]


def parts_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


@given(st.lists(st.one_of(st.sampled_from(FORMULAS), st.text(st.characters(codec="utf-8"))), min_size=1))
def test_no_text_of_a_table_starts_a_formula(texts: list[str]) -> None:
    """Law: in CSV an apostrophe stands before it, and is gone when it is read; numbers stay numbers."""
    table = csv_text(sheet_of("x", ["text", "number"], [[text, -1.5] for text in texts]))
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")))[1:]
    assert [row[1] for row in rows] == ["-1.5"] * len(texts)
    for (cell, _), text in zip(rows, texts, strict=True):
        assert cell[:1] not in [start for start in STARTS if start != "'"]
        kept = "".join(
            "\ufffd" if (ord(c) < 32 and c not in "\t\n\r") or c in "\ufffe\uffff" else c for c in text
        )
        assert unguarded(cell) == kept.replace("\r\n", "\n").replace("\r", "\n")


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    raw = workbook_bytes([sheet_of("=1+1", FORMULAS, [FORMULAS, ["_x003D_1", *FORMULAS[1:]]])])
    book = openpyxl.load_workbook(io.BytesIO(raw))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert b"<f>" not in parts_of(raw)["xl/worksheets/sheet1.xml"]
    assert cells[len(STARTS) * 2].value == "_x005F_x003D_1"


def test_a_workbook_with_a_name_for_each_of_its_sheets() -> None:
    names = ["a" * 40, "a" * 40, "a/b[c]:*?", "", "A" * 40]
    raw = workbook_bytes([sheet_of(name, ["x"], []) for name in names])
    titles = openpyxl.load_workbook(io.BytesIO(raw)).sheetnames
    assert len({title.casefold() for title in titles}) == 5
    assert max(map(len, titles)) <= 31


def test_values_of_formulas_count_and_nothing_is_followed(tmp_path: Path) -> None:
    parts = parts_of(book_of(CASE))
    name = "xl/worksheets/sheet4.xml"
    old, new = b'<c r="D2"', b'<c r="D2"><f>HYPERLINK("http://x")+[1]y!A1</f><v>21</v></c><c r="Z2"'
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    done = fill_case(read_back(packed(parts), tmp_path), "book.xlsx", CASE, "case.yaml")
    assert done.text == CASE.replace("[20, 40]", "[21, 40]")


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "a document type declaration in xl/styles.xml"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode("utf-16"), "a document type declaration"),
        (b"<x>", "a workbook that cannot be read"),
        (b"\0" * 70_000_000, "parts that unpack to 70,"),
    ],
    ids=["entity", "utf-16", "broken", "bomb"],
)
def test_hostile_parts_are_refused(tmp_path: Path, part: bytes, found: str) -> None:
    with pytest.raises(ImportFault, match=found):
        read_back(packed({**parts_of(book_of(CASE)), "xl/styles.xml": part}), tmp_path)


def test_a_sheet_as_wide_as_the_world_is_cut_and_a_long_one_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].cell(1, 16_384).value = 1
    stream = io.BytesIO()
    book.save(stream)
    assert read_back(stream.getvalue(), tmp_path)["sheet"].rows == ()
    monkeypatch.setattr(sheet_reading, "MOST_CELLS", 16_000)
    with pytest.raises(ImportFault, match="more than 16,000 cells"):
        read_back(stream.getvalue(), tmp_path)
    monkeypatch.setattr(sheet_reading, "MOST_ROWS", 10)
    with pytest.raises(ImportFault, match="more than 10 rows"):
        read_back(b"a,b\n" * 20, tmp_path, "x.csv")


@pytest.mark.parametrize(
    ("raw", "name", "found"),
    [
        (b"", "x.xlsx", "a file that is no workbook"),
        (b"\xd0\xcf\x11\xe0 old", "x.xlsx", "an old program, or one with a password"),
        (packed({"a.txt": b""}), "x.xlsx", "a packed file that is no workbook"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "x.ods", "OpenDocument"),
        (b"PK\x03\x04 broken", "x.xlsx", "damaged"),
        (b"a" * 200_000, "x.csv", "a table that cannot be read|no sheet|no column"),
        (b"party;issue\n", "x.csv", 'no column "option"'),
        (b"\xff\xfe", "x.csv", "no column"),
    ],
)
def test_files_of_other_kinds(tmp_path: Path, raw: bytes, name: str, found: str) -> None:
    with pytest.raises(ImportFault, match=found):
        fill_case(read_back(raw, tmp_path, name), name, CASE, "case.yaml")


@pytest.mark.parametrize("seed", range(examples(40)))
def test_damaged_workbooks_end_in_a_message(seed: int, tmp_path: Path) -> None:
    """Law: bytes changed anywhere, in the packed file or inside a part, give a fault or a reading."""
    chance = random.Random(seed)
    raw = book_of(CASE)
    if seed % 2:
        parts = parts_of(raw)
        name = chance.choice([*parts])
        parts[name] = damaged(parts[name], chance)
        raw = packed(parts)
    else:
        raw = damaged(raw, chance)
    with suppress(InputError):
        assert fill_case(read_back(raw, tmp_path), "book.xlsx", CASE, "case.yaml").text


def damaged(raw: bytes, chance: random.Random) -> bytes:
    text = bytearray(raw)
    for _ in range(chance.choice([1, 3, 20])):
        place = chance.randrange(len(text))
        text[place : place + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
    return bytes(text)
