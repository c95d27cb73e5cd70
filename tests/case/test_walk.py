"""Every cite of a case, with its place in the file."""

from __future__ import annotations

from tests.case.helpers import CASE, read, swapped

from walkaway.case.write import cites_of


def test_every_cite_comes_with_its_place() -> None:
    """In options, patterns, judgements, orders and events; a list of cites numbers them."""
    text = CASE
    for old, new in (
        (
            "{title: Soon, means: {days: [1, 2]}}",
            '{title: Soon, means: {days: {value: 1, cite: "d: one"}}, cite: "d: two"}',
        ),
        ("{price: low, date: late}", '{when: {price: low}, cite: ["d: three", "d: four"]}'),
        ("weights: price > date", 'weights: {order: price > date, cite: "d: five"}'),
        ("add: [5, 10]", 'add: {value: 5, cite: "d: six"}, cite: "d: seven"'),
        ("act: walks away", 'act: walks away, cite: "d: eight"'),
    ):
        text = swapped(old, new, text)
    assert [(".".join(map(str, path)), cite.words) for path, cite in cites_of(read(text))] == [
        ("issues.date.options.soon.means.days.cite", "one"), ("issues.date.options.soon.cite", "two"),
        ("impossible.0.cite.0", "three"), ("impossible.0.cite.1", "four"),
        ("preferences.us.walk_away.cite", "exact words"), ("preferences.us.weights.cite", "five"),
        ("preferences.us.interactions.0.add.cite", "six"), ("preferences.us.interactions.0.cite", "seven"),
        ("record.1.cite", "eight"),
    ]  # fmt: skip


def test_a_cite_shared_by_several_judgements_comes_once() -> None:
    """At its own place, beside ``points``; own cites come at theirs."""
    text = swapped(
        "{points: {soon: 1, late: -2}, note: x}",
        '{points: {soon: 1, late: {value: -2, cite: "d: own"}}, cite: "d: shared"}',
    )
    found = [(path[-2:], cite.words) for path, cite in cites_of(read(text)) if "them" in path]
    assert found == [(("late", "cite"), "own"), (("date", "cite"), "shared")]
