"""A deal as people type it: ids or titles, text or a mapping, numbers where an issue is a range."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ..case import Case, Issue
from ..case.judgement import exact_number, written
from ..case.patterns import as_number
from ..errors import Fault, Faults, UsageError, nearest, quoted
from ..options import described, refuse

__all__ = ["DealLike", "deal_of", "terms_in"]

DealLike = str | Mapping[str, str | int | float | Decimal | Fraction]
"""``{"price": "low"}`` or ``"price=low, date=soon"``; by id or title; numbers for ranges."""


def terms_in(text: str) -> dict[str, str]:
    """Read ``issue=option,…`` without knowing the case.

    Raises
    ------
    UsageError
        With every part that is not of this form, and every issue named twice.

    Examples
    --------
    >>> terms_in("price=low, date=soon")
    {'price': 'low', 'date': 'soon'}
    """
    faults, terms = Faults(), dict[str, str]()
    for part in filter(str.strip, text.split(",")):
        issue, sign, option = (piece.strip() for piece in part.partition("="))
        if not (issue and sign and option):
            faults.add(Fault(path="deal", found=quoted(part.strip()), expected="issue=option"))
        elif issue in terms:
            faults.add(
                Fault(path="deal", found=f"{quoted(issue)} twice", expected="one option for each issue")
            )
        else:
            terms[issue] = option
    if not terms and not len(faults):
        faults.add(Fault(path="deal", found="an empty deal", expected="issue=option,…"))
    faults.raise_if_any(UsageError)
    return terms


def _same(name: str, titles: Mapping[str, str]) -> str | None:
    """The id that a name means: itself, or the one whose title it is, whatever its capitals."""
    if name in titles:
        return name
    folded = " ".join(name.split()).casefold()
    found = [key for key, title in titles.items() if folded in (key.casefold(), title.casefold())]
    return found[0] if len(found) == 1 else None


def _nearest(name: str, titles: Mapping[str, str]) -> str:
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


def _option(faults: Faults, name: str, issue: Issue, value: object) -> str | None:
    text = _as_text(value)
    if text is None:
        faults.add(
            Fault(path="deal", found=described(value), expected=f"the id or title of an option of {name}")
        )
        return None
    number = as_number(text) if issue.range is not None else None
    if issue.real or issue.listed:
        if number is not None and issue.ends[0] <= number <= issue.ends[1]:
            return text
        low, high = (issue.labelled(exact_number(end)) for end in issue.ends)
        faults.add(
            Fault(path="deal", found=f"{quoted(text)} for {name}", expected=f"a number from {low} to {high}")
        )
        return None
    by_number = [option for option, one in issue.numbers.items() if one == number]
    if by_number:
        return by_number[0]
    titles = {option: record.title for option, record in issue.options.items()}
    found = _same(text, titles)
    if found is None:
        listed = ", ".join(list(titles)[:20]) + (", …" if len(titles) > 20 else "")
        faults.add(
            Fault(path="deal", found=quoted(text), expected=f"an option of {name} ({listed})",
                  hint=_nearest(text, titles))
        )  # fmt: skip
    return found


def deal_of(case: Case, given: object) -> dict[str, str]:
    """Read a whole deal of a case.

    Parameters
    ----------
    case : Case
    given : object
        As :data:`DealLike`.

    Returns
    -------
    dict of str to str
        Issue id → option id, in the order of the case.

    Raises
    ------
    UsageError
        With every issue and option that is unknown, twice there or missing, and the nearest known names.
    """
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
        issue = _same(name, titles) if isinstance(name, str) else None
        if issue is None:
            hint = _nearest(name, titles) if isinstance(name, str) else ""
            faults.add(
                Fault(
                    path="deal", found=described(name), expected=f"an issue ({', '.join(titles)})", hint=hint
                )
            )
        elif issue in tried:
            faults.add(
                Fault(path="deal", found=f"{quoted(issue)} twice", expected="one option for each issue")
            )
        else:
            tried.add(issue)
            option = _option(faults, issue, case.issues[issue], value)
            found |= {} if option is None else {issue: option}
    missing = [issue for issue in titles if issue not in tried]
    if missing and (not len(faults) or len(missing) > len(given) - len(tried)):
        listed = ", ".join(map(quoted, missing))
        faults.add(Fault(path="deal", found=f"a deal without {listed}", expected="one option for each issue"))
    faults.raise_if_any(UsageError)
    return {issue: found[issue] for issue in titles}
