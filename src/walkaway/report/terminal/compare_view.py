"""``walkaway compare`` in the terminal: what changed, and what each change did."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.compare.comparison import Comparison
from ...case import Case
from ...language import counted
from ...printing import Grid, Line, Part, heading
from ..language.people import introductions
from ..screens.what_changed import account_words, change_rows, change_sentences, other_words

_OTHERS = 8


def compare_tables(case: Case, found: Comparison) -> Iterator[Part]:
    """Two versions side by side, for people; ``--json`` has every place."""
    yield Line(_title(case, found), "bold")
    yield from introductions(case)
    yield from account_words(case, found)
    yield ""
    yield from change_sentences(found)
    if found.contributions:
        yield from heading("Each change alone in the old version, and together")
        yield _each(found)
        yield Line(_unit(found), "dim")
        if found.method.note:
            yield Line(found.method.note, "dim")
    others = other_words(found)
    if others:
        yield from heading("Changed, but neither verdict nor deals rest on it")
        yield from (f"  {words}" for words in others[:_OTHERS])
        if left := len(others) - _OTHERS:
            yield from [f"  and {counted(left, 'more place')}"] if left > 0 else []


def _each(found: Comparison) -> Grid:
    """A line for each change; with the verdict then where it does not stay."""
    rows = change_rows(found)
    turns = any(row.verdict not in (found.old.verdict, "–") for row in rows)
    heads = ("change", "a deal", "best deal", *(["verdict"] if turns else []), "which")
    return Grid(heads, tuple(
        ("; ".join(row.places), row.likelihood, row.chance, *([row.verdict] if turns else []), row.best)
        for row in rows
    ))  # fmt: skip


def _title(case: Case, found: Comparison) -> str:
    new = str(found.new_case["title"])
    return f"{case.title}: two versions" if new == case.title else f"{case.title} → {new}"


def _unit(found: Comparison) -> str:
    if found.method.exact:
        return "+1: a deal where there was none; −1: none where there was one; which: the best deal then"
    shared = f"of {found.method.draws:,} that both sides share"
    return f"draws of 100 more or fewer, {shared}; which: the best deal then"
