"""Genius semantics by hand: what deals of known domains are worth, the arithmetic beside each.

The rows tell apart every way to get it wrong: evaluations that are not divided by the largest of their
issue, integers without their lower bound or clamp, open instead of inclusive bounds, ``EXCLUDES`` taken for
``INCLUDES``, totals that are not capped.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from tests.interop.helpers import HERE, ROOT, WHY, f, read, worth

from walkaway.analysis.frontier.frontier import frontier
from walkaway.case import Case
from walkaway.space import build_space, central_values

pytestmark = pytest.mark.skipif(not HERE, reason=WHY)

LAPTOP = ("laptopdomain", ("laptop_buyer_utility.xml", "laptop_seller_utility.xml"))
INTEGER = ("IntegerDomain", ())
GROCERY = ("Grocery", ())  # Mary, Sam
THOMPSON = ("thompson", ())  # employee, employer
MERGER = ("IS_BT_Acquisition", ())  # BT, IS
ITEX = ("ItexvsCypressDomain", ("ItexvsCypress_CypressAReserve01.xml", "ItexvsCypress_ItexBReserve01.xml"))
NAGUNL = ("S-1NAGUNL-114", ())
TEN = ("10issues", ())
BUYER = (f("0.4452125771655631"), f("0.37808251708013424"), f("0.1767567099260568"))  # laptop, disk, monitor
SELLER = (f("0.37808251708013424"), f("0.1767567099260568"), f("0.4452125771655631"))
S19, S20, S23 = "19'' LCD", "20'' LCD", "23'' LCD"

ROWS = [
    # laptop: largest evaluation of every issue is 3; weights sum to 1.0000518…, so the best deals are capped
    (LAPTOP, 0, ("Dell", "60 Gb", S19), BUYER[0] / 3 + BUYER[1] + BUYER[2]),  # 1/3, 3/3, 3/3
    (LAPTOP, 0, ("HP", "60 Gb", S19), Fraction(1)),  # 3/3, 3/3, 3/3 = 1.0000518…, capped at 1
    (LAPTOP, 0, ("Macintosh", "80 Gb", S23), (BUYER[0] + BUYER[1] + BUYER[2]) * 2 / 3),  # 2/3 everywhere
    (LAPTOP, 0, ("Dell", "120 Gb", S20), (BUYER[0] + BUYER[1] + BUYER[2]) / 3),  # 1/3 everywhere
    (LAPTOP, 1, ("Macintosh", "80 Gb", S19), Fraction(1)),  # all largest, capped
    (LAPTOP, 1, ("HP", "60 Gb", S20), (SELLER[0] + SELLER[1] + SELLER[2]) * 2 / 3),
    (LAPTOP, 1, ("Dell", "60 Gb", S23), SELLER[0] / 3 + SELLER[1] * 2 / 3 + SELLER[2] / 3),
    # integers: 0.75·clamp(0.08·(v + 5) + 0.3) + 0.25·clamp(0.1·(w + 5)), v and w from −5 to 5
    (INTEGER, 0, ("-5", "-5"), f("0.225")),  # 0.75·0.3 (not −0.2: the lower bound counts)
    (INTEGER, 0, ("0", "0"), f("0.65")),  # 0.75·0.7 + 0.25·0.5 = 0.525 + 0.125
    (INTEGER, 0, ("3", "5"), f("0.955")),  # 0.75·0.94 + 0.25
    (INTEGER, 0, ("4", "-5"), f("0.75")),  # 0.08·9 + 0.3 = 1.02, clamped to 1
    (INTEGER, 0, ("5", "5"), Fraction(1)),  # 1.1 clamped to 1, and 1
    (INTEGER, 0, ("-4", "-4"), f("0.31")),  # 0.75·0.38 + 0.25·0.1
    (INTEGER, 1, ("-5", "-5"), Fraction(0)),
    (INTEGER, 1, ("5", "-5"), f("0.25")),  # 0.25·1 + 0.75·0
    (INTEGER, 1, ("0", "0"), f("0.5")),  # 0.25·0.5 + 0.75·0.5
    # groceries: largest evaluation 10 everywhere
    (GROCERY, 0, ("Baguette", "Apples", "Chocolate bars", "Cheese", "Beans"), f("0.37")),  # .3 .02 .005 .015 .03  # noqa: E501
    (GROCERY, 0, ("Baguette", "Pears", "Popcorn", "Peanut butter", "Spinach"), Fraction(1)),
    (GROCERY, 0, ("Crackers", "Grapes", "Nachos", "Jam", "Leek"), f("0.325")),  # .06 .06 .025 .03 .15
    (GROCERY, 1, ("Baguette", "Apples", "Chocolate bars", "Cheese", "Beans"), f("0.375")),  # .2 .05 .1 .015 .01  # noqa: E501
    (GROCERY, 1, ("Croissants", "Pears", "Doughnuts", "Jam", "Potatoes"), f("0.815")),  # .04 .025 .5 .15 .1
    # employment: items inside of similarity functions are no options
    (THOMPSON, 0, ("10%", "Division A", "100%", "100%", "$40,000"), f("0.92")),  # .41 + 0 + .28 + .06 + .17
    (THOMPSON, 0, ("2%", "Division E", "60%", "0%", "$32,000"), f("0.08")),
    (THOMPSON, 0, ("8%", "Division D", "90%", "80%", "$38,000"), f("0.75")),
    (THOMPSON, 0, ("6%", "Division C", "80%", "60%", "$36,000"), f("0.5")),
    # acquisition: largest evaluations 10, 10, 10, 9 and 10 for BT; 10, 10, 10, 7 and 10 for IS
    (
        MERGER,
        0,  # .5·8/10 + .04·6/10 + .2·5/10 + .06·9/9 + .2·7/10
        (
            "1 million $", "IS receives all IP", "BI-Tech founders get 2%", "salary raise of 15%",
            "past activities remains with Bi-Tech",
        ),
        f("0.724"),
    ),
    (
        MERGER,
        0,  # .5·10/10 + .04·10/10 + .2·10/10 + .06·4/9 + .2·10/10
        (
            "8 million $", "BI-Tech founders maintain all IP", "BI-Tech founders get 5% + jobs ",
            "half fired and half private contracts", "IS liable for all activities",
        ),
        f("0.94") + f("0.06") * 4 / 9,
    ),
    (
        MERGER,
        1,  # .3 + .3 + .15·5/10 + .05·6/7 + .2
        (
            "1 million $", "IS receives all IP", "BI-Tech founders get 2%", "salary raise of 15%",
            "past activities remains with Bi-Tech",
        ),
        f("0.875") + f("0.3") / 7,
    ),
    # Itex (second): largest evaluations 30, 20, 25 and 30
    (
        ITEX,
        1,  # 30/30, 1/20, 10/25, 1/30
        ("$4.37", "60 days", "Upon delivery", "Full price"),
        f("0.28812635027374") + f("0.1915290482981283") / 20 + f("0.24212575877553694") * 2 / 5
        + f("0.2782188426525948") / 30,
    ),
    # Cypress (first): largest evaluations 40, 25, 15 and 20
    (
        ITEX,
        0,  # 1/40, 10/25, 6/15, 7/20
        ("$4.37", "45 days", "30 days after delivery", "5% spoilage allowed"),
        f("0.4700166576535899") / 40 + f("0.1220816713696379") * 2 / 5 + f("0.17727008190772825") * 2 / 5
        + f("0.2306315890690439") * 7 / 20,
    ),
    # 26 rectangles; those that pay, in the order of the file
    (NAGUNL, 0, ("0",) * 10, Fraction(54 + 55 + 30 + 56 + 75 + 91 + 77 + 71 + 43, 1316)),  # 4 EXCLUDES pay
    (NAGUNL, 0, ("9",) * 10, Fraction(47 + 88 + 16 + 55 + 7 + 30 + 79 + 99, 1316)),  # one EXCLUDES pays
    (
        NAGUNL,
        0,
        ("5",) * 10,
        Fraction(47 + 3 + 88 + 40 + 54 + 55 + 59 + 65 + 56 + 30 + 32 + 56 + 75 + 91 + 77 + 79 + 99 + 71, 1316),  # noqa: E501
    ),
    # 20 rectangles, all INCLUDES; 0 and 9 are the inclusive ends of many of them
    (TEN, 0, ("0",) * 10, Fraction(27 + 56 + 1 + 9 + 93, 662)),
    (TEN, 0, ("9",) * 10, Fraction(13, 662)),
    (TEN, 0, ("6",) * 10, Fraction(27 + 94 + 56 + 10 + 45 + 1 + 9, 662)),
]  # fmt: skip


def case_of(domain: tuple[str, tuple[str, ...]]) -> Case:
    return read(ROOT / "genius" / domain[0], domain[1]).case


@pytest.mark.parametrize(("domain", "who", "deal", "expected"), ROWS)
def test_by_hand(
    domain: tuple[str, tuple[str, ...]], who: int, deal: tuple[str, ...], expected: Fraction
) -> None:
    case = case_of(domain)
    assert worth(case, who, deal) == expected
    space = build_space(case)
    values = central_values(case, space)
    picks = space.picks_of(dict(zip(case.issues, deal, strict=True)))
    integers = space.worth(values, picks)
    assert values.own_scale(integers[:, : space.parties])[0, who] == pytest.approx(float(expected), abs=1e-12)


def test_there_are_enough_of_them() -> None:
    assert len(ROWS) >= 30


def test_reservations_and_discounts() -> None:
    merger, nagunl, itex = case_of(MERGER), case_of(NAGUNL), case_of(ITEX)
    assert [float(p.discount or 1) for p in merger.preferences.values()] == [0.68768896, 0.68768896]
    assert [float(p.discount or 1) for p in nagunl.preferences.values()] == [0.95, 0.95]
    assert [str(p.walk_away) for p in nagunl.preferences.values()] == ["0.6", "0.5"]
    assert [str(p.walk_away) for p in itex.preferences.values()] == ["0.1", "0.1"]
    assert [p.discount for p in case_of(INTEGER).preferences.values()] == [None, None]  # 0.0 counts as 1


@pytest.mark.parametrize("name", ["10issues", "S-1NAGUNL-114", "S-1NIKFRT-1"])
def test_stored_fronts_of_nonlinear_domains(name: str) -> None:
    case = read(ROOT / "genius" / name).case
    space = build_space(case)
    front = frontier(space, central_values(case, space))
    mine = np.array([point.value for point in front], dtype=float)
    stored = np.loadtxt(ROOT / "genius" / name / "pareto.xml", delimiter=",")
    assert len(mine) == len(stored)
    assert mine[np.argsort(mine[:, 0])] == pytest.approx(stored[np.argsort(stored[:, 0])], abs=1e-6)
