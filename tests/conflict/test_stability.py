"""Every concept against its definition, verdicts proved by their witnesses, and the laws of concepts."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conflict.helpers import Twin, graphs, option_models, shuffled
from tests.strategies import law

import walkaway
from walkaway.certify.conflict_checks import check_witness
from walkaway.conflict.arcs import Arcs
from walkaway.conflict.coalitions import COALITION_CONCEPTS, coalition_stable, coalitions
from walkaway.conflict.evolution import Move
from walkaway.conflict.graph import GraphModel
from walkaway.conflict.option_form import OptionForm
from walkaway.conflict.relation import Relation
from walkaway.conflict.stability import CONCEPTS, VARIANTS, equilibria, stable
from walkaway.conflict.witness import Answer, Witness, Witnesses

PLAIN = [concept for concept in CONCEPTS if concept != "sim"]


@law
@given(graphs(partly=True))
def test_every_concept_is_its_definition_and_every_witness_proves_it(model: GraphModel) -> None:
    """Also of preferences known in part, with ties, and with sequences of two answering parties."""
    twin, why = Twin(model), Witnesses(model)
    for concept in PLAIN:
        for party in range(len(model.who)):
            verdicts = stable(model, concept, party)
            assert verdicts.tolist() == [twin.stable(concept, (party,), s) for s in twin.states], concept
            for state in twin.states:
                witness = why.of(concept, (party,), state)
                assert witness.stable == verdicts[state]
                assert check_witness(model, witness) == []


@law
@given(graphs((3, 3), most=5), st.booleans())
def test_coalitions_are_their_definition(model: GraphModel, partly: bool) -> None:
    if partly:
        model = model.wanting({0: Relation.partial(model.states, [(0, 1)])})
    twin, why = Twin(model), Witnesses(model)
    for concept in COALITION_CONCEPTS:
        for members in coalitions(range(3)):
            verdicts = coalition_stable(model, concept, members)
            assert verdicts.tolist() == [twin.stable(concept, members, s) for s in twin.states], concept
            for state in twin.states:
                witness = why.of(concept, members, state)
                assert witness.stable == verdicts[state]
                assert check_witness(model, witness) == []


@law
@given(option_models())
def test_simultaneous_answers_are_their_definition(model: GraphModel) -> None:
    twin, why = Twin(model), Witnesses(model)
    for party in range(len(model.who)):
        verdicts = stable(model, "sim", party)
        assert verdicts.tolist() == [twin.stable("sim", (party,), s) for s in twin.states]
        for state in twin.states:
            assert check_witness(model, why.of("sim", (party,), state)) == []


def test_many_who_could_move_at_once_are_not_gone_through_one_by_one() -> None:
    """Ten parties with an option each, of which three at most are taken: 176 states, 511 moves at once."""
    names = tuple("abcdefghij")
    gone = tuple(dict.fromkeys(four, True) for four in combinations(names, 4))
    form = OptionForm(names, {name: (name,) for name in names}, impossible=gone)
    chance, states = np.random.default_rng(7), len(form.codes)
    model = form.model({name: Relation.scored(chance.integers(0, 9, states)) for name in names})
    twin, why = Twin(model), Witnesses(model)
    for party in (0, 4):
        verdicts = stable(model, "sim", party)
        for state in (0, 1, 5, 60):
            assert verdicts[state] == twin.stable("sim", (party,), state)
            assert why.of("sim", (party,), state).stable == verdicts[state]
    alone = {name: (name,) for name in map(str, range(40))}
    form = OptionForm(
        tuple(alone), alone, impossible=tuple(dict.fromkeys(two, True) for two in combinations(alone, 2))
    )
    model = form.model(dict.fromkeys(alone, Relation.scored(range(41))))
    assert not stable(model, "sim", 39)[0]  # no two moves come together


@law
@given(graphs(partly=True, most=5), st.sampled_from([one for one in VARIANTS if one]))
def test_variants_are_their_definition(model: GraphModel, variant: str) -> None:
    """Leave for {better, unknown} or better alone; be deterred by {worse, equal}, with or without unknown."""
    twin, why = Twin(model, variant), Witnesses(model, variant)  # type: ignore[arg-type]
    for concept in PLAIN:
        for party, want in enumerate(model.wants):
            if variant == "strong" and want.much is None:
                continue
            verdicts = stable(model, concept, party, variant)  # type: ignore[arg-type]
            assert verdicts.tolist() == [twin.stable(concept, (party,), s) for s in twin.states], concept
            for state in twin.states:
                assert check_witness(model, why.of(concept, (party,), state), variant) == []


@law
@given(graphs(partly=True))
def test_concepts_imply_each_other(model: GraphModel) -> None:
    """Fang, Hipel and Kilgour 1993; Rêgo and Vieira 2017: nash ⇒ sseq ⇒ seq ⇒ gmr and sseq ⇒ smr ⇒ gmr."""
    for party in range(len(model.who)):
        holds = {concept: stable(model, concept, party) for concept in PLAIN}
        for chain in (("nash", "sseq", "seq", "gmr"), ("nash", "sseq", "smr", "gmr")):
            for strict, loose in pairwise(chain):
                assert (~holds[strict] | holds[loose]).all(), (strict, loose)


@law
@given(graphs(partly=True, most=5), st.randoms(use_true_random=False))
def test_names_of_states_do_not_matter(model: GraphModel, chance: object) -> None:
    order = list(range(model.states))
    chance.shuffle(order)  # type: ignore[attr-defined]
    other = shuffled(model, order)
    for concept in PLAIN:
        for party in range(len(model.who)):
            assert (stable(other, concept, party) == stable(model, concept, party)[order]).all()


@law
@given(graphs(), st.data())
def test_without_a_move_of_others_nothing_becomes_stable(model: GraphModel, data: st.DataObject) -> None:
    """Law: removing a sanctioner's arc never makes a state stable under gmr or smr."""
    arcs = model.moves[1]
    if not len(arcs):
        return
    keep = np.arange(len(arcs)) != data.draw(st.integers(0, len(arcs) - 1))
    less = model.moving({1: arcs.kept(keep)})
    for concept in ("gmr", "smr"):
        assert (~stable(less, concept, 0) | stable(model, concept, 0)).all()


@law
@given(graphs((2, 2)))
def test_of_two_parties_an_answer_is_one_step(model: GraphModel) -> None:
    """Law: nobody moves twice in succession, so that one opponent answers by a single move."""
    why = Witnesses(model)
    for state in range(model.states):
        for concept in ("gmr", "seq"):
            assert all(len(one.answer) == 1 for one in why.of(concept, (0,), state).answers)


def test_a_wrong_witness_is_refused() -> None:
    """A prisoner's dilemma: 1 both cooperate, 2 and 3 one defects, 4 both defect."""
    row = Arcs.of_pairs(4, [(0, 1), (1, 0), (2, 3), (3, 2)])
    column = Arcs.of_pairs(4, [(0, 2), (2, 0), (1, 3), (3, 1)])
    model = GraphModel(
        ("row", "column"), (row, column), (Relation.ranked([1, 0, 3, 2], 4), Relation.ranked([2, 0, 3, 1], 4))
    )
    right = Witnesses(model).of("seq", (0,), 0)
    assert right == Witness(
        "seq", (0,), 0, stable=True, answers=(Answer((Move((0,), 1),), (Move((1,), 3),), 3),)
    )
    for wrong, complaint in (
        (Witness("seq", (0,), 0, stable=True), "nothing is said of the improvement 1"),
        (Witness("seq", (0,), 0, stable=False, improvement=(Move((0,), 1),)), "3 deters after all"),
        (Witness("seq", (0,), 0, stable=False, improvement=(Move((0,), 2),)), "2 is no improvement"),
        (Witness("seq", (0,), 0, stable=False), "no improvement is named"),
        (
            Witness("seq", (0,), 0, stable=True, answers=(Answer((Move((0,), 1),), (Move((1,), 2),), 2),)),
            "(1,) cannot move from 1 to 2",
        ),
        (
            Witness("seq", (0,), 0, stable=True, answers=(Answer((Move((0,), 1), Move((0,), 0)), (), 0),)),
            "(0,) moves twice in succession",
        ),
        (
            Witness("seq", (0,), 2, stable=True, answers=(Answer((Move((0,), 3),), (Move((1,), 1),), 1),)),
            "(1,) does not gain from 3 to 1",
        ),
    ):
        assert complaint in check_witness(model, wrong)


def test_an_answer_that_leads_back_deters() -> None:
    """A return to where the move began is as good, so it deters; but then one may leave again."""
    there, back = Arcs.of_pairs(2, [(0, 1)]), Arcs.of_pairs(2, [(1, 0)])
    model = GraphModel(("a", "b"), (there, back), (Relation.ranked([1, 0], 2), Relation.ranked([0, 1], 2)))
    assert [stable(model, concept, 0)[0] for concept in PLAIN] == [False, True, False, True, False]


def test_refusals_say_how_large_it_would_be() -> None:
    none = Arcs.of_pairs(9000, [])
    model = GraphModel(("a", "b"), (none, none), (Relation(ranks=np.zeros(9000, dtype=np.int32)),) * 2)
    with pytest.raises(walkaway.BudgetError, match=r"9,000 states would take 10 MB a set"):
        coalition_stable(model, "nash", (0, 1))
    assert equilibria(model, "gmr").all()
    with pytest.raises(walkaway.UsageError, match="options"):
        equilibria(model, "sim")
    alone = GraphModel(("a",), (Arcs.of_pairs(2, []),), (Relation.ranked([0, 1], 2),))
    with pytest.raises(walkaway.UsageError, match="no strong preference"):
        stable(alone, "gmr", 0, "strong")
    with pytest.raises(walkaway.BudgetError, match="coalitions"):
        list(coalitions(range(9)))
