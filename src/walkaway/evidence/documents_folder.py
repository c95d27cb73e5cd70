"""The documents of a case, in ``documents/`` beside the case file.

Plain text and Markdown are read as they are, HTML, PDF and Word files through their readers. Nothing in a
document is executed or rendered; offsets count Unicode code points in the text, the digest is that of the
file's bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Fault, Faults
from .findings import Document, Read
from .intake.decoding import decode
from .intake.formats import MAX_BYTES, raw_of, too_large
from .intake.profile import profile_of
from .intake.reading import read_text
from .intake.unreadable import Unreadable, stays

if TYPE_CHECKING:
    from .intake.isolated import IsolatedReader

AS_THEY_ARE = (".md", ".txt")
SUFFIXES = (*AS_THEY_ARE, ".docx", ".htm", ".html", ".pdf", ".xhtml")
_LEAVES = "a link that leaves the case folder"


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """One source text."""

    name: str
    file: str
    text: str
    sha256: str
    read: Read | None = field(default=None, compare=False, repr=False)

    @property
    def title(self) -> str:
        """First heading or first line of the text, else the name."""
        if self.read is not None and self.read.document.title:
            return self.read.document.title
        for line in self.text.splitlines():
            if line.strip():
                return line.strip().lstrip("#").strip() or self.name
        return self.name


class Documents(dict[str, CaseDocument]):
    """Documents by name, in order of file name."""

    @property
    def digest(self) -> str:
        """SHA-256 over names and digests of all documents."""
        lines = "".join(f"{document.file} {document.sha256}\n" for document in self.values())
        return hashlib.sha256(lines.encode()).hexdigest()


@lru_cache(maxsize=256)
def read_of(document: CaseDocument) -> Read:
    """A document as what was read; in Markdown taken as it is, nothing is set aside."""
    if document.read is not None:
        return document.read
    profile = profile_of(document.text)
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    source = Document(name=document.name, file=document.file, text=document.text, profile=profile,
                    raw_sha256=document.sha256, sha256=digest, title=document.title)  # fmt: skip
    return read_text(source, whole=not document.file.lower().endswith(".txt"))


def read_documents(folder: Path, faults: Faults) -> Documents:
    """Read all documents of a case folder.

    Parameters
    ----------
    folder : pathlib.Path
        The case folder; its ``documents/`` may be missing.
    faults : Faults
        Collector: documents that leave the folder by a link, are too large, broken or not UTF-8.

    Returns
    -------
    Documents
        Those that could be read.
    """
    found = Documents()
    home = folder / "documents"
    if not home.is_dir():
        return found
    if not home.resolve().is_relative_to(folder.resolve()):
        faults.add(Fault(file=str(home), found=_LEAVES, expected="a folder inside the case folder"))
        return found
    from .intake.isolated import IsolatedReader

    with IsolatedReader() as reader:
        for path in sorted(path for path in home.glob("*") if path.suffix.lower() in SUFFIXES):
            if not stays(path, home.resolve()):
                faults.add(Fault(file=str(path), found=_LEAVES, expected="a file inside documents/"))
                continue
            try:
                document = _document(path, reader)
            except Unreadable as refusal:
                faults.add(refusal.fault(str(path)))
                continue
            if document.name in found:
                what = f"a second document named {document.name}"
                faults.add(Fault(file=str(path), found=what, expected="each name once, whatever the suffix"))
            found.setdefault(document.name, document)
    return found


def _document(path: Path, reader: IsolatedReader) -> CaseDocument:
    """A document through its reader; a text or Markdown file as it is."""
    if not path.is_file():
        raise Unreadable("something that is not a file", "a document")
    raw, media = raw_of(path)
    if path.suffix.lower() not in AS_THEY_ARE:
        from .intake.reader import read_one

        read = read_one(reader.extract(media, raw), raw, media, path.stem, path.name)
        return CaseDocument(path.stem, path.name, read.document.text, read.document.raw_sha256, read)
    if len(raw) > MAX_BYTES[media]:
        raise too_large(len(raw), media)
    return CaseDocument(path.stem, path.name, decode(raw)[0], hashlib.sha256(raw).hexdigest())
