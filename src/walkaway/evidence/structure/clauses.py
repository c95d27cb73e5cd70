"""Resolutions, treaties, contracts and term sheets: who decides, undertakes or proposes what.

The form tells: operative clauses begin with a verb of the body that decides, articles oblige their subject by
*shall* or *undertakes*, brackets and columns hold the position of a side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ..findings import Turn
from ..wordlist import one_of, word_set
from .form_words import BODIES, DECIDES, POSITION, REASONS
from .stretches import behind, cut

_BODY: Final = re.compile(
    BODIES + r"\s(?P<body>[A-ZÀ-ÞĀ-Ž][\w'’-]+(?:\s(?:of|the|and|on|for|de(?: la| los)?|du|des|der|del"
    r"|[A-ZÀ-ÞĀ-Ž][\w'’-]+|(?<=\sde )\w+)){0,7}),?(?:$|\s*\n|(?=\s[A-Z][a-z]+ing\b))"
)
_DECIDERS: Final = one_of(
    "Council  Board  Assembly  Senate  House  Commission  Committee  Congress  Conference"
)
_RESOLVED: Final = re.compile(
    r"(?:NOW,? THEREFORE,? )?BE IT (?:HEREBY )?RESOLVED,? (?:by|BY|that|THAT) (?:the|THE) "
    r"(?P<body>[A-ZÀ-ÞĀ-Ž][\w'’-]+(?:\s(?:of|the|OF|THE|and|[A-ZÀ-ÞĀ-Ž][\w'’-]+)){0,9}?)(?=\s*[:,]|\s(?:that|THAT)\b|\s[a-z]+s\b)",
)
_OPERATIVE: Final = re.compile(
    r"(?P<number>(?:OP ?)?\(?\d{1,3}[.)]?\s{1,8})?"
    r"(?:(?:also|further|strongly|again|once again|solemnly|hereby)\s){0,2}"
    rf"(?:(?:Section|SECTION) \d{{1,3}}[.:]?\s{{1,4}})?(?:The (?:[A-Z]\w+ ){{0,3}}{_DECIDERS} )?"
    rf"(?P<verb>{DECIDES}(?:\s(?:also|further|in particular|once again|again|strongly))?)\b",
    re.IGNORECASE,
)
_PREAMBLE: Final = re.compile(rf"(?:PP ?\d{{1,3}}[.:]? )?{REASONS}(?!\w)|WHEREAS\b")
_SUB: Final = re.compile(r"\(?(?:[a-z]|[ivx]{1,5})[.)]\s")
_NUMBER: Final = re.compile(
    r"(?:Article|ARTICLE|Art\.|Section|SECTION|Clause|§)?\s?\(?(?:\d{1,3}|[IVXLC]{1,6})(?:\.\d{1,3})*[.):]?\s"
)
_ITEM: Final = re.compile(r"\(?\d{1,2}[.)]\s+")
_DUTY: Final = one_of(r"""
    shall(?: not| also| immediately| promptly)?  (?:hereby )?undertakes?  (?:hereby )?agrees?  will(?: not)?
    commits?(?: itself| themselves)?  pledges?  guarantees?  warrants?  recogni[sz]es?  renounces?  accepts?
    reaffirms?  affirms?  confirms?  declares?  may not  must(?: not)?  (?:hereby )?grants?
    (?:hereby )?assigns?
    requires?  requests?  proposes?  rejects?  refuses?
    (?:hereby )?cedes?  (?:hereby )?transfers?  (?:hereby )?waives?
    pays  asks? for  do(?:es)? not (?:accept|agree to|warrant|guarantee|undertake)
    (?:is |are )?to(?= (?:lodge|pay|repay|keep|deliver|provide|supply|buy|sell|transfer|bear|grant|give) )
""")
_OBLIGES: Final = re.compile(
    r"(?P<who>(?:[Tt]he|Each|Every|Both|All|Either|No|Neither|[A-Z][\w'’&.-]*)\s+"
    rf"(?:[\w'’&/-]+,?\s+(?:\([^)]{{1,40}}\)\s+)?){{0,9}}?)(?P<verb>{_DUTY})\s"
)
_FORBIDS: Final = re.compile(r"(?P<who>(?:No|Neither)\s(?:[\w'’&/-]+\s){1,8}?)(?P<verb>may|can)\s")
_NOT_PARTY: Final = word_set("""
    this these that those it nothing agreement treaty convention protocol article annex paragraph section
    clause
    provisions provision term terms notice payment payments interest disputes dispute amendment amendments
    instrument instruments such price fee date there contract vessel vessels
""")
_QUANTIFIERS: Final = word_set("the each every both all either neither no any of and de")
_AGENT: Final = word_set("""
    party parties state states government governments side sides member members country countries seller buyer
    lessor lessee licensor licensee employer employee union company tenant landlord contractor client supplier
    customer vendor purchaser borrower lender owner operator republic kingdom president council commission
    secretary-general authority forces administration ministry board bank agency organization organisation
    both each city port shareholders investor investors founder founders trade
""")
_DEFINED: Final = re.compile(
    r"\(?(?:(?:the|each,? an?|hereinafter|hereafter|together)\s|(?<=\()(?=[“\"‘']))[^()“\"]{0,40}?"
    r"[“\"‘'](?:the\s)?(?P<term>[A-Z][\w /&-]{1,40})[”\"’']"
)
_HEADING: Final = re.compile(
    r"[A-Z][\w /&'’-]{1,40}(?::\s+|[ ]?\t\s*)(?=[A-Z])"
)  # "Legal fees:  The Company shall pay"
_SENTENCE: Final = re.compile(
    r"(?<=[.;])\s+(?=[A-Z(])|,?\s+and\s+(?=the\s+(?:[A-Z][\w'’-]*\s+){1,3}(?:shall|will)\b)"
)
_BRACKET: Final = re.compile(
    rf"\[(?!(?i:(?:drafting |drafter['’]s )?(?:note|comment|n\.?b|ntd))\b)"
    rf"(?P<who>[A-Z][\w .,'’/&-]{{0,40}}?)(?:['’]s?)?(?:\s{POSITION}s?)?"
    r"\s?[:–—]\s?(?P<what>(?:[^\[\]]|\[[^\[\]:]{0,80}\]){1,600})\]"
)
_SIDE: Final = rf"[A-Z][\w .'’/&-]{{1,40}}?(?:['’]s?)?\s{POSITION}s?\s?:\s"
_SIDE_LINE: Final = re.compile(
    r"(?m)^[ \t]*(?:[•*·–—-]\s?)?(?P<who>[A-Z][\w .'’/&-]{1,40}?)(?:['’]s?)?\s"
    rf"{POSITION}s?\s?:\s+(?P<what>\S)"
)
_NAMED: Final = re.compile(r"(?P<who>[A-Z][\w .'’/&-]{1,40}):[ \t]+(?P<what>\S[^\n]*)")
_SPOKEN: Final = re.compile(r"\?|\bI\b(?![.)])")
_NEXT_LINE: Final = re.compile(
    rf"\s*\n[ \t]*(?=(?:[•*·–—-]\s?)?{_SIDE}|Agreed\b|(?:Article\s)?\d{{1,3}}[.)]\s)"
)

_GAP: Final = re.compile(r"[ ,:\n\t]+")
_SHORTEST: Final = 5  # “[A:x]”

Span = tuple[int, int]


def is_resolution(text: str, spans: Sequence[Span]) -> bool:
    """Whether a text is a resolution: a body, and clauses by which it decides."""
    if _body(text, spans) is None:
        return False
    clauses = [match for span in spans if (match := _OPERATIVE.match(text, *span)) is not None]
    reasons = sum(_PREAMBLE.match(text, *span) is not None for span in spans)
    return len(clauses) >= 2 and (reasons >= 1 or sum(bool(match["number"]) for match in clauses) >= 2)


def _body(text: str, spans: Sequence[Span]) -> tuple[str, Span] | None:
    """The body that decides: the subject of the preamble."""
    for start, end in spans[:40]:
        match = _BODY.match(text, start, min(end, start + 120)) or _RESOLVED.match(text, start, end)
        if match is not None:
            return match["body"], match.span("body")
    return None


def operative(text: str, spans: Sequence[Span]) -> Iterator[Turn]:
    r"""Clauses of a resolution, each with what stands under it, put down to the body that decides.

    Examples
    --------
    >>> text = "The Council,\nRecalling all,\n1. Demands that Halvor leave;\n2. Decides to meet."
    >>> from walkaway.evidence.structure.paragraphs import lines_of
    >>> [(turn.name, text[slice(*turn.content[0])]) for turn in operative(text, lines_of(text))]
    [('Council', 'that Halvor leave;'), ('Council', 'to meet.')]
    """
    body = _body(text, spans)
    number = 0
    while number < len(spans) and body is not None:
        match = _OPERATIVE.match(text, *spans[number])
        number += 1
        if match is None:
            continue
        end = spans[number - 1][1]
        content = [(behind(text, match.end(), end, _GAP), end)]
        while (
            number < len(spans)
            and _SUB.match(text, *spans[number])
            and not _OPERATIVE.match(text, *spans[number])
        ):
            content.append(spans[number])
            number += 1
        kept = tuple(span for span in content if span[0] < span[1])
        if kept:
            yield Turn(name=body[0], role="", who=body[1], cue=match.span("verb"), content=kept, inner=False)


def sides_of(text: str) -> frozenset[str]:
    """Terms that a contract defines for its sides, in lower case."""
    return frozenset(match["term"].lower() for match in _DEFINED.finditer(text[:20_000]))


def articles(text: str, spans: Sequence[Span]) -> Iterator[Turn]:
    """What articles and clauses oblige somebody to, put down to whom they oblige.

    Examples
    --------
    >>> text = "1. Each Party shall open its port. 2. This Treaty shall be deposited."
    >>> [(turn.name, text[slice(*turn.content[0])]) for turn in articles(text, [(0, 34), (35, 69)])]
    [('Each Party', 'open its port.')]
    """
    sides = sides_of(text)
    for start, end in spans:
        for a, b in cut(text, start, end, _SENTENCE):
            begin = behind(text, a, b, _NUMBER, _SUB, _HEADING)
            match = _FORBIDS.match(text, begin, b) or _OBLIGES.match(text, begin, b)
            if match is None or not _obliged(match["who"].strip(" ,"), sides):
                continue
            aside = _BRACKET.search(text, match.end(), b)
            stop = aside.start() if aside is not None else b
            stop -= len(text[a:stop]) - len(text[a:stop].rstrip())
            if match.end() < stop:
                said = match["who"].rstrip(" ,")
                before = len(said) - len(said.rpartition(", ")[2])  # "In accordance with …, each Party shall"
                who = (match.start("who") + before, match.start("who") + len(said))
                yield Turn(name=text[slice(*who)], role="", who=who, cue=match.span("verb"),
                           content=((match.end(), stop),), kind="position", inner=False)  # fmt: skip


def _obliged(who: str, sides: frozenset[str]) -> bool:
    """Whether somebody can be obliged: a side that the text defines, an agent, or a name; never a thing."""
    words = [word.strip(",.()").lower() for word in who.rpartition(", ")[2].split()]
    bare = [word for word in words if word not in _QUANTIFIERS]
    if not bare or words[0] in _NOT_PARTY or bare[0] in _NOT_PARTY or bare[-1] in _NOT_PARTY:
        return False
    named = [word for word in who.split() if word.lower() not in _QUANTIFIERS]
    return " ".join(bare) in sides or not _AGENT.isdisjoint(bare) or all(w[0].isupper() for w in named)


def bracketed(text: str, spans: Sequence[Span]) -> Iterator[Turn]:
    """Positions of sides in brackets (``[Union: 4 percent]``) or on their own lines (*Union position: …*).

    Below the number of a clause the name of a side is enough (*Union: 4 percent*), where it comes again.
    """
    under = list(_under_numbers(text, spans))
    again = Counter(line["who"] for line in under)
    if sum(count > 1 for count in again.values()) > 1:
        yield from (_position(line, line.span("what")) for line in under if again[line["who"]] > 1)
    for start, end in spans:
        if end - start < _SHORTEST:
            continue
        for match in _BRACKET.finditer(text, start, end):
            yield _position(match, match.span("what"))
        for line in _SIDE_LINE.finditer(text, start, end):
            stop = _NEXT_LINE.search(text, line.end(), end)
            yield _position(line, (line.start("what"), stop.start() if stop is not None else end))


def _under_numbers(text: str, spans: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Lines that begin with a name, below a numbered line or one of their own."""
    below = False
    for span in spans:
        line = _NAMED.fullmatch(text, *span) if below and not _SPOKEN.search(text, *span) else None
        below = line is not None or _NUMBER.match(text, *span) is not None
        if line is not None:
            yield line


def _position(match: re.Match[str], what: Span) -> Turn:
    who = match.span("who")
    content = ((behind(match.string, *what, _ITEM), what[1]),)
    return Turn(
        name=match["who"].strip(), role="", who=who, cue=who, content=content, kind="position", inner=False
    )
