"""The evidence matrix: inconsistency, diagnosticity, and the ranking without each single item."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import law

from walkaway.analysis.why.hypotheses import EvidenceMatrix, build_matrix, inconsistency, rating
from walkaway.case import EXPLANATIONS, Evidence

NAMES = EXPLANATIONS[:4]


def least_against(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Heuer's order."""
    return tuple(sorted(NAMES, key=lambda name: inconsistency(evidence, name)))


@st.composite
def items(draw: st.DrawFn) -> tuple[Evidence, ...]:
    found = []
    for number in range(draw(st.integers(0, 4))):
        sides = {name: draw(st.sampled_from(["for", "against", "neither"])) for name in NAMES}
        data = {
            "says": f"item {number}",
            "for": [name for name, side in sides.items() if side == "for"],
            "against": [name for name, side in sides.items() if side == "against"],
            "weight": draw(st.sampled_from([Decimal("0.5"), 1, 0])),
        }
        found.append(Evidence.model_validate(data))
    return tuple(found)


@law
@given(items())
def test_only_what_speaks_against_counts(evidence: tuple[Evidence, ...]) -> None:
    """Law: consistent items add nothing; ranks count those with less against them."""
    found = build_matrix(evidence, NAMES, least_against)
    for name in NAMES:
        expected = sum(item.weight for item in found.items if item.ratings[name] == "inconsistent")
        assert found.inconsistency[name] == pytest.approx(expected)
        assert found.ranks[name] == 1 + sum(
            one < found.inconsistency[name] for one in found.inconsistency.values()
        )
    silent = tuple(item.model_copy(update={"for_": ()}) for item in evidence)
    assert build_matrix(silent, NAMES, least_against).inconsistency == found.inconsistency


@law
@given(items())
def test_an_item_that_is_the_same_for_all_decides_nothing(evidence: tuple[Evidence, ...]) -> None:
    """Law: its diagnosticity is 0, and only then (or without weight); it is at most the weight."""
    for item in build_matrix(evidence, NAMES, least_against).items:
        same = len(set(item.ratings.values())) == 1
        assert (item.diagnosticity == 0) == (same or item.weight == 0)
        assert item.diagnosticity <= item.weight


@law
@given(items())
def test_each_removal_is_the_ranking_without_it(evidence: tuple[Evidence, ...]) -> None:
    """Law: as if the item had never been there; what moved is named."""
    found: EvidenceMatrix = build_matrix(evidence, NAMES, least_against)
    assert len(found.removals) == len(evidence)
    for removal in found.removals:
        rest = tuple(item for index, item in enumerate(evidence) if index != removal.item)
        assert removal.order == least_against(rest)
        apart = [name for name in NAMES if found.order.index(name) != removal.order.index(name)]
        assert sorted(removal.moved) == sorted(apart)


def test_a_worked_matrix() -> None:
    """Two items, four explanations, by hand."""
    one = Evidence.model_validate({"says": "a", "for": "bluff", "against": ["no-zone", "misperception"]})
    two = Evidence.model_validate({"says": "b", "against": "bluff", "weight": 0.5})
    found = build_matrix((one, two), NAMES, least_against)
    assert found.inconsistency == {"no-zone": 1, "wrong-package": 0, "misperception": 1, "bluff": 0.5}
    assert found.ranks == {"no-zone": 3, "wrong-package": 1, "misperception": 3, "bluff": 2}
    assert found.items[0].diagnosticity == pytest.approx(5 / 6)
    assert found.items[1].diagnosticity == pytest.approx(0.5 * 3 / 6)
    assert rating(one, "bluff") == "consistent"
    assert rating(two, "no-zone") == "neutral"
