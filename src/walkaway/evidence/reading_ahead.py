"""Statements of many documents on more than one core, in order, each as soon as it is found.

Once documents are many, helpers of this program, each with its own parser, take batches in turn; a helper
that breaks down is done without.
"""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import chain, islice
from queue import SimpleQueue
from typing import Final

from ..child_process import Process, cores, pipes
from .findings import Read, Statement
from .speech import statements
from .speech.model import without_commands
from .speech.name_table import NameTable

_FEW_CHARS: Final = 150_000  # from here on further parsers are worth their start
_MOST_HELPERS: Final = 4
_AHEAD: Final = 2  # batches that wait for each helper
_PULSE: Final = 0.3  # seconds
_STATEMENT: Final = "from walkaway.evidence.reading_ahead import serve; serve()"

Found = tuple[Read, tuple[Statement, ...]]


def attributed(
    reads: Iterable[Read],
    names: NameTable,
    *,
    batch: int = 16,
    helpers: int | None = None,
    apart: bool = False,
    pulse: Callable[[], None] | None = None,
) -> Generator[Found, None, None]:
    """Give each document with its statements, in order, as soon as they are found.

    Documents are taken a few batches ahead. Many of them keep so many helpers busy (by default one a core,
    four at most); ``apart`` gives all to one helper, however few: this process has something else to do.
    ``pulse`` is called again and again while a helper is waited for; what it raises ends the reading.
    """
    wanted = min(_MOST_HELPERS, cores()) if helpers is None else helpers
    source = iter(reads)
    batches = iter(lambda: list(islice(source, batch)), [])
    if apart:
        yield from _shared(batches, names, 1, pulse)
        return
    chars = 0
    for some in batches:
        yield from zip(some, statements.statements_of_all(some, names=names), strict=True)
        chars += sum(len(read.document.text) for read in some)
        if wanted > 1 and chars > _FEW_CHARS:
            break
    yield from _shared(batches, names, wanted, pulse)


def _shared(
    batches: Iterator[list[Read]], names: NameTable, wanted: int, pulse: Callable[[], None] | None
) -> Generator[Found, None, None]:
    start = next(batches, None)
    if start is None:
        return
    helpers = [_Helper() for _ in range(wanted)]
    idle: SimpleQueue[_Helper] = SimpleQueue()
    for helper in helpers:
        idle.put(helper)

    def work(batch: list[Read]) -> list[Found]:
        helper = idle.get()
        try:
            return list(zip(batch, helper.attribute(batch, names), strict=True))
        finally:
            idle.put(helper)

    waiting: deque[Future[list[Found]]] = deque()
    pool = ThreadPoolExecutor(wanted)
    try:
        for batch in chain([start], batches):
            waiting.append(pool.submit(work, batch))
            if len(waiting) >= wanted * _AHEAD:
                yield from _awaited(waiting.popleft(), pulse)
        for future in waiting:
            yield from _awaited(future, pulse)
    finally:
        for helper in helpers:
            helper.close()
        pool.shutdown(wait=True, cancel_futures=True)


def _awaited(future: Future[list[Found]], pulse: Callable[[], None] | None) -> list[Found]:
    while pulse is not None and not wait([future], timeout=_PULSE).done:
        pulse()
    return future.result()


class _Helper:
    """One process that attributes batches."""

    def __init__(self) -> None:
        self._closed = False
        self._process = Process(_STATEMENT, OMP_NUM_THREADS="1")

    def attribute(self, batch: list[Read], names: NameTable) -> list[tuple[Statement, ...]]:
        """Of a batch; in this process if the helper broke down."""
        if not self._closed:
            try:
                pickle.dump((batch, names.known), self._process.ask)
                self._process.ask.flush()
                found: list[tuple[Statement, ...]] = pickle.load(self._process.answer)  # noqa: S301 - our own
            except (OSError, EOFError, ValueError, pickle.UnpicklingError):
                pass
            else:
                return found
        if self._closed:  # the reading was ended: nobody waits for this
            return [() for _ in batch]
        return list(statements.statements_of_all(batch, names=names))

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._process.close()


def serve() -> None:
    """Attribute batches until there are none; the other end of a helper."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the program that asks
    questions, answers = pipes()
    without_commands()
    while True:
        try:
            batch, known = pickle.load(questions)  # noqa: S301 - from the program that started this one
        except EOFError:
            return
        pickle.dump(list(statements.statements_of_all(batch, names=NameTable(known))), answers)
        answers.flush()
