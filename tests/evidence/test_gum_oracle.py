"""Outside gold: GUM news and interviews (attributions).

A statement and a gold attribution match when the Jaccard likeness of their characters is at least .5 for the
best gold between its lower bound (``content``) and its upper bound (``content_max``), that is for ``content``
together with what the statement takes of ``content_max``. Precision is the share of statements that match any
gold, recall the share of gold that any statement matches. On stripped text only letters and digits count.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.evidence.planted import read
from tests.evidence.transcripts import needs_parser

from walkaway.evidence.findings import Read, Statement
from walkaway.evidence.speech.statements import statements_of_all

ROOT = Path(__file__).resolve().parents[2]
ORACLES = Path(os.environ.get("WALKAWAY_ORACLES", ROOT.parent / "shared" / "oracles")) / "evidence"
needs_oracles = pytest.mark.skipif(
    not ORACLES.is_dir(), reason="no outside texts here (set WALKAWAY_ORACLES)"
)

Gold = tuple[set[int], set[int]]


def load() -> list[tuple[str, str, list[Gold]]]:
    found = []
    for path in sorted((ORACLES / "gum-news").glob("GUM_*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        rows = [
            (chars(a["content"]), chars(a["content"]) | chars(a["content_max"])) for a in gold["attributions"]
        ]
        found.append((path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), rows))
    return found


def chars(spans: Iterable[Any]) -> set[int]:
    return {k for span in spans for k in range(span["start"], span["end"])}


def likeness(mine: set[int], gold: Gold) -> float:
    best = gold[0] | (mine & gold[1])
    return len(mine & best) / len(mine | best) if mine | best else 0.0


def score(rows: Iterable[tuple[list[set[int]], list[Gold]]]) -> tuple[float, float, float]:
    said = right = known = found = 0
    for mine, gold in rows:
        said += len(mine)
        right += sum(any(likeness(m, g) >= 0.5 for g in gold) for m in mine)
        known += len(gold)
        found += sum(any(likeness(m, g) >= 0.5 for m in mine) for g in gold)
    precision, recall = right / said, found / known
    return precision, recall, 2 * precision * recall / (precision + recall)


def contents(statements: Iterable[Statement]) -> list[set[int]]:
    return [{k for quote in s.content for k in range(quote.start, quote.end)} for s in statements]


def stripped(text: str) -> tuple[str, list[int]]:
    """Lower case, letters and digits, single spaces; and where each character comes from."""
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        keep = char.lower() if char.isalnum() and len(char.lower()) == 1 else " "
        if keep != " " or (out and out[-1] != " "):
            out.append(keep)
            places.append(place)
    return "".join(out), places


@needs_parser
@needs_oracles
def test_gum_ordinary_and_stripped() -> None:
    texts = load()
    reads = [read(text, name) for name, text, _ in texts]
    strict = [contents(s for s in found if s.band == "strict") for found in statements_of_all(reads)]
    precision, recall, ordinary = score((m, t[2]) for m, t in zip(strict, texts, strict=True))
    print(f"GUM strict: P {precision:.3f} R {recall:.3f} F {ordinary:.3f}")
    assert precision >= 0.72
    assert recall >= 0.55

    bare = [stripped(text) for _, text, _ in texts]
    reads = [read(text, t[0], "unpunctuated") for (text, _), t in zip(bare, texts, strict=True)]
    rows, held = [], []
    for k, found in enumerate(statements_of_all(reads)):
        rows.append(_row(found, reads[k], bare[k][1], texts[k][2]))
        if k % 3 == 0:  # the texts that the boundary tagger never saw
            held.append(rows[-1])
    for name, some in (("all", rows), ("held out", held)):
        precision, recall, value = score(some)
        print(f"GUM stripped, {name}: P {precision:.3f} R {recall:.3f} F {value:.3f}")
        assert value >= ordinary / 2


def _row(
    found: Iterable[Statement], here: Read, places: list[int], gold: list[Gold]
) -> tuple[list[set[int]], list[Gold]]:
    letters = {place for char, place in zip(here.document.text, places, strict=True) if char != " "}
    mine = [{places[k] for k in some} & letters for some in contents(found)]
    return mine, [(low & letters, high & letters) for low, high in gold if low & letters]
