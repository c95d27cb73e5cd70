"""Why a line that reads holds nothing: a comment, a word for nothing, lines that are not indented."""

from __future__ import annotations

import re
from dataclasses import replace

from ..errors import Fault
from .indentation import blanks
from .slips import shortened

__all__ = ["hinted"]


def hinted(fault: Fault, lines: list[str]) -> Fault:
    """A fault about nothing with a hint from its line: a comment, a word for nothing, lines not indented."""
    if fault.found != "nothing" or fault.hint or not 0 < fault.line <= len(lines):
        return fault
    line = lines[fault.line - 1].strip()
    key = fault.path.rpartition(".")[2]
    found = re.fullmatch(r"(?:- +)?(?P<key>[^\s:]+):(?:\s+(?P<rest>#.*|~|null|Null|NULL))?", line)
    if found is None or found["key"] != key:
        return fault
    below = next((one for one in lines[fault.line :] if one.strip()), "")
    rest = found["rest"] or ""
    if rest.startswith("#"):
        hint = f'what follows # is a comment; as text it stands in quotation marks, "{shortened(rest)}"'
    elif rest:
        hint = f'{rest} means nothing; as text it stands in quotation marks, "{rest}"'
    elif fault.expected.startswith(("a mapping", "a list")) and blanks(below) == blanks(
        lines[fault.line - 1]
    ):
        hint = "lines that belong to it must be indented"
    else:
        return fault
    return replace(fault, hint=hint)
