"""Inspections against going through every choice of sites, and the levels against trying each."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import pytest

from walkaway.analysis.path import deterring, looks_needed, seen, sites_needed


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
