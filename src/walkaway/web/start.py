"""The first page of a workbench that was opened without a case: a new case, one that is here, one to try."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from pydantic import Field

from ..case.yamltext import read_yaml
from ..catalogue import catalogue, templates
from ..errors import Faults, UsageError, WalkawayError, quoted
from ..evidence.intake.unreadable import stays
from ..outputs import OTHER, Targets
from .desk import Desk, open_desk
from .drafting import drafting, place_of
from .pages import Sent, app_with, templates_of

_MOST = 60  # cases of the folder that are listed
_BLANK = Path(__file__).parent / "templates" / "blank.yaml"


class Beginning(NamedTuple):
    """Something to begin with: its name, and its title or what it is about."""

    name: str
    title: str


class StartAsked(Sent):
    """A new case from a template, under a name; or one that is there."""

    way: Literal["new", "here", "try"]
    what: Annotated[str, Field(max_length=200)]
    name: Annotated[str, Field(max_length=200)] = ""


def _title(path: Path) -> str:
    """The title of a case file; empty where it is none."""
    try:
        data = read_yaml(path.read_text(encoding="utf-8"), path.name, Faults())[0]
    except (OSError, ValueError, WalkawayError):
        return ""
    return str(data.get("title", "")) if isinstance(data, dict) and "case" in data else ""


def _here(folder: Path) -> Iterator[Beginning]:
    """The cases of a folder."""
    files = sorted([*folder.glob("*/case.yaml"), *folder.glob("*.yaml"), *folder.glob("*.yml")])
    for path in files[:_MOST]:
        if stays(path, folder.resolve()) and (title := _title(path)):
            yield Beginning(
                path.parent.name if path.name == "case.yaml" and path.parent != folder else path.name, title
            )


def _written(folder: Path, template: str, name: str) -> Path:
    """A new case in a folder of its own; nothing that is there is written over."""
    known = {"blank": _BLANK, **templates()}
    if template not in known:
        raise UsageError.of(f"the template {quoted(template)}", f"one of {', '.join(known)}")
    path = place_of(folder, name) / "case.yaml"
    Targets().write([(path, OTHER, known[template].read_text(encoding="utf-8"))])
    return path


def start(folder: Path, opened: Callable[[Desk], None]) -> FastAPI:
    """The page; ``opened`` is given the desk that was chosen. New cases are made in the folder, no other."""
    app = app_with()
    app.include_router(drafting(folder, opened))

    @app.get("/", response_class=HTMLResponse)
    def _() -> str:
        return templates_of().get_template("start.html.j2").render(
            kinds=[Beginning("blank", "almost nothing, to be filled in"),
                   *(Beginning(name, _title(path)) for name, path in templates().items())],
            here=list(_here(folder)), folder=folder.resolve().name,
            tries=[Beginning(name, _title(path)) for name, path in catalogue().items()],
        )  # fmt: skip

    @app.post("/start")
    def _(asked: StartAsked) -> dict[str, Any]:
        if asked.way == "new":
            desk = open_desk(str(_written(folder, asked.what, asked.name)))
        elif asked.way == "try" and asked.what in catalogue():
            desk = open_desk(asked.what)
        elif asked.way == "here" and asked.what in {one.name for one in _here(folder)}:
            desk = open_desk(str(folder / asked.what))
        else:
            raise UsageError.of(quoted(asked.what), "one of the cases of the page")
        opened(desk)
        return {"title": desk.file.case.title}

    return app
