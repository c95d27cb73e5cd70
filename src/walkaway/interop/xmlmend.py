"""XML as Genius reads it → XML as the standard has it, where there is one way to read it.

Genius takes an attribute up to the next quotation mark, whatever stands in it, and needs no blank behind
it; it skips what stands before the first element. Here each such place is rewritten and told, with its
line. Lines keep their numbers. Declarations of a document type or an entity are left as they are, to be
refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["MendedXml", "mended"]

_OPEN = re.compile(r"<!--|<\?|<!\[CDATA\[|</?[A-Za-z_]|<")
_NAME = re.compile(r"</?[A-Za-z_][\w:.-]*")
_ATTRIBUTE = re.compile(r"(\s*)([A-Za-z_][\w:.-]*)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
_END = re.compile(r"\s*/?>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_UNTIL = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}

AMPERSAND = "“&” alone is read as the sign"
LESS = "“<” inside an attribute is read as the sign"
BLANK = "a blank is missing between attributes"
BEFORE = "something stands before the XML declaration"
COMMENT = "“--” inside a comment"


@dataclass(slots=True)
class MendedXml:
    """XML text that was made well-formed.

    Attributes
    ----------
    text : str
        As many lines as before.
    changes : dict of str to list of int
        What was found → the lines it stands in.
    stuck : tuple of int
        Line and column of the first place in a tag that is neither an attribute nor its end; (0, 0) without.
    """

    text: str = ""
    changes: dict[str, list[int]] = field(default_factory=dict)
    stuck: tuple[int, int] = (0, 0)


class _Mender:
    def __init__(self, text: str) -> None:
        self.text, self.out, self.changes = text, [""], dict[str, list[int]]()
        self.counted, self.line = 0, 1
        self.stuck = (0, 0)

    def line_of(self, at: int) -> int:
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        return self.line

    def change(self, what: str, at: int) -> None:
        self.changes.setdefault(what, []).append(self.line_of(at))

    def signs(self, piece: str, at: int) -> str:
        """Text or an attribute, with every sign that would be markup written out."""
        for entity in _ENTITY.finditer(piece):
            self.change(AMPERSAND, at + entity.start())
        return _ENTITY.sub("&amp;", piece)

    def tag(self, start: int) -> int:
        """Copy a tag, attribute by attribute; stops where it is none."""
        name = _NAME.match(self.text, start)
        assert name is not None
        self.out.append(name[0])
        at = name.end()
        while (found := _ATTRIBUTE.match(self.text, at)) is not None:
            blank, key, equals, value = found.groups()
            if not blank:
                self.change(BLANK, found.start(2))
            inner = self.signs(value, found.start(4))
            if "<" in inner:
                self.change(LESS, found.start(4) + value.index("<"))
                inner = inner.replace("<", "&lt;")
            self.out.append((blank or " ") + key + equals + inner)
            at = found.end()
        end = _END.match(self.text, at)
        if end is not None:
            self.out.append(end[0])
            at = end.end()
        elif self.stuck == (0, 0):
            sign = at + len(self.text[at:]) - len(self.text[at:].lstrip())
            self.stuck = (self.line_of(sign), sign - self.text.rfind("\n", 0, sign))
        return at

    def aside(self, start: int, opening: str) -> int:
        """A comment, instruction or CDATA: copied, or its lines alone where it may not stand here."""
        end = self.text.find(_UNTIL[opening], start + len(opening))
        if end < 0:
            self.out.append(self.text[start:])
            return len(self.text)
        end += len(_UNTIL[opening])
        piece = self.text[start:end]
        if opening == "<!--":
            if "--" in piece[4:-3] or piece.endswith("--->"):
                self.change(COMMENT, start)
            piece = "\n" * piece.count("\n")
        elif opening == "<?" and piece[2:5].lower() == "xml" and not piece[5:6].isalnum():
            if start > 0:
                self.change(BEFORE, start)
            piece = "\n" * piece.count("\n")
        self.out.append(piece)
        return end

    def run(self) -> MendedXml:
        at = 0
        while at < len(self.text):
            found = _OPEN.search(self.text, at)
            start = len(self.text) if found is None else found.start()
            self.out.append(self.signs(self.text[at:start], at))
            if found is None:
                break
            if found[0] in _UNTIL:
                at = self.aside(start, found[0])
            elif found[0] == "<":  # a declaration, or nothing that is known: for the parser to refuse
                self.out.append("<")
                at = start + 1
            else:
                at = self.tag(start)
        return MendedXml("".join(self.out), self.changes, self.stuck)


def mended(text: str) -> MendedXml:
    """Make XML well-formed where only one reading is possible.

    Parameters
    ----------
    text : str

    Returns
    -------
    Mended
        Well-formed text stays what it says: only comments and the XML declaration go. What has more than one
        reading (a quotation mark that is missing, an element left open) stays as it is.

    Notes
    -----
    Time and memory are linear in the text.
    """
    return _Mender(text).run()
