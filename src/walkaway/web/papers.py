"""The documents of the case on the desk: read when asked for, and not again while nothing of it changes."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from pathlib import Path as FilePath
from threading import Lock
from typing import Any, NamedTuple

from ..case import Case, Cite
from ..case.lines import Path, dotted
from ..case.write import cites_of
from ..errors import Fault, Faults, UsageError, nearest, quoted
from ..evidence import read_documents
from ..evidence.findings import Quoted, Read
from ..evidence.gathering import Gathered, aliases_of, gather, kept_by, without_rejected
from ..evidence.intake.formats import SUFFIXES
from ..evidence.intake.reader import read_each
from ..evidence.intake.unreadable import stays
from ..evidence.quoting.quotes import match_quote
from ..options import Progress
from .case_answers import Answered
from .desk import Desk
from .reading_view import Marked

_KEPT = 4


class _Known(NamedTuple):
    """Documents as they were read, by name, and what could not be read."""

    reads: dict[str, Read]
    faults: tuple[Fault, ...]


class Papers:
    """What the documents of a case hold; everything here may be asked from several threads."""

    def __init__(self, desk: Desk, answered: Answered) -> None:
        self._desk, self._answered = desk, answered
        self._reads: OrderedDict[str, _Known] = OrderedDict()
        self._said: OrderedDict[str, Gathered] = OrderedDict()
        self._places: OrderedDict[tuple[str, str], Quoted | None] = OrderedDict()
        self._bytes: dict[tuple[str, int, int], str] = {}
        self._lock, self._reading = Lock(), Lock()

    @property
    def home(self) -> FilePath:
        """Where they are."""
        return self._desk.home / "documents"

    @property
    def aside_home(self) -> FilePath:
        """Where files of documents lie that were moved aside."""
        return self._desk.home / "taken-out"

    @property
    def aside(self) -> list[str]:
        """Those files by name."""
        folder = self.aside_home
        if not self._desk.writable or folder.is_symlink() or not folder.is_dir():
            return []
        found = (path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
        return sorted(path.name for path in found if path.is_file() and not path.is_symlink())

    @property
    def _leaves(self) -> bool:
        """Whether the folder is a link out of the case's by now."""
        return not stays(self.home, self._desk.home)

    def renew(self) -> None:
        """Take up documents that came or went, for cites and for what is shown beside judgements."""
        faults = Faults()
        self._answered.renew(read_documents(self.home.parent, faults))

    def read(self, case: Case) -> _Known:
        """Every document with its text, what is set aside, and what could not be read."""
        key = self._key(case)
        with self._lock:
            if key not in self._reads:
                faults = Faults()
                lost = self._leaves
                if lost:
                    right = "a folder inside it"
                    faults.add(Fault(file="documents", found="a link out of the case folder", expected=right))
                some = not lost and self.home.is_dir() and any(self.home.iterdir())
                paths = [self.home] if some else []
                each = read_each(paths, faults, keep=kept_by(case), kinds=case.documents.kinds)
                reads = {read.document.name: read for read in each}
                self._reads[key] = _Known(reads, tuple(one for one in faults if one.level == "fault"))
                _trim(self._reads, _KEPT)
            return self._reads[key]

    def one(self, case: Case, name: str) -> Read:
        """One document by its name; a UsageError, with the nearest, if there is none."""
        reads = self.read(case).reads
        if name not in reads:
            raise UsageError.of(f"the document {quoted(name, 80)}", "a document of the case",
                                nearest(name, tuple(reads)))  # fmt: skip
        return reads[name]

    def said(self, case: Case) -> Gathered | None:
        """Who said what, if that was found already."""
        found = self._said.get(self._key(case))
        return None if found is None else without_rejected(found, case)

    def find(self, case: Case, progress: Progress) -> Gathered:
        """Find who said what, and where accounts conflict; in a process of its own, once."""
        key = self._key(case)
        with self._reading:
            if key not in self._said:
                paths = [self.home] if self.read(case).reads else []
                everything = case.documents.model_copy(update={"reject": ()})
                asked = case.model_copy(update={"documents": everything})
                self._said[key] = gather(paths, case=asked, progress=progress, apart=True)
                _trim(self._said, _KEPT)
            return without_rejected(self._said[key], case)

    def cited(self, case: Case, read: Read) -> list[Marked]:
        """What the case cites of a document, and for what."""
        ledger = self._answered.ledger(case)
        words = {entry.path: f"{group.title}, {entry.kind} {entry.what}".strip()
                 for group in ledger.groups for entry in group.entries}  # fmt: skip
        found: dict[tuple[int, int], list[str]] = {}
        for path, cite in cites_of(case):
            if cite.document == read.document.name and (place := self._place(cite, read)) is not None:
                bare = path[: path.index("cite")] if "cite" in path else path
                name = words.get(dotted(bare)) or _in_words(case, bare)
                found.setdefault((place.start, place.end), []).append(name)
        return [
            Marked(start=start, end=end, kind="cited", label="cited for " + "; ".join(dict.fromkeys(labels)))
            for (start, end), labels in found.items()
        ]

    def _place(self, cite: Cite, read: Read) -> Quoted | None:
        """Where the words of a cite stand in a document; the first place of several."""
        key = read.document.sha256, cite.words
        if key not in self._places:
            match = match_quote(cite.words, (read,), document=cite.document)
            good = match.status in ("found", "ambiguous") and match.places
            self._places[key] = match.places[0].pieces[0] if good else None
            _trim(self._places, 4096)
        return self._places[key]

    def _key(self, case: Case) -> str:
        """The digest of the documents, and of what a case says of their reading."""
        about = (aliases_of(case), dict(case.documents.kinds), kept_by(case))
        lines = [repr(about)]
        if self._leaves:
            return "documents that are elsewhere"
        inner = self.home.resolve()
        for path in sorted(self.home.glob("*")) if self.home.is_dir() else ():
            if path.suffix.lower() in SUFFIXES and path.is_file() and stays(path, inner):
                stat = path.stat()
                mark = path.name, stat.st_mtime_ns, stat.st_size
                if mark not in self._bytes:
                    self._bytes[mark] = hashlib.sha256(path.read_bytes()).hexdigest()
                lines.append(f"{path.name} {self._bytes[mark]}")
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _in_words(case: Case, path: Path) -> str:
    """What stands at a path of a case and is no single judgement."""
    match path:
        case ("record", int(number)):
            return f"record, entry {number + 1}"
        case ("issues", str(issue), *rest) if issue in case.issues:
            own, titles = case.issues[issue], [str(part) for part in rest]
            if len(titles) > 1 and titles[0] == "options" and titles[1] in own.options:
                return f"{own.title}: {own.options[titles[1]].title}"
            return own.title
        case ("evidence", int(number)):
            return f"evidence, item {number + 1}"
        case ("preferences", str(who), "red_lines", int(number)):
            return f"{case.label(who)}, red line {number + 1}"
        case ("preferences", str(who), "scores", str(issue)) if issue in case.issues:
            return f"{case.label(who)}, scores of {case.issues[issue].title}"
        case ("preferences", str(who), *_, "weights"):
            return f"{case.label(who)}, weights"
        case ("accounts", str(key), *_) if key in case.accounts:
            return f"account: {case.accounts[key].question}"
    return dotted(path)


def _trim(kept: OrderedDict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
