"""One address of a language model that takes chats as OpenAI's do: asked once at a time, within limits.

llama.cpp, Ollama and vLLM on this machine answer under ``/v1``. Nothing is asked anywhere else: no redirect
is followed, and another machine has to be reached by https.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from ...errors import UsageError, quoted

KEY = "WALKAWAY_MODEL_KEY"
_MOST_BYTES = 1_000_000
_WAIT = 1.0
_CHATS = "/chat/completions"
_RIGHT = "an address such as http://localhost:8080/v1"


class ModelError(Exception):
    """The model gave no answer that can be read; ``lasting`` where the next question would fare no better."""

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        super().__init__(why)
        self.lasting = lasting


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow none: what is sent goes where the user said."""


@dataclass(frozen=True)
class Endpoint:
    """Where chats are sent, which model answers, and how many seconds one answer may take."""

    url: str
    model: str
    seconds: float = 120.0
    local: bool = True

    def answer(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> str:
        """The text of an answer, asked for in the form of a JSON Schema.

        Raises
        ------
        ModelError
            If there is none in time, of a bearable size, in the form of the protocol.
        """
        form = {"type": "json_schema", "json_schema": {"name": "positions", "strict": True, "schema": schema}}
        asked = {"model": self.model, "temperature": 0, "seed": 0, "max_tokens": 2_000, "messages": messages}
        try:
            data = self._post(asked | {"response_format": form})
        except _Refused:  # servers that know no schema: the words ask for it too
            data = self._post(asked)
        try:
            text = data["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError):
            raise ModelError("an answer without choices[0].message.content") from None
        if isinstance(text, list):  # parts of a message
            text = "".join(str(part.get("text", "")) for part in text if isinstance(part, dict))
        if not isinstance(text, str):
            raise ModelError("an answer that is no text")
        return text

    def _post(self, data: Mapping[str, Any]) -> Any:
        """What a server answers; while it says that it is busy or loads its model, it is asked again."""
        body = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
        until = time.monotonic() + self.seconds
        while True:
            try:
                raw = self._in_time(body, until)
            except HTTPError as error:
                with error:
                    if error.code in (400, 422) and "response_format" in data:
                        raise _Refused from None
                    wait = _asked_to_wait(error)
                    if error.code in (429, 503) and time.monotonic() + wait < until:
                        time.sleep(wait)
                        continue
                    refused = f"HTTP {error.code} {error.reason}"
                raise ModelError(refused, lasting=error.code in (401, 403, 404)) from None
            except TimeoutError:
                raise ModelError(f"no answer within {self.seconds:g} seconds") from None
            except URLError as error:
                if isinstance(error.reason, TimeoutError):
                    raise ModelError(f"no answer within {self.seconds:g} seconds") from None
                raise ModelError(f"no connection: {error.reason}", lasting=True) from None
            except (OSError, HTTPException, ValueError) as error:
                why = str(error) or type(error).__name__
                raise ModelError(f"the connection broke off: {why}") from None
            try:
                return json.loads(raw)
            except (ValueError, RecursionError):
                raise ModelError("an answer that is no JSON") from None

    def _in_time(self, body: bytes, until: float) -> bytes:
        """The bytes of an answer; the wait ends even where a server never ends its first line."""
        found: list[bytes | BaseException] = []

        def ask() -> None:
            try:
                found.append(self._sent(body, until))
            except BaseException as error:  # told by the thread that waits
                found.append(error)

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(max(0.0, until - time.monotonic()))
        if not found:
            raise TimeoutError
        if isinstance(found[0], BaseException):
            raise found[0]
        return found[0]

    def _sent(self, body: bytes, until: float) -> bytes:
        key = os.environ.get(KEY, "")
        heads = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
        proxies = (ProxyHandler({}),) if self.local else ()
        request = Request(self.url, body, heads, method="POST")  # noqa: S310 - http or https: endpoint_of
        with build_opener(_NoRedirect, *proxies).open(request, timeout=self.seconds) as found:
            raw = b""
            while part := found.read1(65_536):
                raw += part
                if len(raw) > _MOST_BYTES:
                    raise ModelError(f"an answer of more than {_MOST_BYTES:,} bytes")
                if time.monotonic() > until:
                    raise TimeoutError
        return raw


def _asked_to_wait(error: HTTPError) -> float:
    """How many seconds a server that is busy asks for."""
    told = (error.headers.get("Retry-After") or "").strip()
    return max(_WAIT, float(told)) if told.isascii() and told.isdecimal() else _WAIT


class _Refused(Exception):
    """The server does not take the form that was asked for."""


def endpoint_of(url: str, model: str = "", seconds: float = 120.0) -> Endpoint:
    """Read an address as people type it; a UsageError where nothing may be sent there.

    >>> endpoint_of("http://localhost:8080/v1").url
    'http://localhost:8080/v1/chat/completions'
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise UsageError.of(quoted(url), _RIGHT, path="model") from None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
        raise UsageError.of(quoted(url), _RIGHT, f"a key stands in {KEY}", path="model")
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        raise UsageError.of(quoted(url), _RIGHT, path="model")
    local = _is_here(host)
    if parts.scheme == "http" and not local:
        raise UsageError.of(quoted(url), "https for another machine, since documents are sent", path="model")
    path = parts.path.rstrip("/")
    whole = path if path.endswith(_CHATS) else path + _CHATS
    return Endpoint(f"{parts.scheme}://{parts.netloc}{whole}", model or "default", seconds, local)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
