"""The clock: best of several runs and their median; and a fresh process for what must be measured alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, TypeVar

ROOT = Path(__file__).parents[1]
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One line of the table of results."""

    what: str
    best: float
    median: float
    runs: int
    target: str = ""
    note: str = ""
    met: bool | None = None


def clock(
    what: str, work: Callable[[], T], *, runs: int = 7, limit: float | None = None, note: str = ""
) -> Row:
    """Time some work; the target, if any, is for the best run."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    met = None if limit is None else min(times) < limit
    return Row(what, min(times), median(times), runs, "" if limit is None else f"< {shown(limit)}", note, met)


def shown(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def environment() -> dict[str, str]:
    """The environment of a child: this repository on its path, nothing else changed."""
    path = os.pathsep.join(part for part in (str(ROOT / "src"), os.environ.get("PYTHONPATH", "")) if part)
    return {**os.environ, "PYTHONPATH": path}


def alone(function: str, **given: Any) -> dict[str, Any]:
    """Run ``benchmarks.work.<function>`` in a fresh process; its answer with the peak memory in MB."""
    code = (
        "import json, resource, sys; from benchmarks import work; "
        f"answer = work.{function}(**json.loads(sys.argv[1])); "
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; "
        "answer['peak_mb'] = peak / (1024**2 if sys.platform == 'darwin' else 1024); "
        "print(json.dumps(answer))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(given)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def process(*arguments: str) -> Callable[[], None]:
    """Run this Python with some arguments, as a whole process; the output is thrown away."""

    def run() -> None:
        subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment(), check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    return run
