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
    "BETWEEN", "BLANK", "BRACES", "ITEM", "PAIRS", "STRAIGHT", "TEXTS", "WORD", "Slip", "breaks", "bullets",
    "indents", "lines_meant", "quoted_text", "shortened", "slip_at", "too_deep", "unclosed", "values_meant",
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
PAIRS = {"[": "]", "{": "}"}
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


def shortened(text: str, other: str = "") -> str:
    """A line for a message: around the place where it differs from the other, on one line."""
    text = " ".join("".join(char if char.isprintable() or char.isspace() else "?" for char in text).split())
    if len(text) <= _SHOWN:
        return text
    other = " ".join(other.split())
    at = next((i for i, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
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


def _split(line: str) -> tuple[str, str]:
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
    if first in "@`%&*!|>?-" or (first in PAIRS and re.search(rf"\{PAIRS[first]} *[^\s,\]}}]", value)):
        yield quoted_text(value), f"text that begins with {first} stands in quotation marks"


def _colon(value: str, *, text: bool) -> Iterator[tuple[str, str]]:
    """What a value with a colon inside may have been meant to be, and why."""
    for sign, other in PAIRS.items():
        if value.endswith(other) and value.count(other) > value.count(sign):
            yield sign + value, f"each {other} needs its {sign}"
    pair = re.fullmatch(rf"{WORD}: +[^\s:#][^:#]*", value)
    if pair and not text:
        yield f"{{{value}}}", "a mapping inside a line stands in braces"
    if value[0] not in "[{" and value[0] not in _QUOTES and re.search(r":(?:\s|$)", value):
        yield quoted_text(value), "text that holds a colon and a blank stands in quotation marks"


def values_meant(index: int, line: str, *, colon: bool = False) -> Iterator[Slip]:
    """What the values of a line may have been meant to be, by their quotation marks or by a colon in them."""
    head, body = _split(line)
    end = line[len(head) + len(body) :]
    for key, at, stands, inside in _stretches(body):
        for meant, why in (
            _colon(stands, text=key in TEXTS or inside) if colon else _quoting(stands, inside=inside)
        ):
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
    head, body = _split(line)
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
    head, body = _split(line)
    above = _KEY.match(_split(lines[index - 1])[1]) if index else None
    if above is None or above["key"] not in TEXTS or not re.match(r"[^\W\d]", above["value"] or ""):
        return
    depth = len(_split(lines[index - 1])[0])
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


def indents(index: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Other indentations that a line, and what stands in it, may have been meant to have."""
    line = lines[index]
    own = len(line) - len(line.lstrip(" "))
    above: dict[int, int] = {}
    for number in range(index - 1, max(-1, index - 200), -1):
        text = lines[number]
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        for depth in (len(text) - len(text.lstrip(" ")), len(_split(text)[0])):
            above.setdefault(depth, number)
    if not line.strip():
        return
    last = index
    while last + 1 < len(lines) and (
        not lines[last + 1].strip() or len(lines[last + 1]) - len(lines[last + 1].lstrip(" ")) >= max(own, 1)
    ):
        last += 1
    for depth in sorted(above, key=lambda depth: abs(depth - own)):
        if depth == own:
            continue
        for stop in (last, index):
            moved = {number: _moved(lines[number], depth - own) for number in range(index, stop + 1)}
            found = f"{own} blank{'s' * (own != 1)} before {shortened(line)}"
            wanted = f"{depth} blank{'s' * (depth != 1)}, as on line {above[depth] + 1}"
            hint = "lines that belong together begin in the same column"
            yield Slip(index, moved, found, wanted, hint, indents=True)


def too_deep(index: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Lines indented further than those they belong with: below one that has a value, or before the rest."""
    full = [number for number in range(index + 1) if lines[number].strip()]
    if len(full) < 2 or full[-1] != index or not all(map(_is_pair, (lines[n] for n in full[-2:]))):
        return
    own = _depth_of(lines[index])
    parent = next((number for number in reversed(full[:-1]) if _depth_of(lines[number]) < own), None)
    before = [number for number in full[:-1] if parent is None or number > parent]
    head, body = _depth_of(lines[full[-2]]), lines[full[-2]].strip()
    done = re.search(r":\s", body) and not body.endswith((":", "|", ">", ",", "[", "{", "-"))
    above = next((number for number in reversed(full[:-1]) if _depth_of(lines[number]) < head), -1)
    alone = all(_depth_of(lines[number]) != own for number in full[:-1] if number > above)
    depths = [_depth_of(line) for line in lines if line.strip()]
    alone = alone and depths.count(own) <= depths.count(head)
    if own > head and done and alone:
        last = index
        while last + 1 < len(lines) and lines[last + 1].strip() and _depth_of(lines[last + 1]) >= own:
            last += 1
        yield _less_deep(lines, range(index, last + 1), head, full[-2])
    if parent is not None and before and lines[parent].rstrip().endswith(":"):
        least = min(_depth_of(lines[number]) for number in before)
        if least > own and _is_pair(lines[parent]) and _is_pair(lines[before[0]]):
            yield _less_deep(lines, range(before[0], before[-1] + 1), own, index)


def _less_deep(lines: Sequence[str], some: range, depth: int, like: int) -> Slip:
    """The slip of some lines that are indented too far."""
    own = _depth_of(lines[some[0]])
    moved = {number: _moved(lines[number], depth - own) for number in some}
    found = f"{own} blank{'s' * (own != 1)} before {shortened(lines[some[0]])}"
    wanted = f"{depth} blank{'s' * (depth != 1)}, as on line {like + 1}"
    hint = "lines that belong together begin in the same column"
    return Slip(some[0], moved, found, wanted, hint, indents=True)


def _is_pair(line: str) -> bool:
    """Whether a line is a key with or without its value."""
    return re.match(r"\s*(?:[^\W\d]|[\"'])", line) is not None and _KEY.match(line.strip()) is not None


def _depth_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _moved(line: str, by: int) -> str:
    bare = line.lstrip(" ")
    return " " * max(0, len(line) - len(bare) + by) + bare


def unclosed(line: str) -> bool:
    """Whether a quotation mark of a line is opened in it and not closed."""
    rest = re.sub(r"\"(?:[^\"\\]|\\.)*\"|(?<=[\[{,: ])'(?:[^']|'')*'", "", line)
    return re.search(r"(?:^|[\[{,:-]\s*)[\"']", rest.split(" #")[0]) is not None
