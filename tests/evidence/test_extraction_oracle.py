"""Article extraction measured on pages with gold text: F1 over shingles of four words, macro-averaged."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import mean

import pytest
from tests.evidence.articles import oracle

from walkaway.errors import Faults
from walkaway.evidence.findings import Read
from walkaway.evidence.intake.reader import read_each

_TOKEN = re.compile(r"\w+")


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return Counter(tuple(words[k : k + size]) for k in range(max(1, len(words) - size + 1)))


def f1(pairs: Iterable[tuple[str, str]]) -> float:
    """F1 of mean precision and mean recall over (gold, found)."""
    precisions, recalls = [], []
    for gold, found in pairs:
        want, have = shingles(gold), shingles(found)
        right = (want & have).total()
        precisions.append(right / have.total())
        recalls.append(right / want.total())
    precision, recall = mean(precisions), mean(recalls)
    return 2 * precision * recall / (precision + recall)


def article(read: Read) -> str:
    """The text without what is set aside."""
    text, parts, position = read.document.text, [], 0
    for span in read.set_aside:
        parts.append(text[position : span.start])
        position = span.end
    return "\n".join((*parts, text[position:]))


@pytest.fixture(scope="module")
def sample() -> tuple[Path, dict[str, dict[str, str]]]:
    home = oracle("article-extraction-sample")
    return home, json.loads((home / "sample.json").read_text(encoding="utf-8"))


def test_the_scorer() -> None:
    assert f1([("a b c d e", "a b c d e")]) == 1
    assert f1([("a b c d e", "a b c d x"), ("a b c d", "a b c d")]) == 0.75


def test_html(sample: tuple[Path, dict[str, dict[str, str]]], tmp_path: Path) -> None:
    home, pages = sample
    for name in pages:
        (tmp_path / f"{name}.html").write_bytes(
            gzip.decompress((home / "html" / f"{name}.html.gz").read_bytes())
        )
    faults = Faults()
    reads = list(read_each([tmp_path], faults))
    assert not list(faults)
    assert {aside.why for read in reads for aside in read.set_aside} == {"page around the article"}
    assert f1((pages[read.document.name]["articleBody"], article(read)) for read in reads) >= 0.97


def test_plain_text_with_furniture(sample: tuple[Path, dict[str, dict[str, str]]], tmp_path: Path) -> None:
    pages = sample[1]
    for name, page in pages.items():
        (tmp_path / f"{name}.txt").write_text(page["page_text_with_boilerplate"], encoding="utf-8")
    reads = list(read_each([tmp_path], Faults()))
    assert len(reads) == len(pages)
    assert f1((pages[read.document.name]["articleBody"], article(read)) for read in reads) >= 0.92
