"""Whatever is fed to the reader, it answers with a case or with faults, and soon."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.case.helpers import CASE, SMALL
from tests.case.strategies import ODD, case_data
from tests.case.test_write import built
from tests.ended import ends
from tests.strategies import examples

from walkaway.case import Case, read_case, read_case_text, to_yaml
from walkaway.case.write import one_line
from walkaway.errors import CaseError, Fault

fuzz = settings(
    max_examples=examples(60),
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)
TOKENS = [
    *":,-?[]{}#&*!|>'\"%@`=~70\n\t\r\x00\u2028\ud800", "---", "...", "<<", "null", "true", ".inf", "-1",
    "1e400", "\n  ", "&a ", "*a", "!!python/object:os.system ", "[[", "}}", "case: ", "title: ", "parties: ",
    "preferences:", "scores: ", "weights: ", "when: ", "points: ", "order: ", "cite: ", *ODD,
]  # fmt: skip


def faults_of(read: Callable[[], Case]) -> tuple[Fault, ...]:
    """The faults that are raised; none for a case that is written and reads back."""
    try:
        case = read()
    except CaseError as error:
        return error.faults
    assert read_case_text(to_yaml(case)) == case
    return ()


def answers(text: str) -> None:
    """Law: a case that can be written, or faults that can be shown; nothing else, and an end."""
    with ends():
        found = faults_of(lambda: read_case_text(text, "fuzz"))
    for fault in found:
        assert fault.found
        assert fault.expected
        assert len(str(fault).splitlines()) == 1
        assert str(fault).encode()


@fuzz
@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    """Random characters."""
    answers(text)


@fuzz
@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
def test_any_heap_of_yaml_signs_is_answered(text: str) -> None:
    """Random words of the language and the format."""
    answers(text)


@settings(fuzz, max_examples=examples(60))
@given(st.binary(max_size=200))
def test_any_bytes_in_a_file_are_answered(tmp_path_factory: Any, raw: bytes) -> None:
    """A file can hold anything."""
    file = tmp_path_factory.getbasetemp() / "fuzz.yaml"
    file.write_bytes(raw)
    for fault in faults_of(lambda: read_case(file).case):
        assert str(fault).startswith(str(file))


@fuzz
@given(st.sampled_from([CASE, SMALL]), st.data())
def test_any_damage_to_a_case_is_answered(text: str, draw: st.DataObject) -> None:
    """A stretch of a good case is cut out, doubled, or replaced by something odd; several times."""
    for _ in range(draw.draw(st.integers(1, 4))):
        start = draw.draw(st.integers(0, len(text)))
        end = min(len(text), start + draw.draw(st.sampled_from([0, 1, 2, 5, 20, 60])))
        new = draw.draw(st.sampled_from(["", text[start:end] * 2, *TOKENS]))
        text = text[:start] + new + text[end:]
    answers(text)


values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 200), st.sampled_from(ODD), st.just("a > b = a")),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(
        [*ODD[:6], "points", "order", "when", "cite", "cites", "note", "range", "value", "low", "title"]
    ), inner, max_size=3)),
    max_leaves=6,
)  # fmt: skip


def paths(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All places of plain data, but the root."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for key, item in items for place in ((*path, key), *paths(item, (*path, key)))]


@settings(fuzz, max_examples=examples(25))
@given(case_data(), st.data())
def test_any_other_value_in_any_place_is_answered(data: Any, draw: st.DataObject) -> None:
    """The layout is right, the content is not: whatever kind of value stands where."""
    plain = built(data).to_dict()
    for _ in range(draw.draw(st.integers(1, 3))):
        *above, last = draw.draw(st.sampled_from(paths(plain)))
        parent = plain
        for part in above:
            parent = parent[part]
        if draw.draw(st.booleans()):
            parent[last] = draw.draw(values)
        else:
            del parent[last]
        if not plain:
            break
    answers(one_line(plain))
