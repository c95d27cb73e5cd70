"""The one way to files of a case folder: what lies in it, and nothing that a link leads to outside.

A link may be put in place of a file or a folder while the case is open, so this is asked at every access.
"""

from __future__ import annotations

import os
from pathlib import Path

from ..case.held import held
from ..errors import UsageError, quoted
from ..evidence.intake.unreadable import stays


def inside(path: Path, home: Path) -> Path:
    """Where a path leads, links seen through; a UsageError if that is not below the resolved ``home``."""
    if not stays(path, home):
        found = f"{quoted(path.name)}, which leads out of the case folder"
        raise UsageError.of(found, "a file or folder inside it; open what the link leads to")
    return path.resolve()


def read_own(path: Path, home: Path) -> str:
    """The text of a file of the workbench's own; an OSError where a link or no file is in its place."""
    place = inside(path.parent, home) / path.name
    handle = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, encoding="utf-8") as stream:
        return stream.read()


def move_own(path: Path, folder: Path, home: Path) -> None:
    """Move a file into another folder of a case, made if it is not there; never over another file."""
    if folder.is_symlink():
        raise UsageError.of(f"{quoted(folder.name)}, which is no folder", "a folder inside the case folder")
    try:
        with held(inside(path.parent, home), home) as own, held(folder, home, make=True) as other:
            own.give(path.name, other, path.name)
    except FileExistsError:
        raise UsageError.of(f"another {quoted(path.name)} in {folder.name}", "a free name there") from None
    except OSError as error:
        raise UsageError.of(f"{quoted(path.name)}: {error.strerror or error}", "a file to be moved") from None


def write_own(path: Path, home: Path, text: str) -> None:
    """Write a file of the workbench's own; a link in its place is replaced, what it leads to stays."""
    place = inside(path.parent, home)
    try:
        with held(place, home) as folder:
            folder.put(path.name, text.encode("utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError.of(f"{quoted(path.name)}: {reason}", "a place where moves can be kept") from None
