"""From files to a case and from a case to files, whatever the program they are for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..case import Case, CaseFile
from ..case.lines import Lines
from ..errors import UsageError, unknown
from ..other_programs import FORMATS, is_gmcr
from .choosing import Chosen, choose, kind_of_file
from .conversion import Import, to_case
from .genius import read_genius
from .genius_write import write_genius
from .geniusweb import geniusweb_files, geniusweb_scenario
from .gmcr import read_gmcr
from .gmcr_draft import drafted
from .negmas import negmas_files, negmas_scenario
from .negolog import negolog_files, negolog_scenario
from .place import opened
from .plain_data import to_json
from .safe import Notes

_READERS = {"geniusweb": geniusweb_scenario, "negmas": negmas_scenario, "negolog": negolog_scenario}
_WRITERS: dict[str, Callable[[Case, Notes], Iterator[tuple[str, Any]]]] = {
    "genius": write_genius, "geniusweb": geniusweb_files, "negmas": negmas_files, "negolog": negolog_files
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A case written for another program."""

    format: str
    files: Mapping[str, str]  # name → text
    lost: tuple[str, ...]  # what the format cannot say, one sentence each

    def to_dict(self) -> dict[str, Any]:
        """The export as plain data."""
        return {"format": self.format, "files": list(self.files), "lost": list(self.lost)}


@dataclass(frozen=True, slots=True)
class ForeignFile(CaseFile):
    """A case that was read from another program's files, and what could not be carried over."""

    imported: Import

    def as_draft(self) -> ForeignFile:
        """A conflict of the GMCR family with places for what it does not say, so that a file can hold it."""
        found = drafted(self.imported)
        return replace(self, case=found.case, imported=found)


def load_foreign(path: Path, profiles: Sequence[Path | str] = (), format: str = "") -> ForeignFile | None:
    """Load what is not a case file; parameters as :func:`read_foreign`.

    None for a case file, a folder with ``case.yaml``, and what is in no known format.
    """
    if is_gmcr(path):
        found, lines = read_gmcr(path)
        return ForeignFile(found.case, path, lines, found)
    is_case = not format and (path / "case.yaml").exists() if path.is_dir() else not kind_of_file(path)[0]
    chosen = None if is_case else choose(path, profiles, format)
    if chosen is None:
        return None
    imported = read_chosen(chosen)
    home = chosen.domain or chosen.profiles[0]
    return ForeignFile(imported.case, home, Lines(str(path)), imported)


def read_foreign(path: Path | str, profiles: Sequence[Path | str] = (), format: str = "") -> Import | None:
    """Read a negotiation of another program.

    Parameters
    ----------
    path : path or str
        A domain file, a profile, or a folder.
    profiles : sequence of path or str
        The parties' profiles, where more than two are at hand.
    format : str
        ``genius``, ``geniusweb``, ``negmas`` or ``negolog``; found out if empty.

    Returns
    -------
    Import or None
        None if nothing there is in a known format.

    Raises
    ------
    ImportFault
        With the faults of the files.
    UsageError
        If it is not clear which files are meant.
    """
    chosen = choose(Path(path), profiles, format)
    return None if chosen is None else read_chosen(chosen)


def read_chosen(chosen: Chosen) -> Import:
    """Read the files of a negotiation."""
    notes, domain, format = Notes(), chosen.domain, chosen.format
    if format == "genius":
        assert domain is not None  # choose sees to it
        scenario, sources = read_genius(domain, chosen.profiles, chosen.names, notes)
    else:
        files = (*([domain] if domain else []), *chosen.profiles)
        places, sources = opened(files, yaml=format == "negmas")
        scenario = _READERS[format](places, chosen.names, notes)
    return to_case(scenario, format, notes, sources)


def write_foreign(case: Case, format: str) -> Export:
    """Write a case for another program.

    Parameters
    ----------
    case : Case
    format : {"genius", "geniusweb", "negmas", "negolog"}

    Returns
    -------
    Export
        Files by name, and what the format cannot say.

    Raises
    ------
    UsageError
        If the format is unknown, or cannot say what the parties want.
    """
    if format not in _WRITERS:
        raise UsageError([unknown(format, ("case", *FORMATS), path="to_format")])
    notes, files = Notes(), {}
    for name, data in _WRITERS[format](case, notes):
        files[name] = (data if isinstance(data, str) else to_json(data, notes)) + "\n"
    return Export(format=format, files=files, lost=tuple(notes))
