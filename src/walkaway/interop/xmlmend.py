"""XML as Genius reads it → XML as the standard has it, where there is one way to read it.

Genius takes an attribute up to the next quotation mark, whatever stands in it, and needs no blank behind
it; it skips what stands before the first element. Here each such place is rewritten and told, with its
line. What has more than one reading (a quotation mark that is missing) stays as it is, to be refused.
"""

from __future__ import annotations

import re

__all__ = ["MendedXml"]

_PIECE = re.compile(
    r"(?P<aside><!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z))"
    r"|(?P<name></?[A-Za-z_][\w:.-]*)"
    r"(?P<attributes>(?:\s*+[A-Za-z_][\w:.-]*+\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'))*+)(?P<end>\s*+/?>)?"
    r"|<|[^<]+",  # a declaration, for the parser to refuse; or text
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(\s*)([A-Za-z_][\w:.-]*\s*=\s*)(\"[^\"]*\"|'[^']*')")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")


class MendedXml:
    """XML text that was made well-formed, in linear time; well-formed text stays what it says.

    ``text`` has as many lines as before; ``changes`` is what was found → the lines it stands in; ``stuck``
    the line and column of the first place in a tag that is no attribute and not its end, (0, 0) without.
    """

    def __init__(self, text: str) -> None:
        self._old, self._counted, self._line = text, 0, 1
        self.changes: dict[str, list[int]] = {}
        self.stuck = (0, 0)
        self.text = _PIECE.sub(self._piece, text)

    def _line_of(self, at: int) -> int:
        self._line += self._old.count("\n", self._counted, at)
        self._counted = max(self._counted, at)
        return self._line

    def _change(self, what: str, at: int) -> None:
        self.changes.setdefault(what, []).append(self._line_of(at))

    def _piece(self, piece: re.Match[str]) -> str:
        """A comment, instruction, tag or text as it is to stand."""
        at = piece.start()
        if piece["aside"]:
            return self._aside(piece[0], at)
        if not piece["name"]:
            return self._signs(piece[0], at)
        start, end = piece.end("attributes"), piece["end"]
        attributes = _ATTRIBUTE.sub(
            lambda one: self._attribute(one, at + len(piece["name"])), piece["attributes"]
        )
        if end is None and self.stuck == (0, 0):
            sign = len(self._old) - len(self._old[start:].lstrip())
            self.stuck = (self._line_of(sign), sign - self._old.rfind("\n", 0, sign))
        return piece["name"] + attributes + (end or "")

    def _attribute(self, attribute: re.Match[str], start: int) -> str:
        blank, key, value = attribute.groups()
        if not blank:
            self._change("a blank is missing between attributes", start + attribute.start(2))
        at = start + attribute.start(3)
        inner = self._signs(value, at)
        if "<" in inner:
            self._change("“<” inside an attribute is read as the sign", at + value.index("<"))
        return (blank or " ") + key + inner.replace("<", "&lt;")

    def _signs(self, text: str, at: int) -> str:
        """Text or an attribute, with every sign that would be markup written out."""
        for entity in _ENTITY.finditer(text):
            self._change("“&” alone is read as the sign", at + entity.start())
        return _ENTITY.sub("&amp;", text)

    def _aside(self, piece: str, at: int) -> str:
        """A comment, instruction or CDATA: copied, or its lines alone where it may not stand here."""
        comment = piece.startswith("<!--") and piece.endswith("-->", 4)
        declared = piece[:5].lower() == "<?xml" and not piece[5:6].isalnum() and piece.endswith("?>")
        if declared and at > 0:
            self._change("something stands before the XML declaration", at)
        if comment and ("--" in piece[4:-3] or piece.endswith("--->")):
            self._change("“--” inside a comment", at)
        return "\n" * piece.count("\n") if declared or comment else piece
