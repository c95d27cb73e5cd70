"""Genius XML: what every element means, and every fault with its line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.interop.helpers import DOMAIN, PROFILE, f, faults, files, genius, parts, read, worth

ITEM = '<item index="{}" value="{}" evaluation="{}"/>'
WEIGHT = '<weight index="1" value="1"/>'


def discrete(*evaluations: str, index: int = 1, name: str = "a") -> str:
    items = "".join(ITEM.format(n, chr(ord("p") + n), e) for n, e in enumerate(evaluations))
    return f'<issue index="{index}" name="{name}" type="discrete">{items}</issue>'


def integer(evaluator: str = "", low: str = "0", high: str = "9", index: int = 1, name: str = "a") -> str:
    return (
        f'<issue index="{index}" name="{name}" type="integer" lowerbound="{low}" upperbound="{high}">'
        f"{evaluator}</issue>"
    )


def real(evaluator: str = "", low: str = "0", high: str = "10") -> str:
    bounds = f'<range lowerbound="{low}" upperbound="{high}"/>'
    return f'<issue index="1" name="a" type="real">{bounds}{evaluator}</issue>'


def evaluator(**attributes: str) -> str:
    return f"<evaluator{named(attributes)}/>"


def named(attributes: dict[str, str]) -> str:
    return "".join(f' {key}="{text}"' for key, text in attributes.items())


def shaped(tmp_path: Path, issue: str, evaluated: str, *numbers: str) -> list[Fraction]:
    case = read(genius(tmp_path, issue, evaluated + WEIGHT)).case
    return [worth(case, 0, (number,)) for number in numbers]


def test_evaluations_are_divided_by_the_largest_of_their_issue(tmp_path: Path) -> None:
    two = discrete("3", "7", "1") + discrete("0.2", "0.4", "0.1", index=2, name="b")
    weights = '<weight index="1" value="0.6"/><weight index="2" value="0.4"/>'
    case = read(genius(tmp_path, two, two + weights)).case
    assert worth(case, 0, ("p", "q")) == f("0.6") * 3 / 7 + f("0.4")
    assert worth(case, 0, ("q", "r")) == f("0.6") + f("0.4") / 4


def test_an_issue_of_nothing_is_worth_nothing(tmp_path: Path) -> None:
    """The largest evaluation is below 0.00001: Genius divides by nothing and gives 0."""
    both = discrete("0.000001", "0")
    assert shaped(tmp_path, both, both, "p", "q") == [0, 0]


def test_items_of_the_profile_alone_count_for_the_largest(tmp_path: Path) -> None:
    assert shaped(tmp_path, discrete("1", "2"), discrete("1", "2", "4"), "p", "q") == [f("1/4"), f("1/2")]


def test_items_that_stand_twice(tmp_path: Path) -> None:
    twice = '<issue index="1" name="a"><item value="p" evaluation="1"/><item value="p" evaluation="4"/>'
    twice += '<item value="q" evaluation="8"/><item evaluation="9"/></issue>'
    found = read(genius(tmp_path, twice, twice + WEIGHT))
    assert list(found.case.issues["a"].options) == ["p", "q"]
    assert worth(found.case, 0, ("p",)) == f("1/2")  # the last evaluation counts
    assert sum("stand" in sentence for sentence in found.lost) == 3


@pytest.mark.parametrize("attribute", ["vtype", "type", "etype", "none"])
def test_types_by_any_of_their_names(tmp_path: Path, attribute: str) -> None:
    kind = "discrete" if attribute == "none" else "Integer"
    issue = f'<issue index="1" name="a" {attribute}="{kind}" lowerbound="1" upperbound="3">'
    issue += '<item value="p" evaluation="1"/><evaluator slope="0.5" offset="0"/></issue>'
    case = read(genius(tmp_path, issue, issue + WEIGHT)).case
    assert list(case.issues["a"].options) == (["p"] if attribute == "none" else ["1", "2", "3"])


def test_integers(tmp_path: Path) -> None:
    """slope · (v − lower bound) + offset, kept within 0 and 1; nothing without an evaluator."""
    rising = integer(evaluator(ftype="linear", slope="0.3", offset="0.2"), "-2", "3")
    assert shaped(tmp_path, rising, rising, "-2", "-1", "0", "1", "2") == [f("0.2"), f("0.5"), f("0.8"), 1, 1]
    falling = integer(evaluator(slope="-0.4", offset="0.9"), "-2", "3")
    assert shaped(tmp_path, falling, falling, "-2", "0", "1", "3") == [f("0.9"), f("0.1"), 0, 0]
    bare = integer("", "-2", "3")
    assert shaped(tmp_path, bare, bare, "-2", "3") == [0, 0]
    below = integer(evaluator(slope="0.1", offset="0"), "0", "9")  # the profile's own lower bound counts
    assert shaped(tmp_path, integer("", "5", "9"), below, "5", "9") == [f("0.5"), f("0.9")]


def test_integers_with_the_forms_of_real_numbers(tmp_path: Path) -> None:
    triangle = integer(evaluator(ftype="triangular", parameter0="0", parameter1="9", parameter2="3"))
    found = shaped(tmp_path, triangle, triangle, "0", "1", "3", "5", "9")
    assert found == [0, f("1/3"), 1, f("2/3"), 0]


def test_real_numbers(tmp_path: Path) -> None:
    line = real(evaluator(ftype="linear", parameter1="0.3", parameter0="-0.5"))
    assert shaped(tmp_path, line, line, "0", "5/3", "3", "5", "10") == [0, 0, f("0.4"), 1, 1]
    level = real(evaluator(ftype="constant", parameter0="0.4"))
    assert shaped(tmp_path, level, level, "0", "10") == [f("0.4"), f("0.4")]
    tent = real(evaluator(ftype="triangular", parameter0="2", parameter1="8", parameter2="3"))
    assert shaped(tmp_path, tent, tent, "1", "2", "2.5", "3", "4", "9") == [0, 0, f("1/2"), 1, f("4/5"), 0]
    wide = real(evaluator(ftype="triangular", parameter0="-10", parameter1="20", parameter2="5"))
    assert shaped(tmp_path, wide, wide, "0", "5", "10") == [f("2/3"), 1, f("2/3")]
    half = real(evaluator(ftype="triangular", parameter0="0", parameter1="10", parameter2="0"))
    assert shaped(tmp_path, half, half, "0", "5", "10") == [1, f("1/2"), 0]


def test_a_range_of_one_number_is_one_option(tmp_path: Path) -> None:
    for one in (
        integer(evaluator(slope="0.5", offset="0.25"), "4", "4"),
        real(evaluator(parameter0="0.05", parameter1="0.05"), "4", "4"),
        real(evaluator(ftype="triangular", parameter0="3", parameter1="7", parameter2="3"), "6", "6"),
    ):
        found = read(genius(tmp_path, one, one + WEIGHT))
        number = next(iter(found.case.issues["a"].options))
        assert worth(found.case, 0, (number,)) == f("0.25")
        assert "one number alone" in " ".join(found.lost)


def test_totals_are_capped(tmp_path: Path) -> None:
    two = discrete("1", "2") + discrete("1", "2", index=2, name="b")
    for first, expected, cap in (("0.7", 1, True), ("0.5000000000000001", f("1.0000000000000001"), False)):
        weights = f'<weight index="1" value="{first}"/><weight index="2" value="0.5"/>'
        found = read(genius(tmp_path, two, two + weights))
        assert worth(found.case, 0, ("q", "q")) == expected
        assert (found.case.preferences["p1"].cap == 1) is cap
        assert any("weights" in sentence for sentence in found.lost)


def test_weights_stay_as_they_stand(tmp_path: Path) -> None:
    assert shaped(
        tmp_path, discrete("1", "2"), discrete("1", "2") + '<weight index="1" value="0.5"/>', "q"
    ) == [1]
    half = genius(tmp_path, discrete("1", "2"), discrete("1", "2") + '<weight index="1" value="0.5"/>')
    found = read(half)
    assert worth(found.case, 0, ("q",)) == f("0.5")
    assert "weights sum to 0.5" in " ".join(found.lost)


@pytest.mark.parametrize(
    ("rest", "discount", "away"),
    [
        ("", None, 0),
        ('<discount_factor value="0.0"/><reservation value="0.3"/>', None, f("0.3")),
        ('<discount_factor value="1.0"/><reservation/>', None, 0),
        ('<discount_factor value="1.5"/>', None, 0),
        ('<discount_factor value="0.75"/><reservation value="0.25"/>', f("0.75"), f("0.25")),
    ],
)
def test_discount_and_reservation(
    tmp_path: Path, rest: str, discount: Fraction | None, away: Fraction
) -> None:
    found = read(genius(tmp_path, discrete("1", "2"), discrete("1", "2") + WEIGHT, rest=rest))
    _, profile = parts(found.case, 0)
    assert (profile.discount, profile.away) == (discount, away)
    assert ("discount of 1.5" in " ".join(found.lost)) == ("1.5" in rest)


def test_nested_objectives_gaps_and_names(tmp_path: Path) -> None:
    inner = '<objective index="5" name="inner">{}</objective>'
    first, second = discrete("1", "2", index=2), discrete("2", "1", index=9)
    other = second.replace('name="a"', 'name="another"')
    weights = '<weight index="2" value="0.4"/>', '<weight index="9" value="0.6"/>'
    found = read(
        genius(
            tmp_path,
            "<agent/>" + first + inner.format(second),
            first + weights[0] + inner.format(other + weights[1]) + '<weight index="5" value="1"/>',
        )
    )
    assert list(found.case.issues) == ["a (2)", "a (9)"]
    assert worth(found.case, 0, ("q", "p")) == 1
    lost = " ".join(found.lost)
    assert "gaps" in lost
    assert "share the name" in lost
    assert "another name" in lost
    assert found.case.title == "inner"


RECTANGLES = (
    """<utility maxutility="10"><ufun type="PlainUfun" weight="1" aggregation="{}">{}</ufun></utility>"""
)
PAIR = integer(index=1) + integer(index=2, name="b")


def rectangles(tmp_path: Path, inner: str, combine: str = "sum") -> Path:
    return genius(tmp_path, PAIR, RECTANGLES.format(combine, inner), kind=' type="nonlinear"')


def box(utility: str, *bounds: str, **attributes: str) -> str:
    inner = "".join(bounds)
    return f'<hyperRectangle utility="{utility}"{named(attributes)}>{inner}</hyperRectangle>'


def bound(kind: str, index: int, low: str, high: str) -> str:
    return f'<{kind} index="{index}" min="{low}" max="{high}"/>'


def pays(folder: Path, *deal: str) -> Fraction:
    issues, profile = parts(read(folder).case, 0)
    return 10 * profile.value(dict(zip(issues, deal, strict=True)))


def test_includes_are_inclusive_and_all_must_hold(tmp_path: Path) -> None:
    folder = rectangles(tmp_path, box("4", bound("INCLUDES", 1, "0", "3"), bound("INCLUDES", 2, "2", "20")))
    assert [pays(folder, *deal) for deal in ("02", "32", "39", "42", "31")] == [4, 4, 4, 0, 0]


def test_excludes_pay_when_any_fails(tmp_path: Path) -> None:
    folder = rectangles(tmp_path, box("4", bound("EXCLUDES", 1, "0", "3"), bound("EXCLUDES", 2, "2", "9")))
    assert [pays(folder, *deal) for deal in ("02", "39", "42", "31", "90")] == [0, 0, 4, 4, 4]
    never = rectangles(tmp_path, box("4", bound("EXCLUDES", 1, "0", "9")) + box("1"))
    assert [pays(never, *deal) for deal in ("00", "99")] == [1, 1]
    always = rectangles(tmp_path, box("4", bound("EXCLUDES", 1, "20", "30")))
    assert [pays(always, *deal) for deal in ("00", "99")] == [4, 4]


def test_rectangles_of_other_kinds(tmp_path: Path) -> None:
    assert pays(rectangles(tmp_path, box("4") + box("2", weight="0.5")), "0", "0") == 5  # no bounds: always
    empty = box("4", bound("INCLUDES", 1, "0", "3"), bound("INCLUDES", 1, "5", "9"))
    assert [pays(rectangles(tmp_path, empty + box("1")), *deal) for deal in ("00", "60")] == [1, 1]
    both = box("4", bound("INCLUDES", 1, "0", "3"), bound("EXCLUDES", 2, "5", "9"))
    folder = rectangles(tmp_path, both)
    assert [pays(folder, *deal) for deal in ("05", "90")] == [0, 4]  # INCLUDES beside EXCLUDES does not count
    assert "EXCLUDES alone" in " ".join(read(folder).lost)


def test_totals_of_functions_are_capped_at_their_largest(tmp_path: Path) -> None:
    folder = rectangles(tmp_path, box("8") + box("5", bound("INCLUDES", 1, "1", "9")))
    assert [pays(folder, *deal) for deal in ("00", "10")] == [8, 10]


def test_nested_functions(tmp_path: Path) -> None:
    one, two = box("3", bound("INCLUDES", 1, "5", "9")), box("2", bound("INCLUDES", 2, "5", "9"))
    inner = '<ufun type="PlainUfun" weight="{}" aggregation="{}">{}</ufun>'
    assert [pays(rectangles(tmp_path, one + two, "max"), *deal) for deal in ("00", "50", "05", "55")] == [
        0,
        3,
        2,
        3,
    ]
    assert [pays(rectangles(tmp_path, one + two, "min"), *deal) for deal in ("50", "55")] == [0, 2]
    deep = rectangles(tmp_path, box("1") + inner.format("2", "max", one + two))
    assert [pays(deep, *deal) for deal in ("00", "50", "05")] == [1, 7, 5]
    summed = rectangles(tmp_path, inner.format("0.5", "sum", one + two) + inner.format("1", "sum", ""))
    assert [pays(summed, *deal) for deal in ("55", "50")] == [f("2.5"), f("1.5")]
    negative = rectangles(tmp_path, box("5") + inner.format("-1", "max", one + inner.format("1", "min", two)))
    assert [pays(negative, *deal) for deal in ("00", "50", "05", "55")] == [5, 2, 3, 2]
    assert "only the first" in " ".join(
        read(
            genius(
                tmp_path, PAIR, RECTANGLES.format("sum", box("1")).replace("</utility>", "<ufun/></utility>")
            )
        ).lost
    )


@pytest.mark.parametrize(
    ("domain", "profile", "found"),
    [
        ("", "", "no issue"),
        ('<issue name="a"><item value="p"/></issue>', "", "no index"),
        (discrete("1") + discrete("1"), "", 'the index "1" again'),
        ('<issue index="1" name="a"/>', "", "no item with a value"),
        ('<issue index="1" name="a" type="price"/>', "", 'the type "price"'),
        (integer(low="x"), "", 'lowerbound="x"'),
        (integer(low="3", high="1"), "", "bounds from 3 to 1"),
        (integer(low="0.5", high="3"), "", "whole numbers"),
        (integer(high="20000"), "", "at most 10,000"),
        ('<issue index="1" name="a" type="real"/>', "", "lowerbound=nothing"),
        (discrete("1"), discrete("1"), "no weight of issue 1"),
        (discrete("1"), WEIGHT, 'no issue "a"'),
        (discrete("1"), discrete("x") + WEIGHT, 'evaluation="x"'),
        (discrete("1", "2"), discrete("1") + WEIGHT, 'no evaluation of "q"'),
        (discrete("1"), discrete("null") + WEIGHT, 'no evaluation of "p"'),
        (discrete("1"), discrete("1", index=2) + WEIGHT, 'the issue "2"'),
        (discrete("1"), discrete("1") * 2 + WEIGHT, "each once"),
        (discrete("1"), integer() + WEIGHT, "another type"),
        (integer(), discrete("1") + WEIGHT, "another type"),
        (integer(), integer(evaluator(slope="1")) + WEIGHT, "offset=nothing"),
        (real(), real() + WEIGHT, "no evaluator"),
        (real(), real(evaluator(ftype="faratin")) + WEIGHT, 'the function "faratin"'),
        (real(), real(evaluator(ftype="linear")) + WEIGHT, "parameter1=nothing"),
        (
            real(), real(evaluator(ftype="triangular", parameter0="5", parameter1="1", parameter2="2")) + WEIGHT,  # noqa: E501
            "corners out of order",
        ),
        (
            real(), real(evaluator(ftype="triangular", parameter0="2", parameter1="4", parameter2="4")) + WEIGHT,  # noqa: E501
            "an upright side",
        ),
        (PAIR, RECTANGLES.format("sum", "").replace("10", "0"), "maxutility"),
        (PAIR, '<utility maxutility="1"/>', "0 functions"),
        (PAIR, RECTANGLES.format("mean", ""), 'the aggregation "mean"'),
        (PAIR, RECTANGLES.format("sum", "").replace("Plain", "Odd"), 'the function "OddUfun"'),
        (PAIR, RECTANGLES.format("sum", box("1", bound("INCLUDES", 7, "0", "1"))), 'a bound of issue "7"'),
        (
            discrete("1"), RECTANGLES.format("sum", box("1", bound("INCLUDES", 1, "0", "1"))), 'a bound of issue "1"'  # noqa: E501
        ),
    ],
)  # fmt: skip
def test_faults(tmp_path: Path, domain: str, profile: str, found: str) -> None:
    assert found in faults(genius(tmp_path, domain, profile))


def test_other_kinds_of_spaces(tmp_path: Path) -> None:
    folder = genius(tmp_path, discrete("1"), discrete("1") + WEIGHT, kind=' type="uncertain"')
    assert 'the type "uncertain"' in faults(folder)


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    folder = genius(tmp_path, discrete("1"), discrete("x") + WEIGHT)
    text = faults(folder)
    assert "p1.xml:3: item 0" in text
    assert "p2.xml:3: item 0" in text


def test_another_root(tmp_path: Path) -> None:
    files(tmp_path, domain__xml=DOMAIN.format(count=1, issues=discrete("1")), p1__xml="<other/>")
    files(tmp_path, p2__xml=PROFILE.format(issues=discrete("1") + WEIGHT, rest="", kind=""))
    from walkaway.interop import Chosen, read_chosen

    paths = (tmp_path / "p1.xml", tmp_path / "p2.xml")
    with pytest.raises(Exception, match="<other>"):
        read_chosen(Chosen("genius", tmp_path / "domain.xml", paths, ("a", "b")))


def test_titles(tmp_path: Path) -> None:
    assert read(genius(tmp_path, discrete("1"), discrete("1") + WEIGHT)).case.title == "domain"
