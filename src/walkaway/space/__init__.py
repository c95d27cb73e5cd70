"""The narrow waist: a case becomes a factored deal space, and every analysis works on that.

Issues joined by an interaction, a function, an impossible pattern or a red line form one *cluster*; across
clusters values add up. So a space of 10^50 deals is a handful of small tables, and nothing is enumerated
unless it fits a stated budget.

A party's value of a deal is made of *features*: one column for each option, one for each interaction, one for
each part and each cap of its functions. A :class:`Values` holds the coefficients of one realisation of the
judgements, shape (features, parties), as integers in the party's smallest unit.
"""

from .build import DEAL_BUDGET, build_space
from .central import central_values, ordered_scores
from .clusters import CHUNK, Cluster
from .factored import Space
from .functions import Leaf, Node, Term
from .masks import Bools, Mask, Picks
from .steps import Between, between, in_steps
from .values import NO_CAP, TOL, Values
from .votes import Votes, votes_of

__all__ = [
    "CHUNK", "DEAL_BUDGET", "NO_CAP", "TOL", "Between", "Bools", "Cluster", "Leaf", "Mask", "Node",
    "Picks", "Space", "Term", "Values", "Votes", "between", "build_space", "central_values", "in_steps",
    "ordered_scores", "votes_of",
]  # fmt: skip
