"""What was read, as text for a terminal: documents, who said what, duplicates, conflicts side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from ..language import clean, counted, fold, width_of
from .findings import MADE, Conflict, Read, Statement
from .gathering import Gathered

_NARROW = 60
_PROFILES = {
    "normal": "ordinary text",
    "caseless": "text without capitals",
    "unpunctuated": "text without punctuation: passages are estimated",
}


def shown(gathered: Gathered, width: int = 80) -> str:
    """All that was gathered, for people."""
    width = max(width, 40)
    by_document: dict[str, list[Statement]] = {}
    for item in gathered.statements:
        by_document.setdefault(item.document, []).append(item)
    lines: list[str] = []
    for read in gathered.reads:
        lines += _document(read, gathered.files[read.document.name], width)
        lines += _speakers(by_document.get(read.document.name, []), width)
        lines.append("")
    if gathered.duplicates:
        lines += ["Told more than once (counted once)", ""]
        for group in gathered.duplicates:
            lines += _wrapped(f"{', '.join(map(clean, group.statements))}: {clean(group.why)}", width, "  ")
        lines.append("")
    if gathered.conflicts:
        lines += ["Where accounts may conflict (proposed; you decide)", ""]
        by_id = {item.id: item for item in gathered.statements}
        for conflict in gathered.conflicts:
            lines += [*_conflict(conflict, by_id, width), ""]
    return "\n".join([*lines, *_wrapped(_total(gathered), width, "")])


def _total(gathered: Gathered) -> str:
    counts = (
        (len(gathered.reads), "document", "documents"),
        (len(gathered.statements), "statement", "statements"),
        (len(gathered.duplicates), "told more than once", "told more than once"),
        (len(gathered.conflicts), "possible conflict", "possible conflicts"),
    )
    return ", ".join(counted(*of) for of in counts)


def _wrapped(text: str, width: int, indent: str, hang: str | None = None) -> list[str]:
    return fold(text, width, indent, indent + "  " if hang is None else hang)


def _document(read: Read, file: str, width: int) -> Iterator[str]:
    document = read.document
    title = clean(document.title or document.name)
    yield from _wrapped(title, width, "", "")
    yield "=" * min(width, max(width_of(title), 3))
    date = f"{clean(document.date)} ({clean(document.date_how)})" if document.date else "no date found"
    date = clean(document.dated) if document.date_how.startswith(MADE) else date
    about = (clean(file), clean(document.outlet), clean(document.byline), date)
    yield from _wrapped(" · ".join(filter(None, about)), width, "", "")
    size = f"{document.kind}, {_PROFILES[document.profile]}, {counted(len(document.text), 'character')}"
    yield from _wrapped(f"{size}, {_aside(read)}", width, "", "")
    for note in read.notes:
        yield from _wrapped(f"! {clean(note)}", width, "", "  ")


def _aside(read: Read) -> str:
    if not read.set_aside:
        return "nothing set aside"
    reasons = Counter(part.why for part in read.set_aside)
    size = sum(part.end - part.start for part in read.set_aside)
    counted = ", ".join(f"{count} × {clean(why)}" for why, count in reasons.most_common())
    return f"{size:,} of them set aside: {counted}"


def _speakers(statements: Iterable[Statement], width: int) -> Iterator[str]:
    """Statements by speaker, in the order in which the speakers first speak."""
    found: dict[str, list[Statement]] = {}
    for item in statements:
        found.setdefault(speaker_of(item), []).append(item)
    if not found:
        yield from ("", "  no statements found")
    for name, items in found.items():
        role = next((item.speaker.role for item in items if item.speaker and item.speaker.role), "")
        party = next((item.speaker.party for item in items if item.speaker and item.speaker.party), "")
        head = clean(name) + (f", {clean(role)}" if role else "") + (f" [{party}]" if party else "")
        yield ""
        yield from _wrapped(head, width, "  ", "    ")
        for item in items:
            yield from _wrapped(
                f"{_words(item)} — {marks_of(item)}, {clean(item.id)}", width, "    ", "      "
            )


def speaker_of(item: Statement) -> str:
    """Who speaks, as far as it is known."""
    if item.speaker is not None:
        return item.speaker.name
    return "The author" if item.kind == "author" else "No speaker named"


def _words(item: Statement) -> str:
    words = " … ".join(map(clean, item.pieces))
    return f"“{words}”" if item.kind == "direct" else words


def marks_of(item: Statement, *, named: bool = True) -> str:
    """How it is said: in direct words or told, by which word, how certainly; ``named`` where ids stand."""
    kind = {"direct": "direct words"}.get(item.kind, item.kind)
    marks = [f"{kind} ({clean(item.cue.text)})" if item.cue is not None else kind]
    marks += [item.modality] if item.modality != "asserted" else []
    marks += ["negative"] if item.polarity == "negative" else []
    marks += [f"inside {clean(item.embedded) if named else 'another statement'}"] if item.embedded else []
    marks += ["less certain"] if item.band == "wide" else []
    return ", ".join(marks)


def _conflict(conflict: Conflict, by_id: dict[str, Statement], width: int) -> Iterator[str]:
    """Two accounts side by side; below each other where the terminal is narrow."""
    yield from _wrapped(f"{clean(conflict.type)}: {clean(conflict.why)}", width, "  ")
    accounts = [by_id[name] for name in conflict.statements if name in by_id]
    if width < _NARROW or len(accounts) != 2:
        for item in accounts:
            yield from _wrapped(
                f"{clean(speaker_of(item))}: {_words(item)} ({clean(item.id)})", width, "    "
            )
        return
    column = (width - 7) // 2
    sides = [
        [*_wrapped(clean(speaker_of(item)), column, "", ""), *_wrapped(_words(item), column, "", ""),
         *_wrapped(f"({clean(item.id)})", column, "", "")]
        for item in accounts
    ]  # fmt: skip
    for left, right in zip_longest(*sides, fillvalue=""):
        yield f"    {left}{' ' * (column - width_of(left))} | {right}".rstrip()
