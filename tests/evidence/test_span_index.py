"""Stretches by place: the index gives what asking every stretch gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from walkaway.evidence.span_index import SpanIndex

PLACES = st.integers(0, 5_000)
SPANS = st.tuples(PLACES, st.integers(1, 3_000)).map(lambda each: (each[0], each[0] + each[1]))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_the_index_gives_what_asking_all_gives(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    index = SpanIndex((a, b, number) for number, (a, b) in enumerate(spans))
    start, end = asked
    assert index.over(start, end) == [k for k, (a, b) in enumerate(spans) if a < end and start < b]
    assert index.at(start) == [k for k, (a, b) in enumerate(spans) if a <= start < b]
