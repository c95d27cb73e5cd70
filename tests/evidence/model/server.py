"""A real server on this machine that answers chats: well, badly, slowly, with broken JSON, and with lies."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler", str], None]
"""What is done with a request that asked about a passage."""


class Handler(BaseHTTPRequestHandler):
    """Hands what was asked to the behaviour of its server."""

    def do_POST(self) -> None:
        data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(data)  # type: ignore[attr-defined]
        self.server.heads.append(dict(self.headers))  # type: ignore[attr-defined]
        passage = json.loads(data["messages"][1]["content"])["passage"]
        self.server.behaviour(self, passage)  # type: ignore[attr-defined]

    def log_message(self, *_: Any) -> None:
        """Nothing."""

    def send(self, body: bytes, code: int = 200, **heads: str) -> None:
        self.send_response(code)
        for name, value in heads.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def say(self, content: Any) -> None:
        self.send(json.dumps({"choices": [{"message": {"content": content}}]}).encode())

    def drip_head(self, seconds: float) -> None:
        """A head that never ends."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self._drip(seconds)

    def drip(self, seconds: float) -> None:
        """One byte after the other, never an end."""
        self.send_response(200)
        self.end_headers()
        self._drip(seconds)

    def _drip(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.02)


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[Any]:
    """A server at a free port; ``asked`` holds what it was sent, ``url`` is what a person would type."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.behaviour, server.asked, server.heads = behaviour, [], []  # type: ignore[attr-defined]
    server.url = f"http://127.0.0.1:{server.server_port}/v1"  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
