"""Numbers as people and spreadsheets write them in cells: 1,200.50 and 1.200,50, with currency or unit."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from ...case.patterns import as_number

_LONGEST = 60
_GAPS = re.compile("(?<=\\d)[ '\u2019\u00a0\u202f](?=\\d{3})")
_FORM = re.compile(r"[-+]?(?:\d[\d.,]*|[.,]\d+)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(?P<iso>\d{4}-\d\d-\d\d)|(?P<a>[a-z]{3,9}|\d{1,2})\.?[ -]+(?P<b>[a-z]{3,9}|\d{1,2})\.?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")


def numbers_in(cell: str, unit: str = "", *, point: bool = False) -> frozenset[Fraction]:
    """What number a cell may mean: none, one, or two where a sign may be of thousands or of decimals.

    Where decimals are known to have a ``point``, no point is of thousands, and a comma is if it can be.

    Examples
    --------
    >>> [sorted(map(float, numbers_in(cell))) for cell in ("$60,000.50", "12,5 %", "1.200", "high")]
    [[60000.5], [12.5], [1.2, 1200.0], []]
    """
    text = _bare(cell, unit)
    if "/" in text:
        exact = as_number(text)
        return frozenset(() if exact is None else (exact,))
    if len(text) > _LONGEST or not _FORM.fullmatch(text):
        return frozenset()
    minus, digits = text.startswith("-"), text.lstrip("-+")
    found = {-value if minus else value for value in _values(digits, point=point)}
    return frozenset(found)


def day_in(cell: str) -> tuple[int, int] | None:
    """The month and day that a cell says, as spreadsheets turn *Aug 1* into a date; None if it says none.

    Examples
    --------
    >>> day_in("2026-08-01"), day_in("1-Aug"), day_in("August 1"), day_in("10 days")
    ((8, 1), (8, 1), (8, 1), None)
    """
    found = _DAY.fullmatch(cell.strip().casefold())
    if found is None:
        return None
    if found["iso"]:
        return int(found["iso"][5:7]), int(found["iso"][8:])
    word, number = (found["b"], found["a"]) if found["a"].isdigit() else (found["a"], found["b"])
    named = word[:3] in _MONTHS and number.isdigit() and not word.isdigit()
    return (_MONTHS.index(word[:3]) + 1, int(number)) if named else None


def _bare(cell: str, unit: str) -> str:
    """A cell without its unit, currency signs, per cent and gaps between thousands."""
    text = cell.strip()
    if unit and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)]
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Sc" and sign != "%")
    return _GAPS.sub("", text.strip().replace("−", "-")).replace("- ", "-")


def _values(digits: str, *, point: bool) -> set[Fraction]:
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return {Fraction(digits)}
    last = signs[-1]
    if len(set(signs)) == 2:  # the last one is of decimals, the others of thousands
        whole, _, rest = digits.rpartition(last)
        fits = last not in whole and _THOUSANDS.fullmatch(whole)
        return {Fraction(f"{re.sub('[.,]', '', whole)}.{rest or 0}")} if fits else set()
    found = set[Fraction]()
    if _THOUSANDS.fullmatch(digits) and not (point and signs == ["."]):
        found.add(Fraction(digits.replace(last, "")))
    if len(signs) == 1 and not (point and found):
        found.add(Fraction(f"0{digits}0".replace(",", ".")))
    return found
