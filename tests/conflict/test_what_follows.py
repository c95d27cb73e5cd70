"""The aftermath of a case: keys and faults, the answer of the question, the screen."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from tests.conflict.helpers import graphs
from tests.strategies import brief_law
from typer.testing import CliRunner

import walkaway
from walkaway.case import read_case_text, to_yaml
from walkaway.cli.app import make_app
from walkaway.conflict.graph import GraphModel, graph_of_edges
from walkaway.conflict.relation import Relation
from walkaway.conflict.robustness import StrictRankings, shares_of_rankings
from walkaway.conflict.stability import equilibria

CASE = """\
case: 1
title: A yard
parties: {ann: Ann, ben: Ben}
issues: {price: {title: Price, options: {low: Low, high: High}}}
preferences:
  ann: {walk_away: 1, scores: {price: {low: 0, high: 5}}}
  ben: {walk_away: 1, scores: {price: {low: 5, high: 0}}}
aftermath:
  options:
    sue: {title: Sue, by: ann, now: yes}
    leave: {title: Leave the yard, by: ben, only: take}
    shout: {title: Shout, by: [ann, ben]}
  impossible:
    - {leave: yes, shout: yes}
  no_move:
    - {from: {sue: yes}, to: {sue: no, shout: yes}, by: ann}
  wants:
    ann: [not leave, {wish: sue if shout, note: A reason}, not shout]
    ben: {weights: {sue: -2, leave: -1, shout: 0.5}}
"""

WEIGHTS = "{weights: {sue: -2, leave: -1, shout: 0.5}}"


def test_it_comes_back_as_it_went() -> None:
    case = read_case_text(CASE)
    assert case.aftermath is not None
    assert case.aftermath.options["sue"].now
    assert read_case_text(to_yaml(case)) == case


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("by: ben, only", "by: bert, only", 'aftermath.options.leave.by: found "bert"'),
        ("only: take", "only: ever", 'found "ever"; expected , take or drop'),
        ("now: yes", "now: perhaps", 'found "perhaps"; expected yes or no'),
        ("{leave: yes, shout: yes}", "{leaf: yes}", 'did you mean "leave"?'),
        ("not leave,", "not leaf,", '"leaf" in "not leaf"; expected one of sue, leave, shout'),
        ("sue: -2", "suit: -2", 'aftermath.wants.ben.weights.suit: found "suit"'),
        (f"    ben: {WEIGHTS}", "", 'nothing of "ben", who can do "leave"'),
        ("{wish: sue if shout, note: A reason}", "{note: A reason}", "a wish such as not tests"),
        (WEIGHTS, "{ranking: 3}", "states by number, best first"),
        (WEIGHTS, "7", "wishes, most important first; or a mapping with wishes, ranking or weights"),
        (WEIGHTS, "{weights: {sue: 1}, ranking: [1]}", "both ranking and weights"),
        (WEIGHTS, "{ranking: [[1, 2], 0]}", "the number of a state, 1 or more"),
        ("no_move:", "nomove:", 'did you mean "no_move"?'),
        ("{title: Sue, by: ann, now: yes}", "Sue", "a mapping with title and by"),
    ],
)  # fmt: skip
def test_faults_say_where_and_what_would_be_right(old: str, new: str, said: str) -> None:
    assert old in CASE
    with pytest.raises(walkaway.CaseError) as caught:
        read_case_text(CASE.replace(old, new))
    assert said in str(caught.value)


def test_the_answer_of_a_case(tmp_path: Path) -> None:
    path = tmp_path / "yard.yaml"
    path.write_text(CASE, encoding="utf-8")
    found = walkaway.aftermath(path)
    # sue is the least significant bit, then leave, then shout; leave and shout exclude each other
    assert [state.options for state in found.states][5] == {"sue": "Y", "leave": "N", "shout": "Y"}
    assert (found.today, found.decision_makers) == (2, ("ann", "ben"))
    assert set(found.evolution) == {"any_moves", "improvements"}
    assert {one.members for one in found.coalitions} == {("ann", "ben")}
    assert len(found.witnesses) == 6 * 2 * 6 + 5 * 6
    stays = found.coalitions[0].stable
    both = [one for one in found.witnesses if one.who == ("ann", "ben")]
    assert {(one.concept, one.state) for one in both if one.stable} == {
        (concept, state) for concept, states in stays.items() for state in states
    }
    assert all(one.improvement for one in both if not one.stable)
    told = json.loads(CliRunner().invoke(make_app(), ["aftermath", str(path), "--json"]).stdout)
    own = ["states", "decision_makers", "equilibria", "stable", "witnesses", "today", "evolution"]
    assert [key for key in told if key in own] == own
    assert told["stable"]["nash"].keys() == {"ann", "ben"}
    assert told["equilibria"]["seq"] == list(found.equilibria["seq"])
    moved = walkaway.aftermath(path, start=1)
    assert moved.today == 1
    with pytest.raises(walkaway.UsageError, match="start: found state 7; expected a state, 1 to 6"):
        walkaway.aftermath(path, start=7)


def test_a_case_that_does_not_say_is_refused() -> None:
    with pytest.raises(walkaway.UsageError, match="a case without aftermath"):
        walkaway.aftermath("harbour")


def test_today_may_be_impossible(tmp_path: Path) -> None:
    path = tmp_path / "yard.yaml"
    path.write_text(CASE.replace("{leave: yes, shout: yes}", "{sue: yes}"), encoding="utf-8")
    found = walkaway.aftermath(path)
    assert (found.today, found.evolution, found.commitments) == (None, {}, ())
    shown = CliRunner().invoke(make_app(), ["aftermath", str(path)]).stdout
    assert "Where things stand is not among the possible states" in shown


def test_the_page_shows_it_where_the_case_says_it(tmp_path: Path) -> None:
    path = tmp_path / "yard.yaml"
    path.write_text(CASE, encoding="utf-8")
    page = walkaway.brief(path, draws=20).html()
    assert '<h2 id="the-aftermath">If nobody moves</h2>' in page
    assert "graph model, all states and moves" in page
    path.write_text(CASE[: CASE.index("aftermath:")], encoding="utf-8")
    assert "the-aftermath" not in walkaway.brief(path, draws=20).html()


def test_hanoi_is_what_its_grade_in_the_documentation_says() -> None:
    found = walkaway.aftermath("hanoi-2019")
    seq = {(one.state, one.who): one for one in found.witnesses if one.concept == "seq"}
    assert not seq[1, ("dprk",)].stable
    assert found.states[2].options == {
        "tests": "N", "short_range": "Y", "drills": "N", "pressure": "N", "phased": "N", "projects": "N",
    }  # fmt: skip
    assert 3 in found.equilibria["seq"]
    assert found.evolution["improvements"].ways[3][0].by == ("dprk",)
    assert 16 in found.equilibria["nash"]
    assert [name for name, sign in found.states[15].options.items() if sign == "Y"] == [
        "tests", "short_range", "drills", "pressure",
    ]  # fmt: skip


@brief_law
@given(graphs(partly=True, most=5))
def test_rankings_that_are_drawn_keep_to_what_is_known(model: GraphModel) -> None:
    chance = np.random.default_rng(1)
    every = np.arange(model.states)
    for want in model.wants:
        if any("is not better" in said for said in want.complaints()):
            continue
        drawn = StrictRankings(want).draw(chance)
        assert drawn.ranks is not None
        assert sorted(drawn.ranks.tolist()) == every.tolist()
        known = want.better(every[:, None], every[None, :])
        assert drawn.better(every[:, None], every[None, :])[known].all()


def test_all_rankings_that_keep_to_what_is_known_come_equally_often() -> None:
    """1 and 2 are better than 4, nothing is known of 3: it is better than 4 in 6 of the 8 rankings."""
    want, chance = Relation.partial(4, [(0, 3), (1, 3)]), np.random.default_rng(3)
    lot = StrictRankings(want)
    drawn = Counter(
        tuple(np.argsort(ranks).tolist()) for _ in range(800) if (ranks := lot.draw(chance).ranks) is not None
    )
    assert len(drawn) == 8
    assert all(abs(many - 100) < 4 * 9.4 for many in drawn.values())


def test_rankings_that_cannot_be_counted_are_refused() -> None:
    with pytest.raises(walkaway.BudgetError, match=r"at most 200,000 are counted"):
        StrictRankings(Relation.partial(18, []))
    circle = np.eye(3, dtype=np.bool_) | np.roll(np.eye(3, dtype=np.bool_), 1, axis=1)
    with pytest.raises(walkaway.UsageError, match="goes in a circle"):
        StrictRankings(Relation(at_least=circle))


def test_shares_of_rankings_have_an_error() -> None:
    """One party, two states, nothing known: each is best in half of the rankings."""
    model = graph_of_edges(2, {"a": [(1, 2), (2, 1)]}, {"a": Relation.partial(2, [])})
    found = shares_of_rankings(model, "nash", 400, 7)
    assert abs(found.share[0] - 0.5) < 4 * found.error[0] == pytest.approx(4 * 0.025, rel=0.05)
    assert found.share.sum() == pytest.approx(1)
    sure = model.wanting({0: Relation.ranked([1, 0], 2)})
    assert shares_of_rankings(sure, "nash", 5, 7).share.tolist() == [0, 1]
    assert equilibria(sure, "nash").tolist() == [False, True]
