"""What is said when a case is wrong: every sentence in full, from the transcripts in ``faults/``.

In a transcript ``-`` is what is replaced in the sample case (in ``ranges`` the one with ranges), ``+`` what
stands there instead (or ``=`` a whole text), ``!`` each fault that is said, in order, and ``⏎`` a line
break. So a slip that gives a second, silly fault fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.case.helpers import CASE, RANGED, messages, swapped


def _entries() -> Iterator[tuple[str, str, list[str]]]:
    for file in sorted((Path(__file__).parent / "faults").glob("*.txt")):
        for block in file.read_text(encoding="utf-8").split("\n\n"):
            lines = [line.replace("⏎", "\n") for line in block.strip("\n").split("\n")]
            faults = [line[2:] for line in lines if line.startswith("! ")]
            if lines[0].startswith("= "):
                yield f"{file.stem}: {lines[0][2:]}", lines[0][2:], faults
            elif lines[0].startswith("- "):
                old, new = lines[0][2:], lines[1][2:]
                sample = RANGED if file.stem == "ranges" else CASE
                yield f"{file.stem}: {old} → {new}", swapped(old, new, sample), faults


ENTRIES = list(_entries())


@pytest.mark.parametrize(
    ("text", "faults"), [(text, faults) for _, text, faults in ENTRIES],
    ids=[name.replace("\n", "⏎")[:90] for name, _, _ in ENTRIES],
)  # fmt: skip
def test_a_faulty_case_is_answered_with_these_sentences(text: str, faults: list[str]) -> None:
    """Each fault has its line, its path, what was found and what would be right; nothing follows from it."""
    assert faults
    assert messages(text) == faults


def test_the_transcripts_are_all_read() -> None:
    """A slip in a transcript must not make it pass."""
    folder = Path(__file__).parent / "faults"
    marks = [
        line[:2]
        for file in folder.glob("*.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line
    ]
    assert set(marks) <= {"# ", "- ", "+ ", "= ", "! "}
    assert marks.count("- ") == marks.count("+ ")
    assert len(ENTRIES) == marks.count("- ") + marks.count("= ")
    assert sum(len(faults) for _, _, faults in ENTRIES) == marks.count("! ")


def test_the_sample_case_has_no_fault() -> None:
    """Otherwise the transcripts would show nothing."""
    assert messages(CASE) == messages(RANGED) == []
