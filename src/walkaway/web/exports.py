"""What leaves the workbench: the brief, its first side, tables, results, the case, the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..case import CaseFile
from ..printing import json_text
from ..question import named
from ..questions import TABLE
from ..report.brief import Brief
from ..report.charts.picture import draw_charts
from ..report.page import side_page
from ..spreadsheet import Sheet

__all__ = ["EXPORTS", "Taking"]


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
    from ..interop.sheet_workbook import workbook_bytes

    lines = TABLE["brief"].about(brief, brief.case, file)
    about = Sheet("About", (), tuple((line,) for line in lines), frozenset({0}))
    return workbook_bytes([about, *_sheets(brief)])


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
