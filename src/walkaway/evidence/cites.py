"""Do the words of every cite stand in the document it names, as whole words?

What is kept and shown are always the source's own characters. Nothing fuzzy ever verifies a cite: similarity
only finds the nearest passage, to show a person what the document says instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ..case import CaseFile, Cite
from ..case.lines import Lines, Path
from ..case.write import cites_of
from ..errors import Fault, Faults, nearest, quoted
from .documents_folder import CaseDocument, Documents, read_of
from .quoting.matching import cut_sense
from .quoting.quotes import QuoteMatch, match_quote, nearest_passage

_CONTEXT = 160
_NOT_THERE = "the words do not stand there"


@dataclass(frozen=True, slots=True)
class Located:
    """Where a cite stands, in the source's own characters, and the text around it.

    ``tier`` says how the cite's words match them, ``why`` that they stand at several places, ``notes`` what
    to look at although they stand there, such as a negation just before them.
    """

    cite: Cite
    start: int
    end: int
    before: str
    after: str
    words: str = ""
    tier: str = "exact"
    why: str = ""
    notes: tuple[str, ...] = ()


def judged(cite: Cite, documents: Documents) -> QuoteMatch:
    """What becomes of a cite: found, ambiguous, stitched, misattributed or none."""
    own = documents.get(cite.document)
    if own is None:
        return QuoteMatch(status="none", why=f"there is no document {cite.document}")
    match = match_quote(cite.words, (read_of(own),), document=cite.document)
    if match.status != "none":
        return match
    everything = tuple(read_of(document) for document in documents.values())
    return match_quote(cite.words, everything, document=cite.document)


def locate(cite: Cite, documents: Documents) -> Located | None:
    """Find the words of a cite; None if the document or the words are missing.

    Of several places the first is given, and ``why`` says so.
    """
    document = documents.get(cite.document)
    return None if document is None else _found_in(cite, document)


@lru_cache(maxsize=4096)
def _found_in(cite: Cite, document: CaseDocument) -> Located | None:
    match = match_quote(cite.words, (read_of(document),), document=cite.document)
    return _located(cite, match, document.text)


def _located(cite: Cite, match: QuoteMatch, text: str) -> Located | None:
    if match.status not in ("found", "ambiguous") or not match.places:
        return None
    place = match.places[0].pieces[0]
    before = text[max(0, place.start - _CONTEXT) : place.start]
    after = text[place.end : place.end + _CONTEXT]
    return Located(
        cite, place.start, place.end, before, after, place.text, match.tier, match.why, match.notes
    )


def in_file(path: Path, lines: Lines) -> Path:
    """The path as the file has it: judgements that share their words stand one level lower, in ``points``."""
    found: Path = ()
    for part in path:
        wrapped = (*found, "points", part)
        found = wrapped if (*found, part) not in lines.known and wrapped in lines.known else (*found, part)
    return found


def verify_cites(file: CaseFile, documents: Documents, faults: Faults) -> dict[Cite, Located]:
    """Check every cite of a case against its documents.

    Parameters
    ----------
    file : CaseFile
    documents : Documents
    faults : Faults
        Collector: unknown documents, names that leave the folder, words that do not stand there (with the
        nearest passage), stand elsewhere or only in pieces; a doubt for words that stand at several
        places, or beside others that may turn their meaning.

    Returns
    -------
    dict of Cite to Located
        Those that hold; of several places the first.
    """
    held: dict[Cite, Located] = {}
    failed: set[Cite] = set()
    for path, cite in cites_of(file.case):
        if cite in held or cite in failed:
            continue
        match = judged(cite, documents)
        document = documents.get(cite.document)
        located = _located(cite, match, document.text) if document is not None else None
        place = in_file(path, file.lines)
        if located is None:
            failed.add(cite)
            faults.add(complaint(file.lines, documents, place, cite, match))
            continue
        held[cite] = located
        for doubt in _doubts(file.lines, place, located, documents[cite.document].text):
            faults.add(replace(doubt, level="doubt"))
    return held


def _doubts(lines: Lines, path: Path, located: Located, text: str) -> Iterator[Fault]:
    """The words stand there, but more than once, or beside others that may turn their meaning."""
    words, name = quoted(located.cite.words, 120), located.cite.document
    if located.why:
        yield lines.fault(
            path,
            f"words whose place is ambiguous, they {located.why.replace('stands', 'stand', 1)}: {words}",
            f"enough words of {name} to tell the passage",
            "add the words before or after; the first place is shown",
        )
    for note in cut_sense(text, located.start, located.end):
        yield lines.fault(
            path,
            f"{words}: {note}",
            f"words of {name} that mean alone what they mean there",
            "take the words beside them into the cite, or check what it is to show",
        )


def complaint(lines: Lines, documents: Documents, path: Path, cite: Cite, match: QuoteMatch) -> Fault:
    """Say what is wrong with a cite, and where it might stand."""
    name, words = cite.document, quoted(cite.words, 120)
    if "/" in name or "\\" in name or name in (".", ".."):
        return lines.fault(path, f"the document {quoted(name)}", "the name of a file in documents/",
                           "paths may not leave the case folder")  # fmt: skip
    if name not in documents:
        known = ", ".join(list(documents)[:8]) or "the case has none"
        hint = nearest(name, tuple(documents))
        return lines.fault(path, f"no document {quoted(name)}", f"a document of the case ({known})", hint)
    file = documents[name].file
    if match.status == "misattributed":
        homes = dict.fromkeys(place.document for place in match.places)
        hint = "they stand in " + ", ".join(documents[home].file for home in list(homes)[:8])
        return lines.fault(path, f"misattributed words: {words}", f"words of {file}", hint)
    if match.status == "ambiguous":
        return lines.fault(path, f"ambiguous words, at {len(match.places)} places: {words}",
                           f"enough words of {file} to tell the passage")  # fmt: skip
    if match.status == "stitched":
        pieces = " … ".join(" ".join(piece.text.split()) for piece in match.places[0].pieces)
        return lines.fault(path, f"words stitched together: {words}", f"one run of exact words of {file}",
                           f"the source has {quoted(pieces, 200)}, with other words between; "
                           "cite each piece for itself")  # fmt: skip
    near = nearest_passage(cite.words, documents[name].text)
    hints = [match.why] if match.why not in ("", _NOT_THERE) else []
    hints += [f"nearest passage: {quoted(' '.join(near[1].text.split()), 200)}"] if near else []
    return lines.fault(path, f"words that do not stand there: {words}",
                       f"exact words of {file}", "; ".join(hints))  # fmt: skip
