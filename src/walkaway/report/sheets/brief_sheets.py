"""A brief as sheets: its deals and its diagnosis, the ledger, and who said what."""

from __future__ import annotations

from ...case import Case
from ...spreadsheet import Sheet, sheet_of
from ..brief import Brief, DraftBrief
from .deals_sheets import deals_sheets
from .why_sheets import why_sheets

__all__ = ["brief_sheets"]


def brief_sheets(case: Case, found: Brief | DraftBrief) -> list[Sheet]:
    """What of it is a table; a draft has ledger and statements alone."""
    sheets = []
    if isinstance(found, Brief):
        sheets += deals_sheets(case, found.answers)
        if found.diagnosis is not None:
            sheets += why_sheets(case, found.diagnosis)
    return [*sheets, _ledger(found), _statements(found)]


def _ledger(found: Brief | DraftBrief) -> Sheet:
    rows = [
        [
            group.title, entry.kind, entry.what, entry.value, group.scale, entry.note,
            "\n".join(f"{one.document}: {one.words}" for one in entry.passages), entry.path,
        ]
        for group in found.ledger.groups
        for entry in group.entries
    ]  # fmt: skip
    return sheet_of("Ledger", ["whose", "judgement", "of", "value", "scale", "note", "cite", "path"], rows)


def _statements(found: Brief | DraftBrief) -> Sheet:
    rows = []
    for item in found.evidence.statements:
        who = item.speaker
        speaker = (who.name, who.role, who.party) if who is not None else ("", "", "")
        rows.append([item.document, *speaker, item.kind, " … ".join(span.text for span in item.content)])
    return sheet_of("Statements", ["document", "speaker", "role", "party", "kind", "words"], rows)
