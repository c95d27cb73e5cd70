"""Pages of the documentation as data: their fenced blocks, and the files they ask for.

A hidden comment gives a block a file name, or makes a file from another one::

    <!-- file: car.yaml -->                                  the next block is car.yaml
    <!-- file: bad.yaml = car.yaml: title: A → titel: A -->  car.yaml with one change
    <!-- files of: tutorial/first-case.md -->                all files of that page
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = (*sorted(DOCS.rglob("*.md")), ROOT / "README.md")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"<!-- file: (\S+) -->\s*\Z")
_CHANGED = re.compile(r"<!-- file: (\S+) = (\S+): (.+?) → (.+?) -->")
_BORROWED = re.compile(r"<!-- files of: (\S+) -->")


@dataclass(frozen=True)
class Block:
    """One fenced block."""

    page: Path
    line: int
    language: str
    text: str
    file: str

    @property
    def where(self) -> str:
        return f"{name_of(self.page)}:{self.line}"


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks_of(page: Path, language: str = "") -> list[Block]:
    text = page.read_text(encoding="utf-8")
    blocks = []
    for match in _FENCE.finditer(text):
        named = _NAMED.search(text[: match.start()])
        line = text.count("\n", 0, match.start()) + 2
        blocks.append(Block(page, line, match[1], match[2], named[1] if named else ""))
    return [block for block in blocks if language in ("", block.language)]


def write_files(page: Path, folder: Path) -> None:
    """Write every file that a page names into a folder."""
    text = page.read_text(encoding="utf-8")
    for borrowed in _BORROWED.finditer(text):
        write_files(DOCS / borrowed[1], folder)
    for block in blocks_of(page):
        if block.file:
            _write(folder / block.file, block.text)
    for name, source, old, new in _CHANGED.findall(text):
        before = (folder / source).read_text(encoding="utf-8")
        assert before.count(old) >= 1, f"{name_of(page)}: {old!r} is not in {source}"
        _write(folder / name, before.replace(old, new, 1))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
