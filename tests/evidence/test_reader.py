"""Reading: files, folders and standard input; a bad one is a fault and the others go on."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from tests.evidence.articles import BODY, FIRST, STRIPPED, docx, pdf
from tests.strategies import examples

from walkaway.errors import Fault, Faults
from walkaway.evidence.findings import Passage, Read, SetAside
from walkaway.evidence.intake import reader
from walkaway.evidence.intake.formats import SUFFIXES
from walkaway.evidence.intake.reader import read_bytes, read_each, restore


def read(*paths: Path | str) -> tuple[list[Read], list[Fault]]:
    faults = Faults()
    return list(read_each(paths, faults)), list(faults)


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    raw = f"River talks stall\r\n\r\nBy Jane Roe\r\nThursday, February 28, 2019\r\n\r\n{BODY}".encode()
    path.write_bytes(raw)
    ((found,), faults) = read(path)
    document = found.document
    assert faults == []
    assert document.text == raw.decode().replace("\r\n", "\n")
    assert (document.name, document.file, document.media, document.encoding) == (
        "talks",
        "talks.txt",
        "text",
        "utf-8",
    )
    assert document.raw_sha256 == hashlib.sha256(raw).hexdigest()
    assert document.sha256 == hashlib.sha256(raw.replace(b"\r\n", b"\n")).hexdigest()
    assert (document.title, document.byline) == ("River talks stall", "Jane Roe")
    assert (document.date, document.date_how) == ("Thursday, February 28, 2019", "line 4")
    assert all(document.text[each.start : each.end].strip() for each in found.passages)


def test_a_relative_time_is_no_date(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"10 mins ago - World\n\n{BODY}\n\nGo deeper\n\nOct 3, 2020 - World\n\nOther")
    assert read(path)[0][0].document.date == ""


def test_the_outlet_of_a_dateline(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"GENEVA (Reuters) - {BODY}")
    assert read(path)[0][0].document.outlet == "Reuters"


def test_bad_files_give_one_fault_each_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    files = {
        "a.txt": BODY.encode(),
        "b.pdf": pdf("Some words.")[:150],
        "c.pdf": pdf("Secret words.", password="x"),
        "d.pdf": pdf("", ""),
        "e.docx": docx(body="<w:p/>" + " " * 70_000_000),
        "f.txt": b"a" * 6_000_000,
        "g.doc": b"old",
        "h.html": b"<html></html>",
        "sub/i.html": f"<html><body><p>{FIRST}</p></body></html>".encode(),
        "sub/j.docx": docx(FIRST),
        "sub/k.pdf": pdf("They met in Hanoi."),
        ".hidden.txt": b"hidden",
        "picture.png": b"\x89PNG",
    }
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    done: list[tuple[int, int, str]] = []
    faults = Faults()
    found = list(read_each([tmp_path], faults, lambda *step: done.append(step)))
    assert [each.document.file for each in found] == ["a.txt", "i.html", "j.docx", "k.pdf"]
    assert [Path(fault.file).name for fault in faults] == [
        "b.pdf",
        "c.pdf",
        "d.pdf",
        "e.docx",
        "f.txt",
        "g.doc",
        "h.html",
    ]
    assert [step[0] for step in done] == list(range(1, 12))
    assert {step[1] for step in done} == {11}


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found, faults = read(tmp_path / "no.txt", tmp_path / "empty", "bad\0name")
    assert found == []
    assert len(faults) == 3
    assert {"no such file", "a folder without documents"} <= {fault.found for fault in faults}


def test_links(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret.txt").write_text(BODY)
    (home / "a.txt").write_text(BODY)
    (home / "again.txt").symlink_to(home / "a.txt")
    (home / "out.txt").symlink_to(tmp_path / "secret.txt")
    (home / "nowhere.txt").symlink_to(home / "missing.txt")
    (home / "loop.txt").symlink_to(home / "loop.txt")
    (home / "round").symlink_to(home, target_is_directory=True)
    found, faults = read(home)
    assert [each.document.file for each in found] == ["a.txt"]
    assert {Path(fault.file).name for fault in faults} == {"out.txt", "nowhere.txt", "loop.txt"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert len(read(tmp_path)[1]) == 1
    assert len(read(tmp_path / "pipe.txt")[1]) == 1


def test_folders_too_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_DEPTH", 2)
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text(BODY)
    (tmp_path / "y.txt").write_text(BODY)
    found, faults = read(tmp_path)
    assert [each.document.name for each in found] == ["y"]
    assert "deep" in faults[0].found


def test_too_many_and_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(BODY)
    monkeypatch.setattr(reader, "MAX_FILES", 2)
    found, faults = read(tmp_path)
    assert (len(found), len(faults)) == (2, 1)
    monkeypatch.setattr(reader, "MAX_TOTAL_CHARS", len(BODY) + 1)
    found, faults = read(tmp_path)
    assert (len(found), len(faults)) == (1, 2)


def test_a_page_in_word_has_nothing_around_its_text() -> None:
    """Short lines of a memo are its text; what stands around an article is taken away from pages alone."""
    heads = [f"Point {number}: what the yard can carry" for number in range(12)]
    (found,) = read_each(["-"], Faults(), stdin=io.BytesIO(docx(*heads, FIRST)))
    assert found.document.kind != "page"
    assert [each.why for each in found.set_aside] == []


def test_standard_input() -> None:
    for raw, media in ((BODY.encode(), "text"), (pdf("They met in Hanoi."), "pdf"), (docx(FIRST), "docx")):
        (found,) = read_each(["-"], Faults(), stdin=io.BytesIO(raw))
        assert (found.document.file, found.document.name, found.document.media) == (
            "-",
            "standard-input",
            media,
        )


def test_names_are_given_once(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "talks.txt").write_text(BODY)
    (tmp_path / "b" / "talks.md").write_text(BODY)
    found, faults = read(tmp_path, tmp_path / "a" / "talks.txt")
    assert [each.document.name for each in found] == ["talks", "talks.md", "talks.txt"]
    assert [fault.level for fault in faults] == ["doubt", "doubt"]


def test_a_person_restores_a_span(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{BODY}\n\nContact us at letters@weekly.com.")
    faults = Faults()
    (found,) = read_each([path], faults, keep={"a": ["Contact us at letters@weekly.com."]})
    assert found.set_aside == ()
    assert found.document.text[found.passages[-1].start :].startswith("Contact")
    assert len(faults) == 0
    assert restore(found, ["nothing", (0, 3)], faults) == found
    assert [fault.level for fault in faults] == ["doubt", "doubt"]


def test_documents_come_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STRIPPED)
    assert next(read_each([tmp_path], Faults())).document.profile == "unpunctuated"


def test_plain_text_loads_no_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    code = (
        "import sys; from walkaway.errors import Faults\n"
        "from walkaway.evidence.intake.reader import read_each\n"
        "assert len(list(read_each([sys.argv[1]], Faults()))) == 1\n"
        "bad = {'trafilatura', 'lxml', 'pypdfium2', 'docx', 'spacy', 'charset_normalizer', 'numpy'} & "
        "set(sys.modules)\n"
        "assert not bad, bad"
    )
    paths = os.pathsep.join(path for path in sys.path if path)
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=True, env=os.environ | {"PYTHONPATH": paths}
    )


def test_memory_in_place_of_a_file() -> None:
    faults = Faults()
    found = read_bytes(BODY.encode(), "talks.txt", faults)
    assert found is not None
    assert found.document.name == "talks"
    assert read_bytes(b"\x00" * 99, "x.txt", faults) is None
    assert len(faults) == 1


@settings(
    max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    raw=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode("utf-8", "ignore")))
)
def test_random_bytes_under_every_suffix_give_documents_or_faults(tmp_path: Path, raw: bytes) -> None:
    for number, suffix in enumerate((*SUFFIXES, ".rtf")):
        (tmp_path / f"f{number}{suffix}").write_bytes(raw)
    found, faults = read(tmp_path)
    assert len(found) + len([fault for fault in faults if fault.level == "fault"]) == len(SUFFIXES) + 1
    for each in found:
        text = each.document.text
        spans: list[SetAside | Passage] = [*each.set_aside, *each.passages]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        away = {k for span in each.set_aside for k in range(span.start, span.end)}
        assert not any(away & set(range(span.start, span.end)) for span in each.passages)


def test_a_workbook_is_one_fault_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "positions.xlsx").write_bytes(b"PK\x03\x04")
    found, faults = read(tmp_path)
    assert (found, [fault.found for fault in faults]) == ([], ["a .xlsx file"])
    assert ".csv" in next(iter(faults)).hint


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Microsoft Word - lease_v3.docx", "Talks over the quay"), ("/tmp/x1f2", "Talks over the quay"),
     ("C:\\Users\\k\\a.tmp", "Talks over the quay"), ("2024_03_lease", "Talks over the quay"),
     ("The lease of 1999", "The lease of 1999"), ("Report no. 5", "Report no. 5")],
)  # fmt: skip
def test_a_file_name_is_no_title(title: str, shown: str) -> None:
    text = "Talks over the quay. The yard and the council met on Tuesday and parted without a paper."
    writer = PdfWriter(clone_from=io.BytesIO(pdf([(60, 700, text[:19]), (60, 650, text[21:])])))
    writer.add_metadata({"/Title": title})
    raw = io.BytesIO()
    writer.write(raw)
    read = read_bytes(raw.getvalue(), "a.pdf", Faults())
    assert read is not None
    assert read.document.title == shown
