"""Who said what without spaCy: quotes beside a say-word, 'NAME said that …', 'according to NAME'.

Every statement found here carries this extractor, and :data:`LOST` says what a reader goes without.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..extra import EXTRA, INSTALL
from ..records import Speaker
from .cues import DENYING, FORMS_OF, NEGATIONS, SAYING, SPEECH, VERB_FORMS
from .names import NameTable
from .parsing import Paragraph
from .pending import Draft

__all__ = ["EXTRACTOR", "LOST", "plain_drafts"]

EXTRACTOR: Final = "rules-plain/1"
LOST: Final = (
    f"without the extra “{EXTRA}” (spaCy and its English model) statements come from plain rules. Lost: "
    "narrated positions, thoughts and beliefs, clauses that a speaker interrupts, most roles, what stands "
    f"inside what; text without punctuation is cut by guess. For all of it: {INSTALL}"
)

_SAY = "|".join(sorted((form for base in SPEECH for form in FORMS_OF[base][1:3]), key=len, reverse=True))
_CLAUSE = "|".join(sorted((form for base in SAYING for form in FORMS_OF[base][1:3]), key=len, reverse=True))
_NAME = r"(?:[A-Z][\w.’'-]*|of|the|de|van|von|al)(?: (?:[A-Z][\w.’'-]*|of|the|de|van|von|al)){0,6}"
_WHO = rf"(?:(?:[Tt]he|[Aa]n?) [\w ’'-]{{2,60}}?|{_NAME}|[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)"
_AFTER = re.compile(
    rf"[\s,.?!\"]*(?:(?P<who>{_WHO}),? (?P<cue>{_SAY})\b|(?P<cue2>{_SAY}) (?P<who2>{_WHO})(?=[\s,.:;\"]|$))"
)
_BEFORE = re.compile(rf"(?P<who>{_WHO})(?:,[^,\"]{{1,80}},)? (?P<cue>{_SAY})\b[^.\"]{{0,60}}[,:]?\s*\"?$")
_INDIRECT = re.compile(
    rf"^(?P<lead>[^,\"]{{0,40}}, )?(?P<who>{_WHO})(?:,(?P<role>[^,\"]{{1,80}}),)? "
    rf"(?:also |has |had )?(?P<cue>{_CLAUSE}) (?P<that>that )?(?P<content>.+)$"
)
_ACCORDING = re.compile(rf"\b[Aa]ccording to (?P<who>(?:the )?{_NAME}|the [a-z ]{{2,40}})")
_MAX_SENTENCE: Final = 1_000


def plain_drafts(paragraphs: Sequence[Paragraph], names: NameTable) -> list[Draft]:
    """Statements of paragraphs by plain rules."""
    drafts: list[Draft] = []
    last: Speaker | None = None
    for paragraph in paragraphs:
        here: list[Draft] = []
        for quote in paragraph.quotes:
            draft = _quote(paragraph, quote, names, last, here)
            if draft is not None:
                here.append(draft)
                last = draft.speaker or last
        for start, end in _sentences(paragraph.plain):
            if any(start < b and a < end for draft in here for a, b in draft.content):
                continue
            draft = _sentence(paragraph, start, end, names, last)
            if draft is not None:
                here.append(draft)
                last = draft.speaker or last
        drafts += here
    return drafts


def _sentences(text: str) -> list[tuple[int, int]]:
    found = []
    at = 0
    for cut in re.finditer(r"[.?!][\"')]*\s+(?=[\"(]?[A-Z0-9])", text):
        found.append((at, cut.end()))
        at = cut.end()
    return [(a, b) for a, b in [*found, (at, len(text))] if 0 < b - a <= _MAX_SENTENCE]


def _quote(
    paragraph: Paragraph, quote: tuple[int, int], names: NameTable, last: Speaker | None, here: list[Draft]
) -> Draft | None:
    text = paragraph.plain
    if len(re.findall(r"\w+", text[quote[0] : quote[1]])) < 3:
        return None
    behind = text[quote[1] : quote[1] + 160]
    after = _AFTER.match(behind)
    before = _BEFORE.search(text[max(0, quote[0] - 200) : quote[0]])
    draft = Draft(content=[quote], kind="direct", extractor=EXTRACTOR, base=paragraph.start)
    if after is not None and not (after.group("cue") and behind.lstrip('", ').startswith(("The ", "A "))):
        part = "who2" if after.group("who2") else "who"
        cue = "cue2" if part == "who2" else "cue"
        draft.cue = (quote[1] + after.start(cue), quote[1] + after.end(cue))
        draft.speaker = _speaker(
            paragraph, quote[1] + after.start(part), quote[1] + after.end(part), names, last
        )
        draft.strict = True
    elif before is not None:
        shift = max(0, quote[0] - 200)
        draft.cue = (shift + before.start("cue"), shift + before.end("cue"))
        draft.speaker = _speaker(
            paragraph, shift + before.start("who"), shift + before.end("who"), names, last
        )
        draft.strict = True
    elif here and here[-1].kind == "direct":
        here[-1].content.append(quote)
        return None
    elif last is not None and not text[: quote[0]].strip(' "'):
        draft.speaker = last
    else:
        return None
    return draft


def _sentence(
    paragraph: Paragraph, start: int, end: int, names: NameTable, last: Speaker | None
) -> Draft | None:
    text = paragraph.plain[start:end].rstrip()
    according = _ACCORDING.search(text)
    if according is not None:
        pieces = [(start, start + according.start()), (start + according.end(), start + len(text))]
        content = [_tidy(paragraph.plain, a, b) for a, b in pieces]
        content = [(a, b) for a, b in content if b - a > 3]
        speaker = _speaker(
            paragraph, start + according.start("who"), start + according.end("who"), names, last
        )
        cue = (start + according.start(), start + according.start("who") - 1)
        if content:
            return Draft(
                content=content,
                kind="paraphrase",
                extractor=EXTRACTOR,
                base=paragraph.start,
                cue=cue,
                speaker=speaker,
            )
        return None
    found = _INDIRECT.match(text)
    if found is None:
        return None
    content = [_tidy(paragraph.plain, start + found.start("content"), start + found.end("content"))]
    draft = Draft(content=content, kind="paraphrase", extractor=EXTRACTOR, base=paragraph.start)
    draft.cue = (start + found.start("cue"), start + found.end("cue"))
    draft.speaker = _speaker(
        paragraph,
        start + found.start("who"),
        start + found.end("who"),
        names,
        last,
        (found.group("role") or "").strip(),
    )
    draft.negative = VERB_FORMS.get(found.group("cue"), "") in DENYING
    draft.negative = draft.negative != bool(set(found.group("content").lower().split()[:8]) & NEGATIONS)
    draft.strict = bool(found.group("that"))
    return draft if content[0][1] > content[0][0] else None


def _tidy(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in ' ,;:"':
        start += 1
    while end > start and text[end - 1] in ' ,;:"':
        end -= 1
    return start, end


def _speaker(
    paragraph: Paragraph, start: int, end: int, names: NameTable, last: Speaker | None, role: str = ""
) -> Speaker:
    mention = re.sub(r"\s+", " ", paragraph.text[start:end]).strip(" ,")
    if mention.lower() in ("he", "she", "they") and last is not None:
        return Speaker(
            name=last.name,
            role=last.role,
            party=last.party,
            start=paragraph.start + start,
            end=paragraph.start + end,
        )
    name, party = names.resolve(mention, paragraph.start + start)
    return Speaker(
        name=name, role=role, party=party, start=paragraph.start + start, end=paragraph.start + end
    )
