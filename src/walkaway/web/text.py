"""The case as text: checked while it is typed, and written into its file after the difference was seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter

from ..loading import check_text
from .bench import Bench
from .pages import Sent


class TextAsked(Sent):
    """The text of a case as it is typed."""

    text: str


class RewriteAsked(TextAsked):
    """A text that is to be written, and the one that it began from."""

    began: str


class SaveAsked(Sent):
    """What was seen before saving: the difference, to the letter."""

    difference: str


def routes(bench: Bench) -> APIRouter:
    """Text, check, and both ways into the file."""
    area, desk = APIRouter(), bench.desk

    @area.get("/text")
    def _() -> dict[str, str]:
        return {"text": desk.edited()}

    @area.post("/check")
    def _(typed: TextAsked) -> dict[str, Any]:
        faults = [
            {"line": one.line, "level": one.level, "text": str(replace(one, file="", line=0))}
            for one in check_text(typed.text, desk.file.path)
        ]
        return {"faults": faults, "difference": desk.difference(typed.text)}

    @area.post("/rewrite")
    def _(typed: RewriteAsked) -> dict[str, Any]:
        desk.rewrite(typed.text, typed.began)
        return {"digest": desk.now.case.digest}

    @area.post("/reread")
    def _() -> dict[str, Any]:
        bench.take_up()
        return bench.state()

    @area.get("/difference")
    def _() -> dict[str, str]:
        return {"difference": desk.difference()}

    @area.post("/save")
    def _(save: SaveAsked) -> dict[str, Any]:
        desk.save(save.difference)
        return bench.state()

    return area
