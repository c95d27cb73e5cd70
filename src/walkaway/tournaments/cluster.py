"""Units on the workers of a Dask cluster; the one place that knows it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ..errors import UsageError, quoted
from ..playing.tournament.unit import play_units

_SECONDS, _RETRIES, _SOME = 15, 10, 8


class DaskCluster:
    """The workers of a scheduler that is there already; what one that dies was at is played by another."""

    def __init__(self, scheduler: str) -> None:
        """Connect; a UsageError if nobody answers at the address."""
        import distributed

        self._dask: Any = distributed
        try:
            with ThreadPoolExecutor(1) as beside:  # a notebook has a loop running here
                beside.submit(asyncio.run, _knock(scheduler)).result()
            self._client = self._dask.Client(scheduler, timeout=_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError, MemoryError) as error:
            right = "the address of a Dask scheduler, such as tcp://10.0.0.1:8786"
            said = "what answers is something else" if isinstance(error, MemoryError) else str(error)
            found = f"{quoted(scheduler)}: {said or 'no answer'}"
            raise UsageError.of(found, right, path="scheduler") from None

    def __call__(self, plan: str, left: list[int]) -> Iterator[tuple[int, bytes]]:
        """Units with their sessions, as they come back."""
        submit: Any = self._client.submit
        sent = submit(str, plan, pure=False, retries=_RETRIES)  # made again where its worker dies
        parts = [left[start : start + _SOME] for start in range(0, len(left), _SOME)]
        sending = [submit(play_units, sent, part, pure=False, retries=_RETRIES) for part in parts]
        numbers = {future.key: part for future, part in zip(sending, parts, strict=True)}
        coming = self._dask.as_completed(sending, with_results=True, loop=self._client.loop)
        for future, found in coming:
            yield from zip(numbers[future.key], found, strict=True)

    def close(self) -> None:
        """Leave the cluster; what was sent and is not played is given up."""
        self._client.close()


async def _knock(scheduler: str) -> None:
    """Ask who is there: a client that nobody answers tries on for twice its limit, and prints that."""
    from distributed import core

    dask: Any = core
    async with asyncio.timeout(_SECONDS), dask.rpc(scheduler) as there:
        await there.identity()
