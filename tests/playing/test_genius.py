"""Genius's parties against the rules of Genius written down a second time, one deal after the other."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from functools import cmp_to_key
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.playing.helpers import laid, small_case
from tests.strategies import brief_law

import walkaway
from walkaway.case import Case
from walkaway.playing.batch import HOW
from walkaway.playing.strategies.genius_parties import _java_hash
from walkaway.playing.strategy import made

_SHARED = Path(os.environ.get("WALKAWAY_ORACLES") or Path(__file__).parents[3] / "shared" / "oracles")
ORACLES = _SHARED / "genius"


def signed(number: int) -> int:
    return (number + 2**31) % 2**32 - 2**31


def bits(number: float) -> int:
    (whole,) = struct.unpack(">Q", struct.pack(">d", number))
    return int(whole ^ (whole >> 32)) & 0xFFFFFFFF


class Party:
    """One of Genius's parties: its sorted outcome space, its target, what it says."""

    def __init__(self, titles: Sequence[Sequence[str]], points: Sequence[Sequence[float]], e: float) -> None:
        self.e, self.titles, self.points = e, titles, points
        bids = [tuple(reversed(picks)) for picks in product(*(range(len(one)) for one in reversed(titles)))]

        def code(bid: tuple[int, ...]) -> int:
            own = sum(_java_hash(titles[issue][option]) for issue, option in enumerate(bid))
            return signed((((31 + own) * 31 + bits(self.worth(bid))) * 31 + bits(-1.0)) % 2**32)

        def compare(one: tuple[int, ...], two: tuple[int, ...]) -> int:
            first, second = self.worth(one), self.worth(two)
            return (first < second) - (first > second) or (code(one) > code(two)) - (code(one) < code(two))

        self.bids = sorted(bids, key=cmp_to_key(compare))

    def worth(self, bid: tuple[int, ...]) -> float:
        total = 0.0
        for issue, option in enumerate(bid):
            total += self.points[issue][option]
        return min(total, 1.0)

    def near(self, target: float) -> tuple[int, ...]:
        distances = [abs(self.worth(bid) - target) for bid in self.bids]
        at = self.search(target)
        best, found = distances[at], at
        if at > 0 and distances[at - 1] < best:
            best = distances[at - 1]
        if at + 1 < len(self.bids) and distances[at + 1] < best:
            found = at + 1
        return self.bids[found]

    def search(self, target: float) -> int:
        low, high, middle, last = 0, len(self.bids) - 1, -1, 0
        while last != middle:
            last, middle = middle, (low + high) // 2
            here = self.worth(self.bids[middle])
            if here == target:
                return middle
            low, high = (low, middle) if here < target else (middle, high)
        return middle

    def says(self, table: tuple[int, ...] | None, number: int, rounds: int) -> tuple[int, ...] | None:
        time = number / (rounds + 1) - 1 / (rounds + 1)
        own = self.near(1 - time ** (1 / self.e))
        return None if table is not None and self.worth(own) < self.worth(table) else own


def negotiated(parties: Sequence[Party], rounds: int) -> tuple[tuple[int, ...] | None, int]:
    """Genius's stacked alternating offers: the agreement and the round."""
    table, accepts = None, 0
    for number in range(1, rounds + 1):
        for party in parties:
            said = party.says(table, number, rounds)
            table, accepts = (table, accepts + 1) if said is None else (said, 1)
            if accepts == len(parties):
                return table, number
    return None, rounds


def on_the_scale_of_genius(case: Case) -> Case:
    """Scores as parts of one, so that sums are rounded and many deals are level."""
    data = case.to_dict()
    for each in data["preferences"].values():
        each["walk_away"] = 0
        most = sum(max(scores.values()) for scores in each["scores"].values()) or 1
        each["scores"] = {
            issue: {option: f"{score}/{most}" for option, score in scores.items()}
            for issue, scores in each["scores"].items()
        }
    return Case.model_validate(data)


@given(st.integers(0, 10**6), st.integers(3, 4), st.integers(1, 25))
@brief_law
def test_several_of_genius_agree_as_genius_does(seed: int, parties: int, rounds: int) -> None:
    """Law: the same deal in the same round, ties and neighbours included."""
    case = on_the_scale_of_genius(small_case(seed, parties=parties, issues=2))
    talks, setting = laid(case, rounds=rounds, clock="genius")
    names, speeds = ("genius-boulware", "genius-linear", "genius-conceder"), (0.2, 1.0, 2.0)
    chosen = [(seed >> seat) % 3 for seat in range(parties)]
    titles = [[option.title for option in issue.options.values()] for issue in case.issues.values()]
    twins = []
    for seat, which in enumerate(chosen):
        summed = setting.own[seat].summed
        assert summed is not None
        points = [(w * s).tolist() for w, s in zip(summed.weights, summed.shares, strict=True)]
        twins.append(Party(titles, points, speeds[which]))
    found = talks.recorded(made([names[which] for which in chosen]), seed=1)
    deal, number = negotiated(twins, rounds)
    agreed = None if found.deals[0] < 0 else tuple(talks.listed.picks[found.deals[0]].tolist())
    assert (agreed, int(found.numbers[0])) == (deal, number)


def test_hash_codes_are_those_of_java() -> None:
    """``"hello".hashCode()``, and the pair that is known to collide."""
    assert [_java_hash(text) for text in ("", "a", "hello", "Aa", "BB")] == [0, 97, 99162322, 2112, 2112]


def test_among_several_they_heed_no_reservation_under_the_clock_of_genius() -> None:
    data = on_the_scale_of_genius(small_case(4, parties=3)).to_dict()
    data["preferences"]["p1"]["walk_away"] = 0.7
    for clock, below in (("genius", True), ("rounds", False)):
        talks, setting = laid(Case.model_validate(data), rounds=40, clock=clock)
        found = talks.recorded(made(["genius-hardliner", "genius-conceder", "genius-hardliner"]), seed=1)
        offers = np.array([turn.offered[0] for turn in found.said if turn.seat == 1])
        assert (setting.own[1].values[0][offers] < 0.7).any() == below
        assert HOW[found.how[0]] == "deadline"


DOMAINS = {
    "laptopdomain": ("laptop_domain.xml", "laptop_buyer_utility.xml", "laptop_seller_utility.xml"),
    "Grocery": ("Grocery_domain.xml", "Grocery_domain_sam.xml", "Grocery_domain_mary.xml"),
    "ItexvsCypressDomain": (
        "ItexvsCypress_domain.xml",
        "ItexvsCypress_CypressAReserve00.xml",
        "ItexvsCypress_ItexBReserve00.xml",
    ),
}


@pytest.mark.skipif(not ORACLES.is_dir(), reason="Genius's domains lie beside the project, not in it")
@pytest.mark.parametrize("name", DOMAINS)
def test_sums_are_those_of_genius_to_the_last_bit(name: str) -> None:
    """Values read from the XML and added up as Genius adds: weight × (evaluation / largest), in doubles."""
    domain, *profiles = (ORACLES / name / file for file in DOMAINS[name])
    file = walkaway.load(domain, profiles=profiles)
    _, setting = laid(file.case)
    for seat, profile in enumerate(profiles):
        root = ET.parse(profile).getroot()
        weights = {each.get("index"): float(each.get("value") or 0) for each in root.iter("weight")}
        columns = []
        for issue in root.iter("issue"):
            given = {item.get("value"): float(item.get("evaluation") or 0) for item in issue.iter("item")}
            columns.append((weights[issue.get("index")], given))
        own = setting.own[seat]
        assert own.summed is not None
        for number, value in enumerate(own.summed.of(own.picks).tolist()):
            total = 0.0
            for place, (weight, given) in enumerate(columns):
                title = own.titles[place][own.picks[number, place]]
                total += weight * (given[title] / max(given.values()))
            assert min(total, 1.0) == value


TABLES = {
    "laptopdomain": (
        "laptop_domain.xml",
        "laptop_buyer_utility.xml",
        "laptop_seller_utility.xml",
        "laptop_test.xml",
    ),
    "ItexvsCypressDomain": (
        "ItexvsCypress_domain.xml",
        *(f"ItexvsCypress_{who}Reserve0{number}.xml" for number in (0, 1) for who in ("CypressA", "ItexB")),
    ),
}


def party_of(profile: Path, e: float) -> Party:
    """One of Genius's parties straight from its file."""
    root = ET.parse(profile).getroot()
    weights = {each.get("index"): float(each.get("value") or 0) for each in root.iter("weight")}
    titles, points = [], []
    for issue in root.iter("issue"):
        given = {item.get("value") or "": float(item.get("evaluation") or 0) for item in issue.iter("item")}
        weight, most = weights[issue.get("index")], max(given.values())
        titles.append(list(given))
        points.append([weight * (worth / most) for worth in given.values()])
    return Party(titles, points, e)


@pytest.mark.skipif(not ORACLES.is_dir(), reason="Genius's domains lie beside the project, not in it")
@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("rounds", [7, 60, 180])
def test_three_and_four_at_a_table_of_files_agree_as_genius_does(name: str, rounds: int) -> None:
    """The whole way: files read by each on its own, the deal in their words, utilities to the last digit."""
    domain, *profiles = (ORACLES / name / file for file in TABLES[name])
    speeds = {"genius-boulware": 0.2, "genius-linear": 1.0, "genius-conceder": 2.0}
    file = walkaway.load(domain, profiles=profiles)
    for turn in range(3):
        chosen = [list(speeds)[(seat + turn) % 3] for seat in range(len(profiles))]
        found = walkaway.play(file, strategies=chosen, clock="genius", rounds=rounds)
        twins = [party_of(path, speeds[one]) for path, one in zip(profiles, chosen, strict=True)]
        deal, number = negotiated(twins, rounds)
        assert found.rounds.mean == number
        assert bool(found.agreed) == (deal is not None)
        if deal is not None:
            issues = file.case.issues
            words = [issues[issue].options[option].title for issue, option in found.deals[0].deal.items()]
            assert words == [twins[0].titles[issue][option] for issue, option in enumerate(deal)]
            assert [*found.value.values()] == [one.worth(deal) for one in twins]
