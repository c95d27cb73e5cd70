"""Slips of the pen in a YAML text: for a line that goes wrong, the lines that may have been meant.

Each :class:`Slip` is a proposal: what to change, what to say. :mod:`walkaway.case.mending` keeps one only if
the parser then gets further, so a proposal may be wrong but never a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .right_form import right_form

__all__ = [
    "BETWEEN", "BLANK", "BRACES", "ITEM", "STRAIGHT", "TEXTS", "WORD", "Slip", "alike", "breaks", "bullets",
    "colons_meant", "commas", "differs", "lines_meant", "lists_meant", "merge_markers", "quoted_text",
    "shortened", "slip_at", "split_line", "still_open", "values_meant",
]  # fmt: skip

_SHOWN = 60
ITEM = "an item of a list begins with a dash and a blank"
BRACES = "a mapping stands in braces"
JUDGED = "to be judged"
STRAIGHT = "only straight quotation marks quote, and a key needs none"
BLANK = "a blank must follow the colon"
BETWEEN = "a colon and a blank stand between a key and its value"
_OPENING, _CLOSING = "“„«‘‚‹”’「＂", "”“»’‘›」＂\"'"
_ENDS = "\n\r\x85\u2028\u2029"
_QUOTES = "\"'"
_PAIRS = {"[": "]", "{": "}"}
TEXTS = (
    "title", "question", "as_of", "about", "note", "notes", "unit", "scale", "says", "act", "short", "when",
    "cite",
)  # fmt: skip
_KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s"'#{}\[\],:][^:#]*?):(?:[ \t]+(?P<value>\S.*)|[ \t]*)$""")
_PIECE = re.compile(r"(?<=[\[{,])\s*(?:(?P<key>[^\s,:\[\]{}\"']+): +)?(?P<value>[^\s,\[\]{}][^,\[\]{}]*)")
WORD = r"[^\W\d][\w.-]*"
_BULLET = re.compile(r"(?:[•·‣●▪][ \t\u00a0]*|(?:[–—*+]|[0-9]{1,2}[.)])[ \t\u00a0]+|-)(?=[^\s-])")


@dataclass(frozen=True, slots=True)
class Slip:
    """What may have been meant.

    Attributes
    ----------
    line : int
        Where the writer went wrong, counted from 0.
    changes : mapping of int to str
        Line number from 0 → the line that was meant.
    found, expected, hint : str
        What to say, as in a fault.
    sure : bool
        Whether the rest can be read on as if it had been written so.
    indents : bool
        Whether only blanks in front of lines change.
    """

    line: int
    changes: Mapping[int, str]
    found: str
    expected: str
    hint: str = ""
    sure: bool = True
    indents: bool = False


def breaks(text: str) -> list[str]:
    """Lines as the parser counts them, each with its end."""
    return re.findall(r"[^%s]*(?:\r\n|[%s])|[^%s]+$" % ((_ENDS,) * 3), text)


def alike(one: str, two: str) -> int:
    """How many signs at their beginning two texts share."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(two)))


def differs(old: str, new: str) -> tuple[int, int]:
    """From where to where a line differs from what it was."""
    same, rest = alike(old, new), len(new) - alike(old[::-1], new[::-1])
    return min(same, rest), max(same, rest)


def shortened(text: str, other: str = "") -> str:
    """A line for a message: around the place where it differs from the other, on one line."""
    text = " ".join("".join(char if char.isprintable() or char.isspace() else "?" for char in text).split())
    if len(text) <= _SHOWN:
        return text
    other = " ".join(other.split())
    at = alike(text, other)
    start = max(0, min(at - _SHOWN // 3, len(text) - _SHOWN))
    piece = text[start : start + _SHOWN]
    return f"{'…' if start else ''}{piece}{'…' if start + _SHOWN < len(text) else ''}"


def slip_at(index: int, old: str, new: str, hint: str, *, sure: bool = True) -> Slip:
    """A slip of one line."""
    return Slip(index, {index: new}, shortened(old, new), shortened(new, old) or "nothing", hint, sure)


def quoted_text(text: str) -> str:
    """Text in quotation marks of the kind that it does not hold itself."""
    text = text.strip()
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def split_line(line: str) -> tuple[str, str]:
    """Indentation with dashes, and the rest without the end of the line."""
    found = re.match(r"[ \t]*(?:- +)*", line)
    head = found[0] if found else ""
    return head, line[len(head) :].rstrip()


def _quoting(value: str, *, inside: bool = False) -> Iterator[tuple[str, str]]:
    """What a value with a sign of quotation or of YAML may have been meant to be, and why."""
    first, last = value[0], value[-1]
    if first in _QUOTES:
        closed = re.match(r'"(?:[^"\\]|\\.)*"' if first == '"' else r"'(?:[^']|'')*'", value)
        if closed is None and last in _CLOSING and len(value) > 1:
            yield quoted_text(value[1:-1]), "a quotation mark is closed by its own kind"
        elif closed is None:
            yield value + first, "a quotation mark that is opened must be closed"
        elif inside and re.match(r"\s+[^\s:]+:\s", value[closed.end() :]):
            return  # a comma is missing
        elif closed[0] != value:
            inner = value[1:-1] if last == first else value
            yield quoted_text(inner), "text that begins with a quotation mark must be quoted as a whole"
        elif "\\" in value:
            yield quoted_text(value[1:-1]), "in double quotation marks a backslash begins an escape"
        return
    if first in _OPENING:
        inner = value[1:-1] if last in _CLOSING and len(value) > 1 else value[1:]
        yield quoted_text(inner), "only straight quotation marks quote"
    if first in "@`%&*!|>?-" or (first in _PAIRS and re.search(rf"\{_PAIRS[first]} *[^\s,\]}}]", value)):
        yield quoted_text(value), f"text that begins with {first} stands in quotation marks"


def _colon(key: str, value: str, keys: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What a value with a colon inside may have been meant to be, and why."""
    inner = re.match(rf"({WORD}):\s", value)
    if inner and inner[1] in keys and key not in TEXTS:
        number = re.fullmatch(r"value:\s+(-?[0-9][0-9.]*)", value)
        yield f"{{{value}}}", f"{BRACES}; or {number[1]} alone" if number else BRACES
    if value[-1] in _QUOTES and value.count(value[-1]) == 1:
        yield value[-1] + value, "a quotation mark that closes must be opened"
    for sign, other in _PAIRS.items():
        if value.endswith(other) and value.count(other) > value.count(sign):
            yield sign + value, f"each {other} needs its {sign}"
    if value[0] not in "[{" and value[0] not in _QUOTES and re.search(r":(?:\s|$)", value):
        yield quoted_text(value), "text that holds a colon and a blank stands in quotation marks"


def values_meant(
    index: int, line: str, *, colon: bool = False, keys: frozenset[str] = frozenset()
) -> Iterator[Slip]:
    """What the values of a line may have been meant to be, by their quotation marks or by a colon in them."""
    head, body = split_line(line)
    end = line[len(head) + len(body) :]
    for key, at, stands, inside in _stretches(body):
        for meant, why in _colon(key, stands, keys) if colon else _quoting(stands, inside=inside):
            new = f"{head}{body[:at]}{meant}{body[at + len(stands) :]}{end}"
            if re.fullmatch(r"\?+", stands) and key not in TEXTS:
                opened = f"{body[:at]}{JUDGED}{body[at + len(stands) :]}"
                hint = "a number that nobody knows yet is left to be judged"
                yield slip_at(index, f"{head}{body}", f"{head}{opened}{end}", hint)
                continue
            number = right_form(stands) if not colon and stands[0] in ">|%&*-?" and key not in TEXTS else ""
            if number:
                yield Slip(index, {index: new}, shortened(body), "a number, or [low, high]", number)
            else:
                yield slip_at(index, f"{head}{body}", new, why)


def _stretches(body: str) -> Iterator[tuple[str, int, str, bool]]:
    """Key, column and text of each value of a line, and whether it stands in brackets.

    Where its end is in doubt, several times.
    """
    for piece in _PIECE.finditer(body):
        at = piece.start("value")
        for stop in _stops(body, piece.end() - 1)[:4]:
            stands = body[at:stop].rstrip()
            if stands:
                yield piece["key"] or "", at, stands, True
    key = _KEY.match(body)
    value = (key["value"] or "") if key else body
    if value:
        comment = re.search(r"\s+#.*$", value)
        ends = (len(value), comment.start() if comment else len(value))
        for end in sorted(set(ends)):
            yield key["key"] if key else "", len(body) - len(value), value[:end], False


def _stops(body: str, start: int) -> list[int]:
    """Later places where a value in brackets may end."""
    return [found.start() for found in re.finditer(r"[,\[\]{}]|$", body) if found.start() > start]


def lines_meant(index: int, lines: Sequence[str], keys: frozenset[str]) -> Iterator[Slip]:
    """What a line may have been meant to be as a whole."""
    line = lines[index]
    head, body = split_line(line)
    end = line[len(head) + len(body) :]

    def meant(new: str, hint: str, *, sure: bool = True) -> Slip:
        return slip_at(index, f"{head}{body}", f"{head}{new}{end}", hint, sure=sure)

    if re.match(r"(`{3,}|~{3,})", body):
        fence = f"the Markdown fence {shortened(body)}"
        yield Slip(index, {index: end}, fence, "the YAML alone", "delete this line")
    if re.match(r"//|/\*|--(?!-)|;", body):
        yield meant(f"# {body.lstrip('/*-; ')}", "a comment begins with #")
    yield from _goes_on(index, lines, keys)
    inside = re.fullmatch(rf"(?P<before>.*?(?:: |^))\((?P<pairs>{WORD}\s*[:=].*)\)", body)
    if inside:
        pairs = re.sub(rf"({WORD})\s*=\s*", r"\1: ", inside["pairs"])
        yield meant(f"{inside['before']}{{{pairs}}}", BRACES)
    trailing = re.match(r"(?P<code>.*[\[\]{},\"'0-9])\s*(?://|/\*)\s*(?P<said>.*?)\s*(?:\*/)?$", body)
    if trailing:
        yield meant(f"{trailing['code']}  # {trailing['said']}", "a comment begins with #")
    bullet = _BULLET.match(body)
    if bullet and not re.match(r"-[0-9.]", body):
        yield meant(f"- {body[bullet.end() :]}", ITEM)
    section = re.fullmatch(rf"\[+({WORD})\]+", body)
    if section:
        hint = "a part begins with its name and a colon, the lines below it indented"
        yield meant(f"{section[1]}:", hint, sure=False)
    curly = re.match(r"[“„«‘‚](?P<key>[^”“»’‘]+)[”“»’‘]\s*:", body)
    if curly:
        yield meant(f"{curly['key']}:{body[curly.end() :]}", STRAIGHT)
    joined = re.match(
        rf"(?P<key>{WORD}|\"[^\"]*\")(?:\s*(?:::+|:=|=>|->|=|：)\s*|:)(?P<value>[^\s/].*)$", body
    )
    if joined and not re.match(r"[^:=]*: ", body):
        sign = body[joined.end("key") : joined.start("value")].strip()
        why = BLANK if sign == ":" else BETWEEN
        yield meant(f"{joined['key']}: {joined['value']}", why)
    below = next((one for one in lines[index + 1 :] if one.strip()), "")
    deeper = len(below) - len(below.lstrip()) > len(head)
    word = re.fullmatch(rf"({WORD}|\"[^\"]*\"|'[^']*')\s*[;,.]?", body)
    if word and deeper:
        yield meant(f"{word[1]}:", "a colon must follow the key")
    pair = re.match(rf"(?P<key>{WORD})\s*[;.]?\s+(?P<value>.+)$", body)
    if pair and not re.match(r"[^:]*:(\s|$)", re.sub(r"\{.*|\[.*", "", body)):
        yield meant(f"{pair['key']}: {pair['value']}", "a colon must follow the key")
    missing = re.match(rf"(?P<key>{WORD})\s*(?P<value>[\[{{].*)$", body)
    if missing:
        yield meant(f"{missing['key']}: {missing['value']}", "a colon must follow the key")
    if word and not deeper and word[1] in keys:
        yield meant(f"{word[1]}:", "a colon must follow the key")


def _goes_on(index: int, lines: Sequence[str], keys: frozenset[str]) -> Iterator[Slip]:
    """A text for people that goes on in the next line, which is not indented."""
    line = lines[index]
    head, body = split_line(line)
    above = _KEY.match(split_line(lines[index - 1])[1]) if index else None
    if above is None or above["key"] not in TEXTS or not re.match(r"[^\W\d]", above["value"] or ""):
        return
    depth = len(split_line(lines[index - 1])[0])
    first = re.match(r"[\w.-]*", body)
    if len(head) > depth or re.search(r":(\s|$)", body) or first is None or first[0] in keys:
        return
    found = f"{shortened(line)}, without a key"
    expected = f"{shortened(lines[index - 1])} {shortened(line)}"
    hint = "a text stays on its line, or the lines on which it goes on are indented"
    yield Slip(index, {index: " " * (depth + 2) + line.lstrip()}, found, expected, hint)


def bullets(index: int, lines: Sequence[str]) -> Iterator[Slip]:
    """A list whose items all begin with another sign: all of them at once."""
    head = len(lines[index]) - len(lines[index].lstrip())
    changes: dict[int, str] = {}
    for number in (*range(index, -1, -1), *range(index + 1, len(lines))):
        line = lines[number]
        depth = len(line) - len(line.lstrip())
        if line.strip() and depth < head:
            if number > index:
                break
            continue
        hit = _BULLET.match(line, depth)
        if line.strip() and depth == head and hit is not None:
            changes[number] = f"{line[:head]}- {line[hit.end() :]}"
    first = min(changes, default=0)
    if len(changes) > 1:
        more = f"; so too on {len(changes) - 1} more line{'s' * (len(changes) > 2)}"
        old, new = shortened(lines[first]), shortened(changes[first])
        yield Slip(first, changes, old, new, f"{ITEM}{more}")


def lists_meant(index: int, line: str) -> Iterator[Slip]:
    """Where a list that runs into the next key may have been meant to end."""
    for hit in re.finditer(r"\[[^\[\]]*?(?=,\s*[^\s,:\[\]{}\"']+:\s)", line):
        yield slip_at(index, line, f"{line[: hit.end()]}]{line[hit.end() :]}", "each [ needs its ]")


def still_open(text: str) -> list[str]:
    """The closing brackets that a text still needs; ``?`` where one closes nothing."""
    stack: list[str] = []
    for token in re.finditer(r"\"(?:[^\"\\]|\\.)*\"|(?<=[\[{,: ])'(?:[^']|'')*'|[\[\]{}]", text):
        sign = token[0]
        if sign in _PAIRS:
            stack.append(_PAIRS[sign])
        elif stack and sign == stack[-1]:
            stack.pop()
        elif sign in _PAIRS.values():
            return ["?"]
    return stack


def commas(index: int, column: int, line: str, keys: frozenset[str]) -> Iterator[Slip]:
    """A bracket too many or of the wrong kind, or a comma that is missing, at a place inside brackets."""
    sign = line[column : column + 1]
    before, after = line[:column].rstrip(), line[column:]
    if sign and sign in "]}":
        other = "}" if sign == "]" else "]"
        start = max(before.rfind(": ") + 2, 0)
        opener = next(one for one, two in _PAIRS.items() if two == sign)
        own = f"{line[:column]}{other}{line[column + 1 :]}"
        swapped = slip_at(index, line, own, "each bracket is closed by its own kind")
        if not still_open(swapped.changes[index]):
            yield swapped
        head, body = split_line(line)
        if head.endswith("- ") and re.match(rf"{WORD}:\s", body):
            yield slip_at(
                index, line, f"{head}{opener}{line[len(head) :]}", f"each {sign} needs its {opener}"
            )
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
    keyed = re.search(rf"[{{,]\s*{WORD}$", before)
    if keyed and sign in "[{\"'" and still_open(before)[-1:] == ["}"]:
        yield slip_at(index, line, f"{before}: {after}", "a colon must follow the key")
    elif before and before[-1] not in ",[{:":
        yield slip_at(index, line, f"{before}, {after}", "a comma between the entries")


def colons_meant(lines: Sequence[str]) -> Iterator[Slip]:
    """Lines with a key that is followed by more than one colon, and so would have one in its name."""
    for number, line in enumerate(lines):
        new = re.sub(rf"((?:^[ ]*(?:- +)*|[{{,] *){WORD})::+(?=\s|$)", r"\1:", line)
        if new != line:
            yield slip_at(number, line, new, BETWEEN)


def merge_markers(lines: Sequence[str]) -> Iterator[Slip]:
    """The lines by which a version control system parts two versions; the first version is read on."""
    theirs = False
    for number, line in enumerate(lines):
        marker = re.match(r"(<{7}|>{7}|\|{7}|={7})(?:\s|$)", line)
        if marker:
            theirs = marker[1][0] in "=|" and _ends_below(lines, number)
            found = f"the merge marker {shortened(line)}"
            hint = "delete this line, and the version that is not meant"
            yield Slip(number, {number: _end_of(line)}, found, "one version", hint)
        elif theirs:
            yield Slip(number, {number: _end_of(line)}, "", "")


def _ends_below(lines: Sequence[str], number: int) -> bool:
    """Whether the second version that begins on a line has an end."""
    return any(line.startswith(">" * 7) for line in lines[number + 1 :])


def _end_of(line: str) -> str:
    return line[len(line.rstrip(_ENDS)) :]
