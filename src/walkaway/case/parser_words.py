"""What the YAML library says of a text that is no YAML, in plain words."""

from __future__ import annotations

import re

__all__ = ["in_plain_words"]

_TOKENS = {
    "<stream end>": "the end of the file", "<stream start>": "the start of the file",
    "<block sequence start>": "an item of a list (-)", "<block entry>": "an item of a list (-)",
    "-": "an item of a list (-)", "<block mapping start>": "a key that is indented further",
    "?": "a question mark",
    "<block end>": "a line that is indented less", "<scalar>": "text", ":": "a colon", ",": "a comma",
    "<document start>": "---", "<document end>": "...", "<directive>": "a line that begins with %",
    "<alias>": "a word that begins with *", "<anchor>": "a word that begins with &",
    "<tag>": "a word that begins with !", "[": "[", "]": "]", "{": "{", "}": "}",
}  # fmt: skip
_COLUMN = "lines that belong together begin in the same column"
_SENTENCES: tuple[tuple[str, str, str, str], ...] = (
    (r"expected <block end>, but found (?P<sign>.*(?:-|<block sequence start>|<block entry>).*)",
     "{sign} among keys", "keys alone, or items alone, below one key", _COLUMN),
    (r"expected <block end>, but found (?P<sign>.+)", "{sign}", "a key with a colon, or an item with a dash",
     _COLUMN),
    (r"expected the node content, but found (?P<sign>.+)", "{sign}", "a value", ""),
    (r"expected ['<]*document start.*but found (?P<sign>.+)", "{sign}", "keys with a colon",
     "the file goes on behind what ends it"),
    (r"expected '?,'? or '?(?P<close>[\]}}])'?,? but (?:found|got) (?P<sign>.+)", "{sign}",
     "a comma or {close}", "entries in brackets are parted by commas"),
    (r"mapping values are not allowed.*", "a colon where none can stand", "one key on a line",
     "put text that holds a colon in quotes"),
    (r"(?:block )?sequence entries are not allowed.*", "an item of a list (-) where none can stand",
     "items on lines of their own", "text that begins with - stands in quotation marks"),
    (r"mapping keys are not allowed.*", "a question mark where none can stand", "a key with a colon",
     "text that begins with ? stands in quotation marks"),
    (r"could not find expected ':'.*", "a line without a colon", "a key with a colon", ""),
    (r"found character (?P<sign>.+?) that cannot start any token",
     "{sign} at the start of a value", "a value", "text that begins with it stands in quotation marks"),
    (r"found unexpected end of stream", "the end of the file inside quotation marks",
     "a closing quotation mark", ""),
    (r"found unexpected document separator",
     "--- or ... inside quotation marks", "a closing quotation mark", ""),
    (r"found unknown escape character.*|expected escape sequence.*", "a backslash in double quotation marks",
     "single quotation marks", "in double quotation marks a backslash begins an escape"),
    (r"expected a comment or a line break.*|expected indentation indicator.*|expected chomping.*",
     "more behind > or |", "a line break behind it", "such text stands in quotation marks"),
    (r"expected alphabetic or numeric character.*", "& or * alone", "a value",
     "text that begins with & or * stands in quotation marks"),
    (r"found (?:undefined tag handle|duplicate (?:YAML|tag) ).*|expected (?:URI|'!'|digit|a digit).*",
     "a tag (!) or a directive (%)", "plain values without tags",
     "text that begins with ! or % stands in quotation marks"),
    (r"found duplicate anchor.*|found undefined alias.*",
     "an anchor or an alias", "the value written out", ""),
)  # fmt: skip


def in_plain_words(problem: str) -> tuple[str, str, str]:
    """Say a complaint of the YAML library in the words of the house: found, expected, hint.

    Examples
    --------
    >>> in_plain_words("expected <block end>, but found '<block sequence start>'")[:2]
    ('an item of a list (-) among keys', 'keys alone, or items alone, below one key')
    """
    for pattern, found, expected, hint in _SENTENCES:
        hit = re.fullmatch(pattern, problem.strip())
        if hit is not None:
            parts = {name: _sign(sign) for name, sign in hit.groupdict().items()}
            return found.format(**parts), expected.format(**parts), hint
    swapped = re.fullmatch(r"expected (.+?),? but (?:found|got) (.+)", problem)
    if swapped:
        return _sign(swapped[2]), _sign(swapped[1]), ""
    return re.sub(r"<[a-z ]+>", lambda hit: _sign(hit[0]), problem.removeprefix("found ")), "YAML text", ""


def _sign(written: str) -> str:
    """A sign or token of the library by a name that people know."""
    listed = re.fullmatch(r"\('(.+)',\)", written.strip())
    bare = (listed[1] if listed else written).strip().strip("'\"")
    return _TOKENS.get(bare, written.strip() if len(bare) > 1 else bare)
