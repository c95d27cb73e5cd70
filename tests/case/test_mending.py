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
from walkaway.case import mending, read_case, read_case_text, to_yaml
from walkaway.case import read as reading
from walkaway.case.mending import mended
from walkaway.case.validate import KEYS
from walkaway.case.yamltext import in_plain_words
from walkaway.errors import CaseError


def _refuse(*_: object) -> None:
    pytest.fail("a case that reads was looked at for slips")


def test_the_cases_of_the_catalogue_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: slips are looked for only where reading failed."""
    monkeypatch.setattr(mending, "mended", _refuse)
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
        patch.setattr(mending, "mended", _refuse)
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


FLAT = """\
case: 1
title: Flat
parties: {tenant: Tenant, owner: Owner}
issues:
  rent: {title: Rent, unit: EUR, options: {low: "€1,000", mid: "€1,200", high: "€1,400"}}
  term:
    title: Term
    options: {one: One year, two: Two years}
preferences:
  tenant:
    walk_away: {value: 10, note: "a: b"}
    weights: {rent: 60, term: 40}
    scores:
      rent: {low: 100, mid: 50, high: 0}
      term: {one: 0, two: 100}
  owner: {walk_away: [5, 9], scores: {rent: {low: 0, mid: 5, high: 9}, term: {one: 1, two: 2}}}
record:
  - by: tenant
    offer: {rent: low, term: one}
"""
ROWS = FLAT.splitlines(keepends=True)


def advised(text: str) -> str:
    """The text with every line that is advised in the place of the one that was found."""
    _, lines, faults = reading._as_it_stands(text, "c.yaml")
    return mended(text, lines, faults, KEYS, lambda other, file: reading._as_it_stands(other, file)[2]).text


def _one_slip(text: str, row: int) -> None:
    found = messages(text)
    if found:
        assert len(found) == 1, found
        assert found[0].startswith(f"c.yaml:{row}: "), found
        assert messages(advised(text)) == [], (found, advised(text))


SIGNS_OF_FLAT = [
    index for index, sign in enumerate(FLAT) if sign in "{}[]:" or FLAT[index : index + 2] == ", "
][:: 6 if examples(1) == 1 else 1]  # all of them in a long run by hand


@pytest.mark.parametrize("row", range(1, len(ROWS) + 1))
@pytest.mark.parametrize("twice", [False, True], ids=["without", "twice"])
def test_one_sign_too_few_or_too_many_is_one_fault_whose_advice_mends_the_file(row: int, twice: bool) -> None:
    """Law: a bracket, colon or comma left out or doubled is said once, at its line; the advice reads.

    A comma between two numbers is no slip of syntax, and one within quotation marks belongs to the text.
    """
    for index in SIGNS_OF_FLAT:
        if FLAT.count("\n", 0, index) + 1 != row or re.match(r", 9\]|: b", FLAT[index:]):
            continue
        _one_slip(FLAT[:index] + FLAT[index] * 2 * twice + FLAT[index + 1 :], row)


@pytest.mark.parametrize("row", range(1, len(ROWS) + 1))
def test_a_line_two_blanks_too_deep_is_named_itself(row: int) -> None:
    """Law: the line itself is blamed, not one beside it, and the column that is advised mends the file."""
    if row > 1:  # the first line sets the column of the file
        _one_slip("".join([*ROWS[: row - 1], "  " + ROWS[row - 1], *ROWS[row:]]), row)


@pytest.mark.parametrize("row", range(1, len(ROWS) + 1))
def test_a_tab_at_the_end_of_a_line_is_white_space(row: int) -> None:
    """As YAML 1.2 has it: behind a value, before a comment, and alone on a line."""
    bare = ROWS[row - 1].rstrip("\n")
    for ending in ("\t", " \t ", "\t# why", "\n \t"):
        assert read_case_text(
            "".join([*ROWS[: row - 1], f"{bare}{ending}\n", *ROWS[row:]])
        ) == read_case_text(FLAT)


def test_a_quotation_mark_that_is_never_closed_hides_no_other_slip() -> None:
    """The text that runs on to the next quotation mark, lines below, is not blamed for it."""
    text = FLAT.replace("title: Flat", 'title: "Flat').replace("unit: EUR", "unit: %")
    text = text.replace("title: Term", "title: 'Term")
    assert [re.match(r"c\.yaml:(\d+)", one)[1] for one in messages(text)] == ["2", "5", "7"]  # type: ignore[index]
    assert messages(advised(text)) == []


def test_a_quoted_text_may_go_on_below() -> None:
    text = FLAT.replace("title: Flat", 'title: "Flat\n  in town"').replace("title: Term", "title: Term:")
    assert [one[:9] for one in messages(text)] == ["c.yaml:8:"]


def test_brackets_that_are_opened_above_the_lines_of_a_part() -> None:
    """Law: the line of the bracket is named, and with the advice the file reads."""
    block = "parties:{}\n  tenant: Tenant{}\n  owner: Owner{}\n"
    for signs, row in ((" {", "", ""), 3), ((" {", ",", ""), 3), ((" {", "", "\n  }"), 4):
        _one_slip(FLAT.replace(ROWS[2], block.format(*signs)), row)


def test_merge_markers_are_named_and_the_first_version_read_on() -> None:
    both = "<<<<<<< HEAD\ntitle: Flat\n=======\ntitle: House\n>>>>>>> other\n"
    text = FLAT.replace("title: Flat\n", both).replace("tenant\n    offer", "tenat\n    offer")
    said = [re.match(r"c\.yaml:\d+: (?:found the merge marker)?", one) for one in messages(text)]
    starts = [f"c.yaml:{row}: found the merge marker" for row in (2, 4, 6)]
    assert [one and one[0] for one in said] == [*starts, "c.yaml:22: "]
    for marker in ("<<<<<<< HEAD", "=======", ">>>>>>> x", "||||||| base"):
        _one_slip(FLAT.replace("issues:", f"{marker}\nissues:"), 4)


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
     [(8, "walk_away: [1, 2]")]),
    ("{low: 1, high: 2}", "{low: 1, high: 2,, }", [(9, "scores: {price: {low: 1, high: 2}}")]),
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
     [(2, "one version"), (4, "one version")]),
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
