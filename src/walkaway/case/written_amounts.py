"""Amounts as people write them, ``1,000``, ``$500``, ``4k``, ``50 %``, ``½``, ``fifty``, with every reading.

Nothing here is accepted in a case: a message only gives the form that is right, of two the likelier first.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from ..numbers import WORD_VALUES

_CURRENCIES = {
    "US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB",
    "₪": "ILS", "₺": "TRY", "₴": "UAH", "₫": "VND", "zł": "PLN", "kr": "kr", "Fr.": "CHF", "EUR": "EUR",
    "USD": "USD", "GBP": "GBP", "CHF": "CHF", "JPY": "JPY", "CNY": "CNY", "AUD": "AUD", "CAD": "CAD",
    "dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR", "pounds": "GBP", "pound": "GBP",
}  # fmt: skip
_TIMES = {
    "hundred": 2, "k": 3, "thousand": 3, "thousands": 3, "tsd": 3, "tsd.": 3, "m": 6, "mn": 6, "mm": 6,
    "mio": 6, "mio.": 6, "mln": 6, "million": 6, "millions": 6, "b": 9, "bn": 9, "mrd": 9, "mrd.": 9,
    "billion": 9, "billions": 9, "tn": 12, "trn": 12, "trillion": 12,
}  # fmt: skip
_PERCENT = ("%", "percent", "per cent", "pct", "pct.", "prozent")
_WORDS = WORD_VALUES | {"a": 1, "an": 1, "nil": 0, "dozen": 12}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PARTS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
          "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}  # fmt: skip
_ALIKE = str.maketrans("\u2212\u2019\u02bc\uff0c\uff0e\uff05\u066b\u066c", "-'',.%.,")
_MONEY = "|".join(sorted(map(re.escape, _CURRENCIES), key=len, reverse=True))
_FORM = re.compile(
    rf"(?P<sign>[-+]?)\s*(?P<before>{_MONEY})?\s*(?P<inner>[-+]?)"
    r"(?P<digits>[0-9]+(?:[.,'_ ][0-9]+)*(?:/[0-9]+)?|[.,][0-9]+)"
    r"(?:,-+|\.-+)?\s*(?P<after>\D{0,40})"
)
_UNIT = re.compile(r"[^\W\d_][^\W\d_.]*(?:[ /][^\W\d_][^\W\d_.]*){0,2}")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Amount:
    """What an amount may mean."""

    readings: tuple[tuple[str, str], ...]  # number, and when it is meant (empty for the likeliest)
    unit: str = ""
    percent: bool = False
    power: int = 0  # of ten, of the word that multiplies it: 3 for k

    @property
    def value(self) -> str:
        """The likeliest reading."""
        return self.readings[0][0]

    def multiplied(self, power: int, condition: str = "") -> Amount:
        """Each reading times a power of ten; without it where the word may mean something else."""
        found = tuple((plain(Decimal(text).scaleb(power)), when) for text, when in self.readings)
        other = ((self.value, condition),) if condition else ()
        return replace(self, readings=(*found, *other), power=power)


def plain(number: Decimal) -> str:
    """A number without exponent, grouping or needless zeros.

    >>> plain(Decimal("1.50E+3"))
    '1500'
    """
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def straight(text: str) -> str:
    """Text with plain blanks, digits, minus signs and apostrophes, without quotation marks around it."""
    digits = (str(unicodedata.decimal(sign, sign)) for sign in text[: 4 * _LONGEST].replace("\u200b", " "))
    return re.sub(r"\s+", " ", "".join(digits).translate(_ALIKE).strip().strip("\"'“”„«»‘‚`").strip())


def amount(text: str) -> Amount | None:
    """Read an amount as a person may have meant it; None if it is none.

    >>> amount("$1,000")
    Amount(readings=(('1000', ''), ('1', 'if the comma marks decimals')), unit='USD', percent=False, power=0)
    >>> amount("fifty-five").value
    '55'
    """
    text = straight(text)
    if not text or len(text) > _LONGEST:
        return None
    found = _FORM.fullmatch(_fractions(text))
    if found is None:
        number = _in_words(text)
        return None if number is None else Amount(((plain(number), ""),))
    readings = _readings(found["digits"])
    if not readings or (found["sign"] and found["inner"]):
        return None
    if "-" in (found["sign"], found["inner"]):
        readings = tuple((value if value == "0" else f"-{value}", when) for value, when in readings)
    return _with_unit(Amount(readings, _CURRENCIES.get(found["before"] or "", "")), found["after"].strip())


def _with_unit(bare: Amount, after: str) -> Amount | None:
    """An amount with what stands behind it: a multiple, percent, a currency or another unit."""
    word, _, rest = after.partition(" ")
    if "/" not in bare.value and word.lower() in _TIMES:
        unless = f"if {word} is a unit" if word in ("m", "b", "mm") else ""
        bare, after = bare.multiplied(_TIMES[word.lower()], unless), rest.strip()
    elif "/" not in bare.value and after[:1].lower() in ("k", "m") and after[1:] in _CURRENCIES:
        bare, after = bare.multiplied(_TIMES[after[0].lower()]), after[1:]
    if after.lower() in _PERCENT:
        return replace(bare, percent=True)
    if after in _CURRENCIES:
        return replace(bare, unit=_CURRENCIES[after])
    if not after or bare.unit:
        return None if after else bare
    is_unit = _UNIT.fullmatch(after) and all(char.isalpha() or char in " /." for char in after)
    return replace(bare, unit=after) if is_unit else None


def _fractions(text: str) -> str:
    """``2½`` and ``2 1/2`` as one fraction, ``5/2``."""
    text = text.replace("⁄", "/").replace(" / ", "/")
    for sign, part in _PARTS.items():
        text = text.replace(sign, f" {part}")
    mixed = re.search(r"(?<![\d/.,])(\d{1,9}) +(\d{1,9})/(\d{1,9})(?!\d)", text)
    if mixed:
        whole, top, bottom = map(int, mixed.groups())
        text = text[: mixed.start()] + f"{whole * bottom + top}/{bottom}" + text[mixed.end() :]
    return re.sub(r"\s+", " ", text).strip()


def _readings(digits: str) -> tuple[tuple[str, str], ...]:
    """The numbers that digits with points, commas, blanks and apostrophes may mean."""
    if "/" in digits:
        return ((digits, ""),) if re.fullmatch(r"[0-9]{1,20}/0*[1-9][0-9]{0,20}", digits) else ()
    if len(digits) > 40:
        return ()

    def one(group: str, decimal: str = ".", when: str = "") -> tuple[tuple[str, str], ...]:
        return ((plain(Decimal(digits.replace(group, "").replace(decimal, "."))), when),)

    for group, decimal in (",.", ".,", " .", " ,", "'.", "',", "_."):
        many = rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+"
        if re.fullmatch(rf"{many}{re.escape(decimal)}[0-9]+", digits):
            return one(group, decimal)
        if re.fullmatch(many, digits):
            if group not in ",." or digits.count(group) > 1:
                return one(group)
            when = f"if the {'comma' if group == ',' else 'point'} marks decimals"
            return one(" ", group) if digits.startswith("0") else one(group) + one(" ", group, when)
    if re.fullmatch(r"[0-9]*[.,]?[0-9]+", digits):
        return one(" ", ",")
    if re.fullmatch(r"[0-9]+(?:_[0-9]+)+", digits):
        return one("_")
    return one(",") if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{2})+,[0-9]{3}", digits) else ()  # the Indian way


def _in_words(text: str) -> Decimal | None:
    """``fifty-five``, ``two hundred and ten``, ``half``; None for anything else."""
    words = re.findall(r"[a-z]+", text.lower().replace(" and ", " "))
    if not words or re.sub(r"[a-z]+|[ -]", "", text.lower()):
        return None
    if words in (["half"], ["a", "half"], ["one", "half"]):
        return Decimal("0.5")
    total = current = 0
    for index, word in enumerate(words):
        if word in _LARGE:
            current = max(current, 1) * _LARGE[word]
            if _LARGE[word] > 100:
                total, current = total + current, 0
        elif word == "dozen" and index:
            current *= 12
        elif word in _WORDS and not (word in ("a", "an") and (index or len(words) == 1)):
            current += _WORDS[word]
        else:
            return None
    return Decimal(total + current)
