"""Published conflicts by the definitions; where the source prints something else, the reason stands there."""

from __future__ import annotations

import numpy as np
import pytest
from tests.conflict.helpers import found, ranking
from tests.reference.conflicts import CONFLICTS, ELMIRA

from walkaway.certify.conflict_checks import check_witness
from walkaway.conflict.coalitions import coalition_stable
from walkaway.conflict.horizon import horizons
from walkaway.conflict.option_form import OptionForm
from walkaway.conflict.stability import equilibria, stable
from walkaway.conflict.witness import Witnesses


@pytest.mark.parametrize("name", CONFLICTS)
def test_equilibria_are_those_of_the_definitions(name: str) -> None:
    case = CONFLICTS[name]
    assert {
        concept: found(equilibria(case.model, concept)) for concept in case.by_definition
    } == case.by_definition
    differ = any(case.published[concept] != case.by_definition[concept] for concept in case.published)
    assert differ == bool(case.discrepancy)


@pytest.mark.parametrize("name", CONFLICTS)
def test_every_verdict_is_proved(name: str) -> None:
    case = CONFLICTS[name]
    why = Witnesses(case.model)
    for concept in case.by_definition:
        for party in range(len(case.model.who)):
            verdicts = stable(case.model, concept, party)
            for state in range(case.model.states):
                witness = why.of(concept, (party,), state)
                assert witness.stable == verdicts[state]
                assert check_witness(case.model, witness) == []


@pytest.mark.parametrize("name", [name for name in CONFLICTS if CONFLICTS[name].horizons])
def test_limited_moves_give_the_series(name: str) -> None:
    """Kilgour 1985; horizons beyond what was looked at are those of the period."""
    case = CONFLICTS[name]
    series = horizons(case.model)
    assert series.period
    for horizon, states in case.horizons.items():
        last = len(series.stable)
        shown = horizon if horizon <= last else last - (last - horizon) % series.period
        assert found(np.asarray(series.stable[shown - 1].all(axis=0))) == states, horizon
    assert series.period == (4 if name == "Euphrates 1975" else 1)


def test_merged_states_are_those_of_the_paper() -> None:
    """Elmira with nine states, as printed: 5, 8 and 9 under all concepts, 1 and 4 under gmr and smr."""
    form = OptionForm(
        ELMIRA.options, ELMIRA.held, ELMIRA.only, ELMIRA.impossible, merged=({"abandon": True},)
    )
    # numbers here to numbers of the paper: 1–4 the same, 5 is 9, 6 is 5, 7 is 6, 8 is 7, 9 is 8
    model = form.model({
        "MoE": ranking(8, 3, 4, 9, 6, 1, 2, 7, 5),
        "Uniroyal": ranking(1, 4, 9, 6, 5, 2, 3, 8, 7),
        "Local Government": ranking(8, 3, 6, 1, 9, 7, 4, 2, 5),
    })  # fmt: skip
    paper = {1: 1, 2: 2, 3: 3, 4: 4, 5: 9, 6: 5, 7: 6, 8: 7, 9: 8}
    for concept, states in CONFLICTS["Elmira"].published.items():
        assert sorted(paper[state] for state in found(equilibria(model, concept))) == states


def test_the_coalition_of_elmira_leaves_the_delay() -> None:
    """MoE and Uniroyal together move from 7 to 10, so that 7 is no longer stable for all coalitions; and
    nobody's own improvements vanish: 9, an equilibrium of the merged parties, remains none."""
    model = CONFLICTS["Elmira"].model
    assert not coalition_stable(model, "nash", (0, 1))[6]
    witness = Witnesses(model).of("nash", (0, 1), 6)
    assert (witness.stable, witness.improvement[-1].to + 1) == (False, 10)
    assert check_witness(model, witness) == []
    assert coalition_stable(model, "nash", (0, 1))[9]
    assert not equilibria(model, "nash")[8]
