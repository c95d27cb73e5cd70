"""Small change of language: numbers, shares, counts, lists and places as a person would say them."""

from __future__ import annotations

from ...case import Case, Judgement, Judgements
from ...language import listed, one_line
from ...numbers import NUMBER_WORDS, hundredths, numbers, plus_minus

__all__ = [
    "among",
    "count",
    "figure",
    "interval_words",
    "judgement_words",
    "listed",
    "of_draws",
    "of_hundred",
    "one_line",
    "order_words",
    "plus_minus",
    "sentence",
    "signed_how",
]

_ONES = ("no", *NUMBER_WORDS[1:13])


def count(amount: int, noun: str, plural: str = "") -> str:
    """A number of things: words up to twelve, figures above.

    Examples
    --------
    >>> count(1, "deal"), count(7, "party", "parties"), count(1500, "deal")
    ('one deal', 'seven parties', '1,500 deals')
    """
    name = noun if amount == 1 else plural or f"{noun}s"
    return f"{_ONES[amount] if 0 <= amount < len(_ONES) else f'{amount:,}'} {name}"


def figure(amount: int) -> str:
    """A number alone: a word up to twelve, figures above."""
    return _ONES[amount] if 0 < amount < len(_ONES) else f"{amount:,}"


def of_hundred(share: float, *, exact: bool = False) -> str:
    """A share as so many of 100, never rounded into certainty.

    Examples
    --------
    >>> of_hundred(0.417), of_hundred(0.003), of_hundred(0.999)
    ('42 of 100', 'fewer than 1 of 100', 'more than 99 of 100')
    """
    words = {"under 1": "fewer than 1", "over 99": "more than 99"}
    found = hundredths(share, exact=exact)
    return f"{words.get(found, found)} of 100"


def of_draws(share: float, error: float) -> str:
    """A share of draws with its standard error: ``about 42 of 100 draws (± 1)``."""
    if share == 0:
        return "none of the draws"
    if share == 1:
        return "every draw"
    near = "" if share < 0.005 or share >= 0.995 else "about "
    return f"{near}{of_hundred(share)} draws" + (f" ({plus_minus(error)})" if error and near else "")


def signed_how(share: float, error: float, *, drawn: bool) -> str:
    """How often a deal would be signed; of an exact case, where nothing is drawn, whether it would.

    Examples
    --------
    >>> signed_how(0.42, 0.01, drawn=True), signed_how(1.0, 0.0, drawn=False)
    ('signed in about 42 of 100 draws (± 1)', 'signed by all who must accept')
    """
    if drawn:
        return f"signed in {of_draws(share, error)}"
    return "signed by all who must accept" if share else "signed by too few"


def among(low: float, high: float) -> str:
    """A range of shares in hundredths: ``20 to 33 of 100``."""
    first, last = hundredths(low), hundredths(high)
    return f"{first} of 100" if first == last else f"{first} to {last} of 100"


def interval_words(low: float, high: float) -> str:
    """``28 to 56``, or one number where both ends are the same."""
    first, last = numbers([low, high])
    return first if first == last else f"{first} to {last}"


def sentence(text: str) -> str:
    """Text that begins with a capital and ends with a stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")


def judgement_words(item: Judgement | Judgements) -> str:
    """A judgement as text: ``40``, ``30–50, likely 35``; of an order, its chains with the signs > and =."""
    return str(item if isinstance(item, Judgement) else item.order)


def order_words(case: Case, item: Judgements, issue: str | None) -> str:
    """An order with titles in place of ids: of options of an issue, or of issues."""
    assert item.order is not None

    def title(name: str) -> str:
        return case.issue_label(name) if issue is None else case.option_label(issue, name)

    chains = [
        " > ".join(" = ".join(title(name) for name in group) for group in chain)
        for chain in item.order.chains
    ]
    return "; ".join(chains)
