"""Deals carried out in part as states."""

from __future__ import annotations

import numpy as np
import pytest

import walkaway
from walkaway.conflict.of_deals import deals_in_order, graph_of_deals
from walkaway.conflict.option_form import OptionForm
from walkaway.conflict.relation import Relation
from walkaway.conflict.stability import CONCEPTS, equilibria

ISSUES = {"sites": ["open", "closed"], "sanctions": ["on", "off"]}
HELD = {"dprk": ["sites"], "us": ["sanctions"]}
SCORES = {
    "dprk": {"sites": {"open": 1}, "sanctions": {"off": 2}},
    "us": {"sites": {"closed": 2}, "sanctions": {"on": 1}},
}


def test_an_exchange_is_a_prisoner_s_dilemma() -> None:
    """Each keeps its own and wants the other's: nothing is delivered, or all of it by fear of the answer."""
    model = graph_of_deals(ISSUES, HELD, SCORES)
    form = OptionForm(("closed", "off"), {"dprk": ("closed",), "us": ("off",)})
    wants = {"dprk": Relation.scored([1, 0, 3, 2]), "us": Relation.scored([1, 3, 0, 2])}
    other = form.model(wants)
    for concept in set(CONCEPTS) - {"sim"}:
        assert equilibria(model, concept).tolist() == equilibria(other, concept).tolist()
    assert (np.flatnonzero(equilibria(model, "nash")) + 1).tolist() == [1]
    assert (np.flatnonzero(equilibria(model, "seq")) + 1).tolist() == [1, 4]


def test_moves_are_partial() -> None:
    issues = {"a": ["0", "1", "2"], "b": ["0", "1"]}
    assert deals_in_order(issues)[:4] == [
        {"a": "0", "b": "0"}, {"a": "1", "b": "0"}, {"a": "2", "b": "0"}, {"a": "0", "b": "1"},
    ]  # fmt: skip
    steps = graph_of_deals(issues, {"x": ["a", "b"]}, {"x": {}})
    assert [steps.moves[0].of(state).tolist() for state in (0, 1)] == [[1, 3], [0, 2, 4]]
    leaps = graph_of_deals(issues, {"x": ["a", "b"]}, {"x": {}}, stepwise=False)
    assert leaps.moves[0].of(0).tolist() == [1, 2, 3, 4, 5]


def test_faults_are_told() -> None:
    with pytest.raises(walkaway.UsageError) as caught:
        graph_of_deals(ISSUES, {"dprk": ["sits"], "eu": []}, {"dprk": {}})
    assert 'held.dprk: found "sits"; expected an issue (did you mean "sites"?)' in str(caught.value)
    assert 'nothing of "eu"' in str(caught.value)
    with pytest.raises(walkaway.BudgetError, match="8,192 deals as states"):
        graph_of_deals({f"i{k}": ["a", "b"] for k in range(13)}, {}, {})
