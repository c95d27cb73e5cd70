"""``walkaway``, and ``python -m walkaway``: ends quietly when interrupted, also while modules are loaded."""

from __future__ import annotations

import gc
import os
import sys

__all__ = ["main"]


def main() -> None:
    """Load the command line and run it."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # nobody looks through all that is installed
    gc.set_threshold(20_000)  # what a command makes stays until it ends: looking at it often finds nothing
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
