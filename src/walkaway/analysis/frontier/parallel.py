"""Several searches side by side in threads, for work that is done outside Python: the solver's.

The answers come back job by job, so they do not depend on how many processors there are or which was faster.
An interrupt from the keyboard ends the searches after the step they are at and keeps what was found.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

__all__ = ["Job", "run"]

Item = TypeVar("Item")
Job = Iterator[Item]
"""Gives one answer after another; the work is done while it is asked for the next."""


class _Crew(Generic[Item]):
    """Threads that take job after job."""

    def __init__(self, jobs: Sequence[Job[Item]]) -> None:
        self.answers: list[list[Item]] = [[] for _ in jobs]
        self.waiting = deque(enumerate(jobs))
        self.news: SimpleQueue[Item | BaseException | None] = SimpleQueue()
        self.stop, self.lock = Event(), Lock()
        self.threads = [Thread(target=self.work) for _ in range(min(len(jobs), os.cpu_count() or 1))]

    def next(self) -> tuple[int, Job[Item]] | None:
        """The next job, if any is left and nobody said stop."""
        with self.lock:
            return self.waiting.popleft() if self.waiting and not self.stop.is_set() else None

    def work(self) -> None:
        """Until there is nothing left, or all are told to stop; ends with None in the news."""
        try:
            for number, job in iter(self.next, None):
                for answer in job:
                    self.answers[number].append(answer)
                    self.news.put(answer)
                    if self.stop.is_set():
                        break
        except BaseException as fault:  # it belongs to whoever asked
            self.news.put(fault)
        finally:
            self.news.put(None)

    def follow(self, each: Callable[[Item], None]) -> None:
        """Report answers as they come."""
        working = len(self.threads)
        while working:
            answer = self.news.get()
            if answer is None:
                working -= 1
            elif isinstance(answer, BaseException):
                raise answer
            else:
                each(answer)


def run(jobs: Sequence[Job[Item]], each: Callable[[Item], None]) -> tuple[list[list[Item]], bool]:
    """Run jobs side by side, on as many threads as there are processors.

    Parameters
    ----------
    jobs : sequence of iterators
    each : callable
        Is told every answer as it comes, in the thread of the caller.

    Returns
    -------
    answers : list of lists
        Of every job, in its order.
    complete : bool
        False if a KeyboardInterrupt ended it early.
    """
    crew, complete = _Crew(jobs), True
    for thread in crew.threads:
        thread.start()
    try:
        crew.follow(each)
    except KeyboardInterrupt:
        complete = False
    finally:
        crew.stop.set()
        for thread in crew.threads:
            thread.join()
    return crew.answers, complete
