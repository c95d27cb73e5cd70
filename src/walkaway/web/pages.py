"""What the pages of the workbench share: templates, files of their own, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel, ConfigDict

from ..errors import InputError, WalkawayError
from ..report.charts.chart_library import chart_library
from ..report.self_contained import style
from .case_answers import Overtaken
from .desk_versions import MovedElsewhere

_HOME = Path(__file__).parent
_OVERTAKEN, _REFUSED, _NONE = 409, 422, 404
SCRIPTS = (
    "charts.js",
    "workbench.js",
    "following.js",
    "answers.js",
    "order.js",
    "controls.js",
    "saving.js",
    "variants.js",
    "exports.js",
    "text.js",
    "uploads.js",
    "documents.js",
    "settling.js",
    "leaving.js",
    "copying.js",
    "forms.js",
    "tournament.js",
)
"""Scripts of the workbench, in the order in which they run; the first two offer what the others use."""
STYLES = (
    "page.css",
    "workbench.css",
    "documents.css",
    "forms.css",
    "tournament.css",
)
"""Its styles."""


class Sent(BaseModel):
    """What the page sends."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


@lru_cache(maxsize=64)
def _own(name: str) -> str:
    return (_HOME / "static" / name).read_text(encoding="utf-8")


_STATIC: dict[str, tuple[str, Callable[[], str]]] = {
    **{
        name: ("text/css" if name.endswith(".css") else "text/javascript", partial(_own, name))
        for name in (*SCRIPTS, *STYLES, "start.js")
    },
    "charts.js": ("text/javascript", chart_library),
    "page.css": ("text/css", style),
}


@lru_cache(maxsize=1)
def templates_of() -> Environment:
    """The templates of the workbench; every text that they are given is escaped."""
    return Environment(
        loader=FileSystemLoader(_HOME / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def faults_of(error: WalkawayError) -> list[str]:
    """What is wrong, line by line."""
    return [str(fault) for fault in error.faults] if isinstance(error, InputError) else [str(error)]


def app_with() -> FastAPI:
    """An application with the files of the page, that tells what it refuses."""
    app = FastAPI(title="Walkaway", docs_url=None, redoc_url=None, openapi_url=None)

    @app.exception_handler(Overtaken)
    def _(request: Any, error: Overtaken) -> Response:
        return PlainTextResponse("the case has moved on", _OVERTAKEN)

    @app.exception_handler(WalkawayError)
    def _(request: Any, error: WalkawayError) -> Response:
        status = _OVERTAKEN if isinstance(error, MovedElsewhere) else _REFUSED
        return JSONResponse({"faults": faults_of(error)}, status)

    @app.exception_handler(RequestValidationError)
    @app.exception_handler(ValueError)
    def _(request: Any, error: Exception) -> Response:
        return JSONResponse({"faults": ["what was sent is not a move"]}, _REFUSED)

    @app.get("/static/{name}")
    def _(name: str) -> Response:
        if name not in _STATIC:
            return PlainTextResponse("no", _NONE)
        kind, text = _STATIC[name]
        return Response(text(), media_type=kind)

    return app
