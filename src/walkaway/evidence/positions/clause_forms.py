"""Positions that the form of a document tells: operative clauses, articles, brackets and lines of a side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from ..findings import Read, Statement
from ..structure.clauses import sides_of
from ..structure.stretches import behind, cut
from ..wordlist import word_set
from .cues import Act
from .objects import ASKED

_ACTS: Final[dict[str, Act]] = {
    **dict.fromkeys(word_set("""
        demands calls requests urges requires insists instructs directs appeals invites encourages asks demand
        want wants request require demanded wanted requested
    """), "demands"),
    **dict.fromkeys(word_set("""
        decides undertakes authorizes authorises establishes shall undertake undertakes will commits commit
        pledge pledges guarantee guarantees grants grant agrees agree accepts warrants hereby must may
        renounces waives cedes transfers assigns to is are pays
    """), "undertakes"),
    **dict.fromkeys(word_set("offers offer proposes propose offered proposed"), "offers"),
    **dict.fromkeys(word_set(
        "rejects refuses declines opposes reject refuse rejected refused no not does do"
    ), "refuses"),
}  # fmt: skip
_LEAD: Final = re.compile(
    r"(?:\(?(?:[a-z]|[ivx]{1,5})[.)]|that|to|the members? to|all members to|all states to|,|:)\s+",
    re.IGNORECASE,
)
_END: Final = re.compile(r"\.\s+(?=[A-Z\[])|\s*\[(?=[^\[\]]*:)|\s*;\s*\Z|\.\s*\Z")
_OPENS: Final = re.compile(r"\s*\[")
_DETAILS: Final = re.compile(
    r"\b(?:in particular|of which|including|namely|notably|especially|such as|among them)\W*\Z"
)
"""What stands below this tells of what a clause says, and is nothing by itself if it has no verb."""
_BEGUN: Final = re.compile(r"\b(?:to\s\w+(?:,[^:;]*)?|shall):\s*\Z")  # "to accept, for two years:"
_TAIL: Final = re.compile(rf"(?:,?\s{_DETAILS.pattern}|[\s;.,:]+(?:and)?\s*\Z)")
_STRUCK: Final = re.compile(r"(?:no text|(?:to be )?(?:delete|omit|strike|struck)\w*)\W*", re.IGNORECASE)
_BOUND: Final = re.compile(r"(?:\W*\d{0,2}[.)]\s)?(?:The )?(?P<who>[A-Z][\w ]{1,40}?) shall\b")
_STATES: Final = re.compile(r"that (?:all |the )?(?:[A-Z][\w-]* ){1,5}shall\b")
_FINITE: Final = re.compile(r"\b(?:shall|must|will|may|is|are)\b")
_JOINT: Final = re.compile(r"\s+and\s+(?=to\s)")

Formed = tuple[Act, int, int, tuple[int, int], str, int]


def formed_positions(read: Read, statements: Sequence[Statement]) -> Iterator[Formed]:
    """Act, words, cue, who and where that is named, of each clause."""
    text = read.document.flow
    terms = sides_of(text)
    bracketed = {
        item.speaker.start for item in statements
        if item.speaker and item.cue and item.cue.start == item.speaker.start
    }  # fmt: skip
    for item in statements:
        who, cue = item.speaker, item.cue
        if who is None or cue is None or item.embedded:
            continue
        own = cue.start == who.start and cue.end == who.end  # a bracket: who it is of is all that is said
        word = cue.text.casefold().replace("hereby ", "").split()
        act = _held(item) if own else _ACTS.get(word[0] if word else "")
        if act is None:
            continue
        if word[0] == "decides" and _STATES.match(item.content[0].text):
            act = "demands"
        name = text[who.start : who.end]
        bare = re.sub(r"\A[Tt]he ", "", name)
        if act == "undertakes" and len(terms) >= 2 and bare[:1].islower():  # "The board shall": no side
            continue
        detailed = _DETAILS.search(item.content[0].text) is not None
        for number, span in enumerate(item.content):
            if (number and detailed and not _FINITE.search(span.text)) or (
                not number and len(item.content) > 1 and _BEGUN.search(span.text)
            ):
                continue
            for start, end in _things(text, span.start, span.end, bracketed):
                yield act, start, end, (cue.start, cue.end), name, who.start


def _held(item: Statement) -> Act:
    """What the words of a side in brackets do: strike a clause, bind somebody else, or hold its own."""
    words, side = item.content[0].text, item.speaker
    if _STRUCK.fullmatch(words):
        return "refuses"
    bound = _BOUND.match(words)
    return "demands" if bound is not None and side is not None and bound["who"] != side.name else "offers"


def _things(text: str, start: int, end: int, bracketed: Collection[int]) -> Iterator[tuple[int, int]]:
    """What a clause names, part by part; nothing where it is still open between brackets of the sides."""
    close = _END.search(text, start, end)
    end = close.start() if close is not None else end
    opened = _OPENS.match(text, end)
    if opened is not None and opened.end() in bracketed and "[" not in text[start:end]:
        return
    for a, b in cut(text, start, end, _JOINT):
        first = behind(text, a, b, _LEAD, ASKED)
        last = first + len(_TAIL.sub("", text[first:b]))
        if first < last:
            yield first, last
