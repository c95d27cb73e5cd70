"""The documents of a case: plain text and Markdown in ``documents/`` beside the case file, read as they are.

Nothing in a document is executed or rendered. Offsets count Unicode code points in the decoded text, which
is frozen and carries the digest of its bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import Fault, Faults

__all__ = ["MAX_DOCUMENT_BYTES", "SUFFIXES", "Document", "Documents", "read_documents"]

MAX_DOCUMENT_BYTES = 5_000_000
SUFFIXES = (".md", ".txt")
_LEAVES = "a link that leaves the case folder"


@dataclass(frozen=True, slots=True)
class Document:
    """One source text.

    Attributes
    ----------
    name : str
        File name without its suffix, as cites use it.
    file : str
        File name.
    text : str
        The decoded text, unchanged.
    sha256 : str
        Of the file's bytes.
    """

    name: str
    file: str
    text: str
    sha256: str

    @property
    def title(self) -> str:
        """First heading or first line of the text, else the name."""
        for line in self.text.splitlines():
            if line.strip():
                return line.strip().lstrip("#").strip() or self.name
        return self.name


class Documents(Mapping[str, Document]):
    """Documents by name, in order of file name."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._by_name = dict(documents)

    def __getitem__(self, name: str) -> Document:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    @property
    def digest(self) -> str:
        """SHA-256 over names and digests of all documents."""
        lines = "".join(f"{document.file} {document.sha256}\n" for document in self.values())
        return hashlib.sha256(lines.encode()).hexdigest()


def read_documents(folder: Path, faults: Faults) -> Documents:
    """Read all documents of a case folder.

    Parameters
    ----------
    folder : pathlib.Path
        The case folder; its ``documents/`` may be missing.
    faults : Faults
        Collector: documents that leave the folder by a link, are too large or not UTF-8.

    Returns
    -------
    Documents
        Those that could be read.
    """
    found: dict[str, Document] = {}
    home = folder / "documents"
    if home.is_dir() and not home.resolve().is_relative_to(folder.resolve()):
        faults.add(Fault(file=str(home), found=_LEAVES, expected="a folder inside the case folder"))
        return Documents(found)
    paths = (
        sorted(path for path in home.glob("*") if path.suffix.lower() in SUFFIXES) if home.is_dir() else []
    )
    for path in paths:
        document = _read(path, home, faults)
        if document is None:
            continue
        if document.name in found:
            faults.add(
                Fault(
                    file=str(path),
                    found=f"a second document named {document.name}",
                    expected="each name once, whatever the suffix",
                )
            )
            continue
        found[document.name] = document
    return Documents(found)


def _read(path: Path, home: Path, faults: Faults) -> Document | None:
    def refuse(found: str, expected: str, line: int = 0) -> None:
        faults.add(Fault(file=str(path), line=line, found=found, expected=expected))

    try:
        if not path.resolve().is_relative_to(home.resolve()):
            refuse(_LEAVES, "a file inside documents/")
            return None
        if not path.is_file():
            refuse("something that is not a file", "a text or Markdown file")
            return None
        size = path.stat().st_size
        if size > MAX_DOCUMENT_BYTES:
            refuse(f"{size:,} bytes", f"a document of at most {MAX_DOCUMENT_BYTES:,} bytes")
            return None
        raw = path.read_bytes()
    except (OSError, RuntimeError) as error:  # no permission; before Python 3.13 a link to itself
        refuse(getattr(error, "strerror", None) or "a link to itself", "a readable file")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        refuse(f"the byte 0x{raw[error.start]:02x}, which is not UTF-8", "text in UTF-8", line)
        return None
    return Document(name=path.stem, file=path.name, text=text, sha256=hashlib.sha256(raw).hexdigest())
