"""What is offered or demanded: the words behind or before a cue, up to where the clause ends, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from ...numbers import NUMBER_WORDS
from ..amounts import CODES, MONEY, amounts_in, time_behind
from ..structure.stretches import behind
from ..wordlist import FULL_STOP, one_of
from .cues import CONDITION, RETURN, Act, Cue
from .subjects import subject_of
from .suppositions import condition_of

_GAP: Final = re.compile(r"(?:\s*\n[>\s]*|\s)+")
_HARD: Final = re.compile(
    rf"{FULL_STOP}(?=[\s”\"’')\]]|\Z)"
    r"|[;:“”\"\[\]|•]|\s[–—-]\s|—"
)
_AT_MOST: Final = r"(?:up to|at least|no more than)\s"
BESIDES: Final = re.compile(r",\swith\s(?=(?:an?|the\s(?:right|option|possibility))\s)")
"""What a thing comes with: *5 years, with an extension of 3*."""
_SOFT: Final = re.compile(
    rf"(?!{BESIDES.pattern}),\s(?!{_AT_MOST})|\s(?:but|because|while|although|though|whose|which|said|says|told"
    r"|added|so that|when|as if|unless)\b"
    r"|\s[\w’'-]+\s(?:said|says|told|added)\b"
)
_THING: Final = (
    r"(?!a further|another|the rest|a half|the (?:\w+est|most|first|last)\b)"
    r"(?:a|an|the|at least|up to|no more than|free|access|full|one|two|three"
    r"|four|five|six|every"
    r"|USD|EUR|GBP|\d|[$€£])(?=\W|\d|\Z)"
)
_VERB: Final = one_of("""
    pay  lift  release  withdraw  recogni[sz]e  guarantee  provide  reduce  remove  build  buy  sell
    close  open  end  stop  drop  allow  extend  spend  hire  repair  contribute  destroy  dismantle
    deliver  accept  agree  give  keep  free  lease  rent  return  transfer  grant  freeze  halt  suspend
    hand  fund  finance  cut  raise  share
""")
_JOINT: Final = re.compile(
    rf",\s(?!{_AT_MOST})(?!(?:[\w.’'-]+\s){{1,8}}(?:said|says|told|added)\b)(?={_THING})"
    r"|,?\s(?:and|or)\s(?!(?<=\d\sand\s)\d)"
    rf"(?={_THING}|(?:(?:that|to|for|on|access)|{_VERB})\s)",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    rf"\s?(?:the\s|its\s)?(?:\d[\d,.]*|{'|'.join(NUMBER_WORDS[2:])})\s(?:[a-z]+\s)?[a-z]+s(?P<and>,?\sand\s)"
    r"(?=[a-z]+\s[a-z])(?!then\b|so\b|to\b|not\b|will\b|more\b|less\b)"
)
"""A number of things, and a thing without an article: *90 prisoners and safe passage*."""
_OF_AMOUNT: Final = re.compile(
    r",?\sand\s(?=(?:[a-z-]+\s){1,3}of\s(?:(?:up to|at least|no more than|about|between)\s)?"
    rf"(?:\d|[$€£]|(?:{CODES}|{'|'.join(NUMBER_WORDS[2:])})\b))"
)
_OF_NOTHING: Final = re.compile(r"(?:\s(?!(?:for|of|to|in|on|with|from|by|at|or|and)\s)[\w-]+){0,2}")
_JOINED: Final = re.compile(r"\s(?:and|or|but|nor|then|so)\s(?:[\w’'-]+\s){0,4}\Z|,\s(?:[\w’'-]+\s){0,4}\Z")
_FINITE: Final = re.compile(r"\b(?:is|are|was|were|has|have|had|be|will|would|said|says|can|could|cannot)\b")
_RELATIVE: Final = re.compile(r"\s(?:that|who|whom|whose|which)\s")
_LEAD: Final = re.compile(r"(?:(?:that|to|for|on|you|us|them|him|me|is|was|do is)\s)+|[\s,]+")
ASKED: Final = re.compile(
    r"(?:the\s|all\s)?[A-Z][\w’'.-]*(?:\s(?:of|the|and|for|[A-Z][\w’'.-]*)){0,6}\sto\s(?=[a-z])(?!the\b|an?\b)"
)
"""Of whom something is asked, which is not what is asked: *Norway to lift its ban*."""
_GRANTED: Final = re.compile(r"(?:[\w’'.-]+\s){1,5}?(?:accept(?:s|ed)?|agree[sd]?(?:\sto)?)\s(?=[\w$€£])")
"""Who grants what an offer is made for, which is not what is asked: *if the union accepts a roster*."""
_LISTED: Final = re.compile(
    r"\s?(?:for\s)?(?:(?:only|just)\s)?(?:one|two|three|four|these|the following|several)\s(?:other\s)?"
    r"(?:things?|points?|conditions?|demands?|changes|assurances|guarantees|commitments):\s"
)
_TRAIL: Final = re.compile(
    r"(?:[\s,.;:]+|\s(?:and|or|but|in|on|of|to|the|a|that|which|with|by|at|as|for|from|it|its|she|he|we"
    r"|they|then|instead))+\Z"
)
_BEFORE: Final = re.compile(
    r"[.!?][”\")]?\s|[;:“”\"]\s?|\s[–—-]\s|—|\b(?:and|but|that|said|says|because|while)\s|,\s"
)
_WHOSE: Final = re.compile(
    r"(?P<what>\b(?:an?|the)\s[\w’'-]+(?:\s[\w’'-]+){0,3})\s(?:that|which)\s(?:[\w.’'-]+\s){1,3}\Z"
)
_END_HERE: Final = re.compile(r"\s*(?:[.,;:!?”\"]|\Z)")
_OPPOSITE: Final[dict[Act, Act]] = {"offers": "demands", "demands": "offers", "accepts": "demands"}
_MOST: Final = 220
_BASE: Final = ("walk ", "leave ", "quit ", "break ")  # "any more, and we walk away"


@dataclass(frozen=True, slots=True)
class Flat:
    """A passage on one line, with the place of every character in the document."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The passage between two places; line breaks, marks of quoted lines and blanks become one blank."""
        characters: list[str] = []
        places: list[int] = []
        at = start
        for gap in _GAP.finditer(text, start, end):
            characters.append(text[at : gap.start()] + " ")
            places += [*range(at, gap.start()), gap.start()]
            at = gap.end()
        return cls("".join(characters) + text[at:end], (*places, *range(at, end)))


def objects_of(text: str, cue: Cue, start: int, end: int, following: int) -> Iterator[tuple[Act, int, int]]:
    """The things of a cue, each with its act and its place in the passage.

    Examples
    --------
    >>> from walkaway.evidence.positions.cues import CUES
    >>> text = "They offered to free 60 men and to pay EUR 5 in return for a truce."
    >>> cue = next(cue for cue in CUES if cue.act == "offers")
    >>> [(act, text[a:b]) for act, a, b in objects_of(text, cue, 5, 15, len(text))]
    [('offers', 'free 60 men'), ('offers', 'pay EUR 5'), ('demands', 'a truce')]
    """
    if cue.alone:
        who = subject_of(text, start)
        condition = condition_of(text, who.start, end)
        meant = condition is not None or (who.kind == "first" and text.startswith(_BASE, start))
        yield "would walk away" if meant else cue.act, *(condition or (start, end))
        return
    if cue.before:
        begin = max((match.end() for match in _BEFORE.finditer(text, 0, start)), default=0)
        yield from _trimmed(text, cue.act, begin, start)
        return
    whose = _WHOSE.search(text, max(0, start - _MOST), start) if _END_HERE.match(text, end) else None
    if whose is not None:  # "a deal that Karsova could not accept": all of it says what
        yield cue.act, whose.start("what"), end
        return
    end = behind(text, end, len(text), _LISTED)
    hard = min(_end(text, end, _HARD), end + _MOST)
    stop = _before_next(text, end, min(hard, following), hard)
    turns = (pattern.search(text, max(end - 1, 0), stop) for pattern in (CONDITION, RETURN))
    turned = min(filter(None, turns), key=lambda match: match.start(), default=None)
    yield from _items(text, cue.act, end, turned.start() if turned else stop)
    opposite = _OPPOSITE.get(cue.act)
    if turned is not None and opposite is not None:
        yield from _items(text, opposite, behind(text, turned.end(), stop, _GRANTED), stop)


def _end(text: str, at: int, pattern: re.Pattern[str]) -> int:
    match = pattern.search(text, at)
    return match.start() if match else len(text)


def _before_next(text: str, end: int, following: int, hard: int) -> int:
    """Where the words of the next cue begin, if that is joined to this one."""
    if following >= hard:
        return hard
    joint = _JOINED.search(text, end, following)
    return joint.start() if joint is not None else hard


def _items(text: str, act: Act, start: int, stop: int) -> Iterator[tuple[Act, int, int]]:
    """Things that are joined by a comma or *and*, one by one."""
    while start < stop:
        soft = _SOFT.search(text, start, stop)
        cut = soft.start() if soft else stop
        joint, counted = _JOINT.search(text, start, stop), _COUNTED.match(text, start, stop)
        measured = _measured(text, start, joint.start() if joint else stop)
        first, last = (
            measured or (counted and counted.span("and")) or (joint and joint.span()) or (stop + 1, stop)
        )
        if first <= cut and not _goes_on(text, last, stop):
            yield from _trimmed(text, act, start, first)
            start = last
            continue
        yield from _trimmed(text, act, start, cut)
        return


def _measured(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """The *and* between things with amounts of their own: *5 euros upfront and royalties of 7 percent*."""
    for joint in _OF_AMOUNT.finditer(text, start, stop):
        before = [*amounts_in(text[start : joint.start()])][-1:]
        after = [*amounts_in(text[joint.end() : stop])][:1]
        units = {each.unit.partition("_per_")[0] for each in before + after}
        if len(units) == 2 and not units.isdisjoint(MONEY | {"percent"}):
            end = start + time_behind(text[start : joint.start()], before[0])
            if _OF_NOTHING.fullmatch(text, end, joint.start()):
                return joint.span()
    return None


def _goes_on(text: str, start: int, stop: int) -> bool:
    """Whether words behind *and* are a new clause, with a verb of their own, rather than a further thing."""
    soft = _RELATIVE.search(text, start, stop) or _SOFT.search(text, start, stop)
    return _FINITE.search(text, start, soft.start() if soft else stop) is not None


def _trimmed(text: str, act: Act, start: int, end: int) -> Iterator[tuple[Act, int, int]]:
    lead = _LEAD.match(text, start, end)
    while lead is not None and lead.end() > start:
        start = lead.end()
        lead = _LEAD.match(text, start, end)
    start = behind(text, start, end, ASKED) if act == "demands" else start
    trail = _TRAIL.search(text, start, end)
    end = trail.start() if trail is not None else end
    if start < end:
        yield act, start, end
