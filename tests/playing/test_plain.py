"""Strategies that users write: they work, and they see nothing but their view."""

from __future__ import annotations

import ctypes
import sys
from functools import partial
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.playing.helpers import laid, small_case

import walkaway
from walkaway.case import Case
from walkaway.errors import UsageError
from walkaway.playing import PROTOCOLS
from walkaway.playing.listed import list_deals
from walkaway.playing.strategy import made
from walkaway.questions import TABLE

STUBBORN = """
class Stubborn:
    def offer(self, view):
        good = [deal for deal in view.deals if view.worth(deal) >= view.walk_away]
        best = max(good, key=view.worth)
        self.last = getattr(self, "last", 0) + 1
        return best if view.number < 3 else min(good, key=view.worth)
"""
THIEF = """
import inspect, sys

SECRET, OWN = {secret!r}, {own!r}

def within(one):
    yield from one.values() if isinstance(one, dict) else one if isinstance(one, (list, tuple, set)) else ()
    yield from getattr(one, "__dict__", {{}}).values()
    if inspect.isfunction(one):
        yield from (cell.cell_contents for cell in one.__closure__ or ())

def everything(view):
    seen, todo = set(), [view, *sys.modules.values()]
    frame = sys._getframe()
    while frame is not None:
        todo += [frame.f_locals, frame.f_globals]
        frame = frame.f_back
    while todo and len(seen) < 400_000:
        one = todo.pop()
        if id(one) not in seen and one is not todo and one is not seen:
            seen.add(id(one))
            yield one
            todo += within(one)

class Thief:
    def offer(self, view):
        found = [one for one in everything(view) if isinstance(one, float)]
        text = "secret" if SECRET / 2 in [one / 2 for one in found if one is not SECRET] else "nothing"
        text += " own" if OWN / 2 in [one / 2 for one in found if one is not OWN] else ""
        print("found:", text)
        return None
"""


def written(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / f"{name.lower()}.py"
    path.write_text(text, encoding="utf-8")
    return f"{path}:{name}"


def test_a_class_of_ones_own_plays(tmp_path: Path) -> None:
    place = written(tmp_path, "Stubborn", STUBBORN)
    case = small_case(3)
    one = walkaway.play(case, strategies=[place, "tough"], rounds=5)
    assert one.transcript is not None
    mine = [told.value["p0"] for told in one.transcript if told.by == "p0" and told.value]
    assert mine[0] == mine[1] > mine[2] >= one.walk_away["p0"]
    many = walkaway.play(case, strategies=[place, "conceder"], rounds=5, sessions=6)
    assert many.rate in (0.0, 1.0)


def test_its_file_may_be_named_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the page on simulations types it: ``mine.py:Mine``."""
    whole = written(tmp_path, "Stubborn", STUBBORN)
    (tmp_path / "below").mkdir()
    case = small_case(3)
    found = walkaway.play(case, strategies=[whole, "tough"], rounds=3)
    for folder, place in (
        (tmp_path, "stubborn.py:Stubborn"),
        (tmp_path / "below", "../stubborn.py:Stubborn"),
    ):
        monkeypatch.chdir(folder)
        assert walkaway.play(case, strategies=[place, "tough"], rounds=3).transcript == found.transcript


LISTENER = """
class Listener:
    def offer(self, view):
        print([seat for seat, deal in view.heard if deal is None or view.worth(deal) > -1e9])
        view.heard.clear()
        return max(view.deals, key=view.worth)

    def accepts(self, view, table):
        return False
"""


def test_all_that_was_said_is_heard_each_time(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Only what is new goes to its process; what it does to its own copy changes nothing that comes later."""
    players = made([written(tmp_path, "Listener", LISTENER), "tough"])
    laid(small_case(3), rounds=4)[0].play(players, sessions=2, seed=1)
    assert capfd.readouterr().err.splitlines() == [str([0, 1] * before) for before in range(4) for _ in "ab"]


def test_a_session_alone_is_the_same_as_in_a_batch(tmp_path: Path) -> None:
    talks, _ = laid(small_case(5), rounds=6)
    players = made([written(tmp_path, "Stubborn", STUBBORN), "random"])
    whole = talks.play(players, sessions=5, seed=3)
    alone = talks.play(players, sessions=1, seed=3, first=3)
    assert (alone.deals[0], alone.numbers[0]) == (whole.deals[3], whole.numbers[3])


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_it_cannot_see_what_another_seat_wants(
    protocol: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Law: no attribute, closure, frame or object of the collector leads to it; what is its own is found."""
    data = small_case(2).to_dict()
    secret, own = 7_654_321.25, 1_234_567.75
    data["preferences"]["p1"]["scores"]["i0"]["o1"] = secret
    data["preferences"]["p1"]["walk_away"] = secret
    data["preferences"]["p0"]["walk_away"] = own
    data["preferences"]["p0"]["scores"]["i0"]["o1"] = own + 1
    place = written(tmp_path, "Thief", THIEF.format(secret=secret, own=own))
    prepared = 1 if protocol == "two-level" else None
    walkaway.play(
        Case.model_validate(data), strategies=[place, "tough"], rounds=1, protocol=protocol, prepared=prepared
    )
    assert set(capfd.readouterr().err.splitlines()) == {"found: nothing own"}


LOOKER = """
class Looker:
    def offer(self, view):
        if view.number == 1:
            print([list(deal.values()) for deal in view.deals])
        return max(view.deals, key=view.worth)

    def accepts(self, view, table):
        return bool(view.worth(table) >= 1e9)
"""


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_which_deals_are_listed_tells_nothing_of_what_another_seat_wants(
    protocol: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law: where each chooses among deals of its own, others are known once they are on the table."""
    monkeypatch.setattr("walkaway.playing.talks.list_deals", partial(list_deals, most=50))
    place = written(tmp_path, "Looker", LOOKER)
    seen = []
    for other in (3, 4):
        data = small_case(2).to_dict()
        data["preferences"]["p1"] = small_case(other).to_dict()["preferences"]["p1"]
        case = Case.model_validate(data)
        walkaway.play(case, strategies=[place, "linear"], rounds=2, protocol=protocol)
        seen.append(set(capfd.readouterr().err.splitlines()))
    assert seen[0] == seen[1]
    assert len(seen[0]) == 1


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/proc/%d/cmdline' % os.getppid()).read()",
        "os.open('/proc/%d/mem' % os.getppid(), os.O_RDONLY)",
        "os.open(os.path.dirname(os.__file__) + '/note.txt', os.O_WRONLY | os.O_CREAT)",
        "open(os.__file__, 'r+')", "open(os.devnull, 'w')", "open('case.yaml')",
        "open(HERE + '/case.yaml')", "open(HERE + '/note.txt', 'w')", "os.listdir('/')",
        "__import__('gc').get_objects()", "open(Same('case.yaml'))",
        "__import__('walkaway')", "__import__('subprocess').run(['cat', '/proc/self/status'])",
        "os.system('true')", "os.fork()", "os.kill(os.getppid(), 0)",
        "__import__('socket').socket()", "ctypes.CDLL('libc.so.6')",
        "ctypes.pythonapi.PyLong_FromLong(1)", "ctypes.string_at(id(view), 8)",
        "__import__('_io').open('/etc/hostname')",
        "__import__('pathlib').Path(HERE, 'case.yaml').read_text()",
    ],
)  # fmt: skip
def test_ways_out_of_its_process_are_shut(
    attempt: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Law: neither the case on disk nor the memory of who asks can be read, and no program started."""
    (tmp_path / "case.yaml").write_text("secret: 1", encoding="utf-8")
    text = f"""
import ctypes, os
HERE = {str(tmp_path)!r}
class Same(str):
    __eq__ = startswith = lambda self, other: True
    __hash__ = str.__hash__
class Curious:
    def offer(self, view):
        try:
            print("got", {attempt})
        except PermissionError as error:
            print("refused")
        return None
"""
    walkaway.play(small_case(1), strategies=[written(tmp_path, "Curious", text), "tough"], rounds=1)
    assert set(capfd.readouterr().err.splitlines()) == {"refused"}


@pytest.mark.parametrize(
    "attempt",
    ["__import__('readline').read_history_file(HERE + '/case.yaml')",
     "__import__('pyarrow').OSFile(HERE + '/case.yaml').read()"],
)  # fmt: skip
def test_what_opens_files_beneath_python_is_refused_by_the_system(
    attempt: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Law: where the kernel can."""
    if sys.platform != "linux" or ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1) < 1:
        pytest.skip("no Landlock")
    (tmp_path / "case.yaml").write_text("secret: 1", encoding="utf-8")
    text = f"""
HERE = {str(tmp_path)!r}
class Beneath:
    def offer(self, view):
        try:
            print("got", {attempt})
        except (OSError, ImportError):
            print("refused")
        return None
"""
    walkaway.play(small_case(1), strategies=[written(tmp_path, "Beneath", text), "tough"], rounds=1)
    assert set(capfd.readouterr().err.splitlines()) == {"refused"}


def test_what_it_prints_or_reads_is_not_taken_for_an_answer(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = """
import os, random, sys, numpy
class Loud:
    def offer(self, view):
        os.write(1, b"hello\\n")
        assert sys.stdin.readline() == ""
        return max(view.deals, key=view.worth)
"""
    found = walkaway.play(small_case(3), strategies=[written(tmp_path, "Loud", text), "conceder"], rounds=3)
    assert found.transcript
    assert "hello" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("place", "words"),
    [("{}/none.py:Broken", "a file that is there"), ("{}/broken.py:Borken", "which has no class Borken"),
     ("{}/broken.py:offer", "which has no class offer")],
)  # fmt: skip
def test_a_file_or_class_that_is_not_there_is_told(
    place: str, words: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, "Broken", "class Broken:\n    def offer(self, view):\n        return None\n")
    with pytest.raises(UsageError, match=words):
        walkaway.play(small_case(1), strategies=[place.format(tmp_path), "linear"], rounds=2)
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "class Broken:\n    def offer(self, view):\n        raise RuntimeError('no')\n",
        "x = 1 / 0\n",
        "import os\nclass Broken:\n    def offer(self, view):\n        os.write(2, b'Error')\n"
        "        for one in range(3, 9):\n            try:\n                os.write(one, b'no\\n')\n"
        "            except OSError:\n                pass\n",
    ],
)
def test_one_that_breaks_is_told(text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="which ended by itself"):
        walkaway.play(small_case(1), strategies=[written(tmp_path, "Broken", text), "linear"], rounds=2)
    assert "Error" in capfd.readouterr().err


def test_machines_cannot_have_programs_started() -> None:
    """Law: an assistant may name strategies, not files that are run."""
    form = Draft202012Validator(TABLE["play"].options[0].schema)
    for given in ("boulware,linear:beta=2", ["linear", "micro"]):
        assert form.is_valid(given)
    for given in ("mine.py:Mine,linear", ["linear", "a/b.py:C"]):
        assert not form.is_valid(given)


@pytest.mark.parametrize("deal", ["{'i0': 'nothing'}", "{'i0': ['o1']}", "['o1']", "7"])
def test_a_deal_that_is_none_is_told(deal: str, tmp_path: Path) -> None:
    text = f"class Odd:\n    def offer(self, view):\n        return {deal}\n"
    with pytest.raises(UsageError, match="expected a deal"):
        walkaway.play(small_case(1), strategies=[written(tmp_path, "Odd", text), "linear"], rounds=2)
