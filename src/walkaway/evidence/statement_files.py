"""Statements out: CSV for spreadsheets, Markdown for people, JSON-LD (W3C annotations) for other tools.

Texts come from strangers: no cell starts a formula, nothing is markup, nothing ends a script element.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote as percent

from ..spreadsheet import csv_text, sheet_of
from .findings import Document, Quoted, Read, Statement

COLUMNS = (
    "id", "document", "sha256", "date", "speaker", "role", "party", "cue", "kind", "polarity", "modality",
    "embedded", "band", "start", "end", "words", "extractor",
)  # fmt: skip

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>^$=])")
_ADDRESS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=www)\\\.|@", re.IGNORECASE)
_AROUND = 32  # characters
_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"walkaway": "urn:walkaway:"}]


def to_csv(statements: Iterable[Statement], reads: Iterable[Read]) -> str:
    """One line for each span of words of each statement, with offsets into the canonical text."""
    by_name = {read.document.name: read for read in reads}
    rows = []
    for item in statements:
        read = by_name.get(item.document)
        head = (
            item.id, item.document, read.document.sha256 if read else "",
            read.date_at(item.content[0].start) if read else "",
            *_speaker(item), item.cue.text if item.cue else "", item.kind, item.polarity, item.modality,
            item.embedded, item.band,
        )  # fmt: skip
        rows += [(*head, span.start, span.end, span.text, item.extractor) for span in item.content]
    return csv_text(sheet_of("statements", COLUMNS, rows))


def _speaker(item: Statement) -> tuple[str, str, str]:
    return (item.speaker.name, item.speaker.role, item.speaker.party) if item.speaker else ("", "", "")


def _md(text: str) -> str:
    """Text of a stranger as Markdown that shows it and nothing else, on one line."""
    text = " ".join(_CONTROL.sub("\ufffd", text).split()).replace("&", "&amp;").replace("<", "&lt;")
    escaped = _MARKUP.sub(r"\\\1", text)
    return _ADDRESS.sub(lambda match: {":": "&#58;", "@": "&#64;"}.get(match.group(), "&#46;"), escaped)


def to_markdown(statements: Iterable[Statement], reads: Iterable[Read]) -> str:
    """Statements by document and speaker, direct words in quote marks."""
    by_document: dict[str, list[Statement]] = {}
    for item in statements:
        by_document.setdefault(item.document, []).append(item)
    documents = {read.document.name: read.document for read in reads}
    lines = ["# Who said what"]
    for name, items in by_document.items():
        source = documents.get(name)
        title = source.title if source is not None and source.title else name
        lines += ["", f"## {_md(title)}", ""]
        if source is not None:
            about = ", ".join(filter(None, (source.outlet, source.dated, source.file)))
            lines += [f"{_md(about)} · sha256 {source.sha256[:12]}", ""]
        lines += [_line(item) for item in items]
    return "\n".join(lines) + "\n"


def _line(item: Statement) -> str:
    name, role, _ = _speaker(item)
    who = f"**{_md(name)}**" if name else "**no speaker named**"
    who += f" ({_md(role)})" if role else ""
    words = " … ".join(map(_md, item.pieces))
    words = f"“{words}”" if item.kind == "direct" else words
    marks = [item.kind, *(["negative"] if item.polarity == "negative" else [])]
    marks += [item.modality] if item.modality != "asserted" else []
    marks += ["wide"] if item.band == "wide" else []
    places = ", ".join(f"{span.start}–{span.end}" for span in item.content)
    return f"- {who}: {words} — {', '.join(marks)}; {_md(item.document)} {places}"


def _bodies(item: Statement) -> list[dict[str, Any]]:
    name, role, party = _speaker(item)
    facts = {
        "speaker": name, "role": role, "party": party, "cue": item.cue.text if item.cue else "",
        "kind": item.kind, "polarity": item.polarity, "modality": item.modality, "embedded": item.embedded,
        "band": item.band,
    }  # fmt: skip
    body = {"type": "TextualBody", "purpose": "tagging", "format": "text/plain"}
    return [body | {"walkaway:property": key, "value": value} for key, value in facts.items() if value]


def _targets(item: Statement, read: Read | None) -> list[dict[str, Any]]:
    if read is None:
        return [{"type": "SpecificResource", "scope": item.document,
                 "selector": [{"type": "TextQuoteSelector", "exact": span.text}]}
                for span in item.content]  # fmt: skip
    return [_target(read.document, span) for span in item.content if span.end > span.start]


def _target(document: Document, span: Quoted) -> dict[str, Any]:
    """Where words stand: at a place of the text with a digest, or wherever they have these surroundings."""
    text, start, end = document.text, span.start, span.end
    return {
        "type": "SpecificResource",
        "source": f"urn:sha256:{document.sha256}",
        "scope": document.name,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": text[start:end],
             "prefix": text[max(0, start - _AROUND) : start], "suffix": text[end : end + _AROUND]},
        ],
    }  # fmt: skip


def to_jsonld(statements: Sequence[Statement], reads: Iterable[Read]) -> str:
    """Statements as a W3C annotation collection."""
    by_name = {read.document.name: read for read in reads}
    items = [
        {
            "id": f"urn:walkaway:statement:{percent(item.id.encode('utf-8', 'replace'), safe='')}",
            "type": "Annotation",
            "motivation": "identifying",
            **({"generator": {"type": "Software", "name": item.extractor}} if item.extractor else {}),
            "body": _bodies(item),
            "target": _targets(item, by_name.get(item.document)),
        }
        for item in statements
    ]
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    data = {"@context": _CONTEXT, "type": "AnnotationCollection", "label": "Statements",
            "total": len(items), "first": page}  # fmt: skip
    text = json.dumps(data, ensure_ascii=True, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"
