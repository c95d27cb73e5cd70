"""Proofs for large lattices: they stand where nothing holds, and a false one never does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.path.plain_numbers import path_of, paths
from tests.analysis.path.test_constraints import floats
from tests.strategies import brief_law, law

from walkaway.analysis.path import Cut
from walkaway.analysis.path.bottleneck import bottleneck
from walkaway.analysis.path.constraints import PathNumbers
from walkaway.analysis.path.cutting import cut_of
from walkaway.analysis.path.lattice import Lattice
from walkaway.analysis.path.small_lattice import best_schedule
from walkaway.certify.cuts import check_cut


def lattice_of(numbers: PathNumbers, data: st.DataObject) -> Lattice:
    """A small lattice of one part in a phase, so that every schedule of it is gone through by labels too."""
    steps = len(numbers.owner)
    parts = tuple(data.draw(st.integers(1, 3)) for _ in range(steps))
    after = ((),) * (steps - 1) + (data.draw(st.sampled_from([(), (0,)])),)
    return Lattice(floats(numbers), parts, after, data.draw(st.booleans()), single=True)


@brief_law
@given(paths(), st.data(), st.booleans())
def test_a_proof_is_given_only_where_none_holds_and_stands(
    numbers: PathNumbers, data: st.DataObject, patient: bool
) -> None:
    """Law: without a discount there is a proof exactly where no schedule holds; with one, nowhere else."""
    if patient:
        ones = numbers.discount_low * 0 + 1
        numbers = replace(numbers, discount_low=ones, discount_high=ones)
    lattice = lattice_of(numbers, data)
    found, best = bottleneck(lattice), best_schedule(lattice, 99)
    assert best is not None
    assert found.least - 1e-9 <= best.least <= found.most + 1e-9
    if found.cut is not None:
        assert best.least < 0
        assert check_cut(numbers, lattice.after, found.cut) == []
    elif patient:
        assert best.least >= -1e-9


@law
@given(paths(), st.data(), st.integers(0, 2**31))
def test_no_proof_stands_where_a_schedule_holds(numbers: PathNumbers, data: st.DataObject, seed: int) -> None:
    """Law: whatever states and numbers a proof names, the checker complains if some schedule holds."""
    backed = replace(numbers, backing=numbers.backing + 9, completed=numbers.completed + 9)
    lattice = lattice_of(backed, data)
    most = data.draw(st.sampled_from([None, 3, 4]))
    best = best_schedule(lattice, most or 99)
    if best is None or best.least <= 1e-9:
        return
    rng = np.random.default_rng(seed)
    inside = rng.random(lattice.shape) < rng.random()
    inside[(0,) * inside.ndim], inside[lattice.parts] = most is not None, True
    worth = rng.integers(0, 99, (numbers.parties, *lattice.shape)).astype(float)
    proof = Cut(lattice.parts, lattice.sequential, inside, worth)
    if most is not None:
        phases = rng.integers(0, 6, lattice.shape)
        phases[(0,) * inside.ndim], phases[lattice.parts] = most + 1, 0
        proof = replace(proof, most=most, phases=phases)
    assert check_cut(backed, lattice.after, proof)


@brief_law
@given(paths(), st.data(), st.booleans())
def test_a_proof_over_all_moves_stands(numbers: PathNumbers, data: st.DataObject, patient: bool) -> None:
    """Law: the same where a phase takes any number of parts, in few phases too, against all by labels."""
    if patient:
        ones = numbers.discount_low * 0 + 1
        numbers = replace(numbers, discount_low=ones, discount_high=ones)
    lattice = replace(lattice_of(numbers, data), single=False)
    most = data.draw(st.sampled_from([None, 1, 2, 3, 4]))
    cut, best = cut_of(lattice, most), best_schedule(lattice, most or 99)
    if cut is not None:
        assert best is None or best.least < 0
        assert check_cut(numbers, lattice.after, cut) == []
    elif patient:
        assert best is not None
        assert best.least >= -1e-9


def bare() -> tuple[PathNumbers, Cut]:
    """Two give 1 for 2 in four parts each with a bond that is too small, and the proof of it."""
    numbers = path_of([0, 1], [1, 1], [[0, 2], [2, 0]], discount="0.9", backing="0.2", exact=False)
    cut = bottleneck(Lattice(numbers, (4, 4), ((), ()), single=True)).cut
    assert cut is not None
    return numbers, cut


def test_each_flaw_of_a_proof_is_told() -> None:
    numbers, cut = bare()
    assert cut.worth is not None
    assert check_cut(numbers, ((), ()), cut) == []
    assert check_cut(numbers, ((), ()), replace(cut, parts=(4, 3))) == ["the proof speaks of other states"]
    assert "must be told" in check_cut(numbers, ((), ()), replace(cut, worth=None))[0]
    without = np.zeros_like(cut.inside)
    assert "the end is not inside" in check_cut(numbers, ((), ()), replace(cut, inside=without))
    everything = replace(cut, inside=~without)
    assert "the start is inside" in check_cut(numbers, ((), ()), everything)
    low = check_cut(numbers, ((), ()), replace(cut, worth=cut.worth - 1))
    assert "what follows the end is worth more than is told" in low
    enough = replace(numbers, backing=numbers.backing + 1)
    assert any("enters from outside (" in text for text in check_cut(enough, ((), ()), cut))
    nothing = replace(everything, worth=cut.worth * 0)
    assert any("is worth more than is told" in text for text in check_cut(enough, ((), ()), nothing))


def test_a_deal_that_somebody_would_take_back_needs_no_states() -> None:
    """What both gave can be undone and nothing follows: 1 back, 2 lost; with a cost of 3 it is taken back."""
    numbers = path_of([0, 1], [3, 1], [[0, 2], [2, 0]], reversible=[True, True])
    cut = Cut((1, 1), False, np.zeros((2, 2), dtype=bool), None)
    assert check_cut(numbers, ((), ()), cut) == []


def test_each_flaw_of_a_proof_for_few_phases_is_told() -> None:
    """Two give 1 for 2; a bond and what follows, 1/4 each, are worth a half: it takes two phases."""
    numbers = path_of([0, 1], [1, 1], [[0, 2], [2, 0]], backing="0.25", completed="0.25", exact=False)
    lattice = Lattice(numbers, (4, 4), ((), ()))
    assert cut_of(lattice, 2) is None
    cut = cut_of(lattice, 1)
    assert cut is not None
    assert cut.phases is not None
    assert cut.phases[0, 0] == 2
    assert check_cut(numbers, ((), ()), cut) == []
    assert check_cut(numbers, ((), ()), replace(cut, most=2)) == ["the start is inside"]
    farther = replace(cut, phases=cut.phases + 1)
    assert check_cut(numbers, ((), ()), farther) == ["the end is nearer than is told"]
    alone = cut.phases.copy()
    alone[0, 0] += 1
    told = check_cut(numbers, ((), ()), replace(cut, phases=alone))
    assert told
    assert all("is nearer to the end than is told" in text for text in told)
