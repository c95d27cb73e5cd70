"""A small case on a desk, and a client that knows the secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from walkaway.web.desk import Desk, open_desk
from walkaway.web.workbench import workbench

TEXT = """\
case: 1
title: A yard  # what they quarrel about
parties: {ann: Ann, ben: Ben}
issues:
  price: {title: Price, options: {low: Low, mid: Middle, high: High}}
  date: {title: Date, options: {soon: Soon, late: Late}}
preferences:
  ann:
    # she said so twice
    walk_away: {range: [2, 4], note: her own words}
    scores: {price: {low: 0, mid: 2, high: 5}, date: {soon: [0, 1], late: 2}}
    red_lines: [{price: low, date: soon}, {price: low, date: late}]
  ben:
    walk_away: [3, 5]
    weights: price > date
    scores: {price: {low: 100, mid: 60, high: 0}, date: {soon: [1, 3], late: 0}}
"""
MOVE = {"place": "preferences.ben.walk_away", "form": "number", "numbers": {"value": 4}}
SECRET, HOST = "s3cret", "127.0.0.1:8000"


def laid(folder: Path, text: str = TEXT) -> Desk:
    """A desk with a case of one's own."""
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return open_desk(str(path))


def client(desk: Desk, **options: Any) -> TestClient:
    """A browser at the address with the secret."""
    app = workbench(desk, secret=SECRET, hosts=(HOST,))
    return TestClient(app, base_url=f"http://{HOST}/{SECRET}/", raise_server_exceptions=False, **options)
