"""Judgements, orders and cites: each form, what it means, how it is shown."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError
from tests.case.helpers import CASE, read, swapped

from walkaway.case import Cite, Judgement, Judgements, Order
from walkaway.case.judgement import shown, written
from walkaway.errors import CaseError

D = Decimal
W = '{range: [30, 50], cite: "doc: exact words", note: why}'


@pytest.mark.parametrize(
    ("text", "low", "likely", "high", "central", "words"),
    [
        ("40", "40", None, "40", "40", "40"),
        ("-3.50", "-3.5", None, "-3.5", "-3.5", "−3.5"),
        ("1234567", "1234567", None, "1234567", "1234567", "1,234,567"),
        ("[30, 50]", "30", None, "50", "40", "30–50"),
        ("[30, 30]", "30", None, "30", "30", "30"),
        ("{low: 30, likely: 35, high: 50}", "30", "35", "50", "35", "30–50, likely 35"),
        ("{low: 30, high: 50}", "30", None, "50", "40", "30–50"),
        ("{low: 30, likely: ~, high: 50}", "30", None, "50", "40", "30–50"),
        ("{value: 40}", "40", None, "40", "40", "40"),
        ("{range: [0.1, 0.2]}", "0.1", None, "0.2", "0.15", "0.1–0.2"),
        ("[-10, 1e3]", "-10", None, "1000", "495", "−10 to 1,000"),
        ("1e-20", "0.00000000000000000001", None, "0.00000000000000000001", "1e-20", f"0.{'0' * 19}1"),
        ("9999999999999999", "9999999999999999", None, "9999999999999999", "9999999999999999",
         "9,999,999,999,999,999"),
    ],
)  # fmt: skip
def test_a_judgement_is_a_number_a_range_or_a_range_with_a_likely_value(
    text: str, low: str, likely: str | None, high: str, central: str, words: str
) -> None:
    """The bounds are exact decimals; the central value is the likely one, else the middle."""
    judgement = read(swapped(W, text)).preferences["us"].walk_away
    assert isinstance(judgement, Judgement)
    assert (judgement.low, judgement.high) == (D(low), D(high))
    assert judgement.likely == (None if likely is None else D(likely))
    assert type(judgement.low) is Decimal
    assert judgement.central == D(central)
    assert judgement.exact == (low == high)
    assert not judgement.grounded
    assert str(judgement) == words


def test_a_judgement_without_value_is_none_at_all() -> None:
    """An empty walk-away is not a missing one: it might have been forgotten."""
    with pytest.raises(CaseError, match="walk_away: found nothing; expected a value, or the key left out"):
        read(swapped(W, ""))


@pytest.mark.parametrize(
    "text",
    [
        '{value: 40, cite: "doc: exact  words", note: why}',
        '{range: [40, 40], cite: ["doc:exact words"], note: why}',
        '{low: 40, likely: 40, high: 40, cite: "doc : exact words ", note: why}',
    ],
)
def test_every_form_may_carry_cites_and_a_note(text: str) -> None:
    """Runs of white space in a cite count as one blank."""
    judgement = read(swapped(W, text)).preferences["us"].walk_away
    assert isinstance(judgement, Judgement)
    assert judgement.cites == (Cite(document="doc", words="exact words"),)
    assert str(judgement.cites[0]) == "doc: exact words"
    assert judgement.note == "why"
    assert judgement.grounded


def test_a_cite_keeps_the_colons_of_its_words() -> None:
    """Only the first colon parts document and words."""
    cite = Cite.model_validate("time-report: he said: no")
    assert (cite.document, cite.words) == ("time-report", "he said: no")
    assert Cite.model_validate(str(cite)) == cite


def test_a_judgement_built_in_python_of_anything_else_is_refused() -> None:
    """Whatever it is, it is shown on one line."""
    with pytest.raises(ValidationError, match="frozenset"):
        Judgement.model_validate(frozenset("a"))


@pytest.mark.parametrize("number", [float("inf"), float("nan"), 1e16, -1e300, D("NaN"), D("1e16")])
def test_a_judgement_built_in_python_is_finite_too(number: object) -> None:
    """The records check for themselves what the reader checks in a file."""
    with pytest.raises(ValidationError, match=r"a finite number below 10\^16"):
        Judgement.model_validate(number)


def test_a_judgement_built_in_python_takes_ints_floats_and_decimals() -> None:
    """A float means the decimal that it is shown as."""
    assert Judgement.model_validate(0.1).low == D("0.1")
    assert Judgement.model_validate((1, D("2.5"))).high == D("2.5")
    assert Judgement.model_validate(0.1) == Judgement.model_validate({"value": D("0.1")})


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_a_number_is_shown_without_loss(number: Decimal) -> None:
    """Law: without commas and the minus sign of people it is the number; no exponent, no trailing zero."""
    text = shown(number)
    assert D(text.replace(",", "").replace("−", "-")) == number
    assert "-" not in text
    assert written(number) == text.replace(",", "").replace("−", "-")
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


# ------------------------------------------------------------------------------------------------ orders


def test_an_order_is_read_in_groups_from_first_to_last() -> None:
    """``>`` parts groups, ``=`` joins names."""
    order = Order.parse("a > b = c>d")
    assert order.chains == ((("a",), ("b", "c"), ("d",)),)
    assert order.names == ("a", "b", "c", "d")
    assert order.groups == (("a",), ("b", "c"), ("d",))
    assert order.above == {(0, 1), (1, 2)}
    assert order.cycle() == ()
    assert str(order) == "a > b = c > d"
    assert order.texts == ("a > b = c > d",)


def test_several_chains_share_their_names() -> None:
    """Ties join across chains; a name alone in its chain has no place in the order but is named."""
    order = Order.parse(["a > b", "c = b > d", "e"])
    assert order.names == ("a", "b", "c", "d", "e")
    assert order.groups == (("a",), ("b", "c"), ("d",), ("e",))
    assert order.above == {(0, 1), (1, 2)}
    assert str(order) == "a > b, c = b > d, e"
    assert order.texts == ("a > b", "c = b > d", "e")


@pytest.mark.parametrize(
    ("chains", "cycle"),
    [
        (["a > b > a"], ("a", "b", "a")),
        (["a > a"], ("a", "a")),
        (["x > a", "a > b > c", "c > a"], ("a", "b", "c", "a")),
        (["a = b", "b > a"], ("a", "a")),
        (["a > b", "b = c", "c = d", "d > a"], ("a", "b", "a")),
    ],
)
def test_a_cycle_is_named_from_its_first_name_on(chains: list[str], cycle: tuple[str, ...]) -> None:
    """Each name stands above the next one; the first is repeated at the end."""
    with pytest.raises(PydanticCustomError, match=f"a cycle: {' > '.join(cycle)} /"):
        Order.parse(chains)
    groups = tuple(
        tuple(tuple(name.strip() for name in group.split("=")) for group in chain.split(">"))
        for chain in chains
    )
    assert Order(chains=groups).cycle() == cycle


def test_long_chains_of_ties_take_no_time() -> None:
    """The names are joined in almost linear time, whichever way they are written."""
    names = [f"n{index}" for index in range(3_000)]
    backwards = Order.parse([f"{b} = {a}" for a, b in pairwise(names)])
    assert len(backwards.groups) == 1


# -------------------------------------------------------------------------------------------- judgements


def test_judgements_are_points_or_an_order() -> None:
    """By name, or in order of importance."""
    points = Judgements.model_validate({"a": 1, "b": [2, 3]})
    assert points.order is None
    assert {name: str(point) for name, point in points.points.items()} == {"a": "1", "b": "2–3"}
    for value in ("a > b", ["a > b"], {"order": "a > b"}, {"order": Order.parse("a > b")}):
        order = Judgements.model_validate(value)
        assert order.order == Order.parse("a > b")
        assert order.points == {}
        assert not order.grounded


def test_words_of_a_group_speak_for_points_without_their_own() -> None:
    """A cite or a note beside ``points`` is shared; a point's own one goes before."""
    group = Judgements.model_validate(
        {"points": {"a": 1, "b": {"value": 2, "cite": "own: words"}, "c": {"value": 3, "note": "own"}},
         "cite": "shared: words", "note": "shared"}
    )  # fmt: skip
    assert group.grounded
    words = {name: (str(point.cites[0]), point.note) for name, point in group.points.items()}
    assert words == {
        "a": ("shared: words", "shared"), "b": ("own: words", "shared"), "c": ("shared: words", "own"),
    }  # fmt: skip


def test_the_sample_case_uses_every_form() -> None:
    """Else the other tests would prove less than they seem to."""
    case = read(CASE)
    kinds = [str(item.order) if isinstance(item, Judgements) else str(item) for _, item in case.judgements()]
    assert kinds == [
        "1–2", "30–50", "price > date", "low > mid > high", "100", "0–10", "5–10", "10–20", "3",
        "0", "10.5", "20–30, likely 21", "1", "−2", "1", "2", "3",
    ]  # fmt: skip
