"""Documents gathered once: what was read, who said what, what is told twice and where accounts conflict.

The one place where documents become evidence. An interrupt keeps every document that was finished.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import IO, Any, TypeAlias

from .._version import __version__
from ..case import Case, CaseFile
from ..case.write import cites_of
from ..errors import Fault, Faults, quoted
from ..language import counted
from .findings import Conflict, Duplicate, Read, Statement
from .intake.furniture import Keep
from .intake.reader import read_each, restore
from .speech.name_table import NameTable

Progress: TypeAlias = Callable[[str, float], None]

_BATCH = 16
_ARTICLE = re.compile(r"\A\s*(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_INSIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What documents hold; conflicts are proposed, a person settles them.

    ``faults`` are documents that could not be read, and doubts; ``files`` tells the file of each document, or
    its path where two share a name. ``sided`` says that a case gave aliases, so that speakers have sides.
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
        files = self.files
        return {
            "documents": [_document(read, files[read.document.name]) for read in self.reads],
            "statements": [
                _statement(item, files[item.document], sided=self.sided) for item in self.statements
            ],
            "duplicates": [_listed(item) for item in self.duplicates],
            "conflicts": [_listed(item) for item in self.conflicts],
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
    kinds = record.documents.kinds if record is not None else {}
    tell = progress or (lambda step, share: None)
    faults = Faults()
    places: dict[str, str] = {}
    found: list[tuple[Read, tuple[Statement, ...]]] = []
    interrupted = False

    share = 0.0

    def note(done: int, total: int, _path: str) -> None:
        nonlocal share
        share = done / (total + 1)
        tell("reading", share)

    try:
        from .reading_ahead import attributed

        whole = read_each(paths, faults, note, keep=keep, kinds=kinds, stdin=stdin, places=places)
        each = _with_cited(whole, cited_in(record) if record is not None else {})
        pulse = (lambda: tell("reading", share)) if apart else None
        pairs = attributed(each, names, batch=_BATCH, apart=apart, pulse=pulse)
        with closing(each), closing(pairs):
            for pair in pairs:
                found.append(pair)  # noqa: PERF402 - an interrupt must not lose what is done
    except KeyboardInterrupt:
        interrupted = True
        after = f"an interrupt after {counted(len(found), 'document')}"
        faults.add(Fault(found=after, expected="all documents read"))
    tell("compare", 0.98)
    reads = tuple(read for read, _ in found)
    statements = _spelled([item for _, items in found for item in items], reads)
    duplicates, conflicts = _compared(statements, reads, names, frozenset(record.parties if record else ()))
    tell("done", 1.0)
    found_all = Gathered(
        reads=reads, statements=statements, duplicates=duplicates, conflicts=conflicts, faults=tuple(faults),
        files=_files(reads, places), interrupted=interrupted, sided=record is not None,
    )  # fmt: skip
    return found_all if record is None else without_rejected(found_all, record)


def without_rejected(gathered: Gathered, case: Case) -> Gathered:
    """What was gathered, without the statements that a case rejects, and a doubt for words that are none."""
    rejected = {(one.document, one.words): one for one in case.documents.reject}
    if not rejected:
        return gathered
    words = {item.id: (item.document, item.on_one_line) for item in gathered.statements}
    kept = tuple(item for item in gathered.statements if words[item.id] not in rejected)
    known = {item.id for item in kept}
    read = {one.document.name for one in gathered.reads}
    doubts = tuple(
        Fault(file=document, found=f"a rejected statement, {quoted(said, 80)}, that is none", level="doubt",
              expected="the words of a statement, as reading gives them")
        for document, said in rejected.keys() - set(words.values())
        if document in read and not gathered.interrupted
    )  # fmt: skip
    left = [replace(one, statements=tuple(filter(known.__contains__, one.statements)))
            for one in gathered.duplicates]  # fmt: skip
    return replace(
        gathered,
        statements=kept,
        duplicates=tuple(one for one in left if len(one.statements) > 1),
        conflicts=tuple(one for one in gathered.conflicts if known.issuperset(one.statements)),
        faults=(*gathered.faults, *doubts),
    )


def _spelled(statements: Iterable[Statement], reads: Iterable[Read]) -> tuple[Statement, ...]:
    """Statements whose speakers are not in capitals where any document writes their whole name otherwise."""
    from .speech.formed import as_written

    texts = [read.document.flow for read in reads]

    @cache
    def written(name: str) -> str:
        found = (as_written(name, text) for text in texts) if name.isupper() and " " in name else ()
        return next((each for each in found if each != name), name)

    return tuple(
        item if item.speaker is None or (name := written(item.speaker.name)) == item.speaker.name
        else replace(item, speaker=replace(item.speaker, name=name))
        for item in statements
    )  # fmt: skip


def _compared(
    statements: tuple[Statement, ...], reads: tuple[Read, ...], names: NameTable, parties: frozenset[str]
) -> tuple[tuple[Duplicate, ...], tuple[Conflict, ...]]:
    if not statements:
        return (), ()
    from .drafting.candidate_parties import sides_in
    from .positions.finder import by_rules
    from .speech.conflicts import conflicts_of
    from .speech.duplicates import duplicates_of
    from .speech.told_deeds import Doers

    own: dict[str, list[Statement]] = {}
    for item in statements:
        own.setdefault(item.document, []).append(item)
    positions = [each for read in reads for each in by_rules(read, own.get(read.document.name, ()))]
    sides = sides_in(reads, statements, positions)
    doers = Doers(
        lambda name: names.party_in(name) or sides.of(name),
        parties or frozenset(side.key for side in sides.chosen),
        sides.names,
    )
    return duplicates_of(statements, reads), conflicts_of(statements, reads, doers)


def _files(reads: Iterable[Read], places: Mapping[str, str]) -> dict[str, str]:
    """The file of each document, told apart by its path where two have the same name."""
    named = {read.document.name: read.document.file for read in reads}
    times = Counter(named.values())
    return {name: file if times[file] == 1 else places[name] for name, file in named.items()}


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
        forms = [form for name in written if name for form in (name, _INSIDE.sub("", name))]
        called = [each.strip() for form in forms for each in (form, _ARTICLE.sub("", form))]
        found[party] = list(filter(None, dict.fromkeys(called)))
    return found


def kept_by(case: Case) -> dict[str, list[Keep]]:
    """What a case asks to restore of what was set aside, document → exact words."""
    found: dict[str, list[Keep]] = {}
    for item in case.documents.keep:
        found.setdefault(item.document, []).append(item.words)
    return found


def cited_in(case: Case) -> dict[str, list[Keep]]:
    """What a case cites, document → exact words: never set aside, whatever a rule says."""
    found: dict[str, list[Keep]] = {}
    for _, cite in cites_of(case):
        found.setdefault(cite.document, []).append(cite.words)
    return found


def _with_cited(
    reads: Generator[Read, None, None], cited: Mapping[str, Sequence[Keep]]
) -> Generator[Read, None, None]:
    """Restore what is cited; that most of it was never set aside is as it should be."""
    with closing(reads):
        for read in reads:
            yield restore(read, cited.get(read.document.name, ()), Faults())


def _listed(item: Duplicate | Conflict) -> dict[str, Any]:
    return asdict(item) | {"statements": list(item.statements)}


def _document(read: Read, file: str) -> dict[str, Any]:
    document = read.document
    about = ("kind", "profile", "english", "title", "byline", "date", "date_how", "outlet")
    return {
        "file": file,
        "sha256": document.sha256,
        "chars": len(document.text),
        **{key: getattr(document, key) for key in about},
        "notes": list(read.notes),
        "set_aside": [asdict(part) for part in read.set_aside],
        "passages": [asdict(part) for part in read.passages],
    }


def _statement(item: Statement, file: str, *, sided: bool) -> dict[str, Any]:
    who, cue = item.speaker, item.cue
    shown = ("name", "role", "start", "end", *(("party",) if sided else ()))
    return {
        "id": item.id,
        "document": file,
        "speaker": {key: getattr(who, key) for key in shown} if who is not None else None,
        "cue": asdict(cue) if cue is not None else None,
        "content": [asdict(span) for span in item.content],
        **{key: getattr(item, key) for key in ("kind", "polarity", "modality", "embedded", "band")},
    }
