"""What the deal was in which a record ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...case import Case
from ...errors import UsageError
from ...space import Space, central_values
from ...space.draws import Draws
from ...space.sweep import accepted
from ..frontier.frontier import frontier_within
from ..improve.better import find_better
from ..improve.given_deal import given_deal
from ..improve.measures import measure
from ..improve.offers import complete_offer, open_issues
from ..result import Method, Result
from ..signing import signatures, signed_terms, signed_words
from ..zone.bounds import build_bounds
from .shares import Share, equal, share_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Result):
    """The deal in which a record ends; central realisation but for ``accepts``."""

    by: str  # who signed last
    words: str
    # empty where the record does not say which deal it was, or where nobody can carry it out
    deal: dict[str, str]
    untold: str = ""  # why there is none; empty otherwise
    maker: str = ""  # whose terms they are: of the act that signs them, or of the offer; empty without a deal
    # number of the offer on record that the deal is taken from, where no act says it
    offer: int | None = None
    # issues that the record leaves open: in ``deal`` as the maker of the terms would like them
    open: tuple[str, ...] = ()
    passes: bool | None = None  # whether everyone who must accept would; None without a deal
    required: tuple[str, ...] = ()  # those without whom nothing passes
    # what the deal is worth to each above walking away, on its own scale
    margins: dict[str, float] = field(default_factory=dict)
    refused_by: tuple[str, ...] = ()  # those whose red lines it crosses
    # of the draws, in how many it is to each at least as good as walking away, within its red lines
    accepts: dict[str, Share] = field(default_factory=dict)
    # whether no deal within the red lines is better for one party without being worse for another; None
    # without a deal, and where that is out of reach
    efficient: bool | None = None
    # deals better for somebody and worse for nobody that might be signed: what was left on the table. None
    # where they were not counted
    dominated_by: int | None = None
    # the most that each party could have had more without loss to another, own scale
    most_left: dict[str, float | None] = field(default_factory=dict)
    left_out: int = 0  # better deals that somebody refuses who must accept
    refusing: tuple[str, ...] = ()  # who refuses any of these
    method: Method


def signed_deal(case: Case, space: Space, drawn: Draws) -> Signed | None:
    """Look at the deal in which the record ends, in the central realisation; None where it ends in none."""
    found = signatures(case)
    if not found:
        return None
    values, words, by = central_values(case, space), signed_words(case), found[-1].by
    method = Method(
        name="comparison with walking away and with the frontier",
        exact=True,
        realisation=values.name,
        seed=None if values.name == "exact" else drawn.seed,
        draws=None if values.name == "exact" else drawn.count,
    )
    terms, maker, said = signed_terms(case)
    if not terms:
        untold = "which deal it was, the record does not say"
        return Signed(by=by, words=words, deal={}, untold=untold, method=method)
    try:
        deal = complete_offer(space, values, terms, maker)
        given = given_deal(space, values, deal, build_bounds(case, space, values))
    except UsageError as error:
        return Signed(by=by, words=words, deal={}, untold=error.faults[0].found, method=method)
    above = values.own_scale(space.worth(values, given.picks) - values.walk_away)[0]
    accepts = space.accepts(values, given.picks)
    better = find_better(given, frontier_within(space, values))
    exact = values.name == "exact"  # then one draw is enough
    says = accepts.T if exact else accepted(space, drawn, given.picks)[0]
    return Signed(
        by=by,
        words=words,
        deal=deal,
        maker=maker,
        offer=None if said else len(case.offers),
        open=open_issues(space, terms),
        passes=bool(space.passes(accepts)[0]),
        required=tuple(name for who, name in enumerate(space.who) if space.votes.needs(who)),
        margins=dict(zip(space.who, map(float, above), strict=True)),
        refused_by=given.refused_by,
        accepts={
            name: share_of(yes, equal(len(yes)), exact=exact)
            for name, yes in zip(space.who, says, strict=True)
        },
        efficient=better.efficient,
        dominated_by=better.deals.count,
        most_left=measure(better).most_left,
        left_out=better.left_out,
        refusing=better.refusing,
        method=method,
    )
