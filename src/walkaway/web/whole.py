"""The whole page, its answers still to come; and the controls alone, as the case now has them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from .bench import Bench
from .controls import FORMS
from .exports import EXPORTS
from .pages import SCRIPTS, STYLES, templates_of
from .sections import titles
from .tournament_area import offered


def _plain(name: str) -> str:
    """The name of a case as that of a folder may be."""
    return re.sub(r"[^A-Za-z0-9]+", "-", Path(name).stem).strip("-") or "case"


def routes(bench: Bench) -> APIRouter:
    """The page and its controls."""
    area, desk, templates = APIRouter(), bench.desk, templates_of()

    @area.get("/", response_class=HTMLResponse)
    def _() -> str:
        notes, desk.notes = desk.notes, []
        return templates.get_template("workbench.html.j2").render(
            case=desk.file.case, panels=bench.panels(), forms=FORMS, notes=notes, sections=titles(),
            exports=EXPORTS, name=desk.file.path.name, writable=desk.writable, state=bench.state(),
            scripts=SCRIPTS, styles=STYLES, strategies=offered(desk.now.case),
            folder=bench.folder.resolve().name, copy=f"{_plain(desk.name)}-copy",
        )  # fmt: skip

    @area.get("/controls", response_class=HTMLResponse)
    def _() -> str:
        template = templates.get_template("controls.html.j2")
        return template.render(panels=bench.panels(), forms=FORMS, writable=desk.writable)

    @area.get("/state")
    def _() -> dict[str, Any]:
        return bench.state()

    return area
