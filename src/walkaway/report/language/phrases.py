"""Small change of language: counts, shares, values and judgements as a person would say them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...language import listed, one_line, plural
from ...numbers import NUMBER_WORDS, counts, hundredths, number, numbers, places_of, plus_minus

if TYPE_CHECKING:
    from ...analysis.answers import Answers

__all__ = [
    "among", "are", "at_least", "capital", "count", "figure", "figures", "in_all", "interval_words", "listed",
    "of_draws", "of_hundred", "one_line", "part", "plus_minus", "sentence", "shown_places",
    "signed_how", "written_values",
]  # fmt: skip

_ONES = ("no", *NUMBER_WORDS[1:13])
_TIES = 100


def count(amount: int, noun: str, many: str = "") -> str:
    """A number of things: words up to twelve, figures above, three of them at most.

    >>> count(1, "deal"), count(7, "party", "parties"), count(1500, "deal"), count(19683, "deal")
    ('one deal', 'seven parties', '1,500 deals', 'about 19,700 deals')
    """
    return f"{figure(amount) if amount else _ONES[0]} {plural(amount, noun, many)}"


def figure(amount: int) -> str:
    """A number alone: a word up to twelve, figures above, three of them at most.

    >>> figure(7), figure(1500), figure(256265)
    ('seven', '1,500', 'about 256,000')
    """
    return _ONES[amount] if 0 < amount < len(_ONES) else _about([amount])


def figures(amount: int, noun: str = "") -> str:
    """A number, or so many things, in figures, three of them at most.

    >>> figures(7), figures(6, "deal"), figures(256265, "deal")
    ('7', '6 deals', 'about 256,000 deals')
    """
    return f"{_about([amount])} {plural(amount, noun)}" if noun else _about([amount])


def at_least(amount: int, noun: str) -> str:
    """As many things at least; rounded down where that takes more than three digits.

    >>> at_least(4, "deal"), at_least(19683, "deal")
    ('at least four deals', 'at least 19,600 deals')
    """
    return f"at least {count(amount - amount % 10 ** max(0, len(str(amount)) - 3), noun)}"


def part(some: int, whole: int, noun: str) -> str:
    """Some of all things, in figures.

    >>> part(5, 16, "deal"), part(256265, 390625, "deal"), part(1, 1, "deal")
    ('5 of 16 deals', 'about 256,000 of 391,000 deals', '1 of 1 deal')
    """
    return f"{_about([some, whole])} {plural(whole, noun)}"


def _about(amounts: Sequence[int]) -> str:
    """Counts in figures, and whether they are rounded."""
    texts = counts(amounts)
    rounded = texts != [f"{amount:,}" for amount in amounts]
    return f"{'about ' if rounded else ''}{' of '.join(texts)}"


def are(amount: int) -> str:
    """*is* of one thing, *are* of others.

    >>> are(1), are(2)
    ('is', 'are')
    """
    return "is" if amount == 1 else "are"


def in_all(groups: Sequence[Sequence[str]]) -> list[str]:
    """Names that stand in every one of several groups, to be said once; none where there is but one group.

    >>> in_all([("ann", "bob"), ("bob",)]), in_all([("bob",)])
    (['bob'], [])
    """
    return [name for name in groups[0] if all(name in group for group in groups)] if len(groups) > 1 else []


def of_hundred(share: float) -> str:
    """A share as so many of 100, never rounded into certainty.

    >>> of_hundred(0.417), of_hundred(0.003), of_hundred(0.999)
    ('42 of 100', 'fewer than 1 of 100', 'more than 99 of 100')
    """
    words = {"under 1": "fewer than 1", "over 99": "more than 99"}
    found = hundredths(share)
    return f"{words.get(found, found)} of 100"


def of_draws(share: float, error: float) -> str:
    """A share of draws with its standard error: ``about 42 of 100 draws (± 1)``."""
    if share in (0, 1):
        return "every draw" if share else "none of the draws"
    near = "" if share < 0.005 or share >= 0.995 else "about "
    return f"{near}{of_hundred(share)} draws" + (f" ({plus_minus(error)})" if error and near else "")


def signed_how(share: float, error: float, *, drawn: bool) -> str:
    """How often a deal would be signed; of an exact case, where nothing is drawn, whether it would.

    >>> signed_how(0.42, 0.01, drawn=True), signed_how(1.0, 0.0, drawn=False)
    ('signed in about 42 of 100 draws (± 1)', 'signed by all who must accept')
    """
    if drawn:
        return f"signed in {of_draws(share, error)}"
    return "signed by all who must accept" if share else "signed by too few"


def among(low: float, high: float) -> str:
    """A range of shares in hundredths; at an end of the scale one number says it.

    >>> among(0.2, 0.33), among(0.998, 1), among(0, 0.001)
    ('20 to 33 of 100', 'more than 99 of 100', 'fewer than 1 of 100')
    """
    if low >= 0.995 or high < 0.005:
        return of_hundred(low if high >= 0.995 else high)
    return f"{' to '.join(dict.fromkeys((hundredths(low), hundredths(high))))} of 100"


def interval_words(low: float, high: float) -> str:
    """``28 to 56``, or one number where both ends are the same."""
    first, last = numbers([low, high])
    return first if first == last else f"{first} to {last}"


def capital(text: str) -> str:
    """Text that begins with a capital; the rest as it stands."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Text that begins with a capital and ends with a stop."""
    text = text.strip()
    return capital(text) + ("" if text.endswith((".", "!", "?", "…")) else ".")


def shown_places(answers: Answers, more: Sequence[Sequence[float]] = ()) -> tuple[int, ...]:
    """Decimal places for the values of each party, so that they stand beside solutions and walk-aways.

    Central values of uncertain judgements have three digits that count. ``more`` are rows that are shown too.
    """
    front, told = answers.frontier, answers.solutions.distinct.values()
    rows = [*(tie for found in told for tie in found.ties[:_TIES]), *more]
    away = zip(front.values.walk_away.tolist(), front.values.units, strict=True)
    stands = [int(steps) * unit for steps, unit in away]
    return tuple(
        places_of([stands[column], *(row[column] for row in rows)], rough=not answers.exact)
        for column in range(len(front.parties))
    )


def written_values(value: Sequence[float], places: Sequence[int]) -> list[str]:
    """The values of one deal, with the places of their parties."""
    return [number(one, places=few) for one, few in zip(value, places, strict=True)]
