"""Connections that ask nothing do not keep the page out."""

from __future__ import annotations

import http.client
import socket
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from tests.web.helpers import SECRET, laid

from walkaway.web import door
from walkaway.web.workbench import workbench


def test_silent_connections_do_not_shut_the_page_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is answered beside 200 that ask nothing, and those are closed after a while."""
    monkeypatch.setattr(door, "PATIENCE", 1.0)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen(256)
        place = bound.getsockname()
        app = workbench(laid(tmp_path), secret=SECRET, hosts=(f"127.0.0.1:{place[1]}",))
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="error", http=door.Door, limit_concurrency=door.MOST_AT_ONCE)
        )
        thread = Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        silent = [socket.create_connection(place, timeout=60) for _ in range(200)]
        try:
            silent[-1].sendall(b"GET / HTTP/1.1\r\nHost:")  # and no more
            for path, code, closed in ((f"/{SECRET}/state", 200, None), ("/x/state", 404, "close")):
                page = http.client.HTTPConnection("127.0.0.1", place[1], timeout=60)
                page.request("GET", path)
                answer = page.getresponse()
                assert (answer.status, answer.getheader("connection")) == (code, closed)
                page.close()
            assert [one.recv(1) for one in silent] == [b""] * len(silent)  # or the wait for one ends
        finally:
            server.should_exit = True
            for one in silent:
                one.close()
            thread.join(20)
