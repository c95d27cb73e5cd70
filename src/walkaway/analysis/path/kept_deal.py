"""The deal that is to be kept: the one that was signed, where the record says which, else one that may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import UsageError
from ..signing import signed_terms

if TYPE_CHECKING:
    from ..answers import Answers


def signed_deal_of(answers: Answers) -> dict[str, str]:
    """The deal in which the record ends, completed as its maker would like it; empty if it tells none.

    Empty too where nobody can carry the terms out.
    """
    from ..improve.given_deal import given_deal
    from ..improve.offers import complete_offer

    terms, maker, _ = signed_terms(answers.case)
    if not terms:
        return {}
    values = answers.bounds.values
    try:
        deal = complete_offer(answers.space, values, terms, maker)
        given_deal(answers.space, values, deal)
    except UsageError:
        return {}
    return deal


def likely_to_pass(answers: Answers) -> list[dict[str, str]]:
    """The likely deals that pass in some draw: none that somebody always refuses whose consent is needed."""
    return [dict(one.deal) for one in answers.likely.deals if one.acceptability > 0]
