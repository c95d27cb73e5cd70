"""Hostile requests by the hundred, on every route: no answer to strangers, no other file, no 500.

``WALKAWAY_EXAMPLES=34`` sends ten thousand.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient
from tests.strategies import examples
from tests.web.helpers import HOST, SECRET, TEXT, client, laid

from walkaway.web.bench import Bench
from walkaway.web.desk import Desk, open_desk
from walkaway.web.guard import MOST_BYTES
from walkaway.web.workbench import _AREAS, workbench

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\"{{7*7}}"
RAW = ("<script>alert", "<img src=x")
CANARY = "nobody may read this"
ODD: tuple[Any, ...] = (
    EVIL, "../../outside.txt", "/etc/passwd", "..%2f..%2foutside.txt", "file:///etc/passwd", "\x00", "\ud800",
    "", " ", "a" * 5_000, "preferences.ann.walk_away", "preferences.ann.red_lines", "preferences.ben.weights",
    "preferences.nobody.walk_away", "preferences.ben.scores.price.low", "price > date", "date > price; price",
    "variant:" + EVIL, "variant:one", "saved", "now", "one", "number", "range", "points", "back", "again",
    "reset", "keep", "take", "drop", "true", "-1", "1e999", 0, -1, 1, 3.5, 10**400, 1e308, True, None, [], {},
    [[[]]], {"value": 4}, {"low": 1, "high": 3}, {"low": 1, "likely": 2, "high": 3}, {"value": float("nan")},
)  # fmt: skip
EVIL_CASE = (
    TEXT.replace("A yard", json.dumps(EVIL)).replace("her own words", json.dumps(EVIL))
    .replace("Middle", json.dumps(EVIL)).replace("title: Date", f"title: {json.dumps(EVIL)}")
    .replace("ann: Ann", f"ann: {json.dumps(EVIL)}")
    + f"record: [{{by: ben, when: '2020', act: offer, offer: {{price: low}}, note: {json.dumps(EVIL)}}}]\n"
)  # fmt: skip
NAMES = (
    "a.txt",
    "../../b.txt",
    "c.html",
    "/etc/d.md",
    "e.docx",
    "f.pdf",
    "g.eml",
    "case.yaml",
    EVIL,
    f"{EVIL}.txt",
)
UPLOADS = (
    b"Ann wants the price high.",
    f"<html><title>{EVIL}</title><p>{EVIL}</p></html>".encode(), b"", b"\x00" * 99,
    b"%PDF-1.7 nothing", b"PK\x03\x04 nothing", b"From: ann\nSubject: <script>\n\nPrice: low.",
    b"\xff\xfe\xd8",
)  # fmt: skip
PLACES = ("preferences.ann.walk_away", "preferences.ben.scores.date.soon", "preferences.ann.red_lines")
KNOWN: dict[str, Any] = {
    "name": ("one", EVIL, "a.txt", "b.txt", "c.html"), "version": ("now", "saved", "variant:one"),
    "old": ("saved", "variant:one"), "new": ("now", f"variant:{EVIL}"), "place": PLACES, "piece": ("0", "1"),
    "words": ("Ann wants the price high", "wants the price"), "document": ("a", "b", "c"),
    "strategies": ("tough,linear", "tough,random:x=1", "case.py:Mine,tough", f"tough,{EVIL}"),
    "rounds": ("2", "1001", "0"), "clock": ("rounds", "genius"), "sessions": ("2", "99999999"),
    "seed": ("1",),
}  # fmt: skip
METHODS = ("GET", "POST", "PUT", "HEAD", "OPTIONS", "PATCH", "DELETE")
HEAVY = re.compile("/(slow/)?export/|/slow/compare")
TWO, BESIDE = ("os.rename", "os.link"), ("os.remove", "os.mkdir")
"""Events that tell two names, and such that tell the handle of the folder last."""
WATCHED = ("open", *TWO, *BESIDE, "shutil.rmtree")
watched: list[tuple[str, bool]] | None = None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if watched is None or event not in WATCHED:
        return
    names = arguments[:2] if event in TWO else arguments[:1]
    flags = arguments[2] if event == "open" else os.O_RDWR
    writes = bool((flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    folders = arguments[2:4] if event in TWO else arguments[-1:] if event in BESIDE else (None,)
    for name, folder in zip(names, folders, strict=True):
        if isinstance(name, str | bytes) and not (
            event == "open" and _BY_HANDLE.fullmatch(os.fsdecode(name))
        ):
            watched.append((os.path.realpath(_placed(os.fsdecode(name), folder)), writes))


_BY_HANDLE = re.compile(r"\.walkaway-[0-9a-f]{16}")
"""A file that is opened by the handle of its folder, which this event does not tell; its rename does."""


def _placed(name: str, folder: Any) -> str:
    """Where a name leads that may be told beside the handle of its folder."""
    link = Path(f"/proc/self/fd/{folder}")
    by_handle = isinstance(folder, int) and folder >= 0 and link.exists()
    return str(link.readlink() / name) if by_handle else name


@contextmanager
def watching() -> Iterator[list[tuple[str, bool]]]:
    """Every file that this process opens, renames, makes or takes away meanwhile, and whether it writes."""
    global watched
    if not getattr(_watch, "added", False):
        sys.addaudithook(_watch)
        _watch.added = True  # type: ignore[attr-defined]
    watched = []
    try:
        yield watched
    finally:
        watched = None


@dataclass(frozen=True)
class Hostile:
    """Somebody who sends whatever comes to mind."""

    random: Random
    routes: list[APIRoute]

    def odd(self) -> Any:
        return self.random.choice(ODD)

    def value(self, name: str, kind: Any) -> Any:
        """Something for a parameter or field of a kind: often what it may be, else whatever."""
        known = KNOWN.get(name) or [one for one in get_args(kind) if isinstance(one, str)]
        return self.random.choice(known) if known and self.random.random() < 0.8 else self.odd()

    def body(self, route: APIRoute, browser: TestClient) -> Any:
        if route.body_field is None or self.random.random() < 0.15:
            return self.odd()
        fields = route.body_field.field_info.annotation.model_fields  # type: ignore[union-attr]
        sent = {
            name: self.value(name, one.annotation)
            for name, one in fields.items()
            if self.random.random() < 0.85
        }
        if "numbers" in sent and self.random.random() < 0.7:
            numbers = {name: self.random.uniform(-5, 9) for name in ("value", "low", "likely", "high")}
            form = self.random.choice(("number", "range", "points"))
            sent = {"place": self.random.choice(PLACES), "form": form, "numbers": numbers}
        if "text" in sent and self.random.random() < 0.7:
            at = self.random.randrange(len(TEXT))
            sent["text"] = TEXT[:at] + str(self.odd()) * (self.random.random() < 0.6) + TEXT[at:]
        if "began" in sent and self.random.random() < 0.7:
            sent["began"] = browser.get("text").json()["text"]
        if "difference" in sent and self.random.random() < 0.7:
            sent["difference"] = browser.get("difference").json().get("difference", "")
        if self.random.random() < 0.1:
            sent[str(self.odd())] = self.odd()
        return sent

    def request(self, browser: TestClient) -> tuple[str, str, dict[str, str], bytes | None]:
        """Method, path below the secret, headers and body."""
        route = self.random.choice(self.routes)
        while HEAVY.match(route.path) and self.random.random() < 0.8:
            route = self.random.choice(self.routes)
        path = route.path.lstrip("/")
        for one in route.dependant.path_params:
            path = path.replace(f"{{{one.name}}}", _quoted(self.value(one.name, one.field_info.annotation)))
        asked = {
            one.name: self.value(one.name, one.field_info.annotation) for one in route.dependant.query_params
        }
        if "of" in asked and self.random.random() < 0.7:
            asked["of"] = browser.get("state").json()["digest"]
        query = "&".join(f"{name}={_quoted(value)}" for name, value in asked.items())
        methods = tuple(route.methods or ()) if self.random.random() < 0.9 else METHODS
        method = self.random.choice(methods)
        content = None
        if route.path == "/upload" and method == "POST":
            query = f"name={_quoted(self.random.choice(NAMES))}"
            return (
                method,
                f"{path}?{query}",
                {"content-type": "application/octet-stream"},
                self.random.choice(UPLOADS),
            )
        if method == "POST":
            content = json.dumps(self.body(route, browser)).encode()
            content = self.random.choice((content,) * 12 + (content[:-1], b"", b"[" * 9_000, b"\xff\xfe"))
        return method, f"{path}?{query}" if query else path, {"content-type": "application/json"}, content

    def stranger(self, request: tuple[str, str, dict[str, str], bytes | None]) -> tuple[str, Any, Any, Any]:
        """The same from somebody who must not be answered."""
        method, path, headers, content = request
        address, wrong = f"http://{HOST}/{SECRET}/{path}", self.random.randrange(7)
        if wrong == 0:
            address = address.replace(
                SECRET, self.random.choice((SECRET[:-1], SECRET.upper(), f"{SECRET}x", "static"))
            )
        elif wrong == 1:
            headers = headers | {
                "host": self.random.choice(("evil.example", "127.0.0.1", "localhost:8000", f"{HOST}."))
            }
        elif wrong == 2:
            headers = headers | {
                "origin": self.random.choice(("null", "http://evil.example", f"https://{HOST}", "x"))
            }
        elif wrong == 3:
            method, headers, content = "POST", {"content-type": "text/plain"}, content or b"{}"
        elif wrong == 4:
            method, headers, content = "POST", {"content-type": "application/json"}, b" " * (MOST_BYTES + 1)
        elif wrong == 5:
            method = self.random.choice(("PUT", "DELETE", "PATCH", "OPTIONS"))
        else:
            address = f"http://{HOST}/{path}"
        return method, address, headers, content


def _quoted(value: object) -> str:
    from urllib.parse import quote

    return quote(str(value).encode("utf-8", "replace"), safe="")[:3_000] or "%20"


def _seen(answer: Any, path: str) -> None:
    """An answer that may be seen: no fault of ours, and nothing raw where it becomes a page."""
    assert answer.status_code < 500, path
    assert "Traceback" not in answer.text
    assert CANARY not in answer.text
    kind = answer.headers.get("content-type", "")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    shown = [answer.text] if kind.startswith("text/html") else []
    if kind.startswith("text/event-stream"):
        assert "it could not be worked out" not in answer.text
        if re.match("slow/(section|compare|tournament)", path):
            events = (part.split("\ndata: ") for part in answer.text.split("\n\n") if part)
            shown = [str(json.loads(data)) for name, data in events if name == "event: done"]
    for text in shown:
        assert not any(raw in text for raw in RAW), path


def _laid(folder: Path) -> tuple[Desk, Path]:
    (folder / "outside.txt").write_text(CANARY, encoding="utf-8")
    inner = folder / "case"
    inner.mkdir()
    return laid(inner, EVIL_CASE), inner


def test_hostile_requests_on_every_route(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: nothing for who lacks the secret; no 500, no traceback, no script, no file outside the folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "cache"))  # a workbook is put together there
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # of modules that are loaded by a request
    broken: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", broken.append)
    desk, inner = _laid(tmp_path)
    routes = [one for area in _AREAS for one in area.routes(Bench(desk)).routes if isinstance(one, APIRoute)]
    browser, hostile = client(desk), Hostile(Random(15), routes)
    with watching() as files:
        for _ in range(examples(300)):
            request = hostile.request(browser)
            if hostile.random.random() < 0.3:
                method, address, headers, content = hostile.stranger(request)
                before = desk.now
                answer = browser.request(method, address, headers=headers, content=content)
                assert 400 <= answer.status_code < 500, address
                assert answer.text in ("no", ""), address
                assert desk.now is before
            else:
                method, path, headers, content = request
                answer = browser.request(method, path, headers=headers, content=content)
                _seen(answer, path)
    assert broken == []
    assert {answer.status_code for answer in (browser.get(""), browser.get("controls"))} == {200}
    _only_inside(files, inner, tmp_path)
    assert (tmp_path / "outside.txt").read_text(encoding="utf-8") == CANARY
    assert {one.name for one in tmp_path.iterdir()} <= {"outside.txt", "case", "cache"}
    open_desk(str(desk.file.path))  # what was saved on the way is still a case


def _only_inside(files: list[tuple[str, bool]], inner: Path, around: Path) -> None:
    own = tuple(f"{folder.resolve()}{os.sep}" for folder in (inner, around / "cache"))
    for name, writes in files:
        inside = f"{name}{os.sep}".startswith(own)
        assert inside or not writes or name == os.devnull, f"{name} was written"
        assert inside or not name.startswith(str(around.resolve())), f"{name} was read"
        assert not name.startswith(("/etc/passwd", "/etc/shadow")), f"{name} was read"


def test_what_is_looked_for_would_be_found(tmp_path: Path) -> None:
    """A file that is read outside the folder, and one that is written, are noticed."""
    (tmp_path / "case").mkdir()
    for name, mode in (("outside.txt", "w"), ("outside.txt", "r")):
        with watching() as files, (tmp_path / name).open(mode, encoding="utf-8"):
            pass
        with pytest.raises(AssertionError, match="written" if mode == "w" else "read"):
            _only_inside(files, tmp_path / "case", tmp_path)


NO_NAMES = (
    "../away", "/tmp/away", "a/b", "a\\b", "..", ".", "", " ", "con\x00", "a" * 81, "C:away", "~", EVIL,
    "-rf", "é",
)  # fmt: skip


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_new_case_is_made_in_the_folder_or_not_at_all(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    browser = TestClient(
        workbench(None, secret=SECRET, hosts=(HOST,), folder=inner),
        base_url=f"http://{HOST}/{SECRET}/", raise_server_exceptions=False,
    )  # fmt: skip
    for way, what in (("new", "blank"), ("new", name), ("here", name), ("try", name)):
        answer = browser.post("start", json={"way": way, "what": what, "name": name})
        assert answer.status_code == 422, (way, what)
        assert answer.json()["faults"]
    assert [one.name for one in tmp_path.rglob("*")] == ["inner"]
