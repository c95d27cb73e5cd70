"""A first case folder from documents: ``case.yaml`` and the texts its cites stand in, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._version import __version__
from ..case import read_case
from ..case.files import write_atomically
from ..errors import CiteError, Fault, Faults, InputError, UsageError, quoted
from .cites import verify_cites
from .documents_folder import read_documents
from .drafting.draft_text import FOREIGN, foreign_in
from .drafting.first_case import draft_case
from .findings import Read
from .gathering import Gathered
from .intake.formats import MAX_BYTES
from .positions.finder import by_rules

if TYPE_CHECKING:
    from .model.drafter import ModelDrafter


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A case folder that was written, what from, and which documents are not in it.

    ``model`` is what was sent where, and what became of it, where a language model was asked.
    """

    folder: Path
    case: Path
    gathered: Gathered
    faults: tuple[Fault, ...]
    model: Mapping[str, Any] | None = None

    @property
    def faulty(self) -> bool:
        """Whether a document could not be read; doubts do not count."""
        return any(fault.level == "fault" for fault in self.faults)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the shape that ``walkaway draft --json`` prints."""
        return {
            "folder": str(self.folder),
            "case": str(self.case),
            "documents": [read.document.name for read in self.gathered.reads],
            "statements": len(self.gathered.statements),
            "conflicts": len(self.gathered.conflicts),
            "faults": [fault.to_dict() for fault in self.faults],
            "model": None if self.model is None else dict(self.model),
            "version": __version__,
        }


def refuse_full(folder: Path | str) -> Path:
    """The folder to write; anything but a new or empty one is refused."""
    folder = Path(folder)
    expected = "a new or empty folder"
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise UsageError.of(f"{quoted(folder)}, which is not a folder", expected)
        if folder.is_dir() and any(folder.iterdir()):
            raise UsageError.of(f"{quoted(folder)}, which is not empty", expected, "nothing is written over")
    except (OSError, ValueError) as error:
        raise UsageError.of(f"{quoted(folder)}: {error}", expected) from None
    return folder


def write_draft(gathered: Gathered, folder: Path | str, model: ModelDrafter | None = None) -> Drafted:
    """Write a case folder, by rules or by a model; a model that gives no answer at all leaves nothing."""
    folder = refuse_full(folder)
    faults = Faults()
    faults.extend(gathered.faults)
    reads = [read for read in gathered.reads if _fits(read, faults)]
    if not reads:
        raise InputError(faults.sorted() or [Fault(found="no documents", expected="at least one document")])
    names = {read.document.name for read in reads}
    statements = [item for item in gathered.statements if item.document in names]
    known = {item.id for item in statements}
    conflicts = [one for one in gathered.conflicts if known.issuperset(one.statements)]
    how = model.how if model else "by rules"
    for file in foreign_in(reads) if model is None else ():
        faults.add(Fault(file=file, found=FOREIGN, expected="English",
                         hint="read it, or have a model read it: --model", level="doubt"))  # fmt: skip
    text = draft_case(reads, statements, conflicts, drafter=model or by_rules, how=how)
    try:
        _written(folder, text, reads)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError.of(f"{quoted(folder)}: {reason}", "a folder that can be written") from None
    return Drafted(
        folder=folder,
        case=folder / "case.yaml",
        gathered=gathered,
        faults=tuple(faults),
        model=model.to_dict() if model else None,
    )


def _fits(read: Read, faults: Faults) -> bool:
    size = len(read.document.text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES["text"]:
        faults.add(Fault(file=read.document.file, found=f"{size:,} bytes of text",
                         expected=f"at most {MAX_BYTES['text']:,}", hint="split it"))  # fmt: skip
    return size <= MAX_BYTES["text"]


def _written(folder: Path, text: str, reads: list[Read]) -> None:
    """Build the folder beside its place, verify it there, and move it in."""
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=".walkaway-draft-"))
    try:
        (work / "documents").mkdir()
        for read in reads:
            raw = read.document.text.encode("utf-8", "replace")
            write_atomically(work / "documents" / f"{read.document.name}.txt", raw)
        write_atomically(work / "case.yaml", text)
        own = Faults()
        verify_cites(read_case(work), read_documents(work, own), own)
        own.raise_if_any(CiteError)
        if folder.is_dir():
            folder.rmdir()  # empty, or this fails
        work.chmod((work / "documents").stat().st_mode & 0o777)
        os.rename(work, folder)  # noqa: PTH104 - never onto a folder that was filled meanwhile
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
