"""A frontier out of reach blocks nothing that is known without it: small budgets against the whole."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given as on
from hypothesis import strategies as st
from tests.strategies import brief_law, build, case_data

from walkaway.analysis.frontier import merging
from walkaway.analysis.frontier.frontier import frontier
from walkaway.analysis.improve.improve import improve
from walkaway.analysis.improve.measures import Measures
from walkaway.case import Case
from walkaway.certify.plainly import deals
from walkaway.errors import BudgetError
from walkaway.report.terminal.improve_view import improve_tables
from walkaway.space import build_space, central_values

START = {f"i{k}": "b" if k % 3 == 1 else "a" for k in range(8)}
"""Dominated by 15 divisions of eight parcels."""

FREE = st.randoms(use_true_random=False)


def parcels(count: int, *, away: int = 0) -> Case:
    """Each parcel goes to one of two, who value it differently: nearly every division is efficient."""
    worth = {
        "a": [100 + 37 * k * k % 101 for k in range(count)],
        "b": [100 + 53 * k * k * k % 97 for k in range(count)],
    }
    return build(
        {
            "case": 1,
            "title": "Parcels",
            "parties": {"a": "A", "b": "B"},
            "issues": {f"i{k}": {"title": f"I{k}", "options": {"a": "A", "b": "B"}} for k in range(count)},
            "preferences": {
                who: {
                    "walk_away": away,
                    "scores": {
                        f"i{k}": {"a": own[k] if who == "a" else 0, "b": own[k] if who == "b" else 0}
                        for k in range(count)
                    },
                }
                for who, own in worth.items()
            },
        }
    )


@brief_law
@on(case_data(uncertain=False, issues=(2, 4), ratifiers=False), FREE, st.integers(1, 12))
def test_what_is_told_under_a_budget_is_what_the_whole_frontier_tells(
    data: dict[str, Any], random: Any, most: int
) -> None:
    """Law: whatever the budget, each answer is that of the whole frontier, or not given."""
    case = build({**data, "impossible": []})
    start = random.choice(list(deals(case)))
    whole = improve(case, start, most=50)
    with patch.object(merging, "FRONT_BUDGET", most):
        part = improve(case, start, most=50)
    assert part.efficient in (None, whole.efficient)
    assert part.dominated_by == whole.dominated_by
    assert part.settlement.efficient in (None, whole.settlement.efficient)
    assert part.settlement.reaching in (None, whole.settlement.reaching)
    for name, item in part.settlement.solutions.items():
        other = whole.settlement.solutions[name]
        assert (item and item.value) == (other and other.value)
    told, wanted = ([item.deal for item in found.cheapest] for found in (part, whole))
    assert sorted(map(str, told)) == sorted(map(str, wanted))
    for field in fields(Measures):
        if field.name not in ("method", "shares", "most_left"):
            assert getattr(part.measures, field.name) in (None, getattr(whole.measures, field.name))
    for who in case.parties:
        assert part.measures.shares[who] in (None, whole.measures.shares[who])
        assert part.measures.most_left[who] in (None, whole.measures.most_left[who])


def test_better_deals_are_found_where_the_frontier_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    case = parcels(8, away=500)
    whole = improve(case, START)
    assert (whole.efficient, whole.dominated_by, whole.settlement.efficient) == (False, 15, 5)
    monkeypatch.setattr(merging, "FRONT_BUDGET", 20)
    space = build_space(case)
    with pytest.raises(BudgetError):
        frontier(space, central_values(case, space))
    part = improve(case, START)
    assert (part.efficient, part.dominated_by, part.settlement) == (False, 15, whole.settlement)
    assert part.cheapest == whole.cheapest
    assert part.measures.gain_left == whole.measures.gain_left
    assert (part.measures.distance is None, whole.measures.distance is None) == (True, False)
    assert any(note.startswith("the distance to the frontier") for note in part.notes)
    said = [str(item) for item in improve_tables(case, part)]
    assert not any(text.startswith("distance") for text in said)


def test_what_is_not_known_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The better deals themselves are out of reach, and then nothing is said of what is efficient."""
    monkeypatch.setattr(merging, "FRONT_BUDGET", 1)
    part = improve(parcels(8), START)
    assert (part.efficient, part.dominated_by, part.settlement.efficient) == (False, 15, None)
    assert part.measures.gain_left is None
    assert not part.settlement.solutions
    assert any(note.startswith("the efficient deals that are better") for note in part.notes)
