"""Do the words of every cite stand in the document it names?

A cite holds if its words stand there exactly, as whole words (``acceptable`` does not stand in
``unacceptable``, nor ``3 billion`` in ``1.3 billion``); only runs of white space count as equal, because YAML
folds lines. Nothing fuzzy ever verifies a cite: similarity only finds the nearest passage, to show a person
what the document says instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..case import CaseFile, Cite
from ..case.walk import cites_of
from ..case.yamltext import Lines, Path
from ..errors import Faults, nearest, quoted
from .documents import Documents

__all__ = ["Located", "locate", "verify_cites"]

_CONTEXT = 160
_SEARCHED = 400_000


@dataclass(frozen=True, slots=True)
class Located:
    """Where a cite stands.

    Attributes
    ----------
    cite : Cite
    start, end : int
        Code points in the document's text.
    before, after : str
        The text around it.
    """

    cite: Cite
    start: int
    end: int
    before: str
    after: str


def locate(cite: Cite, documents: Documents) -> Located | None:
    """Find the exact words of a cite; None if the document or the words are missing."""
    document = documents.get(cite.document)
    if document is None:
        return None
    match = re.search(_exactly(cite.words), document.text)
    if match is None:
        return None
    start, end = match.span()
    before = document.text[max(0, start - _CONTEXT) : start]
    after = document.text[end : end + _CONTEXT]
    return Located(cite, start, end, before, after)


def _exactly(words: str) -> str:
    """A regular expression for the words as they are, not beginning or ending inside a word or a number."""
    before = after = ""
    if re.match(r"\w", words):
        before = r"(?<!\w)(?<!\w[-'’])" + (r"(?<!\d[.,])" if words[0].isdigit() else "")
    if re.search(r"\w$", words):
        after = r"(?!\w)(?![-'’]\w)" + (r"(?![.,]\d)" if words[-1].isdigit() else "")
    return before + r"\s+".join(map(re.escape, words.split())) + after


def _in_file(path: Path, lines: Lines) -> Path:
    """The path as the file has it: judgements that share their words stand one level lower, in ``points``."""
    found: Path = ()
    for part in path:
        wrapped = (*found, "points", part)
        found = wrapped if (*found, part) not in lines.known and wrapped in lines.known else (*found, part)
    return found


def _nearest_passage(words: str, text: str) -> str:
    text = text[:_SEARCHED]
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=50)
    if found is None:
        return ""
    start, end = found.dest_start, found.dest_end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return " ".join(text[start:end].split())


def verify_cites(file: CaseFile, documents: Documents, faults: Faults) -> dict[Cite, Located]:
    """Check every cite of a case against its documents.

    Parameters
    ----------
    file : CaseFile
    documents : Documents
    faults : Faults
        Collector: unknown documents, names that leave the folder, words that do not stand there (with the
        nearest passage).

    Returns
    -------
    dict of Cite to Located
        Those that hold.
    """
    held: dict[Cite, Located] = {}
    failed: set[Cite] = set()
    for path, cite in cites_of(file.case):
        if cite in held or cite in failed:
            continue
        located = locate(cite, documents)
        if located is not None:
            held[cite] = located
            continue
        failed.add(cite)
        _complain(file, documents, _in_file(path, file.lines), cite, faults)
    return held


def _complain(file: CaseFile, documents: Documents, path: Path, cite: Cite, faults: Faults) -> None:
    name = cite.document
    if "/" in name or "\\" in name or name in (".", ".."):
        faults.add(file.lines.fault(path, f"the document {quoted(name)}", "the name of a file in documents/",
                                    "paths may not leave the case folder"))  # fmt: skip
    elif name not in documents:
        known = ", ".join(list(documents)[:8]) or "the case has none"
        faults.add(file.lines.fault(path, f"no document {quoted(name)}", f"a document of the case ({known})",
                                    nearest(name, tuple(documents))))  # fmt: skip
    else:
        passage = _nearest_passage(cite.words, documents[name].text)
        hint = f"nearest passage: {quoted(passage, 200)}" if passage else ""
        faults.add(file.lines.fault(path, f"words that do not stand there: {quoted(cite.words, 120)}",
                                    f"exact words of {documents[name].file}", hint))  # fmt: skip
