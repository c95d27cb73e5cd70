"""Documents gathered once: what was read, who said what, what is told twice and where accounts conflict.

The one place where documents become evidence, for ``walkaway read``, for a draft and for the brief. Names of
parties and ratifiers of a case are aliases. Work is done in small batches, so that an interrupt keeps every
document that was finished.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

from .._version import __version__
from ..case import Case, CaseFile
from ..case.write import cites_of
from ..errors import Fault, Faults
from ..language import counted
from .findings import Conflict, Duplicate, Read, Statement
from .intake.furniture import Keep
from .intake.reader import read_each
from .speech.name_table import NameTable

__all__ = ["Gathered", "aliases_of", "gather", "gather_case", "kept_by"]

Progress: TypeAlias = Callable[[str, float], None]

_BATCH = 16
_INSIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What documents hold.

    Attributes
    ----------
    reads : tuple of Read
        Every document that could be read.
    statements : tuple of Statement
        In the order of the documents.
    duplicates : tuple of Duplicate
    conflicts : tuple of Conflict
        Proposed; a person settles them.
    faults : tuple of Fault
        Documents that could not be read, and doubts.
    files : mapping of str to str
        Document name → its file as output shows it: the file name, or the path where two share a name.
    interrupted : bool
        Whether an interrupt ended the reading; what stands here was finished before.
    sided : bool
        Whether a case gave the aliases, so that speakers have sides.
    """

    reads: tuple[Read, ...]
    statements: tuple[Statement, ...]
    duplicates: tuple[Duplicate, ...]
    conflicts: tuple[Conflict, ...]
    faults: tuple[Fault, ...]
    files: Mapping[str, str]
    interrupted: bool = False
    sided: bool = False

    @property
    def faulty(self) -> bool:
        """Whether a document could not be read; doubts do not count."""
        return any(fault.level == "fault" for fault in self.faults)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the shape that ``walkaway read --json`` prints."""
        return {
            "documents": [_document(read, self.files[read.document.name]) for read in self.reads],
            "statements": [
                _statement(item, self.files[item.document], sided=self.sided) for item in self.statements
            ],
            "duplicates": [
                {"statements": list(item.statements), "why": item.why} for item in self.duplicates
            ],
            "conflicts": [
                {"statements": list(item.statements), "type": item.type, "why": item.why}
                for item in self.conflicts
            ],
            "faults": [fault.to_dict() for fault in self.faults],
            "version": __version__,
        }


def gather(
    paths: Iterable[Path | str],
    *,
    case: Case | CaseFile | None = None,
    progress: Progress | None = None,
    stdin: IO[bytes] | None = None,
    apart: bool = False,
) -> Gathered:
    """Read documents and find who said what in them."""
    record = case.case if isinstance(case, CaseFile) else case
    names = NameTable.of_case(aliases_of(record)) if record is not None else NameTable()
    keep = kept_by(record) if record is not None else {}
    tell = progress or (lambda step, share: None)
    faults = Faults()
    shown: dict[str, str] = {}  # document → its file as it was given
    opened: list[str] = []
    found: list[tuple[Read, tuple[Statement, ...]]] = []
    interrupted = False

    def note(done: int, total: int, path: str) -> None:
        """Told by the reader behind each document."""
        if opened:
            shown.setdefault(opened[-1], path)
        tell("reading", done / (total + 1))

    def named(each: Iterable[Read]) -> Iterator[Read]:
        for read in each:
            opened.append(read.document.name)
            yield read

    try:
        from .reading_ahead import attributed

        each = read_each(paths, faults, note, keep=keep, stdin=stdin)
        pairs = attributed(named(each), names, batch=_BATCH, apart=apart)
        with closing(each), closing(pairs):
            for pair in pairs:
                found.append(pair)  # noqa: PERF402 - an interrupt must not lose what is done
    except KeyboardInterrupt:
        interrupted = True
        after = f"an interrupt after {counted(len(found), 'document')}"
        faults.add(Fault(found=after, expected="all documents read"))
    tell("compare", 0.98)
    reads = tuple(read for read, _ in found)
    statements = tuple(item for _, items in found for item in items)
    duplicates, conflicts = _compared(statements, reads)
    tell("done", 1.0)
    return Gathered(
        reads=reads, statements=statements, duplicates=duplicates, conflicts=conflicts, faults=tuple(faults),
        files=_files(reads, shown), interrupted=interrupted, sided=record is not None,
    )  # fmt: skip


def _compared(
    statements: tuple[Statement, ...], reads: tuple[Read, ...]
) -> tuple[tuple[Duplicate, ...], tuple[Conflict, ...]]:
    if not statements:
        return (), ()
    from .speech.conflicts import conflicts_of
    from .speech.duplicates import duplicates_of

    return duplicates_of(statements, reads), conflicts_of(statements, reads)


def _files(reads: Iterable[Read], shown: Mapping[str, str]) -> dict[str, str]:
    """The file of each document, told apart by its path where two have the same name."""
    documents = [read.document for read in reads]
    times = Counter(document.file for document in documents)
    return {
        document.name: document.file if times[document.file] == 1 else shown[document.name]
        for document in documents
    }


def gather_case(file: CaseFile, *, progress: Progress | None = None) -> Gathered:
    """Gather the documents of a case folder; nothing where it has none."""
    home = file.folder / "documents"
    paths = [home] if home.is_dir() and any(home.iterdir()) else []
    return gather(paths, case=file, progress=progress)


def aliases_of(case: Case) -> dict[str, list[str]]:
    """What parties and ratifiers of a case are called: id → title, short name and further aliases.

    Examples
    --------
    >>> from walkaway.case import read_case_text
    >>> aliases_of(read_case_text('''
    ... case: 1
    ... title: Quay
    ... parties: {u: {title: Dockers' Union (local 4), short: the union}, p: The port}
    ... issues: {pay: {title: Pay, options: {a: A}}}
    ... preferences: {u: {scores: {pay: {a: 1}}}, p: {scores: {pay: {a: 1}}}}
    ... '''))["u"]
    ["Dockers' Union (local 4)", "Dockers' Union", 'the union', 'union']
    """
    found: dict[str, list[str]] = {}
    for party, record in (*case.parties.items(), *case.ratifiers.items()):
        written = [record.title, record.short, *record.aliases]
        called: dict[str, None] = {}
        for name in filter(None, written):
            for form in (name, _INSIDE.sub("", name)):
                called |= dict.fromkeys(filter(None, (form.strip(), _without_article(form).strip())))
        found[party] = list(called)
    return found


def _without_article(name: str) -> str:
    first, _, rest = name.strip().partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else name


def kept_by(case: Case) -> dict[str, list[Keep]]:
    """What a case restores of what was set aside, document → exact words: what it keeps and what it cites."""
    found: dict[str, list[Keep]] = {}
    kept = [(item.document, item.words) for item in case.documents.keep]
    for document, words in (*kept, *((cite.document, cite.words) for _, cite in cites_of(case))):
        found.setdefault(document, []).append(words)
    return found


def _document(read: Read, file: str) -> dict[str, Any]:
    document = read.document
    about = ("profile", "title", "byline", "date", "date_how", "outlet")
    return {
        "file": file,
        "sha256": document.sha256,
        "chars": len(document.text),
        **{key: getattr(document, key) for key in about},
        "set_aside": [asdict(part) for part in read.set_aside],
        "passages": [asdict(part) for part in read.passages],
    }


def _statement(item: Statement, file: str, *, sided: bool) -> dict[str, Any]:
    speaker: dict[str, Any] | None = None
    if item.speaker is not None:
        who = item.speaker
        speaker = {"name": who.name, "role": who.role, "start": who.start, "end": who.end}
        speaker |= {"party": who.party} if sided else {}
    return {
        "id": item.id,
        "document": file,
        "speaker": speaker,
        "cue": asdict(item.cue) if item.cue is not None else None,
        "content": [asdict(span) for span in item.content],
        **{key: getattr(item, key) for key in ("kind", "polarity", "modality", "embedded", "band")},
    }
