"""Keys that are unknown and keys that are missing."""

from __future__ import annotations

from tests.case.helpers import messages, swapped, swaps


@swaps(
    (
        "notes: [a]",
        "nots: [a]",
        [
            'c.yaml:43: nots: found the unknown key "nots"; expected one of case, title, question, as_of, about, sources, parties, ratifiers, agreement, issues, impossible, preferences, record, notes (did you mean "notes"?)'
        ],
    ),
    (
        "title: Test",
        "titel: Test",
        [
            'c.yaml:2: titel: found the unknown key "titel"; expected one of case, title, question, as_of, about, sources, parties, ratifiers, agreement, issues, impossible, preferences, record, notes (did you mean "title"?)'
        ],
    ),
    (
        "us: United States",
        "us: {titel: United States}",
        [
            'c.yaml:4: parties.us.titel: found the unknown key "titel"; expected one of title, short, note (did you mean "title"?)'
        ],
    ),
    (
        "us: United States",
        "us: {title: United States, x: 1}",
        ['c.yaml:4: parties.us.x: found the unknown key "x"; expected one of title, short, note'],
    ),
    (
        "for: us",
        "fro: us",
        [
            'c.yaml:7: ratifiers.congress.fro: found the unknown key "fro"; expected one of title, short, note, for (did you mean "for"?)'
        ],
    ),
    (
        "quota: 2",
        "qouta: 2",
        [
            'c.yaml:8: agreement: found a mapping of qouta, vetoes; expected all, or {quota: number, vetoes: [parties]} (did you mean "quota"?)'
        ],
    ),
    (
        "vetoes: [us]",
        "veto: [us]",
        [
            'c.yaml:8: agreement.veto: found the unknown key "veto"; expected one of quota, vetoes (did you mean "vetoes"?)'
        ],
    ),
    (
        "title: Price",
        "titel: Price",
        [
            'c.yaml:11: issues.price.titel: found the unknown key "titel"; expected one of title, note, options (did you mean "title"?)'
        ],
    ),
    (
        "options: {low",
        "optoins: {low",
        [
            'c.yaml:12: issues.price.optoins: found the unknown key "optoins"; expected one of title, note, options (did you mean "options"?)'
        ],
    ),
    (
        "means: {days",
        "mean: {days",
        [
            'c.yaml:16: issues.date.options.soon.mean: found the unknown key "mean"; expected one of title, means, note, cite (did you mean "means"?)'
        ],
    ),
    (
        "- {price: low, date: late}",
        "- {when: {price: low}, nota: x}",
        [
            'c.yaml:19: impossible[0].nota: found the unknown key "nota"; expected one of when, note, cite (did you mean "note"?)'
        ],
    ),
    (
        "walk_away: {range",
        "walkaway: {range",
        [
            'c.yaml:22: preferences.us.walkaway: found the unknown key "walkaway"; expected one of scale, walk_away, weights, scores, interactions, red_lines, believes (did you mean "walk_away"?)'
        ],
    ),
    (
        "weights: price",
        "weigths: price",
        [
            'c.yaml:23: preferences.us.weigths: found the unknown key "weigths"; expected one of scale, walk_away, weights, scores, interactions, red_lines, believes (did you mean "weights"?)'
        ],
    ),
    (
        "    scores:\n      price: {low: 1,",
        "    scors:\n      price: {low: 1,",
        [
            'c.yaml:38: preferences.congress.scors: found the unknown key "scors"; expected one of scale, walk_away, weights, scores, interactions, red_lines, believes (did you mean "scores"?)'
        ],
    ),
    (
        "{when: {price: low}, add",
        "{whne: {price: low}, add",
        [
            'c.yaml:28: preferences.us.interactions[0].whne: found the unknown key "whne"; expected one of when, add, note, cite (did you mean "when"?)'
        ],
    ),
    (
        "{when: {price: low}, add: [5, 10]}",
        "{when: {price: low}, ad: [5, 10]}",
        [
            'c.yaml:28: preferences.us.interactions[0].ad: found the unknown key "ad"; expected one of when, add, note, cite (did you mean "add"?)'
        ],
    ),
    (
        "{price: high, date: [soon]}",
        "{when: {price: high}, not: x}",
        [
            'c.yaml:30: preferences.us.red_lines[0].not: found the unknown key "not"; expected one of when, note, cite (did you mean "note"?)'
        ],
    ),
    (
        "{walk_away: [10, 20]}",
        "{walk_awy: [10, 20]}",
        [
            'c.yaml:31: preferences.us.believes.them.walk_awy: found the unknown key "walk_awy"; expected one of walk_away, weights, scores, interactions, red_lines (did you mean "walk_away"?)'
        ],
    ),
    (
        "{walk_away: [10, 20]}",
        "{interactions: [{when: {price: low}, add: 1, nte: x}]}",
        [
            'c.yaml:31: preferences.us.believes.them.interactions[0].nte: found the unknown key "nte"; expected one of when, add, note, cite (did you mean "note"?)'
        ],
    ),
    (
        "{by: us, act: walks away}",
        "{by: us, act: walks away, titel: x}",
        [
            'c.yaml:42: record[1].titel: found the unknown key "titel"; expected one of by, offer, act, when, title, note, cite (did you mean "title"?)'
        ],
    ),
)
def test_an_unknown_key_is_a_fault_at_every_level_with_a_suggestion(
    old: str, new: str, faults: list[str]
) -> None:
    """One misspelt key, one fault; what is missing because of it is not said again."""
    assert messages(swapped(old, new)) == faults


@swaps(
    ("case: 1\n", "", ["c.yaml:1: case: found nothing; expected the key case"]),
    ("title: Test\n", "", ["c.yaml:1: title: found nothing; expected the key title"]),
    (", for: us", "", ["c.yaml:7: ratifiers.congress.for: found nothing; expected the key for"]),
    (
        "{title: Congress, for: us}",
        "Congress",
        ["c.yaml:7: ratifiers.congress.for: found nothing; expected the key for"],
    ),
    ("    title: Price\n", "", ["c.yaml:10: issues.price.title: found nothing; expected the key title"]),
    (
        "    scores:\n      price: {low: 1, mid: 2, high: 3}",
        "    scale: x",
        ["c.yaml:37: preferences.congress.scores: found nothing; expected the key scores"],
    ),
    (
        ", add: [5, 10]",
        "",
        ["c.yaml:28: preferences.us.interactions[0].add: found nothing; expected the key add"],
    ),
    (
        "when: {price: low}, add",
        "add",
        ["c.yaml:28: preferences.us.interactions[0].when: found nothing; expected the key when"],
    ),
    ("by: them, ", "", ["c.yaml:41: record[0].by: found nothing; expected the key by"]),
    (
        "act: walks away",
        "title: x",
        ["c.yaml:42: record[1]: found a mapping of by, title; expected an offer or an act"],
    ),
    (
        "act: walks away",
        "offr: x",
        [
            'c.yaml:42: record[1]: found a mapping of by, offr; expected an offer or an act (did you mean "offer"?)'
        ],
    ),
    (
        "{quota: 2, vetoes: [us]}",
        "{vetoes: [us]}",
        [
            "c.yaml:8: agreement: found a mapping of vetoes; expected all, or {quota: number, vetoes: [parties]}"
        ],
    ),
)
def test_a_key_that_is_missing_is_a_fault(old: str, new: str, faults: list[str]) -> None:
    """Each required key, at the line of the mapping that lacks it."""
    assert messages(swapped(old, new)) == faults
