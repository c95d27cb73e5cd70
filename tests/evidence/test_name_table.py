"""Names: full first, surname later; the longest match counts; ambiguity stays open."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from walkaway.evidence.speech.name_table import NameTable

TEXT = "Chancellor Maria Lopez met Daniel Park. Lopez smiled. Park Min-ho came later. Then Park left."


def test_a_surname_means_the_full_name_before_it() -> None:
    table = NameTable().with_document(TEXT)
    assert table.resolve("Lopez", TEXT.index("Lopez smiled")) == ("Maria Lopez", "")
    assert table.resolve("Chancellor Maria Lopez", 0) == ("Maria Lopez", "")


def test_two_people_with_one_name_stay_open() -> None:
    table = NameTable().with_document(TEXT)
    assert table.resolve("Park", TEXT.index("Park left")) == ("Park", "")
    assert table.resolve("Daniel Park", 50) == ("Daniel Park", "")
    assert table.resolve("Park Min-ho", 60) == ("Park Min-ho", "")


def test_aliases_of_the_case_give_the_party() -> None:
    table = NameTable.of_case({"north": ["Park Min-ho", "Pyeongan"], "south": ["Maria Lopez"]}).with_document(
        TEXT
    )
    assert table.resolve("Lopez", 60) == ("Maria Lopez", "south")
    assert table.resolve("Park Min-ho", 90) == ("Park Min-ho", "north")
    assert table.resolve("Daniel Park", 90) == ("Daniel Park", "")
    assert table.party_in("a spokesman for Pyeongan") == "north"


def test_words_before_a_name_are_no_part_of_it() -> None:
    text = "But Prime Minister Aino Virtanen and Gen. Paul Reed spoke."
    names = {known.name for known in NameTable().with_document(text).known}
    assert {"Aino Virtanen", "Paul Reed"} <= names


@given(st.text(max_size=200), st.text(max_size=40), st.integers(0, 300))
def test_any_text_resolves(text: str, mention: str, at: int) -> None:
    name, party = NameTable().with_document(text).resolve(mention, at)
    assert isinstance(name, str)
    assert party == ""
