"""Sections of the brief of the case as it now is: at once from few draws, or followed while they are made."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from ..questions import TABLE
from ..report.page import section
from .answers import FULL, QUICK
from .bench import Bench
from .progress import followed

__all__ = ["SECTIONS", "routes", "titles"]

SECTIONS = ("opening", *(screen for line in TABLE.values() for screen in line.screens if screen != "answer"))
_SLOW = ("left", "why", "bridges", "findout")


def titles() -> list[tuple[str, str]]:
    """The sections that are worked out when they are opened, with their titles."""
    titled = {screen: line.title for line in TABLE.values() for screen in line.screens}
    return [(name, titled[name]) for name in SECTIONS if name in _SLOW]


def routes(bench: Bench) -> APIRouter:
    """A section at once, or with its progress."""
    area = APIRouter()

    def made(name: str, digest: str, draws: int) -> str:
        return section(bench.answered.brief(bench.at(digest), draws), name)

    @area.get("/section/{name}", response_class=HTMLResponse)
    def _(name: Literal[SECTIONS], of: str, quick: bool = False) -> str:  # type: ignore[valid-type]
        return made(name, of, QUICK if quick else FULL)

    @area.get("/slow/section/{name}")
    def _(name: Literal[SECTIONS], of: str) -> Response:  # type: ignore[valid-type]
        return followed(bench.answered, lambda: made(name, of, FULL))

    return area
