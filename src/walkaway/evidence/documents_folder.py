"""The documents of a case, in ``documents/`` beside the case file.

Plain text and Markdown are read as they are, HTML, PDF and Word files through their readers. Nothing in a
document is executed or rendered; offsets count Unicode code points in the text, the digest is that of the
file's bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..errors import Fault, Faults
from .findings import Document, Read
from .intake.decoding import decode
from .intake.profile import profile_of
from .intake.reading import read_text
from .intake.unreadable import Unreadable, stays

__all__ = ["MAX_DOCUMENT_BYTES", "SUFFIXES", "CaseDocument", "Documents", "read_documents", "read_of"]

MAX_DOCUMENT_BYTES = 5_000_000
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


class Documents(Mapping[str, CaseDocument]):
    """Documents by name, in order of file name."""

    def __init__(self, documents: Mapping[str, CaseDocument]) -> None:
        self._by_name = dict(documents)

    def __getitem__(self, name: str) -> CaseDocument:
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
    found: dict[str, CaseDocument] = {}
    home = folder / "documents"
    if not home.is_dir():
        return Documents(found)
    if not home.resolve().is_relative_to(folder.resolve()):
        faults.add(Fault(file=str(home), found=_LEAVES, expected="a folder inside the case folder"))
        return Documents(found)
    listed = sorted(path for path in home.glob("*") if path.suffix.lower() in SUFFIXES)
    inside = [path for path in listed if stays(path, home.resolve())]
    for path in listed:
        if path not in inside:
            faults.add(Fault(file=str(path), found=_LEAVES, expected="a file inside documents/"))
    rendered = _through_readers([path for path in inside if _needs_reader(path)], faults)
    for path in inside:
        try:
            document = rendered.get(path.name) if _needs_reader(path) else _as_it_is(path)
        except Unreadable as refusal:
            faults.add(refusal.fault(str(path)))
            continue
        if document is not None and document.name in found:
            what = f"a second document named {document.name}"
            faults.add(Fault(file=str(path), found=what, expected="each name once, whatever the suffix"))
        elif document is not None:
            found[document.name] = document
    return Documents(found)


def _needs_reader(path: Path) -> bool:
    return path.suffix.lower() not in AS_THEY_ARE


def _through_readers(paths: list[Path], faults: Faults) -> dict[str, CaseDocument]:
    """Documents that need a reader, by file name, all in one process; without those that were refused."""
    if not paths:
        return {}
    from .intake.reader import read_paths

    own, found = Faults(), dict[str, CaseDocument]()
    for read in read_paths(paths, own):
        source = read.document
        found[source.file] = CaseDocument(
            Path(source.file).stem, source.file, source.text, source.raw_sha256, read
        )
    faults.extend(fault for fault in own if fault.level == "fault")
    return found


def _as_it_is(path: Path) -> CaseDocument:
    """A text that no reader touches."""
    if not path.is_file():
        raise Unreadable("something that is not a file", "a text or Markdown file")
    try:
        size = path.stat().st_size
        if size > MAX_DOCUMENT_BYTES:
            raise Unreadable(f"{size:,} bytes", f"a document of at most {MAX_DOCUMENT_BYTES:,} bytes")
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror or str(error), "a readable file") from None
    text, _ = decode(raw)
    return CaseDocument(name=path.stem, file=path.name, text=text, sha256=hashlib.sha256(raw).hexdigest())
