"""Whether a record ends in a deal, so that nobody asks why there was none.

The last act that is an offer, a refusal or a signature decides: a record ends in a deal if that is an act in
whose words a party signs, accepts, agrees to or ratifies something.
"""

from __future__ import annotations

import re

from ...case import Case, Event

__all__ = ["signed_words", "signing"]

_SIGNS = re.compile(
    r"(?:(?:both|all|they|the parties)\s+)?(?:signs?|signed|accepts?|accepted|agreed|ratif(?:y|ies|ied))"
    r"(?:\s+(?:the|an?|it|all|this|its|their|on|to|with|both|last|offer|deal|treaty|agreement|terms)\b.*|\W*)"
    r"|agrees?(?:\s+(?:on|to|with)\s+(?:the|an?|this|all)\b.*|\W*)",
    re.IGNORECASE | re.DOTALL,
)
_TITLES = re.compile(
    r"\b(?:treaty|treaties|deal|agreement|accord|contract|settlement)\b.*\b(?:signed|agreed|concluded|ratified)\b",
    re.IGNORECASE | re.DOTALL,
)


def signing(case: Case) -> Event | None:
    """The act with which the record ends in a deal; None where it does not."""
    for event in reversed(case.record):
        words = " ".join(event.act.split())
        if event.refuses is None and (
            _SIGNS.fullmatch(words) or _TITLES.search(words) or (event.act and _TITLES.search(event.title))
        ):
            return event
        if event.refuses is not None or event.offer is not None or "walks away" in words:
            return None
    return None


def signed_words(case: Case) -> str:
    """Say that the record ends in a deal, and with which act; empty where it does not."""
    event = signing(case)
    if event is None:
        return ""
    when = f" ({event.when})" if event.when else ""
    return f"The record ends in a deal: {case.label(event.by)} {event.act}{when}."
