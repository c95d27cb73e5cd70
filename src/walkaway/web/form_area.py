"""The case in forms: all of its parts as fields, each with its messages beside it.

What is typed becomes a step on the desk if the text that it makes has no fault; else its faults are told,
each with the place of the field that it belongs to, and the case stays as it was.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import Field

from ..case import Case
from ..case.entries import Changes, changed_text
from ..case.judgement import WRITTEN
from ..case.lines import Path, dotted, within
from ..case.read import read_case_text
from ..case.write import one_line
from ..case.yamltext import read_yaml
from ..errors import CaseError, Fault, Faults, InputError, UsageError, quoted
from ..loading import check_text
from . import steps
from .bench import Bench
from .case_answers import Overtaken
from .field import words_of
from .fields import parts_of
from .pages import Sent, templates_of
from .progress import followed
from .typing_in import typed

Short = Annotated[str, Field(max_length=2_000)]


class StepAsked(Sent):
    """What is done to a place of the case as it stood, by its digest."""

    of: Short
    do: Literal["set", "how", "add", "remove", "rename", "up", "down"]
    path: Annotated[list[Short | Annotated[int, Field(ge=0, lt=100_000)]], Field(min_length=1, max_length=24)]
    kind: Short = ""
    typed: str | bool | list[str] | dict[str, list[str] | dict[str, str]] = ""
    note: str = ""
    cites: str = ""
    given: dict[str, str] = Field(default_factory=dict)
    sure: bool = False


@lru_cache(maxsize=2)
def _data(text: str) -> dict[str, Any]:
    """The case in the form of its file."""
    data = read_yaml(text, "", Faults())[0]
    if not isinstance(data, dict):
        raise UsageError.of("a file of another program", "a case file; walkaway convert makes one of it")
    return data


def _changes(data: dict[str, Any], asked: StepAsked, path: Path) -> Changes:
    """The changes that a step means; a UsageError where it names a place of another kind."""
    try:
        return _meant(data, asked, path)
    except (LookupError, TypeError, AttributeError, AssertionError):
        raise UsageError.of(f"the step at {quoted(dotted(path))}", "one of those of the forms") from None


def _meant(data: dict[str, Any], asked: StepAsked, path: Path) -> Changes:
    if asked.do == "set":
        value = typed(asked.kind, asked.typed, note=asked.note, cites=asked.cites)
        return steps.placed(data, path, value)
    if asked.do == "how":
        return steps.how(data, path, str(asked.typed), list(asked.given))
    if asked.do == "add":
        return steps.added(data, path, asked.given)
    if asked.do == "remove":
        return steps.taken_out(data, path)
    if asked.do == "rename":
        return steps.named_anew(data, path, str(asked.typed).strip())
    return steps.ordered(data, path, -1 if asked.do == "up" else 1)


def _goes(data: dict[str, Any], path: Path, changes: Changes) -> list[str]:
    """What else goes, or is cut, with something that is taken out: its place, and how it begins."""
    others = [one for one in sorted(changes.gone, key=str) if one != path] + sorted(changes.set, key=str)
    lines = []
    for place in others:
        text = one_line(within(data, place))
        lines.append(f"{dotted(place)}: {text if len(text) <= 80 else text[:79] + '…'}")
    return lines


def _said(case: Case, asked: StepAsked, path: Path, changes: Changes) -> str:
    """What a step does, for the list of what was changed."""
    done = {"how": "in another form", "remove": "taken out", "up": "moved up", "down": "moved down"}
    title = asked.given.get("title", "").strip() or "one more"
    value = next(iter(changes.set.values()), next((one.value for one in changes.added), ""))
    text = one_line(value) if asked.do == "set" else str(asked.typed)
    done |= {"add": f"{title} added", "rename": f"now {text} in the file", "set": text or "taken out"}
    words = done[asked.do]
    return f"{words_of(case, path)}: {words if len(words) <= 80 else words[:79] + '…'}"


def _told(error: InputError, path: Path) -> Response:
    """The faults, each with the place that it belongs to."""
    faults = [{"place": one.path or dotted(path), "text": _words(one)} for one in error.faults]
    return JSONResponse({"faults": faults}, 422)


def _words(fault: Fault) -> str:
    """A fault beside its field, without what only the file has: its place, and how a judgement is written."""
    said = str(replace(fault, file="", line=0, path=""))
    return said.replace(WRITTEN, "a number, or a low and a high one, with a likely one between them or not")


def routes(bench: Bench) -> APIRouter:
    """The forms, and a step in them."""
    area, desk = APIRouter(), bench.desk

    @area.get("/forms", response_class=HTMLResponse)
    def _(opened: Annotated[list[Short], Query(max_length=200)] = []) -> str:  # noqa: B006 - never changed
        text, digest = desk.edited(), desk.now.case.digest
        if not text:
            return (
                "<p>This is a file of another program: <code>walkaway convert</code> makes a case of it.</p>"
            )
        case = read_case_text(text)
        parts = parts_of(_data(text), case, frozenset(opened))
        template = templates_of().get_template("forms.html.j2")
        return template.render(parts=parts, digest=digest, opened=opened, title=case.title)

    @area.post("/step")
    def _(asked: StepAsked) -> Any:
        if asked.of != desk.now.case.digest:
            raise Overtaken
        before, path = desk.edited(), tuple(asked.path)
        try:
            data = _data(before)
            changes = _changes(data, asked, path)
            if asked.do == "remove" and not asked.sure and (goes := _goes(data, path, changes)):
                return {"goes": goes}
            after = changed_text(before, changes)
            told = check_text(after, desk.file.path, doubts=False)
            faults = Faults()
            faults.extend(one for one in told if one.level == "fault")
            faults.raise_if_any(CaseError)
            words = _said(desk.now.case, asked, path, changes)
            desk.take_over(after, before, [*bench.moved_words(), words])
        except InputError as error:
            return _told(error, path)
        return bench.state()

    @area.get("/slow/doubts")
    def _(of: str) -> Response:
        def make() -> list[dict[str, str]]:
            bench.at(of)
            told = check_text(desk.edited(), desk.file.path)
            return [{"place": one.path, "text": _words(one)} for one in told if one.level == "doubt"]

        return followed(bench.answered, make)

    return area
