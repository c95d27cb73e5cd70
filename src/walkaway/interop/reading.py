"""From files to a case, whatever the format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .choosing import Chosen, choose
from .genius import read_genius
from .geniusweb import read_geniusweb
from .negmas import read_negmas
from .negolog import read_negolog
from .safe import Notes
from .tocase import Import, to_case

__all__ = ["read_chosen", "read_foreign"]


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
    notes, domain, files = Notes(), chosen.domain, (chosen.profiles, chosen.names)
    if chosen.format == "genius":
        assert domain is not None  # choose sees to it
        scenario, sources = read_genius(domain, *files, notes)
    elif chosen.format == "negmas":
        assert domain is not None
        scenario, sources = read_negmas(domain, *files, notes)
    elif chosen.format == "geniusweb":
        scenario, sources = read_geniusweb(domain, *files, notes)
    else:
        scenario, sources = read_negolog(*files, notes)
    return to_case(scenario, chosen.format, notes, sources)
