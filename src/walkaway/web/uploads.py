"""Documents that come through the page: a clean name, a kind that can be read, never over another file."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, count
from pathlib import Path

from ..case.held import held
from ..errors import Faults, UsageError, quoted
from ..evidence.documents_folder import SUFFIXES
from ..evidence.intake.reader import read_bytes
from .confined import inside

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

    The folder is made if it is not there. It lies in a resolved one, which is not left, whatever is swapped
    for a link meanwhile. Mail is kept as its frozen text, everything else as it came. What is there already
    is not put there twice.

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
    try:
        with held(inside(home, home.parent), home.parent, make=True) as folder:
            there = folder.names()  # of links and folders too: their names are taken
            alike = (one for one in sorted(there) if Path(one).suffix == Path(name).suffix)
            same = next((one for one in alike if folder.holds(one, raw)), None)
            if same is None:
                same = _free(name, {Path(one).stem.casefold() for one in there})
                folder.add(same, raw)
            return Path(same).stem
    except OSError as error:
        reason = f"{quoted(name)}: {error.strerror or error}"
        raise UsageError.of(reason, f"a folder {home.name} that can be written into") from None


def _free(name: str, taken: set[str]) -> str:
    """The name, or it with a number behind it, where something in the folder is called so already."""
    stem, suffix = Path(name).stem, Path(name).suffix
    some = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(f"{one}{suffix}" for one in some if one.casefold() not in taken)
