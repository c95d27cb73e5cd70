"""Files, folders and standard input to documents; what cannot be read is one fault each, the rest goes on.

Nothing is fetched, written or executed; links that leave a folder are refused.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

from ...case.history import DocumentKind
from ...errors import Fault, Faults, quoted
from ..findings import Document, Media, Read, SetAside, blanked
from ..structure.line_numbers import line_numbers
from .extracted import Extracted
from .formats import FOREIGN, READABLE, STANDARD_INPUT, SUFFIXES, extract, isolated, media_of, raw_of
from .furniture import Keep, restored
from .isolated import IsolatedReader
from .metadata import metadata_of
from .passages import passages_of
from .profile import profile_of
from .reading import read_text
from .unreadable import Unreadable, stays

Progress: TypeAlias = Callable[[int, int, str], None]

MAX_FILES: Final = 20_000
MAX_DEPTH: Final = 32
MAX_TOTAL_CHARS: Final = 200_000_000
_OPENING: Final = 3_000  # characters in which an author is named
_FILE_NAME: Final = re.compile(  # what programs put for a title: "Microsoft Word - lease_v3.docx", "/tmp/x1"
    r"(?:^|[\w)\]-])\.(?:docx?|odt|rtf|pdf|html?|tmp|txt|xlsx?|pptx?|indd|tex|dvi|ps|qxd|wpd|pages|md)$"
    r"|^Microsoft Word - |^(?:[A-Za-z]:)?[\\/]|^(?:file|https?|about):"
    r"|^(?:untitled|document|unknown)[ -]?\d*$|^(?=\S*[\d_])[\w-]{6,}$",
    re.IGNORECASE,
)


def read_each(
    paths: Iterable[Path | str],
    faults: Faults,
    progress: Progress | None = None,
    *,
    keep: Mapping[str, Sequence[Keep]] | None = None,
    kinds: Mapping[str, DocumentKind] | None = None,
    stdin: IO[bytes] | None = None,
    places: dict[str, str] | None = None,
) -> Generator[Read, None, None]:
    """Read documents one by one, in the order of the paths, folders by name; each file once.

    Parameters
    ----------
    paths : iterable of path or str
        Files, folders (with all folders inside them), or ``-`` for standard input.
    faults : Faults
        Collector: one fault for every document that cannot be read.
    progress : callable, optional
        Told the number done, the number in all and the file.
    keep : mapping of str to sequence of ((int, int) or str), optional
        By document name: spans or exact words that are not to be set aside.
    kinds : mapping of str to DocumentKind, optional
        By document name: what a person says it is.
    stdin : binary stream, optional
        In place of standard input.
    places : dict, optional
        Is filled: the path that each document was read from, by its name.
    """
    sources = _sources(paths, faults)
    names: set[str] = set()
    total = 0
    with IsolatedReader() as isolated_reader:
        for number, (shown, path) in enumerate(sources, 1):
            try:
                raw, media = raw_of(path, stdin)
                found = (isolated_reader.extract if isolated(media) else extract)(media, raw)
                total += len(found.text)
                if total > MAX_TOTAL_CHARS:
                    what = f"more than {MAX_TOTAL_CHARS:,} characters in all documents"
                    raise Unreadable(what, "fewer documents", "split them")
            except Unreadable as refusal:
                faults.add(refusal.fault(shown))
            else:
                name = _name(path, shown, names, faults)
                file = path.name if path is not None else STANDARD_INPUT
                if places is not None:
                    places[name] = shown
                read = read_one(found, raw, media, name, file, (kinds or {}).get(name))
                yield restore(read, (keep or {}).get(name, ()), faults)
            if progress is not None:
                progress(number, len(sources), shown)


def read_bytes(
    raw: bytes,
    file: str,
    faults: Faults,
    *,
    keep: Sequence[Keep] = (),
    kind: DocumentKind | None = None,
) -> Read | None:
    """Read one document from memory; the suffix of its name tells the kind. None where a fault was added."""
    media = media_of(file, raw)
    try:
        with IsolatedReader() as isolated_reader:
            found = (isolated_reader.extract if isolated(media) else extract)(media, raw)
    except Unreadable as refusal:
        faults.add(refusal.fault(file))
        return None
    return restore(read_one(found, raw, media, Path(file).stem, Path(file).name, kind), keep, faults)


def restore(read: Read, keep: Sequence[Keep], faults: Faults) -> Read:
    """Take spans, or exact words, back into the article; a doubt for each that restores nothing."""
    document = read.document
    aside = read.set_aside
    for wanted in keep:
        left = restored(aside, document.text, (wanted,))
        if left == aside:
            shown = quoted(wanted) if isinstance(wanted, str) else f"characters {wanted[0]:,}–{wanted[1]:,}"
            what = f"{shown}, of which nothing is set aside"
            right = "words or a span of what is set aside"
            faults.add(Fault(file=document.file, found=what, expected=right, level="doubt"))
        aside = left
    if aside == read.set_aside:
        return read
    return replace(read, set_aside=aside, passages=passages_of(document.flow, document.profile, aside))


def read_one(
    found: Extracted, raw: bytes, media: Media, name: str, file: str, kind: DocumentKind | None = None
) -> Read:
    """What a reader found, read by its kind."""
    text = found.text
    flow = blanked(text, line_numbers(text)[0])
    profile = profile_of(flow)
    seen = metadata_of(flow, profile)
    own: dict[str, Any] = {
        key: getattr(found, key) for key in ("title", "byline", "outlet", "date", "date_how")
    }
    if (media in ("pdf", "docx") and seen.get("date")) or not own["date"]:
        own |= {"date": seen.get("date", ""), "date_how": seen.get("date_how", "")}
    if media in ("pdf", "docx") and own["byline"] not in text[:_OPENING]:
        own["byline"] = ""  # a property names whoever made the file, or the program; the text its author
    if _FILE_NAME.search(own["title"]) and own["title"] not in text[:_OPENING]:
        own["title"] = ""
    about: dict[str, Any] = {key: value or seen.get(key, "") for key, value in own.items()}
    document = Document(
        name=name, file=file, text=text, media=media, profile=profile, encoding=found.encoding,
        raw_sha256=hashlib.sha256(raw).hexdigest(), sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        **about,
    )  # fmt: skip
    aside = [SetAside(start=start, end=end, why=why) for start, end, why in found.aside]
    return read_text(
        document, kind=kind, whole=found.article, aside=aside, left_out=found.left_out, unsure=found.unsure
    )


def _name(path: Path | None, shown: str, names: set[str], faults: Faults) -> str:
    """The stem of the file; where that is taken the file name, or a number after it, with a doubt."""
    stem, full = (path.stem, path.name) if path is not None else ("standard-input", "standard-input")
    name, number = stem, 1
    while name in names:
        name = full if name == stem and full != stem else f"{stem}-{(number := number + 1)}"
    if name != stem:
        faults.add(
            Fault(file=shown, found=f"a second document named {quoted(stem)}", level="doubt",
                  expected="each name once, whatever the suffix", hint=f"it is called {quoted(name)}")
        )  # fmt: skip
    names.add(name)
    return name


# ------------------------------------------------------------------------------------- what to read


def _sources(paths: Iterable[Path | str], faults: Faults) -> list[tuple[str, Path | None]]:
    """Every file once, in order, as it is shown and where it is; no place for standard input."""
    found: dict[str, tuple[str, Path | None]] = {}
    for given in paths:
        if str(given) == STANDARD_INPUT:
            found.setdefault(STANDARD_INPUT, (STANDARD_INPUT, None))
            continue
        path = Path(given)
        try:
            if not path.is_dir() and not path.is_file():
                missing = not os.path.lexists(path)
                what = "no such file" if missing else "something that is neither a file nor a folder"
                faults.add(Fault(file=str(given), found=what, expected="a document or a folder of documents"))
                continue
            for file in list(_inside(path, faults)) if path.is_dir() else [path]:
                found.setdefault(str(file.resolve()), (str(file), file))
        except (OSError, ValueError, RuntimeError) as error:
            faults.add(Fault(file=str(given), found=str(error), expected="a readable file or folder"))
    sources = list(found.values())
    if len(sources) > MAX_FILES:
        what = f"{len(sources):,} documents"
        faults.add(Fault(found=what, expected=f"at most {MAX_FILES:,}", hint="the first are read"))
    return sources[:MAX_FILES]


def _inside(folder: Path, faults: Faults) -> Iterator[Path]:
    """The documents of a folder and those inside it, by name; hidden and other files are passed over."""
    home, empty = folder.resolve(), True

    def refuse(place: object, found: str, expected: str) -> None:
        faults.add(Fault(file=str(place), found=found, expected=expected))

    def unreadable(error: OSError) -> None:
        refuse(error.filename, error.strerror or "an unreadable folder", "a readable folder")

    for root, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if folders and len(Path(root).parts) - len(folder.parts) >= MAX_DEPTH:
            refuse(root, f"folders more than {MAX_DEPTH} deep", "fewer levels")
            folders.clear()
        for path in (Path(root, name) for name in sorted(files) if not name.startswith(".")):
            if path.suffix.lower() not in {*SUFFIXES, *FOREIGN}:
                continue
            empty = False
            if path.is_symlink() and not stays(path, home):
                refuse(path, "a link that leaves the folder or goes round", "a file inside it")
            elif not path.is_file():
                refuse(path, "something that is not a file", "a document")
            else:
                yield path
    if empty:
        refuse(folder, "a folder without documents", READABLE)
