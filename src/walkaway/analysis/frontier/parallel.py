"""Several searches side by side in threads, for work that is done outside Python: the solver's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event
from typing import TypeVar

Item = TypeVar("Item")
Job = Iterator[Item]
"""Gives one answer after another; the work is done while it is asked for the next."""


def run(jobs: Sequence[Job[Item]], each: Callable[[Item], None]) -> tuple[list[list[Item]], bool]:
    """Run jobs side by side: the answers of each, in its order, and whether all came to their end.

    ``each`` is told every answer as it comes, in the caller's thread; a KeyboardInterrupt ends it early.
    """
    answers: list[list[Item]] = [[] for _ in jobs]
    news: SimpleQueue[Item | BaseException | None] = SimpleQueue()
    stop = Event()

    def work(number: int) -> None:
        """Until there is nothing left, or all are told to stop; ends with None in the news."""
        try:
            for answer in () if stop.is_set() else jobs[number]:
                answers[number].append(answer)
                news.put(answer)
                if stop.is_set():
                    break
        except BaseException as fault:  # it belongs to whoever asked
            news.put(fault)
        finally:
            news.put(None)

    with ThreadPoolExecutor(max(1, min(len(jobs), os.cpu_count() or 1))) as pool:
        try:
            for number in range(len(jobs)):
                pool.submit(work, number)
            working = len(jobs)
            while working:
                answer = news.get()
                if answer is None:
                    working -= 1
                elif isinstance(answer, BaseException):
                    raise answer
                else:
                    each(answer)
        except KeyboardInterrupt:
            return answers, False
        finally:
            stop.set()
    return answers, True
