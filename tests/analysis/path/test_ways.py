"""Which safeguard is cheapest; sites, inspections and lists of them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.analysis.path.test_path import TEXT

import walkaway
from walkaway.analysis.path import CarriedOut
from walkaway.case import read_case_text
from walkaway.errors import UsageError

LAST = "  schedule: [{embargo: 1}, {reactor: 1}]\n"
BACKED = "  completed: {north: 20, west: 20}\n"
HALF = "  steps: {reactor: {closed: {by: north, detection: 0.5}}}\n"
PRICES = "  prices: {inspection: 3, phase: 0.3, bond: 0.1, guarantor: [0.1, 0.3]}\n"


def asked(more: str, **options: Any) -> CarriedOut:
    return walkaway.path(read_case_text(TEXT + more), **options)


def test_the_cheapest_safeguard_comes_first() -> None:
    """North's last step of 10 is seen with 0.5: 0.5 · 0.9 · (20 + E) ≥ 10 asks for E = 20/9.

    One more look sees it with 0.75, and 0.75 · 18 ≥ 10. A bond costs a tenth of it, a guarantor 0.1 to 0.3.
    """
    found = asked(LAST + BACKED + HALF + PRICES)
    assert found.verdict == "breaks"
    ways = {way.kind: way for way in found.ways}
    assert ways["bond"].by == {"north": pytest.approx(20 / 9)}
    assert ways["bond"].price == pytest.approx(2 / 9)
    assert ways["guarantor"].price == pytest.approx((2 / 9, 6 / 9))
    assert (ways["inspection"].amount, ways["inspection"].price) == (1, 3)
    best = asked(BACKED + HALF)
    assert best.verdict == "holds"
    assert ways["phase"].amount == max(len(best.schedule) - 2, 0)
    middles = {"bond": 2 / 9, "guarantor": 4 / 9, "phase": 0.3 * (ways["phase"].amount or 0), "inspection": 3}
    assert [way.kind for way in found.ways] == sorted(middles, key=lambda kind: middles[kind])


def test_each_way_is_enough_and_a_little_less_is_not() -> None:
    """A bond of 20/9, or a chance of 10/18: with a little less the schedule breaks."""
    for bond, verdict in (("2.2223", "holds"), ("2.2221", "breaks")):
        assert asked(f"{LAST}{BACKED}{HALF}  bonds: {{north: {bond}}}\n").verdict == verdict
    for chance, verdict in (("0.556", "holds"), ("0.555", "breaks")):
        assert asked(LAST + BACKED + HALF.replace("0.5", chance)).verdict == verdict


def test_what_no_way_can_mend_is_said() -> None:
    """Nothing follows for North: 0.9 · q · 0 is never 10, and its bond must be 10 / 0.45."""
    found = asked(LAST + HALF)
    ways = {way.kind: way for way in found.ways}
    assert ways["inspection"].amount is None
    assert ways["phase"].amount is None
    assert [way.kind for way in found.ways][2:] == ["inspection", "phase"]
    assert ways["bond"].by["north"] == pytest.approx(10 / 0.45)
    assert ways["bond"].price is None


def sites(more: str) -> CarriedOut:
    """North's step is looked at in 5 of 20 sites, twice; a look at the right one shows it in 0.8 of cases."""
    told = "{all: 20, inspected: 5, finds: 0.8, looks: 2, left: {embargo: {lifted: 8}}}"
    return asked(f"{LAST}  steps: {{reactor: {{closed: {{by: north, sites: {told}}}}}}}\n{more}")


def test_a_list_of_sites_makes_a_breach_likelier_to_be_seen() -> None:
    """1 − (1 − 0.8 · 5/20)² = 0.36; with 8 sites left 1 − (1 − 0.8 · 5/8)² = 0.75."""
    found = sites("  completed: {north: 14, west: 20}\n")
    (look,) = found.looks
    assert (look.issue, look.party, look.sites, look.inspected) == ("reactor", "north", 20, 5)
    assert look.seen == pytest.approx(0.36)
    assert [(one.issue, one.option, one.sites) for one in look.lists] == [("embargo", "lifted", 8)]
    assert look.lists[0].seen == pytest.approx(0.75)
    assert found.schedule[1].slack["north"] == pytest.approx(0.75 * 0.9 * 14 - 10)
    (look_at,) = found.inspections
    # 10 / (0.9 · 14) must be seen, 1 − √(1 − that) in each look: 6 of 8 sites (0.545 / 0.8 · 8 = 5.45)
    assert look_at.needed == pytest.approx(10 / 12.6)
    assert (look_at.sites, look_at.inspect) == (8, 6)
    assert look_at.now == pytest.approx(0.75)
    inspection = next(way for way in found.ways if way.kind == "inspection")
    assert inspection.by == {"north": 2}  # one site more, in each of two looks


def test_a_list_must_be_whole_before_what_it_lists() -> None:
    """Law: in every schedule that is found the embargo, which lists the sites, comes whole before them."""
    told = "{all: 20, inspected: 5, left: {embargo: {lifted: 8}}}"
    found = asked(f"  steps: {{reactor: {{closed: {{by: north, sites: {told}}}}}}}\n{BACKED}")
    phases = [{move.issue for move in phase.moves} for phase in found.schedule]
    assert all("reactor" not in some for some in phases[: phases.index({"reactor"})])
    assert {"embargo"} in phases


def test_ranges_of_sites_are_never_their_middle() -> None:
    """Of 10 to 40 sites 5 are seen: 0.125 to 0.5 of a bracket of 0.9 · 30 against 10."""
    told = "{all: [10, 40], inspected: 5}"
    more = f"  steps: {{reactor: {{closed: {{by: north, sites: {told}}}}}}}\n"
    found = asked(LAST + more + BACKED.replace("20", "30", 1))
    assert found.schedule[1].slack["north"] == pytest.approx((0.125 * 27 - 10, 0.5 * 27 - 10))
    assert found.certainty == "possible"


def test_of_several_likely_deals_the_one_that_is_kept_best_is_shown() -> None:
    """Warm words help North and cost West: of two likely deals, with them or not, each is judged alone."""
    third = TEXT.replace("issues:", "issues:\n  words: {title: Words, options: {cold: Cold, warm: Warm}}")
    for who, worth in (("north", 6), ("west", -6)):
        third = third.replace(
            f"{who}: {{scores: {{", f"{who}: {{scores: {{words: {{cold: 0, warm: {worth}}}, "
        )
    case = read_case_text(third[: third.index("  deal:")] + BACKED)
    found = walkaway.path(case, likely=2)
    (other,) = found.others
    alone = [walkaway.path(case, deal=one.deal) for one in (found, other)]
    assert [one.least for one in alone] == [found.least, other.least]
    assert found.deal != other.deal
    assert (found.verdict, -(found.least or 0)) <= (other.verdict, -(other.least or 0))
    with pytest.raises(UsageError, match="both a deal and how many deals"):
        walkaway.path(case, likely=2, deal=found.deal)
