"""Documents that come through the page: a clean name, a kind that can be read, never over another file."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from ..errors import Faults, UsageError, quoted
from ..evidence.documents_folder import SUFFIXES
from ..evidence.intake.reader import read_bytes
from ..evidence.intake.unreadable import stays

__all__ = ["clean_name", "store"]

_ALIKE = {".text": ".txt", ".markdown": ".md"}
_KNOWN = (*SUFFIXES, ".eml")
_ODD = re.compile(r"[^\w.-]+")
_LONGEST = 80
_TAKEN = re.compile(r"keep|reject|con|prn|aux|nul|(?:com|lpt)\d", re.IGNORECASE)
"""Names that mean something else, in a case file or on a machine."""


def clean_name(given: str) -> str:
    """A file name that is nothing but one, of a kind that can be read.

    Raises
    ------
    UsageError
        If the kind is another one.

    Examples
    --------
    >>> clean_name("../../Minutes of 3: May.TXT"), clean_name("keep.markdown")
    ('Minutes-of-3-May.txt', 'document-keep.md')
    """
    last = unicodedata.normalize("NFC", re.split(r"[\\/]", given)[-1])
    stem, dot, end = last.rpartition(".")
    suffix = _ALIKE.get(f"{dot}{end}".lower(), f"{dot}{end}".lower())
    if suffix not in _KNOWN:
        raise UsageError.of(f"the file {quoted(last, 80)}", f"a document of the kind {', '.join(_KNOWN)}")
    stem = _ODD.sub("-", stem).strip("-._")[:_LONGEST].strip("-._")
    stem = f"document-{stem}" if not stem or _TAKEN.fullmatch(stem) else stem
    return f"{stem.rstrip('-')}{suffix}"


def store(home: Path, given: str, raw: bytes) -> str:
    """Read a document and put it into a folder; gives the name by which a cite calls it.

    Mail is kept as its frozen text, everything else as it came. What is there already is not put there twice.

    Raises
    ------
    UsageError
        If it cannot be read, or the folder is a link that leads elsewhere; nothing is written then.
    """
    name, faults = clean_name(given), Faults()
    read = read_bytes(raw, name, faults)
    faults.raise_if_any(UsageError)
    assert read is not None  # no faults means a text
    if name.endswith(".eml"):
        name, raw = f"{name[:-4]}.txt", read.document.text.encode("utf-8", "replace")
    if os.path.lexists(home) and not (home.is_dir() and stays(home, home.parent.resolve())):
        raise UsageError.of(f"{quoted(home.name)}, which leads out of the case folder", "a folder inside it")
    home.mkdir(parents=True, exist_ok=True)
    there = list(home.iterdir())  # links and folders too: their names are taken
    own = [path for path in there if path.is_file() and not path.is_symlink()]
    same = [path for path in own if path.suffix == Path(name).suffix and path.read_bytes() == raw]
    return same[0].stem if same else _put(home, name, raw, {path.stem.casefold() for path in there})


def _put(home: Path, name: str, raw: bytes, taken: set[str]) -> str:
    """Write a file that is not there yet, under the name or with a number behind it."""
    stem, suffix, number = Path(name).stem, Path(name).suffix, 1
    free = stem
    while free.casefold() in taken:
        free = f"{stem}-{(number := number + 1)}"
    path = home / f"{free}{suffix}"
    try:
        with path.open("xb") as stream:
            stream.write(raw)
    except OSError as error:
        raise UsageError.of(f"{quoted(path.name)}: {error.strerror}", "a place to write it") from None
    return free
