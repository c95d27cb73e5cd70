"""A document as it is shown: every character once, whatever is marked in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.planted import read
from tests.strategies import brief_law
from tests.web.texts import ISLANDER

from walkaway.web.reading_view import Marked, piece_at, pieces_of, units_of

READ = read(ISLANDER, "islander")
SPANS = st.tuples(st.integers(0, len(ISLANDER)), st.integers(0, len(ISLANDER))).map(sorted)


@brief_law
@given(text=st.text("ab \n", max_size=400), most=st.integers(1, 60))
def test_pieces_are_the_text(text: str, most: int) -> None:
    """Law: none is longer than it may be, and together they are the text."""
    pieces = pieces_of(text, most)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(end - start <= most for start, end in pieces)
    assert all(pieces[piece_at(pieces, place)][0] <= place for place in range(len(text)))


@brief_law
@given(spans=st.lists(SPANS, max_size=5), window=SPANS)
def test_marks_change_no_character(spans: list[list[int]], window: list[int]) -> None:
    """Law: what is shown is the text of the window, and a stretch is marked where all of it is."""
    marks = [Marked(start=start, end=end, kind="said", label="x", id=str(number))
             for number, (start, end) in enumerate(spans)]  # fmt: skip
    start, end = window
    units = units_of(READ, marks, start, end)
    assert "".join(part.text for unit in units for part in unit.stretches) == ISLANDER[start:end]
    place = start
    for unit in units:
        assert unit.start == place
        for part in unit.stretches:
            inside = {one.id for one in marks if one.start <= place and place + len(part.text) <= one.end}
            assert set(part.said.split()) == inside
            place += len(part.text)
