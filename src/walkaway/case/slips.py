"""What a slip of the pen is, and how one line of YAML is looked at, sign by sign.

A :class:`Slip` is a proposal: what to change, what to say. :mod:`walkaway.case.mending` keeps one only if the
parser then gets further, so a proposal may be wrong but never a message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

WORD = r"[^\W\d][\w.-]*"
CLOSED_BY = {"[": "]", "{": "}"}
KEYED = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s"'#{}\[\],:][^:#]*?):(?:[ \t]+(?P<value>\S.*)|\s|$)""")
"""How a line with a key begins."""
_ENDS = "\n\r\x85\u2028\u2029"
_SHOWN = 60
_LONG = 4_000


@dataclass(frozen=True, slots=True)
class Slip:
    """What may have been meant, and what to say of it, as in a fault."""

    line: int  # where the writer went wrong, counted from 0
    changes: Mapping[int, str]  # number of a line, from 0 → what was meant
    found: str
    expected: str
    hint: str = ""
    sure: bool = True  # the rest can be read on as if it had been written so
    indents: bool = False  # only blanks in front of lines change


def breaks(text: str) -> list[str]:
    """Lines as the parser counts them, each with its end."""
    return re.findall(r"[^%s]*(?:\r\n|[%s])|[^%s]+$" % ((_ENDS,) * 3), text)


def end_of(line: str) -> str:
    """The signs that end a line."""
    return line[len(line.rstrip(_ENDS)) :]


def blanks(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def split_line(line: str) -> tuple[str, str]:
    """Indentation with dashes, and the rest without the end of the line."""
    rest = re.sub(r"^[ \t]*(?:- +)*", "", line)
    return line[: len(line) - len(rest)], rest.rstrip()


def _alike(one: str, two: str) -> int:
    """How many signs at their beginning two texts share."""
    apart = (at for at, (left, right) in enumerate(zip(one, two, strict=False)) if left != right)
    return next(apart, min(len(one), len(two)))


def differs(old: str, new: str) -> tuple[int, int]:
    """From where to where a line differs from what it was."""
    same, rest = _alike(old, new), len(new) - _alike(old[::-1], new[::-1])
    return min(same, rest), max(same, rest)


def shortened(text: str, other: str = "") -> str:
    """A line for a message: around the place where it differs from the other, on one line."""
    text = " ".join("".join(char if char.isprintable() or char.isspace() else "?" for char in text).split())
    if len(text) <= _SHOWN:
        return text
    at = _alike(text, " ".join(other.split()))
    start = max(0, min(at - _SHOWN // 3, len(text) - _SHOWN))
    piece = text[start : start + _SHOWN]
    return f"{'…' if start else ''}{piece}{'…' if start + _SHOWN < len(text) else ''}"


def slip_at(index: int, old: str, new: str, hint: str, *, sure: bool = True) -> Slip:
    """A slip of one line."""
    return Slip(index, {index: new}, shortened(old, new), shortened(new, old) or "nothing", hint, sure)


def never_opened(index: int, line: str, at: int) -> Slip:
    """A bracket that closes nothing, and the line without it."""
    new = line[:at] + line[at + 1 :]
    found = f"a {line[at]} that was never opened: {shortened(line, new)}"
    return Slip(index, {index: new}, found, shortened(new, line) or "nothing")


def quoted_text(text: str) -> str:
    """Text in quotation marks of the kind that it does not hold itself."""
    text = text.strip()
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quote_end(line: str, at: int = 0) -> int | None:
    """Column behind the quotation mark that closes the one at a column; None if none does."""
    pattern = r'"(?:[^"\\]|\\.)*"' if line[at] == '"' else r"'(?:[^']|'')*'"
    found = re.compile(pattern).match(line, at)
    return found.end() if found else None


@dataclass(slots=True)
class Seen:
    """What a line holds."""

    open: list[tuple[str, int]] = field(default_factory=list)  # and where; -1 for those of the lines above
    quote: int | None = None  # where a quotation mark stands that is not closed
    junk: bool = False  # it is closed, but text follows
    commas: list[tuple[int, int]] = field(default_factory=list)  # with nothing behind the sign before
    wrong: int | None = None  # where a bracket closes one of another kind
    extra: int | None = None  # or none at all
    end: int = 0  # column behind the last sign that is no comment

    @property
    def doubtful(self) -> bool:
        """Whether it was not looked at to its end."""
        return self.wrong is not None or self.quote is not None

    @property
    def signs(self) -> list[str]:
        """The brackets that the next line stands in; none where that is in doubt."""
        return [] if self.doubtful else [sign for sign, _ in self.open]


def seen(line: str, inside: Sequence[str] = ()) -> Seen:
    """Look at a line sign by sign, from within some brackets on."""
    found = Seen(open=[(sign, -1) for sign in inside])
    at = len(split_line(line)[0])
    value = True  # whether a value or a key may begin here
    gap: int | None = None  # where a sign stood that nothing has followed yet
    while at < len(line.rstrip()):
        sign = line[at]
        if sign == "#" and (at == 0 or line[at - 1].isspace()):
            break
        if sign.isspace():
            at += 1
            continue
        found.end = at + 1
        if value and sign in "\"'":
            after = quote_end(line, at)
            rest = line[after:].lstrip() if after else ""
            junk = rest and rest[0] not in ":" + ",]}" * bool(found.open)
            if after is None or (junk and not re.match(r"\s+#", line[after:])):
                found.quote, found.junk = at, after is not None
                return found
            at, value, gap, found.end = after, False, None, after
            continue
        before, gap = gap, None
        if value and sign in CLOSED_BY:
            found.open.append((sign, at))
            gap = at
        elif found.open and sign == ",":
            if before is not None:
                found.commas.append((before, at))
            value, gap = True, at
        elif sign in "]}" and found.open:
            if CLOSED_BY[found.open[-1][0]] != sign:
                found.wrong = at
                return found
            found.open.pop()
            value = False
        else:
            if sign in "]}" and found.extra is None:
                found.extra = at
            value = sign == ":" and (at + 1 == len(line) or line[at + 1].isspace())
        at += 1
    return found


@lru_cache(maxsize=4096)
def reads_alone(body: str) -> bool:
    """Whether a line reads by itself as a key with its value, and each key in its braces has a value.

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
            depth += hasattr(event, "flow_style") - isinstance(event, MappingEndEvent | SequenceEndEvent)
    except YAMLError:
        return False
    return depth == 0
