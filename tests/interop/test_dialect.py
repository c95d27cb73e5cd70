"""XML as Genius itself reads it: mended where there is one reading, and said; else refused at its line."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interop.helpers import CORPUS, DOMAIN, PROFILE, faults, read
from tests.strategies import examples

from walkaway.interop.safe import ImportFault
from walkaway.interop.xmltext import Element, MendedXml, XmlFile, read_xml

NAME = "Coffee & Tea"
ISSUE = (
    '<issue index="1" name="Drink" type="discrete">\n<item index="1" value="{name}"{one}/>\n'
    '<item index="2" value="Water"{two}/>\n</issue>'
)
WEIGHT = '<weight index="1" value="1"/>'


def written(folder: Path, before: str = "", name: str = "Coffee &amp; Tea", encoding: str = "utf-8") -> Path:
    """A domain and two profiles that differ in their text alone."""
    domain = DOMAIN.format(count=1, issues=ISSUE.format(name=name, one="", two=""))
    texts = {"domain.xml": domain}
    for file, (one, two) in {"a.xml": (2, 1), "b.xml": (1, 2)}.items():
        issue = ISSUE.format(name=name, one=f' evaluation="{one}"', two=f' evaluation="{two}"')
        texts[file] = PROFILE.format(kind="", issues=issue + WEIGHT, rest="")
    for file, text in texts.items():
        (folder / file).write_bytes((before + text).encode(encoding))
    return folder


@pytest.mark.parametrize(
    ("before", "name", "said"),
    [
        ("\n<!-- a -- b -->\n<?xml version='1.0' encoding='utf-8'?>\n", NAME, "before the XML declaration"),
        ("\ufeff \n<?xml version='1.0'?>", NAME, "before the XML declaration"),
        ("<!-- a -- b -->", NAME, "inside a comment"),
        ("", "Coffee & Tea", "“&” alone"),
        ("", "Caf&eacute;", "“&” alone"),
        ("", "less < more > all", "“<” inside an attribute"),
    ],
)
def test_what_genius_reads_is_read(tmp_path: Path, before: str, name: str, said: str) -> None:
    found = read(written(tmp_path, before, name))
    assert list(found.case.issues) == ["Drink"]
    assert [option.title for option in found.case.issues["Drink"].options.values()] == [name, "Water"]
    notes = [sentence for sentence in found.lost if said in sentence]
    assert [sentence.partition(":")[0] for sentence in notes] == ["domain.xml", "a.xml", "b.xml"]


def test_attributes_need_no_blank_between_them(tmp_path: Path) -> None:
    written(tmp_path)
    for file in tmp_path.iterdir():
        file.write_text(file.read_text("utf-8").replace('" value=', '"value='), encoding="utf-8")
    found = read(tmp_path)
    assert "a.xml:5: a blank is missing between attributes, as in Genius (3 times)" not in found.lost
    assert any(s.startswith("a.xml:4: a blank is missing") and "(3 times)" in s for s in found.lost)


@pytest.mark.parametrize(
    ("before", "encoding", "called"),
    [
        ("", "cp1252", "Windows-1252"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?>", "latin-1", "Windows-1252"),
        ("<?xml version='1.0' encoding='utf-8'?>", "cp1252", "Windows-1252"),
        ("<?xml version='1.0' encoding='ISO-8859-15'?>", "iso8859-15", "ISO8859-15"),
    ],
)
def test_single_bytes_are_read(tmp_path: Path, before: str, encoding: str, called: str) -> None:
    name = "Café" if encoding == "latin-1" else "5 € Café"
    found = read(written(tmp_path, before, name, encoding))
    assert name in [option.title for option in found.case.issues["Drink"].options.values()]
    assert f"a.xml is not in UTF-8; it is read as {called}" in found.lost


def test_a_byte_that_means_nothing_is_kept(tmp_path: Path) -> None:
    written(tmp_path)
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes().replace(b"Water", b"W\x81"))
    assert "W\x81" in [option.title for option in read(tmp_path).case.issues["Drink"].options.values()]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('value="Water"', "value=Water", 5),
        ('value="Water"', 'value="Water', 5),
        ("</issue>", "", 7),
        ("<negotiation_template>", "<!DOCTYPE x [<!ENTITY y 'z'>]><negotiation_template>", 1),
    ],
)
def test_what_has_no_one_reading_is_refused(tmp_path: Path, old: str, new: str, line: int) -> None:
    written(tmp_path)
    file = tmp_path / "domain.xml"
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
    assert f"domain.xml:{line}: " in faults(tmp_path)


def same(one: Element, two: Element) -> bool:
    if (one.name, one.attributes, one.line) != (two.name, two.attributes, two.line):
        return False
    return len(one.children) == len(two.children) and all(map(same, one.children, two.children))


@pytest.mark.parametrize("file", sorted((CORPUS / "good").glob("genius-*")), ids=lambda file: str(file.name))
def test_well_formed_text_stays_what_it_says(file: Path) -> None:
    """Law: mending well-formed text changes no element, attribute or line, and says nothing."""
    text = file.read_text("utf-8")
    again = MendedXml(text)
    assert again.changes == {}
    assert same(read_xml(text, XmlFile("x")), read_xml(again.text, XmlFile("x")))


@settings(deadline=None, max_examples=examples(150))
@given(st.text(st.sampled_from(list("<>/!?&;='\" \nab-[]")), max_size=60))
def test_mending_keeps_lines_and_ends(text: str) -> None:
    """Law: any text comes back with as many lines; it reads as elements or is refused, nothing else."""
    assert MendedXml(text).text.count("\n") == text.count("\n")
    with suppress(ImportFault):
        assert read_xml(text, XmlFile("x")).line >= 1


def test_places_in_an_attribute_of_several_lines_are_counted_once() -> None:
    """A sign that is found before one that was told leaves the lines of what comes later as they are."""
    again = MendedXml("<a b='<\n\n&'>\n<c d='&'/></a>")
    assert again.changes["“&” alone is read as the sign"] == [3, 4]
