"""Who may ask: this machine's own browser, at the address with the secret, from the page itself.

Loopback alone does not keep other pages of the browser out. So the path begins with a secret that no other
page knows; the host must be the one that is served, or a name that an attacker points here (DNS rebinding)
would do; an origin, where a browser tells one, must be the page's own; and what is sent must be JSON, or at
one address the bytes of a document, of a bounded size: no form of another page can send either.
"""

from __future__ import annotations

from hmac import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 262_144
"""Most that one request may send, but for a document."""
MOST_UPLOADED = 50_000_000
"""Most bytes of a document that is put in."""
_UPLOAD = "/upload"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Let through what the page itself asks, and say no to everything else without saying why."""

    def __init__(self, app: ASGIApp, *, secret: str, hosts: tuple[str, ...]) -> None:
        self.app, self.secret, self.hosts = app, secret, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http" or (code := self._refusal(scope)):
            code = code if scope["type"] == "http" else 403
            await PlainTextResponse("no", code, headers={**_HEADERS, "connection": "close"})(
                scope, receive, send
            )
            return
        inside = dict(scope)
        inside["path"] = "/" + scope["path"].split("/", 2)[2]
        inside["raw_path"] = inside["path"].encode()
        most = MOST_UPLOADED if inside["path"] == _UPLOAD else MOST_BYTES
        await self.app(inside, _bounded(receive, most), _dressed(send))

    def _refusal(self, scope: Scope) -> int:
        """The status that says no; 0 where nothing is against it."""
        headers = Headers(scope=scope)
        parts = scope["path"].split("/", 2)
        if len(parts) != 3 or not compare_digest(parts[1].encode(), self.secret.encode()):
            return 404
        if headers.getlist("host") not in [[host] for host in self.hosts]:
            return 421
        origin = headers.get("origin")
        if origin is not None and origin not in [f"http://{host}" for host in self.hosts]:
            return 403
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405
        if scope["method"] == "POST":
            upload = f"/{parts[2]}" == _UPLOAD
            right = "application/octet-stream" if upload else "application/json"
            if headers.get("content-type", "").split(";")[0].strip().lower() != right:
                return 415
            length = headers.get("content-length", "")
            if not length.isascii() or not length.isdigit():
                return 411
            if len(length) > 9 or int(length) > (MOST_UPLOADED if upload else MOST_BYTES):
                return 413
        return 0


def _bounded(receive: Receive, most: int) -> Receive:
    """What is received, up to a limit, whatever its length was said to be."""
    seen = 0

    async def some() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return message if seen <= most else {"type": "http.disconnect"}

    return some


def _dressed(send: Send) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return dressed
