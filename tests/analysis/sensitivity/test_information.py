"""What knowing is worth: against analytic values and nested Monte Carlo."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.analysis.changed import replaced
from tests.analysis.helpers import points_case
from tests.strategies import build

from walkaway.analysis.answers import analyse
from walkaway.analysis.sensitivity.information import (
    Cells,
    Parted,
    Proposals,
    Signatures,
    bins_of,
    worth_knowing,
)
from walkaway.analysis.sensitivity.sensitivity import Sensitivity, sensitivity
from walkaway.case import Case
from walkaway.space import build_space
from walkaway.space.draws import draw
from walkaway.space.sweep import accepted


def two_options() -> Case:
    """One party takes o0 with chance 1/2 and o1 with chance 3/4, independently; the other takes both."""
    data = points_case([[1, 1]], [[0, 0]], away=(0, 0)).to_dict()
    data["preferences"]["p1"]["scores"]["i0"] = {"o0": [-1, 1], "o1": [-1, 3]}
    return build(data)


def found_in(case: Case, draws: int = 20_000) -> Sensitivity:
    return sensitivity(analyse(case, draws=draws, seed=11))


def test_signature_against_the_analytic_value() -> None:
    """Known either score: 1/2 + 1/2 · 3/4 = 7/8 = 3/4 + 1/4 · 1/2, 1/8 above 3/4; all known: 1/8 too."""
    found = found_in(two_options())
    assert found.acceptability == pytest.approx(0.75, abs=0.015)
    assert found.perfect == pytest.approx(0.125, abs=0.015)
    assert {item.path.rpartition(".")[2] for item in found.information} == {"o0", "o1"}
    for item in found.information:
        worth = item.signature
        assert worth.value == pytest.approx(0.125, abs=4 * worth.error + 0.01)
        assert worth.value <= worth.optimistic + 4 * worth.error
        assert worth.clear
        assert 0 < worth.changes < 1
    known = {item.path.rpartition(".")[2]: item for item in found.information}
    assert (known["o0"].deal_if_low, known["o0"].deal_if_high) == ({"i0": "o1"}, {"i0": "o0"})
    assert (known["o1"].deal_if_low, known["o1"].deal_if_high) == ({"i0": "o0"}, {"i0": "o1"})


def test_a_party_may_rather_walk() -> None:
    """Its gain is uniform on [-1, 1], nobody else objects: knowing it saves the loss, E[max(g, 0)] = 1/4."""
    data = points_case([[0]], [[1]], away=(0, 0)).to_dict()
    data["preferences"]["p0"]["scores"]["i0"] = {"o0": [-1, 1]}
    item = found_in(build(data)).information[0]
    worth = item.parties["p0"]
    assert worth.value == pytest.approx(0.25, abs=4 * worth.error + 0.01)
    assert worth.if_low is None
    assert worth.if_high == 0
    assert item.signature.value == 0.0  # a mediator has only one deal to propose
    assert item.signature.changes == 0.0


@pytest.mark.parametrize("draws", [2000, 20_000])
def test_the_only_judgement_that_varies_is_worth_all_knowledge(draws: int) -> None:
    """A deal is worth 3 and its walk-away is uniform on [0, 100]: E[max(3 - R, 0)] = 0.045, in three of 100.

    No bin of draws is as small as that.
    """
    data = points_case([[3, 0]], [[1, 1]], away=(0, 0)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [0, 100]
    (item,) = found_in(build(data), draws=draws).information
    worth = item.parties["p0"]
    assert abs(worth.value - 0.045) < 3 * worth.error < 0.05
    assert worth.changes == pytest.approx(0.03, abs=0.012)
    assert (worth.if_high, item.signature.value) == (None, 0)


@pytest.mark.parametrize(
    ("draws", "worth", "truth"),
    [(2000, 3, 0.045), (2000, 2, 0.02), (2000, 0.4, 0.0008), (20_000, 1, 0.005), (20_000, 0.1, 0.00005)],
)
def test_a_chance_smaller_than_a_bin_is_in_the_error(draws: int, worth: float, truth: float) -> None:
    """A walk-away uniform on [0, 100] against a deal worth ``w``: E[max(w - R, 0)] = w²/200, in ``w`` of 100.

    Another score varies and decides nothing; a bin of draws holds four to eight of 100.
    """
    data = points_case([[worth, 0]], [[1, 1]], away=(0, 0)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [0, 100]
    data["preferences"]["p1"]["scores"]["i0"]["o0"] = [1, 2]
    known, idle = (item.parties["p0"] for item in found_in(build(data), draws=draws).information)
    assert known.value == idle.value == 0
    assert truth / 2 < known.error < 2 * truth
    assert abs(known.value - truth) < 2 * known.error
    assert idle.error == 0


def test_what_changes_no_proposal_is_worth_nothing() -> None:
    """A score that decides nothing, beside one that does."""
    data = two_options().to_dict()
    data["preferences"]["p0"]["scores"]["i0"] = {"o0": [1, 9], "o1": [1, 9]}
    found = found_in(build(data), draws=5000)
    idle = [item for item in found.information if item.path.startswith("preferences.p0")]
    assert len(idle) == 2
    assert all(item.signature.value <= 2 * item.signature.error + 0.002 for item in idle)
    assert [item.signature.value for item in found.information] == sorted(
        (item.signature.value for item in found.information), reverse=True
    )


def nested(case: Case, path: str, low: float, high: float, outer: int, inner: int) -> float:
    """Nested Monte Carlo: the judgement on a grid of midpoints, the others drawn anew at each."""
    best, total = [], 0.0
    for place in range(outer):
        value = low + (high - low) * (place + 0.5) / outer
        changed = replaced(case, path, value)
        space = build_space(changed)
        draws = draw(changed, space, draws=inner, seed=1000 + place)
        picks = next(space.joint.chunks())[1]
        passes = space.passes(accepted(space, draws, picks).transpose(0, 2, 1))
        shares = passes.mean(axis=1)
        best.append(shares)
        total += shares.max()
    return total / outer - float(np.mean(best, axis=0).max())


def test_signature_against_nested_monte_carlo() -> None:
    """Two issues, ranges on both sides: the binned estimate lies at the nested one."""
    data: dict[str, Any] = points_case([[0, 5, 9], [0, 3]], [[9, 5, 0], [3, 0]], away=(6, 6)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [3, 10]
    data["preferences"]["p1"]["walk_away"] = [3, 10]
    data["preferences"]["p0"]["scores"]["i0"]["o1"] = [2, 8]
    case = build(data)
    found = found_in(case, draws=10_000)
    by_path = {item.path: item.signature for item in found.information}
    for path, low, high in (
        ("preferences.p0.walk_away", 3.0, 10.0),
        ("preferences.p0.scores.i0.o1", 2.0, 8.0),
    ):
        expected = nested(case, path, low, high, outer=60, inner=3000)
        worth = by_path[path]
        assert worth.value == pytest.approx(expected, abs=4 * worth.error + 0.012), path


def test_nothing_is_worth_more_than_knowing_everything() -> None:
    found = found_in(two_options(), draws=3000)
    assert all(item.signature.value <= found.perfect + 3 * item.signature.error for item in found.information)


def test_bins_hold_equal_values_together() -> None:
    bins, count = bins_of(np.array([1.0, 1, 1, 1, 2, 3, 4, 5]))
    assert count == 2
    assert len(set(bins[:4].tolist())) == 1
    assert (np.diff(bins) >= 0).all()
    assert bins_of(np.zeros(10))[0].tolist() == [0] * 10
    assert bins_of(np.arange(100_000.0))[1] == 25


@pytest.mark.parametrize("draws", [1, 9, 500, 2001])
def test_narrow_bins_lie_within_the_usual_ones(draws: int) -> None:
    values = np.random.Generator(np.random.PCG64(7)).random(draws).round(2)
    (bins, count), (narrow, many) = bins_of(values), bins_of(values, 8)
    assert many == 8 * count
    assert (narrow // 8 == bins).all()


def test_a_single_draw_has_no_error() -> None:
    payoffs = Signatures(np.ones((1, 1), bool))
    worth = worth_knowing(payoffs, Parted(np.zeros(1)), Parted(np.zeros(1), 8))
    assert (worth.value, worth.error, worth.if_low) == (0.0, 0.0, 0)


def test_no_proposal_ever_passes() -> None:
    """Then walking away is all there is."""
    payoffs = Signatures(np.zeros((0, 50), bool))
    worth = worth_knowing(payoffs, Parted(np.arange(50.0)), Parted(np.arange(50.0), 8))
    assert (worth.value, worth.optimistic, worth.if_low, worth.if_high) == (0.0, 0.0, None, None)


def test_sums_of_payoffs_by_cell() -> None:
    gains, cells = np.array([[1.0, 2, 4, 8], [0, 0, 0, 0]]), Cells(np.array([2, 0, 2, 0]), 4)
    assert Proposals(gains).sums(cells).tolist() == [[10, 0], [0, 0], [5, 0], [0, 0]]
    passes = np.array([[True, False, True, True]])
    assert Signatures(passes).sums(cells).tolist() == [[1, 0], [0, 0], [2, 0], [0, 0]]
    assert Proposals(gains).only(np.array([0])).gains.tolist() == gains.tolist()
    assert Proposals(gains).only(np.array([1])).deals == Signatures(passes).only(np.array([1])).deals == 0


@pytest.mark.parametrize("share", [0.02, 0.7])
def test_signatures_are_counted_alike_whether_few_pass_or_many(share: float) -> None:
    """Against a sum cell by cell."""
    chance = np.random.Generator(np.random.PCG64(6))
    passes, cell = chance.random((7, 400)) < share, chance.integers(0, 9, 400)
    expected = [[int(row[cell == one].sum()) for row in passes] + [0] for one in range(10)]
    assert Signatures(passes).sums(Cells(cell, 10)).tolist() == expected
    some = np.array([0, 3, len(passes)])
    fewer = [[row[0], row[3], 0] for row in expected]
    assert Signatures(passes).only(some).sums(Cells(cell, 10)).tolist() == fewer
