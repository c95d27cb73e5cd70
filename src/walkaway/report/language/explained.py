"""Explains each word of the glossary where a page first uses it, and keeps numbers beside their signs.

The explanation stands in the text, so that it is there on paper and on a phone: at the end of the paragraph,
after a heading, before a table, a list of terms or a folded part. The words of others (titles, documents,
names, what stands in quotation marks) are neither explained nor changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from .glossary import EXPLAINED

OTHERS_TAGS = frozenset({"blockquote", "code", "del", "h1", "nav"})
OTHERS_CLASSES = frozenset({
    "account", "ach", "chips", "cite", "digest", "issue-head", "name", "opening-words", "option", "question",
    "record", "rules", "sayings", "terms", "terms-of", "theirs", "topic", "who",
})  # fmt: skip
"""Where others speak, or nothing but names and figures stands."""
_TOKEN = re.compile(r"<(script|style|svg)\b.*?</\1>|<(/?)([a-z0-9]+)([^>]*)>|[^<]+", re.DOTALL)
_CLASSES = re.compile(r'class="([^"]*)"')
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_LINES = frozenset({"p", "li", "dd", "figcaption"})
_BOXES = frozenset({"div", "section", "main"})
_HEADS = frozenset({"h2", "h3", "h4"})
_QUOTED = re.compile("“[^”]*”")
_APART = re.compile("(?<=±) (?=[0-9])|(?<=[0-9]) (?=%)")


@dataclass
class _Open:
    """An element that is not closed yet, the piece that it begins, and the words to be explained with it."""

    tag: str
    others: bool
    piece: int
    words: list[str] = field(default_factory=list)


def explained(page: str) -> str:
    """A page of ours in which every word of the glossary is explained where it is first used.

    Examples
    --------
    >>> explained("<main><p>Signed in 42 of 100 draws.</p><p>No draw is left.</p></main>")[6:92]
    '<p>Signed in 42 of 100 draws. <span class="gloss"><dfn>Draw</dfn>: one way in which ev'
    """
    start, end = page.find("<main>"), page.rfind("</main>")
    body = _Body()
    for token in _TOKEN.finditer(page, start, end):
        body.read(token)
    return page[:start] + "".join(body.pieces) + page[end:]


class _Body:
    """What was read of a page, piece by piece, with explanations between."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.stack: list[_Open] = []
        self.left = dict(EXPLAINED)

    def read(self, token: re.Match[str]) -> None:
        """Take the next tag, text, or thing that is no text: script, style or picture."""
        _, closing, tag, attributes = token.groups()
        piece = token[0]
        if closing:
            piece = self._closed(piece)
        elif tag and tag not in _VOID:
            found = _CLASSES.search(attributes)
            others = tag in OTHERS_TAGS or not OTHERS_CLASSES.isdisjoint(found[1].split() if found else ())
            self.stack.append(_Open(tag, others, len(self.pieces)))
        elif piece[0] != "<" and not any(element.others for element in self.stack):
            self._meet(_QUOTED.sub("", piece))
            piece = _APART.sub("\u00a0", piece)
        self.pieces.append(piece)

    def _meet(self, text: str) -> None:
        """Note the words that were not met before at the element with which they are to be explained."""
        new = [name for name, word in self.left.items() if word.pattern.search(text)]
        for name in new:
            del self.left[name]
        if new:
            next(element for element in reversed(self.stack) if element.tag in self._edges()).words.extend(
                new
            )

    def _edges(self) -> frozenset[str]:
        """Elements at whose edge an explanation may stand here."""
        above = {element.tag for element in self.stack}
        if "summary" in above:
            return frozenset({"details"})
        if "dt" in above:
            return frozenset({"dl"})
        return frozenset({"table"}) if "table" in above else _LINES | _BOXES | _HEADS

    def _closed(self, piece: str) -> str:
        """The end of an element, with the explanations that go there."""
        done = self.stack.pop()
        if not done.words:
            return piece
        told = " ".join(_meanings(done.words))
        if done.tag in _LINES:
            return f' <span class="gloss">{told}</span>{piece}'
        told = f'<p class="gloss">{told}</p>'
        if done.tag in _BOXES:
            return told + piece
        if done.tag in _HEADS:
            return piece + told
        self.pieces[done.piece] = told + self.pieces[done.piece]
        return piece


def _meanings(words: list[str]) -> Iterator[str]:
    for name, (shown, _, means) in EXPLAINED.items():
        if name in words:
            yield f"<dfn>{escape(shown)}</dfn>: {escape(means)}."
