"""XML, JSON, YAML and numbers: read within limits, never executed, every fault with its line."""

from __future__ import annotations

import json
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkaway.errors import Faults
from walkaway.interop import plain_data, safe, xmltext
from walkaway.interop.choosing import kind_of_file
from walkaway.interop.place import FilePlace, described
from walkaway.interop.plain_data import DataLines, read_json, read_yaml
from walkaway.interop.safe import ImportFault, decimal_text, exact, read_file
from walkaway.interop.xmltext import XmlFile, read_xml

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def plain(data: Any) -> Any:
    """Fractions as the whole numbers they are."""
    if isinstance(data, Fraction):
        return int(data)
    if isinstance(data, dict):
        return {key: plain(item) for key, item in data.items()}
    return [plain(item) for item in data] if isinstance(data, list) else data


@given(JSON, st.sampled_from([None, 2]))
def test_json_is_read_as_the_standard_library_does(data: Any, indent: int | None) -> None:
    """Law: what JSON can say is read the same, with numbers exact and every place on its line."""
    text = json.dumps(data, indent=indent)
    found, lines = read_json(text, "x.json")
    assert plain(found) == data
    assert set(lines.known.values()) <= set(range(1, text.count("\n") + 2))


@given(st.text(max_size=60))
def test_any_text_is_json_or_a_fault(text: str) -> None:
    """Law: as the standard library, but for NaN and doubled keys, which are faults."""
    try:
        expected = json.loads(text)
    except ValueError:
        expected = None
    try:
        found = read_json(text, "x.json")[0]
    except ImportFault:
        return
    assert plain(found) == expected


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("", 1, "the end of the file"),
        ("{", 1, "a key in double quotes"),
        ('{"a": 1,\n"a": 2}', 2, 'the key "a" again'),
        ('{"a" 1}', 1, "a colon"),
        ("[1,\n]", 2, '"]"'),
        ("[1 2]", 1, "a comma or ]"),
        ('{"a": 1', 1, "the end of the file"),
        ("NaN", 1, '"NaN"'),
        ("Infinity", 1, '"Infinity"'),
        ("-", 1, '"-"'),
        ("[1]\n2", 2, "after the end"),
        ('"\\ud800"', 1, "half a character"),
        ('"\\x"', 1, "unknown escapes"),
        ('"a\nb"', 1, "on one line"),
        ("1e999", 1, "at most 60"),
        ("[" * 100, 1, "levels"),
    ],
)
def test_json_faults(text: str, line: int, found: str) -> None:
    with pytest.raises(ImportFault) as caught:
        read_json(text, "x.json")
    assert found in str(caught.value)
    assert caught.value.faults[0].line == line


def test_infinite_numbers_where_they_are_asked_for() -> None:
    assert read_json("[-Infinity, Infinity]", "x", infinite=True)[0] == [float("-inf"), float("inf")]


def test_limits_of_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_data, "MAX_VALUES", 3)
    with pytest.raises(ImportFault, match="more than 3 values"):
        read_json("[1, 2, 3]", "x")


def test_places_know_their_line() -> None:
    data, lines = read_json('{"a": [1,\n{"b": 2}]}', "x.json")
    faults = Faults()
    place = FilePlace(data, (), lines, faults)
    place.at("a").at(1).at("b").fault("it", "that")
    place.at("a").at(1).at("c").fault("nothing", "something")
    assert [str(fault) for fault in faults] == [
        "x.json:2: a[1].b: found it; expected that",
        "x.json:2: a[1].c: found nothing; expected something",
    ]
    assert place.at(3).value is None
    assert place.at("a").at("b").value is None
    assert not place.at("a").has("b")


def test_places_say_what_they_miss() -> None:
    faults = Faults()
    place = FilePlace("text", (), DataLines("x"), faults)
    assert list(place.items("a mapping")) == []
    assert place.entries("a list") == []
    assert place.number() == 0
    assert FilePlace(Fraction(1), (), DataLines("x"), faults).text() == ""
    FilePlace({"colr": None}, (), DataLines("x"), faults).known(("colour",), "a mapping")
    assert 'did you mean "colour"' in "".join(map(str, faults))
    assert len(faults) == 5


def test_values_by_name() -> None:
    values = (None, True, False, Fraction(1, 2), Fraction(10**400), "x", [1], {"a": 1})
    assert [described(value) for value in values] == [
        "nothing", "true", "false", "the number 0.5", "a huge number", '"x"', "a list of 1", "a mapping of 1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("", 1, "the end of the file; expected an element"),
        ("<a>\n</b>", 2, "another end while <a> of line 1 is open; expected </a>"),
        ("<a/>\n<b/>", 2, "something behind the last end tag"),
        ("<a b='1' b='2'/>", 1, "an attribute that stands twice"),
        ("<a b=1/>", 1, "both quotation marks"),
        ("<a>\n<b c='x>\n</a>", 2, "both quotation marks"),
        (
            "<!---->\n<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            2,
            "a document type",
        ),
        ("\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 2, "a document type declaration"),
        ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", 1, "a document type declaration"),
        ("<a>" * 60, 1, "more than 40 levels"),
        (f"<a b='{'x' * 20_000}'/>", 1, "b with 20,000 characters"),
    ],
)
def test_xml_faults(text: str, line: int, found: str) -> None:
    with pytest.raises(ImportFault, match=found) as caught:
        read_xml(text, XmlFile("x.xml"))
    assert caught.value.faults[0].line == line


def test_limits_of_xml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmltext, "MAX_ELEMENTS", 2)
    with pytest.raises(ImportFault, match="more than 2 elements"):
        read_xml("<a><b/><b/></a>", XmlFile("x"))


def test_a_wrong_declaration_does_not_matter() -> None:
    root = read_xml('<?xml version="1.0" encoding="ISO-8859-1"?>\n<a b="é"><c/></a>', XmlFile("x"))
    assert (root.line, root.get("b"), root.get("x")) == (2, "é", None)
    assert [child.name for child in root.all("c")] == ["c"]
    assert root.first("d") is None


@given(st.text(max_size=60))
def test_any_text_is_xml_or_a_fault(text: str) -> None:
    """Law: nothing but faults."""
    with suppress(ImportFault):
        assert read_xml(text, XmlFile("x")).name


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a: [1", 1, "expected"),
        ("a: !!python/object/apply:os.system [ls]", 1, "the tag"),
        ("a: !!binary aGFsbG8=", 1, "the tag"),
        ("a: &x 1\nb: *x", 1, "the anchor &x"),
        ("- *x", 1, "the alias *x"),
        ("a: 1\n---\nb: 2", 2, "a second document"),
        ("a: 1\na: 2", 2, 'the key "a" again'),
        ("? {a: 1}\n: 2", 1, "a mapping as a key"),
        ('"\\ud800": 1', 1, "half a character"),
        ("[" * 100, 1, "levels"),
    ],
)
def test_yaml_faults(text: str, line: int, found: str) -> None:
    with pytest.raises(ImportFault) as caught:
        read_yaml(text, "x.yml")
    assert found in str(caught.value)
    assert caught.value.faults[0].line == line


def test_yaml_data() -> None:
    text = "a: [1, 0.5, x, true, null, '2', -.inf, .nan, 1e999]\n1: {y: no}\n? [p, 1]\n: 2\nb:\n- c: 3\n"
    data, lines = read_yaml(text, "x.yml")
    assert data == {
        "a": [1, Fraction(1, 2), "x", True, None, "2", float("-inf"), ".nan", "1e999"],
        "1": {"y": "no"},
        ("p", "1"): 2,
        "b": [{"c": 3}],
    }
    assert lines.at(("b", 0, "c")) == 6
    assert lines.at(("b", 0, "d", "e")) == 6
    assert read_yaml("", "x")[0] is None


@given(st.text(max_size=40))
def test_any_text_is_yaml_or_a_fault(text: str) -> None:
    """Law: nothing but faults."""
    with suppress(ImportFault):
        read_yaml(text, "x")


@given(st.fractions(max_denominator=10**6))
def test_decimals(number: Fraction) -> None:
    """Law: exact where a decimal of 30 places is, else to 17 digits."""
    text, is_exact = decimal_text(number)
    back = exact(text)
    assert back is not None
    assert (back == number) == is_exact == (10**30 % number.denominator == 0)
    assert abs(back - number) <= abs(number) / 10**16


@pytest.mark.parametrize(
    "text", ["", ".", "e5", "1e", "1_0", "NaN", "1" * 70, "1e99", "0x1", "1,5", "1" * 500]
)
def test_what_is_no_number(text: str) -> None:
    assert exact(text) is None


def test_numbers() -> None:
    assert [exact(text) for text in ("1.", ".5", "+2", " -0.10 ", "2.5e-1", "1E2")] == [
        1, Fraction(1, 2), 2, Fraction(-1, 10), Fraction(1, 4), 100,
    ]  # fmt: skip


def _refuse(*_: object, **__: object) -> None:
    raise OSError(5, "not now")


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.xml"
    with pytest.raises(ImportFault, match="no such file"):
        read_file(file)
    with pytest.raises(ImportFault, match="no such file"):
        read_file(tmp_path)
    with pytest.raises(ImportFault):
        read_file(Path("a\0b"))
    file.write_bytes(b"ab\xff")
    with pytest.raises(ImportFault, match="0xff"):
        read_file(file)
    file.write_bytes("é".encode("utf-16"))
    assert read_file(file)[0] == "é"
    file.write_bytes(b"\xef\xbb\xbfa")
    text, source = read_file(file)
    assert (text, source.path, len(source.digest)) == ("a", str(file), 64)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", _refuse)
        patch.setattr(Path, "open", _refuse)
        with pytest.raises(ImportFault, match="not now"):
            read_file(file)
        assert kind_of_file(file) == ("", "")
    monkeypatch.setattr(safe, "MAX_BYTES", 2)
    with pytest.raises(ImportFault, match="at most 2 bytes"):
        read_file(file)
