"""NegoLog folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.interop.helpers import f, faults, files, parts, read, worth

ISSUES = {"colour": {"red": 0.2, "blue": 1}, "size": {"small": 0, "large": 1}}
GOOD = {"reservationValue": 0.3, "issueWeights": {"colour": 0.4, "size": 0.6}, "issues": ISSUES}


def written(folder: Path, *profiles: dict[str, Any]) -> Path:
    for letter, profile in zip("AB", profiles if len(profiles) > 1 else profiles * 2, strict=True):
        files(folder, **{f"profile{letter}__json": json.dumps(profile)})
    return folder


def test_sums(tmp_path: Path) -> None:
    found = read(written(tmp_path, GOOD, {**GOOD, "reservationValue": 0}))
    assert list(found.case.parties) == ["profileA", "profileB"]
    assert worth(found.case, 0, ("red", "large")) == f("0.08") + f("0.6")
    assert [parts(found.case, who)[1].away for who in (0, 1)] == [f("0.3"), 0]
    assert found.lost == ()
    assert found.case.title == tmp_path.name
    assert [source.path[-13:] for source in found.files] == ["profileA.json", "profileB.json"]
    assert len(found.digest) == 64


def test_results_are_not_read(tmp_path: Path) -> None:
    files(tmp_path, specs__json="not even JSON")
    assert "specs.json" in " ".join(read(written(tmp_path, GOOD)).lost)


def test_weights_and_reservation_as_they_stand(tmp_path: Path) -> None:
    profile = {"issueWeights": {"colour": 0.4, "size": 0.4}, "issues": ISSUES}
    found = read(written(tmp_path, profile))
    assert worth(found.case, 0, ("blue", "large")) == f("0.8")
    assert parts(found.case, 0)[1].away == 0
    assert "weights sum to 0.8" in " ".join(found.lost)


@pytest.mark.parametrize(
    ("profile", "found"),
    [
        ({**GOOD, "issues": {}}, "no issue"),
        ({**GOOD, "issues": []}, "issues by name"),
        ({**GOOD, "issues": {"colour": {}}}, "at least one value"),
        ({**GOOD, "other": 1}, 'the key "other"'),
        ({**GOOD, "issueWeights": {"colour": 1}}, 'no weight of "size"'),
        ({**GOOD, "issueWeights": []}, 'no weight of "colour"'),
        ({**GOOD, "issueWeights": {"colour": 1, "size": "x"}}, "a number"),
        ({**GOOD, "issues": {**ISSUES, "size": {"small": "x"}}}, "a number"),
        ({**GOOD, "reservationValue": "x"}, "a number"),
    ],
)
def test_faults(tmp_path: Path, profile: dict[str, Any], found: str) -> None:
    assert found in faults(written(tmp_path, profile))


@pytest.mark.parametrize(
    ("issues", "found"),
    [
        ({**ISSUES, "sise": {"x": 1}}, 'did you mean "size"'),
        ({"colour": ISSUES["colour"], "size": {"small": 0, "huge": 1}}, "the values small, huge"),
        ({"colour": ISSUES["colour"]}, "a number for each value"),
    ],
)
def test_profiles_must_have_the_same_issues(tmp_path: Path, issues: dict[str, Any], found: str) -> None:
    assert found in faults(written(tmp_path, GOOD, {**GOOD, "issues": issues}))
