"""Slips of the pen with brackets, commas and quotation marks inside brackets: what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .slips import PAIRS, Slip, shortened, slip_at

__all__ = ["closings", "commas", "doubled", "inner_quotes", "lists_meant", "still_open"]

_DOUBLED = re.compile(r"(?P<before>[\[{,])\s*,(?=[\s,\]}\w\"'-])")


def doubled(index: int, line: str) -> Iterator[Slip]:
    """A comma too many: ``[40,,50]``, ``{low: 1,, }``, ``[, 4]``."""
    new = line
    while (again := _DOUBLED.sub(lambda hit: hit["before"], new)) != new:
        new = again
    if new != line:
        yield slip_at(index, line, new, "one comma between the entries")


def inner_quotes(index: int, line: str) -> Iterator[Slip]:
    """A quotation mark that is missing before the next key: ``5k: "five, 6k: "six"``."""
    for hit in re.finditer(r'(?<=: )"(?P<text>[^"]*?)(?P<rest>,\s*[^\s,:"\[\]{}]+:\s*)"(?=[^\s,\]}])', line):
        closed = f'"{hit["text"]}"{hit["rest"]}"'
        new = line[: hit.start()] + closed + line[hit.end() :]
        yield slip_at(index, line, new, "a quotation mark that is opened must be closed")


def lists_meant(index: int, line: str) -> Iterator[Slip]:
    """Where a list that runs into the next key may have been meant to end."""
    for hit in re.finditer(r"\[[^\[\]]*?(?=,\s*[^\s,:\[\]{}\"']+:\s)", line):
        yield slip_at(index, line, f"{line[: hit.end()]}]{line[hit.end() :]}", "each [ needs its ]")


def closings(opened: int, column: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Where a bracket that is opened and never closed may have been meant to end."""
    depth = len(lines[opened]) - len(lines[opened].lstrip(" "))
    last = opened
    for number in range(opened, len(lines)):
        text = lines[number]
        if number > opened and text.strip() and len(text) - len(text.lstrip(" ")) <= depth:
            break
        last = number if text.strip() else last
    sign, line = lines[opened][column], lines[opened]
    if line.rstrip().endswith(sign) and last > opened and re.search(r":\s*$", line[:column]):
        found = f"a {sign} that is never closed: {shortened(line)}"
        bare = f"{line[:column].rstrip()}{line[column + 1 :]}"
        yield Slip(opened, {opened: bare}, found, shortened(bare), "indented lines need no braces")
    hint = f"each {sign} needs its {PAIRS[sign]}"
    for stop in dict.fromkeys((opened, last)):
        text = "".join([lines[opened][column:], *lines[opened + 1 : stop + 1]])
        stack = still_open(text)
        if not stack or stack == ["?"]:
            continue
        bare = lines[stop].rstrip()
        comment = re.search(r"\s+#[^\]}]*$", bare)
        at = comment.start() if comment else len(bare)
        new = f"{bare[:at].rstrip(',')}{''.join(reversed(stack))}{lines[stop][at:]}"
        found = f"a {sign} that is never closed: {shortened(line[column:])}"
        yield Slip(opened, {stop: new}, found, shortened(new, lines[stop]), hint)


def still_open(text: str) -> list[str]:
    """The closing brackets that a text still needs; ``?`` where one closes nothing."""
    stack: list[str] = []
    for token in re.finditer(r"\"(?:[^\"\\]|\\.)*\"|(?<=[\[{,: ])'(?:[^']|'')*'|[\[\]{}]", text):
        sign = token[0]
        if sign in PAIRS:
            stack.append(PAIRS[sign])
        elif stack and sign == stack[-1]:
            stack.pop()
        elif sign in PAIRS.values():
            return ["?"]
    return stack


def commas(index: int, column: int, line: str, keys: frozenset[str]) -> Iterator[Slip]:
    """A bracket too many or of the wrong kind, or a comma that is missing, at a place inside brackets."""
    sign = line[column : column + 1]
    before, after = line[:column].rstrip(), line[column:]
    if sign and sign in "]}":
        other = "}" if sign == "]" else "]"
        start = max(before.rfind(": ") + 2, 0)
        opener = next(one for one, two in PAIRS.items() if two == sign)
        own = f"{line[:column]}{other}{line[column + 1 :]}"
        swapped = slip_at(index, line, own, "each bracket is closed by its own kind")
        if not still_open(swapped.changes[index]):
            yield swapped
        if start > 1 and not re.search(r"[\[\]{}]", before[start:]):
            whole = f"{line[:start]}{opener}{line[start:]}"
            yield slip_at(index, line, whole, f"each {sign} needs its {opener}")
        yield swapped
        fixed = f"{line[:column]}{line[column + 1 :]}"
        found = f"a {sign} that was never opened: {shortened(line, fixed)}"
        yield Slip(index, {index: fixed}, found, shortened(fixed, line) or "nothing")
        return
    if sign == ":":
        parted = re.sub(r"\s*;(?=\s+[^\s,:\[\]{}]+:\s)", ",", line)
        if parted != line:
            yield slip_at(index, line, parted, "a comma between the entries")
        last = re.search(r"(?P<value>.*\S)\s+(?P<key>[^\s,\[\]{}]+)$", before)
        ended = last and (last["key"] in keys or re.search(r"[0-9\]}\"']$", last["value"]))
        if last and ended and last["value"][-1] not in ":,{[":
            yield slip_at(
                index, line, f"{last['value']}, {last['key']}{after}", "a comma between the entries"
            )
        return
    if before and before[-1] not in ",[{:":
        yield slip_at(index, line, f"{before}, {after}", "a comma between the entries")
