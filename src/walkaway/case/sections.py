"""A case that was written in the sections of another notation: ``[part]`` and ``key = value``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .slips import Slip

__all__ = ["as_sections"]


def as_sections(lines: Sequence[str]) -> Slip | None:
    """A file of nothing but ``[section]`` and ``key = value``, as a whole."""
    changes: dict[int, str] = {}
    inside = ""
    for number, line in enumerate(lines):
        if not line.strip() or line.lstrip()[0] in "#;":
            continue
        section = re.fullmatch(r"\[+([^\W\d][\w.-]*)\]+\s*", line)
        pair = re.fullmatch(r"\s*([^\W\d][\w.-]*)\s*=\s*(\S.*\s*)", line)
        if section:
            inside, changes[number] = "  ", f"{section[1]}:\n"
        elif pair:
            changes[number] = f"{inside}{pair[1]}: {pair[2]}"
        else:
            return None
    if len(changes) < 2:
        return None
    first, more = min(changes), len(changes) - 1
    hint = "a part is its name and a colon, below it indented lines of key: value"
    hint += f"; so too on {more} more line{'s' * (more > 1)}" if more else ""
    return Slip(first, changes, lines[first].strip(), changes[first].strip(), hint)
