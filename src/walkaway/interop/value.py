"""What a deal is worth, straight from the definition."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..case.patterns import as_number
from .records import (
    Choice,
    ForeignFunction,
    ForeignIssue,
    ForeignLine,
    ForeignSpan,
    ForeignTerm,
    Profile,
    combined,
)

__all__ = ["value"]


def _holds(choices: Mapping[str, Choice], deal: Mapping[str, str]) -> bool:
    for name, choice in choices.items():
        if isinstance(choice, ForeignSpan):
            number = as_number(deal[name])
            if number is None or not choice.low <= number <= choice.high:
                return False
        elif deal[name] not in choice:
            return False
    return True


def _part(part: ForeignTerm | ForeignFunction, deal: Mapping[str, str]) -> Fraction:
    if isinstance(part, ForeignTerm):
        fails = not part.unless or not _holds(part.unless, deal)
        return part.add if _holds(part.when, deal) and fails else Fraction(0)
    total = combined(part.combine, [_part(each, deal) for each in part.parts])
    return part.weight * (total if part.cap is None else min(total, part.cap))


def value(issues: Mapping[str, ForeignIssue], profile: Profile, deal: Mapping[str, str]) -> Fraction:
    """What a deal is worth to a party.

    Parameters
    ----------
    issues : mapping
        Name → issue.
    profile : Profile
    deal : mapping
        Issue → option, or a number of a range as text.

    Returns
    -------
    Fraction
        On the scale of the profile, before any discount.
    """
    total = Fraction(0)
    for name, worth in profile.worth.items():
        if isinstance(worth, ForeignLine):
            total += worth.at(as_number(deal[name]) or Fraction(0))
        else:
            total += worth.worth[deal[name]]
    parts: list[ForeignTerm | ForeignFunction] = [*profile.terms, *profile.functions]
    total += sum((_part(part, deal) for part in parts), Fraction(0))
    return total if profile.cap is None else min(total, profile.cap)
