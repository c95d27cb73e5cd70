"""What one line may have been meant to be: a table of forms, and what its values and brackets may lack.

Some lines go wrong where they stand; some read, but as something else (``{low:1}``, ``[low: 1, high: 2]``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from .right_form import right_form
from .slips import (
    CLOSED_BY,
    KEYED,
    WORD,
    Slip,
    never_opened,
    quote_end,
    quoted_text,
    seen,
    shortened,
    slip_at,
    split_line,
)

FREE_TEXT = (
    "title", "question", "as_of", "about", "note", "notes", "unit", "scale", "says", "act", "short", "when",
    "cite",
)  # fmt: skip
"""Keys behind which text stands for people."""
_ITEM = "an item of a list begins with a dash and a blank"
_BRACES = "a mapping stands in braces"
_STRAIGHT = "only straight quotation marks quote, and a key needs none"
_BLANK = "a blank must follow the colon"
_BETWEEN = "a colon and a blank stand between a key and its value"
_COLON = "a colon must follow the key"
_COMMA = "a comma between the entries"
_COMMENT = "a comment begins with #"
_OPENING, _CLOSING = "“„«‘‚‹”’「＂", "”“»’‘›」＂\"'"
_PIECE = re.compile(r"(?<=[\[{,])\s*(?:(?P<key>[^\s,:\[\]{}\"']+): +)?(?P<value>[^\s,\[\]{}][^,\[\]{}]*)")
_BULLET = re.compile(r"(?:[•·‣●▪][ \t\u00a0]*|(?:[–—*+]|[0-9]{1,2}[.)])[ \t\u00a0]+|-)(?=[^\s-])")


class _Form(NamedTuple):
    """What people write, what it should be, and why."""

    pattern: str
    meant: str | Callable[[re.Match[str]], str]
    why: str
    sure: bool = True

    def of(self, hit: re.Match[str]) -> str:
        return hit.expand(self.meant) if isinstance(self.meant, str) else self.meant(hit)


def _braced(hit: re.Match[str]) -> str:
    pairs = re.sub(rf"({WORD})\s*=\s*", r"\1: ", hit[2])
    return f"{hit[1]}{{{pairs}}}"


_FORMS = (
    _Form(rf"(.*?(?:: |^))\(({WORD}\s*[:=].*)\)$", _braced, _BRACES),
    _Form(r"(.*[\[\]{},\"'0-9])\s*(?://|/\*)\s*(.*?)\s*(?:\*/)?$", r"\1  # \2", _COMMENT),
    _Form(rf"(?!-[0-9.]){_BULLET.pattern}(.*)", r"- \1", _ITEM),
    _Form(
        rf"\[+({WORD})\]+$", r"\1:", "a part begins with its name and a colon, the lines below it indented",
        sure=False,
    ),
    _Form(r"[“„«‘‚]([^”“»’‘]+)[”“»’‘]\s*:(.*)", r"\1:\2", _STRAIGHT),
    _Form(
        rf"(?![^:=]*: )({WORD}|\"[^\"]*\")\s*(?:::+|:=|=>|->|=|：)\s*([^\s/].*)$", r"\1: \2", _BETWEEN
    ),
    _Form(rf"(?![^:=]*: )({WORD}|\"[^\"]*\"):(?!:|=\s*[^\s/])([^\s/].*)$", r"\1: \2", _BLANK),
    _Form(rf"(?![^:{{\[]*:(?:\s|$|[{{\[]))({WORD})\s*[;.]?\s+(.+)$", r"\1: \2", _COLON),
    _Form(rf"({WORD})\s*([\[{{].*)$", r"\1: \2", _COLON),
)  # fmt: skip
"""Of a line as a whole, from its first sign that is no blank and no dash."""

_IN_BRACES = (
    _Form(
        r"(?<=: )(-?[0-9]{1,3}(?:,[0-9]{3})+)(?=\s*[,}])", lambda hit: hit[1].replace(",", ""),
        "a comma parts entries: numbers have none",
    ),
    _Form(
        rf"(?<=[{{,])(\s*{WORD}):([^\s,{{}}\[\]:/][^,{{}}\[\]:]*|[\[{{].*)(?=[,}}])", r"\1: \2", _BLANK
    ),
    _Form(
        rf"(?<=[{{,])(\s*{WORD})\s*(?::=|=>|->|=)\s*([^\s,{{}}\[\]=][^,{{}}\[\]]*)(?=[,}}])", r"\1: \2",
        _BETWEEN,
    ),
    _Form(rf"(?<=[{{,])(\s*{WORD}) +(\"[^\"]*\"|'[^']*')(?=\s*[,}}])", r"\1: \2", _COLON),
    _Form(rf"(?<=[{{,])(\s*{WORD}) +([^\s:,{{}}\[\]][^:,{{}}\[\]]*)(?=[,}}])", r"\1: \2", _COLON),
)  # fmt: skip
"""Of entries in braces, which read, but as something else."""
_LISTED = re.compile(
    rf"(?<=[:,\[{{] )\[(?P<pairs>\s*{WORD}: [^,:\[\]{{}}]+(?:,\s*{WORD}: [^,:\[\]{{}}]+)+)\]"
)
_PARTED = re.compile(
    rf"(?<=[{{,])(?P<key>\s*{WORD}: )(?P<first>[^\W\d][^,{{}}\[\]:\"']*)(?P<more>(?:,\s*[^,{{}}\[\]:\"']+)+)"
    rf"(?=\s*\}}|\s*,\s*{WORD}:)"
)
_FOLDED = re.compile(r"[ \t]*(?:- +)*(?P<key>[\w.-]+): +[>|][0-9]\s*$")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def lines_meant(index: int, lines: Sequence[str], keys: frozenset[str]) -> Iterator[Slip]:
    """What a line may have been meant to be as a whole."""
    line = lines[index]
    head, body = split_line(line)
    end = line[len(head) + len(body) :]

    def meant(new: str, why: str, *, sure: bool = True) -> Slip:
        return slip_at(index, line, f"{head}{new}{end}", why, sure=sure)

    if re.match(r"(`{3,}|~{3,})", body):
        found = f"the Markdown fence {shortened(body)}"
        yield Slip(index, {index: end}, found, "the YAML alone", "delete this line")
    if re.match(r"//|/\*|--(?!-)|;", body):
        yield meant(f"# {body.lstrip('/*-; ')}", _COMMENT)
    yield from _text_goes_on(index, lines, keys)
    for form in _FORMS:
        if hit := re.match(form.pattern, body):
            yield meant(form.of(hit), form.why, sure=form.sure)
    below = next((one for one in lines[index + 1 :] if one.strip()), "")
    deeper = _depth(below) > len(head)
    word = re.fullmatch(rf"({WORD}|\"[^\"]*\"|'[^']*')\s*[;,.]?", body)
    if word and (deeper or word[1] in keys):
        yield meant(f"{word[1]}:", _COLON)


def _text_goes_on(index: int, lines: Sequence[str], keys: frozenset[str]) -> Iterator[Slip]:
    """A text for people that goes on in the next line, which is not indented."""
    line, before = lines[index], lines[index - 1]
    head, body = split_line(line)
    above = KEYED.match(split_line(before)[1]) if index else None
    if above is None or above["key"] not in FREE_TEXT or not re.match(r"[^\W\d]", above["value"] or ""):
        return
    depth = len(split_line(before)[0])
    begun = re.split(r"[^\w.-]", body, maxsplit=1)[0]
    if len(head) > depth or re.search(r":(\s|$)", body) or begun in keys:
        return
    found = f"{shortened(line)}, without a key"
    expected = f"{shortened(before)} {shortened(line)}"
    hint = "a text stays on its line, or the lines on which it goes on are indented"
    yield Slip(index, {index: " " * (depth + 2) + line.lstrip()}, found, expected, hint)


def _quoting(value: str, *, inside: bool = False) -> Iterator[tuple[str, str]]:
    """What a value with a sign of quotation or of YAML may have been meant to be, and why."""
    first, last = value[0], value[-1]
    bare = value[1:-1] if last in _CLOSING and len(value) > 1 else value[1:]
    if first in "\"'":
        end = quote_end(value)
        if end is None and last in _CLOSING and len(value) > 1:
            yield quoted_text(bare), "a quotation mark is closed by its own kind"
        elif end is None:
            yield value + first, "a quotation mark that is opened must be closed"
        elif inside and re.match(r"\s+[^\s:]+:\s", value[end:]):
            return  # a comma is missing
        elif end < len(value):
            whole = quoted_text(value[1:-1] if last == first else value)
            yield whole, "text that begins with a quotation mark must be quoted as a whole"
        elif "\\" in value:
            yield quoted_text(bare), "in double quotation marks a backslash begins an escape"
        return
    if first in _OPENING:
        yield quoted_text(bare), "only straight quotation marks quote"
    opened = first in CLOSED_BY and re.search(rf"\{CLOSED_BY[first]} *[^\s,\]}}]", value)
    if first in "@`%&*!|>?-" or opened:
        yield quoted_text(value), f"text that begins with {first} stands in quotation marks"


def _colon(key: str, value: str, keys: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What a value with a colon inside may have been meant to be, and why."""
    inner = re.match(rf"({WORD}):\s", value)
    if inner and inner[1] in keys and key not in FREE_TEXT:
        number = re.fullmatch(r"value:\s+(-?[0-9][0-9.]*)", value)
        yield f"{{{value}}}", f"{_BRACES}; or {number[1]} alone" if number else _BRACES
    if value[-1] in "\"'" and value.count(value[-1]) == 1:
        yield value[-1] + value, "a quotation mark that closes must be opened"
    for sign, other in CLOSED_BY.items():
        if value.endswith(other) and value.count(other) > value.count(sign):
            yield sign + value, f"each {other} needs its {sign}"
    if value[0] not in "[{\"'" and re.search(r":(?:\s|$)", value):
        yield quoted_text(value), "text that holds a colon and a blank stands in quotation marks"


def values_meant(
    index: int, line: str, *, colon: bool = False, keys: frozenset[str] = frozenset()
) -> Iterator[Slip]:
    """What the values of a line may have been meant to be, by their quotation marks or by a colon in them."""
    head, body = split_line(line)
    for key, at, stands, inside in _values(body):
        before, after = line[: len(head) + at], line[len(head) + at + len(stands) :]
        for meant, why in _colon(key, stands, keys) if colon else _quoting(stands, inside=inside):
            number = ""
            if key not in FREE_TEXT and re.fullmatch(r"\?+", stands):
                meant, why = "to be judged", "a number that nobody knows yet is left to be judged"
            elif key not in FREE_TEXT and not colon and stands[0] in ">|%&*-?":
                number = right_form(stands)
            new = f"{before}{meant}{after}"
            if number:
                yield Slip(index, {index: new}, shortened(body), "a number, or [low, high]", number)
            else:
                yield slip_at(index, line, new, why)


def _values(body: str) -> Iterator[tuple[str, int, str, bool]]:
    """Key, column and text of each value of a line, with every end in doubt; whether it is in brackets."""
    for piece in _PIECE.finditer(body):
        at = piece.start("value")
        stops = [hit.start() for hit in re.finditer(r"[,\[\]{}]|$", body) if hit.start() >= piece.end()]
        for stop in stops[:4]:
            if stands := body[at:stop].rstrip():
                yield piece["key"] or "", at, stands, True
    key = KEYED.match(body)
    key = key if key and key.end() == len(body) else None
    value = (key["value"] or "") if key else body
    if value:
        comment = re.search(r"\s+#.*$", value)
        for end in sorted({len(value), comment.start() if comment else len(value)}):
            yield key["key"] if key else "", len(body) - len(value), value[:end], False


def bullets(index: int, lines: Sequence[str]) -> Iterator[Slip]:
    """A list whose items all begin with another sign: all of them at once."""
    head = _depth(lines[index])
    below = (n for n in range(index + 1, len(lines)) if lines[n].strip() and _depth(lines[n]) < head)
    changes = {
        number: f"{line[:head]}- {line[hit.end() :]}"
        for number, line in enumerate(lines[: next(below, len(lines))])
        if not line[:head].strip() and (hit := _BULLET.match(line, head))
    }
    if len(changes) > 1:
        first, more = min(changes), len(changes) - 1
        hint = f"{_ITEM}; so too on {more} more line{'s' * (more > 1)}"
        yield Slip(first, changes, shortened(lines[first]), shortened(changes[first]), hint)


def lists_meant(index: int, line: str) -> Iterator[Slip]:
    """Where a list that runs into the next key may have been meant to end."""
    for hit in re.finditer(r"\[[^\[\]]*?(?=,\s*[^\s,:\[\]{}\"']+:\s)", line):
        yield slip_at(index, line, f"{line[: hit.end()]}]{line[hit.end() :]}", "each [ needs its ]")


def colons_meant(lines: Sequence[str]) -> Iterator[Slip]:
    """Lines with a key that is followed by more than one colon, and so would have one in its name."""
    for number, line in enumerate(lines):
        new = re.sub(rf"((?:^[ ]*(?:- +)*|[{{,] *){WORD})::+(?=\s|$)", r"\1:", line)
        if new != line:
            yield slip_at(number, line, new, _BETWEEN)


def commas(index: int, column: int, line: str, keys: frozenset[str]) -> Iterator[Slip]:
    """A bracket too many or of the wrong kind, or a comma that is missing, at a place inside brackets."""
    sign, before, after = line[column : column + 1], line[:column].rstrip(), line[column:]

    def meant(new: str, why: str) -> Slip:
        return slip_at(index, line, new, why)

    if sign in "]}":
        opener, other = ("[", "}") if sign == "]" else ("{", "]")
        needs = f"each {sign} needs its {opener}"
        swapped = f"{line[:column]}{other}{line[column + 1 :]}"
        own = meant(swapped, "each bracket is closed by its own kind")
        whole = seen(swapped)
        if not (whole.open or whole.doubtful or whole.extra):
            yield own
        head, body = split_line(line)
        if head.endswith("- ") and re.match(rf"{WORD}:\s", body):
            yield meant(f"{head}{opener}{line[len(head) :]}", needs)
        start = before.rfind(": ") + 2
        if start > 1 and not re.search(r"[\[\]{}]", before[start:]):
            yield meant(f"{line[:start]}{opener}{line[start:]}", needs)
        yield own
        yield never_opened(index, line, column)
    elif sign == ":":
        parted = re.sub(r"\s*;(?=\s+[^\s,:\[\]{}]+:\s)", ",", line)
        if parted != line:
            yield meant(parted, _COMMA)
        last = re.search(r"(?P<value>.*\S)\s+(?P<key>[^\s,\[\]{}]+)$", before)
        ended = last and (last["key"] in keys or re.search(r"[0-9\]}\"']$", last["value"]))
        if last and ended and last["value"][-1] not in ":,{[":
            yield meant(f"{last['value']}, {last['key']}{after}", _COMMA)
    elif sign in "[{\"'" and re.search(rf"[{{,]\s*{WORD}$", before) and _in_braces(before):
        yield meant(f"{before}: {after}", _COLON)
    elif before and before[-1] not in ",[{:":
        yield meant(f"{before}, {after}", _COMMA)


def _in_braces(before: str) -> bool:
    return seen(before).signs[-1:] == ["{"]


def read_otherwise(
    index: int, lines: Sequence[str], keys: frozenset[str], names: frozenset[str]
) -> Slip | None:
    """What a line may have been meant to be that reads, but as something else; ``names`` are used as keys."""
    line = lines[index]
    for slip in lines_meant(index, lines, keys):
        if slip.hint in (_ITEM, _STRAIGHT, _BLANK, _BETWEEN, _BRACES):
            return slip
    folded = _FOLDED.match(line)
    if folded and folded["key"] not in FREE_TEXT:  # >2 is the sign of a text of several lines
        return next(values_meant(index, line), None)
    listed = _LISTED.sub(r"{\g<pairs>}", line)
    if listed != line:
        return slip_at(index, line, listed, _BRACES)
    whole = _PARTED.sub(lambda hit: _whole(hit, names), line)
    if whole != line:
        return slip_at(index, line, whole, "text that holds a comma stands in quotation marks")
    for form in _IN_BRACES:
        new = line
        for hit in reversed([*re.finditer(form.pattern, line)]):
            if _in_braces(line[: hit.start()]):
                new = new[: hit.start()] + form.of(hit) + new[hit.end() :]
        if new != line:
            return slip_at(index, line, new, form.why)
    return None


def _whole(hit: re.Match[str], names: frozenset[str]) -> str:
    """A title with its commas in quotation marks; as it stands where a key may follow one of them."""
    begun = [re.match(r",\s*([\w.-]*)\s*(\w*)", piece) for piece in re.findall(r",[^,]*", hit["more"])]
    keyed = (word is not None and (word[1] in names or word[1] == word[2].casefold()) for word in begun)
    if any(keyed) or "=" in hit["more"]:
        return hit[0]
    return hit["key"] + quoted_text(hit["first"] + hit["more"])
