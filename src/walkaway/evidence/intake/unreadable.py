"""The one way a reader says no; the reader of files turns it into a fault with the file's name."""

from __future__ import annotations

from pathlib import Path

from ...errors import Fault


class Unreadable(Exception):
    """A document that cannot be read: what was found and what would be right."""

    def __init__(self, found: str, expected: str, hint: str = "", *, line: int = 0) -> None:
        super().__init__(found, expected, hint)
        self.found, self.expected, self.hint, self.line = found, expected, hint, line

    def fault(self, file: str) -> Fault:
        """The fault of a file."""
        return Fault(file=file, line=self.line, found=self.found, expected=self.expected, hint=self.hint)


def brief(error: BaseException) -> str:
    """What a library has to say, on one short line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:120]


def stays(path: Path, home: Path) -> bool:
    """Whether a file, or where its link ends, is inside a folder."""
    try:
        return path.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # a link to itself
        return False


def clean(text: str) -> str:
    """Text that can be written as UTF-8: lone surrogates and NULs become U+FFFD."""
    return text.replace("\x00", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
