"""Nasty files: each is read or refused in time, and nothing is fetched, started, written or run."""

from __future__ import annotations

import io
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from tests.ended import ends
from tests.evidence.articles import docx

from walkaway.errors import Faults
from walkaway.evidence.drafting.first_case import draft_case
from walkaway.evidence.intake.formats import extract, media_of
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.intake.unreadable import Unreadable
from walkaway.evidence.speech.conflicts import conflicts_of
from walkaway.evidence.speech.statements import statements_of

ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


def bomb(size: int = 400_000_000) -> bytes:
    """A Word file that unpacks to far more than it is."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(size // 1_000_000):
            part.write(b" " * 1_000_000)
    return out.getvalue()


def through(raw: bytes, name: str) -> None:
    """Everything between bytes and a draft."""
    read = read_bytes(raw, name, Faults())
    if read is None:
        return
    text = read.document.text
    text.encode("utf-8")
    said = statements_of(read)
    for item in said:
        for quote in item.content:
            assert text[quote.start : quote.end] == quote.text
            assert not any(quote.start < span.end and span.start < quote.end for span in read.set_aside)
    draft_case([read], said, conflicts_of(said, [read]))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_file_is_read_or_refused(path: Path) -> None:
    with ends():
        through(path.read_bytes(), path.name)


def test_nothing_is_fetched_started_written_or_run() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "fuzz"), *map(str, CORPUS)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.count("fine: ") == len(CORPUS)


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    raw = bomb()
    assert len(raw) < 1_000_000
    tracemalloc.start()
    with pytest.raises(Unreadable, match="unpacked"):
        extract("docx", raw)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    "raw",
    [
        docx(body="<w:p>" * 5_000),
        docx(head='<!DOCTYPE a [<!ENTITY b "c">]>', body="<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"),
        docx("x")[:-30],
        b"PK\x03\x04" + b"\x00" * 200,
        docx("We will not sign, said Maria Okello.").replace(b"word/document.xml", b"word/documenu.xml"),
    ],
    ids=["deep", "entity", "cut", "zeros", "renamed"],
)
def test_broken_word_files_are_refused(raw: bytes) -> None:
    faults = Faults()
    assert media_of("a.docx", raw) == "docx"
    assert read_bytes(raw, "a.docx", faults) is None
    assert list(faults)


@pytest.mark.parametrize(
    "piece",
    ["the union said that ", "He said that she said that ", "He said, ", "“a b c d” he said. ",
     "He denied it.\n",
     "Mr. Abel Moreno denied that all of the sites had closed. "],
)  # fmt: skip
def test_text_of_one_piece_comes_to_an_end(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    with ends():
        through(text.encode(), "long.txt")
