"""Other programs' files where a case file is expected: the same as a loaded case, with what was lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..case import CaseFile
from ..case.lines import Lines
from .choosing import choose, kind_of_file
from .reading import read_chosen
from .tocase import Import

__all__ = ["ForeignFile", "load_foreign"]


@dataclass(frozen=True, slots=True)
class ForeignFile(CaseFile):
    """A case that was read from another program's files.

    Attributes
    ----------
    imported : Import
        Format, files with digests, and what could not be carried over.
    """

    imported: Import


def load_foreign(path: Path, profiles: Sequence[Path | str] = (), format: str = "") -> ForeignFile | None:
    """Load what is not a case file.

    Parameters
    ----------
    path : Path
    profiles : sequence of path or str
        The parties' profiles, where more than two are at hand.
    format : str
        Read only this format; any if empty.

    Returns
    -------
    ForeignFile or None
        None for a case file, a folder with ``case.yaml``, and what is in no known format.
    """
    folder = path.is_dir()
    if folder and (path / "case.yaml").exists() and not format:
        return None
    if not folder and not kind_of_file(path)[0]:
        return None
    chosen = choose(path, profiles, format)
    if chosen is None:
        return None
    imported = read_chosen(chosen)
    home = chosen.domain or chosen.profiles[0]
    return ForeignFile(imported.case, home, Lines(str(path)), imported)
