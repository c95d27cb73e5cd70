"""Writing: what is written reads back to the same case, and the digest is that of the content."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case.helpers import CASE, SMALL, read, swapped
from tests.case.strategies import case_data, law, texts
from tests.case.test_read import CATALOGUE

from walkaway.case import Case, Judgement, read_case, read_case_text, to_plain, to_yaml
from walkaway.case.write import one_line


def built(data: dict[str, Any]) -> Case:
    """Read plain data by way of JSON, which is YAML."""
    return read_case_text(json.dumps(data, default=float, ensure_ascii=False))


@law
@given(case_data())
def test_what_is_written_reads_back_to_the_same_case(data: dict[str, Any]) -> None:
    """Law: read(to_yaml(case)) == case, with the same digest, whatever the names and texts."""
    case = built(data)
    again = read_case_text(to_yaml(case))
    assert again == case
    assert again.digest == case.digest
    assert to_yaml(again) == to_yaml(case)


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_case_of_the_catalogue_survives_writing(file: Path) -> None:
    """Law: as for random cases."""
    case = read_case(file).case
    assert read_case_text(to_yaml(case)) == case


def test_a_case_is_written_in_the_lightest_form() -> None:
    """Empty parts are left out, short forms used, one line for each small thing."""
    assert to_yaml(read(SMALL)) == (
        "case: 1\ntitle: Small\nparties: {a: A, b: B}\nissues:\n  i:\n    title: I\n    options: {o: O}\n"
        "preferences:\n  a:\n    scores:\n      i: {o: 1}\n  b:\n    scores:\n      i: {o: 1}\n"
    )


def test_the_sample_case_is_written_as_it_was() -> None:
    """Plain data in the form of the file, word for word."""
    plain = read(CASE).to_dict()
    assert plain["parties"] == {"us": "United States", "them": {"title": "Them", "short": "T"}}
    assert plain["ratifiers"] == {"congress": {"title": "Congress", "for": "us"}}
    assert plain["agreement"] == {"quota": 2, "vetoes": ["us"]}
    assert plain["issues"]["date"]["options"]["soon"] == {"title": "Soon", "means": {"days": [1, 2]}}
    assert plain["impossible"] == [{"price": "low", "date": "late"}]
    us = plain["preferences"]["us"]
    assert us["walk_away"] == {"range": [30, 50], "cite": "doc: exact words", "note": "why"}
    assert us["weights"] == "price > date"
    assert us["scores"] == {"price": "low > mid > high", "date": {"soon": 100, "late": [0, 10]}}
    assert us["interactions"] == [{"when": {"price": "low"}, "add": [5, 10]}]
    assert us["believes"] == {"them": {"walk_away": [10, 20]}}
    assert plain["preferences"]["them"]["scores"]["date"] == {"points": {"soon": 1, "late": -2}, "note": "x"}
    assert plain["record"] == [{"by": "them", "offer": {"price": "high"}}, {"by": "us", "act": "walks away"}]


@pytest.mark.parametrize(
    "rule", ["all", {"quota": 1}, {"quota": 2, "vetoes": ["us"]}], ids=["all", "quota", "vetoes"]
)
def test_every_agreement_is_written(rule: object) -> None:
    """The default is left out."""
    case = read(swapped("{quota: 2, vetoes: [us]}", json.dumps(rule)))
    assert to_plain(case.agreement) == rule
    assert case.to_dict().get("agreement", "all") == rule


def test_any_part_of_a_case_can_be_made_plain() -> None:
    """Records, lists and mappings of them, cites; scalars are themselves."""
    case = read(swapped("for: us}", "for: us, note: x}"))
    us = case.preferences["us"]
    assert us.walk_away is not None
    assert to_plain(us.walk_away.cites) == ["doc: exact words"]
    assert to_plain({"all": us.red_lines}) == {"all": [{"price": "high", "date": "soon"}]}
    assert to_plain(Judgement.model_validate(Decimal("0.12345678901234567890"))) == Decimal(
        "0.1234567890123456789"
    )
    assert to_plain(None) is None
    worded = read(swapped("{price: low, date: late}", '{when: {price: [low, mid]}, cite: ["a: b", "c: d"]}'))
    assert to_plain(worded.impossible) == [{"when": {"price": ["low", "mid"]}, "cite": ["a: b", "c: d"]}]


def test_several_chains_of_an_order_are_written_as_a_list() -> None:
    """Also where an id holds a comma."""
    text = SMALL.replace(
        "{i: {title: I, options: {o: O}}}",
        '{i: {title: I, options: {o: O}}, "j, k": {title: J, options: {o: O}}}',
    )
    text = text.replace(
        "{a: {scores: {i: {o: 1}}}",
        '{a: {weights: {order: ["i > j, k", i], note: x}, scores: {i: {o: 1}, "j, k": {o: 1}}}',
    )
    case = read(text)
    weights = to_plain(case.preferences["a"].weights)
    assert weights == {"order": ["i > j, k", "i"], "note": "x"}
    assert read(to_yaml(case)) == case


@given(texts)
def test_any_text_is_written_on_one_line(text: str) -> None:
    """Law: one line, which reads back to the same text."""
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert read(SMALL.replace("title: Small", f"title: {line}")).title == text


@pytest.mark.parametrize(
    "number", ["0.1234567890123456789", "123456789012345.123456789012", "1e-30", "-0", "1.10"]
)
def test_numbers_are_written_exactly(number: str) -> None:
    """Also those that no float can hold."""
    case = read(swapped("walk_away: 3", f"walk_away: {number}"))
    walk_away = case.preferences["them"].walk_away
    assert isinstance(walk_away, Judgement)
    assert walk_away.low == Decimal(number)
    assert read(to_yaml(case)) == case


# ------------------------------------------------------------------------------------------------ digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("notes: [a]", "notes: # why\n  - a"),
        ("us: United States", "us: {title: United States}"),
        ("walk_away: 3", "walk_away: 3.00"),
        ("walk_away: 3", "walk_away: {value: 3e0}"),
        ("[10, 20]", "{low: 10, high: 20}"),
        ("price: low > mid > high", "price: {order: [low>mid  > high]}"),
        ("{price: low, date: late}", "{when: {price: [low], date: late}}"),
        ('"doc: exact words"', '["doc:   exact\\n words"]'),
        ("agreement", "# comment\n\nagreement"),
    ],
)
def test_the_digest_does_not_see_comments_and_layout(old: str, new: str) -> None:
    """Law: two ways to write the same content have one digest."""
    assert read(swapped(old, new)).digest == read(CASE).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Test", "title: Tests"), ("short: T", "short: t"), ("for: us", "for: them"),
        ("quota: 2", "quota: 1"),
        ("low: Low, mid: Mid", "mid: Mid, low: Low"), ("[1, 2]", "[1, 3]"),
        ("{price: low, date", "{price: mid, date"),
        ("[30, 50]", "[30, 50.0001]"), ("exact words", "exact word"), ("note: why", "note: who"),
        ("price > date", "price = date"), ("low > mid > high", "low > mid = high"), ("[0, 10]", "[0, 11]"),
        ("add: [5, 10]", "add: [5, 11]"), ("[soon]", "[soon, late]"), ("[10, 20]", "[10, 21]"),
        ("walk_away: 3", "walk_away: 0.1"), ("likely: 21", "likely: 22"), ("late: -2", "late: 2"),
        ("offer: {price: high}", "offer: {price: mid}"), ("act: walks away", "act: stays"), ("[a]", "[b]"),
    ],
)  # fmt: skip
def test_the_digest_sees_every_judgement(old: str, new: str) -> None:
    """Law: whatever the content differs in, the digest differs."""
    assert read(swapped(old, new)).digest != read(CASE).digest


@law
@given(case_data(), st.data())
def test_the_digest_sees_any_other_walk_away(data: dict[str, Any], draw: st.DataObject) -> None:
    """Law: for random cases and numbers as well."""
    party = draw.draw(st.sampled_from(list(data["preferences"])))
    one, other = draw.draw(st.lists(st.integers(), min_size=2, max_size=2, unique_by=lambda n: n % 1000))
    digests = set()
    for number in (one % 1000, other % 1000):
        data["preferences"][party]["walk_away"] = number
        digests.add(built(data).digest)
    assert len(digests) == 2
