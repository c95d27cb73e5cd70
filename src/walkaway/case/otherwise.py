"""Slips of the pen that read, but as something else than was meant: ``{low:1}``, ``[low: 1, high: 2]``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

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
    still_open,
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
        re.compile(rf"(?<=[{{,])(\s*{WORD}) +(\"[^\"]*\"|'[^']*')(?=\s*[,}}])"),
        lambda hit: f"{hit[1]}: {hit[2]}",
        "a colon must follow the key",
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


def parsed_otherwise(
    index: int, lines: Sequence[str], keys: frozenset[str], names: frozenset[str]
) -> Slip | None:
    """What a line may have been meant to be that reads, but as something else.

    ``keys`` are the keys of a case and what is often used as one, ``names`` all that is used as one.
    """
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
    whole = _PARTED.sub(lambda hit: _whole(hit, names), line)
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


def _whole(hit: re.Match[str], names: frozenset[str]) -> str:
    """A title with its commas in quotation marks; as it stands where a key may follow one of them."""
    begun = [re.match(r",\s*([\w.-]*)\s*(\w*)", piece) for piece in re.findall(r",[^,]*", hit["more"])]
    keyed = (word is not None and (word[1] in names or word[1] == word[2].casefold()) for word in begun)
    if any(keyed) or "=" in hit["more"]:
        return hit[0]
    return hit["key"] + quoted_text(hit["first"] + hit["more"])
