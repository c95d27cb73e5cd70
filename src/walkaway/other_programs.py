"""What files of other programs are called and by which words they are told; they are read in ``interop``."""

from __future__ import annotations

import re
from pathlib import Path

PROGRAMS = {"genius": "Genius", "geniusweb": "GeniusWeb", "negmas": "NegMAS", "negolog": "NegoLog"}
FORMATS = tuple(PROGRAMS)

NEGMAS_MARKS = ("center_ufun", "side_ufuns", "edge_ufuns", "outcome_spaces", "side_evaluators", "n_edges")
"""Keys of a file of NegMAS that holds a centre and its edges."""

NEGMAS_KEYS = re.compile(rf"""\b(?:ufuns|{"|".join(NEGMAS_MARKS)})["']?\s*:""")
"""Where a file may hold a whole negotiation of NegMAS, or several."""

TYPED = re.compile(r"""["']?\btype["']?\s*:\s*["']?[\w.]*(OutcomeSpace|[Ff]un\w*)\b""")
"""Where a file names the NegMAS class of an outcome space or of a utility function."""


def is_gmcr(path: Path) -> bool:
    """Whether a file is called as the GMCR family calls its files."""
    return path.suffix.lower() == ".gmcr"


def may_be_foreign(path: Path) -> bool:
    """Whether a file or folder is worth a look by what reads other programs' files, which is slow to load.

    Never false for what it would read.
    """
    if path.is_dir():
        return not (path / "case.yaml").exists()
    if path.suffix.lower() not in (".yaml", ".yml"):
        return True
    try:
        raw = path.read_bytes()
    except (OSError, ValueError):
        return True
    text = raw.decode("utf-8", "replace")
    return b"\0" in raw or bool(NEGMAS_KEYS.search(text) or TYPED.search(text))
