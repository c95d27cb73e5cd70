"""Whether a record ends in a deal, so that nobody asks why there was none; and which deal that was.

The last act that is an offer, a refusal or a signature decides: a record ends in a deal if that is an act
that ``signs`` one, or in whose words a party signs, accepts, agrees to or ratifies something. Which deal
it was is known if the act says it, or if offers stand on record: then it is the last of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...case import Case, Event
from ...space import Space, central_values
from ..frontier.frontier import frontier
from ..improve.dominating import dominating
from ..improve.given_deal import given_deal
from ..improve.measures import better_points
from ..improve.offers import complete_offer, open_issues
from ..result import Result

__all__ = ["Signed", "signed_deal", "signed_words", "signing"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Result):
    """The deal in which a record ends; central realisation.

    Attributes
    ----------
    by, words : str
        Who signed, and the sentence that says so.
    deal : dict of str to str
        Empty where the record does not say which deal it was.
    open : tuple of str
        Issues that the record leaves open: in ``deal`` as the maker of the terms would like them.
    passes : bool or None
        Whether everyone who must accept would; None without a deal.
    efficient : bool or None
        Whether no deal within the red lines is better for one party without being worse for another.
    dominated_by : int or None
        Deals better for somebody and worse for nobody: what was left on the table.
    margins : dict of str to float
        What the deal is worth to each above walking away, on its own scale.
    """

    by: str
    words: str
    deal: dict[str, str]
    open: tuple[str, ...]
    passes: bool | None
    efficient: bool | None
    dominated_by: int | None
    margins: dict[str, float]


def signed_deal(case: Case, space: Space) -> Signed | None:
    """Look at the deal in which the record ends; None where it does not end in one.

    Parameters
    ----------
    case : Case
    space : Space

    Returns
    -------
    Signed or None

    Raises
    ------
    BudgetError
        If the frontier is beyond its budget.
    """
    event = signing(case)
    if event is None:
        return None
    last = next((item for item in reversed(case.record) if item.offer is not None), None)
    terms, maker = (event.signs, event.by) if event.signs else (last.offer, last.by) if last else (None, "")
    words = signed_words(case)
    if not terms:
        return Signed(by=event.by, words=words, deal={}, open=(), passes=None, efficient=None,
                      dominated_by=None, margins={})  # fmt: skip
    values = central_values(case, space)
    deal = complete_offer(space, values, terms, maker)
    picks = space.picks_of(deal)
    above = values.own_scale(space.worth(values, picks) - values.walk_away)[0]
    given = given_deal(space, values, deal)
    better = len(better_points(frontier(space, values), given))
    shut = any(not given.open(cluster, given.here(cluster))[0] for cluster in space.clusters)
    return Signed(
        by=event.by, words=words, deal=deal, open=open_issues(space, terms),
        passes=bool(space.passes(space.accepts(values, picks))[0]),
        efficient=not better and not shut, dominated_by=dominating(given).count,
        margins=dict(zip(space.who, map(float, above), strict=True)),
    )  # fmt: skip


def signing(case: Case) -> Event | None:
    """The act with which the record ends in a deal; None where it does not."""
    for event in reversed(case.record):
        words = " ".join(event.act.split())
        if event.signs is not None:
            return event
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
