"""How likely something is, in words that a reader who knows no statistics can repeat."""

from __future__ import annotations

_LIKELY = ((0.9, "very likely"), (0.6, "likely"), (0.4, "about as likely as not"), (0.1, "unlikely"))
_TENTHS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def likely_words(share: float) -> str:
    """A share as an adjective: ``about as likely as not``."""
    return next((words for least, words in _LIKELY if share >= least), "very unlikely")


def as_judged(share: float) -> str:
    """A share as a number that can be said aloud; small and large ones never become none or all.

    Examples
    --------
    >>> as_judged(0.42), as_judged(0.11), as_judged(0.04), as_judged(0.001)
    ('about four in ten', 'about one in ten', 'about four in a hundred', 'fewer than one in a hundred')
    >>> as_judged(0.97), as_judged(0.999)
    ('about 97 in a hundred', 'more than 99 in a hundred')
    """
    if share in (0, 1):
        return "ten in ten" if share else "in none"
    if 0.075 <= share < 0.925:
        return f"about {_TENTHS[round(10 * share) - 1]} in ten"
    if min(share, 1 - share) < 0.01:
        return "fewer than one in a hundred" if share < 0.5 else "more than 99 in a hundred"
    parts = round(100 * share)
    return f"about {_TENTHS[parts - 1] if parts <= len(_TENTHS) else parts} in a hundred"


def more_consent(alone: float) -> str:
    """What it makes of a deal, so likely without them, that others must also accept.

    >>> more_consent(0.91), more_consent(0.16)
    ('the difference', 'it less likely still')
    """
    return "the difference" if alone >= _LIKELY[2][0] else "it less likely still"
