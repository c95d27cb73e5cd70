"""A first case from documents, on the page that comes before any case: by rules, as ``walkaway draft`` does.

Documents wait in a folder of the machine's own until they are drafted from or dropped; no model is asked.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from ..errors import UsageError, quoted
from ..evidence.draft_folder import refuse_full, write_draft
from ..evidence.extra import need_documents
from ..evidence.gathering import gather
from ..options import Progress
from .confined import inside
from .desk import Desk, open_desk
from .pages import Sent
from .progress import told
from .uploads import store

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}")
_MOST = 200  # documents that wait


class DroppedAsked(Sent):
    """A document that is not to be drafted from after all."""

    name: Annotated[str, Field(max_length=300)]


def place_of(folder: Path, name: str) -> Path:
    """Where a new case goes: a folder of a plain name in another; a UsageError for any other name."""
    if not _NAME.fullmatch(name):
        right = "letters, digits, spaces, dots, dashes, at most 80, beginning with a letter or digit"
        raise UsageError.of(f"the name {quoted(name)}", right)
    inside(folder / name, folder.resolve())
    return folder / name


def drafting(folder: Path, opened: Callable[[Desk], None]) -> APIRouter:
    """Documents that wait, and the case that is drafted from them in a folder of its own, and opened."""
    area = APIRouter()
    home = Path(tempfile.mkdtemp(prefix="walkaway-")).resolve() / "documents"
    atexit.register(shutil.rmtree, home.parent, ignore_errors=True)
    given: dict[str, Path] = {}  # in the order in which they came

    def listed() -> dict[str, Any]:
        return {"names": [path.name for path in given.values()]}

    @area.post("/upload")
    async def _(request: Request, name: Annotated[str, Field(max_length=1_000)]) -> dict[str, Any]:
        raw = await request.body()
        if len(given) >= _MOST:
            raise UsageError.of(f"more than {_MOST} documents", "fewer; `walkaway draft` takes a folder")
        stem = await run_in_threadpool(store, home, name, raw)
        given[stem] = next(path for path in home.iterdir() if path.stem == stem)
        return {**listed(), "name": stem}

    @area.post("/dropped")
    def _(asked: DroppedAsked) -> dict[str, Any]:
        for stem, path in [*given.items()]:
            if path.name == asked.name:
                given.pop(stem).unlink(missing_ok=True)
        return listed()

    @area.get("/slow/draft")
    def _(name: Annotated[str, Field(max_length=200)]) -> Response:
        def make(progress: Progress) -> dict[str, Any]:
            place = refuse_full(place_of(folder, name))
            need_documents("reading documents")
            if not given:
                raise UsageError.of("no documents", "at least one")
            gathered = gather([*given.values()], progress=progress, apart=True)
            drafted = write_draft(gathered, place)
            desk = open_desk(str(place))
            opened(desk)
            shutil.rmtree(home)
            return {"title": desk.file.case.title, "statements": len(drafted.gathered.statements)}

        return told(make)

    return area
