"""The narrow waist: a case becomes a factored deal space, and every analysis works on that.

Issues joined by an interaction, a function or a pattern form one *cluster*; across clusters values add up. A
party's value is made of *features*: a column for each option, interaction, part and cap; :class:`Values`
holds their coefficients in one realisation of the judgements, as integers in the party's smallest unit.
"""

from .build import DEAL_BUDGET, build_space
from .central import central_values, option_scores, ordered_scores
from .clusters import CHUNK, Cluster
from .factored import Space
from .functions import Leaf, Node, Term
from .masks import Bools, Mask, Picks
from .range_steps import Between, between, in_steps
from .values import TOL, Values
from .votes import Votes, votes_of

__all__ = [
    "CHUNK", "DEAL_BUDGET", "TOL", "Between", "Bools", "Cluster", "Leaf", "Mask", "Node",
    "Picks", "Space", "Term", "Values", "Votes", "between", "build_space", "central_values", "in_steps",
    "option_scores", "ordered_scores", "votes_of",
]  # fmt: skip
