"""Logs of chats: a time of day or a date, and a name or handle, before or above each message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

from ..findings import Turn
from ..wordlist import one_of
from .form_words import MONTH_FORM
from .labels import SPOKEN, is_no_label
from .mail import whole

_DAY: Final = (
    rf"(?:\d{{1,4}}[./-]\d{{1,2}}(?:[./-]\d{{1,4}})?|\d{{1,2}}\.? {MONTH_FORM}(?: \d{{4}})?"
    rf"|(?:[A-Z][a-z]{{2}},? )?{MONTH_FORM} \d{{1,2}}(?:,? \d{{4}})?|Today|Yesterday)"
)
_NOON: Final = r"\s?[AaPp]\.?[Mm]\.?(?!\w)"
_STAMP: Final = (
    rf"[\[(]?(?:(?P<day>{_DAY})(?:,? (?:at )?|, ?|T))?"
    rf"\d{{1,2}}[:.](?P<minute>\d{{2}})(?P<second>[:.]\d{{2}})?(?P<noon>{_NOON})?[\])]?(?!\w)"
)
_WHO: Final = (
    rf"(?![AaPp]\.?[Mm]\b|{_DAY}\b)"
    r"(?P<who>[^\W_](?:[\w.'’&#-]|[ \u00a0](?=\w)){0,40}"
    r"(?:(?<![.:])|(?<=[ \u00a0][A-Z]\.))|\+\d[\d ()\u00a0-]{5,20}\d)"
    r"(?:\s?\((?P<role>[^()\n]{1,40})\))?"
)
_FORMS: Final = {
    "nick": re.compile(rf"(?:{_STAMP}\s{{1,3}})?<[\s@+%~&]?(?P<who>[^\s<>]{{1,30}})>\s(?=\S)"),
    "boxed": re.compile(rf"{_STAMP}\s{{1,3}}\[(?P<who>[^\W_][^\[\]\n]{{0,30}})\]:?\s(?=\S)"),
    "sent": re.compile(rf"{_STAMP}\s{{1,4}}From\s{{1,4}}{_WHO}\s{{1,4}}to\s[^:\n]{{1,80}}:\s*"),
    "said": re.compile(rf"{_STAMP}\s{{0,3}}(?:[–—-]\s)?{_WHO}:(?:\s|$)"),
    "led": re.compile(rf"{_STAMP}\s{{1,4}}(?:[–—|-]\s)?{_WHO}$"),
    "stamped": re.compile(rf"{_WHO},?\s{{1,4}}(?:[–—|•·-]\s?)?{_STAMP}(?:\s\(edited\))?$"),
    "below": re.compile(rf"{_WHO}\s*\n\s*{_STAMP}$"),
    "above": re.compile(rf"{_STAMP}\s*\n\s*{_WHO}$"),
}
"""How messages are headed, one way in a log; what stands on two lines comes last."""
_OPEN: Final = re.compile(rf"(?:-{{3}}|\*|{_STAMP}\s)")  # who joined, what was changed: nobody's words
_NO_WORDS: Final = re.compile(
    one_of(r"""
    <[\w ]{3,30} omitted>  \u200e?\w+ omitted  this message was deleted\.?  you deleted this message\.?
    \d+ repl(?:y|ies).{0,40}  \(edited\)  --- .*  \S.{0,40} (?:wrote|said):
    """),
    re.IGNORECASE,
)
_TWO_LINES: Final = ("below", "above")
_SIGN: Final = re.compile(r"\d[:.]\d\d|^<", re.MULTILINE)
_HANDLE: Final = re.compile(r"[^\WA-Z][^\sA-Z]*|\S*[_#\d]\S*")
_HEAD: Final = 3_000
_LEAST: Final = 3
_SHARE: Final = 0.2
_LOOK: Final = 80
_QUOTED: Final = 20  # characters that two do not say alike by chance

Span = tuple[int, int]


def chat_turns(text: str, lines: Sequence[Span], spans: Sequence[Span]) -> tuple[Turn, ...]:
    r"""The messages of a log, each put down to the name or handle that heads it; none of any other text.

    Examples
    --------
    >>> text = "3/3/26, 9:14 - Tom: no way\n3/3/26, 9:15 - Ida: 1,400?\n3/3/26, 9:16 - Tom: ok"
    >>> from walkaway.evidence.structure.paragraphs import lines_of
    >>> [(turn.name, text[slice(*turn.content[0])]) for turn in chat_turns(text, *[lines_of(text)] * 2)]
    [('Tom', 'no way'), ('Ida', '1,400?'), ('Tom', 'ok')]
    """
    if _SIGN.search(text, 0, _HEAD) is None:
        return ()
    found = max((_heads(text, lines, form) for form in _FORMS), key=len)
    names = Counter(head["who"].casefold() for head in found.values())
    again = sum(count for count in names.values() if count > 1)
    heard = all(head.groupdict().get("day") and _speaks(head) for head in found.values())  # a forum
    told = len(found) >= max(_LEAST, _SHARE * len(lines)) and len(names) > 1
    told = told and (2 * again >= len(found) or heard)
    if not told or not _is_chat(found.values()):
        return ()
    return tuple(whole(turn, spans) for turn in _messages(text, lines, found))


def _heads(text: str, lines: Sequence[Span], form: str) -> dict[int, re.Match[str]]:
    """The heads of one form by the number of their line."""
    more = form in _TWO_LINES
    stops = [end for _, end in (lines[1:] if more else lines)]
    found = (
        (k, _FORMS[form].match(text, line[0], stop))
        for k, (line, stop) in enumerate(zip(lines, stops, strict=False))
    )
    return {k: head for k, head in found if head is not None and not is_no_label(head["who"])}


def _is_chat(heads: Collection[re.Match[str]]) -> bool:
    """Whether heads tell a day or half of one, or handles: a record tells how long it has run.

    A programme is told in steps of five minutes, and nobody speaks in it.
    """
    stepped = all(head["minute"] and head["minute"][1] in "05" and not head["second"] for head in heads)
    if stepped and 3 * sum(map(_speaks, heads)) < len(heads):
        return False
    told = sum(
        bool({"day", "noon"} & {key for key, value in head.groupdict().items() if value}) for head in heads
    )
    handles = sum(head.re in (_FORMS["nick"], _FORMS["sent"]) or _HANDLE.fullmatch(head["who"]) is not None
                  for head in heads)  # fmt: skip
    return 2 * max(told, handles) >= len(heads)


def _speaks(head: re.Match[str]) -> bool:
    """Whether the words behind a head sound like speech."""
    return SPOKEN.search(head.string, head.end(), head.end() + _LOOK) is not None


def _messages(text: str, lines: Sequence[Span], heads: Mapping[int, re.Match[str]]) -> Iterator[Turn]:
    """The words behind each head, up to the next or to a line that is nobody's, without those of others."""
    known: dict[str, str] = {}
    for (k, head), stop in zip(heads.items(), [*list(heads)[1:], len(lines)], strict=True):
        first = k + (2 if head.re in map(_FORMS.get, _TWO_LINES) else 1)
        rest = takewhile(lambda line: _OPEN.match(text, *line) is None, lines[first:stop])
        words = [(head.end(), lines[first - 1][1]), *rest]
        others = "\n".join(said for who, said in known.items() if who != head["who"])
        content = tuple(
            (a, b) for a, b in words
            if a < b and not _NO_WORDS.fullmatch(text, a, b) and (b - a < _QUOTED or text[a:b] not in others)
        )  # fmt: skip
        who = head.span("who")
        known[head["who"]] = " ".join((known.get(head["who"], ""), *(text[a:b] for a, b in content)))
        if content:
            yield Turn(
                name=head["who"], role=head.groupdict().get("role") or "", who=who, cue=who, content=content
            )
