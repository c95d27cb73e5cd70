"""The pages of the workbench: what the browser asks for, and what the desk and the answers say."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse
from pydantic import Field

from ..case import Case
from ..loading import check_text
from ..questions import TABLE
from ..report.page import section
from .answers import Answered, Overtaken
from .controls import FORMS, changes, order_of, panels, value_of
from .desk import Desk, Version, at_place
from .exports import EXPORTS
from .guard import Guard
from .pages import Sent, app_with, templates_of
from .progress import followed
from .start import start

__all__ = ["FULL", "QUICK", "SECTIONS", "workbench"]

QUICK, FULL = 100, 500
"""Draws of the first answer to a move, and of those that follow."""
SECTIONS = ("opening", *(screen for line in TABLE.values() for screen in line.screens if screen != "answer"))
_EXPORTED = ("case", *EXPORTS)
Which = Annotated[str, Field(pattern="^(saved|now|variant:.*)$", max_length=200)]


class MoveAsked(Sent):
    """A judgement in a form, an order, a red line that counts or does not; without any of them, put back."""

    place: Annotated[str, Field(max_length=2_000)]
    form: Literal["number", "range", "points"] | None = None
    numbers: dict[Literal["value", "low", "likely", "high"], float] = Field(default_factory=dict)
    order: Annotated[str, Field(max_length=20_000)] | None = None
    line: Annotated[int, Field(ge=0, lt=10_000)] | None = None
    on: bool = True


class TurnAsked(Sent):
    """Which way to go in the history."""

    way: Literal["back", "again", "reset"]


class VariantAsked(Sent):
    """What to do with a name: give it to the case as it is, move to what has it, or drop it."""

    way: Literal["keep", "take", "drop"]
    name: Annotated[str, Field(max_length=1_000)]


class TextAsked(Sent):
    """The text of a case as it is typed."""

    text: str


class RewriteAsked(TextAsked):
    """A text that is to be written, and the one that it began from."""

    began: str


class SaveAsked(Sent):
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
        self._page = templates_of()

    def page(self) -> str:
        """The whole page, its answers still to come."""
        notes, self.desk.notes = self.desk.notes, []
        return self._page.get_template("workbench.html.j2").render(
            case=self.desk.file.case, panels=self._panels(), forms=FORMS, notes=notes,
            sections=self._titles(), exports=EXPORTS, name=self.desk.file.path.name,
            writable=self.desk.writable, state=self.state(),
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
        variants = [{"name": name, "places": len(one.values)} for name, one in self.desk.variants.items()]
        return {"digest": now[0].digest, "back": back, "again": again, "changes": moved, "variants": variants}

    def version(self, text: str) -> Version:
        """The case as it was saved, as it now is, or as a variant that is named after a colon."""
        kind, _, name = text.partition(":")
        if kind == "variant":
            return self.desk.variant(name)
        return Version(self.desk.file.case, {}) if kind == "saved" else self.desk.now

    def export(self, form: str, text: str) -> tuple[str | bytes, str, str]:
        """A version in a form: what it is, its media type, and the name of its file."""
        desk, version = self.desk, self.version(text)
        path, name = desk.file.path, text.partition(":")[2]
        stem = path.parent.name if path.stem == "case" else path.stem
        file_name = re.sub(r"[^A-Za-z0-9]+", "-", f"{stem} {name}").strip("-") or "case"
        if form == "case":
            return desk.edited(version), "application/yaml", f"{file_name}.yaml"
        one = EXPORTS[form]
        made = one.make(self.answered.whole(version.case, FULL, desk.file.folder), desk.file)
        return made, one.kind, f"{file_name}{'-first-side' * (form == 'side')}.{one.end}"

    def at(self, digest: str) -> Case:
        """The case as it now is, if that is what was asked for."""
        case = self.desk.now.case
        if case.digest != digest:
            raise Overtaken
        return case

    def section(self, name: str, digest: str, draws: int) -> str:
        """One section of the brief of the case as it now is."""
        return section(self.answered.brief(self.at(digest), draws), name)


def _documents(desk: Desk) -> Any:
    from ..report.brief import grounds_of

    return grounds_of(desk.file)[1]


def workbench(desk: Desk | None, *, secret: str, hosts: tuple[str, ...], folder: Path | None = None) -> Guard:
    """The application: everything below the secret, for these hosts alone.

    Without a desk it begins with a page on which a case is chosen, or made in the folder.
    """

    def opened(chosen: Desk) -> None:
        guard.app = _pages_of(chosen)

    begin = _pages_of(desk) if desk is not None else start(folder or Path(), opened)
    guard = Guard(begin, secret=secret, hosts=hosts)
    return guard


def _pages_of(desk: Desk) -> FastAPI:
    """The pages of one case."""
    bench = _Workbench(desk)
    app = app_with()

    @app.get("/", response_class=HTMLResponse)
    def _() -> str:
        return bench.page()

    @app.get("/controls", response_class=HTMLResponse)
    def _() -> str:
        return bench.controls()

    @app.get("/section/{name}", response_class=HTMLResponse)
    def _(name: Literal[SECTIONS], of: str, quick: bool = False) -> str:  # type: ignore[valid-type]
        return bench.section(name, of, QUICK if quick else FULL)

    @app.get("/slow/section/{name}")
    def _(name: Literal[SECTIONS], of: str) -> Response:  # type: ignore[valid-type]
        return followed(bench.answered, lambda: bench.section(name, of, FULL))

    @app.get("/slow/compare")
    def _(old: Which, new: Which) -> Response:
        return followed(
            bench.answered,
            lambda: bench.answered.compared(bench.version(old).case, bench.version(new).case, FULL),
        )

    @app.get("/slow/takes")
    def _(place: Annotated[str, Field(max_length=2_000)], of: str) -> Response:
        return followed(bench.answered, lambda: list(bench.answered.what_it_takes(bench.at(of), place, FULL)))

    @app.get("/slow/export/{form}")
    def _(form: Literal[_EXPORTED], version: Which) -> Response:  # type: ignore[valid-type]
        return followed(bench.answered, lambda: bench.export(form, version)[2])

    @app.get("/export/{form}")
    def _(form: Literal[_EXPORTED], version: Which) -> Response:  # type: ignore[valid-type]
        content, kind, name = bench.export(form, version)
        return Response(
            content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'}
        )

    @app.post("/variant")
    def _(variant: VariantAsked) -> dict[str, Any]:
        {"keep": desk.keep, "take": desk.take, "drop": desk.drop}[variant.way](variant.name)
        return bench.state()

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

    @app.get("/text")
    def _() -> dict[str, str]:
        return {"text": desk.edited()}

    @app.post("/check")
    def _(typed: TextAsked) -> dict[str, Any]:
        faults = [
            {"line": one.line, "level": one.level, "text": str(replace(one, file="", line=0))}
            for one in check_text(typed.text, desk.file.path)
        ]
        return {"faults": faults, "difference": desk.difference(typed.text)}

    @app.post("/rewrite")
    def _(typed: RewriteAsked) -> dict[str, Any]:
        desk.rewrite(typed.text, typed.began)
        return {"digest": desk.now.case.digest}

    @app.get("/difference")
    def _() -> dict[str, str]:
        return {"difference": desk.difference()}

    @app.post("/save")
    def _(save: SaveAsked) -> dict[str, Any]:
        desk.save(save.difference)
        return bench.state()

    return app
