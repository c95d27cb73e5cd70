"""The page as PDF, printed by the Chromium of this machine; nothing is fetched and nothing of it is kept."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from ..errors import UsageError
from .paper import PaperSize
from .self_contained import source_hash, style

_MARGINS = "@page { "

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip
_SECONDS = 180


def browser() -> str:
    """The browser that prints.

    Raises
    ------
    UsageError
        If none is found.
    """
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise UsageError.of(
            f"--pdf: no {_NAMES[0]} on this machine",
            "an installed Chromium or Chrome; or write the page with -o and print it from any browser",
        )
    return found


def on_paper(page: str, paper: PaperSize) -> str:
    """A page whose style names the size of the paper, and whose policy lets that style pass."""
    before = style()
    after = before.replace(_MARGINS, f"{_MARGINS}size: {paper.value}; ", 1)
    old, new = (source_hash(text).strip("'") for text in (before, after))
    return page.replace(old, new, 1).replace(before, after, 1)


def printed(page: str, paper: PaperSize) -> bytes:
    """A page as PDF, on this paper: what the style sheet leaves to who prints is settled here.

    Raises
    ------
    UsageError
        If there is no browser, or it cannot print.
    """
    program = browser()
    with TemporaryDirectory(prefix="walkaway-") as folder:
        home = Path(folder)
        source, target = home / "page.html", home / "page.pdf"
        source.write_text(on_paper(page, paper), encoding="utf-8")
        command = [program, *_FLAGS, f"--user-data-dir={home / 'profile'}", f"--print-to-pdf={target}"]
        try:
            subprocess.run([*command, source.as_uri()], capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 - our own words
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            reason = str(error).split("\n")[0][:200]
            raise UsageError.of(
                f"--pdf: {program} did not print ({reason})", "a browser that prints"
            ) from None
