"""A second process gives what this one gives, and is done without when it breaks down."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from tests.report.helpers import preference, two

from walkaway import load
from walkaway.analysis.answers import analyse
from walkaway.analysis.bridges import Bridges, find_bridges
from walkaway.case import Procedure
from walkaway.errors import UsageError
from walkaway.options import Progress
from walkaway.playing import ways_to_talk
from walkaway.report import beside
from walkaway.report.beside import Beside, load_rooms
from walkaway.report.brief import make_brief


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)


def test_it_gives_what_this_one_gives_and_tells_how_far_it_is() -> None:
    answers, here, there = analyse(load("jcpoa-2015").case, draws=100), [], []
    expected = find_bridges(answers, progress=lambda *told: here.append(told))
    with Beside() as second:
        second.begin(load_rooms)
        pid, found = (
            second.ask(os.getpid),
            second.ask(find_bridges, answers, progress=lambda *told: there.append(told)),
        )
        assert pid() != os.getpid()
        assert found() == expected
    assert there == here


@pytest.mark.parametrize("progress", [None, lambda *_: None])
def test_talks_are_played_there_as_here(monkeypatch: pytest.MonkeyPatch, progress: Progress | None) -> None:
    process = Procedure.model_validate({"protocol": "alternating", "rounds": 3})
    made = make_brief(two().with_parts(process=process), draws=20)
    here, there = made.otherwise, replace(made, progress=progress)
    with Beside() as second:
        there.begin_beside(second, few=0)
        monkeypatch.setattr(ways_to_talk, "compared", None)  # nothing is played in this process
        assert here is not None
        assert there.otherwise is not None
        assert there.otherwise.found.to_dict() == here.found.to_dict()


def test_what_another_process_works_out_is_waited_for_last() -> None:
    made, done = make_brief(two(), draws=20), set[str]()

    def bridges() -> Bridges:
        done.update(made.__dict__)
        return find_bridges(made.answers)

    made.__dict__["_bridges"] = bridges
    made.html()
    assert {"table", "ledger", "said", "left", "keeping", "sensitivity", "weighed"} <= done


def test_a_refusal_there_is_the_refusal_here() -> None:
    answers = analyse(two())
    with Beside() as second:
        second.begin(load_rooms)
        refused, after = second.ask(find_bridges, answers, target=2), second.ask(int, "7")
        with pytest.raises(UsageError, match="above 0 and at most 1"):
            refused()
        assert after() == 7  # the next question is answered all the same


_COPIES = """
import os
from walkaway.child_process import only_thread
from walkaway.report.beside import Beside

os.sched_getaffinity = lambda _: {0, 1}
loaded, alone = ["here"], only_thread()

def copied():
    return loaded

with Beside() as first, Beside() as second:
    for name, one in ("first", first), ("second", second):
        one.begin(lambda: loaded.append(name), alone=alone)
    print(alone, first.ask(copied)(), second.ask(copied)(), loaded, only_thread())
    print(first.ask(os.getppid)() == os.getpid(), second.ask(int, "7")())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody tells how many threads there are")
def test_a_process_without_another_thread_is_copied_with_what_it_has_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", _COPIES], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "True ['here', 'first'] ['here', 'second'] ['here'] False",
        "True 7",
    ]
    assert not done.stderr


def test_it_looks_for_cycles_as_seldom_as_this_one() -> None:
    before = gc.get_threshold()
    gc.set_threshold(12_345, 6, 7)
    try:
        with Beside() as second:
            second.begin(load_rooms)
            assert second.ask(gc.get_threshold)() == (12_345, 6, 7)
    finally:
        gc.set_threshold(*before)


def test_a_process_that_breaks_down_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_STATEMENT", "raise SystemExit(1)")
    with Beside() as second:
        second.begin(load_rooms)
        assert [second.ask(os.getpid)() for _ in range(2)] == [os.getpid()] * 2


def test_one_that_cannot_be_started_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    for none in (None, "/nowhere/python"):
        monkeypatch.setattr(sys, "executable", none)
        with Beside() as second:
            second.begin(load_rooms)
            assert second.ask(os.getpid)() == os.getpid()


def test_one_that_is_closed_early_leaves_nobody_waiting() -> None:
    with Beside() as second:
        second.begin(load_rooms)
        waits = [second.ask(os.getpid) for _ in range(3)]
    assert all(isinstance(wait(), int) for wait in waits)


def test_none_is_started_without_need_or_core(monkeypatch: pytest.MonkeyPatch) -> None:
    with Beside() as second:
        assert second.ask(os.getpid)() == os.getpid()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1})
    with Beside() as second:
        second.begin(load_rooms)
        assert second.ask(os.getpid)() == os.getpid()


def test_the_page_is_the_same_with_one_process_and_with_two() -> None:
    case = two(
        preferences={
            "a": preference([5, 9], price=[9, [4, 6], 0], date=[3, 0]),
            "b": preference([7, 9], price=[0, [4, 6], 9], date=[0, 3]),
        }
    )
    told: list[str] = []
    alone = make_brief(case, draws=50, progress=lambda step, _: told.append(step))
    both = make_brief(case, draws=50, progress=lambda step, _: told.append(step))
    answered = len(told)
    with Beside() as second:
        both.begin_beside(second, few=0)
        page = both.html()
    there = told[answered:]
    assert page == alone.html()
    here = told[answered + len(there) :]
    assert here  # how far it is, is told while the page is made as well
    assert sorted(there) == sorted(here)
