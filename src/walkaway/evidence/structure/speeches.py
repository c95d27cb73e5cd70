"""Speeches, whose title says whose they are, and interviews, whose questions name who answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..findings import Turn
from ..wordlist import one_of

_DELIVERED: Final = one_of(
    "speech  remarks  address  keynote(?: (?:speech|address))?  statement  lecture  intervention"
)
_NAME: Final = r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*[ \u00a0](?:(?:de|van|von|der|al|bin)[ ])?){1,6}[A-ZÀ-ÞĀ-Ž][\w'’-]+"
_TITLE: Final = re.compile(
    rf"(?:[\w-]+ ){{0,3}}(?i:{_DELIVERED}) (?i:(?:delivered |given )?by|of)\s(?:the |THE )?"
    rf"(?:(?P<role>[^,\n]{{3,80}}\s(?i:of|for)\s[^,\n]{{2,60}}), )?"
    rf"(?P<who>{_NAME})(?=,|\n|$|\s[a-z(]|\sAT\b|\sTO\b)"
)
_OWN: Final = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_QUOTED: Final = re.compile(r"[“\"«„][^“”\"«»„]*[”\"»“]")
_SENTENCE: Final = re.compile(r"[^\n]*[.,:!?…”\"]$", re.DOTALL)
_QUESTION: Final = re.compile(r"[^“\"\s][^\n]{2,400}\?", re.DOTALL)
_ADDRESSED: Final = re.compile(
    r"\b(?:Mr|Ms|Mrs|Miss|Dr|Sir|Professor|Minister|President|Ambassador|Mayor|Councillor)\.? "
    r"(?P<name>[A-ZÀ-ÞĀ-Ž][\w'’-]+),"
)
_LEAST: Final = 3
_SPARSE: Final = 100

Span = tuple[int, int]


def speech_turn(text: str, lines: Sequence[Span], spans: Sequence[Span]) -> tuple[Turn, ...]:
    r"""The one turn of a speech, from its first sentence on; none of any other text.

    Examples
    --------
    >>> text = "Remarks by Ann Roy at the port\n\nWe will pay.\n\nI said so, and my word counts."
    >>> from walkaway.evidence.structure.paragraphs import lines_of
    >>> [(turn.name, len(turn.content)) for turn in speech_turn(text, *[lines_of(text)] * 2)]
    [('Ann Roy', 2)]
    """
    told = next((match for line in lines[:4] if (match := _TITLE.match(text, *line)) is not None), None)
    if told is None:
        return ()
    body = [span for span in spans if span[0] > told.end()]
    while body and not _SENTENCE.match(text, *body[0]):
        body.pop(0)
    words = _QUOTED.sub("", " ".join(text[slice(*span)] for span in body))
    if len(_OWN.findall(words)) < max(_LEAST, len(words.split()) / _SPARSE):
        return ()
    who = told.span("who")
    return (Turn(name=told["who"], role=told["role"] or "", who=who, cue=who, content=tuple(body)),)


def interview_turns(text: str, spans: Sequence[Span]) -> tuple[Turn, ...]:
    r"""The paragraph below each question, as words of the one person whom questions address by name.

    Where they call nobody by name, no answer is anybody's: many people are named before a first question.
    What follows it may be the next question, or more of the answer: it is nobody's.

    Examples
    --------
    >>> text = "Ann Roy leads.\nMs Roy, is it sold?\nI say no.\nAnd you?\nWe wait.\nWill you sign?\nI will."
    >>> from walkaway.evidence.structure.paragraphs import lines_of
    >>> [(turn.name, text[slice(*turn.content[0])]) for turn in interview_turns(text, lines_of(text))]
    [('Ann Roy', 'I say no.'), ('Ann Roy', 'We wait.'), ('Ann Roy', 'I will.')]
    """
    asks = [_QUESTION.fullmatch(text, *span) is not None for span in spans]
    answers = [b for a, b in pairwise(range(len(spans))) if asks[a] and not asks[b]]
    told = {match["name"] for b in answers if (match := _ADDRESSED.search(text, *spans[b - 1]))}
    own = sum(_OWN.search(text, *spans[b]) is not None for b in answers)
    if len(answers) < _LEAST or len(told) != 1 or 2 * own < len(answers):
        return ()
    full = re.compile(rf"(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]+ ){{1,3}}{re.escape(told.pop())}\b")
    named = full.search(text, 0, spans[answers[0] - 1][0])
    if named is None:
        return ()
    who = named.span()
    return tuple(Turn(name=named.group(), role="", who=who, cue=who, content=(spans[b],)) for b in answers)
