"""``RESULTS.md``: the machine, the table, and sections that are rewritten one at a time."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.harness import Row, shown
from walkaway._version import __version__

RESULTS = Path(__file__).parent / "RESULTS.md"
HEADINGS = (
    "## Beside NegMAS",
    "## Linked issues",
    "## The impasse",
    "## What follows no deal",
    "## Paths",
    "## Simulation",
    "## Evidence",
)


def machine(
    command: str = "python -m benchmarks", names: Sequence[str] = ("numpy", "highspy", "moocore", "pydantic")
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


def sections() -> dict[str, str]:
    """What stands in the file, by heading; what comes first under the empty one."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else ""
    found, name = {"": ""}, ""
    for line in text.splitlines():
        if line in HEADINGS:
            name = line
            found[name] = ""
        found[name] += line + "\n"
    return found


def write(changed: Mapping[str, str]) -> None:
    """Rewrite some sections; the others stay as they are."""
    kept = sections() | {name: text for name, text in changed.items() if text.strip()}
    joined = "\n\n".join(kept[name].strip("\n") for name in ("", *HEADINGS) if kept.get(name, "").strip())
    RESULTS.write_text(joined + "\n", encoding="utf-8")
