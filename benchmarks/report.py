"""``RESULTS.md``: the machine, the table, and sections that are rewritten one at a time."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.harness import Row, shown
from walkaway._version import __version__

RESULTS = Path(__file__).parent / "RESULTS.md"
EVIDENCE = "## Evidence"


def machine(
    command: str = "python -m benchmarks", names: Sequence[str] = ("numpy", "scipy", "moocore", "pydantic")
) -> list[str]:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    packages = []
    for name in names:
        try:
            packages.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return [
        f"- Date: {datetime.now(UTC):%Y-%m-%d}",
        f"- Command: `{command}`",
        f"- Machine: {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}",
        f"- Versions: walkaway {__version__}, Python {platform.python_version()}, {', '.join(packages)}",
    ]


def table(rows: Sequence[Row]) -> list[str]:
    lines = ["| what | best | median | runs | target | met | note |", "|---|---:|---:|---:|---|---|---|"]
    for row in rows:
        met = {None: "", True: "yes", False: "**no**"}[row.met]
        cells = (row.what, shown(row.best), shown(row.median), str(row.runs), row.target, met, row.note)
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def parts() -> tuple[str, str]:
    """What stands in the file: before the section "Evidence", and the section."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else ""
    before, found, after = text.partition(f"{EVIDENCE}\n")
    return before, found + after


def write(before: str, evidence: str) -> None:
    joined = "\n\n".join(part.strip("\n") for part in (before, evidence) if part.strip())
    RESULTS.write_text(joined + "\n", encoding="utf-8")
