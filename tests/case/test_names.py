"""Names agree with each other and numbers fit their places; one slip, one fault."""

from __future__ import annotations

from tests.case.helpers import messages, swapped, swaps


@swaps(
    (
        "for: us",
        "for: uss",
        ['c.yaml:7: ratifiers.congress.for: found "uss"; expected a party (us, them) (did you mean "us"?)'],
    ),
    (
        "for: us",
        "for: congress",
        ['c.yaml:7: ratifiers.congress.for: found "congress"; expected a party (us, them)'],
    ),
    ("[us]", "[congress]", ['c.yaml:8: agreement.vetoes[0]: found "congress"; expected a party (us, them)']),
    (
        "[us]",
        "[them, uss]",
        ['c.yaml:8: agreement.vetoes[1]: found "uss"; expected a party (us, them) (did you mean "us"?)'],
    ),
    (
        "- {price: low, date: late}",
        "- {prize: low, date: lat}",
        [
            'c.yaml:19: impossible[0].prize: found "prize"; expected an issue (price, date) (did you mean "price"?)',
            'c.yaml:19: impossible[0].date: found "lat"; expected an option of date (soon, late) (did you mean "late"?)',
        ],
    ),
    (
        "- {price: low, date: late}",
        "- {when: {prize: low, date: [soon, lat]}}",
        [
            'c.yaml:19: impossible[0].when.prize: found "prize"; expected an issue (price, date) (did you mean "price"?)',
            'c.yaml:19: impossible[0].when.date: found "lat"; expected an option of date (soon, late) (did you mean "late"?)',
        ],
    ),
    (
        "  them:\n    walk",
        "  thme:\n    walk",
        [
            'c.yaml:32: preferences.thme: found "thme"; expected a party or ratifier (us, them, congress) (did you mean "them"?)'
        ],
    ),
    (
        "{price: high, date: [soon]}",
        "{price: hihg, dat: [soon]}",
        [
            'c.yaml:30: preferences.us.red_lines[0].price: found "hihg"; expected an option of price (low, mid, high) (did you mean "high"?)',
            'c.yaml:30: preferences.us.red_lines[0].dat: found "dat"; expected an issue (price, date) (did you mean "date"?)',
        ],
    ),
    (
        "{price: low}, add",
        "{prcie: low}, add",
        [
            'c.yaml:28: preferences.us.interactions[0].when.prcie: found "prcie"; expected an issue (price, date) (did you mean "price"?)'
        ],
    ),
    (
        "{price: low}, add",
        "{price: [low, medium]}, add",
        [
            'c.yaml:28: preferences.us.interactions[0].when.price: found "medium"; expected an option of price (low, mid, high)'
        ],
    ),
    (
        "{them: {walk",
        "{thme: {walk",
        [
            'c.yaml:31: preferences.us.believes.thme: found "thme"; expected a party or ratifier (us, them, congress) (did you mean "them"?)'
        ],
    ),
    (
        "{them: {walk",
        "{us: {walk",
        ['c.yaml:31: preferences.us.believes.us: found "us"; expected another party than itself'],
    ),
    (
        "by: them",
        "by: thme",
        [
            'c.yaml:41: record[0].by: found "thme"; expected a party or ratifier (us, them, congress) (did you mean "them"?)'
        ],
    ),
    (
        "{price: high}}",
        "{prize: high}}",
        [
            'c.yaml:41: record[0].offer.prize: found "prize"; expected an issue (price, date) (did you mean "price"?)'
        ],
    ),
    (
        "{price: high}}",
        "{price: higher}}",
        [
            'c.yaml:41: record[0].offer.price: found "higher"; expected an option of price (low, mid, high) (did you mean "high"?)'
        ],
    ),
    (
        "{title: Congress, for: us}",
        "{title: Congress, for: us}\n  us: {title: A, for: them}",
        ['c.yaml:8: ratifiers.us: found "us", also a party; expected an id of its own'],
    ),
)
def test_a_name_must_exist(old: str, new: str, faults: list[str]) -> None:
    """Party, ratifier, issue and option, wherever they are named, with a suggestion."""
    assert messages(swapped(old, new)) == faults


@swaps(
    (
        "  congress:\n    scores:\n      price: {low: 1, mid: 2, high: 3}\n",
        "",
        ['c.yaml:20: preferences: found no preferences of "congress"; expected an entry congress:'],
    ),
)
def test_each_party_and_ratifier_has_preferences(old: str, new: str, faults: list[str]) -> None:
    """A missing entry is a fault."""
    assert messages(swapped(old, new)) == faults


@swaps(
    (
        "{low: 1, mid: 2, high: 3}",
        "{low: 1}",
        [
            'c.yaml:39: preferences.congress.scores.price: found no score for "mid", "high"; expected a score for each option of price'
        ],
    ),
    (
        "{low: 1, mid: 2, high: 3}",
        "{low: 1, mid: 2, hihg: 3}",
        [
            'c.yaml:39: preferences.congress.scores.price.hihg: found "hihg"; expected an option of price (low, mid, high) (did you mean "high"?)'
        ],
    ),
    (
        "{low: 1, mid: 2, high: 3}",
        "{low: 1, mid: x}",
        [
            f'c.yaml:39: preferences.congress.scores.price.mid: found "x"; expected {FORMS}',
            'c.yaml:39: preferences.congress.scores.price: found no score for "high"; expected a score for each option of price',
        ],
    ),
    (
        "{low: 1, mid: 2, high: 3}",
        "{points: {low: 1, midd: 2, high: 3}, note: x}",
        [
            'c.yaml:39: preferences.congress.scores.price.points.midd: found "midd"; expected an option of price (low, mid, high) (did you mean "mid"?)'
        ],
    ),
    (
        "price: {low: 1, mid: 2, high: 3}",
        "prize: {low: 1, mid: 2, high: 3}",
        [
            'c.yaml:39: preferences.congress.scores.prize: found "prize"; expected an issue (price, date) (did you mean "price"?)'
        ],
    ),
)
def test_every_option_of_a_scored_issue_has_a_score(old: str, new: str, faults: list[str]) -> None:
    """No score is taken as 0 in silence."""
    assert messages(swapped(old, new)) == faults


@swaps(
    (
        "soon: 100",
        "soon: 101",
        [
            "c.yaml:26: preferences.us.scores.date.soon: found 101; expected a score from 0 to 100, as the party has weights"
        ],
    ),
    (
        "late: [0, 10]",
        "late: [-1, 10]",
        [
            "c.yaml:26: preferences.us.scores.date.late: found -1–10; expected a score from 0 to 100, as the party has weights"
        ],
    ),
    (
        "late: [0, 10]",
        "late: [0, 100.01]",
        [
            "c.yaml:26: preferences.us.scores.date.late: found 0–100.01; expected a score from 0 to 100, as the party has weights"
        ],
    ),
    (
        "date: {soon: 100, late: [0, 10]}",
        "date: {points: {soon: 100, late: -1}, note: x}",
        [
            "c.yaml:26: preferences.us.scores.date.points.late: found -1; expected a score from 0 to 100, as the party has weights"
        ],
    ),
    (
        "{walk_away: [10, 20]}",
        "{weights: {price: 1, date: 1}, scores: {date: {soon: 1, late: 200}}}",
        [
            "c.yaml:31: preferences.us.believes.them.scores.date.late: found 200; expected a score from 0 to 100, as the party has weights"
        ],
    ),
)
def test_with_weights_scores_lie_between_0_and_100(old: str, new: str, faults: list[str]) -> None:
    """The bounds count as well."""
    assert messages(swapped(old, new)) == faults


@swaps(
    (
        "      price: low > mid > high",
        "      price: low > mid",
        [
            'c.yaml:25: preferences.us.scores.price: found an order without "high"; expected every name in the order (several chains may stand in a list; > and = are the only signs)'
        ],
    ),
    (
        "      price: low > mid > high",
        "      price: low > mdi > high",
        [
            'c.yaml:25: preferences.us.scores.price: found "mdi"; expected an option of price (low, mid, high) (did you mean "mid"?)'
        ],
    ),
    (
        "      price: low > mid > high",
        "      price: [low > mid, high]",
        [
            "c.yaml:25: preferences.us.scores.price: found 2 chains; expected one chain for options, from best to worst"
        ],
    ),
    (
        "      price: low > mid > high",
        "      price: low, mid, high",
        [
            'c.yaml:25: preferences.us.scores.price: found "low, mid, high"; expected an option of price (low, mid, high)',
            'c.yaml:25: preferences.us.scores.price: found an order without "low", "mid", "high"; expected every name in the order (several chains may stand in a list; > and = are the only signs)',
        ],
    ),
    (
        "{low: 1, mid: 2, high: 3}",
        "low > mid > high",
        [
            'c.yaml:39: preferences.congress.scores.price: found the order "low > mid > high"; expected points or ranges (an order of options needs weights)'
        ],
    ),
    (
        "{walk_away: [10, 20]}",
        "{scores: {price: low > mid > high}}",
        [
            'c.yaml:31: preferences.us.believes.them.scores.price: found the order "low > mid > high"; expected points or ranges (an order of options needs weights)'
        ],
    ),
)
def test_an_order_of_options_names_each_option_once_and_needs_weights(
    old: str, new: str, faults: list[str]
) -> None:
    """Best first, in one chain."""
    assert messages(swapped(old, new)) == faults


@swaps(
    (
        "weights: price > date",
        "weights: price",
        [
            'c.yaml:23: preferences.us.weights: found an order without "date"; expected every name in the order (several chains may stand in a list; > and = are the only signs)'
        ],
    ),
    (
        "weights: price > date",
        "weights: price > dat",
        [
            'c.yaml:23: preferences.us.weights: found "dat"; expected a scored issue (price, date) (did you mean "date"?)'
        ],
    ),
    (
        "weights: price > date",
        "weights: price < date",
        [
            'c.yaml:23: preferences.us.weights: found "price < date"; expected a scored issue (price, date)',
            'c.yaml:23: preferences.us.weights: found an order without "price", "date"; expected every name in the order (several chains may stand in a list; > and = are the only signs)',
        ],
    ),
    (
        "weights: price > date",
        "weights: price, date",
        [
            'c.yaml:23: preferences.us.weights: found "price, date"; expected a scored issue (price, date) (did you mean "price"?)',
            'c.yaml:23: preferences.us.weights: found an order without "date"; expected every name in the order (several chains may stand in a list; > and = are the only signs)',
        ],
    ),
    (
        "weights: price > date",
        "weights: [price > dat, date]",
        [
            'c.yaml:23: preferences.us.weights: found "dat"; expected a scored issue (price, date) (did you mean "date"?)'
        ],
    ),
    (
        "weights: price > date",
        "weights: {price: 1}",
        [
            'c.yaml:23: preferences.us.weights: found no weight for "date"; expected a weight for each scored issue'
        ],
    ),
    (
        "weights: price > date",
        "weights: {prize: 3, date: 4}",
        [
            'c.yaml:23: preferences.us.weights.prize: found "prize"; expected a scored issue (price, date) (did you mean "price"?)'
        ],
    ),
    (
        "weights: price > date",
        "weights: {points: {}}",
        [
            'c.yaml:23: preferences.us.weights: found no weight for "price", "date"; expected a weight for each scored issue'
        ],
    ),
    (
        "weights: price > date",
        "weights: {points: {price: 1, dat: 4}}",
        [
            'c.yaml:23: preferences.us.weights.points.dat: found "dat"; expected a scored issue (price, date) (did you mean "date"?)'
        ],
    ),
    (
        "weights: price > date",
        "weights: {price: 1, date: x}",
        [f'c.yaml:23: preferences.us.weights.date: found "x"; expected {FORMS}'],
    ),
    (
        "{walk_away: [10, 20]}",
        "{weights: {price: 3}}",
        [
            'c.yaml:31: preferences.us.believes.them.weights: found no weight for "date"; expected a weight for each scored issue'
        ],
    ),
    (
        "      date: {soon: 100, late: [0, 10]}\n",
        "",
        ['c.yaml:23: preferences.us.weights: found "date"; expected a scored issue (price)'],
    ),
)
def test_weights_name_the_scored_issues(old: str, new: str, faults: list[str]) -> None:
    """Each of them and no other."""
    assert messages(swapped(old, new)) == faults


@swaps(
    (
        "weights: price > date",
        "weights: {price: 0, date: 0}",
        [
            "c.yaml:23: preferences.us.weights: found weights that sum to 0; expected at least one weight above 0"
        ],
    ),
    (
        "weights: price > date",
        "weights: {price: -1, date: 2}",
        ["c.yaml:23: preferences.us.weights.price: found -1; expected a weight of 0 or more"],
    ),
    (
        "weights: price > date",
        "weights: {price: [-1, 50], date: 70}",
        ["c.yaml:23: preferences.us.weights.price: found -1–50; expected a weight of 0 or more"],
    ),
    (
        "weights: price > date",
        "weights: {price: [1, 2], date: 3}",
        [
            "c.yaml:23: preferences.us.weights: found weights that sum to 4–5; expected weights that can sum to 100 (with a range among them, weights are shares of 100)"
        ],
    ),
    (
        "weights: price > date",
        "weights: {price: [90, 95], date: 30}",
        [
            "c.yaml:23: preferences.us.weights: found weights that sum to 120–125; expected weights that can sum to 100 (with a range among them, weights are shares of 100)"
        ],
    ),
    (
        "weights: price > date",
        "weights: {price: [0, 49.99], date: 50}",
        [
            "c.yaml:23: preferences.us.weights: found weights that sum to 50–99.99; expected weights that can sum to 100 (with a range among them, weights are shares of 100)"
        ],
    ),
    (
        "weights: price > date",
        "weights: {price: {low: 60, likely: 60, high: 70}, date: [41, 50]}",
        [
            "c.yaml:23: preferences.us.weights: found weights that sum to 101–120; expected weights that can sum to 100 (with a range among them, weights are shares of 100)"
        ],
    ),
)
def test_weights_leave_room(old: str, new: str, faults: list[str]) -> None:
    """Exact weights are divided by their sum; with a range among them they are shares of 100."""
    assert messages(swapped(old, new)) == faults


@swaps(
    (
        "quota: 2",
        "quota: 3",
        ["c.yaml:8: agreement.quota: found 3; expected at most 2, the number of parties"],
    ),
    (
        "{quota: 2, vetoes: [us]}",
        "{quota: 1, vetoes: [us, them]}",
        ["c.yaml:8: agreement.quota: found 1; expected at least 2, the number of vetoes"],
    ),
)
def test_a_quota_can_be_reached(old: str, new: str, faults: list[str]) -> None:
    """It counts parties, not ratifiers, and all vetoes."""
    assert messages(swapped(old, new)) == faults


@swaps(
    (
        "  date:\n    title: Date",
        "  when: {title: W, options: {a: A}}\n  date:\n    title: Date",
        ['c.yaml:13: issues.when: found "when"; expected another id; this word belongs to the format'],
    ),
    (
        "late: Late",
        "late: Late\n      order: Order",
        [
            'c.yaml:18: issues.date.options.order: found "order"; expected another id; this word belongs to the format',
            'c.yaml:27: preferences.us.scores.date: found no score for "order"; expected a score for each option of date',
            'c.yaml:37: preferences.them.scores.date: found no score for "order"; expected a score for each option of date',
        ],
    ),
)
def test_words_of_the_format_cannot_be_ids(old: str, new: str, faults: list[str]) -> None:
    """A mapping with such a key would be read otherwise."""
    assert messages(swapped(old, new)) == faults
