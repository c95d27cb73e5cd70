"""A tournament that is ended anywhere goes on, and gives the bytes of one that was not ended."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import walkaway
from walkaway.case.files import UNFINISHED
from walkaway.cli import app as cli
from walkaway.errors import UsageError

ASKED: dict[str, Any] = {"strategies": "boulware,linear,conceder", "rounds": 8, "sessions": 4, "seed": 3}


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("whole")
    walkaway.tournament("itex-cypress", folder, **ASKED)
    return held(folder)


def test_ended_at_any_step_it_goes_on_and_gives_the_same_bytes(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    """Twenty ends at random, each before some unit was written."""
    chance, folder = random.Random(1), tmp_path / "ended"
    for _ in range(20):
        left = chance.randrange(3)

        def end(step: str, share: float) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            walkaway.tournament("itex-cypress", folder, **ASKED, progress=end)
        assert held(folder).items() <= whole.items()
    found = walkaway.tournament("itex-cypress", folder, **ASKED)
    assert held(folder) == whole
    assert walkaway.tournament("itex-cypress", folder, **ASKED) == found


def test_what_a_killed_process_was_at_is_played_by_others(tmp_path: Path, whole: dict[str, bytes]) -> None:
    killed: list[int] = []

    def kill(step: str, share: float) -> None:
        for child in multiprocessing.active_children()[:1]:
            if not killed and child.pid is not None:
                killed.append(child.pid)
                os.kill(child.pid, signal.SIGKILL)

    asked = ASKED | {"workers": 2, "progress": kill}
    walkaway.tournament("itex-cypress", tmp_path / "two", **asked)
    assert killed
    assert held(tmp_path / "two") == whole


def test_a_strategy_of_ones_own_that_was_changed_is_another_tournament(tmp_path: Path) -> None:
    own = tmp_path / "mine.py"
    text = "class Mine:\n    def offer(self, view):\n        return max(view.deals, key=view.worth)\n"
    own.write_text(text, encoding="utf-8")
    asked: dict[str, Any] = {"strategies": f"{own}:Mine@next,linear", "rounds": 2, "sessions": 1}
    walkaway.tournament("itex-cypress", tmp_path / "t", **asked)
    own.write_text(text.replace("max", "min"), encoding="utf-8")
    with pytest.raises(UsageError, match="a tournament with other strategy files"):
        walkaway.tournament("itex-cypress", tmp_path / "t", **asked)


@pytest.mark.parametrize(
    ("strategies", "words"),
    [("bolware,linear", "did you mean \"boulware\""), ("boulware,boulware", "boulware twice"),
     ("bolware", "did you mean \"boulware\"")],
)  # fmt: skip
def test_names_that_are_wrong_are_told(strategies: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=words):
        walkaway.tournament("itex-cypress", tmp_path / "t", strategies=strategies)
    assert not (tmp_path / "t").exists()


def test_killed_it_goes_on(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """As above, with a process that is killed outright."""
    line = [sys.executable, "-m", "walkaway", "tournament", "itex-cypress", "-o", str(tmp_path / "k"),
            "--rounds", "8", "--sessions", "4", "--seed", "3",
            "--strategies", ASKED["strategies"]]  # fmt: skip
    running = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not list((tmp_path / "k").glob("sessions/*.parquet")) and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert walkaway.tournament("itex-cypress", tmp_path / "k", **ASKED).lineups == 9
    made = held(tmp_path / "k").items()
    assert whole == {name: data for name, data in made if UNFINISHED not in name}


def test_an_interrupt_says_where_what_was_played_is(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "walkaway", "tournament", "itex-cypress", "-o", "k",
            "--sessions", "100000", "--strategies", "random,linear"]  # fmt: skip
    running = subprocess.Popen(line, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    until = time.monotonic() + 60
    while not (tmp_path / "k").is_dir() and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGINT)
    _, said = running.communicate()
    assert running.returncode == 130
    assert said == "interrupted; what was done is kept in k, and the same command goes on with it\n"


def test_killed_as_it_began_it_goes_on(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Before its plan was there: a part of that is all that stands in the folder."""
    folder = tmp_path / "k"
    folder.mkdir()
    part = folder / f"{UNFINISHED}x1"
    part.write_text('{"tournament', encoding="utf-8")
    walkaway.tournament("itex-cypress", folder, **ASKED)
    assert whole == {name: data for name, data in held(folder).items() if name != part.name}


def test_processes_give_the_same_bytes(tmp_path: Path, whole: dict[str, bytes]) -> None:
    walkaway.tournament("itex-cypress", tmp_path / "two", **ASKED, workers=2)
    assert held(tmp_path / "two") == whole


def test_a_cluster_gives_the_same_bytes_though_a_worker_dies(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Two workers in processes of their own; one is killed while it plays."""
    code = f"""
import os, signal, threading, time, walkaway
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=60) as cluster:
        pids = [worker.pid for worker in cluster.workers.values()]
        killed = []
        def step(name, share):
            if name == "line-ups" and share > 0 and not killed:
                killed.append(os.kill(pids[0], signal.SIGKILL))
        walkaway.tournament("itex-cypress", {str(tmp_path / "c")!r}, **{ASKED!r},
                            scheduler=cluster.scheduler_address, progress=step)
        print(len(killed))
"""
    file = tmp_path / "run.py"
    file.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file)], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.stdout == "1\n", done.stderr[-3000:]
    assert held(tmp_path / "c") == whole


def test_a_folder_of_another_tournament_is_refused_and_left_alone(tmp_path: Path) -> None:
    walkaway.tournament("itex-cypress", tmp_path / "a", **ASKED)
    before = held(tmp_path / "a")
    with pytest.raises(UsageError, match="a tournament with other rounds, seed"):
        walkaway.tournament("itex-cypress", tmp_path / "a", **{**ASKED, "rounds": 9, "seed": 4})
    assert held(tmp_path / "a") == before
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="which is not empty"):
        walkaway.tournament("itex-cypress", tmp_path / "b", **ASKED)


@contextmanager
def somebody_else() -> Iterator[str]:
    """The address of a service that is no Dask scheduler: whoever comes is told so, and let go."""

    class Answer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.sendall(b"220 mail.example ready, who are you and what do you want of me here?\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    asked = {**ASKED, "rounds": 0, "workers": "two", "strategies": "bulware,lnear"}
    with pytest.raises(UsageError) as caught:
        walkaway.tournament("itex-cypress", tmp_path / "x", **asked)
    assert [fault.path for fault in caught.value.faults] == [
        "workers",
        "rounds",
        "strategies",
        "strategies",
    ]
    for wrong, words in (
        ("bulware,linear", "boulware"),
        ("linear,linear", "linear twice"),
        ("linear", "two at least"),
    ):
        with pytest.raises(UsageError, match=words):
            walkaway.tournament("itex-cypress", tmp_path / "x", strategies=wrong)
    with pytest.raises(UsageError, match="twice"):
        walkaway.tournament(["itex-cypress", "itex-cypress"], tmp_path / "x", strategies="linear,boulware")
    with somebody_else() as address:
        for wrong in ("nowhere://", "somewhere", "tcp://a:b", address):
            with pytest.raises(
                UsageError, match=r"scheduler: found .* expected the address of a Dask scheduler"
            ):
                walkaway.tournament(
                    "itex-cypress", tmp_path / "x", strategies="linear,boulware", scheduler=wrong
                )
    assert not (tmp_path / "x" / "sessions").is_dir() or not list((tmp_path / "x" / "sessions").iterdir())


def test_the_command_shows_ranks_and_prints_json(tmp_path: Path) -> None:
    line = ["tournament", "itex-cypress", "-o", str(tmp_path / "c"), "--rounds", "8", "--sessions", "4"]
    shown = CliRunner().invoke(cli.app, line)
    assert shown.exit_code == 0, shown.output
    assert "not a forecast" in shown.output
    assert max(map(len, shown.output.splitlines())) <= 100
    data = json.loads(CliRunner().invoke(cli.app, [*line, "--json"]).output)
    assert data["question"] == "tournament"
    assert {place["strategy"] for place in data["places"]} == {"boulware", "linear", "conceder"}
