"""Documents beside the judgements: put in, read in pieces, and cited for a judgement, verified at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from pydantic import Field

from ..case import Case, Cite
from ..case.edit import edit_places
from ..case.history import DOCUMENT_KINDS, DocumentKind
from ..case.lines import Path
from ..case.read import CaseFile, read_as_far
from ..case.yamltext import read_yaml
from ..errors import CaseError, CiteError, Faults, UsageError
from ..evidence.cites import complaint, judged
from ..evidence.grounding import cite_of, grounded, with_cite
from ..evidence.quoting.quotes import QuoteMatch
from ..evidence.speech.model import LOST, has_parser
from ..language import counted
from .bench import Bench
from .desk import Desk
from .pages import Sent, templates_of
from .papers import Papers
from .progress import followed
from .reading_view import marks_of_statements, piece_at, pieces_of, units_of
from .uploads import store

Name = Annotated[str, Field(min_length=1, max_length=300)]


class WordsAsked(Sent):
    """Words of a document, as they were chosen."""

    document: Name
    words: Annotated[str, Field(max_length=20_000)]


class CiteAsked(WordsAsked):
    """Words, and the judgement that they are for."""

    place: Annotated[str, Field(max_length=2_000)]


class KindAsked(Sent):
    """What a document is; nothing leaves that to the program."""

    document: Name
    kind: DocumentKind | Literal[""]


def file_of(desk: Desk, text: str) -> CaseFile:
    """A text on the desk, with its lines."""
    file, faults = read_as_far(desk.file.path, text)
    faults.raise_if_any(CaseError)
    assert file is not None  # no faults means a case
    return file


@contextmanager
def bare() -> Iterator[None]:
    """Tell what is wrong with words without the place in the file, which nobody looks at here."""
    try:
        yield
    except CiteError as error:
        raise CiteError([replace(fault, file="", line=0, path="") for fault in error.faults]) from None


def _last_moved(desk: Desk) -> list[str]:
    """Places by when they were moved, the last first."""
    found: dict[str, None] = {}
    versions = desk.versions
    for before, after in zip(versions[-2::-1], versions[:0:-1], strict=True):
        changed = {place for place in {*before.values, *after.values}
                   if before.values.get(place) != after.values.get(place)}  # fmt: skip
        found.update(dict.fromkeys(sorted(changed)))
    return list(found)


def _judgements(bench: Bench) -> Iterator[tuple[str, str]]:
    """Every judgement that can have a cite, place and words; those moved last first."""
    ledger = bench.answered.ledger(bench.desk.now.case)
    words = {
        entry.path: f"{group.title}: {entry.kind}{f', {entry.what}' if entry.what else ''}"
        for group in ledger.groups
        for entry in group.entries
        if not entry.assumed
    }
    first = [place for place in _last_moved(bench.desk) if place in words]
    for place in dict.fromkeys([*first, *words]):
        yield place, words[place]


def _kind_of(text: str, document: str, kind: str) -> str:
    """The text with the kind of a document told, or told no more."""
    data: Any = read_yaml(text, "case", Faults())[0]
    handling = data.get("documents") or {}
    told = {**handling, document: {"kind": kind}}
    if not kind:
        told.pop(document)
    place: Path = ("documents",)
    if kind and document in handling:
        return edit_places(text, {(*place, document, "kind"): kind})
    if kind and handling:
        return edit_places(text, {(*place, document): {"kind": kind}})
    return edit_places(text, {place: told})


def _cite(bench: Bench, asked: CiteAsked) -> None:
    """Verify words and write them for a judgement; a moved one has them too."""
    desk = bench.desk
    words = dict(_judgements(bench)).get(asked.place, asked.place)
    began = desk.text_below
    file = file_of(desk, began)
    with bare():
        told, text = grounded(
            began, file, bench.answered.documents, asked.place, f"{asked.document}: {asked.words}"
        )
    now = desk.now.values
    moved = {asked.place: with_cite(asked.place, now[asked.place], told.cite)} if asked.place in now else {}

    def change(current: str) -> str:
        if current != began:
            raise UsageError.of("a case that was moved meanwhile", "the case as it was looked at")
        return text

    desk.write(f"{words}: cited “{' '.join(told.cite.words.split())}” ({told.cite.document})", change, moved)


def stands(bench: Bench, told: str, *enough: str) -> tuple[Cite, QuoteMatch]:
    """A cite of words that stand in a document, as ``check`` sees it; a CiteError if they do not."""
    cite, documents = cite_of(told), bench.answered.documents
    match = judged(cite, documents)
    if match.status not in enough:
        with bare():
            raise CiteError([complaint(bench.desk.file.lines, documents, (), cite, match)])
    return cite, match


def verified(bench: Bench, asked: WordsAsked) -> dict[str, Any]:
    """Whether words stand in a document: what to look at, or why not."""
    try:
        _, match = stands(bench, f"{asked.document}: {asked.words}", "found")
    except (UsageError, CiteError) as error:
        return {"found": False, "said": [str(fault) for fault in error.faults]}
    return {"found": True, "said": [f"stands there ({match.tier})", *match.notes]}


def routes(bench: Bench) -> APIRouter:
    """The list, one document, words that are cited, a kind that is told, and a document that is put in."""
    area, desk, papers = APIRouter(), bench.desk, bench.papers

    @area.get("/documents", response_class=HTMLResponse)
    def _() -> str:
        return _listed(bench, papers)

    @area.get("/document", response_class=HTMLResponse)
    def _(name: Name, piece: Annotated[int, Field(ge=0, lt=10_000)] = 0, at: int = -1) -> str:
        return _shown(desk.now.case, papers, name, piece, at)

    @area.get("/judgements")
    def _() -> list[list[str]]:
        return [[place, words] for place, words in _judgements(bench)]

    @area.get("/slow/said")
    def _() -> Response:
        def make() -> dict[str, Any]:
            found = papers.find(desk.now.case, bench.answered.tell)
            lost = "" if has_parser() else LOST
            return {"statements": len(found.statements), "conflicts": len(found.conflicts), "lost": lost}

        return followed(bench.answered, make)

    @area.post("/verify")
    def _(asked: WordsAsked) -> dict[str, Any]:
        return verified(bench, asked)

    @area.post("/cite")
    def _(asked: CiteAsked) -> dict[str, Any]:
        _cite(bench, asked)
        return bench.state()

    @area.post("/kind")
    def _(asked: KindAsked) -> dict[str, Any]:
        papers.one(desk.now.case, asked.document)
        words = f"{asked.document} is {asked.kind or 'what it looks like'}"
        desk.write(words, lambda text: _kind_of(text, asked.document, asked.kind))
        return bench.state()

    @area.post("/upload")
    async def _(request: Request, name: Annotated[str, Field(max_length=1_000)]) -> dict[str, str]:
        return await run_in_threadpool(_put, bench, name, await request.body())

    return area


def _put(bench: Bench, name: str, raw: bytes) -> dict[str, str]:
    """A document put in beside the case, and the name that it has there."""
    bench.desk.require_writable()
    stem = store(bench.papers.home, name, raw)
    bench.papers.renew()
    return {"name": stem}


def _shown(case: Case, papers: Papers, name: str, piece: int, at: int) -> str:
    """A piece of a document, by its number or by a place in the text, with what is marked in it."""
    read, found = papers.one(case, name), papers.said(case)
    pieces = pieces_of(read.document.text)
    number = piece_at(pieces, at) if at >= 0 else min(piece, len(pieces) - 1)
    marks = papers.cited(case, read)
    marks += marks_of_statements(found.statements if found is not None else (), name)
    return templates_of().get_template("document.html.j2").render(
        read=read, document=read.document, units=units_of(read, marks, *pieces[number]), piece=number,
        pieces=len(pieces), kinds=DOCUMENT_KINDS, told=case.documents.kinds.get(name, ""),
    )  # fmt: skip


def _listed(bench: Bench, papers: Papers) -> str:
    """The documents, what is unusual about them, and what could not be read."""
    case = bench.desk.now.case
    known, found = papers.read(case), papers.said(case)
    said: dict[str, int] = {}
    for one in found.statements if found is not None else ():
        said[one.document] = said.get(one.document, 0) + 1
    faults = [f"{PurePath(one.file).name}: {one.found}; {one.expected}" for one in known.faults]
    return templates_of().get_template("document_list.html.j2").render(
        reads=list(known.reads.values()), said=said, found=found is not None, faults=faults, counted=counted,
        aside=papers.aside, writable=bench.desk.writable,
    )  # fmt: skip
