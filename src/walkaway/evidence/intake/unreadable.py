"""The one way a reader says no; the reader of files turns it into a fault with the file's name."""

from __future__ import annotations

from ...errors import Fault

__all__ = ["Unreadable"]


class Unreadable(Exception):
    """A document that cannot be read: what was found and what would be right."""

    def __init__(self, found: str, expected: str, hint: str = "", *, line: int = 0) -> None:
        super().__init__(found, expected, hint)
        self.found, self.expected, self.hint, self.line = found, expected, hint, line

    def fault(self, file: str) -> Fault:
        """The fault of a file."""
        return Fault(file=file, line=self.line, found=self.found, expected=self.expected, hint=self.hint)
