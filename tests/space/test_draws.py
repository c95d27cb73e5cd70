"""Seeded draws: the same bytes everywhere, a stream for each judgement, the right distributions."""

from __future__ import annotations

import copy
import hashlib
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import kstest, triang
from tests.analysis.helpers import Room
from tests.strategies import build, cases, law

from walkaway.case import Case, Judgement
from walkaway.errors import UsageError
from walkaway.space import build_space
from walkaway.space.draws import MOST_BYTES, _require_room, draw, sample_judgement, stream

DATA: dict[str, Any] = {
    "case": 1,
    "title": "Small",
    "parties": {"a": "A", "b": "B"},
    "issues": {x: {"title": x, "options": {"o": "O", "p": "P", "q": "Q"}} for x in "xyz"},
    "preferences": {
        "a": {
            "walk_away": [30, 50],
            "weights": "x > y > z",
            "scores": {
                "x": {"o": 0, "p": [20, 60], "q": 100},
                "y": "q > p > o",
                "z": {"o": {"low": 10, "likely": 20, "high": 90}, "p": 0, "q": 50},
            },
            "interactions": [{"when": {"x": "q", "y": "o"}, "add": [5, 10]}],
        },
        "b": {
            "walk_away": {"low": 20, "likely": 25, "high": 40},
            "weights": {"x": [20, 60], "y": [20, 60], "z": [0, 30]},
            "scores": {x: {"o": 100, "p": [30, 70], "q": 0} for x in "xyz"},
        },
    },
}


def drawn(data: dict[str, Any], count: int = 500, seed: int = 11) -> Any:
    case = build(data)
    return draw(case, build_space(case), draws=count, seed=seed)


def test_the_same_seed_gives_the_same_bytes() -> None:
    """The digest is pinned: another machine, another release, the same draws."""
    draws = drawn(DATA)
    digest = hashlib.sha256(
        draws.coefficients.astype("<f8").tobytes() + draws.walk_away.astype("<f8").tobytes()
    )
    assert digest.hexdigest() == "4f1f4c661f66b557dfc8b5ddf065964b29a408e9fb397c101353c18ded95353a"


def test_another_seed_gives_other_draws() -> None:
    one, other = drawn(DATA, seed=1), drawn(DATA, seed=2)
    assert all((one.sampled[path] != other.sampled[path]).any() for path in one.sampled)


def test_weights_that_are_kept_are_those_that_would_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: drawn for the first time, drawn again and drawn without keeping are the same bytes."""
    first, again = drawn(DATA, 50), drawn(DATA, 50)
    monkeypatch.setattr("walkaway.space.draws._KEPT", 0)
    alone = drawn(DATA, 50)
    for other in (again, alone):
        assert first.coefficients.tobytes() == other.coefficients.tobytes()
        assert all(first.sampled[path].tobytes() == other.sampled[path].tobytes() for path in first.sampled)


def test_fewer_draws_are_the_beginning_of_more() -> None:
    few, many = drawn(DATA, 100), drawn(DATA, 9000)
    np.testing.assert_array_equal(few.coefficients, many.coefficients[:, :, :100])
    np.testing.assert_array_equal(few.walk_away, many.walk_away[:, :100])


def test_a_new_judgement_leaves_the_others() -> None:
    data = copy.deepcopy(DATA)
    data["preferences"]["a"]["scores"]["z"]["p"] = [0, 10]
    data["preferences"]["b"]["interactions"] = [{"when": {"x": "o"}, "add": [1, 2]}]
    before, after = drawn(DATA).sampled, drawn(data).sampled
    assert set(after) - set(before) == {"preferences.a.scores.z.p", "preferences.b.interactions[0].add"}
    for path, numbers in before.items():
        np.testing.assert_array_equal(numbers, after[path])


def test_streams_are_independent() -> None:
    sampled = drawn(DATA, 4000).sampled
    paths = [path for path in sampled if ".weights" not in path]
    table = np.corrcoef([sampled[path] for path in paths])
    assert np.abs(table - np.eye(len(paths))).max() < 0.06


@pytest.mark.parametrize("seed", [0, 2**63])
def test_any_seed_that_is_not_negative(seed: int) -> None:
    numbers = stream(seed, "x")(3, 2)
    assert numbers.shape == (3, 2)
    assert ((numbers >= 0) & (numbers < 1)).all()


@pytest.mark.parametrize(
    ("low", "likely", "high"), [(0, 30, 100), (0, 0, 10), (-5, 10, 10), (2, 2.5, 3), (10, 40, 50)]
)
def test_triangles(low: float, likely: float, high: float) -> None:
    judgement = Judgement.model_validate({"low": low, "likely": likely, "high": high})
    numbers = sample_judgement(judgement, stream(1, "t")(20_000, 1)[:, 0])
    shape = triang((likely - low) / (high - low), low, high - low)
    assert kstest(numbers, shape.cdf).pvalue > 0.001
    assert numbers.mean() == pytest.approx((low + likely + high) / 3, abs=(high - low) * 0.01)


def test_ranges_and_numbers() -> None:
    uniforms = stream(1, "t")(20_000, 1)[:, 0]
    numbers = sample_judgement(Judgement.model_validate([30, 50]), uniforms)
    assert kstest(numbers, lambda x: (x - 30) / 20).pvalue > 0.001
    assert numbers.mean() == pytest.approx(40, abs=0.2)
    assert sample_judgement(Judgement.model_validate(7), uniforms[:2]).tolist() == [7, 7]
    one = Judgement.model_validate({"low": 7, "likely": 7, "high": 7})
    assert sample_judgement(one, uniforms[:2]).tolist() == [7, 7]


def test_an_order_of_options_is_sorted_uniform_numbers() -> None:
    data = copy.deepcopy(DATA)
    data["issues"]["x"]["options"] = {name: name for name in "opqrs"}
    for who in "ab":
        data["preferences"][who]["scores"]["x"] = "o > q = r > s > p"
    case = build(data)
    space = build_space(case)
    draws = draw(case, space, draws=20_000, seed=1)
    share = draws.sampled["preferences.a.weights.x"] / 100
    rows = {name: draws.coefficients[0, column] / share for column, name in enumerate("opqrs")}
    assert set(rows["o"].round(9)) == {100.0}
    assert set(rows["p"]) == {0.0}
    np.testing.assert_array_equal(rows["q"], rows["r"])
    assert (rows["q"] >= rows["s"]).all()
    assert rows["q"].mean() == pytest.approx(200 / 3, abs=1)
    assert rows["s"].mean() == pytest.approx(100 / 3, abs=1)
    assert kstest(rows["s"] / 100, lambda t: 1 - (1 - t) ** 2).pvalue > 0.001


@law
@given(cases())
def test_every_draw_is_a_realisation_of_the_judgements(case: Case) -> None:
    """Each number within its bounds, exact numbers as they are, values as the features say."""
    room = Room(case)
    draws = room.draws(20)
    assert draws.coefficients.shape == (len(case.everyone), room.space.features, 20)
    assert (draws.seed, draws.count) == (7, 20)
    paths = dict(case.judgements())
    for path, numbers in draws.sampled.items():
        known = paths.get(path)
        if isinstance(known, Judgement):
            low, high = float(known.low), float(known.high)
            shares = ".weights" in path
            assert shares or ((numbers >= low) & (numbers <= high)).all()
        else:
            assert ((numbers >= -1e-9) & (numbers <= 100 + 1e-9)).all()
    for index, who in enumerate(case.everyone):
        preference = case.preferences[who]
        if preference.exact:
            own = room.values.coefficients[:, index] * float(room.values.units[index])
            assert draws.coefficients[index] == pytest.approx(np.tile(own[:, None], 20))
        if preference.walk_away is None:
            assert not draws.walk_away[index].any()
        for issue in case.issues:
            if issue not in preference.scores:
                number = room.space.issues.index(issue)
                first = room.space.first[number]
                assert not draws.coefficients[index, first : first + len(room.space.options[number])].any()


def test_a_chain_of_weights_is_passed_on() -> None:
    data = copy.deepcopy(DATA)
    names = [f"w{n}" for n in range(14)]
    data["issues"] = {name: {"title": name, "options": {"o": "O", "p": "P"}} for name in names}
    for who in "ab":
        data["preferences"][who] = {"scores": {name: {"o": 0, "p": 100} for name in names}}
    data["preferences"]["a"]["weights"] = {
        name: [0, 100] if n < 8 else [5, 6] for n, name in enumerate(names)
    }
    assert not drawn(data, 10).exact
    assert drawn(DATA, 10).exact


def test_draws_that_do_not_fit_are_refused_before_memory_is_taken() -> None:
    """Law: what is said to fit is let through, and one draw more is not."""
    case = build(DATA)
    space = build_space(case)
    with pytest.raises(UsageError) as caught:
        draw(case, space, draws=10**9, seed=1)
    (fault,) = caught.value.faults
    varying = len(draw(case, space, draws=1, seed=1).sampled)
    size = 8 * ((space.features + 1) * 2 + varying)
    assert fault.path == "draws"
    assert fault.found == f"1,000,000,000 draws, which need about {size:.1f} GB of memory for this case"
    assert fault.expected == f"at most {MOST_BYTES // int(size):,} draws, which fit in 4.0 GB"
    most = MOST_BYTES // int(size)
    _require_room(case, space, most)
    with pytest.raises(UsageError, match="which fit in"):
        _require_room(case, space, most + 1)


def test_draws_take_the_memory_that_is_said() -> None:
    """Of 20,000 draws of two parties the arrays are what the estimate counts, and little is taken besides."""
    case, count = build(DATA), 20_000
    space = build_space(case)
    tracemalloc.start()
    made = draw(case, space, draws=count, seed=1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    said = 8 * count * ((space.features + 1) * 2 + len(made.sampled))
    kept = made.coefficients.nbytes + made.walk_away.nbytes + sum(row.nbytes for row in made.sampled.values())
    assert kept == said
    assert peak < 1.6 * said
