"""Whatever a function of the API is given for a keyword, it answers or says in one error what is wrong."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import walkaway

CASE = """\
case: 1
title: T
parties: {a: Ann, b: Bob}
issues: {p: {title: Price, options: {low: Low, high: High}}}
preferences:
  a: {walk_away: 2, scores: {p: {low: 1, high: 5}}}
  b: {walk_away: [1, 2], scores: {p: {low: 5, high: 2}}}
"""
ODD: dict[str, Any] = {
    "whole": 5, "minus": -1, "huge": 10**30, "endless": 10**5000, "half": 1.5, "nothing": None, "true": True,
    "bytes": b"x", "list": [], "ones": [1], "tuple": (1,), "set": {1}, "mapping": {}, "numbers": {1: 2},
    "nested": [[1]], "object": object(), "array": np.array([1, 2]), "no dimension": np.array(1.5),
    "scalar": np.float32(0.5), "nan": math.nan, "inf": math.inf, "complex": 1j, "decimal": Decimal("NaN"),
    "fraction": Fraction(1, 3), "path": Path("zzz"), "word": "zzz", "empty": "", "half a sign": "\ud800",
    "nul": "a\0b", "type": Exception,
}  # fmt: skip
NAMES = sorted(name for name in walkaway.__all__ if name[0].islower())
GOOD: dict[str, Any] = {
    "case": "case.yaml", "path": "case.yaml", "draws": 20, "deal": {"p": "low"}, "paths": "doc.txt",
    "folder": "new",
}  # fmt: skip


def _calls(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """A keyword of a function, and all that is needed besides it."""
    keys = inspect.signature(getattr(walkaway, name)).parameters
    needed = {key: GOOD[key] for key in keys if key in GOOD}
    if name == "cite":
        needed["path"] = "preferences.a.walk_away"
    yield from ((key, needed) for key in keys)
    if "stdin" in keys:
        yield "stdin", {**needed, "paths": "-"}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", NAMES)
def test_odd_values_are_answered_or_refused_in_one_error(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law: no keyword ends in an exception that is not of the family, nor in half a sentence."""
    monkeypatch.chdir(tmp_path)
    Path("case.yaml").write_text(CASE)
    Path("doc.txt").write_text("words stand here\n")
    for key, needed in _calls(name):
        for word, odd in ODD.items():
            try:
                getattr(walkaway, name)(**{**needed, key: odd})
            except walkaway.WalkawayError as error:
                told = str(error)
                assert told.strip(), (key, word)
                assert not told.rstrip().endswith(("expected", "found")), (key, word, told)
            except Exception as error:
                pytest.fail(f"{name}({key}={word}): {type(error).__name__}: {error}")
            assert Path("case.yaml").read_text() == CASE, (key, word)


@pytest.mark.parametrize(
    ("name", "keys", "told"),
    [
        ("zone", {"progress": 5}, "progress: found 5; expected a function that takes the step"),
        ("read", {"progress": "x"}, 'progress: found "x"; expected a function'),
        ("draft", {"progress": "x"}, 'progress: found "x"; expected a function'),
        ("zone", {"rule": {1: 2}}, "rule: found"),
        ("zone", {"rule": np.array([1, 2])}, "rule: found numpy.ndarray; expected case, all"),
        ("load", {"profiles": 5}, "profiles: found 5; expected files of parties"),
        ("check", {"profiles": [1]}, "profiles: found 1; expected files of parties"),
        ("load", {"profiles": b"x"}, "profiles: found bytes; expected files of parties"),
        ("load", {"format": 5}, "format: found 5; expected one of case, "),
        ("load", {"format": "negmass"}, 'did you mean "negmas"?'),
        ("cite", {"path": 5}, "path: found 5; expected the path of a judgement"),
        ("cite", {"path": None, "words": "doc: x"}, 'words: found "doc: x"; expected words with the path'),
        ("cite", {"words": 5}, "words: found 5; expected document: exact words"),
        ("variants", {"top": 5}, "top: found 5; expected one positive number for each party"),
        ("variants", {"top": "12"}, 'top: found "12"; expected one positive number'),
        ("variants", {"top": [1, math.nan]}, "top: found list; expected one positive number"),
        ("bridge", {"target": math.nan}, "target: found nan; expected a number above 0"),
        ("bridge", {"target": np.array([0.5])}, "target: found numpy.ndarray; expected a number"),
        ("improve", {"tolerance": float}, "tolerance: found type; expected a number from 0 to 1"),
        ("draft", {"folder": "a\0b"}, "folder: found"),
        ("read", {"paths": "-", "stdin": 5}, "stdin: found 5; expected a stream of bytes"),
        ("cases", {"drawz": 1}, 'found the keyword "drawz" of cases(); expected no keyword'),
        ("schema", {"drawz": 1}, 'found the keyword "drawz" of schema(); expected no keyword'),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(
    name: str, keys: dict[str, Any], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("case.yaml").write_text(CASE)
    Path("doc.txt").write_text("words stand here\n")
    needed = dict(next(_calls(name), ("", {}))[1])
    with pytest.raises(walkaway.UsageError) as caught:
        getattr(walkaway, name)(**{**needed, **keys})
    assert told in str(caught.value)


def test_all_that_is_wrong_is_said_at_once_progress_too() -> None:
    with pytest.raises(walkaway.UsageError) as caught:
        walkaway.zone("harbour", draws=0, progress=5)
    assert [fault.path for fault in caught.value.faults] == ["draws", "progress"]


def test_nothing_stands_for_the_default_and_numbers_of_numpy_are_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("case.yaml").write_text(CASE)
    assert walkaway.load("case.yaml", profiles=None, format=None).case.title == "T"
    assert walkaway.check("case.yaml", profiles=None) == walkaway.check("case.yaml")
    same = walkaway.variants("case.yaml", top=[1, 2])
    assert walkaway.variants("case.yaml", top=np.array([1, 2])) == same
