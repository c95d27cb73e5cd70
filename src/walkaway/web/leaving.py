"""A document that is taken out of a case: what rests on it goes, its file only when that is asked for too.

The cites of a document go in one step, which can be taken back. Its file stays where it is, and is read,
until somebody moves it aside; nothing is deleted, and what was moved aside can be put back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from fastapi import APIRouter
from pydantic import ValidationError

from ..case import Cite
from ..case.entries import Changes, changed_text
from ..case.lines import Path, every_place, within
from ..case.mentions import emptied
from ..case.read import read_case_text
from ..case.yamltext import read_yaml
from ..errors import Faults, UsageError, quoted
from .bench import Bench
from .confined import inside, move_own
from .document_area import Name
from .field import words_of
from .pages import Sent


class LeaveAsked(Sent):
    """A document that nothing of the case is to rest on any more; sure once what goes was shown."""

    document: Name
    sure: bool = False


class AsideAsked(Sent):
    """The file of a document to be moved aside; or, by the name of the file, put back."""

    document: Name
    back: bool = False


def _resting(data: Any, document: str) -> Iterator[tuple[Path, str]]:
    """Every cite of a document, its place in the file and its words; then what is said of its reading."""
    for path, value in every_place(data):
        is_cite = path[-1:] == ("cite",) or path[-2:-1] == ("cite",)
        if is_cite and isinstance(value, str | dict):
            try:
                cite = Cite.model_validate(value)
            except ValidationError:
                continue
            if cite.document == document:
                yield path, cite.words
    handling = data.get("documents") or {}
    for key in ("keep", "reject"):
        for at, one in enumerate(handling.get(key) or ()):
            if one.get("document") == document:
                yield ("documents", key, at), one["words"]
    if document in handling and document not in ("keep", "reject"):
        yield ("documents", document), "what it is"


def _without(text: str, document: str) -> tuple[list[str], str]:
    """What rests on a document, in words, and the text without it."""
    data: Any = read_yaml(text, "case", Faults())[0]
    found = dict(_resting(data, document))
    if not found:
        return [], text
    case = read_case_text(text)
    told = [
        f"{words_of(case, tuple(part for part in path if part != 'cite'))}: “{' '.join(words.split())}”"
        for path, words in found.items()
    ]
    gone = emptied(data, set(found))
    bare = dict(_bare(data, {path[:-1] for path in gone if path[-1] == "cite"}))
    left = {path for path in gone if path[:-1] not in bare}
    outer = {path for path in left if not any(path[:end] in left for end in range(1, len(path)))}
    return told, changed_text(text, Changes(gone=frozenset(outer), set=bare))


def _bare(data: Any, judged: set[Path]) -> Iterator[tuple[Path, Any]]:
    """Judgements of which without their cite only the number, or the range, is left."""
    for path in judged:
        left = {key: value for key, value in within(data, path).items() if key != "cite"}
        if len(left) == 1 and left.keys() <= {"value", "range"}:
            yield path, next(iter(left.values()))


def _leave(bench: Bench, asked: LeaveAsked) -> dict[str, Any]:
    """Take out what rests on a document; ask first where something does."""
    desk = bench.desk
    if asked.document not in bench.papers.read(desk.now.case).reads:
        raise UsageError.of(f"the document {quoted(asked.document, 80)}", "a document of the case")
    began = desk.edited()
    told, text = _without(began, asked.document)
    if told and not asked.sure:
        return {"rests": told}
    if told:
        words = f"{asked.document}: taken out, with {len(told)} that rested on it"
        desk.take_over(text, began, [*bench.moved_words(), words])
    return bench.state()


def _move(bench: Bench, asked: AsideAsked) -> dict[str, Any]:
    """Move a file aside once nothing rests on it, or put one back."""
    desk, papers = bench.desk, bench.papers
    desk.require_writable()
    folders = [papers.home, papers.aside_home]
    if asked.back:
        if asked.document not in papers.aside:
            raise UsageError.of(
                f"the file {quoted(asked.document, 80)}", f"a file in {papers.aside_home.name}"
            )
        name = asked.document
    else:
        name = FilePath(papers.one(desk.now.case, asked.document).document.file).name
        if _without(desk.edited(), asked.document)[0]:
            raise UsageError.of("a document that the case rests on", "taken out of the case first")
    first, second = reversed(folders) if asked.back else folders
    move_own(inside(first, desk.home) / name, second, desk.home)
    papers.renew()
    return bench.state() | {"moved_file": name, "aside": papers.aside}


def routes(bench: Bench) -> APIRouter:
    """A document out of the case, and its file aside or back."""
    area = APIRouter()

    @area.post("/leave")
    def _(asked: LeaveAsked) -> dict[str, Any]:
        return _leave(bench, asked)

    @area.post("/aside")
    def _(asked: AsideAsked) -> dict[str, Any]:
        return _move(bench, asked)

    return area
