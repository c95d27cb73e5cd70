"""A copy of a case that nobody may write into, in a folder of one's own; the page goes on there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from ..case import to_yaml
from ..errors import UsageError
from ..evidence.documents_folder import SUFFIXES
from ..evidence.draft_folder import refuse_full
from ..evidence.intake.unreadable import stays
from ..outputs import OTHER, Kind, Targets
from .bench import Bench
from .desk import open_desk
from .drafting import place_of
from .pages import Sent


class CopyAsked(Sent):
    """The name of a new folder, beside where the workbench was opened."""

    name: Annotated[str, Field(max_length=200)]


def _files(bench: Bench, place: Path) -> Iterator[tuple[Path, Kind, str | bytes]]:
    """The case as it now is, and its documents."""
    desk = bench.desk
    yield place / "case.yaml", OTHER, desk.edited() if desk.text else to_yaml(desk.now.case)
    documents = bench.papers.home
    for path in sorted(documents.glob("*")) if documents.is_dir() else ():
        if path.suffix.lower() in SUFFIXES and path.is_file() and stays(path, desk.home):
            yield place / "documents" / path.name, OTHER, path.read_bytes()


def routes(bench: Bench) -> APIRouter:
    """The copy."""
    area = APIRouter()

    @area.post("/copy")
    def _(asked: CopyAsked) -> dict[str, Any]:
        if bench.desk.writable:
            raise UsageError.of("a case file of yours", "Save, or Export for a copy of it")
        place = refuse_full(place_of(bench.folder, asked.name))
        Targets().write(_files(bench, place))
        fresh = open_desk(str(place))
        kept = "; variants stay with the case that was copied" if bench.desk.variants else ""
        fresh.notes.append(f"this is your copy, in {place.name}: what you change can be saved{kept}")
        bench.go_on(fresh)
        return {"folder": place.name}

    return area
