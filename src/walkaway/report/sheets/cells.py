"""What sheets of results are filled with: numbers as ``--json`` has them, titles in place of ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...analysis.result import plain
from ...case import Case
from ...language import listed
from ...spreadsheet import Cell


def numbers_of(values: Iterable[Any]) -> list[Cell]:
    """Numbers as ``--json`` has them."""
    return [plain(value) for value in values]


def of_each(who: Iterable[str], values: Mapping[str, Any] | None) -> list[Cell]:
    """The numbers of some parties, in their order; empty where there are none."""
    return [None if values is None else plain(values.get(name)) for name in who]


def labels(case: Case, who: Iterable[str], what: str = "") -> list[str]:
    """Titles of parties, as heads of what each has."""
    return [f"{case.label(name)}{what}" for name in who]


def listed_titles(case: Case, who: Iterable[str]) -> str | None:
    """Some parties in one cell; empty for none."""
    return listed(map(case.label, who)) or None


def issue_heads(case: Case) -> list[str]:
    """The titles of all issues, above the terms of deals."""
    return [case.issue_label(issue) for issue in case.issues]


def terms_of(case: Case, deal: Mapping[str, str] | None) -> list[Cell]:
    """The titles of a deal's options, in the order of the issues; empty where a deal leaves them open."""
    return [
        case.option_label(issue, deal[issue]) if deal and issue in deal else None for issue in case.issues
    ]
