"""Slips of the pen: said at the line of the slip, several at once, and never of a case that reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.case.helpers import CASE, RANGED, messages, swapped
from tests.case.strategies import case_data
from tests.case.test_write import built
from tests.ended import ends
from tests.strategies import examples

from walkaway import catalogue
from walkaway.case import read as reading
from walkaway.case import read_case, read_case_text, to_yaml


def _refuse(*_: object) -> None:
    pytest.fail("a case that reads was looked at for slips")


def test_the_cases_of_the_catalogue_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: slips are looked for only where reading failed."""
    monkeypatch.setattr(reading, "mended", _refuse)
    for text in (CASE, RANGED):
        read_case_text(text)
    for path in catalogue.catalogue().values():
        read_case(path)


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[*HealthCheck])
@given(case_data())
def test_a_case_that_reads_is_not_looked_at(data: dict[str, Any]) -> None:
    """Law: the same, for made-up cases in the layout that the program writes."""
    text = to_yaml(built(data))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "mended", _refuse)
        read_case_text(text)


KEYED = [number for number, line in enumerate(CASE.splitlines()) if re.match(r" *\w+: *\S", line)]
DAMAGES: dict[str, Callable[[str], str]] = {
    "no colon": lambda line: re.sub(r":", "", line, count=1),
    "no blank": lambda line: re.sub(r": ", ":", line, count=1),
    "equals": lambda line: re.sub(r": ", " = ", line, count=1),
    "open quote": lambda line: re.sub(r"(\w+: )(?=\w)", r'\1"', line, count=1),
    "tab": lambda line: "\t" + line,
}


@pytest.mark.parametrize("number", KEYED, ids=[CASE.splitlines()[number].strip()[:30] for number in KEYED])
@pytest.mark.parametrize("damage", list(DAMAGES))
def test_a_slip_is_said_at_its_line(number: int, damage: str) -> None:
    """Law: wherever a line is damaged in a usual way, some fault names that very line, and the first does."""
    lines = CASE.splitlines(keepends=True)
    lines[number] = DAMAGES[damage](lines[number])
    found = messages("".join(lines))
    if lines[number] != CASE.splitlines(keepends=True)[number] and found:
        assert found[0].startswith(f"c.yaml:{number + 1}: "), found


def test_slips_of_several_lines_are_said_at_once_with_the_other_faults() -> None:
    """Reading goes on behind each; a fault that has nothing to do with them is said too."""
    text = swapped("title: Test", "title: 'It's a test'")
    text = swapped("us: United States", "us = United States", text)
    text = swapped("    walk_away: 3", "    walk_away: 3 000", text)
    text = swapped("by: us, act", "by: usa, act", text)
    assert [re.match(r"c\.yaml:(\d+)", one)[1] for one in messages(text)] == ["2", "4", "33", "42"]  # type: ignore[index]


def test_a_long_heap_of_slips_ends() -> None:
    """The work is bounded by the length of the text."""
    for text in ("a: b: c\n" * 3_000, '"a\n' * 3_000, "[" * 20 + "\n" * 3_000, "x y\n" * 3_000, "{a: [" * 9):
        with ends():
            assert messages(text)
