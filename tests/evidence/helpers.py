"""Small case folders for the tests of evidence, sense, API and command line."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
case: 1
title: A small case
parties: {a: Anna, b: Ben}
issues:
  price:
    title: Price
    options: {low: Low, mid: Middle, high: High}
  speed:
    title: Speed
    options: {slow: Slow, fast: Fast}
"""

PREFERENCES = """\
preferences:
  a:
    walk_away: 5
    scores:
      price: {low: 0, mid: 5, high: 10}
      speed: {slow: 0, fast: 3}
  b:
    walk_away: [1, 4]
    scores:
      price: {low: 10, mid: [2, 6], high: 0}
      speed: {slow: 2, fast: 0}
"""

SMALL = HEAD + PREFERENCES


def write_case(folder: Path, text: str = SMALL, documents: dict[str, str | bytes] | None = None) -> Path:
    """Write a case folder and give the path of its ``case.yaml``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (documents or {}).items():
        path = folder / "documents" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return path
