"""Slips of the pen that read, but as something else than was meant: ``{low:1}``, ``[low: 1, high: 2]``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .brackets import still_open
from .slips import (
    BETWEEN,
    BLANK,
    BRACES,
    ITEM,
    STRAIGHT,
    TEXTS,
    WORD,
    Slip,
    lines_meant,
    quoted_text,
    slip_at,
    values_meant,
)

__all__ = ["parsed_otherwise"]

_IN_BRACES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str], str], ...] = (
    (
        re.compile(r"(?<=: )(-?[0-9]{1,3})((?:,[0-9]{3})+)(?=\s*[,}])"),
        lambda hit: hit[1] + hit[2].replace(",", ""),
        "a comma parts entries: numbers have none",
    ),
    (
        re.compile(rf"(?<=[{{,])(\s*{WORD}):([^\s,{{}}\[\]:/][^,{{}}\[\]:]*|[\[{{].*)(?=[,}}])"),
        lambda hit: f"{hit[1]}: {hit[2]}",
        BLANK,
    ),
    (
        re.compile(rf"(?<=[{{,])(\s*{WORD})\s*(?::=|=>|->|=)\s*([^\s,{{}}\[\]=][^,{{}}\[\]]*)(?=[,}}])"),
        lambda hit: f"{hit[1]}: {hit[2]}",
        BETWEEN,
    ),
    (
        re.compile(rf"(?<=[{{,])(\s*{WORD}) +([^\s:,{{}}\[\]][^:,{{}}\[\]]*)(?=[,}}])"),
        lambda hit: f"{hit[1]}: {hit[2]}",
        "a colon must follow the key",
    ),
)
"""What reads in braces, but as something else."""
_LISTED = re.compile(
    rf"(?<=[:,\[{{] )\[(?P<pairs>\s*{WORD}: [^,:\[\]{{}}]+(?:,\s*{WORD}: [^,:\[\]{{}}]+)+)\]"
)
_PARTED = re.compile(
    rf"(?<=[{{,])(?P<key>\s*{WORD}: )(?P<first>[^\W\d][^,{{}}\[\]:\"']*)(?P<more>(?:,\s*[^,{{}}\[\]:\"']+)+)"
    rf"(?=\s*\}}|\s*,\s*{WORD}:)"
)
_FOLDED = re.compile(r"[ \t]*(?:- +)*(?P<key>[\w.-]+): +[>|][0-9]\s*$")

_UNPAIRED = re.compile(
    rf"(?P<before>[{{,]\s*(?P<own>{WORD}): +[^,{{}}\[\]\"':]+, *[a-z][\w-]*)\s+"
    r"(?=[A-Z0-9][^,:{}\[\]\"']*[,}])"
)
"""``{union: Union, firm Firm}``: an entry without its colon, beside one that has it."""


def parsed_otherwise(index: int, lines: Sequence[str], keys: frozenset[str]) -> Slip | None:
    """What a line may have been meant to be that reads, but as something else."""
    line = lines[index]
    for slip in lines_meant(index, lines, keys):
        if slip.hint in (ITEM, STRAIGHT, BLANK, BETWEEN, BRACES):
            return slip
    folded = _FOLDED.match(line)
    if folded and folded["key"] not in TEXTS:  # >2 is the sign of a text of several lines
        return next(values_meant(index, line), None)
    listed = _LISTED.sub(lambda hit: f"{{{hit['pairs']}}}", line)
    if listed != line:
        return slip_at(index, line, listed, BRACES)
    paired = _UNPAIRED.sub(lambda hit: hit[0] if hit["own"] in TEXTS else f"{hit['before']}: ", line)
    if paired != line:
        return slip_at(index, line, paired, "a colon must follow the key")
    whole = _PARTED.sub(lambda hit: _whole(hit, keys), line)
    if whole != line:
        return slip_at(index, line, whole, "text that holds a comma stands in quotation marks")
    for pattern, form, hint in _IN_BRACES:
        new = line
        for hit in reversed(list(pattern.finditer(line))):
            if still_open(line[: hit.start()])[-1:] == ["}"]:
                new = new[: hit.start()] + form(hit) + new[hit.end() :]
        if new != line:
            return slip_at(index, line, new, hint)
    return None


def _whole(hit: re.Match[str], keys: frozenset[str]) -> str:
    """A title with its commas in quotation marks; as it stands where a key may follow one of them."""
    begun = [re.match(r",\s*([\w-]*)", piece) for piece in re.findall(r",[^,]*", hit["more"])]
    if any(word is not None and word[1] in keys for word in begun) or "=" in hit["more"]:
        return hit[0]
    return hit["key"] + quoted_text(hit["first"] + hit["more"])
