"""YAML text as data: exact numbers, lines, and no harm from hostile text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.case.helpers import messages
from tests.ended import ends

from walkaway.case import yamltext
from walkaway.case.yamltext import MAX_DEPTH, Number, looks_otherwise, read_yaml
from walkaway.errors import Faults


def data_of(text: str) -> object:
    faults = Faults()
    data, _ = read_yaml(text, "x.yaml", faults)
    assert not len(faults)
    return data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("-3", -3), ("+4", 4), ("007", 7), ("1.50", Decimal("1.5")), (".5", Decimal("0.5")),
        ("1.", 1), ("1e3", 1000), ("2E-3", Decimal("0.002")), ("0.1", Decimal("0.1")),
        ("true", True), ("FALSE", False), ("null", None), ("~", None), ("", None),
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("none", "none"), ("0x1F", "0x1F"), ("1_000", "1_000"),
        ("0b1", "0b1"), ("12:30", "12:30"), ("2019-02-28", "2019-02-28"), ('"7"', "7"), ("'true'", "true"),
        ("|\n  7", "7\n"), ("1e", "1e"), ("--1", "--1"),
    ],
)  # fmt: skip
def test_scalars_are_read_as_yaml_1_2_with_exact_numbers(text: str, value: object) -> None:
    """``no`` and ``none`` are text; decimals are kept as written; only bare words have a meaning."""
    data = data_of(f"a: {text}\n")
    assert data == {"a": value}
    assert isinstance(data, dict)
    assert isinstance(data["a"], Number if type(value) in (int, Decimal) else type(value))


def test_keys_are_always_text() -> None:
    """An option may be called 1, true or null."""
    data = data_of("{1: a, true: b, null: c, 1.0: d, .inf: e, 1e400: f}")
    assert data == {"1": "a", "true": "b", "null": "c", "1.0": "d", ".inf": "e", "1e400": "f"}


def test_halves_of_a_character_are_joined() -> None:
    """JSON escapes characters beyond the first 65,536 as two halves; JSON is YAML."""
    assert data_of('{"\\ud83d\\ude00": "a\\ud83d\\ude00b"}') == {"😀": "a😀b"}


def test_a_number_remembers_how_it_was_written() -> None:
    """It may turn out to be an id."""
    data = data_of("[007, 1e3, 2.50]")
    assert isinstance(data, list)
    assert [str(number) for number in data] == ["007", "1e3", "2.50"]
    assert data == [7, 1000, Decimal("2.5")]


@pytest.mark.parametrize("text", ["7", "+7.5", "1e3", "true", "Null", "~", "", ".inf", ".NaN"])
def test_text_that_looks_otherwise_must_be_quoted(text: str) -> None:
    """Else it would come back as something else."""
    assert looks_otherwise(text)
    assert not looks_otherwise(f"a{text}b")


def test_every_path_has_its_line() -> None:
    """Keys, values in lists, and what has no line of its own."""
    _, lines = read_yaml(
        "a: 1\nb:\n  - x\n  - c:\n      d: 2\n\ne: {f: 3,\n  g: [4,\n  5]}\n", "x.yaml", Faults()
    )
    assert {path: line for path, line in lines.known.items() if len(path) > 1} == {
        ("b", 0): 3, ("b", 1): 4, ("b", 1, "c"): 4, ("b", 1, "c", "d"): 5, ("e", "f"): 7, ("e", "g"): 8,
        ("e", "g", 0): 8, ("e", "g", 1): 9,
    }  # fmt: skip
    assert lines.at(("b", 1, "c", "d", "deeper")) == 5
    assert lines.at(("unknown",)) == 1


def test_lines_of_a_key_that_stands_twice_are_those_of_the_later_value() -> None:
    """The later value is the one that is kept."""
    faults = Faults()
    data, lines = read_yaml("a: [1]\na:\n  - 2\n", "x.yaml", faults)
    assert data == {"a": [2]}
    assert lines.at(("a", 0)) == 3
    assert len(faults) == 1


def test_control_characters_and_tabs_are_not_yaml() -> None:
    """With the line where they stand."""
    assert messages("case: 1\n\n\x00")[-1] == (
        "c.yaml:3: found the character U+0000; expected text without it (delete it)"
    )
    assert messages("\tcase: 1") == [
        "c.yaml:1: found a tab as indentation; expected blanks, two for each level (tabs do not indent)"
    ]
    assert messages("title: \ud800\n")[-1] == (
        "c.yaml:1: found the character U+D800; expected text without it (delete it)"
    )


def test_a_billion_laughs_cost_nothing() -> None:
    """Aliases are never expanded: each is a fault at its place."""
    text = "a: &a [ha, ha]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    with ends():
        found = messages(text)
    assert found[0].startswith("c.yaml:1: a: found the anchor &a; expected no anchors (write the value out; ")
    alias = "c.yaml:10: j[0]: found the alias *i; expected the value written out (no aliases; "
    assert sum(fault.startswith(alias) for fault in found) == 1
    assert sum("found the alias" in fault for fault in found) == 81


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "{[", "{{a: 1}: "])
def test_a_hundred_thousand_levels_are_refused(opening: str) -> None:
    """Reading stops at the limit; the parser does not recurse."""
    with ends():
        last = messages(opening * 100_000)[-1]
    assert last == f"c.yaml:1: found more than {MAX_DEPTH} levels; expected at most {MAX_DEPTH} levels"


def test_deep_block_mappings_are_refused_at_their_line() -> None:
    """Depth by indentation counts as well."""
    text = "\n".join(" " * level + "a:" for level in range(200))
    assert messages(text) == [
        f"c.yaml:{MAX_DEPTH + 1}: found more than {MAX_DEPTH} levels; expected at most {MAX_DEPTH} levels"
    ]


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of 5 MB could else hold millions; keys count as well."""
    assert yamltext.MAX_NODES == 100_000
    monkeypatch.setattr(yamltext, "MAX_NODES", 1_000)
    for text in ("notes: [\n" + "1,\n" * 998 + "1]", "{" + "a: 1,\n" * 500 + "a: 2}"):
        assert messages(text)[-1].endswith(": found more than 1,000 values; expected at most 1,000 values")
    assert messages("notes: [\n" + "1,\n" * 996 + "1]")[0].startswith("c.yaml:1: case: ")


def test_a_long_number_is_refused() -> None:
    """Digits are counted, not computed with."""
    with ends():
        first = messages("case: " + "9" * 1_000_000)[0]
    assert first == f'c.yaml:1: case: found "{"9" * 29}…"; expected a number below 10^16, up to 30 decimals'


def test_a_text_that_is_read_again_is_as_new() -> None:
    """Law: what one reader does to its data and lines, and how its file is called, is nothing to the next."""
    text = "a: {b: [1, 2]}\nc: !x 1\n"
    told, again = Faults(), Faults()
    data, lines = read_yaml(text, "one.yaml", told)
    assert isinstance(data, dict)
    data["a"]["b"].append(3)
    lines.leave_out(("a",))
    data, lines = read_yaml(text, "two.yaml", again)
    assert data == {"a": {"b": [1, 2]}, "c": None}
    assert lines.faulty == {("c",)}
    assert [fault.file for fault in (*told, *again)] == ["one.yaml", "two.yaml"]
