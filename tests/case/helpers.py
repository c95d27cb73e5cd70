"""A case that uses every part of the format, and how to break it."""

from __future__ import annotations

from walkaway.case import Case, read_case_text
from walkaway.errors import CaseError

CASE = """\
case: 1
title: Test
parties:
  us: United States
  them: {title: Them, short: T}
ratifiers:
  congress: {title: Congress, for: us}
agreement: {quota: 2, vetoes: [us]}
issues:
  price:
    title: Price
    options: {low: Low, mid: Mid, high: High}
  date:
    title: Date
    options:
      soon: {title: Soon, means: {days: [1, 2]}}
      late: Late
impossible:
  - {price: low, date: late}
preferences:
  us:
    walk_away: {range: [30, 50], cite: "doc: exact words", note: why}
    weights: price > date
    scores:
      price: low > mid > high
      date: {soon: 100, late: [0, 10]}
    interactions:
      - {when: {price: low}, add: [5, 10]}
    red_lines:
      - {price: high, date: [soon]}
    believes: {them: {walk_away: [10, 20]}}
  them:
    walk_away: 3
    scores:
      price: {low: 0, mid: 10.5, high: {low: 20, likely: 21, high: 30}}
      date: {points: {soon: 1, late: -2}, note: x}
  congress:
    scores:
      price: {low: 1, mid: 2, high: 3}
record:
  - {by: them, offer: {price: high}}
  - {by: us, act: walks away}
notes: [a]
"""

RANGED = """\
case: 1
title: Sale
parties: {seller: Seller, buyer: Buyer}
issues:
  price: {title: Price, range: [0, 100], step: 5, unit: usd_m, money: true, direction: {seller: more}}
  share: {title: Share, range: [0, 1]}
  colour: {title: Colour, options: {red: Red, blue: Blue}}
impossible:
  - {price: {from: 90}, colour: blue}
  - {unless: {price: {to: 95}}, note: too dear}
preferences:
  seller:
    walk_away: {deal: {price: 40, colour: red, share: 0.25}, cite: "doc: words"}
    weights: {price: 3, share: 2, colour: 1}
    scores:
      price: {linear: [0, [90, 100]], note: a}
      share: {points: {0: 0, 0.4: 80, 1: 100}}
      colour: {red: 1, blue: 2}
    interactions:
      - {when: {price: {from: 10, to: 20}, colour: red}, add: 5}
      - {unless: {share: 0.5}, add: 5}
    functions:
      - {combine: max, weight: 2, of: [{when: {price: 5}, add: 5}, {cap: 10, of: [{add: 1, weight: 1/3}]}]}
    cap: 100
    discount: 0.9
  buyer:
    scores:
      price: {triangular: [10, 60, 90], peak: 80}
      share: {linear: [1, 0]}
"""

SMALL = """\
case: 1
title: Small
parties: {a: A, b: B}
issues: {i: {title: I, options: {o: O}}}
preferences: {a: {scores: {i: {o: 1}}}, b: {scores: {i: {o: 1}}}}
"""


def read(text: str) -> Case:
    """Read a case without a file."""
    return read_case_text(text, "c.yaml")


def messages(text: str) -> list[str]:
    """All faults of a text, as they are shown; none if it reads as a case."""
    try:
        read(text)
    except CaseError as error:
        return [str(fault) for fault in error.faults]
    return []


def swapped(old: str, new: str, text: str = CASE) -> str:
    """The text with one thing changed, which must be there."""
    assert old in text
    return text.replace(old, new, 1)
