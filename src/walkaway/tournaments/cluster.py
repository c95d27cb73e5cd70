"""Units on the workers of a Dask cluster; the one place that knows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import UsageError, quoted
from ..playing.tournament.unit import play_units

__all__ = ["on_cluster"]

_SECONDS, _RETRIES, _SOME = 20, 10, 8


def on_cluster(scheduler: str, plan: str, left: list[int]) -> Iterator[tuple[int, bytes]]:
    """Units as they come back from the workers; what a worker that dies was at is played by another.

    Raises
    ------
    UsageError
        If nobody answers at the address.
    """
    import distributed

    dask: Any = distributed

    try:
        client: Any = dask.Client(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        right = "the address of a Dask scheduler, such as tcp://10.0.0.1:8786"
        raise UsageError.of(
            f"{quoted(scheduler)}: {str(error) or 'no answer'}", right, path="scheduler"
        ) from None
    with client:
        sent = client.submit(str, plan, pure=False, retries=_RETRIES)  # made again where its worker dies
        parts = [left[start : start + _SOME] for start in range(0, len(left), _SOME)]
        sending = [client.submit(play_units, sent, part, pure=False, retries=_RETRIES) for part in parts]
        numbers = {future.key: part for future, part in zip(sending, parts, strict=True)}
        for future, found in dask.as_completed(sending, with_results=True, loop=client.loop):
            yield from zip(numbers[future.key], found, strict=True)
