r"""Linear and mixed-integer programs, solved by HiGHS.

A program is :math:`\min c \cdot x` with :math:`l \le A x \le u`, :math:`a \le x \le b`, some columns whole.
Solved by HiGHS (Huangfu and Hall 2018, *Mathematical Programming Computation* 10:119–142), which the first
program loads. One thread and a fixed seed: the same program has the same answer, to the last bit, on every
run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..space.weights import Floats

if TYPE_CHECKING:
    from highspy import Highs, HighsLp

Status = Literal["optimal", "infeasible", "unbounded", "limit", "unclear"]
"""``unclear``: unbounded or infeasible, or the solver gave up."""

_STATUS: dict[str, Status] = {
    "kOptimal": "optimal",
    "kInfeasible": "infeasible",
    "kUnbounded": "unbounded",
    **dict.fromkeys(("kTimeLimit", "kIterationLimit", "kSolutionLimit"), "limit"),
}
_SEED = 0
_LOCK = Lock()
_users, _output = 0, -1


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the solver's own remarks off the standard output, where results are printed; in any thread."""
    global _users, _output
    with _LOCK:
        _users += 1
        if _users == 1:
            _output = _muted()
    try:
        yield
    finally:
        with _LOCK:
            _users -= 1
            if _users == 0 and _output >= 0:
                os.dup2(_output, 1)
                os.close(_output)


def _muted() -> int:
    """Lead the standard output nowhere, and say where it led before; -1 if there is none to protect."""
    try:
        sys.stdout.flush()
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    except OSError:
        return -1
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return kept


@dataclass(frozen=True, eq=False, slots=True)
class SparseMatrix:
    """A matrix of which only some places are not 0, column by column.

    ``start`` (columns + 1,) says where the entries of each column begin and the last end; the rows of the
    entries rise within a column.
    """

    shape: tuple[int, int]
    start: NDArray[np.int32]
    row: NDArray[np.int32]
    value: Floats

    @classmethod
    def of(
        cls, row: NDArray[np.integer[Any]], column: NDArray[np.integer[Any]], value: Floats,
        shape: tuple[int, int],
    ) -> SparseMatrix:  # fmt: skip
        """From entries in any order, arrays of one length; those at the same place are added up."""
        place = column.astype(np.int64) * shape[0] + row
        places, entry = np.unique(place, return_inverse=True)
        columns, rows = np.divmod(places, max(shape[0], 1))
        start = np.searchsorted(columns, np.arange(shape[1] + 1))
        values = np.bincount(entry.reshape(-1), weights=value, minlength=len(places))
        return cls(shape, start.astype(np.int32), rows.astype(np.int32), values.astype(np.float64))

    @classmethod
    def blocks(cls, parts: Iterable[tuple[int, int, Floats]], shape: tuple[int, int]) -> SparseMatrix:
        """From blocks, each with its first row and first column; 0 elsewhere."""
        found = [
            (first + at[0], left + at[1], block[at])
            for first, left, block in parts
            for at in [np.nonzero(block)]
        ]
        row, column, value = (np.concatenate(some) for some in zip(*found, strict=True))
        return cls.of(row, column, value, shape)


@dataclass(frozen=True, eq=False, slots=True)
class Problem:
    """What is to be made as small as it goes: costs, rows and columns with bounds, which may be infinite."""

    cost: Floats
    matrix: SparseMatrix
    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_] | None = None  # which columns are whole numbers

    @property
    def mixed(self) -> bool:
        """Whether some column must be a whole number."""
        return self.whole is not None and bool(self.whole.any())


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class ProgramAnswer:
    """What the solver says."""

    status: Status
    point: Floats | None = None  # (columns,); None where there is none, or none was found
    objective: float | None = None  # cost of the point
    # (rows,); how much the least cost rises with each row's bounds; None where there are whole numbers, or no
    # point
    multipliers: Floats | None = None
    # no point costs less; minus infinity where a search that was cut short knows of no bound
    bound: float | None = None

    @property
    def decided(self) -> bool:
        """False if the search was cut short, or gave up."""
        return self.status in ("optimal", "infeasible")


def _model(problem: Problem) -> HighsLp:
    """The program as HiGHS takes it."""
    import highspy

    rows, columns = problem.matrix.shape
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows, columns
    model.col_cost_ = problem.cost
    model.col_lower_, model.col_upper_ = problem.lower, problem.upper
    model.row_lower_, model.row_upper_ = problem.row_lower, problem.row_upper
    model.a_matrix_.num_row_, model.a_matrix_.num_col_ = rows, columns
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = problem.matrix.start, problem.matrix.row
    model.a_matrix_.value_ = problem.matrix.value
    if problem.whole is not None and problem.mixed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[whole] for whole in problem.whole.tolist()]
    return model


def _prepared(tolerance: float, nodes: int | None) -> Highs:
    """The solver with every choice made."""
    import highspy

    solver = highspy.Highs()
    choices: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": _SEED,
        "mip_rel_gap": 0.0,
        "primal_feasibility_tolerance": tolerance,
        "dual_feasibility_tolerance": tolerance,
    }
    if nodes is not None:
        choices["mip_max_nodes"] = nodes
    for name, value in choices.items():
        done = solver.setOptionValue(name, value)
        assert done == highspy.HighsStatus.kOk, f"HiGHS does not take {name} = {value}"
    return solver


def solve(problem: Problem, *, tolerance: float = 1e-7, nodes: int | None = None) -> ProgramAnswer:
    """Solve a program with at least one column; a ValueError if the solver does not take it.

    ``tolerance`` is by how much an answer may miss a bound or an optimality condition. ``nodes`` cuts a
    search short by a count, not by a time, so that the answer is the same everywhere.
    """
    import highspy

    with quiet():
        solver = _prepared(tolerance, nodes)
        if solver.passModel(_model(problem)) == highspy.HighsStatus.kError:
            raise ValueError("HiGHS does not take the program: a bound is no number, or sizes do not fit")
        solver.run()
        status = _STATUS.get(solver.getModelStatus().name, "unclear")
        info, mixed = solver.getInfo(), problem.mixed
        reached = float(info.objective_function_value)
        found = status == "optimal" or (mixed and status == "limit" and np.isfinite(reached))
        objective = reached if found else None
        solution = solver.getSolution() if found else None
    return ProgramAnswer(
        status=status,
        point=None if solution is None else np.array(solution.col_value, dtype=np.float64),
        objective=objective,
        multipliers=None if mixed or solution is None else np.array(solution.row_dual, dtype=np.float64),
        bound=float(info.mip_dual_bound) if mixed and status in ("optimal", "limit") else objective,
    )
