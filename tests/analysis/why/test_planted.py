"""The planted explanation comes first: ten causes, 25 cases each."""

from __future__ import annotations

import pytest
from tests.analysis.planted import CAUSES, planted

from walkaway.analysis.why.diagnosis import diagnose


@pytest.mark.parametrize("name", CAUSES)
def test_the_planted_explanation_ranks_first(name: str) -> None:
    """In at least nine of ten cases, for every cause."""
    expected, make = CAUSES[name]
    found = [diagnose(case, draws=300, seed=5) for case in planted(make)]
    first = [one.order[0] for one in found]
    assert first.count(expected) >= 0.9 * len(first), first
    assert all(one.explanations["commitment"].claim == "not testable" for one in found)
