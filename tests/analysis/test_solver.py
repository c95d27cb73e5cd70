"""Programs by HiGHS itself, against scipy's own way to it and against every point gone through."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array

from walkaway.analysis import solver
from walkaway.analysis.solver import Problem, ProgramAnswer, SparseMatrix, solve
from walkaway.space.weights import Floats

INF = float("inf")
SCIPY = {0: "optimal", 1: "limit", 2: "infeasible", 3: "unbounded", 4: "unclear"}


def dense(matrix: SparseMatrix) -> Floats:
    """The matrix with its zeros."""
    full = np.zeros(matrix.shape)
    for column in range(matrix.shape[1]):
        part = slice(matrix.start[column], matrix.start[column + 1])
        full[matrix.row[part], column] = matrix.value[part]
    return full


@st.composite
def problems(draw: st.DrawFn, *, mixed: bool) -> Problem:
    """Small programs in whole numbers; often without an answer, now and then without a least one."""
    rows, columns = draw(st.integers(0, 4)), draw(st.integers(1, 4))
    number, box = st.integers(-4, 4), st.integers(-3, 3)
    entries = st.lists(number, min_size=rows * columns, max_size=rows * columns)
    table = np.array(draw(entries), dtype=float).reshape(rows, columns)
    low = np.array([draw(box) for _ in range(columns)], dtype=float)
    lower, upper = low, low + np.array([draw(st.integers(0, 4)) for _ in range(columns)])
    if not mixed:
        lower = np.array([-INF if draw(st.booleans()) else one for one in lower])
        upper = np.array([INF if draw(st.booleans()) else one for one in upper])
    least = np.array([draw(st.one_of(st.just(-INF), number)) for _ in range(rows)], dtype=float)
    room = np.array([draw(st.one_of(st.just(INF), st.integers(0, 5))) for _ in range(rows)], dtype=float)
    most = np.where(np.isfinite(least), least, 0) + room
    cost = np.array([draw(number) for _ in range(columns)], dtype=float)
    whole = np.array([draw(st.booleans()) for _ in range(columns)]) if mixed else None
    return Problem(
        cost, SparseMatrix.blocks([(0, 0, table)], (rows, columns)), least, most, lower, upper, whole
    )


def twin(problem: Problem) -> tuple[str, float | None]:
    """The same by ``scipy.optimize.milp``: status and least cost."""
    whole = np.zeros(len(problem.cost), int) if problem.whole is None else problem.whole.astype(int)
    rows = [LinearConstraint(dense(problem.matrix), problem.row_lower, problem.row_upper)]
    found = milp(
        problem.cost, integrality=whole, bounds=Bounds(problem.lower, problem.upper),
        constraints=rows if len(problem.row_lower) else [], options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    return SCIPY[found.status], None if found.x is None else float(found.fun)


def fits(problem: Problem, point: Floats) -> bool:
    """Whether a point keeps to all bounds."""
    reached = dense(problem.matrix) @ point
    slack = 1e-6
    return bool(
        (point >= problem.lower - slack).all()
        and (point <= problem.upper + slack).all()
        and (reached >= problem.row_lower - slack).all()
        and (reached <= problem.row_upper + slack).all()
        and (problem.whole is None or np.allclose(point[problem.whole], np.round(point[problem.whole])))
    )


def checked(problem: Problem) -> ProgramAnswer:
    """An answer whose point fits and costs what is said."""
    found = solve(problem)
    if found.point is not None:
        assert fits(problem, found.point)
        assert found.objective == pytest.approx(float(problem.cost @ found.point), abs=1e-6)
    return found


@given(problems(mixed=False))
def test_a_linear_program_is_scipys(problem: Problem) -> None:
    """Law: status and least cost are those of another way to the solver."""
    found, (status, least) = checked(problem), twin(problem)
    assert found.status == status or {found.status, status} <= {"infeasible", "unbounded", "unclear"}
    assert (found.objective is None) == (least is None)
    assert found.objective == pytest.approx(least, abs=1e-6)


@given(problems(mixed=True))
def test_a_mixed_program_is_scipys(problem: Problem) -> None:
    """Law: likewise with whole numbers, and then there is no gap."""
    found, (status, least) = checked(problem), twin(problem)
    assert found.status == status
    assert found.objective == pytest.approx(least, abs=1e-6)
    if found.objective is not None:
        assert found.bound == pytest.approx(found.objective, abs=1e-6)


@given(problems(mixed=True))
def test_whole_numbers_gone_through(problem: Problem) -> None:
    """Law: nothing that fits costs less."""
    problem = replace(problem, whole=np.ones(len(problem.cost), bool))
    sides = [
        np.arange(low, high + 1) for low, high in zip(problem.lower, problem.upper, strict=True)
    ]  # at most 5⁴ points
    costs = [
        float(problem.cost @ np.array(point))
        for point in itertools.product(*sides)
        if fits(problem, np.array(point))
    ]
    found = checked(problem)
    assert found.status == ("optimal" if costs else "infeasible")
    assert found.objective == (pytest.approx(min(costs), abs=1e-6) if costs else None)


@given(problems(mixed=False))
def test_multipliers_are_a_certificate(problem: Problem) -> None:
    """Law: the bounds, each weighted by its multiplier or reduced cost, come to the least cost."""
    found = checked(problem)
    if found.multipliers is None or found.objective is None:
        return
    reduced = problem.cost - found.multipliers @ dense(problem.matrix)
    total = 0.0
    for weights, lower, upper in (
        (found.multipliers, problem.row_lower, problem.row_upper), (reduced, problem.lower, problem.upper)
    ):  # fmt: skip
        for weight, low, high in zip(weights, lower, upper, strict=True):
            if abs(weight) > 1e-9:
                total += weight * (low if weight > 0 else high)
    assert total == pytest.approx(found.objective, abs=1e-5)


def test_multipliers_are_those_of_linprog() -> None:
    """A worked program with one answer: 3x + 2y, at most 4 together, at most 7 of x + 3y, x at most 3."""
    table = np.array([[1.0, 1.0], [1.0, 3.0]])
    found = solve(
        Problem(
            np.array([-3.0, -2.0]), SparseMatrix.blocks([(0, 0, table)], (2, 2)), np.full(2, -INF),
            np.array([4.0, 7.0]), np.zeros(2), np.array([3.0, INF]),
        )
    )  # fmt: skip
    other = linprog([-3, -2], A_ub=table, b_ub=[4, 7], bounds=[(0, 3), (0, None)])
    assert found.point is not None
    assert found.multipliers is not None
    assert found.point.tolist() == pytest.approx([3, 1])
    assert found.objective == pytest.approx(-11)
    assert found.multipliers.tolist() == pytest.approx([-2, 0])
    assert found.multipliers.tolist() == pytest.approx(list(other.ineqlin.marginals))
    assert found.bound == found.objective


@given(
    st.integers(1, 4).flatmap(
        lambda rows: st.lists(
            st.tuples(st.integers(0, rows - 1), st.integers(0, 3), st.integers(-3, 3)), max_size=12
        )
    )
)
def test_entries_in_any_order_add_up(entries: list[tuple[int, int, int]]) -> None:
    """Law: a matrix of entries is scipy's, to the last array."""
    row, column, value = (np.array([entry[at] for entry in entries], dtype=np.int64) for at in range(3))
    found = SparseMatrix.of(row, column, value.astype(float), (4, 4))
    other = coo_array((value.astype(float), (row, column)), shape=(4, 4)).tocsc()
    other.sum_duplicates()
    assert found.start.tolist() == other.indptr.tolist()
    assert found.row.tolist() == other.indices.tolist()
    assert found.value.tolist() == other.data.tolist()


def knapsack(size: int) -> Problem:
    """A program that takes some nodes."""
    rng = np.random.default_rng(7)
    worth, weight = rng.integers(20, 60, (2, size)).astype(float)
    more = rng.integers(20, 60, (4, size)).astype(float)
    table = np.vstack((weight, more))
    return Problem(
        -worth, SparseMatrix.blocks([(0, 0, table)], table.shape), np.full(5, -INF), table.sum(axis=1) / 2,
        np.zeros(size), np.ones(size), np.ones(size, bool),
    )  # fmt: skip


def test_a_search_that_is_cut_short_says_so() -> None:
    """The best so far lies on one side of the truth and the bound on the other."""
    problem = knapsack(40)
    whole, part = solve(problem), solve(problem, nodes=1)
    assert (whole.status, part.status) == ("optimal", "limit")
    assert whole.objective is not None
    assert part.bound is not None
    assert part.bound <= whole.objective
    if part.objective is not None:
        assert part.objective >= whole.objective


def test_the_same_program_has_the_same_answer_to_the_last_bit() -> None:
    first, second = solve(knapsack(25)), solve(knapsack(25))
    assert first.point is not None
    assert second.point is not None
    assert first.point.tobytes() == second.point.tobytes()
    assert (first.objective, first.bound) == (second.objective, second.bound)


def test_what_the_solver_does_not_take_is_an_error() -> None:
    problem = knapsack(5)
    with pytest.raises(ValueError, match="a bound is no number"):
        solve(replace(problem, row_upper=np.full(5, np.nan)))


def test_the_standard_output_stays_clean(capfd: pytest.CaptureFixture[str]) -> None:
    """Results are printed there."""
    solve(knapsack(25))
    print("after")
    assert capfd.readouterr() == ("after\n", "")


def test_without_a_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service may run with its output closed; the search does not need it."""

    def closed(number: int) -> int:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "dup", closed)
    with solver.quiet():
        pass
    assert solve(knapsack(5)).status == "optimal"


@pytest.fixture
def _interrupts() -> Iterator[None]:
    """Python's own answer to an interrupt, whatever the runner has set."""
    kept = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, kept)


@pytest.mark.usefixtures("_interrupts")
def test_an_interrupt_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes while the solver runs, and is raised when the solver is back; the output is given back."""
    import highspy

    run, before = highspy.Highs.run, os.fstat(1)

    def struck(self: highspy.Highs) -> object:
        other = threading.Thread(target=signal.raise_signal, args=(signal.SIGINT,))
        other.start()
        other.join()
        return run(self)

    monkeypatch.setattr(highspy.Highs, "run", struck)
    with pytest.raises(KeyboardInterrupt):
        solve(knapsack(5))
    after = os.fstat(1)
    assert (after.st_dev, after.st_ino) == (before.st_dev, before.st_ino)


def test_the_solver_is_loaded_by_the_first_program() -> None:
    """Law: who solves none does not wait for it; scipy is nowhere."""
    code = """
import sys, walkaway
from walkaway.analysis import frontier, solutions, zone, bridges
from walkaway.analysis.frontier import epsilon
from walkaway.analysis.solutions import lotteries_of_many
from walkaway.analysis.zone import conditions, too_large
print('highspy' in sys.modules, 'scipy' in sys.modules)
import numpy as np
lotteries_of_many.mix(np.array([[1.0, 2.0, 1.0], [2.0, 1.0, 1.0]]), 'utilitarian')
print('highspy' in sys.modules, 'scipy' in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True", "False"]
