"""Readers of foreign formats in a process of their own: hostile input may make them loop, swell or crash.

The process gets bytes, gives text, and is replaced after a timeout or crash. It is started with the first
such document, never for plain text.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from dataclasses import asdict
from typing import Any, Final, Self

from ...child_process import Process, pipes
from ..findings import Media
from .extracted import Extracted
from .formats import MAX_BYTES, extract, too_large
from .unreadable import Unreadable

MAX_SECONDS: Final = 30.0
_TIMED: Final = hasattr(signal, "setitimer")
"""Whether a process can be ended by what it takes of a processor, which a busy machine does not add to."""
_PATIENCE: Final = 10.0 if _TIMED else 1.0  # times as long by the clock
_START_SECONDS: Final = 60.0
_MAX_MEMORY: Final = 3_000_000_000
_MAX_ANSWER: Final = 64_000_000
_STATEMENT: Final = "from walkaway.evidence.intake.isolated import serve; serve()"


class IsolatedReader:
    """Reads documents one after another in a process of its own, each in so many seconds of a processor."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._seconds = seconds
        self._process: Process | None = None
        self._warm = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def extract(self, media: Media, raw: bytes) -> Extracted:
        """As :func:`.formats.extract`; refused too where the reader takes too long or breaks down."""
        if len(raw) > MAX_BYTES[media]:
            raise too_large(len(raw), media)
        self._process = self._process or Process(_STATEMENT, PYTHONWARNINGS="ignore")
        most = self._seconds * _PATIENCE + (0 if self._warm else _START_SECONDS)
        timer = threading.Timer(most, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            answer = _asked(self._process, media, raw, self._seconds)
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
            late |= self._ended_by_time()
            self.close()
            what = f"took longer than {self._seconds:g} seconds" if late else "broke down on it"
            raise Unreadable(f"a document whose reader {what}", f"a {media} document that can be read")
        if "found" in answer:
            raise Unreadable(answer["found"], answer["expected"], answer["hint"])
        for key in ("aside", "left_out"):
            answer[key] = tuple(tuple(each) for each in answer[key])
        return Extracted(**answer)

    def _ended_by_time(self) -> bool:
        """Whether the process that has ended, or ends now, had taken too much of a processor."""
        assert self._process is not None
        self._process.kill()
        return _TIMED and self._process.wait() == -signal.SIGPROF

    def close(self) -> None:
        """End the process."""
        process, self._process, self._warm = self._process, None, False
        if process is not None:
            process.close()


def _asked(process: Process, media: Media, raw: bytes, seconds: float) -> dict[str, Any]:
    process.ask.write(f"{media} {len(raw)} {seconds}\n".encode() + raw)
    process.ask.flush()
    line = process.answer.readline(_MAX_ANSWER)
    if not line.endswith(b"\n"):
        raise EOFError
    answer: dict[str, Any] = json.loads(line)
    return answer


def serve() -> None:
    """Answer questions, a line of JSON each, until there are none; the other end of the reader."""
    _bound_memory()
    questions, answers = pipes()
    while head := questions.readline(64):
        media, size, seconds = head.decode("ascii").split()
        _bound_time(float(seconds))
        answers.write(json.dumps(_answer(media, questions.read(int(size)))).encode() + b"\n")
        answers.flush()


def _answer(media: str, raw: bytes) -> dict[str, Any]:
    try:
        return asdict(extract(media, raw))  # type: ignore[arg-type]  # the other end sends a Media
    except Unreadable as refusal:
        return {"found": refusal.found, "expected": refusal.expected, "hint": refusal.hint}
    except (MemoryError, RecursionError):
        return {"found": "a document that needs too much memory", "expected": "a smaller one", "hint": ""}


def _bound_time(seconds: float) -> None:
    if _TIMED:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends the process
        signal.setitimer(signal.ITIMER_PROF, seconds)


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
