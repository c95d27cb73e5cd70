"""The pages of the workbench: what the browser asks for, and what the desk and the answers say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel, ConfigDict, Field

from ..errors import InputError, WalkawayError
from ..questions import TABLE
from ..report.charts.chart_library import chart_library
from ..report.page import section
from ..report.self_contained import style
from .answers import Answered, Overtaken
from .controls import FORMS, changes, order_of, panels, value_of
from .desk import Desk, at_place
from .guard import Guard

__all__ = ["FULL", "QUICK", "SECTIONS", "workbench"]

QUICK, FULL = 100, 500
"""Draws of the first answer to a move, and of those that follow."""
SECTIONS = ("opening", *(screen for line in TABLE.values() for screen in line.screens if screen != "answer"))
_HOME = Path(__file__).parent
_OVERTAKEN = 409
_REFUSED = 422


@lru_cache(maxsize=4)
def _own(name: str) -> str:
    return (_HOME / "static" / name).read_text(encoding="utf-8")


_STATIC: dict[str, tuple[str, Callable[[], str]]] = {
    "charts.js": ("text/javascript", chart_library),
    "page.css": ("text/css", style),
    "workbench.css": ("text/css", lambda: _own("workbench.css")),
    "workbench.js": ("text/javascript", lambda: _own("workbench.js")),
}


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class MoveAsked(_Sent):
    """A judgement in a form, an order, a red line that counts or does not; without any of them, put back."""

    place: Annotated[str, Field(max_length=2_000)]
    form: Literal["number", "range", "points"] | None = None
    numbers: dict[Literal["value", "low", "likely", "high"], float] = {}
    order: Annotated[str, Field(max_length=20_000)] | None = None
    line: Annotated[int, Field(ge=0, lt=10_000)] | None = None
    on: bool = True


class TurnAsked(_Sent):
    """Which way to go in the history."""

    way: Literal["back", "again", "reset"]


class SaveAsked(_Sent):
    """What was seen before saving: the difference, to the letter."""

    difference: str


def _value(desk: Desk, move: MoveAsked) -> Any:
    """What a move puts at its place."""
    before = at_place(desk.plain, move.place)
    if move.form is not None:
        missing = [name for name in FORMS[move.form] if name not in move.numbers]
        if missing:
            raise ValueError(missing[0])
        return value_of(move.form, {str(name): number for name, number in move.numbers.items()}, before)
    if move.line is not None:
        now = desk.now.values.get(move.place, before) or []
        lines = [line for line in before or [] if line in now]
        if not move.line < len(before or []):
            raise ValueError("line")
        asked = before[move.line]
        return [line for line in before if (move.on if line is asked else line in lines)]
    return None if move.order is None else order_of(move.order, before)


class _Workbench:
    """One case and its answers."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        documents = _documents(desk)
        self.answered = Answered(documents, lambda: desk.now.case.digest)
        self._page = Environment(
            loader=FileSystemLoader(_HOME / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip

    def page(self) -> str:
        """The whole page, its answers still to come."""
        notes, self.desk.notes = self.desk.notes, []
        return self._page.get_template("workbench.html.j2").render(
            case=self.desk.file.case, panels=self._panels(), forms=FORMS, notes=notes,
            sections=self._titles(), name=self.desk.file.path.name, writable=self.desk.writable,
            state=self.state(),
        )  # fmt: skip

    def _panels(self) -> list[Any]:
        case = self.desk.now.case
        ledger = self.answered.ledger(case)
        return list(panels(case, self.desk.file.case, ledger, frozenset(self.desk.now.values)))

    def controls(self) -> str:
        """The controls alone, as the case now has them."""
        template = self._page.get_template("controls.html.j2")
        return template.render(panels=self._panels(), forms=FORMS, writable=self.desk.writable)

    @staticmethod
    def _titles() -> list[tuple[str, str]]:
        """The sections that are worked out when they are opened, with their titles."""
        titled = {screen: line.title for line in TABLE.values() for screen in line.screens}
        return [(name, titled[name]) for name in SECTIONS if name in ("left", "why", "bridges", "findout")]

    def state(self) -> dict[str, Any]:
        """Where the desk stands."""
        back, again = self.desk.steps
        cases = self.desk.file.case, self.desk.now.case
        base, now = ((case, self.answered.ledger(case)) for case in cases)
        moved = [asdict(one) for one in changes(base, now, frozenset(self.desk.now.values))]
        return {"digest": now[0].digest, "back": back, "again": again, "changes": moved}

    def section(self, name: str, digest: str, draws: int) -> str:
        """One section of the brief of the case as it now is."""
        case = self.desk.now.case
        if case.digest != digest:
            raise Overtaken
        return section(self.answered.brief(case, draws), name)


def _documents(desk: Desk) -> Any:
    from ..report.brief import grounds_of

    return grounds_of(desk.file)[1]


def workbench(desk: Desk, *, secret: str, hosts: tuple[str, ...]) -> Guard:
    """The application: everything below the secret, for these hosts alone."""
    bench = _Workbench(desk)
    app = FastAPI(title="Walkaway", docs_url=None, redoc_url=None, openapi_url=None)

    @app.exception_handler(Overtaken)
    def _(request: Any, error: Overtaken) -> Response:
        return PlainTextResponse("the case has moved on", _OVERTAKEN)

    @app.exception_handler(WalkawayError)
    def _(request: Any, error: WalkawayError) -> Response:
        faults = [str(fault) for fault in error.faults] if isinstance(error, InputError) else [str(error)]
        return JSONResponse({"faults": faults}, _REFUSED)

    @app.exception_handler(RequestValidationError)
    @app.exception_handler(ValueError)
    def _(request: Any, error: Exception) -> Response:
        return JSONResponse({"faults": ["what was sent is not a move"]}, _REFUSED)

    @app.get("/", response_class=HTMLResponse)
    def _() -> str:
        return bench.page()

    @app.get("/static/{name}")
    def _(name: str) -> Response:
        if name not in _STATIC:
            return PlainTextResponse("no", 404)
        kind, text = _STATIC[name]
        return Response(text(), media_type=kind)

    @app.get("/controls", response_class=HTMLResponse)
    def _() -> str:
        return bench.controls()

    @app.get("/section/{name}", response_class=HTMLResponse)
    def _(name: Literal[SECTIONS], of: str, quick: bool = False) -> str:  # type: ignore[valid-type]
        return bench.section(name, of, QUICK if quick else FULL)

    @app.post("/move")
    def _(move: MoveAsked) -> dict[str, Any]:
        desk.move({move.place: _value(desk, move)})
        return bench.state()

    @app.post("/turn")
    def _(turn: TurnAsked) -> dict[str, Any]:
        if turn.way == "reset":
            desk.move(dict.fromkeys(desk.now.values))
        else:
            (desk.back if turn.way == "back" else desk.again)()
        return bench.state()

    @app.get("/difference")
    def _() -> dict[str, str]:
        return {"difference": desk.difference()}

    @app.post("/save")
    def _(save: SaveAsked) -> dict[str, Any]:
        desk.save(save.difference)
        return bench.state()

    return Guard(app, secret=secret, hosts=hosts)
