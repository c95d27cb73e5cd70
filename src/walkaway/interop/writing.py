"""From a case to files, whatever the format."""

from __future__ import annotations

from collections.abc import Callable

from ..case import Case
from ..errors import UsageError, nearest, quoted
from .choosing import FORMATS
from .genius_write import write_genius
from .geniusweb_write import write_geniusweb
from .negmas_write import write_negmas
from .negolog_write import write_negolog
from .records import Export

__all__ = ["write_foreign"]

_WRITERS: dict[str, Callable[[Case], Export]] = {
    "genius": write_genius,
    "geniusweb": write_geniusweb,
    "negmas": write_negmas,
    "negolog": write_negolog,
}


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
        known = ("case", *FORMATS)
        raise UsageError.of(
            quoted(format), f"one of {', '.join(known)}", nearest(format, known), path="to_format"
        )
    return _WRITERS[format](case)
