"""What is rare: four parties, graphs without options, horizons that end, sizes that are refused."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from tests.conflict.helpers import Twin, graphs
from tests.strategies import brief_law

import walkaway
from walkaway.case import Aftermath
from walkaway.certify.conflict_checks import check_witness
from walkaway.conflict.arcs import Arcs
from walkaway.conflict.coalitions import COALITION_CONCEPTS, coalition_stable
from walkaway.conflict.commitment import commitments
from walkaway.conflict.graph import GraphModel, graph_of_edges
from walkaway.conflict.horizon import horizons
from walkaway.conflict.of_case import problem_of
from walkaway.conflict.option_form import OptionForm
from walkaway.conflict.relation import Relation
from walkaway.conflict.simultaneous import of_options
from walkaway.conflict.stability import equilibria
from walkaway.conflict.what_follows import AftermathLimits, follow
from walkaway.conflict.witness import Witnesses

CHICKEN = {"row": [(1, 2), (2, 1), (3, 4), (4, 3)], "column": [(1, 3), (3, 1), (2, 4), (4, 2)]}


@brief_law
@given(graphs((4, 4), most=4))
def test_two_may_answer_two_as_one(model: GraphModel) -> None:
    """Under seq and sseq those who answer may improve together, each of them by it."""
    twin, why = Twin(model), Witnesses(model)
    for concept in COALITION_CONCEPTS:
        for members in combinations(range(4), 2):
            verdicts = coalition_stable(model, concept, members)
            assert verdicts.tolist() == [twin.stable(concept, members, s) for s in twin.states], concept
            for state in twin.states:
                assert check_witness(model, why.of(concept, members, state)) == []


def test_a_graph_of_moves_has_no_options() -> None:
    model = graph_of_edges(4, CHICKEN, {"row": [2, 1, 3, 4], "column": [3, [1], 2, 4]})
    assert model.state(0) == {}
    assert not of_options(model)
    assert commitments(model, 0) == ()
    assert (np.flatnonzero(equilibria(model, "nash")) + 1).tolist() == [2, 3]


def test_faults_of_lists_of_moves_are_told_together() -> None:
    with pytest.raises(walkaway.UsageError) as caught:
        graph_of_edges(4, {**CHICKEN, "third": [(1, 5)]}, {"row": [1, 2, 3, 4], "colum": [1, 2, 3, 4]})
    told = str(caught.value)
    for said in (
        "edges.third: found state 5; expected 1 to 4", 'nothing of "third"',
        'nothing of "column"', '"colum", who has no list of moves; expected a party of edges',
    ):  # fmt: skip
        assert said in told


def test_horizons_are_for_two_with_rankings() -> None:
    model = graph_of_edges(4, CHICKEN, {"row": [2, 1, 3, 4], "column": [3, 1, 2, 4]})
    short = horizons(model, most=1)
    assert (len(short.stable), short.period, short.repeats_from) == (1, 0, 0)
    three = graph_of_edges(1, {"a": [], "b": [], "c": []}, {who: [1] for who in "abc"})
    with pytest.raises(walkaway.UsageError, match="3 parties"):
        horizons(three)
    with pytest.raises(walkaway.UsageError, match="a preference known in part"):
        horizons(model.wanting({0: Relation.partial(4, [])}))


def test_many_options_of_few_states_meet_at_once() -> None:
    """A prisoner's dilemma beside 22 options that can never be taken."""
    idle = tuple(f"idle {place}" for place in range(22))
    form = OptionForm(
        ("a", "b", *idle), {"x": ("a", *idle), "y": ("b",)}, impossible=tuple({name: True} for name in idle)
    )
    small = OptionForm(("a", "b"), {"x": ("a",), "y": ("b",)})
    # states: 1 none, 2 a, 3 b, 4 both
    wants = {"x": Relation.ranked([1, 0, 3, 2], 4), "y": Relation.ranked([2, 0, 3, 1], 4)}
    both = [equilibria(one.model(wants), "sim").tolist() for one in (form, small)]
    assert both[0] == both[1] == [True, False, False, True]


def test_preferences_in_part_are_refused_beyond_a_size() -> None:
    none = Arcs.of_pairs(8_193, [])
    part = Relation(at_least=np.eye(8_193, dtype=np.bool_))
    with pytest.raises(walkaway.BudgetError, match="preferences that are no rankings"):
        equilibria(GraphModel(("a", "b"), (none, none), (part, part)), "gmr")


def test_beyond_its_limits_the_answer_is_shorter_and_says_so() -> None:
    """The limits are lowered below the four states of the model."""
    after = Aftermath.model_validate({
        "options": {"a": {"title": "A", "by": "x"}, "b": {"title": "B", "by": "y"}},
        "wants": {"x": ["not b", "a"], "y": ["not a", "b"]},
    })  # fmt: skip
    whole = follow(problem_of(after), start=0, wanted=None)
    limits = AftermathLimits(together=3, again=3, witnesses=24)
    found = follow(problem_of(after), start=0, wanted=None, limits=limits)
    assert (found.equilibria, found.stable) == (whole.equilibria, whole.stable)
    assert whole.coalitions
    assert (found.coalitions, found.universal, found.commitments, found.exchanged) == ((), {}, (), None)
    assert found.odd == ("coalitions are looked at in at most 3 states", "why is said of 2 of 4 states")
    assert {one.state for one in found.witnesses} == {1, 4}
    shown = follow(problem_of(after), start=0, wanted=None, limits=AftermathLimits(credible=True, tries=0))
    told = [one for one in whole.witnesses if one.concept == "seq" and len(one.who) == 1]
    assert shown.witnesses == tuple(told) != ()
    assert replace(shown, witnesses=whole.witnesses, exchanged=whole.exchanged) == whole


def test_everything_impossible_is_refused() -> None:
    after = Aftermath.model_validate({
        "options": {"a": {"title": "A", "by": "x"}}, "wants": {"x": ["a"]},
        "impossible": [{"a": True}, {"a": False}],
    })  # fmt: skip
    with pytest.raises(walkaway.UsageError, match=r"aftermath\.impossible: found no state that is possible"):
        problem_of(after)
