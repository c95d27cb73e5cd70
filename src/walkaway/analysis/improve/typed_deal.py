"""A deal as people type it: ids or titles, text or a mapping, numbers where an issue is a range."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ...case import Case, Issue
from ...case.judgement import exact_number, written
from ...case.patterns import as_number
from ...errors import Fault, Faults, UsageError, nearest, quoted
from ...language import one_line
from ...options import described, refuse

DealLike = str | Mapping[str, str | int | float | Decimal | Fraction]
"""``{"price": "low"}`` or ``"price=low, date=soon"``; by id or title; numbers for ranges."""


def _note(faults: Faults, found: str, expected: str = "one option for each issue", hint: str = "") -> None:
    faults.add(Fault(path="deal", found=found, expected=expected, hint=hint))


def terms_in(text: str) -> dict[str, str]:
    """Read ``issue=option,…`` without knowing the case; a UsageError names all that is not so, or twice.

    >>> terms_in("price=low, date=soon")
    {'price': 'low', 'date': 'soon'}
    """
    faults, terms = Faults(), dict[str, str]()
    for part in filter(str.strip, text.split(",")):
        issue, sign, option = (piece.strip() for piece in part.partition("="))
        if not (issue and sign and option):
            _note(faults, quoted(part.strip()), "issue=option")
        elif issue in terms:
            _note(faults, f"{quoted(issue)} twice")
        else:
            terms[issue] = option
    if not terms and not len(faults):
        _note(faults, "an empty deal", "issue=option,…")
    faults.raise_if_any(UsageError)
    return terms


def same_name(name: str, titles: Mapping[str, str]) -> str | None:
    """The id that a name means: itself, or the one whose title it is, whatever its capitals."""
    if name in titles:
        return name
    folded = " ".join(name.split()).casefold()
    found = [key for key, title in titles.items() if folded in (key.casefold(), title.casefold())]
    return found[0] if len(found) == 1 else None


def nearest_name(name: str, titles: Mapping[str, str]) -> str:
    """The id or title that resembles a name most, as a hint."""
    return nearest(name, (*titles, *titles.values()))


def _as_text(value: object) -> str | None:
    """An option as text; None if it is none."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not (
        isinstance(value, int | float | Decimal | Fraction) or hasattr(value, "item")
    ):
        return None
    try:
        number = value if isinstance(value, Fraction) else Fraction(Decimal(str(value)))
    except (ArithmeticError, ValueError):
        return None
    return written(exact_number(number))


def option_of(faults: Faults, name: str, issue: Issue, value: object) -> str | None:
    """The id of an option; what is none is noted."""
    text = _as_text(value)
    if text is None:
        _note(faults, described(value), f"the id or title of an option of {name}")
        return None
    number = as_number(text) if issue.range is not None else None
    if issue.real or issue.listed:
        if number is not None and issue.ends[0] <= number <= issue.ends[1]:
            return text
        low, high = (issue.labelled(exact_number(end)) for end in issue.ends)
        _note(faults, f"{quoted(text)} for {name}", f"a number from {low} to {high}")
        return None
    for option, one in issue.numbers.items():
        if one == number:
            return option
    titles = {option: record.title for option, record in issue.options.items()}
    found = same_name(text, titles)
    if found is None:
        listed = ", ".join(_both(*pair, ": ") for pair in list(titles.items())[:20])
        more = ", …" if len(titles) > 20 else ""
        right = f"an option of {_both(name, issue.title, ', ')} ({listed}{more})"
        _note(faults, quoted(text), right, nearest_name(text, titles))
    return found


def _both(name: str, title: str, between: str) -> str:
    """An id and the title people know it by, once where they are the same word."""
    title = one_line(title)
    return name if name.casefold() == title.casefold() else f"{name}{between}{title}"


def deal_of(case: Case, given: object) -> dict[str, str]:
    """Read a whole deal, in the order of the case; a UsageError names all unknown, twice there or missing."""
    faults = Faults()
    if isinstance(given, str):
        given = terms_in(given)
    if not isinstance(given, Mapping):
        refuse(faults, "deal", given, 'issue → option, as {"price": "low"}, or "price=low,…"')
        raise UsageError(faults)
    titles = {issue: record.title for issue, record in case.issues.items()}
    found: dict[str, str] = {}
    tried: set[str] = set()
    for name, value in given.items():
        issue = same_name(name, titles) if isinstance(name, str) else None
        if issue is None:
            hint = nearest_name(name, titles) if isinstance(name, str) else ""
            _note(faults, described(name), f"an issue ({', '.join(titles)})", hint)
        elif issue in tried:
            _note(faults, f"{quoted(issue)} twice")
        else:
            tried.add(issue)
            option = option_of(faults, issue, case.issues[issue], value)
            found |= {} if option is None else {issue: option}
    missing = [issue for issue in titles if issue not in tried]
    if missing and (not len(faults) or len(missing) > len(given) - len(tried)):
        _note(faults, f"a deal without {', '.join(map(quoted, missing))}")
    faults.raise_if_any(UsageError)
    return {issue: found[issue] for issue in titles}
