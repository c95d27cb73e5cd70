"""Files of the GMCR family by the description of their format: what is read, refused, and left out."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.conflict.by_definition import ByDefinition, random_file
from tests.conflict.helpers import found
from typer.testing import CliRunner

import walkaway
from walkaway.cli.app import make_app
from walkaway.conflict.of_case import problem_of
from walkaway.conflict.stability import equilibria
from walkaway.errors import NotJudgedError
from walkaway.interop import ForeignFile, Import
from walkaway.loading import load_with_conflicts

Data = dict[str, Any]

SYRIA: Data = {
    "options": [
        {"name": "Release water", "permittedDirection": "both"},
        {"name": "Escalate", "permittedDirection": "both"},
        {"name": "Attack", "permittedDirection": "both"},
    ],
    "decisionMakers": [
        {"name": "Syria", "options": [0, 1], "preferences": [],
         "preferenceRanking": [1, 3, 6, 2, 4, 5], "useManualPreferenceRanking": True},
        {"name": "Iraq", "options": [2], "preferences": [],
         "preferenceRanking": [2, 4, 6, 1, 5, 3], "useManualPreferenceRanking": True},
    ],
    "infeasibles": [[[0, "Y"], [1, "Y"]]],
}  # fmt: skip


def saved(folder: Path, data: object) -> Path:
    path = folder / "conflict.gmcr"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def imported(folder: Path) -> Import:
    told = load_with_conflicts(folder / "conflict.gmcr")
    assert isinstance(told, ForeignFile)
    return told.imported


def asked(folder: Path, data: object) -> Any:
    return walkaway.aftermath(saved(folder, data))


def test_the_euphrates_as_a_file(tmp_path: Path) -> None:
    """Hipel, Kilgour and Kinsara 2014: states in binary order, the first option least significant, from 1."""
    answer = asked(tmp_path, SYRIA)
    assert [tuple(state.options.values()) for state in answer.states] == [
        ("N", "N", "N"), ("Y", "N", "N"), ("N", "Y", "N"), ("N", "N", "Y"), ("Y", "N", "Y"), ("N", "Y", "Y"),
    ]  # fmt: skip
    assert answer.equilibria == {
        "nash": (6,), "gmr": (1, 6), "smr": (6,), "seq": (6,), "sseq": (6,), "sim": (6,),
    }  # fmt: skip
    inverse = walkaway.aftermath(tmp_path / "conflict.gmcr", state=2).wanted
    assert {one.concept: one.rankings for one in inverse if one.who == "Syria"} == {
        "nash": 240, "gmr": 384, "smr": 300, "seq": 384, "sseq": 300,
    }  # fmt: skip


def test_statements_are_in_order_of_priority(tmp_path: Path) -> None:
    """Y and N pairs hold together; of a compound one list must hold; no statement at all is one tie."""
    data = json.loads(json.dumps(SYRIA))
    first, second = data["decisionMakers"]
    del first["useManualPreferenceRanking"]
    first["preferences"] = [
        {"compound": True, "members": [[[0, "Y"], [2, "Y"]], [[1, "Y"]]]}, [[2, "N"], [0, "N"]],
    ]  # fmt: skip
    second["useManualPreferenceRanking"] = False
    case = load_with_conflicts(saved(tmp_path, data)).case
    assert case.aftermath is not None
    problem = problem_of(case.aftermath)
    ranks = [want.ranks.tolist() for want in problem.wants.values() if want.ranks is not None]
    # states: NNN YNN NYN NNY YNY NYY; the first statement holds in 3, 5, 6; the second in 1 and 3
    assert ranks == [[1, 0, 3, 0, 2, 2], [0] * 6]


def test_directions_and_ties(tmp_path: Path) -> None:
    """fwd goes from N to Y alone, back from Y to N; a list in a ranking is a tie."""
    manual = {"useManualPreferenceRanking": True}
    data: Data = {
        "options": [
            {"name": "up", "permittedDirection": "fwd"},
            {"name": "down", "permittedDirection": "back"},
        ],
        "decisionMakers": [
            {"name": "a", "options": [0], "preferenceRanking": [[1, 2], [3, 4]], **manual},
            {"name": "b", "options": [1], "preferenceRanking": [4, 3, 2, 1], **manual},
        ],
    }
    case = load_with_conflicts(saved(tmp_path, data)).case
    assert case.aftermath is not None
    model = problem_of(case.aftermath).model
    assert [[arcs.of(s).tolist() for s in range(4)] for arcs in model.moves] == [
        [[1], [], [3], []], [[], [], [0], [1]],
    ]  # fmt: skip
    assert found(equilibria(model, "nash")) == [1, 2, 3, 4]


def test_what_is_not_carried_is_said(tmp_path: Path) -> None:
    data = SYRIA | {"extra": 1, "coalitions": [[0, 1]], "version": "0.4"}
    data["options"] = [*SYRIA["options"][:2], {"name": "Escalate", "colour": "red"}]
    first, second = SYRIA["decisionMakers"]
    data["decisionMakers"] = [first | {"isActive": True}, second]
    told = load_with_conflicts(saved(tmp_path, data))
    assert isinstance(told, ForeignFile)
    assert told.case.aftermath is not None
    assert sorted(told.imported.lost) == [
        "coalitions are not merged: every coalition is looked at with its members apart",
        'options or decision makers that share the name "Escalate" are numbered',
        'the key "colour" is left out: options[2]',
        'the key "extra" is left out: at the top',
        'the key "isActive" is left out: decisionMakers[0]',
    ]
    assert list(told.case.aftermath.options) == ["Release water", "Escalate", "Escalate (2)"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"options": []}, "options: found nothing; expected a list with an entry or more"),
        ({"options": [{"name": "a", "permittedDirection": "up"}]}, '"up"; expected one of both, fwd, back'),
        ({"options": [{"name": "a", "permittedDirection": ["fwd"]}]}, "expected one of both, fwd, back"),
        ({"decisionMakers": [{"name": "a", "options": [7]}]}, '"7"; expected the number of an option'),
        ({"decisionMakers": [{"name": "a", "options": [0, 1]}]}, '"Attack", which nobody holds'),
        ({"decisionMakers": [3]}, 'found "3"; expected a mapping'),
        ({"infeasibles": [[[0, "X"]]]}, 'expected a pair such as [0, "Y"] or [0, "N"]'),
        ({"infeasibles": [[[0, "Y"], [0, "N"]]]}, '"Release water" as Y and as N'),
        ({"infeasibles": "none"}, 'found "none"; expected a list'),
        ({"infeasibles": [[]]}, 'infeasibles[0]: found no pairs; expected pairs such as'),
        (
            {"decisionMakers": [{"name": "a", "preferences": [{"members": [[[0, "Y"]]]}]}]},
            "pairs, or compound: true with members",
        ),
        ({"coalitions": [0, [1, 2]]}, '"2"; expected the number of a decision maker, 0 to 1'),
        ({"infeasibles": [[[0, "X"]]]}, 'infeasibles[0][0]: found "[0, X]"; expected a pair'),
        ({"infeasibles": [[[0, "Y"]], [[0, "N"]]]}, "no state that is possible"),
        ({"useManualPreferenceRanking": "yes"}, 'found "yes"; expected true or false'),
        ({"decisionMakers": [{"options": [0, 1, 2]}]}, "decisionMakers[0].name: found nothing"),
    ],
)  # fmt: skip
def test_faults_are_told_with_file_and_line(tmp_path: Path, change: Data, said: str) -> None:
    with pytest.raises(walkaway.InputError) as caught:
        asked(tmp_path, SYRIA | change)
    assert said in str(caught.value)
    assert all(fault.file.endswith("conflict.gmcr") and fault.line for fault in caught.value.faults)


def test_rankings_name_states_that_exist(tmp_path: Path) -> None:
    data = json.loads(json.dumps(SYRIA))
    data["decisionMakers"][0]["preferenceRanking"] = [1, 3, 6, 2, 4, 7]
    with pytest.raises(walkaway.UsageError, match=r"state 7; expected 1 to 6\n.*no state 5"):
        asked(tmp_path, json.dumps(data))
    text = json.dumps(data, indent=1)
    with pytest.raises(walkaway.UsageError) as caught:
        asked(tmp_path, text)
    line = text.splitlines().index('   "preferenceRanking": [') + 1
    assert f"conflict.gmcr:{line}: decisionMakers[0].preferenceRanking: found state 7" in str(caught.value)
    data["decisionMakers"][0]["preferenceRanking"] = [0, "x"]
    with pytest.raises(walkaway.InputError, match="the number of a state, from 1"):
        asked(tmp_path, data)


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    for text in ("", "{", "[1]", "\x00", '{"options": 1e999}'):
        with pytest.raises(walkaway.InputError):
            asked(tmp_path, text)


def test_other_questions_refuse_it(tmp_path: Path) -> None:
    path = saved(tmp_path, SYRIA)
    for name in ("deals", "zone", "brief", "why"):
        with pytest.raises(walkaway.UsageError, match="walkaway aftermath reads it"):
            getattr(walkaway, name)(path)
    with pytest.raises(walkaway.UsageError, match="walkaway aftermath reads it"):
        walkaway.load(path)
    assert walkaway.check(path) == []


def test_what_is_misperceived_is_neither_left_nor_moved_to(tmp_path: Path) -> None:
    """The Euphrates where Syria does not see YN- and Iraq does not see NN-: 1, 2 and 6, by every concept."""
    data = json.loads(json.dumps(SYRIA))
    data["decisionMakers"][0]["misperceptions"] = [[[0, "Y"], [1, "N"]]]
    data["decisionMakers"][1]["misperceptions"] = [[[0, "N"], [1, "N"]]]
    answer = asked(tmp_path, data)
    assert set(answer.equilibria.values()) == {(1, 2, 6)}
    assert imported(tmp_path).lost == ()


def test_each_decision_maker_says_whether_its_ranking_is_used(tmp_path: Path) -> None:
    """At the top it is said for those that do not; ties may stand in lists inside lists."""
    data = json.loads(json.dumps(SYRIA)) | {"useManualPreferenceRanking": True}
    first, second = data["decisionMakers"]
    del first["useManualPreferenceRanking"]
    first["preferenceRanking"] = [1, [3, [6, 2]], [4], 5]
    second["useManualPreferenceRanking"] = False
    saved(tmp_path, data)
    after = imported(tmp_path).case.aftermath
    assert after is not None
    assert after.wants["Syria"].ranking == ((1,), (3, 6, 2), (4,), (5,))
    assert after.wants["Iraq"].ranking == ()
    second |= {"useManualPreferenceRanking": True, "preferenceRanking": []}
    saved(tmp_path, data)
    assert imported(tmp_path).lost == (
        "no ranking is there to be used, so the statements are: decisionMakers[1]",
    )


def test_long_statements_are_read(tmp_path: Path) -> None:
    """Hundreds of pairs in one compound statement."""
    data = json.loads(json.dumps(SYRIA))
    data["decisionMakers"][0] = {
        "name": "Syria", "options": [0, 1],
        "preferences": [{"compound": True, "members": [[[0, "Y"], [1, "N"]]] * 300}],
    }  # fmt: skip
    assert asked(tmp_path, data).stable["nash"]["Syria"] == (2, 5)


def test_it_becomes_a_case_that_answers_alike(tmp_path: Path) -> None:
    """Whose aftermath is the whole conflict; the rest is a draft, and that is said."""
    data = json.loads(json.dumps(SYRIA)) | {"extra": 1}
    data["decisionMakers"][1] |= {
        "name": "Iraq: the army", "preferenceRanking": [], "misperceptions": [[[0, "N"], [1, "N"]]],
    }  # fmt: skip
    before, out = asked(tmp_path, data), tmp_path / "case.yaml"
    done = CliRunner().invoke(make_app(), ["convert", str(tmp_path / "conflict.gmcr"), str(out)])
    assert done.exit_code == 0
    assert 'not read: the key "extra" is left out' in done.stdout
    assert "not read: issues and what they are worth" in done.stdout
    after = walkaway.aftermath(out)
    assert (after.equilibria, after.stable) == (before.equilibria, before.stable)
    assert [state.options for state in after.states] == [state.options for state in before.states]
    with pytest.raises(NotJudgedError, match="nothing is judged yet"):
        walkaway.deals(out)
    alone = data | {"decisionMakers": [{"name": "a", "options": [0, 1, 2]}]}
    saved(tmp_path, alone)
    done = CliRunner().invoke(make_app(), ["convert", str(tmp_path / "conflict.gmcr"), str(out), "--force"])
    assert done.exit_code == 2
    assert "two decision makers or more" in done.output


def test_files_at_random_are_answered_as_by_definition(tmp_path: Path) -> None:
    """Two and three decision makers, ties, moves that cannot be undone, what is impossible or not seen."""
    chance = Random(14)
    for _ in range(12):
        data = random_file(chance)
        twin, answer = ByDefinition(data), walkaway.aftermath(saved(tmp_path, data), start=1)
        assert [tuple(state.options.values()) for state in answer.states] == twin.rows
        for concept, verdicts in answer.stable.items():
            for maker, who in enumerate(answer.decision_makers):
                held = tuple(s for s in twin.ids if twin.stable(concept, maker, s))
                assert verdicts[who] == held, (concept, who, data)
        for coalition in answer.coalitions:
            group = tuple(answer.decision_makers.index(who) for who in coalition.members)
            for concept, states in coalition.stable.items():
                held = tuple(s for s in twin.ids if twin.coalition_stable(concept, group, s))
                assert states == held, (concept, group, data)
        for name, found_ahead in answer.evolution.items():
            assert set(found_ahead.states) == twin.ahead(1, improving=name == "improvements")
