"""XML as Genius reads it → XML as the standard has it, where there is one way to read it.

Genius takes an attribute up to the next quotation mark, whatever stands in it, and needs no blank behind
it; it skips what stands before the first element. Here each such place is rewritten and told, with its
line. Lines keep their numbers. What has more than one reading (a quotation mark that is missing, an element
left open) stays as it is, and so do declarations of a document type or an entity, to be refused.
"""

from __future__ import annotations

import re

__all__ = ["MendedXml"]

_OPEN = re.compile(r"<!--|<\?|<!\[CDATA\[|</?[A-Za-z_]|<")
_NAME = re.compile(r"</?[A-Za-z_][\w:.-]*")
_ATTRIBUTE = re.compile(r"(\s*)([A-Za-z_][\w:.-]*)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
_END = re.compile(r"\s*/?>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_UNTIL = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}


class MendedXml:
    """XML text that was made well-formed, in linear time; well-formed text stays what it says.

    Attributes
    ----------
    text : str
        As many lines as before.
    changes : dict of str to list of int
        What was found → the lines it stands in.
    stuck : tuple of int
        Line and column of the first place in a tag that is neither an attribute nor its end; (0, 0) without.
    """

    def __init__(self, text: str) -> None:
        self._text, self._out = text, list[str]()
        self._counted, self._line = 0, 1
        self.changes: dict[str, list[int]] = {}
        self.stuck = (0, 0)
        at = 0
        while (found := _OPEN.search(text, at)) is not None:
            start = found.start()
            self._copy(text[at:start], at)
            if found[0] in _UNTIL:
                at = self._aside(start, found[0])
            elif found[0] == "<":  # a declaration, or nothing that is known: for the parser to refuse
                self._out.append("<")
                at = start + 1
            else:
                at = self._tag(start)
        self._copy(text[at:], at)
        self.text = "".join(self._out)

    def _line_of(self, at: int) -> int:
        self._line += self._text.count("\n", self._counted, at)
        self._counted = at
        return self._line

    def _change(self, what: str, at: int) -> None:
        self.changes.setdefault(what, []).append(self._line_of(at))

    def _signs(self, piece: str, at: int) -> str:
        """Text or an attribute, with every sign that would be markup written out."""
        for entity in _ENTITY.finditer(piece):
            self._change("“&” alone is read as the sign", at + entity.start())
        return _ENTITY.sub("&amp;", piece)

    def _copy(self, piece: str, at: int) -> None:
        self._out.append(self._signs(piece, at))

    def _tag(self, start: int) -> int:
        """Copy a tag, attribute by attribute, and give where it ends; stops where it is none."""
        name = _NAME.match(self._text, start)
        assert name is not None
        self._out.append(name[0])
        at = name.end()
        while (found := _ATTRIBUTE.match(self._text, at)) is not None:
            blank, key, equals, value = found.groups()
            if not blank:
                self._change("a blank is missing between attributes", found.start(2))
            inner = self._signs(value, found.start(4))
            if "<" in inner:
                what = "“<” inside an attribute is read as the sign"
                self._change(what, found.start(4) + value.index("<"))
                inner = inner.replace("<", "&lt;")
            self._out.append((blank or " ") + key + equals + inner)
            at = found.end()
        if (end := _END.match(self._text, at)) is not None:
            self._out.append(end[0])
            return end.end()
        if self.stuck == (0, 0):
            sign = len(self._text) - len(self._text[at:].lstrip())
            self.stuck = (self._line_of(sign), sign - self._text.rfind("\n", 0, sign))
        return at

    def _aside(self, start: int, opening: str) -> int:
        """A comment, instruction or CDATA: copied, or its lines alone where it may not stand here."""
        end = self._text.find(_UNTIL[opening], start + len(opening))
        if end < 0:
            self._out.append(self._text[start:])
            return len(self._text)
        end += len(_UNTIL[opening])
        piece = self._text[start:end]
        declared = opening == "<?" and piece[2:5].lower() == "xml" and not piece[5:6].isalnum()
        if declared and start > 0:
            self._change("something stands before the XML declaration", start)
        if opening == "<!--" and ("--" in piece[4:-3] or piece.endswith("--->")):
            self._change("“--” inside a comment", start)
        self._out.append("\n" * piece.count("\n") if declared or opening == "<!--" else piece)
        return end
