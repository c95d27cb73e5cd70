"""Whose consent the likeliest deals hang on, in words."""

from __future__ import annotations

from ...analysis.answers import Answers
from ..language.phrases import among, count

__all__ = ["least_willing"]


def least_willing(answers: Answers, who: tuple[str, ...]) -> str:
    """Who accepts the likeliest deals least often of all who can decide, where that is one of some.

    Of as many of the deals, from the likeliest on, as this holds of each; empty if it is somebody else, or if
    that one always accepts.
    """
    least, shares = "", []
    for deal, item in zip(answers.likely.deals, answers.conditions, strict=True):
        deciding = {name: deal.accepts[name] for name in answers.space.who if name in item.decide}
        least = least or min((name for name in who if name in deciding), key=deciding.__getitem__, default="")
        if least not in deciding or deciding[least] > min(deciding.values()):
            break
        shares.append(deciding[least])
    if not shares or min(shares) == 1:
        return ""
    these = "the likeliest deal" if len(shares) == 1 else f"the {count(len(shares), 'likeliest deal')}"
    often = among(min(shares), max(shares))
    return f"consent to {these} comes least often from {answers.case.label(least)}, in {often} draws"
