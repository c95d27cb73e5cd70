"""A proof that no schedule holds, gone through by the plain checker; and proofs that are wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.path.plain_numbers import path_of, paths
from tests.strategies import brief_law

from walkaway.analysis.path import Certificate
from walkaway.analysis.path.constraints import PathNumbers
from walkaway.analysis.path.lattice import Lattice
from walkaway.analysis.path.small_lattice import best_schedule, cover
from walkaway.certify.paths import check_no_schedule


def proved(numbers: PathNumbers, parts: tuple[int, ...], most: int) -> tuple[Certificate, float]:
    """What the search says of a lattice, and the best least slack."""
    names = ("costs", "worth", "detection", "discount_low", "discount_high", "backing", "completed")
    rough: Any = {name: getattr(numbers, name).astype(float) for name in names}
    lattice = Lattice(replace(numbers, **rough), parts, ((),) * len(parts))
    best = best_schedule(lattice, most)
    return Certificate(parts, most, False, cover(lattice, most)), -1.0 if best is None else best.least


@brief_law
@given(paths(), st.integers(1, 9))
def test_the_proof_stands_where_nothing_holds_and_only_there(numbers: PathNumbers, most: int) -> None:
    """Law: the checker has no complaint exactly where the best schedule fails."""
    parts = (2,) * len(numbers.owner)
    proof, best = proved(numbers, parts, most)
    if abs(best) > 1e-9:
        assert (check_no_schedule(numbers, ((),) * len(parts), proof) == []) == (best < 0)


def test_a_proof_with_a_gap_is_refused() -> None:
    """Two give 1 for 2 with a bond of 3 each: it holds, so an empty cover is no proof."""
    numbers = path_of([0, 1], [1, 1], [[0, 2], [2, 0]], backing=3)
    proof, best = proved(numbers, (2, 2), 9)
    assert best > 0
    assert check_no_schedule(numbers, ((), ()), proof) == ["the start has schedules that hold"]
    gap = replace(proof, cover={place: rows for place, rows in proof.cover.items() if place != (0, 0)})
    assert any("not covered" in text for text in check_no_schedule(numbers, ((), ()), gap))
    assert "the end" in check_no_schedule(numbers, ((), ()), replace(proof, cover={}))[0]
