"""Amounts that words name: numbers with what they count, as measured meanings of an option.

``up to`` and ``no more than`` give a range from nothing; ``at least`` the smallest amount, which the words
of the option say. Years of the calendar, days of a month and numbers of clauses are no amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..numbers import WORD_VALUES
from .wordlist import MONTH, one_of, word_set

_WORDS: Final = {word: value for word, value in WORD_VALUES.items() if value} | {"hundred": 100}
_SCALES: Final = {
    "hundred": 100, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
_SIGNS: Final = {"$": "usd", "us$": "usd", "€": "eur", "£": "gbp", "¥": "jpy"}
CODES: Final = "USD|EUR|GBP|CHF|JPY|CNY|SEK|NOK|DKK|CAD|AUD|INR|RUB|ILS|BRL|ZAR|PLN|CZK|MXN|KRW|TRY"
MONEY: Final = word_set(CODES.lower().replace("|", " ")) | word_set(
    "euros dollars pounds crowns kroner kronor francs marks cents yen rupees roubles rubles pesos yuan won "
    "lira"
)
"""Units that are money."""
_TOLD: Final = rf"\b(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty[ -])?(?:{'|'.join(_WORDS)})\b"
_FIGURE: Final = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ADJECTIVES: Final = "cubic|square|nautical|metric|working|calendar|short|long"
_AMOUNT: Final = re.compile(
    rf"(?P<sign>(?:US\$|[$€£¥]|\b(?:{CODES}))\s?)?"
    rf"(?<![\w.])(?P<figure>{_FIGURE}|{_TOLD})"
    rf"(?:\s?(?:-|–|to|and|bis)\s?(?P<second>{_FIGURE})(?=\s?%|\s[a-z]))?"
    rf"(?:[\s-]?(?P<scale>{'|'.join(_SCALES)})\b)?"
    rf"(?:\s?(?P<percent>%|per\s?cent\b|pct\b)|[\s\u00a0-](?:(?P<kind>{_ADJECTIVES})\s)?"
    rf"(?P<code>{CODES})\b|[\s\u00a0-](?:(?:more|new|further|additional|extra|unarmed|of (?:the|our|its"
    rf"|their))\s)?"
    rf"(?P<noun>(?:(?:{_ADJECTIVES}|electric|joint|full)\s)?(?!(?:per|each|every)\b)[a-z][a-z’'-]+))?",
    re.IGNORECASE,
)  # fmt: skip
_EACH: Final = "|".join(sorted(word_set("""
    year month week day hour shift share tonne ton second barrel head person boat unit seat night kilo
    kilometre mile litre quarter season
""")))  # fmt: skip
_EVERY: Final = re.compile(
    rf"\s(?:(?:a|an|each|every)\s(?P<each>{_EACH})|per\s(?P<per>[a-z]+))\b", re.IGNORECASE
)
_FEWER: Final = re.compile(
    one_of("up to  no more than  not more than  at most  a maximum of") + r"\s(?:a |an )?\Z", re.IGNORECASE
)
_REGULAR: Final = {
    "annual": "year", "annually": "year", "annum": "year", "yearly": "year", "quarterly": "quarter",
    "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour",
}  # fmt: skip
_BEFORE: Final = re.compile(
    rf"\b(?:(?P<regular>{'|'.join(_REGULAR)})|(?:each|every)\s(?P<each>{_EACH})|per\s(?P<per>[a-z]+))"
    r"(?:(?:,?\s[\w-]+){0,5}?,?\s(?:of|at|to|than|least|most|is|be|exceed|exceeding))?,?\s*\Z",
    re.IGNORECASE,
)
_NO_UNIT: Final = frozenset(_WORDS) | word_set("""
    of to a an the and or for in on at by per from with as if so but that which who now is are was were will
    would can could have has had be now this these those each every after before until when while than it we
    they he she you i not more less up down out off under over within during since against at around either
    half pm am up-front ourselves themselves themself itself all s t way thing things side sides point points
    part parts position must should might shall cannot do does did
""")
_DATE_AFTER: Final = re.compile(rf"(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}\b", re.IGNORECASE)
_DATE_BEFORE: Final = re.compile(
    rf"(?:\b{MONTH}\s|\b(?:article|clause|section|annex|resolution|no\.|item|page|q|since|by|until"
    rf"|in)\s)\Z",
    re.IGNORECASE,
)
_LIMITED: Final = re.compile(
    r"\b(?:(?:limit|cap|minimum|maximum|total|number) of|number of [a-z]{1,20} to)\s\Z", re.IGNORECASE
)
_COUNTED: Final = re.compile(r"\s([a-z]{3,}[^\Ws]s)\b(?!['’])")
_ONES: Final = re.compile(r"\sones?\b")
_MOST_FIGURE: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number of a unit, or a range from nothing or between two; ``start`` and ``end`` in the text."""

    unit: str
    low: Decimal
    high: Decimal
    start: int
    end: int


def amounts_in(text: str, lead: str = "") -> Iterator[Measure]:
    """Amounts of a text, in their order, each a number with a unit; a bare number counts only if it is large.

    ``lead`` are words that stand before the text, which may say what time an amount is for.

    Examples
    --------
    >>> text = "up to 120 observers for twenty-five days, USD 4.5 million a year, by 1 May 2026"
    >>> for amount in amounts_in(text):
    ...     print(amount.unit, amount.low, amount.high)
    observers 0 120
    days 25 25
    usd_per_year 4500000 4500000
    >>> [amount.unit for amount in amounts_in("EUR 900 [Tenant: EUR 700]", lead="a monthly rent of")]
    ['eur_per_month', 'eur']
    """
    for match in _AMOUNT.finditer(text):
        unit = _unit(match, text, lead)
        if unit is None:
            continue
        figure = _number(match["figure"], match["scale"])
        second = _number(match["second"], match["scale"]) if match["second"] else figure
        if figure is None or second is None:
            continue
        if unit == "" and figure < 100 and not (match["scale"] or _LIMITED.search(text, 0, match.start())):
            continue
        low, high = min(figure, second), max(figure, second)
        if low == high and _FEWER.search(text, 0, match.start()):
            low = Decimal(0)
        yield Measure(unit=unit or "number", low=low, high=high, start=match.start(), end=_close(match, unit))


def _close(match: re.Match[str], unit: str) -> int:
    """Where an amount ends: behind its unit, not behind a word that is none."""
    if match["percent"] or match["code"] or (match["noun"] and unit and not match["sign"]):
        return match.end()
    return max(match.end(part) for part in ("figure", "second", "scale"))


def number_in(text: str) -> Decimal | None:
    """The number that a text is, apart from small words around it: *do 24*, *nine*; None if it says more.

    Examples
    --------
    >>> number_in("go to six"), number_in("nine"), number_in("six of them")
    (Decimal('6'), Decimal('9'), None)
    """
    match = re.fullmatch(
        rf"(?:(?:do|go|to|up|down|at|for|about)\s)*({_FIGURE}|{_TOLD})", text.casefold().strip()
    )
    return _number(match[1], None) if match is not None else None


def _number(figure: str, scale: str | None) -> Decimal | None:
    told = [_WORDS.get(word, 0) for word in re.split(r"[ -]", figure.casefold())]
    plain = str(sum(told)) if any(told) else re.sub(r"[,\s\u00a0\u202f]", "", figure)
    if len(plain) > _MOST_FIGURE:
        return None
    number = Decimal(plain) * (_SCALES[scale.casefold()] if scale else 1)
    return number.to_integral_value() if number == number.to_integral_value() else number


def written_like(figure: str, text: str, amount: Measure) -> str:
    """A figure in the words of an amount of a text, with its unit and the time it is for.

    Examples
    --------
    >>> text = "They offered USD 15 million a year."
    >>> written_like("20", text, next(amounts_in(text)))
    'USD 20 million a year'
    """
    words = text[amount.start : time_behind(text, amount)]
    return re.sub(rf"{_FIGURE}|{_TOLD}", figure, words, count=1, flags=re.IGNORECASE)


def time_behind(text: str, amount: Measure) -> int:
    """Where the words end that tell what time or thing an amount is for: *EUR 5 a shift*."""
    every = _EVERY.match(text, amount.end)
    return every.end() if every is not None else amount.end


def _unit(match: re.Match[str], text: str, lead: str) -> str | None:
    """What a number counts: empty if the text does not say, None if it is a date or the like."""
    sign, noun = (match["sign"] or "").strip().casefold(), (match["noun"] or "").casefold()
    bare = not sign and not match["percent"] and not match["scale"]
    if bare and match["figure"].isdigit():
        end = match.end("figure")
        if _DATE_AFTER.match(text, end) or _DATE_BEFORE.search(text, 0, match.start()):
            year = len(match["figure"]) == 4 or _DATE_AFTER.match(text, end)
            if year or not noun or noun in _NO_UNIT:
                return None
        if 1900 <= int(match["figure"]) <= 2100 and (not noun or noun in _NO_UNIT):
            return None
    every = _EVERY.match(text, match.end()) or _BEFORE.search(f"{lead} {text[: match.start()]}")
    behind = f"_per_{_for_each(every)}" if every is not None else ""
    if sign:
        return _SIGNS.get(sign, sign) + behind
    if match["percent"]:
        return "percent" + behind
    if match["code"]:
        return match["code"].casefold() + behind
    words = [word for word in re.split(r"[^a-z]+", noun) if word]
    unsaid = _ONES.match(text, match.end())  # "the two large ones"
    if not words or words[-1] in _NO_UNIT or (words[0] in _NO_UNIT and len(words) > 1) or unsaid:
        return None if not match["figure"][0].isdigit() else f"number{behind}" if behind else ""
    if match["figure"].casefold() == "one" or re.fullmatch(MONTH, words[-1], re.IGNORECASE):
        return None if not match["scale"] else ""
    counted = _COUNTED.match(text, match.end()) if "-" not in match.group() else None
    if not words[-1].endswith("s") and counted is not None and counted[1] not in _NO_UNIT:
        return counted[1] + behind  # "two hotel nights", "two younger patents"
    last = words[-1] if words[-1].endswith("s") else _plural(words[-1])
    return "_".join([*words[:-1], last]) + behind


def _for_each(every: re.Match[str]) -> str:
    """What an amount is for, once for each: *annual* and *per annum* are a year."""
    told = every.groupdict()
    word = (told["each"] or told["per"] or told.get("regular") or "").casefold()
    return _REGULAR.get(word, word)


def _plural(word: str) -> str:
    """A unit as it is written behind more than one, so that "a 10-year term" and "10 years" are one."""
    return (
        word
        if word.endswith(("t", "z", "h", "ed", "kroner", "pence", "people", "men", "children"))
        else f"{word}s"
    )
