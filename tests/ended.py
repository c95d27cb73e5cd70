"""A guard against hanging: what is inside must come to an end. It says nothing about speed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SECONDS = 300


@contextmanager
def ends(seconds: int = SECONDS) -> Iterator[None]:
    """Fail if the work has not ended after minutes, on whatever machine."""

    def give_up(*_: Any) -> None:
        raise AssertionError(f"no end after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
