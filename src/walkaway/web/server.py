"""Serve the workbench to this machine's browser until it is interrupted."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from .desk import Desk
from .door import MOST_AT_ONCE, Door
from .workbench import workbench

_LOOPBACK = "127.0.0.1"


def serve(desk: Desk | None, *, port: int, browse: bool, tell: Callable[[str], None]) -> None:
    """Serve until interrupted; ``tell`` is given the address once it can be opened.

    Without a desk the page begins with the choice of a case.

    Raises
    ------
    OSError
        If the port is taken. Port 0 is any that is free.
    """
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((_LOOPBACK, port))
        secret, number = secrets.token_urlsafe(24), door.getsockname()[1]
        hosts = (f"{_LOOPBACK}:{number}", f"localhost:{number}")
        server = uvicorn.Server(
            uvicorn.Config(
                workbench(desk, secret=secret, hosts=hosts), log_level="warning", access_log=False,
                server_header=False, timeout_graceful_shutdown=1, limit_concurrency=MOST_AT_ONCE, http=Door,
            )
        )  # fmt: skip
        door.listen()
        address = f"http://{hosts[0]}/{secret}/"
        tell(address)
        if browse:
            webbrowser.open(address)
        server.run(sockets=[door])
