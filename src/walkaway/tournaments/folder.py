"""A plan carried out into a folder: a file for each unit, written whole or not at all, so that it can go on.

Units that have their file are not played again. The folder belongs to one plan; another one is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from ..case.files import UNFINISHED, write_atomically
from ..errors import UsageError, quoted
from ..playing.tournament.plan import TournamentPlan, Unit
from ..playing.tournament.unit import play_unit, play_units

PLAN, UNITS = "tournament.json", "sessions"
Progress = Callable[[str, float], None]
Players = Callable[[str, list[int]], Iterable[tuple[int, bytes]]]
_AT_ONCE, _TRIES = 64, 5


def kept_units(plan: TournamentPlan, folder: Path) -> Iterator[tuple[Unit, bytes]]:
    """Every unit with the file that holds its sessions."""
    for unit in plan.units:
        yield unit, _file(folder, unit.key).read_bytes()


def run_plan(
    plan: TournamentPlan, folder: Path, *, players: Players | None = None, progress: Progress | None = None
) -> None:
    """Play what is not played yet.

    Parameters
    ----------
    plan : TournamentPlan
    folder : path
        New, empty, or begun with the same plan.
    players : callable, optional
        Given the plan as JSON and the numbers of units, gives each number with its sessions as they are
        played; this process plays if left out.
    progress : callable, optional
        Told the step and the share of it done.

    Raises
    ------
    UsageError
        If the folder holds something else.
    """
    files = _own_files(plan.strategies)
    text = json.dumps(plan.to_dict() | files, indent=1, ensure_ascii=False)
    _claim(folder, text)
    left = [number for number, unit in enumerate(plan.units) if not _file(folder, unit.key).is_file()]
    told, done, every = progress or (lambda step, share: None), len(plan.units) - len(left), len(plan.units)
    told("line-ups", done / every)
    alone = ((number, play_unit(plan, plan.units[number])) for number in left)
    for number, data in alone if players is None or not left else players(text, left):
        write_atomically(_file(folder, plan.units[number].key), data)
        done += 1
        told("line-ups", done / every)


@dataclass(frozen=True)
class Processes:
    """So many processes on this machine, each of which plays some units at a time."""

    workers: int

    def __call__(self, plan: str, left: list[int]) -> Iterator[tuple[int, bytes]]:
        """Units with their sessions, as they are played."""
        some = max(1, min(_AT_ONCE, len(left) // (4 * self.workers)))
        parts = [left[start : start + some] for start in range(0, len(left), some)]
        for _ in range(_TRIES):
            try:
                for part, found in self._played(plan, parts):
                    parts.remove(part)
                    yield from zip(part, found, strict=True)
            except BrokenProcessPool:
                continue  # what a process that was ended was at is played by others
            return
        right = "processes that go on; what was played is kept, and the same command goes on with the rest"
        raise UsageError.of(
            f"that some of {self.workers} processes ended, {_TRIES} times", right, path="workers"
        )

    def _played(self, plan: str, parts: list[list[int]]) -> Iterator[tuple[list[int], list[bytes]]]:
        with ProcessPoolExecutor(self.workers, mp_context=get_context("spawn")) as pool:
            waiting = {pool.submit(play_units, plan, part): part for part in parts}
            try:
                for future in as_completed(waiting):
                    yield waiting[future], future.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _own_files(strategies: Iterable[str]) -> dict[str, dict[str, str]]:
    """The digests of files in which strategies stand: with another text it is another tournament."""
    files = {f"{name.partition('.py:')[0]}.py" for name in strategies if ".py:" in name}
    found = {
        file: sha256(Path(file).read_bytes()).hexdigest() for file in sorted(files) if Path(file).is_file()
    }
    return {"strategy files": found} if found else {}


def _claim(folder: Path, text: str) -> None:
    """Make the folder this plan's own, or find that it is."""
    held = folder / PLAN
    if held.is_file():
        had = held.read_text(encoding="utf-8", errors="replace")
        if had != text:
            raise UsageError.of(
                f"{quoted(folder)}, which holds {_other(had, text)}",
                "a new folder, or the same tournament to go on",
            )
        return
    if folder.exists() and (not folder.is_dir() or not all(map(_left, folder.iterdir()))):
        raise UsageError.of(
            f"{quoted(folder)}, which is not empty", "a new or empty folder, or one to go on with"
        )
    write_atomically(held, text)


def _left(path: Path) -> bool:
    """Whether it may be what one that was killed as it began has left."""
    return path.name.startswith(UNFINISHED)


def _other(had: str, text: str) -> str:
    """In what another tournament is another."""
    try:
        before, now = json.loads(had), json.loads(text)
        names = [name for name in now if before.get(name) != now[name]]
    except (ValueError, AttributeError):
        return "a plan that cannot be read"
    return f"a tournament with other {', '.join(names)}"


def _file(folder: Path, key: str) -> Path:
    return folder / UNITS / f"{key}.parquet"
