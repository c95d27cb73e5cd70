"""Shares of weighted draws."""

from __future__ import annotations

import numpy as np
import pytest

from walkaway.analysis.why.shares import Share, effective, equal, share_of
from walkaway.analysis.zone.acceptability import standard_error, wilson
from walkaway.numbers import percent


@pytest.mark.parametrize("hits", [0, 1, 37, 100])
def test_equal_weights_give_the_usual_errors(hits: int) -> None:
    """Law: the share, its standard error and Wilson's interval."""
    found = share_of(np.arange(100) < hits, equal(100))
    low, high = wilson(hits, 100)
    assert found.probability == pytest.approx(hits / 100)
    assert found.error == pytest.approx(standard_error(hits / 100, 100))
    assert found.interval == pytest.approx((float(low), float(high)))


def test_unequal_weights_are_worth_fewer_draws() -> None:
    """Law: one draw that weighs everything is worth one draw."""
    weights = np.array([0.97, 0.01, 0.01, 0.01])
    assert 1 < effective(weights) < 1.1
    found = share_of(np.array([True, False, False, False]), weights)
    assert found.interval[0] < 0.3


def test_exact_shares_have_no_error() -> None:
    assert share_of(np.array([True]), equal(1), exact=True) == Share(
        probability=1.0, error=0.0, interval=(1.0, 1.0)
    )


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0 %"), (0.001, "under 1 %"), (0.424, "42 %"), (0.999, "over 99 %"), (1, "100 %")],
)
def test_percentages_say_0_and_100_only_where_it_is_so(share: float, words: str) -> None:
    assert percent(share) == words


def test_words_have_the_error_in_points() -> None:
    assert Share(probability=0.42, error=0.004, interval=(0.4, 0.5)).words == "42 % (± 0.4)"
    assert Share(probability=0.42, error=0.016, interval=(0.4, 0.5)).words == "42 % (± 2)"
    assert Share(probability=0.42, error=0.0, interval=(0.4, 0.5)).words == "42 %"


def test_what_holds_in_every_draw_is_certain_whatever_floats_add_up_to() -> None:
    weights = np.full(10, 0.1)
    weights[3] -= 1e-16
    assert share_of(np.ones(10, bool), weights).probability == 1.0
    assert share_of(np.arange(10) > 0, weights).probability < 1.0
