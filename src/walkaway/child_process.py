"""A process of this program that answers questions one after another, and can be ended at any time."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO


def cores() -> int:
    """On how many cores this process may run; it may be kept to some of those that there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def only_thread() -> bool:
    """Whether this process runs a single thread, where that can be told: what copies it then copies all."""
    try:
        return len([*Path("/proc/self/task").iterdir()]) == 1
    except OSError:
        return False


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
        self.kill: Callable[[], object] = self._process.kill
        self.wait: Callable[[], object] = self._process.wait

    def close(self) -> None:
        """End it."""
        self.kill()
        self.wait()
        for pipe in (self.ask, self.answer):
            try:
                pipe.close()
            except (OSError, ValueError):
                continue


class Copy(Process):
    """A copy of this process as it is now, with all that it has loaded, on one function.

    Of a process with a single thread: a copy has no other, and waits for ever for what one of them held.
    Threads of numpy do not count: it has them end before and begin after.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        questions, ask = os.pipe()
        answer, answers = os.pipe()
        gc.freeze()  # neither looks for cycles in it, and so neither writes to what they share
        child = os.fork()
        if not child:
            try:
                for end, place in (questions, 0), (answers, 1), (os.open(os.devnull, os.O_WRONLY), 2):
                    os.dup2(end, place)
                for end in (questions, ask, answer, answers):
                    os.close(end)
                work()
            finally:
                os._exit(0)
        os.close(questions)
        os.close(answers)
        self.ask, self.answer = os.fdopen(ask, "wb"), os.fdopen(answer, "rb")
        self.kill, self.wait = partial(os.kill, child, signal.SIGKILL), partial(os.waitpid, child, 0)


def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Questions and answers at the other end; a library that prints does not print into the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return os.fdopen(os.dup(0), "rb"), answers
