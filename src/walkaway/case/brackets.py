"""Brackets, quotation marks and commas that do not come in pairs: where they were opened, how to end them.

A line is looked at sign by sign, so that a quotation mark or a bracket that is never closed is named where
it was opened, however far below it the parser complains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from .indentation import blanks
from .slips import WORD, Slip, quoted_text, shortened, slip_at, split_line

__all__ = ["brackets_meant", "commas_meant", "crossed_meant", "entries_meant", "quotes_meant", "reads_alone"]

_PAIRS = {"[": "]", "{": "}"}
_LONG = 4_000
_TRIALS = 40
_OWN = "a quotation mark is closed by its own kind"
_CLOSE = "a quotation mark that is opened must be closed"
_OTHERS = "\"'”“»’‘›」＂"
_NEXT = re.compile(r"\s*(?:,\s*(?:[^\s,:\[\]{}\"']+:\s|[\"'\[{]|$)|[\]}]+\s*(?:,|$))")
_ENTRY = r",\s*[^\s,:\[\]{}\"']+:\s"
_LITERAL = re.compile(r"(?:.*:\s+)?[|>][0-9+-]*\s*(?:#.*)?$")
_KEYED = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s"'#{}\[\],:][^:#]*?):(?:\s|$)""")


@dataclass(slots=True)
class _Seen:
    """What a line holds: brackets still open, a quotation mark not closed, commas too many, its end."""

    open: list[tuple[str, int]] = field(default_factory=list)
    quote: int | None = None
    junk: bool = False
    commas: list[tuple[int, int]] = field(default_factory=list)
    wrong: int | None = None
    extra: int | None = None
    end: int = 0

    @property
    def signs(self) -> list[str]:
        """The brackets that the next line stands in; none where that is in doubt."""
        doubtful = self.wrong is not None or self.quote is not None
        return [] if doubtful else [sign for sign, _ in self.open]


def _quote_end(line: str, at: int) -> int | None:
    """Column behind the quotation mark that closes the one at a column; None if none does."""
    pattern = r'"(?:[^"\\]|\\.)*"' if line[at] == '"' else r"'(?:[^']|'')*'"
    found = re.compile(pattern).match(line, at)
    return found.end() if found else None


def _seen(line: str, inside: Sequence[str] = (), start: int | None = None) -> _Seen:
    """Look at a line sign by sign, from within some brackets or from a column on."""
    seen = _Seen(open=[(sign, -1) for sign in inside])
    at = len(split_line(line)[0]) if start is None else start
    value = start is None  # whether a value or a key may begin here
    gap: int | None = None  # where a comma stood that nothing has followed yet
    while at < len(line.rstrip()):
        sign = line[at]
        if sign == "#" and (at == 0 or line[at - 1].isspace()):
            break
        if sign.isspace():
            at += 1
            continue
        seen.end = at + 1
        if value and sign in "\"'":
            after = _quote_end(line, at)
            if after is None:
                seen.quote = at
                return seen
            rest = line[after:].lstrip()
            if rest and rest[0] not in ":" + ",]}" * bool(seen.open) and not re.match(r"\s+#", line[after:]):
                seen.quote, seen.junk = at, True
                return seen
            at, value, gap, seen.end = after, False, None, after
            continue
        if value and sign in _PAIRS:
            seen.open.append((sign, at))
            at, gap = at + 1, at
            continue
        if seen.open and sign == ",":
            if gap is not None:
                seen.commas.append((gap, at))
            at, value, gap = at + 1, True, at
            continue
        if sign in "]}" and seen.open:
            if _PAIRS[seen.open[-1][0]] != sign:
                seen.wrong = at
                return seen
            seen.open.pop()
            at, value, gap = at + 1, False, None
            continue
        if sign in "]}" and seen.extra is None:
            seen.extra = at
        value = sign == ":" and (at + 1 == len(line) or line[at + 1].isspace())
        at, gap = at + 1, None
    return seen


@lru_cache(maxsize=4096)
def reads_alone(body: str) -> bool:
    """Whether a line reads by itself as a key with its value, and each key in its braces has a value.

    Examples
    --------
    >>> reads_alone("price: {low: 1, high: 2}"), reads_alone("price: {low: 1, 000}"), reads_alone("price")
    (True, False, False)
    """
    depth = 0
    if len(body) > _LONG:
        return False
    try:
        for count, event in enumerate(YAML(typ="safe", pure=True).parse(body)):
            if count == 2 and not isinstance(event, MappingStartEvent):
                return False
            if isinstance(event, ScalarEvent) and depth > 1 and not event.value and event.style is None:
                return False
            if hasattr(event, "flow_style"):
                depth += 1
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                depth -= 1
    except YAMLError:
        return False
    return depth == 0


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


def _goes_on(lines: Sequence[str], number: int, quote: str) -> int | None:
    """The line on which a quoted text that goes on, indented, is closed; None if it is not."""
    depth = len(split_line(lines[number])[0])
    for later in range(number + 1, len(lines)):
        line = lines[later]
        if line.strip() and blanks(line) <= depth and not (depth == 0 and blanks(line) > 0):
            return None
        at = _quote_end(quote + line, 0)
        if at is not None:
            rest = line[at - 1 :].strip()
            return later if not rest or rest[0] in ",]}#" else None
        if _KEYED.match(line.strip()):
            return None
    return None


def quotes_meant(lines: Sequence[str]) -> Iterator[list[Slip]]:
    """For each quotation mark that its line never closes: where it may have been meant to be closed."""
    inside: list[str] = []
    skip = -1
    for number, line in _texts(lines):
        if number <= skip:
            continue
        if not inside and not _KEYED.match(split_line(line)[1]) and split_line(line)[1][0] not in "[{":
            continue  # a text that goes on, or an item: nothing is sure here
        seen = _seen(line, inside)
        if seen.quote is None:
            inside = seen.signs
            continue
        quote = line[seen.quote]
        closed = None if seen.junk else _goes_on(lines, number, quote)
        if closed is not None:
            skip, inside = closed, []
            continue
        inside = []
        if seen.junk and (not seen.open or line.count(quote, seen.quote) % 2 == 0):
            continue
        slips = list(_closed(number, line, seen))
        if slips:
            yield slips


def _closed(number: int, line: str, seen: _Seen) -> Iterator[Slip]:
    """A line with its open quotation mark closed, where that makes sense."""
    assert seen.quote is not None
    bare = line.rstrip()
    if not seen.open:
        comment = re.search(r"\s+#.*$", bare[seen.quote :])
        ends = [seen.quote + comment.start()] if comment else [len(bare)]
    else:
        signs = (hit.start() for hit in re.finditer(r"[,\]}]|$", bare))
        ends = [at for at in signs if at > seen.quote + 1]
    tried = [(at, *_with_end(line, seen.quote, at)) for at in ends[:_TRIALS]]
    good = [one for one in tried if reads_alone(split_line(one[1])[1])]
    if not good and not seen.junk:
        good = [one for one in tried if not seen.open or _NEXT.match(bare, one[0])] or tried[-1:]
    for _, new, hint in good[:1]:
        yield slip_at(number, line, new, hint)


def _with_end(line: str, opened: int, at: int) -> tuple[str, str]:
    """A line whose quotation mark is closed at a column, or there by its own kind, and why."""
    text = line[opened + 1 : at].rstrip()
    if text and text[-1] in _OTHERS and text[-1] != line[opened]:
        return f"{line[:opened]}{quoted_text(text[:-1])}{line[at:]}", _OWN
    return f"{line[:opened]}{line[opened]}{text}{line[opened]}{line[at:]}", _CLOSE


def commas_meant(lines: Sequence[str]) -> Iterator[list[Slip]]:
    """Commas in brackets between which, or before which, nothing stands."""
    inside: list[str] = []
    for number, line in _texts(lines):
        seen = _seen(line, inside)
        inside = seen.signs
        if not seen.commas:
            continue
        new = line
        for before, at in reversed(seen.commas):
            rest = new[at + 1 :].lstrip(" ")
            kept = new[: before + (new[before] in "[{,")]
            if rest[:1] in ("]", "}"):
                new = kept.rstrip(", ") + rest
            elif kept.endswith(",") and rest[:1] not in (",", "\n", ""):
                new = f"{kept} {rest}"
            else:
                new = kept + (new[at + 1 :] if rest[:1] in ("\n", "") else rest)
        yield [slip_at(number, line, new, "one comma between two entries")]


def crossed_meant(lines: Sequence[str]) -> Iterator[list[Slip]]:
    """Lines in which a bracket is closed by another kind, or not at all before another one is."""
    for number, line in _texts(lines):
        seen = _seen(line)
        if seen.wrong is None:
            slips = [] if seen.extra is None else list(_unopened(number, line, seen.extra))
            if slips:
                yield slips
            continue
        at, (sign, column) = seen.wrong, seen.open[-1]
        single = _single(number, line)
        if single is not None:
            yield [single]
            continue
        own, needs = "each bracket is closed by its own kind", f"each {sign} needs its {_PAIRS[sign]}"
        news = [(f"{line[:at]}{_PAIRS[sign]}{line[at + 1 :]}", own)]
        keys = islice(re.finditer(_ENTRY, line[column:at]), _TRIALS)
        stops = [column + hit.start() for hit in keys] if sign == "[" else []
        news += [(f"{line[:stop]}{_PAIRS[sign]}{line[stop:]}", needs) for stop in (*stops, at)]
        slips = [slip_at(number, line, new, why) for new, why in news if reads_alone(split_line(new)[1])]
        if slips:
            yield slips


def _unopened(number: int, line: str, at: int) -> Iterator[Slip]:
    """A line with a bracket that closes nothing: opened before a key, or without one of its brackets."""
    body = split_line(line)[1]
    if reads_alone(body) or not _KEYED.match(body):
        return
    sign = line[at]
    opener = next(one for one, two in _PAIRS.items() if two == sign)
    for hit in islice(re.finditer(rf"(?:: +|\[ *|- +)(?={WORD}:\s)", line[:at]), _TRIALS):
        new = f"{line[: hit.end()]}{opener}{line[hit.end() :]}"
        if reads_alone(split_line(new)[1]):
            yield slip_at(number, line, new, f"each {sign} needs its {opener}")
    for hit in islice(re.finditer(re.escape(sign), line[: at + 1]), _TRIALS):
        new = f"{line[: hit.start()]}{line[hit.end() :]}"
        if reads_alone(split_line(new)[1]):
            found = f"a {sign} that was never opened: {shortened(line, new)}"
            yield Slip(number, {number: new}, found, shortened(new, line) or "nothing")


def _single(number: int, line: str) -> Slip | None:
    """A line in which a bracket was written twice, if it reads with one."""
    for hit in islice(re.finditer(r"\{\{|\[\[", line), _TRIALS):
        new = f"{line[: hit.start()]}{line[hit.start() + 1 :]}"
        if reads_alone(split_line(new)[1]):
            return slip_at(number, line, new, f"each {hit[0][0]} needs its {_PAIRS[hit[0][0]]}")
    return None


_REMARK = re.compile(r"(?:^|\s)(?://|/\*)")
"""Where a comment of another language begins, which is a slip of its own."""


def entries_meant(lines: Sequence[str]) -> Iterator[list[Slip]]:
    """Lines in brackets that are opened above, without a comma before the key on the next line."""
    inside: list[str] = []
    before: tuple[int, int] | None = None
    for number, line in _texts(lines):
        if before is not None and inside and _KEYED.match(line.strip()):
            above, end = before
            row = lines[above]
            yield [slip_at(above, row, f"{row[:end]},{row[end:]}", "a comma between the entries")]
        seen = _seen(line, inside)
        inside = seen.signs
        bare = line[seen.end - 1 : seen.end] not in ",[{:" and not _REMARK.search(line)
        before = (number, seen.end) if inside and bare else None


def brackets_meant(lines: Sequence[str]) -> Iterator[list[Slip]]:
    """For each bracket that is never closed: where it may have been meant to be."""
    opened: list[tuple[int, str, int]] = []
    last = 0
    for number, line in [*_texts(lines), (len(lines), "")]:
        closes = line.lstrip()[:1] in ("]", "}")
        if opened and blanks(line) <= blanks(lines[opened[0][0]]) and not closes:
            yield list(_ended(lines, opened, last))
            opened = []
        seen = _seen(line, [sign for _, sign, _ in opened]) if line else _Seen()
        if seen.wrong is not None or seen.quote is not None:
            opened = []
            continue
        kept = opened[: sum(at < 0 for _, at in seen.open)]
        opened = [*kept, *((number, sign, at) for sign, at in seen.open if at >= 0)]
        last = number


def _ended(lines: Sequence[str], opened: Sequence[tuple[int, str, int]], last: int) -> Iterator[Slip]:
    """What a bracket that is never closed may have been meant to be: closed, or not there at all."""
    first, sign, column = opened[0]
    line = lines[first]
    single = _single(first, line) if last == first else None
    if single is not None:
        yield single
        return
    found = f"a {sign} that is never closed: {shortened(line[column:] if last == first else line)}"
    below = [one.strip() for one in lines[first + 1 : last + 1] if one.strip()]
    plain = all(reads_alone(split_line(one)[1]) or one.startswith("- ") for one in below)
    alone = last > first and len(opened) == 1 and not re.sub(r"\s#.*", "", line[column + 1 :]).strip()
    if alone and plain and not any(one.endswith(",") for one in below):
        new = f"{line[:column].rstrip()}{line[column + 1 :]}"
        hint = f"each {sign} needs its {_PAIRS[sign]}; the lines below need neither"
        yield Slip(first, {first: new}, found, shortened(new), hint)
        return
    ends = "".join(_PAIRS[one] for _, one, _ in reversed(opened))
    hint = f"each {sign} needs its {_PAIRS[sign]}"
    row = lines[last]
    start = opened[0][2] + 1 if last == first else 0
    end = _seen(row, [one for line_of, one, _ in opened if line_of < last]).end
    new = f"{row[:end].rstrip(', ')}{ends}{row[end:]}"
    slip = Slip(first, {last: new}, found, shortened(new, row), hint)
    yield slip if last == first else replace(slip, expected=f"{shortened(new, row)} on line {last + 1}")
    if last != first or len(opened) > 1:
        return
    for hit in islice(re.finditer(_ENTRY, row[start:]), _TRIALS):
        at = start + hit.start()
        new = f"{row[:at]}{ends}{row[at:]}"
        if reads_alone(split_line(new)[1]):
            yield Slip(first, {first: new}, found, shortened(new, row), hint)
