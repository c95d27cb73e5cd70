"""Text for people: cleaned of what a terminal would obey, counted, and broken into lines by what it shows.

Titles, documents and what was typed come from strangers. Before such text is shown,

* controls (escape, DEL, C0 and C1), embeddings, overrides and isolates of the direction of writing, lone
  surrogates and non-characters become the sign �, so that a reader sees that something stood there;
* line breaks, tabs and separators of lines and paragraphs become blanks;
* what has no width and no meaning here (zero-width blanks, byte order marks, direction marks, soft hyphens,
  tags, invisible operators) goes. Joiners stay between letters that join, as in Persian or in an emoji.

Letters of any script, also from right to left, and combining marks stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "clean",
    "counted",
    "escaped",
    "fold",
    "in_quotes",
    "listed",
    "one_line",
    "plural",
    "possessive",
    "width_of",
]

_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_OBEYED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    "\ud800-\udfff]"
)
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e007f]"
)
_JOINERS = re.compile("(?<![^\x00-\u02ff])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u02ff])")
_ESCAPED = re.compile(f"{_OBEYED.pattern}|[\x85\u2028\u2029]|{_UNSEEN.pattern}")
_WORDS = re.compile(r"(\s*)((?:\S*± )?\S+(?: %\S*)?)")
_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_HELD = re.compile("“[^”]*”|‘[^’]*’|[(][^)]*[)]")
_CLOSING = "、。，．・：；？！」』）】〕〉》”’…\u0300-\u036f\u3099\u309a\ufe00-\ufe0f"
_PIECES = re.compile(f"[{_WIDE}][{_CLOSING}]*|[^{_WIDE}]+")


def clean(text: str) -> str:
    r"""One line of text for people; what a terminal would obey is shown as � or taken away.

    >>> clean("red\x1b[31m \u202eDLO\u202c"), clean("a\r\nb\u200b"), clean("می\u200cخواهم")
    ('red�[31m �DLO�', 'a b', 'می\u200cخواهم')
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub("", _BREAKS.sub(" ", text))
    return _JOINERS.sub("", _OBEYED.sub("\ufffd", text))


def escaped(json: str) -> str:
    r"""JSON of the same data in which all that a terminal would obey is written as ``\u009b``.

    >>> print(escaped('{"title": "a\x9b1m"}'))
    {"title": "a\u009b1m"}
    """
    return _ESCAPED.sub(lambda found: _utf16(found[0]), json)


def _utf16(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def plural(amount: int, noun: str, many: str = "") -> str:
    """The noun that fits an amount.

    >>> plural(1, "deal"), plural(0, "deal"), plural(2, "party", "parties")
    ('deal', 'deals', 'parties')
    """
    return noun if amount == 1 else many or f"{noun}s"


def counted(amount: int, noun: str, many: str = "") -> str:
    """An amount in figures with its noun.

    >>> counted(1, "deal"), counted(1500, "efficient value")
    ('1 deal', '1,500 efficient values')
    """
    return f"{amount:,} {plural(amount, noun, many)}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """``a, b and c``; where an item itself holds a comma or the last word, so that it stays one.

    >>> listed(["a", "b", "c"]), listed(["US", "Advisers and Congress"]), listed(["a, b", "c"], "or")
    ('a, b and c', 'US, and Advisers and Congress', 'a, b; or c')
    """
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    bare = [_HELD.sub("", name) for name in names]
    glue = "; " if any(", " in name or "; " in name for name in bare) else ", "
    before = glue if glue == "; " or any(f" {last} " in name for name in bare) else " "
    return f"{glue.join(names[:-1])}{before}{last} {names[-1]}"


def one_line(text: str) -> str:
    """Text with its line breaks and runs of blanks folded."""
    return " ".join(text.split())


def in_quotes(text: str) -> str:
    """Text in quotation marks; those inside it become single ones.

    >>> in_quotes("Low"), in_quotes("“a” or “b”")
    ('“Low”', '“‘a’ or ‘b’”')
    """
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def possessive(name: str) -> str:
    """Whose something is.

    >>> possessive("Ann"), possessive("Farmers"), possessive("US")
    ('Ann’s', 'Farmers’', 'US’s')
    """
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def width_of(text: str) -> int:
    """Columns that clean text takes on a terminal: two for wide letters, none for combining marks."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fold(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    """Break a clean line into lines that show no more columns than the width; nothing is left out.

    Lines break at blanks, not inside ``± 2`` or ``40 %``, and after wide letters; a word longer than a line
    breaks after a slash, so that the last part of a path stays whole, else where it must. The first line and
    the following ones begin with ``first`` and ``then``, and are at least 2 columns wider.

    >>> fold("a deal can be read whole", 14, "- ", "  ")
    ['- a deal can', '  be read', '  whole']
    >>> fold("協議文書", 5), fold("abcdefgh", 5)
    (['協議', '文書'], ['abcde', 'fgh'])
    >>> fold("in /a/long/way/to/case.yaml:3", 14)
    ['in', '/a/long/way/', 'to/case.yaml:3']
    """
    lines, line, bare = [], first, True
    for blanks, word in _WORDS.findall(text):
        glue = "" if bare else blanks
        for piece in [word] if word.isascii() else _PIECES.findall(word):
            if width_of(line + glue + piece) > width and not bare:
                lines.append(line)
                line, glue = then, ""
            while width_of(line + glue + piece) > width:
                part = _fitting(piece, width - width_of(line + glue))
                lines.append(line + glue + part)
                line, piece, glue = then, piece[len(part) :], ""
            line, glue, bare = line + glue + piece, "", False
    return [*lines, line] if line != then or not lines else lines


def _fitting(word: str, room: int) -> str:
    """As much of a word as fits, at least one sign; of a path whole parts if they fill half of the line."""
    from rich.cells import chop_cells

    most = chop_cells(word, max(room, 2))[0]
    parts = most[: most.rfind("/") + 1]
    return parts if 2 * len(parts) > len(most) else most
