"""The chart library as one script, kept in the user's cache: making it takes seconds, reading it does not.

The name of the cached file holds the version of vl-convert and the digest of the content; a file whose
content does not match its name is not used.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from ...case.files import write_atomically

_SNIPPET = "window.vegaEmbed = vegaEmbed;"


def cache_folder() -> Path:
    """``$XDG_CACHE_HOME/walkaway`` or ``~/.cache/walkaway``."""
    root = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(root) if Path(root).is_absolute() else Path.home() / ".cache") / "walkaway"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _cached(folder: Path, stem: str) -> str | None:
    try:
        for path in sorted(folder.glob(f"{stem}-*.js")):
            text = path.read_bytes().decode("utf-8")
            if path.name == f"{stem}-{_digest(text)}.js":
                return text
    except (OSError, UnicodeDecodeError):
        return None
    return None


@lru_cache(maxsize=1)
def chart_library() -> str:
    """Vega, Vega-Lite and vega-embed as one script that sets ``window.vegaEmbed``.

    From the cache where there is one; the cache is filled in passing where it can be written.
    """
    stem = f"charts-vl-convert-{version('vl-convert-python')}-{_digest(_SNIPPET)[:8]}"
    try:
        folder = cache_folder()
    except RuntimeError:  # a user without a home
        folder = None
    known = _cached(folder, stem) if folder is not None else None
    if known is not None:
        return known
    import vl_convert

    text = str(vl_convert.javascript_bundle(_SNIPPET)).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    if folder is not None:
        with suppress(OSError):
            write_atomically(folder / f"{stem}-{_digest(text)}.js", text)
    return text
