"""Which states are stable for whom: the concepts of the graph model, by definition.

Write R(s) for the moves of a party from s, R⁺(s) for those to a better state, and let the others answer by
legal sequences of moves (:func:`walkaway.conflict.arcs.over_sequences`). A state s is stable for a party
under

* **nash** if R⁺(s) is empty;
* **gmr**, general metarationality, if the others can answer every s₁ in R⁺(s) by some s₂ not better than s;
* **smr**, symmetric metarationality, if moreover no s₃ in R(s₂) is better than s;
* **seq**, sequential stability, as gmr with answers of which each step is better for who makes it;
* **sseq**, symmetric sequential stability, as smr with such answers;
* **sim** if every s₁ in R⁺(s) is met by improvements that others make from s at the same time.

An equilibrium is stable for every party. A move to a state that is as good is no improvement; an answer that
leads back to s deters. Sources: Howard 1971 (gmr, smr), Fraser and Hipel 1979, 1984 (seq, sim), Rêgo and
Vieira, Group Decision and Negotiation 26 (2017) (sseq), in the notation of Fang, Hipel and Kilgour 1993.

Where preferences are known in part, a variant says what counts (Li, Hipel, Kilgour and Fang, IEEE
Transactions on Systems, Man, and Cybernetics A 34 (2004)): a party leaves for a state that is better, in
``a`` and ``c`` also for one that may be; it is deterred by a state that is no better, in ``c`` and ``d``
also by one that may not be. In all four the others also make moves that may be improvements; without a
variant only sure ones. In ``strong`` only a much worse state deters (Hamouda, Kilgour and Hipel, Group
Decision and Negotiation 13 (2004)).
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from ..errors import BudgetError, UsageError
from .arcs import Arcs, Truth, Values, bit_at, over_sequences, packed
from .graph import GraphModel
from .relation import Relation
from .simultaneous import met_at_once

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")
VARIANTS = ("", "a", "b", "c", "d", "strong")
Variant = Literal["", "a", "b", "c", "d", "strong"]
MOST_BY_BITS = 8_192
"""Most states of which sets are held as bits: preferences in part, strength, coalitions."""


def stable(model: GraphModel, concept: str, party: int, variant: Variant = "") -> Truth:
    """Whether each state is stable for a party.

    Parameters
    ----------
    model : GraphModel
    concept : str
        Of ``CONCEPTS``.
    party : int
    variant : str
        Of ``VARIANTS``.

    Returns
    -------
    bool array (states,)

    Raises
    ------
    UsageError
        For ``sim`` of a model that is not made of options, and ``strong`` without strong preferences.
    BudgetError
        If sets of states are needed and there are more than ``MOST_BY_BITS``.

    Notes
    -----
    Of rankings one level a state says all, and each concept costs a few passes over the moves; of other
    preferences a bit for each pair of states.
    """
    arcs = leaving(model, party, variant)
    found = np.ones(model.states, dtype=np.bool_)
    if concept == "nash":
        found[arcs.origins] = False
        return found
    if concept == "sim":
        met = met_at_once(model, party, arcs)
    else:
        met = _deterred(model, concept, party, variant, arcs)
    found[arcs.origins[~met]] = False
    return found


def equilibria(model: GraphModel, concept: str, variant: Variant = "") -> Truth:
    """Whether each state is stable for all."""
    return np.asarray(
        np.logical_and.reduce([stable(model, concept, one, variant) for one in range(len(model.who))])
    )


def leaving(model: GraphModel, party: int, variant: str) -> Arcs:
    """The moves that a party would make: its improvements, in some variants those that may be."""
    arcs, want = model.moves[party], model.wants[party]
    if variant not in ("a", "c"):
        return model.improvements[party]
    return arcs.kept(want.improves(arcs.origins, arcs.to, unknown=True))


def deterring(want: Relation, variant: str) -> Values:
    """Where a party does not want to end: for each state the level from which, or the states at which.

    Shape (states,) of a ranking: state q deters at s if ``level[q] <= level of s``; else bits (states,
    words): q deters at s if bit s of row q is set.
    """
    if want.ranks is not None and variant != "strong":
        return want.ranks
    states = want.states
    if states > MOST_BY_BITS:
        size = f"{states:,} states would take {states * states / 8e6:,.0f} MB a set"
        raise BudgetError(f"{size}; preferences that are no rankings are for at most {MOST_BY_BITS:,} states")
    every = np.arange(states)
    if variant == "strong":
        if want.much is None:
            raise UsageError.of("no strong preference", "pairs of which one is much better", path="variant")
        return packed(want.much.T)
    unsure = variant in ("c", "d")
    worse = ~want.improves(every[None, :], every[:, None], unknown=not unsure)  # [q, s]: q is not better
    return packed(worse)


def _deterred(model: GraphModel, concept: str, party: int, variant: str, arcs: Arcs) -> Truth:
    """Whether each improvement of a party is deterred, shape (improvements,)."""
    want, others = model.wants[party], model.others(party)
    deters = deterring(want, variant)
    if concept in ("smr", "sseq"):
        deters = lasting(model.moves[party], deters)
    answering = answers(model, concept, variant)
    reached = over_sequences([answering[other] for other in others], deters)
    if reached.ndim == 1:
        assert want.ranks is not None
        return np.asarray(reached[arcs.to] <= want.ranks[arcs.origins])
    return bit_at(reached, arcs.to, arcs.origins)


def answers(model: GraphModel, concept: str, variant: str) -> tuple[Arcs, ...]:
    """The moves by which each party may answer another: any, or those that it would make for itself."""
    if concept in ("gmr", "smr"):
        return model.moves
    return model.improving(unknown=True) if variant in ("a", "b", "c", "d") else model.improvements


def lasting(arcs: Arcs, deters: Values) -> Values:
    """What deters and from which the party cannot escape by a move of its own."""
    if deters.ndim == 1:
        return np.maximum(deters, arcs.gathered(deters, np.maximum, -1))
    return deters & arcs.gathered(deters, np.bitwise_and, 2**64 - 1)
