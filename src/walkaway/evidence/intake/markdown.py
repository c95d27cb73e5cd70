"""Markdown with its marks taken off, lightly: a text without marks stays exactly as it is.

Code, tables and HTML stay as they stand: what cannot be read is better shown than guessed.
"""

from __future__ import annotations

import re
from typing import Any

from .decoding import decode
from .extracted import Extracted

_FRONT = re.compile(r"\A---[ \t]*\n(?P<body>(?:(?!---[ \t]*(?:\n|\Z)).*\n)*)---[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^(?P<key>[A-Za-z_-]{1,30}):[ \t]*(?P<value>\S.*)$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+")
_HEADING_END = re.compile(r"(?<=\S)[ \t]+#{1,6}$")
_QUOTE = re.compile(r"^(?: {0,3}> ?){1,8}")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]{1,500})\]\((?:[^()\s]{0,2000})(?: [\"'][^\"'\n]{0,300}[\"'])?\)")
_REFERENCE = re.compile(r"\[(?P<words>[^\[\]\n]{1,500})\]\[[^\[\]\n]{0,100}\]")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n^]{1,100}\]:[ \t]+\S+(?:[ \t]+[\"'(][^\n]{0,300})?$")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_STRONG = re.compile(r"(?<![\w*\\])(\*\*\*|\*\*)(?=\S)([^*\n]{1,1000})(?<=\S)\1(?![\w*])")
_STRONG_LOW = re.compile(r"(?<![\w_\\])(___|__)(?=\S)([^_\n]{1,1000})(?<=\S)\1(?![\w_])")
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,1000})(?<=\S)\*(?![\w*])")
_EMPHASIS_LOW = re.compile(r"(?<![\w_\\])_(?=[^\s_])([^_\n]{1,1000})(?<=\S)_(?![\w_])")
_KEYS = {
    "title": "title", "author": "byline", "authors": "byline", "byline": "byline", "date": "date",
    "published": "date", "outlet": "outlet", "publisher": "outlet", "source": "outlet",
}  # fmt: skip


def read_markdown(raw: bytes) -> Extracted:
    r"""Take the marks off.

    Examples
    --------
    >>> found = read_markdown(b"# Talks\n\nThey *said* [no](http://example.org).")
    >>> found.text, found.title
    ('Talks\n\nThey said no.', 'Talks')
    """
    source, encoding = decode(raw)
    meta: dict[str, Any] = {}
    front = _FRONT.match(source)
    if front is not None and _FIELD.search(front["body"]):
        for field in _FIELD.finditer(front["body"]):
            key = _KEYS.get(field["key"].lower())
            if key is not None and key not in meta:
                meta[key] = field["value"].strip().strip("\"'")
                if key == "date":
                    meta["date_how"] = f"front matter, {field['key']}"
        source = source[front.end() :].lstrip("\n")
    lines, fenced = [], False
    for line in source.splitlines(keepends=True):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            if "title" not in meta and _HEADING.match(line):
                meta["title"] = _line(line).strip()
            line = _line(line)
        lines.append(line)
    return Extracted(text="".join(lines), encoding=encoding, **meta)


def _line(line: str) -> str:
    body = line.rstrip("\n")
    end = line[len(body) :]
    if body.startswith(("    ", "\t")) or _DEFINITION.match(body):
        return line
    body = _QUOTE.sub("", body)
    if _HEADING.match(body):
        body = _HEADING_END.sub("", _HEADING.sub("", body))
    if "[" in body:
        body = _REFERENCE.sub(r"\g<words>", _LINK.sub(r"\g<words>", body))
    if "<" in body:
        body = _AUTOLINK.sub(r"\1", body)
    if "*" in body:
        body = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", body))
    if "_" in body:
        body = _EMPHASIS_LOW.sub(r"\1", _STRONG_LOW.sub(r"\2", body))
    return body + end
