"""Readers of foreign formats in a process of their own, which can be ended when it takes too long.

Libraries that parse PDF and HTML are large and their input is hostile: they may loop, swell or crash. The
process gets bytes, gives text, and is replaced after a timeout or crash; the documents that follow are read
all the same. It is started with the first such document, never for plain text.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import IO, Final

from ..records import Media
from .formats import MAX_BYTES, Extracted, extract, too_large
from .unreadable import Unreadable

__all__ = ["MAX_SECONDS", "Workshop"]

MAX_SECONDS: Final = 30.0
_START_SECONDS: Final = 60.0
_MAX_MEMORY: Final = 3_000_000_000
_MAX_ANSWER: Final = 64_000_000
_COMMAND: Final = "from walkaway.evidence.intake.workshop import serve; serve()"


class Workshop:
    """Reads documents one after another in a process of its own."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._warm = False

    def __enter__(self) -> Workshop:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def extract(self, media: Media, raw: bytes) -> Extracted:
        """As :func:`~walkaway.evidence.intake.formats.extract`, within the time limit."""
        if len(raw) > MAX_BYTES[media]:
            raise too_large(len(raw), media)
        process = self._started()
        timer = threading.Timer(self._seconds + (0 if self._warm else _START_SECONDS), process.kill)
        timer.daemon = True
        timer.start()
        try:
            answer = _asked(process, media, raw)
        except (OSError, EOFError):
            answer = None
        except BaseException:  # interrupted between question and answer: the two must not get out of step
            self.close()
            raise
        finally:
            late = not timer.is_alive()
            timer.cancel()
        self._warm = True
        if answer is None:
            self.close()
            what = f"took longer than {self._seconds:g} seconds" if late else "broke down on it"
            raise Unreadable(f"a document whose reader {what}", f"a {media} document that can be read")
        if "found" in answer:
            raise Unreadable(answer["found"], answer["expected"], answer["hint"])
        return Extracted(**answer)

    def close(self) -> None:
        """End the process."""
        process, self._process, self._warm = self._process, None, False
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            paths = [path or os.getcwd() for path in sys.path]  # noqa: PTH109 - as the interpreter means it
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, this program
                [sys.executable, "-P", "-c", _COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONWARNINGS": "ignore"},
            )
        return self._process


def _asked(process: subprocess.Popen[bytes], media: Media, raw: bytes) -> dict[str, str]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{media} {len(raw)}\n".encode())
    process.stdin.write(raw)
    process.stdin.flush()
    head = process.stdout.readline(64)
    if not head.endswith(b"\n") or not head.strip().isdigit() or int(head) > _MAX_ANSWER:
        raise EOFError
    body = process.stdout.read(int(head))
    if len(body) != int(head):
        raise EOFError
    answer: dict[str, str] = json.loads(body)
    return answer


def serve() -> None:
    """Answer questions until there are none; the other end of :class:`Workshop`."""
    _bound_memory()
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # a library that prints must not print into the answers
    questions = sys.stdin.buffer
    while head := questions.readline(64):
        media, _, size = head.decode("ascii").strip().partition(" ")
        body = json.dumps(_answer(media, questions, int(size))).encode()
        answers.write(f"{len(body)}\n".encode())
        answers.write(body)
        answers.flush()


def _answer(media: str, questions: IO[bytes], size: int) -> dict[str, str]:
    raw = questions.read(size)
    try:
        found = extract(media, raw)  # type: ignore[arg-type]  # the other end sends a Media
    except Unreadable as refusal:
        return {"found": refusal.found, "expected": refusal.expected, "hint": refusal.hint}
    except (MemoryError, RecursionError):
        return {"found": "a document that needs too much memory", "expected": "a smaller one", "hint": ""}
    return {name: getattr(found, name) for name in Extracted.__slots__}


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = _MAX_MEMORY if hard == resource.RLIM_INFINITY else min(_MAX_MEMORY, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    except (OSError, ValueError):
        return
