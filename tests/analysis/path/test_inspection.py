"""Inspections against going through every choice of sites, and the levels against trying each."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import inf, nan
from typing import Any

import pytest

from walkaway.analysis.path import deterring, looks_needed, seen, sites_needed
from walkaway.errors import UsageError


@pytest.mark.parametrize(("sites", "inspected", "breaking"), [(5, 2, 1), (6, 3, 2), (4, 4, 1), (5, 1, 5)])
def test_chance_to_see_a_breach_is_that_of_all_choices(sites: int, inspected: int, breaking: int) -> None:
    """Slow twin: every set of sites that may be looked at, each as likely; the first ones break."""
    choices = [*combinations(range(sites), inspected)]
    missed = [Fraction(1, 2) ** sum(site < breaking for site in choice) for choice in choices]
    once = 1 - sum(missed, Fraction(0)) / len(choices)
    assert seen(sites, inspected, breaking=breaking, finds=0.5) == pytest.approx(float(once))
    hit = sum(min(choice) < breaking for choice in choices) / len(choices)
    assert seen(sites, inspected, breaking=breaking) == pytest.approx(hit)
    assert seen(sites, inspected, breaking=breaking, looks=3) == pytest.approx(1 - (1 - hit) ** 3)


def test_as_many_sites_as_needed_and_not_one_more() -> None:
    """Law: with so many a breach is seen so likely, with one fewer it is not; None where all are too few."""
    for needed, finds, looks in product((0.0, 0.1, 0.5, 0.9, 1.0), (0.0, 0.5, 1.0), (1, 3)):
        enough = [m for m in range(9) if seen(8, m, looks=looks, finds=finds) >= needed - 1e-9]
        assert sites_needed(8, needed, looks=looks, finds=finds) == (enough[0] if enough else None)


def test_as_many_looks_as_needed_and_not_one_more() -> None:
    for once, needed in product((0.0, 0.2, 0.5, 1.0), (0.1, 0.5, 0.75, 0.99, 1.0)):
        enough = [k for k in range(1, 40) if 1 - (1 - once) ** k >= needed - 1e-12]
        assert looks_needed(once, needed) == (enough[0] if enough else None)


def test_a_breach_does_not_pay_once_it_is_deterred() -> None:
    """(1 − p) g ≤ p b at the rate that is named, and not a little below it; nothing to gain needs no look."""
    for gain, loss, finds in product((1, 4), (1, 3), (0.6, 1.0)):
        rate = deterring(gain, loss, finds)
        if rate is None:
            assert (1 - finds) * gain > finds * loss
            continue
        for factor, pays in ((1, False), (0.99, True)):
            p = rate * finds * factor
            assert ((1 - p) * gain > p * loss + 1e-12) == pays
    assert deterring(0, 1) == 0


@pytest.mark.parametrize(
    ("helper", "given", "said"),
    [
        (seen, {"sites": 20, "inspected": 25}, ["inspected: found 25; expected a whole number from 0 to 20"]),
        (seen, {"sites": 5, "inspected": -1}, ["inspected: found -1; expected a whole number from 0 to 5"]),
        (seen, {"sites": 0, "inspected": 0, "finds": 2},
         ["sites: found 0; expected a whole number from 1 to 100,000",
          "finds: found 2; expected a number from 0 to 1"]),
        (seen, {"sites": 5, "inspected": 1, "breaking": 6, "looks": 0},
         ["breaking: found 6; expected a whole number from 0 to 5",
          "looks: found 0; expected a whole number of 1 or more"]),
        (deterring, {"gain": nan, "loss": -1},
         ["gain: found nan; expected a number, 0 or more", "loss: found -1; expected a number, 0 or more"]),
        (deterring, {"gain": 1, "loss": inf, "finds": nan},
         ["loss: found inf; expected a number, 0 or more",
          "finds: found nan; expected a number from 0 to 1"]),
        (sites_needed, {"sites": 20, "needed": nan}, ["needed: found nan; expected a number from 0 to 1"]),
        (sites_needed, {"sites": 0, "needed": 0.5, "looks": 0},
         ["sites: found 0; expected a number above 0",
          "looks: found 0; expected a whole number of 1 or more"]),
        (looks_needed, {"once": -0.5, "needed": "much"},
         ["once: found -0.5; expected a number from 0 to 1",
          'needed: found "much"; expected a number from 0 to 1']),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_are_refused_all_at_once(helper: Any, given: Any, said: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        helper(**given)
    assert str(caught.value).splitlines() == said


def test_many_sites_are_counted_too() -> None:
    """The choices among thousands are more than the largest float."""
    assert seen(5000, 2500, finds=0.5) == pytest.approx(0.25)
