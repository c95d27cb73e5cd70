"""What answers take over from those to another case changes nothing of what they say."""

from __future__ import annotations

import numpy as np
import pytest

import walkaway
from walkaway.analysis.answers import analyse, stand
from walkaway.case import Case
from walkaway.case.accounts import with_values

TEXT = """\
case: 1
title: A fence
parties: {ann: Ann, ben: Ben}
issues:
  side: {title: Side, options: {east: East, west: West}}
  who-pays: {title: Who pays, options: {ann: Ann, both: Both, ben: Ben}}
impossible: [{side: west, who-pays: ann}]
preferences:
  ann:
    walk_away: [20, 30]
    weights: side > who-pays
    scores: {side: {east: 100, west: 0}, who-pays: {ann: 0, both: [30, 60], ben: 100}}
    red_lines: [{side: west, who-pays: both}]
  ben:
    walk_away: [40, 50]
    weights: {side: [20, 40], who-pays: [60, 80]}
    scores: {side: {east: 0, west: 100}, who-pays: {ann: 100, both: [40, 70], ben: 0}}
    interactions: [{when: {side: west, who-pays: ben}, add: [5, 10]}]
"""


@pytest.fixture(name="fence", scope="module")
def fence_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    path = tmp_path_factory.mktemp("fence") / "case.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return walkaway.load(path).case


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("preferences.ann.walk_away", [1, 90]),
        ("preferences.ann.red_lines", []),
        ("preferences.ben.scores.who-pays.both", [0, 100]),
        ("preferences.ben.weights", {"side": 10, "who-pays": 90}),
        ("preferences.ben.interactions[0].add", 40),
        ("impossible", []),
    ],
)
def test_answers_like_others_are_the_same(fence: Case, place: str, value: object) -> None:
    """Law: work that is saved is work that would give the same; whichever judgement differs."""
    other, before = with_values(fence, {place: value}), analyse(fence, draws=30)
    alone, saving = analyse(other, draws=30), analyse(other, draws=30, like=before)
    assert alone.to_dict() != before.to_dict()
    assert saving.to_dict() == alone.to_dict()
    for part in ("deals", "known", "willing"):
        kept, fresh = getattr(saving.bounds, part), getattr(alone.bounds, part)
        assert set(kept) == set(fresh)
        for key, found in kept.items():
            assert all(map(np.array_equal, fresh[key], found))


@pytest.mark.parametrize("name", ["fence", "harbour", "jcpoa-2015"])
def test_the_verdict_alone_is_that_of_all_answers(fence: Case, name: str) -> None:
    """Law: what is said first is what stands in the whole, which goes on from it where it is its own."""
    case = fence if name == "fence" else walkaway.load(name).case
    first, whole = stand(case, draws=30), analyse(case, draws=30)
    assert first.zone.to_dict() == whole.zone.to_dict()
    assert (first.exact, first.refusals) == (
        whole.exact,
        {} if "zone" not in whole.refusals else first.refusals,
    )
    going_on = analyse(case, draws=30, like=first)
    assert going_on.zone is first.zone
    assert going_on.to_dict() == whole.to_dict()
    other = analyse(case, draws=31, like=first)  # other draws: nothing of the verdict is taken
    assert other.to_dict() == analyse(case, draws=31).to_dict()


def test_only_what_is_unchanged_is_taken_over(fence: Case) -> None:
    """A moved walk-away leaves every range as it was, a moved score those of the others."""
    before = analyse(fence, draws=10)
    assert set(before.bounds.known) == {(0, 0), (1, 0)}
    for place, value, kept in (
        ("preferences.ben.walk_away", 1, {(0, 0), (1, 0)}),
        ("preferences.ben.scores.side.east", 1, {(0, 0)}),
    ):
        moved = analyse(with_values(fence, {place: value}), draws=10, like=before)
        same = {key for key, known in before.bounds.known.items() if moved.bounds.known[key] is known}
        assert same == kept
