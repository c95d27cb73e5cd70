"""``walkaway``, and ``python -m walkaway``: ends quietly when interrupted, also while modules are loaded."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from contextlib import suppress

_TRIM, _MAPPED = (-1, 1 << 27), (-3, 1 << 25)
"""What malloc.h calls M_TRIM_THRESHOLD and M_MMAP_THRESHOLD, and how many bytes."""


def _keep_memory() -> None:
    """Have memory that arrays leave kept for the next: what is given back is cleared when taken again."""
    with suppress(OSError, AttributeError):  # a library without it does as it likes
        library = ctypes.CDLL("libc.so.6")
        library.mallopt(*_TRIM)
        library.mallopt(*_MAPPED)


def main() -> None:
    """Load the command line and run it."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # nobody looks through all that is installed
    _keep_memory()
    gc.set_threshold(100_000)  # what a command makes stays until it ends: looking at it often finds nothing
    try:
        from .cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; nothing was written\n")
        sys.exit(130)
    finally:
        gc.freeze()  # all memory is given back in a moment: nobody needs to look through it for cycles


if __name__ == "__main__":
    main()
