"""The page of a comparison: the stairs from the old answer to the new one, and every change in words."""

from __future__ import annotations

from typing import Any

from .._version import __version__
from ..analysis.compare.comparison import Comparison
from ..case import Case
from .language.people import introductions
from .screens.what_changed import (
    VERSIONS,
    Called,
    account_words,
    change_rows,
    change_sentences,
    other_words,
    stairs,
)
from .self_contained import part, shell


def _parts(found: Comparison, called: Called = VERSIONS) -> dict[str, Any]:
    return {
        "found": found,
        "sentences": list(change_sentences(found, called)),
        "rows": change_rows(found),
        "stairs": stairs(found, called) if found.contributions and not found.method.exact else [],
        "others": other_words(found),
        "called": called,
    }


def compare_page(case: Case, found: Comparison) -> str:
    """Render the page of a comparison: one file that needs no network."""
    return shell(
        "compare.html.j2",
        case,
        {},
        told=account_words(case, found),
        introduced="".join(introductions(case)),
        how="exact" if found.method.exact else "sampled",
        version=__version__,
        **_parts(found),
    )


def compare_section(found: Comparison, called: Called) -> str:
    """What stands on that page between its head and its method, the versions by their names."""
    return part("compare_body.html.j2", **_parts(found, called))
