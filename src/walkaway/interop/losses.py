"""What stands in a file and was not used: one sentence for each kind, with its first line."""

from __future__ import annotations

from pathlib import Path

from .safe import Notes

__all__ = ["Losses", "times"]


def times(count: int) -> str:
    """How often, where it is more than once."""
    return f" ({count:,} times)" if count > 1 else ""


class Losses:
    """Collects what was not used in a file."""

    def __init__(self, file: str) -> None:
        self.file = Path(file).name
        self._lines: dict[str, list[int]] = {}

    def add(self, what: str, line: int) -> None:
        """Something that stands there and was not used."""
        self._lines.setdefault(what, []).append(line)

    def tell(self, notes: Notes) -> None:
        """Note each kind once, with its first line and how often it stands there; none is dropped."""
        for what, lines in self._lines.items():
            notes.add(f"{what} is left out: {self.file}:{lines[0]}{times(len(lines))}")
