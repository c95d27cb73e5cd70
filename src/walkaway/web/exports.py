"""What leaves the workbench: the brief, its first side, tables, results, the case, the picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from fastapi import APIRouter, Response

from ..case import CaseFile
from ..printing import json_text
from ..question import named
from ..questions import TABLE
from ..report.brief import Brief
from ..report.charts.picture import draw_charts
from ..report.page import side_page
from ..spreadsheet import Sheet
from .bench import Bench, Which
from .case_answers import FULL
from .progress import followed


class Taking(NamedTuple):
    """One form: its words, the end of its name, its media type, and what makes it of a brief and the file."""

    words: str
    end: str
    kind: str
    make: Callable[[Brief, CaseFile], str | bytes]


def _sheets(brief: Brief) -> list[Sheet]:
    sheets: list[Sheet] = list(named(TABLE["brief"].sheets)(brief.case, brief))
    return sheets


def _tables(brief: Brief, file: CaseFile) -> bytes:
    from ..interop.sheet_workbook import results_workbook

    return results_workbook(TABLE["brief"].about(brief, brief.case, file), _sheets(brief))


def _word(brief: Brief, file: CaseFile) -> bytes:
    from ..report.word import word_document

    return word_document(brief, _sheets(brief), TABLE["brief"].about(brief, brief.case, file))


def _results(brief: Brief, file: CaseFile) -> str:
    return json_text(TABLE["brief"].to_dict(brief, brief.case, file)) + "\n"


def _svg(brief: Brief) -> str:
    charts = draw_charts(brief.answers, brief.sample)
    return next(chart for chart in charts if chart.size == "wide").svg()


def _png(brief: Brief) -> bytes:
    import vl_convert

    return bytes(vl_convert.svg_to_png(_svg(brief), scale=2))


EXPORTS = {
    "brief": Taking("The brief, for any browser", "html", "text/html", lambda brief, _: brief.html()),
    "side": Taking("Its first side alone", "html", "text/html", lambda brief, _: side_page(brief)),
    "word": Taking("First side and tables for Word", "docx",
                   "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word),
    "tables": Taking("Tables for a spreadsheet", "xlsx",
                     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _tables),
    "results": Taking("All results as JSON", "json", "application/json", _results),
    "svg": Taking("The picture, to be edited (SVG)", "svg", "image/svg+xml", lambda brief, _: _svg(brief)),
    "png": Taking("The picture, to be shown (PNG)", "png", "image/png", lambda brief, _: _png(brief)),
}  # fmt: skip
"""What can be had of a case as it was saved, as it now is, or of a variant; beside the case file itself."""
_EXPORTED = ("case", *EXPORTS)


def _export(bench: Bench, form: str, text: str) -> tuple[str | bytes, str, str]:
    """A version in a form: what it is, its media type, and the name of its file."""
    desk, version = bench.desk, bench.version(text)
    path, name = desk.file.path, text.partition(":")[2]
    stem = path.parent.name if path.stem == "case" else path.stem
    file_name = re.sub(r"[^A-Za-z0-9]+", "-", f"{stem} {name}").strip("-") or "case"
    if form == "case":
        return desk.edited(version), "application/yaml", f"{file_name}.yaml"
    one = EXPORTS[form]
    made = one.make(bench.answered.whole(version.case, FULL, desk.file.folder), desk.file)
    return made, one.kind, f"{file_name}{'-first-side' * (form == 'side')}.{one.end}"


def routes(bench: Bench) -> APIRouter:
    """Each form of each version: first made, with progress, then taken."""
    area = APIRouter()

    @area.get("/slow/export/{form}")
    def _(form: Literal[_EXPORTED], version: Which) -> Response:  # type: ignore[valid-type]
        return followed(bench.answered, lambda: _export(bench, form, version)[2])

    @area.get("/export/{form}")
    def _(form: Literal[_EXPORTED], version: Which) -> Response:  # type: ignore[valid-type]
        content, kind, name = _export(bench, form, version)
        return Response(
            content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'}
        )

    return area
