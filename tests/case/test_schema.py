"""The JSON Schema: a valid one, that takes every good case and refuses what an editor should mark."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from tests.case.helpers import CASE, SMALL, messages, swapped
from tests.case.strategies import case_data, law
from tests.case.test_read import CATALOGUE

from walkaway.case import case_schema, read_case_text

VALIDATOR = Draft202012Validator(case_schema())


def plain(value: Any) -> Any:
    """What an editor hands to a schema: JSON types, dates as text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, date) else float(value) if isinstance(value, Decimal) else value


def accepts(text: str) -> bool:
    """Whether the schema takes a text, read by a plain YAML 1.2 reader."""
    return bool(VALIDATOR.is_valid(plain(YAML(typ="safe", pure=True).load(text))))


def test_the_schema_is_a_valid_one_of_draft_2020_12() -> None:
    """It says so itself, and is plain JSON."""
    schema = case_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "Walkaway case, format version 1"
    assert schema["required"] == ["case", "title", "parties", "issues", "preferences"]
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_schema_takes_every_case_of_the_catalogue(file: Path) -> None:
    """What the reader takes, editors must not mark."""
    data = plain(YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")))
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@law
@given(case_data())
def test_the_schema_takes_whatever_the_reader_takes(data: dict[str, Any]) -> None:
    """Law: every random case that reads is valid under the schema."""
    read_case_text(json.dumps(data, default=float))
    assert [error.message for error in VALIDATOR.iter_errors(plain(data))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Test", "title: 2019"), ("{quota: 2, vetoes: [us]}", "all"), ("vetoes: [us]", "vetoes: []"),
        ("{price: low, date: late}", '{when: {price: [low]}, cite: ["a: b"]}'),
        ("weights: price > date", "weights: {order: [price > date], note: x}"),
        ("weights: price > date", "weights: {points: {price: 1, date: [99, 99]}}"),
        ("notes: [a]", "notes: a"), ("walk_away: 3", "walk_away: {low: 1, high: 2}"),
        ("mid: Mid", "mid: 5"),
    ],
)  # fmt: skip
def test_the_schema_takes_every_form(old: str, new: str) -> None:
    """Short forms and long ones."""
    assert messages(swapped(old, new)) == []
    assert accepts(swapped(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("case: 1", "case: 2"), ("case: 1", "case: true"), ("title: Test", "titel: Test"),
        ("title: Test", "title: [a]"),
        ("us: United States", "us: {titel: x}"), ("  us: United States\n", ""), (", for: us", ""),
        ("quota: 2", "quota: 0"), ("quota: 2", "quota: 1.5"), ("{quota: 2, vetoes: [us]}", "most"),
        ("    title: Price\n", ""), ("{low: Low, mid: Mid, high: High}", "{}"), ("mid: Mid", "mid: [Mid]"),
        ("means: {days", "mean: {days"), ("{price: low, date: late}", "{}"), ("date: late}", "date: []}"),
        ("{price: low, date: late}", "{when: {price: low}, nota: x}"), ("[30, 50]", "[30]"),
        ("note: why", "nota: why"),
        ("walk_away: 3", "walk_away:"), ("walk_away: 3", "walk_away: high"),
        ("weights: price > date", "weights:"),
        ("walk_away: 3", "walk_away: {value: 1, range: [1, 2]}"),
        ("{low: 1, mid: 2, high: 3}", "3"), ("weights: price > date", "weights: {order: x, points: {a: 1}}"),
        ("add: [5, 10]", "ad: [5, 10]"), ("by: them, ", ""), ("offer: {price: high}", "offer: high"),
        ("offer: {price: high}", "offr: {price: high}"), ("notes: [a]", "notes: [[a]]"),
        ("{them: {walk_away", "{them: {walkaway"),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_reader_refuses(old: str, new: str) -> None:
    """As far as a schema can tell: keys, kinds and counts."""
    assert messages(swapped(old, new)) != []
    assert not accepts(swapped(old, new))


def test_the_schema_takes_the_samples() -> None:
    """Else the refusals would mean nothing."""
    assert accepts(CASE)
    assert accepts(SMALL)


def test_every_key_that_needs_one_has_a_description() -> None:
    """Editors show it while one types."""
    text = json.dumps(case_schema())
    for words in ("Version of the format.", "Name in full.", "What it measures", "document: exact words"):
        assert words in text
