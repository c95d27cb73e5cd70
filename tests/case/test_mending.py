"""Slips of the pen: said at the line of the slip, several at once, and never of a case that reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.case.helpers import CASE, RANGED, messages, swapped
from tests.case.strategies import case_data
from tests.case.test_write import built
from tests.ended import ends
from tests.strategies import examples

from walkaway import catalogue
from walkaway.case import read as reading
from walkaway.case import read_case, read_case_text, to_yaml
from walkaway.case.parser_words import in_plain_words
from walkaway.errors import CaseError


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


AWAY = "    walk_away: 3"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("    walk_away:\t3", "a tab (U+0009) in walk_away: 3"),
        ("    walk_away: \t 3", "a tab (U+0009) in walk_away: 3"),
        ("    walk_away:\u00a03", "a no-break space (U+00A0) in walk_away: 3"),
        ("    walk_away: \u30003", "an ideographic space (U+3000) in walk_away: 3"),
        ("    walk_away\u00a0: 3", "a no-break space (U+00A0) in walk_away : 3"),
        ("    walk_away\u200b: 3", "a zero width space (U+200B) in walk_away: 3"),
        ("    walk\u00ad_away: 3", "a soft hyphen (U+00AD) in walk_away: 3"),
    ],
)
def test_a_sign_that_looks_like_a_blank_or_like_nothing_is_named(line: str, found: str) -> None:
    (told,) = messages(swapped(AWAY, line, CASE))
    assert told.startswith(f"c.yaml:33: found {found}; expected walk_away: 3 (")


@pytest.mark.parametrize("sign", ["\u00a0", "\u2009", "\u3000", "\t"])
def test_such_a_sign_behind_a_dash_or_in_braces_is_named_too(sign: str) -> None:
    name = f"U+{ord(sign):04X}"
    if sign != "\t":  # a tab may stand there
        (told,) = messages(swapped("  - {by: them", f"  -{sign}{{by: them", CASE))
        assert f"({name})" in told
        (told,) = messages(swapped("price: {low: 1, mid", f"price: {{low:{sign}1, mid", CASE))
        assert f"({name})" in told


def test_such_signs_in_titles_are_left_alone() -> None:
    """Law: text for people may hold any blank; a slip elsewhere does not make one of it."""
    text = CASE.replace("title: Test", "title: Prix\u00a0:\u00a05 €").replace(AWAY, "    walk_away 3")
    assert messages(text) == [
        "c.yaml:33: found walk_away 3; expected walk_away: 3 (a colon must follow the key)"
    ]


def test_a_null_character_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE.replace("title: Test", "title: Te\0st"), encoding="utf-8")
    with pytest.raises(
        CaseError, match=r"case.yaml:2: found the character U\+0000; expected text without it"
    ):
        read_case(path)
    path.write_bytes(bytes(range(32)) * 100)
    with pytest.raises(CaseError, match="found a file that is no text"):
        read_case(path)


JARGON = re.compile(
    r"<(?:block|stream|document|scalar|alias|anchor|tag|directive|flow|key|value)\b|node content"
    r"|flow (?:mapping|sequence)"
    r"|block (?:mapping|sequence|end)|while (?:parsing|scanning)"
    r"|\bscalar\b|\btoken\b|in this context"
)
SIGNS = [
    *"-?{}[],&*!|>%@`'=~#\\\"", "- ", "? ", ": ", "...\n", "---\n", "\t", "<<: ", "- - ", "? ? ", "!<", "\n",
    "  ", "%YAML 9\n",
]  # fmt: skip


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[*HealthCheck])
@given(st.lists(st.tuples(st.integers(0, 600), st.sampled_from(SIGNS)), min_size=1, max_size=3))
def test_no_word_of_the_parser_is_ever_said(damage: list[tuple[int, str]]) -> None:
    """Law: whatever stands in a text, what is said of it is said in the words of the house."""
    text = CASE[:600]
    for at, sign in damage:
        text = text[:at] + sign + text[at:]
    try:
        read_case_text(text, "c.yaml")
    except CaseError as error:
        for fault in error.faults:
            assert not JARGON.search(f"{fault.found}; {fault.expected}; {fault.hint}"), str(fault)


@pytest.mark.parametrize(
    "text", ["case: 1\nparties:\n  a: Ann\n  - b\n", "case: 1\nrecord:\n  - a\n  b: 1\n"]
)
def test_a_list_and_a_mapping_under_one_key_in_plain_words(text: str) -> None:
    assert not any(JARGON.search(told) for told in messages(text))
    found, expected, _ = in_plain_words("expected <block end>, but found '<block sequence start>'")
    assert (found, expected) == (
        "an item of a list (-) among keys",
        "keys alone, or items alone, below one key",
    )


SALE = """\
case: 1
title: A sale
parties: {seller: Seller, buyer: Buyer}
issues:
  price: {title: Price, options: {low: "4,000", high: "5,000"}}
preferences:
  seller:
    walk_away: 1
    scores: {price: {low: 1, high: 2}}
  buyer:
    walk_away: 1
    scores: {price: {low: 2, high: 1}}
"""
BRACKETS = [  # what is written instead of what, on which line the slip is, what would be right
    ("walk_away: 1\n    scores: {price: {low: 1", "walk_away: [1,,2]\n    scores: {price: {low: 1",
     [(8, "walk_away: [1,2]")]),
    ("{low: 1, high: 2}", "{low: 1, high: 2,, }", [(9, "scores: {price: {low: 1, high: 2, }}")]),
    ("title: A sale", 'title: "A sale', [(2, 'title: "A sale"')]),
    ("seller: Seller, buyer: Buyer", "seller: Seller, buyer Buyer",
     [(3, "parties: {seller: Seller, buyer: Buyer}")]),
    ("{low: 2, high: 1}}\n", "{low: 2, high: 1}\n", [(12, "scores: {price: {low: 2, high: 1}}")]),
    ("parties: {seller: Seller, buyer: Buyer}", "parties: {\n  seller: Seller\n  buyer: Buyer",
     [(3, "parties:")]),
    ('low: "4,000", high', 'low: "4,000, high', [(5, 'options: {low: "4,000", high: "5,000"}}')]),
    ("    walk_away: 1\n    scores: {price: {low: 1", "      walk_away: 1\n    scores: {price: {low: 1",
     [(8, "4 blanks, as on line 9")]),
    ("walk_away: 1\n    scores: {price: {low: 2", "walk_away: value: 1\n    scores: {price: {low: 2",
     [(11, "walk_away: {value: 1}")]),
    ("title: A sale\n", "<<<<<<< HEAD\ntitle: A sale\n=======\n",
     [(2, "one of the two versions"), (4, "one of the two versions")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "right"), BRACKETS, ids=[new[:30] for _, new, _ in BRACKETS])
def test_slips_in_brackets_and_depth_name_their_line(
    old: str, new: str, right: list[tuple[int, str]]
) -> None:
    """One fault for each slip, at its line, with the form that is right; nothing that only follows."""
    assert SALE.count(old) == 1
    with pytest.raises(CaseError) as caught:
        read_case_text(SALE.replace(old, new), "c.yaml")
    assert [fault.line for fault in caught.value.faults] == [line for line, _ in right]
    for fault, (_, expected) in zip(caught.value.faults, right, strict=True):
        assert expected in fault.expected


def test_two_slips_that_hide_each_other_are_both_named() -> None:
    """A quotation mark that is never closed swallows the lines up to the next one."""
    text = SALE.replace("title: A sale", 'title: "A sale').replace(
        "{title: Price,", "{title: Price, note: %,"
    )
    with pytest.raises(CaseError) as caught:
        read_case_text(text, "c.yaml")
    assert [fault.line for fault in caught.value.faults] == [2, 5]


def test_a_tab_at_the_end_of_a_line_is_read_over() -> None:
    """YAML 1.2 lets white space stand there."""
    text = SALE.replace("walk_away: 1\n", "walk_away: 1 \t\n").replace("title: A sale", "title: A sale\t")
    assert read_case_text(text) == read_case_text(SALE)
