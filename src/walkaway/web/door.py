"""Connections to the workbench: who connects and asks nothing does not keep the page out."""

from __future__ import annotations

from asyncio import Transport
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 10.0
"""Seconds until a connection has to have asked something."""
MOST_SILENT = 32
"""Connections that have asked nothing yet; the one that has waited longest gives way to one more."""
MOST_AT_ONCE = 128
"""Connections, and requests, at once."""


class Door(H11Protocol):
    """One connection, which is closed where nothing is asked on it."""

    @property
    def asked(self) -> bool:
        """Whether the head of a request has come in whole."""
        return bool(self.cycle)

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Let it in, and let go of the one that has been silent longest where there are too many."""
        super().connection_made(transport)
        self.came = self.loop.time()
        self._patience = self.loop.call_later(PATIENCE, self._give_up)
        silent = [one for one in cast("set[Door]", self.connections) if not one.asked]
        if len(silent) > MOST_SILENT:
            oldest = min(silent, key=lambda one: one.came)
            self.connections.discard(oldest)  # it closes a little later, and counts no longer
            oldest.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for it no longer."""
        self._patience.cancel()
        super().connection_lost(exc)

    def _give_up(self) -> None:
        if not self.asked:
            self.transport.close()
