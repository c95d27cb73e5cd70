"""Whether some deal passes, and how far one walk-away is from that: against a loop over every deal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.bridges.planted import DRAWS, SEED, poor_cases, setting_of
from tests.analysis.helpers import freeze, points_case
from tests.strategies import build, cases, law

from walkaway.analysis.bridges.setting import each_passes
from walkaway.case import Case
from walkaway.space import build_space
from walkaway.space import witnesses as seek
from walkaway.space.best_deals import FEW
from walkaway.space.draws import draw
from walkaway.space.sweep import accepted, values_of
from walkaway.space.table import build_table
from walkaway.space.witnesses import hits, needs


def every(case: Case) -> np.ndarray:
    return np.concatenate([picks for _, picks in build_space(case).joint.chunks()])


@law
@given(st.booleans().flatmap(lambda rich: cases(issues=(1, 3), options=(1, 3), rich=rich)))
def test_hits_are_those_of_a_loop(case: Case) -> None:
    """Law: some deal passes in a draw if and only if one of all deals does; the witness is one of them."""
    space, picks = build_space(case), every(case)
    drawn = draw(case, space, draws=DRAWS, seed=SEED)
    real = freeze(drawn.realised())
    table = freeze(build_table(space, real))
    found, witness = hits(table, real)
    if not len(picks):
        assert not found.any()
        return
    accepts = accepted(space, drawn, picks).transpose(0, 2, 1)
    assert found.tolist() == space.passes(accepts).any(axis=0).tolist()
    assert (witness[~found] == -1).all()
    for n in np.flatnonzero(found):
        stated = np.repeat(table.picks(witness[[n]]), DRAWS, axis=0)
        assert each_passes(space, real, stated)[n]


@law
@given(st.booleans().flatmap(lambda rich: poor_cases(uncertain=True, rich=rich)), st.data())
def test_needs_are_those_of_a_loop(case: Case, data: st.DataObject) -> None:
    """Law: the need is the least gap among deals that lack one party alone and cross none of its lines."""
    setting = setting_of(case)
    space, picks = setting.space, every(case)
    who = data.draw(st.sampled_from(range(len(space.who))))
    drawn = draw(case, space, draws=DRAWS, seed=SEED)
    need, possible, witness = needs(setting.table, setting.real, who, asked=~setting.found)
    if not len(picks):
        assert not possible.any()
        return
    values = values_of(space, drawn, picks)
    accepts = accepted(space, drawn, picks)
    open_ = ~space.joint.refused(picks, who)
    accepts[:, who] = open_[:, None]
    able = space.passes(accepts.transpose(0, 2, 1)) & open_[:, None]
    for n in np.flatnonzero(~setting.found):
        assert possible[n] == able[:, n].any()
        if possible[n]:
            gap = drawn.walk_away[who, n] - values[able[:, n], who, n].max()
            assert need[n] == pytest.approx(gap, abs=1e-9)
            stated = space.joint.picks(np.arange(space.joint.combinations))
            assert setting.table.picks(witness[[n]])[0].tolist() in stated.tolist()
    assert not possible[setting.found].any()


def test_many_rows_and_realisations_come_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: the size of the blocks changes no answer."""
    case = points_case([[3, 1, 0], [4, 2, 0], [1, 0, 5]], [[0, 2, 4], [0, 1, 3], [2, 4, 0]])
    data = case.to_dict()
    data["preferences"]["p0"]["walk_away"], data["preferences"]["p1"]["walk_away"] = [6, 9], [5, 8]
    case = build(data)
    before = setting_of(case, draws=40)
    whole = hits(before.table, before.real), needs(before.table, before.real, 0, asked=~before.found)
    for name, size in (("_BLOCK", 7), ("_ROWS", 2), ("_PAIRS", 3), ("_GUESSES", 0)):
        monkeypatch.setattr(seek, name, size)
    again = setting_of(case, draws=40)
    assert hits(again.table, again.real)[0].tolist() == whole[0][0].tolist()
    parts = needs(again.table, again.real, 0, asked=~again.found)
    assert parts[0].tolist() == whole[1][0].tolist()
    assert parts[1].any()


def rich() -> Case:
    """Linked issues with functions, a cap above nobody's hopes, and a deal as a walk-away."""
    case = points_case(
        [[9, 4, 0], [3, 0], [1, 2]], [[0, 4, 9], [0, 3], [2, 1]], [[1, 2, 3], [3, 1], [0, 4]]
    ).to_dict()
    parts = [{"when": {"i0": "o0", "i1": "o0"}, "add": [-4, 2]}, {"unless": {"i1": "o0"}, "add": [1, 5]}]
    low = {"combine": "min", "cap": 3, "of": parts}
    case["preferences"]["p0"] |= {
        "functions": [{"combine": "max", "weight": 2, "of": [*parts, low]}],
        "cap": 14, "walk_away": [10, 15],
    }  # fmt: skip
    case["preferences"]["p1"]["walk_away"] = {"deal": {"i0": "o1", "i1": "o1", "i2": "o0"}}
    case["preferences"]["p1"]["functions"] = [
        {"combine": "min", "cap": 2, "of": [{"when": {"i0": ["o1", "o2"]}, "add": [0, 6]}, {"add": 5}]}
    ]
    case["preferences"]["p2"] |= {"walk_away": [3, 8], "cap": 7}
    return build(case)


def test_functions_caps_and_deals_as_walk_aways() -> None:
    """Some draws have a zone and some do not; some walk-aways lie above a cap; all as in a loop."""
    setting, picks = setting_of(rich(), draws=200), every(rich())
    drawn = draw(rich(), setting.space, draws=200, seed=SEED)
    values = values_of(setting.space, drawn, picks)
    accepts = accepted(setting.space, drawn, picks)
    loop = setting.space.passes(accepts.transpose(0, 2, 1)).any(axis=0)
    assert setting.found.tolist() == loop.tolist()
    assert set(setting.found.tolist()) == {True, False}
    assert setting.real.barred[0].any()
    assert setting.real.barred[2].any()
    for who in range(3):
        need, possible, _ = needs(setting.table, setting.real, who, asked=~setting.found)
        free = accepts.copy()
        free[:, who] = True
        able = setting.space.passes(free.transpose(0, 2, 1)) & ~setting.found
        gaps = np.where(able, drawn.walk_away[who] - values[:, who], np.inf).min(axis=0)
        assert possible.tolist() == able.any(axis=0).tolist()
        assert need[possible] == pytest.approx(gaps[possible])


@law
@given(poor_cases(uncertain=True, rich=True, parties=(2, 2)))
def test_two_together_are_those_of_a_loop(case: Case) -> None:
    """Law: with the condition of two together, only deals count whose two gains outweigh each other."""
    setting, picks = setting_of(case), every(case)
    scales = np.arange(1.0, len(setting.space.who) + 1)
    drawn = draw(case, setting.space, draws=DRAWS, seed=SEED)
    asked = ~setting.found & ~setting.real.barred[1]
    _, possible, _ = needs(setting.table, setting.real.together(0, 1, scales), 1, asked=asked)
    if not len(picks):
        assert not possible.any()
        return
    raw = values_of(setting.space, replace(drawn, caps=None), picks)
    accepts = accepted(setting.space, drawn, picks)
    accepts[:, 1] = ~setting.space.joint.refused(picks, 1)[:, None]
    gains = ((raw - drawn.walk_away)[:, :2] / scales[:2, None]).sum(axis=1)
    able = setting.space.passes(accepts.transpose(0, 2, 1)) & accepts[:, 1] & (gains >= -1e-7)
    assert (possible <= (able & asked).any(axis=0)).all()
    sure = able & (gains >= 1e-7)
    assert ((sure & asked).any(axis=0) <= possible).all()


def test_a_group_of_issues_that_nobody_can_settle() -> None:
    """No option of the smaller issue can be carried out: there is no deal, and no fall makes one."""
    case = points_case([[1, 2, 3], [0, 1]], [[3, 2, 1], [0, 1]], impossible=[{"i1": ["o0", "o1"]}])
    setting = setting_of(case)
    assert not setting.found.any()
    assert not needs(setting.table, setting.real, 0, asked=~setting.found)[1].any()


@pytest.mark.parametrize("away", [(14, 16), (8, 24)])
def test_branches_of_many_linked_deals_are_those_of_a_loop(away: tuple[int, int]) -> None:
    """Law: of 46,656 linked deals, branches find what a loop finds: whether one passes, and the nearest."""
    case = linked(away)
    setting, picks = setting_of(case, draws=16), every(case)
    drawn = draw(case, setting.space, draws=16, seed=SEED)
    slack = values_of(setting.space, drawn, picks) - drawn.walk_away
    refused = np.stack([setting.space.joint.refused(picks, who) for who in range(3)], axis=1)
    assert len(setting.table.rows) > FEW
    assert (
        setting.found.tolist() == ((slack >= -1e-9) & ~refused[:, :, None]).all(axis=1).any(axis=0).tolist()
    )
    everywhere = np.ones(16, bool)
    for who in range(3):
        others = np.delete(slack, who, axis=1)
        able = np.all(others >= -1e-9, axis=1) & ~np.any(refused, axis=1)[:, None]
        best = np.where(able, slack[:, who], -np.inf).max(axis=0)
        need, possible, witness = needs(setting.table, setting.real, who, asked=everywhere)
        assert possible.tolist() == able.any(axis=0).tolist()
        assert need[possible] == pytest.approx(-best[possible], abs=1e-9)
        stated = np.flatnonzero(possible)
        rows = np.ravel_multi_index(tuple(setting.table.picks(witness[stated]).T), (6,) * 6)
        assert slack[rows, who, stated] == pytest.approx(best[stated], abs=1e-9)


def linked(away: tuple[int, int]) -> Case:
    """Six issues of six options, tied together by interactions and a red line, for three parties."""
    random = np.random.default_rng(3)
    tables = [[[int(x) for x in row] for row in random.integers(0, 6, (6, 6))] for _ in range(3)]
    data = points_case(*tables).to_dict()
    for p in range(3):
        pairs = [sorted(random.choice(6, 2, replace=False).tolist()) for _ in range(6)]
        data["preferences"][f"p{p}"] |= {
            "walk_away": list(away),
            "interactions": [
                {"when": {f"i{a}": ["o0", "o2", "o5"], f"i{b}": "o1"}, "add": [-3, 3]} for a, b in pairs
            ],
        }
    data["preferences"]["p0"]["red_lines"] = [{f"i{j}": "o5" for j in (0, 1)}]
    data["preferences"]["p1"]["interactions"] += [{"unless": {"i4": "o0", "i5": "o0"}, "add": [0, 2]}]
    return build(data)
