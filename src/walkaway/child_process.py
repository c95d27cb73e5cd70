"""A process of this program that answers questions one after another, and can be ended at any time."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from typing import IO

__all__ = ["Process", "cores", "pipes"]


def cores() -> int:
    """On how many cores this process may run; it may be kept to some of those that there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Process:
    """Another run of this interpreter, on one statement; ``ask`` and ``answer`` are its pipes.

    It looks for cycles in memory as seldom as this one does.
    """

    def __init__(self, statement: str, **settings: str) -> None:
        paths = [path or os.getcwd() for path in sys.path]  # noqa: PTH109 - as the interpreter means it
        statement = f"import gc; gc.set_threshold{gc.get_threshold()}; {statement}"
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, this program
            [sys.executable or "", "-P", "-c", statement],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), **settings},
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.ask, self.answer = self._process.stdin, self._process.stdout
        self.kill = self._process.kill

    def close(self) -> None:
        """End it."""
        self.kill()
        self._process.wait()
        for pipe in (self.ask, self.answer):
            try:
                pipe.close()
            except (OSError, ValueError):
                continue


def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Questions and answers at the other end; a library that prints does not print into the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return sys.stdin.buffer, answers
