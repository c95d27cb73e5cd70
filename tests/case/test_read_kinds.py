"""Values of the wrong kind, field by field."""

from __future__ import annotations

from tests.case.helpers import messages, swapped, swaps

FORMS = "a number, [low, high], {low, likely, high} or {value or range, cite, note}"


@swaps(
    (
        "case: 1",
        "case: 2",
        ["c.yaml:1: case: found the number 2; expected case: 1, the version of the format"],
    ),
    ("case: 1", 'case: "1"', ['c.yaml:1: case: found "1"; expected case: 1, the version of the format']),
    ("case: 1", "case: true", ["c.yaml:1: case: found true; expected case: 1, the version of the format"]),
    ("title: Test", "title: [a]", ["c.yaml:2: title: found a list of 1; expected text"]),
    ("title: Test", "title: true", ["c.yaml:2: title: found true; expected text"]),
    ("title: Test", "title:", ["c.yaml:2: title: found nothing; expected text"]),
    ("title: Test", "title: {a: b}", ["c.yaml:2: title: found a mapping of a; expected text"]),
    (
        "us: United States",
        "us: [1]",
        ["c.yaml:4: parties.us: found a list of 1; expected a title, or a mapping with title"],
    ),
    (
        "us: United States",
        "us:",
        ["c.yaml:4: parties.us: found nothing; expected a title, or a mapping with title"],
    ),
    (
        "us: United States",
        "us: true",
        ["c.yaml:4: parties.us: found true; expected a title, or a mapping with title"],
    ),
    ("short: T", "short: [T]", ["c.yaml:5: parties.them.short: found a list of 1; expected text"]),
    (
        "  us: United States\n",
        "",
        ["c.yaml:3: parties: found a mapping of them; expected at least 2 entries"],
    ),
    (
        "{title: Congress, for: us}",
        "[us]",
        ["c.yaml:7: ratifiers.congress: found a list of 1; expected a title, or a mapping with title"],
    ),
    (
        "{title: Congress, for: us}",
        "{title: Congress, for: [us]}",
        ["c.yaml:7: ratifiers.congress.for: found a list of 1; expected text"],
    ),
    (
        "{quota: 2, vetoes: [us]}",
        "most",
        ['c.yaml:8: agreement: found "most"; expected all, or {quota: number, vetoes: [parties]}'],
    ),
    (
        "quota: 2",
        "quota: 1.5",
        ["c.yaml:8: agreement.quota: found the number 1.5; expected a whole number of 1 or more"],
    ),
    (
        "quota: 2",
        "quota: true",
        ["c.yaml:8: agreement.quota: found true; expected a whole number of 1 or more"],
    ),
    (
        "quota: 2",
        "quota: two",
        ['c.yaml:8: agreement.quota: found "two"; expected a whole number of 1 or more'],
    ),
    (
        "quota: 2",
        "quota: 0",
        ["c.yaml:8: agreement.quota: found the number 0; expected a whole number of 1 or more"],
    ),
    (
        "quota: 2",
        "quota:",
        [
            'c.yaml:8: agreement: found a mapping of quota:, vetoes; expected all, or {quota: number, vetoes: [parties]} (did you mean "quota"?)'
        ],
    ),
    ("vetoes: [us]", "vetoes: us", ['c.yaml:8: agreement.vetoes: found "us"; expected a list']),
    (
        "    title: Price\n    options: {low: Low, mid: Mid, high: High}",
        "    - Price",
        ["c.yaml:10: issues.price: found a list of 1; expected a mapping"],
    ),
    (
        "{low: Low, mid: Mid, high: High}",
        "{}",
        ["c.yaml:12: issues.price.options: found an empty mapping; expected at least 1 entry"],
    ),
    (
        "{low: Low, mid: Mid, high: High}",
        "[low, mid]",
        ["c.yaml:12: issues.price.options: found a list of 2; expected a mapping"],
    ),
    (
        "mid: Mid",
        "mid: [1]",
        ["c.yaml:12: issues.price.options.mid: found a list of 1; expected a title, or a mapping with title"],
    ),
    (
        "{days: [1, 2]}",
        "3",
        ["c.yaml:16: issues.date.options.soon.means: found the number 3; expected a mapping"],
    ),
    (
        "{days: [1, 2]}",
        "{days: soon}",
        [f'c.yaml:16: issues.date.options.soon.means.days: found "soon"; expected {FORMS}'],
    ),
    (
        "- {price: low, date: late}",
        "- {}",
        [
            "c.yaml:19: impossible[0]: found an empty mapping; expected a pattern such as {issue: option, other: [option, option]}"
        ],
    ),
    (
        "- {price: low, date: late}",
        "- low",
        [
            'c.yaml:19: impossible[0]: found "low"; expected a pattern such as {issue: option, other: [option, option]}'
        ],
    ),
    (
        "- {price: low, date: late}",
        "- {price: [], date: {a: b}}",
        [
            "c.yaml:19: impossible[0].price: found an empty list; expected an option or a list of options",
            "c.yaml:19: impossible[0].date: found a mapping of a; expected an option or a list of options",
        ],
    ),
    (
        "  - {price: low, date: late}",
        "  {price: low}",
        ["c.yaml:18: impossible: found a mapping of price; expected a list"],
    ),
    (
        "      price: {low: 1, mid: 2, high: 3}",
        "      price: 3",
        [
            'c.yaml:39: preferences.congress.scores.price: found the number 3; expected judgements by name, or an order such as "a > b = c"'
        ],
    ),
    (
        "    scores:\n      price: {low: 1, mid: 2, high: 3}",
        "    scores: {}",
        ["c.yaml:38: preferences.congress.scores: found an empty mapping; expected at least 1 entry"],
    ),
    (
        "    scores:\n      price: {low: 1, mid: 2, high: 3}",
        "    [1]",
        ["c.yaml:37: preferences.congress: found a list of 1; expected a mapping"],
    ),
    (
        "- {when: {price: low}, add: [5, 10]}",
        "- 3",
        ["c.yaml:28: preferences.us.interactions[0]: found the number 3; expected a mapping"],
    ),
    (
        "when: {price: low}",
        "when: {}",
        ["c.yaml:28: preferences.us.interactions[0].when: found an empty mapping; expected at least 1 entry"],
    ),
    (
        "when: {price: low}",
        "when: low",
        ['c.yaml:28: preferences.us.interactions[0].when: found "low"; expected a mapping'],
    ),
    (
        "add: [5, 10]",
        "add: much",
        [f'c.yaml:28: preferences.us.interactions[0].add: found "much"; expected {FORMS}'],
    ),
    (
        "{them: {walk_away: [10, 20]}}",
        "{them: 3}",
        ["c.yaml:31: preferences.us.believes.them: found the number 3; expected a mapping"],
    ),
    (
        "{them: {walk_away: [10, 20]}}",
        "[them]",
        ["c.yaml:31: preferences.us.believes: found a list of 1; expected a mapping"],
    ),
    (
        "offer: {price: high}",
        "offer: {}",
        ["c.yaml:41: record[0].offer: found an empty mapping; expected an offer such as {issue: option}"],
    ),
    (
        "offer: {price: high}",
        "offer: {price: [high]}",
        ["c.yaml:41: record[0].offer.price: found a list of 1; expected text"],
    ),
    (
        "offer: {price: high}",
        "offer: high",
        ['c.yaml:41: record[0].offer: found "high"; expected an offer such as {issue: option}'],
    ),
    ("by: them", "by: [them]", ["c.yaml:41: record[0].by: found a list of 1; expected text"]),
    ("act: walks away", "act: [3]", ["c.yaml:42: record[1].act: found a list of 1; expected text"]),
    (
        "- {by: us, act: walks away}",
        "- 3",
        ["c.yaml:42: record[1]: found the number 3; expected a mapping with by and either offer or act"],
    ),
    ("notes: [a]", "notes: 3", ["c.yaml:43: notes: found the number 3; expected a list"]),
    ("notes: [a]", "notes: [3, [x]]", ["c.yaml:43: notes[1]: found a list of 1; expected text"]),
    ("notes: [a]", "sources: {a: b}", ["c.yaml:43: sources: found a mapping of a; expected a list"]),
)
def test_a_value_of_the_wrong_kind_is_a_fault(old: str, new: str, faults: list[str]) -> None:
    """Each kind of field, with what was found and what would be right; nothing follows from it."""
    assert messages(swapped(old, new)) == faults
