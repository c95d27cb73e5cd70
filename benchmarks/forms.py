"""One text in many forms: how alike are the statements that are found in each."""

from __future__ import annotations

import html
import re
import tempfile
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.evidence.articles import Placed, docx, pdf
from tests.evidence.drafted_gold import FOLDER
from tests.evidence.test_formats_agree import interleaved

from walkaway.errors import Faults
from walkaway.evidence.intake.reader import read_each
from walkaway.evidence.speech.statements import statements_of_all

Groups = list[list[str]]
"""Paragraphs that blank lines part, each with its lines."""

_TOP = 790.0
_BOTTOM = 40.0


def groups_of(text: str) -> Groups:
    """The paragraphs of a text as lists of lines; a line that hangs goes on with the one before it."""
    whole = re.sub(r"(?<=\S)\n {3,}(?=\S)", " ", text)
    parts = (
        [line.strip() for line in part.splitlines() if line.strip()] for part in re.split(r"\n\s*\n", whole)
    )
    return [lines for lines in parts if lines]


def wrapped(width: int, between: str = "\n\n", end: str = "\n") -> Callable[[Groups], bytes]:
    """A plain text whose lines were wrapped."""

    def made(groups: Groups) -> bytes:
        filled = (
            "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in part) for part in groups
        )
        return between.join(filled).replace("\n", end).encode()

    return made


def columns(number: int, leading: float = 12.0) -> Callable[[Groups], bytes]:
    """Pages with so many columns, each filled to its foot, held in the file row by row."""
    width = 480 / number - 16
    letters = int(width / 4.9)

    def made(groups: Groups) -> bytes:
        placed: list[list[Placed]] = [[]]
        top = _TOP
        for part in groups:
            for line in part:
                for row in textwrap.wrap(line, letters, break_on_hyphens=False):
                    if top < _BOTTOM:
                        placed.append([])
                        top = _TOP
                    left = 60 + ((len(placed) - 1) % number) * (width + 16)
                    placed[-1].append((left, top, _plain(row)))
                    top -= leading
            top -= 0.7 * leading
        pages = [placed[k : k + number] for k in range(0, len(placed), number)]
        return pdf(*(interleaved([line for column in page for line in column], []) for page in pages))

    return made


def _plain(row: str) -> str:
    return row.encode("cp1252", "replace").decode("cp1252")


def word(groups: Groups) -> bytes:
    """A Word file, a paragraph for each line."""
    return docx(*(html.escape(line, quote=False) for part in groups for line in part))


def web(groups: Groups) -> bytes:
    """A page, an element for each paragraph."""
    body = "".join(f"<p>{'<br>'.join(map(html.escape, part))}</p>" for part in groups)
    return f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


FORMS: Mapping[str, tuple[str, Callable[[Groups], bytes]]] = {
    "text wrapped at 60": (".txt", wrapped(60)),
    "text wrapped at 72": (".txt", wrapped(72)),
    "text wrapped at 72, no blank lines": (".txt", wrapped(72, "\n")),
    "text wrapped at 72, Windows line ends": (".txt", wrapped(72, end="\r\n")),
    "text wrapped at 40": (".txt", wrapped(40)),
    "PDF, one column": (".pdf", columns(1)),
    "PDF, one column, double-spaced": (".pdf", columns(1, 24.0)),
    "PDF, two columns": (".pdf", columns(2)),
    "PDF, three columns": (".pdf", columns(3)),
    "Word": (".docx", word),
    "web page": (".html", web),
}


def found_in(files: Sequence[tuple[str, bytes]]) -> list[Counter[tuple[str, str]]]:
    """Statements of each file by speaker and words, letters alone."""
    with tempfile.TemporaryDirectory() as folder:
        for name, raw in files:
            Path(folder, name).write_bytes(raw)
        reads = list(read_each([Path(folder, name) for name, _ in files], Faults()))
    assert len(reads) == len(files)
    return [
        Counter(
            (
                _letters(item.speaker.name if item.speaker else ""),
                _letters("".join(quote.text for quote in item.content)),
            )
            for item in items
        )
        for items in statements_of_all(reads)
    ]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def texts(oracles: Path) -> Iterator[str]:
    """The gold of every kind, and news and interviews where outside texts are here."""
    for path in (*sorted(FOLDER.glob("*.txt")), *sorted(oracles.glob("evidence/gum-news/GUM_*.txt"))):
        yield path.read_text(encoding="utf-8")


def figures(oracles: Path) -> list[tuple[str, str, str]]:
    """F of the statements of each form against those of the plain text."""
    every = list(texts(oracles))
    plain = found_in([(f"{number:03}.txt", text.encode()) for number, text in enumerate(every)])
    rows = []
    for form, (suffix, made) in FORMS.items():
        own = found_in([(f"{number:03}{suffix}", made(groups_of(text))) for number, text in enumerate(every)])
        hits = sum((a & b).total() for a, b in zip(plain, own, strict=True))
        both = sum(each.total() for each in (*plain, *own))
        rows.append((f"the same {len(every)} texts: {form}", f"F {2 * hits / max(1, both):.3f}", "F .98"))
    return rows
