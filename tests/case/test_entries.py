"""Changes to entries: what is asked for happens, and every other line and comment stays."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.case.strategies import ODD, case_data, law
from tests.case.test_edit import LAID_OUT
from tests.case.test_write import built

from walkaway.case import to_yaml
from walkaway.case.edit import child_of, end_of, line_end, node_at
from walkaway.case.entries import Changes, NewEntry, changed_data, changed_text
from walkaway.case.lines import Path, every_place
from walkaway.case.yamltext import Number, read_yaml
from walkaway.errors import CaseError, Faults

COMMENT = re.compile(r"(?<=\s)#[^\n]*|^#[^\n]*", re.M)
LAYOUTS = [LAID_OUT, LAID_OUT.replace("\n", "\r\n"), LAID_OUT.rstrip(), LAID_OUT.replace("(", "# (")]


def data_of(text: str) -> Any:
    return read_yaml(text, "case", Faults())[0]


def same(one: Any, other: Any) -> bool:
    """Alike, with the order of keys."""
    told = [json.dumps(item, default=float) for item in (one, other)]
    first, second = (json.loads(text, object_pairs_hook=list) for text in told)
    return bool(first == second)


def within(path: Path, others: set[Path]) -> bool:
    return any(path[: len(one)] == one for one in others)


@st.composite
def changes(draw: st.DrawFn, data: Any) -> Changes:
    """Any changes that go together."""
    places = [(path, item) for path, item in every_place(data) if path]
    entries = [path for path, _ in places if isinstance(path[-1], str)]
    holders = [(path, item) for path, item in every_place(data) if isinstance(item, dict | list) and item]
    if draw(st.integers(0, 3)) == 0:
        path, item = draw(st.sampled_from(holders))
        return Changes(order={path: draw(st.permutations(range(len(item))))})
    gone = {path for path, _ in draw(st.lists(st.sampled_from(places), max_size=3))}
    gone = {path for path in gone if not within(path, gone - {path})}
    # what would leave nothing goes with what holds it
    gone = {path for path in gone if sum(one[:-1] == path[:-1] for one in gone) < _size(data, path[:-1])}
    free = [path for path in entries if not within(path, gone)]
    renamed = draw(st.lists(st.sampled_from(free), max_size=2)) if free else []
    named = {path: f"new {number}" for number, path in enumerate(renamed)}
    values = st.one_of(st.integers(0, 9), st.sampled_from([*ODD, "<script>alert('x')</script>"]))
    leaves = [path for path, item in places if not isinstance(item, dict | list) and not within(path, gone)]
    put = {
        path: draw(values) for path in (draw(st.lists(st.sampled_from(leaves), max_size=2)) if leaves else [])
    }
    added = []
    for number in range(draw(st.integers(0, 2))):
        path, item = draw(st.sampled_from(holders))
        if not within(path, gone):
            key = f"added: {number}" if isinstance(item, dict) else None
            behind = draw(st.sampled_from([None, *item])) if isinstance(item, dict) else None
            value = draw(st.one_of(values, st.just({"a": {"b": [1, 2]}, "c": "# d"})))
            added.append(NewEntry(path, key, value, behind))
    return Changes(named=named, set=put, added=added, gone=frozenset(gone))


def _size(data: Any, path: Path) -> int:
    for part in path:
        data = data[part]
    return len(data)


@law
@given(drawn=st.data())
@pytest.mark.parametrize("text", LAYOUTS, ids=["lines", "crlf", "end", "comments"])
def test_what_is_asked_for_happens_and_comments_stay(text: str, drawn: st.DataObject) -> None:
    data = data_of(text)
    asked = drawn.draw(changes(data))
    edited = changed_text(text, asked)
    assert same(data_of(edited), changed_data(data, asked))
    lost = comments(text) - comments(edited)
    root = YAML(typ="safe", pure=True).compose(text)
    for path in asked.gone:  # what stood in it goes with it, and what stood behind it on its lines
        key, node = child_of(node_at(root, path[:-1]), path[-1])
        assert node is not None
        end = line_end(text, end_of(text, node))
        lost -= comments(text[(key or node).start_mark.index : end])
    assert not lost


def comments(text: str) -> Counter[str]:
    return Counter(part.strip() for part in COMMENT.findall(text))


@law
@given(case=case_data(), drawn=st.data())
def test_any_case_is_changed(case: dict[str, Any], drawn: st.DataObject) -> None:
    text = to_yaml(built(case))
    asked = drawn.draw(changes(data_of(text)))
    assert same(data_of(changed_text(text, asked)), changed_data(data_of(text), asked))


def test_a_key_that_would_stand_twice_is_told() -> None:
    with pytest.raises(CaseError, match=r"issues.i.options.p: found the key \"p\" again"):
        changed_text(LAID_OUT, Changes(named={("issues", "i", "options", "o"): "p"}))
    both = Changes(named={("issues", "i", "options", "o"): "p", ("issues", "i", "options", "p"): "o"})
    assert "p: O         # one" in changed_text(LAID_OUT, both)
    with pytest.raises(CaseError, match="no such place"):
        changed_text(LAID_OUT, Changes(gone=frozenset({("issues", "x")})))


def test_entries_take_their_comments_along() -> None:
    edited = changed_text(LAID_OUT, Changes(order={("notes",): [1, 0]}))
    assert edited.endswith("notes:   # two\n# between\n- two\n- one    # 1\n")


@law
@given(number=st.decimals(-1000, 1000, allow_nan=False, places=3))
def test_a_decimal_is_added_and_set_as_it_is_typed(number: Decimal) -> None:
    """Law: also one that no binary number equals, such as 0.9."""
    one, two, three = (Number(str(number)) for _ in range(3))
    added = Changes(added=[NewEntry(("wants",), "ben", one)], set={("wants", "ann"): [two, three]})
    data = read_yaml(changed_text("case: 1\nwants: {ann: 1}\n", added), "", Faults())[0]
    assert data == {"case": 1, "wants": {"ann": [number, number], "ben": number}}
