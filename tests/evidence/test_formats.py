"""Formats: each kind of file gives its text, and every bad one a sentence instead of a crash."""

from __future__ import annotations

import signal
import zipfile
from contextlib import nullcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.articles import BODY, FIRST, FOURTH, SECOND, docx, pdf
from tests.strategies import examples

from walkaway.evidence.findings import Media
from walkaway.evidence.intake import formats, isolated, wordfile
from walkaway.evidence.intake.extracted import Extracted
from walkaway.evidence.intake.formats import SUFFIXES, extract, media_of
from walkaway.evidence.intake.isolated import IsolatedReader
from walkaway.evidence.intake.unreadable import Unreadable


def refused(media: Media, raw: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        extract(media, raw)
    return caught.value


@pytest.mark.parametrize(
    "text", [BODY, "One\ntwo \n\n", "\n  x\t\n", "é €", "---\ntitle: T\n---\n# Quay\nNo.\n"]
)
def test_text_is_the_decoded_file_whatever_ends_its_lines(text: str) -> None:
    assert extract("text", text.encode()).text == text
    for end in ("\r\n", "\r\r\n", "\r"):
        for media in ("text", "markdown"):
            made = text.replace("\n", end).encode()
            assert extract(media, made) == extract(media, text.encode()), (end, media)


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        ("Zürich".encode(), "Zürich", "utf-8"),
        (b"\xef\xbb\xbfhello", "hello", "utf-8 (byte order mark)"),
        ("Zürich — “no”".encode("utf-16"), "Zürich — “no”", "utf-16 (byte order mark)"),
        ("a plain text".encode("utf-16-le"), "a plain text", "utf-16-le (estimated)"),
        ("a plain text".encode("utf-16-be"), "a plain text", "utf-16-be (estimated)"),
    ],
)
def test_the_encoding_is_found_and_said(raw: bytes, text: str, encoding: str) -> None:
    found = extract("text", raw)
    assert (found.text, found.encoding) == (text, encoding)


def test_an_old_encoding_is_estimated() -> None:
    text = "“We can’t sign,” said Zoë Müller. The café was full — it often is. " * 4
    found = extract("text", text.encode("cp1252"))
    assert found.text == text
    assert found.encoding.endswith("(estimated)")


@pytest.mark.parametrize(
    "raw", [b"\x00\x01\x02\x03" * 50, pdf("Hello"), docx("Hello"), b"\xff\xfe\x00\xd8", b"\x7fELF" * 9]
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    assert refused("text", raw).expected.startswith("text")


def test_markdown_loses_its_marks_only() -> None:
    source = "---\ntitle: Talks\ndate: 2019-02-28\n---\n\n# River *talks*\n\n"
    source += "They **said** [no](http://x.org/a_b) to it.\n> Quoted.\n\n```\n*code*\n```\n"
    found = extract("markdown", source.encode())
    assert found.text == "River talks\n\nThey said no to it.\nQuoted.\n\n```\n*code*\n```\n"
    assert (found.title, found.date, found.date_how) == ("Talks", "2019-02-28", "front matter, date")
    for plain in (BODY, "2 * 3 * 4 and snake_case_name, a [note] and 5 < 6\n- item\n"):
        assert extract("markdown", plain.encode()).text == plain


PAGE = f"""<html><head><title>River talks stall | The Lake</title>
<meta property="og:site_name" content="The Lake">
<meta property="article:published_time" content="2019-02-28T10:00:00Z">
<meta name="author" content="Jane Roe"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>River talks stall</h1>
<p>{FIRST}</p><p>{SECOND}</p><p>{FOURTH}</p></article>
<footer>10 mins ago - World. All rights reserved</footer></body></html>"""


def test_html_gives_the_article_and_what_the_page_says_of_it() -> None:
    found = extract("html", PAGE.encode())
    assert FIRST in found.text
    around = [found.text[start:end] for start, end, why in found.aside]
    assert around == ["Home World", "10 mins ago - World. All rights reserved"]
    assert (found.byline, found.outlet, found.date) == ("Jane Roe", "The Lake", "2019-02-28T10:00:00Z")
    assert found.date_how == "meta article:published_time"


def test_json_ld_comes_first_and_bad_json_is_passed_over() -> None:
    data = '{"@graph": [{"@type": "NewsArticle", "headline": "H",'
    data += '"author": [{"name": "A"}], "datePublished": "2019-03-01"}]}'
    scripts = (
        f'<script type="application/ld+json">{{</script><script type="application/ld+json">{data}</script>'
    )
    found = extract("html", PAGE.replace("</head>", scripts + "</head>").encode())
    assert (found.date, found.date_how) == ("2019-03-01", "JSON-LD datePublished")


def test_a_date_that_is_only_printed_is_not_the_articles() -> None:
    page = PAGE.replace("article:published_time", "other")
    assert extract("html", page.encode()).date == ""


def test_deep_html_is_read_or_refused() -> None:
    deep = b"<div>" * 200_000 + b"<p>" + FIRST.encode() + b"</p>"
    with IsolatedReader() as reader:
        try:
            text = reader.extract("html", deep).text
        except Unreadable as refusal:
            text = refusal.found
        assert "HTML" in text or "river" in text


def test_pdf_pages_are_read_in_order() -> None:
    found = extract("pdf", pdf("The first page speaks.", "The second page answers."))
    assert found.text == "The first page speaks.\n\nThe second page answers."


def test_bad_pdfs_are_told_apart() -> None:
    assert "encrypted" in refused("pdf", pdf("Secret words here.", password="x")).found
    assert "pictures" in refused("pdf", pdf("", "", "")).found
    assert "broken" in refused("pdf", pdf("Some words.")[:200]).found
    assert "does not begin" in refused("pdf", b"hello there").found


def test_word_paragraphs_are_lines() -> None:
    found = extract("docx", docx("We met.", "We parted &amp; left."))
    assert found.text == "We met.\n\nWe parted & left."
    assert (found.title, found.byline) == ("River talks", "Jane Roe")


def test_deleted_text_and_fallbacks_are_left_out() -> None:
    body = "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    twice = '<m:Fallback xmlns:m="m"><w:p><w:r><w:t>again</w:t></w:r></w:p></m:Fallback>'
    assert extract("docx", docx(body=body + twice)).text == "Kept"


def test_bad_word_files_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "encrypted or old" in refused("docx", b"\xd0\xcf\x11\xe0" * 10).found
    assert "broken" in refused("docx", docx("Hello")[:90]).found
    assert "entities" in refused("docx", docx("x", head='<!DOCTYPE d [<!ENTITY a "aa">]>')).found
    assert "levels" in refused("docx", docx(body="<w:p>" * 400 + "</w:p>" * 400)).found
    bomb = docx(body="<w:p/>" + " " * 70_000_000)
    assert len(bomb) < 200_000
    assert "once unpacked" in refused("docx", bomb).found
    monkeypatch.setattr(wordfile, "MAX_UNPACKED", 10)
    assert "once unpacked" in refused("docx", docx("x", level=zipfile.ZIP_STORED)).found


def test_limits_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "bytes" in refused("text", b"a" * 6_000_000).found
    assert "empty" in refused("text", b" \n").found
    monkeypatch.setattr(formats, "MAX_CHARS", 10)
    assert "characters" in refused("text", b"more than ten").found


def test_the_kind_is_told_by_suffix_then_by_content() -> None:
    assert [media_of(f"a{suffix}", b"") for suffix in SUFFIXES] == list(SUFFIXES.values())
    assert [media_of("-", raw) for raw in (b"%PDF-1.7", b"PK\x03\x04", b" <html>", b"text")] == [
        "pdf", "docx", "html", "text",
    ]  # fmt: skip


def test_a_reader_that_takes_too_long_is_ended_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with IsolatedReader(0.2) as slow, monkeypatch.context() as patch:
        patch.setattr(isolated, "_START_SECONDS", 0.0)
        patch.setattr(isolated, "_PATIENCE", 1.0)
        patch.setattr(isolated, "_STATEMENT", "import time; time.sleep(60)")
        with pytest.raises(Unreadable, match="longer than"):
            slow.extract("html", PAGE.encode())
        patch.setattr(isolated, "_STATEMENT", "raise SystemExit")
        with pytest.raises(Unreadable, match=r"broke down|longer than"):
            slow.extract("html", PAGE.encode())
        patch.undo()
        monkeypatch.setattr(slow, "_seconds", 60.0)
        assert slow.extract("html", PAGE.encode()) == extract("html", PAGE.encode())
        with pytest.raises(Unreadable, match="does not begin"):
            slow.extract("pdf", b"no")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there the clock alone tells how long it takes")
@pytest.mark.parametrize(
    ("act", "said"), [("max(iter(int, 1))", "longer than 0.5 seconds"), ("time.sleep(1)", "")]
)
def test_what_a_reader_takes_of_a_processor_is_measured_and_not_how_busy_the_machine_is(
    act: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law: a document that makes its reader go on for ever ends it; one that only has to wait is read."""
    code = (
        "import time; from walkaway.evidence.intake import isolated; real = isolated.extract; "
        f"isolated.extract = lambda *given: ({act}, real(*given))[1]; isolated.serve()"
    )
    monkeypatch.setattr(isolated, "_STATEMENT", code)
    monkeypatch.setattr(isolated, "_PATIENCE", 1_000)
    with IsolatedReader(0.5) as reader, pytest.raises(Unreadable, match=said) if said else nullcontext():
        for text in ("They said no.", "They said yes."):
            assert reader.extract("text", text.encode()).text == text


@settings(max_examples=examples(80), deadline=None)
@given(raw=st.binary(max_size=400), media=st.sampled_from(list(SUFFIXES.values())), start=st.integers(0, 4))
def test_random_bytes_never_crash_a_reader(raw: bytes, media: Media, start: int) -> None:
    """Any bytes, also behind a right beginning or in the middle of a right file."""
    whole = {"pdf": pdf("Some words on it."), "docx": docx("Some words"), "html": PAGE.encode()}.get(
        media, b"# A "
    )
    cut = len(whole) * start // 4
    try:
        found = extract(media, whole[:cut] + raw + whole[cut + len(raw) :])
    except Unreadable:
        return
    assert isinstance(found, Extracted)
    found.text.encode("utf-8")
