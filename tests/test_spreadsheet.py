"""CSV that goes out and comes back: no cell starts a formula, every text and separator returns."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import law

from walkaway.spreadsheet import SEPARATORS, csv_rows, csv_text, guarded, sheet_of, unguarded

texts = st.text(st.sampled_from("=+-@|%\t' ab,;\"\n\u200b＝"), max_size=8) | st.text(max_size=12)


@law
@given(texts, st.sampled_from(SEPARATORS))
def test_a_guarded_text_starts_no_formula_and_comes_back(text: str, sign: str) -> None:
    """Law: guarded and unguarded are inverse; behind what is not seen, a guarded text starts no formula."""
    safe = guarded(text, sign)
    assert unguarded(safe, sign) == text
    assert not re.match(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]", safe)


@law
@given(st.lists(texts, min_size=1, max_size=3), st.sampled_from(SEPARATORS), st.sampled_from(";\t"))
def test_no_cell_starts_a_formula_where_other_signs_separate(row: list[str], sign: str, other: str) -> None:
    """Law: opened elsewhere a quoted cell is split at the sign of that country, and at its ends of lines."""
    written = csv_text(sheet_of("x", [f"h{at}" for at, _ in enumerate(row)], [row]), sign)
    for cell in re.split(f"[{other}\r\n]", written.removeprefix("\ufeff")):
        assert not re.match(r'[ "\u200b]*[=+\-@|%＝＋－＠]', cell)


@law
@given(
    st.lists(
        st.lists(st.text(st.sampled_from("a,;\t\"'=\n "), max_size=5), min_size=2, max_size=3), max_size=4
    )
)
def test_rows_come_back_with_the_line_each_begins_on(rows: list[list[str]]) -> None:
    """Law: what is written is read, whatever separators and line ends stand inside cells."""
    written = csv_text(sheet_of("x", ("one", "two"), rows)).removeprefix("\ufeff")
    _, found = csv_rows(written, {"one", "two"}.__contains__)
    read = list(found)
    assert [[unguarded(cell) for cell in cells] for _, cells in read] == [["one", "two"], *rows]
    starts = [1]
    for cells in [["one", "two"], *rows][:-1]:
        starts.append(starts[-1] + 1 + sum(cell.count("\n") for cell in cells))
    assert [line for line, _ in read] == starts


@pytest.mark.parametrize("sign", SEPARATORS)
def test_what_separates_is_told_by_the_head_or_said(sign: str) -> None:
    head = sign.join(("group", "a,b" if sign != "," else "price", "date"))
    assert csv_rows(f"{head}\n1\n", {"group", "date"}.__contains__)[0] == sign
    separator, rows = csv_rows(f"sep={sign}\r\ngroup{sign}date\r\n")
    assert (separator, list(rows)) == (sign, [(2, ["group", "date"])])
