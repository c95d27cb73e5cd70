"""Export: nothing a stranger wrote becomes a formula, markup or script."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.news import FILM, FILM_STATEMENTS, NEWS
from tests.evidence.planted import read, statement
from tests.strategies import law

from walkaway.evidence.findings import Quoted, Speaker, Statement
from walkaway.evidence.statement_files import COLUMNS, to_csv, to_jsonld, to_markdown


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_has_a_line_for_each_span() -> None:
    reads, statements, _ = NEWS["all"]
    rows = _rows(to_csv(statements, reads))
    assert len(rows) == sum(len(item.content) for item in statements)
    assert list(rows[0]) == list(COLUMNS)
    texts = {item.document.name: item.document.text for item in reads}
    for row in rows:
        assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["words"]


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1', "＝1", "|calc", "%0A"]
)
def test_no_cell_is_a_formula(start: str) -> None:
    source = read(f"{start} and more; said so", "d", date=start)
    item = statement(source, f"{start} and more", id=start)
    speaker = Speaker(name=start, role=start, party=start, start=0, end=1)
    item = Statement(id=start, document="d", speaker=speaker, cue=None, content=item.content, kind="direct")
    (row,) = _rows(to_csv([item], [source]))
    for column in ("id", "date", "speaker", "role", "party", "words"):
        assert row[column].startswith("'"), column


def test_csv_has_no_formula_inside_a_cell() -> None:
    source = read("a;=1+1,b\n=2 “x”", "d")
    text = to_csv([statement(source, "a;=1+1,b\n=2 “x”")], [source])
    assert "\"a;'=1+1,b\n'=2 “x”\"" in text
    assert text.splitlines()[0].startswith("\ufeffid,document")


def test_markdown_shows_who_said_what_with_offsets() -> None:
    text = to_markdown(FILM_STATEMENTS, [FILM])
    assert "**The studios**: a 7 percent rise" in text
    assert (
        "**Dana Whitfield** (the guild’s chief negotiator): “We are not asking for the moon” — direct" in text
    )
    assert "<script" not in text


def test_markdown_has_no_markup_of_strangers() -> None:
    nasty = "<img src=x onerror=y> [a](javascript:b) **c** `d` | e\n# f\n- g &lt; https://h.i www.j.k l@m.n"
    source = read(nasty, "d", title=nasty)
    text = to_markdown([statement(source, nasty)], [source])
    assert "<" not in text
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "://" not in text
    assert "www." not in text
    assert len([line for line in text.splitlines() if line.startswith("#")]) == 2
    assert len([line for line in text.splitlines() if line.startswith("- ")]) == 1


def test_jsonld_is_w3c_annotations_that_resolve() -> None:
    reads, statements, _ = NEWS["all"]
    data = json.loads(to_jsonld(statements, reads))
    assert data["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert data["type"] == "AnnotationCollection"
    assert data["total"] == len(statements)
    documents = {item.document.name: item.document for item in reads}
    for item, note in zip(statements, data["first"]["items"], strict=True):
        assert note["type"] == "Annotation"
        for span, target in zip(item.content, note["target"], strict=True):
            source, (place, words) = documents[item.document], target["selector"]
            assert target["source"] == f"urn:sha256:{source.sha256}"
            assert place == {"type": "TextPositionSelector", "start": span.start, "end": span.end}
            assert words["prefix"] + words["exact"] + words["suffix"] in source.text
            assert words["exact"] == span.text
            assert len(words["prefix"]) == min(32, span.start)
        values = {body["walkaway:property"]: body["value"] for body in note["body"]}
        assert values["kind"] == item.kind


def test_jsonld_is_safe_inside_a_page() -> None:
    source = read("</script><script>alert(1)</script> \u2028 & more", "d")
    text = to_jsonld([statement(source, source.document.text, id="</script>\u2028")], [source])
    assert not re.search("[<>&\u2028]", text)
    assert text.isascii()


def test_a_statement_of_an_unknown_document_is_still_exported() -> None:
    item = Statement(id="x", document="gone", speaker=None, cue=None, kind="author",
                     content=(Quoted(start=0, end=3, text="abc"),))  # fmt: skip
    assert _rows(to_csv([item], []))[0]["words"] == "abc"
    assert "no speaker named" in to_markdown([item], [])
    target = json.loads(to_jsonld([item], []))["first"]["items"][0]["target"][0]
    assert target["selector"] == [{"type": "TextQuoteSelector", "exact": "abc"}]


@law
@given(st.text(min_size=1, max_size=40), st.text(max_size=20))
def test_any_text_is_safe(text: str, name: str) -> None:
    source = read(text, "d", title=name)
    speaker = Speaker(name=name, role=text, party="", start=0, end=0)
    item = Statement(id=name, document="d", speaker=speaker, cue=None, kind="direct",
                     content=(Quoted(start=0, end=len(text), text=text),))  # fmt: skip
    for row in _rows(to_csv([item], [source])):
        for column in ("id", "speaker", "role", "words"):
            assert not re.match(r"\s*[=+\-@]", row[column])
    assert "<" not in to_markdown([item], [source])
    data = json.loads(to_jsonld([item], [source]))
    assert data["first"]["items"][0]["target"][0]["selector"][1]["exact"] == text
