"""Text for people: what a terminal would obey is gone, what a reader needs is there, lines fit."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from walkaway.language import clean, counted, escaped, fold, plural, width_of

OBEYED = "\x1b\x07\x08\x00\x7f\x9b\x90\u202e\u202a\u2066\u2069\ud800\ufffe"
UNSEEN = "\u200b\u200e\u200f\u061c\u2060\ufeff\xad\U000e0041"
TEXTS = st.text(st.characters(), max_size=80) | st.text(
    st.sampled_from(OBEYED + UNSEEN + "ab \n\t\u2028日本é")
)


@given(TEXTS)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    """Law: a clean text is one line without controls, and cleaning it again changes nothing."""
    done = clean(text)
    assert not {"Cc", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, done))
    assert not set(done) & set(OBEYED + UNSEEN)
    assert clean(done) == done
    assert len(done.splitlines()) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם",
        "مرحبا بالعالم",
        "می\u200cخواهم",
        "日本語の合意",
        "e\u0301tat",
        "नमस्ते",
        "👨\u200d👩\u200d👧",
        "☎️",
        "1–2 % “ok”…",
    ],
)
def test_every_script_stays_readable(text: str) -> None:
    assert clean(text) == text


def test_what_was_there_is_shown_or_goes() -> None:
    assert clean("\x1b[31mred\x1b[0m") == "\ufffd[31mred\ufffd[0m"
    assert clean("pay\u202e001\u202c") == "pay\ufffd001\ufffd"
    assert clean("a\u200bb\ufeffc\xadd\u200de") == "abcde"
    assert clean("a\r\nb\u2028c\x85d\te") == "a b c d e"


@given(TEXTS)
def test_json_is_escaped_and_the_data_stay(text: str) -> None:
    """Law: reading the escaped JSON gives back the text, and it holds no sign that a terminal obeys."""
    done = escaped(json.dumps({"title": text}, ensure_ascii=False, indent=2))
    assert json.loads(done) == {"title": text}
    assert not set(done) & set(OBEYED + UNSEEN + "\u2028\x85")


@given(TEXTS.map(clean), st.integers(8, 60), st.integers(0, 4))
def test_lines_fit_and_nothing_is_lost(text: str, width: int, indent: int) -> None:
    """Law: no line shows more columns than the width, and all but blanks is there in its order."""
    lines = fold(text, width, " " * indent, " " * (indent + 2))
    assert max(map(cell_len, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_word_stays_whole_where_it_can() -> None:
    assert fold("a thompson-employment contract", 22) == ["a thompson-employment", "contract"]
    assert fold("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert fold("合意、全文書", 6) == ["合意、", "全文書"]
    assert width_of("合意e\u0301") == 5


def test_counts_are_right_for_one() -> None:
    assert [counted(n, "deal") for n in (0, 1, 2, 1500)] == ["0 deals", "1 deal", "2 deals", "1,500 deals"]
    assert [plural(n, "party", "parties") for n in (1, 2)] == ["party", "parties"]


def test_a_number_and_its_sign_stay_on_one_line() -> None:
    assert fold("in 42 draws (± 2): a", 16) == ["in 42 draws", "(± 2): a"]
    assert fold("at least the 80 %, so", 15) == ["at least the", "80 %, so"]
