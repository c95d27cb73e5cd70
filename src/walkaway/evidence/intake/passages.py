"""Passages: sentences where there is punctuation, windows of words where there is none.

The splitter is made for news: abbreviations end no sentence, a reporting clause stays with the quotation
before it. Windows are cut before words that open sentences; no such cut is certain, and it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from ..findings import Passage, Profile, SetAside
from ..structure.paragraphs import paragraph_spans
from ..wordlist import NO_END, word_set

_STOP: Final = re.compile(r"[.!?…]{1,8}[\"'”’»)\]*_]{0,4}(?=\s|$)|[。！？]{1,4}[」』”’）]{0,2}")
_SIGN: Final = re.compile(r"[^\W_]")
_LEADS: Final = re.compile(r"[\s•·▪◦‣*#>–—-]{1,12}(?=\S)")
_LAST_TOKEN: Final = re.compile(r"[^\s(\[\"“‘'/—–]{1,40}$")
_NEXT: Final = re.compile(r"\s{1,20}(?P<open>[\"'“‘«(\[*_]{0,3})(?P<word>[^\s]{1,40})")
_REPORTS: Final = re.compile(
    r"\s{1,5}(?:(?:[A-Z][\w.'’-]{0,24}|the|a|an|he|she|they|it|we|i|one|another|his|her|mr|ms|mrs|dr)"
    r"\.?\s){0,6}?"
    r"(?:said|says|asked|asks|replied|added|wrote|told|tweeted|exclaimed|wondered|shouted|cried|demanded|answered|"
    r"recalled|explained|noted|quipped|joked|insisted|declared|responded)\b"
)
_TITLES: Final = word_set(
    "mr mrs ms mx dr prof gen lt col capt maj sgt cpl cmdr adm brig gov sen rep reps sens pres amb hon "
    "rev fr sr st mt ft msgr supt det insp pvt atty messrs mme mlle vs v cf e.g i.e approx ca op vol no "
    "nos fig eq art sec ch pp p para al u.s.s d.c.-based jan feb mar apr jun jul aug sep sept oct nov dec "
    "mon tue tues wed thu thur thurs fri ala ariz ark calif colo conn del fla ga ill ind kan ky md mass "
    "mich minn miss mont neb nev okla ore pa tenn tex va vt wash wis wyo ave blvd rd"
)
_MAY_END: Final = word_set("inc co corp ltd llc bros jr sr esq etc dept univ assn ph.d m.d b.a m.a est dist")
_NUMBERED: Final = word_set("no nos art sec p pp vol fig ch")
_ALSO_WORDS: Final = word_set("mar may sun sat miss mass wash ill ind del pa ft al st")
_ACRONYM: Final = re.compile(r"^(?:[A-Za-z]\.){1,6}$")
_INITIAL: Final = re.compile(r"^[A-Z]\.$")
_STARTERS: Final = word_set(
    "the a an he she it they we i you his her its their our my this that these those there but and or so "
    "yet if when while although though however in on at for from with by after before since during as to "
    "not no what who why how where which meanwhile still now then also even both some many most all one "
    "two more under over despite according analysts officials critics experts last next until asked"
)
_LONGEST: Final = 150
_TOKEN: Final = re.compile(r"\S+")
_LEAST_WINDOW, _MOST_WINDOW = 40, 80
_NO_START: Final = word_set("of to than is are was were be been has had s t re ve ll or said says")
_SAID: Final = word_set("said says told added adds asked asks wrote writes explained noted argued")


def passages_of(text: str, profile: Profile, set_aside: Iterable[SetAside] = ()) -> tuple[Passage, ...]:
    """Cut the article into passages."""
    passages: list[Passage] = []
    for start, end in _pieces(text, [each for each in set_aside if not each.inside]):
        if profile == "unpunctuated":
            passages += _windows(text, start, end)
            continue
        for first, last in _sentences(text, start, end, cased=profile == "normal"):
            if text.count(" ", first, last) > _LONGEST:
                passages += _windows(text, first, last)
            else:
                passages.append(Passage(start=first, end=last, boundaries="found"))
    return tuple(passages)


def _pieces(text: str, set_aside: Sequence[SetAside]) -> Iterator[tuple[int, int]]:
    """Blocks without what is set aside."""
    aside = 0
    for start, end in paragraph_spans(text):
        while aside < len(set_aside) and set_aside[aside].end <= start:
            aside += 1
        position, number = start, aside
        while number < len(set_aside) and set_aside[number].start < end:
            yield from _trimmed(text, position, set_aside[number].start)
            position = max(position, set_aside[number].end)
            number += 1
        yield from _trimmed(text, position, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Without bullets before and white space around; nothing if no letter or digit is left."""
    while start < end:
        match = _LEADS.match(text, start, end)
        if match is None:
            break
        start = match.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    if _SIGN.search(text, start, end):
        yield start, end


def _sentences(text: str, start: int, end: int, *, cased: bool) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and _ends(text, match, begin, end, cased=cased):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, end)


def _ends(text: str, stop: re.Match[str], begin: int, end: int, *, cased: bool) -> bool:
    """Whether a mark ends a sentence."""
    mark = stop.group()
    if mark[0] in "。！？":
        return True
    following = _NEXT.match(text, stop.end(), end)
    if following is None:
        return False
    word = following["word"]
    small = word[0].islower() and (len(word) == 1 or word[1:] == word[1:].lower())  # not iPhone, not eBay
    if cased and small and not (mark == "." and following["open"].startswith("(")):
        return False
    reported = mark[-1] in "\"'”’»" and mark[0] in "!?…"
    if reported and _REPORTS.match(text, stop.end(), min(end, stop.end() + 160)):
        return False
    if mark.startswith("...") or mark[0] == "…":
        return word[0].isupper() or not cased
    return mark not in (".", ".]", ".)") or not _abbreviated(text, stop, begin, word, cased=cased)


def _abbreviated(text: str, stop: re.Match[str], begin: int, word: str, *, cased: bool) -> bool:
    """Whether a full stop belongs to an abbreviation and ends no sentence."""
    token = _LAST_TOKEN.search(text, max(begin, stop.start() - 40), stop.start())
    if token is None:
        return False
    last = token.group()
    low = last.lower()
    bare = word.strip("\"'“”‘’([,.;:!?").lower()
    if low in _NUMBERED:
        return word[0].isdigit()
    if low in _ALSO_WORDS:
        return last[0].isupper() and bare not in _STARTERS if cased else low in ("st", "ft")
    if low in _TITLES:
        return True
    if low in _MAY_END or (_ACRONYM.match(last + ".") and len(last) > 1):
        return bare not in _STARTERS
    return cased and bool(_INITIAL.match(last + ".")) and bare not in _STARTERS


def _windows(text: str, start: int, end: int) -> list[Passage]:
    """Windows of 40 to 80 words, each cut where a sentence most likely begins."""
    spans = [match.span() for match in _TOKEN.finditer(text, start, end)]
    if not spans:
        return []
    words = [text[first:last].lower() for first, last in spans]
    lines = start > 0 and end < len(text) and text[start - 1] == text[end] == "\n"
    found: list[Passage] = []
    begin = 0
    while begin < len(spans):
        cut = len(words)
        if cut - begin > _MOST_WINDOW:  # no window under the least size is left over
            last = min(begin + _MOST_WINDOW, cut - _LEAST_WINDOW)
            places = range(min(begin + _LEAST_WINDOW, last), last + 1)
            cut = max(places, key=lambda k: (_likely_start(words, k), k))
        whole = lines and cut - begin == len(words)
        boundaries: Literal["found", "estimated"] = "found" if whole else "estimated"
        found.append(Passage(start=spans[begin][0], end=spans[cut - 1][1], boundaries=boundaries))
        begin = cut
    return found


def _likely_start(words: Sequence[str], at: int) -> int:
    """How likely a sentence begins at a word of a text without punctuation."""
    if words[at - 1] in NO_END or words[at] in _NO_START:
        return -1
    return 2 * (words[at] in _STARTERS) + any(word in _SAID for word in words[at + 1 : at + 3])
