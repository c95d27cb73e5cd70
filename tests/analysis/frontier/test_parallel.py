"""Searches side by side: order, faults, interrupts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from walkaway.analysis.frontier.parallel import run


def numbers(*some: int) -> Iterator[int]:
    yield from some


def test_answers_come_job_by_job() -> None:
    told: list[int] = []
    answers, complete = run([numbers(1, 2), numbers(), numbers(3)], told.append)
    assert (answers, complete) == ([[1, 2], [], [3]], True)
    assert sorted(told) == [1, 2, 3]


def test_no_jobs_no_answers() -> None:
    assert run([], print) == ([], True)


def test_a_fault_belongs_to_whoever_asked() -> None:
    def faulty() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError("by a job")

    with pytest.raises(ZeroDivisionError, match="by a job"):
        run([faulty(), numbers(2)], lambda answer: None)


def test_an_interrupt_ends_it_early_and_keeps_answers() -> None:
    def endless() -> Iterator[int]:
        number = 0
        while True:
            yield number
            number += 1

    def each(answer: int) -> None:
        if answer == 3:
            raise KeyboardInterrupt

    answers, complete = run([endless(), endless(), endless()], each)
    assert not complete
    assert max(map(len, answers)) >= 4
