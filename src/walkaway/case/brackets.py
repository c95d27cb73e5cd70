"""Brackets, quotation marks and commas that do not come in pairs: where they were opened, how to end them.

A quotation mark or a bracket that is never closed is named where it was opened, however far below it the
parser complains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from .slips import (
    CLOSED_BY,
    KEYED,
    WORD,
    Seen,
    Slip,
    blanks,
    never_opened,
    quote_end,
    quoted_text,
    reads_alone,
    seen,
    shortened,
    slip_at,
    split_line,
)

_TRIALS = 40
_OTHERS = "\"'”“»’‘›」＂"
_NEXT = re.compile(r"\s*(?:,\s*(?:[^\s,:\[\]{}\"']+:\s|[\"'\[{]|$)|[\]}]+\s*(?:,|$))")
_ENTRY = re.compile(r",\s*[^\s,:\[\]{}\"']+:\s")
_LITERAL = re.compile(r"(?:.*:\s+)?[|>][0-9+-]*\s*(?:#.*)?$")
_REMARK = re.compile(r"(?:^|\s)(?://|/\*)")
"""Where a comment of another language begins, which is a slip of its own."""


def _texts(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, without those of texts over several lines (behind | or >)."""
    literal: int | None = None
    for number, line in enumerate(lines):
        depth = blanks(line)
        if literal is not None and (not line.strip() or depth > literal):
            continue
        literal = None
        if line.strip() and not line.lstrip().startswith(("#", "//", "/*")):
            yield number, line
            if _LITERAL.match(line):
                literal = depth


def _scanned(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str], Seen]]:
    """Each line with the brackets of the lines above in which it stands, and what it holds."""
    inside: list[str] = []
    for number, line in _texts(lines):
        found = seen(line, inside)
        yield number, line, inside, found
        inside = found.signs


def _alone(line: str) -> bool:
    return reads_alone(split_line(line)[1])


def _needs(opener: str) -> str:
    return f"each {opener} needs its {CLOSED_BY[opener]}"


def _goes_on(lines: Sequence[str], number: int, quote: str) -> int | None:
    """The line on which a quoted text that goes on, indented, is closed; None if it is not."""
    depth = len(split_line(lines[number])[0])
    for later in range(number + 1, len(lines)):
        line = lines[later]
        if line.strip() and blanks(line) <= depth and not (depth == 0 and blanks(line) > 0):
            return None
        at = quote_end(quote + line)
        if at is not None:
            return later if line[at - 1 :].strip()[:1] in ",]}#" else None
        if KEYED.match(line.strip()):
            return None
    return None


def quotes_meant(lines: Sequence[str]) -> Iterator[list[Slip]]:
    """For each quotation mark that its line never closes: where it may have been meant to be closed."""
    inside: list[str] = []
    skip = -1
    for number, line in _texts(lines):
        body = split_line(line)[1]
        if number <= skip or (not inside and not KEYED.match(body) and body[:1] not in ("[", "{")):
            continue  # within a text that goes on, or an item: nothing is sure here
        found = seen(line, inside)
        inside = found.signs
        if found.quote is None:
            continue
        quote = line[found.quote]
        closed = None if found.junk else _goes_on(lines, number, quote)
        if closed is not None:
            skip = closed
        elif not found.junk or (found.open and line.count(quote, found.quote) % 2):
            yield from filter(None, [list(_closed(number, line, found))])


def _closed(number: int, line: str, found: Seen) -> Iterator[Slip]:
    """A line with its open quotation mark closed, where that makes sense."""
    assert found.quote is not None
    bare = line.rstrip()
    if not found.open:
        comment = re.search(r"\s+#.*$", bare[found.quote :])
        ends = [found.quote + comment.start()] if comment else [len(bare)]
    else:
        ends = [hit.start() for hit in re.finditer(r"[,\]}]|$", bare) if hit.start() > found.quote + 1]
    tried = [(at, *_with_end(line, found.quote, at)) for at in ends[:_TRIALS]]
    good = [one for one in tried if _alone(one[1])]
    if not good and not found.junk:
        good = [one for one in tried if not found.open or _NEXT.match(bare, one[0])] or tried[-1:]
    for _, new, hint in good[:1]:
        yield slip_at(number, line, new, hint)


def _with_end(line: str, opened: int, at: int) -> tuple[str, str]:
    """A line whose quotation mark is closed at a column, or there by its own kind, and why."""
    quote, text = line[opened], line[opened + 1 : at].rstrip()
    if text and text[-1] in _OTHERS and text[-1] != quote:
        own = "a quotation mark is closed by its own kind"
        return f"{line[:opened]}{quoted_text(text[:-1])}{line[at:]}", own
    why = "a quotation mark that is opened must be closed"
    return f"{line[:opened]}{quote}{text}{quote}{line[at:]}", why


def commas_meant(lines: Sequence[str]) -> Iterator[list[Slip]]:
    """Commas in brackets between which, or before which, nothing stands."""
    for number, line, _, found in _scanned(lines):
        new = line
        for before, at in reversed(found.commas):
            rest = new[at + 1 :].lstrip(" ")
            kept = new[: before + (new[before] in "[{,")]
            if rest[:1] in ("]", "}"):
                new = kept.rstrip(", ") + rest
            elif kept.endswith(",") and rest[:1] not in (",", "\n", ""):
                new = f"{kept} {rest}"
            else:
                new = kept + (new[at + 1 :] if rest[:1] in ("\n", "") else rest)
        if found.commas:
            yield [slip_at(number, line, new, "one comma between two entries")]


def crossed_meant(lines: Sequence[str]) -> Iterator[list[Slip]]:
    """Lines in which a bracket is closed by another kind, or not at all before another one is."""
    for number, line in _texts(lines):
        found = seen(line)
        slips: list[Slip] = []
        if found.wrong is not None:
            single = _single(number, line)
            slips = [single] if single else list(_closed_otherwise(number, line, found))
        elif found.extra is not None:
            slips = list(_unopened(number, line, found.extra))
        if slips:
            yield slips


def _closed_otherwise(number: int, line: str, found: Seen) -> Iterator[Slip]:
    """A line with a bracket closed by its own kind: there, or before the next key or bracket."""
    at, (sign, column) = found.wrong, found.open[-1]
    assert at is not None
    keys = islice(_ENTRY.finditer(line[column:at]), _TRIALS)
    stops = [column + hit.start() for hit in keys] if sign == "[" else []
    news = [(f"{line[:at]}{CLOSED_BY[sign]}{line[at + 1 :]}", "each bracket is closed by its own kind")]
    news += [(f"{line[:stop]}{CLOSED_BY[sign]}{line[stop:]}", _needs(sign)) for stop in (*stops, at)]
    for new, why in news:
        if _alone(new):
            yield slip_at(number, line, new, why)


def _unopened(number: int, line: str, at: int) -> Iterator[Slip]:
    """A line with a bracket that closes nothing: opened before a key, or without one of its brackets."""
    body = split_line(line)[1]
    if reads_alone(body) or not KEYED.match(body):
        return
    sign = line[at]
    opener = "[" if sign == "]" else "{"
    for hit in islice(re.finditer(rf"(?:: +|\[ *|- +)(?={WORD}:\s)", line[:at]), _TRIALS):
        new = f"{line[: hit.end()]}{opener}{line[hit.end() :]}"
        if _alone(new):
            yield slip_at(number, line, new, f"each {sign} needs its {opener}")
    for hit in islice(re.finditer(re.escape(sign), line[: at + 1]), _TRIALS):
        slip = never_opened(number, line, hit.start())
        if _alone(slip.changes[number]):
            yield slip


def _single(number: int, line: str) -> Slip | None:
    """A line in which a bracket was written twice, if it reads with one."""
    for hit in islice(re.finditer(r"\{\{|\[\[", line), _TRIALS):
        new = f"{line[: hit.start()]}{line[hit.start() + 1 :]}"
        if _alone(new):
            return slip_at(number, line, new, _needs(hit[0][0]))
    return None


def entries_meant(lines: Sequence[str]) -> Iterator[list[Slip]]:
    """Lines in brackets that are opened above, without a comma before the key on the next line."""
    above, end = -1, 0
    for number, line, inside, found in _scanned(lines):
        if above >= 0 and inside and KEYED.match(line.strip()):
            row = lines[above]
            yield [slip_at(above, row, f"{row[:end]},{row[end:]}", "a comma between the entries")]
        bare = line[found.end - 1 : found.end] not in ",[{:" and not _REMARK.search(line)
        above, end = number if bare else -1, found.end


def brackets_meant(lines: Sequence[str]) -> Iterator[list[Slip]]:
    """For each bracket that is never closed: where it may have been meant to be."""
    opened: list[tuple[int, str, int]] = []
    last = 0
    for number, line in [*_texts(lines), (len(lines), "")]:
        closes = line.lstrip()[:1] in ("]", "}")
        if opened and blanks(line) <= blanks(lines[opened[0][0]]) and not closes:
            yield list(_ended(lines, opened, last))
            opened = []
        found = seen(line, [sign for _, sign, _ in opened]) if line else Seen()
        if found.wrong is not None or found.quote is not None:
            opened = []
            continue
        kept = opened[: sum(at < 0 for _, at in found.open)]
        opened = [*kept, *((number, sign, at) for sign, at in found.open if at >= 0)]
        last = number


def _ended(lines: Sequence[str], opened: Sequence[tuple[int, str, int]], last: int) -> Iterator[Slip]:
    """What a bracket that is never closed may have been meant to be: closed, or not there at all."""
    first, sign, column = opened[0]
    line, row, one_line = lines[first], lines[last], last == first
    single = _single(first, line) if one_line else None
    if single is not None:
        yield single
        return
    found = f"a {sign} that is never closed: {shortened(line[column:] if one_line else line)}"
    below = [one.strip() for one in lines[first + 1 : last + 1] if one.strip()]
    plain = all((_alone(one) or one.startswith("- ")) and not one.endswith(",") for one in below)
    alone = not one_line and len(opened) == 1 and not re.sub(r"\s#.*", "", line[column + 1 :]).strip()
    if alone and plain:
        new = f"{line[:column].rstrip()}{line[column + 1 :]}"
        yield Slip(
            first, {first: new}, found, shortened(new), f"{_needs(sign)}; the lines below need neither"
        )
        return
    ends = "".join(CLOSED_BY[one] for _, one, _ in reversed(opened))
    end = seen(row, [one for line_of, one, _ in opened if line_of < last]).end
    new = f"{row[:end].rstrip(', ')}{ends}{row[end:]}"
    slip = Slip(first, {last: new}, found, shortened(new, row), _needs(sign))
    yield slip if one_line else replace(slip, expected=f"{slip.expected} on line {last + 1}")
    if not one_line or len(opened) > 1:
        return
    for hit in islice(_ENTRY.finditer(row, column + 1), _TRIALS):
        new = f"{row[: hit.start()]}{ends}{row[hit.start() :]}"
        if _alone(new):
            yield Slip(first, {first: new}, found, shortened(new, row), _needs(sign))


LOOKS = (quotes_meant, commas_meant, crossed_meant, brackets_meant, entries_meant)
"""What is looked for in a text that is no YAML, one after the other: for each slip what may be meant."""
