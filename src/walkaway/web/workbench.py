"""The workbench: its areas, each a file that says what it answers, behind the guard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI

from . import (
    copying,
    document_area,
    exports,
    form_area,
    leaving,
    move_area,
    sections,
    settling,
    text,
    tournament_area,
    variant_area,
    whole,
)
from .bench import Bench
from .desk import Desk
from .guard import Guard
from .pages import app_with
from .start import start

_AREAS = (
    whole,
    sections,
    move_area,
    variant_area,
    text,
    form_area,
    exports,
    document_area,
    leaving,
    settling,
    copying,
    tournament_area,
)
"""Each with ``routes(bench)``; scripts and styles of an area stand in :mod:`walkaway.web.pages`."""


def workbench(desk: Desk | None, *, secret: str, hosts: tuple[str, ...], folder: Path | None = None) -> Guard:
    """The application: everything below the secret, for these hosts alone.

    Without a desk it begins with a page on which a case is chosen; new ones, and copies, go into the folder.
    """
    place = folder or Path()

    def opened(chosen: Desk) -> None:
        guard.app = _pages_of(chosen, place, opened)

    begin = _pages_of(desk, place, opened) if desk is not None else start(place, opened)
    guard = Guard(begin, secret=secret, hosts=hosts)
    return guard


def _pages_of(desk: Desk, folder: Path, opened: Callable[[Desk], None]) -> FastAPI:
    """The pages of one case."""
    bench, app = Bench(desk, folder, opened), app_with()
    for area in _AREAS:
        app.include_router(area.routes(bench))
    return app
