"""Rules of other programs: counter-examples, laws, and each rule against going through the frontier."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import prod, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, listed_case
from tests.strategies import build, law

import walkaway
from walkaway.analysis.answers import analyse
from walkaway.analysis.frontier.frontier import counted
from walkaway.analysis.solutions.variants import UTILITY, VARIANTS, Variant, tops_of, variants
from walkaway.errors import UsageError
from walkaway.interop.conversion import SCALE

Row = tuple[Fraction, ...]


def of(points: list[tuple[float, ...]], name: str, *, away: list[float] | None = None) -> Variant:
    found = variants(Room(listed_case(points, away)).front, top=[1] * len(points[0]))[name]
    assert found is not None
    return found


def test_zero_sum_has_the_published_opposition() -> None:
    """Ten outcomes of a zero-sum game: 0.7114582486036499."""
    front = Room(listed_case([(i, 9 - i) for i in range(10)])).front
    found = variants(front).opposition["opposition_negmas"]
    assert found is not None
    assert found.value == pytest.approx(0.7114582486036499, abs=1e-15)
    assert found.value == sqrt(41) / 9
    assert len(found.ties) == 2  # four to five and five to four
    assert variants(front).top == (9, 9)


def test_ks_of_negmas_is_not_the_largest_smallest_ratio() -> None:
    """The counter-example: .45 and .6 are nearer to each other than .9 and .5."""
    points: list[tuple[float, ...]] = [(1, 0), (0.9, 0.5), (0.45, 0.6), (0, 1)]
    assert of(points, "ks_negmas").value == (0.45, 0.6)
    assert of(points, "ks_negmas").number == 0.15
    assert Room(listed_case(points)).solution("kalai_smorodinsky").value == (0.9, 0.5)


def test_nash_of_genius_multiplies_losses() -> None:
    points: list[tuple[float, ...]] = [(1, 0), (0.6, 0.6), (0, 1)]
    far = [0.7, 0.7]
    assert of(points, "nash_genius", away=far).value == (0.6, 0.6)
    assert of(points, "nash_genius", away=far).number == pytest.approx(0.01)
    both = [0.9, 0.9]
    assert Room(listed_case(points, both)).solutions["nash"] is None
    assert variants(Room(listed_case(points, both)).front)["kalai_negmas"] is None
    assert of(points, "nash_negolog", away=both).number == 0.36


def test_kalai_means_three_things() -> None:
    points: list[tuple[float, ...]] = [(1, 0.45), (0.55, 0.6), (0.5, 0.52), (0.3, 1)]
    assert of(points, "kalai_negolog").value == (1, 0.45)
    assert of(points, "kalai_anl").value == (0.55, 0.6)
    assert of(points, "kalai_negmas", away=[0, 0.4]).value == (0.3, 1)
    assert of(points, "ks_genius").value == (0.55, 0.6)


def _plainly(name: str, rows: list[Row], away: Row) -> list[Row]:
    """Each rule once more, written out."""
    rational = [row for row in rows if all(u >= d for u, d in zip(row, away, strict=True))]
    best = [max(column) for column in zip(*rows, strict=True)]
    room = [(top - d) or Fraction(1) for top, d in zip(best, away, strict=True)]

    def key(row: Row) -> Fraction:
        gains = [u - d for u, d in zip(row, away, strict=True)]
        ratios = [gain / width for gain, width in zip(gains, room, strict=True)]
        keys: dict[str, Fraction | int] = {
            "nash_genius": prod(gains),
            "nash_negolog": prod(row),
            "kalai_negmas": min(gains),
            "kalai_negolog": sum(row),
            "kalai_anl": -(max(row) - min(row)),
            "ks_negmas": -(max(ratios) - min(ratios)),
            "ks_genius": -sum(abs(a - b) for a, b in combinations(row, 2)),
        }
        return Fraction(keys[name])

    pool = rational if name in ("kalai_negmas", "ks_negmas") else rows
    most = max(map(key, pool), default=None)
    return [row for row in pool if key(row) == most]


@law
@given(
    st.integers(2, 3).flatmap(
        lambda n: st.tuples(
            st.lists(st.tuples(*[st.integers(0, 12)] * n), min_size=1, max_size=12),
            st.lists(st.integers(0, 12), min_size=n, max_size=n),
        )
    )
)
def test_every_rule_and_all_its_ties(drawn: tuple[list[tuple[int, ...]], list[int]]) -> None:
    points, away = drawn
    front = Room(listed_case([tuple(map(float, point)) for point in points], list(map(float, away)))).front
    found = variants(front, top=[10] * len(away))
    rows = [tuple(Fraction(int(x), 10) for x in row) for row in front.integers]
    for name in VARIANTS:
        item = found[name]
        ties = _plainly(name, rows, tuple(Fraction(d, 10) for d in away))
        if item is None:
            assert not ties
            continue
        assert sorted(item.ties) == sorted(tuple(float(10 * x) for x in row) for row in ties)
        assert item.value == item.ties[0]
        assert item.count == counted(point for point in front if point.value in item.ties)
        assert item.name == name
        assert item.whose
        assert item.rule
    for name, distance in (("kalai_anl", "opposition_anl"), ("kalai_negolog", "opposition_negolog")):
        solution, far = found[name], found.opposition[distance]
        assert solution is not None
        assert far is not None
        each = [sqrt(sum((1 - u / 10) ** 2 for u in value)) for value in solution.ties]
        assert sorted(far.ties) == pytest.approx(sorted(each), abs=1e-15)
        assert far.value == min(far.ties)
    nearest = found.opposition["opposition_negmas"]
    if any(x > 10 for row in front.integers for x in row):  # a deal that another dominates may be nearer
        assert nearest is None
        assert list(found.refusals) == ["opposition_negmas"]
        return
    assert nearest is not None
    assert nearest.value == pytest.approx(
        sqrt(min(sum((1 - u) ** 2 for u in map(float, row)) for row in rows))
    )


@law
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=9), st.integers(2, 9))
def test_a_common_scale_changes_nothing(points: list[tuple[int, int]], factor: int) -> None:
    """Law: scaled together with what counts as 1, every rule chooses the same deals."""
    before = variants(Room(listed_case([tuple(map(float, p)) for p in points])).front)
    after = variants(Room(listed_case([tuple(float(factor * x) for x in p) for p in points])).front)
    for name, item in before.by_name.items():
        other = after[name]
        assert item is not None
        assert other is not None
        assert other.ties == tuple(tuple(factor * x for x in value) for value in item.ties)
        assert other.number == item.number
    assert {k: v and v.value for k, v in before.opposition.items()} == {
        k: v and v.value for k, v in after.opposition.items()
    }


def test_opposition_of_the_textbooks_deal() -> None:
    found = variants(Room(listed_case([(4, 0), (3, 3), (0, 4)])).front)
    item = found.opposition["opposition_baarslag"]
    assert item is not None
    assert item.value == sqrt(2 * 0.25**2)
    assert item.whose == "Baarslag and others"
    assert found.to_dict()["by_name"]["kalai_negolog"]["value"] == [3, 3]


def test_an_empty_frontier_has_no_variants() -> None:
    case = listed_case([(1, 0), (0, 1)])
    data = case.to_dict()
    data["preferences"]["p0"]["red_lines"] = [{"i0": ["o0", "o1"]}]
    found = variants(Room(type(case).model_validate(data)).front)
    assert set(found.by_name.values()) == {None}
    assert set(found.opposition.values()) == {None}
    assert found.top == (1, 1)


def test_values_of_another_program_run_to_one() -> None:
    """Law: a case read from another program's files counts 1 as 1, whatever is the best in reach."""
    data = listed_case([(0.5, 0), (0, 0.25)]).to_dict()
    for preference in data["preferences"].values():
        assert tops_of(build(data)) is None
        preference["scale"] = SCALE
    assert SCALE == UTILITY
    case = build(data)
    assert tops_of(case) == (1, 1)
    item = walkaway.variants(case).opposition["opposition_negolog"]
    assert item is not None
    assert item.value == pytest.approx(sqrt(1.25))
    assert analyse(case).to_dict()["variants"]["top"] == [1, 1]


@pytest.mark.parametrize("top", [[1], [1, 0], [1, -2]])
def test_what_counts_as_one_must_be_positive(top: list[int]) -> None:
    with pytest.raises(UsageError, match="one positive number for each party"):
        variants(Room(listed_case([(1, 0), (0, 1)])).front, top=top)


def test_values_below_nothing_are_outside_the_rules_on_values() -> None:
    """These programs value deals from 0 to 1; what asks for gains over walking away is told all the same."""
    case = listed_case([(1, 2), (2, -4), (-3, 5)], away=[0, 0])
    found = variants(Room(case).front)
    on_values = {"nash_negolog", "kalai_negolog", "kalai_anl", "ks_genius", *found.opposition}
    assert set(found.refusals) == on_values
    assert all("below 0" in reason for reason in found.refusals.values())
    told = {name: item.value for name, item in found.by_name.items() if item is not None}
    assert set(told) == set(VARIANTS) - on_values
    assert told["kalai_negmas"] == (1.0, 2.0)
    assert [name for name, item in found.opposition.items() if item is not None] == []
    assert analyse(case).to_dict()["variants"]["refusals"].keys() == on_values
    assert variants(Room(listed_case([(1, 0), (0, 1)])).front).refusals == {}


def test_where_all_values_are_losses_nothing_counts_as_one() -> None:
    found = variants(Room(listed_case([(-1, -2), (-2, -1)])).front)
    assert found["nash_negolog"] is None
    assert found.opposition["opposition_negmas"] is None
