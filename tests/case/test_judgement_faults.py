"""What a judgement, an order and a cite cannot be, with the sentence that says so."""

from __future__ import annotations

import pytest
from tests.case.helpers import messages, swapped

WALK_AWAY = '{range: [30, 50], cite: "doc: exact words", note: why}'
WEIGHTS = "weights: price > date"
FORMS = "a number, [low, high], {low, likely, high} or {value or range, cite, note}"


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        ("high", f'c.yaml:22: preferences.us.walk_away: found "high"; expected {FORMS}'),
        ("true", f"c.yaml:22: preferences.us.walk_away: found true; expected {FORMS}"),
        ('"40"', f'c.yaml:22: preferences.us.walk_away: found "40"; expected {FORMS}'),
        ("1_000", f'c.yaml:22: preferences.us.walk_away: found "1_000"; expected {FORMS}'),
        ("0x10", f'c.yaml:22: preferences.us.walk_away: found "0x10"; expected {FORMS}'),
        ("[1]", "c.yaml:22: preferences.us.walk_away: found a list of 1; expected two numbers, [low, high]"),
        (
            "[1, 2, 3]",
            "c.yaml:22: preferences.us.walk_away: found a list of 3; expected two numbers, [low, high]",
        ),
        ("[1, b]", 'c.yaml:22: preferences.us.walk_away: found "b"; expected a number in [low, high]'),
        ("[1, true]", "c.yaml:22: preferences.us.walk_away: found true; expected a number in [low, high]"),
        ("{}", f"c.yaml:22: preferences.us.walk_away: found an empty mapping; expected {FORMS}"),
        (
            "{low: 5, likely: 7}",
            f"c.yaml:22: preferences.us.walk_away: found a mapping of low, likely; expected {FORMS}",
        ),
        ("{low: , high: 2}", "c.yaml:22: preferences.us.walk_away: found nothing; expected a number for low"),
        (
            "{low: a, likely: b, high: c}",
            'c.yaml:22: preferences.us.walk_away: found "a"; expected a number for low',
        ),
        ("{value: [1, 2]}", "c.yaml:22: preferences.us.walk_away: found a list of 2; expected a number"),
        ("{value: true}", "c.yaml:22: preferences.us.walk_away: found true; expected a number"),
        (
            "{range: 3}",
            "c.yaml:22: preferences.us.walk_away: found the number 3; expected two numbers, [low, high]",
        ),
        (
            "{ragne: [1, 2]}",
            f'c.yaml:22: preferences.us.walk_away: found a mapping of ragne; expected {FORMS} (did you mean "range"?)',
        ),
        (
            "{value: 1, range: [1, 2]}",
            f"c.yaml:22: preferences.us.walk_away: found a mapping of value, range; expected {FORMS}",
        ),
        (
            "{value: 1, note: [x]}",
            "c.yaml:22: preferences.us.walk_away.note: found a list of 1; expected text",
        ),
    ],
)
def test_a_judgement_has_one_of_its_forms(new: str, fault: str) -> None:
    """A number, a range, a range with a likely value, or one of them with words; nothing else."""
    assert messages(swapped(WALK_AWAY, new)) == [fault]


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (
            "[50, 30]",
            "c.yaml:22: preferences.us.walk_away: found [50, 30]; expected low before high ([30, 50]?)",
        ),
        (
            "{range: [50, 30], note: x}",
            "c.yaml:22: preferences.us.walk_away: found [50, 30]; expected low before high ([30, 50]?)",
        ),
        (
            "{low: 5, high: 1}",
            "c.yaml:22: preferences.us.walk_away: found low 5, high 1; expected low ≤ likely ≤ high",
        ),
        (
            "{low: 5, likely: 1, high: 9}",
            "c.yaml:22: preferences.us.walk_away: found low 5, likely 1, high 9; expected low ≤ likely ≤ high",
        ),
        (
            "{low: 5, likely: 10, high: 9}",
            "c.yaml:22: preferences.us.walk_away: found low 5, likely 10, high 9; expected low ≤ likely ≤ high",
        ),
    ],
)
def test_numbers_of_a_judgement_are_in_order(new: str, fault: str) -> None:
    """Upside down is a fault, never put right in silence."""
    assert messages(swapped(WALK_AWAY, new)) == [fault]


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (
            "{value: 1, cite: x}",
            'c.yaml:22: preferences.us.walk_away.cite: found "x"; expected text such as "document: exact words"',
        ),
        (
            '{value: 1, cite: ": words"}',
            'c.yaml:22: preferences.us.walk_away.cite: found ": words"; expected text such as "document: exact words"',
        ),
        (
            '{value: 1, cite: "doc: "}',
            'c.yaml:22: preferences.us.walk_away.cite: found "doc:"; expected text such as "document: exact words"',
        ),
        (
            "{value: 1, cite: 3}",
            'c.yaml:22: preferences.us.walk_away.cite: found the number 3; expected text such as "document: exact words", or a list of them',
        ),
        (
            "{value: 1, cite: }",
            'c.yaml:22: preferences.us.walk_away.cite: found nothing; expected text such as "document: exact words", or a list of them',
        ),
        (
            "{value: 1, cite: [3]}",
            'c.yaml:22: preferences.us.walk_away.cite[0]: found the number 3; expected text such as "document: exact words"',
        ),
        (
            '{value: 1, cite: ["a: b", "c"]}',
            'c.yaml:22: preferences.us.walk_away.cite[1]: found "c"; expected text such as "document: exact words"',
        ),
        (
            "{value: 1, cite: [a: b]}",
            'c.yaml:22: preferences.us.walk_away.cite[0]: found a mapping of a; expected text such as "document: exact words" (put the text in quotes)',
        ),
        (
            "{value: 1, cite: {a: b}}",
            'c.yaml:22: preferences.us.walk_away.cite: found a mapping of a; expected text such as "document: exact words", or a list of them',
        ),
    ],
)
def test_a_cite_names_a_document_and_words(new: str, fault: str) -> None:
    """A colon parts them; text with a colon needs quotes in YAML."""
    assert messages(swapped(WALK_AWAY, new)) == [fault]


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (
            "weights: price >",
            'c.yaml:23: preferences.us.weights: found "price >"; expected a name between every > and =',
        ),
        (
            "weights: = price",
            'c.yaml:23: preferences.us.weights: found "= price"; expected a name between every > and =',
        ),
        (
            "weights: price > date > price",
            "c.yaml:23: preferences.us.weights: found a cycle: price > date > price; expected an order without cycles",
        ),
        (
            "weights: price > price",
            "c.yaml:23: preferences.us.weights: found a cycle: price > price; expected an order without cycles",
        ),
        (
            "weights: [price > date, date > price]",
            "c.yaml:23: preferences.us.weights: found a cycle: price > date > price; expected an order without cycles",
        ),
        (
            "weights: [price = date, date > price]",
            "c.yaml:23: preferences.us.weights: found a cycle: price > price; expected an order without cycles",
        ),
        (
            "weights: []",
            'c.yaml:23: preferences.us.weights: found an empty list; expected judgements by name, or an order such as "a > b = c"',
        ),
        (
            "weights: [price > date, 3]",
            'c.yaml:23: preferences.us.weights: found the number 3; expected an order such as "a > b = c"',
        ),
        (
            "weights: [[price > date]]",
            'c.yaml:23: preferences.us.weights: found a list of 1; expected an order such as "a > b = c"',
        ),
        (
            "weights: true",
            'c.yaml:23: preferences.us.weights: found true; expected judgements by name, or an order such as "a > b = c"',
        ),
        (
            "weights: 3",
            'c.yaml:23: preferences.us.weights: found the number 3; expected judgements by name, or an order such as "a > b = c"',
        ),
    ],
)
def test_an_order_has_names_signs_and_no_cycle(new: str, fault: str) -> None:
    """A cycle is found across several chains, and through ties."""
    assert messages(swapped(WEIGHTS, new)) == [fault]


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (
            "weights: {}",
            'c.yaml:23: preferences.us.weights: found an empty mapping; expected judgements by name, or an order such as "a > b = c"',
        ),
        (
            "weights: {order: 3}",
            'c.yaml:23: preferences.us.weights: found the number 3; expected an order such as "a > b = c"',
        ),
        (
            "weights: {order: price > date, nota: x}",
            'c.yaml:23: preferences.us.weights: found a mapping of order, nota; expected either points or order, with cite and note (did you mean "note"?)',
        ),
        (
            "weights: {order: price > date, points: {price: 1}}",
            "c.yaml:23: preferences.us.weights: found a mapping of order, points; expected either points or order, with cite and note",
        ),
        (
            "weights: {points: 3}",
            "c.yaml:23: preferences.us.weights.points: found the number 3; expected a mapping",
        ),
        (
            "weights: {points: {price: 1, date: x}, note: y}",
            f'c.yaml:23: preferences.us.weights.points.date: found "x"; expected {FORMS}',
        ),
        (
            "weights: {order: price > date, cite: x}",
            'c.yaml:23: preferences.us.weights.cite: found "x"; expected text such as "document: exact words"',
        ),
    ],
)
def test_weights_and_scores_are_judgements_or_an_order(new: str, fault: str) -> None:
    """One or the other, with words."""
    assert messages(swapped(WEIGHTS, new)) == [fault]
