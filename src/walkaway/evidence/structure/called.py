"""Whom a short label stands for: *Q* and *A* of an examination, initials of somebody whom the text names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..findings import Turn
from ..wordlist import TITLES

_NAME: Final = r"(?:[^\W\d_][\w.'’-]*[ \u00a0]){0,4}?[^\W\d_][\w'’-]+"
EXAMINES: Final = (
    r"(?:(?:[A-Za-z-]+[ -]){0,3}(?i:examination(?:-in-chief)?)[ \t]*(?:[-–—:][ \t]*)?\n?[ \t]*"
    r"(?i:by)|BY|By)[ \t]+"
    rf"(?P<examiner>(?:MR|MS|MRS|MISS|DR|M[rs]|Mrs|Miss|Dr)\.?[ \u00a0]{_NAME})(?:,? (?:KC|QC|ESQ\.?))?"
    r"[ \t]*(?:\([^()\n]{1,40}\))?[ \t]*:?[ \t]*$"
)
"""A line that says who asks from here on."""
_EXAMINER: Final = re.compile(rf"^[ \t]*{EXAMINES}", re.MULTILINE)
_WITNESS: Final = re.compile(
    rf"^[ \t]*(?:(?:[A-Z][A-Za-z-]+[ ]){{0,3}}(?i:deposition|testimony) (?i:of):?\s+(?P<of>{_NAME})"
    r"[ \t]*,?[ \t]*$"
    r"|(?P<again>(?!.*(?i:examination))(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*[ ]){0,4}[A-ZÀ-ÞĀ-Ž][\w'’-]+)[ \t]+"
    r"\((?i:continued|continuing|sworn|affirmed|called|recalled|resumed)\)[ \t]*$"
    r"|[^\n]{0,120}\b(?i:name)\b[^\n]{0,30}\n+[ \t]*(?:A[.:]?|ANSWER:|THE WITNESS:)[ \t]+"
    rf"(?P<stated>{_NAME})\.?[ \t]*$"
    rf"|(?P<sworn>{_NAME})(?:,? (?:Ph\.?D|M\.?D|Jr|Sr)\.?)?,\s[^.]{{0,120}}?\b(?i:sworn|affirmed)\b)",
    re.MULTILINE,
)
_FULL: Final = re.compile(
    r"\b[A-ZÀ-ÞĀ-Ž][\w'’-]*\.?(?:[ \u00a0](?:(?:de|da|di|van|von|der|den|la|le|al|bin) ){0,2}"
    r"[A-ZÀ-ÞĀ-Ž][\w'’-]*\.?){1,3}"
)
_INITIALS: Final = re.compile(r"[A-ZÀ-ÞĀ-Ž]{2,4}")
_FIRST_TURNS: Final = 4
_HEAD: Final = 6_000


def spelled_out(text: str, turns: Sequence[Turn]) -> tuple[Turn, ...]:
    r"""The same turns with the names that short labels stand for, where the text tells them.

    Examples
    --------
    >>> text = "DEPOSITION OF KARL AAS\nBY MS. VIK:\nQ. Did you sign?\nA. No."
    >>> asked = Turn(name="Q", role="", who=(35, 36), cue=(35, 36), content=((38, 51),))
    >>> told = Turn(name="A", role="", who=(52, 53), cue=(52, 53), content=((55, 58),))
    >>> [(each.name, each.role) for each in spelled_out(text, [asked, told])]
    [('MS. VIK', 'examiner'), ('KARL AAS', 'witness')]
    """
    asked = any(turn.name == "Q" for turn in turns)
    stated = {match["stated"] for match in _WITNESS.finditer(text)} if asked else set()
    examiners, witnesses = (
        [(match.start(), match[match.lastgroup or 0]) for match in form.finditer(text)] if asked else []
        for form in (_EXAMINER, _WITNESS)
    )
    sworn = [each for each in witnesses if each[1] not in stated]
    short = {turn.name for turn in turns if _INITIALS.fullmatch(turn.name)} if not asked else set()
    named = _initials(text, turns) if short else {}
    found = []
    for turn in turns:
        name, role = turn.name, turn.role
        if turn.name == "Q":
            name, role = _last(examiners, turn) or name, "examiner"
        elif turn.name == "A" or (asked and turn.name.upper() == "THE WITNESS"):
            name, role = _last(sworn or witnesses, turn) or name, "witness"
        elif turn.name in short:
            name = named.get(turn.name, name)
        found.append(replace(turn, name=name, role=role if name != turn.name else turn.role))
    return tuple(found)


def _last(told: Sequence[tuple[int, str]], turn: Turn) -> str:
    """Who was named last before a turn."""
    number = bisect_right(told, (turn.who[0], ""))
    return told[number - 1][1] if number else ""


def _initials(text: str, turns: Sequence[Turn]) -> dict[str, str]:
    """Names by initials: those of the head, the first turns and the labels; none that two people share."""
    head = (max(0, turns[0].who[0] - _HEAD), turns[0].who[0])
    places = [head, *(span for turn in turns[:_FIRST_TURNS] for span in turn.content)]
    found: dict[str, set[str]] = {}
    for name in (*_names(text, places), *(turn.name for turn in turns)):
        words = [word for word in name.split() if word[0].isupper()]
        if len(words) > 1:
            for initials in {"".join(w[0] for w in words), words[0][0] + words[-1][0]}:
                found.setdefault(initials, set()).add(name)
    return {initials: names.pop() for initials, names in found.items() if len(names) == 1}


def _names(text: str, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    for start, end in places:
        for match in _FULL.finditer(text, start, end):
            words = match.group().split()
            while words and words[0].lower().strip(".") in TITLES:
                words = words[1:]
            yield " ".join(words)
