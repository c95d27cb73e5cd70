"""A brief as sheets: its deals and its diagnosis, the ledger, and who said what."""

from __future__ import annotations

from collections.abc import Iterator

from ...case import Case
from ...spreadsheet import Table, sheets_named
from ..brief import Brief, DraftBrief
from .deals_sheets import deals_sheets
from .why_sheets import why_sheets


@sheets_named(*deals_sheets.names, *why_sheets.names, "Ledger", "Statements")
def brief_sheets(case: Case, found: Brief | DraftBrief) -> Iterator[Table | None]:
    """What of it is a table; a draft has ledger and statements alone."""
    answers, diagnosis = (found.answers, found.diagnosed) if isinstance(found, Brief) else (None, None)
    yield from [None] * len(deals_sheets.names) if answers is None else deals_sheets.make(case, answers)
    yield from [None] * len(why_sheets.names) if diagnosis is None else why_sheets.make(case, diagnosis)
    yield _ledger(found)
    yield _statements(found)


def _ledger(found: Brief | DraftBrief) -> Table:
    rows = (
        [
            group.title, entry.kind, entry.what, entry.value, group.scale, entry.note,
            "\n".join(f"{one.document}: {one.words}" for one in entry.passages), entry.path,
        ]
        for group in found.ledger.groups
        for entry in group.entries
    )  # fmt: skip
    return ["whose", "judgement", "of", "value", "scale", "note", "cite", "path"], rows


def _statements(found: Brief | DraftBrief) -> Table:
    rows = []
    for item in found.evidence.statements:
        who = item.speaker
        speaker = (who.name, who.role, who.party) if who is not None else ("", "", "")
        rows.append([item.document, *speaker, item.kind, " … ".join(span.text for span in item.content)])
    return ["document", "speaker", "role", "party", "kind", "words"], rows
